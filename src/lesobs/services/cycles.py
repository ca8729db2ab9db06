"""This file is improvement cycles: a turn of Plan, Do, Check and Act, from its goal to how it closes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

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
from lesobs.domain.standards import STANDARDS
from lesobs.domain.tally import Tally
from lesobs.domain.texts import require_text, require_title
from lesobs.services.cycle_rows import CycleLine, facts_of, line_of, select_lines
from lesobs.services.tallies import tally_to
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

__all__ = ["CycleDraft", "CycleField", "CycleLine", "CycleText", "Cycles", "Turn", "new_look"]

CycleText = Literal["title", "goal", "check_reason", "reason"]
"""What is typed: the title, the goal, why there is no new look, and what the team concludes."""

CycleField = Literal[
    "standard",
    "section_id",
    "department_id",
    "finding_id",
    "indicator_key",
    "target_percent",
    "owner_id",
    "deputy_id",
    "check_on",
]
"""What is chosen."""

MEASURED = ("section_id", "department_id", "indicator_key")
"""What the baseline is about; fixed once the team is doing, or two different things would be compared."""

_TEXT_WORDS = {
    "title": "Titel van de cyclus wijzigen",
    "goal": "Doel wijzigen",
    "check_reason": "Reden zonder nieuwe bezoeken",
    "reason": "Conclusie wijzigen",
}


@dataclass(frozen=True, slots=True)
class CycleDraft:
    """What a form edits. Empty ids mean: nobody yet, the whole school, no finding. `target_percent` is the
    share of lessons at 3 or 4 the team aims at."""

    title: str
    standard: str
    goal: str = ""
    section_id: str | None = None
    department_id: str | None = None
    finding_id: str | None = None
    indicator_key: str | None = None
    target_percent: int | None = None
    owner_id: str | None = None
    deputy_id: str | None = None
    check_on: date | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a cycle that was adjusted, `number` from 1."""

    number: int
    line: CycleLine


class Cycles:
    """Improvement cycles. Methods raise RuleBroken with the reason when something can't be done."""

    def __init__(self, file: SchoolFile, today: Callable[[], date]) -> None:
        self._file = file
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
            return [line_of(session, row) for row in session.execute(query)]

    def draft(self, cycle_id: str) -> CycleDraft:
        """A cycle to edit."""
        with self._file.reading() as session:
            return _draft(_cycle(session, cycle_id))

    def draft_from(self, finding_id: str) -> CycleDraft:
        """A new cycle to fill in, that starts where a finding ends: its section, indicator and counts."""
        with self._file.reading() as session:
            finding = session.get(t.Finding, finding_id)
            if finding is None:
                raise RuleBroken("Deze bevinding is er niet meer.")
            standard = session.scalar(
                select(t.Indicator.standard).where(t.Indicator.key == finding.indicator_key)
            )
            return CycleDraft(
                title="",
                standard=standard or "OP3",
                section_id=finding.section_id,
                finding_id=finding.id,
                indicator_key=finding.indicator_key,
            )

    def line(self, cycle_id: str) -> CycleLine:
        """One cycle; raises RuleBroken when it is no longer there."""
        with self._file.reading() as session:
            row = session.execute(select_lines().where(t.Cycle.id == cycle_id)).first()
            if row is None:
                raise RuleBroken(_GONE)
            return line_of(session, row)

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
        counts of its finding."""
        _checked_title(draft)
        words = "Cyclus wijzigen" if draft.id else "Cyclus toevoegen"
        with self._file.transaction(words) as session:
            row = _open_cycle(session, draft.id) if draft.id else t.Cycle(id=t.new_id(), baseline={})
            _fill(session, row, draft)
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

    def change(self, cycle_id: str, field: CycleField, value: str | int | date | None) -> None:
        """Choose another value for one field. A finding brings its section, its indicator and its counts."""
        with self._file.transaction("Cyclus wijzigen") as session:
            row = _open_cycle(session, cycle_id)
            draft = replace(_draft(row), **{field: value})  # type: ignore[arg-type]
            finding = session.get(t.Finding, value) if field == "finding_id" and value else None
            if finding is not None:
                draft = replace(
                    draft,
                    section_id=finding.section_id,
                    indicator_key=finding.indicator_key or draft.indicator_key,
                )
            _checked_title(draft)
            _fill(session, row, draft)

    def set_baseline(self, cycle_id: str, counts: Tally, stands_on: str) -> None:
        """Begin from these counts, that the picture tells now; `stands_on` says what they are made of."""
        if not counts.scored:
            raise RuleBroken("Hier is nog niets gescoord; daar is geen beginmeting van te maken.")
        with self._file.transaction("Beginmeting nemen") as session:
            row = _open_cycle(session, cycle_id)
            if row.phase in (Phase.CHECK, Phase.ACT):
                raise RuleBroken(
                    "Jullie kijken al opnieuw; de beginmeting blijft staan. Terug naar Do of Plan kan wel."
                )
            row.baseline = tally_to(counts) | {"stands_on": stands_on}

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

    def close(self, cycle_id: str, outcome: Outcome, reason: str = "") -> None:
        """Secure, adjust or stop, from Check or Act. Securing plants a new look after 6 and 12 months;
        adjusting starts a next turn with this history. Without a reason the conclusion stays as written."""
        today = self._today()
        with self._file.transaction(f"Cyclus {outcome.word}") as session:
            cycle = _open_cycle(session, cycle_id)
            facts = facts_of(session, cycle)
            if facts.phase is Phase.CHECK:
                facts = replace(facts, phase=advance(facts))
            words = reason.strip() or cycle.reason
            require_closable(facts, outcome, words)
            cycle.phase, cycle.outcome, cycle.reason, cycle.closed_on = facts.phase, outcome, words, today
            if outcome is Outcome.SECURE:
                for day in looks_after_securing(today):
                    session.add(new_look(cycle, day))
            elif outcome is Outcome.ADJUST:
                session.add(_next_turn(cycle))


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


def _draft(row: t.Cycle) -> CycleDraft:
    return CycleDraft(**{name: getattr(row, name) for name in CycleDraft.__slots__})


def _fill(session: Session, row: t.Cycle, draft: CycleDraft) -> None:
    """Give a cycle the values of a draft, and see that it keeps what its phase needs."""
    title = _checked_title(draft)
    measures_other = any(getattr(row, name) != getattr(draft, name) for name in MEASURED)
    if row.phase not in (None, Phase.PLAN) and (measures_other or row.finding_id != draft.finding_id):
        raise RuleBroken(
            "Waar de cyclus over gaat ligt vast zodra jullie doen; anders vergelijk je straks twee "
            "verschillende dingen. Ga terug naar Plan om het te wijzigen."
        )
    if row.finding_id != draft.finding_id:
        finding = session.get(t.Finding, draft.finding_id) if draft.finding_id else None
        row.baseline = finding.counts if finding else {}
    elif measures_other:
        row.baseline = {}  # those counts were about something else
    for name in CycleDraft.__slots__:
        if name != "id":
            setattr(row, name, getattr(draft, name))
    row.title = title
    session.add(row)
    session.flush()
    if row.phase is not Phase.PLAN:
        require_plan(facts_of(session, row))


def _checked_title(draft: CycleDraft) -> str:
    """The title on one line; raises RuleBroken when the draft can't be a cycle."""
    title = require_title(draft.title, "de cyclus")
    require_text(draft.goal, "Dit doel")
    if draft.standard not in STANDARDS:
        raise RuleBroken(f"Standaard ‘{draft.standard}’ kennen we niet.")
    if draft.target_percent is not None and not 0 <= draft.target_percent <= 100:
        raise RuleBroken("Een streefcijfer is 0 tot en met 100 procent van de lessen.")
    if draft.owner_id is not None and draft.owner_id == draft.deputy_id:
        raise RuleBroken("Kies als vervanger iemand anders dan de eigenaar.")
    return title


def new_look(cycle: t.Cycle, day: date) -> t.Activity:
    """The activity that securing a cycle plants on a later day."""
    return t.Activity(
        id=t.new_id(),
        title=f"Opnieuw kijken: {cycle.title}",
        description="Blijft zichtbaar wat geborgd is? Kijk naar dezelfde indicator.",
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
        department_id=cycle.department_id,
        finding_id=cycle.finding_id,
        indicator_key=cycle.indicator_key,
        baseline=cycle.baseline,
        target_percent=cycle.target_percent,
        owner_id=cycle.owner_id,
        deputy_id=cycle.deputy_id,
        previous_id=cycle.id,
    )
