"""This file is the sentences of the talk that depend on numbers: an impression, days, and who sees it."""

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from lesobs.domain import dutch
from lesobs.domain.schoolyear import SchoolDays
from lesobs.domain.visit import FEW_OBSERVERS, FEW_VISITS, Purpose, VisitState, is_impression
from lesobs.services.versions import VersionLine
from lesobs.ui.debrief.talk import Talk
from lesobs.ui.widgets.bars import Message


def impression(visits: int, observers: int) -> tuple[str, str]:
    """What these visits of one teacher may be taken for: a title and a sentence."""
    seen = f"{dutch.number_word(visits).capitalize()} {'bezoek' if visits == 1 else 'bezoeken'}"
    by = f"{dutch.number_word(observers)} {'waarnemer' if observers == 1 else 'waarnemers'}"
    if not is_impression(visits, observers):
        return ("Meer dan een indruk.", f"{seen} door {by}. Kijk naar wat terugkomt, niet naar één les.")
    if visits < FEW_VISITS:
        more = (
            f"Een beeld vraagt drie bezoeken door drie waarnemers. Dit {'is' if visits == 1 else 'zijn'} er"
        )
        return ("Een indruk, nog geen beeld.", f"{more} {dutch.number_word(visits)}, door {by}.")
    pair = (
        "Er hoort nog een derde paar ogen bij."
        if observers == FEW_OBSERVERS - 1
        else "Er horen nog twee andere paren ogen bij."
    )
    return ("Een indruk, nog geen beeld.", f"{seen}, maar door {by}. {pair}")


def after_lesson(held_on: date, day: date, school_days: SchoolDays) -> str:
    """`2 schooldagen na de les`, or that it was the same day."""
    days = school_days.after(held_on, day)
    if days <= 0:
        return "op de dag van de les" if day == held_on else "nog geen schooldag na de les"
    return f"{dutch.count(days, 'schooldag', 'schooldagen')} na de les"


def from_today(today: date, day: date, school_days: SchoolDays) -> str:
    """How far a day is away, in school days."""
    days = school_days.after(today, day)
    if day == today:
        return "Dat is vandaag."
    if days < 0:
        return f"{dutch.count(-days, 'schooldag', 'schooldagen')} geleden."
    if day > today and school_days.after(day - timedelta(days=1), day) == 0:
        return "Let op: dan zijn er geen lessen."
    return f"{dutch.count(days, 'schooldag', 'schooldagen')} na vandaag." if days else "Dat is voorbij."


def who_sees_it(purpose: Purpose, *names: str) -> str:
    """The purpose and for whose eyes the talk is, with the short names of all."""
    apart = " Telt nooit mee in een sectiebeeld." if purpose is Purpose.APPRAISAL else ""
    return f"Doel: {purpose.word}. Zichtbaar voor {dutch.listed(names)}.{apart}"


def about_differences(codes: Sequence[str], teacher_scored: bool) -> str:
    """What these indicators ask for in the talk, with their codes strong, as markup."""
    where = dutch.listed([f'<b><span style="color:@ink">{escape(code)}</span></b>' for code in codes])
    question = (
        "een mooi begin van het gesprek. Wat zag jij dat ik niet zag?"
        if teacher_scored
        else "jullie keken elk anders. Wat zag de een dat de ander niet zag?"
    )
    return f"Twee niveaus verschil of meer op {where}: {question}"


def refused_message(names: Sequence[str], why: str) -> Message:
    """What the rules don't take of what was typed, and why."""
    what = dutch.listed(f"‘{name}’" for name in names)
    verb = "is" if len(names) == 1 else "zijn"
    return Message(
        "attention",
        f"{what} {verb} nog niet helemaal bewaard. {why}",
        "Je tekst blijft hier staan.",
    )


def page_message(talk: Talk, versions: Sequence[VersionLine]) -> Message | None:
    """What the bar above a talk says; None when there is nothing to say."""
    if talk.version is not None:
        version = next(one for one in versions if one.number == talk.version)
        reopened = dutch.day(dutch.local(version.reopened_at).date())
        why = version.reason if version.reason.endswith((".", "!", "?")) else f"{version.reason}."
        more = f"Heropend op {reopened}: {why}"
        return Message("info", f"Je leest versie {version.number}.", more, "Terug naar nu")
    if talk.seen[0].line.state is VisitState.BUSY:
        more = "Schrijven kan al; bespreken na het afronden (Ctrl+Enter)."
        return Message("info", "Dit bezoek is nog bezig.", more, "Terug naar de les")
    if (waits := talk.waits_for) is not None:
        how = "is nog bezig" if waits.state is VisitState.BUSY else "heeft nog niet gekeken"
        more = "Daarna staan jullie scores naast elkaar; tot dan kijkt ieder los van de ander."
        return Message("info", f"Duo-bezoek: {waits.observer} {how}.", more)
    return None
