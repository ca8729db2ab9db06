"""This file is who is visited when, by whom and why: the rounds of lessons of the example school."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from lesobs.domain.picture import USUAL_GROUP
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.visit import ObserverRole, Purpose, VisitState
from lesobs.services.demo.days import LESSON_STARTS, SchoolDays, half_year, week_period
from lesobs.services.demo.people import Group, Person, Staff, Teacher, Teaching
from lesobs.services.demo.texts import Texts, Topic

NOT_VISITED = 0.08
"""Share of the teachers who are not visited in a year, as long as enough of their section are."""
CROWDED = 0.6
"""Above this share of the days of a round, visits are spread over half a year."""
SPARE_DAYS = 16
"""The last school days of a round that is running are kept free, for what could not be sooner."""
FULL_SHARE = 0.65
ASKED_SHARE = 0.75
ASKING = (Purpose.DEVELOPMENT, Purpose.COLLEGIAL, Purpose.STARTER)
"""The purposes for which a teacher asks what to look at."""
ANNOUNCED_SHARE = {"volledig": 0.85, "flits": 0.35}
SECOND_SECTION_SHARE = 0.25
OWN_DEPARTMENT, SAME_AGAIN = 5.0, 0.1
"""How much likelier the team leader of the class comes, and how much less likely last time's observer."""

PURPOSES: dict[ObserverRole | None, tuple[tuple[Purpose, ...], tuple[int, ...]]] = {
    ObserverRole.TEAM_LEADER: ((Purpose.PICTURE, Purpose.DEVELOPMENT, Purpose.APPRAISAL), (52, 40, 8)),
    ObserverRole.SCHOOL_LEADER: ((Purpose.PICTURE, Purpose.APPRAISAL), (85, 15)),
    ObserverRole.COLLEAGUE: ((Purpose.COLLEGIAL,), (1,)),
}
OBSERVER_WEIGHTS: dict[ObserverRole | None, float] = {
    ObserverRole.TEAM_LEADER: 1.0,
    ObserverRole.SCHOOL_LEADER: 1.2,
    ObserverRole.COACH: 2.5,
    ObserverRole.COLLEAGUE: 0.8,
}


@dataclass(frozen=True, slots=True)
class Lesson:
    """One visit. `year` is 0 for the present school year and -1 for the one before; `round` counts from 1;
    `focus_key` is the indicator that the focus question is about; `story` is its table in stories.toml."""

    year: int
    round: int
    teacher: Teacher
    teaching: Teaching
    group: Group
    observer: Person
    kind: str
    day: date
    hour: int
    purpose: Purpose
    announced: bool
    focus: str
    focus_key: str
    topic: Topic
    state: VisitState
    story: dict[str, Any]
    own: bool = False
    """Whether it is visited with the kijkwijzer of the school itself."""


class Timetable:
    """Fills the rounds of one school year after another; no teacher is visited twice on a day."""

    def __init__(self, rng: Random, staff: Staff, days: SchoolDays, texts: Texts, on: date) -> None:
        self._rng, self._staff, self._days, self._texts, self._on = rng, staff, days, texts, on
        self._present = SchoolYear.of(on)
        self._taken: set[tuple[str, date]] = set()
        self._hours: set[tuple[str, date, int]] = set()
        self._last_observer: dict[str, str] = {}
        self._checked: set[str] = set()
        self._seen_whole: set[tuple[int, str]] = set()
        self._focuses = [(key, text) for key, some in texts.talks["focus"].items() for text in some]

    def lessons(self, year: SchoolYear, visits: int) -> list[Lesson]:
        """So many visits of one school year, in the order of their days."""
        offset = year.start - self._present.start
        periods = [week_period(year, *one["weeks"]) for one in self._texts.calendar["rounds"]]
        running = int(self._on >= periods[1][0]) if offset == 0 else None
        found: list[Lesson] = []
        for place, (teachers, period) in enumerate(zip(self._turns(offset, visits), periods, strict=True)):
            if place == running:
                found += self._stories(teachers, place + 1)
            days = self._days.between(*period)
            if len(teachers) > CROWDED * len(days) * len(self._staff.teachers):
                days = self._days.between(*half_year(year, place + 1))
            for teacher in teachers:
                lesson = self._lesson(offset, place + 1, teacher, days, running=place == running)
                found += [lesson] if lesson else []
        if running is not None:
            found = self._with_copies(found, running + 1, self._days.between(*periods[running]))
        return sorted(found, key=lambda lesson: (lesson.day, lesson.hour, lesson.teacher.name))

    def _turns(self, offset: int, visits: int) -> tuple[list[Teacher], list[Teacher]]:
        """Who is visited in each of the two rounds: most once, starters sooner twice than others."""
        order = self._rng.sample(self._staff.teachers, len(self._staff.teachers))
        left = Counter(teacher.teaching[0].section for teacher in order)
        if offset == 0:
            left[self._texts.lessons["check"]["section"]] = 0
        spared: list[Teacher] = []
        for teacher in order:
            section = teacher.teaching[0].section
            if len(spared) < int(len(order) * NOT_VISITED) and left[section] > USUAL_GROUP:
                left[section] -= 1
                spared.append(teacher)
        visited = sorted((one for one in order if one not in spared), key=lambda one: not one.starter)
        first, second = visited[: len(spared)], visited[len(spared) : 2 * len(spared)]
        return self._turn(visited, first, (visits + 1) // 2), self._turn(visited, second, visits // 2)

    def _turn(self, visited: list[Teacher], again: list[Teacher], number: int) -> list[Teacher]:
        turn = self._rng.sample(visited + again, len(visited) + len(again))
        while len(turn) < number:
            turn += self._rng.sample(visited, len(visited))
        return turn[:number]

    def _stories(self, teachers: list[Teacher], round_: int) -> Iterator[Lesson]:
        """The visits of stories.toml, each in the place of one of these teachers."""
        by_name = {teacher.name: teacher for teacher in self._staff.teachers}
        for story in self._texts.stories:
            teacher = by_name.get(story["teacher"])
            if "waiting" in story:
                day = self._days.before(self._on, story["waiting"])
            else:
                day = self._days.after(self._on, story["ahead"])
            if teacher is None or day is None or not teachers:
                continue
            teachers.remove(teacher if teacher in teachers else teachers[-1])
            yield self._story(story, teacher, day, round_)

    def _story(self, story: dict[str, Any], teacher: Teacher, day: date, round_: int) -> Lesson:
        teaching = teacher.teaching[0]
        group = self._staff.groups.get(story["class_name"], teaching.groups[0])
        observer = self._staff.persons[story["observer"]]
        self._taken.add((teacher.id, day))
        self._hours |= {(observer.id, day, story["hour"]), (group.id, day, story["hour"])}
        if "duo" in story:
            self._hours.add((self._staff.persons[story["duo"]].id, day, story["hour"]))
        self._last_observer[teacher.id] = observer.id
        focus = story.get("focus", "")
        return Lesson(
            year=SchoolYear.of(day).start - self._present.start,
            round=round_,
            teacher=teacher,
            teaching=teaching,
            group=group,
            observer=observer,
            kind=story["kind"],
            day=day,
            hour=story["hour"],
            purpose=Purpose(story["purpose"]),
            announced=story["announced"],
            focus=focus,
            focus_key=next((key for key, text in self._focuses if text == focus), ""),
            topic=self._rng.choice(self._texts.topics(teaching.subject, group.stream, group.year)),
            state=VisitState.BUSY if story.get("busy") and day == self._on else self._state(day),
            story=story,
        )

    def _with_copies(self, lessons: list[Lesson], round_: int, days: list[date]) -> list[Lesson]:
        """The same number of lessons; the last planned ones of a round become the visits that are copies."""
        copied = self._texts.copied
        observer, day = self._staff.persons[copied["observer"]], self._days.after(self._on, copied["ahead"])
        hours = [hour for hour in copied["hours"] if (observer.id, day, hour) not in self._hours]
        check = self._texts.lessons["check"]["section"]
        for lesson in sorted(lessons, key=lambda lesson: lesson.day, reverse=True) if day in days else ():
            movable = lesson.round == round_ and lesson.day > day and not lesson.story
            free = (lesson.teacher.id, day) not in self._taken and lesson.teacher.name != observer.name
            if not hours or not movable or not free or lesson.teaching.section == check:
                continue
            if (lesson.group.id, day, hours[0]) in self._hours:
                continue
            copy = replace(
                lesson, observer=observer, kind="flits", own=True, day=day, hour=hours.pop(0),
                purpose=Purpose(copied["purpose"]), announced=False, focus="", focus_key="",
            )  # fmt: skip
            self._taken.add((lesson.teacher.id, day))
            self._hours |= {(observer.id, day, copy.hour), (copy.group.id, day, copy.hour)}
            lessons = [copy if one is lesson else one for one in lessons]
        return lessons

    def _lesson(
        self, offset: int, round_: int, teacher: Teacher, days: list[date], *, running: bool
    ) -> Lesson | None:
        """A visit on one of these days; None when the teacher is visited on all of them."""
        due = round_ > 1 and (offset, teacher.id) not in self._seen_whole
        second = len(teacher.teaching) > 1 and not due and self._rng.random() < SECOND_SECTION_SHARE
        teaching = teacher.teaching[int(second)]
        day = self._day(teacher, self._window(teacher, teaching.section, days) if running else days, days)
        if day is None:
            return None
        group = self._rng.choice(teaching.groups)
        observer = self._observer(teacher, group)
        checked = running and teaching.section == self._texts.lessons["check"]["section"]
        purpose = self._purpose(observer, teacher, counts=due or checked)
        whole = due or purpose in (Purpose.APPRAISAL, Purpose.STARTER) or self._rng.random() < FULL_SHARE
        kind = "volledig" if whole else "flits"
        if whole and not second and purpose is not Purpose.APPRAISAL:
            self._seen_whole.add((offset, teacher.id))
        asked = whole and purpose in ASKING and self._rng.random() < ASKED_SHARE
        key, focus = self._rng.choice(self._focuses) if asked else ("", "")
        return Lesson(
            year=offset,
            round=round_,
            teacher=teacher,
            teaching=teaching,
            group=group,
            observer=observer,
            kind=kind,
            day=day,
            hour=self._hour(observer, group, day),
            purpose=purpose,
            announced=purpose is Purpose.APPRAISAL or self._rng.random() < ANNOUNCED_SHARE[kind],
            focus=focus,
            focus_key=key,
            topic=self._rng.choice(self._texts.topics(teaching.subject, group.stream, group.year)),
            state=self._state(day),
            story={},
        )

    def _state(self, day: date) -> VisitState:
        return VisitState.VISITED if day < self._on else VisitState.PLANNED

    def _window(self, teacher: Teacher, section: str, days: list[date]) -> list[date]:
        """The days on which a section is visited in the round that runs now: see lessons.toml."""
        check = self._texts.lessons["check"]
        if section in self._texts.lessons["later"]["sections"]:
            return [day for day in days if day >= self._on]
        if section != check["section"]:
            return days[:-SPARE_DAYS]
        windows = check["windows"]
        again = teacher.id in self._checked
        first, last = windows[-1 if again else min(len(self._checked), len(windows) - 1)]
        self._checked.add(teacher.id)
        return [day for day in days if first <= (day - self._on).days <= last]

    def _day(self, teacher: Teacher, *windows: Sequence[date]) -> date | None:
        """A day without a visit to this teacher, from the first of these windows that has one."""
        for window in windows:
            day = self._rng.choice(window) if window else None
            if day is not None and (teacher.id, day) in self._taken:
                free = [one for one in window if (teacher.id, one) not in self._taken]
                day = self._rng.choice(free) if free else None
            if day is not None:
                self._taken.add((teacher.id, day))
                return day
        return None

    def _observer(self, teacher: Teacher, group: Group) -> Person:
        """Mostly the team leader of the class, seldom the same observer as last time, never oneself."""
        observers = [person for person in self._staff.observers if person.name != teacher.name]
        last = self._last_observer.get(teacher.id)
        weights = [
            (OWN_DEPARTMENT if group.department in person.departments else OBSERVER_WEIGHTS[person.role])
            * (SAME_AGAIN if person.id == last else 1.0)
            for person in observers
        ]
        (observer,) = self._rng.choices(observers, weights)
        self._last_observer[teacher.id] = observer.id
        return observer

    def _purpose(self, observer: Person, teacher: Teacher, *, counts: bool) -> Purpose:
        """Why this observer comes; a lesson that a picture needs (`counts`) is no appraisal."""
        if observer.role is ObserverRole.COACH:
            return Purpose.STARTER if teacher.starter else Purpose.DEVELOPMENT
        (purpose,) = self._rng.choices(*PURPOSES[observer.role])
        return Purpose.PICTURE if counts and purpose is Purpose.APPRAISAL else purpose

    def _hour(self, observer: Person, group: Group, day: date) -> int:
        """A lesson hour in which neither observer nor class is somewhere else, as long as there is one."""
        first = self._rng.randrange(len(LESSON_STARTS))
        for step in range(len(LESSON_STARTS)):
            hour = (first + step) % len(LESSON_STARTS) + 1
            busy = {(observer.id, day, hour), (group.id, day, hour)}
            if not busy & self._hours:
                self._hours |= busy
                return hour
        return first + 1
