"""This file is the bar at the left of the window: the pages, who is at work, and that all is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from lesobs.ui import icons
from lesobs.ui.look import NAV_WIDTH, RAIL_WIDTH, font, theme
from lesobs.ui.models.roles import NO_PARENT, Index
from lesobs.ui.widgets.cards import rule
from lesobs.ui.widgets.labels import Label, SavedMark
from lesobs.ui.widgets.marks import paint_box, paint_focus
from lesobs.ui.widgets.text import draw_text, width_of

_ROW = 40  # 38 and a gap of 2


@dataclass(frozen=True)
class NavItem:
    """One page in the bar: its key, its Dutch word, its icon and the keys that lead there."""

    key: str
    text: str
    icon: str
    shortcut: str = ""


class _NavModel(QAbstractListModel):
    """The pages with the number of things that wait in each."""

    def __init__(self, items: Sequence[NavItem], parent: QObject) -> None:
        super().__init__(parent)
        self.items = tuple(items)
        self.counts = [0] * len(items)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        item, count = self.items[index.row()], self.counts[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{item.text} ({item.shortcut})" if item.shortcut else item.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{item.text}, {count} wachten" if count else item.text
        return None

    def set_count(self, key: str, count: int) -> None:
        row = next(place for place, item in enumerate(self.items) if item.key == key)
        self.counts[row] = count
        self.dataChanged.emit(self.index(row), self.index(row))


class _NavDelegate(QStyledItemDelegate):
    """Paints one page of the bar, as icon and word or as icon alone."""

    narrow = False

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        worn, model = theme(), index.model()
        assert isinstance(model, _NavModel)
        item, count = model.items[index.row()], model.counts[index.row()]
        box = QRectF(option.rect).adjusted(0, 0, 0, -2)
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            paint_box(painter, box, None, worn.color("sel"), 4)
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), worn.color("acc"))
        elif state & QStyle.StateFlag.State_MouseOver:
            paint_box(painter, box, None, worn.color("hover"), 4)
        left = box.center().x() - 9 if self.narrow else box.left() + 9
        icons.draw(painter, QRectF(round(left), round(box.center().y() - 9), 18, 18), item.icon)
        pill = self._pill(painter, box, count) if count else 0.0
        if not self.narrow:
            space = box.adjusted(36, 0, -2 - pill, 0)
            draw_text(painter, space, item.text, font("body", chosen), worn.color("ink"))
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, box, 4)

    def _pill(self, painter: QPainter, box: QRectF, count: int) -> float:
        """The number that waits; gives the room it takes from the word."""
        worn, strong, text = theme(), font("caption", True), str(count) if count < 100 else "99+"
        width = max(17.0, width_of(text, strong) + 12)
        pill = QRectF(box.right() - 9 - width, box.center().y() - 8.5, width, 17)
        if self.narrow:
            pill.moveTo(box.right() - width, box.top())
        paint_box(painter, pill, None, worn.color("attention_edge"), 8.5)
        paint_box(painter, pill.adjusted(1, 1, -1, -1), None, worn.color("attention_ground"), 7.5)
        draw_text(painter, pill, text, strong, worn.color("attention"), Qt.AlignmentFlag.AlignHCenter)
        return width + 6


class NavBar(QFrame):
    """The pages at the left; `chosen` tells the key of the page the user went to."""

    chosen = Signal(str)

    def __init__(self, items: Sequence[NavItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "side")
        self._model = _NavModel(items, self)
        self._delegate = _NavDelegate(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.setAccessibleName("Pagina's")
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setMouseTracking(True)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.viewport().setAutoFillBackground(False)
        self._list.selectionModel().currentChanged.connect(self._tell)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 10, 9, 8)
        self._column.setSpacing(0)
        self._column.addWidget(self._list, 1)
        self._name = Label(role="note", strong=True)
        self._function = Label(role="note", tone="mute")
        self.saved = SavedMark()
        self._column.addWidget(self._foot())
        self._silent = False
        self.set_narrow(False)

    def choose(self, key: str) -> None:
        """Show which page is open, without telling it."""
        self._silent = True
        row = next(place for place, item in enumerate(self._model.items) if item.key == key)
        self._list.setCurrentIndex(self._model.index(row))
        self._silent = False

    def set_count(self, key: str, count: int) -> None:
        """Show how many things wait in a page; 0 shows nothing."""
        self._model.set_count(key, count)

    def set_person(self, name: str, function: str = "") -> None:
        """Say who is at work."""
        self._name.setText(name)
        self._function.setText(function)
        self.set_narrow(self._delegate.narrow)

    def set_narrow(self, narrow: bool) -> None:
        """A rail of icons with tool tips, for windows below 1200."""
        self._delegate.narrow = narrow
        self.setFixedWidth(RAIL_WIDTH if narrow else NAV_WIDTH)
        self._name.setVisible(not narrow and bool(self._name.text()))
        self._function.setVisible(not narrow and bool(self._function.text()))
        self.saved.set_narrow(narrow)
        self._list.viewport().update()

    def _foot(self) -> QWidget:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(8, 8, 4, 4)
        column.setSpacing(1)
        for widget in (self._name, self._function, self.saved):
            column.addWidget(widget)
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(rule())
        outer.addWidget(foot)
        return whole

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and not self._silent:
            self.chosen.emit(self._model.items[current.row()].key)
