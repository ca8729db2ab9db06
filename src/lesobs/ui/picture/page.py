"""This file is the section picture: a heat map of groups and indicators, and what lies behind one cell."""

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lesobs.domain.picture import Picture
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.school import School
from lesobs.ui.errors import refusals_shown
from lesobs.ui.look import PAGE, PANEL_WIDTH, L, S
from lesobs.ui.page import Changes, Page, Place
from lesobs.ui.picture.finding_dialog import FindingDialog
from lesobs.ui.picture.heat_map import HeatKey, HeatMap
from lesobs.ui.picture.panel import CellPanel
from lesobs.ui.widgets.bars import MessageBar
from lesobs.ui.widgets.buttons import Switch, main_button, plain_button
from lesobs.ui.widgets.cards import PageHeader
from lesobs.ui.widgets.states import EmptyState, Offer
from lesobs.ui.widgets.years import YearChooser

NARROW = 1000


class PicturePage(Page):
    """The picture of one school year, by section or by cluster."""

    place = Place.PICTURE
    help_page = "sectiebeeld"
    listens_to = frozenset({"visit", "rating", "section", "cluster", "school", "seen_look_for"})

    def __init__(self, school: School, changes: Changes) -> None:
        super().__init__(school, changes)
        self._picture: Picture | None = None
        self._year = YearChooser(_year_with_figures(school))
        self._year.changed.connect(lambda _: self.refresh())
        self._groups = Switch("Rijen", [("section", "Secties"), ("cluster", "Clusters")])
        self._groups.changed.connect(lambda _: self.refresh())
        self._header = PageHeader("Sectiebeeld")
        self._sentence = MessageBar()
        self._done = MessageBar("done", "", closable=True)
        self._done.hide()
        self._map = HeatMap()
        self._map.current_changed.connect(self._show_cell)
        self._key = HeatKey()
        self._panel = CellPanel()
        self._panel.setFixedWidth(PANEL_WIDTH)
        self._empty = QWidget()
        self._shown = QStackedWidget()
        self._actions = self._make_actions()
        self._build()

    def menu_actions(self) -> list[QAction]:
        return self._actions

    def refresh(self) -> None:
        years = self.school.visits.years() or [self.school.year]
        self._year.set_range(min(years[-1], self.school.year), max(years[0], self.school.year))
        year = self._year.value()
        self._picture = self.school.pictures.picture(year, by_cluster=self._by_cluster)
        self._sentence.set_message("info", self._picture.sentence)
        has_rows = bool(self._picture.rows)
        for action in self._actions:
            action.setEnabled(has_rows)
        if has_rows:
            self._map.show_picture(self._picture, by_cluster=self._by_cluster)
            self._key.show_smallest(self._picture.smallest)
            self._shown.setCurrentIndex(0)
        else:
            self._show_empty(year)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self._map.set_narrow(narrow)
        self._key.set_narrow(narrow)
        self._header.set_narrow(narrow)
        self._panel.setFixedWidth(PANEL_WIDTH if not narrow else 240)

    @property
    def _by_cluster(self) -> bool:
        return self._groups.value() == "cluster"

    def _make_actions(self) -> list[QAction]:
        return [
            self.make_action("&Bevinding maken…", "Ctrl+B", self._make_finding, "Kwaliteit"),
            self.make_action("Sectiebeeld als &PDF…", "Ctrl+P", self._print_section, "Bestand"),
            self.make_action("Bespreekpa&kket als PDF…", "Ctrl+Shift+P", self._print_pack, "Bestand"),
        ]

    def _build(self) -> None:
        self._header.add_left(self._year)
        self._header.add_left(self._groups)
        paper = plain_button("Als PDF", "pdf", "Ctrl+P")
        paper.clicked.connect(self._print_section)
        pack = main_button("Bespreekpakket", "pdf")
        pack.clicked.connect(self._print_pack)
        self._header.add_action(paper)
        self._header.add_action(pack)
        self._panel.finding_asked.connect(self._make_finding)
        left = QVBoxLayout()
        left.setSpacing(S)
        left.addWidget(self._map, 1)
        left.addWidget(self._key)
        filled = QWidget()
        row = QHBoxLayout(filled)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addLayout(left, 1)
        row.addWidget(self._panel)
        self._shown.addWidget(filled)
        self._shown.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, L, PAGE, 12)
        column.setSpacing(10)
        for widget in (self._header, self._sentence, self._done):
            column.addWidget(widget)
        column.addWidget(self._shown, 1)
        self.setFocusProxy(self._map)

    def _show_cell(self) -> None:
        cell = self._map.chosen()
        if self._picture is not None and cell is not None:
            self._panel.show_cell(self._picture, *cell)

    def _show_empty(self, year: SchoolYear) -> None:
        self._shown.removeWidget(self._empty)
        self._empty.deleteLater()
        newest = next((one for one in self.school.visits.years() if one < year), None)
        back = Offer(f"Toon {newest}", lambda: self._go_to(newest)) if newest is not None else None
        self._empty = EmptyState(
            f"Nog geen lessen in {year}",
            "Zodra er bezoeken zijn afgerond, staat hier per sectie wat er te zien was. De eerste cijfers "
            f"verschijnen als bij een sectie {self._smallest()} docenten zijn bezocht.",
            Offer("Naar Lesbezoeken", lambda: self.go.emit(Place.VISITS, ""), "visit"),
            back,
            outline="grid",
        )
        self._shown.addWidget(self._empty)
        self._shown.setCurrentWidget(self._empty)

    def _go_to(self, year: SchoolYear) -> None:
        self._year.set_value(year)
        self.refresh()

    def _smallest(self) -> int:
        return self.school.settings().smallest_group

    def _make_finding(self) -> None:
        """Write down what the team concludes from the cell in focus, with its counts."""
        chosen = self._map.chosen()
        if self._picture is None or chosen is None:
            return
        row, column = chosen
        cell, indicator = row.cells[column], self._picture.indicators[column]
        if cell.tally is None:
            self._done.set_message("attention", "Hier zijn geen cijfers om een bevinding op te bouwen.")
            self._done.show()
            return
        answer = FindingDialog.ask(self, row.group.name, indicator.title, cell.tally)
        if answer is None:
            return
        with refusals_shown(self):
            self.school.findings.add(*answer, self._year.value(), row, indicator.key, cell)
            self._done.set_message(
                "done", "Bevinding bewaard.", more="Je vindt haar terug in de Kwaliteitskalender, bij Cycli."
            )
            self._done.show()

    def _print_section(self) -> None:
        from lesobs.ui.preview import Preview

        chosen = self._map.chosen()
        if self._picture is None or chosen is None:
            return
        name, year = chosen[0].group.name, self._year.value()
        Preview.show_paper(
            self,
            f"Sectiebeeld {name}",
            f"Sectiebeeld {name} {year}.pdf".replace("/", "-"),
            lambda path: self.school.papers.sections(year, (name,), path, by_cluster=self._by_cluster),
        )

    def _print_pack(self) -> None:
        from lesobs.ui.preview import Preview

        year = self._year.value()
        Preview.show_paper(
            self,
            "Bespreekpakket",
            f"Bespreekpakket {year}.pdf",
            lambda path: self.school.papers.discussion(year, path, by_cluster=self._by_cluster),
        )


def _year_with_figures(school: School) -> SchoolYear:
    """The year to begin with: this one, or early in the year the last one, when that shows more sections."""
    this, last = school.year, school.year.previous

    def shown(year: SchoolYear) -> int:
        return sum(not row.hidden for row in school.pictures.picture(year).rows)

    return last if shown(last) > shown(this) else this
