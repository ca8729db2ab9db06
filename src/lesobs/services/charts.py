"""This file is the charts for the screen: the drawings of the papers, as SVG in the colours of the window."""

import re
from collections.abc import Sequence

from reportlab.graphics.shapes import Drawing

from lesobs.domain.cell_detail import RoundCell
from lesobs.domain.tally import Tally
from lesobs.domain.uncertainty import Difference
from lesobs.reports import comparison_charts
from lesobs.reports.charts import Palette, distribution, svg
from lesobs.reports.comparison_charts import RoundBar

__all__ = ["Palette", "difference_svg", "distribution_svg", "load", "rounds_svg"]


def load() -> None:
    """Load all that draws for the screen, which takes a while; else the first drawing waits for it."""
    svg(Drawing(1, 1))


def distribution_svg(tally: Tally, width: float, height: float, palette: Palette) -> bytes:
    """How many lessons were at 1, 2, 3, 4 and n.v.t., as a bar of this size in logical pixels."""
    return svg(distribution(tally, width, height, palette=palette))


def difference_svg(found: Difference, width: float, height: float, palette: Palette) -> bytes:
    """How much higher a share is than that of the school, and between which bounds. It must have these."""
    low, points, high = found.low, found.points, found.high
    assert low is not None and points is not None and high is not None
    return svg(comparison_charts.difference(low, points, high, width, height, palette=palette))


def rounds_svg(cells: Sequence[RoundCell], width: float, height: float, palette: Palette) -> bytes:
    """The share in each round as columns, with a break where the indicator was worded anew."""
    return svg(comparison_charts.rounds([_bar(one) for one in cells], width, height, palette=palette))


def _bar(one: RoundCell) -> RoundBar:
    tally = one.cell.tally
    share = tally.high / tally.scored if tally is not None and tally.scored else None
    years = re.sub(r"\b20(\d\d)\b", r"\1", one.year)
    return RoundBar(one.title.lower(), years, share, one.words, one.new_wording)
