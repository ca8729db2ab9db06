"""This file is the picture: what is asked, and the rows and cells in which it is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from lesobs.domain.dutch import count, listed
from lesobs.domain.month import Period
from lesobs.domain.narrowing import Split
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.small_groups import WHOLE_SCHOOL, Veil
from lesobs.domain.tally import Tally

SMALLEST_GROUP = 3
USUAL_GROUP = 5
WITHOUT_APPRAISALS = "zonder beoordelingsbezoeken"


class Grouping(StrEnum):
    """What the rows of a picture are."""

    SECTION = "section"
    CLUSTER = "cluster"
    DEPARTMENT = "department"
    YEAR_LEVEL = "year_level"

    @property
    def word(self) -> str:
        return {
            "section": "Secties",
            "cluster": "Clusters",
            "department": "Afdelingen",
            "year_level": "Leerjaren",
        }[self.value]


@dataclass(frozen=True, slots=True)
class PictureFilter:
    """What is asked of a picture: its school years (in a row), its rows, and which lessons count.

    `wanted` gives the labels to keep of each split that lessons are chosen by: ids of rounds and departments,
    keys of instruments, codes of forms and purposes, numbers of year levels, and `ja` or `nee` for announced.
    """

    years: tuple[SchoolYear, ...]
    rows: Grouping = Grouping.SECTION
    wanted: Mapping[Split, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """A section, cluster or the whole school as a row of a picture."""

    key: str
    name: str
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class PictureIndicator:
    """A column of a picture."""

    key: str
    code: str
    title: str
    part: str
    watched: str
    question: str
    retired: bool = False
    """Whether no kijkwijzer in use has it any more: newer lessons are not scored on it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One group on one indicator. `tally` is None when the small-group rule veils it, and `veil` says how."""

    tally: Tally | None
    veil: Veil | None = None
    last_on: date | None = None
    """The day it was last scored; None as long as the figure is veiled."""
    nearest: Period | None = None
    """When it is hidden in the months that were asked for: those nearest to them in which it is told."""

    @property
    def hidden(self) -> bool:
        """Whether nothing is told, not even in words."""
        return self.tally is None and self.words == ""

    @property
    def words(self) -> str:
        """What is told in the place of figures; empty when there are figures, or nothing is told."""
        return self.veil.words if self.veil is not None else ""

    @property
    def sign(self) -> tuple[str, int] | None:
        """The word in a cell of a heat map, `geen` or `alle`, and its heat band; None when there are
        figures, or nothing is told."""
        return {Veil.NEARLY_NONE: ("geen", 1), Veil.NEARLY_ALL: ("alle", 5)}.get(self.veil or Veil.HIDDEN)


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A group with its counts; when `hidden` (too few teachers) the counts are None and every cell hidden."""

    group: Group
    lessons: int | None
    teachers: int | None
    observers: int | None
    cells: tuple[Cell, ...]

    @property
    def hidden(self) -> bool:
        return self.teachers is None

    @property
    def sentence(self) -> str:
        """`13 lessen van 8 docenten door 4 waarnemers`."""
        if self.lessons is None or self.teachers is None or self.observers is None:
            return "te weinig docenten om cijfers te tonen"
        return (
            f"{count(self.lessons, 'les', 'lessen')} van {count(self.teachers, 'docent', 'docenten')} "
            f"door {count(self.observers, 'waarnemer', 'waarnemers')}"
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of one school year or more: rows of groups, and the whole school.

    `asked` tells in words which lessons were chosen, as in `ronde 1, alleen havo`; empty when all count.
    """

    year: str
    smallest: int
    indicators: tuple[PictureIndicator, ...]
    rows: tuple[PictureRow, ...]
    total: PictureRow
    asked: str = ""

    @property
    def sentence(self) -> str:
        """What the figures stand on, as a sentence above them."""
        what = self.total.sentence if self.total.lessons != 0 else "Geen lessen"
        said = ", ".join(part for part in (what, self.year, self.asked, WITHOUT_APPRAISALS) if part)
        return f"{said[0].upper()}{said[1:]}."

    @property
    def hidden_sentence(self) -> str:
        """Why rows and cells are empty."""
        return (
            f"Bij minder dan {self.smallest} docenten tonen we geen cijfers, en ook niet waar die uit andere "
            "cijfers te berekenen zijn."
        )

    def row(self, name: str) -> PictureRow | None:
        """The row of a group by its name, whatever its capitals; None when there is no such row."""
        wanted = name.strip().casefold()
        return next((row for row in (*self.rows, self.total) if row.group.name.casefold() == wanted), None)


def explain_hidden(row: PictureRow, smallest: int) -> str:
    """The sentence in the place of a hidden row."""
    if row.group.key == WHOLE_SCHOOL:
        return f"Minder dan {smallest} docenten bezocht: geen cijfers."
    way_out = "Samenvoegen? Kies clusters." if row.group.cluster else "Telt alleen mee bij de hele school."
    return f"Minder dan {smallest} docenten bezocht: geen cijfers. {way_out}"


def hidden_names(rows: Iterable[PictureRow]) -> str:
    """`Klassieke talen en Kunst en muziek`: the groups without figures."""
    return listed(row.group.name for row in rows if row.hidden)
