"""This file is what the parts of a filter are called, and the menus in which one chooses them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from lesobs.domain.month import Period, from_to
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.picture_choices import PREFIX
from lesobs.ui.picture.asking import Answer

TITLES = {
    Split.MONTH: "Maanden",
    Split.ROUND: "Ronde",
    Split.DEPARTMENT: "Afdeling",
    Split.YEAR_LEVEL: "Leerjaar",
    Split.FORM: "Vorm van het bezoek",
    Split.PURPOSE: "Doel van het bezoek",
    Split.ANNOUNCED: "Aangekondigd of niet",
    Split.INSTRUMENT: "Kijkwijzer",
}
"""What lessons can be chosen by, in the order of the filter."""

ALL = {
    Split.MONTH: "alle maanden",
    Split.ROUND: "alle rondes",
    Split.DEPARTMENT: "alle afdelingen",
    Split.YEAR_LEVEL: "alle leerjaren",
    Split.FORM: "alle vormen van bezoek",
    Split.PURPOSE: "alle doelen",
    Split.ANNOUNCED: "aangekondigd of niet",
    Split.INSTRUMENT: "alle kijkwijzers",
}

ALWAYS_SAID = (Split.MONTH, Split.ROUND, Split.DEPARTMENT, Split.FORM)
"""Parts that stand in the sentence also when all of them count; the others appear once they are chosen."""


def parts(answer: Answer) -> list[tuple[Split, str]]:
    """What the sentence says of each way to choose lessons."""
    wanted, choices = answer.question.wanted, answer.choices
    return [
        (split, f"{PREFIX[split]}{choices.listed(split, wanted[split])}" if split in wanted else ALL[split])
        for split in TITLES
        if split in wanted or (split in ALWAYS_SAID and len(choices.words[split]) > 1)
    ]


def with_labels(question: PictureFilter, split: Split, labels: frozenset[str]) -> PictureFilter:
    """The question with other labels of one split; no labels: all of them count."""
    wanted = {one: of for one, of in question.wanted.items() if one is not split}
    return replace(question, wanted=wanted | ({split: labels} if labels else {}))


def with_period(question: PictureFilter, period: Period, months: Collection[str]) -> PictureFilter:
    """The question for the lessons of a period; all of these months: all lessons count."""
    labels = frozenset(from_to(period))
    return with_labels(question, Split.MONTH, frozenset() if labels >= {*months} else labels)


def period_of(question: PictureFilter, months: Sequence[str]) -> Period:
    """The first and the last month of these that a question is about."""
    chosen = [month for month in months if month in question.wanted.get(Split.MONTH, months)] or months
    return chosen[0], chosen[-1]


def years_said(years: tuple[SchoolYear, ...]) -> str:
    return f"{years[0]} tot en met {years[-1]}" if len(years) > 1 else str(years[0])


class LabelMenu(QMenu):
    """The labels of one split. It stays open while one ticks some of them; `chosen` tells them at the end."""

    chosen = Signal(object)

    def __init__(
        self, parent: QWidget, all_words: str, words: Mapping[str, str], chosen: frozenset[str]
    ) -> None:
        super().__init__(parent)
        self._before = chosen
        self._all = self.addAction(all_words)
        self._all.triggered.connect(self._clear)
        self.addSeparator()
        self._labels = {self._add(word, label in chosen): label for label, word in words.items()}
        self.aboutToHide.connect(self._tell)
        self.setToolTipsVisible(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._tick():
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks and stays; Enter ticks and is done. Qt itself would close before it ticks."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not (is_enter or event.key() == Qt.Key.Key_Space) or not self._tick():
            super().keyPressEvent(event)
        elif is_enter:
            self.close()

    def _add(self, word: str, on: bool) -> QAction:
        action = self.addAction(word.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(on)
        return action

    def _tick(self) -> bool:
        action = self.activeAction()
        if action is None or not action.isCheckable():
            return False
        action.trigger()
        return True

    def _clear(self) -> None:
        for action in self._labels:
            action.setChecked(False)
        self._tell()  # the menu is closed by now

    def _tell(self) -> None:
        now = frozenset(label for action, label in self._labels.items() if action.isChecked())
        if now != self._before:
            self._before = now
            self.chosen.emit(now)


def month_menu(
    parent: QWidget,
    words: Mapping[str, str],
    question: PictureFilter,
    then: Callable[[PictureFilter], object],
) -> QMenu:
    """All months, or from one month up to and including another; the other end moves along if it must."""
    menu, months = QMenu(parent), list(words)
    first, last = period_of(question, months)
    every = menu.addAction(ALL[Split.MONTH])
    every.setCheckable(True)
    every.setChecked(Split.MONTH not in question.wanted)
    every.triggered.connect(lambda: then(with_labels(question, Split.MONTH, frozenset())))
    menu.addSeparator()
    for begin, chosen in (("van", first), ("tot en met", last)):
        inside = menu.addMenu(f"{begin} {words[chosen]}")
        group = QActionGroup(inside)
        for month, word in words.items():
            period = (month, max(month, last)) if begin == "van" else (min(first, month), month)
            action = group.addAction(inside.addAction(word))
            action.setCheckable(True)
            action.setChecked(month == chosen)
            action.triggered.connect(
                lambda _=False, period=period: then(with_period(question, period, months))
            )
    return menu


def year_menu(
    parent: QWidget,
    years: tuple[SchoolYear, ...],
    chosen: tuple[SchoolYear, ...],
    then: Callable[[tuple[SchoolYear, ...]], object],
) -> QMenu:
    """One school year, or from an earlier one up to and including the newest."""
    menu, group = QMenu(parent), QActionGroup(parent)
    single = [(year,) for year in reversed(years)]
    several = [years[first:] for first in reversed(range(len(years) - 1))]
    for place, choice in enumerate([*single, *several]):
        if place == len(single) and several:
            menu.addSeparator()
        action = group.addAction(menu.addAction(years_said(choice)))
        action.setCheckable(True)
        action.setChecked(choice == chosen)
        action.triggered.connect(lambda _=False, choice=choice: then(choice))
    return menu
