"""Tests of leaving a page and closing the window with something that can't be kept, and of coming back."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.texts import LONGEST_TEXT
from lesobs.domain.visit import VisitState
from lesobs.services.demo import EXAMPLE_DAY
from lesobs.ui import ask, look
from lesobs.ui.debrief.page import DebriefPage
from lesobs.ui.observing.page import ObservingPage
from lesobs.ui.page import Page, Place
from lesobs.ui.settings import Settings
from lesobs.ui.window import Window

Key = Qt.Key
Answering = Callable[[Callable[[QWidget], None]], AbstractContextManager[None]]
TOO_LONG = "x" * (LONGEST_TEXT + 1)


def give_up(window: QWidget) -> None:
    """At the end of a test nothing holds the window back."""
    for page in window.findChildren(Page):
        page.let_go()


@pytest.fixture
def make(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[Path], Window]]:
    """Opens windows as the program does at its start."""
    look.apply(qapp, dark=False)
    made: list[Window] = []

    def make(path: Path) -> Window:
        settings = Settings()
        settings.set_me(path, "")
        window = Window(settings, today=lambda: EXAMPLE_DAY)
        qtbot.addWidget(window, before_close_func=give_up)
        window.furnish()
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(1366, 768)
        window.show()
        window.begin(path)
        with qtbot.waitActive(window):
            window.activateWindow()
        made.append(window)
        return window

    yield make
    for window in made:
        give_up(window)
        window.close_school()


@pytest.fixture
def window(make: Callable[[Path], Window], example: Path) -> Window:
    return make(example)


def visit(window: Window, state: VisitState = VisitState.VISITED) -> str:
    assert window.school is not None
    return next(one.id for one in window.school.visits.all() if one.state is state)


def observing(window: Window) -> ObservingPage:
    page = window.stack.currentWidget()
    assert isinstance(page, ObservingPage)
    return page


def type_too_much(window: Window, place: Place) -> QPlainTextEdit:
    """A text that can't be kept, in a field of this page."""
    window.show_place(place, visit(window))
    page = window.stack.currentWidget()
    assert isinstance(page, ObservingPage | DebriefPage)
    field = page.scoring.explanation if isinstance(page, ObservingPage) else page.form.texts["strength"]
    field.setFocus()
    field.insertPlainText(TOO_LONG)
    return field


STAY, SAVE, GO = "Blijven", "Bewaren als tekst…", "Toch weggaan"


def answer(qtbot: QtBot, words: str, said: list[str]) -> Callable[[QWidget], None]:
    """Read the question and answer it by key."""

    def act(dialog: QWidget) -> None:
        assert isinstance(dialog, QMessageBox)
        said.append(dialog.text())
        if words == STAY:
            qtbot.keyClick(dialog, Key.Key_Escape)
        else:
            [button] = [one for one in dialog.buttons() if one.text().replace("&", "") == words]
            qtbot.keyClick(button, Key.Key_Space)

    return act


def in_turn(qtbot: QtBot, words: list[str], said: list[str]) -> Callable[[QWidget], None]:
    """Answer one question after the other."""

    def act(dialog: QWidget) -> None:
        answer(qtbot, words[len(said)], said)(dialog)
        QTimer.singleShot(5, look_for_next)

    def look_for_next() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            act(dialog)
        elif len(said) < len(words):
            QTimer.singleShot(5, look_for_next)

    return act


@pytest.mark.parametrize("place", [Place.OBSERVE, Place.DEBRIEF])
def test_a_text_that_can_not_be_kept_holds_one_back(
    qtbot: QtBot, window: Window, answering: Answering, place: Place
) -> None:
    field = type_too_much(window, place)
    said: list[str] = []
    with answering(answer(qtbot, STAY, said)):
        window.show_place(Place.START)
    page = window.stack.currentWidget()
    assert isinstance(page, Page) and page.place == place
    assert len(field.toPlainText()) > LONGEST_TEXT
    assert "eerste 20.000 tekens" in said[0] and "blijft alleen wat bewaard is" in said[0]

    with answering(answer(qtbot, GO, said)):
        window.show_place(Place.START)
    page = window.stack.currentWidget()
    assert isinstance(page, Page) and page.place == Place.START
    window.show_place(place, visit(window))
    assert len(field.toPlainText()) == LONGEST_TEXT


@pytest.mark.parametrize("place", [Place.OBSERVE, Place.DEBRIEF])
def test_closing_asks_too(qtbot: QtBot, window: Window, answering: Answering, place: Place) -> None:
    type_too_much(window, place)
    said: list[str] = []
    with answering(answer(qtbot, STAY, said)):
        assert not window.close()
    assert window.isVisible() and window.school is not None
    with answering(answer(qtbot, GO, said)):
        assert window.close()
    assert window.school is None


@pytest.mark.parametrize("place", [Place.OBSERVE, Place.DEBRIEF])
def test_what_is_too_long_can_be_saved_as_a_text_and_left(
    qtbot: QtBot,
    window: Window,
    answering: Answering,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    place: Place,
) -> None:
    field = type_too_much(window, place)
    typed, name, said = field.toPlainText(), field.accessibleName(), list[str]()
    monkeypatch.setattr(ask, "save_file", lambda *_: tmp_path / "nieuwe map" / "rest.txt")
    with answering(answer(qtbot, SAVE, said)):
        window.show_place(Place.START)
    page = window.stack.currentWidget()
    assert isinstance(page, Page) and page.place == Place.START
    saved = (tmp_path / "nieuwe map" / "rest.txt").read_text("utf-8-sig")
    assert saved.startswith("Nog niet bewaard in lesobs op ")
    assert f"{name}:\n{typed}\n" in saved


def test_what_the_file_did_not_take_can_be_saved_as_a_text_and_closed(
    qtbot: QtBot,
    window: Window,
    answering: Answering,
    example: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    window.show_place(Place.OBSERVE, visit(window))
    page = observing(window)
    code = page.visit.code(page.indicators.current_key())
    example.rename(tmp_path / "elders.lesobs")
    level = Key.Key_1 if page.visit.detail.ratings[page.indicators.current_key()].level != 1 else Key.Key_2
    qtbot.keyClick(page.indicators, level)
    qtbot.keyClick(page.indicators, Key.Key_F7)
    page.entry.field.insertPlainText("Iedereen schrijft.\nDan pas praten.")
    qtbot.keyClick(page.entry.field, Key.Key_Return)
    assert "voorbeeld.lesobs staat niet meer in de map" in page.bar.accessibleName()
    assert "Sluit de stick of de schijf weer aan" in page.bar.accessibleName()

    said: list[str] = []
    monkeypatch.setattr(ask, "save_file", lambda *_: tmp_path / "rest.txt")
    with answering(answer(qtbot, SAVE, said)):
        assert window.close()
    assert "sluit je lesobs, dan is het weg" in said[0]
    saved = (tmp_path / "rest.txt").read_text("utf-8-sig")
    assert f"Lesbezoek {page.visit.detail.line.teacher}" in saved
    assert f"Score bij {code}:\n{level - Key.Key_0}, " in saved
    assert ":\nIedereen schrijft.\nDan pas praten.\n" in saved


def test_who_can_not_save_the_text_there_is_asked_again(
    qtbot: QtBot, window: Window, answering: Answering, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    field = type_too_much(window, Place.OBSERVE)
    monkeypatch.setattr(ask, "save_file", lambda *_: tmp_path)
    said: list[str] = []
    with answering(in_turn(qtbot, [SAVE, "OK", STAY], said)):
        assert not window.close()
    assert "is een map" in said[1]
    assert len(field.toPlainText()) > LONGEST_TEXT


def test_another_file_waits_for_the_answer(
    qtbot: QtBot, window: Window, answering: Answering, example: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(example, tmp_path / "ander.lesobs"))
    window.settings.set_me(other, "")
    type_too_much(window, Place.OBSERVE)
    with answering(answer(qtbot, STAY, [])):
        window.open_file(other)
    assert window.school is not None and window.school.path == example


def test_what_the_disk_refused_is_told_before_closing(
    qtbot: QtBot, window: Window, answering: Answering
) -> None:
    window.show_place(Place.OBSERVE, visit(window))
    page = observing(window)
    assert window.school is not None
    raw = window.school._file._raw
    raw.execute("PRAGMA query_only = ON")
    qtbot.keyClick(page.indicators, Key.Key_2)
    said: list[str] = []
    with answering(answer(qtbot, STAY, said)):
        assert not window.close()
    assert said[0].startswith("Nog niet bewaard: score bij ")
    raw.execute("PRAGMA query_only = OFF")
    assert page.flush()
    assert window.close()


def begin(qtbot: QtBot, window: Window) -> ObservingPage:
    """A planned lesson begun, with a score on the third indicator."""
    window.show_place(Place.OBSERVE, visit(window, VisitState.PLANNED))
    page = observing(window)
    qtbot.keyClick(page.indicators, Key.Key_F5)
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_4):
        qtbot.keyClick(page.indicators, key)
    qtbot.wait(1)
    return page


def killed(window: Window, example: Path, folder: Path) -> Path:
    """The file and the settings as they are when the program stops now."""
    after = Path(shutil.copy(example, folder / "na.lesobs"))
    place = window.settings.unfinished(example)
    Settings().set_unfinished(after, *(place or ("", "")))
    return after


def test_a_killed_lesson_opens_where_it_was(
    qtbot: QtBot, window: Window, make: Callable[[Path], Window], example: Path, tmp_path: Path
) -> None:
    page = begin(qtbot, window)
    key, visit_id = page.indicators.current_key(), page.visit.id
    again = make(killed(window, example, tmp_path))
    resumed = observing(again)
    assert (resumed.visit.id, resumed.indicators.current_key()) == (visit_id, key)
    assert resumed.indicators.hasFocus()
    assert resumed.bar.accessibleName().startswith("Je was bezig met dit bezoek. Alles tot ")
    assert resumed.bar.accessibleName().endswith(" is bewaard.")
    qtbot.keyClick(resumed.indicators, Key.Key_Down)
    assert not resumed.bar.isVisible()
    again.close()
    assert isinstance(make(tmp_path / "na.lesobs").stack.currentWidget(), Page)
    assert again.settings.unfinished(tmp_path / "na.lesobs") is None


def test_after_a_clean_close_or_on_another_page_nothing_is_said(
    qtbot: QtBot, window: Window, make: Callable[[Path], Window], example: Path, tmp_path: Path
) -> None:
    begin(qtbot, window)
    window.show_place(Place.CALENDAR)
    assert window.settings.unfinished(example) is None
    window.show_place(Place.OBSERVE, visit(window, VisitState.BUSY))
    assert window.settings.unfinished(example) is not None
    window.close()
    page = make(example).stack.currentWidget()
    assert isinstance(page, Page) and page.place == Place.START


def test_a_lesson_that_was_finished_is_not_gone_back_to(qtbot: QtBot, window: Window, example: Path) -> None:
    page = begin(qtbot, window)
    qtbot.keyClick(page.indicators, Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: window.settings.unfinished(example) is None)


def talk_of(window: Window) -> DebriefPage:
    page = window.stack.currentWidget()
    assert isinstance(page, DebriefPage)
    return page


def test_a_killed_talk_opens_where_it_was(
    qtbot: QtBot, window: Window, make: Callable[[Path], Window], example: Path, tmp_path: Path
) -> None:
    window.show_place(Place.DEBRIEF, visit(window))
    page = talk_of(window)
    field = page.form.texts["help"]
    field.setFocus()
    qtbot.keyClicks(field, "Samen ")
    assert page.flush()
    words = field.toPlainText()
    again = make(killed(window, example, tmp_path))
    resumed = talk_of(again)
    assert resumed.form.texts["help"].hasFocus()
    assert resumed.form.texts["help"].toPlainText() == words
    assert resumed.bar.isVisible()
    assert resumed.bar.accessibleName().startswith("Je was bezig met deze nabespreking. Alles tot ")
    assert resumed.bar.accessibleName().endswith(" is bewaard.")
    qtbot.keyClicks(resumed.form.texts["help"], "!")
    assert resumed.flush()
    assert resumed.form.texts["help"].toPlainText() == f"{words}!"
    assert not resumed.bar.isVisible()
    again.close()
    assert again.settings.unfinished(tmp_path / "na.lesobs") is None


def test_a_talk_that_is_only_read_is_not_gone_back_to(window: Window, example: Path) -> None:
    window.show_place(Place.DEBRIEF, visit(window))
    assert window.settings.unfinished(example) is not None
    window.show_place(Place.DEBRIEF, visit(window, VisitState.SETTLED))
    assert window.settings.unfinished(example) is None


def test_the_talk_goes_on_with_what_the_disk_refused_from_any_page(
    qtbot: QtBot, window: Window, answering: Answering, example: Path, tmp_path: Path
) -> None:
    talked = visit(window)
    window.show_place(Place.DEBRIEF, talked)
    page = talk_of(window)
    example.rename(tmp_path / "elders.lesobs")
    field = page.form.texts["help"]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "Sanne")
    with answering(answer(qtbot, GO, [])):
        qtbot.keyClick(page, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    shown = window.stack.currentWidget()
    assert isinstance(shown, Page) and shown.place == Place.VISITS
    assert window.nav.saved.accessibleName() == "Nog niet bewaard"
    (tmp_path / "elders.lesobs").rename(example)
    assert window.school is not None
    school = window.school
    qtbot.waitUntil(lambda: school.debriefs.get(talked).help == "Sanne", timeout=20_000)
    assert window.nav.saved.accessibleName().startswith("Bewaard ")
    assert window.close()


def test_a_lesson_that_is_gone_leads_to_the_list(
    window: Window, make: Callable[[Path], Window], example: Path, tmp_path: Path
) -> None:
    after = Path(shutil.copy(example, tmp_path / "na.lesobs"))
    Settings().set_unfinished(after, Place.OBSERVE, "weg")
    page = make(after).stack.currentWidget()
    assert isinstance(page, Page) and page.place == Place.VISITS
