"""A year plan of elsewhere comes into the calendar once, whole, and can be taken back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from lesobs.domain.cycle import Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.plan_columns import PlanField
from lesobs.domain.plan_import import PlanChoices
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.people import PersonDraft, TeacherDraft
from lesobs.services.plan_reader import PlanFile, column_named
from lesobs.services.school import School

YEAR = SchoolYear(2026)


def workbook(path: Path, *rows: Sequence[Any], title: str = "Jaarplan") -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def choices(file: PlanFile) -> PlanChoices:
    return PlanChoices(YEAR, file.proposal, standard="OP3", phase=Phase.DO)


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    return workbook(
        tmp_path / "jaarplan.xlsx",
        ["Jaarplan Hazelkamp College"],
        [],
        ["Activiteit", "Wanneer", "Wie", "Fase"],
        ["Echte datum", date(2026, 10, 12), "VEL", "P"],
        ["Tekst", "12 okt", "rector", "doen"],
        ["Weken", "wk 41–43", "Piet", "evaluatie"],
        ['+Formule; "met" komma\'s, 🎉', "oktober", "", ""],
        ["Ooit", "n.t.b.", "", ""],
    )


@pytest.fixture
def ready(school: School) -> School:
    school.people.save_person(PersonDraft("Joke Veldhuizen", "rector"))
    school.people.save_teacher(TeacherDraft("VEL", "Veldhuizen", "Joke"))
    return school


def test_a_plan_goes_in_once_as_one_action(ready: School, plan_file: Path) -> None:
    file = ready.plans.open(plan_file)
    assert file.headings == ("Activiteit", "Wanneer", "Wie", "Fase")
    assert file.examples(2) == "VEL · rector · Piet"
    before = ready.plans.preview(file, choices(file))
    assert [line.kind for line in before.lines] == ["nieuw"] * 4 + ["overgeslagen"]
    assert ready.calendar.activities(YEAR) == [], "a preview writes nothing"
    assert ready.plans.apply(file, choices(file)).lines == before.lines
    lines = {line.title: line for line in ready.calendar.activities(YEAR)}
    assert {title: (line.starts_on, line.ends_on) for title, line in lines.items()} == {
        "Echte datum": (date(2026, 10, 12),) * 2,
        "Tekst": (date(2026, 10, 12),) * 2,
        "Weken": (date(2026, 10, 5), date(2026, 10, 23)),
        '+Formule; "met" komma\'s, 🎉': (date(2026, 10, 1), date(2026, 10, 31)),
    }
    assert [lines[one].owner for one in ("Echte datum", "Tekst", "Weken")] == ["Joke Veldhuizen"] * 2 + [""]
    assert lines["Weken"].description == "Eigenaar in het jaarplan: Piet"
    assert lines["Weken"].phase is Phase.CHECK
    assert ready.checks.problems() == []
    again = ready.plans.apply(file, choices(file))
    assert again.new == () and again.count("aanwezig") == 4
    assert ready.undo.next_undo == "Jaarplan inlezen"
    ready.undo.undo()
    assert ready.calendar.activities(YEAR) == []
    ready.undo.redo()
    assert len(ready.calendar.activities(YEAR)) == 4


def test_what_lesobs_itself_wrote_is_there_already(filled: Path, tmp_path: Path) -> None:
    with School.open(filled) as school:
        for name in ("k.xlsx", "k.csv"):
            school.exchange.export_calendar(tmp_path / name)
            file = school.plans.open(tmp_path / name)
            made = school.plans.preview(file, PlanChoices(YEAR, file.proposal))
            assert {line.kind for line in made.lines} == {"aanwezig"}, made.lines
            assert all(word.value is not None for word in made.words)
        chosen = school.choices.choose(owner="Marieke Doornbos")
        school.exchange.export_calendar(tmp_path / "gekozen.xlsx", chosen)
        assert len(school.plans.open(tmp_path / "gekozen.xlsx").rows) == len(chosen.lines)


def test_a_csv_with_unknown_headings_is_matched_by_the_user(ready: School, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_bytes("Klus;Tijdens\r\nOuderavond;3 mrt\r\n".encode("cp1252"))
    file = ready.plans.open(path)
    assert file.proposal == {}
    columns = {column_named(file, "klus"): PlanField.TITLE, column_named(file, "Tijdens"): PlanField.WHEN}
    made = ready.plans.preview(file, replace(choices(file), columns=columns))
    assert [(new.title, new.starts_on) for new in made.new] == [("Ouderavond", date(2027, 3, 3))]
    with pytest.raises(RuleBroken, match="Er is geen kolom ‘Wie’"):
        column_named(file, "Wie")


def test_merged_months_and_a_second_sheet(ready: School, tmp_path: Path) -> None:
    path = workbook(tmp_path / "m.xlsx", ["Maand", "Activiteit"], ["oktober", "A"], [None, "B"])
    from openpyxl import load_workbook

    book = load_workbook(path)
    book.active.merge_cells("A2:A3")
    book.create_sheet("Vorig jaar").append(["Maand", "Activiteit"])
    book["Vorig jaar"].append(["mei", "C"])
    book.save(path)
    file = ready.plans.open(path)
    assert [new.starts_on.month for new in ready.plans.preview(file, choices(file)).new] == [10, 10]
    assert file.notes == (
        "Alleen het werkblad ‘Jaarplan’ is gelezen. Bewaar ‘Vorig jaar’ los en lees dat ook in.",
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["Beste collega's,"], ["Hierbij het jaarplan."]], "staat geen tabel"),
        ([["Activiteit", "Wanneer"]], "staan onder de kopregel geen activiteiten"),
        ([], "is leeg. Kies een bestand met een kopregel en daaronder activiteiten"),
    ],
)
def test_nothing_readable_says_what_to_do(
    rows: list[list[str]], said: str, school: School, tmp_path: Path
) -> None:
    with pytest.raises(RuleBroken) as refused:
        school.plans.open(workbook(tmp_path / "p.xlsx", *rows))
    assert said in str(refused.value)


def test_a_long_plan_without_known_headings_is_read_whole(school: School, tmp_path: Path) -> None:
    path = workbook(tmp_path / "p.xlsx", ["Klus", "Tijdens"], *(["Klus", "1 okt"] for _ in range(400)))
    assert len(school.plans.open(path).rows) == 400
