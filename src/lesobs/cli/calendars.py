"""This file is the calendar on the command line: choosing activities, printing them, reading a year plan."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from lesobs.cli.tables import table
from lesobs.domain import dutch
from lesobs.domain.activity import WantedStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.month_weeks import first_of_month
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.standards import STANDARDS
from lesobs.services.school import School

if TYPE_CHECKING:  # every command goes through here; reading a plan is loaded for `plan` alone
    from lesobs.domain.plan_columns import PlanField
    from lesobs.domain.plan_import import PlanChoices, PlanWord, YearPlan
    from lesobs.services.calendar_choice import CalendarChoice
    from lesobs.services.calendar_papers import RowsBy
    from lesobs.services.plan_reader import PlanFile

CHOOSING = ("owner", "phase", "standard", "section", "department", "status")
"""The options that choose activities."""

ROWS: dict[str, RowsBy] = {
    "eigenaar": "owner",
    "standaard": "standard",
    "afdeling": "department",
    "cyclus": "cycle",
}
_STATUSES = {word: status for status in WantedStatus for word in (status.word, status.value)}
_PHASES = {word: phase for phase in Phase for word in (phase.letter.casefold(), phase.word, phase.value)}


SHORTEST_NUMBER = 4
"""Signs of the number of a cycle that are enough to look for it."""


def cycle_id(school: School, name: str) -> str:
    """The cycle with this title, whatever the capitals, or whose number begins so; of several turns the last
    one. Raises RuleBroken with the titles there are."""
    wanted, lines = " ".join(name.split()).casefold(), school.cycles.all()
    found = [line.id for line in lines if line.title.casefold() == wanted]
    if not found and len(wanted) >= SHORTEST_NUMBER:
        found = [line.id for line in lines if line.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found and len({school.cycles.turns(one)[0].line.id for one in found}) == 1:
        return school.cycles.turns(found[0])[-1].line.id
    titles = dutch.listed(sorted({line.title for line in lines})) or "nog geen"
    if found:
        raise RuleBroken(f"‘{name}’ past op {len(found)} cycli. Geef het begin van het nummer.")
    raise RuleBroken(f"Er is geen cyclus ‘{name}’. Dit zijn ze: {titles}.")


def add_options(parser: ArgumentParser) -> None:
    """Whose activities, in which phase and so on; section and department are options of pictures too."""
    about_owner = "alleen de activiteiten van deze eigenaar of functie; ‘niemand’: zonder eigenaar"
    parser.add_argument("--owner", metavar="NAAM", help=about_owner)
    parser.add_argument(
        "--phase", type=plan_phase, metavar="FASE", help="alleen de activiteiten in deze fase: P, D, C of A"
    )
    parser.add_argument("--standard", metavar="CODE", help="alleen de activiteiten bij deze standaard: OP3")
    words = dutch.listed([one.word for one in WantedStatus], "of")
    about_status = f"alleen wat zo ver is: {words}"
    parser.add_argument("--status", type=wanted_status, metavar="STATUS", help=about_status)


def rows_by(text: str) -> RowsBy:
    """The rows of a planner, or what a list goes by."""
    wanted = text.casefold()
    for word, rows in ROWS.items():
        if wanted in (word, rows):
            return rows
    raise ArgumentTypeError(f"‘{text}’ kan niet; kies uit {dutch.listed(ROWS, 'of')}")


def chosen(school: School, options: Namespace) -> CalendarChoice | None:
    """The activities that the options choose, of one year or of all; None when they choose nothing."""
    if options.year is None and not any(_choosing(options).values()):
        return None
    return school.choices.choose(options.year, **_choosing(options))


def chosen_in(school: School, options: Namespace, year: SchoolYear) -> CalendarChoice:
    """The activities of a school year that the options choose; all of them when they choose nothing."""
    return school.choices.choose(year, **_choosing(options))


def _choosing(options: Namespace) -> dict[str, Any]:
    return {name: _single(options, name) for name in CHOOSING}


def visits_of(options: Namespace, choice: CalendarChoice | None) -> str | None:
    """Whose planned visits go along into the agenda, by id; they are asked for beside an owner."""
    if not options.visits:
        return None
    if choice is None or choice.owner_id is None:
        options.refuse("--visits hoort bij een persoon; zeg met --owner wie")
    if options.out.suffix.lower() != ".ics":
        options.refuse("--visits hoort bij een agenda: een bestand dat op .ics eindigt")
    assert choice is not None
    return choice.owner_id


def write_paper(school: School, options: Namespace, year: SchoolYear) -> str:
    """The planner, a month, the list of activities or the poster, of all activities or those chosen.

    Gives the signs that could not be printed.
    """
    papers, out = school.papers, options.out
    if options.kind == "poster":
        return papers.poster(out, chosen_in(school, options, school.year))
    if options.kind == "month":
        month = date.fromisoformat(f"{options.month}-01") if options.month else first_of_month(school.today())
        return papers.month(month, out, school.choices.choose(**_choosing(options)))
    choice = chosen_in(school, options, year)
    by: RowsBy = options.by or "owner"
    if options.kind == "planner":
        return papers.planner(year, out, paper=options.paper or "A4", choice=choice, rows_by=by)
    if by not in ("owner", "standard"):
        options.refuse("de lijst met activiteiten gaat per eigenaar of per standaard")
    return papers.activities(year, out, by="owner" if by == "owner" else "standard", choice=choice)


def read_plan(school: School, options: Namespace) -> str:
    """Read a year plan, in preview or to take it in, and say what came out."""
    from lesobs.domain.plan_import import PlanChoices
    from lesobs.services.plan_reader import column_named

    file = school.plans.open(options.plan)
    columns = dict(file.proposal)
    for heading, name in options.column or ():
        at = column_named(file, heading)
        columns = {number: known for number, known in columns.items() if known is not name and number != at}
        columns[at] = name
    choices = PlanChoices(options.year or school.year, columns)
    choices = replace(choices, standard=_standard(options), phase=options.phase)
    made = (school.plans.apply if options.apply else school.plans.preview)(file, choices)
    return plan_text(file, choices, made, applied=options.apply)


def plan_text(file: PlanFile, choices: PlanChoices, made: YearPlan, *, applied: bool) -> str:
    """What a plan would add, row by row, and what was not understood."""
    read = dutch.listed(f"{file.headings[at]} ({name.value})" for at, name in sorted(choices.columns.items()))
    unread = [one for at, one in enumerate(file.headings) if one and at not in choices.columns]
    rows = [(line.row, line.kind, line.title, line.when, line.detail) for line in made.lines]
    parts = [
        f"{file.name}, schooljaar {choices.year}\nGelezen kolommen: {read or 'geen'}."
        + (f"\nNiet gelezen: {dutch.listed(unread)}. Met --column KOP=VELD wel." if unread else ""),
        table(("Rij", "Soort", "Activiteit", "Wanneer", "Toelichting"), rows),
    ]
    if unknown := [word for word in made.words if word.value is None]:
        parts.append("\n".join(["Niet herkend:", *map(_unknown, unknown)]))
    parts.append(_summary(made))
    parts += [f"Let op: {note}" for note in file.notes]
    if applied:
        parts.append("Overgenomen." if made.new else "Er was niets over te nemen.")
    elif made.new:
        parts.append("Er is nog niets veranderd. Met --apply komen de activiteiten in de kalender.")
    return "\n\n".join(parts)


def plan_column(text: str) -> tuple[str, PlanField]:
    """`Wat=titel`: a heading and what its column tells."""
    from lesobs.domain.plan_columns import PlanField

    heading, _, name = text.rpartition("=")
    try:
        return heading, PlanField(name.strip().casefold())
    except ValueError:
        fields = dutch.listed([one.value for one in PlanField], "of")
        raise ArgumentTypeError(f"‘{text}’ kan niet; schrijf KOP=VELD, met als veld {fields}") from None


def wanted_status(text: str) -> WantedStatus:
    found = _STATUSES.get(" ".join(text.casefold().split()))
    if found is None:
        words = dutch.listed([one.word for one in WantedStatus], "of")
        raise ArgumentTypeError(f"‘{text}’ kan niet; het is {words}")
    return found


def plan_phase(text: str) -> Phase:
    found = _PHASES.get(text.casefold())
    if found is None:
        words = dutch.listed([phase.word for phase in Phase], "of")
        raise ArgumentTypeError(f"‘{text}’ kan niet; het is {words}")
    return found


def _unknown(word: PlanWord) -> str:
    return f"  {word.field.value} ‘{word.text}’, in {dutch.count(word.rows, 'rij', 'rijen')}"


def _summary(made: YearPlan) -> str:
    from lesobs.domain.plan_columns import PlanField

    counts = f"{made.count('nieuw')} nieuw, {made.count('aanwezig')} staan er al"
    parts = [f"{counts}, {made.count('overgeslagen')} overgeslagen."]
    if made.without.get(PlanField.STANDARD):
        parts.append("Zonder standaard: geef er een met --standard OP3.")
    if made.without.get(PlanField.PHASE):
        parts.append("Zonder fase: geef er een met --phase doen.")
    return " ".join(parts)


def _standard(options: Namespace) -> str | None:
    if options.standard is None:
        return None
    code: str = options.standard.strip().upper()
    if code not in STANDARDS:
        raise RuleBroken(f"Er is geen standaard ‘{options.standard}’. Kies uit: {dutch.listed(STANDARDS)}.")
    return code


def _single(options: Namespace, name: str) -> Any:
    """Section and department may come more than once where pictures are asked; here they are one."""
    given = getattr(options, name)
    if not isinstance(given, list):
        return given
    if len(given) > 1:
        options.refuse(f"--{name} kan hier één keer")
    return given[0]
