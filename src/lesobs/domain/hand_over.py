"""This file is handing over the work of who leaves: what may go to somebody else, and what may not."""

from dataclasses import dataclass
from enum import StrEnum


class HeldKind(StrEnum):
    """What somebody can hold, in the order of a list."""

    CYCLE = "cycle"
    DEPUTY = "deputy"
    ACTIVITY = "activity"
    SERIES = "series"
    VISIT = "visit"
    LOOK = "look"
    TALK = "talk"
    AGREEMENT = "agreement"

    @property
    def heading(self) -> str:
        return {
            "cycle": "Cycli als eigenaar",
            "deputy": "Cycli als vervanger",
            "activity": "Open activiteiten",
            "series": "Komt elk jaar terug",
            "visit": "Geplande bezoeken",
            "look": "Opnieuw kijken, nog niet gepland",
            "talk": "Nog te bespreken lessen",
            "agreement": "Afspraken met een docent",
        }[self.value]

    @property
    def word(self) -> str:
        return {
            "cycle": "cyclus",
            "deputy": "vervanger",
            "activity": "activiteit",
            "series": "herhaling",
            "visit": "bezoek",
            "look": "opnieuw kijken",
            "talk": "gesprek",
            "agreement": "afspraak",
        }[self.value]

    @property
    def is_personal(self) -> bool:
        """Whether it stays with who saw the lesson, so that nobody else can take it over."""
        return self in (HeldKind.TALK, HeldKind.AGREEMENT)

    @property
    def is_visit(self) -> bool:
        """Whether only somebody who visits lessons can take it over."""
        return self in (HeldKind.VISIT, HeldKind.LOOK)


@dataclass(frozen=True, slots=True)
class Heir:
    """Who could take something over."""

    id: str
    name: str
    visits_lessons: bool


@dataclass(frozen=True, slots=True)
class Ties:
    """Who else has to do with what is handed over, by id: who leads a cycle, who would take it over, and who
    comes along to a lesson; `teacher` is the name of who gives that lesson."""

    owner_id: str | None = None
    deputy_id: str | None = None
    with_observer_id: str | None = None
    teacher: str = ""


def why_not(kind: HeldKind, heir: Heir, ties: Ties) -> str:
    """Why this person can't take it over; empty when that can be."""
    if kind.is_personal:
        return "Dit kan alleen wie de les zag."
    if kind is HeldKind.DEPUTY and ties.owner_id == heir.id:
        return f"{heir.name} is al eigenaar van deze cyclus."
    if not kind.is_visit:
        return ""
    if not heir.visits_lessons:
        return f"{heir.name} bezoekt geen lessen."
    if ties.with_observer_id == heir.id:
        return f"{heir.name} gaat al mee naar deze les."
    return f"{heir.name} geeft deze les zelf." if ties.teacher == heir.name else ""


def consequence(kind: HeldKind, heir: Heir, ties: Ties) -> str:
    """What is worth knowing when this person takes it over."""
    if kind is HeldKind.CYCLE and ties.deputy_id == heir.id:
        return f"{heir.name} was vervanger; daarna is er geen."
    return "Er komt een gepland bezoek." if kind is HeldKind.LOOK else ""


def deputy_after(owner_id: str | None, deputy_id: str | None) -> str | None:
    """Who would take a cycle over from its new owner: who would before, unless that is the owner now."""
    return None if deputy_id == owner_id else deputy_id
