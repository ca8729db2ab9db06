"""This file is the editor of an own kijkwijzer: its indicators at the left, what is chosen at the right."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument_draft import ANCHORS, Missing
from lesobs.services.instrument_drafts import DraftDetail
from lesobs.services.school import School
from lesobs.ui.errors import refusals_shown
from lesobs.ui.look import PANEL_WIDTH
from lesobs.ui.school.instrument_list import DraftList
from lesobs.ui.school.instrument_pane import DraftPane
from lesobs.ui.school.list_tab import UNDO
from lesobs.ui.school.tab import Notice
from lesobs.ui.widgets.bars import HintBar, MessageBar
from lesobs.ui.widgets.buttons import main_button, plain_button
from lesobs.ui.widgets.cards import Card, PageHeader
from lesobs.ui.widgets.labels import Chip

_NARROW, _NARROW_LIST = 900, 232
_FIELDS = (
    "title",
    "description",
    "minutes",
    "text",
    "look_fors",
    *ANCHORS,
    "question",
    "watched",
    "standard",
)
_LIST_HINTS = (
    (("↑", "↓"), "kiezen"),
    (("Spatie",), "opnemen of weglaten"),
    (("Enter",), "schrijven"),
    (("Ins",), "eigen indicator"),
    (("Ctrl+Shift+↑", "↓"), "verplaatsen"),
    (("Esc",), "terug"),
)
_FORM_HINTS = (
    (("Enter",), "volgende veld"),
    (("Alt+↑", "↓"), "andere indicator"),
    (("Ctrl+U",), "wat nog mist"),
    (("F5",), "voorbeeld"),
    (("Esc",), "naar de lijst"),
)


class InstrumentEditor(QWidget):
    """One draft at a time, kept as it is typed; it can be published when nothing is missing."""

    left = Signal()
    """The user is done here for now, or the draft is there no more."""
    published = Signal(str)
    """Tells the id of the instrument that the draft became."""
    noticed = Signal(object)
    """Tells the Notice to show above the page."""

    def __init__(self, school: School) -> None:
        super().__init__()
        self._drafts, self._undo = school.instrument_drafts, school.undo
        self._detail: DraftDetail | None = None
        self._current: str | None = None
        self._turning = False
        self.list = DraftList()
        self.pane = DraftPane(self._drafts)
        self.bar = MessageBar("info")
        self._build()
        self._connect()
        self.setFocusProxy(self.list)

    @property
    def draft_id(self) -> str | None:
        """The draft that is open."""
        return self._detail.id if self._detail else None

    def open(self, draft_id: str) -> None:
        """Begin on a draft, at its own title when that is still to be written."""
        self._current = None
        self._detail = self._drafts.get(draft_id)
        self._show()
        self.list.setFocus()

    def refresh(self) -> None:
        """Read the draft again; the rows, the scroll position and what is being typed stay."""
        if self._detail is None:
            return
        try:
            self._detail = self._drafts.get(self._detail.id)
        except RuleBroken:  # what began it was undone
            self.pane.let_go()
            self._detail = None
            self.left.emit()
            return
        if not self._turning:
            self._show()

    def flush(self) -> bool:
        """Write what is being typed; gives whether all is kept."""
        return self.pane.flush()

    def unkept(self) -> str:
        """What could not be kept and why; "" when everything is."""
        return self.pane.unkept()

    def let_go(self) -> None:
        """Give up what could not be kept, and show what was."""
        self.pane.let_go()
        self.refresh()

    def close_draft(self) -> None:
        """Back to the kijkwijzers."""
        if self._detail is not None and self.flush():
            self._detail = None
            self.left.emit()

    def add_own(self) -> None:
        """Add an own indicator and begin to write it."""
        if self._detail is not None and self.flush():
            with refusals_shown(self):
                self._turn_to(self._drafts.add_own(self._detail.id))
                self.pane.write()

    def drop(self) -> None:
        """Leave the chosen indicator out; or throw an own one away, when it was never published."""
        row = self.list.row()
        if row is not None and row.key is not None and not self.pane.has_keyboard():
            self._toggle(row.key)

    def write(self) -> None:
        """Go from the list to the first field."""
        self.pane.write()

    def publish(self) -> None:
        """Publish, or go to what is missing."""
        if self._detail is None or not self.flush():
            return
        if self._detail.missing:
            self.to_missing()
            return
        detail, self._detail = self._detail, None  # the draft goes when it is published
        try:
            instrument_id = self._drafts.publish(detail.id)
        except RuleBroken as refusal:
            self._detail = detail
            self.noticed.emit(Notice("attention", str(refusal)))
            return
        one = detail.draft.instrument
        former = f" Versie {one.version - 1} wordt niet meer aangeboden." if one.version > 1 else ""
        sentence = f"‘{one.title}’ is gepubliceerd en staat nu bij het plannen.{former}"
        self.published.emit(instrument_id)
        self.noticed.emit(Notice("done", sentence, UNDO, self._undo.undo))

    def to_missing(self) -> None:
        """Go to the next field where something is missing, after the one with the keyboard."""
        if self._detail is None or not self.flush() or not self._detail.missing:
            return
        rank = _rank(self._detail)
        places = sorted(self._detail.missing, key=lambda one: rank(one.indicator, one.field))
        here = rank(self._current, self.pane.focused_field())
        one = next((one for one in places if rank(one.indicator, one.field) > here), places[0])
        self._turn_to(one.indicator)
        self.show_preview(False)
        self.pane.write(one.field)

    def show_preview(self, shown: bool) -> None:
        """Show the chosen indicator as an observer sees it, or the form again."""
        self._preview_button.setChecked(shown)
        self._preview_button.setText("Schrijven" if shown else "Voorbeeld")
        self._preview_button.set_icon("pencil" if shown else "book")
        self._show_right()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        self._left.setFixedWidth(_NARROW_LIST if narrow else PANEL_WIDTH + 20)

    # What is chosen

    def _turn_to(self, key: str | None) -> None:
        """Turn to another row, once what was typed on this one is kept."""
        if self._detail is None:
            return
        self._turning = True
        kept = self.flush()
        self._turning = False
        self._detail = self._drafts.get(self._detail.id)
        if kept:
            self._current = key
        self._show()

    def _toggle(self, key: str) -> None:
        assert self._detail is not None
        if not self.flush():
            return
        if any(one.key == key for one in self._detail.left_out):
            with refusals_shown(self):
                self._drafts.take(self._detail.id, key)
            return
        title = self._detail.draft.indicator(key).title
        after = self._after(key)
        self._drafts.drop(self._detail.id, key)
        if all(one.key != key for one in self._detail.left_out):
            self._turn_to(after)
            named = f"‘{title}’" if title else "De eigen indicator"
            self.noticed.emit(Notice("done", f"{named} is weg.", UNDO, self._undo.undo))

    def _toggle_chosen(self) -> None:
        if self._current is not None:
            self._toggle(self._current)

    def _after(self, key: str) -> str | None:
        """The row to go to when this one goes: the one before it in the same list."""
        keys = [row.key for row in self.list.rows()]
        return keys[max(keys.index(key) - 1, 0)]

    def _move(self, by: int) -> None:
        row = self.list.row()
        can_move = row is not None and row.own and row.taken and self.flush()
        if self._detail is not None and row is not None and row.key is not None and can_move:
            self._drafts.move(self._detail.id, row.key, by)

    def _step(self, by: int) -> None:
        writing = self.pane.has_keyboard()
        self.list.step(by)
        if writing:
            self.write()

    def _escape(self) -> None:
        if self.list.hasFocus():
            self.close_draft()
        else:
            self.list.setFocus()

    # What is shown

    def _show(self) -> None:
        assert self._detail is not None
        inside = {one.key for one in self._detail.draft.instrument.indicators}
        outside = {one.key for one in self._detail.left_out}
        if self._current is not None and self._current not in inside | outside:
            self._current = None
        self.list.show_detail(self._detail, self._current)
        one = self._detail.draft.instrument
        self._header.set_title(one.title or "Nieuwe kijkwijzer")
        self._version.set_chip("concept" if one.version == 1 else f"versie {one.version}, concept", "info")
        self._show_missing(self._detail.missing)
        self._show_right()

    def _show_missing(self, missing: tuple[Missing, ...]) -> None:
        assert self._detail is not None
        self._publish.setEnabled(not missing)
        if not missing:
            more = "Na het publiceren staan de woorden vast en kun je er bezoeken mee plannen."
            self.bar.set_message("done", "Alles is er.", "", more)
            return
        count = dutch.count(len(missing), "ding", "dingen")
        rank = _rank(self._detail)
        first = min(missing, key=lambda one: rank(one.indicator, one.field))
        code = self._detail.draft.indicator(first.indicator).code if first.indicator else ""
        more = f"{code}: {first.sentence}" if code else first.sentence
        self.bar.set_message("info", f"Nog {count} tot je kunt publiceren.", "Ga erheen  Ctrl+U", more)

    def _show_right(self) -> None:
        assert self._detail is not None
        self._preview_button.setEnabled(self._current is not None)
        self.pane.show_detail(self._detail, self._current, as_seen=self._preview_button.isChecked())
        self._show_hints()

    def _show_hints(self) -> None:
        self._hints.set_hints(_FORM_HINTS if self.pane.has_keyboard() else _LIST_HINTS)

    def _build(self) -> None:
        self._header = PageHeader()
        self._header.show_back("Terug naar de kijkwijzers")
        self._version = Chip("concept", "info")
        self._header.add_left(self._version)
        self._preview_button = self._header.add_action(plain_button("Voorbeeld", "book", "F5"))
        self._preview_button.setCheckable(True)
        self._publish = self._header.add_action(main_button("Publiceren", "check", "Ctrl+Enter"))
        self._left = Card()
        self._left.body.addWidget(self.list, 1)
        self._own = plain_button("Eigen indicator", "plus", "Ins", small=True).stretch()
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 8, 10, 8)
        foot.addWidget(self._own)
        self._left.body.addLayout(foot)
        right = Card()
        right.body.addWidget(self.pane)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._left)
        row.addWidget(right, 1)
        self._hints = HintBar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (self._header, self.bar):
            column.addWidget(widget)
        column.addLayout(row, 1)
        column.addWidget(self._hints)

    def _connect(self) -> None:
        self._header.back_asked.connect(self.close_draft)
        self._publish.clicked.connect(self.publish)
        self._preview_button.toggled.connect(self.show_preview)
        self._own.clicked.connect(self.add_own)
        self.bar.acted.connect(self.to_missing)
        self.list.chosen.connect(self._turn_to)
        self.list.toggled.connect(self._toggle)
        self.list.activated.connect(lambda _: self.write())
        self.pane.toggle_asked.connect(self._toggle_chosen)
        self.pane.failed.connect(lambda sentence: self.noticed.emit(Notice("error", sentence)))
        for key, do in (
            ("Ctrl+Return", self.publish),
            ("Ctrl+Enter", self.publish),
            ("Ctrl+U", self.to_missing),
            ("F5", self._preview_button.toggle),
            ("Alt+Up", lambda: self._step(-1)),
            ("Alt+Down", lambda: self._step(1)),
            ("Ctrl+Shift+Up", lambda: self._move(-1)),
            ("Ctrl+Shift+Down", lambda: self._move(1)),
            ("Esc", self._escape),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._detail is not None and self.isAncestorOf(now):
            self._show_hints()


def _rank(detail: DraftDetail) -> Callable[[str | None, str], tuple[int, int]]:
    """The place of a field among all: the kijkwijzer first, then each indicator from top to bottom."""
    keys = [None, *(one.key for one in detail.draft.instrument.indicators)]
    rows = {key: place for place, key in enumerate(keys)}
    return lambda key, field: (rows.get(key, 0), _FIELDS.index(field) if field in _FIELDS else -1)
