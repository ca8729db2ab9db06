"""This file is what the bar above the observing page says: in which state the visit is, or what failed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.texts import LONGEST_TEXT
from lesobs.domain.visit import VisitState
from lesobs.services.school import SchoolFileProblem
from lesobs.services.visits import NoteDetail, VisitDetail
from lesobs.ui.observing.writer import Waiting
from lesobs.ui.widgets.bars import MessageKind

TRY_AGAIN, TO_UNSCORED = "Opnieuw proberen", "Volgende zonder score"


@dataclass(frozen=True)
class Message:
    """The kind of bar, its sentence, what explains it, and the words of its one button."""

    kind: MessageKind
    sentence: str
    more: str = ""
    action: str = ""


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
    return f"Duo-bezoek met {detail.line.duo_with}; je ziet elkaars scores als jullie allebei klaar zijn."


def resumed_message(last_written: datetime | None) -> Message:
    """Said when the program was stopped in the middle of this visit."""
    at = dutch.local(last_written) if last_written is not None else None
    moment = f" {dutch.clock(at)}.{at.second:02d}" if at is not None else " je laatste toets"
    return Message("done", "Je was bezig met dit bezoek.", f"Alles tot{moment} is bewaard.")


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


def waiting_message(failed: Sequence[Waiting]) -> Message:
    """What could not be written, why, and what to do about it."""
    refused = [one for one in failed if not isinstance(one.problem, SchoolFileProblem)]
    if refused:
        return _refused_message(refused[0])
    problem = failed[0].problem
    advice = problem.advice if isinstance(problem, SchoolFileProblem) else ""
    return Message(
        "error",
        f"Nog niet bewaard: {_names(failed)}. {problem}",
        f"{advice} Alles blijft hier staan, en lesobs probeert het vanzelf opnieuw.",
        TRY_AGAIN,
    )


def unkept_words(failed: Sequence[Waiting]) -> str:
    """What is lost, or not yet kept, by who goes away now; empty when all is kept."""
    if not failed:
        return ""
    message = waiting_message(failed)
    if message.kind == "error":
        return f"{message.sentence} Ga je weg, dan probeert lesobs het zolang het open is."
    return f"{message.sentence} Ga je weg, dan blijft de laatste bewaarde versie."


def _refused_message(one: Waiting) -> Message:
    text = one.value.text if isinstance(one.value, NoteDetail) else str(one.value)
    extra = len(text) - LONGEST_TEXT
    kept = "Je tekst blijft hier staan; bewaard is wat er eerder stond."
    if extra <= 0:
        return Message("attention", f"De {one.name} is nog niet bewaard. {one.problem}", kept)
    return Message(
        "attention",
        f"De {one.name} is te lang om te bewaren: {_thousands(len(text))} van hooguit "
        f"{_thousands(LONGEST_TEXT)} tekens.",
        f"Haal er {dutch.count(extra, 'teken', 'tekens')} af, of knip een stuk naar een nieuwe aantekening. "
        f"{kept}",
    )


def _names(failed: Sequence[Waiting], most: int = 3) -> str:
    names = [one.name for one in failed]
    rest = len(names) - most
    return dutch.listed(names if rest <= 0 else [*names[:most], f"nog {rest}"])


def _thousands(number: int) -> str:
    return f"{number:_}".replace("_", ".")


def _finished(detail: VisitDetail, today: date) -> str:
    if detail.finished_at is None:
        return ""
    moment = dutch.local(detail.finished_at)
    day = "" if moment.date() == today else f" {dutch.day(moment.date())}"
    return f"{day} om {dutch.clock(moment)}"
