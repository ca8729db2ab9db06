"""This file is what a lesson visit may be: its purpose, its states and the order they follow."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from lesobs.domain.dutch import day
from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Level


class Purpose(StrEnum):
    """Why a visit is made; fixed before it starts. Visits for appraisal never enter a picture."""

    DEVELOPMENT = "development"
    PICTURE = "picture"
    COLLEGIAL = "collegial"
    STARTER = "starter"
    APPRAISAL = "appraisal"

    @property
    def word(self) -> str:
        return {
            "development": "ontwikkeling",
            "picture": "kwaliteitsbeeld",
            "collegial": "collegiaal",
            "starter": "starter",
            "appraisal": "beoordeling",
        }[self.value]

    @property
    def meaning(self) -> str:
        """What such a visit is for and where it counts, in one line."""
        return {
            "development": "Om van te leren. Telt zonder naam mee in het sectiebeeld.",
            "picture": "Om te zien waar de sectie staat. Telt zonder naam mee in het sectiebeeld.",
            "collegial": "Collega’s kijken bij elkaar. Telt zonder naam mee in het sectiebeeld.",
            "starter": "Hoort bij de begeleiding van starters. Telt zonder naam mee in het sectiebeeld.",
            "appraisal": "Hoort bij een beoordeling. Telt nooit mee in een sectiebeeld.",
        }[self.value]


class ObserverRole(StrEnum):
    """In which role somebody visits lessons."""

    TEAM_LEADER = "team_leader"
    SCHOOL_LEADER = "school_leader"
    COACH = "coach"
    COLLEAGUE = "colleague"

    @property
    def word(self) -> str:
        return {
            "team_leader": "teamleider",
            "school_leader": "schoolleider",
            "coach": "coach",
            "colleague": "collega",
        }[self.value]


class VisitState(StrEnum):
    """gepland → bezig → bezocht → besproken → vastgesteld."""

    PLANNED = "planned"
    BUSY = "busy"
    VISITED = "visited"
    DISCUSSED = "discussed"
    SETTLED = "settled"

    @property
    def word(self) -> str:
        return {
            "planned": "gepland",
            "busy": "bezig",
            "visited": "bezocht",
            "discussed": "besproken",
            "settled": "vastgesteld",
        }[self.value]

    @property
    def seen(self) -> bool:
        """Whether the lesson has been observed to the end, so that it counts in a picture."""
        return self in SEEN


SEEN = (VisitState.VISITED, VisitState.DISCUSSED, VisitState.SETTLED)
"""The states in which the lesson has been observed to the end."""


NEXT_STATES: dict[VisitState, frozenset[VisitState]] = {
    VisitState.PLANNED: frozenset({VisitState.BUSY}),
    VisitState.BUSY: frozenset({VisitState.VISITED}),
    VisitState.VISITED: frozenset({VisitState.BUSY, VisitState.DISCUSSED}),
    VisitState.DISCUSSED: frozenset({VisitState.SETTLED}),
    VisitState.SETTLED: frozenset({VisitState.DISCUSSED}),
}

REFUSALS: dict[VisitState, str] = {
    VisitState.PLANNED: "Dit bezoek is nog niet begonnen.",
    VisitState.BUSY: "Dit bezoek is nog bezig. Rond het eerst af.",
    VisitState.VISITED: "Dit bezoek is afgerond, maar nog niet besproken.",
    VisitState.DISCUSSED: "Dit bezoek is al besproken.",
    VisitState.SETTLED: "Dit bezoek is vastgesteld. Heropen het om nog iets te veranderen.",
}


def move(state: VisitState, to: VisitState) -> VisitState:
    """The new state; raises RuleBroken with the reason when that step is not allowed."""
    if to not in NEXT_STATES[state]:
        raise RuleBroken(REFUSALS[state])
    return to


def require_open(state: VisitState) -> None:
    """Raises RuleBroken when the visit is settled, and so fixed."""
    if state is VisitState.SETTLED:
        raise RuleBroken(REFUSALS[state])


def require_before_talk(
    held_on: date, talked_on: date | None, agreed_until: date | None, look_again_on: date | None
) -> None:
    """Raises RuleBroken for a day of the lesson after its talk, or after what was agreed in it."""
    if talked_on is not None and held_on > talked_on:
        raise RuleBroken(
            f"De nabespreking was op {day(talked_on)}, en die kwam na de les. Kies een eerdere datum, of "
            "verander eerst wanneer het gesprek was."
        )
    if agreed_until is not None and held_on > agreed_until:
        raise RuleBroken(
            f"De afspraak na deze les loopt tot {day(agreed_until)}. Kies een eerdere datum, of verander "
            "eerst tot wanneer de afspraak loopt."
        )
    if look_again_on is not None and held_on >= look_again_on:
        raise RuleBroken(
            f"Na deze les kijken jullie opnieuw op {day(look_again_on)}. Kies een eerdere datum, of verander "
            "eerst wanneer jullie opnieuw kijken."
        )


def ended_at(started_at: datetime | None, now: datetime) -> datetime:
    """When a lesson that is finished now ended: never before it began, whatever the clock was set back to."""
    return now if started_at is None else max(started_at, now)


def is_missed(state: VisitState, held_on: date, today: date) -> bool:
    """Whether a plan of the past never became a visit."""
    return state is VisitState.PLANNED and held_on < today


def may_compare(states: Iterable[VisitState]) -> bool:
    """Whether the observers of one lesson may see each other's scores: each looked to the end, so that none
    was led by another."""
    return all(state.seen for state in states)


def with_other_half(own: VisitState, other: VisitState) -> VisitState:
    """The state of half a duo-visit that was just finished: there is one talk, and it may have been held."""
    return other if own.seen and other.seen else own


def goes_into_report(tied: bool, choice: bool | None) -> bool:
    """Whether the teacher reads a note: as chosen, and else when it is tied to an indicator."""
    return tied if choice is None else choice


WORTH_A_TALK = 2
"""From this many levels apart on one indicator people looked in a different way."""


def worth_a_talk(levels: Iterable[Level | None]) -> bool:
    """Whether two of those who scored an indicator are so far apart that it is worth a talk. Not
    scored (None) and n.v.t. tell nothing of how one looked."""
    scored = [int(level) for level in levels if level]
    return bool(scored) and max(scored) - min(scored) >= WORTH_A_TALK


class LessonPhase(StrEnum):
    """The part of the lesson a note was made in, in the usual order."""

    START = "start"
    INSTRUCTION = "instruction"
    GUIDED = "guided"
    INDEPENDENT = "independent"
    CLOSING = "closing"

    @property
    def word(self) -> str:
        return {
            "start": "Start",
            "instruction": "Instructie",
            "guided": "Samen oefenen",
            "independent": "Zelfstandig",
            "closing": "Slot",
        }[self.value]

    @property
    def next(self) -> "LessonPhase":
        phases = list(LessonPhase)
        return phases[min(phases.index(self) + 1, len(phases) - 1)]

    @property
    def previous(self) -> "LessonPhase":
        phases = list(LessonPhase)
        return phases[max(phases.index(self) - 1, 0)]


LONG_WAIT = 6
"""School days after which a talk that is still to be held asks for attention."""

FEW_VISITS, FEW_OBSERVERS = 3, 3


def is_impression(visits: int, observers: int) -> bool:
    """Whether what was seen of one teacher is an impression only: below 3 visits by 3 observers.

    Source: Van der Lans, Van de Grift, Van Veen and Fokkens-Bruinsma (2016), Once is not enough.
    """
    return visits < FEW_VISITS or observers < FEW_OBSERVERS
