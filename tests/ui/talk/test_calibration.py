"""The calibration session: the order of the indicators, the table of pairs, and what is agreed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from tests.ui.talk.conftest import shown

from lesobs.domain.agreement import Calibration, PairTable
from lesobs.domain.instrument import Level
from lesobs.services.school import School
from lesobs.ui import preview
from lesobs.ui.page import Place
from lesobs.ui.talk.calibration_panel import alpha_means
from lesobs.ui.talk.calibration_view import CalibrationView, in_order
from lesobs.ui.talk.page import CALIBRATION, TalkPage
from lesobs.ui.talk.pair_grid import spoken
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.states import EmptyState

Key = Qt.Key
FEEDBACK = "op3.leren.feedback"


@pytest.fixture
def view(talk: TalkPage) -> CalibrationView:
    talk.show_item(CALIBRATION)
    made = talk.view(CALIBRATION)
    assert isinstance(made, CalibrationView)
    assert made.list.hasFocus()
    return made


@pytest.fixture
def calibration(example_school: School) -> Calibration:
    years = example_school.visits.years()
    return example_school.agreement.calibration(years[-1].first_day, years[0].last_day)


def said(view: CalibrationView) -> str:
    return " ".join(label.text() for label in view.panel.findChildren(Label) if label.isVisible())


def test_what_observers_differ_on_most_comes_first(view: CalibrationView, calibration: Calibration) -> None:
    keys = [line.key for line in view.model.lines()]
    questions = [question.indicator.key for question in calibration.questions]
    assert keys[: len(questions)] == questions
    assert sorted(map(str, keys)) == sorted(one.indicator.key for one in calibration.indicators)
    assert view.sentence.text() == calibration.sentence
    assert in_order(calibration)[0].table.far_apart > 0


def test_the_table_comes_with_the_sentence_the_anchors_and_the_number_last(
    qtbot: QtBot, view: CalibrationView, calibration: Calibration, example_school: School
) -> None:
    question = calibration.questions[0]
    words = said(view)
    assert question.table.sentence[1:] in words
    assert question.question in words
    for level, sentence in question.anchors:
        assert sentence in words and level.word in words
    assert spoken(question.table) in view.panel.grid.accessibleName()
    alpha = example_school.agreement.alpha(question.table)
    qtbot.waitUntil(lambda: alpha.words in said(view), timeout=10_000)
    qtbot.keyClick(view.list, Key.Key_Down)
    assert calibration.questions[1].question in said(view)


def test_nobody_is_named(view: CalibrationView, example_school: School) -> None:
    names = {one.name for one in example_school.people.persons(also_left=True)}
    names |= {one.last_name for one in example_school.people.teachers(also_left=True)}
    for row in range(view.model.rowCount()):
        view.list.select_row(row)
        told = f"{said(view)} {view.panel.grid.accessibleName()}"
        assert [name for name in names if f" {name} " in told] == []


def test_what_is_agreed_is_kept_as_it_is_typed(
    qtbot: QtBot, view: CalibrationView, example_school: School
) -> None:
    view.show_item(FEEDBACK)
    (earlier,) = example_school.agreement.notes(FEEDBACK)
    qtbot.waitUntil(lambda: earlier.text in said(view))
    qtbot.keyClick(view.list, Key.Key_Return)
    qtbot.keyClicks(view.panel.notes.words, "Een 4 is zeldzaam.")
    assert view.flush()
    qtbot.keyClicks(view.panel.notes.words, " Echt.")
    assert view.flush()
    assert [note.text for note in example_school.agreement.notes(FEEDBACK)] == [
        "Een 4 is zeldzaam. Echt.",
        earlier.text,
    ]
    view.panel.notes.words.selectAll()
    qtbot.keyClick(view.panel.notes.words, Key.Key_Delete)
    assert view.flush()
    assert [note.text for note in example_school.agreement.notes(FEEDBACK)] == [earlier.text]
    view.panel.notes.remove_asked.emit(earlier.id)
    assert example_school.agreement.notes(FEEDBACK) == []
    example_school.undo.undo()
    qtbot.waitUntil(lambda: earlier.text in said(view))


def test_without_duo_visits_it_says_how_to_plan_one(qtbot: QtBot, school: School) -> None:
    talk = shown(qtbot, school)
    talk.show_item(CALIBRATION)
    empty = next(one for one in talk.view(CALIBRATION).findChildren(EmptyState) if one.isVisible())
    assert "duo-bezoeken" in empty.accessibleName()
    went: list[tuple[str, str]] = []
    talk.go.connect(lambda place, item: went.append((place, item)))
    empty.buttons[0].click()
    assert went == [(Place.VISITS, "")]


def test_the_table_is_read_aloud_pair_by_pair() -> None:
    table = PairTable.of(
        [(Level(2), Level(4)), (Level(3), Level(3)), (Level(3), Level(3)), (Level(0), Level(1))]
    )
    assert spoken(table) == "1 keer 2 en 4, ver uit elkaar; 2 keer allebei 3"
    assert spoken(PairTable()) == "nog geen paren"


def test_the_number_is_said_in_words() -> None:
    values = (0.9, 0.7, 0.3, -0.1)
    assert len({alpha_means(value) for value in values}) == len(values)
    assert alpha_means(None) == ""


def test_ctrl_page_down_goes_round(qtbot: QtBot, talk: TalkPage) -> None:
    seen = []
    for _ in range(4):
        talk._step_actions[0].trigger()
        seen.append(talk.switch.value())
    assert seen == ["findings", "lessons", "calibration", "picture"]
    talk._step_actions[1].trigger()
    assert talk.switch.value() == CALIBRATION
    assert talk.help_page == "ijksessie"


def test_the_session_comes_on_paper(
    qtbot: QtBot, view: CalibrationView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def show_paper(_parent: object, _title: str, proposal: str, write: preview.Write) -> None:
        write(tmp_path / proposal)

    monkeypatch.setattr(preview.Preview, "show_paper", show_paper)
    qtbot.keyClick(view.list, Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert [path.name for path in tmp_path.glob("IJksessie*.pdf")] == ["IJksessie 2025-2026 en 2026-2027.pdf"]
