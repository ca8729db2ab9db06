"""This file is which cluster a section is in: moving it, and renaming or merging the cluster as a whole."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.texts import key
from lesobs.services.asked import Asked, asked_from, asked_to
from lesobs.storage import tables as t


def put_in_cluster(session: Session, section: t.Section, name: str, *, whole: bool) -> None:
    """Put a section in the cluster of this name, made when it is new; without a name in none.

    With `whole` the other sections of its cluster go along. When a new name is for all of a cluster, that is
    the cluster under another name: what is about it stays so.
    """
    name = " ".join(name.split())
    before = session.get(t.Cluster, section.cluster_id) if section.cluster_id is not None else None
    others = [one for one in _inside(session, before) if one.id != section.id]
    there = _named(session, name)
    if before is not None and name and there in (None, before) and (whole or not others):
        _rename(session, before, name)
        return
    if there is None and name:
        there = t.Cluster(id=t.new_id(), name=name)
        session.add(there)
        session.flush()
    for one in (section, *(others if whole else ())):
        one.cluster_id = there.id if there is not None else None


@contextmanager
def clusters_kept(session: Session) -> Iterator[None]:
    """Within it sections may go to other clusters, but none that an open cycle is about may be left empty.

    Raises RuleBroken with the cycle it is about.
    """
    before = {row.id for row in session.execute(_EMPTY)}
    yield
    session.flush()
    emptied = [row for row in session.execute(_EMPTY) if row.id not in before]
    if emptied:
        cycles = dutch.listed(f"‘{' '.join(row.title.split())}’" for row in emptied)
        which = "gaat een open cyclus" if len(emptied) == 1 else "gaan open cycli"
        raise RuleBroken(
            f"Over cluster ‘{emptied[0].name}’ {which}: {cycles}. Zonder secties is er niets meer te tellen. "
            "Sluit de cyclus eerst, of laat hem in Plan over iets anders gaan. Er is niets gewijzigd."
        )


def _inside(session: Session, cluster: t.Cluster | None) -> list[t.Section]:
    if cluster is None:
        return []
    return list(session.scalars(select(t.Section).where(t.Section.cluster_id == cluster.id)))


def _named(session: Session, name: str) -> t.Cluster | None:
    """The cluster of this name, whatever its capitals and spaces."""
    return next((one for one in session.scalars(select(t.Cluster)) if key(one.name) == key(name)), None)


def _rename(session: Session, cluster: t.Cluster, name: str) -> None:
    """The picture knows a cluster by its name, and so does what was asked for a finding."""
    for finding in session.scalars(select(t.Finding).where(t.Finding.asked.is_not(None))):
        asked = asked_from(finding.asked)
        if asked is not None and finding.section_id is None and asked.cluster == cluster.name:
            finding.asked = asked_to(Asked(asked.question, name))
    cluster.name = name


_EMPTY = (
    select(t.Cycle.id, t.Cycle.title, t.Cluster.name)
    .join(t.Cluster, t.Cluster.id == t.Cycle.cluster_id)
    .where(
        t.Cycle.closed_on.is_(None),
        ~select(t.Section.id).where(t.Section.cluster_id == t.Cluster.id).exists(),
    )
    .order_by(t.Cluster.name, t.Cycle.title)
)
"""Open cycles about a cluster without sections."""
