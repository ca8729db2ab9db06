"""This file is the tests of making an own kijkwijzer by keyboard, in the real window on a real file."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.instrument import LookFor
from lesobs.domain.visit import ObserverRole, Purpose
from lesobs.services.people import PersonDraft, SectionDraft, TeacherDraft
from lesobs.services.school import School
from lesobs.services.visit_plan import VisitDraft
from lesobs.ui import ask, look
from lesobs.ui.observing.page import ObservingPage
from lesobs.ui.page import Place
from lesobs.ui.school.instrument_dialogs import MistakesDialog, NewInstrumentDialog
from lesobs.ui.school.instrument_editor import InstrumentEditor
from lesobs.ui.school.instruments import InstrumentsTab
from lesobs.ui.school.page import SchoolPage
from lesobs.ui.settings import Settings
from lesobs.ui.visits.plan_form import PlanForm
from lesobs.ui.window import Window

TODAY = date(2026, 11, 23)
Key = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Answering = Callable[[Callable[[QWidget], None]], AbstractContextManager[None]]


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, new: Path) -> Iterator[Window]:
    """A school with one teacher, at the tab of the kijkwijzers."""
    look.apply(qapp, dark=False)
    settings = Settings()
    with School.open(new, today=lambda: TODAY) as made:
        section = made.people.save_section(SectionDraft("Wiskunde"))
        made.people.save_teacher(TeacherDraft("JAN", "Jansen", "Jo", "", frozenset({section})))
        me = made.people.save_person(PersonDraft("Farida", "coach", ObserverRole.COACH))
    settings.set_me(new, me)
    window = Window(settings, today=lambda: TODAY)
    qtbot.addWidget(window)
    window.furnish()
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.open_file(new)
    window.resize(1366, 720)
    window.show_place(Place.SCHOOL, "instruments")
    yield window
    window.close()


def tab_of(window: Window) -> InstrumentsTab:
    page = window.stack.currentWidget()
    assert isinstance(page, SchoolPage)
    assert isinstance(page.tab, InstrumentsTab)
    return page.tab


def school_of(window: Window) -> School:
    assert window.school is not None
    return window.school


def said(window: Window) -> str:
    """What the page says above the tab."""
    page = window.stack.currentWidget()
    assert isinstance(page, SchoolPage)
    return page.bar.accessibleName() if page.bar.isVisible() else ""


class Keyboard:
    """Presses keys where the keyboard is."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self._qtbot.keyClick(self._focused(), key, held)

    def type(self, words: str) -> None:
        self._qtbot.keyClicks(self._focused(), words)

    def _focused(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused


@pytest.fixture
def keys(qtbot: QtBot) -> Keyboard:
    return Keyboard(qtbot)


def begin(window: Window, keys: Keyboard, answering: Answering, title: str) -> InstrumentEditor:
    """An own kijkwijzer begun as a copy of the full one, with the keys a user presses."""

    def name_it(dialog: QWidget) -> None:
        assert isinstance(dialog, NewInstrumentDialog)
        keys.type(title)
        keys.press(Key.Key_Return)

    tab = tab_of(window)
    tab.list.select_row(0)
    tab.list.setFocus()
    with answering(name_it):
        keys.press(Key.Key_F2)
    assert tab.fills_page
    tab.editor.list.setFocus()
    return tab.editor


def write_indicator(keys: Keyboard) -> None:
    """All fields of an own indicator, each left with Enter or Tab as a user does."""
    keys.type("Start van de les")
    keys.press(Key.Key_Return)
    keys.type("De les begint op tijd en rustig.")
    keys.press(Key.Key_Return)
    for words in ("groet bij de deur.", "leggen hun spullen klaar.", "noemt wat er komt."):
        keys.type(words)
        keys.press(Key.Key_Return)
    keys.press(Key.Key_Return, Key.Key_Return)  # past the two that stay empty
    for level in ("Een", "Twee", "Drie", "Vier"):
        keys.type(f"{level}: zo ziet het eruit.")
        keys.press(Key.Key_Return)
    keys.type("Hoe begint een les bij ons?")
    keys.press(Key.Key_Return)
    keys.type("de les rustig begint.")
    keys.press(Key.Key_Return)


def test_a_kijkwijzer_from_copy_to_scored_visit_by_keyboard(
    qtbot: QtBot, window: Window, keys: Keyboard, answering: Answering
) -> None:
    school = school_of(window)
    editor = begin(window, keys, answering, "Onze kijkwijzer")
    keys.press(Key.Key_Down, Key.Key_Delete)  # A1
    keys.press(Key.Key_Down, Key.Key_Space)  # A2
    assert [row.code for row in editor.list.rows() if not row.taken] == ["A1", "A2"]
    keys.press(Key.Key_Insert)
    assert not editor._publish.isEnabled()
    write_indicator(keys)
    assert editor.bar.accessibleName().startswith("Alles is er.")
    keys.press(Key.Key_Return, held=CTRL)
    assert "‘Onze kijkwijzer’ is gepubliceerd" in said(window)
    assert not tab_of(window).fills_page
    made = next(one for one in school.instruments.all() if one.own)
    assert made.indicators == 13
    own = school.instruments.get(made.id).indicators[-1]
    assert own.own
    assert (own.code, own.title, own.watched) == (
        "E1",
        "Start van de les",
        "We keken of de les rustig begint.",
    )
    assert own.look_fors == (
        LookFor("docent", "groet bij de deur."),
        LookFor("leerling", "leggen hun spullen klaar."),
        LookFor("docent", "noemt wat er komt."),
    )
    assert own.anchors[3] == "Vier: zo ziet het eruit."
    visit = plan(school, made.id)
    window.show_place(Place.OBSERVE, visit)
    page = window.stack.currentWidget()
    assert isinstance(page, ObservingPage)
    school.visits.start(visit)
    page.setFocus()
    keys.press(Key.Key_E, Key.Key_3)
    assert school.visits.get(visit).ratings[own.key].level == 3


def plan(school: School, instrument_id: str) -> str:
    [teacher] = school.people.teachers()
    [section] = school.people.sections()
    [me] = school.people.observers()
    draft = VisitDraft(teacher.id, section.id, me.id, instrument_id, TODAY, Purpose.DEVELOPMENT)
    return school.visits.plan(draft)


def test_what_is_missing_is_told_and_found_by_key(
    window: Window, keys: Keyboard, answering: Answering
) -> None:
    editor = begin(window, keys, answering, "Kort")
    keys.press(Key.Key_Insert)
    assert "Nog 9 dingen" in editor.bar.accessibleName()
    keys.press(Key.Key_U, held=CTRL)
    assert editor.pane.form.focused_field() == "text"
    keys.type("Wat je ziet")
    keys.press(Key.Key_U, held=CTRL)
    assert editor.pane.form.focused_field() == "look_fors"
    keys.press(Key.Key_Escape)
    assert editor.list.hasFocus()
    keys.press(Key.Key_U, held=CTRL)
    assert editor.pane.form.focused_field() == "title"
    keys.press(Key.Key_Return, held=CTRL)
    assert school_of(window).instrument_drafts.all()[0].missing == 8


def test_own_indicators_move_and_go_and_come_back(
    window: Window, keys: Keyboard, answering: Answering
) -> None:
    editor = begin(window, keys, answering, "Kort")
    for title in ("Een", "Twee"):
        keys.press(Key.Key_Insert)
        keys.type(title)
    keys.press(Key.Key_Escape)
    keys.press(Key.Key_Up, held=CTRL | SHIFT)
    own = [(row.code, row.title) for row in editor.list.rows() if row.own]
    assert own == [("E1", "Twee"), ("E2", "Een")]
    row = editor.list.row()
    assert row is not None
    assert row.title == "Twee"
    keys.press(Key.Key_Delete)
    assert [row.title for row in editor.list.rows() if row.own] == ["Een"]
    assert "‘Twee’ is weg" in said(window)
    keys.press(Key.Key_Z, held=CTRL)
    assert [row.title for row in editor.list.rows() if row.own] == ["Twee", "Een"]


def test_text_is_kept_when_one_goes_on(window: Window, keys: Keyboard, answering: Answering) -> None:
    school = school_of(window)
    editor = begin(window, keys, answering, "Kort")
    keys.press(Key.Key_Insert)
    keys.type("Rust")
    keys.press(Key.Key_Up, held=ALT)
    keys.press(Key.Key_Down, held=ALT)
    [draft] = school.instrument_drafts.all()
    assert school.instrument_drafts.get(draft.id).draft.instrument.indicators[-1].title == "Rust"
    assert editor.pane.form.title.text.toPlainText() == "Rust"
    keys.type(" en orde")
    editor.close_draft()
    assert school.instrument_drafts.get(draft.id).draft.instrument.indicators[-1].title == "Rust en orde"


def test_pasted_lines_become_one_and_too_much_is_said(
    window: Window, keys: Keyboard, answering: Answering
) -> None:
    school = school_of(window)
    editor = begin(window, keys, answering, "Kort")
    [draft] = school.instrument_drafts.all()
    keys.press(Key.Key_Return)
    field = editor.pane.about.title.text
    assert field.hasFocus()
    paste(keys, "Onze 🌻\n\n  kijkwijzer שלום\tvan ons")
    field.flush()
    title = school.instrument_drafts.get(draft.id).draft.instrument.title
    assert title == "Onze 🌻 kijkwijzer שלום van ons"
    assert editor._publish.isEnabled()
    paste(keys, "a" * 20_000)
    field.flush()
    assert len(school.instrument_drafts.get(draft.id).draft.instrument.title) == 20_000
    assert editor.pane.about.title.hint.text() == "20000 van 40 tekens"
    assert "er passen er 40" in editor.bar.accessibleName()
    assert not editor._publish.isEnabled()
    keys.type("b")
    field.flush()
    assert "het laatste nog niet" in said(window)
    editor.list.choose("op3.klimaat.sfeer")
    assert field.toPlainText().endswith("b"), "what could not be kept stays to be seen"
    row = editor.list.row()
    assert row is not None
    assert row.key is None
    assert "Titel: Alleen de eerste 20.000 tekens zijn bewaard" in tab_of(window).unkept()
    tab_of(window).let_go()
    assert len(field.toPlainText()) == 20_000
    assert tab_of(window).flush()


def paste(keys: Keyboard, words: str) -> None:
    data = QMimeData()
    data.setText(words)
    QGuiApplication.clipboard().setMimeData(data)
    keys.press(Key.Key_A, held=CTRL)
    keys.press(Key.Key_V, held=CTRL)


def test_the_preview_shows_it_as_it_is_observed(window: Window, keys: Keyboard, answering: Answering) -> None:
    editor = begin(window, keys, answering, "Kort")
    keys.press(Key.Key_Down, Key.Key_F5)
    assert editor.pane.preview.isVisible()
    assert "Sfeer en uitdaging" in {
        label.text() for label in editor.pane.preview.findChildren(QLabel) if label.isVisible()
    }
    keys.press(Key.Key_F5)
    assert not editor.pane.preview.isVisible()


def test_undo_closes_a_draft_that_is_not_begun_any_more(
    window: Window, keys: Keyboard, answering: Answering
) -> None:
    begin(window, keys, answering, "Kort")
    keys.press(Key.Key_Z, held=CTRL)
    assert not tab_of(window).fills_page
    assert tab_of(window).list.hasFocus()
    keys.press(Key.Key_Y, held=CTRL)
    assert tab_of(window).list.model().rowCount() == 3


def test_publishing_can_be_undone_and_gone_on_with(
    window: Window, keys: Keyboard, answering: Answering
) -> None:
    school = school_of(window)
    begin(window, keys, answering, "Kort")
    keys.press(Key.Key_Return, held=CTRL)
    assert len(school.instruments.all()) == 3
    keys.press(Key.Key_Z, held=CTRL)
    assert len(school.instruments.all()) == 2
    tab_of(window).list.select_row(0)
    keys.press(Key.Key_Return)
    assert tab_of(window).editor.draft_id == school.instrument_drafts.all()[0].id


def test_out_of_use_and_back(window: Window, keys: Keyboard) -> None:
    school, tab = school_of(window), tab_of(window)
    tab.list.select_row(1)
    tab.list.setFocus()
    keys.press(Key.Key_Delete)
    assert "uit gebruik" in said(window)
    assert len(school.instruments.all()) == 1
    tab.list.select_row(0)
    keys.press(Key.Key_Delete)
    assert "enige kijkwijzer in gebruik" in said(window)
    tab.list.select_row(1)
    tab.buttons["retire"].click()
    assert len(school.instruments.all()) == 2


def test_files_go_out_and_come_in(
    window: Window, keys: Keyboard, answering: Answering, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    school, tab = school_of(window), tab_of(window)
    begin(window, keys, answering, "Kort")
    keys.press(Key.Key_Return, held=CTRL)
    path = tmp_path / "kort.toml"
    monkeypatch.setattr(ask, "save_file", lambda *_: path)
    monkeypatch.setattr(ask, "open_file", lambda *_: path)
    tab.buttons["save"].click()
    assert "‘Kort’ staat in kort.toml" in said(window)
    tab.buttons["read"].click()
    assert "was er al" in said(window)
    path.write_text(
        path.read_text(encoding="utf-8").replace("eigen.", "anders."), encoding="utf-8", newline="\n"
    )
    tab.buttons["read"].click()
    assert "is ingelezen" in said(window)
    assert len(school.instruments.all()) == 4


@pytest.mark.parametrize("content", [b"\x00\xff" * 40, b"naam;klas", b'title = "x"\n'])
def test_a_wrong_file_says_what_is_wrong(
    window: Window, answering: Answering, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "fout.toml"
    path.write_bytes(content)
    monkeypatch.setattr(ask, "open_file", lambda *_: path)
    seen: list[str] = []

    def read(dialog: QWidget) -> None:
        assert isinstance(dialog, MistakesDialog)
        seen.append(dialog.text.toPlainText())
        assert not hasattr(dialog, "as_draft")
        dialog.reject()

    with answering(read):
        tab_of(window).buttons["read"].click()
    assert len(seen[0]) > 20
    assert len(school_of(window).instruments.all(retired=True)) == 2


def test_an_unfinished_file_opens_as_a_draft(
    window: Window, keys: Keyboard, answering: Answering, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "half.toml"
    school = school_of(window)
    school.instruments.export(school.instruments.all()[0].id, path)
    text = path.read_text(encoding="utf-8").replace("op3.volledig", "school.onze")
    path.write_text(text.replace('title = "OP3 volledig"', 'title = ""'), encoding="utf-8", newline="\n")
    monkeypatch.setattr(ask, "open_file", lambda *_: path)
    with answering(lambda _dialog: keys.press(Key.Key_Return)):
        tab_of(window).buttons["read"].click()
    tab = tab_of(window)
    assert tab.fills_page
    assert "De titel is leeg." in tab.editor.bar.accessibleName()


@pytest.mark.parametrize("size", [(1366, 720), (853, 460)])
def test_the_editor_fits(window: Window, keys: Keyboard, answering: Answering, size: tuple[int, int]) -> None:
    editor = begin(window, keys, answering, "Kort")
    window.resize(*size)
    QApplication.processEvents()
    assert editor.minimumSizeHint().width() <= editor.width()
    keys.press(Key.Key_Insert)
    form = editor.pane.form
    inside = form.widget()
    assert inside is not None
    assert inside.width() <= form.viewport().width()
    assert form.height() >= 200
    for widget in editor.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled():
            assert widget.accessibleName() or widget.objectName().startswith("qt_"), widget


def test_a_planned_visit_keeps_a_kijkwijzer_that_is_out_of_use(qtbot: QtBot, window: Window) -> None:
    school = school_of(window)
    short = next(one.id for one in school.instruments.all() if one.kind == "flits")
    visit = plan(school, short)
    school.instruments.retire(short)
    form = PlanForm(school, school.visits.get(visit).draft, visit)
    qtbot.addWidget(form)
    draft = form.draft()
    assert draft is not None
    assert draft.instrument_id == short
    new = PlanForm(school, PlanForm.empty_plan(school, draft.observer_id), None)
    qtbot.addWidget(new)
    assert new.instrument.value() != short
