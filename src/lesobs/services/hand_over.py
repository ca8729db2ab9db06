"""This file is handing over the work of who leaves, or handing out what nobody has: a list of all of it, a
preview, and one action."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.hand_over import Heir, HeldKind, consequence, deputy_after, why_not
from lesobs.services.debriefs import Debriefs
from lesobs.services.held_items import HeldItem, held_items
from lesobs.services.people import People, PersonLine
from lesobs.services.rounds import Rounds
from lesobs.services.visit_plan import draft_of, fill
from lesobs.services.visits import open_visit
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

Choices = Mapping[str, str]
"""The new owner of each item that is handed over, by the key of the item and the id of the person; what is
not in it stays where it is."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """All that one person holds, or nobody (None), and who could take something over."""

    person: PersonLine | None
    items: tuple[HeldItem, ...]
    heirs: tuple[Heir, ...]

    def heir(self, person_id: str | None) -> Heir | None:
        return next((one for one in self.heirs if one.id == person_id), None)


@dataclass(frozen=True, slots=True)
class Step:
    """What would happen to one item: who takes it over (None: it stays), why not (`refused`), and what is
    worth knowing about it."""

    item: HeldItem
    heir: Heir | None = None
    refused: str = ""
    remark: str = ""

    @property
    def goes(self) -> bool:
        return self.heir is not None and not self.refused


class HandOvers:
    """Hands work over from one person to others, or out from nobody (None). Methods raise RuleBroken with the
    reason why not."""

    def __init__(
        self,
        file: SchoolFile,
        people: People,
        debriefs: Debriefs,
        rounds: Rounds,
        today: Callable[[], date],
    ) -> None:
        self._file, self._people = file, people
        self._debriefs, self._rounds, self._today = debriefs, rounds, today

    def of(self, person_id: str | None) -> HandOver:
        """All that a person holds, or nobody; nothing is written."""
        persons = self._people.persons(also_left=True)
        person = next((one for one in persons if one.id == person_id), None)
        if person is None and person_id is not None:
            raise RuleBroken("Deze medewerker staat niet meer in de lijst.")
        heirs = tuple(
            Heir(one.id, one.name, one.role is not None)
            for one in persons
            if one.id != person_id and (one.left_on is None or one.left_on > self._today())
        )
        with self._file.reading() as session:
            items = held_items(session, person_id, self._today())
        return HandOver(person, tuple(items), heirs)

    def number(self, person_id: str) -> int:
        """How many things a person holds that somebody else could take over."""
        return sum(not item.kind.is_personal for item in self.of(person_id).items)

    def preview(self, hand_over: HandOver, choices: Choices) -> tuple[Step, ...]:
        """What would happen to every item; nothing is written."""
        return tuple(self._step(item, hand_over.heir(choices.get(item.key))) for item in hand_over.items)

    def apply(self, person_id: str | None, choices: Choices) -> str:
        """Hand over what was chosen, in one action; gives what was done in one sentence."""
        with self._file.transaction("Werk overdragen" if person_id else "Werk verdelen") as session:
            hand_over = self.of(person_id)
            if not set(choices) <= {item.key for item in hand_over.items}:
                where = f" bij {hand_over.person.name}" if hand_over.person else ""
                raise RuleBroken(
                    f"Er is intussen iets veranderd{where}. Bekijk de lijst opnieuw; er is nog niets "
                    "overgedragen."
                )
            if not set(choices.values()) <= {heir.id for heir in hand_over.heirs}:
                raise RuleBroken("Iemand die je koos, is er niet meer. Kies iemand anders.")
            steps = self.preview(hand_over, choices)
            for step in steps:
                if step.refused:
                    raise RuleBroken(f"{step.item.title}: {step.refused}")
                if step.heir is not None:
                    self._give(session, step.item, step.heir)
        return done_words(hand_over, steps)

    def _step(self, item: HeldItem, heir: Heir | None) -> Step:
        if heir is None:
            return Step(item)
        refused = why_not(item.kind, heir, item.ties)
        return Step(item, heir, refused, "" if refused else self._remark(item, heir))

    def _remark(self, item: HeldItem, heir: Heir) -> str:
        """What is worth knowing; of a planned visit also whether the heir has time."""
        if item.kind is not HeldKind.VISIT:
            return consequence(item.kind, heir, item.ties)
        with self._file.reading() as session:
            draft = replace(draft_of(session.get_one(t.Visit, item.id)), observer_id=heir.id)
        return " ".join(hint.sentence for hint in self._rounds.hints(draft, item.id))

    def _give(self, session: Session, item: HeldItem, heir: Heir) -> None:
        match item.kind:
            case HeldKind.ACTIVITY:
                activity = session.get_one(t.Activity, item.id)
                activity.owner_id = heir.id
                series = session.get(t.Series, activity.series_id) if activity.series_id else None
                if series is not None and series.owner_id is None:
                    series.owner_id = heir.id
            case HeldKind.SERIES:
                session.get_one(t.Series, item.id).owner_id = heir.id
            case HeldKind.CYCLE:
                cycle = session.get_one(t.Cycle, item.id)
                cycle.owner_id = heir.id
                cycle.deputy_id = deputy_after(heir.id, cycle.deputy_id)
            case HeldKind.DEPUTY:
                session.get_one(t.Cycle, item.id).deputy_id = heir.id
            case HeldKind.VISIT:
                open_visit(session, item.id).observer_id = heir.id
            case HeldKind.LOOK:
                self._plan_look(session, item, heir)

    def _plan_look(self, session: Session, item: HeldItem, heir: Heir) -> None:
        """Plan the visit that was agreed, by somebody else; what is late already is planned for today."""
        before = session.get_one(t.Visit, item.id)
        day = max(item.next_on or self._today(), self._today())
        planned = t.Visit(id=t.new_id())
        fill(planned, replace(self._debriefs.next_look_draft(session, before, day), observer_id=heir.id))
        session.add(planned)


def done_words(hand_over: HandOver, steps: tuple[Step, ...]) -> str:
    """What was done or would be: `12 dingen gaan van Joke naar Ruud en Marieke.`; of nobody without `van`."""
    gone = [step for step in steps if step.goes]
    names = dutch.listed(sorted({step.heir.name for step in gone if step.heir is not None}))
    things = dutch.count(len(gone), "ding gaat", "dingen gaan")
    from_ = f" van {hand_over.person.name}" if hand_over.person else ""
    return f"{things}{from_} naar {names or 'iemand anders'}."
