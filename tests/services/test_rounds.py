"""Rounds on a real file: making them, who was not visited yet, and a plan copied to the next teacher."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lesobs.domain.errors import RuleBroken
from lesobs.domain.planning import Concern, RoundState
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.visit import ObserverRole, Purpose
from lesobs.services.people import PersonDraft, SectionDraft, TeacherDraft
from lesobs.services.round_rows import TeacherInRound
from lesobs.services.rounds import RoundDraft
from lesobs.services.school import School
from lesobs.services.visit_plan import VisitDraft

TODAY = date(2026, 11, 23)
YEAR = SchoolYear(2026)
AUTUMN = RoundDraft("Ronde 1, najaar", date(2026, 9, 28), date(2026, 12, 18))


@pytest.fixture
def filled_school(filled: Path) -> School:
    """13 teachers visited in October by two observers, one planned on 1 December."""
    return School.open(filled, today=lambda: TODAY)


def rows(school: School, round_id: str) -> dict[str, TeacherInRound]:
    return {one.teacher.code: one for one in school.rounds.overview(round_id).teachers}


def a_teacher(school: School, code: str, section: str = "Wiskunde") -> str:
    section_id = next(one.id for one in school.people.sections() if one.name == section)
    return school.people.save_teacher(TeacherDraft(code, code.title(), section_ids=frozenset({section_id})))


class TestKeeping:
    def test_a_round_is_made_changed_and_removed_and_comes_back_by_undo(self, school: School) -> None:
        round_id = school.rounds.save(AUTUMN)
        school.rounds.save(replace(AUTUMN, title="  Najaar ", ends_on=date(2026, 12, 11), id=round_id))
        (line,) = school.rounds.all(YEAR)
        assert (line.id, line.title, line.ends_on) == (round_id, "Najaar", date(2026, 12, 11))
        school.rounds.remove(round_id)
        assert school.rounds.all() == []
        school.undo.undo()
        assert school.calendar.rounds(YEAR) == [line]

    @pytest.mark.parametrize(
        ("first", "last"),
        [
            (date(2026, 12, 18), date(2027, 1, 15)),
            (date(2026, 9, 1), date(2026, 9, 28)),
            (date(2026, 10, 1), date(2026, 10, 2)),
            (date(2026, 8, 24), date(2027, 2, 5)),
        ],
    )
    def test_rounds_do_not_overlap(self, school: School, first: date, last: date) -> None:
        kept = school.rounds.save(AUTUMN)
        with pytest.raises(RuleBroken, match="‘Ronde 1, najaar’, ma 28 sep – vr 18 dec 2026"):
            school.rounds.save(RoundDraft("Ronde 2", first, last))
        assert [one.id for one in school.rounds.all()] == [kept]
        school.rounds.save(RoundDraft("Ronde 2", date(2026, 12, 19), date(2027, 1, 15)))

    def test_what_makes_no_round_is_refused(self, school: School) -> None:
        with pytest.raises(RuleBroken, match="titel"):
            school.rounds.save(replace(AUTUMN, title="  "))
        with pytest.raises(RuleBroken, match="eindigt vóór"):
            school.rounds.save(replace(AUTUMN, ends_on=date(2026, 9, 1)))
        with pytest.raises(RuleBroken, match="er niet meer"):
            school.rounds.remove("gone")
        assert school.rounds.all() == []

    def test_the_likely_round_runs_now_comes_next_or_was_last(self, school: School) -> None:
        assert school.rounds.likely(YEAR) is None
        early = school.rounds.save(RoundDraft("Vroeg", date(2026, 9, 1), date(2026, 9, 11)))
        assert getattr(school.rounds.likely(YEAR), "id", "") == early
        late = school.rounds.save(RoundDraft("Laat", date(2027, 2, 1), date(2027, 3, 1)))
        assert getattr(school.rounds.likely(YEAR), "id", "") == late


class TestOverview:
    def test_everybody_with_state_last_visit_and_another_observer(self, filled_school: School) -> None:
        with filled_school as school:
            new = a_teacher(school, "NEW")
            gone = a_teacher(school, "WEG")
            school.people.save_teacher(TeacherDraft("WEG", "Weg", left_on=date(2026, 10, 1), id=gone))
            round_id = school.rounds.save(AUTUMN)
            overview = school.rounds.overview(round_id)
            found = rows(school, round_id)
            assert len(found) == 14
            assert [overview.count(state) for state in RoundState] == [1, 0, 13]
            assert overview.time_left == "loopt nog 4 schoolweken"
            first = found["WI1"]
            assert (first.last_on, first.last_by) == (date(2026, 10, 5), ("Łukasz Żak",))
            assert first.suggestion is not None
            assert first.suggestion.name == "Marieke Doornbos"
            nobody = found["NEW"]
            assert (nobody.teacher.id, nobody.visit, nobody.last_on, nobody.last_by) == (new, None, None, ())
            maths = next(one for one in overview.sections if one.name == "Wiskunde")
            assert (maths.teachers, maths.visited, maths.planned) == (7, 6, 0)

    def test_a_plan_counts_until_it_was_seen(self, planned: tuple[School, str]) -> None:
        school, visit = planned
        round_id = school.rounds.save(AUTUMN)
        (row,) = school.rounds.overview(round_id).teachers
        assert row.state is RoundState.PLANNED
        assert row.visit is not None
        assert row.visit.id == visit
        school.visits.start(visit)
        assert rows(school, round_id)["DAN"].state is RoundState.PLANNED
        school.visits.finish(visit)
        (row,) = school.rounds.overview(round_id).teachers
        assert (row.state, row.last_by) == (RoundState.VISITED, ("Marieke Doornbos",))

    def test_visits_outside_the_round_do_not_count_but_are_known(self, filled_school: School) -> None:
        with filled_school as school:
            round_id = school.rounds.save(RoundDraft("Ronde 2", date(2026, 11, 30), date(2026, 12, 18)))
            overview = school.rounds.overview(round_id)
            assert [overview.count(state) for state in RoundState] == [12, 1, 0]
            assert rows(school, round_id)["EN1"].last_on == date(2026, 10, 5)

    def test_a_colleague_does_not_visit_the_own_lesson_and_who_left_nobody(self, school: School) -> None:
        school.people.save_section(SectionDraft("Wiskunde"))
        a_teacher(school, "ADA")
        school.people.save_person(PersonDraft("Ada", role=ObserverRole.COLLEAGUE))
        left = PersonDraft("Bo", role=ObserverRole.COACH, left_on=date(2026, 8, 1))
        school.people.save_person(left)
        school.people.save_person(PersonDraft("Chris", "conciërge"))
        round_id = school.rounds.save(AUTUMN)
        (row,) = school.rounds.overview(round_id).teachers
        assert (row.teacher.name, row.suggestion) == ("Ada", None)


class TestPlanning:
    def test_a_plan_begins_with_what_was_chosen_last_but_never_an_appraisal(
        self, filled_school: School
    ) -> None:
        with filled_school as school:
            new = a_teacher(school, "NEW", "Engels")
            round_id = school.rounds.save(AUTUMN)
            plan = school.rounds.plan_for(round_id, new)
            english = next(one.id for one in school.people.sections() if one.name == "Engels")
            assert (plan.teacher_id, plan.section_id, plan.held_on) == (new, english, TODAY)
            made = school.visits.plan(replace(plan, purpose=Purpose.COLLEGIAL, announced=False))
            again = school.rounds.plan_for(round_id, new, like=made)
            assert (again.purpose, again.announced) == (Purpose.COLLEGIAL, False)
            school.visits.change_plan(made, replace(plan, purpose=Purpose.APPRAISAL))
            assert school.rounds.plan_for(round_id, new, like=made).purpose is not Purpose.APPRAISAL

    def test_a_round_ahead_begins_on_its_first_school_day(self, planned: tuple[School, str]) -> None:
        school, visit = planned
        teacher = school.visits.get(visit).draft.teacher_id
        round_id = school.rounds.save(RoundDraft("Winter", date(2027, 1, 2), date(2027, 2, 5)))
        assert school.rounds.plan_for(round_id, teacher).held_on == date(2027, 1, 4)

    def test_a_copy_goes_to_the_next_free_hour_of_the_observer(self, planned: tuple[School, str]) -> None:
        school, visit = planned
        round_id = school.rounds.save(AUTUMN)
        draft = replace(school.visits.get(visit).draft, held_on=TODAY, lesson_hour=5)
        first = school.visits.plan(draft)
        school.visits.plan(replace(draft, lesson_hour=6, teacher_id=a_teacher(school, "WIT")))
        copy = school.rounds.copy_plan(round_id, first, a_teacher(school, "ZAK"))
        made = school.visits.get(copy)
        assert (made.line.held_on, made.line.lesson_hour) == (TODAY, 7)
        assert (made.line.teacher, made.draft.class_group_id) == ("Zak", None)
        assert made.draft == replace(
            draft, teacher_id=made.draft.teacher_id, class_group_id=None, lesson_hour=7
        )
        following = school.rounds.copy_plan(round_id, copy, a_teacher(school, "YIL"))
        line = school.visits.get(following).line
        assert (line.held_on, line.lesson_hour) == (date(2026, 11, 24), 1)
        school.undo.undo()
        assert all(one.id != following for one in school.visits.all())

    def test_a_plan_of_the_past_goes_on_at_the_next_school_day(self, planned: tuple[School, str]) -> None:
        school, visit = planned  # Thursday 19 November, third hour
        copy = school.rounds.copy_plan(school.rounds.save(AUTUMN), visit, a_teacher(school, "WIT"))
        line = school.visits.get(copy).line
        assert (line.held_on, line.lesson_hour) == (date(2026, 11, 24), 1)

    def test_without_room_in_the_round_nothing_is_planned(self, planned: tuple[School, str]) -> None:
        school, visit = planned
        round_id = school.rounds.save(replace(AUTUMN, ends_on=date(2026, 11, 20)))
        with pytest.raises(RuleBroken, match="geen lesuur meer vrij"):
            school.rounds.copy_plan(round_id, visit, a_teacher(school, "WIT"))
        lonely = school.people.save_teacher(TeacherDraft("LOS", "Los"))
        with pytest.raises(RuleBroken, match="bij geen sectie"):
            school.rounds.copy_plan(round_id, visit, lonely)
        assert len(school.visits.all()) == 1

    def test_the_last_plan_is_the_one_made_last(self, planned: tuple[School, str]) -> None:
        school, visit = planned
        round_id = school.rounds.save(AUTUMN)
        assert school.rounds.last_plan(round_id) == visit
        other = school.visits.plan(replace(school.visits.get(visit).draft, held_on=date(2026, 11, 2)))
        assert school.rounds.last_plan(round_id) == other
        school.visits.start(other)
        assert school.rounds.last_plan(round_id) == visit

    def test_planned_visits_of_a_year_in_order(self, planned: tuple[School, str]) -> None:
        school, visit = planned
        draft = school.visits.get(visit).draft
        other = school.visits.plan(replace(draft, held_on=date(2026, 11, 10)))
        school.visits.plan(replace(draft, held_on=date(2027, 9, 10)))
        assert [one.id for one in school.rounds.planned(YEAR)] == [other, visit]
        school.visits.start(other)
        school.visits.finish(other)
        assert [(one.teacher, one.class_group) for one in school.rounds.planned(YEAR)] == [
            ("Minh Đặng", "3H2")
        ]


def test_a_duo_visit_is_one_lesson_of_two_observers(planned: tuple[School, str]) -> None:
    school, visit = planned
    other = school.people.save_person(PersonDraft("Łukasz Żak", role=ObserverRole.COACH))
    third = school.people.save_person(PersonDraft("Ingrid Bakker", role=ObserverRole.COACH))
    half = school.duos.add_observer(visit, other)
    round_id = school.rounds.save(AUTUMN)
    (lesson,) = school.rounds.planned(YEAR)
    assert (lesson.id, lesson.observers) == (visit, "Marieke Doornbos en Łukasz Żak")
    for one in (visit, half):
        assert school.rounds.hints(school.visits.get(one).draft, one) == ()
    for one in (visit, half):
        school.visits.start(one)
        school.visits.finish(one)
    (row,) = school.rounds.overview(round_id).teachers
    assert row.last_by == ("Marieke Doornbos", "Łukasz Żak")
    assert row.suggestion is not None
    assert row.suggestion.id == third


class TestHints:
    def concerns(self, school: School, plan: VisitDraft, visit: str | None = None) -> list[Concern]:
        return [hint.about for hint in school.rounds.hints(plan, visit)]

    def test_the_visit_being_changed_does_not_clash_with_itself(self, planned: tuple[School, str]) -> None:
        school, visit = planned
        draft = school.visits.get(visit).draft
        assert self.concerns(school, draft, visit) == []
        assert self.concerns(school, draft) == [Concern.TEACHER, Concern.OBSERVER, Concern.CLASS]
        assert self.concerns(school, replace(draft, held_on=date(2026, 11, 26), lesson_hour=None)) == []

    def test_the_same_observer_as_last_time_is_told(self, planned: tuple[School, str]) -> None:
        school, visit = planned
        school.visits.start(visit)
        school.visits.finish(visit)
        draft = replace(school.visits.get(visit).draft, held_on=date(2026, 12, 1))
        (hint,) = school.rounds.hints(draft)
        assert hint.about is Concern.OBSERVER
        assert "keek hier de vorige keer ook (do 19 nov 2026)" in hint.sentence
        other = school.people.save_person(PersonDraft("Łukasz Żak", role=ObserverRole.COACH))
        assert school.rounds.hints(replace(draft, observer_id=other)) == ()

    def test_a_holiday_is_told_before_anybody_is_chosen(self, school: School) -> None:
        empty = VisitDraft("", "", "", "", date(2026, 12, 24), Purpose.PICTURE)
        assert self.concerns(school, empty) == [Concern.DAY]

    def test_a_plan_after_the_end_of_its_round_is_told_while_the_teacher_has_none_in_it(
        self, planned: tuple[School, str]
    ) -> None:
        school, visit = planned  # within the round, with the only teacher
        school.rounds.save(AUTUMN)
        draft = school.visits.get(visit).draft
        last, after = AUTUMN.ends_on, date(2027, 1, 5)
        assert self.concerns(school, replace(draft, held_on=after)) == []  # there is a visit in it already
        (hint,) = school.rounds.hints(replace(draft, held_on=after), visit)
        assert hint.about is Concern.DAY
        assert hint.sentence == "Ronde 1, najaar loopt tot en met vr 18 dec. Dit bezoek telt daarin niet mee."
        assert self.concerns(school, replace(draft, held_on=last), visit) == []
        assert self.concerns(school, replace(draft, held_on=after, teacher_id=""), visit) == []
        weekend = school.rounds.hints(replace(draft, held_on=date(2027, 1, 9)), visit)
        assert [hint.sentence for hint in weekend] == ["Za 9 jan 2027 valt in het weekend."]
