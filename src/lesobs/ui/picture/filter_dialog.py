"""This file is the whole filter in one dialog: school years, and all ways to choose lessons."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain.dutch import listed
from lesobs.domain.errors import RuleBroken
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import PictureFilter
from lesobs.domain.picture_building import SPLIT_OF
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.picture_choices import Choices
from lesobs.services.picture_views import MOST_SPLITS, SPLIT_WORDS
from lesobs.ui.form_dialog import FormDialog
from lesobs.ui.picture.asking import Answer
from lesobs.ui.picture.filters import TITLES, period_of, with_period
from lesobs.ui.widgets.buttons import plain_button
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.fields import ComboBox
from lesobs.ui.widgets.flow import FlowLayout
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.ticks import TickBox

ChoicesOf = Callable[[tuple[SchoolYear, ...]], Choices]


class FilterDialog(FormDialog):
    """Asks which lessons count. `choices_of` gives what can be chosen in other school years."""

    def __init__(self, parent: QWidget, answer: Answer, choices_of: ChoicesOf) -> None:
        super().__init__(
            parent,
            "Welke lessen tellen mee?",
            "Toon",
            "filter",
            "Vink aan wat je wilt zien. Waar niets is aangevinkt, telt alles mee.",
            width=620,
        )
        self._answer, self._choices, self._choices_of = answer, answer.choices, choices_of
        years = [(str(year), year) for year in answer.years]
        self._from, self._to = ComboBox("Vanaf schooljaar", years), ComboBox("Tot en met schooljaar", years)
        self._from.set_value(answer.question.years[0])
        self._to.set_value(answer.question.years[-1])
        self._from.picked.connect(lambda year: self._other_years(first=year))
        self._to.picked.connect(lambda year: self._other_years(last=year))
        self._boxes: dict[Split, dict[str, TickBox]] = {}
        self._months: tuple[ComboBox, ComboBox] | None = None
        self._groups = QWidget()
        self._column = QVBoxLayout(self._groups)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        clear = plain_button("Alles weer meetellen", "x")
        clear.clicked.connect(self._clear)
        self.add_left(clear)
        self.form.addWidget(_from_to("Schooljaren", self._from, self._to))
        self.form.addWidget(self._groups)
        self._show_groups(answer.question)
        self.begin()
        self._from.setFocus()

    @classmethod
    def ask(cls, parent: QWidget, answer: Answer, choices_of: ChoicesOf) -> PictureFilter | None:
        """The filter to show, or None when the user thinks better of it."""
        dialog = cls(parent, answer, choices_of)
        given = dialog.exec() == cls.DialogCode.Accepted
        question = dialog._values()
        dialog.deleteLater()
        return question if given else None

    def reject(self) -> None:
        """Nothing is lost: ticks are soon put back."""
        QDialog.reject(self)

    def _values(self) -> PictureFilter:
        wanted = {
            split: frozenset(label for label, box in boxes.items() if box.isChecked())
            for split, boxes in self._boxes.items()
        }
        question = replace(
            self._answer.question,
            years=self._years(),
            wanted={split: labels for split, labels in wanted.items() if labels},
        )
        if self._months is None:
            return question
        first, last = (str(field.value()) for field in self._months)
        return with_period(question, (first, last), self._choices.words[Split.MONTH])

    def _save(self) -> None:
        if not self._years():
            raise RuleBroken("Kies een schooljaar.")

    def _years(self) -> tuple[SchoolYear, ...]:
        first, last = self._from.value(), self._to.value()
        return tuple(year for year in self._answer.years if first <= year <= last)  # type: ignore[operator]

    def _other_years(self, first: object = None, last: object = None) -> None:
        """The first year is never after the last; what can be ticked follows."""
        if not self._years():
            self._to.set_value(first) if first is not None else self._from.set_value(last)
        chosen = self._values()
        self._choices = self._choices_of(self._years())
        self._show_groups(chosen)

    def _show_groups(self, question: PictureFilter) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._boxes, self._months = {}, None
        for split, title in TITLES.items():
            words = self._choices.words[split]
            chosen = question.wanted.get(split, frozenset())
            if split is Split.MONTH:
                if len(words) > 1:
                    self._column.addWidget(self._month_fields(title, question))
                continue
            if len(words) > 1 or chosen:
                self._column.addWidget(self._group(split, title, chosen))
        self._warn()

    def _group(self, split: Split, title: str, chosen: frozenset[str]) -> Field:
        inside = QWidget()
        flow = FlowLayout(inside, across=14, down=0)
        self._boxes[split] = {}
        for label, word in self._choices.words[split].items():
            box = TickBox(word)
            box.setChecked(label in chosen)
            box.toggled.connect(self._warn)
            flow.addWidget(box)
            self._boxes[split][label] = box
        inside.setAccessibleName(title)
        return Field(title, inside)

    def _month_fields(self, title: str, question: PictureFilter) -> Field:
        words = self._choices.words[Split.MONTH]
        first, last = (
            ComboBox(name, [(word, month) for month, word in words.items()])
            for name in ("Vanaf maand", "Tot en met maand")
        )
        for field, month in zip((first, last), period_of(question, list(words)), strict=True):
            field.set_value(month)
        first.picked.connect(lambda month: self._other_months(last, max(month, str(last.value()))))
        last.picked.connect(lambda month: self._other_months(first, min(month, str(first.value()))))
        self._months = first, last
        return _from_to(title, first, last)

    def _other_months(self, other: ComboBox, month: str) -> None:
        """The first month is never after the last."""
        other.set_value(month)
        self._warn()

    def _clear(self) -> None:
        for boxes in self._boxes.values():
            for box in boxes.values():
                box.setChecked(False)
        if self._months is not None:
            months = list(self._choices.words[Split.MONTH])
            for field, month in zip(self._months, (months[0], months[-1]), strict=True):
                field.set_value(month)

    def _warn(self) -> None:
        """Say it beforehand when nothing could be shown."""
        question = self._values()
        by_row = SPLIT_OF.get(question.rows)
        used = [split for split in TITLES if split in question.wanted or split is by_row]
        if len(used) <= MOST_SPLITS:
            self.unsay()
            return
        words = listed(SPLIT_WORDS[split] for split in used)
        also = f" {question.rows.word} als rijen tellen ook mee." if by_row is not None else ""
        self.say(
            "attention",
            f"Dit is {words} tegelijk. Er gaan er hooguit twee samen, anders zijn groepjes uit te "
            f"rekenen.{also}",
        )


def _from_to(title: str, first: QWidget, last: QWidget) -> Field:
    inside = QWidget()
    row = QHBoxLayout(inside)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in (Label("van", tone="mute"), first, Label("tot en met", tone="mute"), last):
        row.addWidget(widget)
    row.addStretch()
    return Field(title, inside)
