"""This file is the turn of Plan, Do, Check and Act, and what must be there before it may go on."""

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


def require_plan(facts: CycleFacts) -> None:
    """A plan has a goal, somebody who leads it and a day to look again."""
    if not facts.goal.strip():
        raise RuleBroken("Schrijf eerst het doel op: waaraan zien jullie in de les dat het lukt?")
    if not facts.has_owner:
        raise RuleBroken("Kies eerst een eigenaar voor deze cyclus.")
    if facts.check_on is None:
        raise RuleBroken("Kies eerst een datum om opnieuw te kijken.")


def require_check(facts: CycleFacts) -> None:
    """A cycle goes on only after a new look in the lessons, or a written reason why not."""
    if facts.new_lessons == 0 and not facts.check_reason.strip():
        raise RuleBroken(
            "Er is nog niet opnieuw gekeken. Plan bezoeken, of schrijf op waarom dat nu niet kan."
        )


def require_closable(facts: CycleFacts, outcome: Outcome, reason: str) -> None:
    """Raises RuleBroken when the cycle can't be closed this way yet."""
    if facts.phase is not Phase.ACT:
        raise RuleBroken("Een cyclus sluit pas na opnieuw kijken.")
    require_check(facts)
    if outcome is Outcome.SECURE and facts.new_lessons == 0:
        raise RuleBroken("Borgen kan pas na een nieuwe blik in de lessen. Bijstellen of stoppen kan wel.")
    if outcome is Outcome.STOP and not reason.strip():
        raise RuleBroken("Schrijf op waarom jullie stoppen; die reden blijft bewaard.")


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
