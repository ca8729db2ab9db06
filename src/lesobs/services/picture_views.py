"""This file is the views of one picture: what a cell says in each, and why there may be nothing to say."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lesobs.domain.dutch import FULL_MONTHS, MONTHS, listed
from lesobs.domain.month import Period, said
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Cell, Grouping, Picture, PictureFilter, PictureRow, explain_hidden
from lesobs.domain.picture_building import SPLIT_OF
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.tally import heat_band

MOST_SPLITS = 2
"""More ways to choose lessons at once are never answered."""

SPLIT_WORDS = {
    Split.ROUND: "ronde",
    Split.MONTH: "maanden",
    Split.DEPARTMENT: "afdeling",
    Split.FORM: "vorm",
    Split.PURPOSE: "doel",
    Split.ANNOUNCED: "aankondiging",
    Split.YEAR_LEVEL: "leerjaar",
    Split.INSTRUMENT: "kijkwijzer",
}
ROW_WORDS = {
    Grouping.SECTION: "sectie",
    Grouping.CLUSTER: "cluster",
    Grouping.DEPARTMENT: "afdeling",
    Grouping.YEAR_LEVEL: "leerjaar",
}


class PictureView(StrEnum):
    """What the cells of one and the same picture tell."""

    SHARE = "share"
    SCORED = "scored"
    LAST = "last"

    @property
    def word(self) -> str:
        return {"share": "Aandeel 3 of 4", "scored": "Hoe vaak gescoord", "last": "Laatst gezien"}[self.value]

    @property
    def about(self) -> str:
        """What the colours stand for."""
        return {
            "share": "% op 3 of 4",
            "scored": "% van de lessen gescoord",
            "last": "laatst gezien",
        }[self.value]

    @property
    def bands(self) -> tuple[str, str, str, str, str]:
        """What each band of colour means, from light to dark."""
        if self is PictureView.LAST:
            return (
                "langer geleden",
                "tot een jaar",
                "tot 6 maanden",
                "tot 3 maanden",
                "deze maand",
            )
        return "tot 20", "tot 40", "tot 60", "tot 80", "80 en hoger"


@dataclass(frozen=True, slots=True)
class Told:
    """What a cell says: `large` over `small` in the colour of a band, and the same in words.

    When `hidden`, there is no figure in any of them.
    """

    large: str = ""
    small: str = ""
    band: int | None = None
    spoken: str = ""
    hidden: bool = False


def told(view: PictureView, row: PictureRow, cell: Cell, today: date) -> Told:
    """What the cell of a row says in this view."""
    if cell.tally is None:
        if cell.sign is not None and view is PictureView.SHARE:
            return Told(cell.sign[0], "of bijna", cell.sign[1], f"{cell.words} lessen op 3 of 4")
        return Told(spoken="geen cijfers, de groep is te klein", hidden=True)
    match view:
        case PictureView.SHARE:
            return _share(cell)
        case PictureView.SCORED:
            return _scored(row, cell)
        case PictureView.LAST:
            return _last(cell.last_on, today)


def _share(cell: Cell) -> Told:
    tally = cell.tally
    if tally is None or tally.percent is None:
        return Told(spoken="niet gescoord")
    counts = f"{tally.high} van {tally.scored}, {tally.percent} procent"
    return Told(str(tally.percent), f"{tally.high}/{tally.scored}", heat_band(tally.percent), counts)


def _scored(row: PictureRow, cell: Cell) -> Told:
    scored, lessons = cell.tally.scored if cell.tally else 0, row.lessons or 0
    if not scored:
        return Told(spoken="niet gescoord")
    band = heat_band(100 * scored // lessons)
    return Told(
        str(scored),
        f"van {lessons}" if lessons < 100 else f"/{lessons}",
        band,
        f"gescoord in {scored} van {lessons} lessen",
    )


def _last(last_on: date | None, today: date) -> Told:
    """The month, never the day: a day is one lesson."""
    if last_on is None:
        return Told(spoken="niet gescoord")
    months = (today.year - last_on.year) * 12 + today.month - last_on.month
    band = 5 - sum(months >= edge for edge in (1, 3, 6, 12))
    return Told(MONTHS[last_on.month - 1], str(last_on.year), band, f"laatst gezien in {month(last_on)}")


def month(day: date) -> str:
    """`oktober 2026`."""
    return f"{FULL_MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True)
class Remark:
    """What to know before reading a picture. `urgent`: figures are missing; `clusters`: they help, or the
    months of `period` do; `year`: what one might have thought to see."""

    sentence: str
    urgent: bool = False
    clusters: bool = False
    period: Period | None = None
    year: SchoolYear | None = None


_MERGES = {
    Grouping.SECTION: "Zet secties die bij elkaar horen in een cluster (School, Secties)",
    Grouping.CLUSTER: "Zet meer secties in een cluster (School, Secties)",
}
"""What a school can do when no group of it is large enough."""


def remark(question: PictureFilter, picture: Picture) -> Remark | None:
    """What is missing in a picture with lessons and what to do about it; the most urgent only."""
    if (why := why_hatched(question, picture)) is not None:
        return why
    if picture.total.hidden:
        return Remark(
            f"Er zijn nog minder dan {picture.smallest} docenten bezocht. Cijfers verschijnen als er meer "
            "zijn bezocht; neem er eventueel een schooljaar bij.",
            urgent=True,
        )
    if picture.rows and all(row.hidden for row in picture.rows) and question.rows in _MERGES:
        clustered = any(row.group.cluster for row in picture.rows)
        what = "Kies clusters" if clustered else _MERGES[question.rows]
        return Remark(
            f"Overal zijn minder dan {picture.smallest} docenten bezocht, dus per {ROW_WORDS[question.rows]} "
            f"staan er nog geen cijfers. {what}, of bezoek meer docenten; de hele school kun je al bekijken.",
            urgent=True,
            clusters=clustered,
        )
    cells = [cell for row in (*picture.rows, picture.total) for cell in row.cells]
    if cells and all(cell.tally is not None and not cell.tally.scored for cell in cells):
        return Remark(
            "Er is gekeken, maar overal staat n.v.t. of nog niets. Een aandeel is er pas als er niveaus zijn "
            "gescoord.",
            urgent=True,
        )
    if picture.total.observers == 1:
        return Remark(
            "Alle lessen zijn door één waarnemer gezien. Laat ook een ander kijken, of plan een duo-bezoek: "
            "dan weet je of jullie hetzelfde zien."
        )
    if len(picture.rows) == 1:
        return Remark(
            f"Er is één {ROW_WORDS[question.rows]} met lessen; die ís hier de hele school. Vergelijken kan "
            "pas met een tweede."
        )
    return None


def why_earlier(shown: SchoolYear, this: SchoolYear) -> Remark | None:
    """Why a picture that nobody asked for begins with the year before this one; None when it does not."""
    if shown == this:
        return None
    return Remark(f"Dit is {shown}: van {this} hebben nog minder secties cijfers.", year=this)


def why_hatched(question: PictureFilter, picture: Picture) -> Remark | None:
    """Why a filter leaves most of the rows hatched; None when it does not."""
    if not any(cell.hidden for row in (*picture.rows, picture.total) for cell in row.cells):
        return None
    by_row = SPLIT_OF.get(question.rows)
    used = [split for split in Split if split in question.wanted or split is by_row]
    if len(used) > MOST_SPLITS:
        also = (
            f" {question.rows.word} als rijen tellen ook mee."
            if by_row not in (None, *question.wanted)
            else ""
        )
        return Remark(
            f"Je kiest nu op {listed(SPLIT_WORDS[split] for split in used)} tegelijk. Er gaan er hooguit "
            f"twee samen, anders zijn groepjes uit te rekenen.{also}",
            urgent=True,
        )
    seen = [cell.hidden for row in picture.rows if not row.hidden for cell in row.cells if _has_lessons(cell)]
    if not question.wanted or 2 * sum(seen) < len(seen):
        return None
    if (period := _period_to_show(picture)) is not None:
        return Remark(
            f"Over deze maanden zijn {'de' if all(seen) else 'de meeste'} cijfers per "
            f"{ROW_WORDS[question.rows]} niet te tonen zonder dat groepjes uit te rekenen zijn. Over "
            f"{said(period)} lukt het bij meer.",
            urgent=True,
            period=period,
        )
    if picture.total.hidden or all(cell.hidden for cell in picture.total.cells):
        return Remark(
            "Met dit filter zijn er geen cijfers te tonen zonder dat groepjes uit te rekenen zijn. Neem er "
            "meer lessen bij.",
            urgent=True,
        )
    grouped = any(row.group.cluster for row in picture.rows)
    way_out = "Kies clusters of de hele school." if grouped else "Kijk naar de hele school, onderaan."
    return Remark(
        f"Met dit filter zijn {'de' if all(seen) else 'de meeste'} cijfers per {ROW_WORDS[question.rows]} "
        f"niet te tonen zonder dat groepjes uit te rekenen zijn. {way_out}",
        urgent=True,
        clusters=grouped,
    )


def _period_to_show(picture: Picture) -> Period | None:
    """The months in which most of the hidden cells are told, if there are such months."""
    nearest = Counter(cell.nearest for row in picture.rows for cell in row.cells if cell.nearest)
    return max(nearest, key=lambda period: (nearest[period], period), default=None)


def _has_lessons(cell: Cell) -> bool:
    return cell.tally is None or cell.tally.scored + cell.tally.not_applicable > 0


def why_empty(row: PictureRow, place: int, question: PictureFilter, smallest: int) -> str:
    """What stands in the place of a figure in one cell; empty when the cell has one."""
    cell = row.cells[place]
    if cell.words:
        return (
            f"{cell.words.capitalize()} lessen op 3 of 4. In een kleine groep zegt zo’n uitkomst iets over "
            "ieder die erbij hoort; daarom staat hier geen cijfer."
        )
    if row.hidden:
        return explain_hidden(row, smallest)
    if cell.nearest is not None:
        return (
            "Over deze maanden is dit cijfer niet te tonen: een groepje van te weinig docenten zou eruit te "
            f"berekenen zijn. Wel te tonen: {said(cell.nearest)}."
        )
    if cell.hidden and question.wanted:
        return (
            "Met dit filter is dit cijfer niet te tonen: een groepje van te weinig docenten zou eruit te "
            "berekenen zijn."
        )
    if cell.hidden:
        return (
            f"Hier staat geen cijfer. Het zou gaan over minder dan {smallest} docenten met een score (n.v.t. "
            "is geen score), over ieder van een kleine groep, of zo’n groepje zou eruit te berekenen zijn."
        )
    if not _has_lessons(cell):
        return "Deze indicator is in deze lessen nog niet gescoord."
    return ""
