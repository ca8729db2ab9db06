"""An attacker combines every figure that filters give, and finds nothing about too few teachers."""

from datetime import date
from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.linear import KnownSums

from lesobs.domain.disclosure import Lesson, is_safe
from lesobs.domain.narrowing import Narrowing, Score, Split
from lesobs.domain.small_groups import WHOLE_SCHOOL
from lesobs.domain.tally import Tally

SMALLEST = 3
FEW = {
    Split.ROUND: "12",
    Split.DEPARTMENT: "hmv",
    Split.FORM: "fv",
    Split.PURPOSE: "op",
    Split.ANNOUNCED: "jn",
    Split.YEAR_LEVEL: "13",
    Split.INSTRUMENT: "ab",
}


DAY = date(2026, 11, 2)


def one(high: bool) -> Tally:
    """A lesson at 3, or at 2."""
    return Tally((0, int(not high), int(high), 0))


@st.composite
def scores(draw: st.DrawFn) -> tuple[list[Score], dict[str, str | None]]:
    """A small school: up to three sections with a handful of teachers and one to three lessons each."""
    found, clusters = [], {}
    for section in ("s0", "s1", "s2")[: draw(st.integers(1, 3))]:
        clusters[section] = draw(st.sampled_from([None, "X"]))
        for teacher in range(draw(st.integers(2, 6))):
            for _ in range(draw(st.integers(1, 3))):
                labels = {split: draw(st.sampled_from(values)) for split, values in FEW.items()}
                found.append(Score(section, f"{section}-{teacher}", labels, one(draw(st.booleans())), DAY))
    return found, clusters


def told_sums(lessons: list[Score], clusters: dict[str, str | None]) -> list[list[int]]:
    """Every figure that can be asked for and is answered, as the lessons it is the sum of."""
    narrowing = Narrowing(lessons, clusters, SMALLEST)

    def lessons_of(unit: str, wanted: dict[Split, frozenset[str]]) -> list[int]:
        mine = {id(score) for score in narrowing.scores_of(unit)}
        return [
            int(id(score) in mine and all(score.labels[split] in wanted[split] for split in wanted))
            for score in lessons
        ]

    return [
        lessons_of(unit, wanted)
        for unit in (*clusters, "X", WHOLE_SCHOOL)
        for wanted in questions()
        if unit not in narrowing.veils and narrowing.answers(unit, wanted)
    ]


def questions() -> list[dict[Split, frozenset[str]]]:
    """No filter, every choice of one filter, and every pair of single choices."""
    found: list[dict[Split, frozenset[str]]] = [{}]
    for split, values in FEW.items():
        for size in range(1, len(values)):
            found += [{split: frozenset(chosen)} for chosen in combinations(values, size)]
    for (one, ones), (other, others) in combinations(FEW.items(), 2):
        found += [{one: frozenset(a), other: frozenset(b)} for a, b in product(ones, others)]
    return found


@settings(max_examples=25)
@given(scores())
def test_no_sum_or_difference_depends_on_too_few_teachers(
    school: tuple[list[Score], dict[str, str | None]],
) -> None:
    lessons, clusters = school
    sums = told_sums(lessons, clusters)
    rank = KnownSums(sums).rank
    teachers = sorted({lesson.teacher for lesson in lessons})
    for few in combinations(teachers, SMALLEST - 1):
        others = [place for place, lesson in enumerate(lessons) if lesson.teacher not in few]
        # A sum that depends on these few only would vanish without their lessons, and lower the rank.
        assert KnownSums([[row[place] for place in others] for row in sums]).rank == rank


def lessons(*told: tuple[str, str, str]) -> list[Lesson]:
    return [Lesson(teacher, "wiskunde", {"a": one, "b": other}) for teacher, one, other in told]


def test_a_bridge_between_two_filters_is_seen() -> None:
    """All havo lessons but one were announced, and no vwo lesson: havo less announced is that one lesson."""
    bridge = [*((f"h{n}", "havo", "ja") for n in range(5)), ("h5", "havo", "nee")]
    rest = [(f"v{n}", "vwo", "nee") for n in range(5)]
    assert is_safe(lessons(*bridge, *rest), ["a"], 3)
    assert is_safe(lessons(*bridge, *rest), ["b"], 3)
    assert not is_safe(lessons(*bridge, *rest), ["a", "b"], 3)
    crossed = [
        (f"k{number}{of_both}", level, told)
        for number in range(3)
        for of_both, (level, told) in enumerate(product(("havo", "vwo"), ("ja", "nee")))
    ]
    assert is_safe(lessons(*bridge, *rest, *crossed), ["a", "b"], 3)


def test_a_rich_school_gets_its_filters_answered() -> None:
    """Every teacher was visited in every way: nothing is small, so nothing need be refused."""
    found = [
        Score("s0", f"t{teacher}", dict(zip(FEW, labels, strict=True)), one((teacher + place) % 2 > 0), DAY)
        for teacher in range(4)
        for place, labels in enumerate(product(*(values[:2] for values in FEW.values())))
    ]
    narrowing = Narrowing(found, {"s0": None}, SMALLEST)
    for split, values in FEW.items():
        assert narrowing.answers("s0", {split: frozenset(values[0])})
        assert narrowing.answers(WHOLE_SCHOOL, {split: frozenset(values[0])})
