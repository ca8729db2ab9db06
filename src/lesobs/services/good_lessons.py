"""This file is lines from good lessons: what observers wrote, without names, approved for a team."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.texts import require_text
from lesobs.services.picture_queries import in_picture
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

SHORTEST = 20
"""A line of fewer signs says too little to pick."""


@dataclass(frozen=True, slots=True)
class GoodLessonLine:
    """A line for a team; it may appear in packs once it is approved."""

    id: str
    indicator_key: str
    section_id: str | None
    section: str
    text: str
    approved_on: date | None


class GoodLessons:
    """Lines from good lessons. Methods raise RuleBroken with the reason when something can't be done."""

    def __init__(self, file: SchoolFile, today: Callable[[], date]) -> None:
        self._file, self._today = file, today

    def evidence(
        self, years: Sequence[SchoolYear], indicator_key: str, section_id: str | None = None
    ) -> list[str]:
        """What observers wrote at level 3 or 4 on an indicator, in a section or the whole school, with names
        and classes taken out, in alphabetical order so that nobody can be told by the order."""
        explained = (
            select(t.Rating.explanation)
            .join(t.Visit, t.Visit.id == t.Rating.visit_id)
            .join(t.Indicator, t.Indicator.id == t.Rating.indicator_id)
            .where(*in_picture(years), t.Indicator.key == indicator_key, t.Rating.level >= 3)
        )
        noted = (
            select(t.Note.text)
            .join(t.Visit, t.Visit.id == t.Note.visit_id)
            .join(t.Indicator, t.Indicator.id == t.Note.indicator_id)
            .join(
                t.Rating,
                (t.Rating.visit_id == t.Note.visit_id) & (t.Rating.indicator_id == t.Note.indicator_id),
            )
            .where(*in_picture(years), t.Indicator.key == indicator_key, t.Rating.level >= 3)
        )
        if section_id is not None:
            explained = explained.where(t.Visit.section_id == section_id)
            noted = noted.where(t.Visit.section_id == section_id)
        with self._file.reading() as session:
            texts = {*session.scalars(explained), *session.scalars(noted)}
            without = _without_names(_names(session))
        return sorted({without(" ".join(text.split())) for text in texts if len(text.strip()) >= SHORTEST})

    def all(self) -> list[GoodLessonLine]:
        """The lines of the school by indicator, the newest first."""
        query = (
            select(t.GoodLesson, t.Section.name)
            .outerjoin(t.Section, t.Section.id == t.GoodLesson.section_id)
            .order_by(t.GoodLesson.indicator_key, t.GoodLesson.created_at.desc(), t.GoodLesson.id)
        )
        with self._file.reading() as session:
            return [
                GoodLessonLine(
                    row.id, row.indicator_key, row.section_id, section or "", row.text, row.approved_on
                )
                for row, section in session.execute(query)
            ]

    def add(self, indicator_key: str, text: str, section_id: str | None = None) -> str:
        """Keep a line to edit and approve later; gives its id."""
        require_text(text)
        with self._file.transaction("Goede-les-kaart toevoegen") as session:
            row = t.GoodLesson(
                id=t.new_id(), indicator_key=indicator_key, section_id=section_id, text=text.strip()
            )
            session.add(row)
        return row.id

    def write(self, line_id: str, text: str) -> None:
        """Other words, as they are typed; what was approved has to be approved again."""
        require_text(text)
        with self._file.transaction("Goede-les-kaart", merge=f"good lesson {line_id}") as session:
            row = _row(session, line_id)
            if row.text != text:
                row.text, row.approved_on = text, None

    def mentions(self, line_id: str) -> list[str]:
        """Names of teachers, observers and classes that still stand in a line."""
        with self._file.reading() as session:
            text, names = _row(session, line_id).text, _names(session)
        return sorted({name for name in names if _pattern([name]).search(text)}, key=str.casefold)

    def approve(self, line_id: str) -> None:
        """This line may appear in packs. Raises RuleBroken for one without words, or with a name in it."""
        found = self.mentions(line_id)
        with self._file.transaction("Goede-les-kaart goedkeuren") as session:
            row = _row(session, line_id)
            if not row.text.strip():
                raise RuleBroken("Schrijf eerst op wat er te zien was.")
            if found:
                raise RuleBroken(
                    f"In deze zin staat nog een naam of klas: {', '.join(found)}. Haal die eruit; een team "
                    "mag niet kunnen zien om wie het gaat."
                )
            row.approved_on = self._today()

    def withdraw(self, line_id: str) -> None:
        """This line no longer appears in packs."""
        with self._file.transaction("Goedkeuring intrekken") as session:
            _row(session, line_id).approved_on = None

    def remove(self, line_id: str) -> None:
        with self._file.transaction("Goede-les-kaart verwijderen") as session:
            session.delete(_row(session, line_id))


def _row(session: Session, line_id: str) -> t.GoodLesson:
    row = session.get(t.GoodLesson, line_id)
    if row is None:
        raise RuleBroken("Deze kaart is er niet meer.")
    return row


def _names(session: Session) -> list[str]:
    """What could point at a person: parts of names of two signs and more, and classes."""
    found: set[str] = set()
    for first, last in session.execute(select(t.Teacher.first_name, t.Teacher.last_name)):
        found |= {first, last}
    for name in session.scalars(select(t.Person.name)):
        found |= {part for part in name.split() if part[:1].isupper()}
    found |= set(session.scalars(select(t.ClassGroup.name)))
    return [name for name in found if len(name) > 1]


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Any of these as a whole word, in these capitals: `Bos` is somebody, `bos` has trees."""
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _without_names(names: Sequence[str]) -> Callable[[str], str]:
    if not names:
        return lambda text: text
    pattern = _pattern(names)
    return lambda text: pattern.sub("…", text)
