"""This file is what the tabs of the school page share."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lesobs.services.school import School
from lesobs.ui.widgets.bars import MessageKind


@dataclass(frozen=True)
class Notice:
    """What the page says above a tab: a sentence, and perhaps one button that does something about it."""

    kind: MessageKind
    sentence: str
    action: str = ""
    do: Callable[[], object] = lambda: None


class Tab(QWidget):
    """One tab of the school page. What a tab can't do stays as it is here: nothing happens.

    `main` is the words, icon and key of its main button, that calls `add`.
    """

    noticed = Signal(object)
    """Tells the Notice to show above the tab."""

    arranged = Signal()
    """Tells that what the tab offers, or whether it fills the page, is not as it was."""

    main: tuple[str, str, str] | None = None
    has_people = False
    """Whether a list from the school's administration can be read into it."""
    has_rows = False
    """Whether rows can be searched, changed and removed."""
    help_page = "school"

    def __init__(self, school: School) -> None:
        super().__init__()
        self.school = school

    @property
    def offers_itself(self) -> bool:
        """Whether the tab itself shows what to do, because there is nothing in it yet."""
        return False

    @property
    def fills_page(self) -> bool:
        """Whether the tab shows something that needs the whole page, title and tabs too."""
        return False

    def refresh(self) -> None:
        """Read what the tab shows and show it, keeping selection and scroll position."""
        raise NotImplementedError

    def add(self) -> None:
        """What the main button does."""

    def change(self) -> None:
        """Change what is selected."""

    def remove(self) -> None:
        """Remove what is selected."""

    def search_rows(self) -> None:
        """Put the keyboard where one searches."""

    def flush(self) -> bool:
        """Write what is being typed at once; gives whether all of it is kept."""
        return True

    def unkept(self) -> str:
        """What could not be kept and why; "" when everything is."""
        return ""

    def let_go(self) -> None:
        """Give up what could not be kept, and show what was."""
