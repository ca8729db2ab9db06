"""This file is the lessons that pictures are made of, kept for each school year until they change."""

import threading

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.narrowing import ToldYear
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.picture_queries import read_lessons, read_sections
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

COUNTED = frozenset({"visit", "rating", "round", "section", "cluster", "class_group", "school"})
"""Tables that a figure, a filter or the rule for small groups goes by."""


class PictureLessons:
    """The lessons of each school year that was asked for, with what is known by now of what may be told.

    What may be told is found as far as it is asked for, by one thread at a time: hold `reckoning` meanwhile.
    """

    def __init__(self, file: SchoolFile) -> None:
        self._years: dict[SchoolYear, ToldYear] = {}
        self.reckoning = threading.Lock()
        file.listeners.insert(0, self._forget)  # before a page asks again

    def of(self, session: Session, year: SchoolYear) -> ToldYear:
        """The lessons of one school year, from the file if they are not known."""
        known = self._years
        if year not in known:
            clusters = {section.key: section.cluster for section in read_sections(session)}
            known[year] = ToldYear(read_lessons(session, year), clusters, read_smallest(session))
        return known[year]

    def _forget(self, tables: frozenset[str]) -> None:
        if tables & COUNTED:
            self._years = {}  # another thread may still be filling the old one


def read_smallest(session: Session) -> int:
    """The fewest teachers of a group of which figures are shown."""
    return session.scalar(select(t.School.smallest_group)) or 0
