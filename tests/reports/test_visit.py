"""This file is the tests of the visit report."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from pypdf import PdfReader
from report_samples import HOSTILE, NAMES, OWN, PARTS, long_text, pages, scores, visit, words

from lesobs.domain.instrument import Level
from lesobs.domain.visit import Purpose
from lesobs.reports.scores import PartScores, ScoreLine
from lesobs.reports.visit import VisitNote, VisitReport, write_visit


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "verslag.pdf"


def written(path: Path, report: VisitReport) -> str:
    write_visit(path, report)
    return words(path)


def test_a_settled_visit_has_all_its_parts_on_two_pages(path: Path) -> None:
    write_visit(path, visit())
    first, second = pages(path)
    for said in (
        "Wat ik zag in jouw les",
        "Alleen voor Minh Đặng en Marieke Doornbos",
        "wiskunde, 3H2, 27 leerlingen",
        "do 19 nov 2026, les 3 (10.15–11.05 uur)",
        "volledig bezoek, vooraf afgesproken",
        "ma 23 nov 2026, 2 schooldagen later",
        "Jouw kijkvraag Wie denkt er mee als ik een vraag stel?",
        "Jouw volgende stap: eerst iedereen laten opschrijven",
        "We kijken opnieuw: iedereen doet mee",
        "do 10 dec 2026",
        "Doel van dit bezoek: ontwikkeling.",
        "Bewaren tot uiterlijk 31 juli 2028.",
        "versie 1 · ma 23 nov 2026 · pagina 1 van 2",
    ):
        assert said in first
    for said in ("Reactie van Minh", "Ondertekenen betekent: gelezen en besproken.", *PARTS.values()):
        assert said in second
    assert "Concept" not in first


def test_strengths_come_first_and_hold_the_notes_of_scores_3_and_4(path: Path) -> None:
    found = written(path, visit())
    worked, asked = found.index("Dit werkte"), found.index("Dit zag ik bij je vraag")
    assert worked < found.index("10.28") < found.index("10.24") < asked
    assert asked < found.index("10.33") < found.index("10.38")


def test_before_the_talk_it_is_a_concept_without_empty_parts(path: Path) -> None:
    report = visit(
        settled=False, discussed_on=None, strength="", teacher_view="", observer_view="", next_step="",
        agreements=(), look_again_on=None, focus_question=" ", notes=(),
    )  # fmt: skip
    found = written(path, report)
    assert "Concept, nog niet vastgesteld" in found
    assert "nog niet besproken" in found
    assert "concept · ma 23 nov 2026" in found
    for left_out in (
        "kijkvraag",
        "Dit werkte",
        "Dit zag ik",
        "volgende stap",
        "Afspraak",
        "Reactie",
        "Ondertekenen",
    ):
        assert left_out not in found


def test_only_what_there_is_to_say_about_the_lesson(path: Path) -> None:
    found = written(
        path,
        visit(
            lesson_hour=None, starts=None, ends=None, pupils=None, class_group="", announced=False, parts=()
        ),
    )
    assert "Wanneer do 19 nov 2026 Besproken" in found
    assert "wiskunde Bezoek volledig bezoek, niet aangekondigd" in found
    assert "Op de volgende pagina" not in found


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (0, "dezelfde dag"),
        (1, "1 schooldag later"),
        (9, "9 schooldagen later"),
        (None, "ma 23 nov 2026 Jouw"),
    ],
)
def test_how_soon_it_was_discussed(path: Path, later: int | None, said: str) -> None:
    assert said in written(path, visit(school_days_later=later))


def test_not_applicable_and_not_scored_are_two_things(path: Path) -> None:
    lines = (
        ScoreLine("A1", "Sfeer", Level.NOT_APPLICABLE),
        ScoreLine("A2", "Veilig", None),
        ScoreLine("A3", "Iedereen", Level.EFFECTIVE),
    )
    found = written(path, visit(parts=(PartScores("Leerklimaat", lines),)))
    assert "Sfeer n.v.t. in deze les" in found
    assert "Veilig niet gescoord" in found
    assert "Iedereen zichtbaar en werkzaam" in found


def test_the_teachers_own_scores_have_a_column_only_when_there_are_any(path: Path) -> None:
    alone = written(path, visit())
    assert "De scores van deze les" in alone
    assert "scoorde zelf" not in alone
    both = written(path, visit(parts=scores(own=True)))
    assert "Onze scores naast elkaar" in both
    assert "Minh scoorde zelf, vóór het gesprek." in both
    assert "Iedereen doet mee zichtbaar en werkzaam in aanzet *" in both
    assert "(twee niveaus of meer): Iedereen doet mee en Zelf leren sturen." in both
    assert OWN["B1"] == 4


def test_an_explanation_stands_under_its_own_row(path: Path) -> None:
    found = written(path, visit(parts=scores(why={"B3": "Het doel stond op het bord."})))
    assert "Lesdoel helder zichtbaar Het doel stond op het bord. B4" in found


def test_a_reaction_takes_the_place_of_the_empty_lines(path: Path) -> None:
    assert "Wat herken je" in written(path, visit())
    found = written(path, visit(reaction="Ik herken\nde vijf vingers."))
    assert "Ik herken de vijf vingers." in found
    assert "Wat herken je" not in found


def test_an_appraisal_does_not_claim_to_be_none(path: Path) -> None:
    found = written(path, visit(purpose=Purpose.APPRAISAL))
    assert "Doel van dit bezoek: beoordeling. Dit verslag gaat over één les. Bewaren" in found


@pytest.mark.parametrize("name", NAMES)
def test_names_print_right_everywhere(path: Path, name: str) -> None:
    write_visit(path, visit(teacher=name, teacher_short=name, observer=name, school=name))
    first, second = pages(path)
    assert f"Alleen voor {name} en {name}" in first
    assert f"Reactie van {name}" in second
    reader = PdfReader(path)
    assert reader.metadata is not None
    assert name in str(reader.metadata.title)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_text_that_looks_like_markup_is_just_text(path: Path, hostile: str) -> None:
    report = visit(
        teacher=hostile, focus_question=hostile, strength=hostile, reaction=hostile,
        notes=(VisitNote(time(9, 5), hostile, "A1"),), parts=scores(why={"A1": hostile}),
    )  # fmt: skip
    assert written(path, report).count(hostile) >= 6


def test_three_thousand_signs_anywhere_lose_no_word(path: Path) -> None:
    long = long_text(3000)
    for part in ("strength", "teacher_view", "observer_view", "next_step", "reaction", "focus_question"):
        found = written(path, visit(**{part: long})).split()
        assert set(long.split()) <= set(found), part
    notes = tuple(VisitNote(time(10, n), long, "A1") for n in range(4))
    write_visit(path, visit(notes=notes, parts=scores(why={"A3": long})))
    assert words(path).split().count("woord7") == 5
    assert len(pages(path)) > 4


def test_emoji_and_endless_words_do_not_break_a_page(path: Path) -> None:
    found = written(path, visit(strength="Top 👍 → " + "x" * 3000, reaction="y" * 5000))
    assert "Top □ →" in found
    assert found.count("x") >= 3000


def test_the_date_of_printing_is_the_only_thing_that_changes_with_it(tmp_path: Path) -> None:
    write_visit(tmp_path / "a.pdf", visit())
    write_visit(tmp_path / "b.pdf", visit())
    write_visit(tmp_path / "c.pdf", replace(visit(), printed_on=date(2026, 11, 24)))
    first, again, later = ((tmp_path / name).read_bytes() for name in ("a.pdf", "b.pdf", "c.pdf"))
    assert first == again != later
