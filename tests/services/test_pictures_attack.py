"""An attacker asks the example school for every picture, adds and subtracts, and finds no hidden cell."""

import json
import shutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

import pytest
from tests.domain.linear import KnownSums

from lesobs.domain.month import from_to
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Cell, Grouping, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.small_groups import WHOLE_SCHOOL
from lesobs.domain.tally import Tally
from lesobs.services.demo import EXAMPLE_DAY
from lesobs.services.school import School

YEAR, NEXT = SchoolYear(2025), SchoolYear(2026)
SMALLEST = 5


@dataclass(frozen=True)
class Rated:
    """One lesson on one indicator, as the exported ratings tell it."""

    year: SchoolYear
    section: str
    cluster: str
    teacher: str
    level: int
    labels: Mapping[Split, str]


class Lessons:
    """All lessons on one indicator; some of them are a number, with a bit for each."""

    def __init__(self, rated: list[Rated]) -> None:
        self.rated = rated
        self._having: dict[object, int] = defaultdict(int)
        self.levels = sum(1 << place for place, one in enumerate(rated) if one.level)
        """Those that had a level: the others are in no share."""
        for place, one in enumerate(rated):
            keys = (one.section, one.cluster or one.section, WHOLE_SCHOOL, one.year, *one.labels.items())
            for key in dict.fromkeys(keys):
                self._having[key] |= 1 << place

    def of(self, question: PictureFilter, group: str) -> int:
        """Those in the cell of a group."""
        in_years = self._any_of(question.years)
        split = {Grouping.DEPARTMENT: Split.DEPARTMENT, Grouping.YEAR_LEVEL: Split.YEAR_LEVEL}.get(
            question.rows
        )
        key: object = group if split is None or group == WHOLE_SCHOOL else (split, group)
        found = in_years & self._having.get(key, 0)
        for of, labels in question.wanted.items():
            found &= self._any_of((of, label) for label in labels)
        return found

    def choices(self, split: Split) -> Iterator[tuple[object, int]]:
        """One or several labels of a split, but not all."""
        labels = sorted({one.labels[split] for one in self.rated})
        for size in range(1, len(labels)):
            for chosen in combinations(labels, size):
                yield (split, chosen), self._any_of((split, label) for label in chosen)

    def periods(self) -> Iterator[tuple[object, int]]:
        """One or several months that follow each other."""
        months = sorted({one.labels[Split.MONTH] for one in self.rated if one.year == YEAR})
        for first, last in combinations(range(len(months) + 1), 2):
            yield (months[first:last]), self._any_of((Split.MONTH, one) for one in months[first:last])

    def some(self, lessons: int) -> list[Rated]:
        return [one for place, one in enumerate(self.rated) if lessons >> place & 1]

    def teachers(self, lessons: int) -> int:
        """Those who had a level; where nobody had, those with n.v.t."""
        some = self.some(lessons)
        return len({one.teacher for one in some if one.level} or {one.teacher for one in some})

    def tally(self, lessons: int) -> Tally:
        levels = [one.level for one in self.some(lessons)]
        one, two, three, four, none = (levels.count(level) for level in (1, 2, 3, 4, 0))
        return Tally((one, two, three, four), none)

    def _any_of(self, keys: object) -> int:
        found = 0
        for key in keys:  # type: ignore[attr-defined]
            found |= self._having.get(key, 0)
        return found


@dataclass(frozen=True)
class Answered:
    """A cell as it was told, and which lessons it is the sum of."""

    question: PictureFilter
    group: str
    cell: Cell
    lessons: int


@pytest.fixture(scope="module")
def school(example_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    path = Path(shutil.copy(example_once, tmp_path_factory.mktemp("attack")))
    with School.open(path, today=lambda: EXAMPLE_DAY) as opened:
        yield opened


@pytest.fixture(scope="module")
def rated(school: School, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Lessons]:
    """The lessons that may count, by the code of the indicator."""
    path = tmp_path_factory.mktemp("export") / "scores.json"
    school.exchange.export_ratings(path)
    visits = {line.id: line for line in school.visits.all()}
    sections = {line.name: line for line in school.people.sections()}
    levels = {line.name: line.year_level for line in school.people.classes()}
    choices = school.pictures.choices([YEAR, NEXT]).words
    label_of = {split: {word: label for label, word in words.items()} for split, words in choices.items()}
    found: dict[str, list[Rated]] = defaultdict(list)
    for line in json.loads(path.read_text(encoding="utf-8"))["ratings"]:
        visit = visits[line["visit_id"]]
        seen = line["state"] in ("visited", "discussed", "settled")
        if not seen or line["purpose"] == "appraisal" or line["second_observer"]:
            continue
        section = sections[line["section"]]
        round_said = f"{(line['round'] or '').lower()} ({line['school_year']})"
        labels = {
            Split.ROUND: label_of[Split.ROUND].get(round_said, "-"),
            Split.MONTH: line["held_on"][:7],
            Split.DEPARTMENT: label_of[Split.DEPARTMENT].get(line["department"], "-"),
            Split.FORM: "duo" if visit.duo_with else visit.kind,
            Split.PURPOSE: line["purpose"],
            Split.ANNOUNCED: "ja" if line["announced"] else "nee",
            Split.YEAR_LEVEL: str(levels.get(line["class_group"]) or "-"),
            Split.INSTRUMENT: line["instrument"],
        }
        year, level = SchoolYear.named(line["school_year"]), line["level"] or 0
        found[line["code"]].append(
            Rated(year, section.id, section.cluster or "", line["teacher_code"], level, labels)
        )
    return {code: Lessons(lessons) for code, lessons in found.items()}


@pytest.fixture(scope="module")
def answers(school: School, rated: dict[str, Lessons]) -> dict[str, list[Answered]]:
    """Every cell of every picture, by the code of the indicator; one of each, told if it is told anywhere."""
    found: dict[str, list[Answered]] = {code: [] for code in rated}
    for question in questions(school):
        picture = school.pictures.ask(question)
        for number, indicator in enumerate(picture.indicators):
            for row in (*picture.rows, picture.total):
                lessons = rated[indicator.code].of(question, row.group.key)
                found[indicator.code].append(Answered(question, row.group.key, row.cells[number], lessons))
    return found


def questions(school: School) -> Iterator[PictureFilter]:
    """All rows of one year, the next and both; all rows by each choice; sections by each two choices."""
    for years in ((YEAR,), (NEXT,), (YEAR, NEXT)):
        for rows in Grouping:
            yield PictureFilter(years, rows)
    words = school.pictures.choices([YEAR]).words
    choices = {split: [frozenset({label}) for label in labels] for split, labels in words.items()}
    months = combinations([*words[Split.MONTH]], 2)
    choices[Split.MONTH] += [frozenset(from_to(period)) for period in months]
    for split, labels in choices.items():
        for chosen, rows in product(labels, Grouping):
            yield PictureFilter((YEAR,), rows, {split: chosen})
    for (one, ones), (other, others) in combinations(choices.items(), 2):
        for first, second in product(ones, others):
            yield PictureFilter((YEAR,), Grouping.SECTION, {one: first, other: second})


def test_every_figure_is_what_the_exported_ratings_add_up_to(
    answers: dict[str, list[Answered]], rated: dict[str, Lessons]
) -> None:
    told = {code: [one for one in cells if one.cell.tally is not None] for code, cells in answers.items()}
    assert min(map(len, told.values())) > 10
    assert sum(map(len, told.values())) > 5000
    for code, cells in told.items():
        for one in cells:
            assert one.cell.tally == rated[code].tally(one.lessons), (code, one.question, one.group)


def test_nothing_about_too_few_or_about_each_of_a_few_can_be_worked_out(
    answers: dict[str, list[Answered]], rated: dict[str, Lessons]
) -> None:
    """A cell that is hidden for another reason may be told elsewhere: all of *brugklas* is all of year 1."""
    tried = 0
    for code, cells in answers.items():
        levels = rated[code].levels
        hidden = {mine: one for one in cells if one.cell.hidden and (mine := one.lessons & levels)}
        delicate = {lessons: one for lessons, one in hidden.items() if is_delicate(rated[code], lessons)}
        tried += len(delicate)
        for lessons in worked_out({one & levels for one in told_of(cells)} - {0}, delicate):
            raise AssertionError((code, delicate[lessons].question, delicate[lessons].group))
    assert tried > 1000


def test_nor_can_it_with_several_labels_at_once(
    answers: dict[str, list[Answered]], rated: dict[str, Lessons]
) -> None:
    """Several forms of visit, say, or several departments in a period of months."""
    tried = 0
    for code, cells in answers.items():
        lessons = rated[code]
        told = {one & lessons.levels for one in told_of(cells)} - {0}
        several = {
            found: choice
            for choice, all_found in choices_of_several(lessons, {one.group for one in cells})
            if (found := all_found & lessons.levels) and found not in told and is_delicate(lessons, found)
        }
        tried += len(several)
        for found in worked_out(told, several):
            raise AssertionError((code, several[found]))
    assert tried > 1000


def test_no_hidden_cell_at_all_can_be_worked_out(answers: dict[str, list[Answered]]) -> None:
    """However many teachers it has: hidden is then really hidden, unless it is told under another name."""
    tried = 0
    for code, cells in answers.items():
        told = told_of(cells)
        hidden = {one.lessons: one for one in cells if one.cell.hidden and one.lessons not in (0, *told)}
        tried += len(hidden)
        for lessons in worked_out(told, hidden):
            raise AssertionError((code, hidden[lessons].question, hidden[lessons].group))
    assert tried > 10_000


def choices_of_several(lessons: Lessons, groups: Iterable[str]) -> Iterator[tuple[object, int]]:
    """For every group what several labels of one split leave, for the school also what labels of two splits
    leave, and labels of one within every period."""
    in_year = lessons.of(PictureFilter((YEAR,)), WHOLE_SCHOOL)
    chosen = {split: [*lessons.choices(split)] for split in Split if split is not Split.MONTH}
    for group, split in product(groups, chosen):
        mine = lessons.of(PictureFilter((YEAR,)), group)
        yield from (((group, labels), mine & found) for labels, found in chosen[split])
    pairs = combinations([*chosen.values(), [*lessons.periods()]], 2)
    for (first, ones), (second, others) in (both for pair in pairs for both in product(*pair)):
        yield (first, second), in_year & ones & others


def told_of(cells: Iterable[Answered]) -> set[int]:
    return {one.lessons for one in cells if one.cell.tally is not None and one.lessons}


def worked_out(told: Collection[int], hidden: Iterable[int]) -> list[int]:
    """Those of the hidden sums that follow from what is told."""
    kinds = kinds_of([*told])
    known = KnownSums(row(kinds, lessons) for lessons in sorted(told, key=int.bit_count))
    whole = [
        one for one in hidden if all(kind & one in (0, kind) for kind in kinds) and not one & ~sum(kinds)
    ]
    return [one for one in whole if known.give(row(kinds, one))]


def is_delicate(lessons: Lessons, some: int) -> bool:
    """Of too few teachers, or of so few that it speaks about each of them."""
    teachers, tally = lessons.teachers(some), lessons.tally(some)
    return teachers < SMALLEST or (teachers < 2 * SMALLEST and not 1 < tally.high < tally.scored - 1)


def kinds_of(cells: list[int]) -> list[int]:
    """Lessons that are in the same cells all along, taken together."""
    every = 0
    for cell in cells:
        every |= cell
    kinds = [every]
    for cell in cells:
        kinds = [part for kind in kinds for part in (kind & cell, kind & ~cell) if part]
    return kinds


def row(kinds: list[int], lessons: int) -> list[int]:
    return [int(bool(kind & lessons)) for kind in kinds]
