"""This file is how the window answers a refusal: the rule's own sentence, nothing changed, and go on."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget

from lesobs.domain.errors import RuleBroken
from lesobs.ui import ask


@contextmanager
def refusals_shown(parent: QWidget, title: str = "Dat kan nu niet") -> Iterator[None]:
    """Run an action of the user; a RuleBroken becomes a message with its sentence."""
    try:
        yield
    except RuleBroken as refusal:
        ask.tell(parent, title, str(refusal))
