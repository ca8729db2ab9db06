"""The rule for small groups: nothing shown may give away what is hidden."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from lesobs.domain.picture import (
    WHOLE_SCHOOL,
    Coverage,
    Group,
    PictureIndicator,
    SectionTally,
    Tally,
    build_picture,
    heat_band,
    hidden_groups,
)

CLUSTERS = ("X", "Y", "Z")


def in_span(rows: Sequence[Sequence[int]], target: Sequence[int]) -> bool:
    """Whether a sum can be found from known sums: Gauss elimination over fractions."""
    known = [[Fraction(value) for value in row] for row in rows]
    wanted = [Fraction(value) for value in target]
    pivot = 0
    for column in range(len(wanted)):
        found = next((i for i in range(pivot, len(known)) if known[i][column]), None)
        if found is None:
            continue
        known[pivot], known[found] = known[found], known[pivot]
        for i in range(len(known)):
            if i != pivot and known[i][column]:
                factor = known[i][column] / known[pivot][column]
                known[i] = [a - factor * b for a, b in zip(known[i], known[pivot], strict=True)]
        factor = wanted[column] / known[pivot][column]
        wanted = [a - factor * b for a, b in zip(wanted, known[pivot], strict=True)]
        pivot += 1
    return not any(wanted)


@given(
    st.lists(
        st.tuples(st.sampled_from([None, *CLUSTERS]), st.sets(st.integers(0, 12), min_size=1, max_size=8)),
        min_size=1,
        max_size=6,
    ),
    st.integers(3, 6),
)
def test_no_small_group_can_be_solved_from_sections_clusters_and_school_together(
    sections: list[tuple[str | None, set[int]]], smallest: int
) -> None:
    names = [f"s{place}" for place in range(len(sections))]
    teachers = {name: frozenset(map(str, people)) for name, (_, people) in zip(names, sections, strict=True)}
    clusters = {name: cluster for name, (cluster, _) in zip(names, sections, strict=True)}
    hidden = hidden_groups(teachers, clusters, smallest)
    shown = [[int(other == name) for other in names] for name in names if name not in hidden]
    shown += [
        [int(clusters[name] == cluster) for name in names]
        for cluster in CLUSTERS
        if cluster in clusters.values() and cluster not in hidden
    ]
    if WHOLE_SCHOOL not in hidden:
        shown.append([1] * len(names))
    for size in range(1, len(names) + 1):
        for group in combinations(names, size):
            if len(set().union(*(teachers[name] for name in group))) < smallest:
                assert not in_span(shown, [int(name in group) for name in names])


def test_large_groups_stay_visible_when_nothing_is_small() -> None:
    teachers = {name: frozenset(f"{name}{n}" for n in range(5)) for name in ("wiskunde", "Engels")}
    assert hidden_groups(teachers, dict.fromkeys(teachers), 5) == frozenset()


def test_one_small_section_takes_the_smallest_other_one_along() -> None:
    teachers = {
        "klassieke talen": frozenset("abc"),
        "wiskunde": frozenset(f"w{n}" for n in range(8)),
        "biologie": frozenset(f"b{n}" for n in range(5)),
    }
    assert hidden_groups(teachers, dict.fromkeys(teachers), 5) == {"klassieke talen", "biologie"}


def test_a_picture_counts_and_hides() -> None:
    indicator = PictureIndicator("op3.x", "A1", "Sfeer", "A", "We keken of …", "Hoe?")
    big, small = Group("1", "Wiskunde"), Group("2", "Klassieke talen")
    maths, classics = (frozenset(f"{letter}{n}" for n in range(8 if letter == "w" else 3)) for letter in "wk")
    tallies = [
        SectionTally("1", "op3.x", maths, Tally((1, 2, 2, 2), 1)),
        SectionTally("2", "op3.x", classics, Tally((0, 0, 0, 3))),
    ]
    observers = frozenset({"o1"})
    coverage = [Coverage("1", 8, maths, observers), Coverage("2", 3, classics, observers)]
    picture = build_picture("2026-2027", 5, [big, small], [indicator], tallies, coverage)
    rows = {row.group.name: row for row in picture.rows}
    assert rows["Klassieke talen"].hidden
    assert rows["Klassieke talen"].lessons is None
    # Shown beside the total, wiskunde would give the three of klassieke talen away.
    assert rows["Wiskunde"].cells[0].hidden
    assert rows["Wiskunde"].sentence == "8 lessen van 8 docenten door 1 waarnemer"
    total = picture.total.cells[0].tally
    assert total == Tally((1, 2, 2, 5), 1)
    assert (total.high, total.scored, total.percent) == (7, 10, 70)


def test_a_share_is_whole_percents_rounded_as_at_school() -> None:
    assert [Tally((8 - high, 0, high, 0)).percent for high in (0, 1, 3, 8)] == [0, 13, 38, 100]
    assert Tally((0, 0, 0, 0), 5).percent is None


def test_a_band_begins_at_its_edge() -> None:
    assert [heat_band(percent) for percent in (0, 19, 20, 39, 40, 60, 79, 80, 100)] == [
        1, 1, 2, 2, 3, 4, 4, 5, 5,
    ]  # fmt: skip


def test_an_empty_picture_says_so() -> None:
    picture = build_picture("2026-2027", 5, [Group("1", "Wiskunde")], [], [], [])
    assert picture.rows == ()
    assert picture.sentence == "Nog geen lessen in 2026-2027, zonder beoordelingsbezoeken."
