"""This file is the tests of what a section page puts forward."""

from lesobs.domain.highlights import choose_highlights, talk_highlights
from lesobs.domain.picture import Cell, Group, Picture, PictureIndicator, PictureRow
from lesobs.domain.small_groups import Veil
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
    chosen = choose_highlights(shown, row)
    assert names(chosen.strengths) == ["doel"]
    assert names(chosen.points) == ["rust"], "also when the school sees it less"


def test_one_or_two_lessons_below_the_school_say_nothing() -> None:
    shown, row = picture([tally(6, 10), tally(6, 10), tally(6, 11)], [tally(80, 100), tally(81, 100), None])
    chosen = choose_highlights(shown, row)
    assert names(chosen.points) == ["doel"]
    assert names(chosen.strengths) == ["rust", "vraag"]


def test_what_is_far_below_the_school_is_no_strength() -> None:
    shown, row = picture([tally(5, 10)], [tally(80, 90)])
    chosen = choose_highlights(shown, row)
    assert (names(chosen.strengths), names(chosen.points)) == ([], ["rust"])


def test_strengths_that_are_alike_begin_with_what_the_school_sees_least() -> None:
    shown, row = picture(
        [tally(8, 8), tally(9, 9), tally(8, 8), tally(10, 10)], [tally(80, 90), tally(50, 90), None, None]
    )
    assert names(choose_highlights(shown, row, most=4).strengths) == ["uitleg", "vraag", "doel", "rust"]


def veiled(veils: list[Veil | Tally], school: list[Tally | None], lessons: int = 12) -> tuple:
    shown, row = picture([None] * len(veils), school)
    cells = tuple(Cell(one) if isinstance(one, Tally) else Cell(None, one) for one in veils)
    return shown, PictureRow(row.group, lessons, 6, 3, cells)


def test_what_is_told_in_words_is_put_forward_in_words() -> None:
    shown, row = veiled([Veil.NEARLY_ALL, Veil.NEARLY_NONE, Veil.HIDDEN, tally(9, 10)], [tally(45, 90)] * 4)
    chosen = choose_highlights(shown, row)
    assert names(chosen.strengths) == ["rust", "uitleg"]
    assert names(chosen.points) == ["doel"]
    for line, words in (
        (chosen.strengths[0], "alle of bijna alle"),
        (chosen.points[0], "geen of bijna geen"),
    ):
        assert (line.tally, line.words) == (None, words)


def test_words_about_few_lessons_are_not_put_forward() -> None:
    shown, row = veiled([Veil.NEARLY_ALL, Veil.NEARLY_NONE], [tally(45, 90)] * 2, lessons=7)
    chosen = choose_highlights(shown, row)
    assert (chosen.strengths, chosen.points) == ((), ())


def test_cells_in_the_same_words_keep_the_order_of_the_kijkwijzer() -> None:
    shown, row = veiled([Veil.NEARLY_ALL, Veil.HIDDEN, Veil.NEARLY_ALL], [tally(60, 90)] * 3)
    assert names(choose_highlights(shown, row).strengths) == ["rust", "vraag"]


def test_hidden_cells_are_never_put_forward() -> None:
    shown, row = picture([None, None], [tally(80, 90), tally(10, 90)])
    chosen = choose_highlights(shown, row)
    assert (chosen.strengths, chosen.points) == ((), ())


def test_the_school_itself_is_held_to_half_of_the_lessons() -> None:
    shown, _ = picture([None, None, None], [tally(80, 90), tally(20, 90), tally(40, 90)])
    chosen = choose_highlights(shown, shown.total)
    assert names(chosen.strengths) == ["rust"]
    assert names(chosen.points) == ["doel", "vraag"]
    assert chosen.points[0].school is None


def test_a_group_with_too_few_lessons_talks_about_those_of_the_school() -> None:
    school = [tally(80, 90), tally(20, 90)]
    shown, row = picture([tally(5, 5), tally(1, 7)], school)
    chosen = talk_highlights(shown, row)
    assert chosen.of_school
    assert (names(chosen.strengths), names(chosen.points)) == (["rust"], ["doel"])
    assert all(line.tally in school and line.school is None for line in (*chosen.strengths, *chosen.points))


def test_a_group_with_enough_lessons_talks_about_its_own() -> None:
    shown, row = picture([tally(8, 8), tally(1, 7)], [tally(80, 90), tally(20, 90)])
    chosen = talk_highlights(shown, row)
    assert (names(chosen.strengths), names(chosen.points), chosen.of_school) == (["rust"], [], False)
    assert not talk_highlights(shown, shown.total).of_school
