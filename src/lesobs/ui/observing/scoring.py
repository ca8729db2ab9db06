"""This file is the middle of the page: the indicator in focus, its look-fors, its five rows, the evidence."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lesobs.domain import dutch
from lesobs.domain.instrument import Indicator, Level
from lesobs.services.visit_detail import NoteDetail, RatingDetail
from lesobs.ui.look import NO_LIMIT
from lesobs.ui.observing.texts import ExplanationField
from lesobs.ui.widgets.anchor import AnchorRow, Density
from lesobs.ui.widgets.buttons import quiet_button
from lesobs.ui.widgets.cards import scrolled
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.ticks import TickBox

MOST_LOOK_FORS = 5
TARGET = 40
"""The height everything one touches in the classroom has at least."""
_BETWEEN, _ABOVE = 14, 2
"""Pixels between two look-fors beside each other, and above and below all of them."""
_ROOMY = 572
"""From this height in pixels the explanation fits below anchors whose word has a line of its own;
by height alone, so that going from indicator to indicator changes nothing but the words."""


class ScoringPanel(QWidget):
    """One indicator to score. Its widgets stay; another indicator only gives them other words."""

    scored = Signal(object)
    """0 (n.v.t.) to 4, or None to clear"""
    ticked = Signal(int)
    explained = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scored = self._narrow = self._touch = False
        self.explanation = ExplanationField()
        self.explanation.edited.connect(self.explained)
        self.explanation.cursorPositionChanged.connect(
            lambda: QTimer.singleShot(0, self, self._follow_cursor)
        )
        self.levels = [AnchorRow(level, Level(level).word) for level in (1, 2, 3, 4)]
        self.not_applicable = AnchorRow(0, Level.NOT_APPLICABLE.word, Level.NOT_APPLICABLE.meaning)
        self.look_fors = [TickBox("") for _ in range(MOST_LOOK_FORS)]
        for row in (*self.levels, self.not_applicable):
            self._listen_to_level(row)
        for position, box in enumerate(self.look_fors):
            self._listen_to_look_for(position, box)
        self._views = QStackedWidget()
        self._views.addWidget(self._body())
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(self._views, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(6)
        column.addLayout(self.foot)
        self._column = column

    def show_indicator(self, indicator: Indicator, rating: RatingDetail, explanation: str) -> None:
        """Turn to another indicator."""
        self._code.setText(indicator.code)
        self._title.setText(indicator.title)
        self._part.setText(f"{indicator.part.title} · {indicator.standard}")
        self._text.setText(indicator.text)
        self.explanation.set_code(indicator.code)
        for row in self.levels:
            row.set_text(Level(row.level()).word, indicator.anchor(Level(row.level())))
        for position, box in enumerate(self.look_fors):
            box.setVisible(position < len(indicator.look_fors))
            if position < len(indicator.look_fors):
                look_for = indicator.look_fors[position]
                box.set_words(look_for.text, look_for.subject)
        self._fit()
        self._keys.setText(f"· aanvinken wat je ziet: Shift+1…{len(indicator.look_fors)}")
        self.show_rating(rating, explanation)
        self.explanation.start(explanation)
        self._scroll.verticalScrollBar().setValue(0)

    def show_rating(self, rating: RatingDetail, explanation: str) -> None:
        """Show what is scored, ticked and explained of this indicator."""
        for row in (*self.levels, self.not_applicable):
            row.set_chosen(rating.level == row.level())
        self._scored = rating.level is not None
        self._show_clear()
        for position, box in enumerate(self.look_fors):
            box.setChecked(position in rating.seen)
        self.explanation.set_text(explanation)

    def set_fixed(self, fixed: bool) -> None:
        """Show everything and take nothing, for a settled visit."""
        for widget in (*self.levels, self.not_applicable, *self.look_fors, self._clear):
            widget.setEnabled(not fixed)
        self.explanation.setReadOnly(fixed)
        self._keys.setVisible(not fixed)
        self._show_clear()

    def set_narrow(self, narrow: bool) -> None:
        """Only what is needed to score, lower rows, and n.v.t. beside the note at the foot."""
        self._narrow = narrow
        for widget in (self._part, self._text, self._look_head, self._ask):
            widget.setVisible(not narrow)
        self._rows.setSpacing(3 if narrow else 6)
        self._set_heights()
        self._clear.set_key("" if narrow else "⌫")
        self._show_clear()
        self.not_applicable.setMaximumWidth(190 if narrow else NO_LIMIT)
        if narrow:
            self.foot.insertWidget(0, self.not_applicable)
        elif self._rows.indexOf(self.not_applicable) < 0:
            self._rows.insertWidget(self._rows.indexOf(self.explanation), self.not_applicable)
        word, meaning = Level.NOT_APPLICABLE.word, Level.NOT_APPLICABLE.meaning
        self.not_applicable.set_text(*(("n.v.t.", "") if narrow else (word, meaning)))
        self._column.setContentsMargins(*((12, 3, 12, 4) if narrow else (16, 8, 16, 0)))

    def set_touch(self, touch: bool) -> None:
        """Make what is low in a narrow window high enough for a finger too."""
        self._touch = touch
        self._set_heights()

    def show_noted(self, notes: Sequence[NoteDetail]) -> None:
        """Say what was noted of this indicator, where the notes themselves are out of sight."""
        words = " · ".join(f"{dutch.clock(note.at)} {note.text}" for note in notes if note.text)
        self._noted.setText(" ".join(words.split()))
        if self._noted.isHidden() == bool(words):
            self._noted.setVisible(bool(words))
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Keep the explanation in sight: word and anchor in one run where there is little height. In a narrow
        window at least all anchors: whole in small letters if that will do, else a line of each. A finger
        needs the height of a row more."""
        height = self._scroll.viewport().height()
        if not self._narrow or self._touch:
            self._set_density(Density.COMPACT if self._narrow or height < _ROOMY else Density.ROOMY)
            return
        for density in (Density.COMPACT, Density.TIGHT, Density.ONE_LINE):
            self._set_density(density)
            if self._needed() <= height:
                break

    def _set_density(self, density: Density) -> None:
        for row in self.levels:
            row.set_density(density)
        for box in self.look_fors:
            box.set_density(density if self._narrow else Density.ROOMY)
            box.setMinimumHeight(self._look_for_height(density))

    def _look_for_height(self, density: Density) -> int:
        if not self._narrow or self._touch:
            return TARGET
        return 26 if density is Density.ONE_LINE else 28

    def _needed(self) -> int:
        """How high everything down to the last anchor is. Asked of the rows: a layout that was not shown yet
        still knows how high they were."""
        width = self._scroll.viewport().width()
        heights = [self._looks_height(width), *(row.heightForWidth(width) for row in self.levels)]
        if not self._noted.isHidden():
            heights.append(self._noted.sizeHint().height())
        return self._rows.contentsMargins().top() + sum(heights) + self._rows.spacing() * (len(heights) - 1)

    def _looks_height(self, width: int) -> int:
        column = (width - _BETWEEN) // 2
        high = [
            max(box.minimumHeight(), box.heightForWidth(column))
            for box in self.look_fors
            if not box.isHidden()
        ]
        return 2 * _ABOVE + sum(max(high[at : at + 2]) for at in range(0, len(high), 2))

    def _set_heights(self) -> None:
        self._fit()
        self._clear.setMinimumHeight(TARGET if self._touch else 0)

    def add_to_head(self, widget: QWidget) -> None:
        """Set a widget at the right of the title."""
        self._head_row.addWidget(widget)

    def add_view(self, widget: QWidget) -> None:
        """Take in a widget that can stand in place of the scores."""
        self._views.addWidget(widget)

    def show_view(self, widget: QWidget | None) -> None:
        """Show this widget in place of the scores, or the scores."""
        self._views.setCurrentWidget(widget or self._scroll)
        self.not_applicable.setVisible(widget is None)

    def _listen_to_level(self, row: AnchorRow) -> None:
        row.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click must not take the ring from where one is
        row.clicked.connect(lambda: self.scored.emit(row.level()))

    def _listen_to_look_for(self, position: int, box: TickBox) -> None:
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box.setMinimumHeight(TARGET)
        box.clicked.connect(lambda: self.ticked.emit(position))

    def _follow_cursor(self) -> None:
        """Keep the line that is being typed in sight, also when the field grew below the edge."""
        field = self.explanation
        if field.hasFocus():
            line = field.cursorRect().translated(field.viewport().pos())
            where = field.mapTo(self._inside, line.bottomLeft())
            self._scroll.ensureVisible(where.x(), where.y(), 0, 12)

    def _show_clear(self) -> None:
        clearable = self._scored and self._clear.isEnabled()
        self._clear.setVisible(clearable)
        self.not_applicable.keep_free(self._clear.sizeHint().width() if clearable else 0)

    def _head(self) -> QHBoxLayout:
        row = self._head_row = QHBoxLayout()
        row.setSpacing(8)
        self._code = Label("", "card", "mute")
        self._title = Label("", "panel")
        self._title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._part = Label("", "caption", "mute")
        for label in (self._code, self._title, self._part):
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _body(self) -> QWidget:
        inside = self._inside = QWidget()
        rows = self._rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 1, 0, 8)
        rows.setSpacing(6)
        self._text = Label("", "secondary", wrap=True)
        rows.addWidget(self._text)
        rows.addWidget(self._looks())
        self._noted = Label("", "secondary", "mute").shrinkable()
        self._noted.setAccessibleName("Wat je hierbij opschreef")
        self._noted.hide()
        rows.addWidget(self._noted)
        self._ask = Label("Wat past het best bij deze les?", "secondary", "mute", strong=True)
        rows.addWidget(self._ask)
        for row in self.levels:
            rows.addWidget(row)
        self._clear = quiet_button("wissen", key="⌫", small=True)
        self._clear.setAccessibleName("Score wissen")
        self._clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._clear.clicked.connect(lambda: self.scored.emit(None))
        self.not_applicable.setMinimumHeight(TARGET)
        inner = QHBoxLayout(self.not_applicable)
        inner.setContentsMargins(0, 0, 4, 0)
        inner.addStretch()
        inner.addWidget(self._clear)
        rows.addWidget(self.not_applicable)
        rows.addWidget(self.explanation)
        rows.addStretch()
        scroll = self._scroll = scrolled(inside)
        scroll.viewport().installEventFilter(self)
        return scroll

    def _looks(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, _ABOVE, 0, _ABOVE)
        column.setSpacing(0)
        self._look_head = QWidget()
        head = QHBoxLayout(self._look_head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(4)
        head.addWidget(Label("Kijkpunten", "secondary", "mute", strong=True))
        self._keys = Label("", "secondary", "mute")
        head.addWidget(self._keys, 1)
        column.addWidget(self._look_head)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_BETWEEN)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for position, box in enumerate(self.look_fors):
            grid.addWidget(box, position // 2, position % 2)
        column.addLayout(grid)
        return holder
