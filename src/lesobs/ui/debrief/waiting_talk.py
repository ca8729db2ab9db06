"""This file is the talk as it is shown and written: with what the file did not take yet, which waits."""

from dataclasses import replace
from datetime import date
from typing import Any

from lesobs.domain.instrument import Indicator, Level
from lesobs.services.debriefs import TEXTS, DebriefDetail, DebriefText
from lesobs.services.school import School
from lesobs.ui.debrief.talk import Talk
from lesobs.ui.unkept import lesson_words
from lesobs.ui.writer import Writer


class TalkWriting:
    """Writes the talk in view. What the file does not take now waits, also when another talk comes in view;
    False says that it is not in the file yet."""

    def __init__(self, school: School, writer: Writer) -> None:
        self._debriefs, self.writer = school.debriefs, writer
        self._talk: Talk | None = None

    def turn_to(self, talk: Talk) -> Talk:
        """From now on this talk is written; gives it with what waits of it."""
        self._talk = talk
        self.writer.about = f"Nabespreking van {lesson_words(talk.line)}"
        return talk if talk.version is not None else self._with_waiting(talk)

    def text(self, name: DebriefText, question: str, text: str) -> None:
        """Write a text as it is typed. Raises RuleBroken when the rules refuse it; it then does not wait."""
        lesson, debriefs = self._lesson, self._debriefs
        self.writer.or_wait(
            ("talk", lesson, name), f"‘{question}’", text, lambda: debriefs.write(lesson, name, text)
        )

    def next_step(self, indicator: Indicator | None) -> bool:
        lesson, debriefs, key = self._lesson, self._debriefs, indicator.key if indicator else None
        return self.writer.at_once(
            ("talk", lesson, "next_step_indicator"),
            "het kijkpunt van de volgende stap",
            indicator,
            lambda: debriefs.choose_next_step(lesson, key),
        )

    def agree_until(self, day: date | None) -> bool:
        lesson, debriefs = self._lesson, self._debriefs
        return self.writer.at_once(
            ("talk", lesson, "agreed_until"),
            "de dag van de afspraak",
            day,
            lambda: debriefs.agree_until(lesson, day),
        )

    def look_again(self, day: date | None) -> bool:
        lesson, debriefs = self._lesson, self._debriefs
        return self.writer.at_once(
            ("talk", lesson, "look_again_on"),
            "de dag om opnieuw te kijken",
            day,
            lambda: debriefs.look_again(lesson, day),
        )

    def score_own(self, indicator: Indicator, level: int | None) -> bool:
        """The teacher's own score on an indicator."""
        lesson, debriefs = self._lesson, self._debriefs
        return self.writer.at_once(
            ("own", lesson, indicator.key),
            f"eigen score van de docent bij {indicator.code}",
            level,
            lambda: debriefs.score_own(lesson, indicator.key, level),
        )

    @property
    def _lesson(self) -> str:
        assert self._talk is not None, "there is nothing to write as long as no talk is in view"
        return self._talk.line.id

    def _with_waiting(self, talk: Talk) -> Talk:
        waiting = self.writer.of_visit(talk.line.id)
        if not waiting:
            return talk
        levels, said = dict(talk.lesson.teacher_levels), talk.debrief
        for what, one in waiting:
            if what[0] == "talk":
                said = _with(said, what[2], one.value)
            elif one.value is None:
                levels.pop(what[2], None)
            else:
                levels[what[2]] = Level.of(int(str(one.value)))
        return replace(talk, lesson=replace(talk.lesson, teacher_levels=levels), debrief=said)


def _with(said: DebriefDetail, field: str, value: object) -> DebriefDetail:
    """What was said with one field of it changed."""
    if field in TEXTS:
        changed: dict[str, Any] = {field: value}
        return replace(said, **changed)
    match field, value:
        case "next_step_indicator", (Indicator() | None) as indicator:
            return replace(said, next_step_indicator=indicator.key if indicator else None)
        case "agreed_until", (date() | None) as day:
            return replace(said, agreed_until=day)
        case "look_again_on", (date() | None) as day:
            return replace(said, look_again_on=day)
    return said
