"""This file is getting a school open by keyboard: first choices, a new school, passphrases and problems."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from lesobs.domain.schoolyear import Region
from lesobs.domain.visit import ObserverRole
from lesobs.paths import data_folder
from lesobs.services.backups import copies_of
from lesobs.services.demo import EXAMPLE_DAY
from lesobs.services.people import PersonDraft, SectionDraft, TeacherDraft
from lesobs.services.school import School, WrongPassphrase
from lesobs.ui import ask, look, opening
from lesobs.ui.first_run import FirstRunPage
from lesobs.ui.new_school_dialog import NewSchoolDialog
from lesobs.ui.opening_dialogs import ChooseCopyDialog, ChooseMeDialog, PassphraseDialog
from lesobs.ui.school.persons import PersonDialog
from lesobs.ui.settings import RecentFile, Settings
from lesobs.ui.visits.plan_dialog import PlanDialog
from lesobs.ui.widgets.buttons import Button
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.states import ErrorCard, ErrorPage
from lesobs.ui.window import Window

TODAY = date(2026, 11, 23)
Key = Qt.Key
Answering = Callable[[Callable[[QWidget], None]], AbstractContextManager[None]]
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    look.apply(qapp, dark=False)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = Window(Settings(), today=lambda: TODAY)
    qtbot.addWidget(made)
    made.furnish()
    made.setWindowState(Qt.WindowState.WindowNoState)
    made.resize(1366, 768)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close_school()


def words_of(page: QWidget) -> str:
    return " ".join(label.text() for label in page.findChildren(Label))


# First choices


@pytest.fixture
def first_run(qtbot: QtBot) -> FirstRunPage:
    at = datetime.fromisoformat
    files = [
        RecentFile(Path("/school/Hazelkamp.lesobs"), at("2026-11-20T16:12"), encrypted=True),
        RecentFile(Path("/stick/Oud.lesobs"), at("2026-06-01T09:05"), encrypted=False),
    ]
    page = FirstRunPage(files)
    qtbot.addWidget(page)
    page.resize(1100, 600)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.setFocus()
    return page


def test_the_first_choice_has_the_keyboard(qtbot: QtBot, first_run: FirstRunPage) -> None:
    assert first_run.cards[0].hasFocus()
    with qtbot.waitSignal(first_run.new_school):
        qtbot.keyClick(first_run.cards[0], Key.Key_Return)


def test_arrows_go_from_card_to_card(qtbot: QtBot, first_run: FirstRunPage) -> None:
    qtbot.keyClick(first_run.cards[0], Key.Key_Right)
    assert first_run.cards[1].hasFocus()
    with qtbot.waitSignal(first_run.example):
        qtbot.keyClick(first_run.cards[1], Key.Key_Enter)
    qtbot.keyClick(first_run.cards[1], Key.Key_Left)
    qtbot.keyClick(first_run.cards[0], Key.Key_Left)
    assert first_run.cards[2].hasFocus(), "round to the last one"
    with qtbot.waitSignal(first_run.open_file):
        qtbot.keyClick(first_run.cards[2], Key.Key_Space)


def test_each_card_has_its_letter(qtbot: QtBot, first_run: FirstRunPage) -> None:
    for letter, signal in (
        (Key.Key_N, first_run.new_school),
        (Key.Key_V, first_run.example),
        (Key.Key_O, first_run.open_file),
    ):
        with qtbot.waitSignal(signal):
            qtbot.keyClick(first_run.cards[0], letter)
        with qtbot.waitSignal(signal):
            qtbot.keyClick(first_run, letter, ALT)


def test_a_recent_file_says_where_it_is_and_opens_with_enter(qtbot: QtBot, first_run: FirstRunPage) -> None:
    model = first_run.recent.model()
    assert model.index(0, 0).data() == (
        "Hazelkamp.lesobs, school · vr 20 nov 2026, 16.12 uur · met wachtwoord, Enter: Openen"
    )
    assert "wachtwoord" not in str(model.index(1, 0).data())
    first_run.recent.setFocus()
    first_run.recent.select_row(1)
    with qtbot.waitSignal(first_run.open_recent) as told:
        qtbot.keyClick(first_run.recent, Key.Key_Return)
    assert told.args == ["/stick/Oud.lesobs"]


# A new school


@pytest.fixture
def new(qtbot: QtBot) -> NewSchoolDialog:
    host = QWidget()
    qtbot.addWidget(host)
    dialog = NewSchoolDialog(host, lambda: TODAY)
    dialog.show()
    dialog.host = host  # type: ignore[attr-defined]
    return dialog


def test_a_school_of_a_name_and_a_region(qtbot: QtBot, new: NewSchoolDialog) -> None:
    qtbot.keyClicks(new.name, "Hazelkamp: College/2026")
    assert new.place.text() == str(data_folder() / "Hazelkamp College 2026.lesobs")
    qtbot.keyClick(new.name, Key.Key_Return)
    assert new.refusal() == "Kies de regio van jullie schoolvakanties."
    assert new.region.hasFocus()
    for _ in range(3):
        qtbot.keyClick(new.region, Key.Key_Down)
    qtbot.keyClick(new.region, Key.Key_Return)
    assert new.school is not None
    with new.school as school:
        assert school.path == data_folder() / "Hazelkamp College 2026.lesobs"
        assert (school.settings().name, school.settings().region) == ("Hazelkamp: College/2026", Region.SOUTH)
        assert not school.encrypted
        assert school.today() == TODAY


def test_a_school_without_a_name_is_not_made(qtbot: QtBot, new: NewSchoolDialog) -> None:
    qtbot.keyClick(new.name, Key.Key_Return)
    assert new.refusal() == "Vul de naam van de school in."
    assert new.name.property("wrong")
    qtbot.keyClicks(new.name, "H")
    assert not new.name.property("wrong")
    assert new.isVisible()
    assert not data_folder().exists()


def test_a_passphrase_is_typed_twice_and_its_warning_read(qtbot: QtBot, new: NewSchoolDialog) -> None:
    qtbot.keyClicks(new.name, "Hazelkamp")
    new.region.set_value(Region.MIDDLE)
    new.with_passphrase.setFocus()
    qtbot.keyClick(new.with_passphrase, Key.Key_Space)
    assert "ook wij niet" in words_of(new)
    assert new.secret.passphrase.hasFocus()
    qtbot.keyClick(new.secret.passphrase, Key.Key_Return)
    assert new.refusal() == "Typ een wachtwoord, of haal het vinkje weg."
    qtbot.keyClicks(new.secret.passphrase, "negen blauwe fietsen")
    qtbot.keyClicks(new.secret.again, "negen blauwe fiets")
    qtbot.keyClick(new.secret.again, Key.Key_Return)
    assert new.refusal() == "De twee wachtwoorden zijn niet gelijk. Typ ze opnieuw."
    qtbot.keyClicks(new.secret.again, "negen blauwe fietsen")
    qtbot.keyClick(new.secret.again, Key.Key_Return)
    assert new.refusal() == "Lees de waarschuwing en zet daar een vinkje."
    assert new.school is None
    qtbot.keyClick(new.secret.read, Key.Key_Space)
    qtbot.keyClick(new.secret.read, Key.Key_Return)
    assert new.school is not None
    path = new.school.path
    new.school.close()
    with pytest.raises(WrongPassphrase):
        School.open(path, "negen blauwe fiets")
    School.open(path, "negen blauwe fietsen").close()


def test_a_place_that_is_synchronised_is_warned_of(
    qtbot: QtBot, new: NewSchoolDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert new._risk.isHidden()
    chosen = tmp_path / "OneDrive - Hazelkamp" / "Hazelkamp"
    monkeypatch.setattr(ask, "save_file", lambda *_: chosen.with_suffix(".lesobs"))
    new._choose_place()
    assert new.place.text() == f"{chosen}.lesobs"
    assert "gesynchroniseerd" in new._risk.accessibleName()
    assert new._risk.isVisible()
    qtbot.keyClicks(new.name, "Anders")
    assert new.place.text() == f"{chosen}.lesobs", "a chosen place stays"


def test_a_name_that_is_taken_gets_a_number(qtbot: QtBot, new: NewSchoolDialog) -> None:
    data_folder().mkdir()
    (data_folder() / "Hazelkamp.lesobs").write_text("van iemand anders")
    qtbot.keyClicks(new.name, "Hazelkamp")
    assert new.place.text() == str(data_folder() / "Hazelkamp 2.lesobs")


def test_what_was_typed_is_not_thrown_away_by_escape(
    qtbot: QtBot, new: NewSchoolDialog, answering: Answering
) -> None:
    qtbot.keyClicks(new.name, "Hazelkamp")
    asked: list[str] = []

    def stay(box: QWidget) -> None:
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        qtbot.keyClick(box, Key.Key_Escape)

    with answering(stay):
        qtbot.keyClick(new.name, Key.Key_Escape)
    assert asked == ["Wat je hier hebt ingevuld, is nog niet bewaard."]
    assert new.isVisible()


# Passphrases


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    path = tmp_path / "Op slot.lesobs"
    School.create(path, "Hazelkamp", Region.NORTH, "geheim").close()
    return path


def test_a_wrong_passphrase_is_said_and_asked_again(
    qtbot: QtBot, window: Window, locked: Path, answering: Answering
) -> None:
    said: list[str] = []

    def type_twice(dialog: QWidget) -> None:
        assert isinstance(dialog, PassphraseDialog)
        field = dialog.passphrase
        assert field.echoMode() == QLineEdit.EchoMode.Password
        qtbot.keyClicks(field, "fout")
        qtbot.keyClick(field, Key.Key_Return)
        said.append(dialog.refusal())
        assert field.hasFocus()
        qtbot.keyClicks(field, "geheim")  # what was wrong is selected, so typing replaces it
        qtbot.keyClick(field, Key.Key_Return)

    with answering(type_twice):
        window.open_file(locked)
    assert said == ["Dit wachtwoord past niet. Probeer het nog eens, en let op hoofdletters en spaties."]
    assert window.school is not None
    assert window.school.encrypted


def test_giving_up_on_the_passphrase_leads_to_the_first_choices(
    qtbot: QtBot, window: Window, locked: Path, answering: Answering
) -> None:
    with answering(lambda dialog: qtbot.keyClick(dialog, Key.Key_Escape)):
        window.open_file(locked)
    assert window.school is None
    assert isinstance(window.stack.currentWidget(), FirstRunPage)


# Who are you


def with_observers(tmp_path: Path, *names: str) -> Path:
    path = tmp_path / "Hazelkamp.lesobs"
    with School.create(path, "Hazelkamp", Region.MIDDLE) as school:
        for name in names:
            school.people.save_person(PersonDraft(name, "teamleider", ObserverRole.TEAM_LEADER))
    return path


def test_who_works_here_is_asked_and_remembered(
    qtbot: QtBot, window: Window, tmp_path: Path, answering: Answering
) -> None:
    path = with_observers(tmp_path, "Joke Pronk", "Marieke Doornbos")

    def second(dialog: QWidget) -> None:
        assert isinstance(dialog, ChooseMeDialog)
        qtbot.keyClick(dialog.list, Key.Key_Down)
        qtbot.keyClick(dialog.list, Key.Key_Return)

    with answering(second):
        window.open_file(path)
    assert window.school is not None
    names = {person.id: person.name for person in window.school.people.persons()}
    assert names[window.settings.me(path) or ""] == "Marieke Doornbos"


def test_who_works_here_is_asked_once(
    qtbot: QtBot, window: Window, tmp_path: Path, answering: Answering
) -> None:
    path = with_observers(tmp_path, "Joke Pronk")
    asked: list[QWidget] = []

    def leave_open(dialog: QWidget) -> None:
        asked.append(dialog)
        qtbot.keyClick(dialog, Key.Key_Escape)

    with answering(leave_open):
        window.open_file(path)
    assert window.settings.me(path) is None
    window.close_school()
    window.open_file(path)  # a second question would wait here for ever
    assert window.school is not None
    assert len(asked) == 1


def test_the_first_visit_asks_who_comes_to_see_it(
    qtbot: QtBot, window: Window, tmp_path: Path, answering: Answering
) -> None:
    path = with_observers(tmp_path)
    with School.open(path) as school:
        section = school.people.save_section(SectionDraft("Wiskunde", "Exact"))
        school.people.save_teacher(TeacherDraft("DAN", "Đặng", "Minh", section_ids=frozenset({section})))
    window.open_file(path)
    began: list[str] = []

    def name_myself(dialog: QWidget) -> None:
        assert isinstance(dialog, PersonDialog)
        assert "Begin met jezelf" in words_of(dialog)
        qtbot.keyClicks(dialog.name, "Marieke Doornbos")
        timer.start()
        qtbot.keyClick(dialog.name, Key.Key_Return)

    def choose_teacher() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, PlanDialog) or not dialog.isActiveWindow():
            timer.start()
            return
        qtbot.keyClicks(dialog.form.teacher, "minh")
        qtbot.keyClick(dialog, Key.Key_F5)
        began.append(dialog.visit_id or "")

    timer = QTimer(singleShot=True, interval=5)
    timer.timeout.connect(choose_teacher)
    with answering(name_myself):
        qtbot.keyClick(window.stack.currentWidget(), Key.Key_F5)
    assert window.school is not None
    (visit,) = window.school.visits.all()
    assert [visit.id] == began and visit.observer == "Marieke Doornbos"
    assert window.settings.me(path) == visit.observer_id, "who was named is at the keyboard from now on"


# Problems


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[20:6000] = bytes(5980)
    path.write_bytes(data)


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = tmp_path / "Hazelkamp.lesobs"
    with School.create(path, "Hazelkamp", Region.MIDDLE) as school:
        school.backups.make()
    damage(path)
    return path


def test_a_damaged_file_gives_way_to_its_copy(qtbot: QtBot, window: Window, damaged: Path) -> None:
    before = damaged.read_bytes()
    window.open_file(damaged)
    page = window.stack.currentWidget()
    assert isinstance(page, ErrorPage)
    copy = copies_of(damaged)[0]
    words = words_of(page)
    assert "Dit schoolbestand is beschadigd" in words
    assert f"{copy.made_at.hour}.{copy.made_at.minute:02d} uur is gecontroleerd en leesbaar" in words
    first = page.card.findChildren(Button)[0]
    assert first.accessibleName() == "Reservekopie openen"
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, Key.Key_Return)
    assert window.school is not None
    assert window.school.path.name.startswith("Hazelkamp (kopie van ")
    assert damaged.read_bytes() == before


def test_without_a_copy_nothing_is_promised(window: Window, damaged: Path) -> None:
    for copy in copies_of(damaged):
        copy.path.unlink()
    window.open_file(damaged)
    page = window.stack.currentWidget()
    assert isinstance(page, ErrorPage)
    assert "geen reservekopie" in words_of(page)
    assert buttons(page) == ["Ander bestand openen…", "Naar het begin", "Technische gegevens kopiëren"]


def test_another_copy_can_be_chosen(
    qtbot: QtBot, window: Window, damaged: Path, answering: Answering
) -> None:
    newest = copies_of(damaged)[0].path
    older = newest.with_name("2026-01-05 08.15.00.lesobs")
    older.write_bytes(newest.read_bytes())
    window.open_file(damaged)
    page = window.stack.currentWidget()
    assert isinstance(page, ErrorPage)

    def take_the_older(dialog: QWidget) -> None:
        assert isinstance(dialog, ChooseCopyDialog)
        assert "ma 5 jan 2026, 8.15 uur" in str(dialog.rows.line(1).title)
        qtbot.keyClick(dialog.list, Key.Key_Down)
        qtbot.keyClick(dialog.list, Key.Key_Return)

    with answering(take_the_older):
        page.card.chosen.emit(1)
    assert window.school is not None
    assert window.school.path.name == "Hazelkamp (kopie van 2026-01-05 08.15.00).lesobs"


def buttons(page: ErrorPage) -> list[str]:
    return [button.text() for button in page.card.findChildren(Button)]


def test_a_file_in_use_is_tried_again_and_not_replaced(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "Hazelkamp.lesobs"
    with School.create(path, "Hazelkamp", Region.MIDDLE) as school:
        school.backups.make()
        window.open_file(path)
        page = window.stack.currentWidget()
        assert isinstance(page, ErrorPage)
        assert buttons(page)[0] == "Opnieuw proberen"
        assert "Reservekopie openen" not in buttons(page)
    page.card.chosen.emit(0)
    assert window.school is not None


@pytest.mark.parametrize("content", [b"", b"een brief", b"SQLite format 3\0" + bytes(5000)])
def test_what_is_no_school_gets_a_page_and_no_traceback(
    window: Window, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "brief.lesobs"
    path.write_bytes(content)
    window.open_file(path)
    assert window.school is None
    card = window.stack.currentWidget()
    assert isinstance(card, ErrorPage)
    assert isinstance(card.card, ErrorCard)
    assert path.read_bytes() == content


# The example


def test_the_example_opens_as_somebody_with_work_waiting(window: Window) -> None:
    window.open_example()
    school = window.school
    assert school is not None
    assert school.path == data_folder() / "Voorbeeldschool.lesobs"
    me = window.settings.me(school.path)
    names = {person.id: person.name for person in school.people.persons()}
    assert names[me or ""] == "Marieke Doornbos"
    assert school.start.overview(me).waiting


def test_the_example_is_made_once(window: Window) -> None:
    window.open_example()
    assert window.school is not None
    person = window.school.people.save_person(PersonDraft("Ik zelf"))
    window.open_example()
    window.close_school()
    window.open_example()
    assert window.school is not None
    assert person in {one.id for one in window.school.people.persons()}


def test_in_a_holiday_the_example_shows_a_school_day(qtbot: QtBot) -> None:
    window = Window(Settings(), today=lambda: date(2027, 8, 3))
    qtbot.addWidget(window)
    window.furnish()
    window.open_example()
    assert window.school is not None
    assert window.school.today() == EXAMPLE_DAY
    window.close_school()
    window.open_file(data_folder() / "Voorbeeldschool.lesobs")
    assert window.school.today() == EXAMPLE_DAY, "also when it is opened as a file"
    window.close_school()


def test_the_example_is_of_today_in_a_school_week_with_known_holidays() -> None:
    saturday, sunday_in_autumn_holiday, far = date(2026, 12, 5), date(2026, 10, 18), date(2035, 11, 5)
    assert opening._example_day(saturday) == saturday
    assert opening._example_day(sunday_in_autumn_holiday) == sunday_in_autumn_holiday
    assert opening._example_day(date(2026, 10, 21)) == EXAMPLE_DAY
    assert opening._example_day(far) == EXAMPLE_DAY


def test_a_damaged_example_is_told_and_nothing_breaks(
    qtbot: QtBot, window: Window, answering: Answering
) -> None:
    data_folder().mkdir(exist_ok=True)
    (data_folder() / "Voorbeeldschool.lesobs").write_bytes(b"kapot")
    told: list[str] = []

    def read(box: QWidget) -> None:
        assert isinstance(box, QMessageBox)
        told.append(box.text())
        qtbot.keyClick(box, Key.Key_Escape)

    with answering(read):
        window.open_example()
    assert window.school is None
    (sentence,) = told
    assert sentence.startswith("Voorbeeldschool.lesobs is geen schoolbestand van lesobs.")
    assert "Kies een ander bestand." in sentence
