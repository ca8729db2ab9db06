"""This file is the settled versions of a visit that was opened again: kept whole, and read as they were."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from lesobs.domain.errors import RuleBroken
from lesobs.domain.visit import Purpose, VisitState
from lesobs.services.debriefs import DebriefDetail, detail_of
from lesobs.services.instruments import Instruments
from lesobs.services.visit_detail import VisitDetail, as_detail
from lesobs.services.visit_lines import VisitLine
from lesobs.services.visit_rows import VisitRows
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A settled version that was opened again: its number, when that was (in UTC), and why."""

    number: int
    reopened_at: datetime
    reason: str


class Versions:
    """Reading the earlier versions of visits; nothing ever changes them."""

    def __init__(self, file: SchoolFile, instruments: Instruments) -> None:
        self._file, self._instruments = file, instruments

    def of(self, visit_id: str) -> list[VersionLine]:
        """The earlier versions of a visit, the newest first."""
        query = (
            select(t.VisitVersion.version, t.VisitVersion.created_at, t.VisitVersion.reason)
            .where(t.VisitVersion.visit_id == visit_id)
            .order_by(t.VisitVersion.version.desc())
        )
        with self._file.reading() as session:
            return [VersionLine(*row) for row in session.execute(query)]

    def get(self, visit_id: str, number: int) -> tuple[VisitDetail, DebriefDetail]:
        """The visit and its talk as they were settled then. Raises RuleBroken when it is not there."""
        query = select(t.VisitVersion.content).where(
            t.VisitVersion.visit_id == visit_id, t.VisitVersion.version == number
        )
        with self._file.reading() as session:
            content = session.scalar(query)
            if content is None:
                raise RuleBroken("Deze versie is er niet.")
            rows = VisitRows.from_text(content["rows"])
            visit = as_detail(session, self._instruments, _line(content["line"]), rows)
            return visit, detail_of(rows.debrief, self._instruments.ids(rows.visit.instrument_id))


def _line(values: Mapping[str, Any]) -> VisitLine:
    """The names as they were then."""
    days = {
        name: date.fromisoformat(values[name]) if values[name] else None
        for name in ("held_on", "talked_on", "look_again_on")
    }
    codes = {"purpose": Purpose(values["purpose"]), "state": VisitState(values["state"])}
    return VisitLine(**{**values, **days, **codes})
