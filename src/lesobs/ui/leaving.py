"""This file is going away from what could not be kept: staying, saving it as a text first, or going."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.paths import data_folder
from lesobs.services.files import make_folder, replacing
from lesobs.ui import ask
from lesobs.ui.page import Page


def may_go(window: QWidget, pages: Sequence[Page]) -> bool:
    """Ask what is to become of what these pages could not keep; True when it may be given up."""
    words = " ".join(page.unkept() for page in pages)
    text = "\n\n".join(filter(None, (page.unkept_text() for page in pages)))
    while True:
        answer = ask.leave(window, "Nog niet alles is bewaard", words, can_save=bool(text))
        if answer != "save":
            return answer == "go"
        if _saved(window, text):
            return True


def _saved(window: QWidget, text: str) -> bool:
    """Save this as a text where the user wants it; False when that failed or was thought better of."""
    now = dutch.now()
    name = f"Nog niet bewaard {now:%Y-%m-%d %H.%M}.txt"
    path = ask.save_file(window, "Bewaren als tekst", ask.TEXT_FILES, data_folder() / name)
    if path is None:
        return False
    try:
        make_folder(path.parent)
        with replacing(path) as half:
            head = f"Nog niet bewaard in lesobs op {dutch.day_and_clock(now)}"
            half.write_text(f"{head}\n\n{text}\n", encoding="utf-8-sig")  # Windows reads the mark
    except RuleBroken as refusal:
        ask.tell(window, "Niet bewaard", str(refusal))
        return False
    return True
