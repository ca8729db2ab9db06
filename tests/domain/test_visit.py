"""This file is the tests of the rules of one visit."""

import pytest

from lesobs.domain.instrument import Level
from lesobs.domain.visit import worth_a_talk


@pytest.mark.parametrize(
    ("levels", "worth"),
    [
        ((), False),
        ((None, Level.EFFECTIVE), False),
        ((Level.NOT_APPLICABLE, Level.EFFECTIVE), False),
        ((Level.EMERGING, Level.VISIBLE), False),
        ((Level.EMERGING, Level.EFFECTIVE), True),
        ((Level.EFFECTIVE, Level.EMERGING), True),
        ((Level.NOT_VISIBLE, Level.EMERGING, Level.VISIBLE), True),
        ((Level.NOT_VISIBLE, Level.EMERGING, None), False),
    ],
)
def test_two_levels_apart_is_worth_a_talk(levels: tuple[Level | None, ...], worth: bool) -> None:
    assert worth_a_talk(levels) is worth
