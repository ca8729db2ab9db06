"""The papers of a visit, from the school file to the PDF: what the teacher reads, and what stays behind."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from pypdf import PdfReader

from lesobs.domain import dutch
from lesobs.domain.errors import RuleBroken
from lesobs.domain.time_on_task import Occupation
from lesobs.domain.visit import ObserverRole
from lesobs.services.people import PersonDraft
from lesobs.services.school import School

INVOLVED, EXPLAINED = "op3.klimaat.betrokken", "op3.didactiek.uitleg"
Planned = tuple[School, str]


def read(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def report(school: School, visit: str, tmp_path: Path, version: int | None = None) -> str:
    path = tmp_path / "verslag.pdf"
    school.papers.visit(visit, path, version)
    return read(path)


def observe(school: School, visit: str) -> None:
    """Begin, score one indicator at 2 and end."""
    school.visits.start(visit)
    school.observing.score(visit, INVOLVED, 2)
    school.visits.finish(visit)


def settle(school: School, visit: str, strength: str) -> None:
    school.debriefs.write(visit, "strength", strength)
    school.debriefs.write(visit, "next_step", "Eerst opschrijven.")
    school.debriefs.discuss(visit, date(2026, 11, 23))
    school.debriefs.settle(visit)


def test_loose_notes_stay_with_the_observer_unless_chosen(planned: Planned, tmp_path: Path) -> None:
    school, visit = planned
    school.visits.start(visit)
    school.observing.add_note(visit, time(10, 20), "Vast aan een indicator.", INVOLVED)
    school.observing.add_note(visit, time(10, 21), "Los gebleven.")
    chosen = school.observing.add_note(visit, time(10, 22), "Los maar gekozen.")
    school.observing.put_in_report(chosen, True)
    kept_out = school.observing.add_note(visit, time(10, 23), "Vast maar niet voor jou.", INVOLVED)
    school.observing.put_in_report(kept_out, False)
    said = report(school, visit, tmp_path)
    assert "10.20 Vast aan een indicator. A3" in said
    assert "10.22 Los maar gekozen." in said
    assert "Los gebleven" not in said
    assert "niet voor jou" not in said


def test_counts_own_scores_and_the_date_agreed_are_in_it(planned: Planned, tmp_path: Path) -> None:
    school, visit = planned
    school.visits.start(visit)
    school.counting.count(visit, time(10, 20), 19, 27, Occupation.WAITING)
    school.counting.count(visit, time(10, 25), 25, 27)
    school.observing.score(visit, INVOLVED, 2)
    school.visits.finish(visit)
    school.debriefs.score_own(visit, INVOLVED, 4)
    school.debriefs.write(visit, "help", "Sanne leent haar set")
    school.debriefs.agree_until(visit, date(2026, 12, 4))
    said = report(school, visit, tmp_path)
    assert "Aantal van de 27 leerlingen" in said
    assert "Het minst waren het er 19 van de 27, om 10.20, bij de start (wachten of wisselen)." in said
    assert "Iedereen doet mee zichtbaar en werkzaam in aanzet *" in said
    assert "Sanne leent haar set tot vr 4 dec 2026" in said


def test_a_form_entered_later_on_the_day_is_no_lesson_of_that_hour(planned: Planned, tmp_path: Path) -> None:
    school, visit = planned
    today = dutch.today()
    school.visits.change_plan(visit, replace(school.visits.get(visit).draft, held_on=today))
    school.visits.start(visit)
    school.observing.add_note(visit, time(0, 0), "Van het formulier.", INVOLVED)
    school.visits.finish(visit)
    assert " uur)" not in report(school, visit, tmp_path)
    school.observing.add_note(visit, time(23, 59, 59), "In de les gezien.", INVOLVED)
    assert " uur)" in report(school, visit, tmp_path)


def test_a_version_reads_as_it_was_settled(planned: Planned, tmp_path: Path) -> None:
    school, visit = planned
    observe(school, visit)
    settle(school, visit, "Het eerste sterke punt.")
    assert "versie 1 ·" in report(school, visit, tmp_path)
    school.debriefs.reopen(visit, "Verkeerde klas")
    school.debriefs.write(visit, "strength", "Een ander punt.")
    now, then = report(school, visit, tmp_path), report(school, visit, tmp_path, 1)
    assert "Een ander punt." in now and "concept van versie 2" in now
    assert "Het eerste sterke punt." in then and "versie 1, later heropend" in then
    with pytest.raises(RuleBroken, match="versie"):
        report(school, visit, tmp_path, 7)


@pytest.fixture
def duo(planned: Planned) -> tuple[School, str, str]:
    """A duo-visit of Marieke and Sanne, planned."""
    school, visit = planned
    sanne = school.people.save_person(PersonDraft("Sanne de Wit", "coach", ObserverRole.COACH))
    return school, visit, school.duos.add_observer(visit, sanne)


def test_a_duo_visit_is_one_report_for_both(duo: tuple[School, str, str], tmp_path: Path) -> None:
    school, first, second = duo
    observe(school, first)
    school.visits.start(second)
    school.observing.score(second, INVOLVED, 4)
    school.observing.explain(second, INVOLVED, "De hele rij schrijft.")
    school.observing.add_note(second, time(10, 18), "Vijf vingers.", INVOLVED)
    alone = report(school, first, tmp_path)
    assert "Sanne" not in alone, "one observer would be led by the other"
    school.visits.finish(second)
    said = report(school, first, tmp_path)
    assert "Alleen voor Minh Đặng, Marieke Doornbos en Sanne de Wit" in said
    assert "Iedereen doet mee in aanzet zichtbaar en werkzaam *" in said
    assert "Sanne: De hele rij schrijft." in said
    assert "10.18 Vijf vingers. A3 · Sanne" in said
    assert report(school, second, tmp_path) == said
    settle(school, first, "Samen gezien.")
    school.debriefs.reopen(first, "Een score stond verkeerd")
    assert "Iedereen doet mee in aanzet zichtbaar en werkzaam *" in report(school, second, tmp_path, 1)


def test_two_people_of_one_first_name_keep_their_whole_names(planned: Planned, tmp_path: Path) -> None:
    school, visit = planned
    namesake = school.people.save_person(PersonDraft("Marieke Smit", "coach", ObserverRole.COACH))
    second = school.duos.add_observer(visit, namesake)
    observe(school, visit)
    observe(school, second)
    assert "Leerklimaat Marieke Doornbos Marieke Smit" in report(school, visit, tmp_path)


def test_a_form_has_the_facts_of_a_visit_when_asked(planned: Planned, tmp_path: Path) -> None:
    school, visit = planned
    path, instrument = tmp_path / "formulier.pdf", school.visits.get(visit).draft.instrument_id
    school.papers.form(instrument, path)
    assert "Minh" not in read(path)
    school.papers.form(instrument, path, visit_id=visit)
    assert "Docent Minh Đặng Sectie Wiskunde Klas 3H2" in read(path)
    school.papers.form(instrument, path, visit_id=visit, own=True)
    assert "Mijn eigen kijk op deze les" in read(path)


def test_a_paper_that_can_not_be_made_leaves_the_old_file(planned: Planned, tmp_path: Path) -> None:
    school, _ = planned
    path = tmp_path / "verslag.pdf"
    path.write_text("oud")
    with pytest.raises(RuleBroken):
        school.papers.visit("weg", path)
    assert path.read_text() == "oud"
