"""This file is the activities of the calendar as an iCalendar text, for Outlook and others."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.standards import STANDARDS
from lesobs.services.calendar import ActivityLine

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Dated:
    """An activity with when it was made and last changed, and how many times since it was made."""

    line: ActivityLine
    created_at: datetime
    updated_at: datetime
    changes: int


def to_ics(name: str, activities: Iterable[Dated]) -> bytes:
    """RFC 5545: an all-day event per activity. The same activities give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//lesobs//Kwaliteitskalender//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _text(f"Kwaliteitskalender {name}"))
    for activity in activities:
        calendar.add_component(_event(activity))
    written: bytes = calendar.to_ical()
    return written


def _event(activity: Dated) -> Event:
    line = activity.line
    event = Event()
    event.add("uid", f"{line.id}@lesobs")
    event.add("dtstamp", activity.updated_at.replace(microsecond=0))
    event.add("dtstart", line.starts_on)
    event.add("dtend", line.ends_on + timedelta(days=1))  # the first day after it
    event.add("summary", _text(line.title))
    event.add("description", _text(_description(line)))
    event.add("categories", [_text(word) for word in (line.phase.word, line.standard, line.section) if word])
    event.add("status", "CANCELLED" if line.status is ActivityStatus.DROPPED else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # an activity of weeks keeps nobody from a meeting
    event.add("sequence", activity.changes)
    event.add("created", activity.created_at.replace(microsecond=0))
    event.add("last-modified", activity.updated_at.replace(microsecond=0))
    return event


def _description(line: ActivityLine) -> str:
    owner = f"{line.owner} ({line.owner_function})" if line.owner_function else line.owner
    about = (
        ("Eigenaar", owner),
        ("Fase", line.phase.word),
        ("Standaard", f"{line.standard} {STANDARDS.get(line.standard, '')}".strip()),
        ("Status", line.status.word),
        ("Volgt uit", line.follows),
        ("Sectie", line.section),
        ("Afdeling", line.department),
    )
    parts = [line.description, "\n".join(f"{word}: {value}" for word, value in about if value)]
    return "\n\n".join(part for part in parts if part)


def _text(text: str) -> str:
    """Only what may stand in the value of a property; line ends are escaped by icalendar."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
