"""This file is copies of the school file: made, checked by opening them, thinned out, and put back."""

import contextlib
import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from lesobs.domain.errors import RuleBroken
from lesobs.paths import data_folder
from lesobs.services.files import make_folder
from lesobs.storage import tables as t
from lesobs.storage.connection import is_encrypted
from lesobs.storage.errors import SchoolFileProblem
from lesobs.storage.school_file import SchoolFile

KEEP_NEWEST = 10
STAMP = "%Y-%m-%d %H.%M.%S"


@dataclass(frozen=True, slots=True)
class Backup:
    path: Path
    made_at: datetime
    """Local time, from the name of the copy."""


def backup_folder(school_file: Path) -> Path:
    """Where copies of this school file go: with the user's other school data, in a folder of their own.

    The mark behind the name tells files of the same name in different folders apart.
    """
    whole = school_file.resolve()
    mark = hashlib.sha256(str(whole.parent).encode()).hexdigest()[:6]
    return data_folder() / "reservekopieën" / f"{whole.stem} {mark}"


def copies_of(school_file: Path) -> list[Backup]:
    """The copies of a school file, the newest first; also when the file itself no longer opens."""
    found = []
    for path in backup_folder(school_file).glob("*.lesobs"):
        with contextlib.suppress(ValueError):
            found.append(Backup(path, datetime.strptime(path.stem, STAMP)))  # noqa: DTZ007 - local by name
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def put_back(backup: Backup, school_file: Path) -> Path:
    """Put a copy beside the school file under a name of its own, and give that; nothing is overwritten."""
    target = school_file.with_name(f"{school_file.stem} (kopie van {backup.path.stem}).lesobs")
    try:
        if not target.exists():
            shutil.copyfile(backup.path, target)
    except OSError as error:
        raise RuleBroken(f"De kopie kan niet teruggezet worden in {target.parent}.") from error
    return target


class Backups:
    """Copies of the open school file. A copy counts only after it was opened and compared."""

    def __init__(self, file: SchoolFile, now: Callable[[], datetime]) -> None:
        self._file, self._now = file, now

    def all(self) -> list[Backup]:
        """The newest first."""
        return copies_of(self._file.path)

    def make(self) -> Backup:
        """Make a copy now, open it and compare its counts, and drop the oldest. Raises SchoolFileProblem."""
        made_at = self._now().replace(microsecond=0, tzinfo=None)
        folder = backup_folder(self._file.path)
        make_folder(folder)
        target = folder / f"{made_at.strftime(STAMP)}.lesobs"
        self._file.copy_to(target)
        self._verify(target)
        self._thin()
        return Backup(target, made_at)

    def unprotected(self) -> list[Backup]:
        """The copies that anybody can read, the newest first."""
        return [copy for copy in self.all() if not is_encrypted(copy.path)]

    def remove_unprotected(self) -> int:
        """Remove the copies that anybody can read, and give how many. Raises RuleBroken if none is left."""
        removed = self.unprotected()
        if len(removed) == len(self.all()):
            raise RuleBroken("Maak eerst een reservekopie met wachtwoord. Er is niets verwijderd.")
        for copy in removed:
            copy.path.unlink(missing_ok=True)
        return len(removed)

    def _verify(self, copy: Path) -> None:
        try:
            with self._file.open_copy(copy) as opened:
                if opened.raw_problems() or _counts(opened) != _counts(self._file):
                    raise SchoolFileProblem("De reservekopie klopt niet met het schoolbestand.")
        except SchoolFileProblem:
            copy.unlink(missing_ok=True)
            raise
        finally:
            copy.with_name(f".{copy.name}.lock").unlink(missing_ok=True)

    def _thin(self) -> None:
        """Keep the newest ten, and before those the newest of each month."""
        months = set()
        for backup in self.all()[KEEP_NEWEST:]:
            month = (backup.made_at.year, backup.made_at.month)
            if month in months:
                backup.path.unlink(missing_ok=True)
            months.add(month)


def _counts(file: SchoolFile) -> tuple[int, ...]:
    with file.reading() as session:
        return tuple(
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (t.Visit, t.Rating, t.Note, t.Activity, t.Change)
        )
