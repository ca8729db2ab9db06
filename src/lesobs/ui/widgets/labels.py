"""This file is the words on a page: labels by role and tone, key caps, chips and the *Bewaard* mark."""

import re

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from lesobs.ui import icons
from lesobs.ui.look import FontRole, Tone, font, theme
from lesobs.ui.widgets.marks import CHIP_ICONS, KEY_ICONS, ChipKind, IconMark, key_width
from lesobs.ui.widgets.text import draw_text, width_of


class Label(QLabel):
    """Plain text in one role and tone. User text is never read as markup; `set_html` is for our sentences."""

    def __init__(
        self,
        text: str = "",
        role: FontRole = "body",
        tone: Tone = "ink",
        strong: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._html, self._tone = "", tone
        self.setFont(font(role, strong))
        self.setWordWrap(wrap)
        self.setText(text)
        self._colour()

    def set_tone(self, tone: Tone) -> None:
        if tone != self._tone:
            self._tone = tone
            self._colour()

    def setText(self, text: str) -> None:
        """Show plain text, whatever stands in it."""
        self._html = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        super().setText(text)

    def set_html(self, html: str) -> None:
        """Show markup; user text in it must go through html.escape.

        `style="color:@mute"` in a tag names a token of the theme and follows it.
        """
        self._html = html
        self.setTextFormat(Qt.TextFormat.RichText)
        self._colour()

    def shrinkable(self) -> "Label":
        """May become narrower than its line; what is cut off then ends in … and stays in the tool tip."""
        self.setMinimumWidth(40)
        return self

    def paintEvent(self, event: QPaintEvent) -> None:
        plain = self.textFormat() == Qt.TextFormat.PlainText and not self.wordWrap()
        if not plain or width_of(self.text(), self.font()) <= self.contentsRect().width() + 1:
            super().paintEvent(event)
            return
        color = self.palette().color(self.foregroundRole())
        draw_text(QPainter(self), self.contentsRect(), self.text(), self.font(), color)
        self.setToolTip(self.text())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:  # light became dark, or the other way round
            self._colour()

    def _colour(self) -> None:
        """By palette and not by style sheet, which would forget the font on every change of tone."""
        palette = QPalette()
        if self._tone != "ink":
            palette.setColor(QPalette.ColorRole.WindowText, theme().color(self._tone))
        self.setPalette(palette)
        if self._html:
            strong = self._html.replace("<b>", '<span style="font-weight:600">').replace("</b>", "</span>")
            tokens = re.compile(r'"color:@(\w+)')
            super().setText(tokens.sub(lambda found: f'"color:{theme().color(found[1]).name()}', strong))


class KeyCap(QLabel):
    """A key as it stands on the keyboard; arrows and ⌫ are drawn."""

    def __init__(self, text: str, height: int = 20, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = KEY_ICONS.get(text, "")
        self.setProperty("kind", "key")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font("caption", True))
        self.setText("" if self._icon else text)
        self.setAccessibleName(f"toets {text}")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedSize(round(key_width(text)), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._icon:
            side = 13
            box = QRectF((self.width() - side) / 2, (self.height() - 1 - side) / 2, side, side)
            icons.draw(QPainter(self), box, self._icon)


class Chip(QFrame):
    """A short fact in a round frame; the kinds that warn or confirm bring their icon."""

    def __init__(
        self, text: str, kind: ChipKind = "plain", icon: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 0, 9, 0)
        row.setSpacing(4)
        self._mark = IconMark("check", 15)
        self._words = Label(role="note")
        row.addWidget(self._mark)
        row.addWidget(self._words)
        self.setFixedHeight(20)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_chip(text, kind, icon)

    def set_chip(self, text: str, kind: ChipKind = "plain", icon: str | None = None) -> None:
        sign = CHIP_ICONS.get(kind, "") if icon is None else icon
        loud = kind not in ("plain", "info")
        self._words.setText(text)
        self._words.set_tone(kind if kind in ("attention", "error", "done") else "ink")
        self._words.setFont(font("note", loud))
        self._mark.setVisible(bool(sign))
        if sign:
            self._mark.set_icon(sign, kind if loud else "ink")
        self.setAccessibleName(text)
        self.setProperty("kind", f"chip-{kind}")
        self.style().unpolish(self)
        self.style().polish(self)


class SavedMark(QWidget):
    """The quiet sign that everything is kept: *Bewaard*, with the clock when it is known."""

    resized = Signal()
    """The words are longer or shorter than they were."""

    def __init__(self, strong: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._mark = IconMark("check", 15, "done")
        self._words = Label("Bewaard", "secondary" if strong else "note", "done", strong=strong)
        row.addWidget(self._mark)
        row.addWidget(self._words)
        row.addStretch()
        self.setAccessibleName("Bewaard")

    def show_saved(self, clock: str = "") -> None:
        """`clock` as `10.42.07`."""
        self._show(f"Bewaard {clock}".strip(), "check", "done")

    def show_failed(self, sentence: str = "Niet bewaard") -> None:
        self._show(sentence, "warn", "error")

    def set_narrow(self, narrow: bool) -> None:
        """Only the icon, with the words as tool tip."""
        self._words.setVisible(not narrow)

    def _show(self, words: str, sign: str, tone: Tone) -> None:
        longer = len(words) != len(self._words.text())
        self._words.setText(words)
        self._words.set_tone(tone)
        self._mark.set_icon(sign, tone)
        self.setAccessibleName(words)
        self.setToolTip(words)
        if longer:
            self._words.setFixedSize(self._words.sizeHint())  # the clock alone must not lay out the page
            self.resized.emit()
