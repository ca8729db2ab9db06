"""This file is how the header of a list of people or classes is recognised, in any order and spelling."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

HEADER_ROWS = 15
"""A header stands within the first so many rows; above it there may be a title, a date, a school name."""

SAMPLE_ROWS = 200
"""So many rows below the header decide what a column with a doubtful heading really holds."""


class Field(StrEnum):
    """What a column tells."""

    CODE = "code"
    FULL_NAME = "full name"
    FIRST_NAME = "first name"
    PREFIX = "prefix"
    LAST_NAME = "last name"
    SECTION = "section"
    CLUSTER = "cluster"
    DEPARTMENT = "department"
    CLASS = "class"
    YEAR = "year level"
    PUPILS = "pupils"


NAMES = (Field.FULL_NAME, Field.FIRST_NAME, Field.PREFIX, Field.LAST_NAME)

# The first group of headings is the surest one; of two columns for one thing the surer is read.
_HEADINGS: Mapping[Field, tuple[str, ...]] = {
    Field.CODE: (
        "docentcode docentencode codedocent docentafkorting afkortingdocent docentafk docafk doccode "
        "leraarcode lerarencode lesgevercode teachercode",
        "roostercode medewerkercode codemedewerker medewerkerafkorting afkortingmedewerker werknemerscode "
        "werknemercode personeelscode lesgevende employeecode",
        "afkorting afk kortenaam",
        "code",
        "docent docenten leraar medewerker lesgever",
    ),
    Field.FULL_NAME: (
        "volledigenaam docentnaam naamdocent medewerkernaam naammedewerker leraarnaam weergavenaam fullname",
        "naam",
    ),
    Field.LAST_NAME: ("achternaam familienaam lastname surname", "geslachtsnaam roepachternaam"),
    Field.PREFIX: (
        "tussenvoegsel tussenvoegsels tussenvoeg tussenv tussen tussenvgs tv voorvoegsel voorvoegsels voorv "
        "voorvoegselachternaam voorvoegselsachternaam tussenvoegselachternaam prefix",
    ),
    Field.FIRST_NAME: ("roepnaam", "voornaam firstname", "voornamen", "voorletters voorletter initialen"),
    Field.SECTION: (
        "sectie secties vaksectie vaksecties vakgroep vakgroepen sectienaam naamsectie",
        "vaknaam vakomschrijving omschrijvingvak naamvak",
        "vak vakken",
        "vakcode vakafkorting vakkencode codevak",
    ),
    Field.CLUSTER: ("cluster clusters leergebied leergebieden vakcluster sectiecluster",),
    Field.DEPARTMENT: (
        "afdeling afdelingen afdelingsnaam opleiding schoolsoort",
        "onderwijssoort onderwijstype schooltype niveau leerweg opleidingsnaam",
        "studie",
    ),
    Field.CLASS: (
        "klas klassen klasnaam naamklas klascode klassencode codeklas klasafkorting stamklas stamgroep "
        "stamklassen stamgroepen basisgroep",
        "groep groepen groepscode groepsnaam",
        "lesgroep lesgroepen lesgroepcode lesgroepnaam",
    ),
    Field.YEAR: ("leerjaar leerjaren lj klasleerjaar", "jaarlaag jaarlagen", "jaar"),
    Field.PUPILS: (
        "aantalleerlingen leerlingaantal leerlingenaantal leerlingaantallen aantallln aantalll nleerlingen "
        "klassengrootte klassegrootte groepsgrootte",
        "leerlingen lln aantal",
    ),
}
_MEANINGS = {
    heading: (field, rank)
    for field, groups in _HEADINGS.items()
    for rank, group in enumerate(groups)
    for heading in group.split()
}
_OWNERS = re.compile(r"^(docenten|docent|medewerkers|medewerker|leraar|personeel)|(docent|medewerker)$")
_BARE_CODE_RANK, _PERSON_RANK = 2, 4
_PUPIL_HEADING = re.compile(r"(leerling|ll)(nummer|nr|code|naam|id)?")
_NUMBER_HEADINGS = frozenset(("stamnummer", "stamnr"))


# Short, or without both small and capital letters: `Vis`, `jansenp`, `JAN01`, but not `Jansen`.
_ONE_CODE = r"(?:[^\s,/+;]{1,4}|[^\sA-Z,/+;]{1,8}|[^\sa-z.,/+;]{1,8})"
_LIKE_CODES = rf"{_ONE_CODE}(?:[,/+;]\s?{_ONE_CODE})*"


@dataclass(frozen=True)
class Header:
    """Where the header stands and what the columns below it tell.

    `at` counts from 0 in the rows that were searched; the numbers in `columns` count from 0 too, the surest
    column first. `recognised` counts the headings that were understood, `codeless` tells of a list of people
    without a column for their codes, `pupils` of a list of pupils, whose names are never read.
    """

    at: int
    width: int
    columns: Mapping[Field, tuple[int, ...]]
    ignored: tuple[str, ...]
    recognised: int
    codeless: bool
    pupils: bool


def find_header(rows: Sequence[Sequence[str]]) -> Header | None:
    """The row with the most headings among the first ones, or None when no row looks like a header."""
    best, most = None, 0
    for at, cells in enumerate(rows[:HEADER_ROWS]):
        known = {meaning[0] for cell in cells if (meaning := _meaning(cell))}
        if len(known) > most and (len(known) > 1 or not _is_title(cells, rows[at + 1 : at + 2])):
            best, most = at, len(known)
    if best is None:
        return None
    body = rows[best + 1 : best + 1 + SAMPLE_ROWS]
    header = _read_header(best, rows[best], body)
    return header if header.columns or header.codeless else None


def _is_title(cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row with one known word (`Docenten 2026`) is narrower than the row below, as titles are."""
    filled = sum(1 for cell in cells if cell.strip())
    return any(sum(1 for cell in row if cell.strip()) > filled for row in below)


def plain(text: str) -> str:
    """Only the letters and digits, in small letters without accents: `Aantal lln.` becomes `aantallln`."""
    unbracketed = re.sub(r"\(.*?\)|\[.*?\]", "", text)
    letters = unicodedata.normalize("NFKD", unbracketed).casefold()
    return "".join(sign for sign in letters if sign.isalnum())


def column_letter(index: int) -> str:
    """`A` for 0, `AA` for 26: as Excel names its columns."""
    name = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _meaning(heading: str) -> tuple[Field, int] | None:
    """The field and the rank within it; numbered headings (`Vak 2`) mean the same as the bare one."""
    key = plain(heading)
    for name in (key, key.rstrip("0123456789")):
        if name in _MEANINGS:
            return _MEANINGS[name]
        without_owner = _OWNERS.sub("", name, count=1)
        field, rank = _MEANINGS.get(without_owner, (None, 0))
        if field in (Field.CODE, *NAMES) and without_owner != name:
            return field, min(rank, 1)
    return None


@dataclass
class _Columns:
    """The columns found so far, each as (rank, index), while doubts are being settled."""

    found: dict[Field, list[tuple[int, int]]]
    body: Sequence[Sequence[str]]

    def has(self, *fields: Field) -> bool:
        return any(self.found.get(field) for field in fields)

    def drop(self, *fields: Field) -> None:
        for field in fields:
            self.found.pop(field, None)

    def drop_where(self, field: Field, unwanted: Callable[[int, int], bool]) -> None:
        self.found[field] = [(rank, at) for rank, at in self.found.get(field, []) if not unwanted(rank, at)]

    def rank(self, field: Field) -> int:
        return min((rank for rank, _ in self.found.get(field, [])), default=99)

    def mostly(self, at: int, pattern: str) -> bool:
        """Whether at least half of the filled cells of a column look like the pattern; an empty one does."""
        cells = [row[at].strip() for row in self.body if at < len(row) and row[at].strip()]
        return sum(bool(re.fullmatch(pattern, cell)) for cell in cells) * 2 >= len(cells)


def _read_header(at: int, cells: Sequence[str], body: Sequence[Sequence[str]]) -> Header:
    columns = _Columns({}, body)
    for index, cell in enumerate(cells):
        if meaning := _meaning(cell):
            field, rank = meaning
            columns.found.setdefault(field, []).append((rank, index))
    recognised = len(columns.found)
    headings = {plain(cell) for cell in cells}
    _look_below_doubtful_headings(columns)
    pupils = _leave_out_pupils(columns, headings)
    _tell_people_from_classes(columns)
    people = columns.has(*NAMES) and not pupils
    codeless = people and not columns.has(Field.CODE)
    _drop_what_hangs_in_the_air(columns)
    chosen = _choose(columns)
    used = {index for indexes in chosen.values() for index in indexes}
    ignored = tuple(_unread(cells, body, used))
    return Header(at, len(cells), chosen, ignored, recognised, codeless, pupils)


def _look_below_doubtful_headings(columns: _Columns) -> None:
    """`Jaar` may be a school year, `Leerlingen` a list of names, `Docent` a code or a name."""
    columns.drop_where(
        Field.YEAR, lambda rank, at: rank == 2 and not columns.mostly(at, r"\D{0,12}\d\D{0,12}")
    )
    columns.drop_where(
        Field.PUPILS, lambda rank, at: rank == 1 and not columns.mostly(at, r"[-+]?\d+\D{0,12}")
    )
    codes = columns.found.get(Field.CODE, [])
    persons = [index for rank, index in codes if rank == _PERSON_RANK]
    surer = len(persons) < len(codes)
    names = [index for index in persons if surer or not columns.mostly(index, _LIKE_CODES)]
    columns.drop_where(Field.CODE, lambda _, at: at in names)
    if names and not columns.has(*NAMES):
        columns.found[Field.FULL_NAME] = [(0, names[0])]


def _leave_out_pupils(columns: _Columns, headings: set[str]) -> bool:
    """Whether the rows are pupils. Their names, and codes that may be theirs, are never read."""
    sure = any(_PUPIL_HEADING.fullmatch(heading) for heading in headings)
    own_code = columns.rank(Field.CODE) < _BARE_CODE_RANK
    likely = bool(headings & _NUMBER_HEADINGS) and columns.has(Field.CLASS) and not own_code
    if not (sure or likely):
        return False
    columns.drop(*NAMES)
    columns.drop_where(Field.CODE, lambda rank, _: rank >= _BARE_CODE_RANK)
    return True


def _tell_people_from_classes(columns: _Columns) -> None:
    """A bare `Naam` or `Code` belongs to a class or a subject when nothing tells of a person."""
    bare_code = _BARE_CODE_RANK <= columns.rank(Field.CODE) < _PERSON_RANK
    about_classes = columns.has(Field.YEAR, Field.PUPILS) and not columns.has(Field.CLASS, Field.SECTION)
    surname_parts = columns.has(Field.FIRST_NAME, Field.PREFIX, Field.LAST_NAME)
    if about_classes and not surname_parts and (bare_code or not columns.has(Field.CODE)):
        codes, names = columns.found.pop(Field.CODE, []), columns.found.pop(Field.FULL_NAME, [])
        columns.found[Field.CLASS] = names or codes
    lessons = columns.has(Field.CLASS) and columns.has(Field.SECTION)
    sections = columns.rank(Field.SECTION) == 0
    if bare_code and not (columns.has(*NAMES) or lessons or sections):
        columns.drop(Field.CODE)


def _drop_what_hangs_in_the_air(columns: _Columns) -> None:
    """A name without a code, a level without a class, a cluster without a section: nothing to hang it on."""
    if not columns.has(Field.CODE):
        columns.drop(*NAMES)
    if columns.has(Field.LAST_NAME):
        columns.drop(Field.FULL_NAME)
    if not columns.has(Field.CLASS):
        columns.drop(Field.DEPARTMENT, Field.YEAR, Field.PUPILS)
    if not columns.has(Field.SECTION):
        columns.drop(Field.CLUSTER)


def _choose(columns: _Columns) -> dict[Field, tuple[int, ...]]:
    """The surest columns of each field; first names may fall back on initials."""
    chosen: dict[Field, tuple[int, ...]] = {}
    for field, found in columns.found.items():
        if not found:
            continue
        best = min(rank for rank, _ in found)
        if field is Field.FIRST_NAME:
            chosen[field] = tuple(at for _, at in sorted(found))
        elif field in (Field.SECTION, Field.CLASS):
            chosen[field] = tuple(at for rank, at in found if rank == best)
        else:
            chosen[field] = (min(found)[1],)
    return chosen


def _unread(cells: Sequence[str], body: Sequence[Sequence[str]], used: set[int]) -> list[str]:
    """The headings of the columns that are not read; those without a heading by their letter."""
    unread: list[str] = []
    for index, cell in enumerate(cells):
        heading = " ".join(cell.split())
        if index in used:
            continue
        if heading:
            unread.append(heading)
        elif any(index < len(row) and row[index].strip() for row in body):
            unread.append(f"kolom {column_letter(index)} (zonder kop)")
    return unread
