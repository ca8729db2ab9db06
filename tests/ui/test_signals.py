"""The questions and loops of Start in the real window: each leads in one step to just what it speaks of."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.cycle import Phase
from lesobs.domain.signals import SignalKind
from lesobs.services.calendar import ActivityDraft
from lesobs.services.cycles import CycleDraft
from lesobs.services.people import PersonDraft
from lesobs.services.school import School
from lesobs.services.signals import About
from lesobs.ui.calendar.page import CalendarPage
from lesobs.ui.cycle.page import CyclePage
from lesobs.ui.load.page import LoadPage
from lesobs.ui.page import Place
from lesobs.ui.start.page import StartPage
from lesobs.ui.visits.list_page import VisitsPage
from lesobs.ui.widgets.buttons import Button
from lesobs.ui.widgets.doors import Door
from lesobs.ui.window import Window

Key = Qt.Key


def school_of(window: Window) -> School:
    assert window.school is not None
    return window.school


def ask_everything(school: School) -> str:
    """Make of the example school one in which every signal is put; gives the id of who has no visits, and
    is asked about the talks of others."""
    today = school.today()
    ruud = next(one for one in school.people.persons() if one.name == "Ruud Hofstede")
    school.people.save_person(PersonDraft(ruud.name, ruud.function, ruud.role, today, ruud.id))
    new = school.people.save_person(PersonDraft("Noor Bos", "sectieleider"))
    late = today - timedelta(days=3)
    school.cycles.save(CycleDraft("Te laat", "OP3", "Meer", owner_id=new, check_on=late))
    blind = school.cycles.save(CycleDraft("Zonder Check", "OP3", "Meer", owner_id=new))
    for number in range(30):
        day = date(2027, 5, 3) + timedelta(days=number % 5)
        draft = ActivityDraft(f"Werk {number}", Phase.DO, "OP3", day, day, owner_id=new)
        school.calendar.save(draft)
    school.calendar.save(ActivityDraft("Blind", Phase.DO, "OP3", today, today, cycle_id=blind))
    return new


def shown_in(page: QWidget) -> tuple[Place, set[str]]:
    """Where one is, and the ids of what is shown there."""
    if isinstance(page, VisitsPage):
        if page.view.value() == "round":
            wanted = page.round.filters.value().only
            assert wanted is not None
            assert all(wanted & set(row.teacher.section_ids) for row in page.round.table.rows.lines())
            return Place.VISITS, set(wanted)
        return Place.VISITS, {row.visit.id for row in page.table.rows.lines()}
    assert isinstance(page, CalendarPage)
    if page.view() == "cycles":
        lines = page.views.cycles.model.lines()
        return Place.CALENDAR, {line.key for line in lines if hasattr(line, "key")}
    agenda = page.views.agenda.model()
    lines = [agenda.line(row) for row in range(agenda.rowCount())]  # type: ignore[attr-defined]
    return Place.CALENDAR, {line.activity.id for line in lines if line.activity}


def doors(window: Window) -> list[Door]:
    page = window.stack.currentWidget()
    assert isinstance(page, StartPage)
    QApplication.processEvents()  # what was put in just now is shown a moment later
    return [door for door in page.findChildren(Door) if door.isVisible()]


def door(window: Window, beginning: str) -> Door:
    return next(one for one in doors(window) if one.accessibleName().startswith(beginning))


def test_every_signal_leads_to_exactly_what_it_speaks_of(qtbot: QtBot, window: Window) -> None:
    school = school_of(window)
    window.settings.set_me(school.path, ask_everything(school))
    window.show_me()
    signals = school.signals.all()
    assert {one.key.partition(":")[0] for one in signals} == set(SignalKind)
    for signal in signals:
        window.show_place(Place.START)
        way = door(window, signal.sentence)
        way.setFocus()
        qtbot.keyClick(way, Key.Key_Return)
        page = window.stack.currentWidget()
        if signal.about is About.PERSON:
            assert isinstance(page, LoadPage)
            line = page.table.current()
            assert line is not None and (line.key,) == signal.ids
            assert page.bar.isVisible() and page.bar.accessibleName() == signal.sentence
            continue
        place, ids = shown_in(page)
        assert ids == set(signal.ids), signal.key
        assert place == (Place.VISITS if signal.about in (About.VISIT, About.SECTION) else Place.CALENDAR)


def test_an_answered_question_leaves_its_list_and_says_when_nothing_is_left(
    qtbot: QtBot, window: Window
) -> None:
    school = school_of(window)
    qtbot.keyClick(door(window, "1 activiteit heeft nog geen eigenaar"), Key.Key_Space)
    page = window.stack.currentWidget()
    assert isinstance(page, CalendarPage)
    assert page.asked.accessibleName() == "1 activiteit heeft nog geen eigenaar. Wie pakt dat op?"
    (activity,) = shown_in(page)[1]
    total = len(school.calendar.activities(school.year))
    draft = school.calendar.draft(activity)
    owner = school.people.persons()[0].id
    school.calendar.save(
        ActivityDraft(**{**{n: getattr(draft, n) for n in draft.__slots__}, "owner_id": owner})
    )
    assert page.asked.accessibleName() == "Daar is niets meer van over. Je ziet weer alles."
    assert len(shown_in(page)[1]) == total
    page.asked.findChildren(Button)[0].click()
    assert not page.asked.isVisible()
    school.undo.undo()
    assert not page.asked.isVisible()  # it was put away


def test_escape_and_the_button_show_everything_again(qtbot: QtBot, window: Window) -> None:
    window.show_place(Place.START)
    for leave in ("key", "button", "year"):
        window.show_place(Place.START)
        qtbot.keyClick(door(window, "7 activiteiten in februari"), Key.Key_Return)
        page = window.stack.currentWidget()
        assert isinstance(page, CalendarPage)
        assert len(shown_in(page)[1]) == 7
        if leave == "key":
            qtbot.keyClick(page.views.agenda, Key.Key_Escape)
        elif leave == "button":
            QTest.keyClick(page.asked.findChildren(Button)[0], Key.Key_Space)
        else:
            page.years.step(1)
            page.years.step(-1)
        assert len(shown_in(page)[1]) == len(page.school.calendar.activities(page.school.year))
        assert not page.asked.isVisible()


def test_what_goes_on_paper_is_what_the_question_left(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClick(door(window, "7 activiteiten in februari"), Key.Key_Return)
    page = window.stack.currentWidget()
    assert isinstance(page, CalendarPage)
    choice = page._share._choice()
    assert len(choice.lines) == 7
    assert choice.words == "begint in februari 2027"
    page.switch.changed.emit("board")
    assert len(page._share._choice().lines) == 7


def test_a_question_about_cycles_makes_way_for_the_other_views(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClick(door(window, "1 cyclus heeft geen vervanger"), Key.Key_Return)
    page = window.stack.currentWidget()
    assert isinstance(page, CalendarPage)
    assert page.asked.isVisible()
    qtbot.keyClick(page, Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert not page.asked.isVisible()
    qtbot.keyClick(page, Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert page.asked.isVisible()
    assert len(shown_in(page)[1]) == 1


def loops(window: Window) -> list[tuple[str, str]]:
    overview = school_of(window).start.overview(None)
    return [(one.title, one.id) for one in (*overview.cycles, *overview.secured)]


def test_open_and_secured_loops_are_one_step_away(qtbot: QtBot, window: Window) -> None:
    assert len(loops(window)) == 5
    for title, cycle in loops(window):
        window.show_place(Place.START)
        way = door(window, f"{title}, ")
        way.setFocus()
        qtbot.keyClick(way, Key.Key_Return)
        page = window.stack.currentWidget()
        assert isinstance(page, CyclePage)
        assert page.unfinished() == cycle


def test_a_click_anywhere_on_a_row_of_the_week_goes_there(qtbot: QtBot, window: Window) -> None:
    week = school_of(window).start.overview(window.settings.me(school_of(window).path)).week
    visit = next(item.visit for item in week if item.visit is not None)
    activity = next(item.activity for item in week if item.activity is not None)
    ways: tuple[tuple[str, Callable[[QWidget], bool]], ...] = (
        (visit.teacher, lambda page: isinstance(page, VisitsPage) and page.list.chosen() == visit),
        (
            activity.title,
            lambda page: isinstance(page, CalendarPage) and page.views.selected_id() == activity.id,
        ),
    )
    for words, is_there in ways:
        window.show_place(Place.START)
        way = next(one for one in doors(window) if words in one.accessibleName())
        qtbot.mouseClick(way, Qt.MouseButton.LeftButton, pos=way.rect().center())
        assert is_there(window.stack.currentWidget())


def test_all_cycles_are_a_button_away(qtbot: QtBot, window: Window) -> None:
    page = window.stack.currentWidget()
    button = next(one for one in page.findChildren(Button) if one.accessibleName() == "Alle cycli")
    button.click()
    now = window.stack.currentWidget()
    assert isinstance(now, CalendarPage)
    assert now.view() == "cycles"


def test_everything_on_start_is_reached_by_tab(qtbot: QtBot, window: Window) -> None:
    page = window.stack.currentWidget()
    page.setFocus()
    reached = set()
    for _ in range(60):
        qtbot.keyClick(window.focusWidget() or page, Key.Key_Tab)
        reached.add(window.focusWidget())
    assert doors(window)
    assert set(doors(window)) <= reached
