"""This file is the bars across a page: messages, and the hints of keys at the foot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from lesobs.ui.look import font, theme
from lesobs.ui.widgets.buttons import icon_button, plain_button
from lesobs.ui.widgets.labels import Label, SavedMark
from lesobs.ui.widgets.marks import IconMark, key_width, paint_key
from lesobs.ui.widgets.text import Run, draw_text, width_of, wrapped_height

MessageKind = Literal["info", "attention", "error", "done"]
_SIGNS: dict[MessageKind, str] = {"info": "info", "attention": "warn", "error": "warn", "done": "check"}
_MOST_LINES = 2

Hint = tuple[Sequence[str], str]
"""Keys, and a word for what they do."""
_PLAIN = ("+", "–", "…")
_CLOSE, _APART = 3, 13
"""Pixels between the parts of a hint, and between two hints."""


@dataclass(frozen=True)
class Message:
    """The kind of bar, its sentence, what explains it, and the words of its one button."""

    kind: MessageKind
    sentence: str
    more: str = ""
    action: str = ""


class MessageBar(QFrame):
    """One sentence at the top of a page with an icon and at most one button; never a pop-up."""

    acted = Signal()

    def __init__(
        self,
        kind: MessageKind = "info",
        sentence: str = "",
        action: str = "",
        more: str = "",
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`sentence` is shown strong when `more` explains it; both are plain text."""
        super().__init__(parent)
        self._said: tuple[str, ...] = ()
        self._narrow = False
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(13, 7, 12, 7)
        row.setSpacing(10)
        self._mark = IconMark("info")
        self._words = Label(wrap=True)
        self._button = plain_button(action, small=True)
        self._button.clicked.connect(self.acted)
        close = icon_button("x", "Sluit deze melding", small=True)
        close.clicked.connect(self.hide)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        row.addWidget(close)
        close.setVisible(closable)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_message(kind, sentence, action, more)

    def say(self, message: Message | None) -> None:
        """Say this, or with None nothing at all."""
        self.setVisible(message is not None)
        if message is not None:
            self.set_message(message.kind, message.sentence, message.action, message.more)

    def set_narrow(self, narrow: bool) -> None:
        """Low, where height is short: what explains a long sentence is then in the tool tip."""
        self._narrow = narrow
        self._row.setContentsMargins(*((13, 4, 12, 4) if narrow else (13, 7, 12, 7)))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if len(self._said) < 4:
            return
        _, sentence, _, more = self._said
        strong, plain = font("body", True), font("body")
        runs = [Run(f"{sentence} ", strong), Run(more, plain)] if more else [Run(sentence, plain)]
        room = self._words.width() or self.width()
        lines = round(wrapped_height(runs, room) / wrapped_height([Run("x", plain)], room))
        short = self._narrow and bool(more) and lines > _MOST_LINES
        self.setToolTip(f"{sentence} {more}" if short else "")
        html = f"<b>{escape(sentence)}</b> {escape(more)}" if more else escape(sentence)
        self._words.set_html(f"<b>{escape(sentence)}</b>" if short else html)

    def set_message(self, kind: MessageKind, sentence: str, action: str = "", more: str = "") -> None:
        """Say something else in the same place."""
        if self._said == (kind, sentence, action, more):
            return
        self._said = kind, sentence, action, more
        self._mark.set_icon(_SIGNS[kind], "ink" if kind == "info" else kind)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._fit()
        self.setAccessibleName(f"{sentence} {more}".strip())
        self.setProperty("kind", f"bar-{kind}")
        self.style().unpolish(self)
        self.style().polish(self)


class HintBar(QFrame):
    """The row of keys at the foot of a page; hints that do not fit disappear from the right.

    They are painted, since they change with every move of the ring, which may take no time.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "hints")
        self.setFixedHeight(32)
        self._hints: list[Hint] = []
        self._right = Label("", "secondary", strong=True)
        self.saved = SavedMark(strong=True)
        self.saved.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.saved.resized.connect(self.update)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(_APART)
        row.addStretch()
        row.addWidget(self._right)
        row.addWidget(self.saved)

    def set_hints(self, hints: Sequence[Hint]) -> None:
        """Each hint is keys and a word: (("1", "2"), "score"); "+", "–" and "…" among keys stay plain."""
        self._hints = list(hints)
        self.setAccessibleName(", ".join(f"{' '.join(keys)} {word}" for keys, word in hints))
        self.update()

    def set_right(self, text: str) -> None:
        """The plain fact at the right, such as `8 van 14`."""
        before = self._right.sizeHint()
        self._right.setText(text)
        if self._right.sizeHint() != before:  # there is more or less room for hints
            self.update()

    def shown(self) -> list[str]:
        """The words of the hints that fit."""
        return [word for _, (_, word) in self._placed()]

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if event.rect().left() >= self._right.x():  # only what stands at the right changed
            return
        painter = QPainter(self)
        for left, (keys, word) in self._placed():
            for key in keys:
                left += self._paint(painter, left, key, key in _PLAIN) + _CLOSE
            self._paint(painter, left, word, plain=True)

    def _paint(self, painter: QPainter, left: float, words: str, plain: bool) -> float:
        """A key cap or plain words from here; gives the width."""
        middle = self.height() / 2
        if not plain:
            return paint_key(painter, left, middle, words)
        box = QRectF(left, middle - 10, self.width(), 20)
        return draw_text(painter, box, words, font("secondary"), theme().color("mute"))

    def _placed(self) -> Iterator[tuple[float, Hint]]:
        """Each hint that fits, and where it begins."""
        room = self.width() - 24 - self._right.sizeHint().width() - self.saved.sizeHint().width() - 2 * _APART
        left = 12.0
        for keys, word in self._hints:
            parts = [_plain_width(key) if key in _PLAIN else key_width(key) for key in keys]
            width = sum(parts) + len(parts) * _CLOSE + _plain_width(word)
            if left + width + _APART > 12 + room:
                break
            yield left, (keys, word)
            left += width + _APART


def _plain_width(words: str) -> float:
    return width_of(words, font("secondary"))
