"""This file is what a year plan would add to the calendar, row by row, and what can't be used and why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from lesobs.domain import dutch
from lesobs.domain.activity import ActivityStatus, require_period
from lesobs.domain.cycle import Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.plan_columns import WHEN_FIELDS, PlanField
from lesobs.domain.plan_dates import Column, When, read_when
from lesobs.domain.roster.cells import clean
from lesobs.domain.roster.columns import plain
from lesobs.domain.roster.model import SheetRow
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.standards import STANDARDS
from lesobs.domain.texts import key, require_text, require_title

Kind = Literal["nieuw", "aanwezig", "overgeslagen"]
NAMED = (
    *(PlanField.OWNER, PlanField.SECTION, PlanField.DEPARTMENT),
    *(PlanField.STANDARD, PlanField.PHASE, PlanField.STATUS),
)
"""The columns whose words must mean something the school knows."""

_PHASES = {
    Phase.PLAN: "p plan plannen planning voorbereiden voorbereiding",
    Phase.DO: "d do doen uitvoeren uitvoering",
    Phase.CHECK: "c check checken controleren opnieuwkijken evalueren evaluatie evaluaties meten",
    Phase.ACT: "a act borgen bijstellen borgenofbijstellen verbeteren bijsturen",
}
_STATUSES = {
    ActivityStatus.TODO: "nogtedoen tedoen todo open gepland nogniet nee",
    ActivityStatus.DOING: "bezig loopt lopend inuitvoering gestart",
    ActivityStatus.DONE: "klaar gereed af afgerond gedaan uitgevoerd ja",
    ActivityStatus.DROPPED: "vervallen geschrapt gaatnietdoor",
}
_WORDS: Mapping[PlanField, Mapping[str, str]] = {
    PlanField.PHASE: {word: phase.value for phase, words in _PHASES.items() for word in words.split()},
    PlanField.STATUS: {word: one.value for one, words in _STATUSES.items() for word in words.split()},
    PlanField.STANDARD: {plain(word): code for code, name in STANDARDS.items() for word in (code, name)}
    | {plain(code + name): code for code, name in STANDARDS.items()},
}
_GUARDED = ("'=", "'+", "'-", "'@")
"""A CSV file has an apostrophe before what a spreadsheet would take for a formula."""
_COLUMNS = {PlanField.START: Column.DAYS, PlanField.END: Column.DAYS, PlanField.WEEK: Column.WEEKS}


@dataclass(frozen=True, slots=True)
class NewActivity:
    """What a row becomes in the calendar."""

    title: str
    starts_on: date
    ends_on: date
    phase: Phase
    standard: str
    status: ActivityStatus
    description: str = ""
    owner_id: str | None = None
    section_id: str | None = None
    department_id: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Something the school has, with all the words it goes by."""

    id: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanSchool:
    """What the school has already. `activities` are (title, first day, last day)."""

    known: Mapping[PlanField, tuple[Known, ...]]
    activities: tuple[tuple[str, date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class PlanChoices:
    """What the user says about a plan. `columns` tells what each column is, by number from 0; `meanings` what
    a word means, by (field, word): an id or code, None to leave it open. `standard` and `phase` are for rows
    that say nothing about those."""

    year: SchoolYear
    columns: Mapping[int, PlanField]
    meanings: Mapping[tuple[PlanField, str], str | None] = field(default_factory=dict)
    standard: str | None = None
    phase: Phase | None = None


@dataclass(frozen=True, slots=True)
class PlanWord:
    """A name or word in the plan, in how many rows, and what it means; None when that is not known."""

    field: PlanField
    text: str
    rows: int
    value: str | None
    chosen: bool
    """Whether the user said what it means."""

    @property
    def key(self) -> tuple[PlanField, str]:
        return self.field, key(self.text)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One row of the plan; `new` is there for `nieuw` only."""

    kind: Kind
    row: int
    title: str
    when: str
    detail: str = ""
    new: NewActivity | None = None


@dataclass(frozen=True, slots=True)
class YearPlan:
    """What would happen. `without` counts rows that wait for a standard or a phase."""

    lines: tuple[PlanLine, ...]
    words: tuple[PlanWord, ...]
    without: Mapping[PlanField, int]

    @property
    def new(self) -> tuple[NewActivity, ...]:
        return tuple(line.new for line in self.lines if line.new is not None)

    def count(self, kind: Kind) -> int:
        return sum(line.kind == kind for line in self.lines)


def plan(rows: Iterable[SheetRow], choices: PlanChoices, school: PlanSchool) -> YearPlan:
    """What the rows below the headings would add. A row that can't be used never stops the others."""
    reading = _Reading(choices, school)
    lines = [line for row in rows if (line := reading.read(row)) is not None]
    return YearPlan(tuple(lines), tuple(reading.words()), dict(reading.without))


class _Reading:
    def __init__(self, choices: PlanChoices, school: PlanSchool) -> None:
        self._choices, self._school = choices, school
        self._at: dict[PlanField, int] = {name: at for at, name in choices.columns.items()}
        self._there = {(key(title), first, last): 0 for title, first, last in school.activities}
        self._titles = {key(title): (first, last) for title, first, last in school.activities}
        self._counted: Counter[tuple[PlanField, str]] = Counter()
        self._texts: dict[tuple[PlanField, str], str] = {}
        self.without: Counter[PlanField] = Counter()

    def read(self, row: SheetRow) -> PlanLine | None:
        """One row; None for one with nothing in the columns that are read."""
        cells = {name: self._cell(row, at) for name, at in self._at.items()}
        if not any(cells.values()):
            return None
        title = " ".join(cells.get(PlanField.TITLE, "").split())
        values = {name: self._value(name, cells.get(name, "")) for name in NAMED}
        when = ""
        try:
            if not title:
                raise RuleBroken("geen titel")
            require_title(title, "de activiteit")
            period = self._period(cells)
            when = dutch.period(period.first, period.last)
            require_period(period.first, period.last)
            new, remarks = self._activity(title, period, cells, values)
        except RuleBroken as refusal:
            return PlanLine("overgeslagen", row.number, title, when, _sentence(str(refusal)))
        return self._line(row.number, new, when, remarks)

    def words(self) -> Iterator[PlanWord]:
        """The names and words of the plan, unknown ones first, the most frequent before the others."""
        found = [
            PlanWord(
                place[0], self._texts[place], rows, self._meaning(*place), place in self._choices.meanings
            )
            for place, rows in self._counted.items()
        ]
        yield from sorted(
            found, key=lambda one: (one.value is not None, NAMED.index(one.field), -one.rows, one.text)
        )

    def _cell(self, row: SheetRow, at: int) -> str:
        text = row.cells[at].strip() if at < len(row.cells) else ""
        return text[1:] if text.startswith(_GUARDED) else text

    def _value(self, name: PlanField, text: str) -> str | None:
        """What a word means to the school; it is remembered for the list of words."""
        text = clean(text)
        if not text:
            return None
        self._counted[name, key(text)] += 1
        self._texts.setdefault((name, key(text)), text)
        return self._meaning(name, key(text))

    def _meaning(self, name: PlanField, word: str) -> str | None:
        if (name, word) in self._choices.meanings:
            return self._choices.meanings[name, word]
        if name in _WORDS:
            return _WORDS[name].get(plain(word))
        found = [one.id for one in self._school.known.get(name, ()) if word in map(key, one.words)]
        return found[0] if len(found) == 1 else None

    def _period(self, cells: Mapping[PlanField, str]) -> When:
        """Begin and end, or the first of the other columns that says when."""
        year = self._choices.year
        told = [name for name in WHEN_FIELDS if clean(cells.get(name, ""))]
        end = clean(cells.get(PlanField.END, ""))
        if not told and not end:
            raise RuleBroken("geen datum, week of maand")
        column = told[0] if told else PlanField.END
        first = read_when(cells[column], year, _COLUMNS.get(column, Column.ANY))
        if not end or column not in (PlanField.START, PlanField.WHEN):
            return first
        last = read_when(end, year, Column.DAYS)
        remarks = "; ".join(filter(None, (first.remark, last.remark)))
        return When(first.first, last.last, remarks)

    def _activity(
        self,
        title: str,
        period: When,
        cells: Mapping[PlanField, str],
        values: Mapping[PlanField, str | None],
    ) -> tuple[NewActivity, list[str]]:
        standard = values[PlanField.STANDARD] or self._choices.standard
        phase = values[PlanField.PHASE] or self._choices.phase
        missing = [
            name
            for name, value in ((PlanField.STANDARD, standard), (PlanField.PHASE, phase))
            if value is None
        ]
        self.without.update(missing)
        if missing:
            words = " en ".join(f"geen {name.value}" for name in missing)
            raise RuleBroken(f"{words}; kies er een voor alle regels zonder")
        assert standard is not None and phase is not None
        unknown = {name: clean(cells.get(name, "")) for name in NAMED if values[name] is None}
        kept = [
            f"{name.value.capitalize()} in het jaarplan: {text}" for name, text in unknown.items() if text
        ]
        description = "\n\n".join(filter(None, (cells.get(PlanField.DESCRIPTION, ""), "\n".join(kept))))
        require_text(description, "de omschrijving")
        remarks = [*([period.remark] if period.remark else []), *self._remarks(unknown)]
        new = NewActivity(
            title,
            period.first,
            period.last,
            Phase(phase),
            standard,
            ActivityStatus(values[PlanField.STATUS] or ActivityStatus.TODO),
            description,
            values[PlanField.OWNER],
            values[PlanField.SECTION],
            values[PlanField.DEPARTMENT],
        )
        return new, remarks

    def _remarks(self, unknown: Mapping[PlanField, str]) -> Iterator[str]:
        instead = {PlanField.STANDARD: self._choices.standard or "", PlanField.STATUS: "nog te doen"}
        if self._choices.phase is not None:
            instead[PlanField.PHASE] = self._choices.phase.word
        for name, text in unknown.items():
            if text:
                becomes = f"wordt {instead[name]}" if name in instead else "blijft leeg"
                yield f"{name.value} ‘{text}’ {becomes}, en staat in de omschrijving"

    def _line(self, row: int, new: NewActivity, when: str, remarks: Sequence[str]) -> PlanLine:
        place = (key(new.title), new.starts_on, new.ends_on)
        if place in self._there:
            other = self._there[place]
            detail = f"Staat ook in rij {other}." if other else "Staat al in de kalender."
            return PlanLine("overgeslagen" if other else "aanwezig", row, new.title, when, detail)
        said = list(remarks)
        if before := self._titles.get(key(new.title)):
            said.append(f"dezelfde titel staat ook op {dutch.period(*before)}")
        self._there[place] = row
        self._titles[key(new.title)] = (new.starts_on, new.ends_on)
        return PlanLine("nieuw", row, new.title, when, _sentence("; ".join(said)), new)


def _sentence(words: str) -> str:
    if not words:
        return ""
    whole = words[:1].upper() + words[1:]
    return whole if whole.endswith((".", "?", "!")) else f"{whole}."
