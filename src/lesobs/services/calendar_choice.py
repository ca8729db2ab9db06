"""This file is which activities go on paper or into a file: all of them, or those that answer to a filter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from lesobs.domain import dutch
from lesobs.domain.activity import ActivityStatus, WantedStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.standards import STANDARDS
from lesobs.domain.texts import key
from lesobs.services.calendar import ActivityLine, Calendar
from lesobs.services.calendar_filter import NOBODY, ActivityFilter
from lesobs.services.people import People, PersonLine
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

EVERY_STANDARD = "alle standaarden"
NOBODY_WORDS = frozenset(map(key, ("niemand", "zonder eigenaar")))


@dataclass(frozen=True, slots=True)
class CalendarChoice:
    """Activities by their first day. `words` say which they are (`Joke Veldhuizen, OP3`), empty when they are
    all; with `owner_id` they are those of one person."""

    lines: tuple[ActivityLine, ...]
    words: str = ""
    owner_id: str | None = None

    @property
    def sentence(self) -> str:
        """What a paper says that it shows."""
        return self.words or EVERY_STANDARD


class CalendarChoices:
    """Choosing activities by words as they are typed. Methods raise RuleBroken with what there is instead."""

    def __init__(self, file: SchoolFile, calendar: Calendar, people: People) -> None:
        self._file, self._calendar, self._people = file, calendar, people

    def choose(
        self,
        year: SchoolYear | None = None,
        *,
        owner: str | None = None,
        phase: Phase | None = None,
        standard: str | None = None,
        section: str | None = None,
        department: str | None = None,
        status: WantedStatus | None = None,
    ) -> CalendarChoice:
        """The activities of one school year, or of all, that answer to each of these; `owner` is a name, a
        function or a word for nobody."""
        nobody = owner is not None and key(owner) in NOBODY_WORDS
        person = self.person(owner) if owner is not None and not nobody else None
        sections = {one.name: one.cluster for one in self._people.sections()} if section is not None else {}
        departments = [one.name for one in self._people.departments()] if department is not None else []
        of_section = _one("sectie", section, list(sections))
        wanted = ActivityFilter(
            owner=person.id if person else NOBODY if nobody else None,
            owner_name=person.name if person else "",
            phase=phase,
            standard=_one("standaard", standard, list(STANDARDS)),
            section=of_section,
            cluster=sections.get(of_section or "", ""),
            department=_one("afdeling", department, departments),
            status=status,
        )
        return self.of(wanted, self._calendar.activities(year) if year else self.all())

    @staticmethod
    def of(wanted: ActivityFilter, lines: Iterable[ActivityLine]) -> CalendarChoice:
        """Those of these activities that a filter lets through, with its words."""
        through = tuple(line for line in lines if wanted.lets_through(line))
        return CalendarChoice(through, wanted.sentence, wanted.person_id)

    def all(self) -> list[ActivityLine]:
        """The activities of all years; one that runs over the summer is in two years, but once here."""
        years = reversed(self._calendar.years())
        return list({line.id: line for year in years for line in self._calendar.activities(year)}.values())

    def done_on(self) -> dict[str, date]:
        """For each activity, by id, the day on which it was last called done."""
        query = (
            select(t.Change.row_id, t.Change.at)
            .where(t.Change.table == t.Activity.__tablename__)
            .where(t.Change.new["status"].as_string() == ActivityStatus.DONE.value)
            .order_by(t.Change.number)
        )
        with self._file.reading() as session:
            return {row_id: dutch.local(at).date() for row_id, at in session.execute(query)}

    def person(self, name: str, *, also_left: bool = False) -> PersonLine:
        """The person of this name, or of this function when one person has it."""
        persons, wanted = self._people.persons(also_left=also_left), key(name)
        named = [one for one in persons if key(one.name) == wanted]
        found = named or [one for one in persons if one.function and key(one.function) == wanted]
        if len(found) != 1:
            how = "meer dan een" if found else "geen"
            names = dutch.listed(one.name for one in persons) or "nog niemand"
            raise RuleBroken(f"Er is {how} persoon ‘{name}’. Kies uit: {names}.")
        return found[0]


def _one(what: str, name: str | None, known: Sequence[str]) -> str | None:
    """The known name that is meant, whatever the capitals; None when none was."""
    if name is None:
        return None
    found = next((one for one in known if key(one) == key(name)), None)
    if found is None:
        raise RuleBroken(
            f"Er is geen {what} ‘{name}’. Kies uit: {dutch.listed(known) or 'er zijn er nog geen'}."
        )
    return found
