"""This file is what lies behind one cell of the picture: the spread, the school beside it, the rounds."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from lesobs.domain.cell_detail import CellDetail
from lesobs.domain.dutch import count
from lesobs.domain.instrument import Level
from lesobs.domain.picture import Picture, PictureFilter, PictureRow
from lesobs.services.charts import difference_svg, distribution_svg, rounds_svg
from lesobs.services.picture_views import why_empty
from lesobs.ui.look import look
from lesobs.ui.picture.palette import chart_palette
from lesobs.ui.widgets.buttons import main_button, plain_button
from lesobs.ui.widgets.cards import Card, rule, scrolled
from lesobs.ui.widgets.labels import Chip, Label
from lesobs.ui.widgets.marks import LevelBox
from lesobs.ui.widgets.svg import SvgView

BAR_WIDTH, BAR_HEIGHT = 268, 26
DIFFERENCE_HEIGHT = 44
ROUNDS_HEIGHT = 112


class CellPanel(Card):
    """Shows one cell in words and drawings; `finding_asked` when the user wants to conclude something,
    `cards_asked` when the user wants to read lines from good lessons."""

    finding_asked = Signal()
    cards_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Gekozen vakje")
        self._shown: tuple[Picture, PictureRow, int] | None = None
        self._detail: CellDetail | None = None
        self._group = Label(role="caption", tone="mute", wrap=True)
        self._title = Label(role="panel", wrap=True)
        self._watched = Label(role="secondary", tone="mute", wrap=True)
        self._retired = Label(
            "Deze indicator staat niet meer in jullie kijkwijzers: nieuwe lessen tellen hier niet in mee.",
            role="secondary",
            wrap=True,
        )
        self._spread = Label(role="secondary", tone="mute", strong=True)
        self._bar = SvgView()
        self._legend = _legend()
        self._beside_title = Label("Naast de hele school", role="secondary", tone="mute", strong=True)
        self._difference = SvgView()
        self._beside = Label(wrap=True)
        self._verdict = Chip("")
        self._rounds_title = Label("Per ronde", role="secondary", tone="mute", strong=True)
        self._rounds = SvgView()
        self._change = Label(role="secondary", wrap=True)
        self._empty = Label(wrap=True)
        self._question = Label(role="body", wrap=True)
        self._cards = plain_button("", "star").stretch()
        self._cards.clicked.connect(self.cards_asked.emit)
        self._finding = main_button("Maak bevinding", "flag", "Ctrl+B").stretch()
        self._finding.clicked.connect(self.finding_asked.emit)
        self._rules = (rule(), rule(), rule())
        self._build()
        look.changed.connect(self._draw)

    def show_cell(self, question: PictureFilter, picture: Picture, row: PictureRow, place: int) -> None:
        """Show the cell of this row and indicator; an empty one says why. Its detail follows."""
        self._shown, self._detail = (picture, row, place), None
        indicator, tally = picture.indicators[place], row.cells[place].tally
        self._group.setText(
            f"{row.group.name} · {row.sentence.replace(' van ', ', ').replace(' door ', ', ')}"
        )
        self._title.setText(f"{indicator.code} {indicator.title}")
        self._watched.setText(indicator.watched)
        self._retired.setVisible(indicator.retired)
        self._question.set_html(f"<b>{indicator.question}</b>")
        why = why_empty(row, place, question, picture.smallest)
        self._empty.setText(why)
        self._empty.setVisible(bool(why))
        filled = not why
        for widget in (
            self._spread,
            self._bar,
            self._legend,
            self._beside_title,
            self._beside,
            *self._rules[:2],
        ):
            widget.setVisible(filled)
        self._finding.setEnabled(filled)
        self._finding.setToolTip(why)
        if tally is not None and filled:
            lessons = tally.scored + tally.not_applicable
            self._spread.setText(f"Verdeling over {count(lessons, 'les', 'lessen')}")
            self._beside.set_html(self._shares())
        self._beside_title.setText("De hele school" if row == picture.total else "Naast de hele school")
        self._show_detail()
        self._draw()

    def show_detail(self, detail: CellDetail) -> None:
        """Show how sure the difference with the school is, and the rounds of the cell."""
        self._detail = detail
        self._show_detail()
        self._draw()

    @property
    def lacks_detail(self) -> bool:
        """Whether the detail of the cell is still to come."""
        return self._detail is None

    def take_focus(self) -> None:
        """Put the keyboard on what can be done here."""
        (self._finding if self._finding.isEnabled() else self).setFocus()

    def show_cards(self, number: int) -> None:
        """How many approved lines there are for this indicator."""
        self._cards.setText(count(number, "goede-les-kaart", "goede-les-kaarten").capitalize())
        self._cards.setVisible(number > 0)
        self._cards.setToolTip("Zinnen uit goede lessen, zonder namen, die jullie hebben goedgekeurd")

    @property
    def difference_words(self) -> str:
        """`25 % (3 van 12), hele school 43 % (35 van 82): geen duidelijk verschil`; "" without figures."""
        if self._shown is None or self._detail is None or self._detail.beside_school is None:
            return ""
        picture, row, place = self._shown
        own, school = row.cells[place].tally, picture.total.cells[place].tally
        assert own is not None and school is not None
        return (
            f"{own.percent} % ({own.high} van {own.scored}), hele school {school.percent} % ({school.high} "
            f"van {school.scored}): {self._detail.beside_school.verdict.word}"
        )

    def _shares(self) -> str:
        assert self._shown is not None
        picture, row, place = self._shown
        tally, school = row.cells[place].tally, picture.total.cells[place].tally
        assert tally is not None
        if not tally.scored:
            return "In geen enkele les van toepassing."
        own = f"<b>{tally.percent} %</b> op 3 of 4 ({tally.high} van {tally.scored})"
        if row == picture.total or school is None or not school.scored:
            return f"{own}."
        return f"{own}, school <b>{school.percent} %</b> ({school.high} van {school.scored})."

    def _show_detail(self) -> None:
        detail = self._detail
        beside = detail.beside_school if detail is not None else None
        if beside is not None:
            self._beside.set_html(f"{self._shares()} {beside.sentence}")
            self._verdict.set_chip(beside.verdict.word)
        self._verdict.setVisible(beside is not None)
        self._difference.setVisible(beside is not None and beside.low is not None)
        rounds = detail.rounds if detail is not None else ()
        told = any(not one.cell.hidden for one in rounds)
        for widget in (self._rounds_title, self._rules[2]):
            widget.setVisible(bool(rounds))
        self._rounds.setVisible(told)
        change = detail.change if detail is not None else None
        words = change.sentence if change is not None else ""
        self._change.setText(words if told else "Per ronde zijn de groepjes hier te klein voor cijfers.")
        self._change.setVisible(bool(rounds) and bool(self._change.text()))

    def _draw(self) -> None:
        if self._shown is None:
            return
        _, row, place = self._shown
        tally, detail, palette = row.cells[place].tally, self._detail, chart_palette()
        if tally is not None and tally.scored + tally.not_applicable:
            words = ", ".join(f"{n} keer {Level(i + 1).word}" for i, n in enumerate(tally.levels))
            svg = distribution_svg(tally, BAR_WIDTH, BAR_HEIGHT, palette)
            self._bar.set_svg(svg, f"{words}, {tally.not_applicable} keer niet van toepassing")
        if detail is None:
            return
        beside = detail.beside_school
        if beside is not None and beside.low is not None:
            svg = difference_svg(beside, BAR_WIDTH, DIFFERENCE_HEIGHT, palette)
            self._difference.set_svg(svg, f"{beside.sentence} {beside.verdict.word.capitalize()}.")
        if detail.rounds:
            svg = rounds_svg(detail.rounds, BAR_WIDTH, ROUNDS_HEIGHT, palette)
            words = "; ".join(
                f"{one.title.lower()} {one.year}: {one.words or 'geen cijfers'}"
                f"{', nieuwe tekst van de indicator' if one.new_wording else ''}"
                for one in detail.rounds
            )
            self._rounds.set_svg(svg, words)

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 12, 8, 8)
        column.setSpacing(4)
        beside = (self._beside_title, self._difference, self._beside, self._verdict)
        blocks: tuple[tuple[QWidget, ...], ...] = (
            (self._group, self._title, self._watched, self._retired, self._empty),
            (self._spread, self._bar, self._legend),
            (self._rules[0], *beside),
            (self._rules[2], self._rounds_title, self._rounds, self._change),
            (self._rules[1], Label("Om over te praten", "secondary", "mute", strong=True), self._question),
        )
        for block in blocks:
            for widget in block:
                column.addWidget(widget)
            column.addSpacing(4)
        column.addStretch()
        scroll = scrolled(inside)
        foot = QVBoxLayout()
        foot.setContentsMargins(14, 4, 14, 12)
        foot.setSpacing(8)
        foot.addWidget(self._cards)
        foot.addWidget(self._finding)
        self.body.addWidget(scroll, 1)
        self.body.addLayout(foot)


def _legend() -> QWidget:
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 4, 0, 2)
    grid.setHorizontalSpacing(6)
    grid.setVerticalSpacing(3)
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
