"""This file is what a user can do with the quality calendar: activities, holidays and rounds of visits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import Session

from lesobs.domain.activity import ActivityStatus, is_coming_up, is_overdue, require_period
from lesobs.domain.cycle import Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.picture import Grouping
from lesobs.domain.recurrence import Rule
from lesobs.domain.schoolyear import Holiday, Region, SchoolYear, read_national_holidays
from lesobs.domain.standards import STANDARDS
from lesobs.domain.texts import require_text, require_title
from lesobs.paths import resources
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """One activity as lists, planner and board show it. `follows` says in words what it came from, `recurs`
    how it comes back; `suggested`: taken from the standard year, and not looked at yet."""

    id: str
    title: str
    description: str
    phase: Phase
    standard: str
    owner: str
    owner_function: str
    section: str
    department: str
    cycle: str
    follows: str
    starts_on: date
    ends_on: date
    status: ActivityStatus
    overdue: bool
    coming_up: bool
    owner_id: str | None = None
    cycle_id: str | None = None
    recurs: str = ""
    suggested: bool = False
    cluster: str = ""
    """What it is for when it is for no section: the cluster of the cycle or finding that it follows from."""

    @property
    def group(self) -> str:
        """Whom it is for, `Wiskunde` or `cluster Talen`; empty when that is the whole school."""
        return self.section or (f"cluster {self.cluster}" if self.cluster else "")


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    """What a form edits. Empty ids mean: nobody, the whole school, on its own. `suggested` is only read: what
    is saved is the school's own."""

    title: str
    phase: Phase
    standard: str
    starts_on: date
    ends_on: date
    description: str = ""
    status: ActivityStatus = ActivityStatus.TODO
    owner_id: str | None = None
    section_id: str | None = None
    department_id: str | None = None
    cycle_id: str | None = None
    finding_id: str | None = None
    suggested: bool = False
    id: str | None = None


@dataclass(frozen=True, slots=True)
class FreePeriodLine:
    """A holiday of this school. `to_confirm`: advice or not yet sure, so the school should look at it."""

    id: str
    name: str
    starts_on: date
    ends_on: date
    to_confirm: bool


@dataclass(frozen=True, slots=True)
class FreePeriodDraft:
    name: str
    starts_on: date
    ends_on: date
    id: str | None = None


@dataclass(frozen=True, slots=True)
class RoundLine:
    id: str
    title: str
    starts_on: date
    ends_on: date


class Calendar:
    """Activities, holidays and rounds. Methods raise RuleBroken with the reason why not."""

    def __init__(self, file: SchoolFile, today: Callable[[], date]) -> None:
        self._file = file
        self._today = today

    def activities(self, year: SchoolYear) -> list[ActivityLine]:
        """The activities with a day in this school year, in the order they start."""
        return self.between(year.first_day, year.last_day)

    def between(self, first: date, last: date) -> list[ActivityLine]:
        """The activities with a day from one day to another, in the order they start."""
        query = (
            _lines()
            .where(t.Activity.starts_on <= last, t.Activity.ends_on >= first)
            .order_by(t.Activity.starts_on, t.Activity.ends_on, func.lower(t.Activity.title))
        )
        with self._file.reading() as session:
            return [self._line(row) for row in session.execute(query)]

    def following(self, finding_id: str) -> list[ActivityLine]:
        """The activities under a finding or one of its cycles, in the order they start."""
        taken_along = select(t.CycleIndicator.cycle_id).where(t.CycleIndicator.finding_id == finding_id)
        query = (
            _lines()
            .where(
                or_(
                    t.Activity.finding_id == finding_id,
                    t.Cycle.finding_id == finding_id,
                    t.Cycle.id.in_(taken_along),
                )
            )
            .order_by(t.Activity.starts_on, t.Activity.ends_on, func.lower(t.Activity.title))
        )
        with self._file.reading() as session:
            return [self._line(row) for row in session.execute(query)]

    def of_cycle(self, cycle_id: str) -> list[ActivityLine]:
        """The activities of one cycle, in the order they start."""
        query = (
            _lines()
            .where(t.Activity.cycle_id == cycle_id)
            .order_by(t.Activity.starts_on, t.Activity.ends_on, func.lower(t.Activity.title))
        )
        with self._file.reading() as session:
            return [self._line(row) for row in session.execute(query)]

    def years(self) -> list[SchoolYear]:
        """The school years with activities and the present one, the newest first."""
        with self._file.reading() as session:
            starts = session.execute(
                select(func.min(t.Activity.starts_on), func.max(t.Activity.ends_on))
            ).one()
        days = [day for day in (*starts, self._today()) if day is not None]
        return SchoolYear.all_between(min(days), max(days))

    def draft(self, activity_id: str) -> ActivityDraft:
        """An activity to edit."""
        with self._file.reading() as session:
            row = activity_row(session, activity_id)
            return ActivityDraft(**{name: getattr(row, name) for name in ActivityDraft.__slots__})

    def save(self, draft: ActivityDraft) -> str:
        """Add an activity (a draft without id) or change one; gives its id."""
        require_activity(draft)
        words = "Activiteit wijzigen" if draft.id else "Activiteit toevoegen"
        with self._file.transaction(words) as session:
            row = write_activity(session, draft)
        return row.id

    def set_status(self, activity_id: str, status: ActivityStatus) -> None:
        with self._file.transaction(f"Activiteit {status.word}") as session:
            row = activity_row(session, activity_id)
            row.status, row.suggested = status, False

    def set_phase(self, activity_id: str, phase: Phase) -> None:
        with self._file.transaction(f"Activiteit naar {phase.word}") as session:
            row = activity_row(session, activity_id)
            row.phase, row.suggested = phase, False

    def shift(self, activity_id: str, starts_on: date, ends_on: date) -> None:
        """Move or lengthen an activity."""
        require_period(starts_on, ends_on)
        with self._file.transaction("Activiteit verschuiven", merge=f"shift {activity_id}") as session:
            row = activity_row(session, activity_id)
            row.starts_on, row.ends_on, row.suggested = starts_on, ends_on, False

    def confirm(self, activity_id: str) -> None:
        """Take over a suggestion of the standard year as it is."""
        with self._file.transaction("Suggestie overnemen") as session:
            activity_row(session, activity_id).suggested = False

    def remove(self, activity_id: str) -> None:
        """Take away one activity; a series that has none left goes with it."""
        with self._file.transaction("Activiteit verwijderen") as session:
            take_away(session, activity_row(session, activity_id))

    def free_periods(self, year: SchoolYear | None = None) -> list[FreePeriodLine]:
        """The holidays of this school, in order; of one school year, or all that are known."""
        query = select(
            t.FreePeriod.id,
            t.FreePeriod.name,
            t.FreePeriod.starts_on,
            t.FreePeriod.ends_on,
            t.FreePeriod.to_confirm,
        ).order_by(t.FreePeriod.starts_on)
        if year is not None:
            query = query.where(
                t.FreePeriod.starts_on <= year.last_day, t.FreePeriod.ends_on >= year.first_day
            )
        with self._file.reading() as session:
            return [FreePeriodLine(*row) for row in session.execute(query)]

    def holidays(self) -> tuple[Holiday, ...]:
        """All holidays of this school, for counting school days."""
        return tuple(Holiday(line.name, line.starts_on, line.ends_on) for line in self.free_periods())

    def save_free_period(self, draft: FreePeriodDraft) -> str:
        """Add or change a holiday; a date the school set itself needs no confirmation any more."""
        if not draft.name.strip():
            raise RuleBroken("Geef de vrije dagen een naam, bijvoorbeeld herfstvakantie.")
        require_period(draft.starts_on, draft.ends_on)
        with self._file.transaction("Vakantie wijzigen") as session:
            row = session.get_one(t.FreePeriod, draft.id) if draft.id else t.FreePeriod(id=t.new_id())
            row.name, row.to_confirm = draft.name.strip(), False
            row.starts_on, row.ends_on = draft.starts_on, draft.ends_on
            session.add(row)
        return row.id

    def remove_free_period(self, free_period_id: str) -> None:
        with self._file.transaction("Vakantie verwijderen") as session:
            session.delete(session.get_one(t.FreePeriod, free_period_id))

    def rounds(self, year: SchoolYear | None = None) -> list[RoundLine]:
        query = select(t.Round.id, t.Round.title, t.Round.starts_on, t.Round.ends_on).order_by(
            t.Round.starts_on
        )
        if year is not None:
            query = query.where(t.Round.starts_on.between(year.first_day, year.last_day))
        with self._file.reading() as session:
            return [RoundLine(*row) for row in session.execute(query)]

    def _line(self, row: Any) -> ActivityLine:
        values = row._asdict()
        finding = values.pop("finding")
        series: t.Series | None = values.pop("Series")
        today = self._today()
        cycle = values["cycle"]
        return ActivityLine(
            follows=f"cyclus {cycle}" if cycle else f"bevinding: {finding}" if finding else "",
            overdue=is_overdue(row.status, row.ends_on, today),
            coming_up=is_coming_up(row.status, row.starts_on, row.ends_on, today),
            recurs=rule_of(series).words if series and not has_ended(series, row.starts_on) else "",
            **values,
        )


def add_published_holidays(session: Session, region: Region) -> None:
    """Start a school with the published holidays of its region; what is advice or not sure asks to be
    confirmed."""
    text = (resources() / "schoolvakanties.csv").read_text("utf-8")
    for published in read_national_holidays(text):
        if region in published.regions:
            session.add(
                t.FreePeriod(
                    id=t.new_id(),
                    name=published.holiday.name,
                    starts_on=published.holiday.starts_on,
                    ends_on=published.holiday.ends_on,
                    to_confirm=published.advised or not published.sure,
                )
            )


def require_activity(draft: ActivityDraft) -> None:
    """Raises RuleBroken when the draft can't be an activity."""
    require_title(draft.title, "de activiteit")
    require_text(draft.description, "Deze omschrijving")
    if draft.standard not in STANDARDS:
        raise RuleBroken(f"Standaard ‘{draft.standard}’ kennen we niet.")
    require_period(draft.starts_on, draft.ends_on)


def activity_row(session: Session, activity_id: str | None) -> t.Activity:
    row = session.get(t.Activity, activity_id)
    if row is None:
        raise RuleBroken("Deze activiteit is er niet meer.")
    return row


def write_activity(session: Session, draft: ActivityDraft) -> t.Activity:
    """The row of an activity as the draft has it; what was a suggestion is the school's own now."""
    row = activity_row(session, draft.id) if draft.id else t.Activity(id=t.new_id())
    for name in ActivityDraft.__slots__:
        if name != "id":
            setattr(row, name, getattr(draft, name))
    row.title, row.suggested = require_title(draft.title, "de activiteit"), False
    session.add(row)
    return row


def take_away(session: Session, row: t.Activity) -> None:
    """Delete an activity; what went on from it stands by itself, and a series without activities goes too."""
    for later in session.scalars(select(t.Activity).where(t.Activity.previous_id == row.id)):
        later.previous_id = None
    session.flush()
    session.delete(row)
    session.flush()
    if row.series_id is not None:
        left = session.scalar(select(t.Activity.id).where(t.Activity.series_id == row.series_id).limit(1))
        if left is None:
            session.delete(session.get_one(t.Series, row.series_id))


def rule_of(series: t.Series) -> Rule:
    """The rule by which a series comes back."""
    return Rule(
        series.every,
        series.anchor,
        series.first_on,
        series.last_on,
        series.holiday,
        series.days,
        series.moves_out,
    )


def has_ended(series: t.Series, starts_on: date) -> bool:
    """Whether nothing of a series comes back after the one that starts on this day."""
    return series.ended_on is not None and series.ended_on <= starts_on


def _lines() -> Any:
    of_cluster = and_(
        t.Finding.section_id.is_(None),
        t.Finding.asked["rows"].as_string() == Grouping.CLUSTER.value,
        t.Finding.asked["group"].as_string() == t.Cluster.name,
    )
    return (
        select(
            t.Activity.id,
            t.Activity.title,
            t.Activity.description,
            t.Activity.phase,
            t.Activity.standard,
            func.coalesce(t.Person.name, "").label("owner"),
            func.coalesce(t.Person.function, "").label("owner_function"),
            func.coalesce(t.Section.name, "").label("section"),
            func.coalesce(t.Department.name, "").label("department"),
            func.coalesce(t.Cycle.title, "").label("cycle"),
            case((t.Activity.section_id.is_(None), func.coalesce(t.Cluster.name, "")), else_="").label(
                "cluster"
            ),
            func.coalesce(t.Finding.text, "").label("finding"),
            t.Activity.starts_on,
            t.Activity.ends_on,
            t.Activity.status,
            t.Activity.owner_id,
            t.Activity.cycle_id,
            t.Activity.suggested,
            t.Series,
        )
        .outerjoin(t.Person, t.Person.id == t.Activity.owner_id)
        .outerjoin(t.Section, t.Section.id == t.Activity.section_id)
        .outerjoin(t.Department, t.Department.id == t.Activity.department_id)
        .outerjoin(t.Cycle, t.Cycle.id == t.Activity.cycle_id)
        .outerjoin(t.Finding, t.Finding.id == t.Activity.finding_id)
        .outerjoin(t.Cluster, or_(t.Cluster.id == t.Cycle.cluster_id, of_cluster))
        .outerjoin(t.Series, t.Series.id == t.Activity.series_id)
    )
