"""This file is the picture: visits added up per group and indicator, and how small groups are protected."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lesobs.domain.dutch import count, listed

SMALLEST_GROUP = 3
USUAL_GROUP = 5
WHOLE_SCHOOL = "Hele school"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many lessons were scored 1, 2, 3 and 4, and how many times an indicator did not apply."""

    levels: tuple[int, int, int, int] = (0, 0, 0, 0)
    not_applicable: int = 0

    @property
    def scored(self) -> int:
        return sum(self.levels)

    @property
    def high(self) -> int:
        """Lessons at 3 or 4."""
        return self.levels[2] + self.levels[3]

    @property
    def percent(self) -> int | None:
        """Share of the scored lessons at 3 or 4, in whole percents; None when nothing was scored."""
        return (200 * self.high + self.scored) // (2 * self.scored) if self.scored else None

    def __add__(self, other: "Tally") -> "Tally":
        one, two, three, four = (a + b for a, b in zip(self.levels, other.levels, strict=True))
        return Tally((one, two, three, four), self.not_applicable + other.not_applicable)


def heat_band(percent: int) -> int:
    """The band 1 to 5 of a share: below 20, 40, 60 and 80 percent, and up."""
    return 1 + sum(percent >= edge for edge in (20, 40, 60, 80))


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
    """One group on one indicator. `tally` is None when the small-group rule hides it."""

    tally: Tally | None

    @property
    def hidden(self) -> bool:
        return self.tally is None


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
    teachers: dict[str, dict[str, frozenset[str]]] = {indicator.key: {} for indicator in indicators}
    for line in counted.values():
        if line.indicator in teachers:
            teachers[line.indicator][line.section] = line.teachers
    hidden = {key: hidden_groups(people, clusters, smallest) for key, people in teachers.items()}

    def cell(group: Group, members: frozenset[str], indicator: str) -> Cell:
        if group.key in hidden[indicator]:
            return Cell(None)
        found = (counted.get((member, indicator)) for member in members)
        return Cell(sum((line.tally for line in found if line is not None), Tally()))

    def row(group: Group, members: frozenset[str]) -> PictureRow:
        mine = [line for line in seen if line.section in members]
        people = _all_of(line.teachers for line in mine)
        if 0 < len(people) < smallest:
            return PictureRow(group, None, None, None, tuple(Cell(None) for _ in indicators))
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


def hidden_groups(
    teachers: Mapping[str, frozenset[str]], clusters: Mapping[str, str | None], smallest: int
) -> frozenset[str]:
    """The sections, clusters and WHOLE_SCHOOL whose figure on one indicator must stay hidden.

    `teachers` gives the distinct teachers per section. A group with fewer than `smallest` of them is hidden;
    then more groups are hidden, smallest first, until whatever can be found by subtracting shown figures from
    one another is about at least `smallest` teachers (complementary suppression).
    """
    everyone = _union(teachers, teachers)
    cluster_sections: dict[str, list[str]] = defaultdict(list)
    for section in teachers:
        cluster_sections[clusters.get(section) or section].append(section)
    if len(everyone) < smallest:
        return frozenset({WHOLE_SCHOOL, *teachers, *cluster_sections})

    people = {top: _union(teachers, sections) for top, sections in cluster_sections.items()}
    hidden = {key for source in (teachers, people) for key, who in source.items() if len(who) < smallest}
    _hide_until_safe(hidden, list(people), people, smallest)
    hidden |= {section for section in teachers if section in hidden and section in people}
    for top, sections in cluster_sections.items():
        if top not in hidden:
            _hide_until_safe(hidden, sections, teachers, smallest)
    loose = [section for top in hidden & set(cluster_sections) for section in cluster_sections[top]]
    _hide_until_safe(hidden, loose, teachers, smallest)
    return frozenset(hidden)


def _hide_until_safe(
    hidden: set[str], family: Sequence[str], teachers: Mapping[str, frozenset[str]], smallest: int
) -> None:
    """Hide members of a family whose total can be known, until the hidden ones together are a group."""
    while (mine := [key for key in family if key in hidden]) and len(_union(teachers, mine)) < smallest:
        shown = [key for key in family if key not in hidden]
        if not shown:
            return
        hidden.add(min(shown, key=lambda key: (len(teachers[key]), key)))


def _union(teachers: Mapping[str, frozenset[str]], keys: Iterable[str]) -> frozenset[str]:
    return _all_of(teachers[key] for key in keys)


def _all_of(groups: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*groups)


def explain_hidden(row: PictureRow, smallest: int) -> str:
    """The sentence in the place of a hidden row."""
    way_out = "Samenvoegen? Kies clusters." if row.group.cluster else "Telt alleen mee bij de hele school."
    return f"Minder dan {smallest} docenten bezocht: geen cijfers. {way_out}"


def hidden_names(rows: Iterable[PictureRow]) -> str:
    """`Klassieke talen en Kunst en muziek`: the groups without figures."""
    return listed(row.group.name for row in rows if row.hidden)
