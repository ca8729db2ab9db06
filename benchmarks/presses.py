"""This file measures every key one presses while observing: how long it keeps the window busy, until what it
changed is painted."""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import time as clock
from functools import partial
from itertools import cycle

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.measure import Row, late, seconds
from lesobs.app import application
from lesobs.domain import dutch
from lesobs.domain.visit import VisitState
from lesobs.services.school import School
from lesobs.ui.observing.page import ObservingPage
from lesobs.ui.window import Window

PRESSES, NOTES, PAUSED = 200, 20, 10
PAUSE = 1000
"""Milliseconds in which one looks at the class: what the processor had at hand is gone after them."""
KEY = 0.008
"""Seconds that a key may take."""
Keys = Qt.Key
CTRL, SHIFT, ALT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.NoModifier,
)
Act = Callable[[], object]


@dataclass(frozen=True)
class Times:
    """Seconds that presses took; that each computed, without waiting for the disk or for others; the longest
    that it computed in one go, with no chance for a next key; and that a raw commit took in between."""

    took: list[float] = field(default_factory=list)
    computed: list[float] = field(default_factory=list)
    in_one_go: list[float] = field(default_factory=list)
    raw: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Press:
    """One key where it is pressed, and what is done before and after each time without being counted."""

    what: str
    where: QWidget
    act: Act
    before: Act = lambda: None
    after: Act = lambda: None
    often: bool = False
    """Whether it is also pressed after a pause."""


def measure_keys(window: Window, school: School, name: str) -> list[Row]:
    """Each key in a lesson with everything scored and as many notes as one makes: 99 % of the presses one
    after the other, and of what is pressed most also after a pause. What a raw commit computes after such a
    pause tells how much of that is the machine: a virtual one then has to find all its memory again."""
    page = _busy_page(window, school)
    commit = _raw_commit(school)
    rows, raw = [], []
    for press in (*_scoring(page, school), *_walking(page), *_noting(page, school), *_typing(page, school)):
        times = _presses(page, press, commit, PRESSES)
        rows.append(_row(f"{press.what}, {name}", times))
        raw += times.raw
        if press.often:
            rows.append(_row(f"  after a pause, {name}", _presses(page, press, commit, PAUSED, PAUSE)))
    floor = f"{statistics.median(raw) * 1000:.2f} ms"
    rows.append(Row(f"  99 % of raw commits in between, {name}", floor, _ms(late(raw)), None, ""))
    return [*rows, _after_pause(commit, name)]


def _scoring(page: ObservingPage, school: School) -> Iterator[Press]:
    """What is written at once."""
    ring, undo = page.indicators, school.undo.undo
    digits, ticks = cycle("1234"), cycle((Keys.Key_1, Keys.Key_2, Keys.Key_3))

    def score() -> None:
        QTest.keyClick(ring, next(digits))

    yield Press("1 … 4", ring, score, often=True)
    stay = partial(page.act.step_on.setChecked, False)
    yield Press("1 … 4, going on to the next", ring, score, lambda: _go_on(page), stay, often=True)
    yield Press("0", ring, _key("0"), before=score)
    yield Press("N", ring, _key(Keys.Key_N), before=score)
    yield Press("Backspace", ring, _key(Keys.Key_Backspace), before=score)
    yield Press("Shift+1 … 3", ring, lambda: QTest.keyClick(ring, next(ticks), SHIFT))
    yield Press("Ctrl+Z of a score", ring, _key(Keys.Key_Z, CTRL), before=score)
    yield Press("Ctrl+T", ring, _key(Keys.Key_T, CTRL), after=undo, often=True)
    yield Press("F6 and Shift+F6", ring, _in_turn(Keys.Key_F6, (NONE, SHIFT)))
    yield Press("Ctrl+L", ring, _key(Keys.Key_L, CTRL), after=_key(Keys.Key_Escape))
    yield Press("letter of a count", ring, _key(Keys.Key_Z), before=lambda: _type_count(ring), after=undo)


def _walking(page: ObservingPage) -> Iterator[Press]:
    """What moves the ring."""
    ring = page.indicators
    parts = cycle("ABCD")
    steps = cycle((Keys.Key_Down,) * 8 + (Keys.Key_Up,) * 8)
    yield Press("arrow", ring, lambda: QTest.keyClick(ring, next(steps)))
    yield Press("A … D", ring, lambda: QTest.keyClick(ring, next(parts)))
    yield Press("Tab", ring, _key(Keys.Key_Tab), after=ring.setFocus)
    yield Press("Esc", ring, _key(Keys.Key_Escape), before=page.scoring.explanation.setFocus)


def _noting(page: ObservingPage, school: School) -> Iterator[Press]:
    """What is done with notes."""
    ring, field, notes = page.indicators, page.entry.field, page.notes.list
    letters = cycle("de klas schrijft ")

    def letter() -> None:
        QTest.keyClick(field, next(letters))

    def type_note() -> None:
        ring.setFocus()
        QTest.keyClick(ring, Keys.Key_F7)
        QTest.keyClicks(field, "Stil.")

    yield Press("F7", ring, _key(Keys.Key_F7), after=ring.setFocus)
    enter = _key(Keys.Key_Return)
    yield Press("Enter of a note", field, enter, before=type_note, after=school.undo.undo, often=True)
    yield Press("letter of a note", field, letter, after=page.flush, often=True)
    yield Press("letter of a note, written 0.4 s later", field, lambda: (letter(), page.flush()))
    yield Press("Alt+arrow in a note", field, _in_turn(Keys.Key_Down, (ALT,), Keys.Key_Up))
    page.taking.end()
    notes.choose(page.visit.detail.notes[NOTES // 2].id)
    moves = _in_turn(Keys.Key_Down, (CTRL | SHIFT,), Keys.Key_Up)
    yield Press("Ctrl+Shift+arrow on a note", notes, moves)
    yield Press("R on a note", notes, _key(Keys.Key_R))
    yield Press("Del on a note", notes, _key(Keys.Key_Delete), after=school.undo.undo)


def _typing(page: ObservingPage, school: School) -> Iterator[Press]:
    """What is done in the explanation of a score."""
    field = page.scoring.explanation
    letters, digits = cycle("de klas schrijft "), cycle((Keys.Key_1, Keys.Key_2, Keys.Key_3, Keys.Key_4))

    def letter() -> None:
        QTest.keyClick(field, next(letters))

    yield Press("letter of an explanation", field, letter, after=page.flush)
    yield Press("letter of it, written 0.4 s later", field, lambda: (letter(), page.flush()))
    yield Press("Alt+1 … 4", field, lambda: QTest.keyClick(field, next(digits), ALT))
    yield Press("Alt+arrow", field, _in_turn(Keys.Key_Down, (ALT,), Keys.Key_Up))


def _key(key: Qt.Key | str, held: Qt.KeyboardModifier = NONE) -> Act:
    """A key for whatever has the ring."""
    return lambda: QTest.keyClick(QApplication.focusWidget(), key, held)


def _in_turn(first: Qt.Key, held: tuple[Qt.KeyboardModifier, ...], other: Qt.Key | None = None) -> Act:
    turns = cycle([(key, one) for key in (first, other or first) for one in held])
    return lambda: QTest.keyClick(QApplication.focusWidget(), *next(turns))


def _go_on(page: ObservingPage) -> None:
    """Have a score go on to the next indicator; from the last one back to the first, since it has no next."""
    page.act.step_on.setChecked(True)
    indicators = page.visit.detail.instrument.indicators
    if page.indicators.current_key() == indicators[-1].key:
        page.indicators.choose(indicators[0].key)


def _type_count(ring: QWidget) -> None:
    ring.setFocus()
    QTest.keyClick(ring, Keys.Key_L, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "20")
    QTest.keyClick(QApplication.focusWidget(), Keys.Key_Return)


def _busy_page(window: Window, school: School) -> ObservingPage:
    seen = next(line.id for line in school.visits.all() if line.state is VisitState.VISITED)
    visit = school.visits.plan(replace(school.visits.get(seen).draft, held_on=dutch.today()))
    school.visits.start(visit)
    detail = school.visits.get(visit)
    keys = [one.key for one in detail.instrument.indicators]
    for place, key in enumerate(keys):
        school.observing.score(visit, key, 1 + place % 4)
    for place in range(NOTES):
        # Before whatever time it is now: what is noted next comes at the end, as in a lesson.
        school.observing.add_note(visit, clock(0, 0, place), "Wacht tien tellen.", keys[place % len(keys)])
    window.show_place("observe", visit)
    application().processEvents()
    page = window.stack.currentWidget()
    assert isinstance(page, ObservingPage)
    return page


def _raw_commit(school: School) -> Act:
    """One insert and commit on the same file, past everything that is ours."""
    raw = school._file._raw
    raw.execute("CREATE TABLE IF NOT EXISTS floor (id INTEGER PRIMARY KEY, level INTEGER)")

    def commit() -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO floor (level) VALUES (1)")
        raw.execute("COMMIT")

    return commit


def _presses(page: ObservingPage, press: Press, commit: Act, times: int, pause: int = 0) -> Times:
    """Press so many times, after `pause` milliseconds each."""
    found = Times()
    press.where.setFocus()
    for _ in range(times):
        press.before()
        application().processEvents()
        QTest.qWait(pause)
        begin, key = time.perf_counter(), _computing(press.act)
        shown = _computing(application().processEvents)
        found.took.append(time.perf_counter() - begin)
        found.computed.append(key + shown)
        found.in_one_go.append(max(key, shown))
        press.after()
        page.flush()
        application().processEvents()
        found.raw.append(seconds(commit))
    return found


def _computing(act: Act) -> float:
    begin = time.thread_time()
    act()
    return time.thread_time() - begin


def _after_pause(commit: Act, name: str) -> Row:
    """What a raw commit computes after a pause, beside one after another."""
    at_hand, after = [], []
    for _ in range(PAUSED):
        commit()
        at_hand.append(_computing(commit))
        QTest.qWait(PAUSE)
        after.append(_computing(commit))
    floor, paused = statistics.median(at_hand), statistics.median(after)
    return Row(f"  a raw commit after a pause, {name}", _ms(floor), _ms(paused), paused / floor, "")


def _row(what: str, times: Times) -> Row:
    computed = f"computed {_ms(late(times.computed))}, usually {_ms(statistics.median(times.computed))}"
    took, budget = late(times.took), f"≤ 1; {computed}, in one go {_ms(late(times.in_one_go))}"
    return Row(what, _ms(KEY), _ms(took), took / KEY, budget)


def _ms(value: float) -> str:
    return f"{value * 1000:.2f} ms"
