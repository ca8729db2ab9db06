"""This file is painting charts into a PDF: ReportLab's own way visits every shape many times over."""

from collections.abc import Iterator
from typing import Any

from reportlab.graphics.shapes import Drawing, Group, Line, Rect, String
from reportlab.lib.colors import Color

Matrix = tuple[float, float, float, float, float, float]
PLAIN: Matrix = (1, 0, 0, 1, 0, 0)


class Chart(Drawing):  # type: ignore[misc]  # ReportLab has no types
    """A drawing of rectangles, lines and strings; its strings lie on top of all else.

    It is drawn on paper by itself, and as SVG like any other drawing.
    """

    def draw(self, showBoundary: object = None) -> None:  # noqa: N803 - as ReportLab calls it
        code: list[str] = ["q"]
        strings: list[tuple[Matrix, String]] = []
        for matrix, shape in _flat(self, PLAIN):
            if isinstance(shape, String):
                strings.append((matrix, shape))
            else:
                code += _rect(shape) if isinstance(shape, Rect) else _line(shape)
        code.append("Q")
        self.canv.addLiteral("\n".join(code))
        _write(self.canv, strings)


def _flat(group: Group, matrix: Matrix) -> Iterator[tuple[Matrix, Any]]:
    """The shapes in groups in groups; only strings stand in a group that is moved or turned."""
    for shape in group.contents:
        if isinstance(shape, Group):
            yield from _flat(shape, matrix if shape.transform == PLAIN else shape.transform)
        else:
            yield matrix, shape


def _rect(shape: Rect) -> list[str]:
    fill, stroke = shape.fillColor is not None, shape.strokeColor is not None
    if not fill and not stroke:
        return []
    code = [_color(shape.fillColor, "rg")] if fill else []
    if stroke:
        code += _pen(shape)
    code.append(
        f"{shape.x:.2f} {shape.y:.2f} {shape.width:.2f} {shape.height:.2f} re "
        + ("B" if fill and stroke else "f" if fill else "S")
    )
    return code


def _line(shape: Line) -> list[str]:
    return [*_pen(shape), f"{shape.x1:.2f} {shape.y1:.2f} m {shape.x2:.2f} {shape.y2:.2f} l S"]


def _pen(shape: Rect | Line) -> list[str]:
    dashes = " ".join(f"{length:.2f}" for length in shape.strokeDashArray or ())
    return [_color(shape.strokeColor, "RG"), f"{shape.strokeWidth:.2f} w [{dashes}] 0 d"]


def _color(color: Color, operator: str) -> str:
    return f"{color.red:.4f} {color.green:.4f} {color.blue:.4f} {operator}"


def _write(canvas: Any, strings: list[tuple[Matrix, String]]) -> None:
    writing = canvas.beginText()
    font: tuple[str, float] | None = None
    color: Color | None = None
    for (a, b, c, d, e, f), shape in strings:
        if (shape.fontName, shape.fontSize) != font:
            font = shape.fontName, shape.fontSize
            writing.setFont(*font)
        if shape.fillColor != color:
            color = shape.fillColor
            writing.setFillColor(color)
        x, y = a * shape.x + c * shape.y + e, b * shape.x + d * shape.y + f
        writing.setTextTransform(a, b, c, d, x, y)
        writing.textOut(shape.text)
    canvas.drawText(writing)
