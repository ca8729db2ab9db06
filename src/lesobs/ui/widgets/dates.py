"""This file is the field for a date, written as Dutch schools write it, with a calendar below it."""

import re
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.schoolyear import SchoolYear
from lesobs.ui.icons import icon
from lesobs.ui.look import font, theme

_STEPS: dict[int, int] = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 7,
    Qt.Key.Key_PageDown: -7,
}
_WORDS = {"vandaag": 0, "morgen": 1, "overmorgen": 2, "gisteren": -1}


def shown(day: date) -> str:
    """`ma 23 nov 2026 · wk 48`."""
    return f"{dutch.day(day)} · wk {dutch.week(day)}"


def parse_date(text: str, today: date, around: date | None = None) -> date | None:
    """Read a date as people type it, or None when it is none.

    `23-11-2026`, `23 11`, `231126`, `23 nov`, `ma 23 nov 2026 · wk 48`, `2026-11-23`, `wk 48`, `vandaag`.
    Without a year it is taken in the school year of `around`, or else of `today`.
    """
    year = SchoolYear.of(around or today)
    words = re.split(r"·", text.strip().lower())[0].strip()
    if words in _WORDS:
        return today + timedelta(days=_WORDS[words])
    if found := re.fullmatch(r"(?:wk|week)\s*(\d{1,2})", words):
        return _monday(int(found[1]), year)
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words):
        return _made(int(found[3]), int(found[2]), int(found[1]), year)
    if found := re.fullmatch(r"(\d{2})(\d{2})(\d{4}|\d{2})?", words):
        return _made(int(found[1]), int(found[2]), int(found[3] or 0), year)
    found = re.fullmatch(
        r"(?:[a-z]{2,9}\.?\s+)?(\d{1,2})[\s./-]+(\d{1,2}|[a-z]+)\.?(?:[\s./-]+(\d{4}|\d{2}))?", words
    )
    if not found:
        return None
    month = int(found[2]) if found[2].isdigit() else _month(found[2])
    return _made(int(found[1]), month, int(found[3] or 0), year)


def _month(word: str) -> int:
    """The number of a month by its (short) name, 0 when it is none."""
    short = {"maa": "mrt"}.get(word[:3], word[:3])
    full = any(name.startswith(word) for name in dutch.FULL_MONTHS)
    return dutch.MONTHS.index(short) + 1 if short in dutch.MONTHS and (full or word in dutch.MONTHS) else 0


def _made(day: int, month: int, year: int, within: SchoolYear) -> date | None:
    if year == 0:
        year = within.start if month >= 8 else within.start + 1
    elif year < 100:
        year += 2000
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _monday(week: int, year: SchoolYear) -> date | None:
    return next((day for day in year.mondays() if dutch.week(day) == week), None)


class DateEdit(QLineEdit):
    """A date that may be empty. Read freely as typed; ↑ ↓ go a day, Page Up/Down a week, Alt+↓ opens a month.

    What is no date stays as typed and marks the field; `value()` is None then and `is_valid()` says no.
    """

    changed = Signal(object)

    def __init__(self, name: str, day: date | None = None, parent: QWidget | None = None) -> None:
        """`name` is read aloud; `changed` tells the new date or None after Enter, leaving or choosing."""
        super().__init__(parent)
        self._name = name
        self._first, self._last = date(1990, 8, 1), date(2200, 7, 31)
        self._day: date | None = None
        self._around: date | None = None
        """The last date it held: a new one without a year is near it."""
        self.setAccessibleName(name)
        self.setPlaceholderText("bijv. 23-11 of wk 48")
        opener = QAction(icon("cal"), "Kalender openen (Alt+↓)", self)
        opener.triggered.connect(self.open_calendar)
        self.addAction(opener, QLineEdit.ActionPosition.TrailingPosition)
        self.editingFinished.connect(self._settle)
        self.set_value(day)

    def value(self) -> date | None:
        """The date that was last read from the field."""
        return self._day

    def set_value(self, day: date | None) -> None:
        """Show a date without telling it."""
        self._day = day
        self._around = day or self._around
        self.setText(shown(day) if day else "")
        self.setCursorPosition(0)
        self._mark("")

    def set_range(self, first: date, last: date) -> None:
        """Only dates from `first` to `last` are taken."""
        self._first, self._last = first, last

    def is_valid(self) -> bool:
        """Whether the field is empty or holds a date within range."""
        return not self.property("wrong")

    def sizeHint(self) -> QSize:
        return QSize(218, super().sizeHint().height())

    def open_calendar(self) -> None:
        """Show the month below the field."""
        popup = _CalendarPopup(self, self._day or min(max(dutch.today(), self._first), self._last))
        popup.calendar.setMinimumDate(QDate(self._first))
        popup.calendar.setMaximumDate(QDate(self._last))
        popup.picked.connect(self._take)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(event.key(), 0)
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif step and self._settle():
            start = self._day or dutch.today() - timedelta(days=step)
            self._take(start + timedelta(days=step))
        else:
            super().keyPressEvent(event)

    def _take(self, day: date) -> None:
        if not self._first <= day <= self._last:
            return
        told = self._day
        self.set_value(day)
        if day != told:
            self.changed.emit(day)

    def _settle(self) -> bool:
        """Read what was typed; gives whether it is a date or nothing."""
        text = self.text().strip()
        day = parse_date(text, dutch.today(), self._around)
        if text and day is None:
            self._mark("Dit is geen datum. Schrijf bijvoorbeeld 23-11-2026.")
        elif day is not None and not self._first <= day <= self._last:
            self._mark(f"Kies een datum van {dutch.day(self._first)} tot en met {dutch.day(self._last)}.")
        else:
            told = self._day
            self.set_value(day)
            if day != told:
                self.changed.emit(day)
            return True
        if self._day is not None:
            self._day = None
            self.changed.emit(None)
        return False

    def _mark(self, sentence: str) -> None:
        self.setToolTip(sentence)
        self.setAccessibleDescription(sentence)
        if bool(self.property("wrong")) != bool(sentence):
            self.setProperty("wrong", bool(sentence))
            self.style().unpolish(self)
            self.style().polish(self)


class _CalendarPopup(QFrame):
    """One month below a date field: Monday first, week numbers, no red."""

    picked = Signal(object)

    def __init__(self, field: QWidget, day: date) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "card")
        self.calendar = month_view()
        self.calendar.setSelectedDate(QDate(day))
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.calendar)
        self.calendar.clicked.connect(self._pick)
        self.calendar.activated.connect(self._pick)
        self.calendar.setFocus()

    def _pick(self, day: QDate) -> None:
        self.picked.emit(day.toPython())
        self.close()


def month_view() -> QCalendarWidget:
    """A Dutch month: Monday first, ISO week numbers, weekends muted and never red."""
    month = QCalendarWidget()
    month.setLocale(QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands))
    month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
    month.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
    worn = theme()
    weekend, head = QTextCharFormat(), QTextCharFormat()
    for shape in (weekend, head):
        shape.setForeground(worn.color("mute"))
    head.setFont(font("caption", True))
    month.setHeaderTextFormat(head)
    month.setWeekdayTextFormat(Qt.DayOfWeek.Saturday, weekend)
    month.setWeekdayTextFormat(Qt.DayOfWeek.Sunday, weekend)
    for name, sign, words in (
        ("prevmonth", "left", "Vorige maand"),
        ("nextmonth", "right", "Volgende maand"),
    ):
        button = month.findChild(QToolButton, f"qt_calendar_{name}")
        if isinstance(button, QToolButton):
            button.setIcon(icon(sign))
            button.setAccessibleName(words)
    month.setMinimumWidth(290)
    return month
