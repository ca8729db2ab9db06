"""This file is what the bar above the observing page says: in which state the visit is, or what failed."""

from datetime import date, datetime

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.visit import VisitState
from lesobs.services.school import SchoolFileProblem
from lesobs.services.visit_detail import VisitDetail
from lesobs.ui.widgets.bars import Message

TO_UNSCORED = "Volgende zonder score"


def state_message(detail: VisitDetail, today: date) -> Message | None:
    """What to know about a visit in this state; None while it is busy, when nothing must stand in the way."""
    line, unscored = detail.line, len(detail.ratings) - detail.scored
    match line.state:
        case VisitState.PLANNED:
            hour = f", les {line.lesson_hour}" if line.lesson_hour else ""
            begin = "Begin het bezoek met F5. Je eerste score of aantekening begint het ook."
            return Message(
                "info",
                f"Gepland voor {dutch.day(line.held_on)}{hour}.",
                f"{begin} {duo_words(detail)}".strip(),
            )
        case VisitState.VISITED if unscored:
            rest = f"Loop rustig na wat nog geen score heeft (Ctrl+U): nog {unscored}. {duo_words(detail)}"
            return Message("info", f"Afgerond{_finished(detail, today)}.", rest.strip(), TO_UNSCORED)
        case VisitState.VISITED:
            rest = f"Alles heeft een score. {duo_words(detail)}"
            return Message("done", f"Afgerond{_finished(detail, today)}.", rest.strip())
        case VisitState.DISCUSSED:
            return Message("info", "Besproken.", "Aanvullen kan nog, tot het bezoek is vastgesteld.")
        case VisitState.SETTLED:
            return Message("info", "Vastgesteld.", "Heropenen kan in de nabespreking.")
        case _:
            return None


def duo_words(detail: VisitDetail) -> str:
    """What each observer of a duo-visit knows of the other; empty for any other visit."""
    if not detail.line.duo_with:
        return ""
    when = "je ziet elkaars scores in het gesprek, als jullie allebei klaar zijn"
    return f"Duo-bezoek met {detail.line.duo_with}: {when}."


def resumed_message(what: str, last_written: datetime | None) -> Message:
    """Said when the program was stopped in the middle of this (`dit bezoek`)."""
    at = dutch.local(last_written) if last_written is not None else None
    moment = f" {dutch.clock(at)}.{at.second:02d}" if at is not None else " je laatste toets"
    return Message("done", f"Je was bezig met {what}.", f"Alles tot{moment} is bewaard.")


def begun_message(now: datetime) -> Message:
    """Said when the first score or note began the visit."""
    return Message("done", f"Het bezoek is begonnen om {dutch.clock(now)}.")


def set_back_message(before: datetime, now: datetime) -> Message:
    """Said when the clock of the laptop was set back during the lesson."""
    return Message(
        "attention",
        f"De klok van deze laptop is teruggezet, van {_moment(before, now)} naar {dutch.clock(now)}.",
        "Alles is er nog. Nieuwe aantekeningen krijgen de nieuwe tijd en kunnen daardoor eerder in de les "
        "staan; met F2 verander je een tijd.",
    )


def slept_message(before: datetime, now: datetime) -> Message:
    """Said when the laptop was asleep in the middle of the lesson."""
    return Message(
        "info",
        f"De laptop stond stil sinds {_moment(before, now)}.",
        f"Alles van daarvoor is er nog. Wat je nu opschrijft krijgt de tijd van nu, {dutch.clock(now)}; "
        "met F2 verander je een tijd.",
    )


def _moment(before: datetime, now: datetime) -> str:
    """A clock time, with its day when that was another."""
    day = "" if before.date() == now.date() else f"{dutch.day(before.date())} "
    return f"{day}{dutch.clock(before)}"


def gone_message() -> Message:
    """Said when the visit was removed while something of it was not kept yet."""
    return Message(
        "attention",
        "Dit bezoek is intussen verwijderd.",
        "Wat je typte staat er nog: met Ctrl+Z komt het bezoek terug, of kopieer je tekst eerst.",
    )


def overtaken_message(name: str) -> Message:
    """Said when a text was changed in two places at once."""
    return Message(
        "attention",
        f"De {name} was intussen ook ergens anders gewijzigd.",
        "Jouw tekst staat er nu; met Ctrl+Z komt de andere terug.",
    )


def refusal_message(refusal: RuleBroken) -> Message:
    """What was refused and why, where nothing was typed that could be lost."""
    if isinstance(refusal, SchoolFileProblem):
        return Message("error", f"Dat is niet bewaard. {refusal}", refusal.advice)
    return Message("attention", str(refusal))


def _finished(detail: VisitDetail, today: date) -> str:
    if detail.finished_at is None:
        return ""
    moment = dutch.local(detail.finished_at)
    day = "" if moment.date() == today else f" {dutch.day(moment.date())}"
    return f"{day} om {dutch.clock(moment)}"
