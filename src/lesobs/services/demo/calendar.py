"""This file is the rounds, findings, cycles, activities and team talks of the example school."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain import dutch
from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Outcome, Phase, looks_after_securing
from lesobs.domain.finding import FindingKind
from lesobs.domain.picture import USUAL_GROUP
from lesobs.domain.recurrence import Anchor, Every, rules_for
from lesobs.domain.schoolyear import Holiday, SchoolYear
from lesobs.domain.tally import Tally
from lesobs.domain.visit import Purpose
from lesobs.services.cycles import new_look
from lesobs.services.demo.days import FRIDAY, MONDAY, SchoolDays, moment, week_period
from lesobs.services.demo.people import Staff
from lesobs.services.demo.rows import Rows
from lesobs.services.demo.scores import Seen
from lesobs.services.demo.texts import Texts
from lesobs.services.demo.visits import Lesson
from lesobs.services.series import SHARED
from lesobs.services.tallies import tally_to
from lesobs.storage import tables as t

WRITTEN_AT = time(16, 0)


@dataclass(frozen=True, slots=True)
class Place:
    """Which lessons: of all sections, rounds or departments where none is named. `year` 0 is the present
    school year, -1 the one before."""

    year: int
    round: int | None = None
    section: str | None = None
    department: str | None = None

    def holds(self, lesson: Lesson) -> bool:
        return (
            lesson.year == self.year
            and self.round in (None, lesson.round)
            and self.section in (None, lesson.teaching.section)
            and self.department in (None, lesson.group.department)
        )


class Counts:
    """The levels of all lessons that may be in a picture."""

    def __init__(self) -> None:
        self._lessons: list[tuple[Lesson, dict[str, int]]] = []

    def add(self, lesson: Lesson, seen: Seen) -> None:
        if lesson.purpose is not Purpose.APPRAISAL:
            self._lessons.append((lesson, seen.levels))

    def tally(self, key: str, place: Place) -> Tally:
        """The counts of one indicator in these lessons."""
        seen = (levels for lesson, levels in self._lessons if place.holds(lesson))
        sums = Counter(levels[key] for levels in seen if key in levels)
        return Tally((sums[1], sums[2], sums[3], sums[4]), sums[0])

    def stands_on(self, key: str, place: Place) -> tuple[int, int]:
        """How many teachers and observers the scored lessons are of."""
        scored = [one for one, levels in self._lessons if levels.get(key) and place.holds(one)]
        return len({one.teacher.id for one in scored}), len({one.observer.id for one in scored})


class YearPlan:
    """Writes what a school plans and concludes, as it stands on the day it is shown."""

    def __init__(
        self, session: Session, rows: Rows, staff: Staff, days: SchoolDays, texts: Texts, on: date
    ) -> None:
        self._session, self._rows, self._staff, self._days = session, rows, staff, days
        self._source, self._on, self._present = texts.calendar, on, SchoolYear.of(on)
        free = session.scalars(select(t.FreePeriod).order_by(t.FreePeriod.starts_on))
        self._free = [Holiday(one.name, one.starts_on, one.ends_on) for one in free]

    def write(self, years: list[SchoolYear], counts: Counts) -> None:
        """The present year is the last one."""
        for year in years:
            for one in self._source["rounds"]:
                starts_on, ends_on = week_period(year, *one["weeks"])
                row = {"title": one["title"], "starts_on": starts_on, "ends_on": ends_on}
                self._rows.add(t.Round, row)
        self._counts, self._sources = counts, {one["key"]: one for one in self._source["finding"]}
        findings = dict(self._findings())
        self._rows.write()
        for year in years[:-1]:
            for one in self._source["earlier"]:
                self._activity(one, year)
        for one in self._source["present"]:
            self._activity(one, self._present, finding=findings.get(one.get("finding", "")))
        for one in self._source["cycle"]:
            self._cycle(one, findings.get(one.get("finding", "")))
        self._talks()
        self._rows.write()

    def _findings(self) -> Iterator[tuple[str, str]]:
        """The id of each finding that stands on enough teachers, by its key."""
        for one in self._source["finding"]:
            section = one.get("section")
            tally = self._counts.tally(one["indicator"], Place(one["year"], one.get("round"), section))
            found_on = self._day_before(one["day"])
            if not tally.scored or self._staff.size(section) < USUAL_GROUP:
                continue
            row = {
                "kind": FindingKind(one["kind"]),
                "text": one["text"].format(high=tally.high, scored=tally.scored),
                "found_on": found_on,
                "discussed_on": self._day_before(one["discussed"]) if "discussed" in one else None,
                "school_year": SchoolYear(self._present.start + one["year"]).name,
                "section_id": self._staff.sections.get(section or ""),
                "indicator_key": one["indicator"],
                "counts": tally_to(tally),
            }
            yield one["key"], self._rows.add(t.Finding, row, moment(found_on, WRITTEN_AT))

    def _talks(self) -> None:
        """Lines from good lessons, and what observers agreed about an indicator."""
        for one in self._source["card"]:
            section, approved = one.get("section"), one.get("approved")
            if section is not None and section not in self._staff.sections:
                continue
            card = {
                "indicator_key": one["indicator"],
                "section_id": self._staff.sections.get(section or ""),
                "text": one["text"],
                "approved_on": None if approved is None else self._day_before(approved),
            }
            self._rows.add(t.GoodLesson, card)
        for one in self._source["note"]:
            written_on = self._day_before(one["day"])
            note = {"indicator_key": one["indicator"], "text": one["text"], "written_on": written_on}
            self._rows.add(t.IndicatorNote, note, moment(written_on, WRITTEN_AT))

    def _cycle(self, one: dict[str, Any], finding_id: str | None) -> None:
        """One cycle with its activities; left out when its section is not there or its proof is missing."""
        section, department, proof = one.get("section"), one.get("department"), one.get("proof")
        if section is not None and section not in self._staff.sections:
            return
        of_proof = Place(proof["year"], proof["round"], section, department) if proof else None
        if of_proof and not all(self._counts.tally(aim["key"], of_proof).scored for aim in one["indicators"]):
            return
        closed_on = self._day_before(one["secured"]) if proof else None
        cycle = t.Cycle(
            id=t.new_id(),
            title=one["title"],
            goal=one["goal"],
            standard="OP3",
            section_id=self._staff.sections.get(section or ""),
            department_id=self._staff.departments.get(department or ""),
            finding_id=finding_id,
            owner_id=self._person(one.get("owner")),
            deputy_id=self._person(one.get("deputy")),
            check_on=self._day_after(one["check"]) if "check" in one else None,
            phase=Phase.ACT if proof else Phase(one["phase"]),
            outcome=Outcome.SECURE if proof else None,
            reason=one.get("reason", ""),
            closed_on=closed_on,
        )
        self._session.add(cycle)
        self._session.flush()
        for position, aim in enumerate(one["indicators"]):
            self._session.add(self._indicator(cycle, one, aim, position))
        for activity in one["activities"]:
            year = SchoolYear(self._present.start + activity.get("year", 0))
            self._activity({"standard": "OP3", "phase": "do", **activity}, year, cycle=cycle)
        for day in looks_after_securing(closed_on, self._free) if closed_on else ():
            self._session.add(new_look(cycle, day))
        self._session.flush()

    def _indicator(
        self, cycle: t.Cycle, one: dict[str, Any], aim: dict[str, Any], position: int
    ) -> t.CycleIndicator:
        """What a cycle is measured by; its counts are of the lessons that its finding was about."""
        finding = self._sources[one["finding"]]
        place = Place(finding["year"], finding.get("round"), one.get("section"), one.get("department"))
        tally = self._counts.tally(aim["key"], place)
        teachers, observers = self._counts.stands_on(aim["key"], place)
        told = teachers >= USUAL_GROUP
        lessons = dutch.count(tally.scored, "gescoorde les", "gescoorde lessen")
        seen_by = dutch.count(observers, "waarnemer", "waarnemers")
        of_round = f"{self._source['rounds'][place.round - 1]['title'].lower()}, " if place.round else ""
        period = f"{of_round}{SchoolYear(self._present.start + place.year)}"
        return t.CycleIndicator(
            id=t.new_id(),
            cycle_id=cycle.id,
            indicator_key=aim["key"],
            position=position,
            baseline=tally_to(tally) if told else {},
            stands_on=f"{lessons} van {teachers} docenten door {seen_by}, {period}" if told else "",
            taken_on=self._day_before(finding["day"]) if told else None,
            target_percent=aim.get("target"),
            finding_id=cycle.finding_id if aim["key"] == finding["indicator"] else None,
        )

    def _activity(
        self,
        one: dict[str, Any],
        year: SchoolYear,
        *,
        finding: str | None = None,
        cycle: t.Cycle | None = None,
    ) -> None:
        if "weeks" in one:
            first, last = one["weeks"]
            starts_on, ends_on = week_period(year, first, last, one.get("weekdays", (MONDAY, FRIDAY)))
        else:
            starts_on, ends_on = self._day_after(one["days"][0]), self._day_before(one["days"][1])
        section, department = one.get("section", ""), one.get("department", "")
        row: dict[str, Any] = {
            "title": one["title"].format(next=year.next.name),
            "description": one.get("text", ""),
            "phase": Phase(one["phase"]),
            "standard": one["standard"],
            "owner_id": self._person(one.get("owner")),
            "section_id": cycle.section_id if cycle else self._staff.sections.get(section),
            "department_id": cycle.department_id if cycle else self._staff.departments.get(department),
            "cycle_id": cycle.id if cycle else None,
            "finding_id": finding,
            "starts_on": starts_on,
            "ends_on": max(starts_on, ends_on),
            "status": self._status(one, starts_on, ends_on),
        }
        self._rows.add(t.Activity, row | self._series(one, row, year))

    def _series(self, one: dict[str, Any], row: dict[str, Any], year: SchoolYear) -> dict[str, str | None]:
        """How an activity of the present year comes back: in its week, or by the holiday before it."""
        if "yearly" not in one:
            return {"series_id": None, "occurrence": None}
        every = Every.TWO_YEARS if one.get("every") == 2 else Every.YEAR
        rules = rules_for(row["starts_on"], row["ends_on"], every, self._free)
        by_week = next(rule for rule in rules if rule.anchor is Anchor.WEEK)
        rule = next((rule for rule in rules if rule.holiday == one["yearly"]), by_week)
        series = {name: row[name] for name in SHARED} | asdict(rule) | {"ended_on": None, "origin": ""}
        return {"series_id": self._rows.add(t.Series, series), "occurrence": year.name}

    def _status(self, one: dict[str, Any], starts_on: date, ends_on: date) -> ActivityStatus:
        if one.get("dropped"):
            return ActivityStatus.DROPPED
        if ends_on < self._on:
            return ActivityStatus.DOING if one.get("late") else ActivityStatus.DONE
        return ActivityStatus.DOING if starts_on < self._on else ActivityStatus.TODO

    def _person(self, name: str | None) -> str | None:
        return self._staff.persons[name].id if name else None

    def _day_after(self, number: int) -> date:
        """The first school day on or after so many days from the day the school is shown."""
        return self._days.after(self._on + timedelta(days=number), 0)

    def _day_before(self, number: int) -> date:
        """The last school day on or before so many days from the day the school is shown."""
        day = self._on + timedelta(days=number)
        return self._days.before(day, 0) or day
