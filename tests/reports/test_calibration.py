"""The paper of a calibration session: one page, what to talk about, and nobody's name."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from pypdf import PdfReader

from lesobs.domain.agreement import Calibration, IndicatorAgreement, Pair, PairTable
from lesobs.domain.instrument import Indicator, Level
from lesobs.domain.instrument_file import shipped
from lesobs.paths import resources
from lesobs.reports.calibration import MOST_QUESTIONS, CalibrationReport, write_calibration

DAY = date(2026, 11, 23)
APART: list[Pair] = [(Level(1), Level(3)), (Level(2), Level(3)), *[(Level(3), Level(3))] * 5]


def indicators() -> tuple[Indicator, ...]:
    return next(one for one in shipped(resources() / "instruments") if one.kind == "volledig").indicators


def written(folder: Path, *found: IndicatorAgreement) -> PdfReader:
    calibration = Calibration(date(2026, 8, 1), DAY, 7 if found else 0, 3 if found else 0, found)
    pages = write_calibration(
        folder / "ijk.pdf", CalibrationReport("Hazelkamp College", calibration, DAY)
    ).pages
    reader = PdfReader(folder / "ijk.pdf")
    assert len(reader.pages) == pages
    return reader


def test_all_that_is_most_worth_a_talk_fits_on_a_page(tmp_path: Path) -> None:
    table = PairTable.of([*APART, (Level(4), Level(1))])
    longest = [replace(one, text="", watched="") for one in indicators()]
    reader = written(tmp_path, *(IndicatorAgreement(one, table) for one in longest))
    assert len(reader.pages) == 1
    text = " ".join(reader.pages[0].extract_text().split())
    assert "7 duo-bezoeken door 3 waarnemers" in text
    assert text.count("5 van 8 gelijk, 6 van 8 binnen één") == MOST_QUESTIONS
    assert longest[0].question in text
    assert longest[0].anchor(Level(4)) in text
    assert longest[MOST_QUESTIONS].question not in text
    assert "1 *" in text


def test_without_anything_to_compare_it_says_so(tmp_path: Path) -> None:
    text = " ".join(written(tmp_path).pages[0].extract_text().split())
    assert "Nog geen duo-bezoeken" in text
    assert "nog geen indicatoren" in text
