"""This file is what one cell of a list tells: a name, a code, some sections, a year level, a class name."""

import re
import unicodedata
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from lesobs.domain.roster.columns import plain
from lesobs.domain.texts import key

NOTHING = frozenset(("-", "--", "–", "—", ".", "?", "n.v.t.", "nvt", "n.v.t"))
"""What people type in a cell to say that it is empty."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PREFIXES = _words("van de der den het 't ten ter te v.d vd v/d v.d.h in op uit uijt aan bij voor onder over")
_FOREIGN_PREFIXES = _words(
    "la le les l' du des d' da das do dos di del della von zu zum zur el al ben bin ibn af av y"
)
_SURNAME_STARTS = _words("ó ò o' mac mc ní nic uí")
_SALUTATIONS = _words("dhr mevr mw mevrouw meneer heer drs")
_TITLES = _words("dr. ir. ing. mr. prof. hr. bc.")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.)+-?(?:[^\W\d_]\.)*|[^\W\d_]")
_WITH_SEPARATOR = frozenset(("bewegen, sport en maatschappij", "mens/maatschappij", "mens/natuur"))

_YEARS = {"havo": 5, "vwo": 6, "pro": 6} | dict.fromkeys(
    ("vmbo-bb", "vmbo-kb", "vmbo-gt", "vmbo-tl", "mavo"), 4
)
# A lone `b`, `g`, `a` or `m` may be a level or the letter of a parallel class, so they are not here.
_LEVELS = {"bb": "vmbo-bb", "k": "vmbo-kb", "kb": "vmbo-kb", "gt": "vmbo-gt", "gl": "vmbo-gt", "t": "vmbo-tl"}
_LEVELS |= {
    "tl": "vmbo-tl",
    "mavo": "mavo",
    "h": "havo",
    "havo": "havo",
    "v": "vwo",
    "vwo": "vwo",
    "pro": "pro",
}
_SAME_DEPARTMENT = {
    "vmbo-bb": "vmbobb vmbob vmbobasis basis bb bbl vmbobbl basisberoepsgericht",
    "vmbo-kb": "vmbokb vmbok vmbokader kader kb kbl vmbokbl kaderberoepsgericht",
    "vmbo-gt": "vmbogt vmbogl vmbogltl vmbogemengdtheoretisch gt gltl gl vmbotl vmbot mavo tl",
    "vmbo-tl": "vmbotl vmbot vmbotheoretisch tl mavo theoretischeleerweg vmbogt vmbogltl gt gltl",
    "mavo": "mavo vmbotl vmbot vmbotheoretisch tl vmbogtl vmbogt vmbogltl",
    "havo": "havo",
    "vwo": "vwo atheneum",
    "pro": "pro praktijkonderwijs",
}
_LEVEL_WORDS = ("vmbo", "mavo", "havo", "vwo", "atheneum", "gymnasium", "brugklas", "pro")
_CLASS_NAME = re.compile(r"([1-6])(havo|vwo|mavo|pro|[a-z]{1,2})([0-9]{1,2}|[a-z])?")


@dataclass(frozen=True)
class PersonName:
    """A name in its three parts; parts that are not known are empty."""

    first: str = ""
    prefix: str = ""
    last: str = ""


@dataclass(frozen=True)
class ClassHint:
    """What the name of a class gives away; None and `""` where it doesn't, or may mean two things."""

    year_level: int | None = None
    department: str = ""


def clean(cell: str) -> str:
    """One line of text: signs that can't be seen gone, spaces single, accents in one piece (NFC)."""
    if cell.isascii() and cell.isprintable():
        text = " ".join(cell.split())
    else:
        spaced = "".join(" " if sign in "\r\n\t\v\f" else sign for sign in cell)
        visible = (sign for sign in spaced if unicodedata.category(sign) not in ("Cc", "Cf", "Cs"))
        text = unicodedata.normalize("NFC", " ".join("".join(visible).split()))
    return "" if text.casefold() in NOTHING else text


def split_sections(cell: str, whole: AbstractSet[str] = frozenset()) -> list[str]:
    """The sections in one cell, between `/ ; + ,`; never inside brackets, nor a name that is in `whole`."""
    if cell.casefold() in _WITH_SEPARATOR or key(cell) in whole:
        return [cell]
    parts = (part.strip() for part in re.split(r"[/;+,](?![^(]*\))", cell))
    return [part for part in parts if part and part.casefold() not in NOTHING]


def split_classes(cell: str) -> list[str]:
    """The classes in one cell; `1h/v` is one class, `1h/1v` are two."""
    parts: list[str] = []
    for part in re.split(r"[;,+]", cell):
        names = [name.strip() for name in part.split("/")]
        parts += names if all(re.match(r"\d", name) for name in names) else [part.strip()]
    return [part for part in parts if part]


def split_codes(cell: str) -> list[str]:
    """The teachers who give one lesson together: `VIS/BOS`."""
    return [part for part in (part.strip() for part in re.split(r"[/;+,]", cell)) if part]


def whole_number(text: str) -> int | None:
    """`28`, `28,0`, `28 lln`; None for anything else."""
    match = re.fullmatch(r"([+-]?[0-9]{1,9})(?:[.,]0+)?\s*(?:lln|ll|leerlingen)?\.?", text, re.IGNORECASE)
    return int(match[1]) if match else None


def year_number(text: str) -> int | None:
    """`2`, `leerjaar 2`, `2e`, `havo 2`: the only number in the text; None without one or with more."""
    if (number := whole_number(text)) is not None:
        return number
    numbers = re.findall(r"[0-9]+", text)
    return int(numbers[0]) if len(numbers) == 1 and len(numbers[0]) <= 4 else None


def split_department(text: str) -> tuple[str, int | None]:
    """`HAVO 3` and `3 havo` tell a department and a year level, `h3` too; other texts (`Unit 3`) don't."""
    match = re.fullmatch(r"(?:([1-6])[\s-]?)?([^\W\d_]\D*?)(?:[\s-]?([1-6]))?", text)
    if not match or bool(match[1]) == bool(match[3]):
        return text, None
    word, year = match[2].strip(" -"), int(match[1] or match[3])
    if len(word) < 3 and plain(word) in _LEVELS:
        return _LEVELS[plain(word)], year
    return (word, year) if plain(word).startswith(_LEVEL_WORDS) else (text, None)


def class_hint(name: str) -> ClassHint:
    """The year level and the department in names such as 2K3, 3H2, 4V1 and 6vwo, where they are sure."""
    match = _CLASS_NAME.fullmatch(plain(name))
    if not match:
        return ClassHint()
    year, letters, rest = int(match[1]), match[2], match[3] or ""
    if rest.isalpha() and letters not in _LEVELS:
        return ClassHint()
    department = _LEVELS.get(letters, "")
    parallel_letter = len(letters) == 1 and not rest.isdigit()
    if parallel_letter or year > _YEARS.get(department, 0):
        department = ""
    return ClassHint(year, department)


def same_department(derived: str, existing: tuple[str, ...]) -> str | None:
    """The one department of the school that a derived one (`vmbo-kb`) must be; None without or in doubt."""
    exact = [name for name in existing if plain(name) == plain(derived)]
    alike = [name for name in existing if plain(name) in _SAME_DEPARTMENT.get(derived, "").split()]
    found = exact or alike
    return found[0] if len(found) == 1 else None


def read_full_name(text: str) -> PersonName:
    """A name in one cell: `Wit, Sanne de`, `S. de Wit`, `Wit S. de`, `Sanne de Wit`, `Wit, S. (Sanne) de`."""
    call_name = re.search(r"\(([^()]+)\)", text)
    bare = re.sub(r"\([^()]*\)", " ", text)
    name = _comma_name(bare) if "," in bare else _spoken_name(bare.split())
    first = call_name[1].strip() if call_name and name.last else name.first
    return PersonName(first, name.prefix, name.last)


def read_last_name(text: str) -> PersonName:
    """A surname that may carry its own prefix: `de Wit`, `Wit, de`. Belgian `De Smet` stays whole."""
    family, comma, rest = text.partition(",")
    words = rest.split()
    if comma and words and all(_is_prefix(word) for word in words):
        return PersonName("", " ".join(words), family.strip())
    words = text.split()
    start = 0
    while start < len(words) - 1 and words[start].islower() and _is_prefix(words[start]):
        start += 1
    return PersonName("", " ".join(words[:start]), " ".join(words[start:]))


def compatible(first: str, other: str) -> bool:
    """Whether two first names may be one person's: the same but for case, or the initials of the other."""
    if not first or not other or key(first) == key(other):
        return True
    return initials_of(first, other) or initials_of(other, first)


def initials_of(short: str, long: str) -> bool:
    """Whether the first text is only initials, beginning with the letter of the second: `S.M.` of `Sanne`."""
    return bool(_INITIALS.fullmatch(short)) and short[:1].casefold() == long[:1].casefold()


def _comma_name(text: str) -> PersonName:
    family, _, given = text.partition(",")
    surname = read_last_name(" ".join(_untitled(family.split())))
    words = _untitled(given.replace(",", " ").split())
    end = len(words)
    while end and _is_prefix(words[end - 1]):
        end -= 1
    start = 0
    while end == len(words) and start < end and words[start].islower() and _is_prefix(words[start]):
        start += 1
    prefix = " ".join((*words[:start], *words[end:]))
    if not surname.last.strip():
        return PersonName("", "", " ".join(text.replace(",", " ").split()))
    return PersonName(" ".join(words[start:end]), prefix or surname.prefix, surname.last)


def _spoken_name(words: list[str]) -> PersonName:
    words = _untitled(words)
    end = len(words)
    while end > 1 and _is_prefix(words[end - 1]):
        end -= 1
    trailing, words = " ".join(words[end:]), words[:end]
    at = next((i for i, word in enumerate(words[:-1]) if _is_prefix(word)), None)
    if at is not None and not trailing:
        stop = at
        while stop < len(words) - 1 and _is_prefix(words[stop]):
            stop += 1
        return PersonName(" ".join(words[:at]), " ".join(words[at:stop]), " ".join(words[stop:]))
    cut = _surname_start(words)
    if len(words) > 1 and not _is_initials(words[0]) and all(_is_initials(word) for word in words[1:]):
        return PersonName(" ".join(words[1:]), trailing, words[0])
    if trailing:
        return PersonName(" ".join(words[1:]), trailing, " ".join(words[:1]))
    return PersonName(" ".join(words[:cut]), "", " ".join(words[cut:]))


def _surname_start(words: list[str]) -> int:
    """Where the surname begins in a name without a Dutch prefix."""
    for index, word in enumerate(words[:-1]):
        if index and word.casefold() in _SURNAME_STARTS:
            return index
    initials = next((i for i, word in enumerate(words) if not _is_initials(word)), len(words) - 1)
    return initials or max(len(words) - 1, 0)


def _untitled(words: list[str]) -> list[str]:
    while len(words) > 1 and (
        words[0].casefold() in _TITLES or words[0].casefold().strip(".") in _SALUTATIONS
    ):
        words = words[1:]
    return words


def _is_prefix(word: str) -> bool:
    """Dutch prefixes in any case; foreign ones in small letters only: Ben and Al are first names."""
    straight = word.replace("’", "'").replace("‘", "'")
    return straight.casefold().rstrip(".") in _PREFIXES or straight == "v." or straight in _FOREIGN_PREFIXES


def _is_initials(word: str) -> bool:
    return bool(_INITIALS.fullmatch(word)) and (word.endswith(".") or word.isupper())
