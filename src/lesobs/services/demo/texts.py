"""This file is the texts of the example school, read from resources/demo, and how they are filled in."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lesobs.domain.visit import LessonPhase
from lesobs.paths import resources

VMBO_STREAMS = ("K", "T")
VMBO_LAST_TOPICS = 3


@dataclass(frozen=True, slots=True)
class Topic:
    """What one lesson is about; its words fit into the sentences of the other files."""

    topic: str
    goal: str
    task: str
    question: str
    term: str

    def fill(self, sentence: str, **names: str) -> str:
        """The sentence about this lesson, beginning with a capital."""
        if "{" not in sentence:
            return sentence
        filled = sentence.format(
            topic=self.topic,
            goal=self.goal,
            task=self.task,
            question=self.question,
            term=self.term,
            **names,
        )
        return filled[0].upper() + filled[1:]


@dataclass(frozen=True, slots=True)
class Fact:
    """An observed fact, and the phase of the lesson it belongs to."""

    phase: LessonPhase
    sentence: str


class Texts:
    """Each file of resources/demo as a dictionary; made once per example school."""

    def __init__(self) -> None:
        self._fitting: dict[tuple[str, str, int], tuple[Topic, ...]] = {}

    @cached_property
    def people(self) -> dict[str, Any]:
        return _read("people")

    @cached_property
    def lessons(self) -> dict[str, Any]:
        return _read("lessons")

    @cached_property
    def talks(self) -> dict[str, Any]:
        return _read("talks")

    @cached_property
    def calendar(self) -> dict[str, Any]:
        return _read("calendar")

    @cached_property
    def stories(self) -> list[dict[str, Any]]:
        stories: list[dict[str, Any]] = self._stories["story"]
        return stories

    @cached_property
    def copied(self) -> dict[str, Any]:
        """The visits that an observer planned at once."""
        copied: dict[str, Any] = self._stories["copied"]
        return copied

    @cached_property
    def _stories(self) -> dict[str, Any]:
        return _read("stories")

    @cached_property
    def seen(self) -> dict[tuple[str, int], tuple[Fact, ...]]:
        """What was seen, by indicator and level (0: why it did not apply)."""
        return {
            (indicator, int(level)): tuple(Fact(LessonPhase(phase), text) for phase, text in facts)
            for indicator, levels in _read("seen").items()
            for level, facts in levels.items()
            if level.isdigit()
        }

    @cached_property
    def circumstances(self) -> tuple[Fact, ...]:
        """Notes that are tied to no indicator."""
        return tuple(Fact(LessonPhase(phase), text) for phase, text in _read("seen")["free"]["notes"])

    @cached_property
    def _topics(self) -> dict[str, list[dict[str, Any]]]:
        return _read("topics")

    def topics(self, subject: str, stream: str, year: int) -> tuple[Topic, ...]:
        """What a subject is about in this year of this stream."""
        key = (subject, stream, min(year, VMBO_LAST_TOPICS) if stream in VMBO_STREAMS else year)
        if key not in self._fitting:
            self._fitting[key] = tuple(
                Topic(**{name: one[name] for name in Topic.__slots__})
                for one in self._topics[subject]
                if one["years"][0] <= key[2] <= one["years"][1] and stream not in one.get("not_in", ())
            )
        return self._fitting[key]


def _read(name: str) -> dict[str, Any]:
    with (resources() / "demo" / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
