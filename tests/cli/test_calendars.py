"""The calendar on the command line: chosen activities, papers of them, and a year plan read in."""

import json
from datetime import date
from pathlib import Path

import pytest
import vobject
from openpyxl import load_workbook
from pypdf import PdfReader

from lesobs.cli import main
from lesobs.services.people import PersonDraft
from lesobs.services.school import School

Captured = pytest.CaptureFixture[str]


def done(capsys: Captured, *typed: object) -> str:
    assert main([str(one) for one in typed]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def wrong(capsys: Captured, *typed: object, code: int = 2) -> str:
    assert main([str(one) for one in typed]) == code
    return capsys.readouterr().err


def text(path: Path) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(path).pages)


def test_the_agenda_of_one_person_with_visits(filled: Path, tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "a.ics"
    done(capsys, "export", filled, "calendar", "--owner", "Marieke Doornbos", "--visits", "--out", out)
    events = vobject.readOne(out.read_text("utf-8")).vevent_list
    assert {event.summary.value.split(" ")[0] for event in events} >= {"=2+2;"}
    assert "--visits hoort bij een persoon" in wrong(
        capsys, "export", filled, "calendar", "--visits", "--out", out
    )
    assert "--visits hoort bij een agenda" in wrong(
        *(capsys, "export", filled, "calendar", "--owner", "Marieke Doornbos", "--visits"),
        *("--out", tmp_path / "a.xlsx"),
    )
    assert "geen persoon ‘Piet’" in wrong(
        capsys, "export", filled, "calendar", "--owner", "Piet", "--out", out, code=1
    )
    assert "--owner hoort niet bij ‘all’" in wrong(
        capsys, "export", filled, "all", "--owner", "x", "--out", tmp_path / "a.json"
    )


def test_a_chosen_table_says_what_was_chosen(filled: Path, tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "a.xlsx"
    done(capsys, "export", filled, "calendar", "--standard", "op3", "--year", "2026-2027", "--out", out)
    rows = list(load_workbook(out).active.values)
    assert rows[0][0] == "Kwaliteitskalender, alleen: OP3"
    assert rows[1][1] == "titel" and {row[6] for row in rows[2:]} == {"OP3"}


def test_papers_of_what_was_chosen(filled: Path, tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "p.pdf"
    year = ("--year", "2026-2027", "--out", out)
    done(capsys, "report", filled, "activities", "--by", "standaard", *year)
    assert "OP3 · Pedagogisch-didactisch handelen" in text(out)
    done(capsys, "report", filled, "planner", "--by", "standard", "--owner", "Marieke Doornbos", *year)
    assert "Hazelkamp College · Marieke Doornbos" in text(out)
    done(capsys, "report", filled, "poster", "--out", out)
    assert "Weekbord" in text(out)
    done(capsys, "report", filled, "month", "--month", "2026-12", "--status", "nog open", "--out", out)
    assert "Kwaliteitskalender december 2026" in text(out) and "Studiemiddag" in text(out)
    assert "Hazelkamp College · nog open" in text(out)
    assert "geen maand" in wrong(capsys, "report", filled, "month", "--month", "dec", "--out", out)
    assert "--month hoort niet bij ‘planner’" in wrong(
        capsys, "report", filled, "planner", "--month", "2026-12", *year
    )
    assert "per eigenaar of per standaard" in wrong(
        capsys, "report", filled, "activities", "--by", "cyclus", *year
    )
    assert "--by hoort niet bij ‘poster’" in wrong(
        capsys, "report", filled, "poster", "--by", "owner", "--out", out
    )
    assert "kan niet; kies uit eigenaar" in wrong(capsys, "report", filled, "planner", "--by", "x", *year)


def test_phase_status_and_nobody_choose_everywhere(filled: Path, tmp_path: Path, capsys: Captured) -> None:
    year = ("--year", "2026-2027")
    shown = done(capsys, "calendar", filled, *year, "--phase", "doen", "--status", "nog te doen")
    assert "Kwaliteitskalender 2026-2027, alleen: doen, nog te doen" in shown
    document = json.loads(done(capsys, "calendar", filled, *year, "--status", "nog open", "--json"))
    assert document["chosen"] == "nog open"
    assert {one["status"] for one in document["activities"]} == {"todo", "doing"}
    nothing = done(capsys, "calendar", filled, *year, "--owner", "niemand", "--status", "klaar")
    assert "alleen: zonder eigenaar, klaar" in nothing and "Geen activiteit past bij deze keuze." in nothing
    out = tmp_path / "p.pdf"
    done(capsys, "report", filled, "planner", *year, "--status", "nog te doen", "--out", out)
    assert "Hazelkamp College · nog te doen" in text(out)
    table = tmp_path / "k.json"
    done(capsys, "export", filled, "calendar", "--status", "vervallen", "--out", table)
    assert json.loads(table.read_text("utf-8"))["chosen"] == "vervallen"
    refused = wrong(capsys, "report", filled, "planner", *year, "--status", "laat", "--out", out)
    assert "‘laat’ kan niet; het is nog open, nog te doen, bezig, over tijd, klaar of vervallen" in refused
    assert "--status hoort niet bij ‘visit’" in wrong(
        *(capsys, "report", filled, "visit", "--visit", "x", "--status", "klaar", "--out", out)
    )


def test_a_year_plan_is_shown_first_and_goes_in_once(filled: Path, tmp_path: Path, capsys: Captured) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text("Klus;Wanneer;Wie\nOuderavond;wk 41–43;Piet\nOoit;n.t.b.;\n", encoding="utf-8")
    typed = ("plan", filled, plan, "--year", "2026-2027")
    shown = done(capsys, *typed)
    assert "Niet gelezen: Klus. Met --column KOP=VELD wel." in shown
    typed = (*typed, "--column", "Klus=titel")
    shown = done(capsys, *typed)
    assert "Zonder standaard: geef er een met --standard OP3." in shown
    typed = (*typed, "--standard", "op3", "--phase", "doen")
    shown = done(capsys, *typed)
    assert "1 nieuw, 0 staan er al, 1 overgeslagen." in shown
    assert "‘n.t.b.’ is geen datum, maand of week" in shown
    assert "Niet herkend:\n  eigenaar ‘Piet’, in 1 rij" in shown
    assert "Er is nog niets veranderd" in shown
    assert done(capsys, *typed, "--apply").endswith("Overgenomen.\n")
    assert "Er was niets over te nemen." in done(capsys, *typed, "--apply")
    assert "Ouderavond" in done(capsys, "calendar", filled, "--year", "2026-2027")


def test_a_year_plan_that_is_asked_for_wrongly(filled: Path, tmp_path: Path, capsys: Captured) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text("Activiteit;Wanneer\nOuderavond;wk 41\n", encoding="utf-8")
    assert "schrijf KOP=VELD" in wrong(capsys, "plan", filled, plan, "--column", "Klus")
    assert "het is plannen, doen" in wrong(capsys, "plan", filled, plan, "--phase", "x")
    assert "geen standaard ‘OP9’" in wrong(capsys, "plan", filled, plan, "--standard", "OP9", code=1)
    assert "geen kolom ‘Klus’. Wel: ‘Activiteit’" in wrong(
        capsys, "plan", filled, plan, "--column", "Klus=titel", code=1
    )
    assert "is er niet" in wrong(capsys, "plan", filled, tmp_path / "weg.xlsx", code=1)


def test_the_list_to_hand_over_with(filled: Path, tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "overdracht.pdf"
    assert "zeg met --owner wie er overdraagt" in wrong(capsys, "report", filled, "handover", "--out", out)
    with School.open(filled) as school:
        marieke = next(one for one in school.people.persons() if one.name == "Marieke Doornbos")
        gone = PersonDraft(marieke.name, marieke.function, marieke.role, date(2026, 12, 1), marieke.id)
        school.people.save_person(gone)  # who is gone can still be asked for
    done(capsys, "report", filled, "handover", "--owner", "marieke doornbos", "--out", out)
    said = text(out)
    assert "Overdracht van Marieke Doornbos teamleider · uit dienst di 1 dec 2026" in said
    assert "Iedereen denkt mee" in said and "Over de zomer heen" in said
    assert "--standard hoort niet bij ‘handover’" in wrong(
        *(capsys, "report", filled, "handover", "--owner", "x", "--standard", "OP3", "--out", out)
    )
