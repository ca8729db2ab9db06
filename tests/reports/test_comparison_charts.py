"""This file is the drawings of a difference and of rounds, as the words and shapes they are made of."""

import re

from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor

from lesobs.reports.charts import PAPER, svg
from lesobs.reports.comparison_charts import MOST_ROUNDS, RoundBar, difference, rounds


def words(drawing: Drawing) -> list[str]:
    return [
        one.strip() for one in re.findall(r"<text[^>]*>([^<]*)</text>", svg(drawing).decode()) if one.strip()
    ]


def middle(drawing: Drawing) -> float:
    """Where the dot of a difference stands."""
    return next(one.cx for one in drawing.contents if hasattr(one, "cx"))


def test_the_school_is_the_middle_and_the_dot_stands_at_its_side() -> None:
    lower, none, higher = (difference(points - 10, points, points + 10, 268, 44) for points in (-25, 0, 25))
    assert middle(lower) < middle(none) == 134 < middle(higher)
    assert words(none) == ["−40", "−20", "school", "+20", "+40"]


def test_an_interval_that_reaches_far_widens_the_axis() -> None:
    assert words(difference(-75, -20, 8, 268, 44)) == ["−80", "−40", "school", "+40", "+80"]


def test_a_column_is_filled_by_its_share() -> None:
    drawing = rounds(
        [RoundBar("ronde 1", "25-26", 0.5, "3 van 6"), RoundBar("ronde 2", "25-26", 0, "0 van 6")], 268, 112
    )
    filled = [
        one.height for one in drawing.contents if getattr(one, "fillColor", None) == HexColor(PAPER.levels[2])
    ]
    (whole, _) = (
        one.height for one in drawing.contents if getattr(one, "fillColor", None) == HexColor(PAPER.hidden)
    )
    assert filled == [whole / 2]
    assert {"3 van 6", "0 van 6", "ronde 1", "ronde 2", "25-26"} <= set(words(drawing))


def test_a_new_text_breaks_the_rounds_and_a_hidden_round_has_no_figure() -> None:
    bars = [
        RoundBar("ronde 1", "24-25", None, ""),
        RoundBar("ronde 2", "24-25", 0.25, "1 van 4", new_wording=True),
    ]
    shown = words(rounds(bars, 268, 112))
    assert "nieuwe tekst" in shown
    assert [one for one in shown if re.search(r"\d van \d", one)] == ["1 van 4"]
    assert "–" in shown
    assert "nieuwe tekst" not in words(rounds(bars[1:], 268, 112)), "nothing before it to be compared with"


def test_words_in_the_place_of_a_figure_are_broken_over_lines() -> None:
    shown = words(rounds([RoundBar("ronde 1", "25-26", None, "alle of bijna alle")] * 4, 268, 112))
    assert "–" not in shown
    assert " ".join(one for one in shown if "ronde" not in one and "25-26" not in one).count("bijna") == 4


def test_only_the_last_rounds_are_drawn() -> None:
    bars = [RoundBar(f"ronde {number}", "25-26", 0.5, "1 van 2") for number in range(1, 10)]
    assert [one for one in words(rounds(bars, 268, 112)) if one.startswith("ronde")] == [
        f"ronde {number}" for number in range(10 - MOST_ROUNDS, 10)
    ]
