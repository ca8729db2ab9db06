"""This file is the tests of what all documents share: head, foot, metadata."""

from dataclasses import replace
from pathlib import Path

from pypdf import PdfReader
from report_samples import PRINTED, pages
from reportlab.platypus import PageBreak

from lesobs.reports.page import Letterhead, write_document
from lesobs.reports.style import text

HEAD = Letterhead(
    title="Een titel – Đặng",
    subject="Een onderwerp",
    school="Hazelkamp & Zn <b>College</b>",
    context="schooljaar 2026-2027",
    audience="Alleen voor Ayşe Şahin en Ó Súilleabháin",
    purpose="Bewaren tot uiterlijk 31 juli 2028.",
    printed_on=PRINTED,
    stamp="versie 2",
)


def write(path: Path, *texts: str) -> None:
    story = [flowable for value in texts for flowable in (text(value), PageBreak())]
    write_document(path, HEAD, story[:-1])


def test_every_page_says_who_where_when_and_which_page(tmp_path: Path) -> None:
    write(tmp_path / "a.pdf", "een", "twee", "drie")
    found = pages(tmp_path / "a.pdf")
    assert len(found) == 3
    for number, page in enumerate(found, start=1):
        assert f"versie 2 · ma 23 nov 2026 · pagina {number} van 3" in page
        assert HEAD.school in page
        assert HEAD.audience in page
        assert HEAD.purpose in page


def test_the_file_tells_its_title_school_subject_language_and_day(tmp_path: Path) -> None:
    write(tmp_path / "a.pdf", "een")
    reader = PdfReader(tmp_path / "a.pdf")
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (HEAD.title, HEAD.school)
    assert reader.metadata.subject == HEAD.subject
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == PRINTED
    assert reader.trailer["/Root"]["/Lang"] == "nl-NL"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_all_fonts_are_embedded(tmp_path: Path) -> None:
    write(tmp_path / "a.pdf", "Đặng → ✓")
    for page in PdfReader(tmp_path / "a.pdf").pages:
        for font in page["/Resources"]["/Font"].values():
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        write(tmp_path / name, "een", "twee → drie")
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_a_paper_knows_what_it_could_not_print_and_gives_it_back(tmp_path: Path) -> None:
    first = write_document(tmp_path / "a.pdf", HEAD, [text("Les 漢字 en 漢, klaar 👍")])
    assert (first.pages, first.missing) == (1, "漢字")
    assert "Les 漢字 en 漢, klaar 👍" in pages(tmp_path / "a.pdf")[0]
    assert write_document(tmp_path / "b.pdf", HEAD, [text("Les")]).missing == ""
    elsewhere = replace(HEAD, school="Schule 字 한")
    assert write_document(tmp_path / "b.pdf", elsewhere, [text("Les")]).missing == "字한"


def test_a_long_head_does_not_run_over_the_page(tmp_path: Path) -> None:
    head = replace(HEAD, school="Scholengemeenschap " * 20, context="x" * 300, audience="Jan de Wit, " * 40)
    write_document(tmp_path / "a.pdf", head, [text("een")])
    assert "…" in pages(tmp_path / "a.pdf")[0]
