"""A difference in shares is told as carefully as few lessons of few teachers allow."""

from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lesobs.domain.uncertainty import (
    FEWEST_LESSONS,
    Counts,
    Difference,
    Verdict,
    difference,
    difference_with_whole,
    signed,
)

Group = Mapping[str, Counts]
OPPOSITE = {Verdict.HIGHER: Verdict.LOWER, Verdict.LOWER: Verdict.HIGHER}


def group(name: str, *counts: Counts) -> dict[str, Counts]:
    return {f"{name}{place}": found for place, found in enumerate(counts)}


@st.composite
def groups(draw: st.DrawFn) -> tuple[Group, Group]:
    """Two groups of 5 to 9 teachers with one to four lessons each; some teachers are in both."""
    together = draw(st.integers(0, 3))
    found = []
    for name in "ab":
        own = draw(st.integers(5, 6))
        names = [*(f"both{n}" for n in range(together)), *(f"{name}{n}" for n in range(own))]
        scored = [draw(st.integers(1, 4)) for _ in names]
        if sum(scored) < FEWEST_LESSONS:
            scored = [count + 1 for count in scored]
        found.append({who: (draw(st.integers(0, n)), n) for who, n in zip(names, scored, strict=True)})
    return found[0], found[1]


def gap(one: Group, other: Group) -> float:
    shares = [
        sum(high for high, _ in side.values()) / sum(n for _, n in side.values()) for side in (one, other)
    ]
    return 100 * (shares[0] - shares[1])


@settings(max_examples=60)
@given(groups())
def test_the_bounds_hold_the_difference_and_turn_around_with_it(pair: tuple[Group, Group]) -> None:
    one, other = pair
    told = difference(one, other, 5)
    assert told.points is not None
    assert told.low is not None
    assert told.high is not None
    assert told.low <= gap(one, other) <= told.high
    assert told.low <= told.points <= told.high
    assert abs(told.points - gap(one, other)) < 0.500_001
    assert told.verdict is (
        Verdict.HIGHER if told.low > 0 else Verdict.LOWER if told.high < 0 else Verdict.UNCLEAR
    )
    assert difference(other, one, 5) == Difference(
        OPPOSITE.get(told.verdict, told.verdict), -told.points, -told.high, -told.low
    )


@settings(max_examples=20)
@given(groups())
def test_who_is_who_changes_nothing(pair: tuple[Group, Group]) -> None:
    one, other = pair
    renamed = [
        {f"x{who[::-1]}": counts for who, counts in reversed(list(side.items()))} for side in (one, other)
    ]
    assert difference(one, other, 5) == difference(renamed[0], renamed[1], 5)


@settings(max_examples=20)
@given(groups())
def test_more_of_the_same_teachers_makes_it_surer(pair: tuple[Group, Group]) -> None:
    one, other = (
        {f"{who}-{copy}": counts for copy in range(6) for who, counts in side.items()} for side in pair
    )
    assert width(difference(one, other, 5)) < width(difference(*pair, 5))


def width(told: Difference) -> int:
    assert told.low is not None
    assert told.high is not None
    return told.high - told.low


def test_lessons_of_one_teacher_tell_less_than_lessons_of_many() -> None:
    """The same 20 of 40 lessons: of forty teachers, or of ten who each do one thing or the other."""
    other = group("z", *[(1, 2)] * 300)
    of_many = difference(group("a", *[(1, 1), (0, 1)] * 20), other, 5)
    of_few = difference(group("a", *[(4, 4), (0, 4)] * 5), other, 5)
    assert width(of_few) > 1.5 * width(of_many)


EXPECTED = Difference(Verdict.UNCLEAR, -18, -39, 9)


def test_the_same_figures_give_these_bounds_on_every_machine() -> None:
    part = group("a", (1, 2), (0, 1), (0, 2), (1, 1), (0, 2), (1, 1), (0, 1), (0, 2))
    rest = group("b", *[(1, 2)] * 20, *[(0, 1)] * 15, *[(1, 1)] * 12, *[(0, 1)] * 3)
    assert difference_with_whole(part, rest, 5) == EXPECTED
    assert difference_with_whole(part, rest, 5).sentence == (
        "Het verschil ligt waarschijnlijk tussen −39 en +9 procentpunt."
    )


@pytest.mark.parametrize("high", [0, 2])
def test_a_group_in_which_all_lessons_are_alike_does_not_look_certain(high: int) -> None:
    """Drawing again finds no spread there; one more lesson could still be another."""
    alike, half = group("a", *[(high, 2)] * 10), group("b", *[(1, 2)] * 200)
    told = difference(alike, half, 5)
    assert abs(told.points or 0) == 50
    assert width(told) >= 20


def test_when_everybody_has_the_same_share_the_bounds_do_not_tell() -> None:
    told = difference(group("a", *[(1, 2)] * 5), group("b", *[(1, 2)] * 5), 5)
    assert told.verdict is Verdict.UNCLEAR
    assert (told.points, told.low) == (0, -(told.high or 0))
    assert width(told) > 60


def test_too_few_lessons_or_teachers_on_either_side_give_no_figure() -> None:
    enough = group("b", *[(1, 2)] * 20)
    seven = group("a", (1, 1), (0, 1), (1, 2), (1, 2), (1, 1))
    assert difference(seven, enough, 5) == difference(enough, seven, 5) == Difference(Verdict.TOO_FEW)
    four = group("a", *[(2, 4)] * 4)
    assert difference_with_whole(four, enough, 3) == difference_with_whole(enough, four, 3)
    assert difference_with_whole(four, enough, 3).points is None
    nine = group("a", *[(1, 2)] * 9)
    assert difference(nine, enough, 9).points == 0
    assert difference(nine, enough, 10).sentence == "Hiervoor zijn er te weinig lessen of docenten."
    assert difference({**four, "a9": (0, 0)}, enough, 5).verdict is Verdict.TOO_FEW
    assert difference({}, {}, 5).verdict.word == "te weinig lessen"


def test_the_whole_pulls_along_what_is_in_it() -> None:
    """A section with half of all lessons: 100 and 0 percent are 50 points from the whole."""
    told = difference_with_whole(group("a", *[(2, 2)] * 10), group("b", *[(0, 2)] * 10), 5)
    assert (told.verdict, told.points) == (Verdict.HIGHER, 50)


def test_without_any_difference_hardly_anything_is_called_clear() -> None:
    random, clear = Random(4), 0
    for _ in range(100):
        sides = []
        for size in (8, 30):
            usual = [random.betavariate(1, 1) for _ in range(size)]  # each teacher with a share of their own
            scored = [random.randint(1, 3) for _ in usual]
            highs = [
                sum(random.random() < share for _ in range(n)) for share, n in zip(usual, scored, strict=True)
            ]
            sides.append(group("ab"[size == 8], *zip(highs, scored, strict=True)))
        clear += difference(*sides, 5).verdict in OPPOSITE
    assert clear <= 8


def test_a_large_difference_is_clear() -> None:
    low, high = group("a", *[(0, 2)] * 7, (1, 2)), group("b", *[(2, 2), (1, 2)] * 20)
    assert difference_with_whole(low, high, 5).verdict.word == "duidelijk lager"
    assert difference_with_whole(high, low, 5).verdict.word == "duidelijk hoger"


def test_signs_are_written_as_on_paper() -> None:
    assert [signed(points) for points in (-42, 0, 8)] == ["−42", "0", "+8"]
