"""Signals on real files: each speaks of exactly what it names, and goes when that is answered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.signals import SignalKind
from lesobs.domain.visit import ObserverRole
from lesobs.services.calendar import ActivityDraft
from lesobs.services.cycles import CycleDraft
from lesobs.services.people import PersonDraft, SectionDraft, TeacherDraft
from lesobs.services.rounds import RoundDraft
from lesobs.services.school import School
from lesobs.services.signals import About, Signal

TODAY = date(2026, 11, 23)
Add = Callable[..., str]


def kinds(school: School) -> list[str]:
    return [one.key.partition(":")[0] for one in school.signals.all()]


def one(school: School, kind: SignalKind) -> Signal:
    """The only signal of this kind, asked for again by its key."""
    (found,) = (one for one in school.signals.all() if one.key.partition(":")[0] == kind)
    assert school.signals.one(found.key) == found
    return found


@pytest.fixture
def ada(school: School) -> str:
    return school.people.save_person(PersonDraft("Ada", "teamleider", ObserverRole.TEAM_LEADER))


@pytest.fixture
def add(school: School, ada: str) -> Add:
    """Adds an activity of Ada in January; gives its id."""

    def added(**change: object) -> str:
        draft = ActivityDraft("Oefenen", Phase.DO, "OP3", date(2027, 1, 12), date(2027, 1, 14), owner_id=ada)
        return school.calendar.save(replace(draft, **change))  # type: ignore[arg-type]

    return added


def test_an_empty_school_is_asked_nothing(school: School) -> None:
    assert school.signals.all() == ()
    assert school.signals.one(SignalKind.NO_OWNER) is None
    assert school.signals.one("onzin") is None


def test_a_cycle_without_a_day_to_look_and_what_is_done_for_it(school: School, ada: str, add: Add) -> None:
    cycle = school.cycles.save(CycleDraft("Denktijd", "OP3", goal="Meer", owner_id=ada, deputy_id=None))
    mine = add(cycle_id=cycle)
    add()
    assert one(school, SignalKind.NO_CHECK).ids == (cycle,)
    unchecked = one(school, SignalKind.UNCHECKED)
    assert (unchecked.ids, unchecked.about) == ((mine,), About.ACTIVITY)
    assert unchecked.sentence == "1 activiteit krijgt nog geen Check. Klopt dat?"
    assert one(school, SignalKind.NO_DEPUTY).ids == (cycle,)
    looked = add(cycle_id=cycle, phase=Phase.CHECK, starts_on=date(2027, 9, 1), ends_on=date(2027, 9, 1))
    assert SignalKind.UNCHECKED not in kinds(school)  # somebody looks, be it in another school year
    school.calendar.set_status(looked, ActivityStatus.DROPPED)
    assert SignalKind.UNCHECKED in kinds(school)
    school.cycles.change(cycle, "check_on", date(2027, 3, 1))
    assert not {SignalKind.UNCHECKED, SignalKind.NO_CHECK} & set(kinds(school))


def test_a_check_that_is_late_until_somebody_says_why(school: School, ada: str, add: Add) -> None:
    cycle = school.cycles.save(CycleDraft("Denktijd", "OP3", "Meer", owner_id=ada, check_on=TODAY))
    assert SignalKind.CHECK_LATE not in kinds(school)
    school.cycles.change(cycle, "check_on", TODAY - timedelta(days=1))
    assert one(school, SignalKind.CHECK_LATE).ids == (cycle,)
    school.cycles.advance(cycle)
    school.cycles.advance(cycle)
    school.cycles.explain_no_check(cycle, "Wie het kan, is ziek.")
    assert SignalKind.CHECK_LATE not in kinds(school)
    late = add(phase=Phase.CHECK, starts_on=date(2026, 11, 2), ends_on=TODAY - timedelta(days=1))
    assert one(school, SignalKind.LOOK_LATE).ids == (late,)
    school.calendar.set_status(late, ActivityStatus.DONE)
    assert SignalKind.LOOK_LATE not in kinds(school)


def test_what_nobody_owns_and_what_somebody_who_left_still_holds(school: School, ada: str, add: Add) -> None:
    nobody = add(owner_id=None)
    cycle = school.cycles.save(CycleDraft("Denktijd", "OP3", deputy_id=ada))
    assert one(school, SignalKind.NO_OWNER).ids == (nobody,)
    assert one(school, SignalKind.CYCLE_NO_OWNER).ids == (cycle,)
    assert SignalKind.NO_DEPUTY not in kinds(school)
    add()
    school.people.save_person(PersonDraft("Ada", left_on=TODAY + timedelta(days=1), id=ada))
    assert SignalKind.OWNER_LEFT not in kinds(school)
    school.people.save_person(PersonDraft("Ada", left_on=TODAY, id=ada))
    left = one(school, SignalKind.OWNER_LEFT)
    assert left.ids == (ada,)
    assert left.sentence == "Ada is uit dienst en heeft nog 2 dingen open. Wie neemt het over?"


def test_one_owner_with_much_of_all_that_is_open(school: School, ada: str, add: Add) -> None:
    for _ in range(4):
        add()
    assert SignalKind.MUCH_WORK not in kinds(school)
    cycle = school.cycles.save(CycleDraft("Denktijd", "OP3", owner_id=ada, deputy_id=None))
    much = one(school, SignalKind.MUCH_WORK)
    assert much.ids == (ada,)
    assert much.sentence == "Ada heeft 5 van de 5 open activiteiten en cycli. Kan iemand iets overnemen?"
    for _ in range(7):
        add(owner_id=None)
    assert SignalKind.MUCH_WORK in kinds(school)  # 5 of 12
    add(owner_id=None)
    assert SignalKind.MUCH_WORK not in kinds(school)
    assert cycle in one(school, SignalKind.NO_DEPUTY).ids


def test_a_full_month_names_what_begins_in_it(school: School, add: Add) -> None:
    of_march = [add(starts_on=date(2027, 3, day), ends_on=date(2027, 4, 1)) for day in range(1, 8)]
    add()
    busy = one(school, SignalKind.BUSY_MONTH)
    assert busy.key == "busy_month:2027-03"
    assert set(busy.ids) == set(of_march)
    assert busy.sentence == "7 activiteiten in maart. Kan er iets schuiven?"
    school.calendar.shift(of_march[0], date(2027, 2, 26), date(2027, 4, 1))
    assert school.signals.one(busy.key) is None


def test_sections_and_talks_that_wait(filled: Path) -> None:
    with School.open(filled, today=lambda: TODAY) as school:
        waiting = one(school, SignalKind.NO_TALK)
        visits = {visit.id: visit for visit in school.visits.all()}
        assert all(visits[visit].state.word == "bezocht" for visit in waiting.ids)
        assert len(waiting.ids) == sum(visit.state.word == "bezocht" for visit in visits.values())
        assert SignalKind.NO_VISIT not in kinds(school)
        quiet = school.people.save_section(SectionDraft("Biologie"))
        assert SignalKind.NO_VISIT not in kinds(school)
        school.rounds.save(RoundDraft("Ronde 1", date(2026, 9, 28), date(2026, 12, 18)))
        assert SignalKind.NO_VISIT not in kinds(school)  # nobody teaches it
        school.people.save_teacher(TeacherDraft("BIO", "Vos", section_ids=frozenset({quiet})))
        assert one(school, SignalKind.NO_VISIT).ids == (quiet,)
        assert one(school, SignalKind.NO_VISIT).about is About.SECTION
        school.debriefs.discuss(waiting.ids[0], TODAY)
        assert waiting.ids[0] not in one(school, SignalKind.NO_TALK).ids


def test_start_leaves_out_the_talks_that_stand_one_line_up(filled: Path) -> None:
    with School.open(filled, today=lambda: TODAY) as school:
        assert About.VISIT not in [one.about for one in school.start.overview(None).questions]
        marieke = next(one.id for one in school.people.observers() if one.name == "Marieke Doornbos")
        assert About.VISIT in [one.about for one in school.start.overview(marieke).questions]


@pytest.mark.parametrize(
    ("today", "monday", "titles"),
    [
        (date(2026, 11, 27), date(2026, 11, 23), ["Vrijdag"]),
        (date(2026, 11, 28), date(2026, 11, 30), ["Maandag"]),
        (date(2026, 11, 29), date(2026, 11, 30), ["Maandag"]),
        (date(2027, 7, 31), date(2027, 8, 2), ["Augustus"]),
    ],
)
def test_in_the_weekend_start_shows_the_coming_week(
    tmp_path: Path, school: School, today: date, monday: date, titles: list[str]
) -> None:
    for title, day in (
        ("Vrijdag", date(2026, 11, 27)),
        ("Maandag", date(2026, 11, 30)),
        ("Augustus", date(2027, 8, 3)),
    ):
        school.calendar.save(ActivityDraft(title, Phase.DO, "OP3", day, day))
    path = school.path
    school.close()
    with School.open(path, today=lambda: today) as later:
        overview = later.start.overview(None)
        assert overview.monday == monday
        assert [item.activity.title for item in overview.week if item.activity] == titles
