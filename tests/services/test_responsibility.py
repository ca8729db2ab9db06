"""Who holds what on a real file: it adds up, by person and by layer, and cycles count in this year only."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.visit import ObserverRole
from lesobs.services.calendar import ActivityDraft
from lesobs.services.cycles import CycleDraft
from lesobs.services.demo import EXAMPLE_DAY, make_demo
from lesobs.services.people import PersonDraft
from lesobs.services.school import School

YEAR = SchoolYear(2026)
WORK = ActivityDraft("Oefenen", Phase.DO, "OP3", date(2027, 1, 12), date(2027, 1, 14))


@pytest.fixture
def example_school(tmp_path: Path) -> Iterator[School]:
    """The example school on its own day, small."""
    path = tmp_path / "voorbeeld.lesobs"
    make_demo(path, years=1, teachers=20)
    with School.open(path, today=lambda: EXAMPLE_DAY) as school:
        yield school


def test_the_example_school_adds_up(example_school: School) -> None:
    division = example_school.responsibility.division(example_school.year)
    opened = [one for one in example_school.calendar.activities(YEAR) if one.status.open]
    cycles = [one for one in example_school.cycles.all() if one.closed_on is None]
    assert division.whole == len(opened) + len(cycles) > 20
    for lines in (division.persons, division.layers):
        assert sum(line.load.activities for line in lines) == len(opened)
        assert sum(line.load.cycles for line in lines) == len(cycles)
        assert sum(line.load.deputy_of for line in lines) == sum(bool(one.deputy) for one in cycles)
    names = {line.name: line for line in division.persons}
    assert names["Joke Veldhuizen"].layer_word == "leiding"
    assert names["Sectievoorzitters"].layer_word == "sectie"
    assert names["Hülya Demir"].layer_word == "docenten"
    assert names["Ruud Hofstede"].layer_word == "leiding"
    assert names["Nog niemand"].layer_word == ""
    totals = [line.load.total for line in division.persons]
    assert totals == sorted(totals, reverse=True)
    for line in division.persons:
        held = example_school.responsibility.held_by(line.key or None, YEAR)
        assert len(held.activities) == line.load.activities
        assert (len(held.cycles), len(held.deputy_of)) == (line.load.cycles, line.load.deputy_of)


def test_who_left_is_there_as_long_as_something_is_open(school: School) -> None:
    ada = school.people.save_person(PersonDraft("Ada", "teamleider", ObserverRole.TEAM_LEADER))
    bo = school.people.save_person(PersonDraft("Bo"))
    work = school.calendar.save(replace(WORK, owner_id=ada))
    for person, name in ((ada, "Ada"), (bo, "Bo")):
        school.people.save_person(PersonDraft(name, left_on=date(2026, 11, 1), id=person))
    (line,) = school.responsibility.division(YEAR).persons
    assert (line.name, line.left_on, line.share) == ("Ada", date(2026, 11, 1), 100)
    school.calendar.set_status(work, ActivityStatus.DONE)
    assert school.responsibility.division(YEAR).persons == ()
    assert school.responsibility.division(YEAR).whole == 0


def test_cycles_count_from_this_year_on(school: School) -> None:
    ada = school.people.save_person(PersonDraft("Ada"))
    school.cycles.save(CycleDraft("Denktijd", "OP3", owner_id=ada))
    for year, cycles in ((YEAR.previous, 0), (YEAR, 1), (YEAR.next, 1)):
        (line,) = school.responsibility.division(year).persons
        assert (line.load.cycles, school.responsibility.division(year).without_deputy) == (cycles, cycles)
