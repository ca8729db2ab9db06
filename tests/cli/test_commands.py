"""Every command with good and with bad input, on a school file as a user has it."""

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from lesobs.cli import main
from lesobs.cli.commands import _calendar_year, _picture_year
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.school import School

Captured = pytest.CaptureFixture[str]


def done(capsys: Captured, *arguments: object) -> str:
    """What a command that succeeds prints."""
    code = main([str(one) for one in arguments])
    shown = capsys.readouterr()
    assert (code, shown.err) == (0, "")
    return shown.out


def refused(capsys: Captured, *arguments: object) -> str:
    """The sentence of a command that refuses."""
    code = main([str(one) for one in arguments])
    shown = capsys.readouterr()
    assert code == 1
    assert "Traceback" not in shown.err
    return shown.err


def as_json(capsys: Captured, *arguments: object) -> dict[str, object]:
    document = json.loads(done(capsys, *arguments, "--json"))
    assert document["version"] == 1
    return document  # type: ignore[no-any-return]


def test_visits_line_up(filled: Path, capsys: Captured) -> None:
    shown = done(capsys, "visits", filled).splitlines()
    assert shown[0].split()[:4] == ["Nummer", "Datum", "Uur", "Docent"]
    assert len(shown) == 2 + 15 + 2
    assert shown[-1] == "15 bezoeken."
    at = shown[0].index("Status")
    assert [line[at:].split("  ")[0] for line in shown[2:-2]].count("bezocht") == 13
    settled = next(line for line in shown if "vastgesteld" in line)
    assert "ma 5 okt 2026" in settled and "6 van 6" in settled


def test_visits_as_json(filled: Path, capsys: Captured) -> None:
    document = as_json(capsys, "visits", filled)
    assert document["format"] == "lesobs-visits"
    visits = document["visits"]
    assert isinstance(visits, list)
    settled = next(visit for visit in visits if visit["state"] == "settled")
    assert settled | {"id": "", "teacher_id": "", "observer_id": ""} == {
        **dict.fromkeys(("id", "teacher_id", "observer_id", "focus_question", "duo_with"), ""),
        "duo_of_id": None,
        "held_on": "2026-10-05",
        "lesson_hour": 1,
        "teacher": "Wiskunde de Achternaam1",
        "section": "Wiskunde",
        "class_group": "3H2",
        "observer": "Łukasz Żak",
        "kind": "flits",
        "instrument": "OP3 flitsbezoek",
        "purpose": "picture",
        "announced": True,
        "state": "settled",
        "scored": 6,
        "indicators": 6,
        "talked_on": "2026-10-08",
        "look_again_on": "2026-12-10",
    }


def test_a_name_can_not_steer_the_terminal(filled: Path, capsys: Captured) -> None:
    with School.open(filled) as school:
        activity = school.calendar.activities(SchoolYear(2026))[0]
        school.calendar.save(replace(school.calendar.draft(activity.id), title="rood \x1b[31m hier"))
    assert "rood  [31m hier" in done(capsys, "calendar", filled, "--year", "2026-2027")


def test_the_picture_counts_and_hides(filled: Path, capsys: Captured) -> None:
    shown = done(capsys, "picture", filled)
    assert "13 lessen van 13 docenten door 2 waarnemers, 2026-2027" in shown
    rows = {line.split("  ")[0]: line.split() for line in shown.splitlines()}
    assert rows["Wiskunde"][1:5] == ["6", "6", "2", "2/6"]
    assert rows["Klassieke talen"][2:] == ["·"] * 6
    assert rows["Hele school"][2:6] == ["13", "13", "2", "6/13"]
    assert "Te weinig docenten bezocht: Klassieke talen." in shown


def test_the_picture_is_narrowed_and_cut_otherwise(filled: Path, capsys: Captured) -> None:
    shown = done(capsys, "picture", filled, "--rows", "cluster", "--form", "flits")
    assert "Exact" in shown and "Wiskunde" not in shown
    by_department = as_json(capsys, "picture", filled, "--rows", "afdeling", "--level", "3")
    assert [row["name"] for row in by_department["departments"]] == ["havo"]  # type: ignore[attr-defined]
    assert by_department["filter"] == {"year_level": ["leerjaar 3"]}
    assert by_department["sections"] == by_department["clusters"] == []
    assert "tot en met 2026-2027" in done(
        capsys, "picture", filled, "--year", "2025-2026", "--until", "2026-2027"
    )


def test_what_does_not_occur_is_named_with_what_does(filled: Path, capsys: Captured) -> None:
    assert refused(capsys, "picture", filled, "--department", "vwo") == (
        "Er zijn geen lessen met afdeling ‘vwo’. Wel: havo.\n"
    )
    assert "Draai --year en --until om" in refused(
        capsys, "picture", filled, "--year", "2026-2027", "--until", "2025-2026"
    )


def test_the_picture_of_a_period(filled: Path, tmp_path: Path, capsys: Captured) -> None:
    shown = done(capsys, "picture", filled, "--from", "2026-09", "--to", "2026-11")
    assert "2026-2027, sep t/m nov 2026, zonder beoordelingsbezoeken." in shown
    answer = as_json(capsys, "picture", filled, "--from", "2026-03", "--to", "2026-10")
    assert answer["school_years"] == ["2025-2026", "2026-2027"]
    assert "mrt t/m okt 2026" in answer["sentence"]
    until = as_json(capsys, "picture", filled, "--to", "2026-10")
    assert "aug t/m okt 2026" in until["sentence"]
    assert "Geen lessen" in done(capsys, "picture", filled, "--from", "2027-06")
    out = tmp_path / "beeld.csv"
    done(capsys, "export", filled, "picture", "--out", out, "--from", "2026-09", "--to", "2026-09")
    assert "2026-2027, sep 2026, zonder" in out.read_text(encoding="utf-8-sig")
    assert refused(capsys, "picture", filled, "--from", "2026-11", "--to", "2026-09") == (
        "2026-09 ligt vóór 2026-11. Draai --from en --to om.\n"
    )
    outside = refused(capsys, "picture", filled, "--year", "2025-2026", "--from", "2026-09")
    assert outside == "2026-09 ligt buiten 2025-2026. Laat --year en --until weg.\n"


def test_the_picture_is_exported_as_it_may_be_shown(filled: Path, tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "beeld.csv"
    done(capsys, "export", filled, "picture", "--out", out, "--view", "laatst")
    text = out.read_text(encoding="utf-8-sig")
    assert "A1 Sfeer en uitdaging: laatst gezien" in text and "oktober 2026" in text
    hidden = next(line for line in text.splitlines() if line.startswith("Klassieke talen"))
    assert set(hidden.split(";")[1:]) == {"–"}
    out = tmp_path / "beeld.json"
    done(capsys, "export", filled, "picture", "--out", out, "--rows", "cluster")
    assert json.loads(out.read_text(encoding="utf-8"))["rows"] == "cluster"
    code = main(["export", str(filled), "ratings", "--out", str(tmp_path / "scores.csv"), "--level", "3"])
    assert code == 2
    assert "--level hoort niet bij ‘ratings’" in capsys.readouterr().err


def test_the_picture_of_one_section_stands_beside_the_school(filled: Path, capsys: Captured) -> None:
    shown = done(capsys, "picture", filled, "--section", " wiskunde", "--year", "2026-2027")
    assert shown.startswith("Wiskunde · 2026-2027\n6 lessen van 6 docenten door 2 waarnemers.")
    line = next(line for line in shown.splitlines() if line.startswith("A1"))
    assert (
        line.split()[-13:]
        == ["2", "2", "1", "1", "0", "2", "van", "6", "(33", "%)", "6", "van", "13", "(46", "%)"][-13:]
    )
    assert "Talen · 2026-2027" in done(capsys, "picture", filled, "--section", "Talen")
    hidden = done(capsys, "picture", filled, "--section", "Klassieke Talen")
    assert "Minder dan 5 docenten bezocht: geen cijfers" in hidden
    assert "van" not in hidden


def test_a_hidden_cell_has_no_numbers_in_json(filled: Path, capsys: Captured) -> None:
    document = as_json(capsys, "picture", filled)
    rows = {row["name"]: row for row in document["sections"]}  # type: ignore[attr-defined]
    small = rows["Klassieke talen"]
    assert small.keys() == {"name", "cluster", "hidden", "cells"} and small["hidden"] is True
    assert all(cell.keys() == {"indicator", "hidden"} for cell in small["cells"])
    assert all(cell.keys() <= {"indicator", "hidden", "words"} for cell in rows["Engels"]["cells"])
    assert rows["Wiskunde"]["cells"][0] == {
        "indicator": "op3.klimaat.sfeer",
        "hidden": False,
        "levels": {"1": 2, "2": 2, "3": 1, "4": 1},
        "not_applicable": 0,
        "scored": 6,
        "high": 2,
        "percent": 33,
        "last_seen": "2026-10",
    }
    assert [row["name"] for row in document["clusters"]] == ["Talen", "Exact"]  # type: ignore[attr-defined]
    assert document["filter"] == {} and document["rows"] == "section"
    assert document["school_years"] == ["2026-2027"]
    one = as_json(capsys, "picture", filled, "--section", "talen")
    assert (one["sections"], [row["name"] for row in one["clusters"]]) == ([], ["Talen"])  # type: ignore[attr-defined]


def test_an_unknown_section_names_those_there_are(filled: Path, capsys: Captured) -> None:
    said = refused(capsys, "picture", filled, "--section", "Wiskundde")
    assert said == "Er is geen sectie of cluster ‘Wiskundde’. Secties: Engels, Klassieke talen, Wiskunde.\n"
    empty = refused(capsys, "picture", filled, "--section", "Wiskunde", "--year", "2019-2020")
    assert empty == "Sectie Wiskunde heeft in 2019-2020 nog geen bezochte lessen.\n"
    assert "Geen lessen, 2019-2020" in done(capsys, "picture", filled, "--year", "2019-2020")


def test_the_calendar(filled: Path, capsys: Captured) -> None:
    shown = done(capsys, "calendar", filled, "--year", "2027-2028")
    assert "Over de zomer heen" in shown and "Studiemiddag" not in shown
    document = as_json(capsys, "calendar", filled, "--year", "2026-2027")
    assert (document["format"], document["school_year"]) == ("lesobs-calendar", "2026-2027")
    first = document["activities"][0]  # type: ignore[index]
    assert (first["starts_on"], first["ends_on"], first["status"]) == ("2026-10-01", "2026-10-30", "doing")
    assert "herfstvakantie" in {one["name"] for one in document["free_periods"]}  # type: ignore[attr-defined]


def test_without_a_year_it_is_this_one_or_the_last_with_something(filled: Path) -> None:
    def on(day: date) -> tuple[str, str]:
        with School.open(filled, today=lambda: day) as school:
            return _picture_year(school).name, _calendar_year(school).name

    assert on(date(2026, 11, 23)) == ("2026-2027", "2026-2027")
    assert on(date(2027, 9, 1)) == ("2026-2027", "2027-2028")  # an activity runs on over the summer
    assert on(date(2031, 1, 1)) == ("2026-2027", "2026-2027")


def test_a_sentence_names_the_whole_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.chdir(tmp_path)
    assert str(tmp_path) in refused(capsys, "visits", "weg.lesobs")
    assert str(tmp_path) in refused(capsys, "import", "weg.lesobs", "weg.json")


LIST = """\
Docentcode;Achternaam;Tussenvoegsel;Sectie
JAN;Jansen;;Wiskunde
WI1;Achternaam1;de;Engels
;Zonder;;Engels
"""


def test_a_list_is_shown_first_and_then_applied(filled: Path, tmp_path: Path, capsys: Captured) -> None:
    names = tmp_path / "docenten.csv"
    names.write_text(LIST, encoding="utf-8")
    before = as_json(capsys, "visits", filled)
    shown = done(capsys, "roster", filled, names)
    assert "1 nieuw, 1 gewijzigd, 1 overgeslagen" in shown and "--apply" in shown
    assert "geen docentcode bij Zonder" in shown
    assert done(capsys, "roster", filled, names) == shown
    assert "Overgenomen." in done(capsys, "roster", filled, names, "--apply")
    again = done(capsys, "roster", filled, names, "--apply")
    assert "Niets te wijzigen" in again and "Er was niets over te nemen." in again
    assert as_json(capsys, "visits", filled) == before
    assert "is er niet" in refused(capsys, "roster", filled, tmp_path / "weg.csv")


def test_check_says_what_is_there_or_what_is_wrong(filled: Path, tmp_path: Path, capsys: Captured) -> None:
    assert done(capsys, "check", filled) == (
        "In orde: 15 bezoeken, 84 scores, 13 docenten, 3 activiteiten en 1 cyclus.\n"
    )
    data = bytearray(filled.read_bytes())
    for at in range(len(data) // 3, len(data) - 5000, 4096):
        data[at : at + 2000] = bytes(2000)
    damaged = tmp_path / "stuk.lesobs"
    damaged.write_bytes(data)
    code = main(["check", str(damaged)])
    shown = capsys.readouterr()
    assert code == 1
    assert "beschadigd" in shown.out + shown.err or "niet leesbaar" in shown.err
    (tmp_path / "tekst.lesobs").write_text("geen school")
    assert "geen schoolbestand" in refused(capsys, "check", tmp_path / "tekst.lesobs")


@pytest.mark.parametrize(
    ("kind", "options", "said"),
    [
        ("section", ["--section", "wiskunde"], "Wiskunde"),
        ("section", ["--section", "Talen"], "Talen"),
        ("section", [], "Wiskunde"),
        ("section", ["--section", "wiskunde", "--section", "HELE SCHOOL"], "Hele school"),
        ("discussion", ["--year", "2026-2027"], "Wiskunde"),
        ("discussion", ["--section", "hele school", "--project"], "Hele school: dit was vaak te zien"),
        ("discussion", ["--rows", "clusters"], "De clusters naast elkaar"),
        ("discussion", ["--rows", "afdelingen"], "De afdelingen naast elkaar"),
        ("planner", ["--paper", "a3", "--year", "2026-2027"], "2026-2027"),
        ("activities", ["--year", "2026-2027"], "Studiemiddag"),
        ("cycle", ["--cycle", "iedereen denkt MEE"], "Meer denktijd"),
        ("form", ["--instrument", "op3 Volledig"], "Aantekeningen tijdens de les"),
        ("form", ["--instrument", "OP3 flitsbezoek", "--own"], "Mijn eigen kijk op deze les"),
    ],
)
def test_reports(
    kind: str, options: list[str], said: str, filled: Path, tmp_path: Path, capsys: Captured
) -> None:
    out = tmp_path / "papier.PDF"
    out.write_text("oud")
    assert done(capsys, "report", filled, kind, "--out", out, *options) == f"Geschreven: {out}\n"
    assert said in "".join(page.extract_text() for page in PdfReader(out).pages)


def test_a_pack_of_some_sections_has_no_others(filled: Path, tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "pakket.pdf"
    done(capsys, "report", filled, "discussion", "--section", "wiskunde", "--out", out)
    said = "".join(page.extract_text() for page in PdfReader(out).pages)
    assert "Voor de sectie Wiskunde en het MT" in said and "Voor het MT en alle secties" not in said
    unknown = refused(capsys, "report", filled, "discussion", "--section", "Gym", "--out", out)
    assert unknown.startswith("‘Gym’ heeft geen lessen in 2026-2027. Wel te kiezen: ")
    assert main(["report", str(filled), "discussion", "--rows", "klassen", "--out", str(out)]) == 2
    assert "kies uit" in capsys.readouterr().err
    assert main(["report", str(filled), "planner", "--project", "--out", str(out)]) == 2
    assert "--project hoort niet bij ‘planner’" in capsys.readouterr().err


def test_the_report_of_a_visit_by_the_start_of_its_number(
    filled: Path, tmp_path: Path, capsys: Captured
) -> None:
    visits = as_json(capsys, "visits", filled)["visits"]
    number = next(visit["id"] for visit in visits if visit["state"] == "settled")  # type: ignore[attr-defined]
    out = tmp_path / "verslag.pdf"
    done(capsys, "report", filled, "visit", "--visit", number[:8].upper(), "--out", out)
    assert "Achternaam1" in PdfReader(out).pages[0].extract_text()
    assert "geen bezoek met nummer" in refused(
        capsys, "report", filled, "visit", "--visit", "ffff0000-9", "--out", out
    )
    assert "geen bezoek" in refused(capsys, "report", filled, "visit", "--visit", number[:3], "--out", out)


def test_signs_that_can_not_be_printed_are_told_after_the_paper(
    planned: tuple[School, str], new: Path, tmp_path: Path, capsys: Captured
) -> None:
    school, visit = planned
    school.visits.start(visit)
    school.visits.finish(visit)
    school.debriefs.write(visit, "strength", "Op het bord staat 漢字.")
    school.close()
    out = tmp_path / "verslag.pdf"
    told = done(capsys, "report", new, "visit", "--visit", visit, "--out", out)
    assert told.splitlines() == [
        f"Geschreven: {out}",
        "Deze tekens kunnen niet gedrukt worden, en op papier staat er □: 漢, 字.",
    ]
    assert "漢字" in PdfReader(out).pages[0].extract_text()


def test_a_form_for_a_planned_visit_and_for_no_instrument(
    filled: Path, tmp_path: Path, capsys: Captured
) -> None:
    visits = as_json(capsys, "visits", filled)["visits"]
    number = next(visit["id"] for visit in visits if visit["state"] == "planned")  # type: ignore[attr-defined]
    out = tmp_path / "formulier.pdf"
    done(capsys, "report", filled, "form", "--visit", number, "--out", out)
    said = PdfReader(out).pages[0].extract_text()
    assert "Wiskunde de Achternaam1" in said and "OP3 flitsbezoek" in said
    unknown = refused(capsys, "report", filled, "form", "--instrument", "OP4", "--out", out)
    assert unknown == "Er is geen kijkwijzer ‘OP4’. Wel: OP3 flitsbezoek en OP3 volledig.\n"


def test_where_a_file_can_not_go(filled: Path, tmp_path: Path, capsys: Captured) -> None:
    missing = tmp_path / "weg" / "a.json"
    assert refused(capsys, "export", filled, "all", "--out", missing) == (
        f"De map {missing.parent} bestaat niet. Maak die map eerst, of kies een andere.\n"
    )
    assert "bestaat niet" in refused(
        capsys, "report", filled, "planner", "--out", missing.with_suffix(".pdf")
    )
    (tmp_path / "map.json").mkdir()
    assert "is een map" in refused(capsys, "export", filled, "all", "--out", tmp_path / "map.json")
    itself = filled.rename(filled.with_suffix(".json"))
    kept = itself.read_bytes()
    assert "het schoolbestand zelf" in refused(capsys, "export", itself, "all", "--out", itself)
    assert itself.read_bytes() == kept


def test_export_and_import_give_the_same_school(filled: Path, tmp_path: Path, capsys: Captured) -> None:
    first, second = tmp_path / "een.json", tmp_path / "twee.json"
    copy = tmp_path / "kopie.lesobs"
    done(capsys, "export", filled, "all", "--out", first)
    assert done(capsys, "import", copy, first) == f"Gemaakt: {copy}\n"
    done(capsys, "export", copy, "all", "--out", second)
    assert first.read_bytes() == second.read_bytes()
    assert done(capsys, "visits", copy) == done(capsys, "visits", filled)
    assert "bestaat al" in refused(capsys, "import", copy, first)
    assert "is geen export van een hele school" not in refused(capsys, "import", tmp_path / "x.lesobs", copy)
    assert not (tmp_path / "x.lesobs").exists()


def test_the_example_school_is_sound_and_the_same_for_a_seed(tmp_path: Path, capsys: Captured) -> None:
    def made(name: str, seed: int) -> bytes:
        path, out = tmp_path / name, tmp_path / f"{name}.json"
        said = done(capsys, "demo", path, "--years", 1, "--teachers", 20, "--seed", seed)
        assert said.startswith(f"Gemaakt: {path}, een verzonnen school met ")
        assert done(capsys, "check", path).startswith("In orde: ")
        done(capsys, "export", path, "all", "--out", out)
        return out.read_bytes()

    first = made("een.lesobs", 7)
    assert made("twee.lesobs", 7) == first
    assert made("drie.lesobs", 8) != first
    done(capsys, "import", tmp_path / "vier.lesobs", tmp_path / "een.lesobs.json")
    done(capsys, "export", tmp_path / "vier.lesobs", "all", "--out", tmp_path / "vier.json")
    assert (tmp_path / "vier.json").read_bytes() == first
    kept = (tmp_path / "een.lesobs").read_bytes()
    assert "bestaat al en blijft zoals het is" in refused(capsys, "demo", tmp_path / "een.lesobs")
    assert (tmp_path / "een.lesobs").read_bytes() == kept


def test_the_other_exports(filled: Path, tmp_path: Path, capsys: Captured) -> None:
    for name in ("s.csv", "s.xlsx", "s.json"):
        done(capsys, "export", filled, "ratings", "--out", tmp_path / name)
    for name in ("k.ics", "k.csv", "k.xlsx", "k.json"):
        done(capsys, "export", filled, "calendar", "--out", tmp_path / name)
    done(capsys, "export", filled, "all", "--out", tmp_path / "a.XLSX")
    rows = list(csv.reader((tmp_path / "s.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert len(rows) == 1 + 84
    assert len(json.loads((tmp_path / "s.json").read_text("utf-8"))["ratings"]) == 84
    assert len(json.loads((tmp_path / "k.json").read_text("utf-8"))["activities"]) == 3
    assert len(Calendar.from_ical((tmp_path / "k.ics").read_bytes()).events) == 3


def test_nothing_goes_while_the_school_is_open(filled: Path, capsys: Captured) -> None:
    with School.open(filled):
        assert "is al open in een ander venster" in refused(capsys, "visits", filled)


def test_the_plan_of_a_cycle_by_its_title_or_number(filled: Path, tmp_path: Path, capsys: Captured) -> None:
    out = tmp_path / "plan.pdf"
    with School.open(filled) as school:
        number = school.cycles.all()[0].id
    done(capsys, "report", filled, "cycle", "--cycle", number[:8], "--out", out)
    unknown = refused(capsys, "report", filled, "cycle", "--cycle", "Iets", "--out", out)
    assert "Iedereen denkt mee" in unknown
    assert main(["report", str(filled), "cycle", "--out", str(out)]) == 2
