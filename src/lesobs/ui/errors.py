"""This file is how the window answers a refusal, in the rule's own sentence, and a mistake of the program."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from lesobs import __version__
from lesobs.domain.errors import RuleBroken
from lesobs.services.school import SchoolFileProblem
from lesobs.ui import ask

if TYPE_CHECKING:
    from lesobs.ui.window import Window


@contextmanager
def refusals_shown(parent: QWidget, title: str = "Dat kan nu niet") -> Iterator[None]:
    """Run an action of the user; a RuleBroken becomes a message with its sentence."""
    try:
        yield
    except RuleBroken as refusal:
        ask.tell(parent, title, _whole(refusal))


def tell_of_mistakes(window: Window) -> None:
    """From now on say it over `window` when the program itself makes a mistake; without this, the button that
    was pressed would seem to do nothing. The same mistake is told once: what can't be painted is tried often.
    A refusal that nobody answered is no mistake: its own sentence stands above the page."""
    told: set[str] = set()

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, RuleBroken):
            window.tell("error", _whole(error))
            return
        sys.__excepthook__(kind, error, trace)
        details = "".join(traceback.format_exception(kind, error, trace))
        if issubclass(kind, Exception) and details not in told:
            told.add(details)
            QTimer.singleShot(0, window, lambda: _tell_of_mistake(window, details))

    sys.excepthook = hook


def _whole(refusal: RuleBroken) -> str:
    """What happened, and when it is the file that refuses also what one can do."""
    return f"{refusal} {refusal.advice}" if isinstance(refusal, SchoolFileProblem) else str(refusal)


def _tell_of_mistake(window: QWidget, details: str) -> None:
    box = QMessageBox(
        QMessageBox.Icon.Warning,
        "Dit ging mis",
        "lesobs maakte een fout en deed niet wat je vroeg. Wat er al stond, is bewaard.\n\n"
        "Probeer het nog eens. Gebeurt het weer? Geef de technische gegevens aan wie jullie helpt met "
        "lesobs; kijk wel eerst of er geen namen in staan.",
        parent=window,
    )
    copy = box.addButton("Technische gegevens kopiëren", QMessageBox.ButtonRole.ActionRole)
    close = box.addButton("Sluiten", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(close)
    box.setEscapeButton(close)
    box.exec()
    if box.clickedButton() is copy:
        QGuiApplication.clipboard().setText(f"lesobs {__version__}\n{details}")
    box.deleteLater()
