"""This file is the session in which observers compare how they score, and the notes on what they agreed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from lesobs.domain.agreement import (
    FEWEST_FOR_ALPHA,
    Alpha,
    Calibration,
    IndicatorAgreement,
    Pair,
    PairTable,
    ordinal_distance,
)
from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Indicator, Level, place_in_list
from lesobs.domain.texts import require_text
from lesobs.domain.visit import SEEN, Purpose
from lesobs.services.instruments import Instruments
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile


@dataclass(frozen=True, slots=True)
class IndicatorNote:
    """What observers agreed about scoring one indicator, and when that was first written down."""

    id: str
    indicator_key: str
    text: str
    written_on: date


class Agreement:
    """How alike observers score, from duo-visits that both have finished; visits for appraisal stay out.

    Methods that write raise RuleBroken with the reason why not.
    """

    def __init__(self, file: SchoolFile, instruments: Instruments, today: Callable[[], date]) -> None:
        self._file, self._instruments, self._today = file, instruments, today

    def calibration(self, first_on: date, last_on: date) -> Calibration:
        """The tables of all indicators that pairs of observers scored from one day to another, both included,
        in the order of their codes; with the questions to talk about."""
        with self._file.reading() as session:
            pairs = _pairs(session, first_on, last_on)
            visits = _halves(session, first_on, last_on)
        newest = self._newest()
        found = [IndicatorAgreement(newest[key], PairTable.of(of_key)) for key, of_key in pairs.items()]
        found.sort(key=lambda one: place_in_list(one.indicator))
        observers = {person for _, *both in visits for person in both}
        return Calibration(first_on, last_on, len(visits), len(observers), tuple(found))

    def alpha(self, table: PairTable) -> Alpha:
        """Agreement on one indicator as a number. The first time takes half a second, for the library."""
        if table.pairs < FEWEST_FOR_ALPHA:
            return Alpha(None, table.pairs)
        return Alpha(ordinal_alpha(table.scored()), table.pairs)

    def notes(self, indicator_key: str | None = None) -> list[IndicatorNote]:
        """What was agreed about one indicator or about all, the newest first."""
        query = select(t.IndicatorNote).order_by(
            t.IndicatorNote.written_on.desc(), t.IndicatorNote.created_at.desc(), t.IndicatorNote.id
        )
        if indicator_key is not None:
            query = query.where(t.IndicatorNote.indicator_key == indicator_key)
        with self._file.reading() as session:
            return [
                IndicatorNote(row.id, row.indicator_key, row.text, row.written_on)
                for row in session.scalars(query)
            ]

    def add_note(self, indicator_key: str, text: str) -> str:
        """Write down what was agreed about an indicator; gives the id of the note."""
        require_text(text, "Deze afspraak")
        if not text.strip():
            raise RuleBroken("Schrijf op wat jullie over deze indicator afspreken.")
        with self._file.transaction("Afspraak bij een indicator") as session:
            known = select(t.Indicator.id).where(t.Indicator.key == indicator_key).limit(1)
            if session.scalar(known) is None:
                raise RuleBroken("Deze indicator is er niet meer.")
            row = t.IndicatorNote(
                id=t.new_id(), indicator_key=indicator_key, text=text, written_on=self._today()
            )
            session.add(row)
        return row.id

    def write_note(self, note_id: str, text: str) -> None:
        """Change a note, as it is being typed."""
        require_text(text, "Deze afspraak")
        with self._file.transaction("Afspraak wijzigen", merge=f"indicator note {note_id}") as session:
            _note(session, note_id).text = text

    def remove_note(self, note_id: str) -> None:
        with self._file.transaction("Afspraak verwijderen") as session:
            session.delete(_note(session, note_id))

    def _newest(self) -> dict[str, Indicator]:
        known = sorted(self._instruments.known().items())  # by key, then version
        return {key: indicator for (key, _), indicator in known}


def ordinal_alpha(units: Iterable[Sequence[int | None]]) -> float | None:
    """Krippendorff's alpha of ordered scores; `units` has what each thing got from its observers, None where
    one did not score. No value where fewer than two things were scored twice, or all scores are the same."""
    from nltk.metrics.agreement import AnnotationTask  # takes half a second, and is seldom asked for

    scored = [[score for score in unit if score is not None] for unit in units]
    paired = [unit for unit in scored if len(unit) > 1]
    if len({score for unit in paired for score in unit}) < 2:
        return None
    told = [
        (observer, thing, score) for thing, unit in enumerate(paired) for observer, score in enumerate(unit)
    ]
    return float(AnnotationTask(told, ordinal_distance(paired)).alpha())


FIRST, SECOND = aliased(t.Visit, name="first"), aliased(t.Visit, name="second")


def _finished(first_on: date, last_on: date) -> tuple[ColumnElement[bool], ...]:
    return (
        SECOND.duo_of_id == FIRST.id,
        FIRST.held_on.between(first_on, last_on),
        FIRST.state.in_(SEEN),
        SECOND.state.in_(SEEN),  # before that, neither may be led by the other
        FIRST.purpose != Purpose.APPRAISAL,
    )


def _halves(session: Session, first_on: date, last_on: date) -> list[tuple[str, str, str]]:
    """Each lesson that two observers have finished, with these two."""
    query = select(FIRST.id, FIRST.observer_id, SECOND.observer_id).where(*_finished(first_on, last_on))
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def _pairs(session: Session, first_on: date, last_on: date) -> dict[str, list[Pair]]:
    """What both scored, by indicator; what one of the two left open is no pair."""
    mine, theirs = aliased(t.Rating), aliased(t.Rating)
    query: Any = (
        select(t.Indicator.key, mine.level, theirs.level)
        .select_from(FIRST)
        .join(SECOND, SECOND.duo_of_id == FIRST.id)
        .join(mine, mine.visit_id == FIRST.id)
        .join(theirs, (theirs.visit_id == SECOND.id) & (theirs.indicator_id == mine.indicator_id))
        .join(t.Indicator, t.Indicator.id == mine.indicator_id)
        .where(*_finished(first_on, last_on), mine.level.is_not(None), theirs.level.is_not(None))
    )
    found: dict[str, list[Pair]] = defaultdict(list)
    for key, one, other in session.execute(query):
        found[key].append((Level(one), Level(other)))
    return found


def _note(session: Session, note_id: str) -> t.IndicatorNote:
    row = session.get(t.IndicatorNote, note_id)
    if row is None:
        raise RuleBroken("Deze afspraak is er niet meer.")
    return row
