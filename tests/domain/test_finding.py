"""How far a finding has come follows from what hangs under it."""

import pytest

from lesobs.domain.cycle import Outcome, Phase
from lesobs.domain.finding import FindingState, Turn, state_of

PLANNED = Turn(Phase.PLAN, None, looked_again=False)
LOOKED = Turn(Phase.CHECK, None, looked_again=True)
ADJUSTED = Turn(Phase.ACT, Outcome.ADJUST, looked_again=True)
SECURED = Turn(Phase.ACT, Outcome.SECURE, looked_again=True)


@pytest.mark.parametrize(
    ("discussed", "activities_open", "turns", "state"),
    [
        (False, [], [], FindingState.SEEN),
        (True, [], [], FindingState.DISCUSSED),
        (True, [True], [], FindingState.AGREED),
        (False, [], [PLANNED], FindingState.AGREED),
        (True, [False, True], [PLANNED], FindingState.AGREED),
        (True, [False, False], [PLANNED], FindingState.DONE),
        (True, [False], [LOOKED], FindingState.LOOKED_AGAIN),
        (True, [True], [LOOKED], FindingState.LOOKED_AGAIN),
        (True, [False], [SECURED], FindingState.SECURED),
        (True, [False], [ADJUSTED], FindingState.ADJUSTED),
        (True, [False, True], [ADJUSTED, PLANNED], FindingState.AGREED),
        (True, [False], [ADJUSTED, SECURED], FindingState.SECURED),
    ],
)
def test_the_state_follows(
    discussed: bool, activities_open: list[bool], turns: list[Turn], state: FindingState
) -> None:
    assert state_of(discussed, activities_open, turns) is state
