"""Signals at their borders: what is asked about and what is not, each beside a plain count."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesobs.domain import signals
from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import CycleFacts, Phase, SeenAgain
from lesobs.domain.schoolyear import SchoolYear

TODAY = date(2026, 11, 23)
NO_MONTH = None


@dataclass(frozen=True)
class Activity:
    starts_on: date = TODAY
    phase: Phase = Phase.DO
    status: ActivityStatus = ActivityStatus.TODO
    overdue: bool = False
    owner_id: str | None = "ada"
    cycle_id: str | None = None


@dataclass(frozen=True)
class Cycle:
    phase: Phase = Phase.DO
    check_on: date | None = None
    new_lessons: int = 0
    check_reason: str = ""
    closed_on: date | None = None
    owner_id: str | None = "ada"
    deputy_id: str | None = None
    id: str = "cycle"

    @property
    def facts(self) -> CycleFacts:
        owned = self.owner_id is not None
        seen = (SeenAgain("Denktijd", self.new_lessons),)
        return CycleFacts(self.phase, "", owned, self.check_on, seen, self.check_reason)


class TestChecks:
    @pytest.mark.parametrize(
        ("cycle", "asked"),
        [
            (Cycle(Phase.PLAN), True),
            (Cycle(Phase.DO), True),
            (Cycle(Phase.CHECK), False),
            (Cycle(Phase.ACT), False),
            (Cycle(Phase.DO, check_on=TODAY), False),
            (Cycle(Phase.DO, closed_on=TODAY), False),
        ],
    )
    def test_plan_and_do_want_a_day_to_look_again(self, cycle: Cycle, asked: bool) -> None:
        assert signals.is_planned_only(cycle) is asked

    @pytest.mark.parametrize(
        ("change", "asked"),
        [
            ({"check_on": TODAY}, False),
            ({"check_on": TODAY - timedelta(days=1)}, True),
            ({"check_on": TODAY - timedelta(days=1), "new_lessons": 1}, False),
            ({"check_on": TODAY - timedelta(days=1), "check_reason": "Ziek."}, False),
            ({"check_on": TODAY - timedelta(days=1), "check_reason": "  "}, True),
            ({"check_on": TODAY - timedelta(days=1), "phase": Phase.ACT}, False),
            ({"check_on": TODAY - timedelta(days=1), "closed_on": TODAY}, False),
            ({"check_on": None}, False),
        ],
    )
    def test_a_check_is_late_from_the_day_after_on(self, change: dict[str, object], asked: bool) -> None:
        assert signals.is_check_late(replace(Cycle(), **change), TODAY) is asked  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("activity", "asked"),
        [
            (Activity(cycle_id="cycle"), True),
            (Activity(cycle_id="cycle", phase=Phase.PLAN), True),
            (Activity(cycle_id="cycle", status=ActivityStatus.DONE), True),
            (Activity(cycle_id="cycle", status=ActivityStatus.DROPPED), False),
            (Activity(cycle_id="cycle", phase=Phase.ACT), False),
            (Activity(cycle_id=None), False),
            (Activity(cycle_id="other"), False),
        ],
    )
    def test_what_nobody_will_look_at_is_of_plan_or_do(self, activity: Activity, asked: bool) -> None:
        assert (signals.unchecked([activity], [Cycle()], set()) == [activity]) is asked
        assert signals.unchecked([activity], [Cycle()], {"cycle"}) == []
        assert signals.unchecked([activity], [Cycle(check_on=TODAY)], set()) == []
        assert signals.unchecked([activity], [Cycle(closed_on=TODAY)], set()) == []

    def test_only_an_activity_of_check_can_be_a_late_look(self) -> None:
        late = Activity(phase=Phase.CHECK, overdue=True)
        assert signals.is_look_late(late)
        assert not signals.is_look_late(replace(late, overdue=False))
        assert not signals.is_look_late(replace(late, phase=Phase.DO))


class TestOwners:
    def test_what_is_open_wants_somebody(self) -> None:
        nobody = Activity(owner_id=None)
        assert signals.is_ownerless(nobody)
        assert not signals.is_ownerless(replace(nobody, status=ActivityStatus.DONE))
        assert not signals.is_ownerless(Activity())
        assert signals.is_leaderless(Cycle(owner_id=None))
        assert not signals.is_leaderless(Cycle(owner_id=None, closed_on=TODAY))
        assert signals.lacks_deputy(Cycle())
        assert not signals.lacks_deputy(Cycle(deputy_id="bo"))
        assert not signals.lacks_deputy(Cycle(owner_id=None))  # that is asked first
        assert not signals.lacks_deputy(Cycle(closed_on=TODAY))

    @pytest.mark.parametrize(
        ("mine", "whole", "asked"),
        [(4, 4, False), (5, 5, True), (5, 12, True), (5, 13, False), (40, 100, False), (41, 100, True)],
    )
    def test_more_than_forty_percent_is_much_from_five_things_on(
        self, mine: int, whole: int, asked: bool
    ) -> None:
        assert signals.holds_much(mine, whole) is asked

    @given(st.lists(st.integers(0, 40), min_size=1, max_size=12))
    def test_no_more_than_two_can_hold_much(self, shares: list[int]) -> None:
        much = [one for one in shares if signals.holds_much(one, sum(shares))]
        assert len(much) <= 2
        assert all(one >= 5 and one / sum(shares) > 0.4 for one in much)


STATUSES = st.sampled_from(ActivityStatus)
ACTIVITIES = st.lists(
    st.builds(
        Activity, starts_on=st.dates(date(2026, 6, 1), date(2027, 10, 1)), status=STATUSES, owner_id=st.none()
    ),
    max_size=60,
)


class TestBusyMonth:
    def many(self, number: int, starts_on: date, **change: object) -> list[Activity]:
        return [replace(Activity(starts_on), **change) for _ in range(number)]  # type: ignore[arg-type]

    def test_seven_is_much_and_six_is_not(self) -> None:
        march = date(2027, 3, 31)
        assert signals.busy_month(self.many(7, march), TODAY) == date(2027, 3, 1)
        assert signals.busy_month(self.many(6, march), TODAY) is NO_MONTH

    def test_a_sixth_of_the_year_is_much_and_less_is_not(self) -> None:
        march, elsewhere = self.many(7, date(2027, 3, 1)), []
        for month in (9, 10, 11, 12, 1, 2):
            elsewhere += self.many(6, date(2026 + (month < 8), month, 1), status=ActivityStatus.DONE)
        assert signals.busy_month([*march, *elsewhere[:35]], TODAY) == date(2027, 3, 1)  # 7 of 42
        assert signals.busy_month([*march, *elsewhere], TODAY) is NO_MONTH  # 7 of 43
        dropped = self.many(1, TODAY, status=ActivityStatus.DROPPED)
        assert signals.busy_month([*march, *elsewhere[:35], *dropped], TODAY) == date(2027, 3, 1)

    def test_a_month_that_is_over_is_no_question_and_this_one_is(self) -> None:
        assert signals.busy_month(self.many(9, date(2026, 10, 31)), TODAY) is NO_MONTH
        assert signals.busy_month(self.many(9, date(2026, 11, 1)), TODAY) == date(2026, 11, 1)
        assert signals.busy_month(self.many(9, date(2027, 8, 1)), TODAY) is NO_MONTH

    @given(ACTIVITIES)
    def test_it_is_the_fullest_month_to_come_and_names_what_begins_in_it(
        self, activities: list[Activity]
    ) -> None:
        month = signals.busy_month(activities, TODAY)
        year = SchoolYear.of(TODAY)
        ahead = [one for one in activities if one.status.open and one.starts_on in year]
        ahead = [one for one in ahead if (one.starts_on.year, one.starts_on.month) >= (2026, 11)]
        counts = {(one.starts_on.year, one.starts_on.month): 0 for one in ahead}
        for one in ahead:
            counts[one.starts_on.year, one.starts_on.month] += 1
        if month is None:
            whole = sum(
                one.status is not ActivityStatus.DROPPED and one.starts_on in year for one in activities
            )
            assert all(number < 7 or number < whole / 6 for number in counts.values())
        else:
            begins = [one for one in activities if signals.begins_in(one, month)]
            assert len(begins) == counts[month.year, month.month] == max(counts.values()) >= 7


class TestVisits:
    def test_a_talk_waits_long_from_six_school_days_on(self) -> None:
        assert [signals.waits_long(days) for days in (0, 5, 6, 30)] == [False, False, True, True]

    @pytest.mark.parametrize(
        ("today", "asked"),
        [
            (date(2026, 9, 30), False),
            (date(2026, 10, 1), False),
            (date(2026, 10, 10), False),  # 10 days of 30: not more than a third
            (date(2026, 10, 11), True),
            (date(2026, 10, 30), True),
            (date(2026, 10, 31), False),
        ],
    )
    def test_a_section_without_visits_is_asked_about_after_a_third_of_the_round(
        self, today: date, asked: bool
    ) -> None:
        assert signals.asks_for_visits(date(2026, 10, 1), date(2026, 10, 30), today) is asked
