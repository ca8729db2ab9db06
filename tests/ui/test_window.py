"""This file is the window on the real example school: its menus, keys, undo, help, copies and width."""

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt, QTimer, QTranslator
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QListView, QMenu, QMessageBox, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from lesobs import paths
from lesobs.app import dress
from lesobs.domain.cycle import Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.visit import VisitState
from lesobs.services.backups import copies_of
from lesobs.services.demo import EXAMPLE_DAY
from lesobs.services.school import School
from lesobs.ui import errors, look, open_school
from lesobs.ui.cycle.page import CyclePage
from lesobs.ui.cycle.whole import Stop
from lesobs.ui.help import HelpWindow
from lesobs.ui.page import Page, Place
from lesobs.ui.picture.page import PicturePage
from lesobs.ui.widgets.labels import Label
from lesobs.ui.window import PLACES, Window

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL = Modifier.ControlModifier
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
Answering = Callable[[Callable[[QWidget], None]], AbstractContextManager[None]]
EVERYWHERE = tuple(Place)


def school_of(window: Window) -> School:
    assert window.school is not None
    return window.school


def page_of(window: Window) -> Page:
    page = window.stack.currentWidget()
    assert isinstance(page, Page)
    return page


def waiting_visit(window: Window) -> str:
    """A visit that was seen and waits for its talk."""
    return next(one.id for one in school_of(window).visits.all() if one.state is VisitState.VISITED)


def go(window: Window, place: Place) -> Page:
    window.show_place(place, waiting_visit(window) if place in (Place.OBSERVE, Place.DEBRIEF) else "")
    return page_of(window)


def menu(window: Window, name: str) -> QMenu:
    found = next(one for one in window.menuBar().actions() if one.text().replace("&", "") == name).menu()
    assert isinstance(found, QMenu)
    return found


def entries(menu: QMenu) -> list[QAction]:
    """What one can choose in a menu and the menus in it."""
    found = []
    for action in menu.actions():
        inside = action.menu()
        if isinstance(inside, QMenu):
            found += entries(inside)
        elif not action.isSeparator():
            found.append(action)
    return found


def offered(page: Page) -> list[QAction]:
    """What one can choose while a page is shown, also from a menu of its own."""
    found = []
    for action in page.menu_actions():
        inside = action.menu()
        found += entries(inside) if isinstance(inside, QMenu) else [action]
    return found


def all_entries(window: Window) -> list[QAction]:
    shown = [action for action in window.menuBar().actions() if action.isVisible()]
    return [entry for action in shown for entry in entries(menu(window, action.text().replace("&", "")))]


def entry(window: Window, menu_name: str, beginning: str) -> QAction:
    return next(
        one for one in entries(menu(window, menu_name)) if one.text().replace("&", "").startswith(beginning)
    )


# Ways to the pages


@pytest.mark.parametrize(("number", "place"), list(enumerate((place for place, _, _ in PLACES), start=1)))
def test_ctrl_and_a_number_goes_to_a_page(qtbot: QtBot, window: Window, number: int, place: str) -> None:
    window.show_place("school" if place != "school" else "start")
    qtbot.keyClick(window, Key(Key.Key_0 + number), CTRL)
    assert page_of(window).place == place


def test_what_is_being_typed_is_kept_when_the_page_is_left(qtbot: QtBot, window: Window) -> None:
    visit = waiting_visit(window)
    window.show_place(Place.DEBRIEF, visit)
    field = window.focusWidget()
    assert field is not None
    qtbot.keyClick(field, Key.Key_End, CTRL)
    qtbot.keyClicks(field, " en verder")
    qtbot.keyClick(window, Key.Key_1, CTRL)
    talk = school_of(window).debriefs.get(visit)
    assert talk is not None
    assert any(str(text).endswith(" en verder") for text in vars_of(talk))


def vars_of(talk: object) -> list[object]:
    return [getattr(talk, name) for name in talk.__dataclass_fields__]  # type: ignore[attr-defined]


# Menus


@pytest.mark.parametrize("place", EVERYWHERE)
def test_the_actions_of_a_page_are_in_its_menus(window: Window, place: Place) -> None:
    page = go(window, place)
    for action in page.menu_actions():
        assert action in menu(window, str(action.property("menu"))).actions(), action.text()
    assert set(offered(page)) <= set(all_entries(window))
    elsewhere = go(window, Place.SCHOOL if place is not Place.SCHOOL else Place.START)
    left = set(offered(page)) - set(offered(elsewhere))
    assert not left & set(all_entries(window))


@pytest.mark.parametrize("place", EVERYWHERE)
def test_no_two_actions_of_a_page_share_a_key(window: Window, place: Place) -> None:
    go(window, place)
    keys = Counter(
        key.toString()
        for action in set(all_entries(window)) | set(page_of(window).actions())
        if action.isEnabled()
        for key in action.shortcuts()
    )
    assert [key for key, number in keys.items() if number > 1] == []


@pytest.mark.parametrize("place", EVERYWHERE)
def test_each_menu_and_each_entry_has_a_letter_of_its_own(window: Window, place: Place) -> None:
    go(window, place)
    lists = [window.menuBar().actions()]
    lists += [menu(window, action.text().replace("&", "")).actions() for action in lists[0]]
    for actions in lists:
        letters = Counter(
            found.group(1).lower()
            for action in actions
            if action.isVisible() and (found := re.search("&(.)", action.text()))
        )
        assert [letter for letter, number in letters.items() if number > 1] == [], letters


def test_pages_are_made_ready_while_start_is_read_and_not_while_somebody_works(
    qtbot: QtBot, window: Window, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for soon in ("IDLE", "BETWEEN"):
        monkeypatch.setattr(open_school, soon, 0)
    window.close_school()
    window.open_file(example)
    go(window, Place.VISITS)
    with qtbot.assertNotEmitted(window.stack.widgetAdded, wait=50):
        QApplication.processEvents()
    start = go(window, Place.START)
    qtbot.waitUntil(lambda: window.stack.count() == len(Place), timeout=60_000)
    assert page_of(window) is start
    assert start.isAncestorOf(QApplication.focusWidget())


def test_without_a_school_nothing_asks_for_one(window: Window) -> None:
    entry(window, "Bestand", "School sluiten").trigger()
    assert window.school is None
    assert not window.nav.isVisible()
    enabled = {action.text().replace("&", "") for action in all_entries(window) if action.isEnabled()}
    assert not enabled & {"Start", "School", "Reservekopie maken", "Wie ben je?…", "School sluiten"}
    assert {"Nieuwe school…", "Openen…", "Afsluiten"} <= enabled


# Undo and redo


def test_undo_and_redo_say_what_they_do_and_do_it(qtbot: QtBot, window: Window) -> None:
    school, visit = school_of(window), waiting_visit(window)
    undo, redo = entry(window, "Bewerken", "Ongedaan maken"), entry(window, "Bewerken", "Opnieuw")
    assert not undo.isEnabled()
    assert not redo.isEnabled()
    detail = school.visits.get(visit)
    key = detail.instrument.indicators[0].key
    before = detail.ratings[key].level
    after = 1 if before != 1 else 2
    school.observing.score(visit, key, after)
    assert undo.text() == f"Ongedaan maken: {school.undo.next_undo}"
    assert school.undo.next_undo
    qtbot.keyClick(window, Key.Key_Z, CTRL)
    assert school.visits.get(visit).ratings[key].level == before
    assert redo.text() == f"Opnieuw: {school.undo.next_redo}"
    qtbot.keyClick(window, Key.Key_Y, CTRL)
    assert school.visits.get(visit).ratings[key].level == after
    qtbot.keyClick(window, Key.Key_Z, CTRL)
    qtbot.keyClick(window, Key.Key_Z, CTRL | Modifier.ShiftModifier)
    assert school.visits.get(visit).ratings[key].level == after


def test_the_window_lives_while_a_long_list_is_taken_back(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    school, page = school_of(window), go(window, Place.SCHOOL)
    known = {teacher.code for teacher in school.people.teachers()}
    list_ = tmp_path / "lijst.csv"
    rows = (f"N{number};Noor;Nieuw {number};Wiskunde" for number in range(150))
    list_.write_text("\n".join(["Afkorting;Roepnaam;Achternaam;Sectie", *rows]), encoding="utf-8")
    school.rosters.apply(school.rosters.preview(list_))
    assert school.undo.takes_long() and not school.undo.takes_long(redo=True)
    ticks: list[int] = []
    beat = QTimer(page, interval=5)
    beat.timeout.connect(lambda: ticks.append(1))
    beat.start()
    qtbot.keyClick(window, Key.Key_Z, CTRL)
    assert ticks, "nothing was painted or heard meanwhile"
    assert {teacher.code for teacher in school.people.teachers()} == known
    qtbot.keyClick(window, Key.Key_Y, CTRL)
    beat.stop()
    assert len(school.people.teachers()) == len(known) + 150


# Help


@pytest.mark.parametrize("place", EVERYWHERE)
def test_f1_shows_the_help_of_the_page(qtbot: QtBot, window: Window, place: Place) -> None:
    page = go(window, place)
    if place in EVERYWHERE[1:]:
        assert page.help_page != "start", "the help of where one begins says little here"
    text = (paths.resources() / "help" / f"{page.help_page}.md").read_text("utf-8")
    qtbot.keyClick(window, Key.Key_F1)
    shown = window.findChild(HelpWindow)
    assert shown is not None
    words = shown.findChild(QTextBrowser)
    assert isinstance(words, QTextBrowser)
    assert words.toPlainText().splitlines()[0] == text.splitlines()[0].removeprefix("# ")
    shown.close()


@pytest.mark.parametrize("place", [Place.START, Place.PICTURE, Place.CALENDAR, Place.CYCLE, Place.LOAD])
def test_f5_begins_a_visit_wherever_one_is(
    qtbot: QtBot, window: Window, answering: Answering, place: Place
) -> None:
    go(window, place)
    asked: list[str] = []

    def begin(dialog: QWidget) -> None:
        asked.append(dialog.windowTitle())
        qtbot.keyClick(dialog, Key.Key_Escape)

    with answering(begin):
        qtbot.keyClick(window, Key.Key_F5)
    assert asked == ["Bezoek beginnen"]
    assert page_of(window).place is place, "who thinks better of it stays there"


def test_a_cycle_opens_where_it_is_and_not_where_one_looked_in_another(qtbot: QtBot, window: Window) -> None:
    cycles = school_of(window).cycles.all()
    doing = next(one.id for one in cycles if one.phase is Phase.DO and one.closed_on is None)
    window.show_place(Place.CYCLE, next(one.id for one in cycles if one.closed_on is not None))
    page = page_of(window)
    assert isinstance(page, CyclePage)
    page.loop.cards[Stop.ACT].setFocus()
    assert page.loop.stop is Stop.ACT
    go(window, Place.CALENDAR)
    window.show_place(Place.CYCLE, doing)
    assert page.loop.stop is Stop.DO and page.loop.cards[Stop.DO].hasFocus()


def test_pages_of_the_help_refer_to_one_another() -> None:
    folder = paths.resources() / "help"
    for page in folder.glob("*.md"):
        for target in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8")):
            assert (folder / target.partition("#")[0]).is_file(), f"{page.name}: {target}"


# Copies


def test_closing_copies_what_changed(window: Window) -> None:
    path, visit = school_of(window).path, waiting_visit(window)
    school_of(window).debriefs.write(visit, "strength", "Rust in de klas.")
    window.close()
    (copy,) = copies_of(path)
    with School.open(copy.path) as kept:
        talk = kept.debriefs.get(visit)
        assert talk is not None
        assert "Rust in de klas." in vars_of(talk)


def test_closing_copies_nothing_when_nothing_changed(window: Window) -> None:
    path = school_of(window).path
    for place in EVERYWHERE:
        go(window, place)
    window.close()
    assert copies_of(path) == []


def test_a_copy_that_fails_at_closing_is_told(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    school_of(window).debriefs.write(waiting_visit(window), "strength", "Rust in de klas.")
    (paths.data_folder()).mkdir(parents=True, exist_ok=True)
    (paths.data_folder() / "reservekopieën").write_text("geen map")
    told: list[tuple[str, str]] = []
    monkeypatch.setattr("lesobs.ui.ask.tell", lambda _parent, *words: told.append(words))
    window.close()
    ((title, sentence),) = told
    assert title == "Er is geen reservekopie gemaakt"
    assert "reservekopieën" in sentence


# What the window tells


def test_the_title_names_the_school(window: Window) -> None:
    school = school_of(window)
    assert window.windowTitle() == f"{school.settings().name} – lesobs"
    school.change_settings(replace(school.settings(), name="De Linde"))
    assert window.windowTitle() == "De Linde – lesobs"


def test_saved_is_told_with_the_clock_and_not_of_another_school(window: Window, tmp_path: Path) -> None:
    school_of(window).debriefs.write(waiting_visit(window), "strength", "Rust in de klas.")
    assert re.fullmatch(r"Bewaard \d\d\.\d\d\.\d\d", window.nav.saved.accessibleName())
    other = tmp_path / "ander.lesobs"
    other.write_bytes(school_of(window).path.read_bytes())
    window.settings.set_me(other, "")
    window.open_file(other)
    assert window.nav.saved.accessibleName() == "Bewaard"


def test_what_waits_is_counted_once_a_lesson_is_left(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_school, "QUIET", 50)
    school, bar = school_of(window), window.nav.findChild(QListView)
    assert bar is not None
    waiting = school.start.overview(window.settings.me(school.path)).waiting
    other = next(one.visit.id for one in waiting if one.visit and one.visit.id != waiting_visit(window))
    start = bar.model().index(0, 0)
    qtbot.waitUntil(lambda: "wacht" in str(start.data(SPOKEN)))
    before = start.data(SPOKEN)
    go(window, Place.OBSERVE)
    school.visits.remove(other)
    qtbot.wait(200)
    assert start.data(SPOKEN) == before, "nobody sees it now, and it would take time of a key"
    window.show_place(Place.START)
    qtbot.waitUntil(lambda: start.data(SPOKEN) != before)


def test_in_little_width_the_bar_keeps_its_icons(qtbot: QtBot, window: Window) -> None:
    assert window.nav.width() == look.NAV_WIDTH
    window.resize(853, 480)
    qtbot.waitUntil(lambda: window.nav.width() == look.RAIL_WIDTH)
    window.resize(1366, 768)
    qtbot.waitUntil(lambda: window.nav.width() == look.NAV_WIDTH)


@pytest.mark.parametrize("place", EVERYWHERE)
def test_every_page_fits_a_small_screen(qtbot: QtBot, window: Window, place: Place) -> None:
    """1280x720 at 150 %: nothing may be cut off at the right or below."""
    window.resize(853, 480)
    page = go(window, place)
    qtbot.waitUntil(lambda: page.width() <= 853)
    QApplication.processEvents()
    needed = page.minimumSizeHint()
    assert (needed.width() <= page.width(), needed.height() <= page.height()) == (True, True), (
        needed,
        page.size(),
    )


# Words


@pytest.fixture
def in_dutch(qapp: QApplication) -> Iterator[None]:
    """The words of Qt as the program has them."""
    before, place = qapp.children(), QLocale()
    dress(qapp, dark=False)
    yield
    QLocale.setDefault(place)
    for made in (child for child in qapp.children() if child not in before):
        if isinstance(made, QTranslator):
            qapp.removeTranslator(made)
        made.deleteLater()


def shown_keys(action: QAction) -> str:
    """The keys of an action as its menu shows them."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


@pytest.mark.usefixtures("in_dutch")
def test_menus_name_keys_as_people_do(window: Window) -> None:
    go(window, Place.DEBRIEF)
    assert shown_keys(entry(window, "Lesbezoek", "Besproken")) == "Ctrl+Enter"
    assert shown_keys(entry(window, "Lesbezoek", "Terug naar de lijst")) == "Alt+Pijl links"


@pytest.mark.usefixtures("in_dutch")
def test_both_enters_save_in_dutch(qtbot: QtBot, window: Window, answering: Answering) -> None:
    """Qt reads shortcuts in the words of the language: two keys with one name would both do nothing."""
    picture = go(window, Place.PICTURE).findChild(PicturePage)
    assert picture is not None
    qtbot.waitUntil(lambda: not picture.waiting, timeout=20_000)
    for key in (Key.Key_Return, Key.Key_Enter):

        def write(dialog: QWidget, key: Qt.Key = key) -> None:
            field = dialog.focusWidget()
            assert field is not None
            qtbot.keyClicks(field, "Iedereen durft.")
            qtbot.keyClick(field, key, CTRL)
            assert not dialog.isVisible()

        with answering(write):
            entry(window, "Kwaliteit", "Bevinding maken").trigger()
    assert [one.text for one in school_of(window).findings.all()].count("Iedereen durft.") == 2


@pytest.mark.usefixtures("in_dutch")
def test_words_of_qt_are_those_of_the_program() -> None:
    assert QApplication.translate("QFileDialog", "Files of &type:") == "&Soort bestand:"
    assert QApplication.translate("QLineEdit", "&Copy") == "&Kopiëren"


def test_a_mistake_of_the_program_is_told_once(
    qtbot: QtBot,
    window: Window,
    monkeypatch: pytest.MonkeyPatch,
    answering: Answering,
) -> None:
    monkeypatch.setattr("sys.excepthook", None)
    monkeypatch.setattr("sys.__excepthook__", lambda *_: None)
    errors.tell_of_mistakes(window)
    mistake = ZeroDivisionError("verzonnen")

    def copy_details(box: QWidget) -> None:
        assert isinstance(box, QMessageBox)
        assert "Traceback" not in box.text()
        next(button for button in box.buttons() if "kopiëren" in button.text()).click()

    with answering(copy_details):
        sys.excepthook(ZeroDivisionError, mistake, None)
        qtbot.waitUntil(lambda: "verzonnen" in QApplication.clipboard().text())
    sys.excepthook(ZeroDivisionError, mistake, None)
    qtbot.wait(20)
    assert QApplication.activeModalWidget() is None


def test_a_refusal_that_nobody_answered_is_no_mistake(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.excepthook", None)
    errors.tell_of_mistakes(window)
    sys.excepthook(RuleBroken, RuleBroken("Deze telling is er niet meer."), None)
    assert window.bar.isVisible()
    assert window.bar.accessibleName() == "Deze telling is er niet meer."


def test_a_file_that_can_not_be_read_keeps_one_where_one_is(window: Window, example: Path) -> None:
    window.show_place("visits")
    whole = example.read_bytes()
    example.write_bytes(bytes(len(whole)))  # the disk gives nothing sensible any more
    window.show_place("calendar")
    page = window.stack.currentWidget()
    assert isinstance(page, Page) and page.place == "visits"
    assert window.bar.isVisible() and "is niet leesbaar" in window.bar.accessibleName()
    example.write_bytes(whole)
    window.show_place("calendar")
    page = window.stack.currentWidget()
    assert isinstance(page, Page) and page.place == "calendar"


def test_the_day_is_in_the_corner(window: Window) -> None:
    corner = window.menuBar().cornerWidget()
    assert isinstance(corner, Label)
    assert corner.text() == "ma 23 nov 2026 · week 48"
    assert date(2026, 11, 23) == EXAMPLE_DAY
