"""This file is the lessons that pictures are made of, kept for each school year until they change."""

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.answers import GoingOn, always
from lesobs.domain.lesson_sets import SeenLesson, YearLessons
from lesobs.domain.narrowing import Split, ToldYear
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.picture_changes import MOST_CHANGED, LastChange, changed_visits, last_change
from lesobs.services.picture_queries import LessonRow, read_keys, read_lessons, read_sections
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

OF_A_LESSON = frozenset({"visit", "rating"})
OF_MORE = frozenset({"round", "section", "cluster", "class_group", "school"})
"""Tables that a figure, a filter or the rule for small groups goes by; a row of these is about many."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """The lessons of one school year by visit, with a sign for each of these indicators."""

    keys: Sequence[str]
    visits: dict[str, LessonRow]
    told: ToldYear


class Turnstile:
    """Lets through one thread at a time: who waits comes before who was there just now."""

    def __init__(self) -> None:
        self._next, self._inside = threading.Lock(), threading.Lock()

    def __enter__(self) -> None:
        with self._next:
            self._inside.acquire()

    def __exit__(self, *_: object) -> None:
        self._inside.release()

    def give_way(self) -> None:
        """From inside: let everybody through who waits."""
        self._inside.release()
        self.__enter__()


class PictureLessons:
    """The lessons of each school year that was asked for, with what is known by now of what may be told.

    What may be told is found as far as it is asked for, by one thread at a time: hold `reckoning` meanwhile.
    """

    def __init__(self, file: SchoolFile) -> None:
        self._years: dict[SchoolYear, _Kept] = {}
        self._upto: LastChange | None = None
        self._behind = False
        """Whether visits changed since `_upto`."""
        self.reckoning = Turnstile()
        file.listeners.insert(0, self._forget)  # before a page asks again

    def of(self, session: Session, year: SchoolYear, going_on: GoingOn = always) -> ToldYear:
        """The lessons of one school year, from the file as far as they are not known. An exception from
        `going_on`, which is called while they are read, stops that."""
        kept = self._years
        if self._behind or not kept:
            self._catch_up(session, kept)
        if year not in kept:
            keys = read_keys(session)
            visits = read_lessons(session, year, keys, going_on=going_on)
            clusters = {section.key: section.cluster for section in read_sections(session)}
            told = ToldYear(_lessons(keys, visits), clusters, read_smallest(session))
            kept[year] = _Kept(keys, visits, told)
        return kept[year].told

    def kept(self, years: Sequence[SchoolYear]) -> list[ToldYear]:
        """The lessons of these years as far as they are known, if no visit changed meanwhile."""
        return [] if self._behind else [kept.told for year in years if (kept := self._years.get(year))]

    def _forget(self, tables: frozenset[str]) -> None:
        if tables & OF_MORE:
            self._years = {}  # another thread may still be filling the old one
        elif tables & OF_A_LESSON:
            self._behind = True

    def _catch_up(self, session: Session, kept: dict[SchoolYear, _Kept]) -> None:
        """Read again which visits changed, or forget all when that can't be told or is too much."""
        self._behind = False
        before, self._upto = self._upto, last_change(session)
        changed = changed_visits(session, before) if before is not None else None
        keys = read_keys(session)
        for year, one in [*kept.items()]:
            if changed is None or len(changed) > MOST_CHANGED or one.keys != keys:
                del kept[year]
            elif changed:
                kept[year] = _after(session, year, one, changed)


def _after(session: Session, year: SchoolYear, kept: _Kept, changed: Collection[str]) -> _Kept:
    """What is kept of a year after some visits changed."""
    now = read_lessons(session, year, kept.keys, changed)
    if now == {visit: kept.visits[visit] for visit in changed if visit in kept.visits}:
        return kept  # they don't count, or what changed of them does not
    visits = {
        visit: now.get(visit, lesson)
        for visit, lesson in kept.visits.items()
        if visit in now or visit not in changed
    }
    visits |= now
    return _Kept(kept.keys, visits, kept.told.after(_lessons(kept.keys, visits)))


def _lessons(keys: Sequence[str], visits: dict[str, LessonRow]) -> YearLessons:
    return YearLessons.of(keys, [*Split], map(SeenLesson._make, visits.values()))


def read_smallest(session: Session) -> int:
    """The fewest teachers of a group of which figures are shown."""
    return session.scalar(select(t.School.smallest_group)) or 0
