"""This file is pictures on the command line: what can be asked of one, and showing or writing the answer."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.month import from_to, label_of, year_of
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Grouping, Picture, PictureFilter, PictureRow
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.files import replacing
from lesobs.services.school import School

if TYPE_CHECKING:
    from lesobs.services.picture_choices import Choices

ROWS = {
    "sectie": Grouping.SECTION,
    "cluster": Grouping.CLUSTER,
    "afdeling": Grouping.DEPARTMENT,
    "leerjaar": Grouping.YEAR_LEVEL,
}
VIEWS = {"aandeel": "share", "gescoord": "scored", "laatst": "last"}

CHOOSING: Mapping[str, tuple[Split, str, str]] = {
    "round": (Split.ROUND, "NAAM", "alleen lessen in deze ronde, zoals 1"),
    "department": (Split.DEPARTMENT, "NAAM", "alleen deze afdeling"),
    "level": (Split.YEAR_LEVEL, "N", "alleen dit leerjaar"),
    "form": (Split.FORM, "VORM", "alleen deze vorm van bezoek: volledig, flits of duo"),
    "purpose": (Split.PURPOSE, "DOEL", "alleen bezoeken met dit doel"),
    "announced": (Split.ANNOUNCED, "ja|nee", "alleen aangekondigde lessen, of alleen de andere"),
    "instrument": (Split.INSTRUMENT, "NAAM", "alleen lessen met deze kijkwijzer"),
}
"""The options that choose lessons; each may be given more than once."""

OPTIONS = ("year", "until", "from", "to", "rows", *CHOOSING)
MISSING = {
    Split.ROUND: "ronde",
    Split.DEPARTMENT: "afdeling",
    Split.YEAR_LEVEL: "leerjaar",
    Split.FORM: "vorm van bezoek",
    Split.PURPOSE: "doel",
    Split.ANNOUNCED: "keuze",
    Split.INSTRUMENT: "kijkwijzer",
}


def add_options(
    parser: ArgumentParser, school_year: Callable[[str], SchoolYear], month: Callable[[str], str]
) -> None:
    """What can be asked of a picture beside its school year."""
    parser.add_argument(
        "--until", type=school_year, metavar="JAAR", help="ook de schooljaren erna, tot en met dit"
    )
    about_from = "alleen lessen vanaf deze maand, zoals 2026-09; ook over meer schooljaren"
    parser.add_argument("--from", type=month, metavar="MAAND", help=about_from)
    parser.add_argument("--to", type=month, metavar="MAAND", help="alleen lessen tot en met deze maand")
    parser.add_argument(
        "--rows", choices=tuple(ROWS), metavar="|".join(ROWS), help="wat de rijen zijn (sectie)"
    )
    for name, (_, sign, about) in CHOOSING.items():
        parser.add_argument(f"--{name}", action="append", metavar=sign, help=about)


def question_of(school: School, options: Namespace, usual: SchoolYear) -> PictureFilter:
    """What is asked. Raises RuleBroken for years the wrong way round and for names that do not occur."""
    from lesobs.services.picture_choices import Choices

    years, months = _years_and_months(options, usual)
    given = {split: getattr(options, name) for name, (split, _, _) in CHOOSING.items()}
    wanted = {split: names for split, names in given.items() if names}
    choices = school.pictures.choices(years) if wanted else Choices({})
    labels = {
        split: frozenset(_label(choices, split, name) for name in names) for split, names in wanted.items()
    }
    only = {Split.MONTH: frozenset(months)} if months else {}
    return PictureFilter(years, ROWS[options.rows or "sectie"], {**only, **labels})


def _years_and_months(options: Namespace, usual: SchoolYear) -> tuple[tuple[SchoolYear, ...], list[str]]:
    """The school years that are asked about, and the months of them; no months: all of them."""
    begin, end = getattr(options, "from"), options.to
    if begin and end and end < begin:
        raise RuleBroken(f"{end} ligt vóór {begin}. Draai --from en --to om.")
    first = options.year or year_of(begin or end or label_of(usual.first_day))
    last = options.until or (year_of(end) if end else first)
    if last < first:
        raise RuleBroken(f"Schooljaar {last} ligt vóór {first}. Draai --year en --until om.")
    years = tuple(SchoolYear(start) for start in range(first.start, last.start + 1))
    for label in filter(None, (begin, end)):
        if year_of(label) not in years:
            asked = first.name if first == last else f"{first} tot en met {last}"
            raise RuleBroken(f"{label} ligt buiten {asked}. Laat --year en --until weg.")
    if not begin and not end:
        return years, []
    return years, from_to((begin or label_of(first.first_day), end or label_of(last.last_day)))


def _label(choices: Choices, split: Split, name: str) -> str:
    """The label that was meant: by its words, their end (`1` of `ronde 1`), or as the filter keeps it."""
    wanted, known = name.strip().casefold(), choices.words[split]
    for label, word in known.items():
        if wanted in (word.casefold(), label.casefold(), word.casefold().rpartition(" ")[2]):
            return label
    there = f"Wel: {dutch.listed(known.values())}." if known else "Er zijn nog geen lessen om uit te kiezen."
    raise RuleBroken(f"Er zijn geen lessen met {MISSING[split]} ‘{name}’. {there}")


def as_text(school: School, question: PictureFilter, section: str | None) -> str:
    """The picture, or one row of it beside the whole school."""
    from lesobs.cli import views

    shown = school.pictures.ask(question)
    if section:
        return views.section(shown, row_of(school, question, section))
    return views.picture(shown, question)


def as_document(school: School, question: PictureFilter, section: str | None) -> dict[str, object]:
    """The picture for another program: sections and clusters, or what else the rows are."""
    from lesobs.services import json_layouts

    by_section = question.rows in (Grouping.SECTION, Grouping.CLUSTER)
    asked = (Grouping.SECTION, Grouping.CLUSTER) if by_section else (question.rows,)
    pictures = {rows: school.pictures.ask(replace(question, rows=rows)) for rows in asked}
    row = row_of(school, question, section) if section else None
    first = pictures[asked[0]]
    known = {one.group.key for one in first.rows}
    rows_of: dict[Grouping, Sequence[PictureRow]] = {rows: one.rows for rows, one in pictures.items()}
    if by_section:  # what has no cluster is told as a section
        clusters = rows_of[Grouping.CLUSTER]
        rows_of[Grouping.CLUSTER] = [one for one in clusters if one.group.key not in known]
    if row is not None:
        rows_of = {rows: [one for one in found if one == row] for rows, found in rows_of.items()}
    words = school.pictures.choices(question.years)
    return json_layouts.picture_answer(question, first, rows_of, words)


def write(school: School, options: Namespace, usual: SchoolYear) -> None:
    """Write the picture in the format of the file name."""
    from lesobs.services import json_layouts
    from lesobs.services.picture_tables import ShownPicture, write_picture
    from lesobs.services.picture_views import PictureView

    question = question_of(school, options, usual)
    if options.out.suffix.lower() == ".json":
        with replacing(options.out) as half:
            text = json_layouts.as_text(as_document(school, question, None))
            half.write_text(text, encoding="utf-8", newline="\n")
        return
    view = PictureView(VIEWS[options.view or "aandeel"])
    write_picture(ShownPicture(question, school.pictures.ask(question), view, school.today()), options.out)


def row_of(school: School, question: PictureFilter, name: str) -> PictureRow:
    """The row with this name, also of a cluster; raises RuleBroken with the names there are."""
    asked = [
        question,
        *([replace(question, rows=Grouping.CLUSTER)] if question.rows is Grouping.SECTION else []),
    ]
    pictures: list[Picture] = [school.pictures.ask(one) for one in asked]
    for picture in pictures:
        if (row := picture.row(name)) is not None:
            return row
    wanted, years = name.strip().casefold(), pictures[0].year
    known = [line.name for line in school.people.sections()]
    if found := next((one for one in known if one.casefold() == wanted), None):
        asked_so = f" met {pictures[0].asked}" if pictures[0].asked else ""
        raise RuleBroken(f"Sectie {found} heeft in {years}{asked_so} nog geen bezochte lessen.")
    names = ", ".join(known) or "nog geen"
    raise RuleBroken(f"Er is geen sectie of cluster ‘{name}’. Secties: {names}.")
