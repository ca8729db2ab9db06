"""This file is the commands: each opens a school, asks a service and says in Dutch what came out.

What only one of them needs is imported by that one: half the time of a command went to what others need.
"""

import getpass
import os
import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from lesobs.cli import calendars, pictures
from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.picture import Grouping, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.texts import not_printed
from lesobs.services.papers import PackChoice
from lesobs.services.school import PassphraseNeeded, School, WrongPassphrase

REPORTS = {
    "visit": {"visit"},
    "section": {"section", "year"},
    "discussion": {"section", "year", "rows", "project"},
    "planner": {"year", "paper", "by", *calendars.CHOOSING},
    "month": {"month", *calendars.CHOOSING},
    "activities": {"year", "by", *calendars.CHOOSING},
    "poster": {*calendars.CHOOSING},
    "cycle": {"cycle"},
    "handover": {"owner"},
    "form": {"instrument", "visit", "own"},
}
"""The papers, and which options belong to each."""

PICTURE = "picture"
EXPORTS = ("all", "ratings", "calendar", PICTURE)
EXPORT_OPTIONS = {
    PICTURE: (*pictures.OPTIONS, "view"),
    "calendar": ("year", "visits", *calendars.CHOOSING),
}
"""Which options belong to which export."""

CALENDARS = ("by", "month", *(name for name in calendars.CHOOSING if name != "section"))
"""The options of `report` that are of the calendar alone."""

SHORTEST_NUMBER = 4


def demo(options: Namespace) -> int:
    from lesobs.services.demo import make_demo

    _require_free(options.file)
    numbers = {"years": options.years, "teachers": options.teachers, "seed": options.seed}
    make_demo(options.file, **numbers, passphrase=_given_passphrase())
    with _open(options.file) as school:
        print(f"Gemaakt: {options.file}, een verzonnen school met {school.checks.summary()}.")
    return 0


def roster(options: Namespace) -> int:
    from lesobs.cli import views

    with _open(options.file) as school:
        preview = school.rosters.preview(options.list)
        if options.apply:
            preview = school.rosters.apply(preview)
        print(views.roster(preview, applied=options.apply))
    return 0


def plan(options: Namespace) -> int:
    with _open(options.file) as school:
        print(calendars.read_plan(school, options))
    return 0


def visits(options: Namespace) -> int:
    from lesobs.cli import views
    from lesobs.services import json_layouts

    with _open(options.file) as school:
        lines = school.visits.all()
    print(_as_json(json_layouts.visits(lines)) if options.json else views.visits(lines))
    return 0


def picture(options: Namespace) -> int:
    with _open(options.file) as school:
        question = pictures.question_of(school, options, _picture_year(school))
        if options.json:
            print(_as_json(pictures.as_document(school, question, options.section)))
        else:
            print(pictures.as_text(school, question, options.section))
    return 0


def calendar(options: Namespace) -> int:
    from lesobs.cli import views
    from lesobs.services import json_layouts

    with _open(options.file) as school:
        year = options.year or _calendar_year(school)
        choice = calendars.chosen_in(school, options, year)
        free, rounds = school.calendar.free_periods(year), school.calendar.rounds(year)
        cycles = school.cycles.all()
    if options.json:
        parts = (choice.lines, free, rounds, cycles)
        print(_as_json(json_layouts.calendar(year, *parts, choice.words)))
    else:
        print(views.calendar(year, choice, free))
    return 0


def report(options: Namespace) -> int:
    _require_options(options)
    _require_out(options)
    with _open(options.file) as school:
        missing = _write_paper(school, options, options.out)
    print(f"Geschreven: {options.out}")
    if missing:
        print(not_printed(missing))
    return 0


def export(options: Namespace) -> int:
    from lesobs.services import exchange, picture_tables

    is_picture = options.kind == PICTURE
    endings = (*picture_tables.FORMATS, ".json") if is_picture else exchange.FORMATS[options.kind]
    for name in dict.fromkeys(name for names in EXPORT_OPTIONS.values() for name in names):
        if getattr(options, name) is not None and name not in EXPORT_OPTIONS.get(options.kind, ()):
            options.refuse(f"--{name} hoort niet bij ‘{options.kind}’")
    if options.out.suffix.lower() not in endings:
        options.refuse(
            f"‘{options.kind}’ gaat naar {dutch.listed(endings, 'of')}; {options.out.name} eindigt anders"
        )
    _require_out(options)
    with _open(options.file) as school:
        if is_picture:
            pictures.write(school, options, _picture_year(school))
        elif options.kind == "calendar":
            choice = calendars.chosen(school, options)
            visits_of = calendars.visits_of(options, choice)
            school.exchange.export_calendar(options.out, choice, visits_of=visits_of)
        else:
            school.exchange.export(options.kind, options.out)
    print(f"Geschreven: {options.out}")
    return 0


def import_(options: Namespace) -> int:
    from lesobs.services.exchange import import_school

    passphrase = _given_passphrase()
    import_school(options.source, options.file, passphrase)
    secured = ", met het wachtwoord uit LESOBS_PASSPHRASE" if passphrase else ""
    print(f"Gemaakt: {options.file}{secured}")
    return 0


def check(options: Namespace) -> int:
    with _open(options.file) as school:
        problems = school.checks.problems()
        summary = school.checks.summary() if not problems else ""
    if not problems:
        print(f"In orde: {summary}.")
        return 0
    for problem in problems:
        print(problem)
    found = "is 1 ding" if len(problems) == 1 else f"zijn {len(problems)} dingen"
    raise RuleBroken(f"Er {found} niet in orde in {options.file.name}.")


def self_test(_: Namespace) -> int:
    from lesobs.app import self_test as run

    code = run()
    print(
        "De zelftest is gelukt: alle pagina's en PDF's werken."
        if code == 0
        else "De zelftest is niet gelukt."
    )
    return code


def _open(path: Path) -> School:
    """The school, with a passphrase from the environment or asked for when it needs one."""
    given = _given_passphrase()
    try:
        return School.open(path, given)
    except WrongPassphrase:
        raise
    except PassphraseNeeded as locked:
        return School.open(path, _asked_passphrase(str(locked)))


def _given_passphrase() -> str | None:
    return os.environ.get("LESOBS_PASSPHRASE") or None


def _asked_passphrase(why: str) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise RuleBroken(f"{why} Zet het in LESOBS_PASSPHRASE, of typ deze opdracht in een eigen venster.")
    try:
        typed = getpass.getpass("Wachtwoord: ")
    except EOFError:
        typed = ""
    if not typed:
        raise RuleBroken(f"{why} Er is geen wachtwoord gegeven.")
    return typed


def _as_json(document: dict[str, object]) -> str:
    from lesobs.services import json_layouts

    return json_layouts.as_text(document).rstrip("\n")


def _picture_year(school: School) -> SchoolYear:
    """The present school year, or when it has no visits yet the last one that has."""
    years = school.visits.years()
    return school.year if school.year in years else max(years, default=school.year)


def _calendar_year(school: School) -> SchoolYear:
    """The present school year, or when it has no activities the last one that has; rather one with visits,
    since a secured cycle plants a single activity far ahead."""
    filled = [year for year in school.calendar.years() if school.calendar.activities(year)]
    if school.year in filled:
        return school.year
    visited = set(school.visits.years())
    return max([year for year in filled if year in visited] or filled, default=school.year)


def _write_paper(school: School, options: Namespace, out: Path) -> str:
    """The paper that is asked for; gives the signs that could not be printed."""
    papers = school.papers
    if options.kind == "visit":
        return papers.visit(_visit_id(school, options.visit), out)
    if options.kind == "cycle":
        return papers.cycle(calendars.cycle_id(school, options.cycle), out)
    if options.kind == "handover":
        return papers.hand_over(school.choices.person(options.owner, also_left=True).id, out)
    if options.kind == "form":
        visit = _visit_id(school, options.visit) if options.visit else None
        instrument = _instrument_id(school, options.instrument, visit)
        return papers.form(instrument, out, visit_id=visit, own=bool(options.own))
    if options.kind == "discussion":
        return papers.pack(_pack_choice(school, options.year or _picture_year(school), options), out)
    if options.kind == "section":
        return _write_sections(school, options.year or _picture_year(school), options.section or [], out)
    return calendars.write_paper(school, options, options.year or _calendar_year(school))


def _write_sections(school: School, year: SchoolYear, names: list[str], out: Path) -> str:
    """The pages of some sections or clusters; without names of all sections with figures, and the school."""
    sections, question = school.pictures.picture(year), PictureFilter((year,))
    rows = [pictures.row_of(school, question, name) for name in names]
    rows = rows or [*(row for row in sections.rows if not row.hidden), sections.total]
    found = tuple(row.group.name for row in rows)
    by_cluster = any(sections.row(name) is None for name in found)
    return school.papers.sections(year, found, out, by_cluster=by_cluster)


def _pack_choice(school: School, year: SchoolYear, options: Namespace) -> PackChoice:
    """What the pack is about: the groups by their names, whatever the capitals, or all of them."""
    from lesobs.services.packs import rows_named

    rows = next((one for one in Grouping if one.word.lower() == options.rows), Grouping.SECTION)
    choice = PackChoice(PictureFilter((year,), rows), project=bool(options.project))
    if not options.section:
        return choice
    found = rows_named(school.pictures.ask(choice.question), options.section)
    return replace(choice, groups=frozenset(row.group.key for row in found))


def _visit_id(school: School, number: str) -> str:
    """The visit with this number, or with a number that begins so."""
    wanted = number.strip().lower()
    found = [line.id for line in school.visits.all() if line.id.startswith(wanted)]
    if len(wanted) < SHORTEST_NUMBER or not found:
        raise RuleBroken(
            f"Er is geen bezoek met nummer ‘{number}’. De nummers staan in: lesobs visits BESTAND"
        )
    if len(found) > 1:
        raise RuleBroken(f"Nummer ‘{number}’ past op {len(found)} bezoeken. Geef meer tekens van het nummer.")
    return found[0]


def _instrument_id(school: School, name: str | None, visit_id: str | None) -> str:
    """The newest version of the instrument with this name, whatever the capitals; without a name the one of
    the visit."""
    if name is None and visit_id is not None:
        return school.visits.get(visit_id).draft.instrument_id
    wanted, lines = (name or "").strip().casefold(), school.instruments.all()
    found = [line for line in lines if line.title.casefold() == wanted]
    if not found:
        names = dutch.listed(sorted({line.title for line in lines}))
        raise RuleBroken(f"Er is geen kijkwijzer ‘{name}’. Wel: {names}.")
    return max(found, key=lambda line: line.version).id


def _require_options(options: Namespace) -> None:
    """Leave with wrong use when an option is missing, or has no meaning for this paper."""
    for name in (
        "visit",
        "section",
        "year",
        "paper",
        "instrument",
        "own",
        "rows",
        "project",
        "cycle",
        *CALENDARS,
    ):
        if getattr(options, name) is not None and name not in REPORTS[options.kind]:
            options.refuse(f"--{name} hoort niet bij ‘{options.kind}’")
    if options.kind == "visit" and not options.visit:
        options.refuse("zeg met --visit welk bezoek het is; de nummers staan in: lesobs visits BESTAND")
    if options.kind == "cycle" and not options.cycle:
        options.refuse('zeg met --cycle welke cyclus, bijvoorbeeld --cycle "Nagaan en bijstellen"')
    if options.kind == "handover" and not options.owner:
        options.refuse('zeg met --owner wie er overdraagt, bijvoorbeeld --owner "Joke Veldhuizen"')
    if options.kind == "form" and not (options.instrument or options.visit):
        options.refuse('zeg met --instrument van welke kijkwijzer, bijvoorbeeld --instrument "OP3 volledig"')
    if options.out.suffix.lower() != ".pdf":
        options.refuse(f"een PDF eindigt op .pdf; {options.out.name} niet")


def _require_out(options: Namespace) -> None:
    if options.out.resolve() == options.file.resolve():
        raise RuleBroken(f"{options.out} is het schoolbestand zelf. Kies een andere naam.")
    if not options.out.parent.is_dir():
        raise RuleBroken(f"De map {options.out.parent} bestaat niet. Maak die map eerst, of kies een andere.")
    if options.out.is_dir():
        raise RuleBroken(f"{options.out} is een map. Zet er de naam van een bestand achter.")


def _require_free(path: Path) -> None:
    if path.exists():
        raise RuleBroken(f"{path.name} bestaat al en blijft zoals het is. Kies een andere naam.")
