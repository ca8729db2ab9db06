"""This file is the right side of the editor: what is chosen, to write, to read, or as an observer sees it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lesobs.domain.instrument import Indicator
from lesobs.services.instrument_drafts import DraftDetail, InstrumentDrafts
from lesobs.ui.school.instrument_form import AboutForm, IndicatorForm
from lesobs.ui.school.instrument_preview import InstrumentPreview
from lesobs.ui.school.instrument_text import InstrumentText
from lesobs.ui.widgets.buttons import plain_button
from lesobs.ui.widgets.labels import Label


class DraftPane(QStackedWidget):
    """Shows the whole kijkwijzer or one indicator. Own ones can be written, others be read and taken."""

    failed = Signal(str)
    """Why a text could not be kept."""
    toggle_asked = Signal()
    """The user wants the indicator that is read in, or out."""

    def __init__(self, drafts: InstrumentDrafts) -> None:
        super().__init__()
        self.about = AboutForm(drafts)
        self.form = IndicatorForm(drafts)
        self.reading = ReadingPage()
        self.preview = InstrumentPreview()
        for view in (self.about, self.form, self.reading, self.preview):
            self.addWidget(view)
        for form in (self.about, self.form):
            form.failed.connect(self.failed)
        self.reading.button.clicked.connect(self.toggle_asked)

    def show_detail(self, detail: DraftDetail, key: str | None, *, as_seen: bool) -> None:
        """Show the indicator with this key, or what is about the whole; `as_seen` as an observer sees it."""
        inside = detail.draft.instrument.indicators
        indicator = next((one for one in (*inside, *detail.left_out) if one.key == key), None)
        if indicator is None:
            self.about.show_draft(detail)
            self.setCurrentWidget(self.about)
        elif as_seen:
            self.preview.show_indicator(indicator)
            self.setCurrentWidget(self.preview)
        elif indicator.key in detail.draft.fixed or indicator in detail.left_out:
            self.reading.show_indicator(indicator, taken=indicator in inside)
            self.setCurrentWidget(self.reading)
        else:
            self.form.show_indicator(detail.id, indicator, detail.missing)
            self.setCurrentWidget(self.form)

    def write(self, field: str = "") -> None:
        """Put the keyboard in a field (the first one) of the form, if what is shown can be written."""
        if (form := self._open_form()) is not None:
            form.focus_field(field)

    def focused_field(self) -> str:
        """The name of the field with the keyboard, "" when none has it."""
        form = self._open_form()
        return form.focused_field() if form is not None else ""

    def has_keyboard(self) -> bool:
        """Whether the keyboard is somewhere in here."""
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def flush(self) -> bool:
        """Write what is being typed; gives whether all is kept."""
        return self.about.flush() and self.form.flush()

    def unkept(self) -> str:
        """What could not be kept and why; "" when everything is."""
        refusals = [*self.about.refusals(), *self.form.refusals()]
        return f"{' '.join(refusals)} Ga je weg, dan blijft wat er stond." if refusals else ""

    def let_go(self) -> None:
        """Give up what could not be kept."""
        self.about.let_go()
        self.form.let_go()

    def _open_form(self) -> AboutForm | IndicatorForm | None:
        shown = self.currentWidget()
        return shown if isinstance(shown, (AboutForm, IndicatorForm)) else None


class ReadingPage(QWidget):
    """An indicator whose words are fixed, and a button that takes it in or leaves it out."""

    def __init__(self) -> None:
        super().__init__()
        self._state = Label(role="secondary", tone="mute", wrap=True)
        self.button = plain_button("Weglaten", "x", "Spatie", small=True)
        self.text = InstrumentText()
        self.text.setProperty("kind", "alone")
        head = QHBoxLayout()
        head.setContentsMargins(26, 10, 14, 0)
        head.addWidget(self._state, 1)
        head.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.text, 1)

    def show_indicator(self, indicator: Indicator, *, taken: bool) -> None:
        """`taken`: it is in the kijkwijzer now."""
        self.text.show_indicator(indicator)
        whose = "Deze eigen indicator" if indicator.own else "Deze indicator"
        state = "zit erin. De woorden staan vast." if taken else "is weggelaten."
        self._state.setText(f"{whose} {state}")
        self.button.setText("Weglaten" if taken else "Opnemen")
        self.button.set_icon("x" if taken else "plus")
