"""What the papers of the calendar say of a school."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from pypdf import PdfReader

from lesobs.domain.activity import ActivityStatus
from lesobs.domain.cycle import Phase
from lesobs.domain.finding import FindingKind
from lesobs.domain.picture import Cell, Group, PictureRow
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.tally import Tally
from lesobs.domain.visit import Purpose, VisitState
from lesobs.services.calendar import ActivityDraft
from lesobs.services.cycle_drafts import CycleDraft
from lesobs.services.people import DepartmentDraft, PersonDraft, SectionDraft
from lesobs.services.school import School
from lesobs.services.visit_plan import VisitDraft
from lesobs.storage.tables.base import made_up

OCTOBER, NOW, SPRING = date(2026, 10, 5), date(2026, 11, 25), date(2027, 4, 5)
DONE_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""When something was called done, whatever the clock of the machine says."""


@pytest.fixture
def busy(school: School) -> School:
    joke = school.people.save_person(PersonDraft("Joke Veldhuizen", "rector"))
    maths = school.people.save_section(SectionDraft("Wiskunde"))
    havo = school.people.save_department(DepartmentDraft("havo"))
    for title, phase, day, standard, more in (
        ("Te laat", Phase.CHECK, OCTOBER, "OR1", {"owner_id": joke}),
        ("Nu", Phase.DO, NOW, "OP3", {"section_id": maths, "owner_id": joke}),
        ("In het voorjaar", Phase.PLAN, SPRING, "OP3", {"department_id": havo}),
        ("Af", Phase.ACT, OCTOBER, "OP2", {"section_id": maths}),
        ("Vervallen", Phase.DO, NOW, "OP3", {}),
    ):
        made = school.calendar.save(ActivityDraft(title, phase, standard, day, day, **more))
        if title in ("Af", "Vervallen"):
            status = ActivityStatus.DONE if title == "Af" else ActivityStatus.DROPPED
            with made_up(lambda: str(uuid4()), DONE_AT):
                school.calendar.set_status(made, status)
    return school


def read(path: Path) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(path).pages))


def test_the_poster_has_what_is_near_and_counts_the_rest(busy: School, tmp_path: Path) -> None:
    busy.papers.poster(tmp_path / "p.pdf")
    said = read(tmp_path / "p.pdf")
    assert "Te laat" in said and "over tijd, week 41" in said and "Nu" in said
    assert "In het voorjaar" not in said and "later dit jaar: nog 1" in said
    assert "Vervallen" not in said
    assert "Gelukt 1 Af" in said and "Wiskunde klaar" in said
    assert "nog geen eigenaar" not in said.split("Gelukt")[0]


def test_a_full_poster_counts_what_begins_last_instead(busy: School, tmp_path: Path) -> None:
    today = busy.today()
    for days in (0, 0, 0, 15, 40):
        day = today + timedelta(days=days)
        busy.calendar.save(
            ActivityDraft(f"Over {days} dagen aan de slag met elkaar", Phase.DO, "OP3", day, day)
        )
    busy.papers.poster(tmp_path / "p.pdf")
    said = read(tmp_path / "p.pdf")
    assert len(PdfReader(tmp_path / "p.pdf").pages) == 1
    assert "Over 0 dagen" in said and "Over 40 dagen" not in said
    assert "begint binnen 6 weken" not in said


def test_a_month_has_what_stands_in_its_weeks_also_over_the_turn_of_a_year(
    busy: School, tmp_path: Path
) -> None:
    for title, first, last in (
        ("Over de zomer", date(2027, 7, 20), date(2027, 9, 10)),
        ("Na de zomer", date(2027, 8, 30), date(2027, 8, 30)),
    ):
        busy.calendar.save(ActivityDraft(title, Phase.DO, "OP3", first, last))
    busy.papers.month(date(2027, 8, 1), tmp_path / "m.pdf")
    said = read(tmp_path / "m.pdf")
    assert "Kwaliteitskalender augustus 2027" in said and "Na de zomer" in said
    assert "Over de zomer (sinds jul 2027, t/m sep 2027)" in said
    assert "In het voorjaar" not in said and "2 activiteiten" in said


def test_the_poster_of_one_section(busy: School, tmp_path: Path) -> None:
    busy.papers.poster(tmp_path / "p.pdf", busy.choices.choose(busy.year, section="wiskunde"))
    said = read(tmp_path / "p.pdf")
    assert "Hazelkamp College · Wiskunde" in said
    assert "Nu" in said and "Te laat" not in said


def test_what_was_done_long_ago_is_no_success_of_this_year(busy: School, tmp_path: Path) -> None:
    day = date(2025, 10, 1)
    old = busy.calendar.save(ActivityDraft("Vorig jaar af", Phase.DO, "OP3", day, day))
    busy.calendar.set_status(old, ActivityStatus.DONE)
    assert set(busy.choices.done_on()) >= {old}
    busy.papers.poster(tmp_path / "p.pdf")
    assert "Vorig jaar af" not in read(tmp_path / "p.pdf")


def test_planner_and_list_show_what_was_chosen_and_say_so(busy: School, tmp_path: Path) -> None:
    chosen = busy.choices.choose(busy.year, owner="Joke Veldhuizen")
    busy.papers.planner(busy.year, tmp_path / "j.pdf", choice=chosen, rows_by="standard")
    said = read(tmp_path / "j.pdf")
    assert "Hazelkamp College · Joke Veldhuizen" in said and "In het voorjaar" not in said
    assert said.index("OP3") < said.index("OR1"), "in the order of the framework"
    busy.papers.activities(busy.year, tmp_path / "l.pdf", by="standard", choice=chosen)
    said = read(tmp_path / "l.pdf")
    assert "2 activiteiten, Joke Veldhuizen:" in said and "OR1 · Resultaten" in said
    busy.papers.planner(busy.year, tmp_path / "a.pdf", rows_by="department")
    said = read(tmp_path / "a.pdf")
    assert "alle standaarden" in said and "Hele school" in said and "havo" in said


def test_the_planner_shows_before_when_the_team_looks_again(busy: School, tmp_path: Path) -> None:
    for title, day in (("Lesdoel helder", SPRING), ("Zonder dag", None), ("Later", date(2027, 9, 1))):
        busy.cycles.save(CycleDraft(title, "OP3", check_on=day))
    busy.papers.planner(busy.year, tmp_path / "j.pdf")
    said = read(tmp_path / "j.pdf")
    assert "Opnieuw kijken" in said and "Lesdoel helder, hele school" in said
    assert "Zonder dag" not in said and "Later" not in said
    assert "5 activiteiten" in said, "a day to look again is no activity"
    chosen = busy.choices.choose(busy.year, owner="Joke Veldhuizen")
    busy.papers.planner(busy.year, tmp_path / "j.pdf", choice=chosen)
    assert "Lesdoel helder" not in read(tmp_path / "j.pdf"), "none of hers belongs to that cycle"


def test_the_list_for_the_team_names_a_cycle_but_not_the_words_of_a_finding(
    busy: School, tmp_path: Path
) -> None:
    row = PictureRow(Group("x", "y"), 9, 9, 3, (Cell(Tally((0, 3, 3, 3))),))
    words = "In 6 van 9 lessen deed bijna niemand mee."
    found = busy.findings.add(FindingKind.DEVELOP, words, busy.year, row, "op3.verloop.lesdoel", row.cells[0])
    busy.calendar.save(ActivityDraft("Wisbordjes", Phase.DO, "OP3", NOW, NOW, finding_id=found))
    assert words in next(one.follows for one in busy.calendar.activities(busy.year) if one.follows)
    busy.papers.activities(busy.year, tmp_path / "l.pdf")
    said = read(tmp_path / "l.pdf")
    assert "Wisbordjes volgt uit: een bevinding" in said and "bijna niemand" not in said


def test_what_runs_beyond_a_year_and_a_year_without_holidays_are_said_on_paper(
    busy: School, tmp_path: Path
) -> None:
    long = ActivityDraft("Drie jaar", Phase.CHECK, "OP3", date(2025, 8, 5), date(2028, 8, 4))
    busy.calendar.save(long)
    busy.calendar.save(ActivityDraft("Ver weg", Phase.DO, "OP3", date(2032, 2, 29), date(2032, 2, 29)))
    busy.papers.planner(busy.year, tmp_path / "j.pdf")
    said = read(tmp_path / "j.pdf")
    assert "Drie jaar (sinds aug 2025, t/m aug 2028)" in said and "vakanties: regio Midden" in said
    busy.papers.activities(busy.year, tmp_path / "l.pdf")
    assert "week 32 (2025) – week 31 (2028)" in read(tmp_path / "l.pdf")
    busy.papers.poster(tmp_path / "p.pdf")
    assert "t/m week 31 (2028)" in read(tmp_path / "p.pdf")
    busy.papers.planner(SchoolYear(2031), tmp_path / "v.pdf")
    said = read(tmp_path / "v.pdf")
    assert "vakanties nog niet bekend" in said and "regio Midden" not in said


def test_a_month_on_the_wall_counts_announced_visits_and_names_nobody(filled: Path, tmp_path: Path) -> None:
    """One starter visit is planned; another comes unannounced, and a third in a month that is not printed."""
    with School.open(filled, today=lambda: date(2026, 11, 23)) as school:
        (planned,) = [one for one in school.visits.all() if one.state is VisitState.PLANNED]
        observer, teacher = planned.observer_id, school.people.teachers()[0]
        flits = next(one.id for one in school.instruments.all() if one.kind == "flits")
        given = teacher.id, teacher.section_ids[0], observer, flits
        school.visits.plan(VisitDraft(*given, date(2026, 12, 1), Purpose.PICTURE, announced=False))
        school.visits.plan(VisitDraft(*given, date(2027, 2, 1), Purpose.PICTURE))
        school.papers.month(date(2026, 12, 1), tmp_path / "m.pdf")
        said = read(tmp_path / "m.pdf")
        assert "1 dec 1 lesbezoek" in said and "1 aangekondigd lesbezoek ·" in said
        assert planned.teacher not in said
        chosen = school.choices.choose(phase=Phase.DO)
        school.papers.month(date(2026, 12, 1), tmp_path / "m.pdf", chosen)
        assert "lesbezoek" not in read(tmp_path / "m.pdf"), "a visit has no phase"
