"""This file is the turn of Plan, Do, Check and Act, and what must be there before it may go on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lesobs.domain.errors import RuleBroken


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
class CycleFacts:
    """What the guards below look at. `new_lessons` are lessons on the cycle's indicators, seen after its last
    activity ended; `check_reason` says in writing why there are none."""

    phase: Phase
    goal: str
    has_owner: bool
    check_on: date | None
    new_lessons: int
    check_reason: str

    @property
    def looked_again(self) -> bool:
        """Whether there was a new look in the lessons, or is a written reason why not."""
        return self.new_lessons > 0 or bool(self.check_reason.strip())


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
            "look": "Er is nog niet opnieuw gekeken. Plan bezoeken, of schrijf op waarom dat nu niet kan.",
            "reason": "Schrijf op waarom jullie stoppen; die reden blijft bewaard.",
        }[self.value]


def gaps(facts: CycleFacts, outcome: Outcome, reason: str) -> tuple[Gap, ...]:
    """What is still missing before the cycle may close this way, in the order to do it."""
    found = list(_plan_gaps(facts)) if facts.phase is Phase.PLAN else []
    if facts.phase in (Phase.PLAN, Phase.DO):
        found.append(Gap.STILL_DOING)
    if not facts.looked_again or (outcome is Outcome.SECURE and not facts.new_lessons):
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
        raise RuleBroken(Gap.LOOK.sentence)


def require_closable(facts: CycleFacts, outcome: Outcome, reason: str) -> None:
    """Raises RuleBroken when the cycle can't be closed this way yet."""
    if facts.phase is not Phase.ACT:
        raise RuleBroken(Gap.STILL_DOING.sentence)
    require_check(facts)
    if outcome is Outcome.SECURE and facts.new_lessons == 0:
        raise RuleBroken("Borgen kan pas na een nieuwe blik in de lessen. Bijstellen of stoppen kan wel.")
    if outcome is Outcome.STOP and not reason.strip():
        raise RuleBroken(Gap.REASON.sentence)


_TURNS = ("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende")


def turn_words(number: int) -> str:
    """`tweede ronde`; from the eleventh on `11e ronde`."""
    return f"{_TURNS[number - 1] if number <= len(_TURNS) else f'{number}e'} ronde"


def looks_after_securing(closed_on: date) -> tuple[date, date]:
    """The two new looks that securing plants: 6 and 12 months later."""
    return _months_later(closed_on, 6), _months_later(closed_on, 12)


def _months_later(day: date, months: int) -> date:
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
