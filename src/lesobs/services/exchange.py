"""This file is what leaves the school file and comes back: the whole school, its scores and its calendar."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from sqlalchemy import func, select

from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Level
from lesobs.services import json_layouts
from lesobs.services.calendar import ActivityLine, Calendar
from lesobs.services.files import replacing
from lesobs.services.ratings import RatingLine, all_ratings
from lesobs.services.row_rules import TABLES, columns_of
from lesobs.services.school_json import make_school, read_school, rows_of, write_school
from lesobs.services.spreadsheets import Table, Value, write_csv, write_xlsx
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

Kind = Literal["all", "ratings", "calendar"]

FORMATS: Mapping[Kind, tuple[str, ...]] = {
    "all": (".json", ".xlsx"),
    "ratings": (".csv", ".xlsx", ".json"),
    "calendar": (".ics", ".csv", ".xlsx", ".json"),
}
"""The file formats of each export, by the end of the file name."""

RATING_HEADINGS = (
    *("bezoek", "schooljaar", "ronde", "datum", "lesuur", "sectie", "cluster", "afdeling", "klas"),
    *("docentcode", "waarnemer", "kijkwijzer", "kijkwijzerversie", "indicator", "indicatorversie", "code"),
    *("titel", "niveau", "staat", "doel", "aangekondigd", "tweede waarnemer"),
)
ACTIVITY_HEADINGS = (
    *("activiteit", "titel", "omschrijving", "begin", "einde", "fase", "standaard", "eigenaar", "functie"),
    *("sectie", "afdeling", "cyclus", "volgt uit", "status", "over tijd"),
)


class Exchange:
    """Writing files for elsewhere. An existing file is replaced, but only by a whole one. Methods raise
    RuleBroken when the format does not fit or the place can't be written."""

    def __init__(self, file: SchoolFile, calendar: Calendar) -> None:
        self._file = file
        self._calendar = calendar

    def export(self, kind: Kind, path: Path) -> None:
        """Write one of the three exports in the format of the file name."""
        {"all": self.export_all, "ratings": self.export_ratings, "calendar": self.export_calendar}[kind](path)

    def export_all(self, path: Path) -> None:
        """Everything, history too. As .json it can be imported again; as .xlsx it is to look at."""
        if _format("all", path) == ".json":
            write_school(self._file, path)
        else:
            write_xlsx(self._all_tables(), path)

    def export_ratings(self, path: Path) -> None:
        """A row per score: the school's own full data, with the codes of teachers."""
        ending = _format("ratings", path)
        with self._file.reading() as session:
            lines = all_ratings(session)
        if ending == ".json":
            _write_text(json_layouts.as_text(json_layouts.ratings(lines)), path)
        else:
            table = Table("scores", RATING_HEADINGS, [_rating_row(line) for line in lines])
            _write_table(table, path, ending)

    def export_calendar(self, path: Path) -> None:
        """The activities of all years; as .json the holidays and rounds too."""
        ending = _format("calendar", path)
        if ending == ".ics":
            with replacing(path) as half:
                half.write_bytes(self._ics())
        elif ending == ".json":
            parts = (self._activities(), self._calendar.free_periods(), self._calendar.rounds())
            _write_text(json_layouts.as_text(json_layouts.calendar(None, *parts)), path)
        else:
            rows = [_activity_row(line) for line in self._activities()]
            _write_table(Table("activiteiten", ACTIVITY_HEADINGS, rows), path, ending)

    def _activities(self) -> list[ActivityLine]:
        """All activities by their first day; one that runs over the summer is in two years, but once here."""
        years = reversed(self._calendar.years())
        return list({line.id: line for year in years for line in self._calendar.activities(year)}.values())

    def _ics(self) -> bytes:
        from lesobs.services.ics import Dated, to_ics

        changes = (
            select(func.count())
            .where(t.Change.table == t.Activity.__tablename__, t.Change.row_id == t.Activity.id)
            .scalar_subquery()
        )
        query = select(t.Activity.id, t.Activity.created_at, t.Activity.updated_at, changes)
        with self._file.reading() as session:
            name = session.scalars(select(t.School.name)).one()
            moments = {row[0]: tuple(row[1:]) for row in session.execute(query)}
        dated = []
        for line in self._activities():
            created_at, updated_at, count = moments[line.id]
            dated.append(Dated(line, created_at, updated_at, max(count - 1, 0)))
        return to_ics(name, dated)

    def _all_tables(self) -> list[Table]:
        with self._file.reading() as session:
            return [
                Table(
                    name,
                    [column.name for column in columns_of(table)],
                    [[_plain(value) for value in row.values()] for row in rows_of(session, table)],
                )
                for name, table in TABLES.items()
            ]


def import_school(source: Path, target: Path, passphrase: str | None = None) -> None:
    """Make a new school file from what `export_all` wrote as .json, the same school to the last byte.

    All of it is checked first. Raises RuleBroken with the place that is wrong; then nothing is made.
    """
    if target.exists():
        raise RuleBroken(f"{target.name} bestaat al en blijft zoals het is. Kies een andere naam.")
    make_school(read_school(source), target, passphrase or None)


def _format(kind: Kind, path: Path) -> str:
    ending = path.suffix.lower()
    if ending not in FORMATS[kind]:
        raise RuleBroken(f"Een export van dit soort eindigt op {' of '.join(FORMATS[kind])}.")
    return ending


def _write_table(table: Table, path: Path, ending: str) -> None:
    if ending == ".csv":
        write_csv(table, path)
    else:
        write_xlsx([table], path)


def _write_text(text: str, path: Path) -> None:
    with replacing(path) as half:
        half.write_text(text, encoding="utf-8", newline="\n")


def _plain(value: object) -> Value:
    """What a cell can hold of a value of JSON."""
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, (str, int)):
        return value
    return json.dumps(value, ensure_ascii=False)


def _yes(value: bool) -> str:
    return "ja" if value else "nee"


def _rating_row(line: RatingLine) -> list[Value]:
    return [
        *(line.visit_id, line.school_year, line.round, line.held_on, line.lesson_hour, line.section),
        *(line.cluster, line.department, line.class_group, line.teacher_code, line.observer),
        *(line.instrument, line.instrument_version, line.indicator, line.indicator_version, line.code),
        *(line.title, int(line.level) if line.level is not Level.NOT_APPLICABLE else line.level.sign),
        *(line.state.word, line.purpose.word, _yes(line.announced), _yes(line.second_observer)),
    ]


def _activity_row(line: ActivityLine) -> list[Value]:
    return [
        *(line.id, line.title, line.description, line.starts_on, line.ends_on, line.phase.word),
        *(line.standard, line.owner, line.owner_function, line.section, line.department, line.cycle),
        *(line.follows, line.status.word, _yes(line.overdue)),
    ]
