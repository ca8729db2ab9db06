"""This file is how long a title or a text may be, and what is said of one that is longer."""

from lesobs.domain.errors import RuleBroken

LONGEST_TITLE = 300
LONGEST_TEXT = 20_000


def require_text(text: str, what: str = "Deze tekst") -> None:
    """Raises RuleBroken for a text longer than the program keeps; `what` names it."""
    if len(text) > LONGEST_TEXT:
        raise RuleBroken(f"{what} is te lang: hooguit {LONGEST_TEXT:_} tekens.".replace("_", "."))


def require_title(title: str, of: str) -> str:
    """The title of a thing (`de activiteit`) on one line; raises RuleBroken when it is empty or too long."""
    title = " ".join(title.split())
    if not title:
        raise RuleBroken(f"Geef {of} een titel.")
    if len(title) > LONGEST_TITLE:
        raise RuleBroken(f"Deze titel is te lang: hooguit {LONGEST_TITLE} tekens.")
    return title
