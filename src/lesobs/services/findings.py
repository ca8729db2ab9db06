"""This file is findings: what a team concludes from a picture, with the counts of that moment."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from lesobs.domain.activity import ActivityStatus, require_period, require_sensible
from lesobs.domain.cycle import Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.finding import FindingKind, FindingState, Turn, state_of
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Cell, Grouping, PictureFilter, PictureRow
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.small_groups import WHOLE_SCHOOL
from lesobs.domain.tally import Tally
from lesobs.domain.texts import LONGEST_TITLE, require_text
from lesobs.services.asked import Asked, asked_from, asked_to
from lesobs.services.cycle_scope import Scope, scope_of_finding
from lesobs.services.cycles import Cycles
from lesobs.services.picture_choices import NO_LABEL, NOTHING
from lesobs.services.tallies import tally_from, tally_to
from lesobs.storage import tables as t
from lesobs.storage.school_file import SchoolFile

TEACHING = "OP3"
"""The standard that lessons are about."""


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding as lists show it; `stands_on` says what its counts were made of, empty when not noted."""

    id: str
    kind: FindingKind
    text: str
    found_on: date
    school_year: str
    section: str
    indicator_key: str | None
    counts: Tally
    discussed_on: date | None = None
    stands_on: str = ""
    state: FindingState = FindingState.SEEN
    section_id: str | None = None
    asked: Asked | None = None
    """What the picture was asked; None when nobody noted it."""
    department: str = ""
    about: Scope | None = None
    """Whose lessons a cycle from it is about; None when no cycle can be about those."""

    @property
    def cluster(self) -> str:
        """The name of the cluster it is about; empty when it is about something else."""
        return "" if self.section or self.asked is None else self.asked.cluster

    @property
    def scope(self) -> str:
        """Whom it is about, as the picture named its row: `Wiskunde`, `cluster Talen`, `afdeling havo`."""
        if self.section or self.asked is None or self.asked.group == WHOLE_SCHOOL:
            return self.section or "hele school"
        match self.asked.question.rows:
            case Grouping.CLUSTER:
                return f"cluster {self.cluster}"
            case Grouping.DEPARTMENT:
                return f"afdeling {self.department}" if self.department else NO_LABEL[Split.DEPARTMENT]
            case Grouping.YEAR_LEVEL if self.asked.group != NOTHING:
                return f"leerjaar {self.asked.group}"
            case Grouping.YEAR_LEVEL:
                return NO_LABEL[Split.YEAR_LEVEL]
        return "hele school"


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a team agrees to do about a conclusion: until when, and who sees to it."""

    until: date
    owner_id: str | None = None


class Findings:
    """What teams concluded. Methods raise RuleBroken with the reason when something can't be done."""

    def __init__(self, file: SchoolFile, cycles: Cycles, today: Callable[[], date]) -> None:
        self._file, self._cycles, self._today = file, cycles, today

    def all(self) -> list[FindingLine]:
        """The newest first."""
        query = (
            select(t.Finding, func.coalesce(t.Section.name, ""), func.coalesce(t.Department.name, ""))
            .outerjoin(t.Section, t.Section.id == t.Finding.section_id)
            .outerjoin(t.Department, t.Department.id == t.Finding.asked["group"].as_string())
            .order_by(t.Finding.found_on.desc(), t.Finding.created_at.desc())
        )
        states = self._states()
        with self._file.reading() as session:
            return [
                FindingLine(
                    *(row.id, row.kind, row.text, row.found_on, row.school_year),
                    section=section,
                    indicator_key=row.indicator_key,
                    counts=tally_from(row.counts),
                    discussed_on=row.discussed_on,
                    stands_on=row.stands_on or "",
                    state=states(row.id, row.discussed_on is not None),
                    section_id=row.section_id,
                    asked=asked_from(row.asked),
                    department=department,
                    about=scope_of_finding(session, row),
                )
                for row, section, department in session.execute(query)
            ]

    def add(
        self,
        kind: FindingKind,
        text: str,
        year: SchoolYear,
        row: PictureRow,
        indicator_key: str,
        cell: Cell,
        *,
        stands_on: str = "",
        question: PictureFilter | None = None,
    ) -> str:
        """Write down what the team concludes from one cell of a picture, with the counts of this moment and
        the question it answered, so that later lessons can be asked the same."""
        if cell.tally is None:
            raise RuleBroken("Bij te weinig docenten zijn er geen cijfers om een bevinding op te bouwen.")
        with self._file.transaction("Bevinding toevoegen") as session:
            finding = t.Finding(
                id=t.new_id(),
                kind=kind,
                text=_checked(text),
                found_on=self._today(),
                school_year=year.name,
                section_id=session.scalar(select(t.Section.id).where(t.Section.id == row.group.key)),
                indicator_key=indicator_key,
                counts=tally_to(cell.tally),
                stands_on=stands_on or None,
                asked=asked_to(Asked(question, row.group.key)) if question is not None else None,
            )
            session.add(finding)
        return finding.id

    def conclude(
        self,
        kind: FindingKind,
        text: str,
        year: SchoolYear,
        section_id: str | None,
        indicator_key: str | None,
        agreed: Agreed | None = None,
        *,
        cluster: str = "",
    ) -> str:
        """Write down what a team concluded in its talk, held today; what it agreed becomes an activity under
        it, from today on. One action, also to undo. A team is that of a section, else of the cluster of this
        name, else the whole school."""
        today = self._today()
        if agreed is not None:
            _require_agreed(agreed, today)
        with self._file.transaction("Conclusie toevoegen") as session:
            finding = t.Finding(
                id=t.new_id(),
                kind=kind,
                text=_checked(text),
                found_on=today,
                discussed_on=today,
                school_year=year.name,
                section_id=section_id,
                indicator_key=indicator_key,
                counts={},
                asked=asked_to(Asked(PictureFilter((year,), Grouping.CLUSTER), cluster)) if cluster else None,
            )
            session.add(finding)
            session.flush()
            if agreed is not None:
                session.add(_activity(finding, agreed, today))
        return finding.id

    def concluded_today(self) -> list[FindingLine]:
        """What was written down after the talks of today, in the order it was."""
        today = self._today()
        lines = [one for one in self.all() if one.found_on == one.discussed_on == today]
        return [line for line in reversed(lines) if line.counts == Tally()]

    def take_back(self, finding_id: str) -> None:
        """Take away a conclusion with what was agreed about it, as long as nothing of that was done."""
        with self._file.transaction("Conclusie verwijderen") as session:
            finding = _finding(session, finding_id)
            under = select(t.Activity).where(t.Activity.finding_id == finding_id)
            activities = list(session.scalars(under))
            begun = any(one.status is not ActivityStatus.TODO for one in activities)
            if begun or _in_a_cycle(session, finding_id):
                raise RuleBroken("Hier is al mee begonnen. De conclusie blijft staan.")
            for activity in activities:
                session.delete(activity)
            session.flush()
            session.delete(finding)

    def change(self, finding_id: str, kind: FindingKind, text: str) -> None:
        """Other words, or another kind; the counts stay those of its own moment."""
        with self._file.transaction("Bevinding wijzigen") as session:
            finding = _finding(session, finding_id)
            finding.kind, finding.text = kind, _checked(text)

    def write(self, finding_id: str, text: str) -> None:
        """Other words, as they are typed."""
        _checked(text)
        with self._file.transaction("Bevinding wijzigen", merge=f"finding {finding_id}") as session:
            _finding(session, finding_id).text = text

    def discuss(self, finding_id: str, day: date | None) -> None:
        """The team talked about it on this day; None: not yet."""
        with self._file.transaction("Bevinding besproken") as session:
            finding = _finding(session, finding_id)
            if day is not None and day < finding.found_on:
                raise RuleBroken("Het gesprek kan niet vóór de bevinding zelf liggen. Kies een latere datum.")
            finding.discussed_on = day

    def remove(self, finding_id: str) -> None:
        """Take away a finding that nothing follows from yet."""
        with self._file.transaction("Bevinding verwijderen") as session:
            finding = _finding(session, finding_id)
            done = session.scalar(select(t.Activity.id).where(t.Activity.finding_id == finding_id).limit(1))
            if done or _in_a_cycle(session, finding_id):
                raise RuleBroken("Uit deze bevinding volgt al een cyclus of activiteit; zij blijft staan.")
            session.delete(finding)

    def _states(self) -> Callable[[str, bool], FindingState]:
        """Gives the state of a finding by its id, and whether it was discussed."""
        cycles = sorted(
            self._cycles.all(), key=lambda line: (line.closed_on is None, line.closed_on or date.max)
        )
        turns: dict[str, list[Turn]] = defaultdict(list)
        for line in cycles:
            for finding in line.finding_ids:
                turns[finding].append(Turn(line.phase, line.outcome, line.facts.looked_again))
        activities = self._activities({line.id: line.finding_ids for line in cycles})
        return lambda finding, discussed: state_of(discussed, activities[finding], turns[finding])

    def _activities(self, findings_of: Mapping[str, Sequence[str]]) -> Mapping[str, list[bool]]:
        """Of each finding the activities under it or its cycles: whether they are still to be done."""
        query = select(t.Activity.finding_id, t.Activity.cycle_id, t.Activity.status).where(
            or_(t.Activity.finding_id.is_not(None), t.Activity.cycle_id.is_not(None)),
            t.Activity.status != ActivityStatus.DROPPED,
        )
        found: dict[str, list[bool]] = defaultdict(list)
        with self._file.reading() as session:
            for finding_id, cycle_id, status in session.execute(query):
                for one in (finding_id,) if finding_id is not None else findings_of[cycle_id or ""]:
                    found[one].append(status.open)
        return found


def _in_a_cycle(session: Session, finding_id: str) -> bool:
    """Whether a cycle begins with this finding, or took it along."""
    return any(
        session.scalar(select(table.id).where(table.finding_id == finding_id).limit(1))
        for table in (t.Cycle, t.CycleIndicator)
    )


def _require_agreed(agreed: Agreed, today: date) -> None:
    require_sensible(agreed.until)
    if agreed.until < today:
        raise RuleBroken("De dag waarop jullie opnieuw kijken, is al geweest. Kies een latere datum.")
    require_period(today, agreed.until)


def _activity(finding: t.Finding, agreed: Agreed, today: date) -> t.Activity:
    """What a team agreed, in its own words; a long text goes on in the description."""
    title = " ".join(finding.text.split())
    whole = len(title) <= LONGEST_TITLE and "\n" not in finding.text
    return t.Activity(
        id=t.new_id(),
        title=title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…",
        description="" if whole else finding.text,
        phase=Phase.DO,
        standard=TEACHING,
        owner_id=agreed.owner_id,
        section_id=finding.section_id,
        finding_id=finding.id,
        starts_on=today,
        ends_on=agreed.until,
    )


def _finding(session: Session, finding_id: str) -> t.Finding:
    row = session.get(t.Finding, finding_id)
    if row is None:
        raise RuleBroken("Deze bevinding is er niet meer.")
    return row


def _checked(text: str) -> str:
    if not text.strip():
        raise RuleBroken("Schrijf in jullie eigen woorden op wat jullie zien.")
    require_text(text)
    return text.strip()
