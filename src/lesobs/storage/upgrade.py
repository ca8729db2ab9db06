"""This file is how a school file gets the newest schema: Alembic, in process, on the open connection."""

from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as sqlite

from lesobs.storage.connection import engine
from lesobs.storage.errors import DamagedFile, FileTooNew

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

NEWEST = "0004"
MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "alembic_version"


def version(raw: sqlite.Connection) -> str | None:
    """The schema version of a file, None before the first migration."""
    named = raw.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = raw.execute("SELECT version_num FROM alembic_version").fetchone() if named else None
    return row[0] if row else None


def is_older(raw: sqlite.Connection, path: Path) -> bool:
    """Whether migrations wait. Raises FileTooNew for a version this program does not know."""
    found = version(raw)
    if found == NEWEST:
        return False
    if found is None:
        raise DamagedFile(f"{path.name} is leeg of onvolledig.")
    if found > NEWEST:
        raise FileTooNew(
            f"{path.name} is gemaakt met een nieuwere lesobs (indeling {found}; deze lesobs kent {NEWEST})."
        )
    return True


def earlier() -> list[str]:
    """The schemas before the newest one, in order."""
    return [one.revision for one in reversed(list(_scripts().walk_revisions(head=NEWEST)))][:-1]


def to_newest(raw: sqlite.Connection) -> None:
    """Bring a file up to date."""
    to(raw, NEWEST)


def to(raw: sqlite.Connection, schema: str) -> None:
    """Run the migrations as far as a schema, in one transaction, with foreign keys off so that rebuilding a
    parent table keeps its children, and a check of them before the commit."""
    from alembic.runtime.environment import EnvironmentContext

    scripts = _scripts()
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        with (
            engine(raw).begin() as connection,
            EnvironmentContext(
                _config(), scripts, fn=lambda at, _: scripts._upgrade_revs(schema, at)
            ) as context,
        ):
            context.configure(connection=connection, render_as_batch=True)
            context.run_migrations()
            if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                raise DamagedFile(f"Bij het bijwerken bleken {len(broken)} verwijzingen niet te kloppen.")
    finally:
        raw.execute("PRAGMA foreign_keys = ON")


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _scripts() -> "ScriptDirectory":
    from alembic.script import ScriptDirectory

    return ScriptDirectory.from_config(_config())
