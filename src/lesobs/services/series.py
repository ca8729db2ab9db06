"""This file is activities that come back: their rule, and changing or removing one or all that follow."""

from dataclasses import fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.recurrence import Every, Rule, occurrences, require_rule, rules_for
from lesobs.domain.schoolyear import Holiday, SchoolYear
from lesobs.services.calendar import (
    ActivityDraft,
    Calendar,
    activity_row,
    has_ended,
    require_activity,
    rule_of,
    take_away,
    write_activity,
)
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

SHARED = ("title", "description", "phase", "standard", "owner_id", "section_id", "department_id")
"""What every activity of a series has alike, until one of them is changed by itself."""


class Series:
    """Activities that come back. Those of later years are made when the year turns; those of every period at
    once, for their own year. Methods raise RuleBroken with the reason why not."""

    def __init__(self, file: SchoolFile, calendar: Calendar) -> None:
        self._file, self._calendar = file, calendar

    def rule(self, activity_id: str) -> Rule | None:
        """The rule by which an activity comes back, None when it does not."""
        with self._file.reading() as session:
            row = activity_row(session, activity_id)
            series = _series_of(session, row)
            return None if series is None or has_ended(series, row.starts_on) else rule_of(series)

    def choices(self, starts_on: date, ends_on: date, every: Every) -> list[Rule]:
        """What an activity on these days can go by, in that year's own holidays."""
        return rules_for(starts_on, ends_on, every, self._calendar.holidays())

    def following(self, activity_id: str) -> int:
        """How many later activities of its series still have to be done."""
        with self._file.reading() as session:
            row = activity_row(session, activity_id)
            return len(_following(session, row.series_id, row.starts_on))

    def save(self, draft: ActivityDraft, rule: Rule | None, *, also_following: bool = False) -> str:
        """Add or change an activity with how it comes back; gives its id.

        An activity that came back already takes another rule (or None: no more) only with `also_following`;
        then what was changed is changed in all that follow and are still to be done, too.
        """
        require_activity(draft)
        if rule is not None:
            require_rule(rule)
        holidays = self._calendar.holidays()
        words = "Activiteit wijzigen" if draft.id else "Activiteit toevoegen"
        with self._file.transaction(f"{words} en alle volgende" if also_following else words) as session:
            before = _shared(activity_row(session, draft.id)) if draft.id else {}
            since = activity_row(session, draft.id).starts_on if draft.id else draft.starts_on
            row = write_activity(session, draft)
            session.flush()
            series = _series_of(session, row)
            if series is None or (has_ended(series, since) and rule is not None):
                if rule is not None:
                    _begin(session, row, rule, holidays)
            elif also_following:
                changed = {name: value for name, value in _shared(row).items() if before[name] != value}
                _change_following(session, row, series, since, changed)
                _follow_rule(session, row, series, since, rule, holidays)
        return row.id

    def remove(self, activity_id: str, *, also_following: bool = False) -> None:
        """Take away an activity; with `also_following` those after it that are still to be done too, and it
        does not come back."""
        if not also_following:
            self._calendar.remove(activity_id)
            return
        with self._file.transaction("Activiteit en alle volgende verwijderen") as session:
            row = activity_row(session, activity_id)
            series = _series_of(session, row)
            gone = [*reversed(_following(session, row.series_id, row.starts_on)), row]
            if series is not None:
                kept = _activities(session, series.id, {one.id for one in gone})
                series.ended_on = max((one.starts_on for one in kept), default=None)
            for one in gone:
                take_away(session, one)


def set_rule(series: t.Series, rule: Rule) -> None:
    """Let a series come back by this rule."""
    for field in fields(rule):
        setattr(series, field.name, getattr(rule, field.name))


def new_series(like: t.Activity, rule: Rule, origin: str = "") -> t.Series:
    """A series of which each is like this activity."""
    series = t.Series(id=t.new_id(), origin=origin, **_shared(like))
    set_rule(series, rule)
    return series


def next_of(
    series: t.Series, key: str, starts_on: date, ends_on: date, previous_id: str | None
) -> t.Activity:
    """An activity of a series on these days, still to be done."""
    return t.Activity(
        id=t.new_id(),
        series_id=series.id,
        occurrence=key,
        previous_id=previous_id,
        starts_on=starts_on,
        ends_on=ends_on,
        status=ActivityStatus.TODO,
        **_shared(series),
    )


def own_key(rule: Rule, starts_on: date, holidays: tuple[Holiday, ...]) -> str:
    """The key of the activity that a rule was made from."""
    found = occurrences(rule, rule.first_year, holidays)
    if rule.every is not Every.PERIOD:
        return rule.first_year.name
    return next((one.key for one in found if one.starts_on == starts_on), f"{rule.first_year} {starts_on}")


def _series_of(session: Session, row: t.Activity) -> t.Series | None:
    return None if row.series_id is None else session.get_one(t.Series, row.series_id)


def _shared(row: t.Activity | t.Series) -> dict[str, object]:
    return {name: getattr(row, name) for name in SHARED}


def _following(session: Session, series_id: str | None, after: date) -> list[t.Activity]:
    query = (
        select(t.Activity)
        .where(
            t.Activity.series_id == series_id,
            t.Activity.starts_on > after,
            t.Activity.status == ActivityStatus.TODO,
        )
        .order_by(t.Activity.starts_on)
    )
    return list(session.scalars(query)) if series_id is not None else []


def _activities(session: Session, series_id: str, but: set[str]) -> list[t.Activity]:
    found = session.scalars(select(t.Activity).where(t.Activity.series_id == series_id))
    return [one for one in found if one.id not in but]


def _begin(session: Session, row: t.Activity, rule: Rule, holidays: tuple[Holiday, ...]) -> None:
    """Let an activity come back; the other periods of its year are planted at once."""
    series, ended = new_series(row, rule), _series_of(session, row)
    session.add(series)
    session.flush()
    row.series_id, row.occurrence = series.id, own_key(rule, row.starts_on, holidays)
    if ended is not None and not _activities(session, ended.id, {row.id}):
        session.flush()
        session.delete(ended)
    for one in occurrences(rule, rule.first_year, holidays):
        if one.starts_on is None or one.ends_on is None or one.key == row.occurrence:
            continue  # its own days are as they were chosen, also when the rule would move them
        if one.starts_on > row.starts_on:
            session.add(next_of(series, one.key, one.starts_on, one.ends_on, row.id))


def _change_following(
    session: Session, row: t.Activity, series: t.Series, since: date, changed: dict[str, object]
) -> None:
    """What changed in one changes in the series, and in those that follow and are still to be done."""
    for one in (series, *(later for later in _following(session, series.id, since) if later.id != row.id)):
        for name, value in changed.items():
            setattr(one, name, value)


def _follow_rule(
    session: Session,
    row: t.Activity,
    series: t.Series,
    since: date,
    rule: Rule | None,
    holidays: tuple[Holiday, ...],
) -> None:
    """Give those that follow the days of another rule; those it does not have go, those it lacks come."""
    later = [one for one in _following(session, series.id, since) if one.id != row.id]
    if rule is None:
        series.ended_on = row.starts_on
        for one in reversed(later):
            take_away(session, one)
        return
    if rule == rule_of(series):
        return
    set_rule(series, rule)
    row.occurrence = own_key(rule, row.starts_on, holidays)
    last = max((SchoolYear.of(one.starts_on) for one in later), default=rule.first_year)
    by_key = {one.occurrence or "": one for one in later}
    year = rule.first_year
    while year <= last:
        for found in occurrences(rule, year, holidays):
            known = by_key.pop(found.key, None)
            if found.key == row.occurrence or found.starts_on is None or found.ends_on is None:
                continue
            if known is not None:
                known.starts_on, known.ends_on = found.starts_on, found.ends_on
            elif found.starts_on > row.starts_on:
                session.add(next_of(series, found.key, found.starts_on, found.ends_on, row.id))
        year = year.next
    for one in by_key.values():
        take_away(session, one)
