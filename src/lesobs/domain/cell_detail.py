"""This file is what is told beside one cell of a picture: the difference with the school, and the rounds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lesobs.domain.answers import GoingOn, always
from lesobs.domain.lesson_sets import LessonSet
from lesobs.domain.narrowing import Narrowing, Split, Wanted
from lesobs.domain.picture import Cell, PictureFilter
from lesobs.domain.picture_building import Told, cell_of, place_of, plain, told
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.small_groups import WHOLE_SCHOOL, Veil
from lesobs.domain.uncertainty import Difference, Lessons, difference, difference_with_whole

YEARS_BEFORE = 2
"""How many school years before those that were asked for the rounds go back."""


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A round, the school years it has days of, and the wordings of the indicator that were scored in it."""

    key: str
    title: str
    years: tuple[SchoolYear, ...]
    versions: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class RoundCell:
    """One group on one indicator in one round. A cell of no lessons is told as such only where the group is
    told in that school year; `new_wording`: the indicator was worded otherwise in the round before."""

    key: str
    title: str
    year: str
    cell: Cell
    new_wording: bool = False

    @property
    def words(self) -> str:
        """`3 van 9`, or what stands in its place: `niet gescoord`, or nothing when it is hidden."""
        if self.cell.tally is None:
            return self.cell.words
        scored = self.cell.tally.scored
        return f"{self.cell.tally.high} van {scored}" if scored else "niet gescoord"


@dataclass(frozen=True, slots=True)
class RoundChange:
    """The last two rounds with figures. `difference` is how much higher the later one is; None when the
    indicator was worded anew between them, since these figures are about different things."""

    earlier: RoundCell
    later: RoundCell
    difference: Difference | None

    @property
    def sentence(self) -> str:
        """What may be said, without an arrow."""
        between = f"Tussen {_named(self.earlier)} en {_named(self.later)}"
        if self.difference is None:
            return f"{between} kreeg de indicator een nieuwe tekst. Vergelijk de rondes dus niet."
        return f"{between}: {self.difference.verdict.word}."


@dataclass(frozen=True, slots=True)
class CellDetail:
    """What stands beside a cell. Everything in it keeps to the rule for small groups.

    `beside_school` is None when the cell or that of the whole school is veiled or empty, and for the whole
    school itself. `rounds` are those of the years asked for and up to YEARS_BEFORE before, from the first
    with figures on. `change` is None with fewer than two rounds with figures.
    """

    beside_school: Difference | None
    rounds: tuple[RoundCell, ...]
    change: RoundChange | None


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of a picture: the question, the key of the row, and the scores on the column's indicator in
    each school year that has any."""

    question: PictureFilter
    group: str
    smallest: int
    years: Mapping[SchoolYear, Narrowing]


def cell_detail(place: Place, rounds: Sequence[RoundFacts], going_on: GoingOn = always) -> CellDetail:
    """What is told beside a cell; `rounds` in order of time. An exception from `going_on` stops the work."""
    breaks = _breaks(rounds)
    found = []
    for one in rounds:
        known = _in_round(place, one, going_on)
        cell = RoundCell(one.key, one.title, one.years[0].name, cell_of(known), one.key in breaks)
        found.append((cell, _lessons(plain(known))))
    asked = {one.key for one in rounds if set(one.years) & set(place.question.years)}
    first = next((at for at, (cell, has) in enumerate(found) if has or cell.key in asked), len(found))
    return CellDetail(
        beside_school=_beside_school(place, going_on),
        rounds=tuple(cell for cell, _ in found[first:]),
        change=_change(found, place.smallest, going_on),
    )


def compare_years(place: Place, earlier: Iterable[SchoolYear]) -> Difference | None:
    """How much higher the share of the years asked for is than that of earlier ones; None when either is
    veiled or empty. The filter is the same for both, so that one for a round leaves nothing to compare."""
    now, before = (plain(_told(place, years)) for years in (place.question.years, earlier))
    if not now or not before:
        return None
    return difference(_lessons(now), _lessons(before), place.smallest)


def told_cell(place: Place) -> tuple[Cell, int | None]:
    """What the picture tells in a cell, and of how many teachers that is; None while it is veiled."""
    known = _told(place, place.question.years)
    cell = cell_of(known)
    return cell, None if cell.tally is None else len(_lessons(plain(known)))


def compare(now: Place, then: Place) -> Difference | None:
    """How much higher the share is now; None when either is veiled or empty, or they share lessons."""
    here, there = (plain(_told(place, place.question.years)) for place in (now, then))
    if not here or not there or any(lessons & there.get(year, 0) for year, lessons in here.items()):
        return None
    return difference(_lessons(here), _lessons(there), now.smallest)


def compare_with(now: Place, then: Lessons) -> Difference | None:
    """How much higher the share is than it was in these lessons; None when the cell is veiled or empty."""
    found = plain(_told(now, now.question.years))
    return difference(_lessons(found), then, now.smallest) if found and then else None


def _told(
    place: Place, years: Iterable[SchoolYear], only: Wanted | None = None, going_on: GoingOn = always
) -> Told:
    """What is told of a place in these years; `only` takes the place of what was asked of a split."""
    unit, wanted = place_of(place.question, place.group)
    found = (place.years[year] for year in years if year in place.years)
    return told(found, unit, {**wanted, **(only or {})}, going_on)


def _beside_school(place: Place, going_on: GoingOn) -> Difference | None:
    part = plain(_told(place, place.question.years, going_on=going_on))
    years = (place.years[year] for year in place.question.years if year in place.years)
    whole = plain(told(years, WHOLE_SCHOOL, place.question.wanted, going_on))
    rest = {year: left for year, lessons in whole.items() if (left := lessons & ~part.get(year, 0))}
    if not part or not rest:
        return None
    going_on()
    return difference_with_whole(_lessons(part), _lessons(rest), place.smallest)


def _in_round(place: Place, one: RoundFacts, going_on: GoingOn) -> Told:
    """What is told of one round, whatever its months. That nobody scored is told only of a group that is told
    in that year: of a smaller one it would be news about its few members."""
    unit, _ = place_of(place.question, place.group)
    whole = replace(place, question=_without_months(place.question))
    known = dict(_told(whole, one.years, {Split.ROUND: frozenset({one.key})}, going_on))
    for year in (place.years[year] for year in one.years if year in place.years):
        if unit in year.veils or not year.lessons_of(unit):
            known.setdefault(year, Veil.HIDDEN)
    return known


def _without_months(question: PictureFilter) -> PictureFilter:
    """The same question about all months."""
    others: Wanted = {split: labels for split, labels in question.wanted.items() if split is not Split.MONTH}
    return replace(question, wanted=others)


def _lessons(years: Mapping[Narrowing, LessonSet]) -> Lessons:
    found: dict[str, tuple[int, int]] = {}
    for year, lessons in years.items():
        for teacher, (high, scored) in year.by_teacher(lessons).items():
            before, of = found.get(teacher, (0, 0))
            found[teacher] = before + high, of + scored
    return found


def _breaks(rounds: Iterable[RoundFacts]) -> frozenset[str]:
    """The rounds in which the indicator was worded otherwise, for all or some, than in the one before."""
    found, before = set(), frozenset[int]()
    for one in rounds:
        if one.versions:
            if before and one.versions != before:
                found.add(one.key)
            before = one.versions
    return frozenset(found)


def _change(
    rounds: Sequence[tuple[RoundCell, Lessons]], smallest: int, going_on: GoingOn
) -> RoundChange | None:
    places = [at for at, (_, lessons) in enumerate(rounds) if lessons]
    if len(places) < 2:
        return None
    (earlier, before), (later, now) = (rounds[at] for at in places[-2:])
    between = rounds[places[-2] + 1 : places[-1] + 1]
    going_on()
    reworded = any(cell.new_wording for cell, _ in between)
    return RoundChange(earlier, later, None if reworded else difference(now, before, smallest))


def _named(one: RoundCell) -> str:
    return f"{one.title} ({one.year})"
