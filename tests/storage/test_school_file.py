"""The school file on disk: made, opened, refused, copied, brought up to date."""

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, inspect

from lesobs.storage import upgrade
from lesobs.storage.connection import _STATEMENTS, engine, make
from lesobs.storage.errors import (
    DamagedFile,
    DiskFull,
    FileGone,
    FileInUse,
    FileMissing,
    FileTooNew,
    FolderNotWritable,
    NotASchoolFile,
    OtherFile,
    PassphraseNeeded,
    SchoolFileProblem,
    WrongPassphrase,
)
from lesobs.storage.school_file import SchoolFile
from lesobs.storage.tables import Base, Change, Department, Section

SECRET = "wacht'woord — met ’tekens’"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "school.lesobs"


def filled(path: Path, secret: str | None = None) -> Path:
    with SchoolFile.create(path, secret) as file, file.transaction("Afdeling") as session:
        session.add(Department(name="havo"))
    return path


@pytest.mark.parametrize("secret", [None, SECRET])
def test_what_was_written_is_there_after_closing(path: Path, secret: str | None) -> None:
    filled(path, secret)
    assert path.read_bytes().startswith(b"SQLite format 3") == (secret is None)
    with SchoolFile.open(path, secret, copies=path.parent) as file, file.reading() as session:
        assert session.query(Department).one().name == "havo"
        assert session.query(Change).one().new["name"] == "havo"
    assert [file.name for file in path.parent.glob("*") if not file.name.startswith(".")] == [path.name]


def test_a_next_file_writes_no_statement_out_again(path: Path) -> None:
    """What is asked of it may not come out of the first file either."""
    with SchoolFile.open(filled(path), copies=path.parent) as file, file.reading() as session:
        assert session.query(Department).one().name == "havo"
    other = path.with_name("ander.lesobs")
    SchoolFile.create(other, SECRET).close()
    known = set(_STATEMENTS)
    with SchoolFile.open(other, SECRET, copies=path.parent) as file, file.reading() as session:
        assert session.query(Department).all() == []
    assert set(_STATEMENTS) == known


def test_a_wrong_or_missing_passphrase_is_refused(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = filled(path, SECRET).read_bytes()
    with pytest.raises(PassphraseNeeded):
        SchoolFile.open(path, copies=path.parent)
    with pytest.raises(WrongPassphrase):
        SchoolFile.open(path, "fout", copies=path.parent)
    assert path.read_bytes() == before
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("content", [b"", b"hallo", b"%PDF-1.7" * 4000])
def test_another_file_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(NotASchoolFile):
        SchoolFile.open(path, "geheim", copies=path.parent)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_refused(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE t (a)")
    other.close()
    with pytest.raises(NotASchoolFile):
        SchoolFile.open(path, copies=path.parent)


def test_a_file_that_is_gone_and_a_folder_are_refused(path: Path) -> None:
    with pytest.raises(FileMissing):
        SchoolFile.open(path, copies=path.parent)
    with pytest.raises(NotASchoolFile):
        SchoolFile.open(path.parent, copies=path.parent)


def test_a_damaged_file_is_refused(path: Path) -> None:
    content = bytearray(filled(path).read_bytes())
    content[4096 - 3000 : 4096] = b"\xff" * 3000
    path.write_bytes(content)
    with pytest.raises(DamagedFile):
        SchoolFile.open(path, copies=path.parent)
    assert path.read_bytes() == content


def test_one_program_per_file(path: Path) -> None:
    with SchoolFile.create(path), pytest.raises(FileInUse):
        SchoolFile.open(path, copies=path.parent)
    SchoolFile.open(path, copies=path.parent).close()


def test_an_existing_file_is_never_made_anew(path: Path) -> None:
    before = filled(path).read_bytes()
    with pytest.raises(SchoolFileProblem):
        SchoolFile.create(path)
    assert path.read_bytes() == before


def test_a_folder_that_takes_no_files_is_refused(path: Path) -> None:
    with pytest.raises(FileMissing):
        SchoolFile.create(path.parent / "weg" / "school.lesobs")
    assert not (path.parent / "weg").exists()
    if Path("/proc").is_dir():  # read-only for everybody
        with pytest.raises(FolderNotWritable):
            SchoolFile.create(Path("/proc/school.lesobs"))


def test_an_action_that_fails_leaves_nothing(path: Path) -> None:
    told: list[frozenset[str]] = []
    with SchoolFile.create(path) as file:
        file.listeners.append(told.append)
        with pytest.raises(ZeroDivisionError), file.transaction("Halverwege") as session:
            session.add(Department(name="vwo"))
            session.flush()
            _ = 1 / 0
        with file.reading() as session:
            assert session.query(Department).count() == session.query(Change).count() == 0
    assert told == []


def test_a_full_disk_loses_only_the_action_that_did_not_fit(path: Path) -> None:
    with SchoolFile.create(path) as file:
        with file.transaction("Sectie") as session:
            session.add(Section(name="Wiskunde"))
        (pages,) = file._raw.execute("PRAGMA page_count").fetchone()
        file._raw.execute(f"PRAGMA max_page_count = {pages}")  # SQLite's own way of being full
        with pytest.raises(DiskFull), file.transaction("Groot") as session:
            session.add(Section(name="x" * 100_000))
        file._raw.execute("PRAGMA max_page_count = 1000000")
        with file.transaction("Verder") as session:
            session.add(Section(name="Engels"))
        with file.reading() as session:
            assert {row.name for row in session.query(Section)} == {"Wiskunde", "Engels"}


def pull_out(path: Path) -> Path:
    """The stick is pulled out; gives what is on it."""
    away = path.with_name("elders.lesobs")
    shutil.copy(path, away)
    path.unlink()
    return away


@pytest.mark.parametrize("secret", [None, SECRET])
def test_a_file_that_comes_back_is_gone_on_with(path: Path, secret: str | None) -> None:
    """On a stick that is put in again the file is another one for the system."""
    with SchoolFile.open(filled(path, secret), secret, copies=path.parent) as file:
        with file.transaction("Sectie") as session:
            session.add(Section(name="Wiskunde"))
        away = pull_out(path)
        with (
            pytest.raises(FileGone, match="staat niet meer in de map"),
            file.transaction("Sectie") as session,
        ):
            session.add(Section(name="Engels"))
        shutil.copy(away, path)
        told: list[frozenset[str]] = []
        file.listeners.append(told.append)
        with file.transaction("Sectie") as session:
            session.add(Section(name="Engels"))
        assert told[0] >= {"section", "visit"}, "all may be different now"
        with pytest.raises(FileInUse):
            SchoolFile.open(path, secret, copies=path.parent)
    with SchoolFile.open(path, secret, copies=path.parent) as file, file.reading() as session:
        assert {one.name for one in session.query(Section)} == {"Wiskunde", "Engels"}


def test_a_copy_from_before_is_not_gone_on_with(path: Path, tmp_path: Path) -> None:
    before = Path(shutil.copy(filled(path), tmp_path / "oud.lesobs"))
    with SchoolFile.open(path, copies=path.parent) as file:
        with file.transaction("Sectie") as session:
            session.add(Section(name="Wiskunde"))
        away = pull_out(path)
        with pytest.raises(FileGone), file.transaction("Sectie") as session:
            session.add(Section(name="Engels"))
        shutil.copy(before, path)
        with pytest.raises(OtherFile, match="niet meer het bestand"), file.transaction("Sectie") as session:
            session.add(Section(name="Engels"))
        away.replace(path)
        with file.reading() as session:
            assert [one.name for one in session.query(Section)] == ["Wiskunde"]


def test_a_disk_that_takes_nothing_can_still_be_read(path: Path) -> None:
    with SchoolFile.open(filled(path), copies=path.parent) as file:
        file._raw.execute("PRAGMA query_only = ON")
        with file.reading() as session:
            assert session.query(Department).one().name == "havo"


def test_listeners_hear_which_tables_changed(path: Path) -> None:
    told: list[frozenset[str]] = []
    with SchoolFile.create(path) as file:
        file.listeners.append(told.append)
        with file.transaction("Sectie") as session:
            session.add(Section(name="Wiskunde"))
    assert told == [frozenset({"section"})]


def test_typing_in_a_row_is_one_action_with_first_old_and_last_new(path: Path) -> None:
    with SchoolFile.create(path) as file:
        with file.transaction("Sectie") as session:
            section = Section(name="W")
            session.add(section)
        for name in ("Wi", "Wis", "Wiskunde"):
            with file.transaction("Naam", merge="naam") as session:
                session.get_one(Section, section.id).name = name
        with file.reading() as session:
            changes = session.query(Change).order_by(Change.number).all()
    assert [(change.old, change.new) for change in changes[1:]] == [({"name": "W"}, {"name": "Wiskunde"})]


def test_the_migrations_make_the_schema_of_the_tables(path: Path) -> None:
    raw = make(path, None)
    upgrade.to_newest(raw)
    with engine(raw).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        assert (
            _checks(connection)
            == {
                (table.name, str(constraint.sqltext))
                for table in Base.metadata.tables.values()
                for column in table.columns
                for constraint in column.constraints
                if isinstance(constraint, CheckConstraint)
            }
            != set()
        )
    assert upgrade.version(raw) == upgrade.NEWEST
    raw.close()


def _checks(connection: Connection) -> set[tuple[str, str]]:
    """The CHECK rules as the file itself knows them; compare_metadata does not look at these."""
    seen = inspect(connection)
    return {
        (table, str(rule["sqltext"]))
        for table in seen.get_table_names()
        for rule in seen.get_check_constraints(table)
    }


def test_a_newer_file_is_refused(path: Path) -> None:
    filled(path)
    raw = sqlite3.connect(path)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()
    before = path.read_bytes()
    with pytest.raises(FileTooNew, match="nieuwere"):
        SchoolFile.open(path, copies=path.parent)
    assert path.read_bytes() == before


NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{newest}"


def upgrade() -> None:
    with op.batch_alter_table("section") as batch:
        batch.add_column(sa.Column("colour", sa.String(), nullable=True))
    {more}
"""


def with_next_migration(folder: Path, monkeypatch: pytest.MonkeyPatch, more: str = "") -> None:
    shutil.copytree(upgrade.MIGRATIONS, folder)
    (folder / "versions" / "9000_next.py").write_text(NEXT.format(more=more, newest=upgrade.NEWEST), "utf-8")
    monkeypatch.setattr(upgrade, "MIGRATIONS", folder)
    monkeypatch.setattr(upgrade, "NEWEST", "9000")


def test_an_older_file_is_copied_and_then_brought_up_to_date(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path, SECRET)
    with_next_migration(tmp_path / "migrations", monkeypatch)
    with SchoolFile.open(path, SECRET, copies=tmp_path / "copies") as file:
        assert upgrade.version(file._raw) == "9000"
        assert file.raw_problems() == []
        with file.reading() as session:
            assert session.query(Department).one().name == "havo"
    (copy,) = (tmp_path / "copies").glob("*.lesobs")
    monkeypatch.undo()
    with SchoolFile.open(copy, SECRET, copies=tmp_path) as file, file.reading() as session:
        assert session.query(Department).one().name == "havo"


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path)
    with_next_migration(tmp_path / "migrations", monkeypatch, more='op.execute("DELETE FROM nothing")')
    with pytest.raises(Exception, match="nothing"):
        SchoolFile.open(path, copies=tmp_path / "copies")
    monkeypatch.undo()
    with SchoolFile.open(path, copies=tmp_path / "copies") as file:
        assert upgrade.version(file._raw) == upgrade.NEWEST
        columns = [row[1] for row in file._raw.execute("PRAGMA table_info(section)")]
    assert "colour" not in columns


def test_a_copy_is_whole_and_has_the_same_passphrase(path: Path, tmp_path: Path) -> None:
    filled(path, SECRET)
    with SchoolFile.open(path, SECRET, copies=tmp_path) as file:
        file.copy_to(tmp_path / "copy.lesobs")
    with (
        SchoolFile.open(tmp_path / "copy.lesobs", SECRET, copies=tmp_path) as file,
        file.reading() as session,
    ):
        assert session.query(Department).one().name == "havo"


def names(file: SchoolFile) -> list[str]:
    with file.reading() as session:
        return sorted(one.name for one in session.query(Department))


@pytest.mark.parametrize(
    ("before", "after"), [(None, SECRET), (SECRET, "ander ' wachtwoord"), (SECRET, None)]
)
def test_another_passphrase_or_none_and_work_goes_on(
    path: Path, before: str | None, after: str | None
) -> None:
    filled(path, before)
    with SchoolFile.open(path, before, copies=path.parent) as file:
        file.change_passphrase(after)
        assert file.encrypted == (after is not None) and file.raw_problems() == []
        with file.transaction("Nog een afdeling") as session:
            session.add(Department(name="vwo"))
        with pytest.raises(FileInUse):
            SchoolFile.open(path, after, copies=path.parent)
    assert path.read_bytes().startswith(b"SQLite format 3") == (after is None)
    with SchoolFile.open(path, after, copies=path.parent) as file:
        assert names(file) == ["havo", "vwo"] and upgrade.version(file._raw) == upgrade.NEWEST
    left = {one.name for one in path.parent.iterdir()} - {path.name, f".{path.name}.lock"}
    assert left == set(), "nothing that somebody could read stays behind"


def test_a_passphrase_that_can_not_be_written_leaves_all_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path)

    def held(*_: object) -> None:
        raise PermissionError(13, "a virus scanner reads it")

    with SchoolFile.open(path, copies=path.parent) as file:
        monkeypatch.setattr(Path, "replace", held)
        with pytest.raises(FolderNotWritable):
            file.change_passphrase(SECRET)
        monkeypatch.undo()
        assert not file.encrypted and names(file) == ["havo"]
        with file.transaction("Nog een afdeling") as session:
            session.add(Department(name="vwo"))
    assert [one.name for one in path.parent.glob(".*") if "lock" not in one.name] == []
    with SchoolFile.open(path, copies=path.parent) as file:
        assert names(file) == ["havo", "vwo"]


def test_what_one_thread_opened_another_closes(path: Path, tmp_path: Path) -> None:
    filled(path)
    with ThreadPoolExecutor(1) as worker:
        worker.submit(SchoolFile.open, path, copies=tmp_path).result().close()
    SchoolFile.open(path, copies=tmp_path).close()
