"""This file is what an observer does in the classroom: score, explain, tick look-fors and write notes."""

from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Level
from lesobs.domain.texts import require_text
from lesobs.domain.visit import LessonPhase
from lesobs.services.instruments import Instruments
from lesobs.services.visits import open_visit
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile


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

    def explain(self, visit_id: str, indicator_key: str, text: str) -> None:
        """Write the explanation (evidence) of an indicator, as it is being typed."""
        require_text(text)
        merge = f"explain {visit_id} {indicator_key}"
        with self._file.transaction("Toelichting", merge=merge) as session:
            self._rating(session, visit_id, indicator_key).explanation = text

    def tick(self, visit_id: str, indicator_key: str, position: int, seen: bool) -> None:
        """Tick or untick a look-for of an indicator; positions count from 0."""
        with self._file.transaction("Kijkpunt") as session:
            indicator_id = self._indicator_id(open_visit(session, visit_id), indicator_key)
            look_for = session.scalar(
                select(t.LookFor.id).where(
                    t.LookFor.indicator_id == indicator_id, t.LookFor.position == position
                )
            )
            if look_for is None:
                raise RuleBroken("Dit kijkpunt hoort niet bij deze indicator.")
            row = session.scalar(
                select(t.SeenLookFor).where(
                    t.SeenLookFor.visit_id == visit_id, t.SeenLookFor.look_for_id == look_for
                )
            )
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
        self, visit_id: str, note_id: str, at: time, text: str, indicator_key: str | None = None
    ) -> None:
        """Keep a note while it is being typed: made with this id (a UUID) the first time, then gone on with.

        Time and phase are those of the first time; all of the typing is one action.
        """
        require_text(text)
        with self._file.transaction("Aantekening", merge=f"note {note_id}") as session:
            visit = open_visit(session, visit_id)
            note = session.get(t.Note, note_id)
            if note is None:
                note = t.Note(id=note_id, visit_id=visit_id, at=at, phase=visit.phase)
                session.add(note)
            note.indicator_id = self._indicator_id(visit, indicator_key) if indicator_key else None
            note.text = text

    def edit_note(self, note_id: str, text: str) -> None:
        require_text(text)
        with self._file.transaction("Aantekening", merge=f"note {note_id}") as session:
            note = _note(session, note_id)
            note.text = text

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

    def remove_note(self, note_id: str) -> None:
        with self._file.transaction("Aantekening verwijderen") as session:
            session.delete(_note(session, note_id))

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

    def _rating(self, session: Session, visit_id: str, indicator_key: str) -> t.Rating:
        visit = open_visit(session, visit_id)
        indicator_id = self._indicator_id(visit, indicator_key)
        rating = session.scalar(
            select(t.Rating).where(t.Rating.visit_id == visit_id, t.Rating.indicator_id == indicator_id)
        )
        if rating is None:
            rating = t.Rating(id=t.new_id(), visit_id=visit_id, indicator_id=indicator_id, explanation="")
            session.add(rating)
        return rating

    def _indicator_id(self, visit: t.Visit, indicator_key: str) -> str:
        try:
            return self._instruments.indicator_ids(visit.instrument_id)[indicator_key]
        except KeyError:
            raise RuleBroken("Deze indicator hoort niet bij de kijkwijzer van dit bezoek.") from None


def _note(session: Session, note_id: str) -> t.Note:
    note = session.get(t.Note, note_id)
    if note is None:
        raise RuleBroken("Deze aantekening is er niet meer.")
    open_visit(session, note.visit_id)
    return note
