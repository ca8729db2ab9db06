"""This file is the tests of own kijkwijzers: writing, publishing, versions, and files that come in."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Indicator, LookFor
from lesobs.domain.instrument_mistakes import InstrumentMistakes
from lesobs.domain.schoolyear import SchoolYear
from lesobs.domain.visit import ObserverRole, Purpose
from lesobs.services.instrument_drafts import can_be_mended
from lesobs.services.people import PersonDraft, SectionDraft, TeacherDraft
from lesobs.services.school import School
from lesobs.services.visit_plan import VisitDraft

TODAY = date(2026, 11, 23)


@pytest.fixture
def elsewhere(new_once: Path, tmp_path: Path) -> Iterator[School]:
    """Another school."""
    path = shutil.copy(new_once, tmp_path / "t.lesobs")
    with School.open(Path(path), today=lambda: TODAY) as school:
        yield school


def full_of(school: School) -> str:
    return next(one.id for one in school.instruments.all() if one.title == "OP3 volledig")


def write_own(school: School, draft: str, title: str = "Start van de les") -> str:
    """A whole own indicator in a draft; gives its key."""
    drafts = school.instrument_drafts
    key = drafts.add_own(draft)
    texts = {
        "title": title,
        "text": "De les begint op tijd en rustig.",
        "question": "Hoe begint een les bij ons?",
        "watched": "We keken of de les rustig begint.",
        **{f"anchors.{level}": f"Niveau {level} in woorden." for level in (1, 2, 3, 4)},
    }
    for field, text in texts.items():
        drafts.write(draft, key, field, text)
    for place, who in enumerate(("docent", "leerling", "docent")):
        text = f"doet iets zichtbaars {place}."
        drafts.write_look_for(draft, key, place, LookFor("docent" if who == "docent" else "leerling", text))
    return key


def own_instrument(school: School) -> tuple[str, str]:
    """The full kijkwijzer with an own indicator, published: its id and the key of that indicator."""
    draft = school.instrument_drafts.copy(full_of(school))
    key = write_own(school, draft)
    return school.instrument_drafts.publish(draft), key


def plan(school: School, instrument_id: str, number: int = 1) -> str:
    people = school.people
    sections = people.sections()
    section = sections[0].id if sections else people.save_section(SectionDraft("Wiskunde"))
    teacher = people.save_teacher(TeacherDraft(f"D{number}", "Jansen", "Jo", "", frozenset({section})))
    role = ObserverRole.COACH
    observer = people.save_person(PersonDraft(f"Waarnemer {number}", role.word, role))
    draft = VisitDraft(teacher, section, observer, instrument_id, TODAY, Purpose.PICTURE, lesson_hour=2)
    return school.visits.plan(draft)


# Writing


def test_a_copy_has_all_indicators_with_their_own_words(school: School) -> None:
    draft = school.instrument_drafts.copy(full_of(school))
    detail = school.instrument_drafts.get(draft)
    full = school.instruments.get(full_of(school))
    assert detail.draft.instrument.indicators == full.indicators
    assert detail.draft.instrument.title == "OP3 volledig – eigen"
    assert detail.missing == ()
    assert [line.missing for line in school.instrument_drafts.all()] == [0]


def test_dropped_indicators_can_be_taken_again(school: School) -> None:
    drafts = school.instrument_drafts
    draft = drafts.copy(full_of(school))
    drafts.drop(draft, "op3.klimaat.sfeer")
    detail = drafts.get(draft)
    assert len(detail.draft.instrument.indicators) == 13
    assert [one.key for one in detail.left_out] == ["op3.klimaat.sfeer"]
    drafts.take(draft, "op3.klimaat.sfeer")
    assert drafts.get(draft).draft.instrument.indicators == school.instruments.get(full_of(school)).indicators


def test_words_of_the_program_stay(school: School) -> None:
    draft = school.instrument_drafts.copy(full_of(school))
    with pytest.raises(RuleBroken, match="staan vast"):
        school.instrument_drafts.write(draft, "op3.klimaat.sfeer", "title", "Anders")


def test_a_new_indicator_lacks_everything_until_it_is_written(school: School) -> None:
    drafts = school.instrument_drafts
    draft = drafts.copy(full_of(school))
    key = drafts.add_own(draft)
    lacks = drafts.get(draft).missing
    assert {one.indicator for one in lacks} == {key}
    assert {one.field for one in lacks} == {
        *("title", "text", "question", "watched", "look_fors"),
        *(f"anchors.{level}" for level in (1, 2, 3, 4)),
    }
    assert all("(" not in one.sentence for one in lacks)
    with pytest.raises(RuleBroken, match="9 dingen"):
        drafts.publish(draft)
    drafts.drop(draft, key)
    other = write_own(school, draft)
    assert drafts.get(draft).missing == ()
    assert drafts.get(draft).draft.indicator(other).code == "E1"


def test_an_empty_kijkwijzer_says_what_it_lacks(school: School) -> None:
    draft = school.instrument_drafts.new()
    sentences = [one.sentence for one in school.instrument_drafts.get(draft).missing]
    assert sentences == ["De titel is leeg.", "De beschrijving is leeg.", "Er staat geen indicator in."]


def test_typing_is_one_action_and_can_be_undone(school: School) -> None:
    drafts = school.instrument_drafts
    draft = drafts.copy(full_of(school))
    key = drafts.add_own(draft)
    for text in ("R", "Ru", "Rust"):
        drafts.write(draft, key, "title", text)
    drafts.write(draft, key, "text", "Het is rustig.")
    school.undo.undo()
    assert drafts.get(draft).draft.indicator(key).text == ""
    school.undo.undo()
    assert drafts.get(draft).draft.indicator(key).title == ""
    school.undo.redo()
    assert drafts.get(draft).draft.indicator(key).title == "Rust"


def test_own_indicators_change_places(school: School) -> None:
    drafts = school.instrument_drafts
    draft = drafts.copy(full_of(school))
    keys = [drafts.add_own(draft) for _ in range(3)]
    drafts.move(draft, keys[2], -2)
    own = [one for one in drafts.get(draft).draft.instrument.indicators if one.own]
    assert [(one.key, one.code) for one in own] == [(keys[2], "E1"), (keys[0], "E2"), (keys[1], "E3")]
    drafts.move(draft, keys[2], -1)
    drafts.move(draft, "op3.klimaat.sfeer", 1)
    assert next(one.key for one in drafts.get(draft).draft.instrument.indicators if one.own) == keys[2]


def test_a_far_too_long_text_is_kept_and_named(school: School) -> None:
    drafts = school.instrument_drafts
    draft = drafts.copy(full_of(school))
    drafts.describe(draft, "title", "a" * 20_000)
    [lack] = drafts.get(draft).missing
    assert lack.sentence == "De titel is 20000 tekens lang; er passen er 40."
    assert len(drafts.get(draft).draft.instrument.title) == 20_000
    with pytest.raises(RuleBroken, match="te lang"):
        drafts.describe(draft, "title", "a" * 20_001)


def test_strange_signs_are_words_like_others(school: School, tmp_path: Path) -> None:
    drafts = school.instrument_drafts
    draft = drafts.copy(full_of(school))
    drafts.describe(draft, "title", 'Ons 🌻 "kijk" \\ שלום')
    key = write_own(school, draft, "مرحبا 👩‍🏫")
    drafts.write(draft, key, "text", "half \ud83d teken")
    instrument = drafts.publish(draft)
    school.instruments.export(instrument, tmp_path / "x.toml")
    assert not drafts.take_in(tmp_path / "x.toml").is_new
    school.exchange.export_all(tmp_path / "alles.json")
    assert school.checks.problems() == []


def test_a_draft_that_is_gone_says_so(school: School) -> None:
    draft = school.instrument_drafts.copy(full_of(school))
    school.instrument_drafts.remove(draft)
    assert school.instrument_drafts.all() == []
    with pytest.raises(RuleBroken, match="is er niet meer"):
        school.instrument_drafts.describe(draft, "title", "Weg")
    school.undo.undo()
    assert len(school.instrument_drafts.all()) == 1


# Publishing and versions


def test_a_published_draft_is_offered_and_fixed(school: School) -> None:
    instrument_id, key = own_instrument(school)
    line = next(one for one in school.instruments.all() if one.id == instrument_id)
    assert (line.indicators, line.version, line.own) == (15, 1, True)
    assert school.instruments.all()[0] == line
    assert school.instrument_drafts.all() == []
    assert school.instruments.get(instrument_id).indicators[-1].key == key
    assert school.checks.problems() == []


def test_publishing_can_be_undone(school: School) -> None:
    own_instrument(school)
    school.undo.undo()
    assert len(school.instruments.all()) == 2
    [draft] = school.instrument_drafts.all()
    assert (draft.indicators, draft.missing) == (15, 0)
    school.undo.redo()
    assert len(school.instruments.all()) == 3


def test_the_next_version_replaces_the_former_and_visits_keep_theirs(school: School) -> None:
    drafts = school.instrument_drafts
    first, key = own_instrument(school)
    visit = plan(school, first)
    school.visits.start(visit)
    school.observing.score(visit, key, 3)
    before = school.visits.get(visit).instrument
    draft = drafts.revise(first)
    assert drafts.revise(first) == draft
    drafts.write(draft, key, "title", "Begin van de les")
    drafts.drop(draft, "op3.klimaat.sfeer")
    second = drafts.publish(draft)
    assert [one.id for one in school.instruments.all() if one.own] == [second]
    assert {one.version for one in school.instruments.all(retired=True) if one.own} == {1, 2}
    assert school.visits.get(visit).instrument == before
    assert school.visits.get(visit).ratings[key].level == 3
    school.observing.score(visit, key, 2)
    newest = school.instruments.get(second)
    assert (newest.version, newest.indicators[-1].version) == (2, 2)
    assert [one.version for one in newest.indicators[:-1]] == [1] * 13
    later = plan(school, second, 2)
    school.visits.start(later)
    school.observing.score(later, key, 4)
    assert school.visits.get(later).instrument.indicators[-1].title == "Begin van de les"
    assert school.checks.problems() == []


def test_words_that_did_not_change_keep_their_version(school: School) -> None:
    drafts = school.instrument_drafts
    first, key = own_instrument(school)
    draft = drafts.revise(first)
    drafts.write(draft, key, "title", "Even anders")
    drafts.write(draft, key, "title", "Start van de les")
    assert school.instruments.get(drafts.publish(draft)).indicators[-1].version == 1


def test_an_own_indicator_can_be_shared(school: School) -> None:
    drafts = school.instrument_drafts
    _, key = own_instrument(school)
    short = next(one.id for one in school.instruments.all() if one.kind == "flits")
    draft = drafts.copy(short)
    drafts.take(draft, key)
    shared = school.instruments.get(drafts.publish(draft))
    assert (shared.indicators[-1].key, shared.indicators[-1].version) == (key, 1)
    other = drafts.copy(short)
    assert drafts.get(other).draft.instrument.indicators[-1].code == "D1"
    new = drafts.add_own(other)
    assert drafts.get(other).draft.indicator(new).code == "E2"


def test_what_belongs_to_the_program_has_no_next_version_here(school: School) -> None:
    with pytest.raises(RuleBroken, match="Maak er een kopie van"):
        school.instrument_drafts.revise(full_of(school))


def test_the_picture_and_the_papers_show_own_indicators(school: School, tmp_path: Path) -> None:
    instrument_id, key = own_instrument(school)
    for number in range(12):
        visit = plan(school, instrument_id, number)
        school.visits.start(visit)
        for one in school.visits.get(visit).instrument.indicators:
            school.observing.score(visit, one.key, 2 + number % 2)
        school.observing.add_note(visit, time(10, 0), "Iedereen zit.", key)
        school.visits.finish(visit)
    year = SchoolYear(2026)
    picture = school.pictures.picture(year)
    assert picture.indicators[-1].code == "E1"
    assert picture.total.cells[-1].tally is not None
    school.papers.discussion(year, tmp_path / "pakket.pdf")
    school.papers.sections(year, (picture.total.group.name,), tmp_path / "sectie.pdf")
    school.papers.visit(visit, tmp_path / "verslag.pdf")
    assert all((tmp_path / name).stat().st_size > 5_000 for name in ("pakket.pdf", "sectie.pdf"))


# Files


def sent(school: School, tmp_path: Path) -> Path:
    instrument_id, _ = own_instrument(school)
    school.instruments.export(instrument_id, tmp_path / "ons.toml")
    return tmp_path / "ons.toml"


def test_a_file_of_another_school_comes_in_once(school: School, elsewhere: School, tmp_path: Path) -> None:
    path = sent(school, tmp_path)
    taken = elsewhere.instrument_drafts.take_in(path)
    assert taken.is_new
    assert elsewhere.instruments.get(taken.id) == school.instruments.get(school.instruments.all()[0].id)
    again = elsewhere.instrument_drafts.take_in(path)
    assert (again.id, again.is_new) == (taken.id, False)
    assert len(elsewhere.instruments.all()) == 3
    elsewhere.undo.undo()
    assert len(elsewhere.instruments.all()) == 2


def test_a_published_version_with_other_words_is_refused(school: School, tmp_path: Path) -> None:
    path = sent(school, tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("minutes = [40, 60]", "minutes = [30, 60]"), encoding="utf-8")
    with pytest.raises(RuleBroken, match="Versie 1 van deze kijkwijzer is er al"):
        school.instrument_drafts.take_in(path)
    path.write_text(text.replace('version = 1\ntitle = "OP3', 'version = 2\ntitle = "OP3'), encoding="utf-8")
    assert school.instrument_drafts.take_in(path).is_new
    path.write_text(text.replace("rustig begint", "anders begint"), encoding="utf-8")
    with pytest.raises(InstrumentMistakes, match="Deze versie bestaat al met andere woorden") as refusal:
        school.instrument_drafts.take_in(path)
    assert not can_be_mended(refusal.value)


def test_an_older_version_comes_in_behind_the_newer(
    school: School, elsewhere: School, tmp_path: Path
) -> None:
    path = sent(school, tmp_path)
    newer = path.read_text(encoding="utf-8").replace('version = 1\ntitle = "OP3', 'version = 3\ntitle = "OP3')
    (tmp_path / "nieuw.toml").write_text(newer, encoding="utf-8")
    third = elsewhere.instrument_drafts.take_in(tmp_path / "nieuw.toml").id
    first = elsewhere.instrument_drafts.take_in(path).id
    assert [one.id for one in elsewhere.instruments.all() if one.own] == [third]
    draft = elsewhere.instrument_drafts.revise(first)
    assert elsewhere.instrument_drafts.get(draft).draft.instrument.version == 4


def test_an_unfinished_file_becomes_a_draft(school: School, tmp_path: Path) -> None:
    path = sent(school, tmp_path)
    text = (
        path.read_text(encoding="utf-8")
        .replace("Hoe begint een les bij ons?", "")
        .replace("version = 1", "version = 2", 1)
    )
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InstrumentMistakes) as refusal:
        school.instrument_drafts.take_in(path)
    assert can_be_mended(refusal.value)
    draft = school.instrument_drafts.take_in_unfinished(path)
    detail = school.instrument_drafts.get(draft)
    assert [one.sentence for one in detail.missing] == ["De gespreksvraag is leeg."]
    assert len(detail.draft.fixed) == 14
    with pytest.raises(RuleBroken, match="al een concept"):
        school.instrument_drafts.take_in_unfinished(path)
    school.instrument_drafts.write(draft, detail.missing[0].indicator or "", "question", "Hoe nu?")
    assert school.instruments.get(school.instrument_drafts.publish(draft)).version == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\xff" * 500,
        b"naam;klas\nJan;3H2\n",
        "titel = ë".encode("cp1252"),
        b"x = " + b"[" * 9000,
    ],
)
def test_a_wrong_file_is_named_and_changes_nothing(school: School, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "fout.toml"
    path.write_bytes(content)
    with pytest.raises(InstrumentMistakes) as refusal:
        school.instrument_drafts.take_in(path)
    assert all(one.place.startswith("fout.toml") for one in refusal.value.mistakes)
    assert not can_be_mended(refusal.value)
    assert len(school.instruments.all(retired=True)) == 2


def test_a_file_that_is_far_too_large_is_not_read(school: School, tmp_path: Path) -> None:
    (tmp_path / "film.toml").write_bytes(b"#" * 1_000_001)
    with pytest.raises(InstrumentMistakes, match="te groot"):
        school.instrument_drafts.take_in(tmp_path / "film.toml")


def line_of(longest: int, before: str = "", after: str = "") -> st.SearchStrategy[str]:
    signs = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")) | st.sampled_from("\"'\\#{}=🙂 ")
    room = longest - len(before) - len(after) - 1
    return st.text(signs, max_size=room).map(lambda text: before + text.strip() + "x" + after)


@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_draft_publish_export_import_gives_the_same(
    school: School, elsewhere: School, tmp_path: Path, data: st.DataObject
) -> None:
    """Any own kijkwijzer with any words comes through the whole road unchanged."""
    drafts, full = school.instrument_drafts, school.instruments.get(full_of(school))
    draft = drafts.copy(full_of(school))
    drafts.describe(draft, "title", data.draw(line_of(40)))
    drafts.describe(draft, "description", data.draw(line_of(300)))
    drafts.set_kind(draft, data.draw(st.sampled_from(["flits", "volledig"])))
    low = data.draw(st.integers(1, 240))
    drafts.set_minutes(draft, low, data.draw(st.integers(low, 240)))
    for one in data.draw(st.lists(st.sampled_from(full.indicators), unique=True, max_size=13)):
        drafts.drop(draft, one.key)
    written = [draw_own(school, draft, data) for _ in range(data.draw(st.integers(0, 2)))]
    if written:
        drafts.move(draft, data.draw(st.sampled_from(written)), data.draw(st.integers(-1, 1)))
    expected = drafts.get(draft)
    assert expected.missing == ()
    published = drafts.publish(draft)
    made = school.instruments.get(published)
    assert made.indicators == tuple(map(trimmed, expected.draft.instrument.indicators))
    path = tmp_path / "uit.toml"
    school.instruments.export(published, path)
    assert elsewhere.instruments.get(elsewhere.instrument_drafts.take_in(path).id) == made


def trimmed(one: Indicator) -> Indicator:
    return replace(one, look_fors=tuple(look for look in one.look_fors if look.text.strip()))


def draw_own(school: School, draft: str, data: st.DataObject) -> str:
    drafts = school.instrument_drafts
    key = drafts.add_own(draft)
    drafts.write(draft, key, "title", data.draw(line_of(40)))
    drafts.write(draft, key, "text", data.draw(line_of(160)))
    drafts.write(draft, key, "question", data.draw(line_of(120, after="?")))
    drafts.write(draft, key, "watched", data.draw(line_of(120, before="We keken of ")))
    for level in (1, 2, 3, 4):
        drafts.write(draft, key, f"anchors.{level}", data.draw(line_of(220)))
    who: tuple[LookFor, ...] = (LookFor("docent", ""), LookFor("leerling", ""))
    places = data.draw(st.permutations(range(5)))[: data.draw(st.integers(3, 5))]
    for number, place in enumerate(places):
        look = replace(who[number % 2], text=data.draw(line_of(120)))
        drafts.write_look_for(draft, key, place, look)
    return key
