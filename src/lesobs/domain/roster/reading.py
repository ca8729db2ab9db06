"""This file is what a list of people and classes says, row by row, and what in it can't be used."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lesobs.domain.dutch import full_name, listed
from lesobs.domain.errors import RuleBroken
from lesobs.domain.roster.cells import (
    PersonName,
    clean,
    compatible,
    read_full_name,
    read_last_name,
    split_codes,
    split_sections,
)
from lesobs.domain.roster.classes import Classes
from lesobs.domain.roster.columns import NAMES, Field, Header, find_header, plain
from lesobs.domain.roster.model import Problems, Roster, RosterSection, RosterTeacher, Sheet, SheetRow
from lesobs.domain.texts import key

LONGEST_CELL = 80
LONGEST_CODE = 12

_JOINED = " ; "
"""Between the cells of two columns for one thing (`Vak 1`, `Vak 2`)."""
_OPEN_POSTS = frozenset(("vac", "vacature", "nn", "n.n."))


def interpret(sheet: Sheet, known_sections: Iterable[str] = ()) -> Roster:
    """What the list says. A bad row or cell becomes a problem with its number and never stops the rest.

    `known_sections` are names the school uses, so that a section called `Kunst/CKV` is not taken for two.
    Raises RuleBroken when the list as a whole can't be understood.
    """
    if not sheet.rows:
        raise RuleBroken(
            "De lijst is leeg. Kies een bestand met een kopregel en daaronder docenten of klassen."
        )
    header = find_header([row.cells for row in sheet.rows])
    if header is None:
        raise RuleBroken(
            "In deze lijst is geen kopregel gevonden. Zet boven de kolommen wat erin staat, "
            "bijvoorbeeld Docentcode, Achternaam, Sectie of Klas."
        )
    if header.codeless and Field.CLASS not in header.columns:
        raise RuleBroken(
            "In deze lijst staan namen zonder docentcode. Voeg een kolom Docentcode (de afkorting) toe: "
            "daaraan herkent lesobs wie wie is, ook bij een volgende lijst."
        )
    reading = _Reading(
        header, frozenset(key(name) for name in known_sections), Problems(list(sheet.problems))
    )
    heading = _key_cell(header, sheet.rows[header.at])
    for row in sheet.rows[header.at + 1 :]:
        # A header comes back on every page of a printed list, or over two merged rows.
        if not heading or _key_cell(header, row) != heading:
            reading.read(row)
    return reading.roster(sheet.notes)


def _key_cell(header: Header, row: SheetRow) -> str:
    """The cell of a row that tells whom or what it is about."""
    field = next(name for name in (Field.CODE, Field.CLASS, Field.SECTION) if name in header.columns)
    at = header.columns[field][0]
    return plain(row.cells[at]) if at < len(row.cells) else ""


@dataclass
class _Teacher:
    row: int
    code: str
    name: PersonName
    sections: dict[str, str] = field(default_factory=dict)


@dataclass
class _Section:
    """A section so far; `sure` when a row for this section alone named the cluster."""

    row: int
    name: str
    cluster: str = ""
    cluster_row: int = 0
    sure: bool = False


class _Reading:
    """The list read so far."""

    def __init__(self, header: Header, whole: frozenset[str], problems: Problems) -> None:
        self._header = header
        self._whole = whole
        self._problems = problems
        self._classes = Classes(header.columns, problems)
        self._teachers: dict[str, _Teacher] = {}
        self._sections: dict[str, _Section] = {}
        self._clusters: dict[str, str] = {}
        self._named = any(name in header.columns for name in NAMES)

    def read(self, row: SheetRow) -> None:
        """Take what one row says."""
        number = row.number
        if any(cell.strip() for cell in row.cells[self._header.width :]):
            sentence = (
                f"Rij {number} overgeslagen: deze rij heeft meer cellen dan de kopregel. "
                "Staat er een scheidingsteken in een naam? Zet die naam dan tussen aanhalingstekens."
            )
            self._problems.add(number, sentence)
            return
        cells = {name: self._text(row, name) for name in self._header.columns}
        classes = self._classes.read(number, cells)
        if Field.CODE not in self._header.columns:
            self._read_sections(number, cells)
        elif cells[Field.CODE]:
            self._read_teachers(number, cells)
        else:
            self._refuse_codeless(number, cells, classes)

    def roster(self, notes: tuple[str, ...]) -> Roster:
        """Everything together, in the order of the list."""
        if self._header.pupils:
            notes += ("Dit is een lijst met leerlingen. Hun namen en nummers zijn niet gelezen.",)
        elif self._header.codeless:
            notes += ("De namen zijn niet overgenomen, want er is geen kolom met de docentcode.",)
        teachers = (
            RosterTeacher(
                one.row,
                one.code,
                one.name.first,
                one.name.prefix,
                one.name.last,
                tuple(one.sections.values()),
            )
            for one in self._teachers.values()
        )
        return Roster(
            tuple(teachers),
            self._classes.finished(),
            tuple(RosterSection(one.row, one.name, one.cluster) for one in self._sections.values()),
            tuple(sorted(self._problems.found, key=lambda problem: problem.row or 0)),
            self._header.ignored,
            notes,
        )

    def _text(self, row: SheetRow, name: Field) -> str:
        """The clean text of a field; several section or class columns are joined."""
        texts = (clean(row.cells[at]) for at in self._header.columns[name] if at < len(row.cells))
        usable = [text for text in texts if text and self._usable(row.number, text)]
        return _JOINED.join(usable) if name in (Field.SECTION, Field.CLASS) else "".join(usable[:1])

    def _usable(self, row: int, text: str) -> bool:
        if len(text) > LONGEST_CELL and max(map(len, split_sections(text)), default=0) > LONGEST_CELL:
            reason = f"‘{text[:30]}…’ is te lang ({len(text)} tekens, hoogstens {LONGEST_CELL})"
        elif text.startswith("#") and text.upper() == text and text[-1:] in "!?AB":
            reason = f"in een cel staat een Excel-fout ({text})"
        else:
            return True
        self._problems.add(row, f"Rij {row}: {reason}. Die cel is overgeslagen.")
        return False

    # Sections and clusters

    def _read_sections(self, row: int, cells: dict[Field, str]) -> list[str]:
        columns = cells.get(Field.SECTION, "").split(_JOINED)
        names = [name for text in columns for name in split_sections(text, self._whole)]
        text = cells.get(Field.CLUSTER, "")
        clusters = split_sections(text)
        if len(clusters) != len(names):
            clusters = [text] * len(names) if text else []
        for index, name in enumerate(names):
            section = self._sections.setdefault(key(name), _Section(row, name))
            if clusters:
                cluster = self._clusters.setdefault(key(clusters[index]), clusters[index])
                self._claim(row, section, cluster, sure=len(names) == 1)
        return [self._sections[key(name)].name for name in names]

    def _claim(self, row: int, section: _Section, cluster: str, *, sure: bool) -> None:
        """Put a section in a cluster; a row for one section is surer than a row for several."""
        if not section.cluster or (sure and not section.sure):
            section.cluster, section.cluster_row, section.sure = cluster, row, sure
        elif sure and section.cluster != cluster:
            sentence = (
                f"Rij {row}: sectie {section.name} hoort hier bij cluster {cluster} en in rij "
                f"{section.cluster_row} bij {section.cluster}. Rij {section.cluster_row} is aangehouden."
            )
            self._problems.add(row, sentence, "sectie", section.name, once=(key(section.name), cluster))

    # Teachers

    def _read_teachers(self, row: int, cells: dict[Field, str]) -> None:
        text = cells[Field.CODE]
        name = self._name(cells)
        codes = [text] if self._named else split_codes(text)
        good = [code for code in codes if self._is_code(row, code, name)]
        fitting = [teacher for code in good if (teacher := self._teacher(row, code, name))]
        if not fitting:
            return
        sections = self._read_sections(row, cells)
        for teacher in fitting:
            for section in sections:
                teacher.sections.setdefault(key(section), section)

    def _is_code(self, row: int, code: str, name: PersonName) -> bool:
        if code.casefold() in _OPEN_POSTS and name == PersonName():
            reason = f"{code} is geen docent maar een open plek"
        elif len(code) > LONGEST_CODE or "," in code or "@" in code:
            reason = f"‘{code}’ is geen docentcode (hoogstens {LONGEST_CODE} tekens, zonder komma of @)"
        else:
            return True
        self._problems.add(row, f"Rij {row} overgeslagen: {reason}.", name=code, once=(row, code))
        return False

    def _name(self, cells: dict[Field, str]) -> PersonName:
        """The name from one cell or several; what has a column of its own goes before a guess."""
        first, prefix = cells.get(Field.FIRST_NAME, ""), cells.get(Field.PREFIX, "")
        whole = cells.get(Field.FULL_NAME, "")
        if Field.LAST_NAME in self._header.columns:
            name = read_last_name(cells[Field.LAST_NAME])
            if prefix and name.prefix and key(prefix) != key(name.prefix):
                name = PersonName(last=cells[Field.LAST_NAME])
        elif (first or prefix) and "," not in whole:
            name = read_last_name(whole)
        else:
            name = read_full_name(whole)
        return PersonName(first or name.first, prefix or name.prefix, name.last)

    def _teacher(self, row: int, code: str, name: PersonName) -> _Teacher | None:
        """The teacher of this code, with the name filled in; None when the row names somebody else."""
        teacher = self._teachers.setdefault(key(code), _Teacher(row, code, name))
        seen = teacher.name
        agree = compatible(seen.first, name.first)
        if agree and _agree(seen.last, name.last) and _agree(seen.prefix, name.prefix):
            teacher.name = PersonName(
                seen.first or name.first, seen.prefix or name.prefix, seen.last or name.last
            )
            return teacher
        here = full_name(name.first, name.prefix, name.last)
        there = full_name(seen.first, seen.prefix, seen.last)
        sentence = (
            f"Rij {row} overgeslagen: docentcode {teacher.code} hoort hier bij {here} en in rij "
            f"{teacher.row} bij {there}. Rij {teacher.row} is aangehouden."
        )
        self._problems.add(row, sentence, name=teacher.code, once=(key(code), here))
        return None

    def _refuse_codeless(self, row: int, cells: dict[Field, str], classes: list[str]) -> None:
        """Say that a row has no code; none is ever made up."""
        name = self._name(cells)
        person = full_name(name.first, name.prefix, name.last)
        if not (person or cells.get(Field.SECTION)):
            return
        whose = f" bij {person}" if person else ""
        sentence = f"Rij {row} overgeslagen: geen docentcode{whose}."
        if classes:
            sentence = f"Rij {row}: geen docentcode{whose}. Alleen klas {listed(classes)} is gebruikt."
        self._problems.add(row, sentence, name=person)


def _agree(one: str, other: str) -> bool:
    """Whether two parts of a name don't contradict; an empty one never does."""
    return not one or not other or key(one) == key(other)
