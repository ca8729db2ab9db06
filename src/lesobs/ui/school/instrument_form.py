"""This file is the forms of an own kijkwijzer: about the whole of it, and one own indicator."""

from collections.abc import Callable, Iterable, Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from lesobs.domain.instrument import Indicator, Level, LookFor
from lesobs.domain.instrument_draft import Kind, Missing
from lesobs.domain.instrument_file import FEWEST_LOOK_FORS, LONGEST, LONGEST_VISIT, MOST_LOOK_FORS
from lesobs.domain.standards import STANDARDS
from lesobs.services.instrument_drafts import DraftDetail, InstrumentDrafts
from lesobs.ui.look import L
from lesobs.ui.school.instrument_fields import AnchorField, DraftField, DraftText, LookForRow, WatchedField
from lesobs.ui.widgets.buttons import Switch
from lesobs.ui.widgets.cards import Field
from lesobs.ui.widgets.fields import ComboBox, NumberField
from lesobs.ui.widgets.labels import Chip, Label

Write = Callable[[str], None]
_WIDEST = 760


class _Form(QScrollArea):
    """A column of fields that scrolls; `failed` tells why a text could not be kept."""

    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(18, 14, 18, L)
        holder = QWidget()
        holder.setMaximumWidth(_WIDEST)
        self.column = QVBoxLayout(holder)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)
        row.addWidget(holder, 1)
        self.setWidget(inside)
        for widget in (self.viewport(), inside):  # the white of the card; setWidget fills it
            widget.setAutoFillBackground(False)
        self._fields: dict[str, QWidget] = {}

    def texts(self) -> list[DraftText]:
        """All text fields, from top to bottom."""
        of_fields = (
            [widget] if isinstance(widget, DraftText) else widget.findChildren(DraftText)
            for widget in self._fields.values()
        )
        return [text for texts in of_fields for text in texts]

    def flush(self) -> bool:
        """Write at once what is pending; gives whether all is kept."""
        kept = [text.flush() for text in self.texts()]  # each of them, also after one that was refused
        return all(kept)

    def focus_field(self, field: str = "") -> None:
        """Go to the field of this name, or else to the first."""
        widget = self._fields.get(field) or next(iter(self._fields.values()))
        first = widget.findChild(DraftText) or widget
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.ensureWidgetVisible(widget)

    def refusals(self) -> list[str]:
        """Why texts could not be kept, each in a sentence that names the field."""
        return [f"{text.accessibleName()}: {text.refusal}" for text in self.texts() if text.refusal]

    def let_go(self) -> None:
        """Give up what could not be kept."""
        for text in self.texts():
            text.let_go()

    def _to_next_text(self) -> None:
        """On to the next text; after the last one to what comes next in the window."""
        texts = self.texts()
        place = next((place for place, text in enumerate(texts) if text.hasFocus()), len(texts))
        if place + 1 < len(texts):
            texts[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(texts[place + 1])
        else:
            self.focusNextChild()

    def focused_field(self) -> str:
        """The name of the field with the keyboard, "" when none has it."""
        focused = QApplication.focusWidget()
        return next(
            (
                name
                for name, widget in self._fields.items()
                if focused is widget or (focused is not None and widget.isAncestorOf(focused))
            ),
            "",
        )

    def _begin(self, fields: dict[str, QWidget]) -> None:
        """The form is built: these are its fields by name."""
        self._fields = fields
        self.column.addStretch()
        for text in self.texts():
            text.failed.connect(self.failed)
            text.entered.connect(self._to_next_text)


class AboutForm(_Form):
    """Title, description, kind and usual length of a kijkwijzer."""

    def __init__(self, drafts: InstrumentDrafts) -> None:
        super().__init__()
        self._drafts, self._id = drafts, ""
        self.title = DraftField(
            "Titel",
            DraftText("Titel", self._describing("title"), LONGEST["title"]),
            "zoals je hem kiest bij het plannen",
        )
        self.description = DraftField(
            "Beschrijving",
            DraftText("Beschrijving", self._describing("description"), LONGEST["description"], lines=2),
            "waar kijk je naar, en wanneer gebruik je hem?",
        )
        self.kind = Switch("Soort bezoek", (("volledig", "Volledig bezoek"), ("flits", "Flitsbezoek")))
        self.first = NumberField("Duur van een bezoek, van", 1, LONGEST_VISIT)
        self.last = NumberField("Duur van een bezoek, tot", 1, LONGEST_VISIT)
        self._minutes = Field("Hoe lang duurt een bezoek?", self._from_to())
        self.column.addWidget(self.title)
        self.column.addWidget(self.description)
        self.column.addWidget(Field("Voor welk bezoek?", _left(self.kind)))
        self.column.addWidget(self._minutes)
        self._note = Label(role="secondary", tone="mute", wrap=True)
        self.column.addWidget(self._note)
        self.kind.changed.connect(lambda kind: drafts.set_kind(self._id, cast(Kind, kind)))
        for number in (self.first, self.last):
            number.valueChanged.connect(lambda _: self._keep_minutes())
        self._begin(
            {
                "title": self.title.text,
                "description": self.description.text,
                "kind": self.kind,
                "minutes": self.first,
            }
        )

    def show_draft(self, detail: DraftDetail) -> None:
        """Show a draft, but for what is being typed."""
        self._id = detail.id
        one = detail.draft.instrument
        self.title.text.show_stored(one.title)
        self.description.text.show_stored(one.description)
        self.kind.set_value(one.kind)
        for number, value in zip((self.first, self.last), one.minutes, strict=True):
            number.blockSignals(True)
            number.setValue(value)
            number.blockSignals(False)
        said = _said(one for one in detail.missing if one.indicator is None)
        self.title.show_missing(said.get("title", ()))
        self.description.show_missing(said.get("description", ()))
        self._minutes.say(" ".join(said.get("minutes", ())), "attention")
        self._note.setText(
            f"Versie {one.version}. Na het publiceren staan de woorden van deze versie vast; bezoeken houden "
            "de versie waarmee ze gescoord zijn. Daarna kun je een volgende versie maken."
        )

    def _describing(self, field: str) -> Write:
        return lambda text: self._drafts.describe(self._id, field, text)

    def _keep_minutes(self) -> None:
        self._drafts.set_minutes(self._id, self.first.value(), self.last.value())

    def _from_to(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for field, word in ((self.first, "tot"), (self.last, "minuten")):
            field.setFixedWidth(64)
            row.addWidget(field)
            row.addWidget(Label(word))
        row.addStretch()
        holder.setFocusProxy(self.first)
        return holder


class IndicatorForm(_Form):
    """One own indicator: what you see, on which level, and how a team talks about it."""

    def __init__(self, drafts: InstrumentDrafts) -> None:
        super().__init__()
        self._drafts, self._id, self._key = drafts, "", ""
        self._code = Label("", "card", "mute")
        self._part = Label("", "secondary", "mute")
        self.title = self._field("title", "Titel", "kort, voor in lijsten", "bijv. Start van de les")
        self.text = self._field(
            "text",
            "In één zin",
            "wat je ziet als het lukt",
            "bijv. De les begint op tijd en iedereen weet wat er komt.",
        )
        self.look_fors = [LookForRow(place, self._keep_look_for) for place in range(MOST_LOOK_FORS)]
        self._look_fors = Field(
            "Kijkpunten",
            _below(self.look_fors),
            f"{FEWEST_LOOK_FORS} tot {MOST_LOOK_FORS}, over de docent én over leerlingen; leeg telt niet mee",
        )
        self.anchors = [
            AnchorField(Level(level), self._writing(f"anchors.{level}")) for level in (1, 2, 3, 4)
        ]
        self._anchors = Field("Wat je ziet op elk niveau", _below(self.anchors), "één zin per niveau")
        self.question = self._field(
            "question",
            "Gespreksvraag",
            "voor de sectie, met een vraagteken",
            "bijv. Hoe begint een les bij ons?",
        )
        self.watched = WatchedField(self._writing("watched"))
        standards = [(f"{code} {name}", code) for code, name in STANDARDS.items()]
        self.standard = ComboBox("Standaard", standards)
        self.standard.picked.connect(lambda code: drafts.write(self._id, self._key, "standard", str(code)))
        self._build()

    def show_indicator(self, draft_id: str, indicator: Indicator, missing: Sequence[Missing]) -> None:
        """Show an indicator, but for what is being typed. Before turning to another one, `flush`."""
        if indicator.key != self._key:
            self.verticalScrollBar().setValue(0)
        self._id, self._key = draft_id, indicator.key
        self._code.setText(indicator.code)
        self._part.setText(indicator.part.title)
        self.title.text.show_stored(indicator.title)
        self.text.text.show_stored(indicator.text)
        self.question.text.show_stored(indicator.question)
        self.watched.show_stored(indicator.watched)
        self._show_standard(indicator.standard)
        for row in self.look_fors:
            place = self.look_fors.index(row)
            row.show_stored(indicator.look_fors[place] if place < len(indicator.look_fors) else None)
        for anchor, sentence in zip(self.anchors, indicator.anchors, strict=True):
            anchor.text.show_stored(sentence)
        self._show_missing(_said(one for one in missing if one.indicator == indicator.key))

    def _show_missing(self, said: dict[str, list[str]]) -> None:
        for name, field in (
            ("title", self.title),
            ("text", self.text),
            ("question", self.question),
            ("watched", self.watched),
        ):
            field.show_missing(said.get(name, ()))
        begun = any(row.text.toPlainText().strip() for row in self.look_fors)
        self._look_fors.say(" ".join(said.get("look_fors", ())) if begun else "", "attention")
        long = [
            sentence
            for level, anchor in enumerate(self.anchors, 1)
            if anchor.text.toPlainText().strip()
            for sentence in said.get(f"anchors.{level}", ())
        ]
        self._anchors.say(" ".join(long), "attention")

    def _show_standard(self, code: str) -> None:
        """A standard of an imported indicator that this list does not have stays a choice."""
        known = [(f"{one} {name}", one) for one, name in STANDARDS.items()]
        self.standard.set_choices(known if code in STANDARDS else [(code, code), *known])
        self.standard.set_value(code)

    def _field(self, field: str, label: str, hint: str, example: str) -> DraftField:
        return DraftField(label, DraftText(label, self._writing(field), LONGEST[field], example), hint)

    def _writing(self, field: str) -> Write:
        return lambda text: self._drafts.write(self._id, self._key, field, text)

    def _keep_look_for(self, position: int, look_for: LookFor) -> None:
        self._drafts.write_look_for(self._id, self._key, position, look_for)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._code)
        head.addWidget(Label("Eigen indicator", "card"))
        head.addWidget(self._part)
        head.addStretch()
        head.addWidget(Chip("eigen", "info"))
        self.column.addLayout(head)
        standard = Field("Standaard", _left(self.standard), "waar hoort deze afspraak bij?")
        for field in (
            self.title,
            self.text,
            self._look_fors,
            self._anchors,
            self.question,
            self.watched,
            standard,
        ):
            self.column.addWidget(field)
        fields: dict[str, QWidget] = {"title": self.title.text, "text": self.text.text}
        fields["look_fors"] = self._look_fors.widget
        fields |= {f"anchors.{level}": anchor.text for level, anchor in enumerate(self.anchors, 1)}
        fields |= {"question": self.question.text, "watched": self.watched.text, "standard": self.standard}
        self._begin(fields)


def _said(missing: Iterable[Missing]) -> dict[str, list[str]]:
    """What is missing by field."""
    found: dict[str, list[str]] = {}
    for one in missing:
        found.setdefault(one.field, []).append(one.sentence)
    return found


def _below(widgets: Sequence[QWidget]) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    for widget in widgets:
        column.addWidget(widget)
    return holder


def _left(widget: QWidget) -> QWidget:
    """A widget that keeps its own width, at the left."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch()
    holder.setFocusProxy(widget)
    return holder
