"""What an activity may be, and when it is late."""

from datetime import date, timedelta

import pytest

from lesobs.domain.activity import (
    ActivityStatus,
    WantedStatus,
    is_coming_up,
    is_overdue,
    require_period,
)
from lesobs.domain.errors import RuleBroken

TODAY = date(2026, 11, 23)


def test_a_period_runs_forward_and_not_for_ever() -> None:
    require_period(TODAY, TODAY)
    require_period(date(2028, 2, 29), date(2028, 2, 29))
    with pytest.raises(RuleBroken, match="vóór de begindatum"):
        require_period(TODAY, TODAY - timedelta(days=1))
    with pytest.raises(RuleBroken, match="drie jaar"):
        require_period(TODAY, TODAY + timedelta(days=3 * 366 + 1))


@pytest.mark.parametrize("year", [206, 1999, 2101, 9999])
def test_a_year_that_is_a_slip_of_the_hand_is_refused(year: int) -> None:
    with pytest.raises(RuleBroken, match=str(year)):
        require_period(date(year, 11, 23), date(year, 11, 23))


def test_late_is_open_after_its_last_day() -> None:
    yesterday = TODAY - timedelta(days=1)
    assert is_overdue(ActivityStatus.DOING, yesterday, TODAY)
    assert not is_overdue(ActivityStatus.DONE, yesterday, TODAY)
    assert not is_overdue(ActivityStatus.TODO, TODAY, TODAY)


def test_coming_up_is_running_now_or_within_two_weeks() -> None:
    in_two_weeks = TODAY + timedelta(days=14)
    assert is_coming_up(ActivityStatus.TODO, in_two_weeks, in_two_weeks, TODAY)
    assert is_coming_up(ActivityStatus.TODO, TODAY - timedelta(days=9), TODAY, TODAY)
    later = in_two_weeks + timedelta(days=1)
    assert not is_coming_up(ActivityStatus.TODO, later, later, TODAY)


def test_every_status_is_asked_for_by_its_own_word_and_open_takes_the_late_ones_too() -> None:
    for status in ActivityStatus:
        asked = WantedStatus(status.value)
        assert asked.word == status.word
        assert [one for one in ActivityStatus if asked.holds(one, overdue=False)] == [status]
    assert [one for one in ActivityStatus if WantedStatus.OPEN.holds(one, overdue=one.open)] == [
        ActivityStatus.TODO,
        ActivityStatus.DOING,
    ]
    assert WantedStatus.OVERDUE.holds(ActivityStatus.TODO, overdue=True)
    assert not WantedStatus.OVERDUE.holds(ActivityStatus.DONE, overdue=False)


def test_one_press_begins_then_ends_and_takes_up_again() -> None:
    walked = [ActivityStatus.TODO]
    for _ in range(3):
        walked.append(walked[-1].next)
    assert walked == [ActivityStatus.TODO, ActivityStatus.DOING, ActivityStatus.DONE, ActivityStatus.DOING]
    assert ActivityStatus.DROPPED.next is ActivityStatus.DOING
