"""This file is how a school file gets the newest schema: Alembic, in process, on the open connection."""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from lesobs.storage.connection import engine
from lesobs.storage.errors import DamagedFile, FileTooNew

NEWEST = "0004"
MIGRATIONS = Path(__file__).parent / "migrations"


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


def to_newest(raw: sqlite.Connection) -> None:
    """Run the migrations in one transaction, with foreign keys off so that rebuilding a parent table keeps
    its children, and a check of them before the commit."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        with (
            engine(raw).begin() as connection,
            EnvironmentContext(
                config, scripts, fn=lambda at, _: scripts._upgrade_revs(NEWEST, at)
            ) as context,
        ):
            context.configure(connection=connection, render_as_batch=True)
            context.run_migrations()
            if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                raise DamagedFile(f"Bij het bijwerken bleken {len(broken)} verwijzingen niet te kloppen.")
    finally:
        raw.execute("PRAGMA foreign_keys = ON")
