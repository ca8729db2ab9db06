"""This file is the rows one chooses from with a sentence in each: score rows and options."""

from enum import IntEnum
from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from lesobs.ui import icons
from lesobs.ui.look import FontRole, font, sized_font, theme
from lesobs.ui.widgets.marks import paint_box, paint_focus
from lesobs.ui.widgets.text import Run, draw_text, paint_wrapped, wrapped_height


class Density(IntEnum):
    """How much room a row takes: its word on a line of its own; word and sentence in one run; that run in
    small letters; or one line of it, whose rest is in the tool tip."""

    ROOMY = 0
    COMPACT = 1
    TIGHT = 2
    ONE_LINE = 3


_LEAST = {Density.ROOMY: 55, Density.COMPACT: 40, Density.TIGHT: 34, Density.ONE_LINE: 26}


class _ChoiceRow(QAbstractButton):
    """A row that can be chosen; the page says what is chosen, a click only asks for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_chosen(self, chosen: bool) -> None:
        self.setChecked(chosen)

    def nextCheckState(self) -> None:
        """A click leaves the row as it is; what it means is the page's to say."""

    def hasHeightForWidth(self) -> bool:
        return True

    def sizeHint(self) -> QSize:
        """As high as one line: layouts ask the height for a width, and take this for the least."""
        return QSize(360, self.heightForWidth(10_000))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _paint_ground(self, painter: QPainter, edge: str = "line2") -> None:
        worn, box, on = theme(), QRectF(self.rect()), self.isChecked()
        ground = "sel" if on else "hover" if self.underMouse() and self.isEnabled() else "surf"
        pen = QPen(worn.color("acc" if on else edge), 2 if on else 1)
        paint_box(painter, box, pen, worn.color(ground), 4)

    def _paint_ring(self, painter: QPainter) -> None:
        if self.hasFocus():
            paint_focus(painter, QRectF(self.rect()), 4)
            if self.isChecked():  # chosen looks like the ring; a second line tells them apart
                inner = QRectF(self.rect()).adjusted(3, 3, -3, -3)
                paint_box(painter, inner, QPen(theme().color("acc"), 1), None, 2)


class AnchorRow(_ChoiceRow):
    """One level with its word and anchor sentence, both button and explanation; level 0 is n.v.t."""

    def __init__(self, level: int, word: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level, self._density = level, Density.ROOMY
        self._kept_free = 0
        self._word = self._sentence = ""
        self.set_text(word, sentence)

    def level(self) -> int:
        return self._level

    def set_text(self, word: str, sentence: str = "") -> None:
        """Both plain; the word gets its capital here."""
        shown = word[:1].upper() + word[1:], sentence
        if shown == (self._word, self._sentence):
            return
        self._word, self._sentence = shown
        self.setText(self._word)
        self.setAccessibleName(f"{self._level}, {self._word}")
        self.setAccessibleDescription(sentence)
        self._tell_rest()
        self.updateGeometry()
        self.update()

    def keep_free(self, width: int) -> None:
        """Paint nothing in so many pixels at the right, where a widget of the page stands."""
        if width != self._kept_free:
            self._kept_free = width
            self.update()

    def set_density(self, density: Density) -> None:
        """For small windows: a smaller block, and less room for the words."""
        if density != self._density:
            self._density = density
            self._tell_rest()
            self.updateGeometry()
            self.update()

    def set_compact(self, compact: bool) -> None:
        self.set_density(Density.COMPACT if compact else Density.ROOMY)

    def sizeHint(self) -> QSize:
        return QSize(360, self._least())

    def heightForWidth(self, width: int) -> int:
        least = self._least()
        if self._level == 0 or self._density is Density.ONE_LINE:
            return least
        return max(least, _needed(self._word, self._sentence, self._density, self._room(width)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_ground(painter)
        self._paint_block(painter)
        if self._level == 0:
            self._paint_not_applicable(painter)
        elif self._density is Density.ONE_LINE:
            self._paint_one_line(painter)
        elif self._density is not Density.ROOMY:
            left = self._block() + 11
            box = QRectF(left, 0, self._room(self.width()), self.height())
            paint_wrapped(painter, box, self._run(), centred=True)
        else:
            self._paint_lines(painter)
        self._paint_end(painter)
        self._paint_ring(painter)

    def _least(self) -> int:
        """The height with one line of words."""
        return 40 if self._level == 0 else _LEAST[self._density]

    def _block(self) -> int:
        return 36 if self._density else 44

    def _room(self, width: int) -> float:
        return width - self._block() - 10 - 36

    def _anchor(self) -> Run:
        return Run(self._sentence, font("small"), theme().color("ink" if self.isChecked() else "mute"))

    def _run(self) -> list[Run]:
        """Word and sentence as one paragraph."""
        return _run(self._word, self._sentence, self._density, theme().color("ink"))

    def _tell_rest(self) -> None:
        """What one line has no room for."""
        whole = f"{self._word}. {self._sentence}" if self._sentence else ""
        self.setToolTip(whole if self._density is Density.ONE_LINE else "")

    def _paint_one_line(self, painter: QPainter) -> None:
        box = QRectF(self._block() + 11, 0, self._room(self.width()), self.height())
        ink, role = theme().color("ink"), _role(self._density)
        at = draw_text(painter, box, f"{self._word}. ", font(role, True), ink)
        draw_text(painter, box.adjusted(at, 0, 0, 0), self._sentence, font(role), ink)

    def _paint_block(self, painter: QPainter) -> None:
        ground, ink = theme().level(self._level)
        edge = 2 if self.isChecked() else 1
        box = QRectF(edge, edge, self._block(), self.height() - 2 * edge)
        path = QPainterPath()
        path.addRoundedRect(box, 3, 3)
        path.addRect(box.adjusted(4, 0, 0, 0))
        path.setFillRule(Qt.FillRule.WindingFill)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(path, ground)
        large, small = (17.0, 13.0) if self._density is Density.ROOMY else (15.0, 13.0)
        digit = (
            sized_font(small, QFont.Weight.DemiBold)
            if self._level == 0
            else sized_font(large, QFont.Weight.Bold)
        )
        draw_text(painter, box, str(self._level), digit, ink, Qt.AlignmentFlag.AlignHCenter)

    def _paint_lines(self, painter: QPainter) -> None:
        left, room = self._block() + 11, self._room(self.width())
        tall = wrapped_height([self._anchor()], room)
        top = (self.height() - 17 - tall) / 2
        word = QRectF(left, top, room, 17)
        draw_text(painter, word, self._word, font("small", True), theme().color("ink"))
        paint_wrapped(painter, word.translated(0, 17), [self._anchor()])

    def _paint_not_applicable(self, painter: QPainter) -> None:
        worn, left = theme(), self._block() + 11
        box = QRectF(left, 0, self.width() - left - self._end_width(), self.height())
        at = draw_text(painter, box, self._word, font("small", True), worn.color("ink"))
        if self._sentence:
            rest = box.adjusted(at + 4, 0, 0, 0)
            draw_text(painter, rest, f"· {self._sentence}", font("secondary"), worn.color("mute"))

    def _end_width(self) -> float:
        return (30 if self.isChecked() else 0) + self._kept_free

    def _paint_end(self, painter: QPainter) -> None:
        middle, right = self.height() / 2, self.width() - 10.0 - self._kept_free
        if self.isChecked():
            icons.draw(painter, QRectF(right - 18, middle - 9, 18, 18), "check", "acc")


@lru_cache(maxsize=1000)
def _needed(word: str, sentence: str, density: Density, room: float) -> int:
    """How high a row must be for its words; kept, since a layout asks all when one of them changes."""
    if density is Density.ROOMY:
        return round(17 + wrapped_height([Run(sentence, font("small"))], room)) + 18
    padding = 8 if density is Density.COMPACT else 4
    return round(wrapped_height(_run(word, sentence, density), room)) + padding


def _run(word: str, sentence: str, density: Density, ink: QColor | None = None) -> list[Run]:
    """Word and sentence as one paragraph."""
    role = _role(density)
    return [Run(f"{word}. ", font(role, True), ink), Run(sentence, font(role), ink)]


def _role(density: Density) -> FontRole:
    return "secondary" if density <= Density.COMPACT else "caption"


class OptionRow(_ChoiceRow):
    """A choice with an icon, a strong word and a sentence, such as *Borgen*."""

    def __init__(self, icon: str, word: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._sentence = icon, sentence
        self.setText(word)
        self.setAccessibleName(word)
        self.set_sentence(sentence)

    def set_sentence(self, sentence: str) -> None:
        """What choosing it brings."""
        self._sentence = sentence
        self.setAccessibleDescription(sentence)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        return round(20 + wrapped_height([self._explanation()], width - 50)) + 16

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        self._paint_ground(painter, "ctl")
        icons.draw(painter, QRectF(12, 9, 18, 18), self._icon, "ink" if self.isEnabled() else "mute")
        ink = worn.color("ink" if self.isEnabled() else "mute")
        draw_text(painter, QRectF(39, 8, self.width() - 50, 19), self.text(), font("body", True), ink)
        paint_wrapped(painter, QRectF(39, 27, self.width() - 50, self.height() - 30), [self._explanation()])
        self._paint_ring(painter)

    def _explanation(self) -> Run:
        return Run(self._sentence, font("secondary"), theme().color("ink" if self.isChecked() else "mute"))
