"""This file is the white cards of a page, the labelled field and the header with its title and actions."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lesobs.ui.look import M, Tone
from lesobs.ui.widgets.buttons import Button, icon_button, menu_button
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import IconMark


class Card(QFrame):
    """A white panel; with a title it has a header with a line below. Put things in `body`."""

    def __init__(
        self, title: str = "", subtitle: str = "", padding: int = 0, parent: QWidget | None = None
    ) -> None:
        """`padding` is the room around the body; 0 for lists, which bring their own."""
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName(title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self._head = QFrame()
        self._head.setProperty("kind", "head")
        self._row = QHBoxLayout(self._head)
        self._row.setContentsMargins(14, 8, 14, 8)
        self._row.setSpacing(8)
        self._title = Label(title, "card").shrinkable()
        self._subtitle = Label(subtitle, "secondary", "mute").shrinkable()
        self._row.addWidget(self._title)
        self._row.addWidget(self._subtitle, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addStretch()
        outer.addWidget(self._head)  # before it is shown: without a parent it would be a window of its own
        self._head.setVisible(bool(title))
        self._subtitle.setVisible(bool(subtitle))
        self.body = QVBoxLayout()
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(8 if padding else 0)
        outer.addLayout(self.body, 1)

    def set_title(self, title: str, subtitle: str = "") -> None:
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self._head.setVisible(bool(title))
        self.setAccessibleName(title)

    def add_right(self, widget: QWidget) -> None:
        """Set a widget at the right end of the header."""
        self._row.addWidget(widget)


class Field(QWidget):
    """A widget with its label above it, and a quieter word beside the label."""

    def __init__(self, label: str, widget: QWidget, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        row = self._row = QHBoxLayout()
        row.setSpacing(7)
        self.label = Label(label, strong=True)
        self.label.setTextFormat(Qt.TextFormat.AutoText if "&" in label else Qt.TextFormat.PlainText)
        self.hint = Label(hint, "caption", "mute")
        row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addWidget(self.hint, 1, Qt.AlignmentFlag.AlignBaseline)
        column.addLayout(row)
        column.addWidget(widget)
        self._hint, self._said = hint, _Said()
        column.addWidget(self._said)
        self.label.setBuddy(widget)
        self.widget = widget
        if not widget.accessibleName():
            widget.setAccessibleName(label.replace("&", ""))
        widget.setAccessibleDescription(hint)

    def say(self, sentence: str, tone: Tone = "error") -> None:
        """Say below the field what is wrong or worth knowing; nothing takes it back."""
        self._said.show_sentence(sentence, tone)
        self.widget.setAccessibleDescription(f"{self._hint} {sentence}".strip())

    def add_right(self, widget: QWidget) -> None:
        """Set a small button or choice at the right end of the label."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)


class _Said(QWidget):
    """A sentence below a field, with the sign that belongs to its tone."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        self._mark = IconMark("warn", 15, "error")
        self._words = Label(role="secondary", tone="error", wrap=True)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self.hide()

    def show_sentence(self, sentence: str, tone: Tone) -> None:
        self._words.setText(sentence)
        self._words.set_tone(tone)
        self._mark.set_icon("info" if tone in ("ink", "mute") else "warn", tone)
        self.setVisible(bool(sentence))


def rule() -> QFrame:
    """A quiet line between two parts of a panel."""
    line = QFrame()
    line.setProperty("kind", "rule")
    return line


class PageHeader(QWidget):
    """The top of a page: title left, what belongs to the title next to it, actions right."""

    back_asked = Signal()

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self.setMinimumHeight(34)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._back = icon_button("aleft", "Terug")
        self._back.clicked.connect(self.back_asked)
        self._back.hide()
        self._title = Label(title, "page").shrinkable()
        self._subtitle = Label(subtitle, "secondary", "mute").shrinkable()
        self._subtitle.setVisible(bool(subtitle))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self._title)
        if not title:
            self._title.hide()
        words.addWidget(self._subtitle)
        words.addStretch()
        self._row.addWidget(self._back)
        self._row.addLayout(words)
        self._left_end = 2
        self._row.addStretch(1)
        self._actions: list[Button] = []
        self._more_menu = QMenu(self)
        self._more = menu_button("Meer", self._more_menu, small=False)
        self._more.hide()
        self._row.addWidget(self._more)

    def set_title(self, title: str, subtitle: str = "") -> None:
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def show_back(self, name: str = "Terug") -> None:
        """Show the arrow before the title; `back_asked` tells of its use."""
        self._back.setAccessibleName(name)
        self._back.setToolTip(name)
        self._back.show()

    def add_left(self, widget: QWidget) -> None:
        """Set a switch or chip next to the title."""
        self._row.insertWidget(self._left_end, widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._left_end += 1

    def add_action(self, button: Button) -> Button:
        """Set a button at the right; the main button comes last."""
        self._actions.append(button)
        self._row.addWidget(button)
        return button

    def set_narrow(self, narrow: bool) -> None:
        """Below 1200 wide: only the last two buttons stay, the others move into *Meer*."""
        self._more_menu.clear()
        for button in self._actions[:-2]:
            button.setVisible(not narrow)
            entry = self._more_menu.addAction(button.icon(), button.text(), button.click)
            entry.setEnabled(button.isEnabled())
        self._more.setVisible(narrow and len(self._actions) > 2)


def panel(padding: int = M) -> tuple[QFrame, QVBoxLayout]:
    """A white panel without a title and the column inside it."""
    frame = QFrame()
    frame.setProperty("kind", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(padding, padding, padding, padding)
    column.setSpacing(8)
    return frame, column


def scrolled(inner: QWidget) -> QScrollArea:
    """A panel that scrolls when it does not fit, without a frame or ground of its own."""
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    return area
