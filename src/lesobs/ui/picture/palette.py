"""This file is the colours of a chart as the window wears them."""

from lesobs.services.charts import Palette
from lesobs.ui.look import theme


def chart_palette() -> Palette:
    """The palette of the theme that is worn now."""
    worn = theme()
    levels, texts = worn.levels, worn.level_texts
    return Palette(
        ink=worn.ink,
        mute=worn.mute,
        levels=(levels[1], levels[2], levels[3], levels[4]),
        on_levels=(texts[1], texts[2], texts[3], texts[4]),
        not_applicable=levels[0],
        on_not_applicable=texts[0],
        hidden=worn.sunk,
        hatch=worn.hatch,
        edge=None,
    )
