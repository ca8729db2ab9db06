"""A cycle turns only in order, and closes only after a new look."""

from dataclasses import replace
from datetime import date

import pytest

from lesobs.domain.cycle import (
    CycleFacts,
    Outcome,
    Phase,
    advance,
    looks_after_securing,
    require_closable,
)
from lesobs.domain.errors import RuleBroken

READY = CycleFacts(Phase.PLAN, "8 van de 12 lessen", True, date(2026, 12, 11), 0, "")


def test_plan_asks_for_goal_owner_and_date() -> None:
    assert advance(READY) is Phase.DO
    for missing, word in (
        ({"goal": " "}, "doel"),
        ({"has_owner": False}, "eigenaar"),
        ({"check_on": None}, "datum"),
    ):
        with pytest.raises(RuleBroken, match=word):
            advance(replace(READY, **missing))  # type: ignore[arg-type]


def test_check_asks_for_new_lessons_or_a_reason() -> None:
    check = replace(READY, phase=Phase.CHECK)
    with pytest.raises(RuleBroken, match="nog niet opnieuw gekeken"):
        advance(check)
    assert advance(replace(check, new_lessons=1)) is Phase.ACT
    assert advance(replace(check, check_reason="docent met verlof")) is Phase.ACT


@pytest.mark.parametrize("phase", [Phase.PLAN, Phase.DO, Phase.CHECK])
@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_cycle_never_closes_before_act(phase: Phase, outcome: Outcome) -> None:
    with pytest.raises(RuleBroken):
        require_closable(replace(READY, phase=phase, new_lessons=9), outcome, "reden")


def test_securing_needs_a_look_and_stopping_a_reason() -> None:
    act = replace(READY, phase=Phase.ACT, check_reason="geen tijd")
    with pytest.raises(RuleBroken, match="nieuwe blik"):
        require_closable(act, Outcome.SECURE, "")
    with pytest.raises(RuleBroken, match="waarom"):
        require_closable(act, Outcome.STOP, " ")
    require_closable(act, Outcome.STOP, "sectie is opgeheven")
    require_closable(replace(act, new_lessons=4), Outcome.SECURE, "")


def test_looks_after_securing_fall_on_real_days() -> None:
    assert looks_after_securing(date(2026, 8, 31)) == (date(2027, 2, 28), date(2027, 8, 31))
