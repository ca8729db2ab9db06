"""This file is the tests of the paper forms: everything to fill in is there, in the order of the screen."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from report_samples import HOSTILE, PRINTED, long_text, pages, words

from lesobs.domain.instrument import Instrument, LookFor, Part
from lesobs.domain.instrument_file import shipped
from lesobs.paths import resources
from lesobs.reports.form import Form, FormFacts, write_form

SHIPPED = {one.kind: one for one in shipped(resources() / "instruments")}
FACTS = FormFacts(
    "Minh Đặng", "wiskunde", "3H2", date(2026, 11, 19), 3, "Marieke Doornbos", "Wie denkt er mee?", 27
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "formulier.pdf"


def form(instrument: Instrument, facts: FormFacts | None = None, *, own: bool = False) -> Form:
    return Form("Hazelkamp College", instrument, PRINTED, facts or FormFacts(), own)


def twenty() -> Instrument:
    """A school's own instrument: the whole one and six agreements, some long, some without look-fors."""
    full = SHIPPED["volledig"]
    own = tuple(
        replace(
            one,
            part=Part.OWN,
            code=f"E{place}",
            title=f"Eigen afspraak {place} over hoe we elkaar bij de deur begroeten en beginnen",
            look_fors=one.look_fors[: place - 1],
        )
        for place, one in enumerate(full.indicators[:6], start=1)
    )
    return replace(full, title="Zo kijken wij <samen>", version=3, indicators=(*full.indicators, *own))


def in_order(said: str, wanted: list[str]) -> bool:
    places = [said.find(one) for one in wanted]
    return -1 not in places and places == sorted(places)


def test_a_short_form_is_one_page_and_one_for_notes(path: Path) -> None:
    instrument = SHIPPED["flits"]
    write_form(path, form(instrument))
    scores, notes = pages(path)
    assert in_order(scores, [f"{one.code} {one.title}" for one in instrument.indicators])
    assert scores.count("1 2 3 4 nvt") == 6
    for indicator in instrument.indicators:
        assert indicator.text in scores
        assert all(f"{look.subject} {look.text}" in scores for look in indicator.look_fors)
    for said in ("Docent", "Sectie", "Klas", "Waarnemer", "Datum", "Lesuur", "Aanwezig", "Kijkvraag"):
        assert said in scores
    for said in ("niet zichtbaar", "in aanzet", "zichtbaar en werkzaam", "niet van toepassing"):
        assert said in scores
    for said in ("Tijd", "Bij de les", "Aanwezig", "Bezig met", "Samen oefenen", "Slot", "K klassengesprek"):
        assert said in notes


def test_a_form_of_one_page_shares_what_is_left_over_its_parts(path: Path) -> None:
    """The legend does not touch the title of the first part, nor a row that of the next."""
    write_form(path, form(SHIPPED["flits"]))
    heights: dict[str, float] = {}
    PdfReader(path).pages[0].extract_text(
        visitor_text=lambda text, cm, _tm, _font, _size: heights.setdefault(text.strip(), cm[5])
    )
    for part, _ in SHIPPED["flits"].parts():
        height = heights[f"{part.letter} {part.title}"]
        above = min(one for one in heights.values() if one > height + 1)
        assert above - height > 24


def test_the_foot_says_what_it_is_and_how_to_type_it_in(path: Path) -> None:
    write_form(path, form(twenty()))
    for page in pages(path):
        assert "Kijkwijzer Zo kijken wij <samen>, versie 3." in page
        assert "Vul daarna in: volgorde als op dit formulier." in page
    assert PdfReader(path).metadata["/Title"] == "Formulier volledig bezoek – Zo kijken wij <samen>"


def test_twenty_indicators_take_several_pages_and_none_is_cut(path: Path) -> None:
    instrument = twenty()
    write_form(path, form(instrument))
    said = words(path)
    assert len(pages(path)) <= 5
    assert in_order(said, [f"{one.code} {one.title}" for one in instrument.indicators])
    assert said.count("1 2 3 4 nvt") == 20
    for page in pages(path)[:-1]:
        text = page.replace("Vul daarna in", "|").split("|")[0].rstrip()
        assert not any(text.endswith(part.title) for part in Part), "the title of a part stands alone"


def test_a_part_stands_above_its_first_indicator(path: Path) -> None:
    write_form(path, form(SHIPPED["volledig"]))
    for part, indicators in SHIPPED["volledig"].parts():
        assert f"{part.letter} {part.title} {indicators[0].code} {indicators[0].title}" in words(path)


def test_what_is_known_of_a_visit_stands_there_already(path: Path) -> None:
    write_form(path, form(SHIPPED["flits"], FACTS))
    first, notes = pages(path)
    for said in (
        "Docent Minh Đặng",
        "Sectie wiskunde",
        "Klas 3H2",
        "Datum do 19 nov 2026",
        "Lesuur 3",
        "Waarnemer Marieke Doornbos",
        "Kijkvraag Wie denkt er mee?",
        "van de 27",
        "Alleen voor Minh Đặng en Marieke Doornbos",
    ):
        assert said in first
    assert "Docent Minh Đặng" in notes
    write_form(path, form(SHIPPED["flits"]))
    assert "Alleen voor" not in words(path)


@pytest.mark.parametrize("instrument", [SHIPPED["flits"], SHIPPED["volledig"], twenty()], ids=lambda i: i.key)
def test_the_teachers_own_view_is_one_friendly_page(path: Path, instrument: Instrument) -> None:
    write_form(path, form(instrument, FACTS, own=True))
    (page,) = pages(path)
    assert "Mijn eigen kijk op deze les" in page
    assert "een fout antwoord bestaat niet" in page
    assert in_order(page, [one.title for one in instrument.indicators])
    assert page.count("1 2 3 4 nvt") == len(instrument.indicators)
    assert "Docent spreekt leerlingen bij naam aan" not in page
    assert "Marieke" not in page.replace("Alleen voor Minh Đặng en Marieke Doornbos", "")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_own_words_that_look_like_markup_are_just_text(path: Path, hostile: str) -> None:
    first, *others = SHIPPED["flits"].indicators
    strange = replace(first, title=hostile, text=hostile, look_fors=(LookFor("docent", hostile),))
    instrument = replace(SHIPPED["flits"], title=hostile, indicators=(strange, *others))
    write_form(path, form(instrument, replace(FACTS, focus_question=hostile)))
    assert words(path).count(hostile) >= 5


def test_a_look_for_of_a_whole_page_still_prints(path: Path) -> None:
    first, *others = SHIPPED["flits"].indicators
    long = replace(first, look_fors=(LookFor("docent", long_text(6000)),))
    write_form(path, form(replace(SHIPPED["flits"], indicators=(long, *others))))
    assert set(long_text(6000).split()) <= set(words(path).split())
