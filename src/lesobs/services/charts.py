"""This file is the charts for the screen: the drawings of the papers, as SVG in the colours of the window."""

from lesobs.domain.tally import Tally
from lesobs.reports.charts import Palette, distribution, svg

__all__ = ["Palette", "distribution_svg"]


def distribution_svg(tally: Tally, width: float, height: float, palette: Palette) -> bytes:
    """How many lessons were at 1, 2, 3, 4 and n.v.t., as a bar of this size in logical pixels."""
    return svg(distribution(tally, width, height, palette=palette))
