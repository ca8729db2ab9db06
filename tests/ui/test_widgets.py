"""This file is what the parts of pages promise: plain words, the keyboard, and painting without a warning."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QListView,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
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
from lesobs.ui.models.roles import Index
from lesobs.ui.models.table import Column, TableModel
from lesobs.ui.widgets.anchor import AnchorRow, OptionRow
from lesobs.ui.widgets.bars import HintBar, MessageBar
from lesobs.ui.widgets.buttons import Switch, icon_button, main_button, plain_button
from lesobs.ui.widgets.cards import Field, PageHeader
from lesobs.ui.widgets.content import ContentOrEmpty
from lesobs.ui.widgets.dates import DateEdit
from lesobs.ui.widgets.fields import ComboBox, PickBox, TextArea
from lesobs.ui.widgets.flow import FlowLayout
from lesobs.ui.widgets.labels import Chip, KeyCap, Label
from lesobs.ui.widgets.marks import LevelBox, PhaseChain, PhaseMark, paint_box
from lesobs.ui.widgets.nav import NavBar, NavItem
from lesobs.ui.widgets.rotated import Group, RotatedHeader
from lesobs.ui.widgets.states import EmptyState, ErrorCard, Offer
from lesobs.ui.widgets.svg import SvgView
from lesobs.ui.widgets.tables import ListView, TableView
from lesobs.ui.widgets.text import draw_text, width_of
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
    wide = bar.shown()
    bar.resize(420, 32)
    narrow = bar.shown()
    assert wide == [f"woord {n}" for n in range(12)]
    assert 0 < len(narrow) < 12
    assert narrow == wide[: len(narrow)]
    assert "11 woord 11" in bar.accessibleName()


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


def test_the_keyboard_goes_from_an_empty_page_to_its_content_and_back(qtbot: QtBot) -> None:
    window, place, fields = QWidget(), ContentOrEmpty(), QWidget()
    other, content = TextArea("Elders"), TextArea("Inhoud")
    column, inside = QVBoxLayout(window), QVBoxLayout(fields)
    for widget in (other, place):  # Qt itself would go to the first
        column.addWidget(widget)
    inside.addWidget(content)
    fields.setFocusProxy(content)
    place.addWidget(fields)
    shown(qtbot, window)
    window.activateWindow()
    content.setFocus()
    empty = EmptyState("Leeg", "Nog niets.", Offer("Plan", lambda: None))
    place.show_empty(empty)
    assert window.focusWidget() is empty.buttons[0]
    dialog = QDialog(window)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    place.show_content(fields)
    dialog.close()
    assert window.focusWidget() is content and place.empty is None
    other.setFocus()
    place.show_empty(EmptyState("Leeg", "Nog niets.", Offer("Plan", lambda: None)))
    assert window.focusWidget() is other, "who is elsewhere stays there"


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


def test_only_the_rows_that_changed_are_painted(qtbot: QtBot) -> None:
    view, model = ListView("Aantekeningen"), ListModel[NoteLine]()
    view.setModel(model)
    delegate = Painted(view)
    view.setItemDelegate(delegate)
    lines = [NoteLine(n, "10.17", "Wacht.", "A1") for n in range(6)]
    model.set_lines(lines)
    view.resize(300, 210)
    shown(qtbot, view)
    qtbot.waitExposed(view)
    QApplication.processEvents()
    assert delegate.rows == set(range(6))
    below = view.visualRect(model.index(3)).top()

    delegate.rows.clear()
    model.set_lines([*lines[:2], replace(lines[2], tag="B3"), *lines[3:]])
    qtbot.waitUntil(lambda: delegate.rows == {2})
    model.set_lines([*lines[:2], replace(lines[2], text="Wacht tien tellen. " * 20), *lines[3:]])
    qtbot.waitUntil(lambda: view.visualRect(model.index(3)).top() > below + 20)
    model.set_lines([*lines[:5], replace(lines[5], text="Wacht tien tellen. " * 20)])
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)


class Painted(NoteDelegate):
    """Remembers the rows it painted."""

    def __init__(self, view: ListView) -> None:
        super().__init__(view)
        self.rows: set[int] = set()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.rows.add(index.row())
        super().paint(painter, option, index)


@pytest.mark.parametrize("pen", [1, 2])
def test_a_box_has_its_line_inside(qapp: QApplication, pen: int) -> None:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    paint_box(painter, QRectF(5, 5, 30, 20), QPen(QColor("red"), pen), QColor("blue"), 3)
    painter.end()
    across = [picture.pixelColor(x, 15).name() for x in range(4, 5 + pen + 1)]
    assert across == ["#ffffff", *["#ff0000"] * pen, "#0000ff"]
    assert picture.pixelColor(20, 25).name() == "#ffffff"
    assert picture.pixelColor(5, 5).name() not in ("#ff0000", "#0000ff"), "its corners are round"


def test_a_line_stands_where_it_is_asked_and_is_cut_where_it_does_not_fit(qapp: QApplication) -> None:
    left, right, full = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, look.font("body")
    box = QRectF(20, 10, 200, 20)
    width = width_of("zestien", full)
    assert inked("zestien", box, left) == pytest.approx((20, 20 + width), abs=3)
    assert inked("zestien", box, right) == pytest.approx((220 - width, 220), abs=3)
    assert inked("zestien", box, Qt.AlignmentFlag.AlignHCenter) == pytest.approx(
        (120 - width / 2, 120 + width / 2), abs=3
    )
    assert inked("een heel lange zin " * 9, box, left)[1] <= 221
    assert inked("een\nregel", box, left) == inked("een regel", box, left)


def inked(words: str, box: QRectF, align: Qt.AlignmentFlag) -> tuple[int, int]:
    """The first and the last column with ink."""
    picture = QImage(400, 40, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    draw_text(painter, box, words, look.font("body"), QColor("black"), align)
    painter.end()
    dark = [x for x in range(400) if any(picture.pixelColor(x, y).lightness() < 160 for y in range(40))]
    return dark[0], dark[-1]


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
