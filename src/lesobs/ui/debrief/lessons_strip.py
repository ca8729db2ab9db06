"""This file is the strip above the talk: this lesson beside the ones before, and what they tell together."""

from collections import Counter
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.visit import Purpose
from lesobs.services.school import School
from lesobs.services.visit_detail import VisitDetail
from lesobs.services.visit_lines import VisitLine
from lesobs.ui.debrief.sentences import impression
from lesobs.ui.debrief.talk import Talk, first_word
from lesobs.ui.look import NO_LIMIT
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import IconMark
from lesobs.ui.widgets.strips import LevelStrip

MOST_LESSONS = 3


class LessonsStrip(QWidget):
    """Up to three lessons of one teacher as rows of levels, the one that is talked about first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lessons, self._narrow = 0, False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._cards = [_LessonCard(first=place == 0) for place in range(MOST_LESSONS)]
        for card in self._cards:
            row.addWidget(card, 1)
        self._words = Label(role="secondary", tone="mute", wrap=True)
        aside = QWidget()
        line = QHBoxLayout(aside)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(5)
        line.addWidget(IconMark("help", 15), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1, Qt.AlignmentFlag.AlignTop)
        aside.setMinimumWidth(186)
        row.addWidget(aside, 1)
        self._aside = aside

    def show_talk(self, school: School, talk: Talk) -> None:
        """This lesson and the ones before it; visits for appraisal stay apart from all others."""
        line = talk.line
        appraisal = line.purpose is Purpose.APPRAISAL
        seen = [
            one
            for one in school.visits.of_teacher(line.teacher_id, line.held_on)
            if (one.purpose is Purpose.APPRAISAL) == appraisal
        ]
        lessons: dict[str, VisitLine] = {}
        for one in sorted(seen, key=lambda one: one.duo_of_id is not None):  # a duo-visit by its first half
            lessons.setdefault(one.lesson_id, one)
        before = [one.id for one in seen if lessons[one.lesson_id] is one and one.lesson_id != line.id]
        shown = [talk.seen[0], *(school.visits.get(one) for one in before[: MOST_LESSONS - 1])]
        finished = Counter(one.lesson_id for one in seen)
        self._lessons = len(shown)
        for card, lesson in zip(self._cards, shown, strict=False):
            card.show_lesson(lesson, by_two=finished[lesson.line.lesson_id] > 1)
        self._say(len(lessons), len({one.observer_id for one in seen}))

    def _say(self, visits: int, observers: int) -> None:
        """`visits` and `observers` count all that was seen of this teacher up to this lesson."""
        self._show_cards()
        title, sentence = impression(visits, observers)
        self._aside.setVisible(visits > 0)
        self._words.set_html(f'<b><span style="color:@ink">{escape(title)}</span></b> {escape(sentence)}')
        self._words.setAccessibleName(f"{title} {sentence}")

    def set_narrow(self, narrow: bool) -> None:
        """Show one lesson less, so that its levels can be read."""
        self._narrow = narrow
        self._show_cards()

    def _show_cards(self) -> None:
        shown = min(self._lessons, MOST_LESSONS - self._narrow)
        for place, card in enumerate(self._cards):
            card.setVisible(place < shown)
        full = shown == MOST_LESSONS - self._narrow
        self._aside.setMaximumWidth(200 if full else NO_LIMIT)


class _LessonCard(QFrame):
    """One lesson: when, by whom, and its levels."""

    def __init__(self, first: bool) -> None:
        super().__init__()
        self._first = first
        self.setProperty("kind", "card-chosen" if first else "card")
        self._title = Label(role="secondary", strong=True)
        self._words = Label(role="secondary").shrinkable()
        self._strip = LevelStrip()
        line = QHBoxLayout()
        line.setSpacing(0)
        line.addWidget(self._title)
        line.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self._strip)
        column.addStretch()

    def show_lesson(self, visit: VisitDetail, *, by_two: bool) -> None:
        """`by_two`: both observers of a duo-visit have finished it."""
        line = visit.line
        day = dutch.day(line.held_on)
        both = first_word(line.observer), first_word(line.duo_with)
        who = dutch.listed(both) if by_two else line.observer
        strong, *rest = ["Dit bezoek", day, who] if self._first else [day, who, line.class_group]
        words = " · ".join(word for word in rest if word)
        self._title.setText(strong)
        self._words.setText(f" · {words}")
        self.setToolTip(f"<p>{escape(line.instrument)}, {escape(line.purpose.word)}</p>")
        self.setAccessibleName(f"{strong}, {words}")
        self._strip.set_levels(
            [[visit.ratings[one.key].level for one in ones] for _, ones in visit.instrument.parts()], day
        )
