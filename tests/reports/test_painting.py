"""This file is the tests of painting charts into a PDF: same places and colours, text that reads back."""

import re
from io import BytesIO

from pypdf import PdfReader
from reportlab.graphics.shapes import Drawing, Group, Line, Rect
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from lesobs.reports.charts import label
from lesobs.reports.painting import Chart


def filled(drawing: Drawing) -> Drawing:
    turned = Group(label("omhoog", 0, 0, 9))
    turned.translate(50, 10)
    turned.rotate(90)
    drawing.add(Rect(10, 20, 30, 5, fillColor=HexColor("#F2E2B6"), strokeColor=None))
    drawing.add(
        Group(Rect(1, 2, 3, 4, fillColor=None, strokeColor=HexColor("#14191B"), strokeDashArray=(2, 1.5)))
    )
    drawing.add(Line(0, 0, 7, 8, strokeColor=HexColor("#9A988F"), strokeWidth=0.6))
    drawing.add(Group(label("Łukasz 3/12", 5, 6, 9.5, color="#31788F"), turned))
    return drawing


def content(drawing: Drawing) -> str:
    buffer = BytesIO()
    canvas = Canvas(buffer, pageCompression=0)
    drawing.drawOn(canvas, 100, 100)
    canvas.save()
    page = PdfReader(buffer).pages[0]
    data = page.get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]
    return data.replace(".00", "")


def test_shapes_stand_where_they_were_put() -> None:
    code = content(filled(Chart(100, 50)))
    for said in ("10 20 30 5 re f", "0 0 m 7 8 l S", "1 2 3 4 re S", "[2 1.50] 0 d"):
        assert said in code
    assert re.search(r"0\.949\d* 0\.886\d* 0\.713\d* rg", code)


def test_text_reads_back_and_turned_text_is_turned() -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer)
    filled(Chart(100, 50)).drawOn(canvas, 100, 100)
    canvas.save()
    places: dict[str, tuple[float, ...]] = {}

    def keep(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip():
            places[text.strip()] = (tm[0], tm[1], cm[4] + tm[4], cm[5] + tm[5])

    PdfReader(buffer).pages[0].extract_text(visitor_text=keep)
    assert places == {"Łukasz 3/12": (1, 0, 105, 106), "omhoog": (0, 1, 150, 110)}


def test_nothing_painted_changes_what_comes_after() -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, pageCompression=0)
    filled(Chart(100, 50)).drawOn(canvas, 0, 0)
    canvas.save()
    data = PdfReader(buffer).pages[0].get_contents().get_data()  # type: ignore[union-attr]
    assert len(re.findall(rb"(?:^|\s)q(?=\s)", data)) == len(re.findall(rb"(?:^|\s)Q(?=\s)", data))
