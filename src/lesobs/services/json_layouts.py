"""This file is the JSON layouts for other programs: visits, picture, calendar, ratings (docs/data.md)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from lesobs.domain.picture import Cell, Grouping, Picture, PictureFilter, PictureRow
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.tally import Tally
from lesobs.services.calendar import ActivityLine, FreePeriodLine, RoundLine
from lesobs.services.cycles import CycleIndicator, CycleLine
from lesobs.services.picture_choices import Choices
from lesobs.services.picture_views import remark
from lesobs.services.ratings import RatingLine
from lesobs.services.visit_lines import VisitLine
from lesobs.storage.recording import as_json

VERSION = 1
_NOT_WRITTEN = {"teacher_sort"}


def as_text(document: dict[str, Any]) -> str:
    """A layout as text, UTF-8 as it is."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def visits(lines: Iterable[VisitLine]) -> dict[str, Any]:
    """The list of visits, in the order given."""
    return _document("visits", {"visits": [_fields(line) for line in lines]})


def calendar(
    year: SchoolYear | None,
    activities: Sequence[ActivityLine],
    free_periods: Iterable[FreePeriodLine],
    rounds: Iterable[RoundLine],
    cycles: Iterable[CycleLine],
    chosen: str = "",
) -> dict[str, Any]:
    """The calendar of a school year, or of all (None), with the cycles of its activities and those that are
    open; `chosen` says which activities, empty for all."""
    named = {line.cycle_id for line in activities}
    return _document(
        "calendar",
        {
            "school_year": year.name if year else None,
            "chosen": chosen,
            "cycles": [_cycle(line) for line in cycles if line.closed_on is None or line.id in named],
            "activities": [_fields(line) for line in activities],
            "free_periods": [_fields(line) for line in free_periods],
            "rounds": [_fields(line) for line in rounds],
        },
    )


def ratings(lines: Iterable[RatingLine]) -> dict[str, Any]:
    """A row per scored indicator. N.v.t. is no level: a mean of levels must not count it as 0."""
    return _document("ratings", {"ratings": [_rating(line) for line in lines]})


def picture(shown: Picture, sections: Sequence[PictureRow], clusters: Sequence[PictureRow]) -> dict[str, Any]:
    """A picture with some or all of its rows. A hidden cell has no numbers."""
    return _document(
        "picture",
        {
            "school_year": shown.year,
            "smallest_group": shown.smallest,
            "sentence": shown.sentence,
            "hidden_sentence": shown.hidden_sentence,
            "indicators": [
                {"indicator": one.key, "code": one.code, "title": one.title, "part": one.part}
                for one in shown.indicators
            ],
            "sections": [_row(shown, row) for row in sections],
            "clusters": [_row(shown, row) for row in clusters],
            "school": _row(shown, shown.total),
        },
    )


def picture_answer(
    question: PictureFilter, shown: Picture, rows: Mapping[Grouping, Sequence[PictureRow]], choices: Choices
) -> dict[str, Any]:
    """A picture as it was asked for, with what was asked. `rows` has what the rows are of each kind."""
    document = picture(shown, rows.get(Grouping.SECTION, ()), rows.get(Grouping.CLUSTER, ()))
    note = remark(question, shown)
    return document | {
        "school_years": [year.name for year in question.years],
        "rows": str(question.rows),
        "filter": {
            str(split): [word for label, word in choices.words[split].items() if label in labels]
            for split, labels in question.wanted.items()
        },
        "remark": note.sentence if note is not None else "",
        "departments": [_row(shown, row) for row in rows.get(Grouping.DEPARTMENT, ())],
        "year_levels": [_row(shown, row) for row in rows.get(Grouping.YEAR_LEVEL, ())],
    }


def _document(name: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"format": f"lesobs-{name}", "version": VERSION, **content}


def _fields(line: Any) -> dict[str, Any]:
    names = (field.name for field in fields(line) if field.name not in _NOT_WRITTEN)
    return {name: as_json(getattr(line, name)) for name in names}


def _cycle(line: CycleLine) -> dict[str, Any]:
    return _fields(line) | {"indicators": [_measured(one) for one in line.indicators]}


def _measured(one: CycleIndicator) -> dict[str, Any]:
    """An indicator of a cycle; `baseline` is null when there are no counts to start from."""
    fields = {name: value for name, value in _fields(one).items() if name not in ("key", "baseline")}
    baseline = _counts(one.baseline) if one.baseline.scored else None
    return {"indicator": one.key, **fields, "baseline": baseline}


def _rating(line: RatingLine) -> dict[str, Any]:
    return _fields(line) | {"level": int(line.level) or None, "not_applicable": not line.level}


def _row(shown: Picture, row: PictureRow) -> dict[str, Any]:
    cells = [
        {"indicator": one.key, **_cell(cell)} for one, cell in zip(shown.indicators, row.cells, strict=True)
    ]
    named = {"name": row.group.name, "cluster": row.group.cluster}
    if row.hidden:
        return {**named, "hidden": True, "cells": cells}
    counts = {"lessons": row.lessons, "teachers": row.teachers, "observers": row.observers}
    return {**named, "hidden": False, **counts, "cells": cells}


def _cell(cell: Cell) -> dict[str, Any]:
    if cell.tally is None:
        return {"hidden": True, "words": cell.words} if cell.words else {"hidden": True}
    last_seen = f"{cell.last_on:%Y-%m}" if cell.last_on else None
    return {"hidden": False, **_counts(cell.tally), "last_seen": last_seen}


def _counts(tally: Tally) -> dict[str, Any]:
    return {
        "levels": dict(zip("1234", tally.levels, strict=True)),
        "not_applicable": tally.not_applicable,
        "scored": tally.scored,
        "high": tally.high,
        "percent": tally.percent,
    }
