"""This file is how the mistakes in a kijkwijzer file are found and named, each with its place."""

import difflib
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from lesobs.domain.errors import RuleBroken

_KEY = re.compile(r"[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)+")
_CODE = re.compile(r"[A-E][1-9][0-9]?")
_DUTCH = {
    "key": "De sleutel", "version": "De versie", "title": "De titel", "description": "De beschrijving",
    "kind": "De soort", "minutes": "De duur", "code": "De code", "part": "Het deel",
    "standard": "De standaard", "text": "De korte tekst", "question": "De gespreksvraag",
    "watched": "De zin voor de sectie", "look_fors": "De lijst kijkpunten",
    "anchors": "De lijst zinnen per niveau",
}  # fmt: skip
_SYNTAX = {  # how a sentence of tomllib begins, and what a reader can do about it
    "Expected '=' after a key": "Na de naam van een veld hoort een is-teken (=).",
    "Unterminated string": "Een tekst is niet afgesloten: er mist een aanhalingsteken.",
    "Illegal character": "Een tekst loopt door op de volgende regel; misschien mist er een aanhalingsteken.",
    "Unescaped '\\'": "Een backslash in een tekst schrijf je dubbel: \\\\",
    "Unclosed array": "Een lijst is niet afgesloten: er mist een ] of een komma.",
    "Unclosed inline table": "Een onderdeel is niet afgesloten: er mist een } of een komma.",
    "Cannot overwrite a value": "Dit veld staat hier voor de tweede keer.",
    "Duplicate inline table key": "Dit veld staat hier voor de tweede keer.",
    "Invalid value": "De waarde na het is-teken klopt niet; een tekst staat tussen aanhalingstekens.",
    "Expected newline": "Na deze waarde staat nog iets; elk veld krijgt een eigen regel.",
}


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in an instrument file: where it stands and, in a Dutch sentence, what is wrong."""

    place: str
    sentence: str
    table: tuple[str, int] = ("", 0)
    """The heading it stands under and which of that name, from 1; the top of the file is ("", 0)."""
    field: str = ""


class InstrumentMistakes(RuleBroken):
    """An instrument file with mistakes: all of them, not just the first."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        count = len(self.mistakes)
        head = "Er staat een fout" if count == 1 else f"Er staan {count} fouten"
        lines = (f"{mistake.place}: {mistake.sentence}" for mistake in self.mistakes)
        super().__init__("\n".join([f"{head} in de kijkwijzer; er is niets van overgenomen.", *lines]))


def parsed(text: str, source: str) -> dict[str, object]:
    """The fields of a TOML text; raises InstrumentMistakes with line and column when it is no TOML."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        mistake = Mistake(source, "Er staan te veel haken in elkaar.")
    except ValueError as wrong:  # also a number of thousands of digits
        at = re.search(r"at line (\d+), column (\d+)", str(wrong))
        place = f"{source}, regel {at[1]}, kolom {at[2]}" if at else f"{source}, aan het eind"
        known = (dutch for english, dutch in _SYNTAX.items() if str(wrong).startswith(english))
        mistake = Mistake(place, next(known, "Dit is niet te volgen; kijk naar haken en aanhalingstekens."))
    raise InstrumentMistakes([mistake])


class Places:
    """Where a mistake stands in a document that is no text, such as a draft: only what it belongs to."""

    in_file = False
    """Whether a reader sees the names of the fields, so that a sentence should have them too."""

    def of(self, header: str, number: int, field: str, label: str) -> str:
        """The place of a field as a reader finds it."""
        return label


class TextPlaces(Places):
    """Where each field of a TOML text stands."""

    in_file = True
    _HEADER = re.compile(r"\s*(\[\[?)\s*([\w-]+)(?:\.([\w-]+))?\s*\]")
    _FIELD = re.compile(r"""\s*["']?([\w-]+)["']?(?:\s*\.\s*["']?([\w-]+)["']?)?\s*=""")

    def __init__(self, source: str, text: str) -> None:
        self._source = source
        self._lines: dict[tuple[str, int, str], int] = {}
        header, inside = "", ""
        count: Counter[str] = Counter()
        for line_number, line in enumerate(text.split("\n"), 1):
            if found := self._HEADER.match(line):
                header, inside = found[2], found[3] or ""
                count[header] += found[1] == "[[" and not inside
                self._lines.setdefault((header, count[header], inside), line_number)
            elif found := self._FIELD.match(line):
                names = [name for name in (inside, found[1], found[2]) if name]
                for field in (names[0], ".".join(names)):
                    self._lines.setdefault((header, count[header], field), line_number)

    def of(self, header: str, number: int, field: str, label: str) -> str:
        """File, line (of the field, else of the table it belongs to) and label, as far as they are known."""
        names = (field, field.partition(".")[0], "")
        lines = (self._lines.get((header, number, name)) for name in names)
        line = next(filter(None, lines), None)
        return ", ".join(filter(None, (self._source, f"regel {line}" if line else "", label)))


class Table:
    """One table of the file while it is read: gives its fields, and notes what is wrong with them.

    A field that is wrong gives an empty stand-in, so that reading goes on to the next mistake.
    """

    def __init__(
        self,
        fields: dict[str, object],
        places: Places,
        mistakes: list[Mistake],
        header: tuple[str, int] = ("", 0),
        label: str = "",
    ) -> None:
        self._fields, self._places, self._mistakes = fields, places, mistakes
        self._header, self._label = header, label
        self._asked: set[str] = set()
        self.is_wrong = False

    @property
    def in_file(self) -> bool:
        """Whether the reader of a mistake sees the names of the fields."""
        return self._places.in_file

    def named(self, words: str, field: str) -> str:
        """The words for a field, and in a file its name too: `De titel (title)`."""
        return f"{words} ({field})" if self.in_file else words

    def wrong(self, field: str, sentence: str) -> None:
        """Notes a mistake at this field."""
        self.is_wrong = True
        place = self._places.of(*self._header, field, self._label)
        self._mistakes.append(Mistake(place, sentence, self._header, field))

    def finish(self) -> None:
        """Notes the fields nobody asked for."""
        for field in self._fields:
            if field not in self._asked:
                near = difflib.get_close_matches(field, self._asked, 1)
                self.wrong(field, f"Het veld {field} bestaat niet.{f' Bedoel je {near[0]}?' if near else ''}")

    def take(self, field: str) -> object:
        """The bare value of a field, or None when it is not there, which is then noted."""
        self._asked.add(field)
        if field not in self._fields:
            self.wrong(field, f"{self._name(field)} ontbreekt.")
        return self._fields.get(field)

    def tables(self, field: str, label: str) -> list["Table"]:
        """The tables under `[[field]]`, maybe none; each is known by the label and its code or key."""
        self._asked.add(field)
        entries = self._fields.get(field, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.wrong(field, f"Schrijf elke {label} onder een eigen kopje [[{field}]].")
            return []
        return [
            Table(entry, self._places, self._mistakes, (field, number), f"{label} {_name(entry, number)}")
            for number, entry in enumerate(entries, 1)
        ]

    def checked(self, value: object, longest: int, field: str, name: str) -> str:
        """This value as one line of text without spaces around it; `longest` is in characters."""
        text = value.strip() if isinstance(value, str) else ""
        if value is None:
            self.wrong(field, f"{name} ontbreekt.")
        elif not isinstance(value, str):
            self.wrong(field, f"{name} is geen tekst; zet er aanhalingstekens omheen.")
        elif not any(unicodedata.category(sign)[0] in "LNPS" for sign in text):
            self.wrong(field, f"{name} is leeg.")
        elif any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in text):
            self.wrong(
                field, f"{name} past niet op één regel: er staat een regeleinde, tab of stuurteken in."
            )
        elif len(text) > longest:
            self.wrong(field, f"{name} is {len(text)} tekens lang; er passen er {longest}.")
        else:
            return text
        return ""

    def text(self, field: str, longest: int) -> str:
        """The text of a field; see `checked`."""
        value = self.take(field)
        return "" if value is None else self.checked(value, longest, field, self._name(field))

    def key(self) -> str:
        """The field key: lower-case words with dots between them."""
        return self._formed(
            "key", 80, _KEY, "kleine letters en cijfers met punten ertussen, zoals op3.klimaat.sfeer"
        )

    def code(self) -> str:
        """The field code: the letter of the part and a number."""
        return self._formed("code", 3, _CODE, "de letter van het deel en een nummer, zoals A3")

    def _formed(self, field: str, longest: int, form: re.Pattern[str], description: str) -> str:
        text = self.text(field, longest)
        if text and not form.fullmatch(text):
            self.wrong(field, f"{_DUTCH[field]} {text} klopt niet: het zijn {description}.")
            return ""
        return text

    def choice(self, field: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed words, or ""."""
        text = self.text(field, 40)
        if text and text not in allowed:
            self.wrong(field, f"{self._name(field)} is {' of '.join(allowed)}, niet {text}.")
            return ""
        return text

    def number(self, field: str, low: int, high: int) -> int:
        """A whole number from low to high."""
        value = self.take(field)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        if value is not None:
            self.wrong(field, f"{self._name(field)} is een heel getal van {low} tot {high}.")
        return low

    def flag(self, field: str) -> bool:
        """True or false; false when it is not there."""
        self._asked.add(field)
        value = self._fields.get(field, False)
        if not isinstance(value, bool):
            self.wrong(field, f"Het veld {field} is true of false, zonder aanhalingstekens.")
        return value is True

    def _name(self, field: str) -> str:
        return self.named(_DUTCH[field], field)


def _name(entry: dict[str, object], number: int) -> str:
    """What a reader knows an entry by: its code, else its key, else its number in the file."""
    for name in (entry.get("code"), entry.get("key")):
        if isinstance(name, str) and name.strip() and len(name) <= 80 and name.isprintable():
            return name
    return str(number)
