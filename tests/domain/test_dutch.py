"""How periods are said that a week number alone says too little of."""

from datetime import date

from lesobs.domain import dutch

YEAR = date(2026, 8, 1), date(2027, 7, 31)


def test_weeks_of_more_than_a_year_have_their_years() -> None:
    first, last = date(2025, 8, 5), date(2028, 8, 4)
    assert dutch.weeks(first, last) == "week 32 (2025) – week 31 (2028)"
    assert dutch.until_week(first, last) == "week 31 (2028)"
    assert dutch.weeks(*YEAR) == "week 31–30"
    assert dutch.weeks(date(2026, 12, 28), date(2027, 1, 3)) == "week 53"
    assert dutch.until_week(date(2026, 10, 5), date(2026, 12, 18)) == "week 51"


def test_what_goes_on_outside_a_year_is_said() -> None:
    assert dutch.beyond(date(2025, 8, 5), date(2028, 8, 4), *YEAR) == "sinds aug 2025, t/m aug 2028"
    assert dutch.beyond(date(2027, 7, 1), date(2027, 8, 1), *YEAR) == "t/m aug 2027"
    assert dutch.beyond(date(2026, 7, 31), date(2026, 8, 1), *YEAR) == "sinds jul 2026"
    assert dutch.beyond(*YEAR, *YEAR) == ""
