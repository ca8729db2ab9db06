"""This file is the scores beside the talk: a row for each indicator, opening to what was seen and noted."""

from dataclasses import dataclass, replace
from html import escape

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from lesobs.domain import dutch
from lesobs.domain.instrument import Level
from lesobs.services.visits import VisitDetail
from lesobs.ui import icons
from lesobs.ui.look import font, theme
from lesobs.ui.models.lines import ListModel
from lesobs.ui.models.roles import Index, Role
from lesobs.ui.widgets.buttons import quiet_button
from lesobs.ui.widgets.cards import Card
from lesobs.ui.widgets.flow import FlowLayout
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import LevelBox, level_words, paint_focus, paint_level
from lesobs.ui.widgets.tables import ListView
from lesobs.ui.widgets.text import Run, draw_text, paint_wrapped, width_of, wrapped_height

_ROW, _LEFT, _RIGHT, _COLUMN = 31, 42, 14, 76


@dataclass(frozen=True)
class ScoreLine:
    """One indicator with its score; `seen` are the paragraphs below it when it is open."""

    key: str
    code: str
    title: str
    level: int | None
    seen: tuple[str, ...] = ()
    notes: int = 0
    is_open: bool = False

    @property
    def tooltip(self) -> str:
        """What was seen, while the row is closed."""
        return "" if self.is_open else "".join(f"<p>{escape(text)}</p>" for text in self.seen)

    def spoken(self) -> str:
        notes = dutch.count(self.notes, "aantekening", "aantekeningen") if self.notes else ""
        seen = " ".join(self.seen) if self.is_open else ""
        words = (f"{self.code} {self.title}", level_words(self.level), notes, seen)
        return ", ".join(word for word in words if word)


def score_lines(visit: VisitDetail) -> list[ScoreLine]:
    """The indicators of a visit in the order of the instrument."""
    return [_score_line(visit, key) for key in (one.key for one in visit.instrument.indicators)]


def _score_line(visit: VisitDetail, key: str) -> ScoreLine:
    indicator = next(one for one in visit.instrument.indicators if one.key == key)
    rating = visit.ratings[key]
    notes = [note for note in visit.notes if note.indicator_key == key and note.text.strip()]
    seen = []
    if rating.level is not None and rating.level is not Level.NOT_APPLICABLE:
        seen.append(f"{rating.level.word.capitalize()}: {indicator.anchor(rating.level)}")
    if rating.explanation.strip():
        seen.append(rating.explanation.strip())
    seen += [f"{dutch.clock(note.at)}  {note.text.strip()}" for note in notes]
    return ScoreLine(key, indicator.code, indicator.title, rating.level, tuple(seen), len(notes))


class ScoresCard(Card):
    """What the observer scored; Enter or a click opens a row. `lesson_asked` asks for the lesson itself."""

    lesson_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Scores", parent=parent)
        to_lesson = quiet_button("Naar de les", small=True)
        to_lesson.clicked.connect(self.lesson_asked)
        self.add_right(to_lesson)
        column = Label("waarnemer", "secondary", "mute", strong=True)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setFixedWidth(_COLUMN)
        self.add_right(column)
        self.list = ListView("Scores van de waarnemer")
        self._model = ListModel[ScoreLine](self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(ScoreDelegate(self.list))
        self.list.activated.connect(self._toggle)
        self.list.clicked.connect(self._toggle)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(_legend())

    def show_visit(self, visit: VisitDetail) -> None:
        """Show the scores of a visit; rows that were open stay open."""
        opened = {line.key for line in self._model.lines() if line.is_open}
        lines = score_lines(visit)
        self._model.set_lines([replace(line, is_open=line.key in opened) for line in lines])
        self.list.doItemsLayout()

    def lines(self) -> list[ScoreLine]:
        return self._model.lines()

    def _toggle(self, index: Index) -> None:
        lines = self._model.lines()
        line = lines[index.row()]
        if line.seen:
            lines[index.row()] = replace(line, is_open=not line.is_open)
            self._model.set_lines(lines)
            self.list.doItemsLayout()
            self.list.scrollTo(self._model.index(index.row()))


class ScoreDelegate(QStyledItemDelegate):
    """Paints a ScoreLine: code, title, sign of notes, level; below it what was seen when it is open."""

    def __init__(self, view: ListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(Role.LINE)
        if not isinstance(line, ScoreLine) or not line.is_open:
            return QSize(200, _ROW)
        below = sum(
            wrapped_height([_run(text, place)], self._room()) + 5 for place, text in enumerate(line.seen)
        )
        return QSize(200, round(_ROW + below + 6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, worn = index.data(Role.LINE), theme()
        if not isinstance(line, ScoreLine):
            return
        painter.save()
        box = QRectF(option.rect)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, worn.color("sel"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, worn.color("hover"))
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), worn.color("line"))
        row = QRectF(box.left(), box.top(), self._view.width(), _ROW - 1)  # stays when a scroll bar comes
        self._paint_row(painter, row, line)
        if line.is_open:
            self._paint_seen(painter, QRectF(box.left() + _LEFT, row.bottom() + 1, 0, 0), line)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus(painter, box)
        painter.restore()

    def _paint_row(self, painter: QPainter, row: QRectF, line: ScoreLine) -> None:
        worn, middle = theme(), row.center().y()
        code = row.adjusted(14, 0, 0, 0)
        draw_text(painter, code, line.code, font("secondary", True), worn.color("mute"))
        centre = row.right() - _RIGHT - _COLUMN / 2
        paint_level(painter, QRectF(centre - 11, middle - 11, 22, 22), line.level, worn)
        right = centre - _COLUMN / 2
        if line.seen:
            right -= 20
            sign = "up" if line.is_open else "down"
            icons.draw(painter, QRectF(right, middle - 7.5, 15, 15), sign, "mute")
        if line.notes:
            number = str(line.notes)
            right -= width_of(number, font("caption")) + 5
            draw_text(
                painter,
                QRectF(right, row.top(), 40, row.height()),
                number,
                font("caption"),
                worn.color("mute"),
            )
            right -= 19
            icons.draw(painter, QRectF(right, middle - 7.5, 15, 15), "note", "mute")
        title = QRectF(row.left() + _LEFT, row.top(), right - row.left() - _LEFT - 6, row.height())
        draw_text(painter, title, line.title, font("body", line.is_open), worn.color("ink"))

    def _paint_seen(self, painter: QPainter, start: QRectF, line: ScoreLine) -> None:
        top = start.top()
        for place, text in enumerate(line.seen):
            run = [_run(text, place)]
            top += paint_wrapped(painter, QRectF(start.left(), top, self._room(), 2000), run) + 5

    def _room(self) -> float:
        return self._view.width() - _LEFT - 2 * _RIGHT


def _run(text: str, place: int) -> Run:
    return Run(text, font("secondary"), theme().color("mute" if place == 0 else "ink"))


def _legend() -> QWidget:
    """What the numbers mean."""
    legend = QWidget()
    row = FlowLayout(legend, across=10, down=4)
    row.setContentsMargins(14, 9, 14, 10)
    for level in (1, 2, 3, 4, 0):
        pair = QWidget()
        line = FlowLayout(pair, across=5)
        line.addWidget(LevelBox(level, 17))
        line.addWidget(Label(Level(level).word, "caption", "mute"))
        row.addWidget(pair)
    return legend
