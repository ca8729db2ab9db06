"""Somebody at work in the window at speed, until killed. The order comes as a line of JSON on standard input.

The journal goes to standard output, a line of JSON each, and whoever reads it has it before the next key:
`press` with what a key is about to change, `done` once that key is released, `typed` with a text and its
moment after each key, and `page` with where one is. What can change has a name, its place: `level KEY`,
`seen KEY`, `explanation KEY`, `phase`, `marks` and `counts` (how many), `talk NAME`, `here` (the indicator
last written on, null for any), and the first word of a note, which has its text and what it is tied to.
"""

import json
import os
import random
import re
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from lesobs.app import application, dress
from lesobs.ui.debrief.page import DebriefPage
from lesobs.ui.observing.page import ObservingPage
from lesobs.ui.opening_dialogs import PassphraseDialog
from lesobs.ui.page import Place
from lesobs.ui.settings import Settings
from lesobs.ui.visits.list_page import VisitsPage
from lesobs.ui.window import Window

Key: TypeAlias = Qt.Key
Mod: TypeAlias = Qt.KeyboardModifier
CTRL, SHIFT, ALT = Mod.ControlModifier, Mod.ShiftModifier, Mod.AltModifier
LESSON_DAY = date(2026, 11, 19)
WORDS = "de hele klas schrijft eerst en overlegt daarna met wie ernaast zit "
MOST_SIGNS = 45
LONG = 200
"""Signs after which a text is begun anew, so that a file does not grow with every run."""
Values = dict[str, Any]
Changes = Callable[[str], Values]


class Observer:
    """Fingers on the real window, and what they expect the file to hold."""

    def __init__(self, order: Values) -> None:
        self.random = random.Random(order["seed"])
        self.name = f"n{order['seed']}"
        self.now: Values = order["found"]
        self.before: Values | None = None
        """What Ctrl+Z brings back, None when that can't be told."""
        self.typing: Values = {}
        self.typed_last: set[str] = set()
        self.names = 0
        self.app = application()
        self.window = Window(Settings(), today=lambda: LESSON_DAY)
        self.window.furnish()
        self.window.setWindowState(Qt.WindowState.WindowNoState)
        self.window.resize(1366, 768)
        self.window.show()
        self.open(Path(order["file"]), order["secret"])
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window)
        if order["resumed"] == "lesson":
            self.find_back(order["visit"])
        elif order["resumed"] == "talk":
            self.find_talk_back()
        if order["resumed"] != "lesson":
            self.window.show_place(Place.OBSERVE, order["visit"])
        self.app.processEvents()
        assert self.page.indicators.hasFocus()
        self.keys = [one.key for one in self.page.visit.detail.instrument.indicators]

    def open(self, file: Path, secret: str | None) -> None:
        def answer() -> None:
            dialog = self.app.activeModalWidget()
            if isinstance(dialog, PassphraseDialog) and secret is not None:
                QTest.keyClicks(dialog.passphrase, secret)
                QTest.keyClick(dialog.passphrase, Key.Key_Return)

        if secret is not None:
            QTimer.singleShot(50, answer)
        self.window.begin(file)
        assert self.window.school is not None, "the school did not open"

    def find_back(self, visit: str) -> None:
        """After a kill in the lesson the program is there again by itself, and says so."""
        assert self.page.visit.id == visit
        assert self.now["here"] in (None, self.here), f"at {self.here} instead of {self.now['here']}"
        said = self.page.bar.accessibleName() if self.page.bar.isVisible() else ""
        assert said.startswith("Je was bezig met dit bezoek."), said

    def find_talk_back(self) -> None:
        """After a kill in the talk that is where one is, at the words that were written last."""
        page = self.window.stack.currentWidget()
        assert isinstance(page, DebriefPage), f"on another page than the talk: {page}"
        said = page.bar.accessibleName() if page.bar.isVisible() else ""
        assert said.startswith("Je was bezig met deze nabespreking."), said
        assert self.ring in page.form.texts.values(), f"at {self.ring.accessibleName()}"

    @property
    def page(self) -> ObservingPage:
        page = self.window.stack.currentWidget()
        assert isinstance(page, ObservingPage), f"on another page: {page}"
        return page

    @property
    def ring(self) -> QWidget:
        found = self.app.focusWidget()
        assert found is not None, "nobody has the keyboard"
        return found

    @property
    def here(self) -> str:
        return self.page.indicators.current_key()

    def work(self) -> None:
        tell(ready=True, page="lesson")
        actions = {
            self.score: 8,
            self.clear: 2,
            self.tick: 4,
            self.phase: 1,
            self.explain: 3,
            self.write_note: 4,
            self.mark: 1,
            self.count: 1,
            self.work_on_a_note: 5,
            self.take_back: 4,
            self.talk: 1,
        }
        while True:
            self.random.choices(list(actions), list(actions.values()))[0]()
            QTest.qWait(self.random.randrange(20))

    # What an observer does

    def score(self) -> None:
        for _ in range(self.random.randrange(4)):
            self.press(Key.Key_Down if self.random.random() < 0.6 else Key.Key_Up)
        level = self.random.randrange(5)
        self.do(f"score {level}", self.scored(level), Key(Key.Key_0 + level))

    def scored(self, level: int | None) -> Values:
        place = f"level {self.here}"
        return {place: level} | ({"here": self.here} if self.now[place] != level else {})

    def clear(self) -> None:
        if self.now[f"level {self.here}"] is not None:
            self.do("clear", self.scored(None), Key.Key_Backspace)

    def tick(self) -> None:
        place, position = f"seen {self.here}", self.random.randrange(3)
        seen = sorted({*self.now[place]} ^ {position})
        self.do("tick", {place: seen}, Key(Key.Key_1 + position), SHIFT)

    def phase(self) -> None:
        on = self.random.random() < 0.6
        present = self.page.visit.detail.phase
        following = present.next if on else present.previous
        if following is not present:
            self.do("phase", {"phase": following.value}, Key.Key_F6, Mod.NoModifier if on else SHIFT)

    def explain(self) -> None:
        place = f"explanation {self.here}"
        self.press(Key.Key_Tab)
        assert self.ring is self.page.scoring.explanation, f"Tab leads to {self.ring.accessibleName()}"
        before = self.now[place]
        self.select_all_when_long()
        self.type(lambda text: {place: text, "here": self.here})
        self.end_typing("explain", {place: before}, Key.Key_Escape)

    def write_note(self) -> None:
        """A note of its own, or the words of the time mark that was made just before."""
        name, tie, marks = self.new_name(), self.here, self.now["marks"]
        self.press(Key.Key_F7)

        def changes(text: str) -> Values:
            filled = {"marks": marks - 1} if self.fills_a_mark else {}
            return {name: [text, tie], "here": tie} | filled

        self.paste(name, changes)
        taken_back = {name: None} | ({"marks": marks} if self.fills_a_mark else {})
        before = None if self.score_while_typing() else taken_back
        self.type(changes)
        if self.random.random() < 0.2:
            self.typing |= {name: [self.typing[name][0], None], "here": None}
            self.end_typing("free note", before, Key.Key_Return, CTRL)
        else:
            self.end_typing("note", before, Key.Key_Return)
        self.press(Key.Key_Escape)

    def score_while_typing(self) -> bool:
        """Sometimes Alt and a digit between two words; what was typed before it is then another action."""
        if self.random.random() < 0.7:
            return False
        level = self.random.randrange(1, 5)
        self.do("score while typing", self.scored(level), Key(Key.Key_0 + level), ALT)
        return True

    def mark(self) -> None:
        self.do("mark", {"marks": self.now["marks"] + 1}, Key.Key_T, CTRL)

    def count(self) -> None:
        """Count pupils on task; the letter of what goes on is the last key."""
        self.press(Key.Key_L, CTRL)
        for digit in (1, self.random.randrange(10)):
            self.press(Key(Key.Key_0 + digit))
        self.do("count", {"counts": self.now["counts"] + 1}, Key.Key_Z)

    def work_on_a_note(self) -> None:
        """Change, move or remove one of the notes in the list, or give a time mark its words."""
        self.press(Key.Key_F7)
        self.press(Key.Key_Tab)
        notes = self.page.notes.list
        assert self.ring is notes
        for _ in range(self.random.randrange(6)):
            self.press(Key.Key_Up)
        found = next((one for one in self.page.visit.detail.notes if one.id == notes.current_id()), None)
        if found is not None and found.text:
            self.random.choice((self.change_note, self.move_note, self.remove_note))(found.text.split()[0])
        elif found is not None:
            self.word_a_mark()
        self.press(Key.Key_Escape)

    def change_note(self, name: str) -> None:
        before = self.now[name]
        changes: Changes = lambda text: {  # noqa: E731
            name: [words_of(text), before[1]],
            "here": before[1],
        }
        self.press(Key.Key_F2)
        if self.select_all_when_long():
            self.paste(name, changes)
        self.type(changes)
        self.end_typing("change note", {name: before}, Key.Key_Return)

    def move_note(self, name: str) -> None:
        text, tie = self.now[name]
        by = self.random.choice((-1, 1))
        at = self.keys.index(tie) + by if tie else self.keys.index(self.here)
        if 0 <= at < len(self.keys):
            key = Key.Key_Down if by == 1 else Key.Key_Up
            moved = {name: [text, self.keys[at]], "here": self.keys[at]}
            self.do("move note", moved, key, CTRL | SHIFT)

    def remove_note(self, name: str) -> None:
        self.do("remove note", {name: None, "here": None}, Key.Key_Delete)

    def word_a_mark(self) -> None:
        name, marks = self.new_name(), self.now["marks"] - 1
        self.press(Key.Key_F2)
        self.paste(name, lambda text: {name: [words_of(text), None], "marks": marks, "here": None})
        self.end_typing("word a mark", None, Key.Key_Return)

    def take_back(self) -> None:
        """Ctrl+Z where it is known what it brings back, and mostly Ctrl+Y after it."""
        if self.before is None:
            return
        before, after = self.before, {place: self.now[place] for place in self.before}
        self.do("undo", before | {"here": None}, Key.Key_Z, CTRL)
        if self.random.random() < 0.6:
            self.do("redo", after | {"here": None}, Key.Key_Y, CTRL)
        self.press(Key.Key_Escape)  # the ring went to what came back
        self.before = None

    def talk(self) -> None:
        """To the talk in the middle of the lesson, some words there, and back by way of the list."""
        tell(page="on the way")
        self.press(Key.Key_N, CTRL)
        page = self.window.stack.currentWidget()
        assert isinstance(page, DebriefPage)
        tell(page="talk")
        for _ in range(self.random.randrange(1, 4)):
            names = [name for name, text in page.form.texts.items() if text is self.ring]
            if names:
                place = f"talk {names[0]}"
                self.select_all_when_long()
                self.type(partial(only, place))
                self.end_typing("talk", None, Key.Key_Tab)
            else:
                self.press(Key.Key_Tab)
        tell(page="on the way")
        self.press(Key.Key_Left, ALT)
        assert isinstance(self.window.stack.currentWidget(), VisitsPage)
        self.press(Key.Key_Return)
        assert self.page.indicators.hasFocus()
        tell(page="lesson")

    # How it is done and told

    def do(self, what: str, changes: Values, key: Key, held: Mod = Mod.NoModifier) -> None:
        """Press a key that acts at once."""
        tell(press=what, changes=changes)
        self.press(key, held)
        tell(done=what)
        before = {place: self.now[place] for place in changes if place != "here"}
        changed = any(changes[place] != value for place, value in before.items())
        self.before = before if changed else None  # the same score once more is nothing to take back
        self.now |= changes
        self.typed_last = set()

    def type(self, changes: Changes) -> None:
        """Type some words; `changes` gives what a text changes."""
        for sign in WORDS[: self.random.randrange(4, MOST_SIGNS)]:
            QTest.keyClicks(self.ring, sign)
            self.tell_typed(changes)
            QTest.qWait(self.random.randrange(1, 20))

    def paste(self, words: str, changes: Changes) -> None:
        self.field.insertPlainText(f"{words} ")
        self.tell_typed(changes)

    def tell_typed(self, changes: Changes) -> None:
        """Told before anything else can happen: what is typed may be written at any moment after it."""
        self.typing = changes(self.field.toPlainText())
        tell(typed=self.typing, at=time.time())
        self.app.processEvents()
        self.now |= self.typing

    def select_all_when_long(self) -> bool:
        long = len(self.field.toPlainText()) > LONG
        if long:
            self.press(Key.Key_A, CTRL)
        return long

    def end_typing(self, what: str, before: Values | None, key: Key, held: Mod = Mod.NoModifier) -> None:
        """Press the key that leaves a text, which then is kept; `before` is what Ctrl+Z brings back. Going on
        with the text that was typed last is the same action, that began before."""
        tell(press=what, changes=self.typing)
        self.press(key, held)
        tell(done=what)
        self.now |= self.typing
        goes_on = bool(self.typed_last & self.typing.keys() - {"here", "marks"})
        self.before = None if goes_on else before
        self.typed_last = set(self.typing)

    @property
    def fills_a_mark(self) -> bool:
        note = self.page.visit.note
        return note is not None and note.is_mark

    @property
    def field(self) -> QPlainTextEdit:
        ring = self.ring
        assert isinstance(ring, QPlainTextEdit), f"not in a text but in {ring}"
        return ring

    def new_name(self) -> str:
        self.names += 1
        return f"{self.name}.{self.names}"

    def press(self, key: Key, held: Mod = Mod.NoModifier) -> None:
        QTest.keyClick(self.ring, key, held)
        self.app.processEvents()


def only(place: str, text: str) -> Values:
    return {place: text}


def words_of(text: str) -> str:
    """A note as it is changed, without the time before it."""
    return re.sub(r"^\d{1,2}\.\d\d ", "", text)


def tell(**line: Any) -> None:
    os.write(1, f"{json.dumps(line)}\n".encode())


if __name__ == "__main__":
    dress(application(), dark=False)
    tell(waiting=True)
    Observer(json.loads(sys.stdin.readline())).work()
