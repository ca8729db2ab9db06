"""This file is the tests of what a section page puts forward."""

from lesobs.domain.highlights import choose_highlights
from lesobs.domain.picture import Cell, Group, Picture, PictureIndicator, PictureRow
from lesobs.domain.tally import Tally

NAMES = ("rust", "doel", "vraag", "uitleg", "oefenen")


def picture(own: list[Tally | None], school: list[Tally | None]) -> tuple[Picture, PictureRow]:
    """A picture of one section beside the school; a tally of None is a hidden cell."""
    indicators = tuple(PictureIndicator(name, name, name, "A", "", "") for name in NAMES[: len(own)])
    row = PictureRow(Group("wis", "Wiskunde"), 12, 6, 3, tuple(Cell(t) for t in own))
    total = PictureRow(Group("all", "Hele school"), 90, 50, 5, tuple(Cell(t) for t in school))
    return Picture("2025-2026", 5, indicators, (row,), total), row


def tally(high: int, scored: int) -> Tally:
    return Tally((scored - high, 0, high, 0))


def names(lines: tuple) -> list[str]:
    return [line.indicator.key for line in lines]


def test_highest_shares_first_and_furthest_below_the_school_first() -> None:
    shown, row = picture(
        [tally(9, 12), tally(3, 12), tally(11, 12), tally(2, 10), tally(6, 12)],
        [tally(60, 90), tally(40, 90), tally(60, 90), tally(60, 90), tally(50, 90)],
    )
    chosen = choose_highlights(shown, row, most=2)
    assert names(chosen.strengths) == ["vraag", "rust"]
    assert names(chosen.points) == ["uitleg", "doel"]


def test_seven_scored_lessons_are_too_few_and_eight_are_enough() -> None:
    shown, row = picture([tally(7, 7), tally(8, 8)], [tally(50, 90), tally(50, 90)])
    assert names(choose_highlights(shown, row).strengths) == ["doel"]


def test_not_applicable_lessons_do_not_make_up_the_eight() -> None:
    shown, row = picture([Tally((0, 0, 7, 0), not_applicable=5)], [tally(50, 90)])
    assert choose_highlights(shown, row).strengths == ()


def test_nothing_below_half_of_the_lessons_is_called_often_seen() -> None:
    shown, row = picture([tally(4, 9), tally(4, 8)], [tally(9, 90), tally(9, 90)])
    assert names(choose_highlights(shown, row).strengths) == ["doel"]


def test_a_section_that_is_nowhere_below_the_school_has_no_points() -> None:
    shown, row = picture([tally(5, 10)], [tally(45, 90)])
    assert choose_highlights(shown, row).points == ()


def test_a_strength_is_not_a_point_as_well() -> None:
    shown, row = picture([tally(7, 10)], [tally(80, 90)])
    chosen = choose_highlights(shown, row)
    assert names(chosen.strengths) == ["rust"]
    assert chosen.points == ()


def test_hidden_cells_are_never_put_forward() -> None:
    shown, row = picture([None, tally(1, 10)], [tally(80, 90), None])
    chosen = choose_highlights(shown, row)
    assert (chosen.strengths, chosen.points) == ((), ())


def test_the_school_itself_is_held_to_half_of_the_lessons() -> None:
    shown, _ = picture([None, None, None], [tally(80, 90), tally(20, 90), tally(40, 90)])
    chosen = choose_highlights(shown, shown.total)
    assert names(chosen.strengths) == ["rust"]
    assert names(chosen.points) == ["doel", "vraag"]
    assert chosen.points[0].school is None
