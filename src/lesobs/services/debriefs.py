"""This file is the talk after a visit: what was said and agreed, the teacher's own scores, and settling."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Level
from lesobs.domain.texts import require_text
from lesobs.domain.visit import SEEN, VisitState, goes_into_report, move
from lesobs.services.instruments import Instruments
from lesobs.services.visit_rows import keep_version, without_notes
from lesobs.services.visits import open_visit, other_halves
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

DebriefText = Literal[
    "teacher_view", "observer_view", "strength", "next_step", "agreement", "help", "reaction"
]
TEXTS: tuple[DebriefText, ...] = get_args(DebriefText)


@dataclass(frozen=True, slots=True)
class DebriefDetail:
    """The talk of one visit; empty texts when nothing was written yet."""

    held_on: date | None = None
    teacher_view: str = ""
    observer_view: str = ""
    strength: str = ""
    next_step: str = ""
    next_step_indicator: str | None = None
    agreement: str = ""
    help: str = ""
    look_again_on: date | None = None
    reaction: str = ""
    agreed_until: date | None = None


def detail_of(row: t.Debrief | None, indicator_ids: dict[str, str]) -> DebriefDetail:
    """The talk as this row tells it; `indicator_ids` are the rows behind the keys of the instrument."""
    if row is None:
        return DebriefDetail()
    keys = {found: key for key, found in indicator_ids.items()}
    return DebriefDetail(
        held_on=row.held_on,
        next_step_indicator=keys.get(row.next_step_indicator_id or ""),
        look_again_on=row.look_again_on,
        agreed_until=row.agreed_until,
        **{name: getattr(row, name) for name in TEXTS},
    )


class Debriefs:
    """The debrief of a visit. Texts can be written from the last minute of the lesson on, before the visit
    counts as discussed. Of a duo-visit there is one talk, that of the first observer's visit; the other half
    goes along from state to state. Methods raise RuleBroken with the reason when something can't be done."""

    def __init__(self, file: SchoolFile, instruments: Instruments) -> None:
        self._file = file
        self._instruments = instruments

    def get(self, visit_id: str) -> DebriefDetail:
        with self._file.reading() as session:
            visit = session.get(t.Visit, visit_id)
            if visit is None:
                return DebriefDetail()
            lesson_id = visit.duo_of_id or visit.id
            row = session.scalar(select(t.Debrief).where(t.Debrief.visit_id == lesson_id))
            return detail_of(row, self._instruments.indicator_ids(visit.instrument_id))

    def write(self, visit_id: str, name: DebriefText, text: str) -> None:
        """Write one text of the talk, as it is being typed."""
        require_text(text)
        with self._file.transaction("Nabespreking", merge=f"{name} {visit_id}") as session:
            setattr(_debrief(session, visit_id), name, text)

    def choose_next_step(self, visit_id: str, indicator_key: str | None) -> None:
        """Say which indicator the next step is about."""
        with self._file.transaction("Volgende stap kiezen") as session:
            visit = open_visit(session, visit_id)
            indicator_id = self._indicator_id(visit, indicator_key) if indicator_key else None
            _debrief(session, visit_id).next_step_indicator_id = indicator_id

    def score_own(self, visit_id: str, indicator_key: str, level: int | None) -> None:
        """The teacher's own score on an indicator, 0 (n.v.t.) to 4; None clears it."""
        found = None if level is None else Level.of(level)
        words = "Score van de docent" if found is not None else "Score van de docent wissen"
        with self._file.transaction(words) as session:
            visit = _of_the_talk(session, visit_id)
            indicator_id = self._indicator_id(visit, indicator_key)
            row = session.scalar(
                select(t.TeacherRating).where(
                    t.TeacherRating.visit_id == visit.id, t.TeacherRating.indicator_id == indicator_id
                )
            )
            if found is None:
                if row is not None:
                    session.delete(row)
            elif row is None:
                session.add(t.TeacherRating(visit_id=visit.id, indicator_id=indicator_id, level=int(found)))
            else:
                row.level = int(found)

    def look_again(self, visit_id: str, day: date | None) -> None:
        """Agree when to look again; raises RuleBroken for a day before the visit."""
        with self._file.transaction("Opnieuw kijken") as session:
            visit = open_visit(session, visit_id)
            if day is not None and day <= visit.held_on:
                raise RuleBroken("Opnieuw kijken kan pas na deze les. Kies een latere datum.")
            _debrief(session, visit_id).look_again_on = day

    def agree_until(self, visit_id: str, day: date | None) -> None:
        """Agree until when; raises RuleBroken for a day before the visit."""
        with self._file.transaction("Afspraak tot") as session:
            visit = open_visit(session, visit_id)
            if day is not None and day < visit.held_on:
                raise RuleBroken("Een afspraak loopt door na deze les. Kies een latere datum.")
            _debrief(session, visit_id).agreed_until = day

    def discuss(self, visit_id: str, day: date) -> None:
        """The talk was held on this day; raises RuleBroken for a day before the visit."""
        with self._file.transaction("Nabespreking gehouden") as session:
            visit = _of_the_talk(session, visit_id)
            if day < visit.held_on:
                raise RuleBroken("De nabespreking ligt vóór de les. Kies een latere datum.")
            if visit.state is not VisitState.DISCUSSED:
                _move_lesson(session, visit, VisitState.DISCUSSED)
            _debrief(session, visit_id).held_on = day

    def raw_notes(self, visit_id: str) -> int:
        """How many notes of the lesson do not go into the report."""
        with self._file.reading() as session:
            return len(_raw_notes(session, _lesson(session, session.get_one(t.Visit, visit_id))))

    def settle(self, visit_id: str, *, wipe_raw_notes: bool = False) -> None:
        """Fix the visit and its talk, if wanted without the notes that do not go into the report. These are
        then gone from the history too, and no undo brings them back. Raises RuleBroken when strength or next
        step is still empty."""
        with self._file.transaction("Bezoek vaststellen") as session:
            visit = _of_the_talk(session, visit_id)
            missing = _missing(_debrief(session, visit_id))
            if visit.state is VisitState.DISCUSSED and missing:
                raise RuleBroken(f"Vul nog in voor je vaststelt: {', '.join(missing)}.")
            if any(half.state is VisitState.BUSY for half in other_halves(session, visit)):
                raise RuleBroken("De andere waarnemer is nog bezig. Rond eerst dat bezoek af.")
            _move_lesson(session, visit, VisitState.SETTLED)
            if wipe_raw_notes:
                _wipe(session, _raw_notes(session, _lesson(session, visit)))

    def reopen(self, visit_id: str, reason: str) -> None:
        """Open a settled visit again as a next version; the reason is kept."""
        if not reason.strip():
            raise RuleBroken("Schrijf op waarom dit bezoek weer open moet; die reden blijft bewaard.")
        with self._file.transaction("Bezoek heropenen") as session:
            visit = session.get_one(t.Visit, visit_id)
            if visit.state is not VisitState.SETTLED:
                raise RuleBroken("Dit bezoek is niet vastgesteld en staat dus nog open.")
            for half in _lesson(session, visit):
                if half.state is VisitState.SETTLED:
                    keep_version(session, half, reason.strip())
                    half.version += 1
                    half.reopen_reason = reason.strip()
            _move_lesson(session, visit, VisitState.DISCUSSED)

    def _indicator_id(self, visit: t.Visit, indicator_key: str) -> str:
        try:
            return self._instruments.indicator_ids(visit.instrument_id)[indicator_key]
        except KeyError:
            raise RuleBroken("Deze indicator hoort niet bij de kijkwijzer van dit bezoek.") from None


def _of_the_talk(session: Session, visit_id: str) -> t.Visit:
    """The visit that the talk goes by, begun and open: of a duo-visit that of the first observer."""
    visit = open_visit(session, visit_id)
    if visit.duo_of_id is not None:
        visit = open_visit(session, visit.duo_of_id)
    if visit.state is VisitState.PLANNED:
        raise RuleBroken("Dit bezoek is nog niet begonnen. Na de les kun je het bespreken.")
    return visit


def _lesson(session: Session, visit: t.Visit) -> Sequence[t.Visit]:
    """All visits to this lesson: one, or the two halves of a duo-visit."""
    return (visit, *other_halves(session, visit))


def _move_lesson(session: Session, visit: t.Visit, to: VisitState) -> None:
    """Bring a visit to another state, and the other half of it as far as that was seen to the end."""
    visit.state = move(visit.state, to)
    for half in other_halves(session, visit):
        if half.state in SEEN:
            half.state = to


def _raw_notes(session: Session, visits: Sequence[t.Visit]) -> list[t.Note]:
    of_the_lesson = t.Note.visit_id.in_([visit.id for visit in visits])
    notes = session.scalars(select(t.Note).where(of_the_lesson))
    return [note for note in notes if not goes_into_report(note.indicator_id is not None, note.in_report)]


def _wipe(session: Session, notes: Sequence[t.Note]) -> None:
    """Take notes away with every earlier wording, also out of the free pages of the file."""
    session.flush()
    session.execute(text("PRAGMA secure_delete = ON"))
    ids = {note.id for note in notes}
    kept = session.scalars(
        select(t.VisitVersion).where(t.VisitVersion.visit_id.in_({note.visit_id for note in notes}))
    ).all()
    for row in kept:
        row.content = without_notes(row.content, ids)
    session.flush()
    session.execute(delete(t.Change).where(t.Change.table == "note", t.Change.row_id.in_(ids)))
    told_of_versions = select(t.Change).where(
        t.Change.table == "visit_version", t.Change.row_id.in_([row.id for row in kept])
    )
    for change in session.scalars(told_of_versions):
        for side in ("old", "new"):
            values = getattr(change, side)
            if values and "content" in values:
                setattr(change, side, {**values, "content": without_notes(values["content"], ids)})
    session.execute(delete(t.Note).where(t.Note.id.in_(ids)))
    session.add_all(t.Tombstone(row_id=one, table="note") for one in ids)


def _missing(debrief: t.Debrief) -> list[str]:
    wanted: Iterable[tuple[str, str]] = (
        (debrief.strength, "één sterk punt"),
        (debrief.next_step, "één volgende stap"),
    )
    return [words for text, words in wanted if not text.strip()]


def _debrief(session: Session, visit_id: str) -> t.Debrief:
    visit = _of_the_talk(session, visit_id)
    row = session.scalar(select(t.Debrief).where(t.Debrief.visit_id == visit.id))
    if row is None:
        row = t.Debrief(id=t.new_id(), visit_id=visit.id)
        session.add(row)
        session.flush()
    return row
