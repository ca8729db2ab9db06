"""This file is the tests of text on paper: every sign printed, no markup read, all within its room."""

import pytest
from report_samples import HOSTILE, NAMES
from reportlab.platypus import Paragraph

from lesobs.reports import fonts
from lesobs.reports.style import BODY, mute, strong, text


def shown(paragraph: Paragraph) -> str:
    """The signs of a paragraph as they are drawn, line ends as spaces."""
    return "".join("\n" if getattr(frag, "lineBreak", False) else frag.text for frag in paragraph.frags)


@pytest.mark.parametrize("value", [*NAMES, *HOSTILE, "ſ ½ ﬁ", "→ ✓ ▲ ≥"])
def test_text_is_printed_as_it_was_typed(value: str) -> None:
    assert shown(text(value)) == value


def test_names_need_no_second_font_and_arrows_do() -> None:
    assert {font for name in NAMES for font, _ in fonts.runs(name, fonts.BOLD)} == {fonts.BOLD}
    assert list(fonts.runs("a → b", fonts.BOLD)) == [
        (fonts.BOLD, "a "),
        (fonts.FALLBACK, "→"),
        (fonts.BOLD, " b"),
    ]


def test_a_sign_in_no_font_is_a_visible_box_or_its_plain_form() -> None:
    assert fonts.runs("Top! 中", fonts.BOLD) == ((fonts.BOLD, "Top! "), (fonts.MISSING, "中"))
    assert fonts.width("中", fonts.BOLD, 10) == fonts.width("□", fonts.BOLD, 10)
    assert shown(text("𝐀fspraak")) == "Afspraak"
    assert shown(text("half \ud83d surrogaat")) == "half □ surrogaat"


def test_emoji_are_printed_whatever_their_skin() -> None:
    assert shown(text("Top! 👍🏽 🎉 🙂 ❤️ 👩‍🏫")) == "Top! 👍 🎉 🙂 ❤ 👩🏫"
    assert fonts.runs("👍", fonts.BOLD) == ((fonts.EMOJI, "👍"),)


def test_invisible_signs_go_and_line_ends_stay() -> None:
    assert fonts.clean("a\x00b\u200bc\ufeffd\x1be") == "abcde"
    assert fonts.clean("een\r\ntwee\rdrie\u2028vier") == "een\ntwee\ndrie\nvier"
    assert shown(text("een\ntwee")) == "een\ntwee"


def test_loose_accents_are_joined_with_their_letter() -> None:
    assert shown(text("Şahin".replace("Ş", "S\u0327"))) == "Şahin"
    assert fonts.runs("x\u0302", fonts.REGULAR) == ((fonts.FALLBACK, "x\u0302"),)


def test_a_word_without_spaces_breaks() -> None:
    paragraph = text("x" * 400 + "→" + "y" * 400)
    width, height = paragraph.wrap(200, 1e6)
    assert width <= 200
    assert height > 10 * BODY.leading


def test_spans_keep_their_own_type() -> None:
    paragraph = text(["a ", strong("<b>"), mute("&")])
    assert shown(paragraph) == "a <b>&"
    assert {frag.fontName for frag in paragraph.frags if frag.text in "<b>"} == {fonts.SEMIBOLD}


def test_elided_text_fits_and_says_so() -> None:
    short = fonts.elide("Een titel die te lang is", fonts.REGULAR, 10, 60)
    assert short.endswith("…")
    assert fonts.width(short, fonts.REGULAR, 10) <= 60
    assert fonts.elide("kort", fonts.REGULAR, 10, 60) == "kort"


def test_no_line_ends_before_a_percent_sign() -> None:
    """At any width a figure and its sign stand on one line."""
    said = text("Op 3 of 4 waren het 45 % van de lessen, en daarna 67 %.")
    for width in range(40, 300, 3):
        said.wrap(width, 1000)
        lines = [" ".join(str(word) for word in line[1]) for line in said.blPara.lines]
        assert not any(line.lstrip().startswith("%") for line in lines), (width, lines)
