"""This file is what the bar above the observing page says: in which state the visit is, or what failed."""

from datetime import date

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.visit import VisitState
from lesobs.services.school import SchoolFileProblem
from lesobs.services.visits import VisitDetail
from lesobs.ui.widgets.bars import MessageKind

Message = tuple[MessageKind, str, str]
"""The kind of bar, its sentence, and what explains it."""


def state_message(detail: VisitDetail, today: date) -> Message | None:
    """What to know about a visit in this state; None while it is busy, when nothing must stand in the way."""
    line, unscored = detail.line, len(detail.ratings) - detail.scored
    match line.state:
        case VisitState.PLANNED:
            hour = f", les {line.lesson_hour}" if line.lesson_hour else ""
            return (
                "info",
                f"Gepland voor {dutch.day(line.held_on)}{hour}.",
                "Begin het bezoek met F5. Je eerste score of aantekening begint het ook.",
            )
        case VisitState.VISITED:
            rest = (
                "Loop rustig na wat nog geen score heeft (Ctrl+U)." if unscored else "Alles heeft een score."
            )
            return "info", f"Afgerond{_finished(detail, today)}.", rest
        case VisitState.DISCUSSED:
            return "info", "Besproken.", "Aanvullen kan nog, tot het bezoek is vastgesteld."
        case VisitState.SETTLED:
            return "info", "Vastgesteld.", "Heropenen kan in de nabespreking."
        case _:
            return None


def refusal_message(refusal: RuleBroken) -> Message:
    """What was refused and why; where writing failed also what becomes of the text."""
    if isinstance(refusal, SchoolFileProblem):
        kept = "Wat je typte blijft staan en wordt vanzelf opnieuw bewaard."
        return "error", f"Niet bewaard. {refusal}", f"{refusal.advice} {kept}"
    return "attention", str(refusal), ""


def _finished(detail: VisitDetail, today: date) -> str:
    if detail.finished_at is None:
        return ""
    moment = dutch.local(detail.finished_at)
    day = "" if moment.date() == today else f" {dutch.day(moment.date())}"
    return f"{day} om {dutch.clock(moment)}"
