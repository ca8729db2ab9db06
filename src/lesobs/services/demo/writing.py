"""This file is how one visit of the example school becomes rows."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from lesobs.domain.visit import LessonPhase, VisitState
from lesobs.services.demo.days import moment
from lesobs.services.demo.instruments import OWN, Kijkwijzer
from lesobs.services.demo.rows import Rows
from lesobs.services.demo.scores import Seen
from lesobs.services.demo.talks import Talk
from lesobs.services.demo.visits import Lesson
from lesobs.storage import tables as t

PLANNED_AT, TALKED_AT = time(14, 0), time(15, 45)
PLANNED_AHEAD = timedelta(days=10)


class Writing:
    """Writes visits as they stand on the day the school is shown."""

    def __init__(self, rows: Rows, kijkwijzers: Mapping[str, Kijkwijzer]) -> None:
        self._rows, self._kijkwijzers = rows, kijkwijzers
        self._ids = {item.key: item.id for one in kijkwijzers.values() for item in one.items}

    def write(
        self,
        lesson: Lesson,
        seen: Seen | None = None,
        talk: Talk | None = None,
        *,
        duo_of: str | None = None,
    ) -> str:
        """A visit with what was seen in it (None: it is still to come) and its talk; gives its id.

        `duo_of` is the visit of the first observer, which has the talk of both.
        """
        made = min(moment(lesson.day - PLANNED_AHEAD, PLANNED_AT), t.now())
        began = moment(lesson.day, seen.began) if seen else None
        ended = moment(lesson.day, seen.ended) if seen and lesson.state is not VisitState.BUSY else None
        changed = moment(talk.changed_on, TALKED_AT) if talk and talk.columns else ended or began
        visit = {
            "teacher_id": lesson.teacher.id,
            "section_id": lesson.teaching.section_id,
            "class_group_id": lesson.group.id,
            "observer_id": lesson.observer.id,
            "instrument_id": self._kijkwijzers[OWN if lesson.own else lesson.kind].id,
            "held_on": lesson.day,
            "lesson_hour": lesson.hour,
            "purpose": lesson.purpose,
            "announced": lesson.announced,
            "focus_question": lesson.focus,
            "state": talk.state if talk else lesson.state,
            "phase": seen.phases[-1] if seen else LessonPhase.START,
            "started_at": began,
            "finished_at": ended,
            "version": 1,
            "reopen_reason": "",
            "duo_of_id": duo_of,
            "count_every": seen.count_every if seen else None,
        }
        visit_id = self._rows.add(t.Visit, visit, made, changed)
        if seen:
            self._write_seen(visit_id, seen, ended or t.now())
        if talk and talk.columns and duo_of is None:
            self._rows.add(t.Debrief, {"visit_id": visit_id, **talk.columns}, changed)
        return visit_id

    def _write_seen(self, visit_id: str, seen: Seen, at: datetime) -> None:
        add, explanations = self._rows.add, seen.explanations
        for key, level in seen.levels.items():
            rating = {
                "visit_id": visit_id,
                "indicator_id": self._ids[key],
                "level": level,
                "explanation": explanations.get(key, ""),
            }
            add(t.Rating, rating, at)
        for look_for_id in seen.ticks:
            add(t.SeenLookFor, {"visit_id": visit_id, "look_for_id": look_for_id}, at)
        for one in seen.notes:
            note = {
                "visit_id": visit_id,
                "indicator_id": self._ids.get(one.key),
                "at": one.at,
                "phase": one.phase,
                "text": one.sentence,
                "in_report": one.in_report,
            }
            add(t.Note, note, at)
        for key, level in seen.teacher_levels.items():
            own = {"visit_id": visit_id, "indicator_id": self._ids[key], "level": level}
            add(t.TeacherRating, own, at)
        for point in seen.counts:
            count = {
                "visit_id": visit_id,
                "at": point.at,
                "phase": point.phase,
                "on_task": point.on_task,
                "present": point.present,
                "occupation": point.occupation,
            }
            add(t.TaskCount, count, at)
