"""This file is how long titles and texts may be, what is said of a longer one, and how texts are compared."""

import unicodedata

from lesobs.domain.errors import RuleBroken

LONGEST_TITLE = 300
LONGEST_TEXT = 20_000
MOST_SIGNS = 20
_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"})


def thousands(number: int) -> str:
    """`20.000`."""
    return f"{number:_}".replace("_", ".")


def require_text(text: str, what: str = "Deze tekst") -> None:
    """Raises RuleBroken for a text longer than the program keeps; `what` names it."""
    if len(text) > LONGEST_TEXT:
        raise RuleBroken(f"{what} is te lang: hooguit {thousands(LONGEST_TEXT)} tekens.")


def fitting(text: str) -> str:
    """As much of a text that is being typed as the program keeps, from its start."""
    return text[:LONGEST_TEXT]


def require_all_kept(text: str) -> None:
    """Raises RuleBroken when only what is `fitting` of this text was kept."""
    rest = len(text) - LONGEST_TEXT
    if rest > 0:
        more = "het laatste" if rest == 1 else f"de laatste {thousands(rest)}"
        raise RuleBroken(
            f"Alleen de eerste {thousands(LONGEST_TEXT)} tekens zijn bewaard, {more} nog niet. "
            "Kort de tekst in, of zet het einde ergens anders."
        )


def require_title(title: str, of: str) -> str:
    """The title of a thing (`de activiteit`) on one line; raises RuleBroken when it is empty or too long."""
    title = " ".join(title.split())
    if not title:
        raise RuleBroken(f"Geef {of} een titel.")
    if len(title) > LONGEST_TITLE:
        raise RuleBroken(f"Deze titel is te lang: hooguit {LONGEST_TITLE} tekens.")
    return title


def not_printed(signs: str) -> str:
    """What is said of a paper with signs that no font of ours has."""
    shown, rest = signs[:MOST_SIGNS], len(signs) - MOST_SIGNS
    more = f" en nog {rest}" if rest > 0 else ""
    which = "Dit teken kan" if len(signs) == 1 else "Deze tekens kunnen"
    return f"{which} niet gedrukt worden, en op papier staat er □: {', '.join(shown)}{more}."


def folded(text: str) -> str:
    """Text without capitals and accents, so that `sahin` finds Şahin and `lukasz` Łukasz."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(_LETTERS)


def key(name: str) -> str:
    """What makes two names the same one: case and spaces don't count."""
    return unicodedata.normalize("NFC", "".join(name.casefold().split()))
