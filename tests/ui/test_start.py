"""This file is the first page, worked by keyboard on real school files: what waits, and what to do first."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from lesobs.services.people import PersonDraft, SectionDraft, TeacherDraft
from lesobs.services.school import School
from lesobs.ui import look
from lesobs.ui.models.roles import Role
from lesobs.ui.page import Changes, Place
from lesobs.ui.start.page import StartPage
from lesobs.ui.visits.plan_dialog import PlanDialog
from lesobs.ui.widgets.buttons import Button
from lesobs.ui.widgets.cards import Card
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.states import EmptyState

Key = Qt.Key


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    look.apply(qapp, dark=False)


def shown(qtbot: QtBot, school: School, me: str | None = None) -> StartPage:
    changes = Changes()
    school.on_change(changes.changed.emit)
    page = StartPage(school, changes, lambda: me)
    page.kept_changes = changes  # type: ignore[attr-defined]
    qtbot.addWidget(page)
    page.resize(1190, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.setFocus()
    return page


@pytest.fixture
def marieke(example_school: School) -> str:
    return next(one.id for one in example_school.people.observers() if one.name == "Marieke Doornbos")


def card(page: StartPage, title: str) -> Card:
    return next(one for one in page.findChildren(Card) if title in [it.text() for it in labels(one)])


def labels(card: Card) -> list[Label]:
    return [label for label in card.findChildren(Label) if isinstance(label, Label)]


def waiting(page: StartPage) -> QListView:
    found = card(page, "Wacht op jou").findChild(QListView)
    assert isinstance(found, QListView)
    return found


def words(page: StartPage) -> list[str]:
    return [label.text() for label in page.findChildren(Label) if label.isVisibleTo(page)]


def test_what_waits_longest_has_the_keyboard_and_leads_to_its_talk(
    qtbot: QtBot, example_school: School, marieke: str
) -> None:
    page, went = shown(qtbot, example_school, marieke), []
    page.go.connect(lambda place, item: went.append((place, item)))
    expected = [one for one in example_school.start.overview(marieke).waiting if one.visit is not None]
    assert len(expected) > 1
    view = waiting(page)
    assert view.hasFocus()
    for _ in expected[:2]:
        qtbot.keyClick(view, Key.Key_Return)
        qtbot.keyClick(view, Key.Key_Down)
    assert went == [(Place.DEBRIEF, one.visit.id) for one in expected[:2] if one.visit is not None]


def test_a_lesson_that_was_never_finished_waits_first_and_leads_back_to_it(
    qtbot: QtBot, planned: tuple[School, str]
) -> None:
    school, visit = planned  # of last Thursday
    school.visits.start(visit)
    me = school.people.observers()[0].id
    page, went = shown(qtbot, school, me), []
    page.go.connect(lambda place, item: went.append((place, item)))
    line = waiting(page).model().index(0, 0).data(Role.LINE)
    assert (line.title, line.after, line.action) == ("Minh Đặng", "nog niet afgerond", "Ga verder")
    assert line.attention
    assert school.start.number_waiting(me) == 1
    qtbot.keyClick(waiting(page), Key.Key_Return)
    assert went == [(Place.OBSERVE, visit)]
    school.visits.finish(visit)
    assert waiting(page).model().index(0, 0).data(Role.LINE).action == "Nabespreken"


def test_a_cycle_that_waits_leads_to_its_loop(qtbot: QtBot, example_school: School, marieke: str) -> None:
    page, went = shown(qtbot, example_school, marieke), []
    page.go.connect(lambda place, item: went.append((place, item)))
    overview = example_school.start.overview(marieke)
    row, cycle = next((row, one.cycle) for row, one in enumerate(overview.waiting) if one.cycle is not None)
    view = waiting(page)
    for _ in range(row):
        qtbot.keyClick(view, Key.Key_Down)
    qtbot.keyClick(view, Key.Key_Return)
    assert cycle is not None
    assert went == [(Place.CYCLE, cycle.id)]


def test_a_talk_that_was_held_no_longer_waits(qtbot: QtBot, example_school: School, marieke: str) -> None:
    page = shown(qtbot, example_school, marieke)
    first = example_school.start.overview(marieke).waiting[0].visit
    assert first is not None
    before = waiting(page).model().rowCount()
    example_school.debriefs.discuss(first.id, example_school.today())
    assert waiting(page).model().rowCount() == before - 1
    assert waiting(page).hasFocus()


def test_an_empty_school_says_whom_it_needs_first(qtbot: QtBot, school: School) -> None:
    page, went = shown(qtbot, school), []
    page.go.connect(lambda place, item: went.append((place, item)))
    assert "Eerst de mensen" in words(page)
    assert not waiting(page).isVisible()
    button = page.findChild(EmptyState).findChild(Button)  # type: ignore[union-attr]
    assert isinstance(button, Button)
    assert button.hasFocus()
    qtbot.keyClick(button, Key.Key_Space)
    assert went == [(Place.SCHOOL, "people")]


def test_what_an_empty_school_said_is_gone_at_once_below_a_dialog(qtbot: QtBot, school: School) -> None:
    page = shown(qtbot, school)
    first = page.findChild(EmptyState)
    assert isinstance(first, EmptyState)
    school.people.save_teacher(TeacherDraft("DAN", "Đặng", "Minh"))
    page.refresh()
    assert first.isHidden(), "below a dialog it would stand there twice"


def test_a_school_with_people_asks_for_the_first_visit(
    qtbot: QtBot, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = school.people.save_section(SectionDraft("Wiskunde", "Exact"))
    school.people.save_teacher(TeacherDraft("DAN", "Đặng", "Minh", section_ids=frozenset({section})))
    school.people.save_person(PersonDraft("Marieke Doornbos", "teamleider"))
    page = shown(qtbot, school)
    assert "Klaar voor het eerste bezoek" in words(page)
    asked: list[bool] = []
    monkeypatch.setattr(PlanDialog, "ask", classmethod(lambda *_, **how: asked.append(how["now"])))
    button = page.findChild(EmptyState).findChild(Button)  # type: ignore[union-attr]
    assert isinstance(button, Button)
    assert button.hasFocus()
    qtbot.keyClick(button, Key.Key_Space)
    qtbot.keyClick(page, Key.Key_F5)
    assert asked == [False, True]


def test_a_copy_is_made_and_told(qtbot: QtBot, school: School, own_data_folder: Path) -> None:
    page = shown(qtbot, school)
    assert "Nog geen reservekopie" in [label.text() for label in page.findChildren(Label)]
    button = next(one for one in page.findChildren(Button) if one.accessibleName() == "Nu maken")
    button.click()
    (copy,) = school.backups.all()
    assert copy.path.is_relative_to(own_data_folder)
    told = [label.text() for label in page.findChildren(Label)]
    assert any(text.startswith("Reservekopie: ") for text in told)
