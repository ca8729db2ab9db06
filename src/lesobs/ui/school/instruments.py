"""This file is the tab of the kijkwijzers: those in use to read, own ones to make, and files in and out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument_mistakes import InstrumentMistakes
from lesobs.services.instrument_drafts import DraftLine
from lesobs.services.instruments import InstrumentLine
from lesobs.services.school import School
from lesobs.ui import ask
from lesobs.ui.delegates.rows import RowDelegate, RowLine
from lesobs.ui.errors import refusals_shown
from lesobs.ui.look import PANEL_WIDTH
from lesobs.ui.models.lines import ListModel
from lesobs.ui.school.instrument_text import InstrumentText
from lesobs.ui.school.list_tab import UNDO
from lesobs.ui.school.tab import Notice, Tab
from lesobs.ui.widgets.buttons import Button, plain_button
from lesobs.ui.widgets.cards import Card
from lesobs.ui.widgets.flow import FlowLayout
from lesobs.ui.widgets.tables import ListView

if TYPE_CHECKING:
    from lesobs.ui.school.instrument_editor import InstrumentEditor

INSTRUMENT_FILES = "Kijkwijzer (*.toml)"
Line = InstrumentLine | DraftLine


class InstrumentsTab(Tab):
    """The kijkwijzers at the left, the chosen one at the right to read and to copy from; or the editor of one
    draft, that fills the page."""

    main = ("Kijkwijzer", "plus", "Ins")
    has_rows = True
    help_page = "kijkwijzers"

    def __init__(self, school: School) -> None:
        super().__init__(school)
        self.list = ListView("Kijkwijzers")
        self._rows = ListModel[RowLine](self)
        self._lines: list[Line] = []
        self.list.setModel(self._rows)
        self.list.setItemDelegate(RowDelegate(self.list))
        self.text = InstrumentText()
        self.buttons = self._make_buttons()
        self._editor: QWidget | None = None
        self._views = QStackedWidget()
        self._build()
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show())
        self.list.activated.connect(lambda _: self._open())
        self.setFocusProxy(self.list)

    @property
    def editor(self) -> "InstrumentEditor":
        """The editor, made when it is first needed."""
        from lesobs.ui.school.instrument_editor import InstrumentEditor

        if not isinstance(self._editor, InstrumentEditor):
            self._editor = editor = InstrumentEditor(self.school)
            editor.left.connect(self._show_list)
            editor.published.connect(self._show_list)
            editor.noticed.connect(self.noticed)
            self._views.addWidget(editor)
        assert isinstance(self._editor, InstrumentEditor)
        return self._editor

    @property
    def fills_page(self) -> bool:
        return self._views.currentWidget() is self._editor

    def refresh(self) -> None:
        before = self.chosen
        school = self.school
        lines = school.instruments.all(retired=True)
        in_use = [one for one in lines if one.retired_on is None]
        retired = [one for one in lines if one.retired_on is not None]
        self._lines = [*school.instrument_drafts.all(), *in_use, *retired]
        self._rows.set_lines([_row(line) for line in self._lines])
        self._choose(before.id if before else "")
        self._show()
        if self.fills_page:
            self.editor.refresh()

    def flush(self) -> bool:
        return self._editor is None or self.editor.flush()

    def unkept(self) -> str:
        return "" if self._editor is None else self.editor.unkept()

    def let_go(self) -> None:
        if self._editor is not None:
            self.editor.let_go()

    @property
    def chosen(self) -> Line | None:
        """The kijkwijzer or draft that is chosen in the list."""
        row = self.list.current_row()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    # What the page and the menus ask for

    def add(self) -> None:
        """Begin an own kijkwijzer; in the editor, an own indicator."""
        if self.fills_page:
            self.editor.add_own()
        else:
            line = self.chosen
            self._begin(line.id if isinstance(line, InstrumentLine) else None)

    def change(self) -> None:
        """Write on: in a draft, in the next version of an own kijkwijzer, or in a copy of another one."""
        line = self.chosen
        if self.fills_page:
            self.editor.write()
        elif isinstance(line, DraftLine):
            self._edit(line.id)
        elif line is not None and line.own:
            with refusals_shown(self):
                self._edit(self.school.instrument_drafts.revise(line.id))
        elif line is not None:
            self._begin(line.id)

    def remove(self) -> None:
        """Throw a draft away, or take an instrument out of use; in the editor, leave an indicator out."""
        line = self.chosen
        if self.fills_page:
            self.editor.drop()
        elif isinstance(line, DraftLine):
            self.school.instrument_drafts.remove(line.id)
            self._say_undoable(f"Het concept ‘{line.title or 'zonder titel'}’ is weggegooid.")
        elif line is not None and line.retired_on is None:
            self.retire()

    def search_rows(self) -> None:
        (self.editor.list if self.fills_page else self.list).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def read_file(self) -> None:
        """Read a kijkwijzer from a file; what is wrong in it is shown, and nothing is taken then."""
        from lesobs.ui.school.instrument_dialogs import MistakesDialog

        path = ask.open_file(self, "Kijkwijzer inlezen", INSTRUMENT_FILES, self.school.path.parent)
        if path is None:
            return
        try:
            taken = self.school.instrument_drafts.take_in(path)
        except InstrumentMistakes as mistakes:
            if MistakesDialog.show_mistakes(self, path, mistakes):
                with refusals_shown(self):
                    self._edit(self.school.instrument_drafts.take_in_unfinished(path))
            return
        except RuleBroken as refusal:
            self.noticed.emit(Notice("attention", str(refusal)))
            return
        self._show_list(taken.id)
        if taken.is_new:
            self._say_undoable(f"‘{taken.title}’ is ingelezen en staat nu bij het plannen.")
        else:
            self.noticed.emit(Notice("info", f"‘{taken.title}’ was er al. Er is niets veranderd."))

    def save_file(self) -> None:
        """Write the chosen kijkwijzer as a file for another school."""
        line = self.chosen
        if not isinstance(line, InstrumentLine):
            return
        name = f"{_file_name(line.title)} v{line.version}.toml"
        path = ask.save_file(self, "Kijkwijzer opslaan", INSTRUMENT_FILES, self.school.path.parent / name)
        if path is not None:
            with refusals_shown(self):
                self.school.instruments.export(line.id, path)
                self.noticed.emit(Notice("done", f"‘{line.title}’ staat in {path.name}."))

    def retire(self) -> None:
        """Take the chosen instrument out of use, or into use again."""
        line = self.chosen
        if not isinstance(line, InstrumentLine):
            return
        try:
            if line.retired_on is None:
                self.school.instruments.retire(line.id)
                self._say_undoable(f"‘{line.title}’ is uit gebruik. Bezoeken die er zijn, houden hem.")
            else:
                self.school.instruments.bring_back(line.id)
                self._say_undoable(f"‘{line.title}’ is weer in gebruik.")
        except RuleBroken as refusal:
            self.noticed.emit(Notice("attention", str(refusal)))
        self._choose(line.id)

    def _open(self) -> None:
        """Enter: a draft to write in, another one to read."""
        if isinstance(self.chosen, DraftLine):
            self.change()
        else:
            self.text.setFocus()

    def _begin(self, source: str | None) -> None:
        from lesobs.ui.school.instrument_dialogs import NewInstrumentDialog

        if draft_id := NewInstrumentDialog.ask(self, self.school, source):
            self._edit(draft_id)

    def _edit(self, draft_id: str) -> None:
        editor = self.editor
        editor.open(draft_id)
        self._views.setCurrentWidget(editor)
        self.setFocusProxy(editor)
        self._choose(draft_id)
        self.arranged.emit()
        editor.list.setFocus()

    def _show_list(self, chosen: str = "") -> None:
        self._views.setCurrentIndex(0)
        self.setFocusProxy(self.list)
        self.refresh()
        if chosen:
            self._choose(chosen)
        self.arranged.emit()
        self.list.setFocus()

    def _choose(self, line_id: str) -> None:
        """Choose a line, or keep the place in the list when it is gone."""
        row = next(
            (row for row, line in enumerate(self._lines) if line.id == line_id), self.list.current_row()
        )
        self.list.select_row(min(max(row, 0), len(self._lines) - 1))

    def _say_undoable(self, sentence: str) -> None:
        self.noticed.emit(Notice("done", sentence, UNDO, self.school.undo.undo))

    # What is shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setFixedWidth(PANEL_WIDTH if event.size().width() >= 940 else 232)

    def _show(self) -> None:
        line = self.chosen
        if isinstance(line, DraftLine):
            self.text.show_instrument(self.school.instrument_drafts.get(line.id).draft.instrument)
        elif line is not None:
            self.text.show_instrument(self.school.instruments.get(line.id))
        self._show_buttons(line)

    def _show_buttons(self, line: Line | None) -> None:
        is_draft = isinstance(line, DraftLine)
        own = isinstance(line, InstrumentLine) and line.own
        retired = isinstance(line, InstrumentLine) and line.retired_on is not None
        write = "Verder schrijven" if is_draft else "Nieuwe versie" if own else "Aanpassen in een kopie"
        self.buttons["write"].setText(write)
        self.buttons["copy"].setVisible(own)
        self.buttons["save"].setVisible(not is_draft)
        self.buttons["retire"].setVisible(not is_draft)
        self.buttons["retire"].setText("Weer in gebruik nemen" if retired else "Uit gebruik nemen")
        self.buttons["retire"].set_icon("undo" if retired else "folder")
        self.buttons["retire"].set_key("" if retired else "Del")
        self.buttons["remove"].setVisible(is_draft)

    def _make_buttons(self) -> dict[str, Button]:
        buttons = {
            "write": plain_button("Aanpassen in een kopie", "pencil", "F2", small=True),
            "copy": plain_button("Kopiëren", "copy", "Ins", small=True),
            "save": plain_button("Opslaan als bestand", "disk", small=True),
            "retire": plain_button("Uit gebruik nemen", "folder", "Del", small=True),
            "remove": plain_button("Weggooien", "trash", "Del", small=True),
            "read": plain_button("Inlezen uit een bestand", "upload", small=True).stretch(),
        }
        for name, do in (
            ("write", self.change),
            ("copy", self.add),
            ("save", self.save_file),
            ("retire", self.retire),
            ("remove", self.remove),
            ("read", self.read_file),
        ):
            buttons[name].clicked.connect(do)
        return buttons

    def _build(self) -> None:
        self._left = Card()
        self._left.body.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 8, 10, 8)
        foot.addWidget(self.buttons["read"])
        self._left.body.addLayout(foot)
        actions = QWidget()
        self.actions_row = FlowLayout(actions)
        for name in ("write", "copy", "save", "retire", "remove"):
            self.actions_row.addWidget(self.buttons[name])
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(actions)
        right.addWidget(self.text, 1)
        overview = QWidget()
        row = QHBoxLayout(overview)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._left)
        row.addLayout(right, 1)
        self._views.addWidget(overview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._views)


def _row(line: Line) -> RowLine:
    count = dutch.count(line.indicators, "indicator", "indicatoren")
    if isinstance(line, DraftLine):
        lacks = f"mist nog {line.missing}" if line.missing else "klaar om te publiceren"
        title = line.title or "Zonder titel"
        version = f"versie {line.version} · " if line.version > 1 else ""
        return RowLine(
            line.id,
            title,
            caption=f"{version}{count} · {lacks}",
            icon="pencil",
            chip="concept",
            chip_kind="info",
        )
    version = f"versie {line.version} · " if line.own else ""
    caption = f"{version}{count}"
    if line.retired_on is not None:
        return RowLine(
            line.id,
            line.title,
            caption=f"{caption} · uit gebruik",
            icon="folder",
            tooltip=f"Uit gebruik sinds {dutch.day(line.retired_on)}",
        )
    return RowLine(line.id, line.title, caption=caption, icon="book", chip="eigen" if line.own else "")


def _file_name(title: str) -> str:
    """A title as it can be the name of a file."""
    return (
        " ".join("".join(sign if sign.isalnum() or sign in " -_" else " " for sign in title).split())
        or "kijkwijzer"
    )
