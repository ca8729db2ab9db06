"""What one person holds at the edges: late looks, lessons without a talk, and the story of a row."""

from dataclasses import replace
from datetime import date

import pytest

from lesobs.domain.cycle import Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.hand_over import HeldKind
from lesobs.domain.visit import ObserverRole, Purpose
from lesobs.services.calendar import ActivityDraft
from lesobs.services.held_items import HeldItem
from lesobs.services.people import PersonDraft
from lesobs.services.school import School
from lesobs.services.visits import VisitDraft

TODAY = date(2026, 11, 23)
WORK = ActivityDraft("Oefenen", Phase.DO, "OP3", date(2027, 1, 12), date(2027, 1, 14))


def held(school: School, person: str, kind: HeldKind | None = None) -> list[HeldItem]:
    return [one for one in school.hand_overs.of(person).items if kind in (None, one.kind)]


def test_a_late_look_is_planned_for_today(planned: tuple[School, str]) -> None:
    school, visit = planned
    school.visits.start(visit)
    school.visits.finish(visit)
    school.debriefs.look_again(visit, date(2026, 11, 20))
    giver = school.people.observers()[0].id
    heir = school.people.save_person(PersonDraft("Łukasz Żak", role=ObserverRole.COACH))
    (look,) = held(school, giver, HeldKind.LOOK)
    school.hand_overs.apply(giver, {look.key: heir})
    assert [one.held_on for one in school.visits.all() if one.observer_id == heir] == [TODAY]


def test_lessons_that_wait_for_their_talk_are_told_and_stay(planned: tuple[School, str]) -> None:
    school, visit = planned
    giver = school.people.observers()[0].id
    heir = school.people.save_person(PersonDraft("Łukasz Żak", role=ObserverRole.COACH))
    school.visits.start(visit)
    (busy,) = held(school, giver)
    assert (busy.kind, busy.state) == (HeldKind.TALK, "les nog niet afgerond")
    school.visits.finish(visit)
    (talk,) = held(school, giver)
    assert (talk.title, talk.state) == ("Gesprek met Minh Đặng", "nog te bespreken")
    assert school.hand_overs.number(giver) == 0
    with pytest.raises(RuleBroken, match="alleen wie de les zag"):
        school.hand_overs.apply(giver, {talk.key: heir})


def test_the_story_of_a_row_says_what_was_done_last(planned: tuple[School, str]) -> None:
    school, _ = planned
    giver = school.people.observers()[0].id
    work = school.calendar.save(replace(WORK, owner_id=giver))
    (item,) = held(school, giver, HeldKind.ACTIVITY)
    assert "laatst" not in item.history
    school.calendar.shift(work, date(2027, 1, 19), date(2027, 1, 21))
    (item,) = held(school, giver, HeldKind.ACTIVITY)
    assert item.history.endswith(": activiteit verschuiven")
    draft = VisitDraft(
        *(school.people.teachers()[0].id, school.people.sections()[0].id, giver),
        *(school.instruments.all()[0].id, date(2026, 12, 1), Purpose.DEVELOPMENT),
    )
    school.visits.plan(draft)
    assert held(school, giver, HeldKind.VISIT)[-1].history == "nog niet eerder bezocht"
