"""A cycle about a cluster: from a finding to secured, and what school settings may then do to the cluster."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from tests.conftest import TODAY, Clock, see
from tests.services.test_follow_up import YEAR, noted

from lesobs.domain.cycle import Outcome, Phase
from lesobs.domain.errors import RuleBroken
from lesobs.domain.finding import FindingKind, FindingState
from lesobs.domain.narrowing import Split
from lesobs.domain.picture import Grouping, PictureFilter
from lesobs.domain.tally import Tally
from lesobs.domain.visit import Purpose
from lesobs.services.calendar import ActivityDraft
from lesobs.services.cycles import CycleDraft
from lesobs.services.exchange import import_school
from lesobs.services.findings import FindingLine
from lesobs.services.people import SectionDraft, SectionLine
from lesobs.services.rounds import RoundDraft
from lesobs.services.school import School
from lesobs.services.visit_plan import VisitDraft
from lesobs.services.year_turn import TurnChoices

LATER = date(2027, 2, 15)


@pytest.fixture
def school(filled: Path, clock: Clock) -> Iterator[School]:
    """Languages (Engels with five teachers, Klassieke talen with two) are a cluster, in two rounds."""
    with School.open(filled, today=lambda: clock.day) as opened:
        opened.rounds.save(RoundDraft("Ronde 1", date(2026, 10, 1), date(2026, 10, 30)))
        opened.rounds.save(RoundDraft("Ronde 2", date(2027, 2, 1), date(2027, 3, 1)))
        yield opened


def of_languages(school: School) -> FindingLine:
    return noted(school, PictureFilter((YEAR,), Grouping.CLUSTER), "Talen lopen stil.", "Talen")


def section(school: School, name: str) -> SectionLine:
    return next(one for one in school.people.sections() if one.name == name)


def cycle_of(school: School, finding: FindingLine) -> str:
    """The cycle that a finding becomes, with an activity that is over."""
    owner = school.people.persons()[0].id
    draft = school.cycles.draft_from(finding.id)
    cycle = school.cycles.save(
        replace(draft, title="Spreken", goal="Zien", owner_id=owner, check_on=date(2027, 3, 1))
    )
    school.calendar.save(ActivityDraft("Oefenen", Phase.DO, "OP3", TODAY, TODAY, cycle_id=cycle))
    return cycle


def look_again(school: School, name: str, teachers: int) -> None:
    """So many teachers of a section are seen in the second round, at level 4 and 2 by turns."""
    flits = next(one.id for one in school.instruments.all() if one.kind == "flits")
    observer, of = school.people.observers()[0].id, section(school, name).id
    team = [one.id for one in school.people.teachers() if of in one.section_ids][:teachers]
    for place, teacher in enumerate(team):
        draft = VisitDraft(teacher, of, observer, flits, date(2027, 2, 10), Purpose.PICTURE)
        see(school, draft, 2 if place % 2 else 4)


def test_the_thread_from_a_finding_of_a_cluster_to_secured(
    school: School, clock: Clock, tmp_path: Path
) -> None:
    finding = of_languages(school)
    assert (finding.scope, finding.counts.scored) == ("cluster Talen", 7)
    cycle = cycle_of(school, finding)
    line = school.cycles.line(cycle)
    assert (line.scope, line.section, line.of_all) == ("cluster Talen", "", False)
    (one,) = line.indicators
    assert (one.baseline, one.taken_on, one.new_lessons) == (finding.counts, TODAY, 0)
    assert len(school.cycle_looks.visits(cycle, since=False).ids) == 7
    assert {offer.counts for offer in school.cycle_looks.baselines(cycle)} == {finding.counts}

    clock.day = LATER
    look_again(school, "Engels", 4)
    look_again(school, "Klassieke talen", 2)
    look_again(school, "Wiskunde", 6)
    look = school.cycle_looks.of(cycle)
    (of_one,) = look.each
    assert of_one.now is not None, of_one.why
    assert of_one.now is not None and of_one.now.cell.tally == Tally((0, 3, 0, 3))
    assert of_one.now.stands_on == "6 gescoorde lessen van 6 docenten door 1 waarnemer"
    assert look.new_lessons == 6 and of_one.difference is not None

    for _ in range(3):
        school.cycles.advance(cycle)
    school.cycles.close(cycle, Outcome.SECURE, "Het blijft.")
    after = [one for one in school.calendar.of_cycle(cycle) if one.phase is Phase.CHECK]
    assert [(one.starts_on, one.group) for one in after] == [
        (date(2027, 8, 30), "cluster Talen"),
        (date(2028, 2, 15), "cluster Talen"),
    ]
    (found,) = (one for one in school.findings.all() if one.id == finding.id)
    assert found.state is FindingState.SECURED
    assert school.checks.problems() == []

    school.papers.cycle(cycle, tmp_path / "plan.pdf")
    read = PdfReader(tmp_path / "plan.pdf")
    words = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert "cluster Talen" in words and "6 gescoorde lessen van 6 docenten" in words


def test_too_few_teachers_of_a_cluster_stay_veiled(school: School, clock: Clock) -> None:
    cycle = cycle_of(school, of_languages(school))
    clock.day = LATER
    look_again(school, "Engels", 2)
    look_again(school, "Klassieke talen", 2)
    (look,) = school.cycle_looks.of(cycle).each
    assert (look.now, look.new_lessons, look.figures) == (None, 4, "")
    assert "te weinig docenten" in look.why
    second = [one for one in school.cycle_looks.baselines(cycle) if "ronde 2" in one.period]
    assert second == []


def test_another_turn_is_about_the_same_cluster(school: School, clock: Clock) -> None:
    cycle = cycle_of(school, of_languages(school))
    clock.day = LATER
    look_again(school, "Engels", 5)
    for _ in range(3):
        school.cycles.advance(cycle)
    school.cycles.close(cycle, Outcome.ADJUST)
    _, second = school.cycles.turns(cycle)
    assert second.line.whom == "het cluster Talen" and second.line.indicators[0].baseline.scored == 7


def test_a_section_takes_the_place_of_a_cluster_and_the_other_way_round(school: School) -> None:
    cycle = cycle_of(school, of_languages(school))
    english, (exact, languages) = section(school, "Engels").id, school.people.clusters()
    assert (exact.name, languages.sections) == ("Exact", ("Engels", "Klassieke talen"))
    school.cycles.change(cycle, "section_id", english)
    assert school.cycles.line(cycle).scope == "Engels" and not school.cycles.line(cycle).measured
    school.cycles.change(cycle, "cluster_id", exact.id)
    assert (school.cycles.draft(cycle).section_id, school.cycles.line(cycle).scope) == (None, "cluster Exact")
    school.undo.undo()
    assert school.cycles.line(cycle).scope == "Engels"
    with pytest.raises(RuleBroken, match="een van de twee"):
        school.cycles.save(CycleDraft("Twee", "OP3", section_id=english, cluster_id=exact.id))
    school.cycles.change(cycle, "section_id", None)
    assert school.cycles.line(cycle).of_all


def test_a_finding_is_taken_along_only_in_a_cycle_of_its_own_cluster(school: School) -> None:
    cycle = cycle_of(school, of_languages(school))
    asked = PictureFilter((YEAR,), Grouping.CLUSTER)
    assert [one.id for one in school.cycles.fitting(noted(school, asked, "Ook", "Talen").id)] == [cycle]
    assert school.cycles.fitting(noted(school, asked, "Elders", "Exact").id) == []


def test_a_row_that_no_cycle_can_be_about_leaves_the_cycle_open(school: School) -> None:
    """A year level is nobody's team; the total of any rows is the whole school."""
    level = noted(school, PictureFilter((YEAR,), Grouping.YEAR_LEVEL), "Brugklas", "3")
    whole = noted(school, PictureFilter((YEAR,), Grouping.DEPARTMENT), "Allen", "Hele school")
    assert (level.scope, level.about) == ("leerjaar 3", None)
    of_level = school.cycles.save(replace(school.cycles.draft_from(level.id), title="Brugklas"))
    assert school.cycles.line(of_level).of_all and not school.cycles.line(of_level).measured
    of_whole = school.cycles.save(replace(school.cycles.draft_from(whole.id), title="Allen"))
    assert school.cycles.line(of_whole).indicators[0].baseline == whole.counts


def test_what_a_cluster_does_each_of_its_sections_does(school: School) -> None:
    cycle_of(school, of_languages(school))
    chosen = school.choices.choose(YEAR, section="klassieke talen")
    assert [line.title for line in chosen.lines] == ["Oefenen"]
    assert chosen.words == "Klassieke talen en cluster Talen"
    assert school.choices.choose(YEAR, section="Wiskunde").lines == ()


def test_what_follows_from_a_conclusion_of_a_cluster_is_of_that_cluster(school: School) -> None:
    made = school.findings.conclude(
        FindingKind.DEVELOP, "Meer spreken.", YEAR, None, "op3.klimaat.sfeer", cluster="Talen"
    )
    found = next(one for one in school.findings.all() if one.id == made)
    assert (found.scope, school.follow_ups.since(found)) == ("cluster Talen", None)
    school.calendar.save(ActivityDraft("Doen", Phase.DO, "OP3", TODAY, TODAY, finding_id=made))
    assert [one.group for one in school.calendar.following(made)] == ["cluster Talen"]
    cycle = school.cycles.save(replace(school.cycles.draft_from(made), title="Spreken"))
    assert school.cycles.line(cycle).scope == "cluster Talen"


def test_a_cluster_under_another_name_keeps_what_is_about_it(school: School) -> None:
    finding = of_languages(school)
    cycle = cycle_of(school, finding)
    english, before = section(school, "Engels"), school.cycles.line(cycle)
    school.people.save_section(SectionDraft("Engels", " Moderne  vreemde talen ", english.id, True))
    name = "Moderne vreemde talen"
    assert [(one.name, one.sections) for one in school.people.clusters()] == [
        ("Exact", ("Wiskunde",)),
        (name, ("Engels", "Klassieke talen")),
    ]
    assert school.cycles.line(cycle) == replace(before, cluster=name)
    (found,) = (one for one in school.findings.all() if one.id == finding.id)
    assert (found.scope, found.about) == (f"cluster {name}", finding.about)
    assert {one.counts for one in school.cycle_looks.baselines(cycle)} == {finding.counts}
    school.undo.undo()
    assert school.cycles.line(cycle) == before
    assert finding.asked in [one.asked for one in school.findings.all()]


def test_a_section_alone_takes_its_cluster_to_a_new_name_but_not_into_another(school: School) -> None:
    maths, (exact, _) = section(school, "Wiskunde"), school.people.clusters()
    cycle = school.cycles.save(CycleDraft("Rekenen", "OP3", cluster_id=exact.id))
    school.people.save_section(SectionDraft("Wiskunde", "Bèta", maths.id))
    assert school.cycles.line(cycle).scope == "cluster Bèta"
    with pytest.raises(RuleBroken, match="Over cluster ‘Bèta’"):
        school.people.save_section(SectionDraft("Wiskunde", "talen", maths.id))
    with pytest.raises(RuleBroken, match="Over cluster ‘Bèta’"):
        school.people.save_section(SectionDraft("Wiskunde", "", maths.id))


def test_clusters_merge_when_no_open_cycle_is_about_the_one_that_goes(school: School) -> None:
    english = section(school, "Engels")
    school.people.save_section(SectionDraft("Engels", "exact", english.id, True))
    (exact,) = school.people.clusters()
    assert (exact.name, exact.sections) == ("Exact", ("Engels", "Klassieke talen", "Wiskunde"))


def test_a_cluster_of_an_open_cycle_keeps_a_section(school: School) -> None:
    cycle = cycle_of(school, of_languages(school))
    english, classics = section(school, "Engels"), section(school, "Klassieke talen")
    school.people.save_section(SectionDraft(classics.name, "", classics.id))
    assert school.people.clusters()[-1].sections == ("Engels",)
    with pytest.raises(RuleBroken, match="Over cluster ‘Talen’ gaat een open cyclus: ‘Spreken’"):
        school.people.save_section(SectionDraft(english.name, "Exact", english.id))
    assert section(school, "Engels").cluster == "Talen"
    for _ in range(2):
        school.cycles.advance(cycle)
    school.cycles.explain_no_check(cycle, "Er is geen Talen meer.")
    school.cycles.advance(cycle)
    school.cycles.close(cycle, Outcome.STOP, "Anders ingedeeld.")
    school.people.save_section(SectionDraft(english.name, "Exact", english.id))
    assert school.cycles.line(cycle).scope == "cluster Talen"
    assert school.checks.problems() == []


def test_an_empty_section_that_holds_up_a_cluster_stays(school: School) -> None:
    made = school.people.save_section(SectionDraft("Latijn", "Oud"))
    (cluster,) = (one for one in school.people.clusters() if one.name == "Oud")
    school.cycles.save(CycleDraft("Latijn", "OP3", cluster_id=cluster.id))
    with pytest.raises(RuleBroken, match="Over cluster ‘Oud’"):
        school.people.remove_section(made)
    assert section(school, "Latijn").cluster == "Oud"


def test_a_department_of_a_cluster_is_asked_of_the_picture_as_such(school: School) -> None:
    cycle = cycle_of(school, of_languages(school))
    (havo,) = school.people.departments()
    school.cycles.change(cycle, "department_id", havo.id)
    assert not school.cycles.line(cycle).measured, "other lessons than those of the finding"
    asked = PictureFilter((YEAR,), Grouping.CLUSTER, {Split.DEPARTMENT: frozenset({havo.id})})
    row = school.pictures.ask(asked).row("Talen")
    assert row is not None and row.cells[0].tally is not None
    assert {one.counts for one in school.cycle_looks.baselines(cycle)} == {row.cells[0].tally}


def test_agendas_tables_and_texts_name_the_cluster(school: School, tmp_path: Path) -> None:
    cycle_of(school, of_languages(school))
    chosen = school.choices.choose(YEAR, section="Engels")
    for ending in ("ics", "csv", "json"):
        school.exchange.export_calendar(tmp_path / f"k.{ending}", chosen)
    agenda = (tmp_path / "k.ics").read_text("utf-8").replace("\r\n ", "")
    assert "CATEGORIES:doen,OP3,cluster Talen" in agenda and "Cluster: Talen" in agenda
    heading, line = (tmp_path / "k.csv").read_text("utf-8-sig").splitlines()[1:]
    told = dict(zip(heading.split(";"), line.split(";"), strict=True))
    assert (told["titel"], told["sectie"], told["cluster"]) == ("Oefenen", "", "Talen")
    document = json.loads((tmp_path / "k.json").read_text("utf-8"))
    (activity,) = document["activities"]
    assert activity["cluster"] == "Talen"
    assert [one["cluster"] for one in document["cycles"] if one["title"] == "Spreken"] == ["Talen"]


def test_who_holds_it_and_the_next_year_know_the_cluster(school: School) -> None:
    cycle = cycle_of(school, of_languages(school))
    owner = school.cycles.draft(cycle).owner_id
    held = school.responsibility.held_by(owner, YEAR)
    assert "cluster Talen" in [one.scope for one in held.cycles]
    turn = school.year_turns.preview(YEAR)
    assert "cluster Talen" in [one.line.scope for one in turn.cycles]
    (item,) = [one for one in turn.items if one.title == "Oefenen"]
    assert school.year_turns.apply(turn, TurnChoices(frozenset({item.key}))) == 1
    (again,) = [one for one in school.calendar.activities(YEAR.next) if one.cycle_id == cycle]
    assert (again.title, again.group) == ("Oefenen", "cluster Talen")


def test_a_cycle_of_a_cluster_leaves_the_file_and_comes_back(school: School, tmp_path: Path) -> None:
    cycle = cycle_of(school, of_languages(school))
    line = school.cycles.line(cycle)
    school.exchange.export_all(tmp_path / "uit.json")
    import_school(tmp_path / "uit.json", tmp_path / "kopie.lesobs")
    with School.open(tmp_path / "kopie.lesobs", today=lambda: TODAY) as copy:
        assert copy.cycles.line(cycle) == line
