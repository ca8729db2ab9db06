"""This file is duo-visits: two observers in one lesson, each scoring without seeing the other."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.errors import RuleBroken
from lesobs.domain.visit import VisitState, may_compare
from lesobs.services.visit_detail import VisitDetail
from lesobs.services.visit_lines import VisitLine, line_of
from lesobs.services.visit_plan import VisitDraft, draft_of, fill, require_plan
from lesobs.services.visits import Visits, make_single, other_halves
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile


@dataclass(frozen=True, slots=True)
class Duo:
    """Both halves of a duo-visit. `first` is the visit that the talk, the report and the picture go by."""

    first: VisitLine
    second: VisitLine

    @property
    def open_to_each_other(self) -> bool:
        """Whether each observer may see the scores of the other."""
        return may_compare((self.first.state, self.second.state))

    def hides(self, visit_id: str, person_id: str | None) -> bool:
        """Whether what was scored in this half is out of sight for a person: as long as the other observer
        may still be led by it, for that observer and for whoever did not say who they are."""
        other = self.second if visit_id == self.first.id else self.first
        over = self.open_to_each_other or self.first.state is VisitState.SETTLED
        return not over and person_id in (None, other.observer_id)


class Duos:
    """Duo-visits: two visits of one lesson. Methods raise RuleBroken with the reason why not."""

    def __init__(self, file: SchoolFile, visits: Visits) -> None:
        self._file, self._visits = file, visits

    def plan(self, draft: VisitDraft, second_observer_id: str) -> tuple[str, str]:
        """Plan a duo-visit: `draft` is the visit of the first observer. Gives both ids."""
        require_plan(draft)
        with self._file.transaction("Duo-bezoek plannen") as session:
            first = t.Visit(id=t.new_id())
            fill(first, draft)
            session.add(first)
            session.flush()
            second = _add_half(session, first, second_observer_id)
        return first.id, second.id

    def add_observer(self, visit_id: str, observer_id: str) -> str:
        """A second observer comes along with a visit; gives the id of the visit of that observer."""
        with self._file.transaction("Tweede waarnemer") as session:
            visit = session.get_one(t.Visit, visit_id)
            if visit.state not in (VisitState.PLANNED, VisitState.BUSY, VisitState.VISITED):
                raise RuleBroken("Dit bezoek is al besproken. Een tweede waarnemer kan er niet meer bij.")
            if other_halves(session, visit):
                raise RuleBroken("Dit is al een duo-bezoek.")
            return _add_half(session, visit, observer_id).id

    def separate(self, visit_id: str) -> None:
        """Make two visits of a duo-visit, each with a talk of its own."""
        with self._file.transaction("Duo-bezoek losmaken") as session:
            visit = session.get_one(t.Visit, visit_id)
            for half in (visit, *other_halves(session, visit)):
                if half.state is VisitState.SETTLED:
                    raise RuleBroken("Dit bezoek is vastgesteld. Heropen het om het duo los te maken.")
                if half.duo_of_id is not None:
                    make_single(half)

    def of(self, visit_id: str) -> Duo | None:
        """The duo-visit that this visit is half of; None when it stands alone."""
        with self._file.reading() as session:
            visit = session.get(t.Visit, visit_id)
            halves = [visit, *other_halves(session, visit)] if visit is not None else []
            if len(halves) < 2:
                return None
            first, second = sorted((line_of(session, half.id) for half in halves), key=_is_second)
            return Duo(first, second)

    def both(self, visit_id: str) -> tuple[VisitDetail, VisitDetail]:
        """What both observers saw, the first observer first. Raises RuleBroken before both have finished:
        until then neither may be led by the other."""
        duo = self.of(visit_id)
        if duo is None:
            raise RuleBroken("Dit is geen duo-bezoek.")
        if not duo.open_to_each_other:
            waits = next(line for line in (duo.first, duo.second) if not line.state.seen)
            raise RuleBroken(
                f"Het bezoek van {waits.observer} is nog niet afgerond. Daarna zie je de scores naast elkaar."
            )
        return self._visits.get(duo.first.id), self._visits.get(duo.second.id)


def _is_second(line: VisitLine) -> bool:
    return line.duo_of_id is not None


def _add_half(session: Session, first: t.Visit, observer_id: str) -> t.Visit:
    """The visit of a second observer: the same lesson, looked at with the same instrument."""
    if observer_id == first.observer_id:
        raise RuleBroken("Kies een andere waarnemer: een duo-bezoek doe je met zijn tweeën.")
    if session.scalar(select(t.Person.id).where(t.Person.id == observer_id)) is None:
        raise RuleBroken("Kies eerst een tweede waarnemer.")
    second = t.Visit(id=t.new_id(), duo_of_id=first.id)
    fill(second, replace(draft_of(first), observer_id=observer_id))
    session.add(second)
    return second
