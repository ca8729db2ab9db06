"""An attacker asks the example school for every picture, adds and subtracts, and finds no hidden cell."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

import pytest
from tests.domain.linear import KnownSums

from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Cell, Grouping, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.small_groups import WHOLE_SCHOOL
from lesobs.domain.tally import Tally
from lesobs.services.demo import EXAMPLE_DAY, make_demo
from lesobs.services.school import School

YEAR, NEXT = SchoolYear(2025), SchoolYear(2026)
INDICATORS = ("A3", "B4", "C1")
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

    def fits(self, question: PictureFilter) -> bool:
        return self.year in question.years and all(
            self.labels[split] in labels for split, labels in question.wanted.items()
        )

    def row(self, rows: Grouping) -> str:
        """The key of the row this lesson is in."""
        return {
            Grouping.SECTION: self.section,
            Grouping.CLUSTER: self.cluster or self.section,
            Grouping.DEPARTMENT: self.labels[Split.DEPARTMENT],
            Grouping.YEAR_LEVEL: self.labels[Split.YEAR_LEVEL],
        }[rows]


@dataclass(frozen=True)
class Answered:
    """A cell as it was told, and which lessons it is the sum of."""

    question: PictureFilter
    group: str
    cell: Cell
    lessons: tuple[int, ...]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    path = tmp_path_factory.mktemp("attack") / "voorbeeld.lesobs"
    make_demo(path)
    with School.open(path, today=lambda: EXAMPLE_DAY) as opened:
        yield opened


@pytest.fixture(scope="module")
def rated(school: School, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Rated]]:
    """The lessons that may count, by the code of the indicator."""
    path = tmp_path_factory.mktemp("export") / "scores.json"
    school.exchange.export_ratings(path)
    visits = {line.id: line for line in school.visits.all()}
    sections = {line.name: line for line in school.people.sections()}
    levels = {line.name: line.year_level for line in school.people.classes()}
    choices = school.pictures.choices([YEAR, NEXT]).words
    label_of = {split: {word: label for label, word in words.items()} for split, words in choices.items()}
    found: dict[str, list[Rated]] = {code: [] for code in INDICATORS}
    for line in json.loads(path.read_text(encoding="utf-8"))["ratings"]:
        visit = visits[line["visit_id"]]
        seen = line["state"] in ("visited", "discussed", "settled")
        if line["code"] not in found or not seen or line["purpose"] == "appraisal" or line["second_observer"]:
            continue
        section = sections[line["section"]]
        found[line["code"]].append(
            Rated(
                year=SchoolYear.named(line["school_year"]),
                section=section.id,
                cluster=section.cluster or "",
                teacher=line["teacher_code"],
                level=line["level"] or 0,
                labels={
                    Split.ROUND: label_of[Split.ROUND].get(
                        f"{(line['round'] or '').lower()} ({line['school_year']})", "-"
                    ),
                    Split.DEPARTMENT: label_of[Split.DEPARTMENT].get(line["department"], "-"),
                    Split.FORM: "duo" if visit.duo_with else visit.kind,
                    Split.PURPOSE: line["purpose"],
                    Split.ANNOUNCED: "ja" if line["announced"] else "nee",
                    Split.YEAR_LEVEL: str(levels.get(line["class_group"]) or "-"),
                    Split.INSTRUMENT: line["instrument"],
                },
            )
        )
    return found


@pytest.fixture(scope="module")
def answers(school: School, rated: dict[str, list[Rated]]) -> dict[str, list[Answered]]:
    """Every cell of every picture, by the code of the indicator."""
    found: dict[str, list[Answered]] = {code: [] for code in INDICATORS}
    for question in questions(school):
        picture = school.pictures.ask(question)
        for number, indicator in enumerate(picture.indicators):
            if indicator.code not in found:
                continue
            places: dict[str, list[int]] = defaultdict(list)
            for place, one in enumerate(rated[indicator.code]):
                if one.fits(question):
                    places[WHOLE_SCHOOL].append(place)
                    places[one.row(question.rows)].append(place)
            found[indicator.code] += [
                Answered(question, row.group.name, row.cells[number], tuple(places[row.group.key]))
                for row in (*picture.rows, picture.total)
            ]
    return found


def questions(school: School) -> Iterator[PictureFilter]:
    """All rows of one year, the next and both; all rows by each label; sections by each pair of labels."""
    for years in ((YEAR,), (NEXT,), (YEAR, NEXT)):
        for rows in Grouping:
            yield PictureFilter(years, rows)
    words = school.pictures.choices([YEAR]).words
    for split, labels in words.items():
        for label, rows in product(labels, Grouping):
            yield PictureFilter((YEAR,), rows, {split: frozenset({label})})
    for one, other in combinations(words, 2):
        for first, second in product(words[one], words[other]):
            wanted = {one: frozenset({first}), other: frozenset({second})}
            yield PictureFilter((YEAR,), Grouping.SECTION, wanted)


def tally(lessons: list[Rated]) -> Tally:
    one, two, three, four, none = (sum(each.level == level for each in lessons) for level in (1, 2, 3, 4, 0))
    return Tally((one, two, three, four), none)


@pytest.mark.parametrize("code", INDICATORS)
def test_every_figure_is_what_the_exported_ratings_add_up_to(
    code: str, answers: dict[str, list[Answered]], rated: dict[str, list[Rated]]
) -> None:
    told = [one for one in answers[code] if one.cell.tally is not None]
    assert len(told) > 100
    for one in told:
        assert one.cell.tally == tally([rated[code][place] for place in one.lessons]), one


@pytest.mark.parametrize("code", INDICATORS)
def test_no_hidden_cell_of_too_few_teachers_can_be_worked_out(
    code: str, answers: dict[str, list[Answered]], rated: dict[str, list[Rated]]
) -> None:
    """A cell that is hidden for another reason may be told elsewhere: all of *brugklas* is all of year 1."""
    alike, kinds = kinds_of(answers[code], len(rated[code]))

    def row(one: Answered) -> tuple[int, ...]:
        mine = {alike[place] for place in one.lessons}
        return tuple(int(kind in mine) for kind in range(kinds))

    known = KnownSums(sorted({row(one) for one in answers[code] if one.cell.tally is not None}, key=sum))
    hidden = {row(one): one for one in answers[code] if one.cell.tally is None and one.lessons}
    few = {
        sums: one
        for sums, one in hidden.items()
        if len({rated[code][place].teacher for place in one.lessons}) < SMALLEST
    }
    assert len(few) > 20
    assert [(one.question, one.group) for sums, one in few.items() if known.give(sums)] == []


def kinds_of(answered: list[Answered], lessons: int) -> tuple[list[int], int]:
    """Lessons that are in the same cells all along count as one; gives the kind of each, and how many."""
    places: list[list[int]] = [[] for _ in range(lessons)]
    for number, one in enumerate(answered):
        for place in one.lessons:
            places[place].append(number)
    names: dict[tuple[int, ...], int] = {}
    return [names.setdefault(tuple(mine), len(names)) for mine in places], len(names)


@pytest.mark.parametrize("code", INDICATORS)
def test_no_hidden_cell_at_all_can_be_worked_out_from_plain_views(
    code: str, answers: dict[str, list[Answered]], rated: dict[str, list[Rated]]
) -> None:
    """Views without a filter, or with one that the rows don't go by already; hidden is then really hidden."""
    plain = [one for one in answers[code] if one.lessons and _cuts(one.question) < 2]
    of_year = range(len(rated[code]))

    def row(one: Answered) -> list[int]:
        return [int(place in one.lessons) for place in of_year]

    known = KnownSums(row(one) for one in plain if one.cell.tally is not None)
    hidden = [one for one in plain if one.cell.hidden]
    assert len(hidden) > 20
    assert [(one.question, one.group) for one in hidden if known.give(row(one))] == []


def _cuts(question: PictureFilter) -> int:
    return len(question.wanted) + (question.rows in (Grouping.DEPARTMENT, Grouping.YEAR_LEVEL))
