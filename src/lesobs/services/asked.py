"""This file is how the school file keeps what a picture was asked, and which of its rows was meant."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lesobs.domain.errors import RuleBroken
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Grouping, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.small_groups import WHOLE_SCHOOL


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the key of the row in its answer."""

    question: PictureFilter
    group: str

    @property
    def cluster(self) -> str:
        """The name of the cluster that was the row, if it was one (or a section outside any); else empty."""
        return self.group if self.question.rows is Grouping.CLUSTER and self.group != WHOLE_SCHOOL else ""


def asked_to(asked: Asked) -> dict[str, Any]:
    """What was asked, as the school file keeps it."""
    question = asked.question
    return {
        "years": [year.name for year in question.years],
        "rows": str(question.rows),
        "group": asked.group,
        "wanted": {str(split): sorted(labels) for split, labels in question.wanted.items()},
    }


def asked_from(kept: Mapping[str, Any] | None) -> Asked | None:
    """The reverse of asked_to; None when nothing was kept, or nothing that this program can ask."""
    if not kept:
        return None
    try:
        years = tuple(SchoolYear.named(name) for name in kept["years"])
        wanted = {Split(split): frozenset(labels) for split, labels in kept["wanted"].items()}
        question = PictureFilter(years, Grouping(kept["rows"]), wanted)
        return Asked(question, str(kept["group"])) if years else None
    except (KeyError, TypeError, ValueError, AttributeError, RuleBroken):
        return None
