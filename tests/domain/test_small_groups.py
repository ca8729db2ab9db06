"""The rule for small groups: whoever adds and subtracts all that is told finds nothing that is veiled."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from tests.domain.linear import in_span

from lesobs.domain.small_groups import WHOLE_SCHOOL, GroupFigure, Veil, veils

Clusters = Mapping[str, str | None]
Figures = Mapping[str, GroupFigure]


@st.composite
def schools(draw: st.DrawFn) -> tuple[dict[str, GroupFigure], dict[str, str | None]]:
    """Up to four sections, some in a cluster, with a few teachers (some in several sections) and lessons."""
    figures, clusters = {}, {}
    for place in range(draw(st.integers(1, 4))):
        teachers = draw(st.sets(st.integers(0, 11), min_size=1, max_size=8))
        levelled = draw(st.sets(st.sampled_from(sorted(teachers))))  # the others had n.v.t. only
        scored = len(levelled) + draw(st.integers(0, 2)) if levelled else 0
        high = draw(st.sampled_from([0, scored, min(1, scored), max(0, scored - 1), scored // 2]))
        some, all_of_them = (frozenset(map(str, those)) for those in (levelled, teachers))
        figures[f"s{place}"] = GroupFigure(all_of_them, some, scored, high)
        clusters[f"s{place}"] = draw(st.sampled_from([None, "X", "Y"]))
    return figures, clusters


def sums(figures: Figures, clusters: Clusters) -> dict[str, list[str]]:
    """Every group with the sections it is the sum of."""
    groups = {section: [section] for section in figures}
    for section, cluster in clusters.items():
        if cluster:
            groups.setdefault(cluster, []).append(section)
    return groups | {WHOLE_SCHOOL: list(figures)}


@given(schools(), st.integers(3, 5))
def test_no_sum_of_what_is_told_is_about_too_few_teachers(
    school: tuple[dict[str, GroupFigure], dict[str, str | None]], smallest: int
) -> None:
    figures, clusters = school
    names = [name for name in figures if figures[name].scored]
    found = veils(figures, clusters, smallest)
    told = [
        [int(name in inside) for name in names]
        for group, inside in sums(figures, clusters).items()
        if found.get(group) is not Veil.HIDDEN
    ]
    for chosen in product((0, 1), repeat=len(names)):
        group = [name for name, wanted in zip(names, chosen, strict=True) if wanted]
        if group and len(GroupFigure.of(figures[name] for name in group).levelled) < smallest:
            assert not in_span(told, chosen)


@given(schools(), st.integers(3, 5))
def test_no_sum_of_figures_speaks_about_each_of_a_few(
    school: tuple[dict[str, GroupFigure], dict[str, str | None]], smallest: int
) -> None:
    figures, clusters = school
    names = [name for name in figures if figures[name].scored]
    found = veils(figures, clusters, smallest)
    told = [
        [int(name in inside) for name in names]
        for group, inside in sums(figures, clusters).items()
        if group not in found
    ]
    for chosen in product((0, 1), repeat=len(names)):
        figure = GroupFigure.of(figures[name] for name, one in zip(names, chosen, strict=True) if one)
        if 0 < len(figure.levelled) < 2 * smallest and not 1 < figure.high < figure.scored - 1:
            assert not in_span(told, chosen)


@given(schools(), st.integers(3, 5))
def test_words_leave_two_figures_possible_whatever_else_is_told(
    school: tuple[dict[str, GroupFigure], dict[str, str | None]], smallest: int
) -> None:
    figures, clusters = school
    found = veils(figures, clusters, smallest)
    possible = everything_possible(figures, clusters, found)
    for section, figure in figures.items():
        few = len(figure.levelled) < smallest
        if figure.scored and section in found and (few or found[section] is not Veil.HIDDEN):
            assert len({one[section] for one in possible}) > 1, f"{section} can be worked out"


def everything_possible(
    figures: Figures, clusters: Clusters, found: Mapping[str, Veil]
) -> list[dict[str, int]]:
    """All numbers of lessons at 3 or 4 per section that fit what is told."""
    rules = [
        (inside, told(GroupFigure.of(figures[one] for one in inside), found.get(group)))
        for group, inside in sums(figures, clusters).items()
    ]
    all_of_them = (
        dict(zip(figures, numbers, strict=True))
        for numbers in product(*(range(figure.scored + 1) for figure in figures.values()))
    )
    return [one for one in all_of_them if all(fits(sum(one[x] for x in inside)) for inside, fits in rules)]


def told(figure: GroupFigure, veil: Veil | None) -> Callable[[int], bool]:
    """Whether a number fits what is told of a group."""
    if veil is None:
        return lambda number: number == figure.high
    if veil is Veil.NEARLY_NONE:
        return lambda number: number <= 1
    if veil is Veil.NEARLY_ALL:
        return lambda number: number >= figure.scored - 1
    return lambda _: True


def group(letter: str, teachers: int, scored: int = 8, high: int = 4) -> GroupFigure:
    those = frozenset(f"{letter}{n}" for n in range(teachers))
    return GroupFigure(those, those, scored, high)


def test_large_groups_stay_visible_when_nothing_is_small() -> None:
    figures = {"wiskunde": group("w", 5), "Engels": group("e", 5)}
    assert veils(figures, dict.fromkeys(figures), 5) == {}


def test_who_had_no_level_does_not_hide_the_levels_of_others() -> None:
    four_of_six = replace(group("e", 6), levelled=group("e", 4).teachers)
    figures = {"economie": four_of_six, "Engels": group("n", 9), "wiskunde": group("w", 12)}
    assert veils(figures, dict.fromkeys(figures), 5) == {"economie": Veil.HIDDEN, "Engels": Veil.HIDDEN}


def test_a_group_without_any_level_needs_no_more_than_enough_teachers() -> None:
    nobody = GroupFigure(group("e", 5).teachers, frozenset(), 0, 0)
    assert veils({"economie": nobody, "wiskunde": group("w", 12)}, {}, 5) == {}


def test_one_small_section_takes_the_smallest_other_one_along() -> None:
    figures = {"klassieke talen": group("k", 3), "wiskunde": group("w", 8), "biologie": group("b", 5)}
    assert veils(figures, dict.fromkeys(figures), 5) == {
        "klassieke talen": Veil.HIDDEN,
        "biologie": Veil.HIDDEN,
    }


def test_nobody_and_everybody_of_a_few_are_told_in_words() -> None:
    figures = {
        "wiskunde": group("w", 6, 8, 0),
        "biologie": group("b", 6, 8, 8),
        "Engels": group("e", 12, 12, 12),
    }
    found = veils(figures, dict.fromkeys(figures), 5)
    assert found == {"wiskunde": Veil.NEARLY_NONE, "biologie": Veil.NEARLY_ALL}
    assert [veil.words for veil in found.values()] == ["geen of bijna geen", "alle of bijna alle"]


def test_words_that_the_total_would_explain_hide_another_figure() -> None:
    figures = {"wiskunde": group("w", 6, 8, 0), "Engels": group("e", 12), "biologie": group("b", 7)}
    assert veils(figures, dict.fromkeys(figures), 5) == {
        "wiskunde": Veil.NEARLY_NONE,
        "biologie": Veil.HIDDEN,
    }


def test_what_is_left_of_the_school_does_not_speak_about_each_of_a_few() -> None:
    figures = {
        "klassieke talen": group("k", 3, 4, 3),
        "muziek": group("m", 4, 6, 6),
        "Engels": group("e", 12),
        "wiskunde": group("w", 11),
    }
    kunst = {"klassieke talen": "Kunst", "muziek": "Kunst", "Engels": None, "wiskunde": None}
    assert veils(figures, kunst, 5) == dict.fromkeys(
        ["klassieke talen", "muziek", "Kunst", "wiskunde"], Veil.HIDDEN
    )


def test_a_cluster_of_one_section_is_that_section() -> None:
    figures = {"biologie": group("b", 4), "Engels": group("e", 9), "wiskunde": group("w", 9)}
    found = veils(figures, {"biologie": "Exact", "Engels": None, "wiskunde": None}, 5)
    assert found["biologie"] is found["Exact"] is Veil.HIDDEN
