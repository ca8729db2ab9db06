"""This file is the buttons: main, plain and quiet, with their key inside, and the switch of views."""

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from lesobs.ui import icons
from lesobs.ui.look import BUTTON, BUTTON_SMALL, font, theme
from lesobs.ui.widgets.marks import key_width, paint_box, paint_key
from lesobs.ui.widgets.text import draw_text, width_of

ButtonKind = Literal["main", "plain", "quiet"]


class Button(QPushButton):
    """A button with an icon before its words and its key after them; make one with the functions below."""

    def __init__(
        self,
        text: str,
        kind: ButtonKind = "plain",
        icon: str = "",
        key: str = "",
        small: bool = False,
        arrow: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind, self._icon, self._key, self._small, self._arrow = kind, icon, key, small, arrow
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(font("small" if small else "body", strong=kind == "main"))
        self.setAutoDefault(False)
        self._name_itself()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._name_itself()
        self.updateGeometry()

    def set_icon(self, name: str) -> None:
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_key(self, key: str) -> None:
        """Change the key that is shown."""
        self._key = key
        self._name_itself()
        self.updateGeometry()
        self.update()

    def stretch(self) -> "Button":
        """Fill the width it is given, words in the middle; for buttons at the foot of a panel."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return self

    def sizeHint(self) -> QSize:
        side = 8 if self._kind == "quiet" else 10 if self._small else 13
        if not self.text():
            return QSize(self._height(), self._height())
        return QSize(round(self._content_width() + 2 * side) + 1, self._height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the ring, as it does everywhere else in the program."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        if self._kind == "main" and self.hasFocus():  # the accent ring can't be seen on the accent itself
            paint_box(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), QPen(self._ink(), 1), None, 2)
        self._paint_content(painter)

    def _paint_content(self, painter: QPainter) -> None:
        ink, middle = self._ink(), self.height() / 2
        at = (self.width() - self._content_width()) / 2
        if self._icon:
            side = self._icon_side()
            icons.draw(painter, QRectF(round(at), round(middle - side / 2), side, side), self._icon, ink)
            at += side + 7
        if words := self._words():
            space = QRectF(at, 0, self.width() - at, self.height())
            at += draw_text(painter, space, words, self.font(), ink) + 7
        if self._key and self._kind == "quiet":
            paint_key(painter, at, middle, self._key)
        elif self._key:
            faint = QColor(ink) if self._kind == "main" else theme().color("mute")
            draw_text(
                painter, QRectF(at, 0, self.width() - at, self.height()), self._key, self._key_font(), faint
            )
        elif self._arrow:
            icons.draw(painter, QRectF(at, middle - 7.5, 15, 15), "down", ink)

    def _ink(self) -> QColor:
        if not self.isEnabled():
            return theme().color("mute")
        if self._kind == "quiet":
            return theme().color("link" if self.text() else "ink")
        return theme().color("onacc" if self._kind == "main" else "ink")

    def _content_width(self) -> float:
        width = width_of(words, self.font()) if (words := self._words()) else 0.0
        if self._icon:
            width += self._icon_side() + (7 if words else 0)
        if self._key:
            cap = key_width(self._key)
            plain = width_of(self._key, self._key_font())
            width += 7 + (cap if self._kind == "quiet" else plain)
        return width + (22 if self._arrow else 0)

    def _words(self) -> str:
        """The text without the & of its letter key."""
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def _key_font(self) -> QFont:
        return font("small" if self._small else "body")

    def _icon_side(self) -> int:
        return 15 if self._small else 18

    def _height(self) -> int:
        return BUTTON_SMALL if self._small else BUTTON

    def _name_itself(self) -> None:
        if self.text():
            self.setAccessibleName(self._words())
            self.setAccessibleDescription(self._key)


def main_button(text: str, icon: str = "", key: str = "") -> Button:
    """The one filled button of a page. `key` is only shown; the page's action carries the real shortcut."""
    return Button(text, "main", icon, key)


def plain_button(text: str, icon: str = "", key: str = "", small: bool = False) -> Button:
    """A button with an edge; small (28) inside rows and cards."""
    return Button(text, "plain", icon, key, small)


def quiet_button(text: str, icon: str = "", key: str = "", small: bool = False) -> Button:
    """A button that reads as a link, with its key as a cap."""
    return Button(text, "quiet", icon, key, small)


def menu_button(text: str, menu: QMenu, icon: str = "", small: bool = True) -> Button:
    """A button with an arrow that opens a menu below it."""
    made = Button(text, "plain", icon, small=small, arrow=True)
    menu.setParent(made, menu.windowFlags())
    made.clicked.connect(lambda: menu.popup(made.mapToGlobal(made.rect().bottomLeft())))
    return made


def icon_button(icon: str, name: str, small: bool = False) -> Button:
    """A button of an icon alone, for back, close, previous, next; `name` is read aloud and the tool tip."""
    made = Button("", "quiet", icon, small=small)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made


class _Segment(QToolButton):
    """One choice of a switch; arrows ask for the one before or after it."""

    stepped = Signal(int)

    def __init__(self, text: str, height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._height = height
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        width = width_of(self.text(), font("small", True))
        return QSize(round(width) + 25, self._height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter, on = theme(), QPainter(self), self.isChecked()
        if on or self.underMouse():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(self._shape(), worn.color("acc" if on else "hover"))
        ink = worn.color("onacc" if on else "ink") if self.isEnabled() else worn.color("mute")
        if self.hasFocus():
            ring = QRectF(self.rect()).adjusted(2, 2, -2, -2)
            paint_box(
                painter, ring, QPen(worn.color("onacc" if on else "acc"), 2 if not on else 1.5), None, 2
            )
        draw_text(painter, self.rect(), self.text(), font("small", on), ink, Qt.AlignmentFlag.AlignHCenter)

    def _shape(self) -> QPainterPath:
        path, box = QPainterPath(), QRectF(self.rect())
        path.addRoundedRect(box, 3, 3)
        switch = self.parentWidget()
        if self.x() > 1:
            path.addRect(box.adjusted(0, 0, -4, 0))
        if switch is not None and self.geometry().right() < switch.width() - 2:
            path.addRect(box.adjusted(4, 0, 0, 0))
        path.setFillRule(Qt.FillRule.WindingFill)
        return path


class Switch(QWidget):
    """A row of choices of which one holds; arrow keys move it, Tab passes it in one step."""

    changed = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is read aloud, `choices` are (key, text); the first is chosen and not told."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(1)
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        for key, text in choices:
            segment = _Segment(text, 24 if small else 30, self)
            self._segments[key] = segment
            self._group.addButton(segment)
            segment.stepped.connect(self._step)
            row.addWidget(segment)
        self._value = choices[0][0]
        self._segments[self._value].setChecked(True)
        self._group.buttonToggled.connect(self._tell)

    def value(self) -> str:
        """The key of the choice that holds."""
        return self._value

    def set_value(self, key: str) -> None:
        """Show a choice without telling it."""
        self._value = key
        self._segments[key].setChecked(True)

    def set_text(self, key: str, text: str) -> None:
        """Change the words of one choice, such as a number in it."""
        self._segments[key].setText(text)
        self._segments[key].setAccessibleName(text)
        self._segments[key].updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        worn, painter = theme(), QPainter(self)
        paint_box(painter, QRectF(self.rect()), QPen(worn.color("ctl"), 1), worn.color("surf"), 4)
        painter.setPen(worn.color("line2"))
        for segment in list(self._segments.values())[1:]:
            x = segment.x() - 0.5
            painter.drawLine(QPointF(x, 1), QPointF(x, self.height() - 2))

    def _step(self, by: int) -> None:
        keys = list(self._segments)
        there = keys.index(self._value) + by
        if 0 <= there < len(keys):
            segment = self._segments[keys[there]]
            segment.setFocus(Qt.FocusReason.TabFocusReason)
            segment.click()

    def _tell(self, _button: object, on: bool) -> None:
        chosen = next(key for key, segment in self._segments.items() if segment.isChecked())
        if on and chosen != self._value:
            self._value = chosen
            self.changed.emit(chosen)
