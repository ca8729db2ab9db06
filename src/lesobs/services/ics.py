"""This file is an agenda as an iCalendar text, for Outlook, Google, Thunderbird and Apple."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event, vText

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.standards import STANDARDS
from lesobs.services.calendar import ActivityLine

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Moments:
    """When something was made and last changed, and how many times since it was made."""

    created_at: datetime
    updated_at: datetime
    changes: int


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """Something of whole days, both ends included. `id` stays the same as long as it is the same thing.

    `cancelled`: an agenda that had it takes it away, or strikes it through.
    """

    id: str
    title: str
    starts_on: date
    ends_on: date
    at: Moments
    description: str = ""
    categories: tuple[str, ...] = ()
    cancelled: bool = False


def of_activity(line: ActivityLine, at: Moments) -> AgendaItem:
    """An activity as an agenda has it; one that was dropped is cancelled."""
    return AgendaItem(
        line.id,
        line.title,
        line.starts_on,
        line.ends_on,
        at,
        _about(line),
        tuple(word for word in (line.phase.word, line.standard, line.group) if word),
        line.status is ActivityStatus.DROPPED,
    )


def to_ics(name: str, items: Iterable[AgendaItem]) -> bytes:
    """RFC 5545: an all-day event per item. The same items give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//lesobs//Kwaliteitskalender//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")  # without it Outlook adds what it has already once more
    calendar.add("x-wr-calname", vText(_text(name)))  # else its commas would not be escaped
    for item in items:
        calendar.add_component(_event(item))
    written: bytes = calendar.to_ical()
    return written


def _event(item: AgendaItem) -> Event:
    event = Event()
    event.add("uid", f"{item.id}@lesobs")
    event.add("dtstamp", item.at.updated_at.replace(microsecond=0))
    event.add("dtstart", item.starts_on)
    event.add("dtend", item.ends_on + timedelta(days=1))  # the first day after it
    event.add("summary", _text(item.title))
    if item.description:
        event.add("description", _text(item.description))
    if item.categories:
        event.add("categories", [_text(word) for word in item.categories])
    event.add("status", "CANCELLED" if item.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # an activity of weeks keeps nobody from a meeting
    event.add("sequence", item.at.changes)
    event.add("created", item.at.created_at.replace(microsecond=0))
    event.add("last-modified", item.at.updated_at.replace(microsecond=0))
    return event


def _about(line: ActivityLine) -> str:
    owner = f"{line.owner} ({line.owner_function})" if line.owner_function else line.owner
    about = (
        ("Eigenaar", owner),
        ("Fase", line.phase.word),
        ("Standaard", f"{line.standard} {STANDARDS.get(line.standard, '')}".strip()),
        ("Status", line.status.word),
        ("Volgt uit", line.follows),
        ("Sectie", line.section),
        ("Cluster", line.cluster),
        ("Afdeling", line.department),
    )
    parts = [line.description, "\n".join(f"{word}: {value}" for word, value in about if value)]
    return "\n\n".join(part for part in parts if part)


def _text(text: str) -> str:
    """Only what may stand in the value of a property; line ends are escaped by icalendar."""
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
