"""This file is the place of one cell of a picture, as pages tell each other to show it."""

from dataclasses import dataclass
from urllib.parse import quote, unquote

from lesobs.domain.picture import Grouping
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.small_groups import WHOLE_SCHOOL


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell by its school year, its row, by the key the picture gives it, and its indicator."""

    year: str
    indicator: str
    group: str = WHOLE_SCHOOL
    rows: Grouping = Grouping.SECTION

    @property
    def item(self) -> str:
        """`cell:2026-2027:cluster:Talen:op3.klimaat.sfeer`; a group may be called anything."""
        return f"cell:{self.year}:{self.rows}:{quote(self.group, safe='')}:{self.indicator}"

    @property
    def school_year(self) -> SchoolYear:
        return SchoolYear.named(self.year)

    @classmethod
    def of(cls, item: str) -> "CellPlace":
        """The reverse of `item`."""
        _, year, rows, group, indicator = item.split(":", 4)
        return cls(year, indicator, unquote(group), Grouping(rows))
