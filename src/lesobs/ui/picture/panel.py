"""This file is what lies behind one cell of the picture: the distribution, and the school beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from lesobs.domain.instrument import Level
from lesobs.domain.picture import Picture, PictureRow, explain_hidden
from lesobs.domain.tally import Tally
from lesobs.services.charts import Palette, distribution_svg
from lesobs.ui.look import look, theme
from lesobs.ui.widgets.buttons import main_button
from lesobs.ui.widgets.cards import Card, rule
from lesobs.ui.widgets.labels import Label
from lesobs.ui.widgets.marks import LevelBox
from lesobs.ui.widgets.svg import SvgView

BAR_WIDTH, BAR_HEIGHT = 268, 28


class CellPanel(Card):
    """Shows one cell in words and as a bar; `finding_asked` when the user wants to conclude something."""

    finding_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Gekozen cel")
        self._shown: tuple[Picture, PictureRow, int] | None = None
        self._group = Label(role="caption", tone="mute", wrap=True)
        self._title = Label(role="panel", wrap=True)
        self._watched = Label(role="secondary", tone="mute", wrap=True)
        self._spread = Label(role="secondary", tone="mute", strong=True)
        self._bar = SvgView()
        self._legend = _legend()
        self._beside_title = Label("Naast de hele school", role="secondary", tone="mute", strong=True)
        self._beside = Label(wrap=True)
        self._hidden = Label(wrap=True)
        self._question = Label(role="body", wrap=True)
        self._finding = main_button("Maak bevinding", "flag", "Ctrl+B").stretch()
        self._finding.clicked.connect(self.finding_asked.emit)
        self._rules = (rule(), rule())
        self._build()
        look.changed.connect(self._draw)

    def show_cell(self, picture: Picture, row: PictureRow, place: int) -> None:
        """Show the cell of this row and indicator; a hidden one shows why it is hidden."""
        self._shown = (picture, row, place)
        indicator, cell = picture.indicators[place], row.cells[place]
        tally = cell.tally
        self._group.setText(f"{row.group.name} · {row.sentence}")
        self._title.setText(f"{indicator.code} {indicator.title}")
        self._watched.setText(indicator.watched)
        self._question.set_html(f"<b>{indicator.question}</b>")
        shown = tally is not None and tally.scored + tally.not_applicable > 0
        for widget in (self._spread, self._bar, self._legend, *self._rules, self._beside_title, self._beside):
            widget.setVisible(shown)
        self._finding.setEnabled(shown)
        self._hidden.setVisible(not shown)
        if cell.words:
            self._hidden.setText(
                f"{cell.words.capitalize()} lessen op 3 of 4. In een kleine groep zegt zo’n uitkomst iets "
                "over ieder die erbij hoort; daarom staat hier geen cijfer."
            )
        elif tally is None:
            self._hidden.setText(explain_hidden(row, picture.smallest))
        elif not shown:
            self._hidden.setText("Deze indicator is hier dit schooljaar nog niet gescoord.")
        else:
            self._show_tally(picture, row, place, tally)

    def _show_tally(self, picture: Picture, row: PictureRow, place: int, tally: Tally) -> None:
        lessons = tally.scored + tally.not_applicable
        self._spread.setText(f"Verdeling over {lessons} lessen" if lessons != 1 else "Verdeling over 1 les")
        self._draw()
        school = picture.total.cells[place].tally
        own = f"<b>{tally.percent} %</b> op 3 of 4 ({tally.high} van {tally.scored})"
        if not tally.scored:
            own = "In geen enkele les van toepassing"
        if row is picture.total or school is None or not school.scored:
            self._beside.set_html(f"{own}.")
        else:
            self._beside.set_html(
                f"{own}, school <b>{school.percent} %</b> ({school.high} van {school.scored})."
            )

    def _draw(self) -> None:
        if self._shown is None:
            return
        _, row, place = self._shown
        tally = row.cells[place].tally
        if tally is not None and tally.scored + tally.not_applicable:
            words = ", ".join(f"{n} keer {Level(i + 1).word}" for i, n in enumerate(tally.levels))
            svg = distribution_svg(tally, BAR_WIDTH, BAR_HEIGHT, _palette())
            self._bar.set_svg(svg, f"{words}, {tally.not_applicable} keer niet van toepassing")

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 14, 8, 8)
        column.setSpacing(4)
        above: tuple[QWidget, ...] = (self._group, self._title, self._watched, self._hidden)
        spread: tuple[QWidget, ...] = (self._spread, self._bar, self._legend)
        beside: tuple[QWidget, ...] = (self._rules[0], self._beside_title, self._beside, self._rules[1])
        for block in (above, spread, beside):
            for widget in block:
                column.addWidget(widget)
            column.addSpacing(6)
        column.addWidget(Label("Om over te praten", "secondary", "mute", strong=True))
        column.addWidget(self._question)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        scroll.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 4, 14, 14)
        foot.addWidget(self._finding)
        self.body.addWidget(scroll, 1)
        self.body.addLayout(foot)


def _legend() -> QWidget:
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 4, 0, 4)
    grid.setHorizontalSpacing(6)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(3, 1)
    for level, line, column, columns in (
        (1, 0, 0, 1),
        (3, 1, 0, 1),
        (0, 2, 0, 3),
        (2, 0, 2, 1),
        (4, 1, 2, 1),
    ):
        words = Label(Level(level).word, "caption", wrap=column > 0)
        grid.addWidget(LevelBox(level, 18), line, column, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words, line, column + 1, 1, columns, Qt.AlignmentFlag.AlignVCenter)
    return whole


def _palette() -> Palette:
    """The colours of the chart as the window wears them."""
    worn = theme()
    levels, texts = worn.levels, worn.level_texts
    return Palette(
        ink=worn.ink,
        mute=worn.mute,
        levels=(levels[1], levels[2], levels[3], levels[4]),
        on_levels=(texts[1], texts[2], texts[3], texts[4]),
        not_applicable=levels[0],
        on_not_applicable=texts[0],
        hidden=worn.sunk,
        hatch=worn.hatch,
        edge=None,
    )
