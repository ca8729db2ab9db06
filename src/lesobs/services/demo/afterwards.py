"""This file is what came after the lessons of the example school: own scores, choices for the report."""

from dataclasses import replace
from random import Random

from lesobs.domain.visit import VisitState
from lesobs.services.demo.scores import Note, Seen
from lesobs.services.demo.talks import Talk
from lesobs.services.demo.visits import Lesson

OWN_SCORES_SHARE = 0.5
"""Share of the talks that the teacher brought own scores to."""
TEACHER_EYES = ((0, 1, -1, 2, -2), (54, 24, 14, 6, 2))
"""How many levels teacher and observer differ, and how often in a hundred."""
FOR_REPORT_SHARE, NOT_FOR_REPORT_SHARE, LOOSE_SHARE = 0.4, 0.06, 0.12
"""Shares of the loose notes that go into the report, and of the tied ones that don't, or are tied no more."""
EXPLAINED_TOO_SHARE = 0.4
"""Share of the explanations that stay beside a note about the same indicator."""


class Afterwards:
    """Adds to what was seen in a lesson, once the talk is there."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng

    def add(self, lesson: Lesson, seen: Seen, talk: Talk) -> None:
        """The teacher's own scores, if any, and what the observer chose about each note."""
        if lesson.story:
            seen.teacher_levels = dict(lesson.story.get("teacher_levels", {}))
            return
        if talk.state is not VisitState.VISITED and self._rng.random() < OWN_SCORES_SHARE:
            seen.teacher_levels = {key: self._own(level) for key, level in seen.levels.items()}
        noted = {note.key for note in seen.notes}
        seen.explanations = {
            key: text
            for key, text in seen.explanations.items()
            if key not in noted or self._rng.random() < EXPLAINED_TOO_SHARE
        }
        seen.notes = [self._chosen(note) for note in seen.notes]

    def _own(self, level: int) -> int:
        (differs,) = self._rng.choices(*TEACHER_EYES)
        return min(4, max(1, level + differs)) if level else 0

    def _chosen(self, note: Note) -> Note:
        chance = self._rng.random()
        if not note.key:
            return replace(note, in_report=True) if chance < FOR_REPORT_SHARE else note
        if chance < NOT_FOR_REPORT_SHARE:
            return replace(note, in_report=False)
        return replace(note, key="") if chance < NOT_FOR_REPORT_SHARE + LOOSE_SHARE else note
