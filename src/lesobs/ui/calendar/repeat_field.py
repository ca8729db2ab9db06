"""This file is the field that says how an activity comes back, and for which of them a change holds."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lesobs.domain.recurrence import Anchor, Every, Rule
from lesobs.services.school import School
from lesobs.ui.form_dialog import Refused, beside
from lesobs.ui.widgets.buttons import Switch
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.fields import ComboBox
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.ticks import TickBox

_OFTEN = (Every.YEAR, Every.PERIOD, Every.TWO_YEARS, Every.FOUR_YEARS)
ONE, FOLLOWING = "one", "following"
_FAR = "Er is geen vakantie dichtbij genoeg. Vul eerst de vakanties van dit schooljaar in."


class RepeatField(QWidget):
    """How often and where in the year. The places follow from the days of the activity, so that nobody has to
    count them: its date, its week, so many days from the holiday before or after it."""

    scope_changed = Signal()

    def __init__(self, school: School, rule: Rule | None, following: int) -> None:
        """`rule` is how it comes back now; `following` how many after it are still to be done."""
        super().__init__()
        self._school, self._rule = school, rule
        self._days: tuple[date, date] | None = None
        self._at_first: tuple[date, date] | None = None
        self.every = ComboBox("Herhalen", [("niet", None), *((every.word, every) for every in _OFTEN)])
        self.every.set_value(rule.every if rule else None)
        self.place = ComboBox("Waar in het jaar")
        self.moves = TickBox("Begint het in een vakantie of weekend, schuif het dan naar de eerste schooldag")
        self.moves.setChecked(rule is not None and rule.moves_out)
        self.scope = Switch(
            "Geldt voor", [(ONE, "alleen deze"), (FOLLOWING, "ook alle volgende")], small=True
        )
        self._words = Label("", "secondary", "mute", wrap=True)
        self._following = following
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(beside(Field("&Herhalen", self.every), self._place_field(), (2, 3)))
        column.addWidget(self.moves)
        column.addWidget(self._scope_field())
        column.addWidget(self._words)
        self.every.picked.connect(lambda _: self._chosen_anew())
        self.place.picked.connect(lambda _: self._changed_rule())
        self.moves.clicked.connect(lambda: self._changed_rule())
        self.scope.changed.connect(lambda _: self._say())

    @property
    def also_following(self) -> bool:
        """Whether a change holds for those that follow, too."""
        return self._rule is not None and self.scope.value() == FOLLOWING

    def set_days(self, first: date, last: date) -> None:
        """The days of the activity as they are typed; what it can go by follows from them."""
        before = self._days
        self._days = first, last
        if before != self._days:
            self._fill(own=before is None)

    def value(self) -> Rule | None:
        """The rule as it stands. Raises RuleBroken when a choice is missing."""
        if self.every.value() is None:
            return None
        rule = self.place.value()
        if not isinstance(rule, Rule):
            raise Refused(_FAR, self.every)
        return replace(rule, moves_out=self.moves.isChecked())

    def state(self) -> object:
        """What the field holds, to see whether it was changed."""
        rule = self.place.value()
        words = rule.words if isinstance(rule, Rule) else ""
        return self.every.value(), words, self.moves.isChecked()

    def _place_field(self) -> QWidget:
        self.place.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._where = Field("Waar in het &jaar", self.place)
        return self._where

    def _scope_field(self) -> QWidget:
        self._scope = Field("Wijzigen of verwijderen &geldt voor", self.scope)
        self._scope.setVisible(self._rule is not None)
        return self._scope

    def _fill(self, own: bool) -> None:
        """What it can go by on these days; while nothing changed, its own rule stands first."""
        every = self.every.value()
        known = self.place.value()
        wanted = known if isinstance(known, Rule) else self._rule
        rules: list[Rule] = []
        if isinstance(every, Every) and self._days is not None:
            rules = self._school.series.choices(*self._days, every)
            stays = own or (self._rule is not None and self._days == self._at_first)
            if stays and self._rule is not None and self._rule.every is every:
                rules = [self._rule, *(one for one in rules if one.place != self._rule.place)]
        if own:
            self._at_first = self._days
        self.place.set_choices([(rule.place, rule) for rule in rules])
        anchors = [rule.anchor for rule in rules]
        if rules:
            at = anchors.index(wanted.anchor) if wanted and wanted.anchor in anchors else 0
            week = next((place for place, one in enumerate(anchors) if one is Anchor.WEEK), 0)
            self.place.setCurrentIndex(at if wanted else week)
        self._where.setVisible(every is not None)
        self.moves.setVisible(every is not None)
        self._say()

    def _chosen_anew(self) -> None:
        self._fill(own=False)
        self._changed_rule()

    def _changed_rule(self) -> None:
        """Another way of coming back is for all that follow."""
        if self._rule is not None:
            self.scope.set_value(FOLLOWING)
        self._say()

    def _say(self) -> None:
        if self._rule is not None and self.every.value() is None:
            self.scope.set_value(FOLLOWING)
        self._words.setText(self._sentence())
        self._words.setVisible(bool(self._words.text()))
        self.scope_changed.emit()

    def _sentence(self) -> str:
        every = self.every.value()
        if every is not None and not isinstance(self.place.value(), Rule):
            return _FAR
        if self._rule is None:
            return _PLANTED.get(str(every), "")
        if every is None:
            return "Komt niet meer terug. Wat er al was, blijft staan."
        if not self.also_following:
            return "De volgende blijven zoals ze zijn."
        if self._following == 0:
            return "Geldt ook voor volgende schooljaren."
        later = "1 volgende" if self._following == 1 else f"{self._following} volgende"
        return f"Geldt ook voor {later} die nog te doen zijn, en voor volgende schooljaren."


_PLANTED = {
    Every.PERIOD.value: "De andere periodes van dit schooljaar komen er meteen bij.",
    **{
        every.value: "Komt in de kalender als je het nieuwe schooljaar klaarzet."
        for every in Every
        if every is not Every.PERIOD
    },
}
