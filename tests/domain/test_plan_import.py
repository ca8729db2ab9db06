"""What a year plan would add, what is there already, and what is left out and why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.plan_columns import PlanField, find_plan_header, propose
from lesobs.domain.plan_import import Known, PlanChoices, PlanSchool, YearPlan, plan
from lesobs.domain.roster import SheetRow
from lesobs.domain.schoolyear import SchoolYear

F = PlanField
SCHOOL = PlanSchool(
    {
        F.OWNER: (
            Known("joke", "Joke Veldhuizen", ("Joke Veldhuizen", "rector", "VEL")),
            Known("ruud", "Ruud Hofstede", ("Ruud Hofstede", "teamleider")),
            Known("rach", "Rachid el Amrani", ("Rachid el Amrani", "teamleider")),
        ),
        F.SECTION: (Known("wis", "Wiskunde", ("Wiskunde",)),),
        F.DEPARTMENT: (Known("havo", "havo", ("havo",)),),
    },
    (("Jaarplan vastgesteld", date(2026, 9, 1), date(2026, 9, 1)),),
)
CHOICES = PlanChoices(SchoolYear(2026), {}, standard="OP3", phase=Phase.DO)


def planned(headings: Sequence[str], *rows: Sequence[str], **changes: Any) -> YearPlan:
    choices = replace(CHOICES, columns=propose(headings), **changes)
    sheet = [SheetRow(number, tuple(cells)) for number, cells in enumerate(rows, start=2)]
    return plan(sheet, choices, SCHOOL)


def test_headings_are_recognised_and_the_surer_one_wins() -> None:
    assert propose(["Activiteit", "Titel", "Week", "Wie?", "PDCA-fase", "Iets"]) == {
        1: F.TITLE,
        2: F.WEEK,
        3: F.OWNER,
        4: F.PHASE,
    }
    assert propose(["Omschrijving", "Datum"]) == {0: F.TITLE, 1: F.WHEN}


def test_the_heading_row_stands_below_a_title() -> None:
    rows = (["Jaarplan 2026-2027", "", ""], ["", "", ""], ["Actie", "Wanneer", "Wie"], ["Toets", "okt", ""])
    header = find_plan_header(rows)
    assert header is not None and header.at == 2
    strange = find_plan_header([["x", "y"], ["a", "b"]])
    assert strange is not None and (strange.at, dict(strange.proposal)) == (0, {})
    assert find_plan_header([["Los zinnetje"], ["nog een"]]) is None


def test_a_whole_row_becomes_an_activity() -> None:
    made = planned(
        (
            "Activiteit",
            "Begin",
            "Eind",
            "Wie",
            "Sectie",
            "Afdeling",
            "Standaard",
            "Fase",
            "Status",
            "Toelichting",
        ),
        (
            "Kijken",
            "12-10-2026",
            "16 okt",
            "VEL",
            "wiskunde",
            "HAVO",
            "op 3",
            "Evaluatie",
            "Gereed",
            "met a;b",
        ),
    )
    (new,) = made.new
    assert (new.title, new.starts_on, new.ends_on) == ("Kijken", date(2026, 10, 12), date(2026, 10, 16))
    assert (new.owner_id, new.section_id, new.department_id) == ("joke", "wis", "havo")
    assert (new.standard, new.phase, new.status) == ("OP3", Phase.CHECK, ActivityStatus.DONE)
    assert new.description == "met a;b" and made.lines[0].detail == ""


def test_unknown_names_stay_open_are_shown_and_are_not_lost() -> None:
    rows = (("Een", "okt", "Piet", "OP9"), ("Twee", "nov", "piet", ""), ("Drie", "dec", "teamleider", ""))
    heads = ("Activiteit", "Wanneer", "Wie", "Standaard")
    made = planned(heads, *rows)
    assert [(one.field, one.text, one.rows, one.value) for one in made.words] == [
        (F.OWNER, "Piet", 2, None),
        (F.OWNER, "teamleider", 1, None),
        (F.STANDARD, "OP9", 1, None),
    ], "two people are teamleider, so that is not guessed"
    assert [new.owner_id for new in made.new] == [None, None, None]
    assert made.new[0].description == "Eigenaar in het jaarplan: Piet\nStandaard in het jaarplan: OP9"
    assert made.lines[0].detail == (
        "Eigenaar ‘Piet’ blijft leeg, en staat in de omschrijving; "
        "standaard ‘OP9’ wordt OP3, en staat in de omschrijving."
    )
    chosen = {made.words[0].key: "ruud", made.words[1].key: "rach"}
    assert [new.owner_id for new in planned(heads, *rows, meanings=chosen).new] == ["ruud", "ruud", "rach"]
    assert planned(heads, *rows, meanings=chosen).new[1].description == ""


def test_without_a_standard_or_phase_a_row_waits_for_a_choice() -> None:
    made = planned(("Activiteit", "Week"), ("Een", "41"), ("Twee", "42"), standard=None, phase=None)
    assert made.new == () and made.without == {F.STANDARD: 2, F.PHASE: 2}
    assert made.lines[0].detail == "Geen standaard en geen fase; kies er een voor alle regels zonder."


def test_what_is_there_already_and_what_comes_twice() -> None:
    made = planned(
        ("Activiteit", "Wanneer"),
        ("jaarplan  vastgesteld", "1 sept"),
        ("Jaarplan vastgesteld", "2 sept"),
        ("Jaarplan Vastgesteld", "2-9-2026"),
    )
    assert [(line.kind, line.detail) for line in made.lines] == [
        ("aanwezig", "Staat al in de kalender."),
        ("nieuw", "Dezelfde titel staat ook op di 1 sep 2026."),
        ("overgeslagen", "Staat ook in rij 3."),
    ]


def test_what_can_not_be_used_has_its_row_and_reason() -> None:
    made = planned(
        ("Activiteit", "Begin", "Eind"),
        ("", "1 okt", ""),
        ("Zonder datum", "", ""),
        ("Andersom", "12 okt", "1 okt"),
        ("Lang" * 80, "1 okt", ""),
        ("Te lang", "1-10-2026", "1-12-2029"),
        ("Vreemd", "ooit", ""),
        ("", "", ""),
    )
    assert [(line.row, line.detail.split(".")[0]) for line in made.lines] == [
        (2, "Geen titel"),
        (3, "Geen datum, week of maand"),
        (4, "De einddatum ligt vóór de begindatum"),
        (5, "Deze titel is te lang: hooguit 300 tekens"),
        (6, "Een activiteit duurt hooguit drie jaar"),
        (7, "‘ooit’ is geen datum, maand of week"),
    ]
    assert made.count("overgeslagen") == len(made.lines)


def test_a_date_goes_before_a_week_and_a_week_before_a_month() -> None:
    heads = ("Maand", "Week", "Datum", "Activiteit")
    made = planned(heads, ("oktober", "", "", "A"), ("oktober", "41", "", "B"), ("okt", "41", "8 okt", "C"))
    assert [(new.starts_on.day, new.ends_on.day) for new in made.new] == [(1, 31), (5, 9), (8, 8)]
