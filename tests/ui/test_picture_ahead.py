"""This file is what gives way to a question of the section picture: what is reckoned ahead, and a detail."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot
from tests.services.test_picture_lessons import anew
from tests.ui.test_picture import YEAR, Key, dressed, map_of, page, settled
from tests.ui.test_picture_filter import sentence, slow_answers
from tests.ui.test_window import go

from lesobs.domain.cell_detail import CellDetail
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Grouping, PictureFilter
from lesobs.services.picture_details import PictureDetails
from lesobs.services.pictures import Pictures
from lesobs.services.school import School
from lesobs.ui.page import Changes, Place
from lesobs.ui.picture.page import PicturePage
from lesobs.ui.picture.panel import CellPanel
from lesobs.ui.window import Window

__all__ = ["dressed", "page", "slow_answers"]

GoingOn = Callable[[], None]
SHORT = PictureFilter((YEAR,), wanted={Split.FORM: frozenset({"flits"})})


class Ahead:
    """What was reckoned ahead: how often it began, was stopped and came to its end. With `lasting` it goes on
    and on, in the midst of it, until it is stopped."""

    def __init__(self) -> None:
        self.begun = self.stopped = self.ended = 0
        self.lasting = False
        self.turns = 0

    def reckon(self, quick: Callable[[GoingOn], None], going_on: GoingOn) -> None:
        self.begun += 1

        def slow() -> None:
            self.turns += 1
            going_on()
            while self.lasting and self.turns > 20:
                threading.Event().wait(0.002)
                going_on()

        try:
            quick(slow)
        except BaseException:
            self.stopped += 1
            raise
        self.ended += 1


@pytest.fixture
def ahead(monkeypatch: pytest.MonkeyPatch) -> Ahead:
    seen, quick = Ahead(), Pictures.reckon_ahead

    def reckon(self: Pictures, question: PictureFilter, going_on: GoingOn) -> None:
        seen.reckon(lambda slow: quick(self, question, slow), going_on)

    monkeypatch.setattr(Pictures, "reckon_ahead", reckon)
    return seen


@pytest.fixture
def midst(qtbot: QtBot, ahead: Ahead, page: PicturePage) -> Ahead:
    """The page is quiet, and in the midst of reckoning ahead."""
    ahead.lasting = True
    until(qtbot, lambda: ahead.turns > 20)
    return ahead


def until(qtbot: QtBot, true: Callable[[], bool]) -> None:
    qtbot.waitUntil(true, timeout=20_000)


def panel_of(page: PicturePage) -> CellPanel:
    found = page.findChild(CellPanel)
    assert isinstance(found, CellPanel)
    return found


def turns(school: School, question: PictureFilter) -> int:
    """How often an answer can be stopped: once for each row, and for each turn that is still to come."""
    asked: list[None] = []
    school.pictures.ask(question, lambda: asked.append(None))
    return len(asked)


def test_a_first_filter_is_reckoned_when_it_is_quiet(
    qtbot: QtBot, ahead: Ahead, page: PicturePage, example_school: School
) -> None:
    until(qtbot, lambda: ahead.ended == 1)
    answer = anew(example_school).ask(SHORT)
    assert turns(example_school, SHORT) == turns(example_school, SHORT)
    page.ask(SHORT)
    settled(qtbot, page)
    assert page._answer is not None
    assert page._answer.picture == answer


def test_nothing_shows_that_something_is_reckoned(midst: Ahead, page: PicturePage) -> None:
    assert not page.waiting
    assert "Rekenen…" not in sentence(page)


def test_a_question_takes_its_place_at_once(
    qtbot: QtBot, midst: Ahead, page: PicturePage, example_school: School
) -> None:
    page.ask(SHORT)
    settled(qtbot, page)
    assert (midst.stopped, midst.ended) == (1, 0)
    assert page._answer is not None
    assert page._answer.picture == anew(example_school).ask(SHORT)


def test_an_arrow_key_has_the_machine_for_itself(qtbot: QtBot, midst: Ahead, page: PicturePage) -> None:
    qtbot.keyClick(map_of(page), Key.Key_Down)
    until(qtbot, lambda: midst.stopped == 1)
    midst.lasting = False
    until(qtbot, lambda: midst.ended == 1)
    assert midst.begun == 2


def test_it_stops_while_the_page_is_not_shown(qtbot: QtBot, midst: Ahead, page: PicturePage) -> None:
    page.hide()
    until(qtbot, lambda: midst.stopped == 1)
    midst.lasting = False
    qtbot.wait(900)
    assert midst.begun == 1
    page.show()
    until(qtbot, lambda: midst.ended == 1)


def test_it_begins_again_after_lessons_changed(
    qtbot: QtBot, ahead: Ahead, page: PicturePage, example_school: School
) -> None:
    until(qtbot, lambda: ahead.ended == 1)
    example_school.change_settings(replace(example_school.settings(), smallest_group=6))
    until(qtbot, lambda: ahead.ended == 2)
    answer = anew(example_school).ask(SHORT)
    assert turns(example_school, SHORT) == turns(example_school, SHORT)
    assert example_school.pictures.ask(SHORT) == answer


@pytest.mark.parametrize("item", ["", "findings:"])
def test_it_stops_when_one_goes_to_a_lesson_or_to_the_findings(
    qtbot: QtBot, ahead: Ahead, window: Window, item: str
) -> None:
    go(window, Place.PICTURE)
    ahead.lasting = True
    until(qtbot, lambda: ahead.turns > 20)
    if item:
        window.show_place(Place.PICTURE, item)
    else:
        go(window, Place.OBSERVE)
    until(qtbot, lambda: ahead.stopped == 1)


def test_a_school_can_be_closed_meanwhile(qtbot: QtBot, ahead: Ahead, window: Window) -> None:
    go(window, Place.PICTURE)
    ahead.lasting = True
    until(qtbot, lambda: ahead.turns > 20)
    assert window.close_school()
    until(qtbot, lambda: ahead.stopped == 1)


@pytest.fixture
def lasting_details(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What becomes of the detail of a cell, which lasts until it is stopped while this list is empty."""
    became: list[str] = []
    quick = PictureDetails.detail

    def detail(
        self: PictureDetails, question: PictureFilter, group: str, indicator: str, going_on: GoingOn
    ) -> CellDetail:
        try:
            while not became:
                threading.Event().wait(0.002)
                going_on()
        except BaseException:
            became.append("stopped")
            raise
        became.append("told")
        return quick(self, question, group, indicator, going_on)

    monkeypatch.setattr(PictureDetails, "detail", detail)
    return became


def test_a_question_takes_the_place_of_a_detail(
    qtbot: QtBot, lasting_details: list[str], example_school: School
) -> None:
    page = PicturePage(example_school, Changes())
    qtbot.addWidget(page)
    page.show()
    until(qtbot, lambda: page._asking_detail.waiting)
    page.ask(PictureFilter((YEAR,), Grouping.CLUSTER))
    settled(qtbot, page)
    assert lasting_details == ["stopped", "told"]
    assert page._answer is not None
    assert page._answer.question.rows is Grouping.CLUSTER
    assert not panel_of(page).lacks_detail


def test_the_detail_comes_after_all_when_the_question_is_given_up(
    qtbot: QtBot, lasting_details: list[str], slow_answers: threading.Event, example_school: School
) -> None:
    page = PicturePage(example_school, Changes())
    qtbot.addWidget(page)
    page.show()
    until(qtbot, lambda: page._asking_detail.waiting)
    page.ask(SHORT)
    assert not page._asking_detail.waiting
    qtbot.keyClick(map_of(page), Key.Key_Escape)
    settled(qtbot, page)
    assert lasting_details == ["stopped", "told"]
    assert "115 lessen" in sentence(page)
    assert not panel_of(page).lacks_detail
