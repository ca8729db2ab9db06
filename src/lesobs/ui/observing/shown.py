"""This file is the visit as it is shown: as the file has it, with what the file did not take yet."""

from collections.abc import Sequence
from dataclasses import replace

from lesobs.domain.instrument import Level
from lesobs.domain.visit import LessonPhase
from lesobs.services.visit_detail import CountDetail, NoteDetail, RatingDetail, VisitDetail
from lesobs.ui.writer import Waiting, What


def with_waiting(stored: VisitDetail, waiting: Sequence[tuple[What, Waiting]]) -> VisitDetail:
    """The visit with what was tried and waits, so that one sees what one did."""
    failed = [(what, one) for what, one in waiting if one.problem is not None]
    if not failed:
        return stored
    ratings, question = dict(stored.ratings), stored.line.focus_question
    phase, interval = stored.phase, stored.count_every
    for what, one in failed:
        match what[0], one.value:
            case "score", level:
                found = None if level is None else Level.of(int(str(level)))
                ratings[what[2]] = replace(ratings[what[2]], level=found)
            case "tick", seen:
                ratings[what[2]] = _ticked(ratings[what[2]], int(what[3]), bool(seen))
            case "question", str() as question:
                pass
            case "phase", LessonPhase() as phase:
                pass
            case "interval", (int() | None) as interval:
                pass
    return replace(
        stored,
        line=replace(stored.line, focus_question=question),
        ratings=ratings,
        notes=_notes(stored, failed),
        counts=_counts(stored, failed),
        phase=phase,
        count_every=interval,
    )


def _notes(stored: VisitDetail, failed: Sequence[tuple[What, Waiting]]) -> tuple[NoteDetail, ...]:
    notes = {note.id: note for note in stored.notes}
    for what, one in failed:
        match what[0], one.value:
            case "note", NoteDetail() as note:
                known = notes.get(note.id)
                notes[note.id] = replace(known, text=note.text, at=note.at) if known else note
            case "tie", NoteDetail() as note if note.id in notes:
                notes[note.id] = replace(notes[note.id], indicator_key=note.indicator_key)
            case "report", NoteDetail() as note if note.id in notes:
                notes[note.id] = replace(notes[note.id], in_report=note.in_report)
            case "remove", _:
                for note_id in what[2:]:
                    notes.pop(note_id, None)
    return tuple(sorted(notes.values(), key=lambda note: note.at))


def _counts(stored: VisitDetail, failed: Sequence[tuple[What, Waiting]]) -> tuple[CountDetail, ...]:
    counts = {count.id: count for count in stored.counts}
    for what, one in failed:
        match what[0], one.value:
            case "count" | "recount", CountDetail() as count:
                counts[count.id] = count
            case "uncount", _:
                counts.pop(what[2], None)
    return tuple(sorted(counts.values(), key=lambda count: count.at))


def _ticked(rating: RatingDetail, position: int, seen: bool) -> RatingDetail:
    return replace(rating, seen=rating.seen | {position} if seen else rating.seen - {position})
