"""This file is how the school file keeps the counts of a cell of a picture."""

from collections.abc import Mapping
from typing import Any

from lesobs.domain.tally import Tally


def tally_to(tally: Tally) -> dict[str, Any]:
    """Counts as the school file keeps them."""
    return {"levels": list(tally.levels), "not_applicable": tally.not_applicable}


def tally_from(counts: Mapping[str, Any]) -> Tally:
    """The reverse of tally_to; an empty mapping is an empty tally."""
    one, two, three, four = counts.get("levels", (0, 0, 0, 0))
    return Tally((one, two, three, four), counts.get("not_applicable", 0))
