"""This file is the talk after a visit: what was said and agreed, and settling the visit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.errors import RuleBroken
from lesobs.domain.texts import require_text
from lesobs.domain.visit import VisitState, move
from lesobs.services.instruments import Instruments
from lesobs.services.visits import open_visit
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


class Debriefs:
    """The debrief of a visit. Texts can be written from the last minute of the lesson on, before the visit
    counts as discussed. Methods raise RuleBroken with the reason when something can't be done."""

    def __init__(self, file: SchoolFile, instruments: Instruments) -> None:
        self._file = file
        self._instruments = instruments

    def get(self, visit_id: str) -> DebriefDetail:
        with self._file.reading() as session:
            row = session.scalar(select(t.Debrief).where(t.Debrief.visit_id == visit_id))
            if row is None:
                return DebriefDetail()
            key = (
                session.scalar(select(t.Indicator.key).where(t.Indicator.id == row.next_step_indicator_id))
                if row.next_step_indicator_id
                else None
            )
            return DebriefDetail(
                held_on=row.held_on,
                next_step_indicator=key,
                look_again_on=row.look_again_on,
                **{name: getattr(row, name) for name in TEXTS},
            )

    def write(self, visit_id: str, name: DebriefText, text: str) -> None:
        """Write one text of the talk, as it is being typed."""
        require_text(text)
        with self._file.transaction("Nabespreking", merge=f"{name} {visit_id}") as session:
            setattr(_debrief(session, visit_id), name, text)

    def choose_next_step(self, visit_id: str, indicator_key: str | None) -> None:
        """Say which indicator the next step is about."""
        with self._file.transaction("Volgende stap kiezen") as session:
            visit = open_visit(session, visit_id)
            ids = self._instruments.indicator_ids(visit.instrument_id)
            if indicator_key is not None and indicator_key not in ids:
                raise RuleBroken("Deze indicator hoort niet bij de kijkwijzer van dit bezoek.")
            _debrief(session, visit_id).next_step_indicator_id = ids.get(indicator_key or "")

    def look_again(self, visit_id: str, day: date | None) -> None:
        """Agree when to look again; raises RuleBroken for a day before the visit."""
        with self._file.transaction("Opnieuw kijken") as session:
            visit = open_visit(session, visit_id)
            if day is not None and day <= visit.held_on:
                raise RuleBroken("Opnieuw kijken kan pas na deze les. Kies een latere datum.")
            _debrief(session, visit_id).look_again_on = day

    def discuss(self, visit_id: str, day: date) -> None:
        """The talk was held on this day; raises RuleBroken for a day before the visit."""
        with self._file.transaction("Nabespreking gehouden") as session:
            visit = open_visit(session, visit_id)
            if day < visit.held_on:
                raise RuleBroken("De nabespreking ligt vóór de les. Kies een latere datum.")
            if visit.state is not VisitState.DISCUSSED:
                visit.state = move(visit.state, VisitState.DISCUSSED)
            _debrief(session, visit_id).held_on = day

    def settle(self, visit_id: str) -> None:
        """Fix the visit and its talk. Raises RuleBroken when strength or next step is still empty."""
        with self._file.transaction("Bezoek vaststellen") as session:
            visit = open_visit(session, visit_id)
            debrief = _debrief(session, visit_id)
            missing = _missing(debrief)
            if visit.state is VisitState.DISCUSSED and missing:
                raise RuleBroken(f"Vul nog in voor je vaststelt: {', '.join(missing)}.")
            visit.state = move(visit.state, VisitState.SETTLED)

    def reopen(self, visit_id: str, reason: str) -> None:
        """Open a settled visit again as a next version; the reason is kept."""
        if not reason.strip():
            raise RuleBroken("Schrijf op waarom dit bezoek weer open moet; die reden blijft bewaard.")
        with self._file.transaction("Bezoek heropenen") as session:
            visit = session.get_one(t.Visit, visit_id)
            if visit.state is not VisitState.SETTLED:
                raise RuleBroken("Dit bezoek is niet vastgesteld en staat dus nog open.")
            visit.state = move(visit.state, VisitState.DISCUSSED)
            visit.version += 1
            visit.reopen_reason = reason.strip()


def _missing(debrief: t.Debrief) -> list[str]:
    wanted: Iterable[tuple[str, str]] = (
        (debrief.strength, "één sterk punt"),
        (debrief.next_step, "één volgende stap"),
    )
    return [words for text, words in wanted if not text.strip()]


def _debrief(session: Session, visit_id: str) -> t.Debrief:
    visit = open_visit(session, visit_id)
    if visit.state is VisitState.PLANNED:
        raise RuleBroken("Dit bezoek is nog niet begonnen. Na de les kun je het bespreken.")
    row = session.scalar(select(t.Debrief).where(t.Debrief.visit_id == visit_id))
    if row is None:
        row = t.Debrief(id=t.new_id(), visit_id=visit_id)
        session.add(row)
        session.flush()
    return row
