"""What stands beside a cell keeps to the rule for small groups, and draws no trend over a new wording."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings
from tests.domain.made_lessons import INDICATOR, Made, narrowing_of
from tests.domain.test_narrowing import FEW, schools

from lesobs.domain.cell_detail import CellDetail, Place, RoundFacts, cell_detail, compare_years
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.small_groups import WHOLE_SCHOOL, Veil
from lesobs.domain.uncertainty import Verdict

LAST, THIS = SchoolYear(2025), SchoolYear(2026)
ROUNDS = (RoundFacts("1", "Ronde 1", (THIS,)), RoundFacts("2", "Ronde 2", (THIS,)))
ORDINARY = {split: values[0] for split, values in FEW.items()}


def lessons(section: str, teachers: int, *rounds: str, high: int | None = None) -> list[Made]:
    """A lesson of each teacher in each round, by turns at 3 and 2, or the first `high` of them at 3."""
    return [
        Made(
            section,
            f"{section}{teacher}",
            {**ORDINARY, Split.ROUND: number},
            3 if (teacher % 2 == 0 if high is None else teacher < high) else 2,
        )
        for number in rounds
        for teacher in range(teachers)
    ]


def place(group: str, years: Mapping[SchoolYear, list[Made]], smallest: int = 5) -> Place:
    sections = {score.section for found in years.values() for score in found}
    clusters = dict.fromkeys(sections)
    narrowings = {year: narrowing_of(found, clusters, smallest) for year, found in years.items()}
    return Place(PictureFilter((THIS,)), group, smallest, narrowings)


def detail(group: str, found: list[Made]) -> CellDetail:
    return cell_detail(place(group, {THIS: found}), ROUNDS)


def test_a_cell_beside_the_school_and_its_rounds() -> None:
    found = [*lessons("a", 8, "1", "2"), *lessons("b", 20, "1", "2", high=18)]
    told = detail("a", found)
    assert told.beside_school is not None
    # 8 of 16 beside 44 of 56, but half of the 8 teachers never and the others always at 3
    assert (told.beside_school.points, told.beside_school.verdict) == (-29, Verdict.UNCLEAR)
    assert [cell.words for cell in told.rounds] == ["4 van 8", "4 van 8"]
    assert told.change is not None
    assert told.change.sentence == (
        "Tussen Ronde 1 (2026-2027) en Ronde 2 (2026-2027): geen duidelijk verschil."
    )
    assert detail(WHOLE_SCHOOL, found).beside_school is None


def test_of_a_small_section_nothing_is_told_at_all() -> None:
    """Not an interval, not a round, and not even that a round had no lesson."""
    found = [*lessons("a", 4, "1"), *lessons("b", 12, "1", "2"), *lessons("c", 12, "1", "2")]
    told = detail("a", found)
    assert told.beside_school is None
    assert told.change is None
    assert [cell.cell.veil for cell in told.rounds] == [Veil.HIDDEN, Veil.HIDDEN]
    assert [cell.words for cell in told.rounds] == ["", ""]
    assert compare_years(place("a", {LAST: found, THIS: found}), [LAST]) is None


def test_a_round_without_lessons_of_a_group_that_is_told() -> None:
    told = detail("a", [*lessons("a", 12, "1"), *lessons("b", 12, "1", "2")])
    assert [cell.words for cell in told.rounds] == ["6 van 12", "niet gescoord"]
    assert told.change is None


@settings(max_examples=25)
@given(schools())
def test_every_figure_is_one_that_a_filter_for_the_round_would_tell(
    school: tuple[list[Made], dict[str, str | None]],
) -> None:
    found, clusters = school
    narrowing = narrowing_of(found, clusters, 3)
    for unit in (*clusters, "X", WHOLE_SCHOOL):
        told = cell_detail(Place(PictureFilter((THIS,)), unit, 3, {THIS: narrowing}), ROUNDS)
        if unit in narrowing.veils or WHOLE_SCHOOL in narrowing.veils:
            assert told.beside_school is None
        for cell in told.rounds:
            by_filter = narrowing.told(unit, {Split.ROUND: frozenset({cell.key})})
            if isinstance(by_filter, Veil):
                assert cell.cell.tally is None
            elif cell.cell.tally is not None:
                assert cell.cell.tally == narrowing.lessons.tally(INDICATOR, by_filter)
        with_figures = [cell for cell in told.rounds if cell.cell.tally and cell.cell.tally.scored]
        assert (told.change is not None) == (len(with_figures) > 1)


def test_a_new_wording_breaks_the_trend() -> None:
    found = [*lessons("a", 12, "1", "2"), *lessons("b", 12, "1", "2")]
    first, second = ROUNDS
    worded = [replace(first, versions=frozenset({1})), replace(second, versions=frozenset({2}))]
    told = cell_detail(place("a", {THIS: found}), worded)
    assert [cell.new_wording for cell in told.rounds] == [False, True]
    assert told.change is not None
    assert told.change.difference is None
    assert told.change.sentence == (
        "Tussen Ronde 1 (2026-2027) en Ronde 2 (2026-2027) kreeg de indicator een nieuwe tekst. "
        "Vergelijk de rondes dus niet."
    )
    mixed = cell_detail(place("a", {THIS: found}), [worded[0], replace(second, versions=frozenset({1, 2}))])
    assert mixed.rounds[1].new_wording
    same = cell_detail(place("a", {THIS: found}), [worded[0], replace(second, versions=frozenset({1}))])
    assert not same.rounds[1].new_wording
    assert same.change is not None
    assert same.change.difference is not None


def test_a_wording_is_new_too_after_a_round_without_lessons() -> None:
    between = RoundFacts("1b", "Ronde 1b", (THIS,))
    worded = [
        replace(ROUNDS[0], versions=frozenset({1})),
        between,
        replace(ROUNDS[1], versions=frozenset({2})),
    ]
    told = cell_detail(place("a", {THIS: lessons("a", 12, "1", "2")}), worded)
    assert [cell.new_wording for cell in told.rounds] == [False, False, True]


def test_rounds_of_years_before_begin_with_the_first_figures() -> None:
    """Rounds before it are left out, hidden or empty alike."""
    before = [RoundFacts("8", "Ronde 1", (LAST,)), RoundFacts("9", "Ronde 2", (LAST,))]
    last = [
        replace(score, labels={**score.labels, Split.ROUND: {"1": "8", "2": "9"}[score.labels[Split.ROUND]]})
        for score in [*lessons("a", 12, "2"), *lessons("b", 12, "1", "2")]
    ]
    this = [*lessons("a", 12, "1"), *lessons("b", 12, "1")]
    told = cell_detail(place("a", {LAST: last, THIS: this}), [*before, *ROUNDS])
    assert [(cell.key, cell.year, cell.words) for cell in told.rounds] == [
        ("9", "2025-2026", "6 van 12"),
        ("1", "2026-2027", "6 van 12"),
        ("2", "2026-2027", "niet gescoord"),
    ]
    assert told.change is not None
    assert (told.change.earlier.key, told.change.later.key) == ("9", "1")


def test_two_years_of_one_group() -> None:
    before, now = lessons("a", 12, "1", high=2), lessons("a", 12, "1", high=10)
    told = compare_years(place("a", {LAST: before, THIS: now}), [LAST])
    assert told is not None
    assert (told.verdict, told.points) == (Verdict.HIGHER, 67)
    assert compare_years(place("a", {THIS: now}), [LAST]) is None


def test_a_section_that_is_the_whole_school_has_nothing_beside_it() -> None:
    assert detail("a", lessons("a", 12, "1", "2")).beside_school is None
