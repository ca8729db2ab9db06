"""This file is the sentences of the talk that depend on numbers: an impression, days, and who sees it."""

from datetime import date

from lesobs.domain import dutch
from lesobs.domain.schoolyear import SchoolDays
from lesobs.domain.visit import FEW_OBSERVERS, FEW_VISITS, Purpose, is_impression


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
    if days == 0:
        return "Daartussen zijn geen lesdagen." if day > today else "Dat is voorbij."
    return f"{dutch.count(days, 'schooldag', 'schooldagen')} na vandaag."


def who_sees_it(purpose: Purpose, teacher: str, observer: str) -> str:
    """The purpose and for whose eyes the talk is, with the short names of both."""
    apart = " Telt nooit mee in een sectiebeeld." if purpose is Purpose.APPRAISAL else ""
    return f"Doel: {purpose.word}. Zichtbaar voor {teacher} en {observer}.{apart}"
