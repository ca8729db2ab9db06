"""This file is one visit from plan to paper without the mouse: real keys in the real window, read back."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from tests.conftest import TODAY

from lesobs.domain.time_on_task import Occupation
from lesobs.domain.visit import LessonPhase, VisitState
from lesobs.services.school import School
from lesobs.services.visit_detail import VisitDetail
from lesobs.ui import look
from lesobs.ui.debrief.page import DebriefPage
from lesobs.ui.debrief.wipe_dialog import WipeDialog
from lesobs.ui.observing.page import ObservingPage
from lesobs.ui.page import Page
from lesobs.ui.preview import Preview
from lesobs.ui.settings import Settings
from lesobs.ui.visits.list_page import VisitsPage
from lesobs.ui.visits.plan_dialog import PlanDialog
from lesobs.ui.window import Window

Key: TypeAlias = Qt.Key
Mod: TypeAlias = Qt.KeyboardModifier
CTRL, SHIFT, NONE = Mod.ControlModifier, Mod.ShiftModifier, Mod.NoModifier
Answering = Callable[[Callable[[QWidget], None]], AbstractContextManager[None]]
LEVELS = (4, 3, 2, 3, 1, 2, 4, 3, 2, 2, 1, 3, 4, 3)
OWN_LEVELS = (1, 3, 3)
"""Of the teacher, on the first indicators; the first is far from what the observer saw."""
QUESTION = "Wie denkt er mee als ik een vraag stel?"


@dataclass
class Hands:
    """Two hands on the keyboard of the window."""

    bot: QtBot
    window: Window
    answering: Answering

    @property
    def ring(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None, "nobody has the keyboard"
        return found

    def press(self, key: Key, held: Mod = NONE) -> None:
        QTest.keyClick(self.ring, key, held)

    def type(self, words: str) -> None:
        QTest.keyClicks(self.ring, words)

    def tab_to(self, name: str) -> None:
        """Go by Tab to what is read aloud by this name."""
        passed = []
        for _ in range(40):
            if self.ring.accessibleName() == name:
                return
            passed.append(self.ring.accessibleName())
            self.press(Key.Key_Tab)
        raise AssertionError(f"no Tab leads to {name}, only to {passed}")

    def page(self) -> Page:
        page = self.window.stack.currentWidget()
        assert isinstance(page, Page)
        return page


@pytest.fixture
def hands(
    qtbot: QtBot, qapp: QApplication, planned: tuple[School, str], answering: Answering
) -> Iterator[Hands]:
    """On Start of a school with one teacher, one observer and one planned visit."""
    school, _ = planned
    file, me = school.path, school.people.observers()[0].id
    school.close()
    look.apply(qapp, dark=False)
    settings = Settings()
    settings.set_me(file, me)
    window = Window(settings, today=lambda: TODAY)
    qtbot.addWidget(window)
    window.furnish()
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 768)
    window.show()
    window.open_file(file)
    with qtbot.waitActive(window):
        window.activateWindow()
    yield Hands(qtbot, window, answering)
    window.close_school()


def test_a_visit_from_plan_to_paper(hands: Hands, planned: tuple[School, str], tmp_path: Path) -> None:
    school = hands.window.school
    assert school is not None

    plan(hands)
    [visit] = [line.id for line in school.visits.all() if line.id != planned[1]]
    observe(hands)
    check_lesson(school.visits.get(visit))
    talk(hands)
    check_talk(school, visit)
    check_paper(report(hands, tmp_path / "verslag.pdf"))


def plan(hands: Hands) -> None:
    hands.press(Key.Key_2, CTRL)
    assert isinstance(hands.page(), VisitsPage)

    def fill_in(dialog: QWidget) -> None:
        assert isinstance(dialog, PlanDialog)
        hands.type("dan")
        hands.tab_to("Lesuur")
        hands.type("4")
        hands.tab_to("Klas")
        hands.type("3h2")
        hands.tab_to("Kijkvraag")
        hands.type(QUESTION)
        hands.press(Key.Key_Return, CTRL)

    with hands.answering(fill_in):
        hands.press(Key.Key_N, CTRL | SHIFT)


def observe(hands: Hands) -> None:
    hands.press(Key.Key_F5)
    assert isinstance(hands.page(), ObservingPage)
    for level in LEVELS:
        hands.press(Key(Key.Key_0 + level))
        hands.press(Key.Key_Down)
    hands.press(Key.Key_A)
    hands.press(Key.Key_2, SHIFT)
    hands.press(Key.Key_Tab)
    hands.type("Fouten worden besproken als stap in het denken.")
    hands.press(Key.Key_Escape)
    hands.press(Key.Key_F7)
    hands.type("Wacht tien tellen na de vraag.")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Escape)
    hands.press(Key.Key_T, CTRL)
    hands.press(Key.Key_L, CTRL)
    hands.type("19z")
    hands.press(Key.Key_F6)
    hands.press(Key.Key_C)
    hands.press(Key.Key_0)
    hands.press(Key.Key_F7)
    hands.type("Acht van 27 schrijven mee.")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_Up)  # the mark of before the phase changed
    hands.press(Key.Key_F2)
    hands.type("De achterste rij haakt af.")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Escape)
    hands.press(Key.Key_F5, SHIFT)


def check_lesson(detail: VisitDetail) -> None:
    assert detail.line.state is VisitState.VISITED
    assert (detail.line.lesson_hour, detail.line.class_group) == (4, "3H2")
    assert (detail.line.focus_question, detail.line.held_on) == (QUESTION, TODAY)
    keys = {one.code: one.key for one in detail.instrument.indicators}
    levels = dict(zip(keys, LEVELS, strict=True)) | {"C1": 0}
    assert {code: detail.ratings[key].level for code, key in keys.items()} == levels
    first = detail.ratings[keys["A1"]]
    assert first.explanation == "Fouten worden besproken als stap in het denken."
    assert first.seen == {1}
    [count] = detail.counts
    assert (count.on_task, count.present) == (19, 27)
    assert (count.occupation, count.phase) == (Occupation.ALONE, LessonPhase.START)
    tied, mark, late = detail.notes
    assert (tied.text, tied.indicator_key) == ("Wacht tien tellen na de vraag.", keys["A1"])
    assert (mark.text, mark.phase) == ("De achterste rij haakt af.", LessonPhase.START)
    assert (late.text, late.indicator_key) == ("Acht van 27 schrijven mee.", keys["C1"])
    assert late.phase is LessonPhase.INSTRUCTION


def talk(hands: Hands) -> None:
    hands.press(Key.Key_N, CTRL)
    page = hands.page()
    assert isinstance(page, DebriefPage)
    for name, words in (
        ("teacher_view", "Ik dacht dat iedereen meedeed."),
        ("observer_view", "Acht van de 27 schreven; de rest wachtte."),
        ("strength", "Je geeft denktijd en houdt die vol."),
        ("next_step", "Iedereen eerst laten schrijven."),
        ("agreement", "Wisbordjes in elke les van 3H2."),
        ("help", "Farida kijkt mee."),
    ):
        hands.tab_to(page.form.texts[name].accessibleName())  # type: ignore[index]
        hands.type(words)
    hands.tab_to("Wanneer kijken we opnieuw?")
    hands.type("10-12-2026")
    hands.tab_to(page.form.texts["reaction"].accessibleName())
    hands.type("Herkenbaar, dank.")
    score_as_teacher(hands)
    hands.press(Key.Key_Return, CTRL)
    with hands.answering(wipe_raw_notes(hands)):
        hands.press(Key.Key_Return, CTRL | SHIFT)


def score_as_teacher(hands: Hands) -> None:
    hands.press(Key.Key_E, CTRL)
    for level in OWN_LEVELS:
        hands.press(Key(Key.Key_0 + level))
        hands.press(Key.Key_Down)
    hands.press(Key.Key_Escape)


def wipe_raw_notes(hands: Hands) -> Callable[[QWidget], None]:
    def wipe(dialog: QWidget) -> None:
        assert isinstance(dialog, WipeDialog)
        hands.tab_to("Wissen en vaststellen")
        hands.press(Key.Key_Space)

    return wipe


def check_talk(school: School, visit: str) -> None:
    assert school.visits.get(visit).line.state is VisitState.SETTLED
    agreed = school.debriefs.get(visit)
    assert agreed.held_on == TODAY
    assert agreed.look_again_on == date(2026, 12, 10)
    assert agreed.help == "Farida kijkt mee."
    detail = school.visits.get(visit)
    keys = [one.key for one in detail.instrument.indicators]
    assert detail.teacher_levels == dict(zip(keys, OWN_LEVELS, strict=False))
    assert [note.text for note in detail.notes] == [
        "Wacht tien tellen na de vraag.",
        "Acht van 27 schrijven mee.",
    ]


def report(hands: Hands, target: Path) -> str:
    """What stands in the report, saved from the preview."""

    def name_it(_dialog: QWidget) -> None:
        hands.press(Key.Key_A, CTRL)
        hands.type(str(target))
        hands.press(Key.Key_Return)

    def save(dialog: QWidget) -> None:
        assert isinstance(dialog, Preview)
        with hands.answering(name_it):
            hands.press(Key.Key_S, CTRL)
        dialog.activateWindow()  # a window manager does this
        hands.bot.waitUntil(dialog.isActiveWindow)
        hands.press(Key.Key_Escape)

    with hands.answering(save):
        hands.press(Key.Key_P, CTRL)
    pages = [page.extract_text() for page in PdfReader(target).pages]
    assert len(pages) <= 2
    return " ".join(" ".join(pages).split())


def check_paper(words: str) -> None:
    for expected in (
        QUESTION,
        "Je geeft denktijd en houdt die vol.",
        "Iedereen eerst laten schrijven.",
        "Wisbordjes in elke les van 3H2.",
        "Farida kijkt mee.",
        "Wanneer ma 23 nov 2026, les 4",
        "We kijken opnieuw",
        "do 10 dec 2026",
        "Herkenbaar, dank.",
        "Wacht tien tellen na de vraag.",
        "Fouten worden besproken als stap in het denken.",
        "waren 19 van de 27 leerlingen met de les bezig",
        "A1 Sfeer en uitdaging niet zichtbaar zichtbaar en werkzaam *",
        "A2 Veilig om te proberen zichtbaar zichtbaar",
        "A3 Iedereen doet mee zichtbaar in aanzet",
        "B1 Ordelijk verloop niet gescoord niet zichtbaar",
        "C1 Heldere uitleg niet gescoord n.v.t.",
    ):
        assert expected in words
    assert "De achterste rij haakt af." not in words, "it was wiped"
