"""This file is what a cycle is measured by: its indicators, their order, counts and targets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from lesobs.domain.cycle import require_indicators
from lesobs.domain.errors import RuleBroken
from lesobs.domain.tally import Tally
from lesobs.services.cycle_rows import indicator_rows
from lesobs.services.cycle_scope import is_about
from lesobs.services.tallies import tally_to
from lesobs.storage import tables as t


@dataclass(frozen=True, slots=True)
class Aim:
    """An indicator that a cycle works on. `target_percent` is the share of lessons at 3 or 4 the team aims
    at; `finding_id` the finding that brought it, if one did."""

    key: str
    target_percent: int | None = None
    finding_id: str | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """Counts of one indicator that the picture tells now, and that a cycle can begin from."""

    key: str
    counts: Tally
    period: str
    stands_on: str


def require_aims(aims: Sequence[Aim]) -> None:
    """Raises RuleBroken when a cycle can't be about these."""
    require_indicators([aim.key for aim in aims])
    for aim in aims:
        if aim.target_percent is not None and not 0 <= aim.target_percent <= 100:
            raise RuleBroken("Een streefcijfer is 0 tot en met 100 procent van de lessen.")


def aims_of(session: Session, cycle_id: str) -> tuple[Aim, ...]:
    """What a cycle works on, in its order."""
    rows = indicator_rows(session, [cycle_id])[cycle_id]
    return tuple(Aim(row.indicator_key, row.target_percent, row.finding_id) for row in rows)


def beginning_with(
    aims: Sequence[Aim], before: str | None, finding_id: str | None, key: str | None
) -> tuple[Aim, ...]:
    """The aims when a cycle begins with another finding: that of the one before makes place for its own.

    `key` is what the finding is about, if it is about one indicator; without a finding all stay, and start
    from nothing.
    """
    if finding_id is None or key is None:
        return tuple(replace(aim, finding_id=None) if aim.finding_id == before else aim for aim in aims)
    of_before = [aim for aim in aims if before is not None and aim.finding_id == before]
    same = next((aim for aim in aims if aim.key == key), None)
    target = (same or next(iter(of_before), Aim(key))).target_percent
    others = [aim for aim in aims if aim not in of_before and aim.key != key]
    return Aim(key, target, finding_id), *others


def fill(session: Session, cycle: t.Cycle, aims: Iterable[Aim], *, moved: bool) -> None:
    """Give a cycle these indicators. Counts stay with what they are about: `moved` says that it is about
    other lessons now."""
    before = {row.indicator_key: row for row in indicator_rows(session, [cycle.id])[cycle.id]}
    wanted = {aim.key: aim for aim in aims}
    for key in before.keys() - wanted.keys():
        session.delete(before[key])
    for position, aim in enumerate(wanted.values()):
        row = before.get(aim.key)
        if row is None:
            row = t.CycleIndicator(id=t.new_id(), cycle_id=cycle.id, indicator_key=aim.key)
            _begin_at(session, row, cycle, aim.finding_id)
            session.add(row)
        elif row.finding_id != aim.finding_id:
            _begin_at(session, row, cycle, aim.finding_id)
        elif moved:
            _begin_at_nothing(row)
        row.position, row.target_percent, row.finding_id = position, aim.target_percent, aim.finding_id
    session.flush()


def set_baselines(session: Session, cycle: t.Cycle, taken: Mapping[str, Baseline], today: date) -> None:
    """Begin from these counts; who asks for an indicator that is no longer there, asks for nothing."""
    for row in indicator_rows(session, [cycle.id])[cycle.id]:
        if (one := taken.get(row.indicator_key)) is not None:
            row.baseline, row.stands_on, row.taken_on = tally_to(one.counts), one.stands_on, today


def copied(session: Session, cycle: t.Cycle, to: t.Cycle) -> Iterable[t.CycleIndicator]:
    """The indicators of a cycle for its next turn: the same counts to start from."""
    for row in indicator_rows(session, [cycle.id])[cycle.id]:
        yield t.CycleIndicator(
            id=t.new_id(),
            cycle_id=to.id,
            indicator_key=row.indicator_key,
            position=row.position,
            baseline=row.baseline,
            stands_on=row.stands_on,
            taken_on=row.taken_on,
            target_percent=row.target_percent,
            finding_id=row.finding_id,
        )


def _begin_at(session: Session, row: t.CycleIndicator, cycle: t.Cycle, finding_id: str | None) -> None:
    """The counts of a finding, as far as they are of this indicator in these lessons; else none yet."""
    finding = session.get(t.Finding, finding_id) if finding_id is not None else None
    if finding is None or finding.indicator_key != row.indicator_key or not is_about(session, finding, cycle):
        _begin_at_nothing(row)
    else:
        row.baseline, row.stands_on = finding.counts, finding.stands_on or ""
        row.taken_on = finding.found_on if finding.counts else None


def _begin_at_nothing(row: t.CycleIndicator) -> None:
    row.baseline, row.stands_on, row.taken_on = {}, "", None
