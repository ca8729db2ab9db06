"""This file is a page on a school with one visit, and fingers to use it with."""

import typing
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.visit import VisitState
from lesobs.services.debriefs import DebriefText
from lesobs.services.school import School
from lesobs.services.visit_detail import NoteDetail, RatingDetail, VisitDetail
from lesobs.ui.observing.page import ObservingPage

DAY = date(2026, 11, 19)
NOW = datetime.combine(DAY, time(10, 42, 7))
Key, Mod = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT, ALT = Mod.ControlModifier, Mod.ShiftModifier, Mod.AltModifier
SECONDS = 1_000


class Clock:
    """The clock of the classroom, that a test can set."""

    def __init__(self) -> None:
        self.shows = NOW

    def __call__(self) -> datetime:
        return self.shows

    def set(self, hour: int, minute: int) -> None:
        self.shows = datetime.combine(DAY, time(hour, minute))


@dataclass
class Classroom:
    """A page on a school with one visit, and fingers to use it with."""

    bot: QtBot
    school: School
    visit: str
    page: ObservingPage
    clock: Clock
    went: list[tuple[str, str]] = field(default_factory=list)

    def press(self, key: Key, held: Mod = Mod.NoModifier) -> None:
        """A key for whatever has the ring."""
        self.bot.keyClick(self.ring, key, held)

    def type(self, words: str) -> None:
        self.bot.keyClicks(self.ring, words)

    @property
    def ring(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    @property
    def detail(self) -> VisitDetail:
        return self.school.visits.get(self.visit)

    @property
    def state(self) -> VisitState:
        return self.detail.line.state

    def key(self, code: str) -> str:
        return next(one.key for one in self.detail.instrument.indicators if one.code == code)

    def rating(self, code: str) -> RatingDetail:
        return self.detail.ratings[self.key(code)]

    def note(self, text: str) -> NoteDetail:
        return next(note for note in self.detail.notes if note.text == text)

    def code(self) -> str:
        """The indicator in focus."""
        key = self.page.indicators.current_key()
        return next(one.code for one in self.detail.instrument.indicators if one.key == key)

    def said(self) -> str:
        """What the bar says, "" when it says nothing."""
        return self.page.bar.accessibleName() if self.page.bar.isVisible() else ""

    def shown(self) -> set[str]:
        """The words of all labels and hints one can see."""
        labels = {label.text() for label in self.page.findChildren(QLabel) if label.isVisible()}
        return labels.union(self.page.hints.shown())

    def note_texts(self) -> list[str]:
        model = self.page.notes.list.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def room_on_disk(self, pages: int) -> None:
        """From now on the disk takes so many pages more and is full then."""
        raw = self.school._file._raw
        now = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count = {now + pages}")

    def saved(self) -> str:
        """What the mark at the foot says."""
        return self.page.hints.saved.accessibleName()


Opened = Callable[[], Classroom]


def settle(school: School, visit: str) -> None:
    school.visits.finish(visit)
    for name in typing.get_args(DebriefText):
        school.debriefs.write(visit, name, "Iedereen schrijft eerst zelf.")
    school.debriefs.choose_next_step(visit, "op3.klimaat.betrokken")
    school.debriefs.look_again(visit, date(2027, 1, 11))
    school.debriefs.discuss(visit, DAY)
    school.debriefs.settle(visit)
