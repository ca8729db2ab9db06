"""Activities come back; one or all that follow are changed, and nothing done is ever touched."""

from dataclasses import replace
from datetime import date

import pytest

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.recurrence import Anchor, Every, Rule
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.calendar import ActivityDraft, ActivityLine
from lesobs.services.people import PersonDraft
from lesobs.services.school import School
from lesobs.services.year_turn import TurnChoices
from lesobs.storage import tables as t

YEAR = SchoolYear(2026)


def activity(title: str, first: date, last: date | None = None) -> ActivityDraft:
    return ActivityDraft(title, Phase.DO, "OP3", first, last or first)


def weekly(draft: ActivityDraft) -> Rule:
    return Rule(Every.YEAR, Anchor.WEEK, draft.starts_on, draft.ends_on)


def turn(school: School, year: SchoolYear) -> int:
    """Everything that is proposed, into the next year."""
    preview = school.year_turns.preview(year)
    chosen = frozenset(one.key for one in preview.items if one.proposed)
    return school.year_turns.apply(preview, TurnChoices(chosen))


def lines(school: School, *years: int) -> list[ActivityLine]:
    return [line for year in years for line in school.calendar.activities(SchoolYear(year))]


@pytest.fixture
def analysis(school: School) -> str:
    """An activity in week 41 of three years in a row; the id of the first."""
    draft = activity("Cijferanalyse", date(2026, 10, 5), date(2026, 10, 9))
    made = school.series.save(draft, weekly(draft))
    assert turn(school, YEAR) == turn(school, YEAR.next) == 1
    return made


def test_an_activity_says_how_it_comes_back(school: School, analysis: str) -> None:
    found = lines(school, 2026, 2027, 2028)
    assert {line.recurs for line in found} == {"elk jaar in week 41"}
    assert [line.starts_on for line in found] == [date(2026, 10, 5), date(2027, 10, 11), date(2028, 10, 9)]
    assert school.series.following(analysis) == 2
    assert school.checks.problems() == []


def test_only_this_one_changes(school: School, analysis: str) -> None:
    draft = replace(school.calendar.draft(analysis), title="Anders", starts_on=date(2026, 10, 8))
    school.series.save(draft, school.series.rule(analysis))
    assert [line.title for line in lines(school, 2026, 2027)] == ["Anders", "Cijferanalyse"]
    assert turn(school, SchoolYear(2028)) == 1
    (new,) = lines(school, 2029)
    assert (new.title, new.starts_on) == ("Cijferanalyse", date(2029, 10, 8))


def test_all_that_follow_change_but_what_was_done_stays(school: School, analysis: str) -> None:
    ada = school.people.save_person(PersonDraft("Ada"))
    second, third = lines(school, 2027, 2028)
    school.calendar.set_status(second.id, ActivityStatus.DONE)
    draft = replace(school.calendar.draft(analysis), title="Cijfers", owner_id=ada)
    school.series.save(draft, school.series.rule(analysis), also_following=True)
    titles = [(line.title, line.owner) for line in lines(school, 2026, 2027, 2028)]
    assert titles == [("Cijfers", "Ada"), ("Cijferanalyse", ""), ("Cijfers", "Ada")]
    assert school.calendar.draft(third.id).starts_on == date(2028, 10, 9), "its days were not changed"
    assert turn(school, SchoolYear(2028)) == 1
    assert [(line.title, line.owner) for line in lines(school, 2029)] == [("Cijfers", "Ada")]


def test_another_week_moves_all_that_follow_and_comes_back_so(school: School, analysis: str) -> None:
    second = lines(school, 2027)[0].id
    draft = replace(school.calendar.draft(second), starts_on=date(2027, 11, 8), ends_on=date(2027, 11, 12))
    school.series.save(draft, weekly(draft), also_following=True)
    assert [line.starts_on for line in lines(school, 2026, 2027, 2028)] == [
        date(2026, 10, 5),
        date(2027, 11, 8),
        date(2028, 11, 6),
    ]
    assert turn(school, YEAR) == turn(school, YEAR.next) == 0, "both years have theirs"
    assert turn(school, SchoolYear(2028)) == 1
    assert [line.recurs for line in lines(school, 2029)] == ["elk jaar in week 45"]
    for _ in range(2):
        school.undo.undo()
    assert [line.starts_on for line in lines(school, 2027, 2028)] == [date(2027, 10, 11), date(2028, 10, 9)]


def test_from_every_year_to_every_other_year_takes_the_one_between_away(
    school: School, analysis: str
) -> None:
    draft = school.calendar.draft(analysis)
    rule = replace(weekly(draft), every=Every.TWO_YEARS)
    school.series.save(draft, rule, also_following=True)
    assert [line.starts_on.year for line in lines(school, 2026, 2027, 2028)] == [2026, 2028]
    preview = school.year_turns.preview(YEAR)
    assert [(one.why, one.to_do) for one in preview.not_placed] == [
        ("eens in de 2 jaar in week 41; weer in 2028-2029", False)
    ]
    school.undo.undo()
    assert len(lines(school, 2026, 2027, 2028)) == 3
    assert school.checks.problems() == []


def test_no_more_from_here(school: School, analysis: str) -> None:
    second = lines(school, 2027)[0].id
    school.series.save(school.calendar.draft(second), None, also_following=True)
    assert len(lines(school, 2026, 2027, 2028)) == 2
    assert school.series.rule(second) is None
    assert turn(school, SchoolYear(2028)) == 0
    draft = school.calendar.draft(second)
    school.series.save(draft, weekly(draft))
    assert school.series.rule(second) is not None, "and it can begin again"
    assert turn(school, SchoolYear(2027)) == 1
    assert school.checks.problems() == []


def test_removing_one_or_all_that_follow(school: School, analysis: str) -> None:
    second, third = (line.id for line in lines(school, 2027, 2028))
    school.series.remove(second)
    assert [line.id for line in lines(school, 2026, 2027, 2028)] == [analysis, third]
    school.undo.undo()
    school.series.remove(second, also_following=True)
    assert [line.id for line in lines(school, 2026, 2027, 2028)] == [analysis]
    assert turn(school, YEAR) == turn(school, YEAR.next) == 0, "it does not come back"
    school.undo.undo()
    assert [line.id for line in lines(school, 2026, 2027, 2028)] == [analysis, second, third]
    school.series.remove(analysis, also_following=True)
    assert lines(school, 2026, 2027, 2028) == [] and school.year_turns.preview(YEAR).items == ()
    school.undo.undo()
    assert len(lines(school, 2026, 2027, 2028)) == 3
    assert school.checks.problems() == []


def test_a_series_goes_with_its_last_activity(school: School) -> None:
    draft = activity("Eenmalig", date(2026, 10, 5))
    made = school.series.save(draft, weekly(draft))
    school.calendar.remove(made)
    assert school.year_turns.preview(YEAR).items == ()
    school.undo.undo()
    assert len(school.year_turns.preview(YEAR).items) == 1


def test_every_period_is_planted_in_its_own_year(school: School) -> None:
    draft = activity("Cijfers", date(2026, 11, 4), date(2026, 11, 6))
    (rule, _) = school.series.choices(draft.starts_on, draft.ends_on, Every.PERIOD)
    assert rule.words == "elke periode 10 dagen na elke vakantie"
    made = school.series.save(draft, rule)
    starts = [line.starts_on for line in lines(school, 2026)]
    assert starts == [date(2026, 11, 4), date(2027, 1, 13), date(2027, 3, 10), date(2027, 5, 12)]
    assert school.series.following(made) == 3
    assert turn(school, YEAR) == 5, "after the summer too"
    assert turn(school, YEAR) == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"last_on": date(2029, 10, 9)}, "nog bezig"),
        ({"anchor": Anchor.AFTER, "holiday": "herfstvakantie", "days": 0}, "1 tot en met 60"),
        ({"anchor": Anchor.AFTER, "days": 3}, "Kies de vakantie"),
    ],
)
def test_a_rule_that_can_not_be_is_refused(school: School, change: dict[str, object], said: str) -> None:
    draft = activity("Zo", date(2026, 10, 5))
    with pytest.raises(RuleBroken, match=said):
        school.series.save(draft, replace(weekly(draft), **change))  # type: ignore[arg-type]
    assert lines(school, 2026) == []


def test_a_rule_that_can_not_be_is_found_in_a_file(school: School, analysis: str) -> None:
    with school._file.transaction("stuk") as session:
        session.query(t.Series).one().anchor = Anchor.AFTER
    assert school.checks.problems() == [
        "Activiteit ‘Cijferanalyse’ kan zo niet terugkomen. Kies de vakantie waar deze activiteit bij hoort."
    ]
