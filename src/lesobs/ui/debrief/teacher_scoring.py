"""This file is the teacher's own scoring at the laptop: by key in the list, or by touch beside it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from lesobs.domain import dutch
from lesobs.ui.debrief.own_scores import OwnScores
from lesobs.ui.debrief.scores_card import ScoresCard
from lesobs.ui.debrief.talk import Talk
from lesobs.ui.debrief.waiting_talk import TalkWriting
from lesobs.ui.observing.keys import Command, Do


class TeacherScoring(QObject):
    """Joins the list of scores and the card with what each level means. `turned`: the teacher began or is
    done; `kept`: a score is on the disk."""

    turned = Signal()
    kept = Signal()

    def __init__(self, writing: TalkWriting, card: ScoresCard, own: OwnScores, page: QWidget) -> None:
        super().__init__(page)
        self._writing, self._card, self._own = writing, card, own
        self._talk: Talk | None = None
        self.active, self.hidden = False, True
        card.hiding_changed.connect(self.hide)
        card.list.commanded.connect(self._do)
        card.list.left.connect(self.end)
        card.list.chosen.connect(lambda _: self._show_own())
        own.scored.connect(self._score)
        own.stepped.connect(card.list.step)

    def reset(self) -> None:
        """Another visit: nobody is scoring, and the observers' scores would be hidden first."""
        self.active, self.hidden = False, True

    def show_talk(self, talk: Talk) -> None:
        self._talk = talk
        self.active = self.active and not talk.fixed
        self._card.show_talk(talk, filling=self.active, hidden=self.hidden)
        self._own.show_turn(talk.called, dutch.listed(talk.observers), self.hidden)
        self._show_own()

    def begin(self) -> None:
        """Let the teacher score from the first indicator without a score on, at first without what the
        observers scored."""
        talk = self._talk
        if talk is None:
            return
        self.active, self.hidden = True, True
        self.show_talk(talk)
        self.turned.emit()
        keys = [one.key for one in talk.lesson.instrument.indicators]
        self._card.list.choose(next((key for key in keys if key not in talk.lesson.teacher_levels), keys[0]))
        self._card.list.setFocus()

    def end(self) -> None:
        """The teacher is done: everything is side by side again, at the first difference."""
        if self._talk is None or not self.active:
            return
        self.active = False
        self.show_talk(self._talk)
        self.turned.emit()
        self._card.list.setFocus()
        self._card.list.choose(next(iter(self._card.differing()), self._card.list.current_key()))

    def hide(self, hidden: bool) -> None:
        """Hide or show what the observers scored while the teacher scores."""
        self.hidden = hidden
        if self._talk is not None:
            self.show_talk(self._talk)
            self.turned.emit()
        self._card.list.setFocus()

    def to_unscored(self) -> None:
        """Go to the next indicator that the teacher did not score."""
        if self._talk is not None:
            scored = self._talk.lesson.teacher_levels
            self._card.list.to_next([line.key for line in self._card.lines() if line.key not in scored])

    def _do(self, command: Command) -> None:
        if command.do is Do.STEP and isinstance(command.value, int):
            self._card.list.step(command.value)
        elif command.do is Do.PART:
            self._card.list.to_part(str(command.value))
        elif command.do is Do.SCORE:
            self._score(command.value)

    def _score(self, level: object) -> None:
        key, talk = self._card.list.current_key(), self._talk
        found = level if isinstance(level, int) else None
        if talk is None or not key or (found is None and key not in talk.lesson.teacher_levels):
            return
        if self._writing.score_own(talk.indicator(key), found):
            self.kept.emit()

    def _show_own(self) -> None:
        """The indicator in focus, with what each level of it means."""
        key = self._card.list.current_key()
        if self._talk is not None and key:
            self._own.show_indicator(self._talk.indicator(key), self._talk.lesson.teacher_levels.get(key))
