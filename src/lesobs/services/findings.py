"""This file is findings: what a team concludes from a picture, with the counts of that moment."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from lesobs.domain.errors import RuleBroken
from lesobs.domain.finding import FindingKind
from lesobs.domain.picture import Cell, PictureRow
from lesobs.domain.tally import Tally
from lesobs.domain.schoolyear import SchoolYear
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile


@dataclass(frozen=True, slots=True)
class FindingLine:
    id: str
    kind: FindingKind
    text: str
    found_on: date
    school_year: str
    section: str
    indicator_key: str | None
    counts: Tally


class Findings:
    """What teams concluded. `add` raises RuleBroken with the reason when there is nothing to build on."""

    def __init__(self, file: SchoolFile, today: Callable[[], date]) -> None:
        self._file = file
        self._today = today

    def all(self) -> list[FindingLine]:
        """The newest first."""
        query = (
            select(t.Finding, func.coalesce(t.Section.name, ""))
            .outerjoin(t.Section, t.Section.id == t.Finding.section_id)
            .order_by(t.Finding.found_on.desc(), t.Finding.created_at.desc())
        )
        with self._file.reading() as session:
            return [
                FindingLine(
                    *(row.id, row.kind, row.text, row.found_on, row.school_year),
                    section=section,
                    indicator_key=row.indicator_key,
                    counts=tally_from(row.counts),
                )
                for row, section in session.execute(query)
            ]

    def add(
        self, kind: FindingKind, text: str, year: SchoolYear, row: PictureRow, indicator_key: str, cell: Cell
    ) -> str:
        """Write down what the team concludes from one cell of a picture, with the counts of this moment."""
        if not text.strip():
            raise RuleBroken("Schrijf in jullie eigen woorden op wat jullie zien.")
        if cell.tally is None:
            raise RuleBroken("Bij te weinig docenten zijn er geen cijfers om een bevinding op te bouwen.")
        with self._file.transaction("Bevinding toevoegen") as session:
            finding = t.Finding(
                id=t.new_id(),
                kind=kind,
                text=text.strip(),
                found_on=self._today(),
                school_year=year.name,
                section_id=session.scalar(select(t.Section.id).where(t.Section.id == row.group.key)),
                indicator_key=indicator_key,
                counts=tally_to(cell.tally),
            )
            session.add(finding)
        return finding.id


def tally_to(tally: Tally) -> dict[str, Any]:
    """Counts as the school file keeps them."""
    return {"levels": list(tally.levels), "not_applicable": tally.not_applicable}


def tally_from(counts: dict[str, Any]) -> Tally:
    """The reverse of tally_to; an empty dictionary is an empty tally."""
    one, two, three, four = counts.get("levels", (0, 0, 0, 0))
    return Tally((one, two, three, four), counts.get("not_applicable", 0))
