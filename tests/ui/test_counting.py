"""Tests of counting pupils on task: real keys on a real school file, and what is in the file afterwards."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.time_on_task import Occupation
from lesobs.domain.visit import LessonPhase, VisitState
from lesobs.services.school import School
from lesobs.services.visit_detail import VisitDetail
from lesobs.storage import tables as t
from lesobs.ui import look
from lesobs.ui.observing.counter_fields import count_typed, time_typed
from lesobs.ui.observing.lesson_span import lesson_span, minutes_busy
from lesobs.ui.observing.page import ObservingPage
from lesobs.ui.page import Changes, Place
from lesobs.ui.settings import Settings
from lesobs.ui.window import Window

Key, Mod = Qt.Key, Qt.KeyboardModifier
DAY = date(2026, 11, 19)
BEGAN = datetime.combine(DAY, time(10, 15, 20))
ALONE, LISTENING = Occupation.ALONE, Occupation.LISTENING


@dataclass
class Lesson:
    """A page on a visit that began at 10.15, a clock to set, and fingers."""

    bot: QtBot
    school: School
    visit: str
    page: ObservingPage
    clock: list[datetime]

    def press(self, key: Key, held: Mod = Mod.NoModifier) -> None:
        self.bot.keyClick(self.ring, key, held)

    def type(self, words: str) -> None:
        self.bot.keyClicks(self.ring, words)

    def ctrl_l(self) -> None:
        self.press(Key.Key_L, Mod.ControlModifier)

    def at(self, hour: int, minute: int, second: int = 7) -> None:
        """Let it be this time of that day."""
        self.clock[0] = datetime.combine(DAY, time(hour, minute, second))
        self.page.head.minute.emit()

    @property
    def ring(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    @property
    def detail(self) -> VisitDetail:
        return self.school.visits.get(self.visit)

    @property
    def counts(self) -> list[tuple[str, int, int, Occupation | None]]:
        return [(f"{one.at:%H.%M}", one.on_task, one.present, one.occupation) for one in self.detail.counts]

    @property
    def is_counting(self) -> bool:
        return self.page.head.counter.isVisible()

    def said(self) -> str:
        return self.page.head.counter.said()

    def line(self) -> str:
        """What the line says to who can't see it."""
        return self.page.head.line.accessibleName()


def begin_at(school: School, visit: str, moment: datetime) -> None:
    """Let a visit have begun at a moment on the clock of the classroom."""
    school.visits.start(visit)
    with school._file.transaction("elders") as session:
        began = moment.replace(tzinfo=ZoneInfo("Europe/Amsterdam")).astimezone(UTC)
        session.get_one(t.Visit, visit).started_at = began


Opened = Callable[[str], Lesson]


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, school: School) -> Opened:
    """Opens a visit in a page of its own, at 10.42 that day."""
    look.apply(qapp, dark=False)
    changes = Changes(qapp)
    school.on_change(changes.changed.emit)

    def make(visit: str) -> Lesson:
        clock = [datetime.combine(DAY, time(10, 42, 7))]
        page = ObservingPage(school, changes, now=lambda: clock[0])
        qtbot.addWidget(page)
        page.resize(1366, 700)
        page.show_item(visit)
        page.show()
        page.activateWindow()
        page.setFocus()
        qtbot.waitUntil(page.indicators.hasFocus)
        return Lesson(qtbot, school, visit, page, clock)

    return make


@pytest.fixture
def lesson(planned: tuple[School, str], opened: Opened) -> Lesson:
    school, visit = planned
    begin_at(school, visit, BEGAN)
    return opened(visit)


def count(lesson: Lesson, hour: int, minute: int, on_task: int, present: int = 27) -> str:
    return lesson.school.counting.count(lesson.visit, time(hour, minute), on_task, present)


# By key


def test_a_number_enter_and_a_letter_is_a_count(lesson: Lesson) -> None:
    lesson.ctrl_l()
    lesson.type("19")
    lesson.press(Key.Key_Return)
    lesson.press(Key.Key_Z)
    assert lesson.counts == [("10.42", 19, 27, ALONE)]
    assert lesson.detail.counts[0].at == time(10, 42, 7)
    assert not lesson.is_counting
    assert lesson.ring is lesson.page.indicators


def test_the_letter_may_follow_the_number_at_once(lesson: Lesson) -> None:
    lesson.ctrl_l()
    lesson.type("19l")
    assert lesson.counts == [("10.42", 19, 27, LISTENING)]


def test_enter_again_counts_what_was_going_on_before(lesson: Lesson) -> None:
    lesson.school.counting.count(lesson.visit, time(10, 38), 21, 27, ALONE)
    lesson.ctrl_l()
    lesson.type("19")
    lesson.press(Key.Key_Return)
    lesson.press(Key.Key_Return)
    assert lesson.counts[-1] == ("10.42", 19, 27, ALONE)


def test_what_is_going_on_can_be_left_unsaid(lesson: Lesson) -> None:
    lesson.ctrl_l()
    lesson.type("19-")
    assert lesson.counts == [("10.42", 19, 27, None)]


def test_the_arrows_choose_what_is_going_on(lesson: Lesson) -> None:
    lesson.ctrl_l()
    lesson.type("19")
    lesson.press(Key.Key_Return)
    for _ in range(2):
        lesson.press(Key.Key_Right)
    lesson.press(Key.Key_Space)
    assert lesson.counts == [("10.42", 19, 27, Occupation.TOGETHER)]


def test_the_phase_of_a_count_is_the_present_one(lesson: Lesson) -> None:
    lesson.school.observing.set_phase(lesson.visit, LessonPhase.GUIDED)
    lesson.ctrl_l()
    lesson.type("19z")
    assert lesson.detail.counts[0].phase is LessonPhase.GUIDED


def test_fewer_pupils_are_typed_behind_a_slash_and_stay_so(lesson: Lesson) -> None:
    lesson.ctrl_l()
    lesson.type("19/26z")
    lesson.ctrl_l()
    lesson.type("20z")
    assert lesson.counts == [("10.42", 19, 26, ALONE), ("10.42", 20, 26, ALONE)]


def test_backspace_goes_back_from_the_letters_to_the_number(lesson: Lesson) -> None:
    lesson.ctrl_l()
    lesson.type("19")
    lesson.press(Key.Key_Return)
    lesson.press(Key.Key_Backspace)
    lesson.type("21z")
    assert lesson.counts == [("10.42", 21, 27, ALONE)]


@pytest.mark.parametrize("steps", [[], ["19"], ["19", Key.Key_Return]])
def test_esc_leaves_without_counting(lesson: Lesson, steps: list[str | Key]) -> None:
    lesson.press(Key.Key_F7)
    note = lesson.ring
    lesson.type("Half ge")
    lesson.ctrl_l()
    for step in steps:
        lesson.type(step) if isinstance(step, str) else lesson.press(step)
    lesson.press(Key.Key_Escape)
    assert lesson.counts == []
    assert not lesson.is_counting
    assert lesson.ring is note
    lesson.type("schreven.")
    lesson.press(Key.Key_Return)
    assert [one.text for one in lesson.detail.notes] == ["Half geschreven."]


def test_counting_scores_nothing_and_writes_no_note(lesson: Lesson) -> None:
    lesson.ctrl_l()
    lesson.type("3")
    lesson.press(Key.Key_Return)
    lesson.press(Key.Key_K)
    assert lesson.detail.scored == 0
    assert lesson.detail.notes == ()
    lesson.press(Key.Key_3)
    assert lesson.detail.scored == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("34", "Er zijn 27 leerlingen aanwezig; dan kunnen er geen 34 bij de les zijn."),
        ("19/400", "Het aantal aanwezige leerlingen is 1 tot en met 99, niet 400."),
        ("19/0", "Het aantal aanwezige leerlingen is 1 tot en met 99, niet 0."),
        ("", "Typ hoeveel leerlingen bij de les zijn, bijvoorbeeld 19 of 19/26."),
        ("1/9/", "Typ hoeveel leerlingen bij de les zijn, bijvoorbeeld 19 of 19/26."),
    ],
)
@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Z])
def test_wrong_input_says_so_and_stays(lesson: Lesson, typed: str, sentence: str, key: Key) -> None:
    lesson.ctrl_l()
    lesson.type(typed)
    lesson.press(key)
    assert lesson.said() == sentence
    assert lesson.counts == []
    assert lesson.is_counting
    texts = "/".join(lesson.page.head.counter.numbers.texts()[1:])
    assert typed in texts or typed == ""


@pytest.fixture
def no_class(planned: tuple[School, str], opened: Opened) -> Lesson:
    """A lesson of no class that is known, so that the program can't tell how many pupils there are."""
    school, visit = planned
    school.visits.change_plan(visit, replace(school.visits.get(visit).draft, class_group_id=None))
    begin_at(school, visit, BEGAN)
    return opened(visit)


def test_without_a_class_the_pupils_present_are_asked_first(no_class: Lesson) -> None:
    lesson = no_class
    lesson.ctrl_l()
    assert lesson.ring is lesson.page.head.counter.numbers.present
    lesson.press(Key.Key_Return)
    assert lesson.said() == "Vul eerst in hoeveel leerlingen er zijn."
    lesson.type("400")
    lesson.press(Key.Key_Return)
    assert "1 tot en met 99" in lesson.said()
    lesson.type("26")
    lesson.press(Key.Key_Return)
    lesson.type("19")
    lesson.press(Key.Key_Return)
    lesson.press(Key.Key_Z)
    assert lesson.counts == [("10.42", 19, 26, ALONE)]


def test_a_whole_count_typed_where_the_pupils_are_asked_is_that_count(no_class: Lesson) -> None:
    no_class.ctrl_l()
    no_class.type("19/26z")
    assert no_class.counts == [("10.42", 19, 26, ALONE)]


def test_the_first_count_begins_a_planned_visit(planned: tuple[School, str], opened: Opened) -> None:
    lesson = opened(planned[1])
    lesson.ctrl_l()
    lesson.type("19z")
    assert lesson.detail.line.state is VisitState.BUSY
    assert len(lesson.counts) == 1


def test_a_count_on_a_full_disk_waits_and_is_written_once(lesson: Lesson) -> None:
    raw = lesson.school._file._raw
    raw.execute("PRAGMA query_only = ON")  # the file takes nothing at all
    lesson.ctrl_l()
    lesson.type("19z")
    assert not lesson.is_counting
    assert "19 van 27 om 10.42" in lesson.line()
    assert "telling 10.42" in lesson.page.bar.accessibleName()
    raw.execute("PRAGMA query_only = OFF")
    assert lesson.counts == []
    assert lesson.page.flush()
    assert lesson.counts == [("10.42", 19, 27, ALONE)]


# Earlier counts


def test_up_goes_to_earlier_counts_to_change_them(lesson: Lesson) -> None:
    count(lesson, 10, 20, 18)
    lesson.school.counting.count(lesson.visit, time(10, 25, 30), 24, 27, ALONE)
    lesson.ctrl_l()
    lesson.press(Key.Key_Up)
    lesson.press(Key.Key_Up)
    assert "10.20" in lesson.said()
    lesson.press(Key.Key_Down)
    lesson.type("23")
    lesson.press(Key.Key_Return)
    lesson.press(Key.Key_Return)
    assert lesson.counts == [("10.20", 18, 27, None), ("10.25", 23, 27, ALONE)]
    assert lesson.detail.counts[1].at == time(10, 25, 30), "its seconds are not lost"


def test_a_count_can_be_moved_to_another_time(lesson: Lesson) -> None:
    count(lesson, 10, 20, 18)
    lesson.ctrl_l()
    lesson.press(Key.Key_Up)
    lesson.press(Key.Key_Backtab, Mod.ShiftModifier)
    lesson.type("1031")
    lesson.type("z")
    assert lesson.counts == [("10.31", 18, 27, ALONE)]


def test_the_number_being_typed_waits_while_looking_back(lesson: Lesson) -> None:
    count(lesson, 10, 20, 18)
    lesson.ctrl_l()
    lesson.type("19")
    lesson.press(Key.Key_Up)
    lesson.press(Key.Key_Down)
    lesson.press(Key.Key_Z)
    assert lesson.counts[-1] == ("10.42", 19, 27, ALONE)


def test_del_removes_the_count_that_is_shown(lesson: Lesson) -> None:
    count(lesson, 10, 20, 18)
    count(lesson, 10, 25, 24)
    lesson.ctrl_l()
    lesson.press(Key.Key_Delete)
    assert len(lesson.counts) == 2, "a new count has nothing to remove"
    lesson.press(Key.Key_Up)
    lesson.press(Key.Key_Delete)
    assert lesson.counts == [("10.20", 18, 27, None)]
    assert "Ctrl+Z" in lesson.said()
    assert lesson.is_counting
    lesson.school.undo.undo()
    assert len(lesson.counts) == 2


def test_del_in_a_number_that_is_being_changed_deletes_a_digit(lesson: Lesson) -> None:
    count(lesson, 10, 20, 18)
    lesson.ctrl_l()
    lesson.press(Key.Key_Up)
    lesson.type("17")
    lesson.press(Key.Key_Home)
    lesson.press(Key.Key_Delete)
    assert len(lesson.counts) == 1
    assert lesson.page.head.counter.numbers.on_task.text() == "7"


def test_what_is_typed_stays_when_the_visit_changes_elsewhere(lesson: Lesson) -> None:
    lesson.ctrl_l()
    lesson.type("1")
    count(lesson, 10, 20, 18)
    lesson.school.observing.set_phase(lesson.visit, LessonPhase.GUIDED)
    lesson.type("9z")
    assert lesson.counts[-1] == ("10.42", 19, 27, ALONE)


def test_an_earlier_count_that_is_gone_gives_way_to_a_new_one(lesson: Lesson) -> None:
    gone = count(lesson, 10, 20, 18)
    lesson.ctrl_l()
    lesson.press(Key.Key_Up)
    lesson.school.counting.remove(gone)
    assert lesson.is_counting
    lesson.type("19z")
    assert lesson.counts == [("10.42", 19, 27, ALONE)]


# By mouse


def test_everything_can_be_clicked(lesson: Lesson) -> None:
    head = lesson.page.head
    lesson.bot.mouseClick(head.figure, Qt.MouseButton.LeftButton)
    numbers = head.counter.numbers
    for _ in range(9):
        lesson.bot.mouseClick(numbers.less, Qt.MouseButton.LeftButton)
    lesson.bot.mouseClick(numbers.more, Qt.MouseButton.LeftButton)
    button(numbers, "Verder (Enter)").click()
    lesson.bot.mouseClick(head.counter.doing.button(ALONE), Qt.MouseButton.LeftButton)
    assert lesson.counts == [("10.42", 20, 27, ALONE)]

    spot = head.line.point_of(lesson.detail.counts[0].id)
    lesson.bot.mouseClick(head.line, Qt.MouseButton.LeftButton, pos=spot.toPoint() + QPoint(4, 6))
    assert "10.42" in lesson.said()
    button(numbers, "Telling verwijderen (Del)").click()
    assert lesson.counts == []
    button(head.counter, "Niet tellen (Esc)").click()
    assert not lesson.is_counting


def test_a_click_beside_the_points_begins_a_new_count(lesson: Lesson) -> None:
    count(lesson, 10, 20, 18)
    line = lesson.page.head.line
    lesson.bot.mouseClick(line, Qt.MouseButton.LeftButton, pos=QPoint(line.width() - 20, 40))
    lesson.type("19z")
    assert len(lesson.counts) == 2


@pytest.mark.parametrize("width", [1366, 1050, 853])
def test_what_one_touches_is_large_enough_and_in_view(lesson: Lesson, width: int) -> None:
    count(lesson, 10, 20, 18)
    lesson.page.resize(width, 600)
    head = lesson.page.head
    lesson.ctrl_l()
    for step in (Key.Key_Up, Key.Key_Return):
        for touched in head.counter.findChildren(QAbstractButton):
            if touched.isVisible():
                assert min(touched.width(), touched.height()) >= 40, touched.accessibleName()
                corner = touched.mapTo(head, QPoint(touched.width(), touched.height()))
                assert corner.x() <= head.width(), touched.accessibleName()
                assert corner.y() <= head.height(), touched.accessibleName()
                assert touched.accessibleName()
        lesson.press(step)


def button(within: QWidget, name: str) -> QAbstractButton:
    found = [one for one in within.findChildren(QAbstractButton) if one.accessibleName() == name]
    assert len(found) == 1
    return found[0]


# The reminder


def every(lesson: Lesson, beginning: str) -> QAction:
    return next(one for one in lesson.page.act.every.actions() if one.text().lower().startswith(beginning))


def test_nobody_is_reminded_who_did_not_ask(lesson: Lesson) -> None:
    head = lesson.page.head
    assert not head.line.isVisible()
    assert head.figure.isVisible()
    assert "elling nu" not in head.figure.accessibleName()
    count(lesson, 10, 20, 18)
    lesson.at(11, 30)
    assert head.line.isVisible()
    assert "elling nu" not in lesson.line()


def test_when_the_interval_has_passed_it_says_so_until_the_count(lesson: Lesson) -> None:
    every(lesson, "5 minuten").trigger()
    assert lesson.detail.count_every == 5
    assert "Telling nu" in lesson.line(), "the lesson began 27 minutes ago"
    lesson.ctrl_l()
    lesson.type("19z")
    assert "Volgende telling over 5 min" in lesson.line()
    lesson.at(10, 46)
    assert "Volgende telling over 1 min" in lesson.line()
    lesson.at(10, 47)
    assert "Telling nu" in lesson.line()
    assert QApplication.activePopupWidget() is None
    assert lesson.ring is lesson.page.indicators
    every(lesson, "niet").trigger()
    assert "elling nu" not in lesson.line()


def test_there_is_no_reminder_before_and_after_the_lesson(
    planned: tuple[School, str], opened: Opened
) -> None:
    school, visit = planned
    school.counting.set_interval(visit, 2)
    lesson = opened(visit)
    assert "elling nu" not in lesson.line()
    begin_at(school, visit, BEGAN)
    lesson.page.refresh()
    assert "Telling nu" in lesson.line()
    count(lesson, 10, 20, 18)
    school.visits.finish(visit)
    assert "elling nu" not in lesson.line()


def test_the_interval_is_remembered_for_the_next_visit(lesson: Lesson) -> None:
    every(lesson, "10").trigger()
    following = lesson.school.visits.plan(lesson.detail.draft)
    lesson.page.show_item(following)
    assert lesson.school.visits.get(following).count_every is None, "not before it begins"
    assert every(lesson, "10").isChecked()
    lesson.press(Key.Key_3)
    assert lesson.school.visits.get(following).count_every == 10

    every(lesson, "niet").trigger()
    another = lesson.school.visits.plan(lesson.detail.draft)
    lesson.page.show_item(another)
    lesson.press(Key.Key_F5)
    assert lesson.school.visits.get(another).line.state is VisitState.BUSY
    assert lesson.school.visits.get(another).count_every is None
    assert Settings().count_every is None


# The clock


def test_a_clock_set_back_makes_no_negative_minutes(lesson: Lesson) -> None:
    lesson.school.counting.set_interval(lesson.visit, 5)
    count(lesson, 10, 38, 24)
    lesson.at(9, 45)
    assert minutes_busy(lesson.detail, lesson.clock[0]) is None
    span = lesson_span(lesson.detail, lesson.clock[0])
    assert span is not None
    assert span.start <= 9 * 60 + 46 < 10 * 60 + 38 <= span.end
    assert all(band.start <= band.end for band in span.bands)
    assert "Telling nu" in lesson.line()
    lesson.page.grab()
    lesson.ctrl_l()
    lesson.type("19z")
    assert [one[0] for one in lesson.counts] == ["09.45", "10.38"]
    assert "Volgende telling over 5 min" in lesson.line()
    lesson.page.grab()


def test_after_a_sleep_there_is_one_quiet_reminder(lesson: Lesson) -> None:
    lesson.school.counting.set_interval(lesson.visit, 5)
    count(lesson, 10, 38, 24)
    lesson.at(11, 58)
    assert lesson.line().count("Telling nu") == 1
    lesson.ctrl_l()
    lesson.type("19z")
    assert "Volgende telling over 5 min" in lesson.line()
    lesson.page.grab()


def test_a_visit_left_open_until_the_next_day_reminds_nobody(lesson: Lesson) -> None:
    lesson.school.counting.set_interval(lesson.visit, 5)
    lesson.clock[0] += timedelta(days=1)
    lesson.page.head.minute.emit()
    assert "elling nu" not in lesson.line()
    lesson.page.grab()


# After the lesson


def test_after_the_lesson_a_count_has_a_time(lesson: Lesson) -> None:
    count(lesson, 10, 20, 18)
    lesson.school.visits.finish(lesson.visit)
    lesson.ctrl_l()
    numbers = lesson.page.head.counter.numbers
    assert numbers.at.text() == "10.25"
    lesson.type("10.33")
    lesson.press(Key.Key_Return)
    lesson.type("22")
    lesson.press(Key.Key_Return)
    lesson.press(Key.Key_K)
    assert lesson.counts[-1] == ("10.33", 22, 27, Occupation.TALKING)
    lesson.ctrl_l()
    lesson.press(Key.Key_Backspace)
    lesson.press(Key.Key_Return)
    assert lesson.said() == "Typ hoe laat je telde, bijvoorbeeld 10.38."


def test_the_phases_of_the_line_are_those_written_down(lesson: Lesson) -> None:
    school, visit = lesson.school, lesson.visit
    school.observing.add_note(visit, time(10, 17), "Groet.")
    school.observing.set_phase(visit, LessonPhase.INSTRUCTION)
    school.counting.count(visit, time(10, 22), 20, 27, phase=LessonPhase.INSTRUCTION)
    school.observing.set_phase(visit, LessonPhase.GUIDED)
    span = lesson_span(lesson.detail, lesson.clock[0], time(10, 30))
    assert span is not None
    assert [(one.phase, int(one.start), int(one.end)) for one in span.bands] == [
        (LessonPhase.START, 615, 622),
        (LessonPhase.INSTRUCTION, 622, 630),
        (LessonPhase.GUIDED, 630, 642),
    ]
    assert span.now == pytest.approx(642, abs=0.2)


def test_a_phase_that_was_seen_to_begin_begins_there(lesson: Lesson) -> None:
    count(lesson, 10, 20, 18)
    lesson.at(10, 30)
    lesson.press(Key.Key_F6)
    lesson.at(10, 42)
    span = lesson.page.head.line.state.span
    assert span is not None
    assert [(one.phase, int(one.start)) for one in span.bands] == [
        (LessonPhase.START, 615),
        (LessonPhase.INSTRUCTION, 630),
    ]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("10.38", time(10, 38)),
        ("10:38", time(10, 38)),
        ("1038", time(10, 38)),
        (" 938", time(9, 38)),
        ("24.10", None),
        ("10.61", None),
        ("10.5", None),
        ("", None),
    ],
)
def test_a_time_is_read_as_people_type_it(text: str, at: time | None) -> None:
    assert time_typed(text) == at


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("19", (19, None)),
        ("19/26", (19, 26)),
        (" 19 / 26 ", (19, 26)),
        ("", (None, None)),
        ("/", (None, None)),
    ],
)
def test_a_count_is_read_as_people_type_it(text: str, numbers: tuple[int | None, int | None]) -> None:
    assert count_typed(text) == numbers


# In the window


def test_counting_in_the_window_by_key_alone_and_back(qtbot: QtBot, window: Window) -> None:
    school = window.school
    assert school is not None
    visit = plan_one_of(school)
    window.show_place(Place.OBSERVE, visit)

    def press(key: Key, held: Mod = Mod.NoModifier) -> None:
        found = QApplication.focusWidget()
        assert found is not None
        qtbot.keyClick(found, key, held)

    def numbers() -> list[int]:
        return [one.on_task for one in school.visits.get(visit).counts]

    press(Key.Key_F5)
    for number in (Key.Key_7, Key.Key_9):
        press(Key.Key_L, Mod.ControlModifier)
        press(number)
        press(Key.Key_Return)
        press(Key.Key_S)
    assert sorted(numbers()) == [7, 9]

    press(Key.Key_Z, Mod.ControlModifier)
    assert numbers() == [7]
    press(Key.Key_Y, Mod.ControlModifier)
    press(Key.Key_L, Mod.ControlModifier)
    press(Key.Key_Z, Mod.ControlModifier)  # nothing was typed: it is the count before that is taken back
    assert numbers() == [7]
    press(Key.Key_Escape)

    lessons = next(one for one in window.menuBar().actions() if one.text().replace("&", "") == "Lesbezoek")
    entries = [one.text().replace("&", "") for one in lessons.menu().actions()]
    assert "Leerlingen bij de les tellen" in entries
    assert "Tellen elke…" in entries


def plan_one_of(school: School) -> str:
    """One more visit to a class of the example school."""
    detail = next(school.visits.get(one.id) for one in school.visits.all() if one.state is VisitState.PLANNED)
    assert detail.pupils is not None
    return school.visits.plan(detail.draft)
