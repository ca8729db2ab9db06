"""This file is what the columns of a year plan tell: its heading row, and a proposal by the words in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lesobs.domain.roster.columns import plain

HEADER_ROWS = 20


class PlanField(StrEnum):
    """What a column of a year plan tells."""

    TITLE = "titel"
    WHEN = "wanneer"
    START = "begin"
    END = "einde"
    WEEK = "week"
    MONTH = "maand"
    OWNER = "eigenaar"
    SECTION = "sectie"
    DEPARTMENT = "afdeling"
    STANDARD = "standaard"
    PHASE = "fase"
    STATUS = "status"
    DESCRIPTION = "omschrijving"

    @property
    def word(self) -> str:
        """As a choice, `Wanneer (datum, maand of week)`."""
        more = {"titel": "Titel van de activiteit", "wanneer": "Wanneer (datum, maand of week)"}
        return more.get(self.value, self.value.capitalize())


WHEN_FIELDS = (PlanField.START, PlanField.WHEN, PlanField.WEEK, PlanField.MONTH)

# The first group of headings is the surest one; of two columns for one thing the surer is proposed.
_HEADINGS: Mapping[PlanField, tuple[str, ...]] = {
    PlanField.TITLE: (
        "titel activiteitnaam naamactiviteit titelactiviteit",
        "activiteit activiteiten actie acties actiepunt actiepunten taak taken onderwerp onderdeel wat",
        "agendapunt item naam evenement thema",
    ),
    PlanField.START: (
        "begin begindatum start startdatum datumstart datumbegin van vanaf datumvan startop",
        "startweek beginweek",
    ),
    PlanField.END: (
        "einde eind einddatum eindedatum datumeind datumeinde tot totenmet tm datumtot eindigt",
        "deadline gereed klaarop uiterlijk eindweek streefdatum",
    ),
    PlanField.WHEN: (
        "wanneer datum data periode planning tijdpad looptijd tijdvak tijdstip",
        "tijd moment dag",
    ),
    PlanField.WEEK: ("week weken weeknummer weeknummers weeknr wk wknr weeknrs kalenderweek",),
    PlanField.MONTH: ("maand maanden",),
    PlanField.OWNER: (
        "eigenaar wie verantwoordelijke verantwoordelijk trekker actiehouder uitvoerder eigenaren",
        "door uitvoering initiatief wiedoethet betrokkenen namen functionaris",
    ),
    PlanField.SECTION: ("sectie secties vaksectie vakgroep", "vak vakken"),
    PlanField.DEPARTMENT: ("afdeling afdelingen", "team teams leerjaar schoolsoort"),
    PlanField.STANDARD: (
        "standaard standaarden kwaliteitsstandaard inspectiestandaard standaardonderzoekskader",
        "op kwaliteitsgebied domein gebied kader",
    ),
    PlanField.PHASE: ("fase pdca pdcafase fasepdca", "stap cyclusfase"),
    PlanField.STATUS: ("status stand voortgang standvanzaken", "staat afgerond"),
    PlanField.DESCRIPTION: (
        "omschrijving beschrijving toelichting omschrijvingactiviteit",
        "opmerking opmerkingen doel doelen notities bijzonderheden resultaat details",
    ),
}
_MEANINGS = {
    heading: (field, rank)
    for field, groups in _HEADINGS.items()
    for rank, group in enumerate(groups)
    for heading in group.split()
}


@dataclass(frozen=True, slots=True)
class PlanHeader:
    """Where the headings stand (`at` counts from 0), what they say, and which column seems to tell what."""

    at: int
    headings: tuple[str, ...]
    proposal: Mapping[int, PlanField]


def find_plan_header(rows: Sequence[Sequence[str]]) -> PlanHeader | None:
    """The row with the most known headings among the first ones; when none has two, the first with two cells
    and the user says what they are. None when there is no such row either."""
    start = rows[:HEADER_ROWS]
    known = [len(propose(cells)) for cells in start]
    most = max(known, default=0)
    if most > 1:
        at = known.index(most)
    else:
        wide = [place for place, cells in enumerate(start) if sum(bool(cell.strip()) for cell in cells) > 1]
        if not wide:
            return None
        at = wide[0]
    headings = tuple(" ".join(cell.split()) for cell in rows[at])
    return PlanHeader(at, headings, propose(headings))


def propose(headings: Sequence[str]) -> dict[int, PlanField]:
    """The column of each field by the words of the headings; every field and every column once."""
    found: dict[PlanField, tuple[int, int]] = {}
    for at, heading in enumerate(headings):
        meaning = _MEANINGS.get(plain(heading))
        if meaning is not None:
            field, rank = meaning
            found[field] = min(found.get(field, (99, 0)), (rank, at))
    if PlanField.TITLE not in found and PlanField.DESCRIPTION in found:
        found[PlanField.TITLE] = found.pop(PlanField.DESCRIPTION)
    return {at: field for field, (_, at) in sorted(found.items(), key=lambda one: one[1][1])}
