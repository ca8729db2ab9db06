"""This file is what the page of a cycle promises, with real keys, from a finding to secured and beyond."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from tests.conftest import TODAY, Clock
from tests.services.test_follow_up import look_again, of_mathematics
from tests.ui.conftest import Answering

from lesobs.domain.cycle import Outcome, Phase
from lesobs.domain.finding import FindingState
from lesobs.services.calendar import ActivityDraft
from lesobs.services.cycles import Aim
from lesobs.services.rounds import RoundDraft
from lesobs.services.school import School
from lesobs.ui import look
from lesobs.ui.calendar.activity_dialog import ActivityDialog
from lesobs.ui.cycle.page import CyclePage
from lesobs.ui.cycle.whole import STOPS, Stop, whole_of
from lesobs.ui.page import Changes, Place

Key, Mod = Qt.Key, Qt.KeyboardModifier
CTRL = Mod.ControlModifier
Open = Callable[..., CyclePage]


@pytest.fixture
def teams(filled: Path, clock: Clock) -> Iterator[School]:
    """The filled school, in which time can go on."""
    with School.open(filled, today=lambda: clock.day) as school:
        yield school


@pytest.fixture
def cycle(teams: School) -> str:
    """A cycle in Plan from a finding about the section with six teachers; nothing else is filled in."""
    teams.rounds.save(RoundDraft("Ronde 1", date(2026, 10, 1), date(2026, 10, 30)))
    finding = of_mathematics(teams)
    return teams.cycles.save(replace(teams.cycles.draft_from(finding.id), title="Meedenken"))


@pytest.fixture
def open_page(teams: School, qtbot: QtBot, qapp: QApplication) -> Open:
    def opened(cycle: str, width: int = 1190, height: int = 690) -> CyclePage:
        look.apply(qapp, dark=False)
        changes = Changes(qapp)
        teams.on_change(changes.changed.emit)
        page = CyclePage(teams, changes)
        qtbot.addWidget(page)
        page.resize(width, height)
        page.show_item(cycle)
        with qtbot.waitExposed(page):
            page.show()
        page.activateWindow()
        page.setFocus()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return page

    return opened


def typed(qtbot: QtBot, text: str) -> None:
    for sign in text:
        qtbot.keyClicks(focused(), sign)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Mod.NoModifier) -> None:
    qtbot.keyClick(focused(), key, modifier)


def focus_on(qtbot: QtBot, widget: QWidget) -> None:
    """Give a widget the keyboard; without a screen nobody takes it back from the list below a field."""
    widget.window().activateWindow()
    qtbot.waitUntil(widget.window().isActiveWindow)
    widget.setFocus(Qt.FocusReason.TabFocusReason)


def plan(qtbot: QtBot, page: CyclePage) -> None:
    """Fill in what a plan needs, and go on to Do."""
    press(qtbot, Key.Key_Return)
    assert focused() is page.plan.goal
    typed(qtbot, "In vier van de zes lessen denkt iedereen mee.")
    page.plan.focus_on("owner")
    typed(qtbot, "Doornbos")
    press(qtbot, Key.Key_Return)
    page.plan.focus_on("check_on")
    typed(qtbot, "1-3-2027")
    press(qtbot, Key.Key_Return, CTRL)


def do(qtbot: QtBot, answering: Answering) -> None:
    """One activity on the day itself."""

    def fill(dialog: QWidget) -> None:
        assert isinstance(dialog, ActivityDialog)
        qtbot.keyClicks(dialog.title, "Denktijd geven")
        qtbot.keyClick(dialog.title, Key.Key_Return, CTRL)

    with answering(fill):
        press(qtbot, Key.Key_Insert)


def test_one_loop_from_a_finding_to_secured(
    teams: School, cycle: str, open_page: Open, qtbot: QtBot, answering: Answering, clock: Clock
) -> None:
    page = open_page(cycle)
    assert page.loop.stop is Stop.PLAN and page.loop.cards[Stop.PLAN].hasFocus()
    plan(qtbot, page)
    line = teams.cycles.line(cycle)
    assert (line.phase, line.goal) == (Phase.DO, "In vier van de zes lessen denkt iedereen mee.")
    assert (line.owner, line.check_on) == ("Marieke Doornbos", date(2027, 3, 1))
    assert page.loop.stop is Stop.DO
    do(qtbot, answering)
    assert [one.title for one in page.doing._lines] == ["Denktijd geven"]
    page.loop.setFocus()
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Space)
    assert not teams.calendar.of_cycle(cycle)[0].status.open
    press(qtbot, Key.Key_Return, CTRL)
    assert teams.cycles.line(cycle).phase is Phase.CHECK and page.loop.stop is Stop.CHECK
    clock.day = date(2027, 2, 15)
    teams.rounds.save(RoundDraft("Ronde 2", date(2027, 2, 1), date(2027, 3, 1)))
    look_again(teams, date(2027, 2, 10), 6)
    qtbot.waitUntil(lambda: "3 van 6" in page.loop.cards[Stop.CHECK].accessibleName())
    assert page.check._now._bar.isVisible()
    assert "Te weinig lessen" in page.check.verdict.accessibleName()
    press(qtbot, Key.Key_Return, CTRL)
    assert page.check.decision.missing.words.text() == "Kies eerst: borgen, bijstellen of stoppen."
    later = date(2027, 3, 1)
    teams.calendar.save(ActivityDraft("Check", Phase.CHECK, "OP3", later, later, cycle_id=cycle))
    assert focused() is page.check.decision.options[Outcome.SECURE]
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Return, CTRL)
    line = teams.cycles.line(cycle)
    assert line.outcome is Outcome.SECURE and page.loop.stop is Stop.LOOKS
    looks = [one.starts_on for one in teams.calendar.of_cycle(cycle)[1:] if one.status.open]
    assert looks == [date(2027, 8, 30), date(2028, 2, 15)]
    assert "1 geplande check vervalt." in page.message.accessibleName()
    finding = next(one for one in teams.findings.all() if one.id == line.finding_id)
    assert finding.state is FindingState.SECURED
    assert page.message.isVisible() and "30 aug 2027" in page.message.accessibleName()
    page.message.acted.emit()
    assert teams.cycles.line(cycle).outcome is None


def test_closing_without_a_look_says_what_is_missing_and_leads_there(
    teams: School, cycle: str, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(cycle)
    page.loop.cards[Stop.CHECK].setFocus()
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Space)
    press(qtbot, Key.Key_Return, CTRL)
    missing = page.check.decision.missing
    assert missing.isVisible() and "waaraan zien jullie" in missing.words.text()
    way = focused()
    assert way is missing.buttons[0]
    qtbot.waitUntil(lambda: way.visibleRegion().boundingRect() == way.rect())
    press(qtbot, Key.Key_Space)
    assert page.loop.stop is Stop.PLAN and focused() is page.plan.goal
    page.loop.setFocus()
    plan(qtbot, page)
    press(qtbot, Key.Key_Return, CTRL)
    assert teams.cycles.line(cycle).phase is Phase.CHECK
    decision = page.check.decision
    decision.options[Outcome.ADJUST].setFocus()
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Return, CTRL)
    assert "nog niet opnieuw gekeken" in decision.missing.words.text()
    assert [button.text() for button in decision.missing.buttons] == ["Plan bezoeken", "Waarom nu niet"]
    decision.missing.buttons[1].setFocus()
    press(qtbot, Key.Key_Space)
    assert focused() is page.check.reason
    typed(qtbot, "De sectie is gesplitst.")
    decision.options[Outcome.SECURE].setFocus()
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Return, CTRL)
    assert "Borgen vraagt een nieuwe blik" in decision.missing.words.text()
    assert teams.cycles.line(cycle).closed_on is None
    assert teams.cycles.line(cycle).check_reason == "De sectie is gesplitst."


def test_adjusting_begins_a_next_turn_that_knows_the_one_before(
    teams: School, cycle: str, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(cycle)
    plan(qtbot, page)
    press(qtbot, Key.Key_Return, CTRL)
    teams.cycles.write(cycle, "check_reason", "Er zijn geen lessen meer dit jaar.")
    page.loop.cards[Stop.ACT].setFocus()
    page.act.conclusion.setFocus()
    typed(qtbot, "Denktijd werkt, nu de vragen zelf.")
    page.act.decision.options[Outcome.ADJUST].setFocus()
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Return, CTRL)
    first, second = teams.cycles.turns(cycle)
    assert (first.line.outcome, second.line.phase) == (Outcome.ADJUST, Phase.PLAN)
    assert "Tweede ronde" in page.loop.cards[Stop.LOOKS].accessibleName()
    assert page.loop.stop is Stop.LOOKS
    press(qtbot, Key.Key_Return)
    assert page.unfinished() == second.line.id and page.loop.stop is Stop.PLAN
    assert "Denktijd werkt, nu de vragen zelf." in page.plan._history.text()
    assert page.head.turns.isVisible() and page.head.turns.currentText() == "Tweede ronde"
    page.head.turns.setFocus()
    press(qtbot, Key.Key_Up)
    qtbot.waitUntil(lambda: page.unfinished() == cycle)
    assert page.act.conclusion.isReadOnly()


def test_arrows_walk_the_loop_and_each_station_opens_what_it_speaks_of(
    teams: School, cycle: str, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(cycle)
    walked = [page.loop.stop]
    for key in (
        Key.Key_Down,
        Key.Key_Left,
        Key.Key_Left,
        Key.Key_Left,
        Key.Key_Up,
        Key.Key_Right,
        Key.Key_Right,
    ):
        press(qtbot, key)
        walked.append(page.loop.stop)
    assert walked == [*STOPS[3:], *STOPS[:3]]
    finding = teams.cycles.line(cycle).finding_id
    section, (aim,) = teams.cycles.draft(cycle).section_id, teams.cycles.draft(cycle).indicators
    for stop, place, item in (
        (Stop.VISITS, Place.VISITS, f"cycle:{cycle}"),
        (Stop.PICTURE, Place.PICTURE, f"cell:2026-2027:section:{section}:{aim.key}"),
        (Stop.FINDING, Place.PICTURE, f"findings:{finding}"),
    ):
        page.loop.cards[stop].setFocus()
        with qtbot.waitSignal(page.go) as asked:
            press(qtbot, Key.Key_Return)
        assert asked.args == [place, item]
    page.loop.cards[Stop.PLAN].setFocus()
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Escape)
    assert page.loop.cards[Stop.PLAN].hasFocus()
    page.came_from = Place.START
    with qtbot.waitSignal(page.go) as asked:
        press(qtbot, Key.Key_Escape)
    assert asked.args == [Place.START, ""]


def test_a_cluster_is_chosen_by_keys_and_shown_in_its_picture(
    teams: School, cycle: str, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(cycle)
    whom = page.plan.whom
    assert whom.accessibleName() == "Sectie of cluster" and whom.currentText() == "Wiskunde"
    offered = [whom.itemText(row) for row in range(whom.count())]
    assert offered[:4] == ["hele school", "cluster Exact", "cluster Talen", "Engels"]
    focus_on(qtbot, whom)
    for _ in range(3):
        press(qtbot, Key.Key_Up)
    line = teams.cycles.line(cycle)
    assert (line.scope, whom.currentText()) == ("cluster Talen", "cluster Talen")
    assert line.indicators[0].baseline.scored == 0
    (first, *_) = teams.cycle_looks.baselines(cycle)
    teams.cycles.set_baseline(cycle, [first])
    page.loop.cards[Stop.PICTURE].setFocus()
    with qtbot.waitSignal(page.go) as asked:
        press(qtbot, Key.Key_Return)
    assert asked.args == [Place.PICTURE, f"cell:2026-2027:cluster:Talen:{first.key}"]


def test_what_may_not_be_changed_stays_and_says_why(
    teams: School, cycle: str, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(cycle)
    plan(qtbot, page)
    page.loop.cards[Stop.PLAN].setFocus()
    assert not page.plan.whom.isEnabled()
    assert not page.plan.indicators.add.isVisible()
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_A, CTRL)
    press(qtbot, Key.Key_Delete)
    assert not page.flush()
    assert "Schrijf eerst het doel op" in page.unkept() and page.message.isVisible()
    assert teams.cycles.line(cycle).goal.startswith("In vier")
    page.let_go()
    assert page.plan.goal.toPlainText().startswith("In vier")
    page.plan.indicators.target.setFocus()
    typed(qtbot, "130")
    press(qtbot, Key.Key_Return)
    assert "0 tot en met 100" in page.message.accessibleName()
    assert teams.cycles.draft(cycle).indicators[0].target_percent is None
    assert page.plan.indicators.target.text() == ""


def test_a_plan_of_three_indicators_fits_on_the_screen_of_a_school_laptop(
    teams: School, cycle: str, open_page: Open
) -> None:
    flits = next(one.id for one in teams.instruments.all() if one.kind == "flits")
    indicators = teams.instruments.get(flits).indicators
    (mine,) = teams.cycles.draft(cycle).indicators
    teams.cycles.measure(cycle, [mine, Aim(indicators[1].key), Aim(indicators[-1].key, 70)])
    page = open_page(cycle, 1190, 694)
    assert page.loop.stop is Stop.PLAN
    assert page.loop._panels[Stop.PLAN].verticalScrollBar().maximum() == 0
    field = page.plan.indicators
    for row in range(3):
        spoken = field.list.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert "beginmeting" in spoken
    assert field.take.isVisible() and field.target.isVisible()


def test_in_a_small_window_the_loop_is_a_list(cycle: str, open_page: Open, qtbot: QtBot) -> None:
    page = open_page(cycle, 800, 400)
    places = [page.loop.cards[stop].geometry() for stop in STOPS]
    assert all(one.bottom() < other.top() for one, other in pairwise(places))
    assert places[-1].bottom() <= page.loop.height()
    field = page.plan.indicators
    field.list.setFocus()
    for widget in (page.plan.goal, page.plan.check_on, field.list, field.add):
        right = widget.mapTo(page, widget.rect().topRight()).x()
        assert right < page.width() - 20, f"{widget.accessibleName()} is cut off"
    page.loop.setFocus()
    press(qtbot, Key.Key_Down)
    assert page.loop.stop is Stop.DO


def test_the_buttons_of_do_stay_in_a_window_that_gets_small(
    cycle: str, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(cycle)
    plan(qtbot, page)
    page.loop.select(Stop.CHECK)
    page.resize(800, 400)
    page.loop.select(Stop.DO)
    QApplication.processEvents()
    for button in (page.doing.back, page.doing.add, page.doing.go_on):
        assert button.isVisible()
        right = button.mapTo(page, button.rect().topRight()).x()
        assert right < page.width() - 20, f"{button.accessibleName()} is cut off"


def test_a_cycle_that_goes_leaves_the_page(teams: School, cycle: str, open_page: Open, qtbot: QtBot) -> None:
    page = open_page(cycle)
    with qtbot.waitSignal(page.go) as asked:
        teams.cycles.remove(cycle)
    assert asked.args == [Place.CALENDAR, ""]


def keys_of(school: School, cycle: str) -> list[tuple[str, int | None]]:
    """The code of each indicator and what it aims at, in order."""
    return [(one.code, one.target_percent) for one in school.cycles.line(cycle).indicators]


def test_indicators_are_added_moved_aimed_at_and_taken_away_by_keys(
    teams: School, cycle: str, open_page: Open, qtbot: QtBot
) -> None:
    page = open_page(cycle)
    field = page.plan.indicators
    for words in ("bijstellen", "feedback"):
        focus_on(qtbot, field.add)
        typed(qtbot, words)
        press(qtbot, Key.Key_Return)
    assert [code for code, _ in keys_of(teams, cycle)] == ["A1", "B4", "D1"]
    assert field.current is not None and field.current.code == "D1"
    focus_on(qtbot, field.list)
    press(qtbot, Key.Key_Up, CTRL | Mod.ShiftModifier)
    press(qtbot, Key.Key_Up, CTRL | Mod.ShiftModifier)
    assert [code for code, _ in keys_of(teams, cycle)] == ["D1", "A1", "B4"]
    assert field.current.code == "D1"
    press(qtbot, Key.Key_Return)
    assert focused() is field.target and "D1" in field.target.accessibleName()
    typed(qtbot, "60")
    press(qtbot, Key.Key_Return)
    assert keys_of(teams, cycle)[0] == ("D1", 60)
    field.list.setFocus()
    press(qtbot, Key.Key_Down)
    press(qtbot, Key.Key_Delete)
    assert keys_of(teams, cycle) == [("D1", 60), ("B4", None)]
    teams.undo.undo()
    assert [code for code, _ in keys_of(teams, cycle)] == ["D1", "A1", "B4"]
    assert "3 indicatoren: D1, A1 en B4" in page.loop.cards[Stop.PLAN].accessibleName()
    for words in ("C1", "C2", "C3"):
        focus_on(qtbot, field.add)
        typed(qtbot, words)
        press(qtbot, Key.Key_Return)
    assert len(keys_of(teams, cycle)) == 5
    assert not field.add.isVisible() and "hooguit 5" in field._full.text()


def test_a_baseline_is_taken_for_all_indicators_or_for_one(
    teams: School, cycle: str, open_page: Open, qtbot: QtBot
) -> None:
    flits = next(one.id for one in teams.instruments.all() if one.kind == "flits")
    second = teams.instruments.get(flits).indicators[1]
    (mine,) = teams.cycles.draft(cycle).indicators
    teams.cycles.measure(cycle, [mine, Aim(second.key)])
    page = open_page(cycle)

    def menu() -> list[QAction]:
        page.plan.indicators.take.click()
        (shown,) = [one for one in page.findChildren(QMenu) if one.isVisible()]
        actions = [one for one in shown.actions() if not one.isSeparator()]
        shown.hide()
        return actions

    page.plan.indicators.list.setFocus()
    press(qtbot, Key.Key_Down)
    everything, *_, single = menu()
    assert everything.text().startswith("2026-2027 · A1 2 van 6, A3 2 van 6")
    assert single.text().endswith("2 waarnemers, ronde 1, 2026-2027")
    single.trigger()
    first, other = teams.cycles.line(cycle).indicators
    assert (first.taken_on, other.stands_on[-9:], other.baseline.scored) == (TODAY, "2026-2027", 6)
    assert first.stands_on == ""
    everything.trigger()
    first, other = teams.cycles.line(cycle).indicators
    assert first.stands_on == other.stands_on
    assert first.stands_on == "6 gescoorde lessen van 6 docenten door 2 waarnemers, 2026-2027"
    assert "beginmeting 2 van 6 (33 %)" in page.plan.indicators.model.line(0).spoken()


def test_each_indicator_is_told_at_check_and_named_when_it_was_not_seen(
    teams: School, cycle: str, open_page: Open, qtbot: QtBot, clock: Clock
) -> None:
    flits = next(one.id for one in teams.instruments.all() if one.kind == "flits")
    indicators = teams.instruments.get(flits).indicators
    (mine,) = teams.cycles.draft(cycle).indicators
    teams.cycles.measure(cycle, [mine, Aim(indicators[1].key), Aim(indicators[-1].key)])
    page = open_page(cycle)
    plan(qtbot, page)
    teams.calendar.save(ActivityDraft("Oefenen", Phase.DO, "OP3", TODAY, TODAY, cycle_id=cycle))
    press(qtbot, Key.Key_Return, CTRL)
    clock.day = date(2027, 2, 15)
    teams.rounds.save(RoundDraft("Ronde 2", date(2027, 2, 1), date(2027, 3, 1)))
    look_again(teams, date(2027, 2, 10), 6)
    qtbot.waitUntil(lambda: "A3 3 van 6" in page.loop.cards[Stop.CHECK].accessibleName())
    assert all(row._now._bar.isVisible() for row in page.check.rows.rows[:2])
    at_once = whole_of(teams, cycle, None).looks
    assert at_once.headline == "De nieuwe lessen worden geteld…", "nothing is told that is not known yet"
    assert [one.verdict for one in at_once.each] == [
        "wordt geteld…",
        "wordt geteld…",
        "nog niet opnieuw gezien",
    ]
    said = [row.accessibleName() for row in page.check.rows.rows]
    assert "Te weinig lessen om te vergelijken" in said[0]
    assert said[2] == "D1 Feedback op het leren: Er is nog niet opnieuw gekeken."
    assert "D1 nog niet opnieuw gezien" in page.loop.cards[Stop.CHECK].accessibleName()
    assert page.check._reason.isVisible()
    decision = page.check.decision
    focus_on(qtbot, decision.options[Outcome.SECURE])
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Return, CTRL)
    words = decision.missing.words.text()
    assert "Borgen vraagt een nieuwe blik: D1 Feedback op het leren is nog niet opnieuw gezien." in words
    page.check.reason.setFocus()
    typed(qtbot, "Feedback gaven we pas na de les.")
    decision.options[Outcome.ADJUST].setFocus()
    press(qtbot, Key.Key_Return)
    press(qtbot, Key.Key_Return, CTRL)
    first, second = teams.cycles.turns(cycle)
    assert first.line.outcome is Outcome.ADJUST
    assert [one.key for one in second.line.indicators] == [one.key for one in first.line.indicators]
    page.show_item(f"{cycle}:act")
    assert "D1 Feedback op het leren is nog niet opnieuw gezien." in page.act._look.text()


def test_one_of_several_indicators_opens_its_own_picture(
    teams: School, cycle: str, open_page: Open, qtbot: QtBot
) -> None:
    flits = next(one.id for one in teams.instruments.all() if one.kind == "flits")
    second = teams.instruments.get(flits).indicators[1]
    (mine,) = teams.cycles.draft(cycle).indicators
    teams.cycles.measure(cycle, [mine, Aim(second.key)])
    page = open_page(cycle)
    page.loop.cards[Stop.PICTURE].setFocus()
    tell = page.tells[Stop.PICTURE]
    tell.list.setFocus()
    press(qtbot, Key.Key_Down)
    with qtbot.waitSignal(page.go) as asked:
        press(qtbot, Key.Key_Return)
    section = teams.cycles.draft(cycle).section_id
    assert asked.args == [Place.PICTURE, f"cell:2026-2027:section:{section}:{second.key}"]
