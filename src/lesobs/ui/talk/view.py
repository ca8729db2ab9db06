"""This file is what the views of the team talk share: a place on the page of the section picture."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from lesobs.domain.errors import RuleBroken
from lesobs.services.school import School
from lesobs.ui.page import Page
from lesobs.ui.widgets.bars import MessageBar

SMALLEST = (600, 240)
"""A view may always become as small as this, also while it still shows one thing beside the other."""


class TalkView(QWidget):
    """One view on a page. The page calls `refresh` when what it shows changed, `flush` before it is left, and
    `set_narrow` when its width changes; it takes the keyboard through its focus proxy."""

    help_page = "teamgesprek"
    listens_to: frozenset[str] = frozenset()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.setMinimumSize(*SMALLEST)
        self.actions_for_menu: list[QAction] = []
        self.refusal = MessageBar("attention", closable=True)
        self.refusal.hide()

    @property
    def school(self) -> School:
        return self.page.school

    def refresh(self) -> None:
        """Read what is shown again, keeping what is chosen and typed."""
        raise NotImplementedError

    def show_item(self, item: str) -> None:
        """Choose something by its id."""

    def flush(self) -> bool:
        """Write what is being typed at once; gives whether all of it is kept."""
        return True

    def unkept(self) -> str:
        """What could not be kept and why; "" when everything is kept."""
        return ""

    def let_go(self) -> None:
        """Give up what could not be kept, and show what was."""

    def set_narrow(self, narrow: bool) -> None:
        """Whether there is room for one thing beside the other."""

    def add_action(
        self, text: str, key: str, do: Callable[[], object], menu: str = "Kwaliteit", *, here: bool = True
    ) -> QAction:
        """A menu action of this view; its key works only while the keyboard is `here`."""
        action = self.page.make_action(text, key, do, menu, self if here else None)
        self.actions_for_menu.append(action)
        return action

    def attempt(self, do: Callable[[], object]) -> bool:
        """Do it, or say above the view why not."""
        try:
            do()
        except RuleBroken as refusal:
            self.refusal.set_message("attention", str(refusal))
            self.refusal.show()
            return False
        self.refusal.hide()
        return True
