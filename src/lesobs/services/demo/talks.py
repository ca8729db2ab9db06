"""This file is the talks after the lessons of the example school: when they were held, what was agreed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from lesobs.domain.dutch import clock
from lesobs.domain.visit import VisitState
from lesobs.services.demo.days import SchoolDays
from lesobs.services.demo.people import Staff
from lesobs.services.demo.scores import Seen
from lesobs.services.demo.texts import Texts
from lesobs.services.demo.visits import Lesson

DAYS_TO_TALK, DAYS_WEIGHTS = tuple(range(9)), (16, 24, 20, 14, 9, 7, 5, 3, 2)
DAYS_TO_SETTLE = 6
HIGH, LOW = 3, 2
VIEW_SHARE, HELP_SHARE, AGAIN_SHARE, REACTION_SHARE = 0.85, 0.8, 0.7, 0.45
LOOK_AGAIN_AFTER = (10, 25)
"""School days from the talk to the next look."""
SCHOOL_DAYS_SAID = {"twee weken": 10, "drie weken": 15, "drie lessen": 5}
"""How long an agreement holds that says so."""
EMPTY: dict[str, Any] = {
    "held_on": None,
    "teacher_view": "",
    "observer_view": "",
    "strength": "",
    "next_step": "",
    "next_step_indicator_id": None,
    "agreement": "",
    "help": "",
    "agreed_until": None,
    "look_again_on": None,
    "reaction": "",
}


@dataclass(frozen=True, slots=True)
class Talk:
    """The state a visit has come to, the day of its last change, and its debrief (None: nothing yet)."""

    state: VisitState
    changed_on: date
    columns: dict[str, Any] | None


class Talks:
    """Holds the talks that were due before the day the school is shown."""

    def __init__(
        self, rng: Random, staff: Staff, days: SchoolDays, texts: Texts, on: date, ids: Mapping[str, str]
    ) -> None:
        self._rng, self._days, self._texts, self._on, self._ids = rng, days, texts, on, ids
        self._colleagues: dict[str, list[str]] = {}
        for teacher in staff.teachers:
            for teaching in teacher.teaching:
                self._colleagues.setdefault(teaching.section, []).append(teacher.name)

    def hold(self, lesson: Lesson, seen: Seen) -> Talk:
        """The talk about one visited lesson."""
        if lesson.story:
            return Talk(VisitState.VISITED, lesson.day, self._prepared(lesson))
        (number,) = self._rng.choices(DAYS_TO_TALK, DAYS_WEIGHTS)
        held_on = self._days.after(lesson.day, number)
        if held_on >= self._on:
            held_on = max(lesson.day, self._days.before(self._on, 1) or lesson.day)
        settled_on = self._days.after(held_on, self._rng.randrange(DAYS_TO_SETTLE))
        settled = settled_on < self._on
        columns = {"held_on": held_on, **self._said(lesson, seen, held_on)}
        if settled and self._rng.random() < REACTION_SHARE:
            columns["reaction"] = self._rng.choice(self._texts.talks["any"]["reaction"])
        state = VisitState.SETTLED if settled else VisitState.DISCUSSED
        return Talk(state, settled_on if settled else held_on, EMPTY | columns)

    def _prepared(self, lesson: Lesson) -> dict[str, Any] | None:
        """What is ready for a talk that still has to be held."""
        told = dict(lesson.story.get("talk", {}))
        if not told:
            return None
        return EMPTY | {
            "next_step_indicator_id": self._ids[told.pop("indicator")],
            "agreed_until": self._days.after(self._on, told.pop("until")),
            "look_again_on": self._days.after(self._on, told.pop("again")),
            **told,
        }

    def _said(self, lesson: Lesson, seen: Seen, held_on: date) -> dict[str, Any]:
        strong, weak = self._chosen(lesson, seen)
        texts, choice, random = self._texts.talks, self._rng.choice, self._rng.random
        colleagues = [
            name for name in self._colleagues[lesson.teaching.section] if name != lesson.teacher.name
        ]
        names = {"class_name": lesson.group.name, "colleague": choice(colleagues) if colleagues else ""}
        fill = lesson.topic.fill
        step = choice(texts[weak]["step"])
        view = choice(
            texts[weak]["view"] if seen.levels[weak] <= LOW and random() < 0.6 else texts["any"]["view"]
        )
        strengths = texts[strong]["strength"] if seen.levels[strong] >= HIGH else texts["any"]["strength"]
        helped = colleagues and random() < HELP_SHARE
        again = self._look_again(held_on)
        return {
            "teacher_view": view if random() < VIEW_SHARE else "",
            "observer_view": self._observed(seen, weak),
            "strength": choice(strengths),
            "next_step": fill(step["next"], **names),
            "next_step_indicator_id": self._ids[weak],
            "agreement": fill(step["agreement"], **names),
            "agreed_until": self._agreed_until(step["agreement"], held_on, again),
            "help": fill(step["help"], **names) if helped else "",
            "look_again_on": again,
        }

    def _chosen(self, lesson: Lesson, seen: Seen) -> tuple[str, str]:
        """The indicators of strength and next step: highest and lowest, but the focus question goes first."""
        levels = {key: level for key, level in seen.levels.items() if level}
        told = {key: level for key, level in levels.items() if key in seen.written} or levels
        high = told if max(told.values()) >= HIGH else levels
        strong = self._rng.choice([key for key in high if high[key] == max(high.values())])
        if lesson.focus_key != strong and told.get(lesson.focus_key, HIGH) <= LOW:
            return strong, lesson.focus_key
        low = {key: level for key, level in told.items() if key != strong} or told
        return strong, self._rng.choice([key for key in low if low[key] == min(low.values())])

    def _observed(self, seen: Seen, key: str) -> str:
        """First the fact, then what it did."""
        notes = [f"{clock(note.at)} {note.sentence}" for note in seen.notes if note.key == key]
        fact = notes[0] if notes else seen.explanations.get(key, "")
        already = self._rng.choice(self._texts.talks["any"]["already"])
        effect = self._texts.talks[key]["effect"].get(str(seen.levels[key]), already)
        return f"{fact} {effect}".strip()

    def _agreed_until(self, agreement: str, held_on: date, again: date | None) -> date | None:
        """As long as the agreement says, and else until somebody looks again."""
        for words, number in SCHOOL_DAYS_SAID.items():
            if words in agreement.lower():
                return self._days.after(held_on, number)
        return self._days.before(again, 1) if again else None

    def _look_again(self, held_on: date) -> date | None:
        if self._rng.random() >= AGAIN_SHARE:
            return None
        return self._days.after(held_on, self._rng.randint(*LOOK_AGAIN_AFTER))
