"""This file is how the one SQLCipher connection to a school file is made, with or without a passphrase."""

import secrets
from functools import cache
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import StaticPool
from sqlalchemy.util import LRUCache

from lesobs.storage.errors import (
    DamagedFile,
    FileMissing,
    FolderNotWritable,
    NotASchoolFile,
    PassphraseNeeded,
    WrongPassphrase,
)

APPLICATION_ID = 0x4C534F42  # "LSOB", at byte 68 of a file without passphrase
PAGE_BYTES = 4096
IN_MEMORY = ":memory:"
PLAIN_HEADER = b"SQLite format 3\x00"

# A rollback journal, not WAL: at rest a school is one file, that a user may copy to a stick. EXTRA also syncs
# the folder after the journal is gone, so that a commit survives a power cut. Measured: docs/architecture.md.
# Deleted content is overwritten: what was said of a lesson and wiped must not be found in the file again.
SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA secure_delete = ON",
    "PRAGMA busy_timeout = 2000",
)


def is_encrypted(path: Path) -> bool:
    """Whether a passphrase is needed. Raises FileMissing, FolderNotWritable or NotASchoolFile."""
    try:
        with path.open("rb") as file:
            header = file.read(len(PLAIN_HEADER))
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise FileMissing(f"{path.name} staat niet (meer) in de map {path.parent}.") from error
    except IsADirectoryError as error:
        raise NotASchoolFile(f"{path.name} is een map.") from error
    except OSError as error:
        raise FolderNotWritable(f"lesobs mag {path.name} niet lezen.") from error
    if header == PLAIN_HEADER:
        return False
    if size < 2 * PAGE_BYTES or size % PAGE_BYTES:
        raise NotASchoolFile(f"{path.name} is geen schoolbestand van lesobs.")
    return True


def connect(path: Path, passphrase: str | None) -> sqlite.Connection:
    """Open an existing school file and prove that it can be read. Raises a SchoolFileProblem."""
    encrypted = is_encrypted(path)
    if encrypted and not passphrase:
        raise PassphraseNeeded(f"{path.name} is beveiligd met een wachtwoord.")
    connection = _open(path, passphrase if encrypted else None)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
    except sqlite.DatabaseError as error:
        connection.close()
        if encrypted:
            raise WrongPassphrase(
                f"Het wachtwoord van {path.name} klopt niet, of dit is geen schoolbestand."
            ) from error
        raise DamagedFile(f"Een deel van {path.name} is niet leesbaar.") from error
    if application != APPLICATION_ID:
        connection.close()
        raise NotASchoolFile(f"{path.name} is een ander soort bestand dan een schoolbestand.")
    for setting in SETTINGS:
        connection.execute(setting)
    return connection


def make(path: Path | str, passphrase: str | None) -> sqlite.Connection:
    """Make a new, empty school file, or one IN_MEMORY. The path must not exist yet."""
    connection = _open(path, passphrase)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    for setting in SETTINGS:
        connection.execute(setting)
    return connection


def blank_like(connection: sqlite.Connection) -> sqlite.Connection:
    """A connection in memory with the tables of an open school file, and nothing in them."""
    made = _open(IN_MEMORY, None)
    for (table,) in connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table'"):
        made.execute(table)
    return made


def copy(connection: sqlite.Connection, target: Path, passphrase: str | None) -> None:
    """A whole, consistent copy of an open school file, with the same passphrase; replaces `target`."""
    half = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        copied = _open(half, passphrase)
        try:
            connection.backup(copied)
        finally:
            copied.close()
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)


def copy_locked(connection: sqlite.Connection, target: Path, passphrase: str | None) -> None:
    """A whole copy of an open school file with another passphrase, or with none; `target` is new."""
    connection.execute("ATTACH DATABASE ? AS other KEY ?", (str(target), passphrase or ""))
    try:
        connection.execute("SELECT sqlcipher_export('other')")
        connection.execute(f"PRAGMA other.application_id = {APPLICATION_ID}")
    finally:
        connection.execute("DETACH DATABASE other")


def engine(raw: sqlite.Connection) -> Engine:
    """SQLAlchemy over an open connection, with our own BEGIN: the driver's would leave DDL outside, and
    IMMEDIATE keeps a write from failing halfway. With the option `reading` nothing is asked that a disk which
    takes nothing more would refuse."""
    known = _known()
    pool = StaticPool(lambda: raw, dialect=known.dialect)
    made = Engine(pool, known.dialect, known.url, execution_options={"compiled_cache": _STATEMENTS})

    @event.listens_for(made, "begin")
    def _begin(connection: Any) -> None:
        reading = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return made


_STATEMENTS: LRUCache[Any, Any] = LRUCache(500)
"""Statements as they were put together, which takes longer than to run them. SQLAlchemy knows them by its
dialect, so there is one for all files: what was asked of one need not be put together for another."""


@cache
def _known() -> Engine:
    """What SQLAlchemy found out about SQLite, of a file in memory."""
    engine = create_engine("sqlite://", module=sqlite)
    engine.connect().close()
    return engine


def _open(path: Path | str, passphrase: str | None) -> sqlite.Connection:
    connection = sqlite.connect(str(path), isolation_level=None, check_same_thread=False)
    if passphrase:
        connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong passphrase is no news for stderr
        connection.execute(f"PRAGMA key = '{passphrase.replace(chr(39), chr(39) * 2)}'")
    return connection
