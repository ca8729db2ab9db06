"""This file is the tests of text that runs from right to left: in the order of the eye, letters joined."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from report_samples import PRINTED, pages
from reportlab.platypus import Flowable, Spacer

from lesobs.reports import bidi, fonts
from lesobs.reports.charts import label, svg
from lesobs.reports.page import HEIGHT, SIDE, WIDTH, Letterhead, write_document
from lesobs.reports.painting import Chart
from lesobs.reports.style import BODY, mute, strong, text

AB, CD, EF = "אב", "גד", "הו"
BA, DC = AB[::-1], CD[::-1]
LONG = "התלמידים עבדו בזוגות ושאלו זה את זה שאלות על הטקסט ואז חזר המורה אל הלוח " * 3
NAME = "אברהם כהן"


def drawn(typed: str, side: str = "") -> str:
    return "".join(piece for _, piece in bidi.drawn([[("", typed)]], side)[0])


def write(path: Path, *story: Flowable, school: str = "School") -> str:
    head = Letterhead("Titel", "onderwerp", school, "2026-2027", "Alleen voor ons", "Bewaren.", PRINTED)
    write_document(path, head, story)
    return "\n".join(pages(path))


def starts(path: Path, sign: str) -> list[int]:
    """How far from the left of the first page each piece of text with this sign begins, in points."""
    found: list[int] = []

    def visit(piece: str, page: list[float], matrix: list[float], *_: object) -> None:
        if sign in piece:
            found.append(round(page[4] + matrix[4]))

    PdfReader(path).pages[0].extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize(
    ("typed", "side", "seen"),
    [
        (f"les met {AB} {CD} erin", "L", f"les met {DC} {BA} erin"),
        (f"{AB} 12-34 {CD}", "R", f"{DC} 12-34 {BA}"),
        (f"{AB}, 30% ({CD})!", "R", f"!({DC}) 30% ,{BA}"),
        (f"hij zei ({AB} {CD}) en ging", "L", f"hij zei ({DC} {BA}) en ging"),
        (f"({AB}) {CD}", "L", f"({BA}) {DC}"),
        (f"{AB} (les) {CD}", "R", f"{DC} (les) {BA}"),
        (f"kort: {AB}, {CD}.", "L", f"kort: {DC} ,{BA}."),
        (f"{AB} een woord {CD}", "R", f"{DC} een woord {BA}"),
        ("ابت 12 ٣٤", "R", "٣٤ 12 تبا"),
        (f"{AB} 👍 {CD} ", "R", f" {DC} 👍 {BA}"),
    ],
)
def test_a_line_stands_in_the_order_of_the_eye(typed: str, side: str, seen: str) -> None:
    assert drawn(typed, side) == seen


def test_a_line_is_read_from_where_most_of_it_is() -> None:
    assert drawn(f"{AB} {CD} ok.") == f".ok {DC} {BA}"
    assert drawn(f"{AB} riep hij, en ging.") == f"{BA} riep hij, en ging."


def test_a_stop_at_the_end_of_a_broken_line_goes_along_with_what_follows() -> None:
    lines = bidi.drawn([[("", f"zeg {AB}.")], [("", f"{CD} en ga")]])
    assert ["".join(piece for _, piece in line) for line in lines] == [f"zeg .{BA}", f"{DC} en ga"]


@pytest.mark.parametrize("signs", ["%" * 20_000, "(" * 10_000 + "]" * 10_000, "(" * 10_000 + ")" * 10_000])
def test_no_heap_of_signs_is_too_much(signs: str) -> None:
    heap = drawn(f"les {AB}{signs}")
    assert heap.startswith(f"les {BA}")
    assert len(heap) == len(f"les {AB}{signs}")


def test_arabic_letters_are_joined() -> None:
    assert bidi.joined("سلام") == "\ufeb3\ufefc\ufee1"
    assert bidi.joined("بب ب") == "\ufe91\ufe90 \ufe8f"
    assert bidi.joined("بَب") == "\ufe91\u064e\ufe90"  # a vowel sign does not come between
    assert bidi.joined("می\u200cخ") == "\ufee3\ufbfd\ufea5"  # but the sign that says so does
    assert bidi.joined("één שלום") == "één שלום"


def test_every_type_of_a_paragraph_goes_along_with_its_signs(tmp_path: Path) -> None:
    pieces = bidi.drawn([[("vet", f"docent {AB} "), ("grijs", f"{CD} (klas)")]])[0]
    assert pieces == [("vet", "docent "), ("grijs", DC), ("vet", f" {BA}"), ("grijs", " (klas)")]
    assert "שלום" in write(tmp_path / "a.pdf", text([strong("Docent: "), "שלום", mute(" 👍 klas")]))


def test_what_is_printed_can_be_read_and_copied(tmp_path: Path) -> None:
    story = text(f"Zij zei {NAME}, en مرحبا!"), text(NAME), text(LONG)
    found = write(tmp_path / "a.pdf", *story, school=NAME)
    assert found.count("אברהם") == 3
    assert "مرحبا" in found
    assert found.count("התלמידים") == 3


def test_a_note_of_more_lines_stands_right_and_a_name_left(tmp_path: Path) -> None:
    write(tmp_path / "a.pdf", text(AB), text(f"{CD}\n{CD}"), text(f"les {EF}\nles {EF}"))
    assert starts(tmp_path / "a.pdf", AB) == [SIDE]
    assert all(x > SIDE + WIDTH - 20 for x in starts(tmp_path / "a.pdf", CD))
    assert len(starts(tmp_path / "a.pdf", CD)) == 2
    assert starts(tmp_path / "a.pdf", "les") == [SIDE, SIDE]


def test_a_note_over_the_page_end_loses_and_doubles_nothing(tmp_path: Path) -> None:
    words = [f"{'אבגדהוזחטי'[n % 10]}{'כלמנסעפצקר'[n // 10 % 10]}{'שת'[n // 100]}" for n in range(200)]
    for story in (" ".join(words), f"Nederlands: {' '.join(words)}"):
        path = tmp_path / "a.pdf"
        found = write(path, Spacer(1, HEIGHT - 4 * BODY.leading), text(story))
        assert len(PdfReader(path).pages) == 2
        assert sorted(word for word in found.split() if word in words) == sorted(words)


def test_drawing_a_paragraph_twice_gives_the_same_twice(tmp_path: Path) -> None:
    head = text(NAME)
    assert write(tmp_path / "a.pdf", head, head).count("אברהם") == 2


def test_a_chart_on_the_screen_is_not_turned_twice() -> None:
    chart = Chart(100, 20)
    chart.add(label(f"Sectie {AB}", 0, 0, 9))
    assert f"\u202d{BA}\u202c" in svg(chart).decode()


def test_each_sign_keeps_its_font() -> None:
    assert fonts.drawn(f"{AB} les", fonts.BOLD) == [(fonts.FALLBACK, BA), (fonts.BOLD, " les")]
