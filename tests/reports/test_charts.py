"""This file is the tests of the charts: counts inside, nothing where hidden, SVG in a theme's colours."""

import re
from xml.etree import ElementTree

from reportlab.graphics.shapes import Drawing, Group, Rect, String

from lesobs.domain.tally import Tally, heat_band
from lesobs.reports.charts import (
    BarRow,
    ListShape,
    Palette,
    bar_list,
    distribution,
    figure,
    hatch_lines,
    heat_colors,
    legend,
    longest,
    svg,
)


def strings(shape: Drawing | Group) -> list[str]:
    found: list[str] = []
    for child in shape.contents:
        found += [child.text] if isinstance(child, String) else []
        found += strings(child) if isinstance(child, Group) else []
    return found


def boxes(shape: Drawing | Group) -> list[Rect]:
    found: list[Rect] = []
    for child in shape.contents:
        found += [child] if isinstance(child, Rect) else []
        found += boxes(child) if isinstance(child, Group) else []
    return found


def test_a_bar_shows_each_count_and_is_as_long_as_its_lessons() -> None:
    bar = distribution(Tally((1, 0, 6, 3), 2), 240, 16, scale=24)
    assert strings(bar) == ["1", "6", "3", "2"]
    assert round(sum(box.width for box in boxes(bar)), 3) == 120


def test_a_single_lesson_among_hundreds_still_shows_its_number_inside() -> None:
    bar = distribution(Tally((1, 0, 240, 1), 0), 200, 11)
    narrow = min(boxes(bar), key=lambda box: box.width)
    assert strings(bar) == ["1", "240", "1"]
    assert narrow.width > 8
    assert round(sum(box.width for box in boxes(bar)), 3) == 200


def test_a_hidden_bar_has_no_figure_and_an_empty_one_has_nothing() -> None:
    assert strings(distribution(None, 200, 11)) == ["–"]
    assert strings(distribution(Tally(), 200, 11)) == []
    assert figure(None) == "–"
    assert figure(Tally()) == ""
    assert figure(Tally((1, 1, 3, 4), 2)) == "7 van 9"


def test_a_list_stands_in_the_order_given_on_one_scale() -> None:
    rows = [BarRow("A1", "Sfeer", Tally((0, 0, 4, 4))), BarRow("A2", "Veilig", None, "55 van 63")]
    drawing = bar_list(rows, ListShape(500), scale=longest(row.tally for row in rows))
    found = strings(drawing)
    assert found.index("A1") < found.index("A2")
    assert "8 van 8" in found
    assert "55 van 63" in found
    assert drawing.height == 30


def test_the_scale_counts_lessons_where_it_did_not_apply() -> None:
    assert longest([None, Tally((1, 1, 1, 1), 5), Tally((2, 2, 2, 2))]) == 9
    assert longest([None]) == 0


def test_every_level_is_named_in_the_legend() -> None:
    assert strings(legend(500))[1::2] == ["niet zichtbaar", "in aanzet", "zichtbaar", "zichtbaar en werkzaam"]
    assert strings(legend(500))[-1] == "n.v.t."
    assert legend(200).height > legend(500).height


def test_svg_has_the_colours_and_type_of_the_window() -> None:
    theme = Palette(levels=("#FF0080", "#000000", "#000000", "#000000"), edge=None)
    drawn = svg(
        bar_list([BarRow("A1", "Veilig <b>&</b> → Đặng", Tally((5, 0, 0, 0)))], ListShape(500), palette=theme)
    )
    tree = ElementTree.fromstring(drawn)
    assert "Đặng" in "".join(tree.itertext())
    assert "<b>&</b>" in "".join(tree.itertext())
    said = drawn.decode()
    assert "rgb(100%,0%,50%)" in said
    assert set(re.findall(r"font-family: ([\w ]+)", said)) <= {"Open Sans", "DejaVu Sans"}


def test_hatching_stays_within_its_rectangle() -> None:
    for x1, y1, x2, y2 in hatch_lines(10.5, -3, 40, 12, 4):
        assert 10.5 <= x1 <= x2 <= 50.5
        assert -3 - 1e-9 <= y1 <= y2 <= 9 + 1e-9
        assert round(x2 - x1, 6) == round(y2 - y1, 6)


def test_heat_has_five_steps_and_begins_each_at_its_bound() -> None:
    assert [heat_colors(heat_band(p))[0] for p in (0, 19, 20, 40, 60, 79, 80, 100)] == [
        Palette().heat[step] for step in (0, 0, 1, 2, 3, 3, 4, 4)
    ]
