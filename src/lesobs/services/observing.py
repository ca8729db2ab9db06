"""This file is what an observer does in the classroom: score, explain, tick look-fors and write notes."""

from datetime import datetime, time
from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Level
from lesobs.domain.texts import require_text
from lesobs.domain.visit import LessonPhase
from lesobs.services.instruments import Instruments
from lesobs.services.visit_rows import row_of
from lesobs.services.visits import open_visit, other_halves
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

NOTING = "Aantekening"
"""The action of writing a note."""


class Observing:
    """Writing down one lesson. Every method is durable when it returns, and raises RuleBroken with the reason
    when it can't be done; a settled visit takes no change."""

    def __init__(self, file: SchoolFile, instruments: Instruments) -> None:
        self._file = file
        self._instruments = instruments

    def set_phase(self, visit_id: str, phase: LessonPhase) -> None:
        with self._file.transaction(f"Lesfase {phase.word}") as session:
            open_visit(session, visit_id).phase = phase

    def score(self, visit_id: str, indicator_key: str, level: int | None) -> None:
        """Score an indicator 0 (n.v.t.) to 4; None clears it."""
        found = None if level is None else Level.of(level)
        with self._file.transaction("Score" if found is not None else "Score wissen") as session:
            rating = self._rating(session, visit_id, indicator_key)
            rating.level = None if found is None else int(found)

    def explain(self, visit_id: str, indicator_key: str, text: str, *, anew: bool = False) -> None:
        """Write the explanation (evidence) of an indicator, as it is being typed.

        All of the typing is one action; `anew` begins another, so that undo brings back what stood there.
        """
        require_text(text)
        if anew:
            self._file.stop_merging()
        merge = f"explain {visit_id} {indicator_key}"
        with self._file.transaction("Toelichting", merge=merge) as session:
            self._rating(session, visit_id, indicator_key).explanation = text

    def tick(self, visit_id: str, indicator_key: str, position: int, seen: bool) -> None:
        """Tick or untick a look-for of an indicator; positions count from 0."""
        with self._file.transaction("Kijkpunt") as session:
            look_for = self._look_for_id(open_visit(session, visit_id), indicator_key, position)
            row = session.scalar(_ticked(), {"visit": visit_id, "look_for": look_for})
            if seen and row is None:
                session.add(t.SeenLookFor(visit_id=visit_id, look_for_id=look_for))
            elif not seen and row is not None:
                session.delete(row)

    def add_note(self, visit_id: str, at: time, text: str = "", indicator_key: str | None = None) -> str:
        """Add a note at a clock time, in the present phase; gives its id. Without text it is a time mark."""
        note_id = t.new_id()
        self.write_note(visit_id, note_id, at, text, indicator_key)
        return note_id

    def write_note(
        self,
        visit_id: str,
        note_id: str,
        at: time,
        text: str,
        indicator_key: str | None = None,
        *,
        retimed: bool = False,
        anew: bool = False,
    ) -> None:
        """Keep a note while it is being typed: made with this id (a UUID) the first time, then gone on with.

        Time and phase are those of the first time, unless it is `retimed`; all of the typing is one action,
        unless it begins `anew`.
        """
        require_text(text)
        if anew:
            self._file.stop_merging()
        with self._file.transaction(NOTING, merge=f"note {note_id}") as session:
            visit = open_visit(session, visit_id)
            note = row_of(session, t.Note, note_id)
            if note is None:
                note = t.Note(id=note_id, visit_id=visit_id, at=at, phase=_phase_at(session, visit, at))
                session.add(note)
            elif retimed and note.at != at:
                note.at, note.phase = at, _phase_at(session, visit, at, but=note_id)
            note.indicator_id = self._indicator_id(visit, indicator_key) if indicator_key else None
            note.text = text

    def edit_note(self, note_id: str, text: str, at: time | None = None, *, anew: bool = False) -> None:
        """Change the words of a note and, with `at`, its time; merged as `write_note`."""
        require_text(text)
        if anew:
            self._file.stop_merging()
        with self._file.transaction(NOTING, merge=f"note {note_id}") as session:
            note = _note(session, note_id)
            note.text = text
            if at is not None and at != note.at:
                visit = session.get_one(t.Visit, note.visit_id)
                note.at, note.phase = at, _phase_at(session, visit, at, but=note_id)

    def tie_note(self, note_id: str, indicator_key: str | None) -> None:
        """Tie a note to another indicator of the visit, or to none."""
        with self._file.transaction("Aantekening verplaatsen") as session:
            note = _note(session, note_id)
            visit = session.get_one(t.Visit, note.visit_id)
            note.indicator_id = self._indicator_id(visit, indicator_key) if indicator_key else None

    def put_in_report(self, note_id: str, in_report: bool | None) -> None:
        """Choose whether the teacher reads a note in the report; None: when it is tied to an indicator."""
        with self._file.transaction("Aantekening in het verslag") as session:
            _note(session, note_id).in_report = in_report

    def remove_note(self, *note_ids: str) -> None:
        """Delete one note or several, as one action."""
        words = "Aantekening verwijderen" if len(note_ids) == 1 else "Aantekeningen verwijderen"
        with self._file.transaction(words) as session:
            for note_id in note_ids:
                session.delete(_note(session, note_id))

    def ask(self, visit_id: str, question: str) -> None:
        """Write the focus question as it is being typed; it is that of both observers of a lesson."""
        require_text(question, "Deze kijkvraag")
        with self._file.transaction("Kijkvraag", merge=f"question {visit_id}") as session:
            visit = open_visit(session, visit_id)
            for half in (visit, *other_halves(session, visit)):
                half.focus_question = question.strip()

    def last_touched(self, visit_id: str) -> str | None:
        """The indicator that was last scored, explained or noted; None when nothing was written yet."""
        newest: list[tuple[datetime, str]] = []
        with self._file.reading() as session:
            for table in (t.Rating, t.Note):
                query = (
                    select(table.updated_at, t.Indicator.key)
                    .join(t.Indicator, t.Indicator.id == table.indicator_id)
                    .where(table.visit_id == visit_id)
                    .order_by(table.updated_at.desc())
                    .limit(1)
                )
                newest += [(row.updated_at, row.key) for row in session.execute(query)]
        return max(newest)[1] if newest else None

    def last_written(self, visit_id: str) -> datetime | None:
        """When something of a visit was last written; None when there is no such visit."""
        tables = (t.Rating, t.Note, t.SeenLookFor, t.TaskCount)
        with self._file.reading() as session:
            visit = session.get(t.Visit, visit_id)
            if visit is None:
                return None
            moments = [
                session.scalar(select(func.max(table.updated_at)).where(table.visit_id == visit_id))
                for table in tables
            ]
        return max([visit.updated_at, *(moment for moment in moments if moment is not None)])

    def _rating(self, session: Session, visit_id: str, indicator_key: str) -> t.Rating:
        visit = open_visit(session, visit_id)
        indicator_id = self._indicator_id(visit, indicator_key)
        rating = session.scalar(_rated(), {"visit": visit_id, "indicator": indicator_id})
        if rating is None:
            rating = t.Rating(id=t.new_id(), visit_id=visit_id, indicator_id=indicator_id, explanation="")
            session.add(rating)
        return rating

    def _indicator_id(self, visit: t.Visit, indicator_key: str) -> str:
        try:
            return self._instruments.ids(visit.instrument_id).indicators[indicator_key]
        except KeyError:
            raise RuleBroken("Deze indicator hoort niet bij de kijkwijzer van dit bezoek.") from None

    def _look_for_id(self, visit: t.Visit, indicator_key: str, position: int) -> str:
        self._indicator_id(visit, indicator_key)
        look_fors = self._instruments.ids(visit.instrument_id).look_fors[indicator_key]
        if not 0 <= position < len(look_fors):
            raise RuleBroken("Dit kijkpunt hoort niet bij deze indicator.")
        return look_fors[position]


def _note(session: Session, note_id: str) -> t.Note:
    note = row_of(session, t.Note, note_id)
    if note is None:
        raise RuleBroken("Deze aantekening is er niet meer.")
    open_visit(session, note.visit_id)
    return note


def _phase_at(session: Session, visit: t.Visit, at: time, but: str = "") -> LessonPhase:
    """The phase of the lesson at a clock time: the present one, unless later notes say otherwise."""
    moment = {"visit": visit.id, "at": at, "but": but}
    after = session.scalar(_phase_after(), moment)
    if after is None:
        return visit.phase
    before = session.scalar(_phase_before(), moment)
    return after if before is None else before


# What every key asks is put together once: that takes longer than to ask it.


@cache
def _rated() -> Select[t.Rating]:
    return select(t.Rating).where(
        t.Rating.visit_id == bindparam("visit"), t.Rating.indicator_id == bindparam("indicator")
    )


@cache
def _ticked() -> Select[t.SeenLookFor]:
    return select(t.SeenLookFor).where(
        t.SeenLookFor.visit_id == bindparam("visit"), t.SeenLookFor.look_for_id == bindparam("look_for")
    )


@cache
def _phase_after() -> Select[LessonPhase]:
    return _phases().where(t.Note.at > bindparam("at")).order_by(t.Note.at)


@cache
def _phase_before() -> Select[LessonPhase]:
    return _phases().where(t.Note.at <= bindparam("at")).order_by(t.Note.at.desc())


def _phases() -> Select[LessonPhase]:
    own = t.Note.visit_id == bindparam("visit"), t.Note.id != bindparam("but")
    return select(t.Note.phase).where(*own).limit(1)
