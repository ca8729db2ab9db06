"""This file is the picture: visits added up per group and indicator, and how small groups are protected."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lesobs.domain.dutch import count, listed
from lesobs.domain.small_groups import WHOLE_SCHOOL, GroupFigure, Veil, veils
from lesobs.domain.tally import Tally

SMALLEST_GROUP = 3
USUAL_GROUP = 5


@dataclass(frozen=True, slots=True)
class Group:
    """A section, cluster or the whole school as a row of a picture."""

    key: str
    name: str
    cluster: str | None = None


@dataclass(frozen=True, slots=True)
class SectionTally:
    """The scores of one section's lessons on one indicator, and the teachers whose lessons they were."""

    section: str
    indicator: str
    teachers: frozenset[str]
    tally: Tally

    @property
    def figure(self) -> GroupFigure:
        return GroupFigure(self.teachers, self.tally.scored, self.tally.high)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many lessons were seen in one section, of which teachers, by which observers."""

    section: str
    lessons: int
    teachers: frozenset[str]
    observers: frozenset[str]


@dataclass(frozen=True, slots=True)
class PictureIndicator:
    """A column of a picture."""

    key: str
    code: str
    title: str
    part: str
    watched: str
    question: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One group on one indicator. `tally` is None when the small-group rule veils it, and `veil` says how."""

    tally: Tally | None
    veil: Veil | None = None

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
    """A picture of one school year: rows are sections or clusters, the last is the whole school."""

    year: str
    smallest: int
    indicators: tuple[PictureIndicator, ...]
    rows: tuple[PictureRow, ...]
    total: PictureRow

    @property
    def sentence(self) -> str:
        """What the figures stand on, as a sentence above them."""
        if self.total.lessons == 0:
            return f"Nog geen lessen in {self.year}, zonder beoordelingsbezoeken."
        return f"{self.total.sentence}, {self.year}, zonder beoordelingsbezoeken."

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


def build_picture(
    year: str,
    smallest: int,
    sections: Sequence[Group],
    indicators: Sequence[PictureIndicator],
    tallies: Iterable[SectionTally],
    coverage: Iterable[Coverage],
    *,
    by_cluster: bool = False,
) -> Picture:
    """Add up the tallies per section or cluster, and hide what the small-group rule forbids to show.

    Sections without lessons are left out. Protection always looks at sections, clusters and the whole school
    together, so that no view gives away what another one hides.
    """
    counted = {(line.section, line.indicator): line for line in tallies}
    seen = list(coverage)
    clusters = {section.key: section.cluster for section in sections}
    figures: dict[str, dict[str, GroupFigure]] = {indicator.key: {} for indicator in indicators}
    for line in counted.values():
        if line.indicator in figures:
            figures[line.indicator][line.section] = line.figure
    veiled = {key: veils(found, clusters, smallest) for key, found in figures.items()}

    def cell(group: Group, members: frozenset[str], indicator: str) -> Cell:
        if veil := veiled[indicator].get(group.key):
            return Cell(None, veil)
        found = (counted.get((member, indicator)) for member in members)
        return Cell(sum((line.tally for line in found if line is not None), Tally()))

    def row(group: Group, members: frozenset[str]) -> PictureRow:
        mine = [line for line in seen if line.section in members]
        people = _all_of(line.teachers for line in mine)
        if 0 < len(people) < smallest:
            return PictureRow(group, None, None, None, tuple(Cell(None, Veil.HIDDEN) for _ in indicators))
        lessons = sum(line.lessons for line in mine)
        observers = _all_of(line.observers for line in mine)
        cells = tuple(cell(group, members, indicator.key) for indicator in indicators)
        return PictureRow(group, lessons, len(people), len(observers), cells)

    groups = _clusters_of(sections) if by_cluster else [(s, frozenset({s.key})) for s in sections]
    visited = {line.section for line in seen}
    return Picture(
        year=year,
        smallest=smallest,
        indicators=tuple(indicators),
        rows=tuple(row(group, members) for group, members in groups if members & visited),
        total=row(Group(WHOLE_SCHOOL, WHOLE_SCHOOL), frozenset(clusters)),
    )


def _clusters_of(sections: Sequence[Group]) -> list[tuple[Group, frozenset[str]]]:
    """Each cluster with its sections; a section without a cluster stands for itself."""
    members: dict[str, set[str]] = defaultdict(set)
    groups: dict[str, Group] = {}
    for section in sections:
        key = section.cluster or section.key
        groups.setdefault(key, Group(key, section.cluster or section.name))
        members[key].add(section.key)
    return [(group, frozenset(members[key])) for key, group in groups.items()]


def _all_of(groups: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*groups)


def explain_hidden(row: PictureRow, smallest: int) -> str:
    """The sentence in the place of a hidden row."""
    way_out = "Samenvoegen? Kies clusters." if row.group.cluster else "Telt alleen mee bij de hele school."
    return f"Minder dan {smallest} docenten bezocht: geen cijfers. {way_out}"


def hidden_names(rows: Iterable[PictureRow]) -> str:
    """`Klassieke talen en Kunst en muziek`: the groups without figures."""
    return listed(row.group.name for row in rows if row.hidden)
