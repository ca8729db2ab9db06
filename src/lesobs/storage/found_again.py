"""This file is a school file that went away while it was open, and is back: a stick pulled out and put in."""

from contextlib import suppress
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from lesobs.storage import connection as connections
from lesobs.storage import upgrade
from lesobs.storage.errors import OtherFile


class Hold:
    """What the program knows of the file it has open, to tell it from what may stand in its place later."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lost = False
        self._school: str | None = None
        self._place: tuple[int, int] | None = None
        self.last_action = ""
        """The action that was written last, "" as long as nothing was."""

    def take(self, raw: sqlite.Connection) -> None:
        """From now on this connection is the file."""
        self._lost, self._place = False, _place(self._path)
        self._school = _school(raw)

    def failed(self, error: Exception) -> None:
        """Reading or writing failed: when the file is not where it was, no later try on this connection can
        do better, also when the file comes back."""
        self._lost = self._lost or _place(self._path) != self._place or "I/O error" in str(error)

    @property
    def is_back(self) -> bool:
        """Whether a file stands again where the lost one was."""
        return self._lost and self._path.exists()

    def connect(self, secret: str | None) -> sqlite.Connection:
        """Open what stands there now. Raises SchoolFileProblem when that is another school, or does not have
        what was written last: going on in a copy from before would lose that."""
        raw = connections.connect(self._path, secret)
        try:
            if upgrade.is_older(raw, self._path) or not self._goes_on_in(raw):
                raise OtherFile(f"{self._path.name} is niet meer het bestand waarmee je begon.")
        except BaseException:
            raw.close()
            raise
        return raw

    def _goes_on_in(self, raw: sqlite.Connection) -> bool:
        if not self.last_action:
            return _school(raw) == self._school
        found = raw.execute("SELECT 1 FROM change WHERE action_id = ? LIMIT 1", (self.last_action,))
        return found.fetchone() is not None


def _school(raw: sqlite.Connection) -> str | None:
    """The id of the school in a file; None when there is none yet."""
    row = raw.execute("SELECT id FROM school LIMIT 1").fetchone()
    return str(row[0]) if row else None


def _place(path: Path) -> tuple[int, int] | None:
    """What tells a file on the disk from any other; None when it is not there."""
    with suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None
