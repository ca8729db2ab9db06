"""This file is how activities and cycles are said in words, on the page and aloud."""

import re
from datetime import date
from html import escape

from lesobs.domain import dutch
from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Outcome, Phase
from lesobs.services.calendar import ActivityLine
from lesobs.services.cycles import CycleLine
from lesobs.services.round_rows import PlannedVisit
from lesobs.ui.delegates.rows import RowLine
from lesobs.ui.widgets.marks import ChipKind

PHASE_TITLES = {
    Phase.PLAN: "Plannen",
    Phase.DO: "Doen",
    Phase.CHECK: "Opnieuw kijken",
    Phase.ACT: "Borgen of bijstellen",
}
PHASE_NAMES = {Phase.PLAN: "Plan", Phase.DO: "Do", Phase.CHECK: "Check", Phase.ACT: "Act"}


def one_line(text: str) -> str:
    """Text of a user on one line."""
    return " ".join(text.split())


def breakable(text: str) -> str:
    """Text whose longest words may go on at the next line; a label would cut them off."""
    return re.sub(r"(\S{24})(?=\S)", "\\1\u200b", text)


def short_weeks(start: date, end: date) -> str:
    """`wk 48–49` or `wk 48`; over more than a year with the years."""
    if (end - start).days > dutch.LONG_DAYS:
        return dutch.weeks(start, end).replace("week", "wk")
    same = start.isocalendar()[:2] == end.isocalendar()[:2]
    return f"wk {dutch.week(start)}" if same else f"wk {dutch.week(start)}–{dutch.week(end)}"


def status_chip(line: ActivityLine) -> tuple[str, ChipKind]:
    """How far an activity is, as a chip."""
    if line.overdue:
        return f"over tijd sinds wk {dutch.week(line.ends_on)}", "attention"
    if line.suggested:
        return "suggestie", "info"
    kinds: dict[ActivityStatus, ChipKind] = {ActivityStatus.DONE: "done", ActivityStatus.DOING: "info"}
    return line.status.word, kinds.get(line.status, "plain")


def tip(text: str) -> str:
    """A tool tip that shows text as it is: Qt would read `<b>` in a title as markup."""
    return f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>" if text else ""


def about(line: ActivityLine) -> str:
    """An activity in a few lines, for a tool tip."""
    status = status_chip(line)[0]
    return "\n".join(
        (
            line.title,
            f"{dutch.period(line.starts_on, line.ends_on)} · {dutch.weeks(line.starts_on, line.ends_on)}",
            f"{line.phase.letter}, {line.phase.word} · {line.standard} · {status}",
            line.owner or "nog geen eigenaar",
        )
    )


def spoken(line: ActivityLine) -> str:
    """An activity as it is read aloud."""
    owner = line.owner or "geen eigenaar"
    return ", ".join(
        (
            one_line(line.title),
            f"fase {line.phase.word}",
            dutch.period(line.starts_on, line.ends_on),
            owner,
            status_chip(line)[0],
        )
    )


def about_visit(visit: PlannedVisit) -> str:
    """A planned visit in a few lines, for a tool tip."""
    lesson = f"{visit.section} {visit.class_group}".strip()
    hour = f", les {visit.lesson_hour}" if visit.lesson_hour else ""
    return f"Lesbezoek bij {visit.teacher}\n{lesson}\n{dutch.day(visit.held_on)}{hour}\n{visit.observers}"


def spoken_visit(visit: PlannedVisit) -> str:
    """A planned visit as it is read aloud."""
    hour = f", les {visit.lesson_hour}" if visit.lesson_hour else ""
    return f"Lesbezoek bij {visit.teacher}, {dutch.day(visit.held_on)}{hour}, {visit.observers}"


def waits_for(cycle: CycleLine, today: date) -> tuple[str, bool]:
    """What a cycle waits for in one line, and whether that needs attention."""
    if cycle.closed_on is not None and cycle.outcome is not None:
        return f"{cycle.outcome.word} op {dutch.day(cycle.closed_on)}", False
    name = PHASE_NAMES[cycle.phase]
    if cycle.phase is Phase.ACT:
        return f"{name} · kies: borgen, bijstellen of stoppen", False
    if cycle.check_on is None:
        return f"{name} · geen checkdatum", True
    late = cycle.check_on < today
    until = f"check was vóór {dutch.day(cycle.check_on)}" if late else f"vóór {dutch.day(cycle.check_on)}"
    if cycle.phase is Phase.CHECK:
        return f"{name} · {new_lessons_words(cycle)} · {until}", late
    if cycle.phase is Phase.PLAN:
        return f"{name} · opnieuw kijken {until}", late
    done = f"{cycle.activities_done} van {cycle.activities} activiteiten klaar"
    return f"{name} · {done if cycle.activities else 'nog geen activiteiten'} · {until}", late


def closed_chip(cycle: CycleLine) -> tuple[str, ChipKind]:
    """How a cycle ended, as a chip."""
    if cycle.closed_on is None or cycle.outcome is None:
        return "", "plain"
    kind: ChipKind = "done" if cycle.outcome is Outcome.SECURE else "plain"
    return f"{cycle.outcome.word} {dutch.day(cycle.closed_on, year=False)}", kind


def baseline_words(cycle: CycleLine) -> str:
    """`3 van 12 lessen op 3 of 4`, with the code before it where there are several indicators; nothing when
    the cycle does not start from counts."""
    if len(cycle.indicators) == 1:
        tally = cycle.indicators[0].baseline
        return (
            f"{tally.high} van {dutch.count(tally.scored, 'les', 'lessen')} op 3 of 4" if tally.scored else ""
        )
    figures = (f"{one.code} {one.baseline.high} van {one.baseline.scored}" for one in cycle.measured)
    return f"{', '.join(figures)} op 3 of 4" if cycle.measured else ""


def target_words(cycle: CycleLine) -> str:
    """`67 % van de lessen op 3 of 4`, with the code before it where there are several indicators."""
    aimed = [one for one in cycle.indicators if one.target_percent is not None]
    several = len(cycle.indicators) > 1
    figures = (
        f"{one.code} {one.target_percent} %" if several else f"{one.target_percent} %" for one in aimed
    )
    return f"{', '.join(figures)} van de lessen op 3 of 4" if aimed else ""


def new_lessons_words(cycle: CycleLine) -> str:
    """`5 nieuwe lessen`, with what was not seen in them."""
    lessons = dutch.count(cycle.new_lessons, "nieuwe les", "nieuwe lessen")
    unseen = [one.code or one.title for one in cycle.indicators if not one.new_lessons]
    return f"{lessons}, niet bij {dutch.listed(unseen)}" if cycle.new_lessons and unseen else lessons


def activity_row(line: ActivityLine, more: str = "", hint: str = "") -> RowLine:
    """An activity as the row of a list; `more` comes after its days, `hint` below them in the tool tip."""
    chip, kind = status_chip(line)
    title, when = one_line(line.title), dutch.period(line.starts_on, line.ends_on)
    owner = line.owner or "nog geen eigenaar"
    return RowLine(
        line.id,
        title,
        caption=f"{owner} · {when}{more}",
        phase=line.phase.letter,
        chip=chip,
        chip_kind=kind,
        tooltip=tip(f"{title}\n{owner}\n{when}{hint}"),
    )
