"""This file is the top of the section picture: its views, its rows, and what can be made of it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from lesobs.domain.picture import Grouping
from lesobs.services.picture_views import PictureView
from lesobs.ui.widgets.buttons import Switch, main_button, menu_button
from lesobs.ui.widgets.cards import PageHeader
from lesobs.ui.widgets.fields import ComboBox

CELL = "cell"


class PictureHeader(PageHeader):
    """The row below the title: `view_changed` and `rows_changed` tell another choice, `pack_asked` the main
    button. In a narrow window the switches become lists, and `side_changed` tells whether the map or the cell
    is looked at."""

    view_changed = Signal()
    rows_changed = Signal()
    side_changed = Signal(str)
    pack_asked = Signal()

    def __init__(self, exports: list[QAction]) -> None:
        super().__init__()
        views = [(view.value, view.word) for view in PictureView]
        rows = [(rows.value, rows.word) for rows in Grouping]
        self._views, self._rows = Switch("Weergave", views), Switch("Rijen", rows)
        self._view_list = ComboBox("Weergave", [(word, key) for key, word in views])
        self._row_list = ComboBox("Rijen", [(word, key) for key, word in rows])
        self._side = Switch("Tabblad", [("map", "Overzicht"), (CELL, "Vakje")])
        for widget in (self._views, self._rows, self._view_list, self._row_list, self._side):
            self.add_left(widget)
        self._views.changed.connect(self._take_view)
        self._view_list.picked.connect(self._take_view)
        self._rows.changed.connect(self._take_rows)
        self._row_list.picked.connect(self._take_rows)
        self._side.changed.connect(self.side_changed)
        menu = QMenu()
        menu.addActions(exports)
        self.add_action(menu_button("Exporteer", menu, small=False))
        pack = main_button("Bespreekpakket", "pdf")
        pack.clicked.connect(self.pack_asked)
        self.add_action(pack)
        self.show_narrow(lists=False, tabs=False)

    @property
    def view(self) -> PictureView:
        return PictureView(self._views.value())

    @property
    def rows(self) -> Grouping:
        return Grouping(self._rows.value())

    @property
    def side(self) -> str:
        return self._side.value()

    def set_rows(self, rows: Grouping) -> None:
        """Show other rows without telling it."""
        self._rows.set_value(rows.value)
        self._row_list.set_value(rows.value)

    def set_view(self, view: PictureView) -> None:
        """Look at another view, and tell it."""
        self._take_view(view.value)

    def set_side(self, side: str) -> None:
        """Look at the map or the cell, and tell it."""
        self._side.set_value(side)
        self.side_changed.emit(side)

    def show_narrow(self, *, lists: bool, tabs: bool) -> None:
        """Lists in the place of switches, and the cell on a tab of its own."""
        for switch in (self._views, self._rows):
            switch.setVisible(not lists)
        for small in (self._view_list, self._row_list):
            small.setVisible(lists)
        self._side.setVisible(tabs)

    def _take_view(self, key: object) -> None:
        self._views.set_value(str(key))
        self._view_list.set_value(str(key))
        self.view_changed.emit()

    def _take_rows(self, key: object) -> None:
        self._rows.set_value(str(key))
        self._row_list.set_value(str(key))
        self.rows_changed.emit()
