"""This file is the kijkwijzers of the example school as rows: what is scored, and what is ticked."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.instrument_draft import as_document, from_document
from lesobs.domain.instrument_file import Known, fields_of_file, read_instrument_file, shipped
from lesobs.paths import resources
from lesobs.services.instruments import store_instrument
from lesobs.storage import tables as t

OWN = "eigen"
OWN_FILE, HALF_WRITTEN_FILE = "telefoons.toml", "praktijkles.toml"


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
    """Store the shipped instruments and the school's own, and one half written.

    Gives the shipped ones by their kind (`volledig` or `flits`), and that of the school by OWN.
    """
    of_program = shipped(resources() / "instruments")
    known = {indicator.reference: indicator for one in of_program for indicator in one.indicators}
    own = read_instrument_file(resources() / "demo" / OWN_FILE, known)
    ids: dict[str, str] = {one.kind: store_instrument(session, one) for one in of_program}
    ids[OWN] = store_instrument(session, own)
    _begin_draft(session, known | {indicator.reference: indicator for indicator in own.indicators})
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


def _begin_draft(session: Session, known: Known) -> None:
    draft = from_document(fields_of_file(resources() / "demo" / HALF_WRITTEN_FILE), known)
    one = draft.instrument
    session.add(t.InstrumentDraft(key=one.key, version=one.version, content=as_document(draft)))
    session.flush()
