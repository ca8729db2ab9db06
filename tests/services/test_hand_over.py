"""Handing over on a real file: all of it is listed, all or nothing goes, and undo brings everything back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.hand_over import HeldKind
from lesobs.domain.recurrence import Every
from lesobs.domain.visit import VisitState
from lesobs.services.calendar import ActivityDraft
from lesobs.services.cycles import CycleDraft
from lesobs.services.hand_over import Step
from lesobs.services.held_items import HeldItem
from lesobs.services.people import PersonDraft
from lesobs.services.school import School

TODAY = date(2026, 11, 23)
WORK = ActivityDraft("Oefenen", Phase.DO, "OP3", date(2027, 1, 12), date(2027, 1, 14))


@pytest.fixture
def school(filled: Path) -> Iterator[School]:
    """The filled school, with a third person who visits no lessons."""
    with School.open(filled, today=lambda: TODAY) as opened:
        opened.people.save_person(PersonDraft("Bo", "rector"))
        yield opened


@pytest.fixture
def ids(school: School) -> dict[str, str]:
    return {one.name.split()[0]: one.id for one in school.people.persons()}


def held(school: School, person: str | None, kind: HeldKind | None = None) -> list[HeldItem]:
    return [one for one in school.hand_overs.of(person).items if kind in (None, one.kind)]


def steps(school: School, person: str, heir: str, kind: HeldKind | None = None) -> list[Step]:
    """What would happen when one person takes over all of this kind."""
    hand_over = school.hand_overs.of(person)
    choices = {one.key: heir for one in hand_over.items if kind in (None, one.kind)}
    return [one for one in school.hand_overs.preview(hand_over, choices) if one.item.key in choices]


def test_everything_is_listed_with_how_far_it_is_and_when_next(school: School, ids: dict[str, str]) -> None:
    school.series.save(
        replace(WORK, owner_id=ids["Marieke"]),
        school.series.choices(WORK.starts_on, WORK.ends_on, Every.YEAR)[0],
    )
    found = held(school, ids["Marieke"])
    assert {one.kind for one in found} >= {HeldKind.CYCLE, HeldKind.ACTIVITY, HeldKind.SERIES, HeldKind.TALK}
    assert [one.kind for one in found] == sorted((one.kind for one in found), key=list(HeldKind).index)
    (cycle,) = held(school, ids["Marieke"], HeldKind.CYCLE)
    assert (cycle.title, cycle.next_on) == ("Iedereen denkt mee", date(2027, 3, 1))
    assert cycle.state == "D doen, 0 van 3 activiteiten klaar"
    assert cycle.about == "hele school · vervanger nog niemand"
    assert cycle.history.startswith("sinds ")
    activities = {one.title: one for one in held(school, ids["Marieke"], HeldKind.ACTIVITY)}
    late = activities['=2+2; "vragen", oefenen']
    assert (late.state, late.next_on) == ("over tijd, bezig", date(2026, 10, 30))
    assert "cyclus Iedereen denkt mee" in late.about
    assert activities["Over de zomer heen"].next_on == date(2027, 7, 1)
    (series,) = held(school, ids["Marieke"], HeldKind.SERIES)
    assert (series.title, series.next_on) == ("Oefenen", WORK.starts_on)
    assert series.state.startswith("elk jaar")


def test_what_is_done_closed_or_of_somebody_else_is_not_listed(school: School, ids: dict[str, str]) -> None:
    done = school.calendar.save(replace(WORK, owner_id=ids["Bo"]))
    kept = school.calendar.save(replace(WORK, title="Nog te doen", owner_id=ids["Bo"]))
    school.calendar.set_status(done, ActivityStatus.DONE)
    assert [one.id for one in held(school, ids["Bo"])] == [kept]
    assert school.hand_overs.number(ids["Bo"]) == 1
    with pytest.raises(RuleBroken, match="niet meer in de lijst"):
        school.hand_overs.of("gone")


def test_all_goes_to_two_people_at_once_and_comes_back(school: School, ids: dict[str, str]) -> None:
    hand_over = school.hand_overs.of(ids["Marieke"])
    choices = {
        one.key: ids["Łukasz" if one.kind.is_visit else "Bo"]
        for one in hand_over.items
        if not one.kind.is_personal
    }
    before = {table: rows(school, table) for table in ("activities", "cycles", "visits")}
    told = school.hand_overs.apply(ids["Marieke"], choices)
    assert told.startswith(f"{len(choices)} dingen gaan van Marieke Doornbos naar Bo")
    assert all(one.kind.is_personal for one in held(school, ids["Marieke"]))
    assert {one.owner_id for one in school.cycles.all() if one.closed_on is None} == {ids["Bo"]}
    assert school.undo.next_undo == "Werk overdragen"
    school.undo.undo()
    assert {table: rows(school, table) for table in before} == before
    school.undo.redo()
    assert all(one.kind.is_personal for one in held(school, ids["Marieke"]))


def rows(school: School, what: str) -> list[object]:
    """All there is of a table, to compare."""
    match what:
        case "activities":
            return [(one.id, one.owner_id) for one in school.choices.all()]
        case "cycles":
            return [(one.id, one.owner_id, one.deputy_id) for one in school.cycles.all()]
    return [(one.id, one.observer_id, one.held_on) for one in school.visits.all()]


def test_one_refusal_stops_all(school: School, ids: dict[str, str]) -> None:
    cycle = school.cycles.save(CycleDraft("Rust", "OP3", owner_id=ids["Bo"], deputy_id=ids["Marieke"]))
    hand_over = school.hand_overs.of(ids["Marieke"])
    choices = {one.key: ids["Bo"] for one in hand_over.items if not one.kind.is_visit}
    with pytest.raises(RuleBroken, match=r"Bo is al eigenaar|alleen wie de les zag"):
        school.hand_overs.apply(ids["Marieke"], choices)
    assert held(school, ids["Marieke"]) == list(hand_over.items)
    assert school.cycles.line(cycle).deputy == "Marieke Doornbos"


def test_what_changed_meanwhile_is_not_handed_over_blindly(school: School, ids: dict[str, str]) -> None:
    item = held(school, ids["Marieke"], HeldKind.ACTIVITY)[0]
    school.calendar.set_status(item.id, ActivityStatus.DONE)
    with pytest.raises(RuleBroken, match="intussen iets veranderd"):
        school.hand_overs.apply(ids["Marieke"], {item.key: ids["Bo"]})
    other = held(school, ids["Marieke"], HeldKind.ACTIVITY)[0]
    school.people.save_person(PersonDraft("Bo", left_on=TODAY, id=ids["Bo"]))
    with pytest.raises(RuleBroken, match="is er niet meer"):
        school.hand_overs.apply(ids["Marieke"], {other.key: ids["Bo"]})
    assert ids["Bo"] not in [heir.id for heir in school.hand_overs.of(ids["Marieke"]).heirs]


def test_a_deputy_who_becomes_owner_leaves_no_deputy(school: School, ids: dict[str, str]) -> None:
    (cycle,) = held(school, ids["Marieke"], HeldKind.CYCLE)
    school.cycles.change(cycle.id, "deputy_id", ids["Bo"])
    (step,) = steps(school, ids["Marieke"], ids["Bo"], HeldKind.CYCLE)
    assert step.goes and "daarna is er geen" in step.remark
    school.hand_overs.apply(ids["Marieke"], {cycle.key: ids["Bo"]})
    line = school.cycles.line(cycle.id)
    assert (line.owner, line.deputy) == ("Bo", "")


def test_a_planned_visit_goes_to_who_visits_lessons_and_tells_what_to_mind(
    school: School, ids: dict[str, str]
) -> None:
    visit = next(one for one in school.visits.all() if one.state is VisitState.PLANNED)
    giver = visit.observer_id
    heir = next(one for one in (ids["Marieke"], ids["Łukasz"]) if one != giver)
    (refused,) = steps(school, giver, ids["Bo"], HeldKind.VISIT)
    assert refused.refused == "Bo bezoekt geen lessen." and not refused.goes
    plan = school.visits.get(visit.id).draft
    school.visits.plan(replace(plan, observer_id=heir, lesson_hour=1, teacher_id=plan.teacher_id))
    (step,) = steps(school, giver, heir, HeldKind.VISIT)
    assert step.goes and "al bezoek" in step.remark
    school.hand_overs.apply(giver, {step.item.key: heir})
    assert school.visits.get(visit.id).draft == replace(plan, observer_id=heir)


def test_the_other_half_of_a_duo_visit_does_not_take_over_the_first(
    school: School, ids: dict[str, str]
) -> None:
    visit = next(one for one in school.visits.all() if one.state is VisitState.PLANNED)
    other = next(one for one in (ids["Marieke"], ids["Łukasz"]) if one != visit.observer_id)
    school.duos.add_observer(visit.id, other)
    (step,) = steps(school, visit.observer_id, other, HeldKind.VISIT)
    assert step.refused.endswith("gaat al mee naar deze les.")


def test_an_agreement_to_look_again_becomes_a_visit_of_the_heir(school: School, ids: dict[str, str]) -> None:
    source = next(
        one for one in school.visits.all() if one.state is VisitState.VISITED and one.duo_of_id is None
    )
    other = next(one for one in (ids["Marieke"], ids["Łukasz"]) if one != source.observer_id)
    assert held(school, source.observer_id, HeldKind.LOOK) == []
    later = [one for one in school.visits.all() if one.teacher_id == source.teacher_id]
    for one in later:
        if one.held_on > source.held_on:
            school.visits.remove(one.id)
    school.debriefs.look_again(source.id, date(2026, 12, 10))
    school.debriefs.agree_until(source.id, date(2026, 12, 1))
    (look,) = held(school, source.observer_id, HeldKind.LOOK)
    assert (look.state, look.next_on) == ("nog niet gepland", date(2026, 12, 10))
    (agreed,) = held(school, source.observer_id, HeldKind.AGREEMENT)
    assert agreed.next_on == date(2026, 12, 1) and agreed.kind.is_personal
    school.hand_overs.apply(source.observer_id, {look.key: other})
    made = next(one for one in school.visits.all() if one.held_on == date(2026, 12, 10))
    assert (made.observer_id, made.teacher_id, made.state) == (other, source.teacher_id, VisitState.PLANNED)
    assert made.focus_question == "Wat is er gegroeid sinds het vorige bezoek?"
    assert held(school, source.observer_id, HeldKind.LOOK) == []
    school.undo.undo()
    assert len(held(school, source.observer_id, HeldKind.LOOK)) == 1


def test_what_nobody_has_is_handed_out_with_what_comes_back(school: School, ids: dict[str, str]) -> None:
    school.series.save(WORK, school.series.choices(WORK.starts_on, WORK.ends_on, Every.YEAR)[0])
    nobody = held(school, None)
    assert {one.kind for one in nobody} <= {HeldKind.ACTIVITY, HeldKind.CYCLE, HeldKind.DEPUTY}
    (mine,) = (one for one in nobody if one.title == WORK.title)
    assert school.hand_overs.apply(None, {mine.key: ids["Bo"]}) == "1 ding gaat naar Bo."
    assert {one.kind for one in held(school, ids["Bo"])} == {HeldKind.ACTIVITY, HeldKind.SERIES}
    assert mine.key not in {one.key for one in held(school, None)}
    school.undo.undo()
    assert [one.key for one in held(school, None)] == [one.key for one in nobody]
    assert held(school, ids["Bo"]) == []
    with pytest.raises(RuleBroken, match="iets veranderd"):
        school.hand_overs.apply(None, {"activity:x": ids["Bo"]})
