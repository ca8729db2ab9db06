"""This file is asking the section picture by filter, looking at it in its views, and taking it along."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from tests.ui.conftest import Answering
from tests.ui.test_picture import CTRL, YEAR, Key, dressed, go_to, map_of, page, panel_words, picture, settled

from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Grouping, Picture, PictureFilter
from lesobs.services.good_lessons import GoodLessons
from lesobs.services.pictures import Pictures
from lesobs.services.school import School
from lesobs.ui import ask
from lesobs.ui.page import Changes
from lesobs.ui.picture.cards_dialog import CardsDialog
from lesobs.ui.picture.cell_place import CellPlace
from lesobs.ui.picture.filter_dialog import FilterDialog
from lesobs.ui.picture.page import PicturePage
from lesobs.ui.picture.sentence import FilterSentence
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import Button
from lesobs.ui.widgets.fields import ComboBox
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.states import EmptyState
from lesobs.ui.widgets.ticks import TickBox

__all__ = ["dressed", "page", "picture"]

ESC = Key.Key_Escape


def link(page: PicturePage, name: str) -> QAbstractButton:
    """The part of the sentence that chooses this."""
    sentence = page.findChild(FilterSentence)
    assert isinstance(sentence, FilterSentence)
    return next(
        one
        for one in sentence.findChildren(QAbstractButton)
        if one.accessibleName().startswith(f"{name}: ") and not one.isHidden()
    )


def sentence(page: PicturePage) -> str:
    """What stands above the figures, as one reads it."""
    bar = page.findChild(FilterSentence)
    assert isinstance(bar, FilterSentence)
    words = [one.text() for one in bar.findChildren(Label) if not one.isHidden()]
    links = [one.accessibleName() for one in bar.findChildren(QAbstractButton) if not one.isHidden()]
    return " | ".join([*words, *links])


def menu() -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def remarks(page: PicturePage) -> list[str]:
    return [bar.accessibleName() for bar in page.findChildren(MessageBar) if bar.isVisible()]


def press(page: PicturePage, words: str) -> None:
    next(one for one in page.findChildren(QToolButton) if one.text() == words).click()


def cell_words(page: PicturePage) -> set[str]:
    """What is read aloud of all cells."""
    model = map_of(page).model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return {
        str(model.index(row, column).data(role))
        for row in range(model.rowCount())
        for column in range(4, model.columnCount())
    }


def test_a_part_of_the_sentence_opens_its_menu_by_keyboard(qtbot: QtBot, page: PicturePage) -> None:
    part = link(page, "Ronde")
    assert part.accessibleName() == "Ronde: alle rondes"
    part.setFocus()
    qtbot.keyClick(part, Key.Key_Space)
    opened = menu()
    qtbot.keyClick(opened, Key.Key_Down)
    qtbot.keyClick(opened, Key.Key_Down)
    qtbot.keyClick(opened, Key.Key_Space)
    assert opened.isVisible(), "one may tick another"
    qtbot.keyClick(opened, ESC)
    settled(qtbot, page)
    assert "Ronde: ronde 1" in sentence(page)
    assert "57 lessen van 54 docenten" in sentence(page)
    assert page.focusWidget() is link(page, "Ronde")
    with qtbot.waitActive(page):  # without a screen a menu does not give the keyboard back
        page.activateWindow()
    qtbot.keyClick(map_of(page), ESC)
    settled(qtbot, page)
    assert "Ronde: alle rondes" in sentence(page)
    assert "115 lessen van 56 docenten" in sentence(page)


def test_enter_opens_the_menu_and_chooses_what_is_in_focus(qtbot: QtBot, page: PicturePage) -> None:
    for keys, said in ((2, "Ronde: ronde 1"), (1, "Ronde: alle rondes")):
        part = link(page, "Ronde")
        part.setFocus()
        qtbot.keyClick(part, Key.Key_Return)
        opened = menu()
        for _ in range(keys):
            qtbot.keyClick(opened, Key.Key_Down)
        qtbot.keyClick(opened, Key.Key_Return)
        assert not opened.isVisible()
        settled(qtbot, page)
        assert said in sentence(page)


def test_school_years_in_a_row_are_one_picture(qtbot: QtBot, page: PicturePage) -> None:
    link(page, "Schooljaar").click()
    actions = {action.text(): action for action in menu().actions()}
    assert {"2025-2026", "2026-2027", "2025-2026 tot en met 2026-2027"} <= actions.keys()
    menu().close()
    actions["2025-2026 tot en met 2026-2027"].trigger()
    settled(qtbot, page)
    assert "156 lessen van 58 docenten" in sentence(page)
    qtbot.keyClick(map_of(page), ESC)
    assert "2025-2026 tot en met 2026-2027" in sentence(page), "Esc lets go of the filter, not of the years"


def test_the_whole_filter_by_ctrl_f(qtbot: QtBot, page: PicturePage, answering: Answering) -> None:
    def choose(dialog: QWidget) -> None:
        assert isinstance(dialog, FilterDialog)
        boxes = {box.text(): box for box in dialog.findChildren(TickBox)}
        for word in ("havo", "ronde 1", "aangekondigd"):
            boxes[word].setFocus()
            qtbot.keyClick(boxes[word], Key.Key_Space)
        assert "hooguit twee" in dialog.refusal()
        qtbot.keyClick(boxes["ronde 1"], Key.Key_Space)
        qtbot.keyClick(boxes["aangekondigd"], Key.Key_Space)
        assert dialog.refusal() == ""
        qtbot.keyClick(dialog, Key.Key_Return)

    with answering(choose):
        qtbot.keyClick(map_of(page), Key.Key_F, CTRL)
    settled(qtbot, page)
    assert "Afdeling: alleen havo" in sentence(page)
    (said,) = remarks(page)
    assert said.startswith("Met dit filter zijn de cijfers per sectie niet te tonen")


def test_a_period_is_chosen_in_the_sentence_by_keyboard(qtbot: QtBot, page: PicturePage) -> None:
    part = link(page, "Maanden")
    assert part.accessibleName() == "Maanden: alle maanden"
    part.setFocus()
    qtbot.keyClick(part, Key.Key_Space)
    opened = menu()
    words = [action.text() for action in opened.actions() if not action.isSeparator()]
    assert words == ["alle maanden", "van sep 2025", "tot en met mrt 2026"]
    for key in (Key.Key_Up, Key.Key_Right, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Return):
        qtbot.keyClick(menu(), key)
    settled(qtbot, page)
    assert "Maanden: sep t/m dec 2025" in sentence(page)
    assert "57 lessen van 54 docenten" in sentence(page), "all of the first round"
    assert page.focusWidget() is link(page, "Maanden")


def test_a_period_over_two_years_and_back_from_the_dialog(
    qtbot: QtBot, page: PicturePage, answering: Answering
) -> None:
    page.ask(PictureFilter((YEAR, YEAR.next)))
    settled(qtbot, page)

    def choose(dialog: QWidget) -> None:
        fields = {box.accessibleName(): box for box in dialog.findChildren(ComboBox)}
        first, last = fields["Vanaf maand"], fields["Tot en met maand"]
        last.setFocus()
        qtbot.keyClicks(last, "feb")
        assert (first.currentText(), last.currentText()) == ("sep 2025", "feb 2026")
        first.setFocus()
        qtbot.keyClick(first, Key.Key_End)
        assert (first.currentText(), last.currentText()) == ("nov 2026", "nov 2026"), "the other moves along"
        qtbot.keyClicks(first, "jan")
        last.setFocus()
        qtbot.keyClick(last, Key.Key_Up)
        qtbot.keyClick(dialog, Key.Key_Return)

    with answering(choose):
        qtbot.keyClick(map_of(page), Key.Key_F, CTRL)
    settled(qtbot, page)
    assert "Maanden: jan t/m okt 2026" in sentence(page)
    assert "81 lessen van 57 docenten" in sentence(page)
    qtbot.keyClick(map_of(page), ESC)
    settled(qtbot, page)
    assert "Maanden: alle maanden" in sentence(page)


def test_a_period_that_can_not_be_told_says_which_can(qtbot: QtBot, page: PicturePage) -> None:
    asked = frozenset({"2025-10", "2025-11", "2025-12"})
    page.ask(PictureFilter((YEAR,), Grouping.CLUSTER, {Split.MONTH: asked}))
    settled(qtbot, page)
    (said,) = remarks(page)
    assert said.startswith("Over deze maanden zijn de meeste cijfers per cluster niet te tonen")
    assert "sep t/m dec 2025" in said
    hidden = sum("te klein" in one for one in cell_words(page))
    go_to(qtbot, page, 0, 1)
    assert "Wel te tonen: sep t/m dec 2025." in panel_words(page)
    next(one for one in page.findChildren(Button) if one.text() == "Toon sep t/m dec 2025").click()
    settled(qtbot, page)
    assert "Maanden: sep t/m dec 2025" in sentence(page)
    assert sum("te klein" in one for one in cell_words(page)) < hidden


def test_all_counts_again_from_the_dialog(qtbot: QtBot, page: PicturePage, answering: Answering) -> None:
    question = PictureFilter((YEAR,), wanted={Split.FORM: frozenset({"flits"})})
    page.ask(question)
    settled(qtbot, page)

    def clear(dialog: QWidget) -> None:
        button = next(one for one in dialog.findChildren(Button) if one.text() == "Alles weer meetellen")
        button.click()
        qtbot.keyClick(dialog, Key.Key_Return)

    with answering(clear):
        qtbot.keyClick(map_of(page), Key.Key_F, CTRL)
    settled(qtbot, page)
    assert "115 lessen van 56 docenten" in sentence(page)


def test_a_hatched_picture_offers_clusters(qtbot: QtBot, page: PicturePage, example_school: School) -> None:
    question = PictureFilter((YEAR,), wanted={Split.DEPARTMENT: havo(example_school)})
    page.ask(question)
    settled(qtbot, page)
    bar = next(bar for bar in page.findChildren(MessageBar) if bar.isVisible())
    next(one for one in bar.findChildren(Button) if one.text() == "Kies clusters").click()
    settled(qtbot, page)
    expected = example_school.pictures.ask(replace(question, rows=Grouping.CLUSTER))
    names = [map_of(page).model().index(row, 0).data() for row in range(map_of(page).model().rowCount())]
    assert names == [*(row.group.name for row in expected.rows), "Hele school"]


def havo(school: School) -> frozenset[str]:
    words = school.pictures.choices([YEAR]).words[Split.DEPARTMENT]
    return frozenset(label for label, word in words.items() if word == "havo")


def test_a_filter_that_leaves_nothing_offers_to_count_all(qtbot: QtBot, page: PicturePage) -> None:
    wanted = {Split.YEAR_LEVEL: frozenset("6"), Split.PURPOSE: frozenset({"starter"})}
    page.ask(PictureFilter((YEAR,), wanted=wanted))
    settled(qtbot, page)
    empty = page.findChild(EmptyState)
    assert isinstance(empty, EmptyState)
    assert empty.accessibleName() == "Geen lessen met dit filter"
    assert "Geen lessen," in sentence(page)
    assert page.focusWidget() is empty.buttons[0]
    qtbot.keyClick(empty.buttons[0], ESC)
    settled(qtbot, page)
    assert "115 lessen" in sentence(page)
    assert page.focusWidget() is map_of(page)


def test_no_view_tells_of_a_hidden_cell(qtbot: QtBot, page: PicturePage, picture: Picture) -> None:
    hidden = {
        f"{row.group.name}, {indicator.title}: "
        for row in picture.rows
        for indicator, cell in zip(picture.indicators, row.cells, strict=True)
        if cell.tally is None
    }
    for view, told in (
        ("Hoe vaak gescoord", r"gescoord in \d+ van \d+ lessen"),
        ("Laatst gezien", "mrt|maart"),
    ):
        press(page, view)
        words = cell_words(page)
        assert any(re.search(told, one) for one in words)
        for one in words:
            before, _, figure = one.partition(": ")
            assert (f"{before}: " in hidden) == (figure == "geen cijfers, de groep is te klein"), one


def test_departments_and_year_levels_are_rows_too(qtbot: QtBot, page: PicturePage) -> None:
    for switch, first, title in (
        ("Afdelingen", "brugklas", "Afdeling"),
        ("Leerjaren", "leerjaar 1", "Leerjaar"),
    ):
        press(page, switch)
        settled(qtbot, page)
        model = map_of(page).model()
        assert model.index(0, 0).data() == first
        assert model.headerData(0, Qt.Orientation.Horizontal) == title


def test_what_stands_beside_a_cell(
    qtbot: QtBot, page: PicturePage, picture: Picture, example_school: School
) -> None:
    number = next(place for place, row in enumerate(picture.rows) if row.group.name == "Wiskunde")
    go_to(qtbot, page, number, 7)
    settled(qtbot, page)
    row, indicator = picture.rows[number], picture.indicators[7]
    detail = example_school.picture_details.detail(PictureFilter((YEAR,)), row.group.key, indicator.key)
    assert detail.beside_school is not None
    words = panel_words(page)
    assert detail.beside_school.sentence in words
    assert detail.beside_school.verdict.word in words
    go_to(qtbot, page, len(picture.rows), 7)
    settled(qtbot, page)
    words = panel_words(page)
    assert "ronde 1 2025-2026: 26 van 54; ronde 2 2025-2026: 24 van 57" in words
    assert "geen duidelijk verschil" in words


def test_approved_cards_can_be_read(
    qtbot: QtBot, page: PicturePage, picture: Picture, example_school: School, answering: Answering
) -> None:
    place = 2
    lessons: GoodLessons = example_school.good_lessons
    key = picture.indicators[place].key
    known = [one for one in lessons.all() if one.indicator_key == key and one.approved_on]
    lessons.approve(lessons.add(key, "Iedereen schrijft eerst zelf iets op."))
    lessons.add(key, "Nog niet goedgekeurd.")
    settled(qtbot, page)
    go_to(qtbot, page, 1, place)
    number = len(known) + 1
    words = f"{number} goede-les-kaart" + ("en" if number > 1 else "")
    button = next(one for one in page.findChildren(Button) if one.text() == words)

    def read(dialog: QWidget) -> None:
        assert isinstance(dialog, CardsDialog)
        shown = [label.text() for label in dialog.findChildren(Label)]
        assert "Iedereen schrijft eerst zelf iets op." in shown
        assert "Nog niet goedgekeurd." not in shown
        dialog.close()

    with answering(read):
        button.click()


def test_a_finding_says_what_it_stands_on(
    qtbot: QtBot, page: PicturePage, picture: Picture, example_school: School, answering: Answering
) -> None:
    number = next(place for place, row in enumerate(picture.rows) if row.group.name == "Wiskunde")
    go_to(qtbot, page, number, 7)
    settled(qtbot, page)

    def write(dialog: QWidget) -> None:
        field = dialog.focusWidget()
        assert field is not None
        qtbot.keyClicks(field, "Wij vragen te weinig door.")
        qtbot.keyClick(field, Key.Key_Return, CTRL)

    with answering(write):
        qtbot.keyClick(map_of(page), Key.Key_B, CTRL)
    found = next(one for one in example_school.findings.all() if one.text == "Wij vragen te weinig door.")
    assert found.stands_on.startswith("Wiskunde: 15 lessen van 8 docenten")
    assert "hele school" in found.stands_on
    assert found.stands_on.endswith(picture.sentence)


def test_words_are_no_ground_for_a_finding_but_a_team_may_say_so(
    qtbot: QtBot, page: PicturePage, picture: Picture, answering: Answering
) -> None:
    groups: list[str] = []
    before = remarks(page)
    number, place = next(
        (number, place)
        for number, row in enumerate(picture.rows)
        for place, cell in enumerate(row.cells)
        if cell.words
    )
    go_to(qtbot, page, number, place)
    qtbot.keyClick(map_of(page), Key.Key_B, CTRL)
    assert any(
        "Hier is geen bevinding op te bouwen" in said and "kleine groep" in said for said in remarks(page)
    )
    with answering(lambda dialog: groups.append(dialog.windowTitle()) or qtbot.keyClick(dialog, ESC)):
        next(one for one in page.findChildren(Button) if one.text() == "Conclusie invoeren").click()
    assert groups == ["Conclusies invoeren"], "the team's own words can be kept all the same"
    qtbot.keyClick(map_of(page), Key.Key_B, CTRL)
    assert remarks(page) != before
    qtbot.keyClick(map_of(page), Key.Key_Left)
    assert remarks(page) == before, "it was about another cell"


def test_the_shown_table_is_exported_and_copied(
    qtbot: QtBot, page: PicturePage, picture: Picture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(page, "Laatst gezien")
    asked: list[str] = []

    def save_file(_parent: object, _title: str, kinds: str, proposal: Path) -> Path:
        asked.append(f"{proposal.name} {kinds}")
        return tmp_path / proposal.name

    monkeypatch.setattr(ask, "save_file", save_file)
    qtbot.keyClick(map_of(page), Key.Key_E, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert asked == ["Sectiebeeld 2025-2026, laatst gezien.xlsx Excel (*.xlsx)"]
    assert (tmp_path / "Sectiebeeld 2025-2026, laatst gezien.xlsx").stat().st_size > 0
    qtbot.keyClick(map_of(page), Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert picture.sentence in lines
    assert any("maart 2026" in line for line in lines)
    hidden = next(row for row in picture.rows if row.hidden)
    assert next(line for line in lines if line.startswith(hidden.group.name)).count("–") == 17


def test_in_a_small_window_enter_shows_the_cell(qtbot: QtBot, page: PicturePage) -> None:
    page.setMinimumSize(1, 1)
    page.resize(800, 420)
    heat = map_of(page)
    assert not any(
        one.isVisible() for one in page.findChildren(QWidget) if one.accessibleName() == "Gekozen vakje"
    )
    qtbot.keyClick(heat, Key.Key_Return)
    assert not heat.isVisible()
    assert "Verdeling over" in panel_words(page)
    qtbot.keyClick(QApplication.focusWidget(), ESC)
    assert heat.isVisible()
    assert heat.hasFocus()


@pytest.fixture
def slow_answers(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Filters wait for this event, as they do in a large school."""
    go_on, quick = threading.Event(), Pictures.ask

    def slow(self: Pictures, question: PictureFilter, going_on: Callable[[], None] = lambda: None) -> Picture:
        while question.wanted and not go_on.wait(0.01):
            going_on()
        return quick(self, question, going_on)

    monkeypatch.setattr(Pictures, "ask", slow)
    return go_on


def test_the_window_lives_while_a_filter_is_reckoned(
    qtbot: QtBot, page: PicturePage, slow_answers: threading.Event
) -> None:
    begin = time.perf_counter()
    page.ask(PictureFilter((YEAR,), wanted={Split.FORM: frozenset({"flits"})}))
    assert time.perf_counter() - begin < 0.1
    assert "Rekenen…" in sentence(page)
    assert "115 lessen" in sentence(page), "the old answer stays until there is another"
    slow_answers.set()
    settled(qtbot, page)
    assert "33 lessen" in sentence(page)
    assert "Rekenen…" not in sentence(page)


def test_escape_stops_what_takes_long(qtbot: QtBot, page: PicturePage, slow_answers: threading.Event) -> None:
    page.ask(PictureFilter((YEAR,), Grouping.CLUSTER, wanted={Split.FORM: frozenset({"flits"})}))
    qtbot.waitUntil(lambda: "Stoppen" in sentence(page), timeout=3000)
    qtbot.keyClick(map_of(page), ESC)
    assert not page.waiting
    assert "Rekenen…" not in sentence(page)
    assert next(one for one in page.findChildren(QToolButton) if one.text() == "Secties").isChecked()
    slow_answers.set()
    qtbot.wait(50)
    assert "115 lessen" in sentence(page)


def test_a_cell_can_be_asked_for(qtbot: QtBot, page: PicturePage, picture: Picture) -> None:
    row, indicator = picture.rows[-1], picture.indicators[5]
    page.show_item(CellPlace(YEAR.name, indicator.key, row.group.key).item)
    settled(qtbot, page)
    assert panel_words(page).startswith(f"{row.group.name} · ")
    assert indicator.title in panel_words(page)


def test_a_school_of_300_sections_is_walked_through(qtbot: QtBot, school: School) -> None:
    from tests.services.test_pictures import made_picture

    page = PicturePage(school, Changes())
    qtbot.addWidget(page)
    page.resize(1190, 700)
    page.show()
    settled(qtbot, page)
    made = made_picture(300, 6)
    monkey = page._answer
    assert monkey is not None
    begin = time.perf_counter()
    page._show(replace(monkey, picture=made))
    page.grab()
    assert time.perf_counter() - begin < 1
    heat = map_of(page)
    begin = time.perf_counter()
    for _ in range(20):
        qtbot.keyClick(heat, Key.Key_Down)
    assert (time.perf_counter() - begin) / 20 < 0.1
