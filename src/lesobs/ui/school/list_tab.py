"""This file is a tab with one table: search it, and add, change and remove its lines."""

from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.texts import folded
from lesobs.services.school import School
from lesobs.ui.models.table import Column, TableModel
from lesobs.ui.school.tab import Notice, Tab
from lesobs.ui.widgets.buttons import plain_button
from lesobs.ui.widgets.cards import Card
from lesobs.ui.widgets.content import ContentOrEmpty
from lesobs.ui.widgets.fields import SearchField
from lesobs.ui.widgets.flow import FlowLayout
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.states import EmptyState, Offer
from lesobs.ui.widgets.tables import TableView


class Line(Protocol):
    """A line of any service with an id of its own."""

    @property
    def id(self) -> str: ...


L = TypeVar("L", bound=Line)

_NARROW = 900
UNDO = "Ongedaan maken  Ctrl+Z"


class ListTab(Tab, Generic[L]):
    """Lines of one kind. A subclass says in words what they are and reads, asks for and removes them."""

    list_asked = Signal()
    """Tells that the user wants to read a list instead."""

    has_rows = True
    one, many = "", ""
    """The kind as it is counted: `docent`, `docenten`."""
    columns: Sequence[Column[L]] = ()
    sorted_by = 0
    empty_title, empty_text = "", ""

    def __init__(self, school: School) -> None:
        super().__init__(school)
        self._all: list[L] = []
        self.search = SearchField(f"Zoek in {self.many}…")
        self.search.setFixedWidth(212)
        self.rows: TableModel[L] = TableModel(self.columns, self)
        self.table = TableView(self.many.capitalize())
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.table.set_model(self.rows, sorted_by=self.sorted_by)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._count = Label("", "secondary", "mute")
        self._change = plain_button("Wijzigen", "pencil", "F2", small=True)
        self._remove = plain_button("Verwijderen", "trash", "Del", small=True)
        self._body, self._card = ContentOrEmpty(), Card()
        self._build()
        self._connect()
        self.setFocusProxy(self.table)

    # What a subclass says

    def read(self) -> list[L]:
        """All lines from the service."""
        raise NotImplementedError

    def words(self, line: L) -> str:
        """The words of a line one may search for."""
        raise NotImplementedError

    def name(self, line: L) -> str:
        """How a sentence names this line."""
        raise NotImplementedError

    def wanted(self, line: L) -> bool:
        """Whether the filters of the tab let a line through."""
        return True

    def is_filtered(self) -> bool:
        """Whether some filter of the tab leaves lines out."""
        return False

    def clear_filters(self) -> None:
        """Let all lines through."""

    def filters(self) -> list[QWidget]:
        """The widgets beside the search field."""
        return []

    def ask(self, line: L | None) -> str | None:
        """Add a line (None) or change one in a dialog; gives its id, None when nothing came of it."""
        raise NotImplementedError

    def delete(self, line: L) -> None:
        """Remove a line; raises RuleBroken with the reason when that can't be done."""
        raise NotImplementedError

    def refused(self, line: L, sentence: str) -> Notice:
        """What to say when a line can't be removed."""
        return Notice("attention", sentence)

    def more(self, line: L) -> list[tuple[str, Callable[[], object]]]:
        """What else can be done with a line: words for its menu, and what they do."""
        return []

    # What every list does

    @property
    def offers_itself(self) -> bool:
        return not self._all and not self.search.text() and not self.is_filtered()

    def refresh(self) -> None:
        self._all = self.read()
        self._show()

    def add(self) -> None:
        self._select(self.ask(None))

    def change(self) -> None:
        if (line := self.current()) is not None:
            self._select(self.ask(line))

    def remove(self) -> None:
        line = self.current()
        if line is None:
            return
        try:
            self.delete(line)
        except RuleBroken as refusal:
            self.noticed.emit(self.refused(line, str(refusal)))
        else:
            sentence = f"{self.name(line)} verwijderd."
            self.noticed.emit(Notice("done", sentence, UNDO, self.school.undo.undo))

    def search_rows(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def current(self) -> L | None:
        """The line that has the keyboard."""
        row = self.table.current_row()
        return self.rows.line(row) if 0 <= row < self.rows.rowCount() else None

    def _show(self) -> None:
        before, place = self.current(), self.table.current_row()
        scrolled = self.table.verticalScrollBar().value()
        parts = folded(self.search.text()).split()
        lines = [
            line
            for line in self._all
            if self.wanted(line) and all(part in folded(self.words(line)) for part in parts)
        ]
        self.rows.set_lines(lines)
        self.table.verticalScrollBar().setValue(scrolled)
        found = self.rows.row_of(lambda line: before is not None and line.id == before.id)
        if found < 0 and lines:
            found = min(max(place, 0), len(lines) - 1)
        self.table.select_row(found)
        self._count.setText(self._counted(len(lines)))
        for button in (self._change, self._remove):
            button.setEnabled(bool(lines))
        if lines:
            self._body.show_content(self._card)
        else:
            self._body.show_empty(self._empty())
        self.setFocusProxy(self._body.empty.buttons[0] if self._body.empty else self.table)
        self._bar.setVisible(not self.offers_itself)

    def _counted(self, shown: int) -> str:
        whole = dutch.count(len(self._all), self.one, self.many)
        return whole if shown == len(self._all) else f"{shown} van {whole}"

    def _select(self, line_id: str | None) -> None:
        """Bring a line that was just kept into view, whatever the search says."""
        if line_id is None:
            return
        if self.rows.row_of(lambda line: line.id == line_id) < 0:
            self._clear()
        self.table.select_row(self.rows.row_of(lambda line: line.id == line_id))
        self.table.setFocus()

    def _clear(self) -> None:
        """Show all lines."""
        self.search.clear()
        self.clear_filters()
        self._show()

    def _empty(self) -> EmptyState:
        if not self.offers_itself:
            return EmptyState(
                f"Geen {self.one} gevonden",
                f"Er staat geen {self.one} in de lijst die past bij wat je zoekt.",
                Offer("Alles tonen", self._clear, "x", "Esc"),
            )
        by_hand = Offer(f"{self.one.capitalize()} toevoegen", self.add, "plus", "Ins")
        by_list = (
            Offer("Lijst inlezen", self.list_asked.emit, "upload", "Ctrl+I") if self.has_people else None
        )
        offers = (by_list, by_hand) if by_list else (by_hand, None)
        return EmptyState(self.empty_title, self.empty_text, *offers)

    def _show_menu(self, where: QPoint) -> None:
        if (line := self.current()) is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Wijzigen…\tF2", self.change)
        menu.addAction("Verwijderen\tDel", self.remove)
        for words, do in self.more(line):
            menu.addAction(words).triggered.connect(lambda _=False, do=do: do())
        menu.popup(self.table.viewport().mapToGlobal(where))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the keys and the menu do what these buttons do."""
        super().resizeEvent(event)
        for button in (self._change, self._remove):
            button.setVisible(event.size().width() >= _NARROW)

    def _build(self) -> None:
        self._bar = QWidget()
        chosen = QWidget()
        flow = FlowLayout(chosen)
        for widget in (self.search, *self.filters()):
            flow.addWidget(widget)
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(chosen, 1)
        for widget in (self._count, self._change, self._remove):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._card.body.addWidget(self.table)
        self._card.setFocusProxy(self.table)
        self._body.addWidget(self._card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._bar)
        column.addWidget(self._body, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _: self._show())
        self.search.returnPressed.connect(self.table.setFocus)
        self.table.activated.connect(lambda _: self.change())
        self.table.customContextMenuRequested.connect(self._show_menu)
        self._change.clicked.connect(self.change)
        self._remove.clicked.connect(self.remove)
