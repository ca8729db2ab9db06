"""A cycle turns only in order, and closes only after a new look."""

from dataclasses import replace
from datetime import date

import pytest

from lesobs.domain.cycle import (
    MOST_INDICATORS,
    CycleFacts,
    Outcome,
    Phase,
    SeenAgain,
    advance,
    looks_after_securing,
    require_closable,
    require_indicators,
)
from lesobs.domain.errors import RuleBroken

B4, C1, D1 = "B4 Nagaan en bijstellen", "C1 Heldere uitleg", "D1 Feedback op het leren"
NOT_SEEN = (SeenAgain(B4, 0),)
SEEN = (SeenAgain(B4, 4),)
READY = CycleFacts(Phase.PLAN, "8 van de 12 lessen", True, date(2026, 12, 11), NOT_SEEN, "")


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
    assert advance(replace(check, seen=SEEN)) is Phase.ACT
    assert advance(replace(check, check_reason="docent met verlof")) is Phase.ACT


def test_a_look_is_one_at_every_indicator() -> None:
    some = replace(READY, phase=Phase.CHECK, seen=(*SEEN, SeenAgain(C1, 0), SeenAgain(D1, 0)))
    with pytest.raises(RuleBroken, match=f"^{C1} en {D1} zijn nog niet opnieuw gezien. Plan bezoeken, of"):
        advance(some)
    explained = replace(some, check_reason="de toetsweek viel uit")
    assert advance(explained) is Phase.ACT
    act = replace(explained, phase=Phase.ACT)
    with pytest.raises(RuleBroken, match=f"Borgen vraagt een nieuwe blik: {C1} en {D1} zijn nog niet"):
        require_closable(act, Outcome.SECURE, "")
    require_closable(act, Outcome.ADJUST, "")
    one_left = replace(act, seen=(*SEEN, SeenAgain(C1, 1), SeenAgain(D1, 0)))
    with pytest.raises(RuleBroken, match=f": {D1} is nog niet opnieuw gezien."):
        require_closable(one_left, Outcome.SECURE, "")
    require_closable(replace(act, seen=(*SEEN, SeenAgain(C1, 1))), Outcome.SECURE, "")


def test_a_cycle_without_an_indicator_goes_on_with_a_reason_only() -> None:
    check = replace(READY, phase=Phase.CHECK, seen=())
    with pytest.raises(RuleBroken, match="heeft geen indicator"):
        advance(check)
    act = replace(check, phase=Phase.ACT, check_reason="wij vroegen het de leerlingen")
    require_closable(act, Outcome.ADJUST, "")
    with pytest.raises(RuleBroken, match="er is nog niet opnieuw gekeken"):
        require_closable(act, Outcome.SECURE, "")


def test_a_cycle_is_about_a_few_indicators_each_once() -> None:
    require_indicators([])
    require_indicators([str(number) for number in range(MOST_INDICATORS)])
    with pytest.raises(RuleBroken, match="hooguit 5"):
        require_indicators([str(number) for number in range(MOST_INDICATORS + 1)])
    with pytest.raises(RuleBroken, match="hoort al bij"):
        require_indicators(["a", "a"])


@pytest.mark.parametrize("phase", [Phase.PLAN, Phase.DO, Phase.CHECK])
@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_cycle_never_closes_before_act(phase: Phase, outcome: Outcome) -> None:
    with pytest.raises(RuleBroken):
        require_closable(replace(READY, phase=phase, seen=SEEN), outcome, "reden")


def test_securing_needs_a_look_and_stopping_a_reason() -> None:
    act = replace(READY, phase=Phase.ACT, check_reason="geen tijd")
    with pytest.raises(RuleBroken, match="nieuwe blik"):
        require_closable(act, Outcome.SECURE, "")
    with pytest.raises(RuleBroken, match="waarom"):
        require_closable(act, Outcome.STOP, " ")
    require_closable(act, Outcome.STOP, "sectie is opgeheven")
    require_closable(replace(act, seen=SEEN), Outcome.SECURE, "")


def test_looks_after_securing_fall_on_real_days() -> None:
    assert looks_after_securing(date(2026, 8, 28), ()) == (date(2027, 3, 1), date(2027, 8, 30)), "no weekend"
    assert looks_after_securing(date(2026, 10, 27), ())[0] == date(2027, 4, 28), "not on King's day"
    assert looks_after_securing(date(2024, 8, 31), ()) == (date(2025, 2, 28), date(2025, 9, 1)), (
        "a short month"
    )
