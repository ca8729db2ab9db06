"""What is reckoned ahead of a filter is what the filter would find by itself, and nobody waits for it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from time import sleep

import pytest
from tests.domain.stopping import Enough, stopping
from tests.services.test_picture_lessons import anew

from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Grouping, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.pictures import Pictures
from lesobs.services.school import School

YEAR = SchoolYear(2025)
PLAIN = PictureFilter((YEAR,))
FILTERS = [
    PictureFilter((YEAR,), wanted={split: frozenset(labels)})
    for split, labels in (
        (Split.ANNOUNCED, ["ja"]),
        (Split.FORM, ["flits"]),
        (Split.MONTH, ["2025-10", "2025-11"]),
    )
]


def plain(school: School) -> Pictures:
    """Pictures that were only asked for that of all lessons."""
    pictures = anew(school)
    pictures.picture(YEAR)
    return pictures


@pytest.fixture
def shown(example: School) -> Pictures:
    return plain(example)


def pieces(work: Callable[[PictureFilter, Callable[[], None]], object], question: PictureFilter) -> int:
    """How often the work on a question could have been stopped."""
    asked: list[None] = []
    work(question, lambda: asked.append(None))
    return len(asked)


@pytest.mark.parametrize(
    "looked_at",
    [
        PLAIN,
        replace(PLAIN, rows=Grouping.DEPARTMENT),
        replace(PLAIN, wanted={Split.PURPOSE: frozenset({"picture"})}),
    ],
)
def test_one_more_filter_needs_no_turn_after_what_was_reckoned_ahead(
    example: School, looked_at: PictureFilter
) -> None:
    shown, fresh = plain(example), anew(example)
    shown.reckon_ahead(looked_at, lambda: None)
    for one in FILTERS:
        question = replace(looked_at, wanted={**looked_at.wanted, **one.wanted})
        first, again = (pieces(shown.ask, question) for _ in range(2))
        assert first == again
        assert shown.ask(question) == fresh.ask(question)
    assert pieces(anew(example).ask, question) > again


def test_what_was_found_is_kept_when_it_has_to_stop(example: School, shown: Pictures) -> None:
    every, stops = pieces(plain(example).reckon_ahead, PLAIN), (1, 7, 40, 111)
    for turns in stops:
        with pytest.raises(Enough):
            shown.reckon_ahead(PLAIN, stopping(turns))
    assert pieces(shown.reckon_ahead, PLAIN) == every - sum(stops)
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
        ahead = other.submit(shown.reckon_ahead, PLAIN, going_on)
        assert begun.wait(10)
        answer = shown.ask(FILTERS[0], lambda: done.append("asked"))
        ahead.result(60)
    assert done[:4] == ["turn", "turn", "asked", "asked"]
    assert answer == anew(example).ask(FILTERS[0])
    assert [shown.ask(question) for question in FILTERS] == [anew(example).ask(one) for one in FILTERS]


def test_only_what_was_read_already_is_reckoned_ahead(example: School) -> None:
    assert not pieces(anew(example).reckon_ahead, PLAIN)
    assert pieces(plain(example).reckon_ahead, PLAIN)
