"""This file is all that the page of a talk shows of one lesson, read together from the services."""

from dataclasses import dataclass
from datetime import timedelta

from lesobs.domain.instrument import Indicator
from lesobs.domain.visit import VisitState, worth_a_talk
from lesobs.services.debriefs import DebriefDetail
from lesobs.services.duos import Duo
from lesobs.services.school import School
from lesobs.services.visit_detail import VisitDetail
from lesobs.services.visit_lines import VisitLine

SAME_MOMENT = timedelta(seconds=30)
"""Both halves of a duo-visit are opened again in one action, and so kept as versions at one moment."""


@dataclass(frozen=True, slots=True)
class Talk:
    """The talk about one lesson. `lesson` is the visit it goes by (of a duo-visit that of the first
    observer), `seen` what may be shown of it: the half that was asked for, or both when both are finished.
    `version` is the number of an earlier version, None for the present one; `called` is what the teacher is
    called across the table."""

    lesson: VisitDetail
    seen: tuple[VisitDetail, ...]
    debrief: DebriefDetail
    called: str
    duo: Duo | None = None
    version: int | None = None

    @classmethod
    def read(cls, school: School, visit_id: str, version: int | None = None) -> "Talk":
        """Raises RuleBroken when the visit or the version is not there."""
        asked = school.visits.get(visit_id)
        called = _called(school, asked.line)
        if version is not None:
            lesson, debrief = school.versions.get(asked.line.lesson_id, version)
            return cls(lesson, (lesson, *_second_then(school, lesson)), debrief, called, version=version)
        duo, debrief = school.duos.of(visit_id), school.debriefs.get(visit_id)
        if duo is None:
            return cls(asked, (asked,), debrief, called)
        lesson = asked if asked.line.duo_of_id is None else school.visits.get(duo.first.id)
        seen = school.duos.both(visit_id) if duo.open_to_each_other else (asked,)
        return cls(lesson, seen, debrief, called, duo)

    @property
    def line(self) -> VisitLine:
        return self.lesson.line

    @property
    def waits_for(self) -> VisitLine | None:
        """The half of a duo-visit that is still to be finished, before both stand side by side."""
        if self.duo is None or self.duo.open_to_each_other:
            return None
        unfinished = [one for one in (self.duo.first, self.duo.second) if not one.state.seen]
        other = [one for one in unfinished if one.id != self.seen[0].line.id]
        return (other or unfinished)[0]

    @property
    def too_soon(self) -> bool:
        """Asked for by the second observer, who is still to look without being led by the first."""
        own = self.seen[0].line
        return own.duo_of_id is not None and not own.state.seen

    @property
    def fixed(self) -> bool:
        """Whether all this can only be read."""
        return self.version is not None or self.line.state is VisitState.SETTLED

    @property
    def observers(self) -> tuple[str, ...]:
        """What all who observed or will are called, the first observer first."""
        names = (self.line.observer, self.line.duo_with) if self.line.duo_with else (self.line.observer,)
        return tuple(first_word(name) or "de waarnemer" for name in names)

    def differs(self, key: str) -> bool:
        """Whether the scores of this indicator are so far apart that they are worth a talk."""
        levels = [one.ratings[key].level for one in self.seen]
        return worth_a_talk((self.lesson.teacher_levels.get(key), *levels))

    def indicator(self, key: str) -> Indicator:
        return next(one for one in self.lesson.instrument.indicators if one.key == key)


def first_word(name: str) -> str:
    """What somebody with this name is called across the table."""
    return name.split()[0] if name.split() else ""


def _called(school: School, line: VisitLine) -> str:
    teachers = school.people.teachers(also_left=True)
    teacher = next((one for one in teachers if one.id == line.teacher_id), None)
    return teacher.first_name if teacher is not None and teacher.first_name else line.teacher


def _second_then(school: School, lesson: VisitDetail) -> tuple[VisitDetail, ...]:
    """What the second observer had seen when a version was settled; nothing when there was none then."""
    duo = school.duos.of(lesson.line.id)
    if duo is None or duo.second.observer != lesson.line.duo_with:
        return ()
    versions = school.versions
    reopened = next(one.reopened_at for one in versions.of(lesson.line.id) if one.number == lesson.version)
    along = (one for one in versions.of(duo.second.id) if abs(one.reopened_at - reopened) < SAME_MOMENT)
    return tuple(versions.get(duo.second.id, one.number)[0] for one in along)
