"""Handing work over in the real window, by keys: chosen, looked over, done, on paper, and taken back."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.hand_over import HeldKind
from lesobs.services.people import PersonDraft
from lesobs.services.school import School
from lesobs.ui.load.hand_over_dialog import HandOverDialog
from lesobs.ui.load.page import LoadPage
from lesobs.ui.page import Place
from lesobs.ui.preview import Preview
from lesobs.ui.school.page import SchoolPage
from lesobs.ui.school.persons import PersonDialog, PersonsTab
from lesobs.ui.widgets.buttons import Button
from lesobs.ui.window import Window

Key, Mod = Qt.Key, Qt.KeyboardModifier
Answering = Callable[[Callable[[QWidget], None]], AbstractContextManager[None]]


def school_of(window: Window) -> School:
    assert window.school is not None
    return window.school


def person(school: School, name: str) -> str:
    return next(one.id for one in school.people.persons(also_left=True) if one.name == name)


def dialog_of(widget: QWidget) -> HandOverDialog:
    assert isinstance(widget, HandOverDialog)
    return widget


def pick(qtbot: QtBot, dialog: HandOverDialog, name: str) -> None:
    """Type a name for the rows that are chosen."""
    field = dialog.heir.lineEdit()
    assert field is not None
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, name)
    qtbot.keyClick(field, Key.Key_Return)


@pytest.fixture
def page(window: Window) -> LoadPage:
    window.show_place(Place.LOAD, person(school_of(window), "Joke Veldhuizen"))
    shown = window.stack.currentWidget()
    assert isinstance(shown, LoadPage)
    return shown


def test_everything_goes_by_keys_and_comes_back(
    qtbot: QtBot, window: Window, page: LoadPage, answering: Answering
) -> None:
    school = school_of(window)
    joke, ruud = person(school, "Joke Veldhuizen"), person(school, "Ruud Hofstede")
    before = school.hand_overs.of(joke).items
    assert len(before) > 3

    def hand_over(widget: QWidget) -> None:
        dialog = dialog_of(widget)
        assert dialog.heir.hasFocus() or dialog.heir.isAncestorOf(dialog.focusWidget() or dialog)
        assert len(dialog.table.chosen()) == len(before)
        pick(qtbot, dialog, "Ruud")
        assert dialog.heir.currentText() == "Ruud Hofstede"
        qtbot.keyClick(dialog, Key.Key_Return, Mod.ControlModifier)
        assert dialog.steps.value() == "check" and dialog.main.hasFocus()
        assert (
            f"{len(before)} dingen gaan van Joke Veldhuizen naar Ruud Hofstede"
            in dialog._message.accessibleName()
        )
        assert school.hand_overs.of(joke).items == before, "nothing happened yet"
        qtbot.keyClick(dialog.main, Key.Key_Return)
        assert not dialog.isVisible()

    with answering(hand_over):
        qtbot.keyClick(page.table, Key.Key_O, Mod.ControlModifier | Mod.ShiftModifier)
    assert school.hand_overs.of(joke).items == ()
    assert "Ctrl+Z haalt alles terug" in page.bar.accessibleName() and page.bar.isVisible()
    ids = {item.id for item in school.hand_overs.of(ruud).items}
    assert {item.id for item in before} <= ids
    qtbot.keyClick(page, Key.Key_Z, Mod.ControlModifier)
    assert {item.id for item in school.hand_overs.of(joke).items} == {item.id for item in before}


def test_what_nobody_has_is_handed_out_by_keys_and_comes_back(
    qtbot: QtBot, window: Window, page: LoadPage, answering: Answering
) -> None:
    school = school_of(window)
    before = school.hand_overs.of(None).items
    assert before

    def hand_out(widget: QWidget) -> None:
        dialog = dialog_of(widget)
        pick(qtbot, dialog, "Ruud")
        qtbot.keyClick(dialog, Key.Key_Return, Mod.ControlModifier)
        assert dialog.main.text() == "Verdelen" and not dialog.paper.isVisible()
        assert "naar Ruud Hofstede" in dialog._message.accessibleName()
        qtbot.keyClick(dialog.main, Key.Key_Return)

    page.table.select("")
    with answering(hand_out):
        qtbot.keyClick(page.table, Key.Key_O, Mod.ControlModifier | Mod.ShiftModifier)
    left = school.hand_overs.of(None).items
    assert {item.kind for item in left} <= {HeldKind.DEPUTY}, "who owns a cycle can't be its deputy"
    assert school.undo.next_undo == "Werk verdelen"
    qtbot.keyClick(page, Key.Key_Z, Mod.ControlModifier)
    assert [item.key for item in school.hand_overs.of(None).items] == [item.key for item in before]


def test_rows_go_to_different_people_and_some_stay(
    qtbot: QtBot, window: Window, page: LoadPage, answering: Answering
) -> None:
    school = school_of(window)
    joke = person(school, "Joke Veldhuizen")

    def hand_over(widget: QWidget) -> None:
        dialog = dialog_of(widget)
        pick(qtbot, dialog, "Ruud")
        dialog.table.setFocus()
        dialog.table.selectRow(0)
        qtbot.keyClick(dialog.table, Key.Key_F2)
        pick(qtbot, dialog, "Chantal")
        dialog.table.setFocus()
        dialog.table.selectRow(1)
        assert dialog.heir.currentText() == "Ruud Hofstede"
        qtbot.keyClick(dialog.table, Key.Key_Delete)
        dialog.show_step("check")
        qtbot.keyClick(dialog, Key.Key_Left, Mod.AltModifier)
        assert dialog.steps.value() == "choose"
        assert [step.heir.name if step.heir else "" for step in dialog.table.rows.lines()][:3] == [
            *("Chantal Lieveld", "", "Ruud Hofstede")
        ]
        dialog.go_on()
        dialog.go_on()

    with answering(hand_over):
        page.hand_over.click()
    assert len(school.hand_overs.of(joke).items) == 1


def test_what_can_not_be_is_said_and_stays(qtbot: QtBot, window: Window, answering: Answering) -> None:
    school = school_of(window)
    marieke = person(school, "Marieke Doornbos")
    window.show_place(Place.LOAD, marieke)
    page = window.stack.currentWidget()
    assert isinstance(page, LoadPage)

    def hand_over(widget: QWidget) -> None:
        dialog = dialog_of(widget)
        dialog.go_on()
        assert dialog.steps.value() == "choose"
        assert "Kies eerst wie" in dialog._message.accessibleName()
        pick(qtbot, dialog, "Joke")
        visits = [step for step in dialog._steps() if step.item.kind is HeldKind.VISIT]
        assert visits and all(step.refused == "Joke Veldhuizen bezoekt geen lessen." for step in visits)
        talks = [step for step in dialog._steps() if step.item.kind.is_personal]
        assert talks and all(step.heir is None for step in talks)
        dialog.go_on()
        shown = dialog.table.rows.lines()
        assert shown[0].refused, "what asks for a look comes first"
        dialog.go_on()

    with answering(hand_over):
        page.hand_over.click()
    left = {item.kind for item in school.hand_overs.of(marieke).items}
    assert left == {HeldKind.VISIT, HeldKind.TALK, HeldKind.AGREEMENT}


def test_esc_keeps_what_was_chosen_until_it_is_let_go(
    qtbot: QtBot, window: Window, page: LoadPage, answering: Answering
) -> None:
    school = school_of(window)
    joke = person(school, "Joke Veldhuizen")
    before = school.hand_overs.of(joke).items

    def answer(button: str) -> Callable[[QWidget], None]:
        def act(widget: QWidget) -> None:
            assert isinstance(widget, QMessageBox) and "nog niet gedaan" in widget.text()
            next(one for one in widget.buttons() if one.text() == button).click()

        return act

    def hand_over(widget: QWidget) -> None:
        dialog = dialog_of(widget)
        pick(qtbot, dialog, "Ruud")
        with answering(answer("Terug")):
            qtbot.keyClick(dialog, Key.Key_Escape)
        assert dialog.isVisible() and len(dialog._choices) == len(before)
        with answering(answer("Weggooien")):
            qtbot.keyClick(dialog, Key.Key_Escape)
        assert not dialog.isVisible()

    with answering(hand_over):
        page.hand_over.click()
    assert school.hand_overs.of(joke).items == before


def test_the_list_is_seen_as_it_prints(
    qtbot: QtBot,
    window: Window,
    page: LoadPage,
    answering: Answering,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    paper = tmp_path / "overdracht.pdf"
    monkeypatch.setattr(
        Preview, "show_paper", classmethod(lambda _cls, _on, _title, _name, write: write(paper))
    )

    def look(widget: QWidget) -> None:
        dialog = dialog_of(widget)
        pick(qtbot, dialog, "Ruud")
        qtbot.keyClick(dialog, Key.Key_P, Mod.ControlModifier)
        dialog.done(0)

    with answering(look):
        page.hand_over.click()
    said = " ".join(" ".join(one.extract_text().split()) for one in PdfReader(paper).pages)
    assert "Overdracht van Joke Veldhuizen" in said and said.count("Ruud Hofstede") > 3
    assert "Ctrl+Z" not in page.bar.accessibleName()


def persons(window: Window) -> tuple[SchoolPage, PersonsTab]:
    window.show_place(Place.SCHOOL, "persons")
    page = window.stack.currentWidget()
    assert isinstance(page, SchoolPage)
    tab = page.findChild(PersonsTab)
    assert isinstance(tab, PersonsTab)
    return page, tab


def select(tab: PersonsTab, name: str) -> None:
    tab.table.select_row(tab.rows.row_of(lambda line: line.name == name))


def test_who_leaves_is_offered_to_hand_over(qtbot: QtBot, window: Window, answering: Answering) -> None:
    school = school_of(window)
    page, tab = persons(window)
    select(tab, "Joke Veldhuizen")

    def leave(widget: QWidget) -> None:
        assert isinstance(widget, PersonDialog)
        widget.left_on.set_value(school.today())
        qtbot.keyClick(widget, Key.Key_Return, Mod.ControlModifier)

    with answering(leave):
        tab.change()
    assert "Joke Veldhuizen heeft nog" in page.bar.accessibleName()

    def hand_over(widget: QWidget) -> None:
        dialog = dialog_of(widget)
        pick(qtbot, dialog, "Chantal")
        dialog.go_on()
        dialog.go_on()

    with answering(hand_over):
        next(one for one in page.bar.findChildren(Button) if one.isVisible() and one.text()).click()
    assert school.hand_overs.of(person(school, "Joke Veldhuizen")).items == ()
    assert "van Joke Veldhuizen naar Chantal Lieveld" in page.bar.accessibleName()


def test_who_is_removed_is_offered_to_hand_over_first(qtbot: QtBot, window: Window) -> None:
    school = school_of(window)
    page, tab = persons(window)
    select(tab, "Joke Veldhuizen")
    qtbot.keyClick(tab.table, Key.Key_Delete)
    assert "Draag dat eerst over" in page.bar.accessibleName()
    assert [words for words, _ in tab.more(tab.current())] == ["Werk overdragen…"]  # type: ignore[arg-type]
    school.people.save_person(PersonDraft("Zonder werk"))
    select(tab, "Zonder werk")
    qtbot.keyClick(tab.table, Key.Key_Delete)
    assert "Zonder werk verwijderd" in page.bar.accessibleName()
    QApplication.processEvents()


def test_somebody_who_holds_nothing_is_told_so(qtbot: QtBot, window: Window, answering: Answering) -> None:
    school = school_of(window)
    new = school.people.save_person(PersonDraft("Noor Bos"))
    window.show_place(Place.LOAD, new)
    page = window.stack.currentWidget()
    assert isinstance(page, LoadPage)

    def look(widget: QWidget) -> None:
        dialog = dialog_of(widget)
        assert dialog._nothing.isVisible() and "Noor Bos heeft niets open" in dialog._nothing.text()
        assert not dialog.main.isEnabled() and not dialog.paper.isEnabled()
        dialog.reject()

    with answering(look):
        page.hand_over.click()
