"""This file is the panel of one finding: its words, its way so far, its figures and what follows from it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain import dutch
from lesobs.domain.finding import FindingKind
from lesobs.services.cycles import CycleLine
from lesobs.services.findings import FindingLine
from lesobs.services.follow_up import FollowUp, Since
from lesobs.ui.calendar.wording import activity_row, closed_chip, one_line, tip, waits_for
from lesobs.ui.delegates.rows import RowDelegate, RowLine
from lesobs.ui.look import NO_LIMIT
from lesobs.ui.models.lines import ListModel
from lesobs.ui.talk.tally_bar import TallyBar
from lesobs.ui.talk.track import FindingTrack
from lesobs.ui.talk.wording import cell_words, lessons_high, next_step
from lesobs.ui.widgets.buttons import Switch, icon_button, main_button, plain_button, quiet_button
from lesobs.ui.widgets.cards import rule, scrolled
from lesobs.ui.widgets.dates import DateEdit
from lesobs.ui.widgets.kept import KeptText
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.tables import ListView

WIDTH = 384


class FindingPanel(QFrame):
    """One finding. Its words are kept as they are typed, by `write`."""

    kind_picked = Signal(object)
    discussed_on = Signal(object)
    """The day of the talk, or None."""
    cell_asked = Signal()
    cycle_asked = Signal()
    along_asked = Signal()
    """Take the finding along in a cycle that is still in Plan."""
    activity_asked = Signal()
    remove_asked = Signal()
    followed = Signal(str)
    """Go to this cycle or activity."""
    back_asked = Signal()

    def __init__(self, write: Callable[[str], None]) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName("Gekozen bevinding")
        self.words = KeptText("Bevinding, in jullie eigen woorden", write, lines=2, most=7)
        self.kind = Switch("Soort", [(kind.value, kind.word) for kind in FindingKind], small=True)
        self.kind.changed.connect(lambda kind: self.kind_picked.emit(FindingKind(kind)))
        self._about, self._indicator = (
            Label(role="secondary", tone="mute", wrap=True),
            Label("", "panel", wrap=True),
        )
        self.track, self._next = FindingTrack(), Label(role="secondary", tone="mute", wrap=True)
        self.talked = DateEdit("Besproken op")
        self.talked.changed.connect(self.discussed_on)
        self.model: ListModel[RowLine] = ListModel(self)
        self.following = ListView("Wat eruit volgt")
        self.following.setModel(self.model)
        self.following.setItemDelegate(RowDelegate(self.following))
        self.following.fit_height()
        self.following.activated.connect(self._follow)
        self.following.clicked.connect(self._follow)
        self._nothing = Label(
            "Nog niets. Maak er een cyclus van, of spreek één activiteit af.", "secondary", "mute", wrap=True
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 8, 12)
        column.setSpacing(8)
        column.addWidget(scrolled(self._build_middle()), 1)
        column.addWidget(self._build_foot())

    def show_finding(
        self, finding: FindingLine, indicator: str, follow_up: FollowUp, today: date, *, fits: bool
    ) -> None:
        """Show a finding; `indicator` are the words of what it is about, `fits` whether a cycle in Plan could
        take it along. The figures of now come later."""
        parts = (
            finding.scope,
            finding.school_year,
            f"gevonden {dutch.day(finding.found_on)}",
        )
        self._about.setText(" · ".join(parts))
        self._indicator.setText(indicator)
        self._indicator.setVisible(bool(indicator))
        self.kind.set_value(finding.kind.value)
        self.words.show_stored(finding.text)
        self.track.show_finding(finding)
        self._next.setText(next_step(finding, follow_up))
        self.cycle.setText("Maak nog een cyclus" if follow_up.cycles else "Maak cyclus")
        self.talked.set_range(finding.found_on, date(today.year + 1, 12, 31))
        self.talked.set_value(finding.discussed_on)
        self._show_then(finding)
        lines = [_cycle_row(line, today) for line in follow_up.cycles]
        lines += [activity_row(line) for line in follow_up.activities]
        self.model.set_lines(lines)
        self.following.setVisible(bool(lines))
        self._nothing.setVisible(not lines)
        self.along.setVisible(fits)
        self.remove.setEnabled(not lines)
        self.remove.setToolTip("Er volgt al iets uit; zij blijft staan." if lines else "Verwijderen (Del)")
        self.to_cell.setVisible(finding.indicator_key is not None)

    def show_since(self, since: Since | None) -> None:
        """The same cell in later lessons, beside the counts of then; or why these can't be told."""
        for widget in (self._now_title, self._now, self._now_bar):
            widget.setVisible(since is not None)
        if since is None:
            return
        self._now_title.setText(f"Sindsdien · {since.lessons}" if since.lessons else "Sindsdien")
        self._now.setText(since.why or cell_words(since.cell))
        self._now.set_tone("mute" if since.why else "ink")
        self._now_bar.setVisible(since.cell is not None and not since.cell.words)
        if since.cell is not None:
            self._now_bar.show_tally(since.cell.tally)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the panel stands in the place of the table."""
        self.setMinimumWidth(0 if narrow else WIDTH)
        self.setMaximumWidth(NO_LIMIT if narrow else WIDTH)
        self.back.setVisible(narrow)
        places = (
            ((0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1))
            if narrow
            else ((0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1))
        )
        for button, place in zip((self.cycle, self.activity, self.remove), places, strict=True):
            self._foot.addWidget(button, *place)

    def _show_then(self, finding: FindingLine) -> None:
        counted = finding.counts.scored > 0
        self._figures.setVisible(counted)
        if counted:
            self._then_title.setText(f"Toen · {finding.school_year}")
            self._then.setText(f"{lessons_high(finding.counts)} ({finding.counts.percent} %)")
            self._then_bar.show_tally(finding.counts)
        self._stands_on.setText(finding.stands_on)
        self._stands_on.setVisible(counted and bool(finding.stands_on))

    def _follow(self, index: object) -> None:
        line = self.model.line(self.following.current_row())
        self.followed.emit(str(line.key))

    def _build_middle(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(6)
        self.back = icon_button("x", "Terug naar de lijst (Esc)", small=True)
        self.back.clicked.connect(self.back_asked)
        self.back.hide()
        head = QHBoxLayout()
        head.addWidget(self._about, 1)
        head.addWidget(self.back)
        column.addLayout(head)
        for widget in (self._indicator, self.kind, self.words):
            column.addWidget(widget)
        column.addSpacing(2)
        column.addWidget(self.track)
        column.addWidget(self._next)
        column.addLayout(self._build_talked())
        column.addWidget(rule())
        column.addWidget(Label("Wat eruit volgt", "secondary", "mute", strong=True))
        column.addWidget(self.following)
        column.addWidget(self._nothing)
        self.along = quiet_button("Voeg toe aan een cyclus in Plan", "loop", "Ctrl+Shift+Enter", small=True)
        self.along.clicked.connect(self.along_asked)
        column.addWidget(self.along, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(rule())
        column.addWidget(self._build_figures())
        self.to_cell = quiet_button("Naar dit vakje in het beeld", "grid", "Ctrl+G", small=True)
        self.to_cell.clicked.connect(self.cell_asked)
        column.addWidget(self.to_cell, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        return inner

    def _build_talked(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        label = Label("Besproken op", "secondary", strong=True)
        label.setBuddy(self.talked)
        self.talked.setMaximumWidth(180)
        row.addWidget(label)
        row.addWidget(self.talked, 1)
        row.addStretch()
        return row

    def _build_figures(self) -> QWidget:
        self._figures = QWidget()
        grid = QGridLayout(self._figures)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setVerticalSpacing(4)
        self._then_title = Label(role="secondary", tone="mute", strong=True, wrap=True)
        self._then, self._then_bar = Label(role="secondary", wrap=True), TallyBar()
        self._stands_on = Label(role="caption", tone="mute", wrap=True)
        self._now_title = Label(role="secondary", tone="mute", strong=True, wrap=True)
        self._now, self._now_bar = Label(role="secondary", wrap=True), TallyBar()
        order = (self._then_title, self._then, self._then_bar, self._stands_on)
        for widget in (*order, self._now_title, self._now, self._now_bar):
            grid.addWidget(widget)
        return self._figures

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        self._foot = QGridLayout(foot)
        self._foot.setContentsMargins(0, 0, 6, 0)
        self._foot.setSpacing(8)
        self.cycle = main_button("Maak cyclus", "loop", "Ctrl+Enter").stretch()
        self.activity = plain_button("Activiteit", "plus", "Ins").stretch()
        self.remove = plain_button("Verwijderen", "trash").stretch()
        self.cycle.clicked.connect(self.cycle_asked)
        self.activity.clicked.connect(self.activity_asked)
        self.remove.clicked.connect(self.remove_asked)
        return foot


def _cycle_row(line: CycleLine, today: date) -> RowLine:
    waits, attention = waits_for(line, today)
    chip, kind = closed_chip(line)
    title = one_line(line.title)
    owner = line.owner or "nog geen eigenaar"
    return RowLine(
        line.id,
        f"Cyclus {title}",
        caption=f"{owner} · {waits}",
        phase=line.phase.letter,
        attention=attention,
        chip=chip,
        chip_kind=kind,
        tooltip=tip(f"{title}\n{owner}\n{waits}"),
    )
