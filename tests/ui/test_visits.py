"""This file is the list of visits and the dialog that plans one, worked by keyboard on a real school file."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.instrument import Level
from lesobs.domain.schoolyear import SchoolDays, SchoolYear
from lesobs.domain.visit import ObserverRole, Purpose, VisitState
from lesobs.services.people import PersonDraft, SectionDraft, TeacherDraft
from lesobs.services.school import School
from lesobs.ui import look
from lesobs.ui.page import Changes, Place
from lesobs.ui.visits.list_page import VisitsPage
from lesobs.ui.visits.plan_dialog import PlanDialog
from lesobs.ui.visits.plan_form import EXAMPLE_QUESTIONS
from lesobs.ui.visits.rows import Filter, make_rows, wanted
from lesobs.ui.widgets.states import EmptyState

TODAY = date(2026, 11, 23)
Key, Modifier = Qt.Key, Qt.KeyboardModifier
CTRL, SHIFT = Modifier.ControlModifier, Modifier.ShiftModifier
Planned = tuple[School, str]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    look.apply(qapp, dark=False)


def shown(qtbot: QtBot, school: School, me: str | None = None) -> VisitsPage:
    changes = Changes()
    school.on_change(changes.changed.emit)
    page = VisitsPage(school, changes, lambda: me)
    page.kept_changes = changes  # type: ignore[attr-defined]
    qtbot.addWidget(page)
    page.resize(1190, 690)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.setFocus()
    return page


@pytest.fixture
def page(qtbot: QtBot, planned: Planned) -> VisitsPage:
    school, _ = planned
    return shown(qtbot, school, school.people.observers()[0].id)


@pytest.fixture
def filled_school(filled: Path) -> Iterator[School]:
    with School.open(filled, today=lambda: TODAY) as school:
        yield school


def texts(page: VisitsPage) -> list[str]:
    """The rows as they are copied: one line of words each."""
    model = page.table.rows
    columns = range(model.columnCount())
    return [
        " | ".join(str(model.index(row, column).data()) for column in columns)
        for row in range(model.rowCount())
    ]


def search(qtbot: QtBot, page: VisitsPage, words: str) -> None:
    qtbot.keyClick(page.table, Key.Key_F, CTRL)
    assert page.filters.search.hasFocus()
    qtbot.keyClicks(page.filters.search, words)


def type_in(qtbot: QtBot, field: QWidget, words: str, *then: Qt.Key) -> None:
    """Type in a field; a list that opens below it gets the keys first, as it does on a screen."""
    field.setFocus()
    qtbot.keyClicks(field, words)
    for key in then:
        qtbot.keyClick(QApplication.activePopupWidget() or field, key)


def finish(school: School, visit: str) -> None:
    school.visits.start(visit)
    school.observing.score(visit, "op3.klimaat.betrokken", 2)
    school.visits.finish(visit)


def in_dialog(do: Callable[[QWidget], None]) -> None:
    """Do something with the dialog that is about to open; afterwards it is closed in any case."""

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or not dialog.isActiveWindow():
            QTimer.singleShot(20, act)
            return
        try:
            do(dialog)
        finally:
            dialog.close()

    QTimer.singleShot(20, act)


def in_view(page: VisitsPage) -> bool:
    """Whether all of the row with the keyboard can be seen."""
    row = page.table.visualRect(page.table.currentIndex())
    return row.height() > 0 and row.top() >= 0 and row.bottom() <= page.table.viewport().height()


def press(words: str) -> Callable[[QWidget], None]:
    def act(dialog: QWidget) -> None:
        assert isinstance(dialog, QMessageBox)
        next(button for button in dialog.buttons() if button.text() == words).click()

    return act


class TestList:
    def test_a_visit_is_one_row_that_says_where_it_stands(self, page: VisitsPage, planned: Planned) -> None:
        school, visit = planned
        (row,) = texts(page)
        assert row == (
            "do 19 nov 2026, week 47 · les 3 | Minh Đặng | Wiskunde 3H2 | Marieke Doornbos"
            " | volledig bezoek, ontwikkeling | 0/14 | gepland | "
        )
        finish(school, visit)
        assert texts(page)[0].endswith(" | 1/14 | bezocht | 2 schooldagen wacht op gesprek")
        school.debriefs.discuss(visit, date(2026, 11, 20))
        assert texts(page)[0].endswith(" | besproken | 1 schooldag na de les")

    @pytest.mark.parametrize("typed", ["dan", "dang minh", "wisk", "3h2", "doornbos", "denkt er mee"])
    def test_typing_finds_by_anything_one_knows(self, qtbot: QtBot, page: VisitsPage, typed: str) -> None:
        search(qtbot, page, typed)
        assert len(texts(page)) == 1

    def test_a_search_that_finds_nothing_says_so_and_esc_gives_all_back(
        self, qtbot: QtBot, page: VisitsPage
    ) -> None:
        search(qtbot, page, "scheikunde")
        assert texts(page) == []
        assert isinstance(page.findChild(EmptyState), EmptyState)
        qtbot.keyClick(page.filters.search, Key.Key_Escape)
        assert len(texts(page)) == 1
        assert page.filters.value().is_empty

    def test_states_are_counted_within_the_rest_of_the_filter(
        self, qtbot: QtBot, filled_school: School
    ) -> None:
        page = shown(qtbot, filled_school)
        search(qtbot, page, "engels")
        rows = [row.visit for row in page.table.rows.lines()]
        assert {visit.section for visit in rows} == {"Engels"}
        words = [one.text() for one in page.filters.state.findChildren(QToolButton)]
        expected = sum(visit.state is VisitState.VISITED for visit in rows)
        assert words[:3] == [f"Alle {len(rows)}", "Gepland 0", f"Te bespreken {expected}"]

    def test_after_a_search_the_found_visit_is_still_in_view(
        self, qtbot: QtBot, example_school: School
    ) -> None:
        page = shown(qtbot, example_school)
        search(qtbot, page, "aksoy")
        found = page.table.current()
        qtbot.keyClick(page.filters.search, Key.Key_Escape)
        assert page.table.current() == found
        assert in_view(page)

    def test_a_removed_visit_has_the_keyboard_again_when_it_is_back(
        self, qtbot: QtBot, example_school: School
    ) -> None:
        page = shown(qtbot, example_school)
        lowest = page.table.rowAt(page.table.viewport().height() - 30)
        page.table.select_row(lowest)
        removed = page.table.current()
        assert removed is not None
        qtbot.keyClick(page.table, Key.Key_Delete)
        QApplication.processEvents()
        assert in_view(page)
        example_school.undo.undo()
        now = page.table.current()
        assert now is not None
        assert now.visit.id == removed.visit.id
        assert in_view(page)

    def test_a_search_chooses_the_first_it_finds(self, qtbot: QtBot, filled_school: School) -> None:
        page = shown(qtbot, filled_school)
        page.table.select_row(len(texts(page)) - 1)
        before = page.table.current()
        assert before is not None
        search(qtbot, page, "engels" if before.visit.section != "Engels" else "wiskunde")
        assert page.table.current_row() == 0

    def test_only_my_visits(self, qtbot: QtBot, filled_school: School) -> None:
        me = next(one.id for one in filled_school.people.observers() if one.name == "Łukasz Żak")
        page = shown(qtbot, filled_school, me)
        everything = len(texts(page))
        page.filters.observer.setFocus()
        qtbot.keyClick(page.filters.observer, Key.Key_Down)
        observers = {row.visit.observer for row in page.table.rows.lines()}
        assert observers == {"Łukasz Żak"}
        assert 0 < len(texts(page)) < everything

    def test_the_chosen_visit_stays_chosen_when_the_list_changes(
        self, page: VisitsPage, planned: Planned
    ) -> None:
        school, visit = planned
        draft = school.visits.get(visit).draft
        school.visits.plan(replace(draft, held_on=date(2026, 12, 1)))
        row = page.table.current()
        assert row is not None
        assert row.visit.id == visit
        assert [one.visit.held_on.day for one in page.table.rows.lines()] == [1, 19]

    def test_the_list_opens_at_today(self, qtbot: QtBot, planned: Planned) -> None:
        school, visit = planned
        draft = school.visits.get(visit).draft
        for day in (date(2027, 6, 1), date(2026, 11, 24), date(2026, 9, 1)):
            school.visits.plan(replace(draft, held_on=day))
        row = shown(qtbot, school).table.current()
        assert row is not None
        assert row.visit.held_on == date(2026, 11, 24)

    def test_delete_can_be_undone_from_the_bar(
        self, qtbot: QtBot, page: VisitsPage, planned: Planned
    ) -> None:
        school, visit = planned
        finish(school, visit)
        qtbot.keyClick(page.table, Key.Key_Delete)
        assert school.visits.all() == []
        button = next(one for one in page.findChildren(QPushButton) if one.text().startswith("Ongedaan"))
        button.click()
        assert school.visits.get(visit).ratings["op3.klimaat.betrokken"].level is Level.EMERGING
        assert len(texts(page)) == 1
        assert not button.isVisible()

    def test_the_offer_to_undo_goes_when_it_was_undone_elsewhere(
        self, qtbot: QtBot, page: VisitsPage, planned: Planned
    ) -> None:
        qtbot.keyClick(page.table, Key.Key_Delete)
        button = next(one for one in page.findChildren(QPushButton) if one.text().startswith("Ongedaan"))
        assert button.isVisible()
        planned[0].undo.undo()
        assert not button.isVisible()

    def test_delete_in_the_search_field_removes_letters_not_visits(
        self, qtbot: QtBot, page: VisitsPage, planned: Planned
    ) -> None:
        search(qtbot, page, "minh")
        page.filters.search.selectAll()
        qtbot.keyClick(page.filters.search, Key.Key_Delete)
        assert page.filters.search.text() == ""
        assert len(planned[0].visits.all()) == 1

    def test_a_settled_visit_is_not_deleted(self, qtbot: QtBot, page: VisitsPage, planned: Planned) -> None:
        school, visit = planned
        finish(school, visit)
        school.debriefs.write(visit, "strength", "Rust")
        school.debriefs.write(visit, "next_step", "Denktijd")
        school.debriefs.discuss(visit, TODAY)
        school.debriefs.settle(visit)
        said: list[str] = []

        def read(dialog: QWidget) -> None:
            assert isinstance(dialog, QMessageBox)
            said.append(dialog.text())

        in_dialog(read)
        qtbot.keyClick(page.table, Key.Key_Delete)
        assert "vastgesteld" in said[0]
        assert len(school.visits.all()) == 1

    def test_enter_goes_to_the_lesson_and_after_the_talk_to_the_talk(
        self, qtbot: QtBot, page: VisitsPage, planned: Planned
    ) -> None:
        school, visit = planned
        with qtbot.waitSignal(page.go) as asked:
            qtbot.keyClick(page.table, Key.Key_Return)
        assert asked.args == [Place.OBSERVE, visit]
        finish(school, visit)
        school.debriefs.discuss(visit, TODAY)
        with qtbot.waitSignal(page.go) as asked:
            qtbot.keyClick(page.table, Key.Key_Return)
        assert asked.args == [Place.DEBRIEF, visit]

    def test_ctrl_n_goes_to_the_talk(self, qtbot: QtBot, page: VisitsPage, planned: Planned) -> None:
        with qtbot.waitSignal(page.go) as asked:
            qtbot.keyClick(page.table, Key.Key_N, CTRL)
        assert asked.args == [Place.DEBRIEF, planned[1]]

    def test_ctrl_p_shows_the_report(self, qtbot: QtBot, page: VisitsPage, planned: Planned) -> None:
        finish(*planned)
        titles: list[str] = []
        in_dialog(lambda dialog: titles.append(dialog.windowTitle()))
        qtbot.keyClick(page.table, Key.Key_P, CTRL)
        assert titles == ["Verslag Minh Đặng"]

    def test_a_planned_visit_has_a_form_for_the_pen_and_no_report(
        self, qtbot: QtBot, page: VisitsPage
    ) -> None:
        titles: list[str] = []
        qtbot.keyClick(page.table, Key.Key_P, CTRL)
        assert QApplication.activeModalWidget() is None
        in_dialog(lambda dialog: titles.append(dialog.windowTitle()))
        qtbot.keyClick(page.table, Key.Key_P, CTRL | SHIFT)
        assert titles == ["Blanco formulier: OP3 volledig"]

    def test_a_visit_of_another_day_begins_today_only_after_a_yes(
        self, qtbot: QtBot, page: VisitsPage, planned: Planned
    ) -> None:
        school, visit = planned
        begin = next(one for one in page.findChildren(QPushButton) if one.text() == "Begin bezoek")
        in_dialog(press("Terug"))
        begin.click()
        assert school.visits.get(visit).line.state is VisitState.PLANNED
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        in_dialog(press("Begin nu"))
        with qtbot.waitSignal(page.go) as asked:
            begin.click()
        assert asked.args == [Place.OBSERVE, visit]
        line = school.visits.get(visit).line
        assert (line.state, line.held_on) == (VisitState.BUSY, TODAY)

    def test_f5_is_for_the_chosen_visit_of_today_and_else_for_one_nobody_planned(
        self, qtbot: QtBot, page: VisitsPage, planned: Planned
    ) -> None:
        school, visit = planned
        titles: list[str] = []
        in_dialog(lambda dialog: titles.append(dialog.windowTitle()))
        qtbot.keyClick(page.table, Key.Key_F5)
        assert titles == ["Bezoek beginnen"]
        assert school.visits.get(visit).line.state is VisitState.PLANNED
        school.visits.change_plan(visit, replace(school.visits.get(visit).draft, held_on=TODAY))
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        with qtbot.waitSignal(page.go) as asked:
            qtbot.keyClick(page.table, Key.Key_F5)
        assert asked.args == [Place.OBSERVE, visit]
        assert school.visits.get(visit).line.state is VisitState.BUSY

    def test_a_visit_of_another_year_is_shown_in_its_year(self, page: VisitsPage, planned: Planned) -> None:
        school, visit = planned
        draft = school.visits.get(visit).draft
        earlier = school.visits.plan(replace(draft, held_on=date(2026, 4, 14)))
        assert len(texts(page)) == 1
        page.show_item(earlier)
        row = page.table.current()
        assert row is not None
        assert row.visit.id == earlier
        assert [one.visit.id for one in page.table.rows.lines()] == [earlier]

    def test_of_what_is_found_the_visit_nearest_to_today_is_chosen(
        self, qtbot: QtBot, page: VisitsPage, planned: Planned
    ) -> None:
        school, visit = planned
        draft = school.visits.get(visit).draft
        for day, question in ((date(2027, 3, 8), "Wie denkt na?"), (TODAY, "Wie denkt na?"), (TODAY, "")):
            school.visits.plan(replace(draft, held_on=day, focus_question=question))
        search(qtbot, page, "denkt na")
        row = page.table.current()
        assert len(texts(page)) == 2
        assert row is not None and row.visit.held_on == TODAY

    def test_who_comes_back_to_a_visit_finds_the_list_as_it_was_filtered(
        self, qtbot: QtBot, filled_school: School
    ) -> None:
        page = shown(qtbot, filled_school)
        search(qtbot, page, "engels")
        found = [row.visit.id for row in page.table.rows.lines()]
        page.show_item(found[-1])
        assert page.filters.search.text() == "engels"
        row = page.table.current()
        assert row is not None and row.visit.id == found[-1]
        other = next(one.id for one in filled_school.visits.all() if one.section == "Wiskunde")
        page.show_item(other)
        row = page.table.current()
        assert row is not None and row.visit.id == other, "a filter never hides what one goes to"
        assert page.filters.value().is_empty

    def test_an_empty_school_says_that_people_come_first(self, qtbot: QtBot, school: School) -> None:
        page = shown(qtbot, school)
        empty = page.findChild(EmptyState)
        assert empty is not None
        with qtbot.waitSignal(page.go) as asked:
            qtbot.keyClick(empty.buttons[0], Key.Key_Return)
        assert asked.args[0] == Place.SCHOOL

    def test_a_narrow_page_shows_list_or_visit(self, qtbot: QtBot, page: VisitsPage) -> None:
        page.resize(800, 400)
        assert page.width() == 800
        assert page.table.isVisible()
        assert not page.panel.isVisible()

    def test_a_letter_in_two_thousand_visits_is_found_within_a_frame(self, planned: Planned) -> None:
        school, visit = planned
        line = school.visits.get(visit).line
        rows = make_rows([line] * 2000, {line.teacher_id: "DAN"}, TODAY, SchoolDays(()))
        took = []
        for words in ("m", "mi", "min", "minh", "minh x"):
            began = time.perf_counter()
            wanted(rows, Filter(words=words))
            took.append(time.perf_counter() - began)
        assert sorted(took)[2] < 0.016


@pytest.fixture
def dialog(qtbot: QtBot, page: VisitsPage, planned: Planned) -> Callable[..., PlanDialog]:
    school, _ = planned

    def make(*start: object, now: bool = False) -> PlanDialog:
        me = school.people.observers()[0].id
        made = PlanDialog(page, school, *start, me=me, now=now)  # type: ignore[arg-type]
        qtbot.addWidget(made)
        with qtbot.waitExposed(made):
            made.show()
        made.activateWindow()
        return made

    return make


class TestPlanning:
    def test_a_code_and_enter_is_enough_to_begin(
        self, qtbot: QtBot, dialog: Callable[..., PlanDialog], planned: Planned
    ) -> None:
        school, _ = planned
        asked = dialog(now=True)
        assert asked.form.teacher.hasFocus()
        type_in(qtbot, asked.form.teacher, "dan", Key.Key_Return)
        assert asked.visit_id is not None
        line = school.visits.get(asked.visit_id).line
        assert (line.teacher, line.state, line.held_on) == ("Minh Đặng", VisitState.BUSY, TODAY)
        assert (line.section, line.observer) == ("Wiskunde", "Marieke Doornbos")

    def test_enter_in_the_list_of_names_chooses_and_only_the_next_one_begins(
        self, qtbot: QtBot, dialog: Callable[..., PlanDialog], planned: Planned
    ) -> None:
        school, _ = planned
        asked = dialog(now=True)
        type_in(qtbot, asked.form.teacher, "minh", Key.Key_Down, Key.Key_Return)
        assert asked.form.teacher.value() == school.people.teachers()[0].id
        assert asked.visit_id is None, "one may still choose another kijkwijzer"
        qtbot.keyClick(asked.form.teacher, Key.Key_Return)
        assert asked.visit_id is not None
        assert school.visits.get(asked.visit_id).line.state is VisitState.BUSY

    def test_a_visit_that_is_planned_for_today_begins_instead_of_a_second_one(
        self, qtbot: QtBot, dialog: Callable[..., PlanDialog], planned: Planned
    ) -> None:
        school, visit = planned
        plan = replace(school.visits.get(visit).draft, held_on=TODAY, lesson_hour=2)
        school.visits.change_plan(visit, plan)
        asked = dialog(now=True)
        asked.form.question.set_text("Wie denkt er mee?")
        in_dialog(press("Terug"))
        type_in(qtbot, asked.form.teacher, "dan", Key.Key_Return)
        assert asked.visit_id is None
        assert asked.isVisible()
        said: list[str] = []

        def begin(box: QWidget) -> None:
            assert isinstance(box, QMessageBox)
            said.append(box.text())
            qtbot.keyClick(box, Key.Key_Return)

        in_dialog(begin)
        qtbot.keyClick(asked.form.teacher, Key.Key_Return)
        assert said == ["Voor vandaag staat al een bezoek aan Minh Đặng gepland, les 2."]
        assert asked.visit_id == visit
        line = school.visits.get(visit).line
        assert (line.state, line.focus_question) == (VisitState.BUSY, "Wie denkt er mee?")
        assert len(school.visits.all()) == 1

    def test_a_second_visit_to_a_teacher_on_a_day_is_begun_after_a_yes(
        self, qtbot: QtBot, dialog: Callable[..., PlanDialog], planned: Planned
    ) -> None:
        school, visit = planned
        school.visits.change_plan(visit, replace(school.visits.get(visit).draft, held_on=TODAY))
        asked = dialog(now=True)
        in_dialog(press("Nog een bezoek"))
        type_in(qtbot, asked.form.teacher, "dan", Key.Key_Return)
        assert asked.visit_id not in (None, visit)
        assert school.visits.get(visit).line.state is VisitState.PLANNED

    def test_an_appraisal_is_never_what_a_next_visit_begins_with(
        self, dialog: Callable[..., PlanDialog], planned: Planned
    ) -> None:
        school, visit = planned
        before = replace(school.visits.get(visit).draft, purpose=Purpose.COLLEGIAL)
        school.visits.change_plan(visit, before)
        school.visits.plan(replace(before, held_on=TODAY, purpose=Purpose.APPRAISAL))
        assert dialog(now=True).form.purpose.value() is Purpose.COLLEGIAL

    def test_a_name_that_is_in_no_list_is_said_when_its_field_is_left(
        self, qtbot: QtBot, dialog: Callable[..., PlanDialog]
    ) -> None:
        asked = dialog(now=True)
        type_in(qtbot, asked.form.teacher, "xyz", Key.Key_Tab)
        assert asked.form.teacher.accessibleDescription() == "‘xyz’ staat niet bij de docenten."
        asked.form.teacher.setEditText("dan")
        asked.form.teacher.settle()
        assert asked.form.teacher.accessibleDescription() == ""

    def test_a_name_that_several_have_is_said_to_be_so(
        self, qtbot: QtBot, dialog: Callable[..., PlanDialog], planned: Planned
    ) -> None:
        school, _ = planned
        school.people.save_teacher(TeacherDraft("BAM", "Bakker", "Minh"))
        asked = dialog(now=True)
        type_in(qtbot, asked.form.teacher, "minh", Key.Key_Return)
        assert asked.visit_id is None
        assert asked.form.teacher.accessibleDescription() == (
            "Bij ‘minh’ passen 2 docenten. Kies er een uit de lijst (↓)."
        )

    def test_planning_by_keyboard(
        self, qtbot: QtBot, dialog: Callable[..., PlanDialog], planned: Planned
    ) -> None:
        school, _ = planned
        asked = dialog()
        type_in(qtbot, asked.form.teacher, "dang", Key.Key_Tab)
        asked.form.day.setFocus()
        asked.form.day.selectAll()
        qtbot.keyClicks(asked.form.day, "8-12-2026")
        type_in(qtbot, asked.form.class_group, "3h", Key.Key_Return, Key.Key_Tab)
        asked.form.question.setFocus()
        qtbot.keyClicks(asked.form.question, "Wie denkt er mee?")
        qtbot.keyClick(asked.form.question, Key.Key_Return, CTRL)
        assert asked.visit_id is not None
        detail = school.visits.get(asked.visit_id)
        assert detail.line.state is VisitState.PLANNED
        assert (detail.line.held_on, detail.line.class_group) == (date(2026, 12, 8), "3H2")
        assert detail.draft.focus_question == "Wie denkt er mee?"
        assert detail.draft.purpose is Purpose.DEVELOPMENT

    def test_what_was_just_typed_counts_without_leaving_the_field(
        self, qtbot: QtBot, dialog: Callable[..., PlanDialog], planned: Planned
    ) -> None:
        asked = dialog()
        type_in(qtbot, asked.form.teacher, "dan", Key.Key_Return)
        asked.form.day.setFocus()
        asked.form.day.selectAll()
        qtbot.keyClicks(asked.form.day, "9-12-2026")
        qtbot.keyClick(asked.form.day, Key.Key_Return, CTRL)
        assert asked.visit_id is not None
        assert planned[0].visits.get(asked.visit_id).line.held_on == date(2026, 12, 9)

    def test_what_is_missing_stands_below_its_field_and_nothing_is_planned(
        self, qtbot: QtBot, dialog: Callable[..., PlanDialog], planned: Planned
    ) -> None:
        asked = dialog()
        asked.form.class_group.setFocus()
        qtbot.keyClicks(asked.form.class_group, "9X")
        asked.form.observer.set_value(None)
        asked.plan()
        assert asked.isVisible()
        assert len(planned[0].visits.all()) == 1
        assert "Kies een docent." in asked.form.teacher.accessibleDescription()
        assert "‘9X’" in asked.form.class_group.accessibleDescription()
        assert "Kies wie er kijkt." in asked.form.observer.accessibleDescription()
        assert asked.form.teacher.hasFocus()

    def test_a_second_visit_in_one_week_is_told_and_allowed(
        self, dialog: Callable[..., PlanDialog], planned: Planned
    ) -> None:
        school, visit = planned
        draft = replace(school.visits.get(visit).draft, held_on=date(2026, 11, 20))
        asked = dialog(draft)
        assert "week 47 al bezoek: do 19 nov" in asked.form.teacher.accessibleDescription()
        asked.plan()
        assert asked.visit_id is not None

    def test_a_free_day_and_a_clash_are_told_below_their_fields_and_allowed(
        self, qtbot: QtBot, dialog: Callable[..., PlanDialog], planned: Planned
    ) -> None:
        school, visit = planned
        other = school.people.save_teacher(TeacherDraft("WIT", "Wit", "Sanne", "de"))
        draft = replace(school.visits.get(visit).draft, teacher_id=other)
        form = dialog(draft).form
        assert "bij Minh Đặng" in form.observer.accessibleDescription()
        assert "3H2 heeft dat lesuur al bezoek" in form.class_group.accessibleDescription()
        form.hour.setFocus()
        qtbot.keyClick(form.hour, Key.Key_Down)
        assert "Minh Đặng" not in form.observer.accessibleDescription()
        form.day.selectAll()
        type_in(qtbot, form.day, "23-12-2026", Key.Key_Tab)
        assert "vrije dag (kerstvakantie)" in form.day.accessibleDescription()

    def test_purpose_and_kijkwijzer_of_a_begun_visit_stay(
        self, dialog: Callable[..., PlanDialog], planned: Planned
    ) -> None:
        school, visit = planned
        school.visits.start(visit)
        asked = dialog(visit)
        assert not asked.form.purpose.isEnabled()
        assert not asked.form.instrument.isEnabled()
        asked.form.hour.set_value(7)
        asked.begin()  # not from here: it is under way already
        assert asked.isVisible()
        asked.plan()
        assert school.visits.get(visit).line.lesson_hour == 7

    def test_an_example_never_takes_the_place_of_own_words(
        self, qtbot: QtBot, dialog: Callable[..., PlanDialog]
    ) -> None:
        asked = dialog()
        buttons = [
            next(one for one in asked.findChildren(QPushButton) if one.text() == question)
            for question in EXAMPLE_QUESTIONS
        ]
        buttons[0].click()
        buttons[1].click()
        assert asked.form.question.toPlainText() == EXAMPLE_QUESTIONS[1]
        asked.form.question.selectAll()
        qtbot.keyClicks(asked.form.question, "Is het rustig?")
        buttons[2].click()
        assert asked.form.question.toPlainText() == f"Is het rustig? {EXAMPLE_QUESTIONS[2]}"
        asked.form.question.clear()  # else closing it asks what to do with these words

    def test_esc_does_not_throw_away_a_written_question_unasked(
        self, qtbot: QtBot, dialog: Callable[..., PlanDialog]
    ) -> None:
        asked = dialog()
        type_in(qtbot, asked.form.question, "Is het rustig?")
        in_dialog(press("Terug"))
        qtbot.keyClick(asked.form.question, Key.Key_Escape)
        assert asked.isVisible()
        assert asked.form.question.toPlainText() == "Is het rustig?"
        in_dialog(press("Weggooien"))
        qtbot.keyClick(asked.form.question, Key.Key_Escape)
        assert not asked.isVisible()

    def test_a_teacher_of_two_sections_can_be_visited_in_either(
        self, qtbot: QtBot, dialog: Callable[..., PlanDialog], planned: Planned
    ) -> None:
        school, _ = planned
        sections = [one.id for one in school.people.sections()]
        sections.append(school.people.save_section(SectionDraft("Biologie")))
        school.people.save_teacher(TeacherDraft("WIT", "Wit", "Sanne", "de", frozenset(sections)))
        asked = dialog()
        type_in(qtbot, asked.form.teacher, "wit", Key.Key_Return, Key.Key_Tab)
        assert asked.form.section.isEnabled()
        asked.form.section.setFocus()
        qtbot.keyClick(asked.form.section, Key.Key_Down)
        asked.plan()
        assert asked.visit_id is not None
        assert school.visits.get(asked.visit_id).line.section == "Wiskunde"

    def test_ctrl_d_plans_the_same_for_the_next_teacher_of_the_section(
        self, qtbot: QtBot, page: VisitsPage, planned: Planned
    ) -> None:
        school, visit = planned
        section = school.people.sections()[0].id
        school.people.save_teacher(TeacherDraft("WIT", "Wit", "Sanne", "de", frozenset({section})))

        def accept(dialog: QWidget) -> None:
            qtbot.keyClick(dialog, Key.Key_Return, CTRL)

        in_dialog(accept)
        qtbot.keyClick(page.table, Key.Key_D, CTRL)
        copy = next(one for one in school.visits.all() if one.id != visit)
        assert copy.teacher == "Sanne de Wit"
        assert (copy.held_on, copy.class_group, copy.lesson_hour) == (TODAY, "", None)
        assert copy.focus_question == school.visits.get(visit).line.focus_question

    def test_without_people_the_dialog_leads_to_school(self, qtbot: QtBot, school: School) -> None:
        school.people.save_person(PersonDraft("Marieke Doornbos", role=ObserverRole.COACH))
        page = shown(qtbot, school)

        def accept(dialog: QWidget) -> None:
            assert isinstance(dialog, QDialog)
            empty = dialog.findChild(EmptyState)
            assert empty is not None
            qtbot.keyClick(empty.buttons[0], Key.Key_Return)

        in_dialog(accept)
        with qtbot.waitSignal(page.go) as asked:
            qtbot.keyClick(page, Key.Key_N, CTRL | SHIFT)
        assert asked.args[0] == Place.SCHOOL
        assert school.visits.all(SchoolYear.of(TODAY)) == []
