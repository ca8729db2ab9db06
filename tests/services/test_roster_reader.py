"""This file is the examples for reading list files: encodings, separators, quotes, workbooks, refusals."""

import csv
import datetime as dt
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lesobs.domain.errors import RuleBroken
from lesobs.domain.roster import KnownSchool, Sheet, apply, interpret, plan, summary
from lesobs.services.roster_reader import read_sheet

EXAMPLES = Path(__file__).parents[1] / "files" / "roster"
LIST = "Afk;Achternaam;Vak\r\nSAH;Şahin;Frans\r\nOSU;Ó Súilleabháin;Engels\r\n"
CELLS = [("Afk", "Achternaam", "Vak"), ("SAH", "Şahin", "Frans"), ("OSU", "Ó Súilleabháin", "Engels")]

Save = Callable[[str | bytes], Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Write bytes, or text as UTF-8, to a list file."""

    def write(content: str | bytes) -> Path:
        path = tmp_path / "lijst.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet.rows]


def numbers(sheet: Sheet) -> list[int]:
    return [row.number for row in sheet.rows]


# The examples, as each kind of administration writes them


@pytest.mark.parametrize(
    ("name", "total", "people", "ignored"),
    [
        (
            "magister.csv",
            "14 nieuw",
            ["Sanne de Wit", "Mehmet Şahin", "Łukasz Wiśniewski", "Linh Đặng", "Seán Ó Súilleabháin"],
            "Niet overgenomen: Stamnr, Geslacht, Geboortedatum, E-mail.",
        ),
        (
            "somtoday.csv",
            "15 nieuw",
            ["Sanne de Wit", "Mehmet Şahin", "Linh Đặng", "Anna van der Meer-de Boer"],
            "Niet overgenomen: Lesgroep.",
        ),
        ("zermelo.txt", "18 nieuw, 1 overgeslagen", ["wit", "sah"], "Niet overgenomen: Lokaal, Uren."),
        ("klassen.csv", "11 nieuw, 1 overgeslagen", [], "Niet overgenomen: Mentor."),
        (
            "eigen-lijst.xlsx",
            "9 nieuw",
            ["Sanne de Wit", "Anna van der Meer-de Boer", "M. Şahin", "Seán Ó Súilleabháin"],
            "Niet overgenomen: In dienst sinds, Werktijdfactor.",
        ),
        (
            "rommelig.csv",
            "8 nieuw, 3 overgeslagen",
            ["Sanne de Wit", "Mehmet Şahin", "Linh Đặng"],
            "Niet overgenomen: Telefoon, Opmerking, BSN.",
        ),
    ],
)
def test_examples(name: str, total: str, people: list[str], ignored: str) -> None:
    sheet = read_sheet(EXAMPLES / name)
    first = plan(KnownSchool(), interpret(sheet))
    assert summary(first) == total
    shown = [
        line.name.split(" (")[0] for line in first.lines if line.what == "docent" and line.kind == "nieuw"
    ]
    assert shown[: len(people)] == people
    assert ignored in first.notes
    again = plan(apply(KnownSchool(), first), interpret(sheet))
    assert {line.kind for line in again.lines} <= {"ongewijzigd", "overgeslagen"}


def test_a_merged_section_counts_for_both_its_teachers() -> None:
    roster = interpret(read_sheet(EXAMPLES / "eigen-lijst.xlsx"))
    assert [(one.row, one.code, one.sections) for one in roster.teachers] == [
        (5, "WIT", ("Nederlands",)),
        (6, "MEE", ("Nederlands",)),
        (7, "17", ("wiskunde",)),
        (8, "OSU", ("Engels",)),
    ]
    assert roster.notes == (
        "Alleen het werkblad ‘Docenten’ is gelezen. Bewaar ‘Klassen’ los en lees dat ook in.",
    )


def test_the_messy_example_tells_what_it_left_out() -> None:
    made = plan(KnownSchool(), interpret(read_sheet(EXAMPLES / "rommelig.csv")))
    assert [line.detail for line in made.lines if line.kind == "overgeslagen"] == [
        "Rij 7 overgeslagen: geen docentcode bij Bram 't Hart.",
        "Rij 12 overgeslagen: docentcode WIT hoort hier bij Piet Bakker en in rij 5 bij Sanne de Wit. "
        "Rij 5 is aangehouden.",
        "Rij 13 overgeslagen: deze rij heeft meer cellen dan de kopregel. "
        "Staat er een scheidingsteken in een naam? Zet die naam dan tussen aanhalingstekens.",
    ]


# Encodings and separators


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings(save: Save, encoding: str) -> None:
    assert cells(read_sheet(save(LIST.encode(encoding)))) == CELLS


def test_windows_1252_and_a_file_that_holds_both(save: Save) -> None:
    assert cells(read_sheet(save("Afk;Achternaam\nZOE;Zoë Bruin – de Bôer\n".encode("cp1252"))))[1] == (
        "ZOE",
        "Zoë Bruin – de Bôer",
    )
    mixed = LIST.encode() + "ZOE;Zoë;Frans\r\n".encode("cp1252") + b"X;\x81;y\r\n"
    assert cells(read_sheet(save(mixed)))[:4] == [*CELLS, ("ZOE", "Zoë", "Frans")]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_separators(save: Save, delimiter: str) -> None:
    assert cells(read_sheet(save(LIST.replace(";", delimiter)))) == CELLS


def test_separator_is_the_one_under_which_the_header_is_understood(save: Save) -> None:
    semicolons = save("Lijst, gemaakt op 1-9-2026, door X\nAfk;Naam\nWIT;Wit, Sanne de\nVIS;Vis, Jan\n")
    assert cells(read_sheet(semicolons))[1:] == [
        ("Afk", "Naam"),
        ("WIT", "Wit, Sanne de"),
        ("VIS", "Vis, Jan"),
    ]
    commas = save('Afk,Naam,Vak\nWIT,"Wit, Sanne de","Frans; Duits; LO"\n')
    assert cells(read_sheet(commas))[1] == ("WIT", "Wit, Sanne de", "Frans; Duits; LO")


@pytest.mark.parametrize("line", ["sep=;\r\n", '"sep=|"\n', "SEP=,\n"])
def test_excel_separator_line_is_no_row(save: Save, line: str) -> None:
    delimiter = line.strip().strip('"')[-1]
    sheet = read_sheet(save(line + LIST.replace(";", delimiter)))
    assert (cells(sheet), numbers(sheet)) == (CELLS, [1, 2, 3])


def test_blank_lines_are_left_out_but_counted(save: Save) -> None:
    sheet = read_sheet(save("\n;;\nAfk;Achternaam\r\n\r\n  ; \nVIS;Vis\n\n"))
    assert (cells(sheet), numbers(sheet)) == ([("Afk", "Achternaam"), ("VIS", "Vis")], [3, 6])


def test_old_mac_line_ends_and_nul_bytes(save: Save) -> None:
    assert cells(read_sheet(save(LIST.replace("\r\n", "\r").replace("SAH", "S\0AH\0")))) == CELLS


# Quotes


def test_line_breaks_and_doubled_quotes_in_a_cell(save: Save) -> None:
    sheet = read_sheet(
        save('Afk;Opmerking;Achternaam\nVIS;"regel 1\r\n\nzei ""ja;nee""";Vis\nBOS; "x" ;Bos\n')
    )
    assert cells(sheet)[1:] == [("VIS", 'regel 1\n\nzei "ja;nee"', "Vis"), ("BOS", "x ", "Bos")]
    assert (numbers(sheet), sheet.notes) == ([1, 2, 3], ())


@pytest.mark.parametrize(
    "row", ['VIS;"Vis;Frans', 'VIS;Vis;"Frans', '"VIS;"Vis";Frans', 'VIS;Vis;"Frans"x', '"VIS;Vis;Frans']
)
def test_a_stray_quote_never_swallows_the_rest(save: Save, row: str) -> None:
    sheet = read_sheet(save(f'Afk;Achternaam;Vak\n{row}\nBOS;Bos;Duits\nDUN;"Dun";"LO"\n'))
    assert [row[0] for row in cells(sheet)] == ["Afk", "VIS", "BOS", "DUN"]
    assert cells(sheet)[2:] == [("BOS", "Bos", "Duits"), ("DUN", "Dun", "LO")]
    assert sheet.notes == ("In rij 2 staat een los aanhalingsteken. De rij is gelezen; kijk of zij klopt.",)


def test_two_stray_quotes_do_not_make_a_pair(save: Save) -> None:
    sheet = read_sheet(save('Afk;Naam;Vak\nVIS;"Vis;Frans\nBOS;Bos;Duits\nDUN;Dun";LO\nKOK;Kok;LO\n'))
    assert [row[0] for row in cells(sheet)] == ["Afk", "VIS", "BOS", "DUN", "KOK"]


def test_many_stray_quotes_make_one_remark(save: Save) -> None:
    sheet = read_sheet(save("Afk;Naam;Vak\n" + 'VIS;"Vis;Frans\n' * 30))
    assert len(sheet.rows) == 31
    assert sheet.notes == (
        "In rij 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 en 20 andere staat een los aanhalingsteken. "
        "Ze zijn gelezen; kijk of ze kloppen.",
    )


def test_a_quote_inside_a_cell_is_an_ordinary_sign(save: Save) -> None:
    sheet = read_sheet(save('Afk;Naam\nVIS;Jan "Janus" Vis\n'))
    assert (cells(sheet)[1], sheet.notes) == (("VIS", 'Jan "Janus" Vis'), ())


def test_lines_that_ended_up_in_one_cell(save: Save, tmp_path: Path) -> None:
    assert cells(read_sheet(save('"Afk;Achternaam;Vak"\n\n"VIS;Vis;Frans"\n'))) == [
        CELLS[0],
        ("VIS", "Vis", "Frans"),
    ]
    book = openpyxl.Workbook()
    for line in ("Afk;Achternaam;Vak", "VIS;Vis;Frans"):
        book.active.append([line])
    book.save(tmp_path / "lijst.xlsx")
    assert cells(read_sheet(tmp_path / "lijst.xlsx")) == [CELLS[0], ("VIS", "Vis", "Frans")]


def test_a_list_of_one_column(save: Save) -> None:
    assert cells(read_sheet(save("Klas\n2K3\n3H2, 3H3\n"))) == [("Klas",), ("2K3",), ("3H2, 3H3",)]


# Workbooks


def workbook(path: Path, rows: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_values_as_the_user_sees_them(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Klas", "Leerjaar", "Aantal", "a", "b", "c", "d"], []]
    rows.append(
        [
            " 2K3 ",
            3.0,
            28,
            2.5,
            True,
            dt.date(2026, 8, 31),
            dt.datetime.combine(dt.date(2026, 8, 1), dt.time(9, 30)),
        ]
    )
    sheet = read_sheet(workbook(tmp_path / "lijst.xlsx", rows))
    assert cells(sheet)[1] == ("2K3", "3", "28", "2,5", "ja", "31-08-2026", "01-08-2026")
    assert numbers(sheet) == [1, 3]


def test_a_formula_without_an_outcome_is_told(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Afk", "Achternaam", "E-mail"],
        ["VIS", "Vis", '=A2&"@x.nl"'],
        ["BOS", '="B"&"os"', ""],
    ]
    roster = interpret(read_sheet(workbook(tmp_path / "lijst.xlsx", rows)))
    assert [(problem.row, problem.sentence) for problem in roster.problems] == [
        (
            3,
            "Kolom B, rij 3: hier staat een formule zonder uitkomst. Open de lijst in Excel, sla haar op "
            "en lees haar opnieuw in.",
        )
    ]
    assert [one.last_name for one in roster.teachers] == ["Vis", ""]


def test_a_formula_with_its_outcome_is_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "leeg.xlsx", [["Afk", "Achternaam"], ["VIS", '="V"&"is"']])
    filled = tmp_path / "lijst.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(filled, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert b"<v />" in content or b"<v></v>" in content
                content = content.replace(b"<v />", b"<v>Vis</v>").replace(b"<v></v>", b"<v>Vis</v>")
                content = content.replace(b'r="B2"', b'r="B2" t="str"')
            target.writestr(name, content)
    sheet = read_sheet(filled)
    assert (cells(sheet)[1], sheet.problems) == (("VIS", "Vis"), ())


def test_a_wrong_size_in_the_file_hides_no_rows(tmp_path: Path) -> None:
    path = workbook(tmp_path / "goed.xlsx", [["Afk", "Achternaam"], ["VIS", "Vis"]])
    wrong = tmp_path / "lijst.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(wrong, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b'ref="A1:B2"', b'ref="A1"'))
    assert len(read_sheet(wrong).rows) == 2


def test_hidden_sheets_are_not_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Klas", "Leerjaar"])
    book.active.append(["oud", 1])
    book.active.sheet_state = "hidden"
    book.create_sheet("Nu").append(["Klas", "Leerjaar"])
    book["Nu"].append(["2K3", 2])
    book.save(tmp_path / "lijst.xlsx")
    assert cells(read_sheet(tmp_path / "lijst.xlsx"))[1] == ("2K3", "2")


def test_a_note_beside_the_list_does_not_skip_its_row(tmp_path: Path) -> None:
    path = workbook(tmp_path / "lijst.xlsx", [["Afk", "Naam"], ["VIS", "Vis", None, "let op"]])
    roster = interpret(read_sheet(path))
    assert (len(roster.teachers), roster.problems) == (1, ())
    assert roster.ignored_columns == ("kolom D (zonder kop)",)


# Refusals


def refused(path: Path) -> str:
    with pytest.raises(RuleBroken) as refusal:
        read_sheet(path)
    return str(refusal.value)


def test_what_is_no_readable_list_is_refused_with_what_to_do(save: Save, tmp_path: Path) -> None:
    old_office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    assert "oud Excel-bestand (.xls)" in refused(save(old_office))
    assert "zonder wachtwoord" in refused(save(old_office + "EncryptedPackage".encode("utf-16-le")))
    assert "document" in refused(save(b"%PDF-1.7 ..."))
    assert "webpagina" in refused(save("\ufeff<html><table><tr><td>Afk</td></tr></table></html>"))
    assert "geen lijst met tekst" in refused(save(bytes(range(256)) * 20))
    assert "leeg" in refused(save(""))
    assert "leeg" in refused(save("\n ; ; \n"))
    assert "is een map" in refused(tmp_path)
    assert "is er niet" in refused(tmp_path / "weg.csv")
    assert "kan niet worden gelezen" in refused(tmp_path / "raar\0.csv")


@pytest.mark.parametrize("part", ["content.xml", "xl/workbook.bin", "foto.jpg"])
def test_other_packages(tmp_path: Path, part: str) -> None:
    path = tmp_path / "lijst.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(part, "x")
    assert "sla het op als .xlsx of .csv" in refused(path)


def test_damaged_workbooks(tmp_path: Path) -> None:
    whole = (EXAMPLES / "eigen-lijst.xlsx").read_bytes()
    path = tmp_path / "lijst.xlsx"
    for damaged in (
        whole[:2000],
        b"PK\x03\x04" + bytes(200),
        whole.replace(b"xl/workbook.xml", b"xl/werkboek.xml"),
    ):
        path.write_bytes(damaged)
        assert "Open het in Excel of LibreOffice" in refused(path)
    with zipfile.ZipFile(EXAMPLES / "eigen-lijst.xlsx") as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name)[:200])
    assert "beschadigd" in refused(path)


def test_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "lijst.csv"
    with path.open("wb") as file:
        file.truncate(50_000_001)
    assert "groter dan 50 MB" in refused(path)
    path.write_text("Klas\n" + "2K3\n" * 100_001)
    assert "meer dan 100000 rijen" in refused(path)
    monkeypatch.setattr("lesobs.services.roster_reader.LARGEST_UNPACKED", 1000)
    assert "uitgepakt te groot" in refused(EXAMPLES / "eigen-lijst.xlsx")


def test_twenty_thousand_rows(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    with path.open("w", newline="", encoding="cp1252") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(
            ["Docentcode", "Roepnaam", "Tussenv.", "Achternaam", "Vak", "Klas", "Leerjaar", "E-mail"]
        )
        writer.writerows(
            [f"D{i:05}", "Zoë", "de", f"Wit {i}", f"vak {i % 30}", f"{i % 6 + 1}H{i % 9}", i % 6 + 1, "x@y.z"]
            for i in range(20_000)
        )
    start = time.perf_counter()
    made = plan(KnownSchool(), interpret(read_sheet(path)))
    assert summary(made) == "20049 nieuw"
    assert time.perf_counter() - start < 8  # about one second; slow machines get their time
