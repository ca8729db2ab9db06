"""This file is the page of the school, worked by keyboard on a real school file."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.schoolyear import Region
from lesobs.domain.visit import ObserverRole
from lesobs.services.backups import copies_of
from lesobs.services.cycles import CycleDraft
from lesobs.services.people import ClassDraft, DepartmentDraft, PersonDraft, SectionDraft, TeacherDraft
from lesobs.services.school import School
from lesobs.ui import ask, look
from lesobs.ui.page import Changes
from lesobs.ui.school.change_passphrase import ChangePassphrase
from lesobs.ui.school.classes import ClassDialog, ClassesTab
from lesobs.ui.school.instruments import InstrumentsTab
from lesobs.ui.school.list_tab import ListTab
from lesobs.ui.school.page import TABS, SchoolPage
from lesobs.ui.school.persons import PersonDialog
from lesobs.ui.school.roster import RosterDialog
from lesobs.ui.school.safety import SafetyTab
from lesobs.ui.school.sections import SectionDialog, SectionsTab
from lesobs.ui.school.settings_tab import SettingsTab
from lesobs.ui.school.teachers import TeacherDialog, TeachersTab
from lesobs.ui.settings import Settings
from lesobs.ui.widgets.states import EmptyState
from lesobs.ui.window import Window

TODAY = date(2026, 11, 23)
ROSTERS = Path(__file__).parents[1] / "files" / "roster"
Key = Qt.Key
Answering = Callable[[Callable[[QWidget], None]], AbstractContextManager[None]]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Planned = tuple[School, str]


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    look.apply(qapp, dark=False)


def shown(qtbot: QtBot, school: School, size: tuple[int, int] = (1190, 690)) -> SchoolPage:
    changes = Changes()
    school.on_change(changes.changed.emit)
    page = SchoolPage(school, changes)
    page.kept_changes = changes  # type: ignore[attr-defined]
    qtbot.addWidget(page)
    page.resize(*size)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.setFocus()
    return page


@pytest.fixture
def empty(qtbot: QtBot, school: School) -> SchoolPage:
    return shown(qtbot, school)


@pytest.fixture
def page(qtbot: QtBot, school: School) -> SchoolPage:
    """Three teachers in two sections, two classes, two persons."""
    people = school.people
    maths = people.save_section(SectionDraft("Wiskunde", "Bèta"))
    latin = people.save_section(SectionDraft("Klassieke talen"))
    for code, first, prefix, last, sections in (
        ("SAH", "Aylin", "", "Şahin", {maths}),
        ("WIT", "Sanne", "de", "Wit", {maths, latin}),
        ("DAN", "Minh", "", "Đặng", set()),
    ):
        people.save_teacher(TeacherDraft(code, last, first, prefix, frozenset(sections)))
    havo = people.save_department(DepartmentDraft("havo"))
    people.save_class(ClassDraft("3H2", 3, havo, 27))
    people.save_class(ClassDraft("1A", 1))
    people.save_person(PersonDraft("Joke Pronk", "docentcoach", ObserverRole.COACH))
    people.save_person(PersonDraft("Ruud Hofstede", "sectievoorzitter"))
    return shown(qtbot, school)


def tab(page: SchoolPage, kind: type[ListTab[object]] = ListTab) -> ListTab[object]:
    assert isinstance(page.tab, kind)
    return page.tab


def rows(page: SchoolPage) -> list[str]:
    """The rows of the table as they are copied: one line of words each."""
    table = tab(page).table
    table.selectAll()
    columns = [place for place in range(table.model().columnCount()) if not table.isColumnHidden(place)]
    return [
        " | ".join(str(table.model().index(row, column).data()) for column in columns)
        for row in range(table.model().rowCount())
    ]


def select(page: SchoolPage, words: str) -> None:
    table = tab(page).table
    table.select_row(next(place for place, row in enumerate(rows(page)) if words in row))
    table.setFocus()


class TestLists:
    def test_an_empty_school_says_what_to_do_first(
        self, qtbot: QtBot, empty: SchoolPage, answering: Answering
    ) -> None:
        state = empty.tab.findChild(EmptyState)
        assert isinstance(state, EmptyState)
        assert [button.text() for button in state.buttons] == ["Lijst inlezen", "Docent toevoegen"]
        assert state.buttons[0].hasFocus()
        assert not empty._main.isVisible(), "one filled button is enough"

        def fill_in(dialog: QWidget) -> None:
            assert isinstance(dialog, TeacherDialog)
            qtbot.keyClicks(dialog.code, "DAN")
            qtbot.keyClicks(dialog.last_name, "Bakker")
            qtbot.keyClick(dialog.last_name, Key.Key_Return)

        with answering(fill_in):
            qtbot.keyClick(empty, Key.Key_Insert)
        assert rows(empty) == ["DAN | Bakker | "]
        assert empty._main.isVisible()

    def test_teachers_stand_by_last_name(self, page: SchoolPage) -> None:
        assert rows(page) == [
            "DAN | Đặng, Minh | ",
            "SAH | Şahin, Aylin | Wiskunde",
            "WIT | Wit, Sanne de | Klassieke talen, Wiskunde",
        ]

    def test_a_teacher_is_added_by_keyboard_alone(
        self, qtbot: QtBot, page: SchoolPage, answering: Answering
    ) -> None:
        def fill_in(dialog: QWidget) -> None:
            assert isinstance(dialog, TeacherDialog)
            assert dialog.code.hasFocus()
            for words in ("MEE", "Anna", "van der", "Meer-de Boer"):
                qtbot.keyClicks(dialog.focusWidget(), words)
                qtbot.keyClick(dialog.focusWidget(), Key.Key_Tab)
            qtbot.keyClick(dialog.focusWidget(), Key.Key_Space)  # the first section
            qtbot.keyClick(dialog.focusWidget(), Key.Key_Return)

        with answering(fill_in):
            qtbot.keyClick(tab(page).table, Key.Key_Insert)
        (added,) = [one for one in page.school.people.teachers() if one.code == "MEE"]
        assert (added.name, added.sections) == ("Anna van der Meer-de Boer", ("Klassieke talen",))
        assert tab(page).current() == added, "the new one is selected"
        assert page.school.undo.next_undo == "Docent MEE toevoegen"

    def test_several_are_added_in_a_row(self, qtbot: QtBot, page: SchoolPage, answering: Answering) -> None:
        def fill_in(dialog: QWidget) -> None:
            assert isinstance(dialog, TeacherDialog)
            for code, name in (("BAK", "Bakker"), ("VIS", "Visser")):
                qtbot.keyClicks(dialog.code, code)
                qtbot.keyClicks(dialog.last_name, name)
                qtbot.keyClick(dialog.last_name, Key.Key_N, CTRL)
                assert dialog.code.text() == dialog.last_name.text() == ""
                assert dialog.code.hasFocus()
            qtbot.keyClick(dialog, Key.Key_Escape)

        with answering(fill_in):
            qtbot.keyClick(tab(page).table, Key.Key_Insert)
        assert {"BAK", "VIS"} < {one.code for one in page.school.people.teachers()}

    def test_a_code_that_is_taken_is_refused_in_the_dialog(
        self, qtbot: QtBot, page: SchoolPage, answering: Answering
    ) -> None:
        said: list[str] = []

        def fill_in(dialog: QWidget) -> None:
            assert isinstance(dialog, TeacherDialog)
            qtbot.keyClicks(dialog.code, "wit")
            qtbot.keyClick(dialog.code, Key.Key_Return)
            said.append(dialog.refusal())
            assert dialog.last_name.hasFocus()
            qtbot.keyClicks(dialog.last_name, "Witteveen")
            qtbot.keyClick(dialog.last_name, Key.Key_Return)
            said.append(dialog.refusal())
            assert dialog.isVisible()
            qtbot.keyClicks(dialog.code, "3")
            qtbot.keyClick(dialog.code, Key.Key_Return)

        with answering(fill_in):
            qtbot.keyClick(tab(page).table, Key.Key_Insert)
        assert said == ["Vul de achternaam in.", "Docent ‘wit’ staat al in de school."]
        assert sum(one.code.casefold().startswith("wit") for one in page.school.people.teachers()) == 2

    def test_f2_changes_and_enter_too(self, qtbot: QtBot, page: SchoolPage, answering: Answering) -> None:
        def marry(dialog: QWidget) -> None:
            assert isinstance(dialog, TeacherDialog)
            dialog.last_name.selectAll()
            qtbot.keyClicks(dialog.last_name, "Bakker")
            qtbot.keyClick(dialog.last_name, Key.Key_Return)

        for key in (Key.Key_F2, Key.Key_Return):
            select(page, "SAH" if key == Key.Key_F2 else "WIT")
            with answering(marry):
                qtbot.keyClick(tab(page).table, key)
        assert {one.name for one in page.school.people.teachers()} == {
            "Aylin Bakker",
            "Sanne de Bakker",
            "Minh Đặng",
        }

    def test_del_removes_and_the_bar_takes_it_back(self, qtbot: QtBot, page: SchoolPage) -> None:
        select(page, "SAH")
        qtbot.keyClick(tab(page).table, Key.Key_Delete)
        assert len(rows(page)) == 2
        assert page.bar.accessibleName() == "Aylin Şahin verwijderd."
        page.bar.acted.emit()
        assert any("Şahin, Aylin | Wiskunde" in row for row in rows(page)), "with her section"
        assert page.bar.isHidden()

    def test_who_was_visited_stays_and_can_leave(
        self, qtbot: QtBot, planned: Planned, answering: Answering
    ) -> None:
        page = shown(qtbot, planned[0])
        qtbot.keyClick(tab(page).table, Key.Key_Delete)
        assert "wordt nog gebruikt en blijft staan" in page.bar.accessibleName()
        assert len(rows(page)) == 1

        def leave(dialog: QWidget) -> None:
            assert isinstance(dialog, TeacherDialog)
            assert dialog.left_on.value() == TODAY
            qtbot.keyClick(dialog.left_on, Key.Key_Return)

        with answering(leave):
            page.bar.acted.emit()
        assert page.school.people.teachers() == []
        (gone,) = page.school.people.teachers(also_left=True)
        assert gone.left_on == TODAY

    def test_del_in_the_search_field_removes_a_letter_only(self, qtbot: QtBot, page: SchoolPage) -> None:
        qtbot.keyClick(tab(page).table, Key.Key_F, CTRL)
        field = tab(page).search
        assert field.hasFocus()
        qtbot.keyClicks(field, "sah")
        assert [row[:3] for row in rows(page)] == ["SAH"], "accents are no hindrance"
        qtbot.keyClick(field, Key.Key_Home)
        qtbot.keyClick(field, Key.Key_Delete)
        assert field.text() == "ah"
        assert len(page.school.people.teachers()) == 3

    def test_nothing_found_leads_back_to_all(self, qtbot: QtBot, page: SchoolPage) -> None:
        qtbot.keyClicks(tab(page).search, "xyz")
        state = page.tab.findChild(EmptyState)
        assert isinstance(state, EmptyState)
        assert state.accessibleName() == "Geen docent gevonden"
        qtbot.keyClick(state.buttons[0], Key.Key_Return)
        assert len(rows(page)) == 3

    def test_the_section_filter_knows_who_has_none(self, qtbot: QtBot, page: SchoolPage) -> None:
        teachers = page.tab
        assert isinstance(teachers, TeachersTab)
        qtbot.keyClick(teachers._section, Key.Key_End)
        assert [row[:3] for row in rows(page)] == ["DAN"]

    def test_a_refresh_keeps_what_is_selected(self, page: SchoolPage) -> None:
        select(page, "WIT")
        page.school.people.save_teacher(TeacherDraft("AAA", "Aalders"))
        line = tab(page).current()
        assert line is not None
        assert getattr(line, "code") == "WIT"  # noqa: B009 - the tab is of any line
        assert len(rows(page)) == 4

    def test_a_class_guesses_its_year_until_it_is_chosen(
        self, qtbot: QtBot, page: SchoolPage, answering: Answering
    ) -> None:
        page.show_item("classes")

        def fill_in(dialog: QWidget) -> None:
            assert isinstance(dialog, ClassDialog)
            qtbot.keyClicks(dialog.name, "4V1")
            assert dialog.year.value() == 4
            dialog.pupils.setFocus()
            for wrong, refusal in (
                ("75", "Een klas heeft 1 tot en met 60 leerlingen."),
                ("400", "Een klas heeft 1 tot en met 60 leerlingen."),
                ("0", "Een klas heeft 1 tot en met 60 leerlingen."),
                ("veel", "Vul het aantal leerlingen in als getal, bijvoorbeeld 27."),
            ):
                dialog.pupils.selectAll()
                qtbot.keyClicks(dialog.pupils, wrong)
                qtbot.keyClick(dialog.pupils, Key.Key_Return)
                assert dialog.refusal() == refusal
            dialog.pupils.selectAll()
            qtbot.keyClicks(dialog.pupils, "25")
            qtbot.keyClick(dialog.pupils, Key.Key_Return)

        with answering(fill_in):
            qtbot.keyClick(tab(page, ClassesTab).table, Key.Key_Insert)
        assert rows(page) == ["1A | 1 |  | ", "3H2 | 3 | havo | 27", "4V1 | 4 |  | 25"]

    def test_a_department_with_classes_stays(self, qtbot: QtBot, page: SchoolPage) -> None:
        page.show_item("departments")
        qtbot.keyClick(tab(page).table, Key.Key_Delete)
        assert page.bar.accessibleName() == (
            "Deze afdeling wordt nog gebruikt en blijft staan. Er horen nog klassen bij."
        )

    def test_a_small_section_says_where_it_counts(self, page: SchoolPage) -> None:
        page.show_item("sections")
        assert isinstance(page.tab, SectionsTab)
        assert rows(page) == [
            "Klassieke talen |  | 1 | geen eigen cijfers: telt alleen mee bij de school",
            "Wiskunde | Bèta | 2 | geen eigen cijfers: telt mee bij Bèta",
        ]
        maths = next(one for one in page.school.people.sections() if one.name == "Wiskunde")
        for number in range(3):
            page.school.people.save_teacher(
                TeacherDraft(f"T{number}", "Tol", section_ids=frozenset({maths.id}))
            )
        assert rows(page)[1] == "Wiskunde | Bèta | 5 | "

    def test_a_cluster_that_a_cycle_is_about_says_so_and_is_not_left_empty(
        self, qtbot: QtBot, page: SchoolPage, answering: Answering
    ) -> None:
        (cluster,) = page.school.people.clusters()
        page.school.cycles.save(CycleDraft("Meedenken", "OP3", cluster_id=cluster.id))

        def to_another(dialog: QWidget) -> None:
            assert isinstance(dialog, SectionDialog)
            dialog.cluster.setFocus()
            dialog.cluster.selectAll()
            qtbot.keyClicks(dialog.cluster, "Gamma")
            assert dialog.refusal() == "", "all of the cluster goes to another name"
            dialog.cluster.clear()
            assert "Over cluster Bèta gaat nog een cyclus: ‘Meedenken’." in dialog.refusal()
            qtbot.keyClick(dialog.cluster, Key.Key_Return)
            assert "Zonder secties is er niets meer te tellen." in dialog.refusal()
            dialog.cluster.setText("Bèta")
            assert dialog.refusal() == ""
            qtbot.keyClick(dialog.cluster, Key.Key_Escape)

        page.show_item("sections")
        select(page, "Wiskunde")
        with answering(to_another):
            qtbot.keyClick(tab(page).table, Key.Key_F2)
        assert rows(page)[1].startswith("Wiskunde | Bèta |")

    def test_a_whole_cluster_gets_another_name(
        self, qtbot: QtBot, page: SchoolPage, answering: Answering
    ) -> None:
        page.school.people.save_section(SectionDraft("Natuurkunde", "Bèta"))

        def rename(dialog: QWidget) -> None:
            assert isinstance(dialog, SectionDialog)
            assert not dialog.whole.isVisible()
            dialog.cluster.selectAll()
            qtbot.keyClicks(dialog.cluster, "Exact")
            assert dialog.whole.text() == "Ook voor Natuurkunde: het hele cluster Bèta"
            qtbot.keyClick(dialog.whole, Key.Key_Space)
            qtbot.keyClick(dialog.cluster, Key.Key_Return)

        page.show_item("sections")
        select(page, "Wiskunde")
        with answering(rename):
            qtbot.keyClick(tab(page).table, Key.Key_F2)
        (cluster,) = page.school.people.clusters()
        assert (cluster.name, cluster.sections) == ("Exact", ("Natuurkunde", "Wiskunde"))

    def test_a_person_gets_a_role_or_none(self, qtbot: QtBot, page: SchoolPage, answering: Answering) -> None:
        page.show_item("persons")
        assert rows(page) == [
            "Joke Pronk | docentcoach | coach",
            "Ruud Hofstede | sectievoorzitter | bezoekt geen lessen",
        ]

        def visits_no_more(dialog: QWidget) -> None:
            assert isinstance(dialog, PersonDialog)
            qtbot.keyClick(dialog.role, Key.Key_End)
            qtbot.keyClick(dialog.role, Key.Key_Return)

        select(page, "Joke")
        with answering(visits_no_more):
            qtbot.keyClick(tab(page).table, Key.Key_F2)
        assert page.school.people.observers() == []


class TestTabs:
    def test_every_tab_is_reached_by_keyboard(self, qtbot: QtBot, page: SchoolPage) -> None:
        seen = []
        for _ in TABS:
            seen.append(page.tabs.value())
            qtbot.keyClick(page, Key.Key_PageDown, CTRL)
        assert seen == [key for key, _ in TABS]
        assert page.tabs.value() == "people"
        qtbot.keyClick(page, Key.Key_PageUp, CTRL)
        assert isinstance(page.tab, SafetyTab)

    def test_an_unknown_name_changes_nothing(self, page: SchoolPage) -> None:
        page.show_item("sections")
        page.show_item("")
        page.show_item("iets anders")
        assert page.tabs.value() == "sections"

    def test_actions_are_there_where_they_do_something(self, page: SchoolPage) -> None:
        found = {action.text().replace("&", ""): action for action in page.menu_actions()}
        assert found["Lijst inlezen…"].isEnabled()
        assert found["Verwijderen"].isEnabled()
        page.show_item("safety")
        assert not found["Lijst inlezen…"].isEnabled()
        assert not found["Verwijderen"].isEnabled()

    @pytest.mark.parametrize("size", [(1190, 690), (800, 450)])
    def test_all_tabs_fit(self, qtbot: QtBot, school: School, size: tuple[int, int]) -> None:
        page = shown(qtbot, school, size)
        for key, _ in TABS:
            page.show_item(key)
            assert page.minimumSizeHint().width() <= size[0], key
            switches = [switch for switch in (page.tabs, page._tabs_below) if switch.isVisible()]
            assert len(switches) == 1
            assert switches[0].geometry().right() < size[0]

    def test_instruments_can_be_read_whole(self, qtbot: QtBot, page: SchoolPage) -> None:
        page.show_item("instruments")
        assert isinstance(page.tab, InstrumentsTab)
        full = page.school.instruments.get(page.school.instruments.all()[0].id)
        text = page.tab.text.toPlainText()
        for indicator in full.indicators:
            for words in (indicator.title, indicator.text, *indicator.anchors, indicator.question):
                assert words in text
            assert all(look_for.text in text for look_for in indicator.look_fors)
        qtbot.keyClick(page.tab.list, Key.Key_Down)
        assert page.tab.text.toPlainText() != text


def choosing(monkeypatch: pytest.MonkeyPatch, *files: Path) -> None:
    """The question for a file, in which the user chooses these files one after the other."""
    answers = iter(files)
    monkeypatch.setattr(ask, "open_file", lambda *_: next(answers))


def content(school: School) -> tuple[object, ...]:
    people = school.people
    ids = {"id": ""}
    return (
        [replace(one, section_ids=(), **ids) for one in people.teachers()],
        [replace(one, **ids) for one in people.sections()],
        [replace(one, department_id=None, **ids) for one in people.classes()],
        [replace(one, **ids) for one in people.departments()],
    )


class TestRosters:
    @pytest.mark.parametrize("name", sorted(path.name for path in ROSTERS.iterdir()))
    def test_a_list_is_seen_taken_in_and_taken_back(
        self,
        qtbot: QtBot,
        empty: SchoolPage,
        monkeypatch: pytest.MonkeyPatch,
        name: str,
        answering: Answering,
    ) -> None:
        before = content(empty.school)
        choosing(monkeypatch, ROSTERS / name, ROSTERS / name)

        def take_in(dialog: QWidget) -> None:
            assert isinstance(dialog, RosterDialog)
            assert content(empty.school) == before, "a preview writes nothing"
            qtbot.keyClick(dialog, Key.Key_Return, CTRL)

        with answering(take_in):
            qtbot.keyClick(empty, Key.Key_I, CTRL)
        after = content(empty.school)
        assert after != before
        qtbot.waitUntil(lambda: "Lijst ingelezen" in empty.bar.accessibleName())

        def nothing_left(dialog: QWidget) -> None:
            assert isinstance(dialog, RosterDialog)
            assert not dialog.take_in.isEnabled()
            qtbot.keyClick(dialog, Key.Key_Return, CTRL)
            qtbot.keyClick(dialog, Key.Key_Escape)

        with answering(nothing_left):
            qtbot.keyClick(empty, Key.Key_I, CTRL)
        assert content(empty.school) == after
        empty.school.undo.undo()
        assert content(empty.school) == before

    def test_the_preview_can_show_one_kind(
        self, qtbot: QtBot, empty: SchoolPage, monkeypatch: pytest.MonkeyPatch, answering: Answering
    ) -> None:
        choosing(monkeypatch, ROSTERS / "rommelig.csv")
        skipped: list[str] = []

        def look_at_skipped(dialog: QWidget) -> None:
            assert isinstance(dialog, RosterDialog)
            dialog.kinds.setFocus()
            texts = dict(dialog._choices())
            assert texts["overgeslagen"] == "Overgeslagen 3"
            dialog.kinds.set_value("overgeslagen")
            dialog.kinds.changed.emit("overgeslagen")
            model = dialog.table.model()
            skipped.extend(str(model.index(row, 4).data()) for row in range(model.rowCount()))
            dialog.table.select_row(1)
            assert dialog._detail.text() == skipped[1], "a long reason can be read whole"
            qtbot.keyClick(dialog, Key.Key_Escape)

        with answering(look_at_skipped):
            qtbot.keyClick(empty, Key.Key_I, CTRL)
        assert len(skipped) == 3
        assert all("overgeslagen" in sentence for sentence in skipped)
        assert empty.school.people.teachers() == []

    def test_what_is_no_list_is_told(
        self,
        qtbot: QtBot,
        empty: SchoolPage,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        answering: Answering,
    ) -> None:
        path = tmp_path / "brief.csv"
        path.write_bytes(b"")
        choosing(monkeypatch, path)
        told: list[str] = []

        def read(box: QWidget) -> None:
            assert isinstance(box, QMessageBox)
            told.append(box.text())
            qtbot.keyClick(box, Key.Key_Escape)

        with answering(read):
            qtbot.keyClick(empty, Key.Key_I, CTRL)
        assert told == [
            "brief.csv is leeg. Kies een bestand met een kopregel en daaronder docenten of klassen."
        ]


class TestSettings:
    @pytest.fixture
    def settings(self, page: SchoolPage) -> SettingsTab:
        page.show_item("settings")
        assert isinstance(page.tab, SettingsTab)
        return page.tab

    def test_groups_below_three_are_refused(self, qtbot: QtBot, settings: SettingsTab) -> None:
        for typed, kept, refused in (("4", 4, False), ("2", 4, True), ("0", 4, True), ("3", 3, False)):
            settings.group.setFocus()
            settings.group.selectAll()
            qtbot.keyClicks(settings.group, typed)
            qtbot.keyClick(settings.group, Key.Key_Return)
            assert settings.school.settings().smallest_group == kept
            assert settings.group.value() == kept
            sentence = settings._refusals[settings.group]
            assert sentence.isVisible() == refused
        assert "De kleinste groep is 3 docenten" in sentence.text()

    def test_a_name_is_kept_while_it_is_typed(self, qtbot: QtBot, settings: SettingsTab) -> None:
        settings.name.setFocus()
        settings.name.selectAll()
        qtbot.keyClicks(settings.name, "Kastanje Lyceum")
        assert settings.school.settings().name == "Hazelkamp College", "not at every key"
        qtbot.waitUntil(lambda: settings.school.settings().name == "Kastanje Lyceum", timeout=1500)
        qtbot.keyClicks(settings.name, " Zuid")
        settings.flush()
        assert settings.school.settings().name == "Kastanje Lyceum Zuid"

    def test_a_school_keeps_a_name(self, qtbot: QtBot, settings: SettingsTab) -> None:
        settings.name.selectAll()
        qtbot.keyClick(settings.name, Key.Key_Delete)
        settings.flush()
        assert settings.school.settings().name == "Hazelkamp College"
        assert settings._refusals[settings.name].text() == "Vul de naam van de school in."

    def test_retention_says_until_when(self, qtbot: QtBot, settings: SettingsTab) -> None:
        settings.years.setFocus()
        qtbot.keyClick(settings.years, Key.Key_Up)
        assert settings.school.settings().retention_years == 3
        assert "2026-2027 is dat wo 31 jul 2030" in settings._keep_until.text()

    def test_holidays_that_are_not_sure_say_so(self, settings: SettingsTab) -> None:
        model = settings.holidays.model()
        spoken = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
        assert any(line.startswith("herfstvakantie") and "te controleren" in line for line in spoken)
        assert any(line.startswith("kerstvakantie") and "te controleren" not in line for line in spoken)


class TestSafety:
    @pytest.fixture
    def safety(self, page: SchoolPage) -> SafetyTab:
        page.show_item("safety")
        assert isinstance(page.tab, SafetyTab)
        return page.tab

    def test_a_copy_is_made_and_listed(self, qtbot: QtBot, page: SchoolPage, safety: SafetyTab) -> None:
        assert not safety.put_back.isEnabled()
        qtbot.keyClick(safety.make, Key.Key_Return)
        (copy,) = copies_of(safety.school.path)
        assert "gemaakt en gecontroleerd" in page.bar.accessibleName()
        assert safety.put_back.isEnabled()
        words = str(safety.copies.model().index(0, 0).data())
        assert f"{copy.made_at.hour}.{copy.made_at.minute:02d} uur" in words
        assert "kB" in words

    def test_a_sound_file_is_said_to_be_sound(self, qtbot: QtBot, safety: SafetyTab) -> None:
        qtbot.keyClick(safety.check, Key.Key_Return)
        assert "Alles klopt." in safety._result.accessibleName()
        assert "3 docenten" in safety._result.accessibleName()

    def test_what_is_wrong_is_named(self, qtbot: QtBot, safety: SafetyTab) -> None:
        raw = safety.school._file._raw
        raw.execute("PRAGMA ignore_check_constraints = ON")
        raw.execute("UPDATE school SET smallest_group = 1")
        qtbot.keyClick(safety.check, Key.Key_Return)
        assert "Alles klopt" not in safety._result.accessibleName()
        assert safety._problems.text()

    def test_the_place_of_the_file_can_be_copied(self, safety: SafetyTab) -> None:
        safety._copy_path()
        assert QApplication.clipboard().text() == str(safety.school.path)


class TestInTheWindow:
    @pytest.fixture
    def window(self, qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
        path = tmp_path / "Hazelkamp.lesobs"
        with School.create(path, "Hazelkamp College", Region.MIDDLE) as school:
            school.people.save_teacher(TeacherDraft("SAH", "Şahin", "Aylin"))
            copy = school.backups.make().path
            copy.rename(copy.with_name("2026-11-20 16.00.00.lesobs"))  # another second than that of the next
        made = Window(Settings(), today=lambda: TODAY)
        qtbot.addWidget(made)
        made.furnish()
        made.open_file(path)
        made.show_place("school", "people")
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        yield made
        made.close_school()

    def test_a_passphrase_is_set_changed_and_taken_away_by_keys(
        self, qtbot: QtBot, window: Window, answering: Answering
    ) -> None:
        window.show_place("school", "safety")
        page = window.stack.currentWidget()
        assert isinstance(page, SchoolPage) and isinstance(page.tab, SafetyTab)
        safety, school = page.tab, page.school

        def fill(dialog: QWidget, *texts: str) -> ChangePassphrase:
            assert isinstance(dialog, ChangePassphrase)
            for text in texts:
                qtbot.keyClicks(QApplication.focusWidget(), text)
                qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
            return dialog

        def set_it(dialog: QWidget) -> None:
            filled = fill(dialog, "negen fietsen", "negen fietsen")
            assert filled.drop.isVisible()
            qtbot.keyClick(filled.new.again, Key.Key_Return)
            assert "Lees de waarschuwing" in filled.refusal()
            qtbot.keyClick(filled.new.read, Key.Key_Space)
            qtbot.keyClick(filled.new.read, Key.Key_Return)

        def change_it(dialog: QWidget) -> None:
            filled = fill(dialog, "tien fietsen")
            for field in (filled.new.passphrase, filled.new.again):
                qtbot.keyClicks(field, "elf fietsen")
            filled.new.read.setChecked(True)
            qtbot.keyClick(filled.new.read, Key.Key_Return)
            assert "niet het wachtwoord" in filled.refusal() and filled.present.hasFocus()
            qtbot.keyClicks(filled.present, "negen fietsen")
            qtbot.keyClick(filled.present, Key.Key_Return)

        def take_it_away(dialog: QWidget) -> None:
            filled = fill(dialog, "elf fietsen")
            filled.way.set_value("remove")
            filled._show_way("remove")
            assert "kan het bestand dan lezen" in filled.plain.text() and filled.plain.isVisible()
            qtbot.keyClick(filled.present, Key.Key_Return)

        for act, locked, told in (
            (set_it, True, "1 kopie zonder wachtwoord is verwijderd"),
            (change_it, True, "hebben het vorige"),
            (take_it_away, False, "geen wachtwoord meer"),
        ):
            with answering(act):
                qtbot.keyClick(safety.passphrase, Key.Key_Space)
            assert school.encrypted == locked and told in page.bar.accessibleName()
            assert ("wijzigen" if locked else "instellen") in safety.passphrase.text()
            assert window.settings.recent_files()[0].encrypted == locked
        assert len(school.people.teachers()) == 1 and school.checks.problems() == []

    def test_ctrl_z_takes_a_removal_back(self, qtbot: QtBot, window: Window) -> None:
        page = window.stack.currentWidget()
        assert isinstance(page, SchoolPage)
        page.setFocus()
        qtbot.keyClick(tab(page).table, Key.Key_Delete)
        assert rows(page) == []
        assert page.bar.isVisible()
        state = page.tab.findChild(EmptyState)
        assert isinstance(state, EmptyState)
        assert state.buttons[0].hasFocus()
        qtbot.keyClick(window, Key.Key_Z, CTRL)
        assert rows(page) == ["SAH | Şahin, Aylin | "]
        assert tab(page).table.hasFocus()
        assert page.bar.isHidden(), "what was taken back can't be taken back again"

    def test_who_adds_a_person_can_say_it_is_them(
        self, qtbot: QtBot, window: Window, answering: Answering
    ) -> None:
        window.show_place("school", "persons")
        page = window.stack.currentWidget()
        assert isinstance(page, SchoolPage)

        def add_myself(dialog: QWidget) -> None:
            assert isinstance(dialog, PersonDialog)
            qtbot.keyClicks(dialog.name, "Joke Pronk")
            qtbot.keyClick(dialog.name, Key.Key_Return)

        with answering(add_myself):
            qtbot.keyClick(page, Key.Key_Insert)
        assert page.bar.accessibleName().startswith("Ben jij Joke Pronk?")
        page.bar.acted.emit()
        assert window.school is not None
        (joke,) = window.school.people.persons()
        assert window.settings.me(window.school.path) == joke.id

    def test_a_copy_is_put_back_beside_the_file(
        self, qtbot: QtBot, window: Window, answering: Answering
    ) -> None:
        window.show_place("school", "safety")
        page = window.stack.currentWidget()
        assert isinstance(page, SchoolPage)
        assert isinstance(page.tab, SafetyTab)

        def agree(box: QWidget) -> None:
            assert isinstance(box, QMessageBox)
            next(button for button in box.buttons() if button.text() == "Terugzetten").click()

        before = window.school
        with answering(agree):
            qtbot.keyClick(page.tab.copies, Key.Key_Return)
        qtbot.waitUntil(lambda: window.school is not None and window.school is not before)
        assert window.school is not None
        assert window.school.path.name.startswith("Hazelkamp (kopie van ")
        assert [one.code for one in window.school.people.teachers()] == ["SAH"]
