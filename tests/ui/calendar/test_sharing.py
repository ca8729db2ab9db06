"""This file is what the calendar promises of papers, files and year plans that come in."""

from collections.abc import Callable
from pathlib import Path

import pytest
import vobject
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.calendar.conftest import choose

from lesobs.domain.cycle import Phase
from lesobs.domain.plan_columns import PlanField
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.calendar_choice import CalendarChoice
from lesobs.services.school import School
from lesobs.ui import ask
from lesobs.ui.calendar.agenda_dialog import AgendaDialog
from lesobs.ui.calendar.page import CalendarPage
from lesobs.ui.calendar.plan_import_dialog import PlanImportDialog
from lesobs.ui.preview import Preview
from lesobs.ui.settings import Settings
from lesobs.ui.widgets.fields import ComboBox

Key, Mod = Qt.Key, Qt.KeyboardModifier
YEAR = SchoolYear(2026)
PLAN = "Klus;Wanneer;Wie\nOuderavond;wk 41–43;Piet\nStudiedag;12 okt;Ada\nOoit;n.t.b.;\n"


@pytest.fixture
def saves_to(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """The system's own file dialog can't be worked here; this says what the user chooses in it."""

    def choose(path: Path) -> None:
        monkeypatch.setattr(ask, "save_file", lambda *_: path)

    return choose


def pick(box: ComboBox, value: object) -> None:
    box.set_value(value)
    box.picked.emit(value)


def test_what_is_printed_is_what_is_shown(page: CalendarPage, school: School, qtbot: QtBot) -> None:
    def choice() -> CalendarChoice:
        return school.choices.of(page.filters.wanted(), page._lines)

    choose(page, "Standaard", "SKA1")
    assert ([line.title for line in choice().lines], choice().words) == (["Enquête"], "SKA1")
    page.filters.clear()
    choose(page, "Fase", "opnieuw kijken")
    choose(page, "Afdeling", "hele school")
    qtbot.mouseClick(page.filters.overdue, Qt.MouseButton.LeftButton)
    assert choice().words == "opnieuw kijken, hele school, over tijd"
    page.filters.clear()
    assert choice().words == "" and choice().owner_id is None


@pytest.mark.parametrize(
    "paper", ["Jaarplanner op A3…", "Maand op A4…", "Activiteiten per standaard…", "Weekbord op A3…"]
)
def test_a_paper_of_what_is_shown_says_so(
    page: CalendarPage, paper: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []

    def write(_: QWidget, __: str, ___: str, write: Callable[[Path], None]) -> None:
        write(tmp_path / "p.pdf")
        pages = PdfReader(tmp_path / "p.pdf").pages
        written.append(" ".join(" ".join(one.extract_text().split()) for one in pages))

    monkeypatch.setattr(Preview, "show_paper", write)
    choose(page, "Eigenaar", "Ada")
    choose(page, "Status", "nog open")
    entry = next(one for one in page.menu_actions() if one.text().replace("&", "") == paper)
    entry.trigger()
    assert "Ada, nog open" in written[0]
    assert "Cijferanalyse" in written[0]
    assert "Jaarplan" not in written[0].replace("Jaarplanner", "")


def test_the_month_on_paper_is_the_one_that_is_shown(
    page: CalendarPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def write(_: QWidget, title: str, ___: str, write: Callable[[Path], None]) -> None:
        write(tmp_path / "p.pdf")
        said.append(f"{title}: {PdfReader(tmp_path / 'p.pdf').pages[0].extract_text()}")

    monkeypatch.setattr(Preview, "show_paper", write)
    page._show_view("month")
    for key in (Key.Key_PageUp, Key.Key_PageUp):
        qtbot.keyClick(page.views.month, key)
    entry = next(one for one in page.menu_actions() if one.text() == "&Maand op A4…")
    entry.trigger()
    page._show_view("planner")
    page.years.step(1)
    entry.trigger()
    assert said[0].startswith("September 2026 op A4: ") and "Kwaliteitskalender september 2026" in said[0]
    assert said[1].startswith("September 2027 op A4: "), "in the year that is shown"


def test_the_menu_has_papers_and_files(page: CalendarPage) -> None:
    found = {action.text().replace("&", ""): action for action in page.menu_actions()}
    for words, key in (
        ("Jaarplanner op A3…", "Ctrl+P"),
        ("Weekbord op A3…", "Ctrl+Shift+P"),
        ("Agenda exporteren…", "Ctrl+Shift+A"),
        ("Kalender als Excel…", "Ctrl+Shift+E"),
        ("Jaarplan inlezen…", "Ctrl+Shift+I"),
    ):
        assert found[words].property("menu") == "Bestand"
        assert found[words].shortcut().toString() == key
    assert "Activiteiten per standaard…" in found


def test_the_table_is_of_what_is_shown(
    page: CalendarPage, tmp_path: Path, saves_to: Callable[[Path], None], qtbot: QtBot
) -> None:
    saves_to(tmp_path / "k.xlsx")
    choose(page, "Standaard", "SKA1")
    qtbot.keyClick(page, Key.Key_E, Mod.ControlModifier | Mod.ShiftModifier)
    rows = list(load_workbook(tmp_path / "k.xlsx").active.values)
    assert [row[1] for row in rows[1:]] == ["titel", "Enquête"]
    assert rows[0][0] == "Kwaliteitskalender, alleen: SKA1"


def test_the_agenda_of_a_person(
    page: CalendarPage, school: School, tmp_path: Path, saves_to: Callable[[Path], None], qtbot: QtBot
) -> None:
    saves_to(tmp_path / "a.ics")
    dialog = AgendaDialog(page, school, CalendarChoice((), "SKA1"))
    qtbot.addWidget(dialog)
    assert dialog.whose.value() == "shown" and not dialog.visits.isEnabled()
    ada = next(one for one in school.people.persons() if one.name == "Ada")
    pick(dialog.whose, ada.id)
    assert dialog.visits.isEnabled()
    dialog.visits.setChecked(True)
    assert not dialog._warning.isHidden()
    dialog.try_to_save()
    assert dialog.saved_to == tmp_path / "a.ics"
    events = vobject.readOne((tmp_path / "a.ics").read_text("utf-8")).vevent_list
    assert {one.summary.value for one in events} == {"Cijferanalyse", "Lesbezoeken"}
    pick(dialog.whose, "all")
    assert not dialog.visits.isEnabled() and not dialog.visits.isChecked()


def test_an_agenda_that_can_not_be_written_says_so_and_stays(
    page: CalendarPage, school: School, tmp_path: Path, saves_to: Callable[[Path], None], qtbot: QtBot
) -> None:
    saves_to(tmp_path / "weg" / "a.txt")
    dialog = AgendaDialog(page, school, CalendarChoice(()))
    qtbot.addWidget(dialog)
    dialog.try_to_save()
    assert dialog.refusal().startswith("Een export van dit soort eindigt op")
    assert dialog.saved_to is None


@pytest.fixture
def dialog(page: CalendarPage, school: School, tmp_path: Path, qtbot: QtBot) -> PlanImportDialog:
    return opened(page, school, tmp_path, qtbot)


def opened(page: QWidget, school: School, folder: Path, qtbot: QtBot) -> PlanImportDialog:
    (folder / "plan.csv").write_text(PLAN, encoding="utf-8")
    made = PlanImportDialog(page, school, school.plans.open(folder / "plan.csv"), YEAR)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_plan_is_matched_seen_and_taken_in(
    dialog: PlanImportDialog, page: CalendarPage, school: School, tmp_path: Path, qtbot: QtBot
) -> None:
    assert dialog.views.value() == "columns", "first it must be said which column is the title"
    assert not dialog.take_in.isEnabled()
    pick(dialog.columns._boxes[0], PlanField.TITLE)
    assert "Kies een standaard</b> voor 2 rijen zonder" in dialog._summary()
    pick(dialog.standard, "OP3")
    pick(dialog.phase, Phase.DO)
    assert dialog.views._segments["lines"].text() == "Wat erbij komt 2"
    assert dialog.views._segments["words"].text() == "Namen, 1 onbekend"
    (piet,) = (word for word in dialog._plan.words if word.value is None)
    bo = next(one for one in school.people.persons() if one.name == "Bo")
    dialog.words.picked.emit(piet.key, bo.id)
    assert dialog.views._segments["words"].text() == "Namen"
    qtbot.keyClick(dialog, Key.Key_Return, Mod.ControlModifier)
    assert dialog.added == 2
    made = {line.title: line for line in school.calendar.activities(YEAR)}
    assert (made["Ouderavond"].owner, made["Studiedag"].owner) == ("Bo", "Ada")
    again = opened(page, school, tmp_path, qtbot)
    assert again.columns.columns()[0] is PlanField.TITLE, "what the columns are is remembered"
    assert again.views.value() == "lines" and not again.take_in.isEnabled()
    pick(again.standard, "OP3")
    pick(again.phase, Phase.DO)
    assert "Geen activiteiten komen erbij, 2 staan er al en 1 wordt overgeslagen" in again._summary()
    school.undo.undo()
    assert "Ouderavond" not in {line.title for line in school.calendar.activities(YEAR)}


def test_a_field_has_one_column(dialog: PlanImportDialog) -> None:
    pick(dialog.columns._boxes[0], PlanField.WHEN)
    assert dialog.columns.columns() == {0: PlanField.WHEN, 2: PlanField.OWNER}


def test_another_year_reads_the_same_words_elsewhere(dialog: PlanImportDialog) -> None:
    pick(dialog.columns._boxes[0], PlanField.TITLE)
    pick(dialog.standard, "OP3")
    pick(dialog.phase, Phase.DO)
    pick(dialog.year, YEAR.next)
    assert [new.starts_on.year for new in dialog._plan.new] == [2027, 2027]


def test_a_file_without_a_table_says_what_to_do(
    page: CalendarPage, school: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "brief.csv"
    path.write_text("Beste collega\nHierbij het plan\n", encoding="utf-8")
    monkeypatch.setattr(ask, "open_file", lambda *_: path)
    said: list[str] = []

    def close() -> None:
        box = QApplication.activeModalWidget()
        if box is None:
            QTimer.singleShot(30, close)
            return
        said.append(str(box.property("text")))
        box.close()

    QTimer.singleShot(30, close)
    page._share.read_plan()
    assert "staat geen tabel" in said[0]


def test_headings_are_remembered_apart() -> None:
    settings = Settings()
    settings.remember_plan(("Wat", "Wie"), {"Wat": "titel"})
    assert settings.plan_columns(("WAT", "wie")) == {"Wat": "titel"}
    assert settings.plan_columns(("Wat", "Waar")) == {}
