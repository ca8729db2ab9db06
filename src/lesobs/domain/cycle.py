"""This file is the turn of Plan, Do, Check and Act, and what must be there before it may go on."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lesobs.domain.dutch import listed
from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import Holiday, is_school_day

MOST_INDICATORS = 5
"""More at once and a team is no longer working on something, but on everything."""


class Phase(StrEnum):
    """The phase of a cycle or an activity."""

    PLAN = "plan"
    DO = "do"
    CHECK = "check"
    ACT = "act"

    @property
    def letter(self) -> str:
        return self.value[0].upper()

    @property
    def word(self) -> str:
        return {"plan": "plannen", "do": "doen", "check": "opnieuw kijken", "act": "borgen of bijstellen"}[
            self.value
        ]


class Outcome(StrEnum):
    """How a cycle closes."""

    SECURE = "secure"
    ADJUST = "adjust"
    STOP = "stop"

    @property
    def word(self) -> str:
        return {"secure": "geborgd", "adjust": "bijgesteld", "stop": "gestopt"}[self.value]


@dataclass(frozen=True, slots=True)
class SeenAgain:
    """One indicator of a cycle in words, and how many lessons were scored on it after the last activity."""

    indicator: str
    lessons: int


@dataclass(frozen=True, slots=True)
class CycleFacts:
    """What the guards below look at. `check_reason` says in writing why there is no new look, or none at
    some of the indicators.

    A look is one at every indicator: what a team set out to change and did not look at again is not known. So
    a cycle goes on when each was seen again, or with a reason; only the first is enough to secure.
    """

    phase: Phase
    goal: str
    has_owner: bool
    check_on: date | None
    seen: tuple[SeenAgain, ...]
    check_reason: str

    @property
    def unseen(self) -> tuple[str, ...]:
        """The indicators without a new lesson."""
        return tuple(one.indicator for one in self.seen if not one.lessons)

    @property
    def seen_again(self) -> bool:
        """Whether every indicator was seen in new lessons; never without an indicator."""
        return bool(self.seen) and not self.unseen

    @property
    def looked_again(self) -> bool:
        """Whether there was a new look in the lessons, or is a written reason why not."""
        return self.seen_again or bool(self.check_reason.strip())

    @property
    def missing_look(self) -> str:
        """What was not seen again, as the first half of a sentence; empty when all was."""
        if self.seen_again:
            return ""
        if len(self.unseen) == len(self.seen):
            return "er is nog niet opnieuw gekeken"
        are = "is" if len(self.unseen) == 1 else "zijn"
        return f"{listed(self.unseen)} {are} nog niet opnieuw gezien"


class Gap(StrEnum):
    """What a cycle lacks before it can close."""

    GOAL = "goal"
    OWNER = "owner"
    CHECK_ON = "check_on"
    STILL_DOING = "still_doing"
    LOOK = "look"
    REASON = "reason"

    @property
    def sentence(self) -> str:
        return {
            "goal": "Schrijf eerst het doel op: waaraan zien jullie in de les dat het lukt?",
            "owner": "Kies eerst een eigenaar voor deze cyclus.",
            "check_on": "Kies eerst een datum om opnieuw te kijken.",
            "still_doing": "Een cyclus sluit pas na opnieuw kijken.",
            "look": "Er is nog niet opnieuw gekeken.",
            "reason": "Schrijf op waarom jullie stoppen; die reden blijft bewaard.",
        }[self.value]


def gaps(facts: CycleFacts, outcome: Outcome, reason: str) -> tuple[Gap, ...]:
    """What is still missing before the cycle may close this way, in the order to do it."""
    found = list(_plan_gaps(facts)) if facts.phase is Phase.PLAN else []
    if facts.phase in (Phase.PLAN, Phase.DO):
        found.append(Gap.STILL_DOING)
    if not facts.looked_again or (outcome is Outcome.SECURE and not facts.seen_again):
        found.append(Gap.LOOK)
    if outcome is Outcome.STOP and not reason.strip():
        found.append(Gap.REASON)
    return tuple(found)


def _plan_gaps(facts: CycleFacts) -> Iterator[Gap]:
    if not facts.goal.strip():
        yield Gap.GOAL
    if not facts.has_owner:
        yield Gap.OWNER
    if facts.check_on is None:
        yield Gap.CHECK_ON


def advance(facts: CycleFacts) -> Phase:
    """The next phase; raises RuleBroken with what is missing."""
    match facts.phase:
        case Phase.PLAN:
            require_plan(facts)
            return Phase.DO
        case Phase.DO:
            return Phase.CHECK
        case Phase.CHECK:
            require_check(facts)
            return Phase.ACT
        case Phase.ACT:
            raise RuleBroken("Deze cyclus is in de laatste fase. Kies: borgen, bijstellen of stoppen.")


def step_back(phase: Phase) -> Phase:
    """The phase before; raises RuleBroken in the first."""
    before = list(Phase)[list(Phase).index(phase) - 1]
    if phase is Phase.PLAN:
        raise RuleBroken("Deze cyclus is nog in Plan; verder terug kan niet.")
    return before


def require_plan(facts: CycleFacts) -> None:
    """A plan has a goal, somebody who leads it and a day to look again."""
    for gap in _plan_gaps(facts):
        raise RuleBroken(gap.sentence)


def require_check(facts: CycleFacts) -> None:
    """A cycle goes on only after a new look in the lessons, or a written reason why not."""
    if not facts.looked_again:
        raise RuleBroken(look_sentence(facts))


def require_closable(facts: CycleFacts, outcome: Outcome, reason: str) -> None:
    """Raises RuleBroken when the cycle can't be closed this way yet."""
    if facts.phase is not Phase.ACT:
        raise RuleBroken(Gap.STILL_DOING.sentence)
    require_check(facts)
    if outcome is Outcome.SECURE and not facts.seen_again:
        raise RuleBroken(look_sentence(facts, outcome))
    if outcome is Outcome.STOP and not reason.strip():
        raise RuleBroken(Gap.REASON.sentence)


def look_sentence(facts: CycleFacts, outcome: Outcome | None = None) -> str:
    """Which new look is missing, and what to do: it names the indicator when others were seen again."""
    missing = facts.missing_look
    if outcome is Outcome.SECURE:
        return (
            f"Borgen vraagt een nieuwe blik: {missing}. Plan een paar bezoeken. Bijstellen of stoppen kan "
            "ook met een reden waarom kijken nu niet lukt."
        )
    if not facts.seen:
        return (
            "Er is nog niet opnieuw gekeken, en deze cyclus heeft geen indicator. Kies er een bij Plan, of "
            "schrijf op waarom kijken nu niet kan."
        )
    return f"{missing[:1].upper()}{missing[1:]}. Plan bezoeken, of schrijf op waarom dat nu niet kan."


def require_indicators(keys: Collection[str]) -> None:
    """A cycle is about a few indicators, each of them once."""
    if len(set(keys)) < len(keys):
        raise RuleBroken("Deze indicator hoort al bij de cyclus.")
    if len(keys) > MOST_INDICATORS:
        raise RuleBroken(
            f"Een cyclus gaat over hooguit {MOST_INDICATORS} indicatoren. Kies waar het nu om draait; een "
            "ander plan kan een eigen cyclus zijn."
        )


_TURNS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende")


def turn_words(number: int) -> str:
    """`tweede ronde`; from the eleventh on `11e ronde`."""
    return f"{_TURNS[number - 1] if number <= len(_TURNS) else f'{number}e'} ronde"


def looks_after_securing(closed_on: date, holidays: Sequence[Holiday]) -> tuple[date, date]:
    """The two new looks that securing plants: 6 and 12 months later, on the first school day from then."""
    first, second = (_first_school_day(_months_later(closed_on, months), holidays) for months in (6, 12))
    return first, second


def _first_school_day(day: date, holidays: Sequence[Holiday]) -> date:
    """That day itself when there is none in a quarter of a year: then the holidays are not right."""
    days = (day + timedelta(days=later) for later in range(92))
    return next((one for one in days if is_school_day(one, holidays)), day)


def _months_later(day: date, months: int) -> date:
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
