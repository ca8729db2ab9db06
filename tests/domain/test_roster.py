"""This file is the examples for reading a list: headings, names, classes, and rows that can't be used."""

import pytest

from lesobs.domain.errors import RuleBroken
from lesobs.domain.roster import Roster, RosterClass, RosterSection, RosterTeacher, Sheet, SheetRow, interpret
from lesobs.domain.roster.cells import clean, read_full_name


def sheet(text: str) -> Sheet:
    """Rows of cells from a drawing with `|` between the cells, numbered from 1; empty rows left out."""
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in text.strip("\n").split("\n")]
    return Sheet(tuple(SheetRow(number, cells) for number, cells in enumerate(rows, 1) if any(cells)))


def read(text: str, **options: list[str]) -> Roster:
    return interpret(sheet(text), **options)


def said(roster: Roster) -> list[str]:
    return [problem.sentence for problem in roster.problems]


def test_headings_in_any_order_and_spelling() -> None:
    roster = read("""
        VAK(ken) | Tussen-voegsel | achter naam | Afk. | Vóórnaam | Leergebied
        wiskunde | de             | Wit         | WIT  | Sanne    | exact
    """)
    assert roster.teachers == (RosterTeacher(2, "WIT", "Sanne", "de", "Wit", ("wiskunde",)),)
    assert roster.sections == (RosterSection(2, "wiskunde", "exact"),)
    assert (roster.problems, roster.ignored_columns) == ((), ())


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Docentcode", "VIS"),
        ("afk", "VIS"),
        ("AFKORTING", "VIS"),
        ("Code", "VIS"),
        ("Docent", "VIS"),
        ("Medewerker-code", "VIS"),
        ("Roostercode", "VIS"),
        ("Docent: afkorting (verplicht)", "VIS"),
    ],
)
def test_each_heading_for_a_code(heading: str, code: str) -> None:
    assert [one.code for one in read(f"{heading}|Achternaam\nVIS|Vis").teachers] == [code]


def test_header_below_a_title_and_repeated_on_the_next_page() -> None:
    roster = read("Docenten\nAfgedrukt|31-08-2026\n\nAfk|Achternaam\nVIS|Vis\nAFK.|ACHTERNAAM\nBOS|Bos")
    assert [(one.row, one.code) for one in roster.teachers] == [(5, "VIS"), (7, "BOS")]


def test_a_header_may_stand_in_row_15_but_not_lower() -> None:
    def under(rows: int) -> str:
        return "\n".join(["titel"] * rows + ["Afk|Achternaam", "VIS|Vis"])

    assert read(under(14)).teachers[0].code == "VIS"
    with pytest.raises(RuleBroken, match="geen kopregel"):
        read(under(15))


def test_personal_columns_are_named_and_never_read() -> None:
    roster = read(
        "Afk|Achternaam|E-mail|Geboortedatum|BSN|Personeelsnummer||\nVIS|Vis|v@x.nl|1-1-1980|123|77|geheim|"
    )
    assert roster.ignored_columns == (
        "E-mail",
        "Geboortedatum",
        "BSN",
        "Personeelsnummer",
        "kolom G (zonder kop)",
    )
    assert "geheim" not in repr(roster)
    assert "1980" not in repr(roster)


def test_a_list_of_pupils_gives_classes_and_no_names() -> None:
    for number in ("Leerlingnummer", "Stamnr"):
        roster = read(f"{number}|Roepnaam|Achternaam|Code|Klas|Leerjaar\n1001|Kim|Kok|KOK|2K3|2")
        assert [group.name for group in roster.classes] == ["2K3"]
        assert roster.teachers == ()
        assert "Kok" not in repr(roster)
        assert "leerlingen" in roster.notes[0]


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Wit, Sanne de", ("Sanne", "de", "Wit")),
        ("S. de Wit", ("S.", "de", "Wit")),
        ("Wit S. de", ("S.", "de", "Wit")),
        ("de Wit, Sanne", ("Sanne", "de", "Wit")),
        ("WIT, SANNE DE", ("SANNE", "DE", "WIT")),
        ("Wit, S.M. (Sanne) de", ("Sanne", "de", "Wit")),
        ("mevr. drs. S. de Wit", ("S.", "de", "Wit")),
        ("Anna van der Meer-de Boer", ("Anna", "van der", "Meer-de Boer")),
        ("Meer-de Boer, Anna van der", ("Anna", "van der", "Meer-de Boer")),
        ("Bram 't Hart", ("Bram", "'t", "Hart")),
        ("Hart, Bram ’t", ("Bram", "’t", "Hart")),
        ("Ben Al", ("Ben", "", "Al")),
        ("Mehmet Şahin", ("Mehmet", "", "Şahin")),
        ("Jan Willem Vis", ("Jan Willem", "", "Vis")),
        ("Seán Ó Súilleabháin", ("Seán", "", "Ó Súilleabháin")),
        ("Đặng, Linh", ("Linh", "", "Đặng")),
        ("Łukasz Wiśniewski", ("Łukasz", "", "Wiśniewski")),
        ("J.W. Bos Vermeer", ("J.W.", "", "Bos Vermeer")),
        ("van der Meer", ("", "van der", "Meer")),
        ("Vis", ("", "", "Vis")),
        ("Vis,", ("", "", "Vis")),
        (", Jan", ("", "", "Jan")),
    ],
)
def test_names_in_one_cell(written: str, parts: tuple[str, str, str]) -> None:
    name = read_full_name(written)
    assert (name.first, name.prefix, name.last) == parts


def test_surname_with_its_prefix_in_it() -> None:
    roster = read("Afk|Achternaam|Voorletters\nWIT|Wit, de|S.\nMEE|van der Meer|A.\nSME|De Smet|K.")
    assert [(one.prefix, one.last_name) for one in roster.teachers] == [
        ("de", "Wit"),
        ("van der", "Meer"),
        ("", "De Smet"),
    ]


def test_call_name_goes_before_initials_and_initials_fill_in() -> None:
    roster = read("Afk|Voorletters|Roepnaam|Achternaam\nVIS|J.P.|Jan|Vis\nBOS|P.||Bos")
    assert [one.first_name for one in roster.teachers] == ["Jan", "P."]


def test_docent_holds_codes_or_names_as_its_cells_show() -> None:
    assert read("Docent|Vak\nJansen|wiskunde\nvis|Engels\nBOS|Frans").teachers != ()
    named = read("Docent|Afk\nSanne de Wit|WIT\nPiet Vis|VIS")
    assert [(one.code, one.last_name) for one in named.teachers] == [("WIT", "Wit"), ("VIS", "Vis")]
    with pytest.raises(RuleBroken, match="zonder docentcode"):
        read("Docent|Vak\nSanne de Wit|Nederlands\nJansen|wiskunde")


def test_sections_in_one_cell_in_rows_and_in_columns() -> None:
    roster = read("""
        Afk | Naam | Vak 1              | Vak 2
        VIS | Vis  | wiskunde / Engels  | Frans
        vis | Vis  | Wiskunde ; muziek  | kunst (beeldend, algemeen)
        BOS | Bos  | Duits+LO           |
    """)
    vis, bos = roster.teachers
    assert vis.sections == ("wiskunde", "Engels", "Frans", "muziek", "kunst (beeldend, algemeen)")
    assert bos.sections == ("Duits", "LO")


def test_a_section_of_the_school_with_a_separator_stays_whole() -> None:
    text = "Afk|Naam|Sectie\nVIS|Vis|kunst / ckv\nBOS|Bos|Bewegen, sport en maatschappij"
    assert read(text).teachers[0].sections == ("kunst", "ckv")
    assert read(text, known_sections=["Kunst/CKV"]).teachers[0].sections == ("kunst / ckv",)
    assert read(text).teachers[1].sections == ("Bewegen, sport en maatschappij",)


def test_sectie_is_read_rather_than_vak() -> None:
    roster = read("Afk|Naam|Vak|Sectie\nVIS|Vis|wisA|wiskunde")
    assert (roster.teachers[0].sections, roster.ignored_columns) == (("wiskunde",), ("Vak",))


def test_a_cluster_belongs_to_the_section_of_its_row() -> None:
    roster = read("""
        Sectie               | Cluster
        Frans / LO           | talen
        LO                   | sport
        Duits / tekenen      | talen / kunst
        LO                   | exact
    """)
    found = {section.name: section.cluster for section in roster.sections}
    assert found == {"Frans": "talen", "LO": "sport", "Duits": "talen", "tekenen": "kunst"}
    assert said(roster) == [
        "Rij 5: sectie LO hoort hier bij cluster exact en in rij 3 bij sport. Rij 3 is aangehouden."
    ]


def test_rows_without_a_code_are_told_with_their_number() -> None:
    roster = read("Afk|Naam|Vak|Klas\nVIS|Vis|wiskunde|2K3\n|Sanne de Wit|Engels|\n|Piet Bos||3H2\n|||1A")
    assert said(roster) == [
        "Rij 3 overgeslagen: geen docentcode bij Sanne de Wit.",
        "Rij 4: geen docentcode bij Piet Bos. Alleen klas 3H2 is gebruikt.",
    ]
    assert [one.code for one in roster.teachers] == ["VIS"]
    assert [section.name for section in roster.sections] == ["wiskunde"]
    assert [group.name for group in roster.classes] == ["2K3", "3H2", "1A"]


def test_one_code_for_two_people_is_told_with_both_rows() -> None:
    roster = read("Afk|Roepnaam|Achternaam|Vak\nVIS|Jan|Vis|wiskunde\nvis|J.|Vis|Frans\nVIS|Petra|Bos|muziek")
    assert said(roster) == [
        "Rij 4 overgeslagen: docentcode VIS hoort hier bij Petra Bos en in rij 2 bij Jan Vis. "
        "Rij 2 is aangehouden."
    ]
    assert roster.teachers == (RosterTeacher(2, "VIS", "Jan", "", "Vis", ("wiskunde", "Frans")),)
    assert "muziek" not in repr(roster.sections)


def test_rows_of_one_teacher_complete_each_other() -> None:
    roster = read("Afk|Roepnaam|Tussenv.|Achternaam|Vak\nWIT||||Frans\nWIT|Sanne||Wit|\nwit||de||LO\nWIT||||")
    assert roster.teachers == (RosterTeacher(2, "WIT", "Sanne", "de", "Wit", ("Frans", "LO")),)
    assert roster.problems == ()


def test_codes_that_are_none() -> None:
    roster = read("Docentcode|Vak|Klas\nvac|wiskunde|2K3\nv.dewit@school|Frans|\nWIT / VIS|Duits|3H2")
    assert said(roster) == [
        "Rij 2 overgeslagen: vac is geen docent maar een open plek.",
        "Rij 3 overgeslagen: ‘v.dewit@school’ is geen docentcode (hoogstens 12 tekens, zonder komma of @).",
    ]
    assert [(one.code, one.sections) for one in roster.teachers] == [("WIT", ("Duits",)), ("VIS", ("Duits",))]


def test_a_class_with_impossible_numbers_is_still_used() -> None:
    roster = read(
        "Klas|Leerjaar|Afdeling|Leerlingaantal\n2K3|9|kader|-1\n3H2|3e|havo|28,0\n4V1|0|vwo|41\n5H1|-|havo|0"
    )
    assert [(g.name, g.year_level, g.department, g.pupils) for g in roster.classes] == [
        ("2K3", None, "kader", None),
        ("3H2", 3, "havo", 28),
        ("4V1", None, "vwo", None),
        ("5H1", None, "havo", 0),
    ]
    assert len(said(roster)) == 4
    assert (
        said(roster)[0]
        == "Rij 2: leerjaar ‘9’ kan niet (1 tot en met 6). De rest van de rij is wel gebruikt."
    )


@pytest.mark.parametrize(
    ("name", "year", "department"),
    [
        ("2K3", 2, "vmbo-kb"),
        ("3H2", 3, "havo"),
        ("4V1", 4, "vwo"),
        ("5h1", 5, "havo"),
        ("6vwo", 6, "vwo"),
        ("4 havo 2", 4, "havo"),
        ("3TL1", 3, "vmbo-tl"),
        ("1BK2", 1, ""),  # basis/kader, or a first form called BK
        ("2B1", 2, ""),  # basis, or the second B
        ("1h", 1, ""),  # havo, or the parallel class between 1g and 1i
        ("6H1", 6, ""),  # havo has no sixth year
        ("1hv2", 1, ""),
        ("mentorgroep 3", None, ""),
        ("12", None, ""),
        ("7A", None, ""),
        ("4you", None, ""),
    ],
)
def test_what_a_class_name_gives_away(name: str, year: int | None, department: str) -> None:
    (group,) = read(f"Klas|Lokaal\n{name}|1").classes
    assert (group.year_level, group.department) == (year, department)


def test_nothing_is_derived_where_the_list_has_the_column() -> None:
    roster = read("Klas|Leerjaar|Afdeling\n2K3||\n3H2|4|vwo")
    assert roster.classes == (RosterClass(2, "2K3"), RosterClass(3, "3H2", 4, "vwo"))


def test_a_level_within_the_department() -> None:
    roster = read("Stamgroep|Opleiding\nA|HAVO 3\nB|3 vwo\nC|Unit 3\nD|h4\nE|vmbo-kb")
    assert [(g.department, g.year_level, g.derived_from) for g in roster.classes] == [
        ("HAVO", 3, "‘HAVO 3’"),
        ("vwo", 3, "‘3 vwo’"),
        ("Unit 3", None, ""),
        ("havo", 4, "‘h4’"),
        ("vmbo-kb", None, ""),
    ]


def test_contradictions_about_a_class_are_told_once() -> None:
    roster = read("Docentcode|Vak|Klas|Aantal leerlingen\nA|a|2K3|24\nB|b|2k3|12\nC|c|2 K3|11")
    assert said(roster) == [
        "Rij 3: klas 2K3 heeft hier aantal leerlingen 12 en in rij 2 24. Rij 2 is aangehouden."
    ]
    assert [group.pupils for group in roster.classes] == [24]


def test_several_classes_in_one_cell() -> None:
    roster = read("Docentcode|Vak|Klas\nA|a|2K3, 2K4;1h/1v\nB|b|1h/v")
    assert [group.name for group in roster.classes] == ["2K3", "2K4", "1h", "1v", "1h/v"]


def test_jaar_may_be_the_school_year() -> None:
    roster = read("Klas|Jaar\n2K3|2026-2027\n3H2|2026-2027")
    assert (roster.problems, roster.ignored_columns) == ((), ("Jaar",))
    assert [group.year_level for group in read("Klas|Jaar\nrood|2\nblauw|3").classes] == [2, 3]


def test_naam_is_the_class_in_a_list_of_classes() -> None:
    assert [g.name for g in read("Naam|Leerjaar|Aantal leerlingen\n2K3|2|24").classes] == ["2K3"]
    assert [g.name for g in read("Code|Naam|Leerjaar\nk3|2K3|2").classes] == ["2K3"]


def test_a_list_of_subjects_makes_no_teachers() -> None:
    roster = read("Code|Vak|Leergebied\nwi|wiskunde|exact")
    assert roster.teachers == ()
    assert roster.sections == (RosterSection(2, "wiskunde", "exact"),)


def test_cells_that_hold_nothing_usable() -> None:
    long = "x" * 81
    roster = read(f"Afk|Roepnaam|Achternaam|Vak\nVIS|-|Vis|n.v.t.\nBOS|{long}|Bos|#N/B\nDUN||   |Duits")
    assert [(one.first_name, one.sections) for one in roster.teachers] == [
        ("", ()),
        ("", ()),
        ("", ("Duits",)),
    ]
    assert len(said(roster)) == 2
    assert "81 tekens, hoogstens 80" in said(roster)[0]
    assert "Excel-fout (#N/B)" in said(roster)[1]


def test_a_row_with_too_many_cells_may_have_slipped_and_is_skipped() -> None:
    roster = read("Afk|Vak|Achternaam\nVIS|Frans|Duits|Vis\nBOS|muziek|Bos||")
    assert [one.code for one in roster.teachers] == ["BOS"]
    assert said(roster)[0].startswith("Rij 2 overgeslagen: deze rij heeft meer cellen")


def test_text_is_cleaned_without_losing_signs() -> None:
    assert clean("Sa\u0301nchez\u200b \u00a0\tde\x07  la\r\nCruz ") == "Sánchez de la Cruz"
    assert clean("Đặng") == "Đặng"


@pytest.mark.parametrize("text", ["x|y\n1|2", "Naam|Sectie\nVis|Frans", "E-mail|Telefoon\na@b.nl|06"])
def test_lists_that_can_not_be_understood(text: str) -> None:
    with pytest.raises(RuleBroken, match=r"geen kopregel|zonder docentcode"):
        read(text)
    with pytest.raises(RuleBroken, match="leeg"):
        interpret(Sheet(()))


def test_a_header_with_nothing_below_it() -> None:
    assert read("Afk|Achternaam") == Roster()
