"""This file is what can be typed after `lesobs`, with the help of every command."""

import difflib
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from lesobs import __version__
from lesobs.cli import calendars, commands, pictures
from lesobs.cli.words import COMMANDS, speak_dutch
from lesobs.domain import month
from lesobs.domain.errors import RuleBroken
from lesobs.domain.picture import Grouping
from lesobs.domain.schoolyear import SchoolYear

DESCRIPTION = """\
Lesbezoeken, sectiebeeld en kwaliteitskalender.

Zonder opdracht begint het programma met een venster:
  lesobs                      het laatste schoolbestand, of een nieuw
  lesobs BESTAND.lesobs       dit schoolbestand
"""
EPILOG = """\
Uitleg bij een opdracht: lesobs OPDRACHT --help

Heeft een schoolbestand een wachtwoord, dan wordt het gevraagd; zonder toetsenbord komt het uit de
omgevingsvariabele LESOBS_PASSPHRASE. De uitkomst: 0 gelukt, 1 geweigerd (de reden staat erbij),
2 verkeerd opgegeven.
"""


def parse(arguments: Sequence[str]) -> Namespace:
    """The options of one command, with `run` to carry it out. Leaves through SystemExit: 0 after help, 2 when
    something is wrong in what was typed."""
    speak_dutch()
    parser = _parser()
    first = arguments[0] if arguments else ""
    if first and not first.startswith("-") and first not in COMMANDS:
        _refuse_command(parser, first)
    return parser.parse_args(arguments)


def _refuse_command(parser: ArgumentParser, typed: str) -> NoReturn:
    near = difflib.get_close_matches(typed, COMMANDS, 1)
    hint = f"Bedoel je ‘{near[0]}’?" if near else "Alle opdrachten: lesobs --help"
    parser.error(f"‘{typed}’ is geen opdracht en geen schoolbestand. {hint}")


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="lesobs",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"lesobs {__version__}", help="de versie")
    adding = parser.add_subparsers(title="opdrachten", metavar="OPDRACHT", required=True)

    def command(name: str, run: Callable[[Namespace], int], about: str, example: str) -> ArgumentParser:
        added = adding.add_parser(
            name,
            help=COMMANDS[name],
            description=about,
            epilog=f"voorbeeld:\n  {example}",
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        added.set_defaults(run=run, refuse=added.error)
        return added

    _add_making(command)
    _add_looking(command)
    _add_writing(command)
    _add_keeping(command)
    return parser


Adding = Callable[[str, Callable[[Namespace], int], str, str], ArgumentParser]


def _add_making(command: Adding) -> None:
    demo = command(
        "demo",
        commands.demo,
        "Maak een verzonnen school om te bekijken. Hetzelfde getal bij --seed geeft dezelfde school.\n"
        "Een bestand dat er al is, blijft zoals het is. Staat LESOBS_PASSPHRASE ingesteld, dan krijgt de\n"
        "school dat wachtwoord.",
        "lesobs demo voorbeeld.lesobs",
    )
    _file(demo, "het schoolbestand dat gemaakt wordt")
    for name, low, high, usual, about in (
        ("--years", 1, 10, 2, "aantal schooljaren"),
        ("--teachers", 10, 500, 60, "aantal docenten"),
        ("--seed", 0, 10**9, 1, "welke school het wordt"),
    ):
        number = _number(low, high)
        demo.add_argument(name, type=number, default=usual, metavar="N", help=f"{about} ({usual})")

    roster = command(
        "roster",
        commands.roster,
        "Lees een lijst met docenten of klassen in, zoals de schooladministratie die geeft (CSV of Excel).\n"
        "Zonder --apply zie je alleen wat er nieuw is, wat er wijzigt en wat wordt overgeslagen.",
        "lesobs roster school.lesobs docenten.csv --apply",
    )
    _file(roster)
    roster.add_argument("list", type=Path, metavar="LIJST", help="de lijst: .csv of .xlsx")
    roster.add_argument("--apply", action="store_true", help="neem de lijst over in het schoolbestand")
    _add_plan(command)


def _add_plan(command: Adding) -> None:
    plan = command(
        "plan",
        commands.plan,
        "Lees een jaarplan in (Excel of CSV): een activiteit per rij, met een kopregel. Datums, maanden en\n"
        "weeknummers worden gelezen; wat niet zeker is, wordt met het rijnummer en de reden overgeslagen.\n"
        "Zonder --apply zie je alleen wat er zou gebeuren.",
        "lesobs plan school.lesobs jaarplan.xlsx --standard OP3 --phase doen --apply",
    )
    _file(plan)
    plan.add_argument("plan", type=Path, metavar="PLAN", help="het jaarplan: .xlsx of .csv")
    plan.add_argument("--apply", action="store_true", help="zet de activiteiten in de kalender")
    about_year = "het schooljaar van het plan, zoals 2026-2027 (nu)"
    plan.add_argument("--year", type=_school_year, metavar="JAAR", help=about_year)
    about_standard = "de standaard van rijen waar er geen staat: OP3"
    plan.add_argument("--standard", metavar="CODE", help=about_standard)
    about_phase = "de fase van rijen waar er geen staat"
    plan.add_argument("--phase", type=calendars.plan_phase, metavar="FASE", help=about_phase)
    about_column = "wat een kolom is, zoals Wat=titel; mag vaker"
    plan.add_argument(
        "--column", type=calendars.plan_column, action="append", metavar="KOP=VELD", help=about_column
    )


def _add_looking(command: Adding) -> None:
    visits = command(
        "visits",
        commands.visits,
        "Alle lesbezoeken, het nieuwste eerst. Met het nummer maak je een verslag: zie ‘lesobs report’.",
        "lesobs visits school.lesobs",
    )
    _file(visits)
    _json(visits)

    picture = command(
        "picture",
        commands.picture,
        "Het beeld van de lessen in een schooljaar: hoe vaak was iets te zien, en op hoeveel lessen,\n"
        "docenten en waarnemers steunt dat. Bij te weinig docenten blijven de cijfers weg.\n"
        "Kies lessen met --round, --department en zo verder; hooguit twee daarvan tegelijk. Dezelfde keuze "
        "mag\nvaker: --round 1 --round 2. Een periode kies je met --from 2026-09 --to 2026-11.",
        "lesobs picture school.lesobs --rows cluster --round 1",
    )
    _file(picture)
    _year(picture)
    pictures.add_options(picture, _school_year, _month)
    picture.add_argument("--section", metavar="NAAM", help="één sectie of cluster, naast de hele school")
    _json(picture)

    calendar = command(
        "calendar",
        commands.calendar,
        "De activiteiten van een schooljaar, op volgorde van begin; alle, of die van --owner, --status\n"
        "en zo verder.",
        'lesobs calendar school.lesobs --year 2026-2027 --status "over tijd"',
    )
    _file(calendar)
    _year(calendar)
    calendars.add_options(calendar)
    calendar.add_argument("--section", metavar="NAAM", help="alleen de activiteiten van deze sectie")
    calendar.add_argument("--department", metavar="NAAM", help="alleen de activiteiten van deze afdeling")
    _json(calendar)


def _add_writing(command: Adding) -> None:
    report = command(
        "report",
        commands.report,
        "Schrijf een PDF:\n"
        "  visit        het verslag van een lesbezoek (met --visit)\n"
        "  section      het beeld van een sectie (met --section), of van alle secties\n"
        "  discussion   het bespreekpakket: hoe lees je het, het overzicht, een blad per sectie met vragen,\n"
        "               en een blad voor afspraken (met --section, --rows en --project)\n"
        "  planner      de jaarplanner op één blad\n"
        "  month        een maand van de kalender op één A4 (met --month)\n"
        "  activities   de lijst met activiteiten, per eigenaar of standaard (met --by)\n"
        "  cycle        het verbeterplan van één cyclus op één A4 (met --cycle)\n"
        "  poster       het weekbord op A3: wat open en dichtbij is per fase, en wat gelukt is\n"
        "  handover     alles wat iemand heeft, om over te dragen bij vertrek (met --owner)\n"
        "  form         het blanco formulier van een kijkwijzer, om op papier te kijken (met --instrument)",
        "lesobs report school.lesobs planner --paper A3 --out jaarplanner.pdf",
    )
    _file(report)
    report.add_argument("kind", choices=commands.REPORTS, metavar="SOORT", help=", ".join(commands.REPORTS))
    _out(report, "X.pdf")
    about_visit = "het nummer uit ‘lesobs visits’, bij visit; bij form staan dan de gegevens er al op"
    report.add_argument("--visit", metavar="NUMMER", help=about_visit)
    about_section = "de sectie of het cluster; bij section en discussion mag het vaker"
    report.add_argument("--section", action="append", metavar="NAAM", help=about_section)
    rows = [grouping.word.lower() for grouping in Grouping]
    about_rows = f"bij discussion: waar de bladen over gaan, {', '.join(rows)} (secties)"
    report.add_argument("--rows", choices=rows, type=str.lower, metavar="RIJEN", help=about_rows)
    about_project = "bij discussion: liggend en in grote letters, voor op een scherm in de zaal"
    report.add_argument("--project", action="store_true", default=None, help=about_project)
    _year(report)
    calendars.add_options(report)
    report.add_argument("--department", metavar="NAAM", help="alleen de activiteiten van deze afdeling")
    about_month = "de maand, zoals 2026-11, bij month (deze maand)"
    report.add_argument("--month", type=_month, metavar="MAAND", help=about_month)
    about_by = "bij planner en activities: de rijen (eigenaar)"
    report.add_argument("--by", type=calendars.rows_by, metavar="|".join(calendars.ROWS), help=about_by)
    about_cycle = "de titel van de cyclus of het begin van haar nummer, bij cycle"
    report.add_argument("--cycle", metavar="NAAM", help=about_cycle)
    about_paper = "het papier van de jaarplanner (A4)"
    report.add_argument("--instrument", metavar="NAAM", help="de kijkwijzer, bij form")
    about_own = "bij form: het blad waarop de docent de eigen les scoort"
    report.add_argument("--own", action="store_true", default=None, help=about_own)
    report.add_argument("--paper", choices=("A4", "A3"), type=str.upper, metavar="A4|A3", help=about_paper)

    export = command(
        "export",
        commands.export,
        "Schrijf gegevens weg. Het einde van de bestandsnaam zegt hoe:\n"
        "  all          de hele school: .json (kan weer ingelezen worden) of .xlsx\n"
        "  ratings      een rij per score: .csv, .xlsx of .json\n"
        "  calendar     de activiteiten: .ics (agenda), .csv, .xlsx of .json; alle, of die van --owner,\n"
        "               --phase, --standard, --section, --department, --status of --year\n"
        "  picture      het sectiebeeld, kleine groepen verborgen: .csv, .xlsx of .json; kies lessen zoals\n"
        "               bij ‘lesobs picture’\n"
        "Let op: in de andere drie staan namen en scores. Bewaar die even zorgvuldig als het schoolbestand.",
        "lesobs export school.lesobs ratings --out scores.xlsx",
    )
    _file(export)
    export.add_argument("kind", choices=commands.EXPORTS, metavar="WAT", help=", ".join(commands.EXPORTS))
    _out(export, "X.json|.csv|.xlsx|.ics")
    _year(export)
    calendars.add_options(export)
    export.add_argument("--section", metavar="NAAM", help="alleen de activiteiten van deze sectie")
    about_visits = "bij calendar, met --owner en .ics: de geplande lesbezoeken van die persoon gaan mee"
    export.add_argument("--visits", action="store_true", default=None, help=about_visits)
    pictures.add_options(export, _school_year, _month)
    about_view = "bij picture: het aandeel op 3 of 4, hoe vaak gescoord, of laatst gezien (aandeel)"
    export.add_argument(
        "--view", choices=tuple(pictures.VIEWS), metavar="|".join(pictures.VIEWS), help=about_view
    )


def _add_keeping(command: Adding) -> None:
    import_ = command(
        "import",
        commands.import_,
        "Maak een nieuw schoolbestand van wat ‘lesobs export BESTAND all’ schreef. Alles wordt eerst\n"
        "nagekeken. Staat LESOBS_PASSPHRASE ingesteld, dan krijgt het nieuwe bestand dat wachtwoord.",
        "lesobs import nieuw.lesobs school.json",
    )
    _file(import_, "het schoolbestand dat gemaakt wordt")
    import_.add_argument("source", type=_whole_path, metavar="EXPORT.json", help="wat ‘export all’ schreef")

    check = command(
        "check",
        commands.check,
        "Kijk of het schoolbestand gaaf is, of alle verwijzingen kloppen en of alles aan de regels voldoet.\n"
        "Er verandert niets. Is er iets mis, dan staat het er in een lijst, en is de uitkomst 1.",
        "lesobs check school.lesobs",
    )
    _file(check)
    command(
        "self-test",
        commands.self_test,
        "Maak een tijdelijke school, toon elke pagina en schrijf elke PDF. De uitkomst is 0 als alles werkt.",
        "lesobs self-test",
    )


def _file(parser: ArgumentParser, about: str = "het schoolbestand") -> None:
    parser.add_argument("file", type=_whole_path, metavar="BESTAND", help=about)


def _whole_path(text: str) -> Path:
    """With its folder, so that a sentence can name that."""
    return Path(text).absolute()


def _out(parser: ArgumentParser, name: str) -> None:
    about = "het bestand dat geschreven wordt; een ouder bestand wordt vervangen"
    parser.add_argument("--out", type=Path, required=True, metavar=name, help=about)


def _year(parser: ArgumentParser) -> None:
    about = "het schooljaar, zoals 2026-2027 (nu; is er dan nog niets, het laatste waarin wel iets is)"
    parser.add_argument("--year", type=_school_year, metavar="JAAR", help=about)


def _json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="als JSON, voor een ander programma")


def _school_year(text: str) -> SchoolYear:
    try:
        return SchoolYear.named(text)
    except RuleBroken as error:
        raise ArgumentTypeError(str(error)) from None


def _month(text: str) -> str:
    try:
        return month.named(text)
    except RuleBroken as error:
        raise ArgumentTypeError(str(error)) from None


def _number(low: int, high: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not low <= int(text[:12]) <= high:
            raise ArgumentTypeError(f"‘{text}’ kan niet; het is een getal van {low} tot en met {high}")
        return int(text)

    return number
