"""This file is what the parts of pages promise: plain words, the keyboard, and painting without a warning."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QListView, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from lesobs.ui import look
from lesobs.ui.delegates.heat import HeatCell, HeatDelegate, NameCell
from lesobs.ui.delegates.observing import (
    IndicatorDelegate,
    IndicatorLine,
    NoteDelegate,
    NoteHeading,
    NoteLine,
    PartLine,
)
from lesobs.ui.delegates.rows import RowDelegate, RowLine
from lesobs.ui.models.lines import ListModel, Spoken
from lesobs.ui.models.table import Column, TableModel
from lesobs.ui.widgets.anchor import AnchorRow, OptionRow
from lesobs.ui.widgets.bars import HintBar, MessageBar
from lesobs.ui.widgets.buttons import Switch, icon_button, main_button, plain_button
from lesobs.ui.widgets.cards import Field, PageHeader
from lesobs.ui.widgets.dates import DateEdit
from lesobs.ui.widgets.fields import ComboBox, PickBox, TextArea
from lesobs.ui.widgets.flow import FlowLayout
from lesobs.ui.widgets.labels import Chip, KeyCap, Label
from lesobs.ui.widgets.marks import LevelBox, PhaseChain, PhaseMark
from lesobs.ui.widgets.nav import NavBar, NavItem
from lesobs.ui.widgets.rotated import Group, RotatedHeader
from lesobs.ui.widgets.states import EmptyState, ErrorCard, Offer
from lesobs.ui.widgets.svg import SvgView
from lesobs.ui.widgets.tables import ListView, TableView
from lesobs.ui.widgets.ticks import TickBox

Key = Qt.Key


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    look.apply(qapp, dark=False)


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    return widget


def test_user_text_is_never_read_as_markup(qtbot: QtBot) -> None:
    hostile = "<b>5</b> < 6 & <img src='x'>"
    assert Label(hostile).textFormat() == Qt.TextFormat.PlainText
    label = Label()
    label.set_html("<b>kop</b>")
    label.setText(hostile)
    assert (label.textFormat(), label.text()) == (Qt.TextFormat.PlainText, hostile)
    bar = MessageBar("error", hostile, more="En <meer>")
    qtbot.addWidget(bar)
    words = max((part.text() for part in bar.findChildren(QLabel)), key=len)
    assert "&lt;img" in words
    assert "<meer>" not in words
    assert bar.accessibleName() == f"{hostile} En <meer>"


def test_hints_that_do_not_fit_disappear_from_the_right(qtbot: QtBot) -> None:
    bar = HintBar()
    shown(qtbot, bar)
    bar.set_hints([((str(n),), f"woord {n}") for n in range(12)])
    bar.resize(1200, 32)
    wide = [label.isVisible() for label in bar.findChildren(Label) if label.text().startswith("woord")]
    bar.resize(420, 32)
    narrow = [label.isVisible() for label in bar.findChildren(Label) if label.text().startswith("woord")]
    assert all(wide)
    assert narrow[0] and not narrow[-1]
    assert narrow == sorted(narrow, reverse=True)


def test_a_flow_goes_on_below_when_a_line_is_full(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    for _ in range(6):
        flow.addWidget(Chip("ongeveer even breed"))
    one_line = flow.heightForWidth(3000)
    assert one_line == 20
    assert flow.heightForWidth(flow.sizeHint().width() // 2) >= 2 * one_line
    assert flow.heightForWidth(30) >= 6 * one_line


def test_arrows_move_a_switch_and_it_tells_once(qtbot: QtBot) -> None:
    switch = Switch("Beeld", [("share", "Aandeel"), ("count", "Aantal"), ("last", "Laatst")])
    shown(qtbot, switch)
    told: list[str] = []
    switch.changed.connect(told.append)
    switch.set_value("count")
    assert (switch.value(), told) == ("count", [])
    current = next(button for button in switch.findChildren(QToolButton) if button.isChecked())
    current.setFocus()
    qtbot.keyClick(current, Key.Key_Right)
    assert (switch.value(), told) == ("last", ["last"])


def test_the_bar_of_pages_goes_by_arrow_and_says_what_waits(qtbot: QtBot) -> None:
    bar = NavBar([NavItem("start", "Start", "home", "Ctrl+1"), NavItem("visits", "Lesbezoeken", "visit")])
    shown(qtbot, bar)
    told: list[str] = []
    bar.chosen.connect(told.append)
    bar.set_count("start", 4)
    bar.choose("start")
    assert told == []
    pages = bar.findChild(QListView)
    assert pages is not None
    qtbot.keyClick(pages, Key.Key_Down)
    assert told == ["visits"]
    start = pages.model().index(0, 0)
    assert start.data(Qt.ItemDataRole.AccessibleTextRole) == "Start, 4 wachten"
    assert start.data(Qt.ItemDataRole.ToolTipRole) == "Start (Ctrl+1)"
    wide = bar.width()
    bar.set_narrow(True)
    assert bar.width() < wide


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_Return, Key.Key_Enter])
def test_a_score_row_asks_and_the_page_decides(qtbot: QtBot, key: Qt.Key) -> None:
    row = AnchorRow(2, "in aanzet", "De docent nodigt iedereen uit.")
    shown(qtbot, row)
    with qtbot.waitSignal(row.clicked):
        qtbot.keyClick(row, key)
    assert not row.isChecked()
    row.set_chosen(True)
    assert row.isChecked()
    assert row.accessibleName() == "2, In aanzet"


def test_a_score_row_is_as_high_as_its_sentence_and_never_below_a_finger() -> None:
    short = AnchorRow(3, "zichtbaar", "Kort.")
    long = AnchorRow(3, "zichtbaar", "Een lange zin over wat er te zien was. " * 12)
    assert short.heightForWidth(600) >= 40
    assert AnchorRow(0, "niet van toepassing").heightForWidth(600) >= 40
    assert long.heightForWidth(600) > short.heightForWidth(600)
    assert long.heightForWidth(300) > long.heightForWidth(600)


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Space])
def test_enter_and_space_press_a_button(qtbot: QtBot, key: Qt.Key) -> None:
    button = main_button("&Opslaan && sluiten", "disk", "Ctrl+S")
    shown(qtbot, button)
    assert (button.accessibleName(), button.accessibleDescription()) == ("Opslaan & sluiten", "Ctrl+S")
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_buttons_move_into_a_menu_when_the_window_is_narrow(qtbot: QtBot) -> None:
    header = PageHeader("Sectiebeeld")
    first, second, main = plain_button("Een"), plain_button("Twee"), main_button("Drie")
    for button in (first, second, main):
        header.add_action(button)
    shown(qtbot, header)
    header.set_narrow(True)
    assert (first.isVisible(), second.isVisible(), main.isVisible()) == (False, True, True)
    header.set_narrow(False)
    assert first.isVisible()


def test_an_empty_page_offers_what_to_do(qtbot: QtBot) -> None:
    done: list[str] = []
    page = EmptyState("Leeg", "Nog niets.", Offer("Plan", lambda: done.append("plan")), outline="grid")
    shown(qtbot, page)
    page.buttons[0].click()
    assert done == ["plan"]


def test_an_error_puts_the_ring_on_the_safest_way_out(qtbot: QtBot) -> None:
    card = ErrorCard(
        "Beschadigd", "Iets < ging mis.", "Alles.", "Open de kopie.", [("Kopie", "shield"), ("Anders", "")]
    )
    shown(qtbot, card)
    card.activateWindow()
    qtbot.waitUntil(lambda: card.focusWidget() is not None)
    with qtbot.waitSignal(card.chosen) as told:
        qtbot.keyClick(card.focusWidget(), Key.Key_Return)
    assert told.args == [0]
    assert "Alles." in card.accessibleDescription()


def test_the_button_of_a_row_is_told_and_its_words_are_read(qtbot: QtBot) -> None:
    view, lines = ListView("Wacht op jou"), ListModel[RowLine]()
    delegate = RowDelegate(view)
    view.setModel(lines)
    view.setItemDelegate(delegate)
    line = RowLine(1, "Aylin Şahin", "2K3", figure="8", after="schooldagen", action="Nabespreken")
    lines.set_lines([line, RowLine(2, "Minh Đặng")])
    view.resize(600, 200)
    shown(qtbot, view)
    pressed: list[int] = []
    delegate.pressed.connect(lambda index: pressed.append(index.row()))
    row = view.visualRect(lines.index(0))
    middle = Qt.MouseButton.LeftButton
    qtbot.mouseClick(view.viewport(), middle, pos=QPoint(100, row.center().y()))
    assert pressed == []
    qtbot.mouseClick(view.viewport(), middle, pos=QPoint(row.right() - 40, row.center().y()))
    assert pressed == [0]
    assert line.spoken() == "Aylin Şahin, 2K3, 8 schooldagen, Enter: Nabespreken"


def lists() -> list[tuple[type[RowDelegate] | type[IndicatorDelegate] | type[NoteDelegate], list[Spoken]]]:
    full = RowLine(
        1, "A", "b", "c", "chat", figure="8", after="x", action="Doe", chip="laat", chip_kind="error"
    )
    scored = [IndicatorLine(n, f"A{n}", "Tekst", n, n) for n in range(5)]
    note = NoteLine(1, "10.17", "Woorden 😀 " * 20, "A1", True)
    return [
        (RowDelegate, [full, RowLine(2, "B", phase="C")]),
        (IndicatorDelegate, [PartLine("A", "Klimaat", 1, 2), *scored, IndicatorLine(9, "A9", "Leeg")]),
        (
            NoteDelegate,
            [NoteHeading("Start"), note, NoteLine(2, "10.20", "")],
        ),
    ]


@pytest.mark.parametrize("dark", [False, True])
def test_every_painter_paints_without_a_warning(qapp: QApplication, qtbot: QtBot, dark: bool) -> None:
    look.apply(qapp, dark)
    for painter, lines in lists():
        view, model = ListView("Lijst"), ListModel[Spoken]()
        view.setModel(model)
        view.setItemDelegate(painter(view))
        model.set_lines(lines)
        shown(qtbot, view)
        view.select_row(1)
        assert not view.grab().isNull()
    cells = [
        HeatCell("25", "3/12", 2),
        HeatCell(hidden=True),
        HeatCell(sentence="Minder dan 5."),
        NameCell("Sectie " * 4),
    ]
    table = TableView("Beeld", sortable=False)
    header = RotatedHeader(1, 1, table)
    header.set_groups([Group("A", "Klimaat", 1, 2)])
    table.setHorizontalHeader(header)
    table.setItemDelegate(HeatDelegate(table, frozenset({1})))
    heat = TableModel[object](
        [Column(f"k{n}", lambda cell: "", cell=lambda cell: cell, width=40) for n in range(3)]
    )
    heat.set_lines(cells)
    table.set_model(heat)
    shown(qtbot, table)
    table.setCurrentIndex(heat.index(1, 1))
    assert not table.grab().isNull()


def test_every_small_part_has_a_name_and_can_be_painted(qtbot: QtBot) -> None:
    parts: list[QWidget] = [
        LevelBox(3), LevelBox(None), LevelBox(0), PhaseMark("A"), PhaseChain("C"), KeyCap("⌫"),
        Chip("klaar", "done"), icon_button("x", "Sluit"),
        OptionRow("shield", "Borgen", "Het hoort er nu bij."),
        TickBox("geeft denktijd", "Docent"), DateEdit("Datum"), ComboBox("Sectie"), TextArea("Aantekening"),
    ]  # fmt: skip
    for part in parts:
        shown(qtbot, part)
        assert part.accessibleName(), type(part).__name__
        assert not part.grab().isNull()
    assert parts[0].accessibleName() == "3, zichtbaar"
    field = Field("&Docent", PickBox("", []))
    qtbot.addWidget(field)
    assert field.widget.accessibleName() == "Docent"


def test_a_drawing_keeps_its_proportions(qtbot: QtBot) -> None:
    view = SvgView()
    qtbot.addWidget(view)
    view.set_svg(b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50"/>', "verdeling 4, 5, 2, 1")
    assert (view.heightForWidth(100), view.heightForWidth(1000)) == (25, 50)
    assert view.accessibleName() == "verdeling 4, 5, 2, 1"
