"""The year turns ten times: every open loop is kept, nothing is there twice, and nothing is guessed."""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Outcome, Phase
from lesobs.domain.recurrence import Anchor, Every, Rule
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.calendar import ActivityDraft, FreePeriodDraft
from lesobs.services.cycles import CycleDraft
from lesobs.services.people import PersonDraft
from lesobs.services.school import School
from lesobs.services.turn_rows import TurnKind
from lesobs.services.year_turn import TurnChoices, YearTurn

YEAR = SchoolYear(2026)


def activity(title: str, first: date, last: date | None = None, **more: object) -> ActivityDraft:
    return replace(ActivityDraft(title, Phase.DO, "OP3", first, last or first), **more)  # type: ignore[arg-type]


def proposed(turn: YearTurn, **owners: str | None) -> TurnChoices:
    return TurnChoices(frozenset(one.key for one in turn.items if one.proposed), owners)


def turned(school: School, year: SchoolYear) -> int:
    turn = school.year_turns.preview(year)
    return school.year_turns.apply(turn, proposed(turn))


class Clock:
    day = date(2027, 6, 1)

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def school(new: Path, clock: Clock) -> Iterator[School]:
    """In June, when schools make the next year ready."""
    with School.open(new, today=clock) as opened:
        yield opened


def cycle(school: School, title: str, owner: str, deputy: str | None = None) -> str:
    made = school.cycles.save(
        CycleDraft(title, "OP3", goal="Zien", owner_id=owner, deputy_id=deputy, check_on=date(2027, 3, 1))
    )
    school.cycles.advance(made)
    return made


def test_ten_years_in_a_row_keep_every_open_loop_and_double_nothing(school: School, clock: Clock) -> None:
    ada = school.people.save_person(PersonDraft("Ada"))
    loops = [cycle(school, f"Cyclus {number}", ada) for number in range(3)]
    for number, (every, anchor) in enumerate(
        (every, anchor)
        for every in (Every.YEAR, Every.TWO_YEARS, Every.FOUR_YEARS)
        for anchor in (Anchor.DATE, Anchor.WEEK)
    ):
        day = date(2026, 9, 7 + number)
        draft = activity(f"{every.word} {anchor}", day)
        school.series.save(draft, Rule(every, anchor, day, day))
    after = activity("Na herfst", date(2026, 11, 4), date(2026, 11, 6))
    school.series.save(
        after, Rule(Every.YEAR, Anchor.AFTER, after.starts_on, after.ends_on, "herfstvakantie", 10)
    )
    period = activity("Cijfers", date(2026, 11, 4))
    school.series.save(period, Rule(Every.PERIOD, Anchor.AFTER, period.starts_on, period.ends_on, "", 10))
    step = school.calendar.save(activity("Stap van de cyclus", date(2027, 5, 10), cycle_id=loops[0]))
    for number in range(10):
        year = SchoolYear(2026 + number)
        clock.day = date(year.start + 1, 6, 1)
        if year.next.start == 2031:  # the list of published holidays ends here, and the school fills it in
            unplaced = school.year_turns.preview(year)
            assert {one.title for one in unplaced.not_placed if one.to_do} == {"Na herfst", "Cijfers"}
            assert unplaced.holidays == () or all(one.starts_on.year < 2031 for one in unplaced.holidays)
        if year.next.start >= 2030:
            for name, first, last in (
                ("herfstvakantie", (10, 16), (10, 24)),
                ("kerstvakantie", (12, 20), (12, 31)),
            ):
                days = date(year.next.start, *first), date(year.next.start, *last)
                if not any(
                    one.starts_on <= days[1] and one.ends_on >= days[0]
                    for one in school.calendar.free_periods()
                ):
                    school.calendar.save_free_period(FreePeriodDraft(name, *days))
        assert turned(school, year) > 0
        assert turned(school, year) == 0, "applying it again adds nothing"
        opened = {one.id for one in school.cycles.all() if one.closed_on is None}
        assert opened == set(loops), "no cycle is lost or doubled"
        steps = [one for one in school.calendar.of_cycle(loops[0]) if one.status.open]
        assert [SchoolYear.of(one.starts_on) for one in steps] == [year.next], "its open step goes along"
        found = Counter(one.title for one in school.calendar.activities(year.next))
        assert found["elk jaar week"] == found["elk jaar date"] == found["Na herfst"] == 1
        assert found["eens in de 2 jaar week"] == (number + 1) % 2 * 0 + int((number + 1) % 2 == 0)
        assert found["eens in de 4 jaar date"] == int((number + 1) % 4 == 0)
    assert school.calendar.draft(step).status is ActivityStatus.DROPPED
    assert school.checks.problems() == []


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.dates(YEAR.first_day, YEAR.last_day),
            st.integers(0, 60),
            st.sampled_from(Every),
            st.integers(0, 3),
            st.booleans(),
        ),
        max_size=6,
    )
)
def test_whatever_comes_back_comes_once(
    new_once: Path,
    tmp_path_factory: pytest.TempPathFactory,
    made: list[tuple[date, int, Every, int, bool]],
) -> None:
    path = Path(shutil.copy(new_once, tmp_path_factory.mktemp("turn")))
    with School.open(path, today=lambda: date(2027, 6, 1)) as school:
        for number, (day, length, every, which, moves) in enumerate(made):
            last = date.fromordinal(day.toordinal() + length % 30)
            rules = school.series.choices(day, last, every)
            if rules:
                rule = replace(rules[which % len(rules)], moves_out=moves)
                school.series.save(activity(f"A{number}", day, last), rule)
        for year in (YEAR, YEAR.next, YEAR.next.next):
            turned(school, year)
            assert turned(school, year) == 0
        with school._file.reading() as session:
            from lesobs.storage import tables as t

            keys = [(one.series_id, one.occurrence) for one in session.query(t.Activity)]
        assert len(keys) == len(set(keys))
        assert school.checks.problems() == []


def test_nothing_is_written_before_it_is_applied_and_undo_takes_it_all_back(school: School) -> None:
    draft = activity("Analyse", date(2026, 10, 5), date(2026, 10, 9))
    school.series.save(draft, Rule(Every.YEAR, Anchor.WEEK, draft.starts_on, draft.ends_on))
    left = school.calendar.save(activity("Blijft liggen", date(2027, 3, 1)))
    turn = school.year_turns.preview(YEAR)
    assert school.calendar.activities(YEAR.next) == []
    assert [(one.kind, one.title, one.was, one.starts_on, one.why) for one in turn.items] == [
        (
            TurnKind.RECURS,
            "Analyse",
            (date(2026, 10, 5), date(2026, 10, 9)),
            date(2027, 10, 11),
            "elk jaar, in week 41",
        ),
        (
            TurnKind.OPEN,
            "Blijft liggen",
            (date(2027, 3, 1),) * 2,
            date(2028, 2, 28),
            "nog te doen, in week 9",
        ),
    ]
    assert school.year_turns.apply(turn, proposed(turn)) == 2
    assert len(school.calendar.activities(YEAR.next)) == 2
    assert school.year_turns.apply(turn, proposed(turn)) == 0, "an old preview adds nothing either"
    school.undo.undo()
    assert school.calendar.activities(YEAR.next) == []
    assert school.calendar.draft(left).status is ActivityStatus.TODO
    assert school.checks.problems() == []


def test_only_what_is_chosen_is_made(school: School) -> None:
    done = school.calendar.save(activity("Studiedag", date(2027, 2, 1), status=ActivityStatus.DONE))
    school.calendar.save(activity("Vervallen", date(2027, 2, 2), status=ActivityStatus.DROPPED))
    turn = school.year_turns.preview(YEAR)
    assert [(one.kind, one.title, one.proposed) for one in turn.items] == [
        (TurnKind.ONCE, "Studiedag", False)
    ]
    assert school.year_turns.apply(turn, proposed(turn)) == 0
    assert school.year_turns.apply(turn, TurnChoices(frozenset({done}))) == 1
    assert school.calendar.draft(done).status is ActivityStatus.DONE, "what was done stays done"
    assert school.year_turns.preview(YEAR).items == ()


def test_an_anchor_to_a_holiday_that_is_not_known_is_told_and_left(school: School, clock: Clock) -> None:
    clock.day = date(2031, 6, 1)
    year = SchoolYear(2030)
    school.calendar.save_free_period(
        FreePeriodDraft("herfstvakantie", date(2030, 10, 12), date(2030, 10, 20))
    )
    draft = activity("Na herfst", date(2030, 10, 30))
    known = school.series.choices(draft.starts_on, draft.ends_on, Every.YEAR)
    rule = next(one for one in known if one.words == "elk jaar 10 dagen na de herfstvakantie")
    school.series.save(draft, rule)
    turn = school.year_turns.preview(year)
    assert turn.items == () and turn.holidays == ()
    assert [(one.title, one.why, one.to_do) for one in turn.not_placed] == [
        (
            "Na herfst",
            "elk jaar 10 dagen na de herfstvakantie. De vakanties van 2031-2032 zijn nog niet bekend.",
            True,
        )
    ]
    school.calendar.save_free_period(
        FreePeriodDraft("Herfstvakantie", date(2031, 10, 11), date(2031, 10, 19))
    )
    assert turned(school, year) == 1
    assert [one.starts_on for one in school.calendar.activities(year.next)] == [date(2031, 10, 29)]


def test_who_left_is_chosen_anew(school: School) -> None:
    ada, bo, cas = (school.people.save_person(PersonDraft(name)) for name in ("Ada", "Bo", "Cas"))
    loop = cycle(school, "Denken", ada, deputy=bo)
    draft = activity("Analyse", date(2026, 10, 5), owner_id=ada)
    school.series.save(draft, Rule(Every.YEAR, Anchor.WEEK, draft.starts_on, draft.ends_on))
    school.people.save_person(PersonDraft("Ada", left_on=date(2027, 7, 1), id=ada))
    turn = school.year_turns.preview(YEAR)
    (gone,) = turn.owners
    assert (gone.name, gone.activities, gone.cycles, gone.proposed) == ("Ada", 1, 1, bo)
    assert turn.cycles[0].owner_left
    school.year_turns.apply(turn, proposed(turn))
    (new,) = school.calendar.activities(YEAR.next)
    assert new.owner == "", "nobody was chosen"
    assert school.cycles.draft(loop).owner_id == ada, "a cycle past Plan is never without an owner"
    school.undo.undo()
    school.year_turns.apply(turn, proposed(turn, **{ada: bo}))
    (new,) = school.calendar.activities(YEAR.next)
    assert new.owner == "Bo"
    after = school.cycles.draft(loop)
    assert (after.owner_id, after.deputy_id) == (bo, None)
    assert school.year_turns.preview(YEAR).owners == ()
    assert school.year_turns.preview(YEAR.next).items[0].owner == "Bo"
    assert cas and school.checks.problems() == []


def test_a_cycle_says_how_many_turns_went_before(school: School) -> None:
    ada = school.people.save_person(PersonDraft("Ada"))
    loop = cycle(school, "Denken", ada)
    school.cycles.advance(loop)
    school.cycles.explain_no_check(loop, "Geen lessen")
    school.cycles.advance(loop)
    school.cycles.close(loop, Outcome.ADJUST)
    (going,) = school.year_turns.preview(YEAR).cycles
    assert (going.line.title, going.turns, going.owner_left) == ("Denken", 1, False)


def test_it_is_offered_from_may_on_while_the_next_year_is_empty(school: School, clock: Clock) -> None:
    assert school.year_turns.due() is None, "an empty school has nothing to turn"
    school.calendar.save(activity("Analyse", date(2026, 10, 5)))
    expected = {
        date(2027, 4, 30): None,
        date(2027, 5, 1): YEAR,
        date(2027, 8, 20): YEAR,
        date(2027, 11, 1): None,
    }
    for day, due in expected.items():
        clock.day = day
        assert school.year_turns.due() == due
    clock.day = date(2027, 6, 1)
    school.calendar.save(activity("Nieuw", date(2027, 10, 5)))
    assert school.year_turns.due() is None
