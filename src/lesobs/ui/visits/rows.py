"""This file is the rows of the list of visits: what each shows, and which are wanted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lesobs.domain import dutch
from lesobs.domain.instrument import kind_word
from lesobs.domain.schoolyear import SchoolDays
from lesobs.domain.texts import folded
from lesobs.domain.visit import LONG_WAIT, VisitState
from lesobs.services.visit_lines import VisitLine
from lesobs.ui.delegates.cells import ChipCell, LinesCell, TextCell
from lesobs.ui.models.table import Column
from lesobs.ui.widgets.marks import ChipKind

_CHIPS: dict[VisitState, tuple[ChipKind, str]] = {
    VisitState.PLANNED: ("plain", "cal"),
    VisitState.BUSY: ("info", "visit"),
    VisitState.VISITED: ("plain", "chat"),
    VisitState.DISCUSSED: ("plain", "check"),
    VisitState.SETTLED: ("done", "lock"),
}
_ORDER = list(VisitState)


class StateFilter(StrEnum):
    """Which states are shown; the words stand in the switch above the list."""

    ALL = "all"
    PLANNED = "planned"
    TO_DISCUSS = "to_discuss"
    DISCUSSED = "discussed"
    SETTLED = "settled"

    @property
    def word(self) -> str:
        return {
            "all": "Alle",
            "planned": "Gepland",
            "to_discuss": "Te bespreken",
            "discussed": "Besproken",
            "settled": "Vastgesteld",
        }[self.value]

    def holds(self, visit: VisitLine) -> bool:
        """Whether a visit in its state is wanted; one that is busy still stands with the plans, and of a
        duo-visit only the half that the talk goes by waits to be discussed."""
        if self is StateFilter.TO_DISCUSS and visit.duo_of_id is not None:
            return False
        return (
            self is StateFilter.ALL
            or self
            is {
                VisitState.PLANNED: StateFilter.PLANNED,
                VisitState.BUSY: StateFilter.PLANNED,
                VisitState.VISITED: StateFilter.TO_DISCUSS,
                VisitState.DISCUSSED: StateFilter.DISCUSSED,
                VisitState.SETTLED: StateFilter.SETTLED,
            }[visit.state]
        )


@dataclass(frozen=True, slots=True)
class Filter:
    """What the user wants to see; empty means everything. Every word of `words` must occur."""

    words: str = ""
    state: StateFilter = StateFilter.ALL
    section: str | None = None
    observer_id: str | None = None
    only: frozenset[str] | None = None
    """Ids of visits, when only these are wanted."""

    @property
    def is_empty(self) -> bool:
        return self == Filter()


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit of the list. `days` are school days: from lesson to talk, or waited until today."""

    visit: VisitLine
    days: int | None
    words: str
    """Everything one can search for, without capitals and accents."""

    @property
    def waits(self) -> bool:
        return self.visit.state is VisitState.VISITED and self.visit.duo_of_id is None

    @property
    def waits_long(self) -> bool:
        return self.waits and (self.days or 0) >= LONG_WAIT


def make_rows(
    visits: Sequence[VisitLine], codes: Mapping[str, str], today: date, school_days: SchoolDays
) -> list[VisitRow]:
    """The rows of these visits; `codes` are the codes of teachers by their id."""
    return [
        VisitRow(
            visit=visit,
            days=_days(visit, today, school_days),
            words=folded(
                " ".join(
                    (
                        codes.get(visit.teacher_id, ""),
                        visit.teacher,
                        visit.section,
                        visit.class_group,
                        visit.observer,
                        f"duo {visit.duo_with}" if visit.duo_with else "",
                        visit.focus_question,
                    )
                )
            ),
        )
        for visit in visits
    ]


def _days(visit: VisitLine, today: date, school_days: SchoolDays) -> int | None:
    if visit.duo_of_id is not None:
        return None
    if visit.state is VisitState.VISITED:
        return max(0, school_days.after(visit.held_on, today))
    if visit.state.seen and visit.talked_on is not None:
        return school_days.after(visit.held_on, visit.talked_on)
    return None


def wanted(rows: Sequence[VisitRow], chosen: Filter) -> list[VisitRow]:
    """The rows that fit, in the order they had."""
    return [row for row in _without_state(rows, chosen) if chosen.state.holds(row.visit)]


def counts(rows: Sequence[VisitRow], chosen: Filter) -> dict[StateFilter, int]:
    """How many rows each state would show beside the rest of the filter."""
    found = _without_state(rows, chosen)
    return {state: sum(state.holds(row.visit) for row in found) for state in StateFilter}


def _without_state(rows: Sequence[VisitRow], chosen: Filter) -> list[VisitRow]:
    words = folded(chosen.words).split()
    return [
        row
        for row in rows
        if (chosen.only is None or row.visit.id in chosen.only)
        and (chosen.section is None or row.visit.section == chosen.section)
        and (chosen.observer_id is None or row.visit.observer_id == chosen.observer_id)
        and all(word in row.words for word in words)
    ]


def when(visit: VisitLine) -> str:
    """`week 47 · les 3`."""
    hour = f" · les {visit.lesson_hour}" if visit.lesson_hour else ""
    return f"week {dutch.week(visit.held_on)}{hour}"


def state_chip(visit: VisitLine) -> ChipCell:
    """The state as a chip: word and sign, and how far the scores are while something is still missing."""
    kind, icon = _CHIPS[visit.state]
    unfinished = visit.state in (VisitState.BUSY, VisitState.VISITED) and visit.scored < visit.indicators
    words = f"{visit.state.word} {visit.scored}/{visit.indicators}" if unfinished else visit.state.word
    return ChipCell(words, kind, icon)


def talk_words(row: VisitRow) -> tuple[str, str]:
    """How long the talk waits or came after the lesson, in two short lines; empty before the lesson. The
    other half of a duo-visit says with whom the talk is."""
    if row.visit.duo_of_id is not None:
        return ("gesprek bij", row.visit.duo_with)
    if row.days is None:
        return ("", "")
    if row.days == 0:
        return ("vandaag", "wacht op gesprek") if row.waits else ("dezelfde dag", "besproken")
    days = dutch.count(row.days, "schooldag", "schooldagen")
    return (days, "wacht op gesprek") if row.waits else (days, "na de les")


def _talk(row: VisitRow) -> LinesCell:
    text, caption = talk_words(row)
    if row.visit.duo_of_id is not None:
        caption = caption.split(" ")[0]
    return LinesCell(text, caption, "attention" if row.waits_long else "ink", row.waits_long)


def _talk_spoken(row: VisitRow) -> str:
    text, caption = talk_words(row)
    if row.visit.duo_of_id is not None:
        return f"{text} {caption}"
    return f"{caption}, {text}" if text else ""


def form_words(visit: VisitLine) -> str:
    """The form of a visit in one word or two: flits, volledig, and whether two observers came."""
    return f"{visit.kind} · duo" if visit.duo_with else visit.kind


def _observer(visit: VisitLine) -> TextCell | LinesCell:
    if not visit.duo_with:
        return TextCell(visit.observer)
    return LinesCell(visit.observer, f"duo met {visit.duo_with.split(' ')[0]}")


COLUMNS: tuple[Column[VisitRow], ...] = (
    Column(
        "Datum",
        lambda row: (row.visit.held_on, row.visit.lesson_hour or 0),
        text=lambda row: f"{dutch.day(row.visit.held_on)}, {when(row.visit)}",
        cell=lambda row: LinesCell(dutch.day(row.visit.held_on, year=False), when(row.visit)),
        width=98,
    ),
    Column(
        "Docent",
        lambda row: row.visit.teacher_sort,
        text=lambda row: row.visit.teacher,
        cell=lambda row: TextCell(row.visit.teacher, strong=True),
        tooltip=lambda row: row.visit.teacher,
        width=0,
    ),
    Column(
        "Sectie en klas",
        lambda row: (folded(row.visit.section), folded(row.visit.class_group)),
        text=lambda row: " ".join((row.visit.section, row.visit.class_group)).strip(),
        cell=lambda row: LinesCell(row.visit.section, row.visit.class_group),
        tooltip=lambda row: row.visit.section,
        width=116,
    ),
    Column(
        "Waarnemer",
        lambda row: row.visit.observer,
        text=lambda row: ", duo met ".join(filter(None, (row.visit.observer, row.visit.duo_with))),
        cell=lambda row: _observer(row.visit),
        tooltip=lambda row: row.visit.observer,
        width=136,
    ),
    Column(
        "Soort en doel",
        lambda row: (row.visit.kind, row.visit.purpose.word),
        text=lambda row: f"{kind_word(row.visit.kind)}, {row.visit.purpose.word}",
        cell=lambda row: LinesCell(form_words(row.visit), row.visit.purpose.word),
        tooltip=lambda row: row.visit.instrument,
        width=100,
    ),
    Column(
        "Gescoord",
        lambda row: row.visit.scored,
        text=lambda row: f"{row.visit.scored}/{row.visit.indicators}",
        accessible=lambda row: f"{row.visit.scored} van {row.visit.indicators} gescoord",
        title_tip="Hoeveel indicatoren een score hebben",
        width=88,
    ),
    Column(
        "Status",
        lambda row: _ORDER.index(row.visit.state),
        text=lambda row: row.visit.state.word,
        cell=lambda row: state_chip(row.visit),
        width=124,
    ),
    Column(
        "Nabespreking",
        lambda row: None if row.days is None else (row.waits, row.days),
        text=lambda row: " ".join(talk_words(row)).strip(),
        accessible=_talk_spoken,
        cell=_talk,
        title_tip="Schooldagen tussen de les en het gesprek",
        width=112,
    ),
)
GIVEN_UP = ("Gescoord", "Soort en doel", "Waarnemer", "Sectie en klas")
"""Columns that make room in a narrow list, the first first; the panel beside the list shows them too."""
