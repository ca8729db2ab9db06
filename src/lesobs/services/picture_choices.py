"""This file is what a picture can be narrowed by: the labels that occur, and the words for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.dutch import listed
from lesobs.domain.narrowing import Split, Wanted
from lesobs.domain.picture import Group, Grouping
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.visit import Purpose
from lesobs.storage import tables as t

FORMS = {"volledig": "volledig bezoek", "flits": "flitsbezoek", "duo": "duo-bezoek"}
ANNOUNCED = {"ja": "aangekondigd", "nee": "onaangekondigd"}


@dataclass(frozen=True, slots=True)
class Choices:
    """For each split its labels with their words, in the order to show them."""

    words: Mapping[Split, Mapping[str, str]]

    def rows(self, grouping: Grouping) -> list[Group]:
        """The rows of a picture by department or year level; empty for sections and clusters."""
        split = {Grouping.DEPARTMENT: Split.DEPARTMENT, Grouping.YEAR_LEVEL: Split.YEAR_LEVEL}.get(grouping)
        return [Group(label, word) for label, word in self.words[split].items()] if split else []

    def sentence(self, wanted: Wanted) -> str:
        """Which lessons were chosen, as in `ronde 1, alleen havo en vwo`; empty when all count."""
        parts = []
        for split, labels in wanted.items():
            known = self.words[split]
            words = [word for label, word in known.items() if label in labels]
            parts.append(f"{PREFIX[split]}{listed(words)}" if words else f"{PREFIX[split]}niets")
        return ", ".join(parts)


PREFIX = {
    Split.ROUND: "",
    Split.DEPARTMENT: "alleen ",
    Split.FORM: "alleen ",
    Split.PURPOSE: "alleen doel ",
    Split.ANNOUNCED: "alleen ",
    Split.YEAR_LEVEL: "alleen ",
    Split.INSTRUMENT: "alleen met ",
}


def read_choices(session: Session, years: Sequence[SchoolYear], in_picture: tuple[Any, ...]) -> Choices:
    """What occurs in the lessons of these years."""
    rounds = session.execute(
        select(t.Round.id, t.Round.title)
        .where(t.Round.starts_on <= max(years).last_day, t.Round.ends_on >= min(years).first_day)
        .order_by(t.Round.starts_on)
    )
    departments = session.execute(select(t.Department.id, t.Department.name).order_by(t.Department.name))
    levels = session.scalars(
        select(t.ClassGroup.year_level)
        .where(t.ClassGroup.year_level.is_not(None))
        .distinct()
        .order_by(t.ClassGroup.year_level)
    )
    used = select(t.Visit.instrument_id).where(*in_picture).distinct()
    instruments = session.execute(
        select(t.Instrument.key, t.Instrument.title)
        .where(t.Instrument.id.in_(used))
        .order_by(t.Instrument.version)
    )
    return Choices(
        {
            Split.ROUND: {row.id: row.title.lower() for row in rounds},
            Split.DEPARTMENT: {row.id: row.name for row in departments},
            Split.FORM: FORMS,
            Split.PURPOSE: {str(one): one.word for one in Purpose if one is not Purpose.APPRAISAL},
            Split.ANNOUNCED: ANNOUNCED,
            Split.YEAR_LEVEL: {str(level): f"leerjaar {level}" for level in levels},
            Split.INSTRUMENT: {row.key: row.title for row in instruments},
        }
    )
