"""This file is improvement cycles: a turn of Plan, Do, Check and Act, from its goal to how it closes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import (
    Outcome,
    Phase,
    advance,
    looks_after_securing,
    require_check,
    require_closable,
    require_plan,
    step_back,
)
from lesobs.domain.errors import RuleBroken
from lesobs.domain.texts import require_text, require_title
from lesobs.services import cycle_indicators
from lesobs.services.calendar import Calendar
from lesobs.services.cycle_drafts import CycleDraft, begin_with, checked_title, draft_of, fill
from lesobs.services.cycle_indicators import Aim, Baseline, require_aims
from lesobs.services.cycle_rows import CycleIndicator, CycleLine, facts_of, read_lines, select_lines
from lesobs.services.cycle_scope import SCOPE
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

__all__ = [
    "Aim",
    "Baseline",
    "CycleDraft",
    "CycleField",
    "CycleIndicator",
    "CycleLine",
    "CycleText",
    "Cycles",
    "Turn",
    "new_look",
    "require_aims",
]

CycleText = Literal["title", "goal", "check_reason", "reason"]
"""What is typed: the title, the goal, why there is no new look, and what the team concludes."""

CycleField = Literal[
    "standard", "section_id", "cluster_id", "department_id", "finding_id", "owner_id", "deputy_id", "check_on"
]
"""What is chosen. A section takes the place of a cluster, and the other way round."""

_INSTEAD: dict[CycleField, tuple[CycleField, ...]] = {
    "section_id": ("cluster_id",),
    "cluster_id": ("section_id",),
}

_TEXT_WORDS = {
    "title": "Titel van de cyclus wijzigen",
    "goal": "Doel wijzigen",
    "check_reason": "Reden zonder nieuwe bezoeken",
    "reason": "Conclusie wijzigen",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a cycle that was adjusted, `number` from 1."""

    number: int
    line: CycleLine


class Cycles:
    """Improvement cycles. Methods raise RuleBroken with the reason when something can't be done."""

    def __init__(self, file: SchoolFile, calendar: Calendar, today: Callable[[], date]) -> None:
        self._file = file
        self._calendar = calendar
        self._today = today

    def all(self) -> list[CycleLine]:
        """Open cycles first, by check date."""
        query = select_lines().order_by(
            t.Cycle.closed_on.is_not(None),
            t.Cycle.closed_on.desc(),
            t.Cycle.check_on.is_(None),
            t.Cycle.check_on,
            t.Cycle.title,
        )
        with self._file.reading() as session:
            return read_lines(session, query)

    def draft(self, cycle_id: str) -> CycleDraft:
        """A cycle to edit."""
        with self._file.reading() as session:
            return draft_of(session, _cycle(session, cycle_id))

    def draft_from(self, finding_id: str) -> CycleDraft:
        """A new cycle to fill in, that starts where a finding ends: its section, indicator and counts."""
        with self._file.reading() as session:
            finding = _finding(session, finding_id)
            standard = session.scalar(
                select(t.Indicator.standard).where(t.Indicator.key == finding.indicator_key)
            )
            return begin_with(session, CycleDraft(title="", standard=standard or "OP3"), finding)

    def begin_with(self, draft: CycleDraft, finding_id: str | None) -> CycleDraft:
        """The draft when it begins with another finding, which brings its section, indicator and counts; with
        None it begins with no finding."""
        with self._file.reading() as session:
            return begin_with(session, draft, _finding(session, finding_id) if finding_id else None)

    def fitting(self, finding_id: str) -> list[CycleLine]:
        """The cycles still in Plan that a finding could be taken along in: about the same lessons."""
        with self._file.reading() as session:
            finding = _finding(session, finding_id)
            if finding.indicator_key is None:
                return []
            fits = begin_with(session, CycleDraft("", ""), finding)
            query = select_lines().where(
                t.Cycle.phase == Phase.PLAN,
                t.Cycle.closed_on.is_(None),
                *(getattr(t.Cycle, name).is_not_distinct_from(getattr(fits, name)) for name in SCOPE),
            )
            return [line for line in read_lines(session, query) if finding_id not in line.finding_ids]

    def line(self, cycle_id: str) -> CycleLine:
        """One cycle; raises RuleBroken when it is no longer there."""
        with self._file.reading() as session:
            lines = read_lines(session, select_lines().where(t.Cycle.id == cycle_id))
        if not lines:
            raise RuleBroken(_GONE)
        return lines[0]

    def turns(self, cycle_id: str) -> tuple[Turn, ...]:
        """All turns that hang together with this one, the first one first."""
        with self._file.reading() as session:
            rows = session.execute(select(t.Cycle.id, t.Cycle.previous_id)).all()
        before: dict[str, str | None] = dict(rows)
        after = {previous: cycle for cycle, previous in before.items() if previous is not None}
        chain = [cycle_id]
        while (earlier := before.get(chain[0])) is not None and earlier not in chain:
            chain.insert(0, earlier)
        while (later := after.get(chain[-1])) is not None and later not in chain:
            chain.append(later)
        return tuple(Turn(number, self.line(one)) for number, one in enumerate(chain, start=1))

    def save(self, draft: CycleDraft) -> str:
        """Add a cycle in Plan (a draft without id) or change one; gives its id. What it starts from are the
        counts of its findings."""
        checked_title(draft)
        words = "Cyclus wijzigen" if draft.id else "Cyclus toevoegen"
        with self._file.transaction(words) as session:
            row = _open_cycle(session, draft.id) if draft.id else t.Cycle(id=t.new_id(), phase=Phase.PLAN)
            fill(session, row, draft)
        return row.id

    def write(self, cycle_id: str, field: CycleText, text: str) -> None:
        """Keep what is typed; typing on counts as one action."""
        with self._file.transaction(_TEXT_WORDS[field], merge=f"cycle {cycle_id} {field}") as session:
            row = _open_cycle(session, cycle_id)
            require_text(text)
            if field == "title":
                text = require_title(text, "de cyclus")
            setattr(row, field, text)  # as it was typed: a space at its end is the begin of the next word
            session.flush()
            if row.phase is not Phase.PLAN:
                require_plan(facts_of(session, row))
            if row.phase is Phase.ACT:
                require_check(facts_of(session, row))

    def change(self, cycle_id: str, field: CycleField, value: str | date | None) -> None:
        """Choose another value for one field. A finding brings its section, its indicator and its counts."""
        with self._file.transaction("Cyclus wijzigen") as session:
            row = _open_cycle(session, cycle_id)
            draft = draft_of(session, row)
            if field == "finding_id":
                draft = begin_with(session, draft, _finding(session, str(value)) if value else None)
            else:
                instead = dict.fromkeys(_INSTEAD.get(field, ()))
                draft = replace(draft, **instead, **{field: value})  # type: ignore[arg-type]
            checked_title(draft)
            fill(session, row, draft)

    def measure(self, cycle_id: str, aims: Sequence[Aim]) -> None:
        """Work on these indicators, in this order and to these shares; what stays keeps its counts."""
        with self._file.transaction("Indicatoren wijzigen") as session:
            row = _open_cycle(session, cycle_id)
            fill(session, row, replace(draft_of(session, row), indicators=tuple(aims)))

    def take_along(self, cycle_id: str, finding_id: str) -> None:
        """Work on another finding too: its indicator comes along with its counts."""
        with self._file.transaction("Bevinding bij een cyclus") as session:
            row, finding = _open_cycle(session, cycle_id), _finding(session, finding_id)
            if finding.indicator_key is None:
                raise RuleBroken("Deze bevinding gaat niet over één indicator. Begin er een cyclus mee.")
            draft = draft_of(session, row)
            aim = Aim(finding.indicator_key, finding_id=finding_id)
            fill(session, row, replace(draft, indicators=(*draft.indicators, aim)))

    def set_baseline(self, cycle_id: str, taken: Iterable[Baseline]) -> None:
        """Begin from these counts, that the picture tells now."""
        baselines = {one.key: one for one in taken}
        if not baselines or not all(one.counts.scored for one in baselines.values()):
            raise RuleBroken("Hier is nog niets gescoord; daar is geen beginmeting van te maken.")
        with self._file.transaction("Beginmeting nemen") as session:
            row = _open_cycle(session, cycle_id)
            if row.phase in (Phase.CHECK, Phase.ACT):
                raise RuleBroken(
                    "Jullie kijken al opnieuw; de beginmeting blijft staan. Terug naar Do of Plan kan wel."
                )
            cycle_indicators.set_baselines(session, row, baselines, self._today())

    def remove(self, cycle_id: str) -> None:
        """Take away a cycle that never got going; one with activities or past Plan is history and stays."""
        with self._file.transaction("Cyclus verwijderen") as session:
            cycle = _cycle(session, cycle_id)
            used = session.scalar(select(t.Activity.id).where(t.Activity.cycle_id == cycle_id).limit(1))
            if cycle.phase is not Phase.PLAN or used is not None:
                raise RuleBroken("Deze cyclus is al begonnen en blijft bewaard. Je kunt hem wel stoppen.")
            if cycle.previous_id is not None:
                raise RuleBroken(
                    "Deze ronde hoort bij een eerdere en blijft bewaard. Je kunt haar wel stoppen."
                )
            cycle_indicators.fill(session, cycle, (), moved=False)
            session.delete(cycle)

    def advance(self, cycle_id: str) -> Phase:
        """Go on to the next phase; raises RuleBroken with what is missing."""
        with self._file.transaction("Cyclus verder") as session:
            cycle = _open_cycle(session, cycle_id)
            cycle.phase = advance(facts_of(session, cycle))
        return cycle.phase

    def step_back(self, cycle_id: str) -> Phase:
        """Go back to the phase before, when it turns out that it was not done."""
        with self._file.transaction("Cyclus een stap terug") as session:
            cycle = _open_cycle(session, cycle_id)
            cycle.phase = step_back(cycle.phase)
        return cycle.phase

    def explain_no_check(self, cycle_id: str, reason: str) -> None:
        """Write down why no new lessons can be seen now."""
        self.write(cycle_id, "check_reason", reason)

    def new_looks(self) -> tuple[date, date]:
        """The days of the new looks that securing today plants."""
        return looks_after_securing(self._today(), self._calendar.holidays())

    def close(self, cycle_id: str, outcome: Outcome, reason: str = "") -> None:
        """Secure, adjust or stop, from Check or Act. Securing plants a new look after 6 and 12 months;
        adjusting starts a next turn with this history, which takes over the checks that are still to come;
        else those lapse. Those that had begun are done by this. Without a reason the conclusion stays as
        written."""
        today, looks = self._today(), self.new_looks()
        with self._file.transaction(f"Cyclus {outcome.word}") as session:
            cycle = _open_cycle(session, cycle_id)
            facts = facts_of(session, cycle)
            if facts.phase is Phase.CHECK:
                facts = replace(facts, phase=advance(facts))
            words = reason.strip() or cycle.reason
            require_closable(facts, outcome, words)
            cycle.phase, cycle.outcome, cycle.reason, cycle.closed_on = facts.phase, outcome, words, today
            to_come = _finish_checks(session, cycle, today)
            if outcome is Outcome.SECURE:
                for day in looks:
                    session.add(new_look(cycle, day))
            elif outcome is Outcome.ADJUST:
                following = _next_turn(cycle)
                session.add(following)
                session.flush()
                session.add_all(cycle_indicators.copied(session, cycle, following))
            for activity in to_come:
                if outcome is Outcome.ADJUST:
                    activity.cycle_id = following.id
                else:
                    activity.status = ActivityStatus.DROPPED


_GONE = "Deze cyclus is er niet meer."


def _cycle(session: Session, cycle_id: str | None) -> t.Cycle:
    row = session.get(t.Cycle, cycle_id)
    if row is None:
        raise RuleBroken(_GONE)
    return row


def _open_cycle(session: Session, cycle_id: str | None) -> t.Cycle:
    row = _cycle(session, cycle_id)
    if row.closed_on is not None:
        raise RuleBroken("Deze cyclus is gesloten en blijft zoals hij was.")
    return row


def _finding(session: Session, finding_id: str) -> t.Finding:
    row = session.get(t.Finding, finding_id)
    if row is None:
        raise RuleBroken("Deze bevinding is er niet meer.")
    return row


def _finish_checks(session: Session, cycle: t.Cycle, today: date) -> list[t.Activity]:
    """Mark the checks that had begun as done, since the cycle closes on them; gives those still to come."""
    to_come = []
    checks = select(t.Activity).where(t.Activity.cycle_id == cycle.id, t.Activity.phase == Phase.CHECK)
    for activity in session.scalars(checks):
        if activity.status.open and activity.starts_on > today:
            to_come.append(activity)
        elif activity.status.open:
            activity.status = ActivityStatus.DONE
    return to_come


def new_look(cycle: t.Cycle, day: date) -> t.Activity:
    """The activity that securing a cycle plants on a later day."""
    return t.Activity(
        id=t.new_id(),
        title=f"Opnieuw kijken: {cycle.title}",
        description="Blijft zichtbaar wat geborgd is? Kijk opnieuw naar hetzelfde.",
        phase=Phase.CHECK,
        standard=cycle.standard,
        owner_id=cycle.owner_id,
        section_id=cycle.section_id,
        department_id=cycle.department_id,
        cycle_id=cycle.id,
        starts_on=day,
        ends_on=day,
    )


def _next_turn(cycle: t.Cycle) -> t.Cycle:
    return t.Cycle(
        id=t.new_id(),
        title=cycle.title,
        goal=cycle.goal,
        standard=cycle.standard,
        section_id=cycle.section_id,
        cluster_id=cycle.cluster_id,
        department_id=cycle.department_id,
        finding_id=cycle.finding_id,
        owner_id=cycle.owner_id,
        deputy_id=cycle.deputy_id,
        previous_id=cycle.id,
    )
