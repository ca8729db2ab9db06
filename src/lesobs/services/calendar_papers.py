"""This file is what the papers of the calendar say: the planner, the month, the list and the poster."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING, Literal

from lesobs.domain import dutch
from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Outcome, Phase
from lesobs.domain.month_weeks import mondays
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.standards import STANDARDS
from lesobs.reports.activities import ActivitiesReport, ActivityLine, By
from lesobs.reports.month import MonthReport
from lesobs.reports.planner import PlannerReport
from lesobs.reports.planner_layout import PlannerActivity
from lesobs.reports.poster import PosterReport
from lesobs.reports.poster_cards import PosterCard
from lesobs.services.calendar import ActivityLine as Line
from lesobs.services.calendar_choice import CalendarChoice
from lesobs.services.round_rows import PlannedVisit

if TYPE_CHECKING:
    from lesobs.services.school import School

RowsBy = Literal["owner", "department", "standard", "cycle"]

WEEKS_AHEAD = 6
"""An open activity that begins later than this is counted on the poster, not shown."""


def planner_report(
    school: "School", year: SchoolYear, choice: CalendarChoice, rows_by: RowsBy
) -> PlannerReport:
    settings = school.settings()
    lines = [(_row(line, rows_by), line) for line in choice.lines]
    lines.sort(key=lambda pair: pair[0])
    return PlannerReport(
        school=settings.name,
        year=year,
        region_word=settings.region.word,
        activities=tuple(
            replace(
                _activity(line, year.first_day, year.last_day),
                row=row,
                caption=STANDARDS.get(row, "") if rows_by == "standard" else "",
            )
            for (_, row), line in lines
        ),
        holidays=school.calendar.holidays(),
        printed_on=school.today(),
        standards_sentence=choice.sentence,
        checks=tuple(_checks(school, year, choice)),
    )


def _checks(school: "School", year: SchoolYear, choice: CalendarChoice) -> Iterator[PlannerActivity]:
    """When the team looks again for the cycles that are open: for all, or those of the activities chosen."""
    chosen, today = {line.cycle_id for line in choice.lines}, school.today()
    for cycle in sorted(school.cycles.all(), key=lambda cycle: cycle.check_on or today):
        day = cycle.check_on
        if (
            cycle.closed_on is None
            and day is not None
            and day in year
            and (not choice.words or cycle.id in chosen)
        ):
            yield PlannerActivity(
                title=f"{cycle.title}, {cycle.scope}",
                phase=Phase.CHECK,
                starts_on=day,
                ends_on=day,
                owner=cycle.owner,
                owner_function="",
                overdue=day < today,
                done=False,
                row="Opnieuw kijken",
                caption="in de lessen, vóór die dag",
            )


def month_report(
    school: "School", month: date, choice: CalendarChoice, visits: Iterable[PlannedVisit]
) -> MonthReport:
    """The sheet hangs where everybody reads it: of visits it says how many, and of those that were not
    announced nothing."""
    weeks = mondays(month)
    first, last = weeks[0], weeks[-1] + timedelta(days=6)
    return MonthReport(
        school=school.settings().name,
        month=month,
        activities=tuple(_activity(line, first, last) for line in choice.lines),
        holidays=school.calendar.holidays(),
        printed_on=school.today(),
        standards_sentence=choice.sentence,
        visits=Counter(visit.held_on for visit in visits if visit.announced),
    )


def activities_report(school: "School", year: SchoolYear, choice: CalendarChoice, by: By) -> ActivitiesReport:
    return ActivitiesReport(
        school=school.settings().name,
        year=year,
        lines=tuple(
            ActivityLine(
                title=line.title,
                phase=line.phase,
                standard=line.standard,
                starts_on=line.starts_on,
                ends_on=line.ends_on,
                status=line.status,
                overdue=line.overdue,
                owner=line.owner,
                owner_function=line.owner_function,
                follows_from=_follows(line),
            )
            for line in choice.lines
        ),
        printed_on=school.today(),
        standards_sentence=choice.sentence,
        by=by,
    )


def _follows(line: Line) -> str:
    """What an activity came from. The whole team reads the list: what the MT wrote about a section stays
    out."""
    return "een bevinding" if line.follows and not line.cycle else line.follows


def poster_report(school: "School", choice: CalendarChoice) -> PosterReport:
    """What is open and near, and what worked since this school year began."""
    today = school.today()
    year, until = SchoolYear.of(today), today + timedelta(weeks=WEEKS_AHEAD)
    opened = [line for line in choice.lines if line.status.open]
    near = [line for line in opened if line.starts_on <= until]
    near.sort(key=lambda line: (not line.overdue, max(line.starts_on, today), line.ends_on))
    later = [line for line in opened if line.starts_on > until and line.starts_on <= year.last_day]
    return PosterReport(
        school=school.settings().name,
        cards=tuple(_card(line, today) for line in near),
        worked=_worked(school, choice, year),
        later={phase: sum(line.phase is phase for line in later) for phase in Phase},
        weeks_ahead=WEEKS_AHEAD,
        choice=choice.words,
        printed_on=today,
    )


def _activity(line: Line, first: date, last: date) -> PlannerActivity:
    """An activity on a sheet of these days; the title says how long it takes when the sheet can't."""
    beyond = dutch.beyond(line.starts_on, line.ends_on, first, last)
    return PlannerActivity(
        title=f"{line.title} ({beyond})" if beyond else line.title,
        phase=line.phase,
        starts_on=line.starts_on,
        ends_on=line.ends_on,
        owner=line.owner,
        owner_function=line.owner_function,
        overdue=line.overdue,
        done=not line.status.open,
    )


def _row(line: Line, rows_by: RowsBy) -> tuple[int, str]:
    """The row of an activity, and its place among the rows; owners come in the order of their activities."""
    match rows_by:
        case "standard":
            codes = [*STANDARDS, line.standard]
            return codes.index(line.standard), line.standard
        case "department":
            return int(bool(line.department)), line.department or "Hele school"
        case "cycle":
            return int(not line.cycle), line.cycle or "Zonder cyclus"
    return 0, ""


def _card(line: Line, today: date) -> PosterCard:
    running = line.starts_on <= today < line.ends_on
    period = line.starts_on, line.ends_on
    when = f"t/m {dutch.until_week(*period)}" if running else dutch.weeks(*period)
    late = f"over tijd, week {dutch.week(line.ends_on)}" if line.overdue else ""
    weeks_ahead = max(0, ceil((line.starts_on - today).days / 7))
    return PosterCard(line.title, line.owner or "nog geen eigenaar", when, line.phase, late, weeks_ahead)


def _worked(school: "School", choice: CalendarChoice, year: SchoolYear) -> tuple[PosterCard, ...]:
    """Cycles secured and activities done in this school year, the newest first."""
    done_on, chosen = school.choices.done_on(), {line.cycle_id for line in choice.lines}
    found = [
        (done_on.get(line.id, line.ends_on), line.title, line.owner or line.group, "klaar")
        for line in choice.lines
        if line.status is ActivityStatus.DONE
    ]
    found += [
        (cycle.closed_on, cycle.title, cycle.scope, "geborgd")
        for cycle in school.cycles.all()
        if cycle.outcome is Outcome.SECURE
        and cycle.closed_on is not None
        and (not choice.words or cycle.id in chosen)
    ]
    found = [one for one in found if year.first_day <= one[0] <= school.today()]
    return tuple(
        PosterCard(title, who, f"{word} {dutch.day(day, year=False)}")
        for day, title, who, word in sorted(found, reverse=True)
    )
