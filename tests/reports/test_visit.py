"""This file is the tests of the visit report."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from pypdf import PdfReader
from report_samples import HOSTILE, NAMES, OWN, PARTS, long_text, pages, scores, visit, words

from lesobs.domain.instrument import Level
from lesobs.domain.time_on_task import TaskPoint
from lesobs.domain.visit import LessonPhase, Purpose
from lesobs.reports.scores import PartScores, ScoreLine
from lesobs.reports.visit import VisitNote, VisitReport, write_visit


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "verslag.pdf"


def written(path: Path, report: VisitReport) -> str:
    write_visit(path, report)
    return words(path)


def test_a_lesson_whose_end_is_not_known_says_when_it_began(path: Path) -> None:
    write_visit(path, replace(visit(), ends=visit().starts))
    assert "do 19 nov 2026, les 3 (vanaf 10.15 uur)" in words(path)


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
    assert "Minh scoorde zelf." in both
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
    assert "Top 👍 →" in found
    assert found.count("x") >= 3000


def test_the_date_of_printing_is_the_only_thing_that_changes_with_it(tmp_path: Path) -> None:
    write_visit(tmp_path / "a.pdf", visit())
    write_visit(tmp_path / "b.pdf", visit())
    write_visit(tmp_path / "c.pdf", replace(visit(), printed_on=date(2026, 11, 24)))
    first, again, later = ((tmp_path / name).read_bytes() for name in ("a.pdf", "b.pdf", "c.pdf"))
    assert first == again != later


FEW = ("A1", "A3", "B3", "B4", "C1", "D1")


def few_scores(*, own: bool = True) -> tuple[PartScores, ...]:
    """The scores of a short visit."""
    parts = tuple(
        replace(part, lines=tuple(line for line in part.lines if line.code in FEW))
        for part in scores(own=own)
    )
    return tuple(part for part in parts if part.lines)


def with_second(parts: tuple[PartScores, ...], level: int) -> tuple[PartScores, ...]:
    """The same scores beside those of a second observer, who gave everything this level."""
    return tuple(
        replace(
            part,
            lines=tuple(
                replace(line, second=Level(level), explanation="Eén", second_explanation="Twee")
                for line in part.lines
            ),
        )
        for part in parts
    )


def counts(*numbers: int) -> tuple[TaskPoint, ...]:
    phase = LessonPhase.INDEPENDENT
    return tuple(TaskPoint(time(10, 5 + 2 * n), number, 27, phase) for n, number in enumerate(numbers))


def short_visit(**changes: object) -> VisitReport:
    few: dict[str, object] = {
        "instrument": "flitsbezoek",
        "parts": few_scores(),
        "notes": visit().notes[:3],
        "agreements": visit().agreements[:1],
        "teacher_view": "",
    }
    return visit(**{**few, **changes})


def test_a_short_visit_is_one_page_with_room_to_sign(path: Path) -> None:
    write_visit(path, short_visit())
    (page,) = pages(path)
    for said in (
        "Onze scores Minh Marieke",
        "Iedereen doet mee zichtbaar en werkzaam in aanzet *",
        "Reactie van Minh Wat herken je",
        "Minh Đặng · gezien, datum:",
        "Ondertekenen betekent",
        "zichtbaar en werkzaam leerlingen komen er verder door",
        "pagina 1 van 1",
    ):
        assert said in page
    assert "Op de volgende pagina" not in page


def test_a_short_visit_with_much_to_say_takes_a_second_page(path: Path) -> None:
    write_visit(path, short_visit(strength=long_text(1000)))
    first, second = pages(path)
    assert "Op de volgende pagina staan de scores" in first
    assert "Onze scores naast elkaar" in second


def test_a_usual_visit_stays_two_pages_however_it_is_spread(path: Path) -> None:
    notes = tuple(
        VisitNote(time(10, 15 + n), long_text(60 + 17 * (n % 5)), ("A1", "B4")[n % 2]) for n in range(11)
    )
    write_visit(path, visit(notes=notes, parts=scores(own=True), counts=counts(*range(15, 25))))
    assert len(pages(path)) == 2
    assert words(path).count("woord7 ") == 11


def test_the_names_come_back_above_scores_on_a_next_page(path: Path) -> None:
    notes = tuple(VisitNote(time(10, n), long_text(90), "A3") for n in range(40))
    write_visit(path, visit(notes=notes, parts=scores(own=True, why={"B1": long_text(900)})))
    split = next(page for page in pages(path) if "Onze scores" in page)
    after = pages(path)[pages(path).index(split) + 1]
    assert "D2" not in split
    assert after.startswith("Minh Marieke ")


def test_notes_of_one_kind_get_the_whole_width(path: Path) -> None:
    notes = tuple(VisitNote(time(10, n), long_text(80)) for n in range(25))
    write_visit(path, visit(notes=notes))
    said = pages(path)[0]
    assert "10.00 woord0 woord1 woord2 woord3 woord4 woord5 woord6 woord7 woord8 woord9 woord10" in said


def test_a_note_that_the_observer_took_over_in_the_talk_is_printed_once(path: Path) -> None:
    quoted = VisitNote(time(10, 5), "Drie vingers\ngaan omhoog.", "A3")
    notes = (quoted, VisitNote(time(10, 9), "Het is stil."))
    told = "10.05 Drie vingers gaan omhoog. Niemand wachtte af. Het is stil."
    found = " ".join(written(path, visit(notes=notes, observer_view=told)).split())
    assert found.count("Drie vingers gaan omhoog.") == 1
    assert "10.09 Het is stil." in found, "the same words without their time are no quotation"


def test_forty_notes_and_no_notes(path: Path) -> None:
    notes = tuple(VisitNote(time(10, n), f"Aantekening nummer{n}.", "A1" if n % 3 else "") for n in range(40))
    found = written(path, visit(notes=notes))
    assert all(f"nummer{n}." in found for n in range(40))
    assert "Dit werkte" in written(path, visit(notes=()))


@pytest.mark.parametrize("number", [2, 20, 25])
def test_the_line_of_pupils_on_task(path: Path, number: int) -> None:
    write_visit(path, visit(counts=counts(*(18 + n % 9 for n in range(number)))))
    first = pages(path)[0]
    assert "Leerlingen bij de les Aantal van de 27 leerlingen dat met de les bezig was" in first
    assert "10.05" in first
    assert f"10.{3 + 2 * number:02}" in first
    assert "Zelfstandig" in first
    assert len(pages(path)) == 2


def test_one_count_is_a_sentence_and_none_is_nothing(path: Path) -> None:
    one = written(path, visit(counts=counts(19)))
    assert "Om 10.05, tijdens het zelfstandig werken, waren 19 van de 27 leerlingen met de les bezig." in one
    assert "Leerlingen bij de les" not in written(path, visit())


def test_a_duo_visit_has_a_column_for_each_and_three_who_sign(path: Path) -> None:
    parts = with_second(scores(own=True), 3)
    write_visit(path, visit(second_observer="Sanne de Wit", second_short="Sanne", parts=parts))
    first, *_ = pages(path)
    found = words(path)
    assert "Wat wij zagen in jouw les" in first
    assert "Waarnemers Marieke Doornbos en Sanne de Wit" in first
    assert "Alleen voor Minh Đặng, Marieke Doornbos en Sanne de Wit" in first
    assert "Leerklimaat Minh Marieke Sanne" in found
    assert "Iedereen doet mee zichtbaar en werkzaam in aanzet zichtbaar *" in found
    assert "Zelf leren sturen zichtbaar niet zichtbaar zichtbaar *" in found
    assert "Marieke: Eén Sanne: Twee" in found
    assert "Marieke en Sanne scoorden los van elkaar." in found
    assert found.count("Sanne de Wit · datum:") == 1


def test_a_duo_visit_with_an_explanation_at_almost_every_score_stays_two_pages(path: Path) -> None:
    why = {code: long_text(60) for code in OWN if code not in ("A2", "B2", "C2", "D2")}
    why["A1"] = why["C4"] = long_text(120)
    parts = tuple(
        replace(part, lines=tuple(replace(line, second=line.level) for line in part.lines))
        for part in scores(own=True, why=why)
    )
    write_visit(path, visit(second_observer="Sanne de Wit", second_short="Sanne", parts=parts))
    _, second = pages(path)
    assert "Zelf leren sturen" in second
    assert "Ondertekenen betekent" in second


@pytest.mark.parametrize("noted", [5, 9])
def test_a_duo_visit_with_much_said_and_counted_stays_two_pages_and_whole(path: Path, noted: int) -> None:
    """Notes that leave room on the first page or not, the line of counts, and each score explained."""
    parts = tuple(
        replace(
            part,
            lines=tuple(
                replace(line, second=line.level, second_explanation=f"{long_text(80)} {line.code}.")
                for line in part.lines
            ),
        )
        for part in scores()
    )
    notes = tuple(replace(visit().notes[0], text=long_text(120), at=time(10, n)) for n in range(noted))
    duo = visit(
        second_observer="Sanne de Wit",
        second_short="Sanne",
        parts=parts,
        notes=notes,
        counts=counts(19, 20, 24, 27, 26, 26),
        teacher_view="",
        focus_question="",
    )
    write_visit(path, duo)
    (_, second), told = pages(path), words(path)
    assert "Ondertekenen betekent" in second
    assert all(f"{code}." in told for code in OWN), "no explanation is cut off"


def test_a_duo_visit_of_two_columns_without_own_scores(path: Path) -> None:
    parts = with_second(scores(), 4)
    found = written(path, visit(second_observer="Sanne de Wit", second_short="Sanne", parts=parts))
    assert "Leerklimaat Marieke Sanne" in found
    assert "Onze scores naast elkaar" in found


def test_a_strength_is_what_both_observers_saw(path: Path) -> None:
    parts = with_second(scores(), 2)
    found = written(
        path, visit(second_observer="Sanne de Wit", second_short="Sanne", parts=parts, notes=(
            VisitNote(time(10, 28), "Een fout mag.", "A2", "Sanne"),
        ))
    )  # fmt: skip
    assert found.index("Dit zagen we bij je vraag") < found.index("Een fout mag. A2 · Sanne")


def test_an_earlier_version_says_that_it_was_reopened(path: Path) -> None:
    found = written(path, visit(reopened=True))
    assert "Versie 1, later heropend" in found
    assert "versie 1, later heropend · ma 23 nov 2026" in found
    assert "concept van versie 2 ·" in written(path, visit(settled=False, version=2))
    assert "versie 2 ·" in written(path, visit(version=2))


def test_the_title_of_the_agreements_never_stands_alone_at_the_end_of_a_page(path: Path) -> None:
    """Whatever room the page has left for them."""
    agreed = replace(visit().agreements[0], what=f"Samen {long_text(150)}")
    for signs in range(1500, 3000, 60):
        write_visit(path, visit(observer_view=long_text(signs), agreements=(agreed,)))
        title = next(page for page in pages(path) if "Jouw volgende stap" in page)
        assert "Wanneer Samen" in title


def test_a_long_agreement_begins_below_its_title_and_its_head_comes_back(path: Path) -> None:
    agreed = replace(visit().agreements[0], what=long_text(5000))
    write_visit(path, visit(agreements=(agreed,)))
    first, second, *_ = pages(path)
    assert "Wanneer woord0 woord1" in first
    assert second.split(" woord")[0].endswith("Afspraak Wie helpt Wanneer")


def test_what_was_seen_begins_on_the_first_page_however_long_it_is(path: Path) -> None:
    write_visit(path, visit(strength=long_text(5000), observer_view=long_text(5000)))
    first, *_ = pages(path)
    assert "Dit werkte woord0 woord1" in first
    noted = replace(visit().notes[0], text=long_text(5000))
    write_visit(path, visit(strength="", notes=(noted,)))
    assert "Dit werkte 10.28 woord0" in pages(path)[0]
