"""This file is the kijkwijzers of the example school as rows: what is scored, and what is ticked."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.instrument_file import shipped
from lesobs.paths import resources
from lesobs.services.instruments import store_instrument
from lesobs.storage import tables as t


@dataclass(frozen=True, slots=True)
class Item:
    """One indicator of an instrument, with the look-fors of teacher and of pupils, all by their ids."""

    key: str
    id: str
    look_fors: tuple[str, ...]
    of_teacher: frozenset[str]


@dataclass(frozen=True, slots=True)
class Kijkwijzer:
    id: str
    items: tuple[Item, ...]


def store_kijkwijzers(session: Session) -> dict[str, Kijkwijzer]:
    """Store the shipped instruments; gives them by their kind (`volledig` or `flits`)."""
    ids = {one.kind: store_instrument(session, one) for one in shipped(resources() / "instruments")}
    look_fors: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for look in session.scalars(select(t.LookFor).order_by(t.LookFor.indicator_id, t.LookFor.position)):
        look_fors[look.indicator_id].append((look.id, look.who))
    found: dict[str, Kijkwijzer] = {}
    for kind, instrument_id in ids.items():
        rows = session.execute(
            select(t.Indicator.key, t.Indicator.id)
            .join(t.InstrumentItem, t.InstrumentItem.indicator_id == t.Indicator.id)
            .where(t.InstrumentItem.instrument_id == instrument_id)
            .order_by(t.InstrumentItem.position)
        )
        items = tuple(
            Item(
                key=key,
                id=row_id,
                look_fors=tuple(look for look, _ in look_fors[row_id]),
                of_teacher=frozenset(look for look, who in look_fors[row_id] if who == "docent"),
            )
            for key, row_id in rows
        )
        found[kind] = Kijkwijzer(instrument_id, items)
    return found
