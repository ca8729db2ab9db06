"""This file is the TOML file of a kijkwijzer: reading it with every mistake named, and writing it."""

import difflib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, cast

from lesobs.domain.instrument import Indicator, Instrument, LookFor, Part, place_in_list
from lesobs.domain.instrument_mistakes import InstrumentMistakes, Mistake, Places, Table, TextPlaces, parsed

Reference = tuple[str, int]
"""Key and version of an indicator or instrument."""

Known = Mapping[Reference, Indicator]
"""The indicators that are published already, in the program or in the school file."""

LONGEST: Mapping[str, int] = {
    "title": 40, "description": 300, "standard": 20, "text": 160, "question": 120, "watched": 120,
    "look_fors": 120, "anchors": 220,
}  # fmt: skip
"""The most characters in a text of this field; of look_fors and anchors, in each of them."""

FEWEST_LOOK_FORS, MOST_LOOK_FORS = 3, 5
LONGEST_VISIT = 240
"""Minutes."""
WATCHED_BEGINS = "We keken of "
_LARGEST_FILE = 1_000_000


def shipped(folder: Path) -> tuple[Instrument, ...]:
    """All instruments of a folder, by file name; a file may use the indicators that another one defines.

    Raises InstrumentMistakes with the mistakes of all files together.
    """
    files = sorted(folder.glob("*.toml"))
    mistakes = [] if files else [Mistake(str(folder), "In deze map staat geen kijkwijzer.")]
    known: dict[Reference, Indicator] = {}
    found: dict[str, Instrument] = {}
    for path in sorted(files, key=_leans_on_others):
        if mistakes and _leans_on_others(path):
            break  # what it leans on may be missing only because of those mistakes
        try:
            instrument = read_instrument_file(path, known)
        except InstrumentMistakes as wrong:
            mistakes += wrong.mistakes
            continue
        for name, other in found.items():
            if other.reference == instrument.reference:
                mistakes.append(
                    Mistake(path.name, f"Deze kijkwijzer heeft dezelfde sleutel en versie als {name}.")
                )
        known |= {indicator.reference: indicator for indicator in instrument.indicators}
        found[path.name] = instrument
    if mistakes:
        raise InstrumentMistakes(mistakes)
    return tuple(found[path.name] for path in files)


def _leans_on_others(path: Path) -> bool:
    """Whether a file takes indicators from another one, so that it has to be read after it."""
    return re.search(rb"^\s*\[\[\s*use\s*\]\]", path.read_bytes(), re.MULTILINE) is not None


def read_instrument_file(path: Path, known: Known | None = None) -> Instrument:
    """Like `read_instrument`, from a file; a file that can't be read is a mistake too."""
    return read_instrument(_text_of(path), path.name, known)


def fields_of_file(path: Path) -> dict[str, object]:
    """The bare fields of a TOML file, right or wrong; raises InstrumentMistakes when it is no TOML."""
    return parsed(_plain(_text_of(path)), path.name)


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise InstrumentMistakes([Mistake(path.name, "Dit bestand is te groot voor een kijkwijzer.")])
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        sentence = "Dit is geen tekst in UTF-8. Bewaar het bestand opnieuw, met UTF-8 als codering."
        raise InstrumentMistakes([Mistake(path.name, sentence)]) from None
    except OSError:
        raise InstrumentMistakes([Mistake(path.name, "Dit bestand is niet te lezen.")]) from None


def _plain(text: str) -> str:
    """Without what the editors of Windows add."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def read_instrument(text: str, source: str, known: Known | None = None) -> Instrument:
    """The instrument in a TOML text; `source` names that text in the place of a mistake.

    An indicator is written out under `[[indicator]]`, or named by key and version under `[[use]]` and then
    taken from `known`. One that is written out and known already has to be the same, since published words
    never change. The indicators come in the order of their codes. Raises InstrumentMistakes.
    """
    text = _plain(text)
    return read_document(parsed(text, source), TextPlaces(source, text), known or {})


def read_document(document: dict[str, object], places: Places, known: Known) -> Instrument:
    """Like `read_instrument`, from the fields of a file; `places` says where each of them stands."""
    mistakes: list[Mistake] = []
    top = Table(document, places, mistakes)
    instrument = Instrument(
        key=top.key(),
        version=top.number("version", 1, 9999),
        title=top.text("title", LONGEST["title"]),
        description=top.text("description", LONGEST["description"]),
        kind=cast(Literal["volledig", "flits"], top.choice("kind", ("volledig", "flits"))),
        minutes=_minutes(top),
        indicators=_indicators(top, known),
    )
    top.finish()
    if mistakes:
        raise InstrumentMistakes(mistakes)
    return instrument


def _minutes(table: Table) -> tuple[int, int]:
    value = table.take("minutes")
    match value if isinstance(value, list) else []:
        case [int(low), int(high)] if type(low) is type(high) is int and 1 <= low <= high <= LONGEST_VISIT:
            return low, high
    if value is not None:
        spelled = (
            "[van, tot] in minuten, bijvoorbeeld [40, 50]"
            if table.in_file
            else "van weinig naar meer minuten"
        )
        table.wrong("minutes", f"{table.named('De duur', 'minutes')} is {spelled}.")
    return 1, 1


def _indicators(top: Table, known: Known) -> tuple[Indicator, ...]:
    """The indicators of the file, written out and used, in the order of their codes."""
    entries = top.tables("indicator", "indicator")
    uses = top.tables("use", "verwijzing")
    found: list[tuple[Table, Indicator]] = []
    for entry in entries:
        indicator = _indicator(entry)
        published = known.get(indicator.reference)
        if published is not None and published != indicator and not entry.is_wrong:
            sentence = "Deze versie bestaat al met andere woorden; nieuwe woorden krijgen een nieuwe versie."
            entry.wrong("version", sentence)
        found.append((entry, indicator))
    found += [(use, used) for use in uses if (used := _used(use, known))]
    if not entries and not uses:
        how = " Begin elke indicator met [[indicator]]." if top.in_file else ""
        top.wrong("indicator", f"Er staat geen indicator in.{how}")
    _note_doubles(found)
    return tuple(sorted((indicator for _, indicator in found), key=place_in_list))


def _indicator(table: Table) -> Indicator:
    code, letter = table.code(), table.choice("part", tuple(part.letter for part in Part))
    if code and letter and not code.startswith(letter):
        table.wrong("code", f"De code {code} hoort bij deel {code[0]}, maar het deel (part) is {letter}.")
    own = table.flag("own")
    if letter == Part.OWN.letter and not own:
        table.wrong("own", "Deel E is voor eigen schoolafspraken: schrijf erbij own = true.")
    indicator = Indicator(
        key=table.key(),
        version=table.number("version", 1, 9999),
        code=code,
        part=Part(letter or "A"),
        standard=table.text("standard", LONGEST["standard"]),
        title=table.text("title", LONGEST["title"]),
        text=table.text("text", LONGEST["text"]),
        look_fors=_look_fors(table),
        anchors=_anchors(table),
        question=table.text("question", LONGEST["question"]),
        watched=table.text("watched", LONGEST["watched"]),
        own=own,
    )
    if indicator.question and "?" not in indicator.question:
        table.wrong("question", f"In {table.named('de gespreksvraag', 'question')} staat geen vraagteken.")
    if indicator.watched and not indicator.watched.startswith(WATCHED_BEGINS):
        table.wrong(
            "watched", f"{table.named('De zin voor de sectie', 'watched')} begint met: {WATCHED_BEGINS}…"
        )
    table.finish()
    return indicator


def _look_fors(table: Table) -> tuple[LookFor, ...]:
    value = table.take("look_fors")
    if value is None:
        return ()
    if not isinstance(value, list):
        table.wrong("look_fors", "De kijkpunten (look_fors) zijn een lijst tussen rechte haken.")
        return ()
    found = [look_for for place, item in enumerate(value, 1) if (look_for := _look_for(table, place, item))]
    if not FEWEST_LOOK_FORS <= len(value) <= MOST_LOOK_FORS:
        wanted = table.named(f"{FEWEST_LOOK_FORS} tot {MOST_LOOK_FORS} kijkpunten", "look_fors")
        table.wrong("look_fors", f"Er horen {wanted} te staan; het zijn er nu {len(value)}.")
    for who in ("docent", "leerling"):
        if value and len(found) == len(value) and who not in {look_for.who for look_for in found}:
            table.wrong("look_fors", f"Er staat geen kijkpunt bij over wat de {who} doet.")
    return tuple(found)


def _look_for(table: Table, place: int, item: object) -> LookFor | None:
    if not isinstance(item, dict) or len(item) != 1 or not item.keys() <= {"docent", "leerling"}:
        sentence = 'schrijf { docent = "…" } of { leerling = "…" }.'
        table.wrong("look_fors", f"Kijkpunt {place} is niet te volgen: {sentence}")
        return None
    [(who, text)] = item.items()
    text = table.checked(text, LONGEST["look_fors"], "look_fors", f"Kijkpunt {place}")
    return LookFor(cast(Literal["docent", "leerling"], who), text)


def _anchors(table: Table) -> tuple[str, str, str, str]:
    value = table.take("anchors")
    levels = ("1", "2", "3", "4")
    if value is None:
        return ("", "", "", "")
    if not isinstance(value, dict):
        table.wrong("anchors", "De niveaus zijn vier zinnen: anchors.1 tot en met anchors.4.")
        return ("", "", "", "")
    for name in value.keys() - set(levels):
        table.wrong(
            f"anchors.{name}",
            f"Niveau {name} bestaat niet; er zijn vier zinnen: anchors.1 tot en met anchors.4.",
        )
    sentences = (
        table.checked(
            value.get(level),
            LONGEST["anchors"],
            f"anchors.{level}",
            table.named(f"De zin van niveau {level}", f"anchors.{level}"),
        )
        for level in levels
    )
    return cast(tuple[str, str, str, str], tuple(sentences))


def _used(table: Table, known: Known) -> Indicator | None:
    """The known indicator an entry names, if there is one."""
    reference = table.key(), table.number("version", 1, 9999)
    table.finish()
    found = known.get(reference)
    if found is None and not table.is_wrong:
        versions = sorted(version for key, version in known if key == reference[0])
        hint = f" Er is wel versie {', '.join(map(str, versions))}." if versions else ""
        near = difflib.get_close_matches(reference[0], {key for key, _ in known}, 1, 0.8)
        hint = hint or (f" Bedoel je {near[0]}?" if near else "")
        table.wrong("key", f"De indicator {reference[0]} versie {reference[1]} is nergens omschreven.{hint}")
    return found


def _note_doubles(found: Sequence[tuple[Table, Indicator]]) -> None:
    """Notes every key and code that an earlier indicator of the file has already."""
    keys: set[str] = set()
    codes: set[str] = set()
    for table, indicator in found:
        if indicator.key and indicator.key in keys:
            table.wrong("key", f"De sleutel {indicator.key} staat er twee keer in.")
        if indicator.code and indicator.code in codes:
            table.wrong("code", f"De code {indicator.code} staat er twee keer in.")
        keys.add(indicator.key)
        codes.add(indicator.code)


def write_instrument(instrument: Instrument) -> str:
    """A TOML text with all indicators written out, which `read_instrument` gives back unchanged."""
    low, high = instrument.minutes
    lines = [
        *_fields(instrument, "key", "version", "title", "description", "kind"),
        f"minutes = [{low}, {high}]",
    ]
    for indicator in instrument.indicators:
        lines += [
            "",
            "[[indicator]]",
            *_fields(indicator, "key", "version", "code"),
            f"part = {_toml(indicator.part.letter)}",
            *_fields(indicator, "standard", "title", "text", "question", "watched"),
            *(["own = true"] if indicator.own else []),
            "look_fors = [",
            *(f"  {{ {look_for.who} = {_toml(look_for.text)} }}," for look_for in indicator.look_fors),
            "]",
            *(f"anchors.{level} = {_toml(anchor)}" for level, anchor in enumerate(indicator.anchors, 1)),
        ]
    return "\n".join(lines) + "\n"


def _fields(of: Instrument | Indicator, *names: str) -> list[str]:
    return [f"{name} = {_toml(getattr(of, name))}" for name in names]


def _toml(value: str | int) -> str:
    """A value as TOML writes it: a basic string is that of JSON, apart from the sign DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
