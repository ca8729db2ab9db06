"""This file is what is said of what could not be kept, and all of it as a text for a file of its own."""

from collections.abc import Sequence
from datetime import date

from lesobs.domain import dutch
from lesobs.domain.instrument import Indicator, Level
from lesobs.domain.texts import LONGEST_TEXT, thousands
from lesobs.services.school import SchoolFileProblem
from lesobs.services.visit_detail import CountDetail, NoteDetail
from lesobs.services.visit_lines import VisitLine
from lesobs.ui.widgets.bars import Message
from lesobs.ui.writer import Waiting

TRY_AGAIN = "Opnieuw proberen"


def waiting_message(failed: Sequence[Waiting]) -> Message:
    """What could not be written, why, and what to do about it."""
    refused, waiting = _apart(failed)
    if refused:
        return _refused_message(refused[0])
    problem = waiting[0].problem
    advice = problem.advice if isinstance(problem, SchoolFileProblem) else ""
    return Message(
        "error",
        _waiting_sentence(waiting),
        f"{advice} Alles blijft hier staan, en lesobs probeert het vanzelf opnieuw.",
        TRY_AGAIN,
    )


def unkept_words(failed: Sequence[Waiting]) -> str:
    """What is lost, or not yet kept, by who goes away now; empty when all is kept."""
    refused, waiting = _apart(failed)
    words = [
        f"{_refused_message(one).sentence} Ga je weg, dan blijft alleen wat bewaard is." for one in refused
    ]
    if waiting:
        words.append(
            f"{_waiting_sentence(waiting)} Zolang lesobs open is, probeert het dit vanzelf opnieuw; "
            "sluit je lesobs, dan is het weg."
        )
    return " ".join(words)


def lesson_words(line: VisitLine) -> str:
    """Which lesson something is about, for who reads it outside the program."""
    group = f", {line.class_group}" if line.class_group else ""
    return f"Lesbezoek {line.teacher}{group}, {dutch.day(line.held_on)}"


def as_text(failed: Sequence[Waiting]) -> str:
    """All that is not kept, in full, as plain text; empty when all is kept."""
    parts: list[str] = []
    about = ""
    for one in failed:
        if one.about != about:
            about = one.about
            parts.append(about)
        parts.append(f"{one.name[:1].upper()}{one.name[1:]}:\n{_in_words(one.value)}")
    return "\n\n".join(parts)


def _apart(failed: Sequence[Waiting]) -> tuple[list[Waiting], list[Waiting]]:
    """What the rules refused, and what waits for the file."""
    waiting = [one for one in failed if isinstance(one.problem, SchoolFileProblem)]
    return [one for one in failed if one not in waiting], waiting


def _waiting_sentence(waiting: Sequence[Waiting]) -> str:
    return f"Nog niet bewaard: {_names(waiting)}. {waiting[0].problem}"


def _refused_message(one: Waiting) -> Message:
    extra = len(one.text) - LONGEST_TEXT
    if extra <= 0:
        kept = "Je tekst blijft hier staan; bewaard is wat er eerder stond."
        return Message("attention", f"De {one.name} is nog niet bewaard. {one.problem}", kept)
    return Message(
        "attention",
        f"De {one.name} is te lang: alleen de eerste {thousands(LONGEST_TEXT)} tekens zijn bewaard.",
        f"Haal er {thousands(extra)} {'teken' if extra == 1 else 'tekens'} af, of knip een stuk naar een "
        "nieuwe aantekening. Tot dan blijft alles hier staan.",
    )


def _in_words(value: object) -> str:
    """A value as one reads it in a text."""
    match value:
        case tuple():
            return "\n".join(_in_words(one) for one in value)
        case NoteDetail():
            return value.text or "(tijdstip, nog zonder tekst)"
        case CountDetail():
            doing = f", {value.occupation.word}" if value.occupation else ""
            return f"{value.on_task} van {value.present} bij de les{doing}"
        case Indicator():
            return f"{value.code} {value.title}"
        case bool():
            return "gezien" if value else "niet gezien"
        case int():
            return f"{Level.of(value).sign}, {Level.of(value).word}"
        case date():
            return dutch.day(value)
        case None:
            return "(gewist)"
        case _:
            return str(value)


def _names(failed: Sequence[Waiting], most: int = 3) -> str:
    names = [one.name for one in failed]
    rest = len(names) - most
    return dutch.listed(names if rest <= 0 else [*names[:most], f"nog {rest}"])
