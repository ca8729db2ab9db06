"""This file is the section picture: a heat map of groups and indicators, and what lies behind one cell."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QGuiApplication, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lesobs.domain.cell_detail import CellDetail
from lesobs.domain.picture import Grouping, PictureFilter
from lesobs.domain.schoolyear import SchoolYear
from lesobs.services.good_lessons import GoodLessonLine
from lesobs.services.picture_choices import Choices
from lesobs.services.picture_tables import ShownPicture, as_text
from lesobs.services.picture_views import PictureView, remark, why_earlier, why_empty
from lesobs.services.school import School
from lesobs.ui.errors import refusals_shown
from lesobs.ui.look import PAGE, PANEL_WIDTH, S
from lesobs.ui.page import Changes, Page, Place
from lesobs.ui.picture.asking import Answer, Asking, reckon, reckon_ahead
from lesobs.ui.picture.cards_dialog import CardsDialog
from lesobs.ui.picture.cell_place import CellPlace
from lesobs.ui.picture.empty import no_lessons, nothing_left
from lesobs.ui.picture.exporting import print_pack, print_section, save_table
from lesobs.ui.picture.filter_dialog import FilterDialog
from lesobs.ui.picture.finding_dialog import FindingDialog
from lesobs.ui.picture.header import CELL, PictureHeader
from lesobs.ui.picture.heat_map import HeatKey, HeatMap, Shown
from lesobs.ui.picture.panel import CellPanel
from lesobs.ui.picture.sentence import FilterSentence
from lesobs.ui.picture.way_out import way_out
from lesobs.ui.waiting import Progress, done_beside
from lesobs.ui.widgets.bars import MessageBar, MessageKind
from lesobs.ui.widgets.content import ContentOrEmpty

LISTS, NARROW = 1180, 1000
"""Below these widths of the page: lists for switches; codes over the map, and the cell on its own tab."""

SMALL_PANEL = 286
WIDEST = 16_777_215
"""As wide as Qt lets a widget be."""

STANDS_STILL_MS = 120
"""How long the ring stands on a cell before its detail is reckoned."""


class PicturePage(Page):
    """The picture of the lessons that were asked for, in three views."""

    place = Place.PICTURE
    help_page = "sectiebeeld"
    listens_to = frozenset(
        {"visit", "rating", "section", "cluster", "school", "seen_look_for", "round", "class_group"}
        | {"department", "instrument", "good_lesson"}
    )

    def __init__(self, school: School, changes: Changes) -> None:
        super().__init__(school, changes)
        self._answer: Answer | None = None
        self._question: PictureFilter | None = None
        self._wanted_cell: tuple[str, str] | None = None
        self._way_out: PictureFilter | None = None
        self._made, self._refused = "", False
        self._asking, self._asking_detail = Asking(school, self), Asking(school, self)
        self._actions = self._make_actions()
        self._header = PictureHeader(self._actions[1:5])
        self._sentence = FilterSentence()
        self._remark, self._done = MessageBar("attention", closable=True), MessageBar("done", closable=True)
        self._map, self._key, self._panel = HeatMap(), HeatKey(), CellPanel()
        self._left = QWidget()
        self._shown, self._filled = ContentOrEmpty(), QWidget()
        self._still = QTimer(self, interval=STANDS_STILL_MS, singleShot=True)
        self._build()
        self._connect()

    def menu_actions(self) -> list[QAction]:
        return self._actions

    def refresh(self) -> None:
        self._still.stop()
        self._asking_detail.stop()  # the question would wait for it; it is asked again with the answer
        self._asking.ask(partial(reckon, self.school, self._question), self._show)

    @property
    def waiting(self) -> bool:
        """Whether what was asked is still being reckoned."""
        return self._asking.waiting or self._asking_detail.waiting or self._still.isActive()

    def show_item(self, item: str) -> None:
        """Show a cell, given as the `item` of a CellPlace."""
        place = CellPlace.of(item)
        self._wanted_cell = place.group, place.indicator
        self.ask(PictureFilter((place.school_year,), place.rows))

    def show_view(self, view: PictureView) -> None:
        """Look at the same picture in another way."""
        self._header.set_view(view)

    def ask(self, question: PictureFilter) -> None:
        """Show other lessons, or other rows of them."""
        self._question = question
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._expect()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._asking.be_quiet()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _make_actions(self) -> list[QAction]:
        make = self.make_action
        return [
            make("&Bevinding maken…", "Ctrl+B", self._make_finding, "Kwaliteit"),
            make("&Tabel als Excel…", "Ctrl+Shift+E", lambda: self._export(".xlsx"), "Bestand"),
            make("Tabel als &CSV…", "", lambda: self._export(".csv"), "Bestand"),
            make("Tabel &kopiëren", "", self._copy, "Bewerken"),
            make("Sectiebeeld als &PDF…", "Ctrl+P", self._print_section, "Bestand"),
            make("Bespreekpa&kket als PDF…", "Ctrl+Shift+P", self._print_pack, "Bestand"),
            make("&Filter…", "Ctrl+F", self._open_filter, "Beeld"),
            make("Alles weer &meetellen", "Esc", self._escape, "Beeld"),
            make("Conclusies in&voeren…", "Ctrl+Shift+B", self._enter_conclusions, "Kwaliteit"),
        ]

    def _build(self) -> None:
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(S)
        left.addWidget(self._map, 1)
        left.addWidget(self._key)
        row = QHBoxLayout(self._filled)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(self._left, 1)
        row.addWidget(self._panel)
        self._filled.setFocusProxy(self._map)
        self._shown.addWidget(self._filled)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, S, PAGE, 12)
        column.setSpacing(10)
        for widget in (self._header, self._sentence, self._remark, self._done):
            column.addWidget(widget)
        column.addWidget(self._shown, 1)
        for hidden in (self._remark, self._done):
            hidden.hide()
        self.setFocusProxy(self._map)

    def _connect(self) -> None:
        self._header.view_changed.connect(self._show_map)
        self._header.rows_changed.connect(self._ask_rows)
        self._header.side_changed.connect(self._fit)
        self._header.pack_asked.connect(self._print_pack)
        self._sentence.asked.connect(self.ask)
        self._sentence.filter_asked.connect(self._open_filter)
        self._sentence.cleared.connect(self._clear)
        self._sentence.stopped.connect(self._stop)
        self._asking.busy.connect(self._sentence.show_busy)
        self._asking.slow.connect(self._sentence.show_slow)
        self._done.acted.connect(self._go_on)
        self._remark.acted.connect(self._take_way_out)
        self._map.current_changed.connect(self._show_cell)
        self._map.current_changed.connect(lambda: self._done.setVisible(False) if self._refused else None)
        self._map.activated.connect(lambda _: self._look_at_cell())
        self._map.copied_all.connect(self._copy)
        self._panel.finding_asked.connect(self._make_finding)
        self._panel.cards_asked.connect(self._read_cards)
        self._still.timeout.connect(self._ask_detail)

    # What is shown

    def _show(self, answer: Answer) -> None:
        is_first, begins_itself = self._answer is None, self._question is None
        self._answer, self._question = answer, answer.question
        if is_first:
            self._fit()
        self._header.set_rows(answer.question.rows)
        self._sentence.show_answer(answer)
        has_rows = bool(answer.picture.rows)
        for action in self._actions[:6]:
            action.setEnabled(has_rows)
        note = remark(answer.question, answer.picture) if has_rows else None
        if note is None and has_rows and begins_itself:
            note = why_earlier(answer.question.years[-1], self.school.year)
        self._remark.setVisible(note is not None)
        if note is not None:
            kind: MessageKind = "attention" if note.urgent else "info"
            words, self._way_out = way_out(note, answer) or ("", None)
            self._remark.set_message(kind, note.sentence, words)
        if has_rows:
            self._show_map()
            if self._wanted_cell is not None:
                self._map.choose(*self._wanted_cell)
            self._shown.show_content(self._filled)
        else:
            self._show_empty(answer)
        self._wanted_cell = None
        self._expect()

    def _expect(self) -> None:
        """Have what may be asked next reckoned ahead, when it is quiet here."""
        if self._answer is not None and self.isVisible():
            self._asking.expect(partial(reckon_ahead, self.school, self._answer))

    def _show_map(self) -> None:
        if self._answer is not None and self._answer.picture.rows:
            picture, view = self._answer.picture, self._header.view
            self._map.show_picture(Shown(picture, self._answer.question.rows, view, self.school.today()))
            self._key.show_key(view, picture.smallest)

    def _show_cell(self) -> None:
        cell = self._map.chosen()
        if self._answer is None or cell is None:
            return
        self._panel.show_cell(self._answer.question, self._answer.picture, *cell)
        self._panel.show_cards(len(self._cards()))
        self._asking_detail.stop()
        self._still.start()
        self._expect()

    def _ask_detail(self) -> None:
        cell, answer = self._map.chosen(), self._answer
        if cell is None or answer is None or cell[0].hidden:
            return
        details, group = self.school.picture_details, cell[0].group.key
        indicator = answer.picture.indicators[cell[1]].key

        def detail(progress: Progress) -> CellDetail:
            return details.detail(answer.question, group, indicator, progress.going_on)

        self._asking_detail.ask(detail, self._panel.show_detail)

    def _show_empty(self, answer: Answer) -> None:
        if answer.question.wanted:
            empty = nothing_left(self._clear, self._open_filter)
        else:
            empty = no_lessons(answer, lambda: self.go.emit(Place.VISITS, ""), self._go_to)
        self._shown.show_empty(empty)

    def _fit(self) -> None:
        tabs = self.width() < NARROW
        self._map.set_narrow(tabs)
        self._key.set_narrow(tabs)
        self._header.show_narrow(lists=self.width() < LISTS, tabs=tabs)
        on_cell, answered = tabs and self._header.side == CELL, self._answer is not None
        self._left.setVisible(not on_cell)
        self._panel.setVisible(answered and (on_cell or not tabs))
        self._key.setVisible(answered)
        beside = PANEL_WIDTH if self.width() >= LISTS else SMALL_PANEL
        self._panel.setMinimumWidth(0 if tabs else beside)
        self._panel.setMaximumWidth(WIDEST if tabs else beside)

    # What the user asks

    def _ask_rows(self, rows: Grouping | None = None) -> None:
        if self._question is not None:
            self.ask(replace(self._question, rows=rows or self._header.rows))

    def _take_way_out(self) -> None:
        if self._way_out is not None:
            self.ask(self._way_out)

    def _go_to(self, year: SchoolYear) -> None:
        if self._question is not None:
            self.ask(replace(self._question, years=(year,)))

    def _open_filter(self) -> None:
        if self._answer is None:
            return

        def choices(years: tuple[SchoolYear, ...]) -> Choices:
            return done_beside(self, "Zoeken…", lambda _: self.school.pictures.choices(years), can_stop=False)

        question = FilterDialog.ask(self, self._answer, choices)
        if question is not None:
            self.ask(question)

    def _clear(self) -> None:
        if self._question is not None and self._question.wanted:
            self.ask(replace(self._question, wanted={}))

    def _stop(self) -> None:
        """Keep what is shown, and forget what was asked."""
        if self._answer is not None:
            self._asking.stop()
            self._question = self._answer.question
            self._header.set_rows(self._question.rows)
            if self._panel.lacks_detail:
                self._still.start()
            self._expect()

    def _escape(self) -> None:
        if self._asking.waiting:
            self._stop()
        elif self._header.side == CELL and self._panel.isVisible() and not self._left.isVisible():
            self._header.set_side("map")
            self._map.setFocus()
        else:
            self._clear()

    def _look_at_cell(self) -> None:
        if not self._panel.isVisible():
            self._header.set_side(CELL)
            self._panel.take_focus()

    def _cards(self) -> list[GoodLessonLine]:
        """The approved lines from good lessons on the indicator in focus."""
        cell = self._map.chosen()
        if self._answer is None or cell is None:
            return []
        key = self._answer.picture.indicators[cell[1]].key
        return [one for one in self._answer.cards if one.indicator_key == key]

    def _read_cards(self) -> None:
        cell = self._map.chosen()
        if self._answer is not None and cell is not None:
            CardsDialog.show_lines(self, self._answer.picture.indicators[cell[1]].title, self._cards())

    def _make_finding(self) -> None:
        """Write down what the team concludes from the cell in focus, with its counts."""
        cell, answer = self._map.chosen(), self._answer
        if cell is None or answer is None:
            return
        row, place = cell
        picture, tally = answer.picture, row.cells[place].tally
        if tally is None:
            why = why_empty(row, place, answer.question, picture.smallest)
            self._say("attention", "Hier is geen bevinding op te bouwen.", why, "Conclusie invoeren")
            return
        indicator, compared = picture.indicators[place], self._panel.difference_words
        given = FindingDialog.ask(self, row.group.name, indicator.title, tally, compared)
        if given is None:
            return
        stands_on = [f"{row.group.name}: {row.sentence}", *([compared] if compared else []), picture.sentence]
        with refusals_shown(self):
            year = answer.question.years[-1]
            self._made = self.school.findings.add(
                *(*given, year, row, indicator.key, row.cells[place]),
                stands_on=". ".join(stands_on),
                question=answer.question,
            )
            self._say("done", "Bevinding bewaard.", "Ze staat bij Bevindingen.", "Naar deze bevinding")

    def _go_on(self) -> None:
        """To the finding that was made; without counts for one, to the team's own words."""
        if self._refused:
            self._done.hide()
            self._enter_conclusions()
        else:
            self.go.emit(self.place, f"findings:{self._made}")

    def _say(self, kind: MessageKind, sentence: str, more: str = "", action: str = "") -> None:
        self._refused = kind == "attention"  # speaks of the cell in focus, and goes with it
        self._done.set_message(kind, sentence, action, more)
        self._done.show()

    def _as_shown(self) -> ShownPicture | None:
        if self._answer is None or not self._answer.picture.rows:
            return None
        view, today = self._header.view, self.school.today()
        return ShownPicture(self._answer.question, self._answer.picture, view, today)

    def _export(self, ending: str) -> None:
        shown = self._as_shown()
        if shown is not None and (name := save_table(self, shown, ending)):
            self._say(
                "done", f"Opgeslagen: {name}.", "De zin over het filter en wat verborgen is, staan erin."
            )

    def _copy(self) -> None:
        shown = self._as_shown()
        if shown is not None:
            QGuiApplication.clipboard().setText(as_text(shown))
            self._say("done", "Gekopieerd.", "Plak de tabel waar je haar nodig hebt.")

    def _print_section(self) -> None:
        cell = self._map.chosen()
        if self._answer is not None and cell is not None:
            print_section(self, self.school, self._answer.question, cell[0])

    def _enter_conclusions(self) -> None:
        """What a team said about the year that is shown; for the section in focus to begin with."""
        from lesobs.ui.picture.conclusions_dialog import ConclusionsDialog

        year = self._question.years[-1] if self._question is not None else self.school.year
        chosen = self._map.chosen() if self._answer is not None else None
        ConclusionsDialog.enter(self, self.school, year, chosen[0].group.key if chosen is not None else None)

    def _print_pack(self) -> None:
        if self._answer is not None:
            print_pack(self, self.school, self._answer.question)
