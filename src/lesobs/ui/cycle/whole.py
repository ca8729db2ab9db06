"""This file is what the page of a cycle knows of it, and the eight stations of the loop."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.cycle_look import Look, Looks
from lesobs.domain.tally import Tally
from lesobs.services.calendar import ActivityLine
from lesobs.services.cycles import CycleDraft, CycleIndicator, CycleLine, Turn
from lesobs.services.findings import FindingLine
from lesobs.services.school import School
from lesobs.ui.calendar.wording import one_line
from lesobs.ui.look import Tone


class Stop(StrEnum):
    """A station of the loop, in the order of walking."""

    VISITS = "visits"
    PICTURE = "picture"
    FINDING = "finding"
    PLAN = "plan"
    DO = "do"
    CHECK = "check"
    ACT = "act"
    LOOKS = "looks"

    @property
    def phase(self) -> Phase | None:
        return Phase(self.value) if self.value in tuple(Phase) else None


STOPS = tuple(Stop)


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text on a station; `tick` sets a sign before it: whether that is done."""

    text: str
    tone: Tone = "ink"
    strong: bool = False
    tick: bool | None = None
    link: bool = False


@dataclass(frozen=True, slots=True)
class Station:
    """What one card of the loop shows. `walked`: the loop has come here or further; `now`: it is here."""

    stop: Stop
    title: str
    lines: tuple[tuple[Words, ...], ...]
    walked: bool
    now: bool = False
    tally: Tally | None = None

    @property
    def sign(self) -> str:
        """The letter of its phase, or its number among the other stations."""
        phase = self.stop.phase
        if phase is not None:
            return phase.letter
        return {Stop.VISITS: "1", Stop.PICTURE: "2", Stop.FINDING: "3"}.get(self.stop, "4")

    def spoken(self) -> str:
        """The card as it is read aloud."""
        said = ["".join(words.text for words in line) for line in self.lines]
        where = "hier is de cyclus nu" if self.now else "" if self.walked else "nog te gaan"
        return ". ".join(part.strip(" .") for part in (self.title, where, *said) if part)

    @property
    def summary(self) -> str:
        """The card in one line, for a narrow list."""
        return one_line("".join(words.text for line in self.lines[:1] for words in line))


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything the page knows about one cycle."""

    line: CycleLine
    draft: CycleDraft
    turns: tuple[Turn, ...]
    findings: tuple[FindingLine, ...]
    activities: tuple[ActivityLine, ...]
    looks: Looks
    after_securing: tuple[date, date]
    """When somebody looks again if it is secured today."""

    @property
    def number(self) -> int:
        """Which turn this is, from 1."""
        return next(turn.number for turn in self.turns if turn.line.id == self.line.id)

    @property
    def next_turn(self) -> Turn | None:
        return next((turn for turn in self.turns if turn.number == self.number + 1), None)

    @property
    def previous_turn(self) -> Turn | None:
        return next((turn for turn in self.turns if turn.number == self.number - 1), None)

    @property
    def closed(self) -> bool:
        return self.line.closed_on is not None

    @property
    def doing(self) -> tuple[ActivityLine, ...]:
        """The activities of Do that were not dropped."""
        return tuple(
            one
            for one in self.activities
            if one.phase is Phase.DO and one.status is not ActivityStatus.DROPPED
        )

    @property
    def stop(self) -> Stop:
        """Where the loop is now."""
        return Stop.LOOKS if self.closed else Stop(self.line.phase.value)

    def period_of(self, one: CycleIndicator) -> str:
        """The period its counts of then are from; empty when it does not start from figures."""
        if re.search(r"\d{4}-\d{4}$", one.stands_on):
            return one.stands_on.rsplit(", ", 1)[-1]
        of_it = (each for each in self.findings if each.id == one.finding_id)
        found = next(of_it, self.findings[0] if self.findings else None)
        return found.school_year if found is not None else ""


def before_looking(line: CycleLine) -> Looks:
    """What is known at once, until the picture has answered."""
    looks = (
        Look(
            one.key,
            one.code,
            one.title,
            one.baseline,
            one.stands_on,
            one.new_lessons,
            target_percent=one.target_percent,
            waiting=one.new_lessons > 0,
        )
        for one in line.indicators
    )
    return Looks(tuple(looks), line.new_lessons, line.done_on)


def whole_of(school: School, cycle_id: str, looks: Looks | None) -> Whole:
    """Read a cycle with what the picture told of it, if that is known by now. Raises RuleBroken when it is
    gone."""
    line = school.cycles.line(cycle_id)
    findings = {one.id: one for one in school.findings.all()}
    return Whole(
        line=line,
        draft=school.cycles.draft(cycle_id),
        turns=school.cycles.turns(cycle_id),
        findings=tuple(findings[one] for one in line.finding_ids if one in findings),
        activities=tuple(school.calendar.of_cycle(cycle_id)),
        looks=looks if looks is not None else before_looking(line),
        after_securing=school.cycles.new_looks(),
    )
