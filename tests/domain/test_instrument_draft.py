"""This file is the tests of a kijkwijzer in the making, by the rules of its file."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Indicator, LookFor, Part
from lesobs.domain.instrument_draft import (
    ANCHORS,
    as_document,
    blank_look_for,
    copy_of,
    finished,
    free_code,
    from_document,
    missing,
    new_draft,
    next_version,
)
from lesobs.domain.instrument_file import shipped
from lesobs.paths import resources

SHORT, FULL = shipped(resources() / "instruments")
KNOWN = {one.reference: one for one in FULL.indicators}


def own(code: str = "E1", key: str = "eigen.rust") -> Indicator:
    """A whole own indicator."""
    source = FULL.indicators[0]
    return replace(source, key=key, code=code, part=Part.OWN, own=True)


def test_a_copy_of_the_program_is_whole_and_fixed() -> None:
    draft = copy_of(FULL, "eigen.kopie")
    assert missing(draft, KNOWN) == ()
    assert finished(draft, KNOWN).indicators == FULL.indicators
    assert draft.fixed == {one.key for one in FULL.indicators}
    with pytest.raises(RuleBroken, match="staan vast"):
        draft.written(FULL.indicators[0].key, "title", "Anders")


def test_the_title_of_a_copy_fits_and_does_not_grow() -> None:
    long = replace(FULL, title="x" * 40)
    first = copy_of(long, "eigen.a").instrument
    assert len(first.title) == 40
    assert copy_of(first, "eigen.b").instrument.title == first.title


def test_a_draft_is_its_document() -> None:
    draft = copy_of(FULL, "eigen.kopie").having(own(), "E9").having_new("eigen.nieuw", "E2")
    draft = draft.looked_for("eigen.nieuw", 3, LookFor("docent", "kijkt rond."))
    assert from_document(as_document(draft), KNOWN) == draft


def test_a_look_for_can_be_written_before_those_above_it() -> None:
    draft = new_draft("eigen.a").having_new("eigen.b", "E1")
    draft = draft.looked_for("eigen.b", 2, LookFor("leerling", "wijzen iets aan."))
    assert draft.indicator("eigen.b").look_fors == (
        blank_look_for(0),
        blank_look_for(1),
        LookFor("leerling", "wijzen iets aan."),
    )
    assert draft.looked_for("eigen.b", 2, blank_look_for(2)).indicator("eigen.b").look_fors == ()


def test_blank_look_fors_are_not_in_what_is_published() -> None:
    key = "eigen.rust"
    draft = new_draft("eigen.a").described(title="T", description="D").having(own(), "E1")
    last = LookFor("leerling", "werken door.")
    draft = draft.looked_for(key, 4, last)
    draft = draft.looked_for(key, 1, LookFor("docent", "  "))
    [made] = finished(draft, {}).indicators
    assert len(made.look_fors) == 4
    assert made.look_fors[-1] == last


def test_every_missing_thing_has_its_indicator_and_field() -> None:
    draft = copy_of(FULL, "eigen.a").having(own(), "E1").having_new("eigen.b", "E2")
    draft = draft.written("eigen.rust", "anchors.3", "").described(minutes=(60, 40))
    found = {(one.indicator, one.field) for one in missing(draft, KNOWN)}
    assert found == {
        (None, "minutes"),
        ("eigen.rust", "anchors.3"),
        *(("eigen.b", field) for field in ("title", "text", "question", "watched", "look_fors", *ANCHORS)),
    }


def test_an_indicator_that_is_published_nowhere_is_missed() -> None:
    draft = copy_of(FULL, "eigen.a")
    [lack] = missing(draft, {ref: one for ref, one in KNOWN.items() if one.code != "A1"})
    assert "is nergens omschreven" in lack.sentence


def test_other_words_are_the_next_version_and_the_same_words_the_same() -> None:
    known = KNOWN | {("eigen.rust", 1): own(), ("eigen.rust", 4): replace(own(), version=4, title="Vier")}
    draft = next_version(replace(FULL, indicators=(*FULL.indicators, own())))
    assert draft.instrument.version == 2
    assert finished(draft, known).indicators[-1].version == 1
    assert finished(draft.written("eigen.rust", "title", "Vier"), known).indicators[-1].version == 4
    assert finished(draft.written("eigen.rust", "title", "Nieuw"), known).indicators[-1].version == 5


def test_an_own_indicator_whose_code_is_taken_gets_another() -> None:
    draft = new_draft("eigen.a").having(own("E1", "eigen.x"), "E5").having(own("E1", "eigen.y"), "E5")
    assert [one.code for one in draft.instrument.indicators] == ["E1", "E5"]


def test_places_change_within_the_own_part_only() -> None:
    draft = copy_of(FULL, "eigen.a").having(own("E2", "eigen.x"), "").having(own("E10", "eigen.y"), "")
    moved = draft.moved("eigen.y", -1)
    assert [(one.key, one.code) for one in moved.instrument.indicators[-2:]] == [
        ("eigen.y", "E2"),
        ("eigen.x", "E10"),
    ]
    assert draft.moved("eigen.y", 1) == draft
    assert draft.moved("op3.klimaat.sfeer", 1) == draft


def test_codes_run_out_with_a_sentence() -> None:
    assert free_code({"E1", "E3"}) == "E2"
    with pytest.raises(RuleBroken, match="hooguit 99"):
        free_code({f"E{number}" for number in range(1, 100)})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("key", "version", "title", "kind", "minutes", "use", "indicator", "look_fors", "anchors", "part")


@given(
    st.dictionaries(st.sampled_from(FIELDS), JSON | st.lists(st.dictionaries(st.sampled_from(FIELDS), JSON)))
)
def test_whatever_is_kept_gives_a_draft_that_says_what_it_lacks(document: dict[str, object]) -> None:
    draft = from_document(document, KNOWN)
    assert missing(draft, KNOWN)
    assert from_document(as_document(draft), KNOWN).instrument.title == draft.instrument.title
