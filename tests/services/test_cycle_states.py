"""No sequence of actions brings a cycle where it may not be, closes it without a look at each of its
indicators, or loses a text."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.conftest import TODAY

from lesobs.domain.cycle import Outcome, Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.visit import Purpose
from lesobs.services.calendar import ActivityDraft
from lesobs.services.cycles import Aim, CycleDraft, CycleText
from lesobs.services.school import School
from lesobs.services.visit_plan import VisitDraft

TEXTS: tuple[CycleText, ...] = ("goal", "check_reason", "reason")
INDICATORS = 3
"""So many of the kijkwijzer are chosen from."""
PLACES = st.integers(0, INDICATORS - 1)


class Turning(RuleBasedStateMachine):
    """One cycle on a real file. `typed` is what a user saw kept, `closed` how it was when it closed."""

    source: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        path = Path(shutil.copy(self.source, self.folder / "school.lesobs"))
        self.day = TODAY
        self.school = School.open(path, today=lambda: self.day)
        flits = next(one for one in self.school.instruments.all() if one.kind == "flits")
        self.keys = [one.key for one in self.school.instruments.get(flits.id).indicators[:INDICATORS]]
        self.flits = flits.id
        draft = CycleDraft("Nagaan", "OP3", indicators=(Aim(self.keys[0]), Aim(self.keys[1])))
        self.cycle = self.school.cycles.save(draft)
        self.aims = list(draft.indicators)
        self.typed = {"goal": "", "check_reason": "", "reason": ""}
        self.phase = Phase.PLAN
        self.closed: Any = None

    def teardown(self) -> None:
        self.school.close()
        shutil.rmtree(self.folder)

    def attempt(self, do: Callable[[], object]) -> bool:
        """Whether it was done; when it was refused, nothing may have changed."""
        before = self.school.cycles.line(self.cycle)
        try:
            do()
        except RuleBroken as refusal:
            assert str(refusal)[-1] in ".?", "a refusal is a sentence"
            assert self.school.cycles.line(self.cycle) == before
            return False
        return True

    @rule(field=st.sampled_from(TEXTS), text=st.sampled_from(("", "  ", "Een doel ", "Zien <b> & “ja”\n")))
    def write(self, field: CycleText, text: str) -> None:
        if self.attempt(lambda: self.school.cycles.write(self.cycle, field, text)):
            self.typed[field] = text

    @rule(some=st.booleans())
    def lead(self, some: bool) -> None:
        person = self.school.people.persons()[0].id if some else None
        self.attempt(lambda: self.school.cycles.change(self.cycle, "owner_id", person))

    @rule(some=st.booleans())
    def choose_day(self, some: bool) -> None:
        day = date(2027, 3, 1) if some else None
        self.attempt(lambda: self.school.cycles.change(self.cycle, "check_on", day))

    @rule(chosen=st.lists(PLACES, max_size=3), share=st.sampled_from((None, 60, 101)))
    def measure(self, chosen: list[int], share: int | None) -> None:
        """Others only in Plan; their order and target as long as the cycle is open; never one twice."""
        aims = [Aim(self.keys[place], share) for place in chosen]
        same = {aim.key for aim in aims} == {aim.key for aim in self.aims}
        sound = len(set(chosen)) == len(chosen) and (share != 101 or not aims)
        may = self.closed is None and sound and (same or self.phase is Phase.PLAN)
        assert self.attempt(lambda: self.school.cycles.measure(self.cycle, aims)) == may
        if may:
            self.aims = aims

    @rule()
    def advance(self) -> None:
        before = self.phase
        if self.attempt(lambda: self.school.cycles.advance(self.cycle)):
            self.phase = list(Phase)[list(Phase).index(before) + 1]

    @rule()
    def step_back(self) -> None:
        if self.attempt(lambda: self.school.cycles.step_back(self.cycle)):
            self.phase = list(Phase)[list(Phase).index(self.phase) - 1]

    @precondition(lambda self: self.closed is None)
    @rule()
    def do_something(self) -> None:
        draft = ActivityDraft("Oefenen", Phase.DO, "OP3", self.day, self.day, cycle_id=self.cycle)
        self.school.calendar.save(draft)

    @rule(seen=st.sets(PLACES, min_size=1))
    def look_again(self, seen: set[int]) -> None:
        """A visit that scores some of the indicators."""
        self.day += timedelta(days=1)
        teacher = self.school.people.teachers()[0]
        observer = self.school.people.observers()[0].id
        (section,) = teacher.section_ids
        draft = VisitDraft(teacher.id, section, observer, self.flits, self.day, Purpose.PICTURE)
        visit = self.school.visits.plan(draft)
        self.school.visits.start(visit)
        for place in seen:
            self.school.observing.score(visit, self.keys[place], 3)
        self.school.visits.finish(visit)

    @rule(outcome=st.sampled_from(tuple(Outcome)))
    def close(self, outcome: Outcome) -> None:
        before = self.school.cycles.line(self.cycle)
        number = len(self.school.cycles.all())
        if not self.attempt(lambda: self.school.cycles.close(self.cycle, outcome)):
            return
        assert before.phase in (Phase.CHECK, Phase.ACT)
        all_seen = bool(before.indicators) and all(one.new_lessons for one in before.indicators)
        assert all_seen or before.check_reason.strip()
        assert outcome is not Outcome.SECURE or all_seen
        assert outcome is not Outcome.STOP or before.reason.strip()
        self.phase, self.closed = Phase.ACT, self.school.cycles.line(self.cycle)
        assert len(self.school.cycles.all()) == number + (outcome is Outcome.ADJUST)
        if outcome is Outcome.ADJUST:
            following = self.school.cycles.turns(self.cycle)[-1].line
            assert self.school.cycles.draft(following.id).indicators == tuple(self.aims)

    @precondition(lambda self: self.closed is not None)
    @rule()
    def undo_closing(self) -> None:
        """Only right after it: what came later has to be taken back first."""
        if not (self.school.undo.next_undo or "").startswith("Cyclus ge") and "bijgesteld" not in (
            self.school.undo.next_undo or ""
        ):
            return
        self.school.undo.undo()
        line = self.school.cycles.line(self.cycle)
        assert line.closed_on is None and line.outcome is None
        self.phase, self.closed = line.phase, None

    @rule()
    def remove(self) -> None:
        with pytest.raises(RuleBroken) if self.phase is not Phase.PLAN else Either():
            self.school.cycles.remove(self.cycle)
            self.school.undo.undo()

    @invariant()
    def is_where_it_may_be(self) -> None:
        line = self.school.cycles.line(self.cycle)
        assert line.phase is self.phase
        assert {name: getattr(line, name) for name in TEXTS} == self.typed
        assert self.school.cycles.draft(self.cycle).indicators == tuple(self.aims)
        if line.phase is not Phase.PLAN:
            assert line.goal.strip() and line.owner and line.check_on
        if self.closed is not None:
            assert line == self.closed


class Either:
    """Done or refused, both are right."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: object, refusal: object, _: object) -> bool:
        return isinstance(refusal, RuleBroken)


def test_no_sequence_of_actions_reaches_a_forbidden_state(filled_once: Path) -> None:
    Turning.source = filled_once
    run_state_machine_as_test(
        Turning, settings=settings(max_examples=8, stateful_step_count=25, deadline=None)
    )
