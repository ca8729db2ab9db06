"""This file is pictures of schools with little in them, the views of a picture, and its table."""

import csv
import re
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from tests.conftest import TODAY, see

from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Part
from lesobs.domain.lesson_sets import SeenLesson, YearLessons
from lesobs.domain.narrowing import Split, ToldYear
from lesobs.domain.picture import Cell, Group, Grouping, Picture, PictureFilter, PictureIndicator, PictureRow
from lesobs.domain.picture_building import Frame, build_picture
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.small_groups import WHOLE_SCHOOL, Veil
from lesobs.domain.tally import Tally
from lesobs.domain.visit import ObserverRole, Purpose
from lesobs.services.people import PersonDraft, SectionDraft, TeacherDraft
from lesobs.services.picture_tables import ShownPicture, as_text, picture_table, write_picture
from lesobs.services.picture_views import PictureView, remark, told, why_empty, why_hatched
from lesobs.services.school import School
from lesobs.services.visit_plan import VisitDraft

YEAR = SchoolYear(2026)
PLAIN = PictureFilter((YEAR,))


def visit_some(school: School, section: str, levels: list[int], kind: str = "flits") -> None:
    """A lesson of a teacher each at these levels, all seen by the same observer."""
    people = school.people
    sections = {line.name: line.id for line in people.sections()}
    section_id = sections.get(section) or people.save_section(SectionDraft(section, "Exact"))
    observers = people.observers()
    observer = (
        observers[0].id
        if observers
        else people.save_person(PersonDraft("Marieke Doornbos", "coach", ObserverRole.COACH))
    )
    instrument = next(one.id for one in school.instruments.all() if one.kind == kind)
    for number, level in enumerate(levels):
        teacher = people.save_teacher(
            TeacherDraft(
                f"{section[:3].upper()}{number}",
                f"Naam{number}",
                section,
                section_ids=frozenset({section_id}),
            )
        )
        held_on = date(2026, 10, 5 + number % 5)
        see(school, VisitDraft(teacher, section_id, observer, instrument, held_on, Purpose.PICTURE), level)


def test_a_school_without_visits_has_an_empty_picture(school: School) -> None:
    picture = school.pictures.ask(PLAIN)
    assert (picture.rows, picture.indicators, picture.total.lessons) == ((), (), 0)
    assert picture.sentence == "Geen lessen, 2026-2027, zonder beoordelingsbezoeken."
    assert school.pictures.choices([YEAR]).words[Split.FORM] == {}
    assert school.pictures.year_to_show(YEAR) == YEAR
    for rows in Grouping:
        assert school.pictures.ask(replace(PLAIN, rows=rows)).rows == ()
    table = picture_table(ShownPicture(PLAIN, picture, PictureView.SHARE, TODAY))
    assert [list(row) for row in table.rows] == [[WHOLE_SCHOOL, 0, 0, 0]]


def test_one_section_seen_by_one_observer_is_remarked_on(school: School) -> None:
    visit_some(school, "Wiskunde", [1, 2, 3, 4, 3])
    picture = school.pictures.ask(PLAIN)
    assert [row.group.name for row in picture.rows] == ["Wiskunde"]
    assert picture.rows[0].cells == picture.total.cells
    found = remark(PLAIN, picture)
    assert found is not None
    assert "door één waarnemer gezien" in found.sentence
    assert not found.urgent


def test_too_few_teachers_in_the_whole_school_is_said(school: School) -> None:
    visit_some(school, "Wiskunde", [1, 4])
    picture = school.pictures.ask(PLAIN)
    assert picture.total.hidden
    assert all(cell.hidden for cell in picture.total.cells)
    found = remark(PLAIN, picture)
    assert found is not None
    assert "minder dan 5 docenten bezocht" in found.sentence


def test_a_school_of_small_sections_is_told_of_clusters(school: School) -> None:
    for section in ("Wiskunde", "Engels", "Tekenen"):
        visit_some(school, section, [1, 2, 3, 4])

    def said(question: PictureFilter) -> str:
        picture = school.pictures.ask(question)
        found = remark(question, picture)
        assert found is not None
        assert found.urgent is not picture.total.hidden
        assert found.clusters == ("Kies clusters" in found.sentence)
        return found.sentence

    assert "Kies clusters" in said(PLAIN)
    for line in school.people.sections():
        school.people.save_section(SectionDraft(line.name, id=line.id))
    assert "Zet secties die bij elkaar horen in een cluster (School, Secties)" in said(PLAIN)
    assert "Zet meer secties in een cluster" in said(replace(PLAIN, rows=Grouping.CLUSTER))


def test_all_not_applicable_is_no_share(school: School) -> None:
    visit_some(school, "Wiskunde", [0] * 5)
    picture = school.pictures.ask(PLAIN)
    cell = picture.total.cells[0]
    assert cell.tally == Tally(not_applicable=5)
    assert told(PictureView.SHARE, picture.total, cell, TODAY).spoken == "niet gescoord"
    assert told(PictureView.LAST, picture.total, cell, TODAY).large == "okt"
    found = remark(PLAIN, picture)
    assert found is not None
    assert "overal staat n.v.t." in found.sentence


def test_a_filter_that_leaves_nothing_leaves_no_rows(filled: Path) -> None:
    with School.open(filled, today=lambda: TODAY) as school:
        question = replace(PLAIN, wanted={Split.PURPOSE: frozenset({"starter"})})
        picture = school.pictures.ask(question)
        assert (picture.rows, picture.total.lessons) == ((), 0)
        assert picture.sentence.startswith("Geen lessen, 2026-2027, alleen doel ")


def test_labels_that_do_not_occur_are_left_out_of_a_question(filled: Path) -> None:
    with School.open(filled, today=lambda: TODAY) as school:
        choices = school.pictures.choices([YEAR])
        assert list(choices.words[Split.PURPOSE].values()) == ["kwaliteitsbeeld"]
        both = {Split.ROUND: frozenset({"weg"}), Split.PURPOSE: frozenset({"picture"})}
        assert choices.fitting(replace(PLAIN, wanted=both)).wanted == {}


def test_an_indicator_of_an_old_kijkwijzer_stays_and_is_called_so(school: School) -> None:
    visit_some(school, "Wiskunde", [1, 2, 3, 4, 3], "volledig")
    assert not any(one.retired for one in school.pictures.ask(PLAIN).indicators)
    full, flits = (
        next(one for one in school.instruments.all() if one.kind == kind) for kind in ("volledig", "flits")
    )
    school.instruments.retire(full.id)
    picture = school.pictures.ask(PLAIN)
    still = {one.key for one in school.instruments.get(flits.id).indicators}
    assert [one.retired for one in picture.indicators] == [one.key not in still for one in picture.indicators]
    assert any(one.retired for one in picture.indicators)
    assert picture.total.cells[0].tally == Tally((1, 1, 2, 1))


def made_picture(sections: int, teachers: int) -> Picture:
    """Sections in clusters of three, with a lesson of each teacher on 14 indicators."""
    groups = [Group(f"s{n}", f"Sectie {n:03}", f"cluster {n // 3}") for n in range(sections)]
    indicators = [PictureIndicator(f"k{n}", f"A{n}", "Titel", Part("A").value, "w", "v") for n in range(14)]
    lessons = [
        SeenLesson(group.key, TODAY, f"{group.key}-{n}", "o", [], ("3" if n < 2 else "2") * 14)
        for group in groups
        for n in range(teachers)
    ]
    seen = YearLessons.of([one.key for one in indicators], [], lessons)
    clusters = {group.key: group.cluster for group in groups}
    return build_picture(Frame(PLAIN, 5, groups, indicators), {YEAR: ToldYear(seen, clusters, 5)})


def test_300_sections_are_a_picture_within_a_breath() -> None:
    begin = time.process_time()
    picture = made_picture(300, 4)
    assert time.process_time() - begin < 2
    assert len(picture.rows) == 300
    assert all(row.hidden for row in picture.rows)
    assert picture.total.teachers == 1200


def row_of(*cells: Cell) -> PictureRow:
    return PictureRow(Group("s", "Wiskunde", "Exact"), 11, 6, 2, cells)


@pytest.mark.parametrize("view", PictureView)
def test_no_view_gives_a_figure_of_a_hidden_cell(view: PictureView) -> None:
    """Not even of one whose veil is told in words: a count or a month would say more than the words."""
    for veil in Veil:
        cell = Cell(None, veil)
        words = told(view, row_of(cell), cell, TODAY)
        assert not re.search(r"\d", words.large + words.small + words.spoken.replace("3 of 4", ""))
        assert words.hidden == (view is not PictureView.SHARE or veil is Veil.HIDDEN)


def test_what_a_cell_says_in_each_view() -> None:
    cell = Cell(Tally((1, 5, 1, 1), 2), last_on=date(2026, 9, 30))
    share, scored, last = (told(view, row_of(cell), cell, TODAY) for view in PictureView)
    assert (share.large, share.small, share.band, share.spoken) == ("25", "2/8", 2, "2 van 8, 25 procent")
    assert (scored.large, scored.small, scored.band) == ("8", "van 11", 4)
    assert scored.spoken == "gescoord in 8 van 11 lessen"
    assert (last.large, last.small, last.band) == ("sep", "2026", 4)
    assert last.spoken == "laatst gezien in september 2026"


@pytest.mark.parametrize(
    ("last_on", "band"),
    [
        (date(2026, 11, 1), 5),
        (date(2026, 10, 31), 4),
        (date(2026, 8, 31), 3),
        (date(2026, 5, 31), 2),
        (date(2025, 11, 30), 1),
    ],
)
def test_what_was_seen_longer_ago_is_lighter(last_on: date, band: int) -> None:
    cell = Cell(Tally((1, 0, 0, 0)), last_on=last_on)
    assert told(PictureView.LAST, row_of(cell), cell, TODAY).band == band


def test_why_a_cell_is_empty_fits_its_reason() -> None:
    cells = (Cell(None, Veil.HIDDEN), Cell(None, Veil.NEARLY_ALL), Cell(Tally()), Cell(Tally((1, 0, 0, 0))))
    why = [why_empty(row_of(*cells), place, PLAIN, 5) for place in range(4)]
    assert why[0].startswith("Hier staat geen cijfer.")
    assert why[1].startswith("Alle of bijna alle lessen op 3 of 4.")
    assert "nog niet gescoord" in why[2]
    assert why[3] == ""
    narrowed = replace(PLAIN, wanted={Split.FORM: frozenset({"flits"})})
    assert why_empty(row_of(*cells), 0, narrowed, 5).startswith("Met dit filter")


def test_three_ways_to_choose_at_once_are_refused_in_words() -> None:
    hidden = row_of(Cell(None, Veil.HIDDEN))
    picture = Picture("2026-2027", 5, (), (hidden,), hidden)
    wanted = {Split.ROUND: frozenset("1"), Split.FORM: frozenset({"flits"})}
    by_section = why_hatched(replace(PLAIN, wanted=wanted), picture)
    assert by_section is not None
    assert by_section.sentence.startswith("Met dit filter")
    by_department = why_hatched(PictureFilter((YEAR,), Grouping.DEPARTMENT, wanted), picture)
    assert by_department is not None
    assert by_department.sentence == (
        "Je kiest nu op ronde, afdeling en vorm tegelijk. Er gaan er hooguit twee samen, anders zijn "
        "groepjes uit te rekenen. Afdelingen als rijen tellen ook mee."
    )


def shown(school: School, view: PictureView) -> ShownPicture:
    return ShownPicture(PLAIN, school.pictures.ask(PLAIN), view, TODAY)


def test_the_csv_has_the_sentence_the_counts_and_no_hidden_figure(filled: Path, tmp_path: Path) -> None:
    with School.open(filled, today=lambda: TODAY) as school:
        what = shown(school, PictureView.SHARE)
        write_picture(what, tmp_path / "beeld.csv")
    text = (tmp_path / "beeld.csv").read_text(encoding="utf-8-sig")
    lines = list(csv.reader(text.splitlines(), delimiter=";"))
    assert lines[1] == [what.picture.sentence]
    head = next(place for place, line in enumerate(lines) if line[:1] == ["Sectie"])
    by_name = {line[0]: line[1:] for line in lines[head + 1 :]}
    assert set(by_name["Klassieke talen"]) == {"–"}
    for row in what.picture.rows:
        for place, cell in enumerate(row.cells):
            written = by_name[row.group.name][3 + 3 * place : 6 + 3 * place]
            if cell.tally is None:
                assert written == [cell.words or "–", "–", "–"]
            else:
                percent = "" if cell.tally.percent is None else str(cell.tally.percent)
                assert written == [percent, str(cell.tally.high), str(cell.tally.scored)]


def test_excel_gets_the_same_table_and_no_formula_runs(filled: Path, tmp_path: Path) -> None:
    with School.open(filled, today=lambda: TODAY) as school:
        section = next(line for line in school.people.sections() if line.name == "Wiskunde")
        school.people.save_section(SectionDraft("=1+1", "Exact", section.id))
        what = shown(school, PictureView.SCORED)
        write_picture(what, tmp_path / "beeld.xlsx")
        write_picture(what, tmp_path / "beeld.csv")
    sheet = openpyxl.load_workbook(tmp_path / "beeld.xlsx").active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert "=1+1" in [cell.value for cell in cells]
    assert ";" not in what.picture.sentence
    assert "\n'=1+1;" in (tmp_path / "beeld.csv").read_text(encoding="utf-8-sig").replace("\r", "")
    assert "\n'=1+1\t" in as_text(what)


def test_another_ending_is_refused(filled: Path, tmp_path: Path) -> None:
    with School.open(filled, today=lambda: TODAY) as school, pytest.raises(RuleBroken, match="eindigt op"):
        write_picture(shown(school, PictureView.LAST), tmp_path / "beeld.ods")


def test_who_stops_waiting_stops_the_reckoning(filled: Path) -> None:
    class Enough(Exception):  # noqa: N818 - it is no error
        pass

    def going_on() -> None:
        raise Enough

    question = PictureFilter((YEAR,), Grouping.DEPARTMENT)
    with School.open(filled, today=lambda: TODAY) as school:
        with pytest.raises(Enough):
            school.pictures.ask(question, going_on)
        assert school.pictures.ask(question).total.lessons == 13
