"""This file is what a picture can be narrowed by: the labels that occur, and the words for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from lesobs.domain.dutch import listed
from lesobs.domain.month import from_to, periods, said
from lesobs.domain.narrowing import Split, ToldYear, Wanted
from lesobs.domain.picture import Group, Grouping, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.visit import Purpose
from lesobs.storage import tables as t

NOTHING = "-"
"""The label of lessons outside any round, or of a class without department or year level."""

NO_LABEL = {
    Split.ROUND: "buiten een ronde",
    Split.DEPARTMENT: "zonder afdeling",
    Split.YEAR_LEVEL: "zonder leerjaar",
}
FORMS = {"volledig": "volledig bezoek", "flits": "flitsbezoek", "duo": "duo-bezoek"}
ANNOUNCED = {"ja": "aangekondigd", "nee": "onaangekondigd"}


@dataclass(frozen=True, slots=True)
class Choices:
    """For each split the labels that occur with their words, in the order to show them."""

    words: Mapping[Split, Mapping[str, str]]

    def rows(self, grouping: Grouping) -> list[Group]:
        """The rows of a picture by department or year level; empty for sections and clusters."""
        split = {Grouping.DEPARTMENT: Split.DEPARTMENT, Grouping.YEAR_LEVEL: Split.YEAR_LEVEL}.get(grouping)
        return [Group(label, word) for label, word in self.words[split].items()] if split else []

    def sentence(self, wanted: Wanted) -> str:
        """Which lessons were chosen, as in `ronde 1, alleen havo en vwo`; empty when all count."""
        return ", ".join(
            f"{PREFIX[split]}{self.listed(split, wanted[split]) or 'niets'}"
            for split in Split
            if split in wanted
        )

    def listed(self, split: Split, labels: Iterable[str]) -> str:
        """`ronde 1 en 2`: these labels in words, without what they begin with alike."""
        known, chosen = self.words[split], set(labels)
        if split is Split.MONTH:
            return listed(map(said, periods(chosen)))
        first, *rest = [word for label, word in known.items() if label in chosen] or [""]
        begin = f"{first.split(' ')[0]} "
        return listed([first, *(word.removeprefix(begin) if " " in first else word for word in rest)])

    def fitting(self, question: PictureFilter) -> PictureFilter:
        """The question without labels that do not occur, and without what chooses all there is."""
        kept = {split: labels & self.words[split].keys() for split, labels in question.wanted.items()}
        return replace(
            question,
            wanted={
                split: labels
                for split, labels in kept.items()
                if labels and labels != self.words[split].keys()
            },
        )


PREFIX = {
    Split.ROUND: "",
    Split.MONTH: "",
    Split.DEPARTMENT: "alleen ",
    Split.FORM: "alleen ",
    Split.PURPOSE: "alleen doel ",
    Split.ANNOUNCED: "alleen ",
    Split.YEAR_LEVEL: "alleen ",
    Split.INSTRUMENT: "alleen met ",
}


def read_choices(session: Session, years: Sequence[SchoolYear], lessons: Iterable[ToldYear]) -> Choices:
    """The words of the labels that occur in the lessons of these years."""
    every = [one.lessons.labels for one in lessons]
    occurring = {split: frozenset().union(*(labels[split] for labels in every)) for split in Split}
    all_words = {
        Split.ROUND: _rounds(session, years),
        Split.DEPARTMENT: {
            row.id: row.name
            for row in session.execute(select(t.Department.id, t.Department.name).order_by(t.Department.name))
        },
        Split.FORM: FORMS,
        Split.PURPOSE: {str(one): one.word for one in Purpose},
        Split.ANNOUNCED: ANNOUNCED,
        Split.YEAR_LEVEL: {
            label: f"leerjaar {label}" for label in sorted(occurring[Split.YEAR_LEVEL] - {NOTHING}, key=int)
        },
        Split.INSTRUMENT: {
            row.key: row.title
            for row in session.execute(
                select(t.Instrument.key, t.Instrument.title).order_by(t.Instrument.version)
            )
        },
    }
    return Choices(
        {
            split: {
                label: word
                for label, word in {**words, NOTHING: NO_LABEL.get(split, "")}.items()
                if label in occurring[split]
            }
            for split, words in all_words.items()
        }
        | {Split.MONTH: _months(occurring[Split.MONTH])}
    )


def _months(occurring: frozenset[str]) -> dict[str, str]:
    """From the first month with lessons to the last, also those in between without any."""
    months = from_to((min(occurring), max(occurring))) if occurring else []
    return {label: said((label, label)) for label in months}


def _rounds(session: Session, years: Sequence[SchoolYear]) -> dict[str, str]:
    """`ronde 1`, and of which year when there are several."""
    query = select(t.Round.id, t.Round.title, t.Round.starts_on).order_by(t.Round.starts_on)
    return {
        row.id: row.title.lower() + (f" ({SchoolYear.of(row.starts_on)})" if len(set(years)) > 1 else "")
        for row in session.execute(query)
    }
