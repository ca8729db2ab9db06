"""This file is the parts of a section page: highlights, questions, good lessons, bars, agreements."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from lesobs.domain.highlights import ENOUGH_LESSONS, Highlight
from lesobs.domain.picture import Picture, PictureRow
from lesobs.reports import fonts
from lesobs.reports.charts import BarRow, ListShape, bar_list, distribution, figure, legend, longest
from lesobs.reports.flow import Columns, Edge, Padding, Rule, WritingLines
from lesobs.reports.page import WIDTH
from lesobs.reports.questions import KINDS, talk_questions
from lesobs.reports.style import (
    AMBER,
    CAPTION,
    CAPTION_RIGHT,
    HEADING,
    INK,
    SMALL,
    SMALL_MUTE,
    SMALL_STRONG,
    SUBHEADING,
    mute,
    strong,
    text,
)

GAP = 18.0
LEFT = 228.0
"""The column of what was often seen; points with their questions get more."""
RIGHT = WIDTH - GAP - LEFT
FIGURES = (52.0, 62.0)
WIDEST_TITLE = 230.0
BARS_TOGETHER = 20
SIGNS = [WIDTH - 2 * 102 - 2 * 14, 102.0, 102.0]
LINE = 22.0
"""The height of one line to write on."""

FEW = (
    f"Nog te weinig lessen: vanaf {ENOUGH_LESSONS} gescoorde lessen van een indicator zetten we hier iets "
    "neer. Kijk samen naar de lijst hieronder."
)
OF_SCHOOL = (
    f"Hier zijn nog te weinig lessen om iets uit te lichten: dat kan vanaf {ENOUGH_LESSONS} gescoorde lessen "
    "van een indicator. Daarom staat hieronder wat in de hele school opviel. Herkennen jullie dat, en hoe is "
    "het in jullie lessen?"
)
NO_STRENGTHS = "Geen indicator stond in de helft van de lessen of vaker op 3 of 4. Wat herkennen jullie?"
NO_POINTS = (
    "Geen indicator stond in minder dan de helft van de lessen op 3 of 4, of ver onder de school. Kies "
    "zelf waar jullie het over willen hebben."
)


def figures_of(line: Highlight) -> str:
    """`7 van 9 lessen op 3 of 4 · school 55 van 63`, in words where a small group has no figures."""
    own = (
        f"{line.tally.high} van {line.tally.scored} lessen op 3 of 4"
        if line.tally is not None
        else f"{line.words} lessen op 3 of 4"
    )
    school = line.school
    return own if school is None else f"{own} · school {school.high} van {school.scored}"


def highlight(line: Highlight, scale: int) -> list[Flowable]:
    """One indicator that was often seen: figures, bar, and what was looked for."""
    return [*_named(line, scale, LEFT), text(line.indicator.watched, SMALL), Spacer(0, 7)]


@dataclass(frozen=True, slots=True)
class PointParts:
    """What the block of a point can be made of, each part measured once."""

    named: list[Flowable]
    watched: Flowable
    asked: tuple[Flowable, ...]

    def block(self, *, watched: bool, questions: int) -> list[Flowable]:
        """With or without what was looked for, and with the first so many questions."""
        block = list(self.named)
        if watched or not self.asked:
            block.append(self.watched)
        if self.asked:
            lines = list(self.asked[:questions])
            quoted = Columns([lines], [RIGHT - 9], padding=Padding(0, 0, 2, 9), left=Edge(3, AMBER))
            block += [Spacer(0, 3), quoted]
        return [*block, Spacer(0, 7)]


def point(line: Highlight, scale: int) -> PointParts:
    """One indicator that is worth a talk; of three questions each says what it is about, one stands out."""
    asked = talk_questions(line.indicator.key, line.indicator.question).asked
    if len(asked) > 1:
        words = zip(KINDS.values(), asked, strict=True)
        questions = [text([strong(f"{word}  "), question], SMALL) for word, question in words]
    else:
        questions = [text(question, SMALL_STRONG) for question in asked]
    return PointParts(_named(line, scale, RIGHT), text(line.indicator.watched, SMALL), tuple(questions))


def _named(line: Highlight, scale: int, width: float) -> list[Flowable]:
    block: list[Flowable] = [
        Rule(width, Edge(1.9, INK), space_after=3),
        text(line.indicator.title, SUBHEADING),
        text(figures_of(line), SMALL_MUTE),
    ]
    if line.tally is not None:
        block += [Spacer(0, 4), distribution(line.tally, width, 15, scale=scale), Spacer(0, 3)]
    return block


def said(sentence: str, width: float) -> list[Flowable]:
    """A sentence in the place of highlights."""
    return [Rule(width, Edge(1.9, INK), space_after=4), text(sentence, SMALL)]


def good_lesson(indicator: str, line: str) -> list[Flowable]:
    """A line from a good lesson, in a box."""
    inside: list[Flowable] = [
        text([strong("Uit een goede les"), mute(f" · {indicator}")], SMALL),
        text(f"“{line}”", SMALL),
    ]
    box = Columns([inside], [LEFT - 20], padding=Padding(5, 10, 6, 10), box=Edge(0.9, INK))
    return [box, Spacer(0, 7)]


def all_indicators(picture: Picture, row: PictureRow, title: str = "Alle indicatoren") -> list[Flowable]:
    """The bars of all indicators, with the figures of the school beside them unless this is the school."""
    whole = row == picture.total
    scale = longest(cell.tally for cell in row.cells)
    titles = (fonts.width(fonts.one_line(i.title), fonts.REGULAR, 9) for i in picture.indicators)
    bar_at = max(150, min(WIDEST_TITLE, 37 + max(titles, default=0)))
    shape = ListShape(
        WIDTH, bar_at=bar_at, figures=(sum(FIGURES), 0) if whole else FIGURES, pitch=13.4, bar=10.4
    )
    words = ("", "op 3 of 4") if whole else ("op 3 of 4", "school")
    head = Columns(
        [[text(title, HEADING)], *([Spacer(0, 3), text(word, CAPTION_RIGHT)] for word in words)],
        [WIDTH - sum(FIGURES), *FIGURES],
    )
    lines = [
        BarRow(indicator.code, indicator.title, cell.tally, "" if whole else figure(total.tally), cell.words)
        for indicator, cell, total in zip(picture.indicators, row.cells, picture.total.cells, strict=True)
    ]
    bars = [
        bar_list(lines[start : start + BARS_TOGETHER], shape, scale=scale)
        for start in range(0, len(lines), BARS_TOGETHER)
    ]
    signs = Columns([[legend(WIDTH - 27)]], [WIDTH - 27], padding=Padding(left=27))
    return [head, *bars, Spacer(0, 2), signs, *_why_without(picture, row)]


def _why_without(picture: Picture, row: PictureRow) -> list[Flowable]:
    """Why some bars are no bars."""
    parts = []
    if any(cell.hidden for cell in row.cells):
        parts.append(f"Gestreept: {picture.hidden_sentence}")
    if any(cell.words for cell in row.cells):
        parts.append("In woorden: een kleine groep, waarin een cijfer over ieder van hen zou gaan.")
    return [text(" ".join(parts), CAPTION)] if parts else []


def agreements(lines: int) -> list[Flowable]:
    """Room to write down what the team agrees."""
    words = ("afspraak, en waaraan zien leerlingen het?", "wie", "opnieuw kijken op")
    return [
        Spacer(0, 5),
        text("Wat spreken jullie af?", HEADING),
        WritingLines(lines, SIGNS, gap=14, pitch=LINE),
        Spacer(0, 1),
        Columns([[text(word, CAPTION)] for word in words], SIGNS, gap=14),
    ]


def columns(left: Sequence[Flowable], right: Sequence[Flowable]) -> Flowable:
    """Two halves of a page side by side."""
    return Columns([left, right], [LEFT, RIGHT], gap=GAP, space_after=7)
