"""This file is made-up but believable input for the reports, and their text read back."""

from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

from pypdf import PdfReader

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.instrument import Level
from lesobs.domain.picture import Cell, Group, Picture, PictureIndicator, PictureRow
from lesobs.domain.schoolyear import Holiday, SchoolYear
from lesobs.domain.tally import Tally
from lesobs.domain.visit import Purpose
from lesobs.reports.activities import ActivitiesReport, ActivityLine
from lesobs.reports.planner import PlannerActivity, PlannerReport
from lesobs.reports.scores import PartScores, ScoreLine
from lesobs.reports.section import SectionReport
from lesobs.reports.visit import Agreement, VisitNote, VisitReport

PRINTED = date(2026, 11, 23)
NAMES = ("Ayşe Şahin", "Łukasz Wójcik", "Minh Đặng", "Ó Súilleabháin")
HOSTILE = (
    '5 < 6 & "zeven"',
    "<b>vet</b>",
    "5 </b> 6",
    '<img src="/etc/passwd"/>',
    "</para><para>",
    "&amp; &lt;",
)

INDICATORS = (
    ("A1", "Sfeer en uitdaging"),
    ("A2", "Veilig om te proberen"),
    ("A3", "Iedereen doet mee"),
    ("A4", "Hoge verwachtingen"),
    ("B1", "Ordelijk verloop"),
    ("B2", "Lestijd benut"),
    ("B3", "Lesdoel helder"),
    ("B4", "Nagaan en bijstellen"),
    ("C1", "Heldere uitleg"),
    ("C2", "Tijd om te oefenen"),
    ("C3", "Passend bij de groep"),
    ("C4", "Steun én uitdaging"),
    ("D1", "Feedback op het leren"),
    ("D2", "Zelf leren sturen"),
)
PARTS = {
    "A": "Leerklimaat",
    "B": "Lesverloop en lesdoel",
    "C": "Uitleg, oefenen en afstemmen",
    "D": "Feedback en eigen leerproces",
}


def pages(path: Path) -> list[str]:
    """The text of each page, spaces and line ends folded."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


def words(path: Path) -> str:
    """The text of the whole document."""
    return " ".join(pages(path))


def long_text(signs: int) -> str:
    """A text of at least this many signs in which every word is another one."""
    found: list[str] = []
    while sum(map(len, found)) + len(found) < signs:
        found.append(f"woord{len(found)}")
    return " ".join(found)


OBSERVED = dict(
    zip((code for code, _ in INDICATORS), (4, 3, 2, 3, 4, 3, 3, 2, 3, 3, 2, 0, 2, 1), strict=True)
)
OWN = dict(zip((code for code, _ in INDICATORS), (4, 4, 4, 3, 4, 3, 3, 3, 4, 2, 2, 0, 2, 3), strict=True))


def scores(*, own: bool = False, why: dict[str, str] | None = None) -> tuple[PartScores, ...]:
    return tuple(
        PartScores(
            title,
            tuple(
                ScoreLine(
                    code,
                    name,
                    Level(OBSERVED[code]),
                    explanation=(why or {}).get(code, ""),
                    own=Level(OWN[code]) if own else None,
                )
                for code, name in INDICATORS
                if code[0] == part
            ),
        )
        for part, title in PARTS.items()
    )


def visit(**changes: object) -> VisitReport:
    """A visit that was discussed and settled, with every part filled."""
    report = VisitReport(
        school="Hazelkamp College",
        year="2026-2027",
        teacher="Minh Đặng",
        teacher_short="Minh",
        observer="Marieke Doornbos",
        observer_short="Marieke",
        observer_function="teamleider havo",
        section="wiskunde",
        class_group="3H2",
        pupils=27,
        held_on=date(2026, 11, 19),
        lesson_hour=3,
        starts=time(10, 15),
        ends=time(11, 5),
        instrument="volledig bezoek",
        announced=True,
        purpose=Purpose.DEVELOPMENT,
        focus_question="Wie denkt er mee als ik een vraag stel?",
        discussed_on=date(2026, 11, 23),
        school_days_later=2,
        strength="Een fout is het begin van de uitleg.",
        teacher_view="De uitleg liep lekker. Bij opgave 14 leken ze allemaal bezig, achteraf zag ik "
        "veel lege schriften.",
        observer_view="Wie je aanwijst, maakt verschil.",
        next_step="eerst iedereen laten opschrijven, dan pas iemand kiezen",
        agreements=(
            Agreement(
                "Eén vraag per les met wisbordjes, twee weken lang, in 3H2 en 3H4",
                "Sanne de Wit leent haar set",
                "ma 23 nov – vr 4 dec",
            ),
            Agreement("Sanne kijkt één les mee naar dezelfde vraag", "Sanne de Wit", "vr 4 dec, les 2"),
        ),
        look_again_on=date(2026, 12, 10),
        look_again_at="iedereen doet mee",
        reaction="",
        notes=(
            VisitNote(
                time(10, 28),
                'Twee leerlingen hebben een fout antwoord. Jij: "Mooi, hier gaan we iets van leren." Beiden '
                "leggen uit wat ze dachten; de klas luistert.",
                "A2",
            ),
            VisitNote(
                time(10, 24),
                "Voorbeeld in drie stappen, elke stap hardop. Leerlingen nemen de stappen over zonder dat je "
                "erom vraagt.",
                "C1",
            ),
            VisitNote(
                time(10, 33),
                'Op "waarom mag dit?" komen steeds dezelfde vijf vingers. Aan de raamkant schrijft niemand.',
                "A3",
            ),
            VisitNote(
                time(10, 38),
                "Tien tellen wachten, dan iemand zonder vinger. De hele rij begint te schrijven.",
            ),
        ),
        parts=scores(),
        settled=True,
        version=1,
        keep_until=date(2028, 7, 31),
        printed_on=PRINTED,
    )
    return replace(report, **changes)


QUESTIONS = {
    "A3": "Wat doet een leerling bij ons terwijl een ander antwoordt?",
    "B4": "Hoe weet je na tien minuten wat alle leerlingen begrijpen?",
}
WATCHED = {
    "A1": "We keken of de toon vriendelijk is én er iets van leerlingen wordt gevraagd.",
    "A2": "We keken of leerlingen een half antwoord durven laten zien en hardop doorvragen.",
    "A3": "We keken of alle leerlingen iets doen met een vraag, niet alleen wie antwoordt.",
    "B4": "We keken of de docent nagaat wie het begrijpt, en de les daarop aanpast.",
}
LEVELS = (
    (1, 2, 6, 3, 0), (0, 2, 5, 2, 0), (3, 6, 3, 1, 0), (1, 4, 4, 1, 0), (1, 2, 5, 2, 0), (1, 2, 5, 2, 0),
    (4, 5, 3, 1, 0), (4, 5, 2, 1, 1), (1, 3, 7, 2, 0), (1, 3, 5, 1, 0), (2, 3, 3, 0, 0), (2, 2, 3, 1, 2),
    (2, 5, 5, 1, 0), (4, 3, 2, 1, 0),
)  # fmt: skip
SCHOOL = (
    (3, 10, 40, 30, 0), (1, 7, 35, 20, 0), (8, 28, 37, 10, 0), (4, 21, 35, 7, 0), (3, 8, 36, 17, 0),
    (4, 15, 33, 12, 0), (15, 32, 28, 10, 0), (17, 30, 27, 8, 3), (4, 12, 48, 20, 0), (4, 14, 34, 10, 0),
    (10, 24, 22, 6, 1), (12, 24, 18, 6, 9), (11, 28, 34, 10, 0), (27, 22, 11, 4, 0),
)  # fmt: skip
SECTION_NAMES = (
    "Nederlands", "Engels", "Duits en Frans", "Wiskunde", "Natuur- en scheikunde", "Biologie",
    "Geschiedenis en aardrijkskunde", "Economie", "Lichamelijke opvoeding", "Techniek", "Klassieke talen",
    "Kunst en muziek",
)  # fmt: skip


def tally(counts: tuple[int, int, int, int, int]) -> Tally:
    return Tally((counts[0], counts[1], counts[2], counts[3]), counts[4])


def indicators() -> tuple[PictureIndicator, ...]:
    return tuple(
        PictureIndicator(
            f"op3.{code}",
            code,
            title,
            code[0],
            WATCHED.get(code, "We keken wat leerlingen in de les hiervan merken."),
            QUESTIONS.get(code, "Waaraan merken leerlingen dit in onze lessen?"),
        )
        for code, title in INDICATORS
    )


def picture_row(name: str, turn: int, *, hidden: tuple[int, ...] = ()) -> PictureRow:
    """A section whose counts are the sample's, moved on by `turn`, with some cells hidden."""
    moved = LEVELS[turn % 14 :] + LEVELS[: turn % 14]
    cells = tuple(Cell(None if i in hidden else tally(counts)) for i, counts in enumerate(moved))
    return PictureRow(Group(name.casefold(), name), 13, 8, 4, cells)


def hidden_row(name: str, cluster: str | None = None) -> PictureRow:
    return PictureRow(
        Group(name.casefold(), name, cluster), None, None, None, (Cell(None),) * len(INDICATORS)
    )


def picture() -> Picture:
    """Twelve sections, the last two too small to show."""
    rows = [picture_row(name, turn) for turn, name in enumerate(SECTION_NAMES[:10], start=-3)]
    rows[5] = picture_row("Biologie", 2, hidden=(1, 4, 5, 9, 10))
    rows += [hidden_row("Klassieke talen", "Talen"), hidden_row("Kunst en muziek")]
    total = PictureRow(Group("all", "Hele school"), 88, 55, 5, tuple(Cell(tally(t)) for t in SCHOOL))
    return Picture("2025-2026", 5, indicators(), tuple(rows), total)


def sections(*names: str) -> SectionReport:
    """Pages for the named sections, or for all of them."""
    shown = picture()
    rows = tuple(row for row in shown.rows if not names or row.group.name in names)
    return SectionReport("Hazelkamp College", shown, rows, PRINTED, rounds="ronde 1 en 2")


OWNERS = (
    ("", ""),
    ("Joke Veldhuizen", "rector"),
    ("Ruud Hofstede", "kwaliteitscoördinator"),
    ("Marieke Doornbos", "teamleider havo"),
    ("Rachid el Amrani", "teamleider vwo"),
    ("Ingrid Bakker-Smit", "teamleider vmbo"),
    ("Sectievoorzitters", "10 secties"),
)
# owner, first week of the year, weeks, phase, title, k done or l late
PLANNED = (
    (1, 4, 3, "P", "Jaarplan vastgesteld", "k"),
    (1, 24, 2, "C", "Tussenevaluatie jaarplan", ""),
    (1, 40, 3, "P", "Concept-jaarplan 2027-2028", ""),
    (1, 47, 3, "A", "Jaarverslag kwaliteit en borgen", ""),
    (2, 5, 4, "C", "Examenanalyse per vak", "k"),
    (2, 8, 1, "P", "PTA naar Inspectie vóór 1 okt", "k"),
    (2, 17, 2, "P", "Bespreekpakket ronde 1", "b"),
    (2, 25, 4, "C", "Tevredenheid leerlingen en ouders", ""),
    (2, 28, 2, "C", "Veiligheidsmonitor", ""),
    (2, 34, 3, "C", "Interne audit OP3", ""),
    (2, 45, 3, "C", "Zelfevaluatie OP2 en OP3", ""),
    (3, 9, 12, "D", "Lesbezoekronde 1", "b"),
    (3, 13, 7, "D", "Lesdoel helder: sectie-uren", "b"),
    (3, 19, 2, "C", "Sectiegesprek over het beeld", ""),
    (3, 27, 8, "D", "Lesbezoekronde 2", ""),
    (3, 29, 1, "C", "Check: Lesdoel helder", ""),
    (3, 42, 1, "A", "Borgen of bijstellen", ""),
    (4, 9, 12, "D", "Lesbezoekronde 1", "b"),
    (4, 14, 1, "C", "Cijferanalyse periode 1", "l"),
    (4, 27, 8, "D", "Lesbezoekronde 2", ""),
    (4, 44, 2, "C", "Determinatie en overgang", ""),
    (5, 6, 2, "P", "Kijkwijzer ijken", "k"),
    (5, 10, 10, "D", "Lesbezoekronde 1", "b"),
    (5, 27, 8, "D", "Lesbezoekronde 2", ""),
    (5, 36, 2, "A", "Verbeterplan bijstellen", ""),
    (6, 10, 9, "D", "Exitvraag in elke les (wiskunde)", "b"),
    (2, 18, 2, "C", "Check: Nagaan en bijstellen", ""),
    (6, 31, 6, "D", "Feedback op het leren (Engels)", ""),
    (6, 43, 3, "C", "Sectieplan-evaluatie", ""),
    (0, 33, 3, "C", "Medewerkersonderzoek", ""),
    (1, 9, 1, "P", "Teamplannen besproken", "k"),
    (1, 32, 2, "C", "Formatie en bezetting", ""),
    (1, 13, 1, "C", "Managementrapportage 1", ""),
    (1, 33, 1, "C", "Managementrapportage 2", ""),
    (2, 14, 2, "A", "Kijkwijzer herzien", ""),
    (2, 22, 2, "P", "Standaardjaar bijwerken", ""),
    (2, 41, 2, "C", "Externe visitatie", ""),
    (3, 6, 3, "P", "Afspraken lesbezoeken met team", "k"),
    (3, 37, 4, "D", "Feedbackweken havo 4", ""),
    (3, 46, 2, "C", "Eindevaluatie teamplan", ""),
    (4, 6, 3, "P", "Afspraken lesbezoeken met team", "k"),
    (4, 20, 4, "D", "Differentiëren in vwo 2", ""),
    (4, 38, 2, "C", "Check: uitdaging vwo", ""),
    (4, 41, 2, "A", "Borgen of bijstellen", ""),
    (5, 15, 2, "C", "Cijferanalyse periode 1", ""),
    (5, 23, 3, "D", "Mentorgesprekken", ""),
    (5, 32, 4, "D", "Rustig van start: ook leerjaar 2", ""),
    (5, 40, 2, "C", "Check: Rustig van start", ""),
    (5, 46, 1, "C", "Eindevaluatie teamplan", ""),
    (6, 5, 3, "P", "Sectieplannen", "k"),
    (6, 19, 2, "C", "Sectiegesprek ronde 1", ""),
    (6, 36, 2, "C", "Sectiegesprek ronde 2", ""),
    (6, 24, 6, "D", "Samen lessen voorbereiden", ""),
)
PHASES = {phase.letter: phase for phase in Phase}
YEAR = SchoolYear(2026)
HOLIDAYS = (
    Holiday("zomervakantie", date(2026, 7, 18), date(2026, 8, 30)),
    Holiday("herfstvakantie", date(2026, 10, 17), date(2026, 10, 25)),
    Holiday("kerstvakantie", date(2026, 12, 19), date(2027, 1, 3)),
    Holiday("voorjaarsvakantie", date(2027, 2, 20), date(2027, 2, 28)),
    Holiday("meivakantie", date(2027, 4, 24), date(2027, 5, 2)),
    Holiday("Hemelvaart", date(2027, 5, 6), date(2027, 5, 7)),
    Holiday("zomervakantie", date(2027, 7, 17), date(2027, 8, 29)),
)


def activity(
    title: str, first: int, weeks: int, phase: str = "D", owner: int = 1, state: str = ""
) -> PlannerActivity:
    """An activity from the `first` week of the school year, `weeks` long."""
    monday = YEAR.mondays()[first]
    return PlannerActivity(
        title,
        PHASES[phase],
        monday,
        monday + timedelta(days=7 * weeks - 3),
        *OWNERS[owner],
        overdue=state == "l",
        done=state == "k",
    )


def planned() -> tuple[PlannerActivity, ...]:
    """The activities of a believable school year."""
    return tuple(
        activity(title, first, weeks, phase, owner, s) for owner, first, weeks, phase, title, s in PLANNED
    )


def many(number: int) -> tuple[PlannerActivity, ...]:
    """So many activities spread over owners and weeks, each with a title of its own."""
    return tuple(
        activity(f"{PLANNED[n % len(PLANNED)][4]} {n}", (n * 23) % 50, 1 + n % 4, "PDCA"[n % 4], n % 7)
        for n in range(1, number + 1)
    )


def planner(activities: tuple[PlannerActivity, ...] | None = None, **changes: object) -> PlannerReport:
    report = PlannerReport(
        school="Hazelkamp College",
        year=YEAR,
        region_word="Midden",
        activities=planned() if activities is None else activities,
        holidays=HOLIDAYS,
        printed_on=PRINTED,
        standards_sentence="alle standaarden",
    )
    return replace(report, **changes)


STANDARDS = ("OP3", "OP3", "OP2", "OR1", "SKA2", "SKA3", "VS1")


def activity_list(number: int | None = None, **changes: object) -> ActivitiesReport:
    """The list of the planner's activities, or of so many."""
    source = planned() if number is None else many(number)
    lines = tuple(
        ActivityLine(
            one.title,
            one.phase,
            STANDARDS[n % len(STANDARDS)],
            one.starts_on,
            one.ends_on,
            ActivityStatus.DONE
            if one.done
            else (ActivityStatus.DOING if n % 5 == 0 else ActivityStatus.TODO),
            one.overdue,
            one.owner,
            one.owner_function,
            follows_from="Cyclus: iedereen doet mee" if n % 6 == 0 else "",
        )
        for n, one in enumerate(source)
    )
    return replace(ActivitiesReport("Hazelkamp College", YEAR, lines, PRINTED, "alle standaarden"), **changes)
