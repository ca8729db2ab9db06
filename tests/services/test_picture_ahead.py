"""What is reckoned ahead of a filter is what the filter would find by itself, and nobody waits for it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from tests.services.test_picture_lessons import anew

from lesobs.domain.narrowing import Split
from lesobs.domain.picture import PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.pictures import Pictures
from lesobs.services.school import School

YEAR = SchoolYear(2025)
FILTERS = [
    PictureFilter((YEAR,), wanted={split: frozenset(labels)})
    for split, labels in (
        (Split.ANNOUNCED, ["ja"]),
        (Split.FORM, ["flits"]),
        (Split.YEAR_LEVEL, ["2", "3"]),
        (Split.MONTH, ["2025-10", "2025-11"]),
    )
]


class Enough(Exception):  # noqa: N818 - it is no error
    """Stops the work."""


def stopping(after: int) -> Callable[[], None]:
    """Stops the work at the turn after so many."""
    left = iter(range(after))

    def going_on() -> None:
        if next(left, None) is None:
            raise Enough

    return going_on


def plain(school: School) -> Pictures:
    """Pictures that were only asked for that of all lessons."""
    pictures = anew(school)
    pictures.picture(YEAR)
    return pictures


@pytest.fixture
def shown(example: School) -> Pictures:
    return plain(example)


def pieces(work: Callable[[Callable[[], None]], object]) -> int:
    """How often the work could have been stopped."""
    asked: list[None] = []
    work(lambda: asked.append(None))
    return len(asked)


@pytest.mark.parametrize("question", FILTERS)
def test_a_filter_needs_no_turn_after_what_was_reckoned_ahead(
    example: School, shown: Pictures, question: PictureFilter
) -> None:
    fresh = anew(example)
    answer = fresh.ask(question)
    shown.reckon_ahead([YEAR], lambda: None)
    rows = len(answer.rows) + 1
    assert pieces(lambda going_on: shown.ask(question, going_on)) == rows
    assert pieces(lambda going_on: anew(example).ask(question, going_on)) > rows
    assert shown.ask(question) == answer


def test_what_was_found_is_kept_when_it_has_to_stop(example: School, shown: Pictures) -> None:
    every, stops = pieces(lambda going_on: plain(example).reckon_ahead([YEAR], going_on)), (1, 7, 40, 111)
    for turns in stops:
        with pytest.raises(Enough):
            shown.reckon_ahead([YEAR], stopping(turns))
    assert pieces(lambda going_on: shown.reckon_ahead([YEAR], going_on)) == every - sum(stops)
    fresh = anew(example)
    assert [shown.ask(question) for question in FILTERS] == [fresh.ask(question) for question in FILTERS]


def test_a_question_meanwhile_goes_first(example: School, shown: Pictures) -> None:
    reckoning, begun, done = shown._lessons.reckoning, threading.Event(), []

    def going_on() -> None:
        """The second turn waits until somebody has asked."""
        done.append("turn")
        begun.set()
        while len(done) == 2 and not reckoning._next.locked():
            sleep(0.001)

    with ThreadPoolExecutor(1) as other:
        ahead = other.submit(shown.reckon_ahead, [YEAR], going_on)
        assert begun.wait(10)
        answer = shown.ask(FILTERS[0], lambda: done.append("asked"))
        ahead.result(60)
    assert done[:4] == ["turn", "turn", "asked", "asked"]
    assert answer == anew(example).ask(FILTERS[0])
    assert [shown.ask(question) for question in FILTERS] == [anew(example).ask(one) for one in FILTERS]


def test_only_what_was_read_already_is_reckoned_ahead(example: School) -> None:
    assert not pieces(lambda going_on: anew(example).reckon_ahead([YEAR], going_on))
    assert pieces(lambda going_on: plain(example).reckon_ahead([YEAR], going_on))
