"""This file is the examples and laws for what a list changes in a school."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lesobs.domain.errors import RuleBroken
from lesobs.domain.roster import (
    KnownClass,
    KnownCluster,
    KnownDepartment,
    KnownSchool,
    KnownSection,
    KnownTeacher,
    PlanLine,
    Roster,
    RosterClass,
    RosterSection,
    RosterTeacher,
    RowProblem,
    Sheet,
    SheetRow,
    apply,
    interpret,
    plan,
    summary,
)

SCHOOL = KnownSchool(
    teachers=(
        KnownTeacher("VIS", "Jan", "", "Vis", ("Frans",)),
        KnownTeacher("WIT", "Sanne", "de", "Wit", ("Nederlands",)),
        KnownTeacher("OUD", "Piet", "", "Oud", (), active=False),
    ),
    sections=(KnownSection("Frans", "talen"), KnownSection("Nederlands", "talen"), KnownSection("Wiskunde")),
    clusters=(KnownCluster("talen"),),
    departments=(KnownDepartment("Havo"), KnownDepartment("vmbo kader")),
    classes=(KnownClass("3H2", 3, "Havo", 28), KnownClass("2K3")),
)


def teachers(*wanted: RosterTeacher) -> list[PlanLine]:
    sections = {name: RosterSection(one.row, name) for one in wanted for name in one.sections}
    lines = plan(SCHOOL, Roster(teachers=wanted, sections=tuple(sections.values()))).lines
    return [line for line in lines if line.what == "docent"]


def classes(*wanted: RosterClass, school: KnownSchool = SCHOOL) -> list[PlanLine]:
    return list(plan(school, Roster(classes=wanted)).lines)


def test_a_new_teacher_and_a_new_section_in_a_new_cluster() -> None:
    roster = Roster(
        (RosterTeacher(4, "bos", "Kim", "van", "Bos", ("muziek", "wiskunde")),),
        sections=(RosterSection(4, "muziek", "kunst"), RosterSection(4, "wiskunde")),
    )
    assert plan(SCHOOL, roster).lines == (
        PlanLine("nieuw", "cluster", 4, "kunst", "", KnownCluster("kunst")),
        PlanLine("nieuw", "sectie", 4, "muziek", "cluster: kunst", KnownSection("muziek", "kunst")),
        PlanLine("ongewijzigd", "sectie", 4, "Wiskunde"),
        PlanLine(
            "nieuw",
            "docent",
            4,
            "Kim van Bos (bos)",
            "secties: muziek en Wiskunde",
            KnownTeacher("bos", "Kim", "van", "Bos", ("muziek", "Wiskunde")),
        ),
    )


def test_what_changes_in_a_teacher_is_told_and_nothing_else_is_touched() -> None:
    (line,) = teachers(RosterTeacher(7, "vis", "", "", "Visser", ("Wiskunde", "frans")))
    assert (line.kind, line.row, line.detail) == (
        "wijzigt",
        7,
        "sectie erbij: Wiskunde; achternaam: Vis → Visser",
    )
    assert line.change == KnownTeacher("VIS", "Jan", "", "Visser", ("Frans", "Wiskunde"))


def test_empty_cells_case_and_initials_change_nothing() -> None:
    (line,) = teachers(RosterTeacher(2, "wit", "S.M.", "DE", "WIT", ("NEDERLANDS",)))
    assert (line.kind, line.detail, line.change) == ("ongewijzigd", "", None)
    (line,) = teachers(RosterTeacher(2, "WIT"))
    assert line.kind == "ongewijzigd"


def test_a_code_given_to_someone_else_never_renames() -> None:
    (line,) = teachers(RosterTeacher(3, "VIS", "Petra", "", "Bos"))
    assert (line.kind, line.change) == ("overgeslagen", None)
    assert line.detail.startswith(
        "Rij 3 overgeslagen: code VIS is op school van Jan Vis en in de lijst van Petra Bos."
    )


def test_who_left_comes_back_only_under_the_same_name() -> None:
    (same,) = teachers(RosterTeacher(3, "OUD", "P.", "", "Oud"))
    assert (same.kind, same.detail) == ("wijzigt", "weer in dienst")
    for other in (RosterTeacher(3, "OUD"), RosterTeacher(3, "OUD", "Piet", "", "Nieuw")):
        (line,) = teachers(other)
        assert line.kind == "overgeslagen"
        assert "niet meer op school werkt" in line.detail


def test_a_new_surname_without_prefix_waits_for_a_human() -> None:
    left_out, used = teachers(RosterTeacher(5, "WIT", "Sanne", "", "Jansen", ("Frans",)))
    assert left_out.kind == "overgeslagen"
    assert left_out.detail.startswith("Rij 5: de lijst heeft Sanne Jansen, de school Sanne de Wit.")
    assert used.change == KnownTeacher("WIT", "Sanne", "de", "Wit", ("Nederlands", "Frans"))


def test_classes_and_departments() -> None:
    assert classes(RosterClass(2, "3h2", 4, "havo"), RosterClass(3, "4V1", 4, "vwo", 27)) == [
        PlanLine("ongewijzigd", "afdeling", 2, "Havo"),
        PlanLine("nieuw", "afdeling", 3, "vwo", "", KnownDepartment("vwo")),
        PlanLine("wijzigt", "klas", 2, "3H2", "leerjaar: 3 → 4", KnownClass("3H2", 4, "Havo", 28)),
        PlanLine(
            "nieuw",
            "klas",
            3,
            "4V1",
            "leerjaar: 4; afdeling: vwo; leerlingen: 27",
            KnownClass("4V1", 4, "vwo", 27),
        ),
    ]


def test_names_are_spelled_as_the_school_does() -> None:
    (_, group) = classes(RosterClass(2, "5H1", 5, "HAVO"))
    assert group.change == KnownClass("5H1", 5, "Havo")
    (line,) = teachers(RosterTeacher(2, "BOS", last_name="Bos", sections=("wis kunde",)))
    assert line.change == KnownTeacher("BOS", "", "", "Bos", ("Wiskunde",))
    (_, section) = plan(SCHOOL, Roster(sections=(RosterSection(2, "LO", "TALEN"),))).lines
    assert section.change == KnownSection("LO", "talen")


def test_a_derived_department_is_one_the_school_has_and_never_replaces() -> None:
    both = ("leerjaar", "afdeling")
    lines = classes(
        RosterClass(2, "2K3", 2, "vmbo-kb", None, both, "de klasnaam"),
        RosterClass(3, "3H2", 5, "vwo", None, both, "de klasnaam"),
        RosterClass(4, "4V1", 4, "vwo", None, both, "de klasnaam"),
    )
    assert [line.name for line in lines] == ["vmbo kader", "2K3", "3H2", "4V1"]
    _, filled, kept, unknown = lines
    assert filled.change == KnownClass("2K3", 2, "vmbo kader")
    assert (
        filled.detail == "leerjaar: 2; afdeling: vmbo kader; leerjaar en afdeling afgelezen uit de klasnaam"
    )
    assert (kept.kind, kept.detail) == ("ongewijzigd", "")
    assert unknown.change == KnownClass("4V1", 4)
    assert unknown.detail.endswith("afdeling niet ingevuld: vwo kent de school niet")


def test_a_derived_department_is_made_in_a_school_without_any() -> None:
    found = RosterClass(2, "3H2", 3, "havo", None, ("leerjaar", "afdeling"), "de klasnaam")
    department, group = classes(found, school=KnownSchool())
    assert department.change == KnownDepartment("havo")
    assert group.change == KnownClass("3H2", 3, "havo")


def test_a_section_moves_to_another_cluster_but_never_out_of_one() -> None:
    sections = (RosterSection(2, "FRANS", "kunst"), RosterSection(3, "nederlands"))
    lines = plan(SCHOOL, Roster(sections=sections)).lines
    assert [(line.kind, line.detail) for line in lines[1:]] == [
        ("wijzigt", "cluster: talen → kunst"),
        ("ongewijzigd", ""),
    ]


def test_remarks_about_the_whole_list() -> None:
    def notes(*codes: str) -> tuple[str, ...]:
        listed = tuple(RosterTeacher(2, code) for code in codes)
        return plan(SCHOOL, Roster(listed, ignored_columns=("E-mail", "BSN"))).notes

    assert notes("VIS") == (
        "Niet overgenomen: E-mail, BSN.",
        "1 docent staat wel in de school, niet in de lijst; die blijft staan.",
    )
    assert notes("NEW")[1] == "2 docenten staan wel in de school, niet in de lijst; ze blijven staan."
    assert len(notes("VIS", "WIT")) == 1
    assert len(notes()) == 1


def test_summary() -> None:
    problem = RowProblem(9, "Rij 9 overgeslagen: geen docentcode.")
    made = plan(
        SCHOOL,
        Roster((RosterTeacher(2, "VIS", last_name="Visser"), RosterTeacher(3, "BOS")), problems=(problem,)),
    )
    assert summary(made) == "1 nieuw, 1 gewijzigd, 1 overgeslagen"
    assert made.lines[-1] == PlanLine("overgeslagen", "docent", 9, "", "Rij 9 overgeslagen: geen docentcode.")
    assert summary(plan(SCHOOL, Roster((RosterTeacher(2, "VIS"),)))) == "niets te wijzigen"


# Laws, for any list on any school

CELLS = (
    "|Vis|VIS|vis|Wit, Sanne de|de Wit|S.|Sanne|Jan|Şahin|Łukasz|Đặng|'t|van der Meer-de Boer|Ó Súilleabháin|"
    "van der|wiskunde|Frans / LO|frans|talen|n.v.t.|2K3|3H2|3h2, 4V1|6vwo|1BK2|HAVO 3|havo|kader|9|3|28|-1"
)
HEADINGS = (
    "Docentcode|Docent|Afk.|Naam|Achternaam|Tussenvoegsel|Voornaam|Voorletters|Vak|Sectie|Cluster|Klas|Lesgroep|"
    "Leerjaar|Afdeling|Aantal leerlingen|E-mail|Stamnr"
)
ANY_CELL = st.sampled_from([*CELLS.split("|"), "#N/B", "x" * 90]) | st.text(max_size=6)
NAMES = st.sampled_from(["", "Vis", "Wit", "Jan", "Sanne", "S.", "de", "van der"])


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    others = draw(st.lists(st.sampled_from(HEADINGS.split("|")), min_size=1, max_size=6))
    headings = [*others, draw(st.sampled_from(["Docentcode", "Afkorting", "Klas", "Sectie"]))]
    width = len(headings)
    body = draw(st.lists(st.lists(ANY_CELL, min_size=width - 1, max_size=width), min_size=1, max_size=6))
    rows = [SheetRow(1, tuple(headings))]
    rows += [SheetRow(number, tuple(cells)) for number, cells in enumerate(body, 2) if cells]
    return Sheet(tuple(rows))


@st.composite
def schools(draw: st.DrawFn) -> KnownSchool:
    def some(*names: str) -> list[str]:
        return draw(st.lists(st.sampled_from(names), unique=True))

    clusters, departments = some("Talen", "exact"), some("Havo", "vwo", "kader")
    sections = some("Frans", "LO", "Wiskunde")
    codes, groups = some("VIS", "Wit", "S."), some("2k3", "3H2", "6 VWO")
    levels = st.none() | st.integers(1, 6)
    return KnownSchool(
        tuple(
            KnownTeacher(
                code,
                draw(NAMES),
                draw(st.sampled_from(["", "de"])),
                draw(NAMES),
                tuple(sections[: draw(st.integers(0, 2))]),
                draw(st.booleans()),
            )
            for code in codes
        ),
        tuple(KnownSection(name, draw(st.sampled_from(["", *clusters]))) for name in sections),
        tuple(KnownCluster(name) for name in clusters),
        tuple(KnownDepartment(name) for name in departments),
        tuple(
            KnownClass(name, draw(levels), draw(st.sampled_from(["", *departments])), draw(levels))
            for name in groups
        ),
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(schools(), sheets())
def test_a_second_time_changes_nothing_and_nothing_is_ever_lost(school: KnownSchool, sheet: Sheet) -> None:
    try:
        roster = interpret(sheet, [one.name for one in school.sections])
    except RuleBroken:
        return
    after = apply(school, plan(school, roster))
    again = plan(after, interpret(sheet, [one.name for one in after.sections]))
    assert {line.kind for line in again.lines} <= {"ongewijzigd", "overgeslagen"}
    assert apply(after, again) == after
    check_nothing_lost(school, after)
    check_all_fits(after)


def check_nothing_lost(before: KnownSchool, after: KnownSchool) -> None:
    for kind in ("teachers", "sections", "clusters", "departments", "classes"):
        assert len(getattr(after, kind)) >= len(getattr(before, kind))
    for old, new in zip(before.teachers, after.teachers, strict=False):
        assert old.code == new.code
        assert set(old.sections) <= set(new.sections)
        assert (not old.first_name or new.first_name) and (not old.prefix or new.prefix)
        assert (not old.last_name or new.last_name) and (not old.active or new.active)
    for was, now in zip(before.classes, after.classes, strict=False):
        assert was.name == now.name
        assert (was.year_level is None or now.year_level is not None) and (
            not was.department or now.department
        )
        assert was.pupils is None or now.pupils is not None
    for one, other in zip(before.sections, after.sections, strict=False):
        assert one.name == other.name
        assert not one.cluster or other.cluster


def check_all_fits(school: KnownSchool) -> None:
    """Every name that is used is there, and no two are the same."""
    sections = {one.name for one in school.sections}
    departments = {one.name for one in school.departments}
    assert all(set(one.sections) <= sections for one in school.teachers)
    assert all(one.cluster in {"", *(c.name for c in school.clusters)} for one in school.sections)
    assert all(one.department in {"", *departments} for one in school.classes)
    codes = [one.code.casefold() for one in school.teachers]
    assert len(codes) == len(set(codes))
    assert all(code.strip() and len(code) <= 12 for code in codes)
    assert all(one.pupils is None or 0 <= one.pupils <= 40 for one in school.classes)
