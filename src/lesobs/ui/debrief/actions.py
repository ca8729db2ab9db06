"""This file is what can be done on the page of a talk from the menu or by key, and the keys it tells of."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent

from lesobs.domain.visit import VisitState
from lesobs.ui.debrief.talk import Talk
from lesobs.ui.page import Page

Hint = tuple[Sequence[str], str]


class DebriefActions:
    """The actions of the page, each possible in some states of the talk. The page connects them."""

    def __init__(self, page: Page) -> None:
        def make(text: str, key: str = "") -> QAction:
            return page.make_action(text, key, lambda: None, "Lesbezoek")

        self.report = make("&Verslag", "Ctrl+P")
        self.finish = make("Rond het bezoek a&f", "Ctrl+Return")
        self.discuss = make("&Besproken", "Ctrl+Return")
        self.settle = make("Vast&stellen", "Ctrl+Shift+Return")
        self.reopen = make("&Heropenen…")
        self.earlier = make("Eerdere versie l&ezen", "Ctrl+Shift+V")
        self.fill = make("Scores van de &docent invullen", "Ctrl+E")
        self.hide = make("&Mijn scores verbergen", "Ctrl+H")
        self.hide.setCheckable(True)
        self.difference = make("Volgend verschil van twee &niveaus", "F8")
        self.unscored = make("Volgende &zonder score", "Ctrl+U")
        self.note = make("&Aantekening invoegen", "Ctrl+Space")
        self.next_look = make("&Opnieuw kijken plannen", "Ctrl+K")
        self.form = make("Formulier voor de do&cent")
        self.blank = make("Blanco formul&ier", "Ctrl+Shift+P")
        self.lesson = make("Naar de &les", "Ctrl+L")
        self.begin = make("Be&gin bezoek", "F5")
        self.back = make("&Terug naar de lijst", "Alt+Left")

    def show_talk(self, talk: Talk | None, *, filling: bool, shown: bool, versions: bool) -> None:
        """Offer what can be done now; `shown`: the talk itself is in view, `versions`: there are earlier
        ones."""
        state = talk.line.state if talk is not None else None
        now = talk is not None and talk.version is None
        writing = shown and talk is not None and not talk.fixed
        begun = state not in (None, VisitState.PLANNED)
        busy = talk is not None and talk.seen[0].line.state is VisitState.BUSY
        for action, possible in (
            (self.report, begun and shown),
            (self.finish, now and shown and busy),  # has the key of the next one, and never both can be done
            (self.discuss, now and shown and state is VisitState.VISITED),
            (self.settle, now and shown and state is VisitState.DISCUSSED),
            (self.reopen, now and shown and state is VisitState.SETTLED),
            (self.earlier, versions),
            (self.fill, writing),
            (self.hide, writing and filling),
            (self.difference, shown),
            (self.unscored, writing and filling),
            (self.note, writing and not filling),
            (self.next_look, shown and now),
            (self.form, talk is not None),
            (self.blank, talk is not None),
            (self.lesson, begun),
            (self.begin, state is VisitState.PLANNED),
        ):
            action.setEnabled(possible)


FIXED_HINTS: list[Hint] = [
    (("Tab",), "volgende"),
    (("F8",), "volgend verschil"),
    (("Ctrl+P",), "verslag"),
    (("Alt+←",), "terug"),
]


def _step(state: VisitState) -> Hint:
    """The key of the next step of a visit in this state."""
    return {
        VisitState.BUSY: (("Ctrl+Enter",), "rond bezoek af"),
        VisitState.DISCUSSED: (("Ctrl+Shift+Enter",), "vaststellen"),
    }.get(state, (("Ctrl+Enter",), "besproken"))


def list_hints(state: VisitState) -> list[Hint]:
    """The keys while the list of scores has the ring."""
    return [
        (("↑", "↓"), "indicator"),
        (("Enter",), "open of dicht"),
        (("F8",), "volgend verschil"),
        (("Ctrl+E",), "scores docent"),
        (("Tab",), "volgende"),
        _step(state),
        (("Ctrl+P",), "verslag"),
    ]


def text_hints(state: VisitState) -> list[Hint]:
    """The keys while one writes."""
    return [
        (("Tab",), "volgende vraag"),
        (("Ctrl+Spatie",), "aantekening invoegen"),
        (("Ctrl+E",), "scores docent"),
        (("F8",), "volgend verschil"),
        _step(state),
        (("Ctrl+P",), "verslag"),
    ]


def fill_hints(last_part: str) -> list[Hint]:
    """The keys while the teacher scores: as when observing."""
    return [
        (("1", "2", "3", "4"), "score"),
        (("0",), "n.v.t."),
        (("⌫",), "wis"),
        (("↑", "↓", "Enter"), "indicator"),
        (("A", "–", last_part), "deel"),
        (("Ctrl+U",), "zonder score"),
        (("Ctrl+H",), "verbergen"),
        (("Esc",), "klaar"),
    ]


def ends_filling(event: QKeyEvent) -> bool:
    """Whether this key says that the teacher is done, wherever the ring is."""
    return event.key() == Qt.Key.Key_Escape and event.modifiers() == Qt.KeyboardModifier.NoModifier
