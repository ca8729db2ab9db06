"""This file is the header of the heat map: turned titles under the names of the parts they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from lesobs.ui.look import font, theme
from lesobs.ui.models.roles import Role
from lesobs.ui.widgets.text import draw_text, width_of

_GROUP, _TITLES, _CODES = 34, 134, 26

_LINE = 15


@dataclass(frozen=True)
class Group:
    """A part over some columns: its letter, its name, its first column and how many columns it has."""

    letter: str
    title: str
    first: int
    count: int


class RotatedHeader(QHeaderView):
    """Parts above, titles turned below; the first columns lie flat or, when they count, are muted."""

    def __init__(self, flat: int = 1, counts: int = 0, parent: QWidget | None = None) -> None:
        """The first `flat` columns are not turned; the next `counts` are turned and muted."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._flat, self._counts = flat, counts
        self._groups: tuple[Group, ...] = ()
        self._narrow = False
        self._current = -1
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(24)
        self.setHighlightSections(False)

    def set_groups(self, groups: Sequence[Group]) -> None:
        self._groups = tuple(groups)
        self.viewport().update()

    def set_narrow(self, narrow: bool) -> None:
        """Codes instead of turned titles."""
        self._narrow = narrow
        self.updateGeometry()
        self.viewport().update()

    def set_current(self, column: int) -> None:
        """The column whose title stands out, -1 for none."""
        self._current = column
        self.viewport().update()

    def sizeHint(self) -> QSize:
        above = _GROUP if self._groups else 0
        return QSize(super().sizeHint().width(), above + (_CODES if self._narrow else _TITLES))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        worn, box = theme(), QRectF(rect)
        strong = section == self._current
        counting = self._flat <= section < self._flat + self._counts
        color = worn.color("mute" if section < self._flat or counting else "ink")
        role = Role.CODE if self._narrow and section >= self._flat else Qt.ItemDataRole.DisplayRole
        title = str(self.model().headerData(section, Qt.Orientation.Horizontal, role) or "")
        top = _GROUP if self._groups else 0
        if section < self._flat:
            low = QRectF(box.left() + 10, box.bottom() - 24, box.width() - 14, 20)
            draw_text(painter, low, title, font("secondary"), color)
        elif self._narrow:
            low = QRectF(box.left(), box.bottom() - _CODES, box.width(), _CODES)
            draw_text(painter, low, title, font("note", strong), color, Qt.AlignmentFlag.AlignHCenter)
        else:
            painter.save()
            painter.translate(QPointF(box.center().x() + 1, box.bottom() - 7))
            painter.rotate(-90)
            turned = QRectF(0, -9, box.height() - top - 10, 18)
            draw_text(painter, turned, title, font("secondary", strong), color)
            painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, worn, box = QPainter(self.viewport()), theme(), self.viewport().rect()
        painter.fillRect(box, worn.color("surf"))
        for group in self._groups:
            left = self.sectionViewportPosition(group.first)
            last = group.first + group.count - 1
            right = self.sectionViewportPosition(last) + self.sectionSize(last)
            place = QRectF(left + 6, 0, right - left - 6, _GROUP - 1)
            letter = width_of(f"{group.letter} ", font("note", True))
            lines = _lines(group.title, place.width() - letter, font("note"))
            for number, line in enumerate(lines):
                at = QRectF(place.left(), 2 + number * _LINE, place.width(), _LINE) if lines[1:] else place
                if number == 0:
                    draw_text(painter, at, group.letter, font("note", True), worn.color("ink"))
                draw_text(painter, at.adjusted(letter, 0, 0, 0), line, font("note"), worn.color("ink"))
            painter.fillRect(QRectF(left, _GROUP - 1, right - left, 1), worn.color("line"))
        painter.end()
        super().paintEvent(event)


def _lines(title: str, width: float, chosen: QFont) -> list[str]:
    """A title on one line when it fits, else on two; what is too long for those is cut when it is painted."""
    first, rest = "", title.split()
    while rest and (not first or width_of(f"{first} {rest[0]}", chosen) <= width):
        first = f"{first} {rest.pop(0)}".strip()
    return [first, " ".join(rest)] if rest else [first]
