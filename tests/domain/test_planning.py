"""Planning a round: who goes next, which hour is free, and what is told of a plan, beside brute force."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesobs.domain.errors import RuleBroken
from lesobs.domain.planning import (
    Appointment,
    Booked,
    Candidate,
    Concern,
    Slot,
    hints,
    missed_round,
    next_slot,
    require_round,
    suggest,
    time_left,
)
from lesobs.domain.schoolyear import Holiday, is_school_day

MONDAY = date(2026, 11, 23)
HOLIDAY = Holiday("kerstvakantie", date(2026, 12, 19), date(2027, 1, 3))
DAYS = st.dates(date(2026, 10, 1), date(2026, 12, 31))
IDS = st.sampled_from("abcdef")

CANDIDATES = st.lists(
    st.builds(
        Candidate,
        id=IDS,
        name=st.sampled_from(("Ada", "Bo", "Łukasz")),
        active=st.booleans(),
        last_here=st.none() | DAYS,
        in_round=st.integers(0, 3),
    ),
    unique_by=lambda one: one.id,
    max_size=6,
)


class TestSuggestion:
    @given(CANDIDATES, st.sets(IDS))
    def test_never_the_last_observer_when_another_exists_and_never_who_left(
        self, candidates: list[Candidate], last: set[str]
    ) -> None:
        chosen = suggest(candidates, last)
        active = [one for one in candidates if one.active]
        assert (chosen is None) == (not active)
        if chosen is not None:
            assert chosen.active
            assert chosen.id not in last or all(one.id in last for one in active)

    @given(CANDIDATES, st.sets(IDS), st.randoms())
    def test_it_does_not_depend_on_the_order(
        self, candidates: list[Candidate], last: set[str], random: object
    ) -> None:
        shuffled = list(candidates)
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        assert suggest(shuffled, last) == suggest(candidates, last)

    @given(CANDIDATES, st.sets(IDS))
    def test_nobody_else_was_here_longer_ago_or_has_less_to_do(
        self, candidates: list[Candidate], last: set[str]
    ) -> None:
        chosen = suggest(candidates, last)
        for one in candidates:
            if chosen and one.active and (one.id in last) == (chosen.id in last):
                mine = (chosen.last_here or date.min, chosen.in_round)
                assert mine <= (one.last_here or date.min, one.in_round)

    def test_who_never_came_goes_before_who_is_less_busy(self) -> None:
        never = Candidate("a", "Ada", in_round=9)
        before = Candidate("b", "Bo", last_here=date(2024, 9, 2))
        assert suggest([before, never], ()) is never
        assert suggest([before, never], ("a",)) is before
        assert suggest([never], ("a",)) is never


SLOTS = st.builds(Slot, st.dates(MONDAY, date(2026, 12, 31)), st.none() | st.integers(1, 8))


class TestNextSlot:
    @given(SLOTS, st.sets(SLOTS, max_size=30), st.integers(4, 8))
    def test_it_is_the_first_free_moment_on_a_school_day(
        self, after: Slot, taken: set[Slot], last_hour: int
    ) -> None:
        until = date(2027, 1, 10)
        found = next_slot(after, taken, last_hour, lambda day: is_school_day(day, [HOLIDAY]), until)
        days = [after.day + timedelta(days=number) for number in range((until - after.day).days + 1)]
        free = [
            slot
            for day in days
            if is_school_day(day, [HOLIDAY])
            for slot in (
                [Slot(day)] * (day > after.day and all(one.day != day for one in taken))
                if after.hour is None
                else [Slot(day, hour) for hour in range(1, last_hour + 1)]
            )
            if slot not in taken and (slot.day, slot.hour or 99) > (after.day, after.hour or 0)
        ]
        assert found == next(iter(free), None)

    def test_a_round_that_is_over_has_no_room(self) -> None:
        assert next_slot(Slot(MONDAY, 7), (), 7, lambda _: True, MONDAY) is None
        assert next_slot(Slot(MONDAY, 6), (), 7, lambda _: True, MONDAY) == Slot(MONDAY, 7)
        assert next_slot(Slot(MONDAY, 1), (), 7, lambda _: True, MONDAY - timedelta(days=9)) is None


APPOINTMENTS = st.builds(Appointment, IDS, IDS, SLOTS, st.none() | IDS)
BOOKED = st.lists(
    st.builds(lambda at, seen: Booked(at, "Docent", "Waarnemer", "3H2", seen), APPOINTMENTS, st.booleans()),
    max_size=8,
)


class TestHints:
    @given(APPOINTMENTS, BOOKED)
    def test_each_concern_is_told_when_and_only_when_it_is_there(
        self, plan: Appointment, booked: list[Booked]
    ) -> None:
        told = [hint.about for hint in hints(plan, booked, [HOLIDAY])]
        week, same_hour = plan.slot.day.isocalendar()[:2], plan.slot.hour is not None
        others = [one.at for one in booked]
        together = [one for one in others if same_hour and one.slot == plan.slot]
        expected = {
            Concern.DAY: not is_school_day(plan.slot.day, [HOLIDAY]),
            Concern.TEACHER: any(
                one.teacher_id == plan.teacher_id and one.slot.day.isocalendar()[:2] == week for one in others
            ),
            Concern.OBSERVER: any(one.observer_id == plan.observer_id for one in together),
            Concern.CLASS: plan.class_group_id is not None
            and any(one.class_group_id == plan.class_group_id for one in together),
        }
        assert told == [about for about, there in expected.items() if there]

    def test_the_sentences_name_who_and_when(self) -> None:
        plan = Appointment("t", "o", Slot(date(2026, 12, 23), 3), "c")
        booked = [
            Booked(Appointment("t", "x", Slot(date(2026, 12, 21), 1)), "Minh Đặng", "Ada", seen=True),
            Booked(Appointment("u", "o", Slot(date(2026, 12, 23), 3), "c"), "Sanne de Wit", "Bo", "3H2"),
        ]
        assert [hint.sentence for hint in hints(plan, booked, [HOLIDAY])] == [
            "Wo 23 dec 2026 is een vrije dag (kerstvakantie).",
            "Minh Đặng kreeg in week 52 al bezoek: ma 21 dec, door Ada.",
            "Bo is dat lesuur al bij Sanne de Wit.",
            "3H2 heeft dat lesuur al bezoek, bij Sanne de Wit door Bo.",
        ]
        saturday = Appointment("t", "o", Slot(date(2026, 11, 28)))
        assert hints(saturday, (), ())[0].sentence == "Za 28 nov 2026 valt in het weekend."
        kings_day = Appointment("t", "o", Slot(date(2028, 4, 27)))
        assert "Koningsdag" in hints(kings_day, (), ())[0].sentence


class TestRound:
    @pytest.mark.parametrize(
        ("first", "last", "words"),
        [
            (date(2026, 12, 18), date(2026, 9, 28), "eindigt vóór ze begint"),
            (date(2026, 9, 28), date(2028, 9, 28), "hooguit een jaar"),
            (date(226, 9, 28), date(2026, 9, 28), "226"),
        ],
    )
    def test_days_that_make_no_round_are_refused(self, first: date, last: date, words: str) -> None:
        with pytest.raises(RuleBroken, match=words):
            require_round(first, last)

    @pytest.mark.parametrize(
        ("today", "words"),
        [
            (date(2026, 9, 1), "begint ma 28 sep 2026"),
            (MONDAY, "loopt nog 4 schoolweken"),
            (date(2026, 12, 12), "loopt nog 5 schooldagen"),
            (date(2026, 12, 18), "loopt nog 1 schooldag"),
            (date(2026, 12, 19), "eindigt ma 21 dec 2026, zonder schooldag ervoor"),
            (date(2026, 12, 22), "liep tot en met ma 21 dec 2026"),
        ],
    )
    def test_what_is_left_of_it_in_words(self, today: date, words: str) -> None:
        assert time_left(date(2026, 9, 28), date(2026, 12, 21), today, [HOLIDAY]) == words


@dataclass(frozen=True)
class Round:
    starts_on: date
    ends_on: date


class TestMissedRound:
    AUTUMN = Round(date(2026, 9, 28), date(2026, 12, 18))
    WINTER = Round(date(2027, 2, 1), date(2027, 3, 26))

    @pytest.mark.parametrize(
        ("day", "today", "missed"),
        [
            (date(2026, 12, 18), MONDAY, None),
            (date(2026, 12, 19), MONDAY, AUTUMN),
            (date(2027, 1, 31), MONDAY, AUTUMN),
            (date(2027, 2, 1), MONDAY, None),
            (date(2027, 3, 27), MONDAY, WINTER),
            (date(2026, 12, 19), date(2026, 12, 18), AUTUMN),
            (date(2026, 12, 21), date(2026, 12, 19), None),
            (date(2026, 9, 1), date(2026, 8, 31), None),
        ],
    )
    def test_a_day_after_a_round_that_is_not_over_misses_it(
        self, day: date, today: date, missed: Round | None
    ) -> None:
        assert missed_round(day, (self.WINTER, self.AUTUMN), today) is missed
