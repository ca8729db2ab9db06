"""A school leaves its file and comes back the same; what is wrong in a text makes no file at all."""

import csv
import json
import re
import warnings
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar as ICalendar
from openpyxl import load_workbook
from sqlalchemy import CheckConstraint

from lesobs.domain.errors import RuleBroken
from lesobs.domain.schoolyear import Region
from lesobs.services.exchange import RATING_HEADINGS, import_school
from lesobs.services.row_rules import COUNTS, LIMITS, ORDERED, TABLES, value_fault
from lesobs.services.school import School, WrongPassphrase
from lesobs.services.spreadsheets import CUT_OFF, LONGEST_CELL, MOST_ROWS, Table, write_csv, write_xlsx

Document = dict[str, Any]


def exported(path: Path, name: str = "uit.json", passphrase: str | None = None) -> Path:
    out = path.with_name(name)
    with School.open(path, passphrase) as school:
        school.exchange.export_all(out)
    return out


@pytest.fixture(scope="module")
def document(filled_once: Path) -> Document:
    loaded: Document = json.loads(exported(filled_once).read_text("utf-8"))
    return loaded


def test_export_import_export_gives_the_same_bytes(filled: Path, tmp_path: Path) -> None:
    first = exported(filled)
    copy = tmp_path / "nieuwe map" / "kopie.lesobs"
    import_school(first, copy)
    assert exported(copy).read_bytes() == first.read_bytes()
    assert sorted(one.name for one in copy.parent.iterdir() if one.suffix != ".lock") == [
        "kopie.lesobs",
        "uit.json",
    ]
    with School.open(copy) as school:
        assert school.checks.problems() == []


def test_every_table_and_every_row_is_there(document: Document) -> None:
    assert (document["format"], document["version"], document["schema"]) == ("lesobs-school", 1, "0004")
    tables = document["tables"]
    assert list(tables) == sorted(TABLES)
    empty = {name for name, rows in tables.items() if not rows}
    assert empty == {"round", "series"}, (
        "the filled school should have a row in every table that can be filled by hand"
    )
    assert len(tables["tombstone"]) == 1
    assert [row["number"] for row in tables["change"]] == sorted(row["number"] for row in tables["change"])


def test_a_copy_may_have_a_passphrase_of_its_own(filled: Path, tmp_path: Path) -> None:
    first, copy = exported(filled), tmp_path / "kopie.lesobs"
    import_school(first, copy, "paarse giraf")
    with pytest.raises(WrongPassphrase):
        School.open(copy, "groene giraf")
    assert exported(copy, "twee.json", "paarse giraf").read_bytes() == first.read_bytes()


def test_an_existing_file_is_kept(filled: Path) -> None:
    kept = filled.read_bytes()
    with pytest.raises(RuleBroken, match="bestaat al en blijft zoals het is"):
        import_school(exported(filled), filled)
    assert filled.read_bytes() == kept


def row(document: Document, table: str, number: int = 0) -> Document:
    found: Document = document["tables"][table][number]
    return found


def set_value(table: str, column: str, value: object) -> Callable[[Document], None]:
    return lambda document: row(document, table).__setitem__(column, value)


def repeat(table: str, **changed: object) -> Callable[[Document], None]:
    return lambda document: document["tables"][table].append(row(document, table) | changed)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda d: d.update(format="iets"), "geen export van een hele school"),
        (lambda d: d.update(version="1"), "ontbreekt de versie"),
        (lambda d: d.update(version=2), "nieuwere lesobs"),
        (lambda d: d.update(schema="0099"), "indeling 0099; deze lesobs kent 0004"),
        (lambda d: d.update(schema="0000"), "een indeling die geen lesobs ooit had"),
        (lambda d: d.pop("tables"), "ontbreken de tabellen"),
        (lambda d: d["tables"].pop("visit"), "ontbreekt tabel visit"),
        (lambda d: d["tables"].update(lokaal=[]), "staat een onbekende tabel: lokaal"),
        (lambda d: d["tables"].update(visit={}), "tabel visit geen lijst"),
        (lambda d: d["tables"]["visit"].append(3), "tabel visit, rij 16, staat geen object"),
        (lambda d: row(d, "visit").pop("purpose"), "tabel visit, rij 1, ontbreekt kolom purpose"),
        (
            lambda d: row(d, "note").update(kleur="rood"),
            "tabel note, rij 1, staat een onbekende kolom: kleur",
        ),
        (set_value("rating", "level", 5), "Tabel rating, rij 1, level: 5 kan niet; het is 0 tot en met 4."),
        (set_value("rating", "level", "3"), "rating, rij 1, level: ‘3’ is geen geheel getal"),
        (set_value("rating", "level", True), "level: true is geen geheel getal"),
        (set_value("rating", "level", 3.0), "level: ‘3.0’ is geen geheel getal"),
        (set_value("change", "number", 2**63), "number: ‘9223372036854775808’ is geen geheel getal"),
        (set_value("visit", "lesson_hour", 13), "lesson_hour: 13 kan niet; het is 1 tot en met 12"),
        (set_value("school", "smallest_group", 2), "smallest_group: 2 kan niet; het is 3 of meer"),
        (set_value("visit", "state", "af"), "state: ‘af’ kan niet; het is planned, busy"),
        (set_value("visit", "held_on", "23-11-2026"), "held_on: ‘23-11-2026’ is geen datum"),
        (set_value("visit", "held_on", "20261123"), "is geen datum"),
        (set_value("visit", "held_on", "0001-01-01"), "0001-01-01 ligt te ver weg"),
        (set_value("visit", "updated_at", "9999-12-31T23:59:59+00:00"), "ligt te ver weg"),
        (set_value("visit", "started_at", "2026-11-23T09:42:00"), "is geen moment in UTC"),
        (set_value("visit", "started_at", "2026-11-23T09:42:00+01:00"), "is geen moment in UTC"),
        (set_value("note", "at", "10.42"), "is geen tijd"),
        (set_value("visit", "announced", 1), "announced: ‘1’ is geen true of false"),
        (set_value("note", "text", ["a"]), "text: een lijst is geen tekst"),
        (set_value("note", "text", "\ud800"), "een teken dat niet bestaat"),
        (set_value("note", "text", None), "text: mag niet leeg zijn"),
        (set_value("note", "id", []), "id: een lijst is geen tekst"),
        (set_value("change", "new", "iets"), "new: ‘iets’ is geen object"),
        (set_value("change", "table", "lokaal"), "table: tabel lokaal bestaat niet"),
        (set_value("finding", "counts", {"levels": [1, 2]}), "counts: geen tellingen"),
        (set_value("cycle_indicator", "baseline", {"levels": [1, 2, 3, "4"]}), "baseline: geen tellingen"),
        (set_value("cycle_indicator", "target_percent", 101), "101 kan niet; het is 0 tot en met 100"),
        (set_value("cycle_indicator", "cycle_id", "x"), "verwijst naar een cycle die er niet is (x)"),
        (set_value("finding", "asked", "alles"), "asked: ‘alles’ is geen object"),
        (set_value("note", "visit_id", "nergens"), "verwijst naar een visit die er niet is (nergens)"),
        (
            set_value("activity", "ends_on", "2020-01-01"),
            "ends_on (2020-01-01) kan niet minder zijn dan starts_on",
        ),
        (repeat("visit"), "Tabel visit, rij 16, id: deze waarde staat er twee keer in"),
        (repeat("teacher", id="ander"), "code: deze waarde staat er twee keer in"),
        (repeat("rating", id="ander"), "visit_id en indicator_id: deze waarde staat er twee keer in"),
        (repeat("school", id="tweede"), "Tabel school heeft precies één rij"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    spoil: Callable[[Document], None], said: str, document: Document, tmp_path: Path
) -> None:
    spoilt = json.loads(json.dumps(document))
    spoil(spoilt)
    source = tmp_path / "fout.json"
    source.write_text(json.dumps(spoilt), encoding="utf-8")
    with pytest.raises(RuleBroken) as refused:
        import_school(source, tmp_path / "map" / "nieuw.lesobs")
    assert said in str(refused.value)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["fout.json"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "regel 1, teken 1"),
        (b'{"format":\n oeps}', "regel 2, teken 2"),
        (b"\xff\xfe{\x00", "geen tekst in UTF-8"),
        (b"[1, 2]", "geen export van een hele school"),
        (b'{"format": "lesobs-school", "format": "lesobs-school"}', "geen JSON die lesobs kan lezen"),
        (b'{"format": NaN}', "geen JSON die lesobs kan lezen"),
        (b"[" * 100_000, "geen JSON die lesobs kan lezen"),
        (b"9" * 10_000, "geen JSON die lesobs kan lezen"),
    ],
)
def test_a_text_that_is_no_export(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "fout.json").write_bytes(content)
    with pytest.raises(RuleBroken, match=said):
        import_school(tmp_path / "fout.json", tmp_path / "nieuw.lesobs")
    assert [one.name for one in tmp_path.iterdir()] == ["fout.json"]


def test_a_source_that_can_not_be_read(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="staat niet in de map"):
        import_school(tmp_path / "weg.json", tmp_path / "nieuw.lesobs")
    with pytest.raises(RuleBroken, match="kan niet gelezen worden"):
        import_school(tmp_path, tmp_path / "nieuw.lesobs")


def test_several_mistakes_are_counted(document: Document, tmp_path: Path) -> None:
    spoilt = json.loads(json.dumps(document))
    for rating in spoilt["tables"]["rating"][:3]:
        rating["level"] = 9
    (tmp_path / "fout.json").write_text(json.dumps(spoilt), encoding="utf-8")
    with pytest.raises(RuleBroken, match=r"rij 1, level: .* Er zijn nog 2 andere\."):
        import_school(tmp_path / "fout.json", tmp_path / "nieuw.lesobs")


def test_the_rules_for_rows_are_those_of_the_tables() -> None:
    limited, ordered = set(), set()
    for table in TABLES.values():
        for column in table.columns:
            for constraint in column.constraints:
                assert isinstance(constraint, CheckConstraint)
                numbers = [int(number) for number in re.findall(r"\d+", str(constraint.sqltext))]
                if numbers:
                    limited.add((table.name, column.name))
                    low, high = LIMITS[table.name, column.name]
                    assert numbers == [low, *([high] if high is not None else [])]
                    assert value_fault(column, low) == "" and value_fault(column, low - 1) != ""
                else:
                    ordered.add(table.name)
    assert (limited, ordered) == (set(LIMITS), set(ORDERED))
    assert all(TABLES[table].columns[column].type.python_type is object for table, column in COUNTS)


def test_ratings_have_a_row_per_score(filled: Path, tmp_path: Path) -> None:
    with School.open(filled) as school:
        for name in ("r.csv", "r.xlsx", "r.json"):
            school.exchange.export_ratings(tmp_path / name)
    data = (tmp_path / "r.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfbezoek;schooljaar;")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert tuple(rows[0]) == RATING_HEADINGS
    first = rows[0] | {"bezoek": ""}
    assert first == {
        "bezoek": "",
        "schooljaar": "2026-2027",
        "ronde": "",
        "datum": "2026-10-05",
        "lesuur": "1",
        "sectie": first["sectie"],
        "cluster": first["cluster"],
        "afdeling": "havo",
        "klas": "3H2",
        "docentcode": first["docentcode"],
        "waarnemer": "Łukasz Żak",
        "kijkwijzer": "op3.flits",
        "kijkwijzerversie": "1",
        "indicator": "op3.klimaat.sfeer",
        "indicatorversie": "1",
        "code": "A1",
        "titel": "Sfeer en uitdaging",
        "niveau": first["niveau"],
        "staat": first["staat"],
        "doel": first["doel"],
        "aangekondigd": "ja",
        "tweede waarnemer": "nee",
    }
    assert {one["niveau"] for one in rows} == {"1", "2", "3", "4", "nvt"}
    assert {one["doel"] for one in rows} == {"kwaliteitsbeeld", "beoordeling"}
    sheet = load_workbook(tmp_path / "r.xlsx")["scores"]
    assert (sheet.max_row, sheet.freeze_panes, sheet["A1"].font.bold) == (85, "A2", True)
    assert sheet["D2"].value.date() == date(2026, 10, 5) and sheet["E2"].value == 1
    ratings = json.loads((tmp_path / "r.json").read_text("utf-8"))["ratings"]
    assert sum(one["not_applicable"] for one in ratings) == sum(one["level"] is None for one in ratings) == 14


def test_a_visit_belongs_to_the_round_of_its_date(document: Document, tmp_path: Path) -> None:
    changed = json.loads(json.dumps(document))
    moment = "2026-08-01T00:00:00+00:00"
    changed["tables"]["round"] = [
        {"id": "r1", "title": "Ronde 1", "starts_on": "2026-10-05", "ends_on": "2026-10-06"}
        | {"created_at": moment, "updated_at": moment}
    ]
    (tmp_path / "a.json").write_text(json.dumps(changed), encoding="utf-8")
    import_school(tmp_path / "a.json", tmp_path / "a.lesobs")
    with School.open(tmp_path / "a.lesobs") as school:
        school.exchange.export_ratings(tmp_path / "r.json")
    ratings = json.loads((tmp_path / "r.json").read_text("utf-8"))["ratings"]
    assert {(one["held_on"] <= "2026-10-06", one["round"]) for one in ratings} == {
        (True, "Ronde 1"),
        (False, ""),
    }


def test_the_calendar_in_an_agenda(filled: Path, tmp_path: Path) -> None:
    with School.open(filled) as school:
        school.exchange.export_calendar(tmp_path / "a.ics")
        school.exchange.export_calendar(tmp_path / "b.ics")
        first = next(one for one in school.calendar.activities(school.year) if one.title.startswith("Studie"))
        school.calendar.shift(first.id, date(2026, 12, 1), date(2026, 12, 4))
        school.exchange.export_calendar(tmp_path / "c.ics")
    data = (tmp_path / "a.ics").read_bytes()
    assert data == (tmp_path / "b.ics").read_bytes()
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    before, after = (
        {str(one["SUMMARY"]): one for one in ICalendar.from_ical((tmp_path / name).read_bytes()).events}
        for name in ("a.ics", "c.ics")
    )
    assert [(one.start, one.end) for one in before.values()] == [
        (date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 12, 1), date(2026, 12, 2)),
        (date(2027, 7, 1), date(2027, 9, 2)),
    ]
    risky = before['=2+2; "vragen", oefenen']
    assert "Regel één\nregel twee" in str(risky["DESCRIPTION"])
    assert "Eigenaar: Marieke Doornbos (teamleider)" in str(risky["DESCRIPTION"])
    assert "Volgt uit: cyclus Iedereen denkt mee" in str(risky["DESCRIPTION"])
    assert [str(one) for one in risky["CATEGORIES"].cats] == ["doen", "OP3"]
    moved, was = after["Studiemiddag Ó Súilleabháin"], before["Studiemiddag Ó Súilleabháin"]
    assert moved["UID"] == was["UID"] == f"{first.id}@lesobs"
    assert (was["SEQUENCE"], moved["SEQUENCE"], moved.end) == (0, 1, date(2026, 12, 5))
    assert was["DTSTAMP"].dt == was["LAST-MODIFIED"].dt <= moved["DTSTAMP"].dt


def test_activities_as_tables(filled: Path, tmp_path: Path) -> None:
    with School.open(filled) as school:
        school.exchange.export("calendar", tmp_path / "k.csv")
        school.exchange.export("calendar", tmp_path / "k.xlsx")
        school.exchange.export("all", tmp_path / "alles.xlsx")
    text = (tmp_path / "k.csv").read_text("utf-8-sig")
    (first, *_) = csv.DictReader(text.splitlines(keepends=True), delimiter=";")
    assert first["titel"] == '\'=2+2; "vragen", oefenen'
    assert (first["begin"], first["einde"], first["omschrijving"]) == (
        *("2026-10-01", "2026-10-30"),
        "Regel één\nregel twee",
    )
    cell = load_workbook(tmp_path / "k.xlsx")["activiteiten"]["B2"]
    assert (cell.value, cell.data_type) == ('=2+2; "vragen", oefenen', "s")
    book = load_workbook(tmp_path / "alles.xlsx")
    assert book.sheetnames == sorted(TABLES)
    assert book["visit"].max_row == 16


def test_a_wrong_ending_is_refused(school: School, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match=r"eindigt op \.csv of \.xlsx of \.json"):
        school.exchange.export_ratings(tmp_path / "r.doc")


def test_a_file_that_can_not_be_written_leaves_the_old_one(filled: Path, tmp_path: Path) -> None:
    kept = tmp_path / "uit.json"
    kept.write_text("van gisteren")
    with School.open(filled) as school:
        for missing in (tmp_path / "weg" / "uit.json", tmp_path):
            with pytest.raises(RuleBroken, match=r"bestaat niet|eindigt op"):
                school.exchange.export_all(missing)
    broken = Table("t", ["a"], (1 // 0 for _ in range(1)))  # type: ignore[misc]
    with pytest.raises(ZeroDivisionError):
        write_csv(broken, kept)
    assert kept.read_text() == "van gisteren"
    assert not [one for one in tmp_path.iterdir() if one.name.endswith(".uit.json")]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_no_text_becomes_a_formula(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "formule.csv"
    write_csv(Table("t", ["kop"], [[text]]), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        ((read,),) = list(csv.reader(file, delimiter=";"))[1:] or (("",),)
    assert not read.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert read in (text, f"'{text}")


def test_a_cell_of_excel_takes_only_what_it_can(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    long = "x" * (LONGEST_CELL + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        write_xlsx([Table("t", ["a", "b", "c"], [["bel\x07 \ud800", long, None]])], path)
    (read,) = load_workbook(path)["t"].iter_rows(min_row=2, values_only=True)
    assert read[0] == "bel\ufffd \ufffd"
    assert read[1].endswith(CUT_OFF) and len(read[1]) == LONGEST_CELL
    assert read[2] is None


def test_too_many_rows_for_excel(tmp_path: Path) -> None:
    rows: list[list[int]] = [[]] * (MOST_ROWS + 1)
    with pytest.raises(RuleBroken, match="meer rijen dan Excel aankan"):
        write_xlsx([Table("t", [], rows)], tmp_path / "t.xlsx")
    assert not (tmp_path / "t.xlsx").exists()


def test_an_empty_school_leaves_too(tmp_path: Path) -> None:
    with School.create(tmp_path / "leeg.lesobs", "Leeg", Region.SOUTH) as school:
        for kind, name in (
            ("ratings", "r.csv"),
            ("ratings", "r.xlsx"),
            ("calendar", "k.ics"),
            ("calendar", "k.csv"),
        ):
            school.exchange.export(kind, tmp_path / name)  # type: ignore[arg-type]
    assert ICalendar.from_ical((tmp_path / "k.ics").read_bytes()).events == []
    assert len((tmp_path / "r.csv").read_text("utf-8-sig").splitlines()) == 1
