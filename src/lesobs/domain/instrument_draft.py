"""This file is a kijkwijzer in the making: its texts may still be empty, and what is missing is told."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Indicator, Instrument, LookFor, Part, place_in_list
from lesobs.domain.instrument_file import (
    LONGEST,
    Known,
    read_document,
)
from lesobs.domain.instrument_mistakes import InstrumentMistakes, Mistake, Places

Kind = Literal["volledig", "flits"]
INDICATOR_TEXTS = ("title", "text", "question", "watched", "standard")
"""The fields of an indicator that are one text."""

ANCHORS = tuple(f"anchors.{level}" for level in (1, 2, 3, 4))
"""The sentences of its levels, as fields."""

USUAL_STANDARD = "OP3"
USUAL_MINUTES: Mapping[Kind, tuple[int, int]] = {"volledig": (40, 60), "flits": (10, 20)}
_LAST_NUMBER = 99
_MENDABLE = {"description", "minutes", *INDICATOR_TEXTS, "look_fors", "anchors", *ANCHORS}


@dataclass(frozen=True, slots=True)
class Missing:
    """What a draft still lacks: the key of the indicator (None: the whole), the field, and a sentence."""

    indicator: str | None
    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An own kijkwijzer in the making. Every step gives another draft; nothing here refuses a text."""

    instrument: Instrument
    """With texts that may be empty, too long or otherwise not right yet, and look-fors that may be blank."""
    fixed: frozenset[str] = frozenset()
    """Keys of the indicators that are published elsewhere: in or out, but their words stay."""

    def indicator(self, key: str) -> Indicator:
        """One indicator of the draft; raises RuleBroken when it is not (or no longer) in it."""
        for one in self.instrument.indicators:
            if one.key == key:
                return one
        raise RuleBroken("Deze indicator zit niet meer in de kijkwijzer.")

    def own_of(self, part: Part) -> tuple[Indicator, ...]:
        """The indicators of a part that the school writes itself, in their order."""
        return tuple(i for i in self.instrument.indicators if i.part is part and i.key not in self.fixed)

    def described(self, **fields: Any) -> "Draft":
        """With another title, description, kind or minutes."""
        return replace(self, instrument=replace(self.instrument, **fields))

    def having(self, indicator: Indicator, free_code: str) -> "Draft":
        """With a published indicator; an own one gets `free_code` when its code is taken here."""
        taken = {one.code for one in self.instrument.indicators if one.key != indicator.key}
        if indicator.own and indicator.code in taken:
            indicator = replace(indicator, code=free_code, part=Part(free_code[0]))
        fixed = self.fixed if indicator.own else self.fixed | {indicator.key}
        return replace(self._with(indicator), fixed=fixed)

    def having_new(self, key: str, code: str) -> "Draft":
        """With an own indicator that is still to be written."""
        blank = Indicator(
            key, 1, code, Part.OWN, USUAL_STANDARD, "", "", (), ("", "", "", ""), "", "", own=True
        )
        return self._with(blank)

    def without(self, key: str) -> "Draft":
        """Without this indicator."""
        left = tuple(one for one in self.instrument.indicators if one.key != key)
        return replace(self.described(indicators=left), fixed=self.fixed - {key})

    def moved(self, key: str, by: int) -> "Draft":
        """An own indicator `by` places further among the own ones of its part; the codes follow the order."""
        of_part = list(self.own_of(self.indicator(key).part))
        place = next((place for place, one in enumerate(of_part) if one.key == key), None)
        if place is None or not 0 <= place + by < len(of_part):
            return self
        codes = [one.code for one in of_part]
        of_part.insert(place + by, of_part.pop(place))
        result = self
        for one, code in zip(of_part, codes, strict=True):
            result = result._with(replace(one, code=code))
        return result

    def written(self, key: str, field: str, text: str) -> "Draft":
        """With other words in a field of an own indicator: one of INDICATOR_TEXTS, or `anchors.1` to `.4`."""
        one = self._own(key)
        name, _, level = field.partition(".")
        if name == "anchors":
            anchors = list(one.anchors)
            anchors[int(level) - 1] = text
            return self._with(replace(one, anchors=cast(tuple[str, str, str, str], tuple(anchors))))
        assert field in INDICATOR_TEXTS
        return self._with(replace(one, **{field: text}))  # type: ignore[arg-type]

    def looked_for(self, key: str, position: int, look_for: LookFor) -> "Draft":
        """With another look-for on this position, from 0; blank ones stand before it where none were."""
        one = self._own(key)
        rows = [*one.look_fors, *(blank_look_for(place) for place in range(len(one.look_fors), position + 1))]
        rows[position] = look_for
        while rows and rows[-1] == blank_look_for(len(rows) - 1):
            rows.pop()
        return self._with(replace(one, look_fors=tuple(rows)))

    def _own(self, key: str) -> Indicator:
        if key in self.fixed:
            raise RuleBroken("De woorden van deze indicator staan vast. Maak een eigen indicator.")
        return self.indicator(key)

    def _with(self, indicator: Indicator) -> "Draft":
        others = (one for one in self.instrument.indicators if one.key != indicator.key)
        return self.described(indicators=tuple(sorted((*others, indicator), key=place_in_list)))


def blank_look_for(position: int) -> LookFor:
    """A look-for that is still to be written: of teacher and pupils in turn."""
    return LookFor("leerling" if position % 2 else "docent", "")


def new_draft(key: str) -> Draft:
    """A kijkwijzer without anything in it."""
    return Draft(Instrument(key, 1, "", "", "volledig", USUAL_MINUTES["volledig"], ()))


def copy_of(instrument: Instrument, key: str) -> Draft:
    """A kijkwijzer of the school's own that begins as another one; the school's own indicators are shared."""
    end = " – eigen"
    title = instrument.title.removesuffix(end)[: LONGEST["title"] - len(end)].rstrip() + end
    return _from(replace(instrument, key=key, version=1, title=title))


def next_version(instrument: Instrument) -> Draft:
    """The draft of the version after a published one."""
    return _from(replace(instrument, version=instrument.version + 1))


def _from(instrument: Instrument) -> Draft:
    return Draft(instrument, frozenset(one.key for one in instrument.indicators if not one.own))


def missing(draft: Draft, known: Known) -> tuple[Missing, ...]:
    """What stands between a draft and publishing, by the rules of a kijkwijzer file; none when ready."""
    try:
        finished(draft, known)
    except InstrumentMistakes as wrong:
        written = [one for one in draft.instrument.indicators if one.key not in draft.fixed]
        return tuple(Missing(_about(one, written), one.field, one.sentence) for one in wrong.mistakes)
    return ()


def _about(mistake: Mistake, written: list[Indicator]) -> str | None:
    header, number = mistake.table
    return written[number - 1].key if header == "indicator" else None


def finished(draft: Draft, known: Known) -> Instrument:
    """The instrument as it will be published. An own indicator with other words than are published of it gets
    its next version; raises InstrumentMistakes when something is missing."""
    document = as_document(draft)
    for entry in cast(list[dict[str, Any]], document["indicator"]):
        entry["look_fors"] = [look for look in entry["look_fors"] if any(map(str.strip, look.values()))]
    published = {reference: one for reference, one in known.items() if reference[0] in draft.fixed}
    instrument = read_document(document, Places(), published)
    settled = tuple(
        one if one.key in draft.fixed else _as_published(one, known) for one in instrument.indicators
    )
    return replace(instrument, indicators=settled)


def _as_published(indicator: Indicator, known: Known) -> Indicator:
    """The same words with the version they have already, or else the next one."""
    versions = {version: one for (key, version), one in known.items() if key == indicator.key}
    for version, one in versions.items():
        if replace(indicator, version=version) == one:
            return one
    return replace(indicator, version=max(versions, default=0) + 1)


# The draft as it is kept: what its TOML file will say


def as_document(draft: Draft) -> dict[str, object]:
    """The fields of the TOML file of a draft, mistakes and all."""
    one = draft.instrument
    return {
        **{name: getattr(one, name) for name in ("key", "version", "title", "description", "kind")},
        "minutes": list(one.minutes),
        "use": [{"key": i.key, "version": i.version} for i in one.indicators if i.key in draft.fixed],
        "indicator": [_entry(i) for i in one.indicators if i.key not in draft.fixed],
    }


def _entry(indicator: Indicator) -> dict[str, Any]:
    names = ("key", "version", "code", *INDICATOR_TEXTS, "own")
    return {
        **{name: getattr(indicator, name) for name in names},
        "part": indicator.part.letter,
        "look_fors": [{look.who: look.text} for look in indicator.look_fors],
        "anchors": {str(level): text for level, text in enumerate(indicator.anchors, 1)},
    }


def from_document(document: Mapping[str, Any], known: Known) -> Draft:
    """The draft in the fields of a TOML file; whatever in them has no place in a draft is left out."""
    used = [
        known[reference]
        for entry in _tables(document.get("use"))
        if (reference := (_text(entry.get("key")), _number(entry.get("version"), 1))) in known
    ]
    entries = [_indicator(entry) for entry in _tables(document.get("indicator"))]
    fixed = used + [one for one in entries if not one.own and known.get(one.reference) == one]
    kind: Kind = "flits" if document.get("kind") == "flits" else "volledig"
    instrument = Instrument(
        key=_text(document.get("key")),
        version=_number(document.get("version"), 1),
        title=_text(document.get("title")),
        description=_text(document.get("description")),
        kind=kind,
        minutes=_minutes(document.get("minutes"), kind),
        indicators=tuple(sorted({one.key: one for one in (*entries, *used)}.values(), key=place_in_list)),
    )
    return Draft(instrument, frozenset(one.key for one in fixed))


def can_be_mended(mistakes: tuple[Mistake, ...]) -> bool:
    """Whether all that is wrong in a file can be put right in a draft: its texts, look-fors, duration."""
    return all(one.field in _MENDABLE and one.table[0] in ("", "indicator") for one in mistakes)


def _indicator(entry: Mapping[str, Any]) -> Indicator:
    letter = _text(entry.get("part"))
    part = Part(letter) if letter in {one.letter for one in Part} else Part.OWN
    anchors = entry.get("anchors")
    sentences = anchors if isinstance(anchors, dict) else {}
    looks = entry.get("look_fors")
    return Indicator(
        key=_text(entry.get("key")),
        version=_number(entry.get("version"), 1),
        code=_text(entry.get("code")),
        part=part,
        **{name: _text(entry.get(name)) for name in INDICATOR_TEXTS},
        look_fors=tuple(
            LookFor("leerling" if who == "leerling" else "docent", _text(text))
            for look in (looks if isinstance(looks, list) else ())
            for who, text in (look.items() if isinstance(look, dict) else ())
        ),
        anchors=cast(
            tuple[str, str, str, str], tuple(_text(sentences.get(level)) for level in ("1", "2", "3", "4"))
        ),
        own=entry.get("own") is True or part is Part.OWN,
    )


def _minutes(value: object, kind: Kind) -> tuple[int, int]:
    low, high = USUAL_MINUTES[kind]
    if isinstance(value, list) and len(value) == 2:
        return _number(value[0], low), _number(value[1], high)
    return low, high


def _tables(value: object) -> list[Mapping[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object, otherwise: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise


def free_code(taken: set[str]) -> str:
    """The first code of part E that is not taken; raises RuleBroken when there is none."""
    for number in range(1, _LAST_NUMBER + 1):
        if (code := f"{Part.OWN.letter}{number}") not in taken:
            return code
    raise RuleBroken(f"Er passen hooguit {_LAST_NUMBER} eigen indicatoren in.")
