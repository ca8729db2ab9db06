"""The lessons that are kept for pictures are those in the file, whatever happened to visits and scores."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from tests.conftest import TODAY, see

from lesobs.domain.narrowing import Split, ToldYear
from lesobs.domain.picture import Picture, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.visit import Purpose
from lesobs.services.picture_lessons import PictureLessons
from lesobs.services.pictures import Pictures
from lesobs.services.school import School
from lesobs.services.visit_plan import VisitDraft

YEAR = SchoolYear(2026)


@pytest.fixture
def at_work(filled: Path) -> Iterator[School]:
    """The filled school, of which a picture was asked already."""
    with School.open(filled, today=lambda: TODAY) as opened:
        opened.pictures.picture(YEAR)
        yield opened


def anew(school: School) -> Pictures:
    """Pictures that know of no lesson yet."""
    return Pictures(school._file, PictureLessons(school._file))


def pictures(asked: Pictures) -> list[Picture]:
    """All lessons, and those of each form and purpose."""
    words = asked.choices([YEAR]).words
    labels = [(split, label) for split in (Split.FORM, Split.PURPOSE) for label in words[split]]
    wanted = [{}, *({split: frozenset({label})} for split, label in labels)]
    return [asked.ask(PictureFilter((YEAR,), wanted=one)) for one in wanted]


def first_seen(school: School) -> str:
    return next(line.id for line in school.visits.all(YEAR) if line.state.value == "visited")


def draft(school: School, visit: str) -> VisitDraft:
    return school.visits.get(visit).draft


def score_again(school: School) -> None:
    """One indicator, at another level."""
    visit = first_seen(school)
    detail = school.visits.get(visit)
    key = detail.instrument.indicators[0].key
    school.observing.score(visit, key, 5 - (detail.ratings[key].level or 1))


def score_and_change_the_mind(school: School) -> None:
    visit = first_seen(school)
    key = school.visits.get(visit).instrument.indicators[0].key
    for level in (3, 4, None, 1):
        school.observing.score(visit, key, level)
        assert school.pictures.picture(YEAR) == anew(school).picture(YEAR)


def leave_a_score_out(school: School) -> None:
    visit = first_seen(school)
    school.observing.score(visit, school.visits.get(visit).instrument.indicators[1].key, None)


def see_a_lesson(school: School) -> None:
    see(school, replace(draft(school, first_seen(school)), held_on=date(2026, 9, 9)), 4)


def go_on_after_all(school: School) -> None:
    school.visits.start(first_seen(school))


def to_the_year_before(school: School) -> None:
    visit = first_seen(school)
    school.visits.change_plan(visit, replace(draft(school, visit), held_on=date(2026, 7, 1)))


def remove(school: School) -> None:
    school.visits.remove(first_seen(school))


def remove_and_take_back(school: School) -> None:
    remove(school)
    pictures(school.pictures)
    school.undo.undo()


def come_along(school: School) -> None:
    visit = first_seen(school)
    one = draft(school, visit).observer_id
    other = next(person.id for person in school.people.observers() if person.id != one)
    school.duos.add_observer(visit, other)


def come_along_and_separate(school: School) -> None:
    visit = first_seen(school)
    come_along(school)
    pictures(school.pictures)
    school.duos.separate(visit)


def settle_without_notes(school: School) -> None:
    visit = first_seen(school)
    school.observing.add_note(visit, time(10, 42), "Alleen voor mij.")
    pictures(school.pictures)
    school.debriefs.write(visit, "strength", "Iedereen doet mee.")
    school.debriefs.write(visit, "next_step", "Eerst opschrijven.")
    school.debriefs.discuss(visit, TODAY)
    school.debriefs.settle(visit, wipe_raw_notes=True)


def plan_an_appraisal(school: School) -> None:
    see(school, replace(draft(school, first_seen(school)), purpose=Purpose.APPRAISAL), 1)


def wipe_the_newest_of_the_history(school: School) -> None:
    """A number of the history comes to stand for something else."""
    score_again(school)
    school.observing.add_note(first_seen(school), time(10, 43), "Ook weg.")
    school.pictures.picture(YEAR)
    with school._file.transaction("Wissen", record=False) as session:
        session.connection().exec_driver_sql("DELETE FROM change WHERE \"table\" = 'note'")
    score_again(school)


@pytest.mark.parametrize(
    "happen",
    [
        score_again,
        score_and_change_the_mind,
        leave_a_score_out,
        see_a_lesson,
        go_on_after_all,
        to_the_year_before,
        remove,
        remove_and_take_back,
        come_along,
        come_along_and_separate,
        settle_without_notes,
        plan_an_appraisal,
        wipe_the_newest_of_the_history,
    ],
)
def test_what_is_kept_is_what_is_in_the_file(at_work: School, happen: Callable[[School], None]) -> None:
    pictures(at_work.pictures)
    happen(at_work)
    assert pictures(at_work.pictures) == pictures(anew(at_work))


def test_reading_can_be_stopped(filled: Path) -> None:
    """The file is free then, and the lessons are read when they are asked again."""

    def enough() -> None:
        raise TimeoutError

    with School.open(filled, today=lambda: TODAY) as school:
        with pytest.raises(TimeoutError):
            school.pictures.choices([YEAR], enough)
        score_again(school)
        assert school.pictures.picture(YEAR) == anew(school).picture(YEAR)
        assert school.pictures.picture(YEAR).total.lessons == 13


def told(school: School) -> ToldYear:
    with school._file.reading() as session:
        return school._picture_lessons.of(session, YEAR)


def test_a_score_leaves_what_was_found_of_other_indicators(at_work: School) -> None:
    changed, other = (one.key for one in at_work.visits.get(first_seen(at_work)).instrument.indicators[:2])
    before = told(at_work)
    score_again(at_work)
    assert told(at_work).of(changed) is not before.of(changed)
    assert told(at_work).of(other) is before.of(other)


def test_what_is_no_score_and_a_lesson_that_does_not_count_leave_all_as_it_is(at_work: School) -> None:
    before = told(at_work)
    visit = first_seen(at_work)
    key = at_work.visits.get(visit).instrument.indicators[0].key
    at_work.observing.explain(visit, key, "Alle handen gingen omhoog.")
    plan_an_appraisal(at_work)
    assert told(at_work) is before
