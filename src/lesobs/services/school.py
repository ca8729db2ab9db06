"""This file is an open school: its file, and one attribute for every subject a user can work on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.picture import SMALLEST_GROUP, USUAL_GROUP
from lesobs.domain.schoolyear import Region, SchoolYear
from lesobs.services.backups import backup_folder
from lesobs.services.files import make_folder
from lesobs.services.subjects import Subjects
from lesobs.storage import location
from lesobs.storage import tables as t
from lesobs.storage.errors import (
    DamagedFile,
    FileMissing,
    NotASchoolFile,
    PassphraseNeeded,
    SchoolFileProblem,
    WrongPassphrase,
)
from lesobs.storage.school_file import Listener, SchoolFile

if TYPE_CHECKING:
    from lesobs.services.papers import Papers

__all__ = [
    "DamagedFile",
    "FileMissing",
    "NotASchoolFile",
    "PassphraseNeeded",
    "School",
    "SchoolFileProblem",
    "SchoolSettings",
    "WrongPassphrase",
    "place_warning",
]

USUAL_RETENTION_YEARS = 2


@dataclass(frozen=True, slots=True)
class SchoolSettings:
    """What holds for the whole school. `retention_years`: how long reports stay after their school year."""

    name: str
    region: Region
    smallest_group: int
    retention_years: int


def place_warning(path: Path) -> str:
    """Why a file in this place is at risk, in one sentence; empty for an ordinary folder."""
    return location.warning(path)


class School(Subjects):
    """An open school. Make one with `create` or `open`; close it, or use it in a `with`.

    `today` tells the day; a made-up day shows a school as it was then.
    """

    @cached_property
    def papers(self) -> "Papers":
        from lesobs.services.papers import Papers

        return Papers(self)

    @classmethod
    def create(
        cls,
        path: Path,
        name: str,
        region: Region,
        passphrase: str | None = None,
        today: Callable[[], date] = dutch.today,
    ) -> "School":
        """Make a new school with the shipped instruments and its region's holidays. Raises RuleBroken."""
        from lesobs.services.calendar import add_published_holidays

        if not name.strip():
            raise RuleBroken("Vul de naam van de school in.")
        make_folder(path.parent)
        file = SchoolFile.create(path, passphrase or None)
        with file.transaction("Nieuwe school", record=False) as session:
            session.add(
                t.School(
                    id=t.new_id(),
                    name=name.strip(),
                    region=region,
                    smallest_group=USUAL_GROUP,
                    retention_years=USUAL_RETENTION_YEARS,
                )
            )
            add_published_holidays(session, region)
        school = cls(file, today)
        school.instruments.add_shipped()
        return school

    @classmethod
    def open(
        cls, path: Path, passphrase: str | None = None, today: Callable[[], date] = dutch.today
    ) -> "School":
        """Open a school file. Raises a SchoolFileProblem (see storage/errors) that says what to do."""
        file = SchoolFile.open(path, passphrase or None, copies=backup_folder(path))
        school = cls(file, today)
        school.instruments.add_shipped()
        return school

    @property
    def path(self) -> Path:
        return self._file.path

    @property
    def location_warning(self) -> str:
        """Why the place of this file is risky; empty for an ordinary folder."""
        return place_warning(self._file.path)

    @property
    def encrypted(self) -> bool:
        return self._file.encrypted

    def change_passphrase(self, present: str | None, new: str | None) -> None:
        """Give the file a passphrase, another one, or none, and make a copy of it as it is then.

        Raises WrongPassphrase when `present` is not the one it has, or a SchoolFileProblem; everything is as
        it was then. Copies made earlier keep what they had.
        """
        if not self._file.is_passphrase(present):
            raise WrongPassphrase("Dit is niet het wachtwoord dat het bestand nu heeft.")
        self._file.change_passphrase(new or None)
        self.backups.make()

    @property
    def year(self) -> SchoolYear:
        """The present school year."""
        return SchoolYear.of(self.today())

    def settings(self) -> SchoolSettings:
        with self._file.reading() as session:
            row = session.scalars(select(t.School)).one()
            return SchoolSettings(row.name, row.region, row.smallest_group, row.retention_years)

    def change_settings(self, settings: SchoolSettings) -> None:
        """Change name, small-group size or retention; the region stays as it was chosen at the start."""
        if not settings.name.strip():
            raise RuleBroken("Vul de naam van de school in.")
        if settings.smallest_group < SMALLEST_GROUP:
            raise RuleBroken(f"De kleinste groep is {SMALLEST_GROUP} docenten; minder beschermt niemand.")
        if not 0 <= settings.retention_years <= 20:
            raise RuleBroken("De bewaartermijn is 0 tot en met 20 jaar.")
        with self._file.transaction("Instellingen wijzigen") as session:
            row = session.scalars(select(t.School)).one()
            row.name, row.smallest_group = settings.name.strip(), settings.smallest_group
            row.retention_years = settings.retention_years

    def rehearse(self) -> None:
        """Make the first key of a lesson as quick as a later one. Writes nothing; may be done in a thread."""
        from lesobs.services.rehearsal import rehearse

        with self._file.blank() as file:
            rehearse(file)

    def work_as(self, person_id: str | None) -> None:
        """Say who is at the keyboard; the change history keeps it."""
        self._file.person_id = person_id

    def on_change(self, listener: Listener) -> None:
        """Call `listener` after every change with the names of the tables that changed."""
        self._file.listeners.append(listener)

    @property
    def closed(self) -> bool:
        """Whether the file is closed, so that nothing can be asked any more."""
        return self._file.closed

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> "School":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
