"""This file is the tests of the kijkwijzer: its levels, the shipped texts, and the file it is read from."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lesobs.domain.errors import RuleBroken
from lesobs.domain.instrument import Indicator, Instrument, Level, LookFor, Part
from lesobs.domain.instrument_file import (
    read_instrument,
    read_instrument_file,
    shipped,
    write_instrument,
)
from lesobs.domain.instrument_mistakes import InstrumentMistakes
from lesobs.paths import resources

VALID = """\
key = "school.kort"
version = 1
title = "Kort"
description = "Eén indicator."
kind = "flits"
minutes = [10, 20]

[[indicator]]
key = "school.rust"
version = 1
code = "B1"
part = "B"
standard = "OP3"
title = "Rust"
text = "Het is rustig."
question = "Wanneer is het rustig?"
watched = "We keken of het rustig is."
look_fors = [
  { docent = "wacht tot het stil is." },
  { leerling = "luisteren naar elkaar." },
  { leerling = "werken door." },
]
anchors.1 = "Een."
anchors.2 = "Twee."
anchors.3 = "Drie."
anchors.4 = "Vier."
"""


def mistakes_in(text: str, known: tuple[Indicator, ...] = ()) -> list[str]:
    """Each mistake as "place: sentence"; empty when the text is right."""
    try:
        read_instrument(text, "eigen.toml", {indicator.reference: indicator for indicator in known})
    except InstrumentMistakes as wrong:
        return [f"{mistake.place}: {mistake.sentence}" for mistake in wrong.mistakes]
    return []


def rust() -> Indicator:
    return read_instrument(VALID, "eigen.toml").indicators[0]


# The levels


@pytest.mark.parametrize("value", [-1, 5, 7, True, 2.5])
def test_a_score_outside_the_scale_is_refused_in_dutch(value: int) -> None:
    with pytest.raises(RuleBroken, match="Een score is 1, 2, 3 of 4"):
        Level.of(value)


def test_levels_have_their_word_and_sign() -> None:
    assert [(level.sign, level.word) for level in map(Level.of, range(5))] == [
        ("nvt", "niet van toepassing"),
        ("1", "niet zichtbaar"),
        ("2", "in aanzet"),
        ("3", "zichtbaar"),
        ("4", "zichtbaar en werkzaam"),
    ]


def test_an_anchor_belongs_to_its_level() -> None:
    assert [rust().anchor(level) for level in Level][1:] == ["Een.", "Twee.", "Drie.", "Vier."]
    assert "kón dit niet voorkomen" in rust().anchor(Level.NOT_APPLICABLE)


# The instruments of the program


@pytest.fixture(scope="module")
def of_the_program() -> dict[str, Instrument]:
    return {instrument.key: instrument for instrument in shipped(resources() / "instruments")}


def test_the_full_instrument_has_the_fourteen_indicators_in_four_parts(
    of_the_program: dict[str, Instrument],
) -> None:
    full = of_the_program["op3.volledig"]
    assert [(part.title, [i.code for i in found]) for part, found in full.parts()] == [
        ("Leerklimaat", ["A1", "A2", "A3", "A4"]),
        ("Lesverloop en lesdoel", ["B1", "B2", "B3", "B4"]),
        ("Uitleg, oefenen en afstemmen", ["C1", "C2", "C3", "C4"]),
        ("Feedback en eigen leerproces", ["D1", "D2"]),
    ]
    assert {indicator.standard for indicator in full.indicators} == {"OP3"}


def test_the_short_visit_shares_its_indicators_with_the_full_one(
    of_the_program: dict[str, Instrument],
) -> None:
    full, short = of_the_program["op3.volledig"], of_the_program["op3.flits"]
    assert 5 <= len(short.indicators) <= 7
    assert set(short.indicators) < set(full.indicators)
    assert {indicator.part for indicator in short.indicators} == set(Part) - {Part.OWN}


def test_no_text_of_the_program_judges(of_the_program: dict[str, Instrument]) -> None:
    judging = re.compile(r"\b(on)?voldoende\b|\b(goed|slecht|zwak|sterk|matig|uitstekend)e?\b", re.IGNORECASE)
    for instrument in of_the_program.values():
        assert not judging.findall(write_instrument(instrument))


def test_texts_of_the_program_fit_where_they_are_shown(of_the_program: dict[str, Instrument]) -> None:
    """Two lines of the score rows and look-fors, one of the header: widths of the observing page."""
    for indicator in of_the_program["op3.volledig"].indicators:
        assert len(indicator.text) <= 95
        assert max(map(len, indicator.anchors)) <= 115
        assert max(len(f"{look.subject} {look.text}") for look in indicator.look_fors) <= 80
        assert len(indicator.look_fors) == 4
        assert max(len(indicator.question), len(indicator.watched)) <= 100
        assert all(text.endswith(".") for text in (*indicator.anchors, indicator.watched, indicator.text))
        assert len(set(indicator.anchors)) == 4


# Reading


def test_a_file_gives_what_is_in_it() -> None:
    instrument = read_instrument(VALID, "eigen.toml")
    assert instrument.reference == ("school.kort", 1)
    assert (instrument.kind, instrument.minutes) == ("flits", (10, 20))
    [indicator] = instrument.indicators
    assert indicator.reference == ("school.rust", 1)
    assert indicator.part is Part.COURSE
    assert [f"{look.subject} {look.text}" for look in indicator.look_fors] == [
        "Docent wacht tot het stil is.",
        "Leerlingen luisteren naar elkaar.",
        "Leerlingen werken door.",
    ]
    assert not indicator.own


def test_a_file_of_a_windows_editor_reads_the_same() -> None:
    windows = "\ufeff" + VALID.replace("\n", "\r\n")
    assert read_instrument(windows, "eigen.toml") == read_instrument(VALID, "eigen.toml")


def test_indicators_come_in_the_order_of_their_codes() -> None:
    late = VALID[VALID.index("[[indicator]]") :]
    early = (
        late.replace("school.rust", "school.start").replace("B1", "A2").replace('part = "B"', 'part = "A"')
    )
    tenth = late.replace("school.rust", "school.tien").replace("B1", "B10")
    second = late.replace("school.rust", "school.twee").replace("B1", "B2")
    instrument = read_instrument(VALID + tenth + second + early, "eigen.toml")
    assert [indicator.code for indicator in instrument.indicators] == ["A2", "B1", "B2", "B10"]


def test_an_indicator_can_be_used_by_key_and_version() -> None:
    head = VALID[: VALID.index("[[indicator]]")]
    text = head + '[[use]]\nkey = "school.rust"\nversion = 1\n'
    instrument = read_instrument(text, "eigen.toml", {("school.rust", 1): rust()})
    assert instrument.indicators == (rust(),)


def changed(old: str, new: str) -> str:
    assert VALID.count(old) == 1, old
    return VALID.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ('question = "Wanneer is het rustig?"\n', "", 8, "De gespreksvraag (question) ontbreekt."),
        ('"Het is rustig."', '" "', 15, "De korte tekst (text) is leeg."),
        (
            '"Het is rustig."',
            "12",
            15,
            "De korte tekst (text) is geen tekst; zet er aanhalingstekens omheen.",
        ),
        ('"Het is rustig."', '"@161"', 15, "De korte tekst (text) is 161 tekens lang; er passen er 160."),
        ('"Het is rustig."', '"Het\\nis."', 15, "De korte tekst (text) past niet op één regel"),
        ('"Kort"', '"@41"', 3, "De titel (title) is 41 tekens lang; er passen er 40."),
        ('"school.kort"', '"School kort"', 1, "De sleutel School kort klopt niet"),
        ('"school.rust"', '"rust"', 9, "De sleutel rust klopt niet"),
        ('"flits"', '"lang"', 5, "De soort (kind) is volledig of flits, niet lang."),
        ("[10, 20]", "[20, 10]", 6, "De duur (minutes) is [van, tot] in minuten"),
        ("[10, 20]", "[true, 20]", 6, "De duur (minutes) is [van, tot] in minuten"),
        ("1\ntitle", "0\ntitle", 2, "De versie (version) is een heel getal van 1 tot 9999."),
        ("1\ncode", "true\ncode", 10, "De versie (version) is een heel getal van 1 tot 9999."),
        ('part = "B"', 'part = "F"', 12, "Het deel (part) is A of B of C of D of E, niet F."),
        ('part = "B"', 'part = "C"', 11, "De code B1 hoort bij deel B, maar het deel (part) is C."),
        ('"B1"', '"b-1"', 11, "De code b-1 klopt niet"),
        ('anchors.3 = "Drie."\n', "", 23, "De zin van niveau 3 (anchors.3) ontbreekt."),
        ('"Drie."', '""', 25, "De zin van niveau 3 (anchors.3) is leeg."),
        ('"Drie."', '"@221"', 25, "De zin van niveau 3 (anchors.3) is 221 tekens lang; er passen er 220."),
        ('"Vier."', '"Vier."\nanchors.5 = "Vijf."', 27, "Niveau 5 bestaat niet"),
        (
            '  { docent = "wacht tot het stil is." },\n',
            "",
            18,
            "Er horen 3 tot 5 kijkpunten (look_fors) te staan; het zijn er nu 2.",
        ),
        ("docent = ", "leerling = ", 18, "Er staat geen kijkpunt bij over wat de docent doet."),
        ("docent = ", "leraar = ", 18, "Kijkpunt 1 is niet te volgen"),
        ('"werken door."', '"@121"', 18, "Kijkpunt 3 is 121 tekens lang; er passen er 120."),
        ("watched = ", "wached = ", 17, "Het veld wached bestaat niet. Bedoel je watched?"),
        ('"We keken of het', '"Het', 17, "De zin voor de sectie (watched) begint met: We keken of"),
        ('"Wanneer is het rustig?"', '"Rust."', 16, "In de gespreksvraag (question) staat geen vraagteken."),
        ('part = "B"', 'part = "B"\nown = "ja"', 13, "Het veld own is true of false"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, line: int, sentence: str) -> None:
    """In these edits @161 stands for a text of 161 signs."""
    new = re.sub(r"@(\d+)", lambda found: "a" * int(found[1]), new)
    found = mistakes_in(changed(old, new))
    assert any(re.match(rf"eigen\.toml, regel {line}\b.*?: {re.escape(sentence)}", one) for one in found), (
        found
    )


def test_an_indicator_is_named_beside_its_line() -> None:
    [mistake] = mistakes_in(changed('"Drie."', '""'))
    assert mistake == "eigen.toml, regel 25, indicator B1: De zin van niveau 3 (anchors.3) is leeg."


def test_every_mistake_is_named_not_just_the_first() -> None:
    text = (
        changed('"Kort"', '""')
        .replace('"Twee."', '""')
        .replace('part = "B"', 'part = "Z"')
        .replace("docent", "x")
    )
    found = mistakes_in(text)
    assert len(found) == 4
    with pytest.raises(InstrumentMistakes) as refusal:
        read_instrument(text, "eigen.toml")
    assert str(refusal.value).startswith("Er staan 4 fouten in de kijkwijzer")
    assert all(one in str(refusal.value) for one in found)


def test_a_file_with_nothing_misses_everything() -> None:
    sentences = " ".join(mistakes_in(""))
    for word in ("key", "version", "title", "description", "kind", "minutes", "[[indicator]]"):
        assert word in sentences


def test_a_double_key_and_code_are_named_where_they_return() -> None:
    found = mistakes_in(VALID + VALID[VALID.index("[[indicator]]") :])
    assert found == [
        "eigen.toml, regel 28, indicator B1: De sleutel school.rust staat er twee keer in.",
        "eigen.toml, regel 30, indicator B1: De code B1 staat er twee keer in.",
    ]


@pytest.mark.parametrize(
    ("key", "version", "hint"),
    [("school.rust", 2, "Er is wel versie 1."), ("school.rest", 1, "Bedoel je school.rust?"), ("x.y", 1, "")],
)
def test_an_unknown_reference_is_named(key: str, version: int, hint: str) -> None:
    text = VALID[: VALID.index("[[indicator]]")] + f'[[use]]\nkey = "{key}"\nversion = {version}\n'
    [mistake] = mistakes_in(text, (rust(),))
    sentence = f"De indicator {key} versie {version} is nergens omschreven."
    assert mistake == f"eigen.toml, regel 9, verwijzing {key}: {sentence} {hint}".strip()


def test_published_words_never_change() -> None:
    assert mistakes_in(VALID, (rust(),)) == []
    [mistake] = mistakes_in(changed('"Drie."', '"Anders."'), (rust(),))
    assert "Deze versie bestaat al met andere woorden" in mistake
    next_version = VALID.replace("version = 1\ncode", "version = 2\ncode").replace("Drie", "Anders")
    assert mistakes_in(next_version, (rust(),)) == []


def test_own_agreements_are_marked_as_own() -> None:
    in_e = VALID.replace('"B1"', '"E1"').replace('part = "B"', 'part = "E"')
    [mistake] = mistakes_in(in_e)
    assert "own = true" in mistake
    own = read_instrument(in_e.replace('part = "E"', 'part = "E"\nown = true'), "eigen.toml")
    assert own.indicators[0].own
    assert [part.title for part, _ in own.parts()] == ["Eigen schoolafspraken"]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        (
            changed('"Kort"', '"Kort'),
            "eigen.toml, regel 3, kolom 14: Een tekst loopt door op de volgende regel",
        ),
        (
            changed('title = "Kort"', 'title "Kort"'),
            "eigen.toml, regel 3, kolom 7: Na de naam van een veld hoort",
        ),
        (
            changed('title = "Kort"', "title = Kort"),
            "eigen.toml, regel 3, kolom 9: De waarde na het is-teken klopt",
        ),
        (
            changed('"Kort"', r'"C:\Kort"'),
            r"eigen.toml, regel 3, kolom 14: Een backslash in een tekst schrijf je",
        ),
        (
            changed('kind = "flits"', 'kind = "flits"\nkind = "flits"'),
            "Dit veld staat hier voor de tweede keer.",
        ),
        (VALID[:-3], "eigen.toml, aan het eind: Een tekst is niet afgesloten"),
        (changed("[10, 20]", "[10, 20"), "eigen.toml, regel 8"),
        ("version = " + "9" * 5000, "eigen.toml"),
        ("x = " + "[" * 5000, "eigen.toml"),
    ],
)
def test_a_broken_file_is_refused_with_line_and_column(text: str, mistake: str) -> None:
    [found] = mistakes_in(text)
    assert mistake in found


@settings(deadline=None)
@given(st.text(max_size=60) | st.text(alphabet='[]{}="\\\n.,#a1 ', max_size=60))
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    assert mistakes_in(text)


@settings(deadline=None)
@given(
    st.sampled_from(re.findall(r"^([\w.]+) = ", VALID, re.MULTILINE)),
    st.sampled_from(
        ["1", "-1", '""', "[]", "[1]", "{}", "{ a = 1 }", "true", "2026-11-23", "1.5", "[{}]", "nan"]
    ),
)
def test_no_value_of_another_type_breaks_the_reader(field: str, value: str) -> None:
    text = re.sub(rf"^{re.escape(field)} = (\[\n.*?^\]|.*?$)", f"{field} = {value}", VALID, flags=re.M | re.S)
    assert (text == VALID) == (not mistakes_in(text))


# Files and folders


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "eigen.toml"
    path.write_bytes(VALID.replace("rustig", "geïnd").encode("cp1252"))
    with pytest.raises(InstrumentMistakes, match=r"eigen\.toml: Dit is geen tekst in UTF-8"):
        read_instrument_file(path)
    with pytest.raises(InstrumentMistakes, match=r"weg\.toml: Dit bestand is niet te lezen"):
        read_instrument_file(tmp_path / "weg.toml")


def test_a_folder_names_the_mistakes_of_all_its_files(tmp_path: Path) -> None:
    with pytest.raises(InstrumentMistakes, match="In deze map staat geen kijkwijzer"):
        shipped(tmp_path)
    (tmp_path / "een.toml").write_text(changed('"Drie."', '""'), encoding="utf-8")
    (tmp_path / "twee.toml").write_text(changed('"Kort"', '""'), encoding="utf-8")
    with pytest.raises(InstrumentMistakes) as refusal:
        shipped(tmp_path)
    assert [mistake.place.split(",")[0] for mistake in refusal.value.mistakes] == ["een.toml", "twee.toml"]


def test_two_files_may_not_be_the_same_instrument(tmp_path: Path) -> None:
    for name in ("een.toml", "twee.toml"):
        (tmp_path / name).write_text(VALID, encoding="utf-8")
    with pytest.raises(InstrumentMistakes, match=r"twee\.toml: .* dezelfde sleutel en versie als een\.toml"):
        shipped(tmp_path)


# Writing


def awkward(longest: int, before: str = "", after: str = "") -> st.SearchStrategy[str]:
    """One line of any signs, with quotes, backslashes and emoji among them, without spaces around it."""
    room = longest - len(before) - len(after) - 1
    signs = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")) | st.sampled_from("\"'\\#{}=🙂 ")
    return st.text(signs, max_size=room).map(lambda text: before + text.strip() + "x" + after)


INDICATORS = st.builds(
    Indicator,
    key=st.just("school.een"),
    version=st.integers(1, 9999),
    code=st.just("E1"),
    part=st.just(Part.OWN),
    standard=awkward(20),
    title=awkward(40),
    text=awkward(160),
    look_fors=st.tuples(
        st.builds(LookFor, who=st.just("docent"), text=awkward(120)),
        st.builds(LookFor, who=st.just("leerling"), text=awkward(120)),
        st.builds(LookFor, who=st.sampled_from(["docent", "leerling"]), text=awkward(120)),
    ),
    anchors=st.tuples(awkward(220), awkward(220), awkward(220), awkward(220)),
    question=awkward(120, after="?"),
    watched=awkward(120, before="We keken of "),
    own=st.just(True),
)


@settings(max_examples=60, deadline=None)
@given(awkward(40), awkward(300), INDICATORS)
def test_writing_and_reading_gives_back_the_same(title: str, description: str, indicator: Indicator) -> None:
    instrument = Instrument("school.eigen", 3, title, description, "flits", (5, 15), (indicator, rust()))
    in_order = Instrument("school.eigen", 3, title, description, "flits", (5, 15), (rust(), indicator))
    assert read_instrument(write_instrument(instrument), "eigen.toml") == in_order


def test_the_instruments_of_the_program_survive_writing(of_the_program: dict[str, Instrument]) -> None:
    for instrument in of_the_program.values():
        assert read_instrument(write_instrument(instrument), "x.toml") == instrument
