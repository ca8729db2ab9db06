"""This file is what leaves the school file and comes back: the whole school, its scores and its calendar."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Literal

from sqlalchemy import select

from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Level
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services import json_layouts
from lesobs.services.calendar import ActivityLine, Calendar
from lesobs.services.calendar_choice import CalendarChoice, CalendarChoices
from lesobs.services.cycles import Cycles
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
    *("sectie", "cluster", "afdeling", "cyclus", "volgt uit", "status", "over tijd"),
)


class Exchange:
    """Writing files for elsewhere. An existing file is replaced, but only by a whole one. Methods raise
    RuleBroken when the format does not fit or the place can't be written."""

    def __init__(
        self,
        file: SchoolFile,
        calendar: Calendar,
        choices: CalendarChoices,
        cycles: Cycles,
        today: Callable[[], date],
    ) -> None:
        self._file, self._cycles = file, cycles
        self._calendar, self._choices, self._today = calendar, choices, today

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

    def export_calendar(
        self, path: Path, choice: CalendarChoice | None = None, *, visits_of: str | None = None
    ) -> None:
        """The chosen activities, else those of all years; as .json the holidays and rounds too.

        As .ics the planned visits of one person, by id, can go along.
        """
        ending = _format("calendar", path)
        chosen = choice or CalendarChoice(tuple(self._choices.all()))
        if ending == ".ics":
            with replacing(path) as half:
                half.write_bytes(self._ics(chosen, visits_of))
        elif ending == ".json":
            free, rounds = self._calendar.free_periods(), self._calendar.rounds()
            parts = (chosen.lines, free, rounds, self._cycles.all())
            _write_text(json_layouts.as_text(json_layouts.calendar(None, *parts, chosen.words)), path)
        else:
            rows = [_activity_row(line) for line in chosen.lines]
            above = [f"Kwaliteitskalender, alleen: {chosen.words}"] if chosen.words else []
            _write_table(Table("activiteiten", ACTIVITY_HEADINGS, rows, above), path, ending)

    def _ics(self, choice: CalendarChoice, visits_of: str | None) -> bytes:
        from lesobs.services import agenda
        from lesobs.services.ics import to_ics

        since = SchoolYear.of(self._today()).first_day
        with self._file.reading() as session:
            name = session.scalars(select(t.School.name)).one()
            items = agenda.of_choice(session, choice, since)
            if visits_of is not None:
                items += agenda.of_visits(session, visits_of, since)
        return to_ics(" · ".join(filter(None, (f"Kwaliteitskalender {name}", choice.words))), items)

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
        *(line.standard, line.owner, line.owner_function, line.section, line.cluster),
        *(line.department, line.cycle, line.follows, line.status.word, _yes(line.overdue)),
    ]
