"""This file is the table of who does what: what each row shows, with a bar for its part of the whole."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from lesobs.domain import dutch
from lesobs.domain.layers import Layer
from lesobs.services.responsibility import LoadLine
from lesobs.ui.delegates.cells import BarCell, LinesCell, TextCell
from lesobs.ui.look import ROW_TWO_LINES
from lesobs.ui.models.table import Column, TableModel
from lesobs.ui.widgets.tables import TableView

LAYER, DEPUTY, MONTH = 1, 4, 6
"""The columns that make room in a narrow window."""
_SHARE = 5


class LoadTable(TableView):
    """Persons or layers; the same one stays chosen when the numbers change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Wie doet wat", parent=parent)
        self.verticalHeader().setDefaultSectionSize(ROW_TWO_LINES)
        self.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.rows = TableModel[LoadLine](COLUMNS, self)
        self.set_model(self.rows, sorted_by=_SHARE, down=True)

    def current(self) -> LoadLine | None:
        """The row that has the keyboard."""
        row = self.current_row()
        return self.rows.line(row) if 0 <= row < self.rows.rowCount() else None

    def show_lines(self, lines: Sequence[LoadLine]) -> None:
        """Show other rows; one that is gone makes place for the next."""
        before, place = self.current(), self.current_row()
        self.rows.set_lines(lines)
        if before is None or not self.select(before.key):
            self.select_row(min(max(place, 0), len(lines) - 1))

    def select(self, key: str) -> bool:
        """Go to a person or layer; gives whether it is in the list."""
        row = self.rows.row_of(lambda line: line.key == key)
        if row >= 0:
            self.select_row(row)
        return row >= 0

    def set_room(self, narrow: bool, by_layer: bool) -> None:
        """Leave out what there is no room for; of a layer its own name."""
        self.setColumnHidden(LAYER, narrow or by_layer)
        self.setColumnHidden(DEPUTY, narrow)
        self.setColumnHidden(MONTH, narrow)


def _about(line: LoadLine) -> str:
    if line.left_on is None:
        return line.about
    gone = f"uit dienst {dutch.day(line.left_on)}"
    return f"{line.about} · {gone}" if line.about else gone


def _is_open(line: LoadLine) -> bool:
    """Whether somebody has to see to it that this work gets another owner."""
    return not line.key or line.left_on is not None


def _activities(line: LoadLine) -> LinesCell:
    late = f"{line.load.overdue} over tijd" if line.load.overdue else ""
    return LinesCell(str(line.load.activities), late)


def _activities_spoken(line: LoadLine) -> str:
    words = dutch.count(line.load.activities, "open activiteit", "open activiteiten")
    return f"{words}, {line.load.overdue} over tijd" if line.load.overdue else words


def _share(line: LoadLine) -> str:
    return f"{line.load.total} · {line.share} %" if line.load.total else "niets open"


def _month(line: LoadLine) -> str:
    busiest = line.load.busiest
    return f"{dutch.FULL_MONTHS[busiest[0].month - 1]} · {busiest[1]}" if busiest else ""


def _layer(line: LoadLine) -> TextCell:
    return TextCell(line.layer_word, tone="ink" if line.layer else "attention" if line.key else "mute")


def _layer_order(line: LoadLine) -> int:
    return list(Layer).index(line.layer) if line.layer else len(Layer) + (not line.key)


COLUMNS: tuple[Column[LoadLine], ...] = (
    Column(
        "Wie",
        lambda line: line.name,
        cell=lambda line: LinesCell(
            line.name, _about(line), "attention" if _is_open(line) else "ink", strong=True
        ),
        accessible=lambda line: f"{line.name}, {_about(line)}",
        tooltip=lambda line: " · ".join(filter(None, (line.name, _about(line)))),
        width=0,
    ),
    Column(
        "Laag",
        _layer_order,
        lambda line: line.layer_word,
        cell=_layer,
        accessible=lambda line: " ".join(filter(None, (f"{line.layer_word}.", line.why))),
        tooltip=lambda line: line.why,
        title_tip="Volgt uit de rol en de functie in School › Medewerkers; zie F1",
        width=136,
    ),
    Column(
        "Activiteiten",
        lambda line: line.load.activities,
        cell=_activities,
        accessible=_activities_spoken,
        title_tip="Open activiteiten van dit schooljaar",
        width=92,
    ),
    Column("Cycli", lambda line: line.load.cycles, title_tip="Open cycli als eigenaar", width=58),
    Column(
        "Vervanger",
        lambda line: line.load.deputy_of,
        lambda line: f"van {line.load.deputy_of}" if line.load.deputy_of else "",
        title_tip="Van hoeveel open cycli iemand vervanger is; dat telt niet mee in het deel",
        width=82,
    ),
    Column(
        "Deel van het geheel",
        lambda line: line.load.total,
        _share,
        cell=lambda line: BarCell(line.share, _share(line)),
        accessible=lambda line: f"{line.load.total} open dingen, {line.share} procent van het geheel",
        title_tip="Open activiteiten en cycli samen",
        width=184,
    ),
    Column(
        "Drukste maand",
        lambda line: line.load.busiest[0] if line.load.busiest else None,
        _month,
        title_tip="In welke maand de meeste van deze activiteiten beginnen, en hoeveel",
        width=120,
    ),
)
