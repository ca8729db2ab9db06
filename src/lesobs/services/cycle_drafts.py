"""This file is what a form of a cycle edits, and giving a cycle the values that were filled in."""

from dataclasses import dataclass, fields, replace
from datetime import date

from sqlalchemy.orm import Session

from lesobs.domain.cycle import Phase, require_plan
from lesobs.domain.errors import RuleBroken
from lesobs.domain.standards import STANDARDS
from lesobs.domain.texts import require_text, require_title
from lesobs.services import cycle_indicators
from lesobs.services.cycle_indicators import Aim, aims_of, beginning_with, require_aims
from lesobs.services.cycle_rows import facts_of
from lesobs.services.cycle_scope import SCOPE, Scope, scope_of_finding
from lesobs.storage import tables as t


@dataclass(frozen=True, slots=True)
class CycleDraft:
    """What a form edits. Empty ids mean: nobody yet, the whole school, no finding."""

    title: str
    standard: str
    goal: str = ""
    section_id: str | None = None
    cluster_id: str | None = None
    department_id: str | None = None
    finding_id: str | None = None
    indicators: tuple[Aim, ...] = ()
    owner_id: str | None = None
    deputy_id: str | None = None
    check_on: date | None = None
    id: str | None = None


_COLUMNS = tuple(field.name for field in fields(CycleDraft) if field.name != "indicators")


def draft_of(session: Session, row: t.Cycle) -> CycleDraft:
    own = {name: getattr(row, name) for name in _COLUMNS}
    return CycleDraft(**own, indicators=aims_of(session, row.id))


def begin_with(session: Session, draft: CycleDraft, finding: t.Finding | None) -> CycleDraft:
    """The draft when it begins with this finding, which brings whom it is about."""
    found, key = (finding.id, finding.indicator_key) if finding is not None else (None, None)
    aims = beginning_with(draft.indicators, draft.finding_id, found, key)
    if finding is None:
        return replace(draft, finding_id=None, indicators=aims)
    scope = scope_of_finding(session, finding) or Scope()
    whom = {name: getattr(scope, name) for name in SCOPE}
    return replace(draft, finding_id=finding.id, indicators=aims, **whom)


def fill(session: Session, row: t.Cycle, draft: CycleDraft) -> None:
    """Give a cycle the values of a draft, and see that it keeps what its phase needs."""
    title = checked_title(draft)
    moved = any(getattr(row, name) != getattr(draft, name) for name in SCOPE)
    if row.phase is not Phase.PLAN:
        keys = {aim.key for aim in aims_of(session, row.id)}
        others = keys != {aim.key for aim in draft.indicators}
        if moved or others or row.finding_id != draft.finding_id:
            raise RuleBroken(
                "Waar de cyclus over gaat ligt vast zodra jullie doen; anders vergelijk je straks twee "
                "verschillende dingen. Ga terug naar Plan om het te wijzigen."
            )
    for name in _COLUMNS:
        if name != "id":
            setattr(row, name, getattr(draft, name))
    row.title = title
    session.add(row)
    session.flush()
    cycle_indicators.fill(session, row, draft.indicators, moved=moved)
    if row.phase is not Phase.PLAN:
        require_plan(facts_of(session, row))


def checked_title(draft: CycleDraft) -> str:
    """The title on one line; raises RuleBroken when the draft can't be a cycle."""
    title = require_title(draft.title, "de cyclus")
    require_text(draft.goal, "Dit doel")
    if draft.section_id is not None and draft.cluster_id is not None:
        raise RuleBroken("Een cyclus gaat over een sectie of over een cluster. Kies een van de twee.")
    if draft.standard not in STANDARDS:
        raise RuleBroken(f"Standaard ‘{draft.standard}’ kennen we niet.")
    require_aims(draft.indicators)
    if draft.owner_id is not None and draft.owner_id == draft.deputy_id:
        raise RuleBroken("Kies als vervanger iemand anders dan de eigenaar.")
    return title
