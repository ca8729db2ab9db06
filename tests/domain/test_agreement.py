"""Pairs of scores are counted first, and what differs most is talked about first."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesobs.domain.agreement import Alpha, Calibration, IndicatorAgreement, PairTable, ordinal_distance
from lesobs.domain.instrument import Level
from lesobs.domain.instrument_file import shipped
from lesobs.paths import resources

INDICATORS = next(one for one in shipped(resources() / "instruments") if one.kind == "volledig").indicators


def table(*pairs: tuple[int, int]) -> PairTable:
    return PairTable.of((Level(first), Level(second)) for first, second in pairs)


def test_a_table_has_the_first_observer_in_rows_and_na_apart() -> None:
    found = table((1, 2), (1, 2), (3, 3), (4, 1), (0, 3), (2, 0), (0, 0))
    assert found.counts == ((0, 2, 0, 0), (0, 0, 0, 0), (0, 0, 1, 0), (1, 0, 0, 0))
    assert (found.one_not_applicable, found.both_not_applicable) == (2, 1)
    assert (found.pairs, found.equal, found.within_one, found.far_apart) == (4, 1, 3, 1)
    assert found.sentence == "1 van 4 gelijk, 3 van 4 binnen één; 2 keer gaf één van beiden n.v.t."
    assert sorted(found.scored()) == [(1, 2), (1, 2), (3, 3), (4, 1)]


def test_the_sentence_of_a_session() -> None:
    found = table(*[(3, 3)] * 12, *[(3, 4)] * 4)
    assert found.sentence == "12 van 16 gelijk, 16 van 16 binnen één"
    assert table((0, 0)).sentence == "nog geen lessen die jullie allebei een niveau gaven"


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4))),
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4))),
)
def test_tables_add_up(ones: list[tuple[int, int]], others: list[tuple[int, int]]) -> None:
    whole = table(*ones, *others)
    assert table(*ones) + table(*others) == whole
    assert whole.pairs + whole.one_not_applicable + whole.both_not_applicable == len(ones) + len(others)
    assert whole.within_one + whole.far_apart == whole.pairs
    turned = table(*((b, a) for a, b in (*ones, *others)))
    assert (turned.equal, turned.far_apart) == (whole.equal, whole.far_apart)


def session(*tables: PairTable) -> Calibration:
    found = (IndicatorAgreement(one, told) for one, told in zip(INDICATORS, tables, strict=False))
    return Calibration(date(2025, 8, 1), date(2026, 7, 31), 16, 5, tuple(found))


def test_what_differs_most_is_asked_first() -> None:
    told = session(
        table(*[(3, 3)] * 10),  # all agree
        table(*[(3, 4)] * 6, *[(3, 3)] * 4),
        table((1, 3), *[(3, 3)] * 9),
        table((1, 3), (2, 3), *[(3, 3)] * 8),
        table(*[(1, 4)] * 4),  # too few
        table((1, 4), *[(3, 3)] * 4),  # one of five is more than one of ten
    )
    assert [one.indicator.key for one in told.questions] == [INDICATORS[place].key for place in (5, 3, 2, 1)]
    assert told.questions[1].why == "1 van 10 twee of meer uit elkaar, 2 van 10 niet gelijk"
    assert told.questions[3].why == "6 van 10 niet gelijk"
    assert told.questions[3].question == INDICATORS[1].question
    assert told.table.pairs == 10 * 4 + 4 + 5


def test_the_anchors_are_those_of_the_levels_at_stake() -> None:
    """When some are far apart, the levels of these; one step apart is then a smaller matter."""
    told = session(table((1, 3), (3, 4), *[(3, 3)] * 8), table((3, 4), (2, 3), *[(1, 1)] * 8))
    far, near = told.questions
    assert far.anchors == (
        (Level.NOT_VISIBLE, INDICATORS[0].anchors[0]),
        (Level.VISIBLE, INDICATORS[0].anchors[2]),
    )
    assert [level for level, _ in near.anchors] == [2, 3, 4]


def test_a_session_without_pairs_says_so() -> None:
    empty = Calibration(date(2025, 8, 1), date(2026, 7, 31), 0, 0, ())
    assert empty.sentence == "Nog geen duo-bezoeken die beide waarnemers hebben afgerond."
    assert empty.questions == ()
    assert empty.table == PairTable()
    assert session().sentence == "16 duo-bezoeken door 5 waarnemers"


@pytest.mark.parametrize(
    ("alpha", "words"),
    [
        (Alpha(0.6349, 16), "0,63 (16 paren)"),
        (Alpha(-0.2, 12), "−0,20 (12 paren)"),
        (Alpha(None, 4), "te weinig paren (4 paren, vanaf 10 een getal)"),
        (Alpha(None, 16), "geen getal: alle scores zijn gelijk (16 paren)"),
    ],
)
def test_a_number_comes_with_its_pairs(alpha: Alpha, words: str) -> None:
    assert alpha.words == words


def test_the_distance_is_that_of_the_formula() -> None:
    """Krippendorff (2011): the sum of all scores from the one level to the other, less half of both ends."""
    units = [(1, 2), (2, 2), (2, 4), (3, 3)]
    distance = ordinal_distance(units)
    scored = {1: 1, 2: 4, 3: 2, 4: 1}
    for one, other in product(scored, repeat=2):
        low, high = sorted((one, other))
        sum_of = sum(scored[level] for level in range(low, high + 1)) - (scored[low] + scored[high]) / 2
        assert distance(one, other) == (sum_of**2 if one != other else 0)
