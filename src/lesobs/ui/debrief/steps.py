"""This file is the steps of a visit on the page of its talk: finished, discussed, settled, opened again."""

from collections.abc import Callable

from lesobs.services.school import School
from lesobs.ui.debrief.reopen_dialog import ReopenDialog
from lesobs.ui.debrief.talk import Talk
from lesobs.ui.debrief.talk_form import TalkForm
from lesobs.ui.debrief.wipe_dialog import WipeDialog
from lesobs.ui.errors import refusals_shown
from lesobs.ui.page import Page


class Steps:
    """Brings the visit in view from state to state, once what is being typed is kept."""

    def __init__(self, page: Page, school: School, form: TalkForm, talk: Callable[[], Talk | None]) -> None:
        self._page, self._school, self._form, self._in_view = page, school, form, talk

    def finish(self) -> None:
        """The lesson was seen to the end; of a duo-visit by the observer whose half is in view."""
        if (talk := self._kept()) is not None:
            with refusals_shown(self._page):
                self._school.visits.finish(talk.seen[0].line.id)

    def discuss(self) -> None:
        if (talk := self._kept()) is None:
            return
        day = self._form.talked_on.value()
        if day is None:
            self._form.talked_on.setFocus()
            return
        with refusals_shown(self._page):
            self._school.debriefs.discuss(talk.line.id, day)

    def settle(self) -> None:
        """Settle, after a question whether the notes outside the report are to be wiped, if there are any."""
        if (talk := self._kept()) is None:
            return
        lesson, debriefs = talk.line.id, self._school.debriefs
        with refusals_shown(self._page, "Nog niet alles is ingevuld"):
            debriefs.require_complete(lesson)
            notes = debriefs.raw_notes(lesson)
            wipe = WipeDialog.ask(self._page, notes) if notes else False
            if wipe is not None:
                debriefs.settle(lesson, wipe_raw_notes=wipe)

    def reopen(self) -> None:
        """Ask why, and open the settled visit again."""
        if (talk := self._in_view()) is not None:
            dialog = ReopenDialog(self._page, self._school, talk.line.id)
            dialog.exec()
            dialog.deleteLater()

    def _kept(self) -> Talk | None:
        """The talk in view; None when what is being typed in it can't be kept yet."""
        return self._in_view() if self._page.flush() else None
