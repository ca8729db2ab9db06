"""This file is the school file while open: one lock, one connection, short transactions, and who listens."""

import os
import secrets
import threading
import time as clock
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import filelock
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from lesobs.storage import connection as connections
from lesobs.storage import upgrade
from lesobs.storage.errors import (
    FileGone,
    FileInUse,
    FileMissing,
    FolderNotWritable,
    SchoolFileProblem,
    from_os,
    from_sqlite,
)
from lesobs.storage.found_again import Hold
from lesobs.storage.recording import TABLES, Action, record_changes

MERGE_SECONDS = 60.0
Listener = Callable[[frozenset[str]], None]


class SchoolFile:
    """An open school file. Make one with `create` or `open`; close it, or use it in a `with`."""

    def __init__(self, path: Path, raw: sqlite.Connection, lock: filelock.BaseFileLock, secret: str | None):
        self.path = path
        self.person_id: str | None = None
        self.listeners: list[Listener] = []
        self._lock = lock
        self._secret = secret
        self._turn = threading.RLock()
        self._hold = Hold(path)
        self._untold: frozenset[str] = frozenset()
        self._use(raw)
        self._merge: tuple[str, Action, float] | None = None
        self._session: Session | None = None
        self.last_action: Action | None = None
        self.closed = False

    @classmethod
    def create(cls, path: Path, passphrase: str | None = None) -> "SchoolFile":
        """Make a new file with the newest schema. Raises SchoolFileProblem, also when the path is taken."""
        if path.exists():
            raise SchoolFileProblem(f"{path.name} bestaat al. Kies een andere naam.")
        lock = _locked(path)
        try:
            raw = connections.make(path, passphrase)
            try:
                upgrade.to_newest(raw)
            except BaseException:
                raw.close()
                path.unlink(missing_ok=True)
                raise
        except sqlite.DatabaseError as error:
            lock.release()
            raise from_sqlite(error, path) or error from error
        except BaseException:
            lock.release()
            raise
        return cls(path, raw, lock, passphrase)

    @classmethod
    def open(cls, path: Path, passphrase: str | None = None, *, copies: Path) -> "SchoolFile":
        """Open an existing file; an older one is first copied into the folder `copies` and then brought up to
        date. Raises SchoolFileProblem, with the file as it was."""
        connections.is_encrypted(path)  # says first what is wrong with the file itself
        lock = _locked(path)
        try:
            raw = connections.connect(path, passphrase)
            try:
                if upgrade.is_older(raw, path):
                    copies.mkdir(parents=True, exist_ok=True)
                    target = copies / f"{path.stem} vóór bijwerken van {upgrade.version(raw)}.lesobs"
                    connections.copy(raw, target, passphrase)
                    upgrade.to_newest(raw)
            except BaseException:
                raw.close()
                raise
        except sqlite.DatabaseError as error:
            lock.release()
            raise from_sqlite(error, path) or error from error
        except OSError as error:
            lock.release()
            raise from_os(error, path) from error
        except BaseException:
            lock.release()
            raise
        return cls(path, raw, lock, passphrase)

    def blank(self) -> "SchoolFile":
        """A file in memory with the tables of this one and nothing in them, to try things out in."""
        with self._turn:
            raw = connections.blank_like(self._raw)
        return SchoolFile(
            Path(connections.IN_MEMORY), raw, filelock.FileLock(connections.IN_MEMORY), None
        )  # nobody else can have it

    @property
    def encrypted(self) -> bool:
        return self._secret is not None and connections.is_encrypted(self.path)

    def close(self) -> None:
        """Close the file; waits for what another thread is reading."""
        with self._turn:
            self.closed = True
            self._engine.dispose()
            self._raw.close()
            self._lock.release()

    def __enter__(self) -> "SchoolFile":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for queries; nothing is written. Inside another one it is that same session."""
        with self._turn:
            if self._session is not None:
                yield self._session
                return
            with self._only_session(reading=True) as session:
                try:
                    yield session
                except DatabaseError as error:
                    raise self._problem(error) or error from error

    @contextmanager
    def transaction(self, words: str, *, merge: str | None = None, record: bool = True) -> Iterator[Session]:
        """One user action: committed and durable at the end, rolled back on any exception, then told on.

        `words` name the action for the undo menu. Actions in a row with the same `merge` within a minute (the
        typing of one text) count as one. `record=False` leaves the history out, for a file that is being
        filled from elsewhere.
        """
        touched: set[str] = set()
        with self._turn, self._only_session() as session:
            action = self._action(words, merge)
            if record:

                @event.listens_for(session, "before_flush")
                def _record(flushing: Session, *_: Any) -> None:
                    touched.update(record_changes(flushing, action))

            try:
                yield session
                session.commit()
            except DatabaseError as error:
                session.rollback()
                raise self._problem(error) or error from error
            self._merge = (merge, action, clock.monotonic()) if merge else None
            self.last_action = action if touched else None
            if touched:
                self._hold.last_action = action.id
        self.tell(frozenset(touched))

    def tell(self, tables: frozenset[str]) -> None:
        """Tell every listener which tables changed."""
        tables, self._untold = tables | self._untold, frozenset()
        if tables:
            for listener in list(self.listeners):
                listener(tables)

    def stop_merging(self) -> None:
        """What is typed next is an action of its own."""
        self._merge = None

    def copy_to(self, target: Path) -> None:
        """A whole copy, also while the file is in use. Raises SchoolFileProblem."""
        try:
            with self._turn:
                connections.copy(self._raw, target, self._secret)
        except sqlite.DatabaseError as error:
            raise from_sqlite(error, target) or error from error
        except OSError as error:
            raise from_os(error, target) from error

    def is_passphrase(self, given: str | None) -> bool:
        """Whether the file opens with this; None for without."""
        return (given or None) == self._secret

    def open_copy(self, copy: Path) -> "SchoolFile":
        """Open a copy of this file, which has its passphrase. Raises SchoolFileProblem."""
        return SchoolFile.open(copy, self._secret, copies=copy.parent)

    def change_passphrase(self, passphrase: str | None) -> None:
        """Write the file anew with another passphrase, or with none, and go on with that.

        The new one is compared before it takes the place of the old one, so that a whole file stands there
        at any moment. Raises SchoolFileProblem, with everything as it was.
        """
        half = self.path.with_name(f".{self.path.name}.{secrets.token_hex(4)}")
        with self._turn:
            try:
                connections.copy_locked(self._raw, half, passphrase)
                self._compare(half, passphrase)
                self._engine.dispose()
                self._raw.close()
                try:
                    _put_in_place(half, self.path)
                    self._secret = passphrase
                finally:
                    self._use(connections.connect(self.path, self._secret))
            except sqlite.DatabaseError as error:
                raise from_sqlite(error, self.path) or error from error
            except OSError as error:
                raise from_os(error, self.path) from error
            finally:
                half.unlink(missing_ok=True)

    def raw_problems(self) -> list[str]:
        """What SQLite itself finds wrong with the file: integrity and foreign keys."""
        with self._turn:
            found = [str(row[0]) for row in self._raw.execute("PRAGMA integrity_check") if row[0] != "ok"]
            for table, row, parent, _ in self._raw.execute("PRAGMA foreign_key_check"):
                found.append(f"{table} rij {row}: verwijst naar een {parent} die er niet is")
        return found

    def _use(self, raw: sqlite.Connection) -> None:
        self._raw, self._engine = raw, connections.engine(raw)
        self._reader = self._engine.execution_options(reading=True)
        self._hold.take(raw)

    def _find_back(self) -> None:
        """Go on in the file when it was lost and is back in its place. Raises SchoolFileProblem."""
        if not self._hold.is_back:
            return
        self._lock.release()
        self._lock = _locked(self.path)
        raw = self._hold.connect(self._secret)
        self._engine.dispose()
        with suppress(sqlite.Error):
            self._raw.close()
        self._use(raw)
        self._untold = frozenset(TABLES)  # elsewhere somebody may have gone on in it meanwhile

    def _compare(self, copy: Path, passphrase: str | None) -> None:
        """Raises SchoolFileProblem when a copy is not sound, or has not as many rows in every table."""
        other = connections.connect(copy, passphrase)
        try:
            (sound,) = other.execute("PRAGMA integrity_check").fetchone()
            if sound != "ok" or _row_counts(other) != _row_counts(self._raw):
                raise SchoolFileProblem("Het nieuwe bestand klopt niet met het oude. Er is niets veranderd.")
        finally:
            other.close()

    @contextmanager
    def _only_session(self, *, reading: bool = False) -> Iterator[Session]:
        """There is one connection, so there is one session at a time."""
        assert self._session is None, "an action can not begin inside another one"
        self._find_back()
        engine = self._reader if reading else self._engine
        with Session(engine, expire_on_commit=False, autoflush=not reading) as session:
            self._session = session
            try:
                yield session
            finally:
                self._session = None

    def _problem(self, error: DatabaseError) -> SchoolFileProblem | None:
        """What is wrong with the file; None when it is a mistake of ours."""
        problem = from_sqlite(error, self.path)
        if problem is not None:
            self._hold.failed(error)
        if problem is not None and not self.path.exists():
            return FileGone(f"{self.path.name} staat niet meer in de map {self.path.parent}.")
        return problem

    def _action(self, words: str, merge: str | None) -> Action:
        if merge and self._merge and self._merge[0] == merge:
            _, action, at = self._merge
            if clock.monotonic() - at < MERGE_SECONDS:
                return action
        return Action.new(words, self.person_id)


def _row_counts(raw: sqlite.Connection) -> list[tuple[str, int]]:
    names = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return [(name, raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for (name,) in names]


def _put_in_place(half: Path, path: Path) -> None:
    """Let a file that is on the disk take the place of another one, also when the power fails."""
    with half.open("rb+") as file:
        os.fsync(file.fileno())
    half.replace(path)


def _locked(path: Path) -> filelock.BaseFileLock:
    """One running program per file; the lock goes with the process, also after a crash."""
    if not path.parent.is_dir():
        raise FileMissing(f"De map {path.parent} is er niet.")
    lock_path = path.with_name(f".{path.name}.lock")
    # Not of one thread: a file may be opened beside the window and closed by it.
    lock = filelock.FileLock(lock_path, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        if not lock_path.exists():
            raise FolderNotWritable(f"lesobs mag niet schrijven in de map {path.parent}.") from error
        raise FileInUse(f"{path.name} is al open in een ander venster van lesobs.") from error
    except OSError as error:
        raise from_os(error, path) from error
    return lock
