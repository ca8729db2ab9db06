"""Activities come back in the same week, on the same date or by a holiday, in every school year there is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from dateutil.rrule import YEARLY, rrule
from hypothesis import given
from hypothesis import strategies as st

from lesobs.domain.errors import RuleBroken
from lesobs.domain.recurrence import (
    FARTHEST_DAYS,
    Anchor,
    Every,
    Rule,
    occurrences,
    require_rule,
    rules_for,
    start_of_week,
)
from lesobs.domain.schoolyear import Holiday, SchoolYear, is_school_day

HOLIDAYS = (
    Holiday("zomervakantie", date(2026, 7, 18), date(2026, 8, 30)),
    Holiday("herfstvakantie", date(2026, 10, 17), date(2026, 10, 25)),
    Holiday("kerstvakantie", date(2026, 12, 19), date(2027, 1, 3)),
    Holiday("studiedag", date(2027, 2, 3), date(2027, 2, 3)),
    Holiday("zomervakantie", date(2027, 7, 24), date(2027, 9, 5)),
    Holiday("Herfstvakantie", date(2027, 10, 16), date(2027, 10, 24)),
    Holiday("kerstvakantie", date(2027, 12, 25), date(2028, 1, 9)),
)
days = st.dates(date(2001, 1, 1), date(2060, 12, 31))
lengths = st.integers(0, 200).map(lambda number: timedelta(days=number))
years_ahead = st.integers(0, 40)
yearly = st.sampled_from([Every.YEAR, Every.TWO_YEARS, Every.FOUR_YEARS])


def start(rule: Rule, year: SchoolYear) -> date | None:
    found = occurrences(rule, year, ())
    return found[0].starts_on if found else None


@given(days, lengths, yearly)
def test_the_same_date_is_what_rrule_says(day: date, length: timedelta, every: Every) -> None:
    rule = Rule(every, Anchor.DATE, day, day + length)
    leap = (day.month, day.day) == (2, 29)
    wanted = rrule(
        YEARLY,
        dtstart=day,
        interval=every.years,
        bymonth=day.month,
        bymonthday=-1 if leap else day.day,
        count=12,
    )
    found = [start(rule, SchoolYear(rule.first_year.start + one)) for one in range(12 * every.years)]
    assert [one for one in found if one is not None] == [moment.date() for moment in wanted]


@given(days, lengths)
def test_the_same_week_is_what_rrule_says(day: date, length: timedelta) -> None:
    rule = Rule(Every.YEAR, Anchor.WEEK, day, day + length)
    year, week, weekday = day.isocalendar()
    found = [start(rule, SchoolYear(rule.first_year.start + one)) for one in range(12)]
    if week < 53:
        assert found == [date.fromisocalendar(year + one, week, weekday) for one in range(12)]
    else:  # rrule leaves out the years without one; a school does not
        assert all(one is not None and one.isocalendar().week in (52, 53) for one in found)
    if 1 < week < 52:  # rrule looks at the days of a calendar year, and so misses weeks over its edge
        wanted = rrule(YEARLY, dtstart=day, byweekno=week, byweekday=day.weekday(), count=12)
        assert found == [moment.date() for moment in wanted]


@given(days, lengths, yearly, st.sampled_from([Anchor.DATE, Anchor.WEEK]))
def test_it_begins_with_itself_and_comes_once_in_its_years(
    day: date, length: timedelta, every: Every, anchor: Anchor
) -> None:
    rule = Rule(every, anchor, day, day + length)
    (itself,) = occurrences(rule, rule.first_year, HOLIDAYS)
    assert (itself.starts_on, itself.ends_on, itself.key) == (day, day + length, rule.first_year.name)
    assert occurrences(rule, rule.first_year.previous, HOLIDAYS) == []
    numbers = [len(occurrences(rule, SchoolYear(rule.first_year.start + n), ())) for n in range(9)]
    assert numbers == [int(n % every.years == 0) for n in range(9)]


@given(days, lengths, years_ahead)
def test_a_week_keeps_its_weekday_its_length_and_its_order(day: date, length: timedelta, ahead: int) -> None:
    rule = Rule(Every.YEAR, Anchor.WEEK, day, day + length)
    (one,) = occurrences(rule, SchoolYear(rule.first_year.start + ahead), ())
    assert one.starts_on is not None and one.ends_on is not None
    assert one.starts_on.weekday() == day.weekday() and one.ends_on - one.starts_on == length
    assert abs((one.starts_on - day.replace(year=day.year + ahead, day=min(day.day, 28))).days) <= 11


@given(days, st.booleans(), st.sampled_from([Anchor.DATE, Anchor.WEEK]))
def test_it_leaves_a_holiday_only_when_asked(day: date, moves: bool, anchor: Anchor) -> None:
    rule = Rule(Every.YEAR, anchor, day, day + timedelta(days=4), moves_out=moves)
    kept = replace(rule, moves_out=False)
    year = rule.first_year.next
    (found,), (unmoved,) = occurrences(rule, year, HOLIDAYS), occurrences(kept, year, HOLIDAYS)
    assert found.starts_on and unmoved.starts_on and found.ends_on
    # By date both ends keep their date, so that a leap day may come in between or fall out.
    longer = (found.ends_on - found.starts_on) - timedelta(days=4)
    assert abs(longer) <= timedelta(days=anchor is Anchor.DATE)
    if not moves:
        assert found == unmoved
    else:
        assert is_school_day(found.starts_on, HOLIDAYS)
        between = (found.starts_on - unmoved.starts_on).days
        assert not any(
            is_school_day(unmoved.starts_on + timedelta(days=ahead), HOLIDAYS) for ahead in range(between)
        )


@given(st.sampled_from([Anchor.AFTER, Anchor.BEFORE]), st.integers(1, FARTHEST_DAYS))
def test_so_many_days_from_the_holiday_of_that_year(anchor: Anchor, number: int) -> None:
    day = date(2026, 11, 5)
    rule = Rule(Every.YEAR, anchor, day, day + timedelta(days=2), "herfstvakantie", number)
    (found,) = occurrences(rule, SchoolYear(2027), HOLIDAYS)
    assert found.starts_on is not None and found.ends_on is not None
    if anchor is Anchor.AFTER:
        assert (found.starts_on - date(2027, 10, 24)).days == number
    else:
        assert (date(2027, 10, 16) - found.starts_on).days == number
    assert (found.ends_on - found.starts_on).days == 2


@given(days)
def test_what_an_activity_can_go_by_leads_back_to_its_own_day(day: date) -> None:
    for every in Every:
        for rule in rules_for(day, day, every, HOLIDAYS):
            require_rule(rule)
            if rule.anchor.by_holiday and every is not Every.PERIOD:
                edges = [one.ends_on if rule.anchor is Anchor.AFTER else one.starts_on for one in HOLIDAYS]
                assert rule.days in {abs((day - edge).days) for edge in edges}
            found = occurrences(rule, rule.first_year, HOLIDAYS)
            if not rule.anchor.by_holiday:
                assert [one.starts_on for one in found] == [day]


def test_a_leap_day_becomes_the_28th_and_comes_back() -> None:
    rule = Rule(Every.YEAR, Anchor.DATE, date(2028, 2, 29), date(2028, 2, 29))
    (plain,) = occurrences(rule, SchoolYear(2028), ())
    assert (plain.starts_on, plain.ends_on) == (date(2029, 2, 28), date(2029, 2, 28))
    assert plain.remark == "In 2029 is er geen 29 februari: het wordt de 28e."
    (leap,) = occurrences(rule, SchoolYear(2031), ())
    assert (leap.starts_on, leap.remark) == (date(2032, 2, 29), "Begint op een vrije dag: weekend.")


def test_a_week_53_becomes_week_52_and_says_so() -> None:
    rule = Rule(Every.YEAR, Anchor.WEEK, date(2026, 12, 31), date(2026, 12, 31))
    assert rule.words == "elk jaar in week 53"
    (found,) = occurrences(rule, SchoolYear(2027), ())
    assert found.starts_on == date(2027, 12, 30)
    assert found.remark == "In 2027-2028 is er geen week 53: het wordt week 52."


def test_a_week_over_the_first_of_august_is_of_one_school_year() -> None:
    rule = Rule(Every.YEAR, Anchor.WEEK, date(2028, 7, 31), date(2028, 7, 31))
    assert rule.first_year == SchoolYear(2028)
    assert start(rule, SchoolYear(2029)) == date(2029, 7, 30)
    assert start(rule, SchoolYear(2032)) == date(2032, 7, 26)


def test_a_year_without_holidays_says_so_instead_of_guessing() -> None:
    rule = Rule(Every.YEAR, Anchor.AFTER, date(2026, 11, 4), date(2026, 11, 6), "herfstvakantie", 10)
    (unknown,) = occurrences(rule, SchoolYear(2031), HOLIDAYS)
    assert (unknown.starts_on, unknown.ends_on) == (None, None)
    assert unknown.remark == "De vakanties van 2031-2032 zijn nog niet bekend."
    (unnamed,) = occurrences(replace(rule, holiday="carnaval"), SchoolYear(2027), HOLIDAYS)
    assert unnamed.remark == "In 2027-2028 zijn er geen vrije dagen die ‘carnaval’ heten."
    twice = (*HOLIDAYS, Holiday("herfstvakantie", date(2027, 11, 1), date(2027, 11, 1)))
    (doubled,) = occurrences(rule, SchoolYear(2027), twice)
    assert doubled.starts_on is None and "2 keer" in doubled.remark
    each = Rule(Every.PERIOD, Anchor.AFTER, date(2026, 11, 4), date(2026, 11, 6), "", 10)
    assert [one.starts_on for one in occurrences(each, SchoolYear(2031), HOLIDAYS)] == [None]
    weekly = Rule(Every.YEAR, Anchor.WEEK, date(2026, 11, 2), date(2026, 11, 6), moves_out=True)
    (kept,) = occurrences(weekly, SchoolYear(2031), HOLIDAYS)
    assert kept.starts_on == date(2031, 11, 3) and "nog niet bekend" in kept.remark


def test_every_period_follows_each_long_holiday_of_its_year() -> None:
    rule = Rule(Every.PERIOD, Anchor.AFTER, date(2026, 11, 4), date(2026, 11, 6), "", 10)
    found = occurrences(rule, SchoolYear(2027), HOLIDAYS)
    assert [(one.starts_on, one.key) for one in found] == [
        (date(2027, 9, 15), "2027-2028 zomervakantie"),
        (date(2027, 11, 3), "2027-2028 herfstvakantie"),
        (date(2028, 1, 19), "2027-2028 kerstvakantie"),
    ]
    assert rule.words == "elke periode 10 dagen na elke vakantie"
    before = replace(rule, anchor=Anchor.BEFORE, days=5)
    starts = [one.starts_on for one in occurrences(before, SchoolYear(2026), HOLIDAYS)]
    assert starts == [date(2026, 10, 12), date(2026, 12, 14), date(2027, 7, 19)]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Rule(Every.YEAR, Anchor.WEEK, date(2026, 9, 7), date(2026, 9, 4)), "einddatum ligt vóór"),
        (Rule(Every.YEAR, Anchor.WEEK, date(2026, 9, 7), date(2029, 9, 4)), "nog bezig"),
        (Rule(Every.PERIOD, Anchor.WEEK, date(2026, 9, 7), date(2026, 9, 7)), "zoveel dagen"),
        (Rule(Every.PERIOD, Anchor.AFTER, date(2026, 9, 7), date(2027, 9, 6), "", 3), "te lang"),
        (Rule(Every.YEAR, Anchor.AFTER, date(2026, 9, 7), date(2026, 9, 7), " ", 3), "Kies de vakantie"),
        (Rule(Every.YEAR, Anchor.BEFORE, date(2026, 9, 7), date(2026, 9, 7), "mei", 61), "1 tot en met 60"),
    ],
)
def test_what_can_not_come_back_is_refused(rule: Rule, said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        require_rule(rule)


def test_the_words() -> None:
    day = date(2026, 10, 5)
    said = [rule.words for rule in rules_for(day, day, Every.YEAR, HOLIDAYS)]
    assert said == [
        "elk jaar op 5 oktober",
        "elk jaar in week 41",
        "elk jaar 36 dagen na de zomervakantie",
        "elk jaar 12 dagen vóór de herfstvakantie",
    ]
    assert rules_for(date(2031, 1, 1), date(2031, 1, 1), Every.PERIOD, HOLIDAYS) == []
    four = Rule(Every.FOUR_YEARS, Anchor.DATE, day, day)
    assert four.words == "eens in de 4 jaar op 5 oktober"
    assert four.next_turn(SchoolYear(2027)) == SchoolYear(2030)
    assert start_of_week(SchoolYear(2026), 1) == date(2027, 1, 4)
