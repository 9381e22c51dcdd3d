"""The chart of the goals by year, native to Word: it can be edited and prints in black and white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

# Whole first: a thread that brings in a part while another one brings in the whole would stop both.
import openpyxl  # noqa: F401
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm
from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.data_source import AxDataSource, NumData, NumDataSource, NumVal, StrData, StrVal
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties
from openpyxl.xml.functions import tostring

from pages.documents.report import wording
from pages.documents.report.answers import Answers
from pages.documents.report.wording import say

#: From a light to a dark blue, as many shades as remain distinct; each is a year.
YEARS = ("CFE3F3", "A3CBE8", "6FAEDB", "3B8CC9", "0B5A9E")
TARGETS = {"plan": "000000", "district": "C8452E"}
#: The top of the axis, above the highest target, so that its mark is visible.
MOST = 120
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
#: The XML that replaces the text of a run.
_DRAWING = (
    '</w:t></w:r><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="1" name="{title}" descr="{alt}"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r><w:r><w:t>'
)


@dataclass(frozen=True)
class Picture:
    """A chart in the place of its tag in the template; `document` is the main part of the Word file."""

    chart: Any
    title: str
    alt: str
    document: Part

    def __html__(self) -> str:
        """The XML of the drawing; it closes the run of the tag and opens the next one."""
        package = self.document.package
        place = PackURI(package.next_partname("/word/charts/chart%d.xml"))
        part = Part(place, _CHART_TYPE, tostring(self.chart._write()), package)
        return _DRAWING.format(
            wide=Mm(160),
            high=Mm(68),
            title=escape(self.title),
            alt=escape(self.alt),
            relation=self.document.relate_to(part, REL.CHART),
        )


def goals(answers: Answers, document: Part) -> Picture:
    """Every goal's value in each year up to the report's, and its target as a dash across the columns."""
    paragraphs = {goal["indicator"]: goal["paragraph"] for goal in answers.rows("goals")}
    years = [row for row in answers.rows("plan_years") if row["year"] <= answers.year][-len(YEARS) :]
    facts = {(row["indicator"], row["year"]): row for row in answers.rows("indicator_years")}
    newest = [answers.indicators[indicator] for indicator in paragraphs]
    names = [
        say("chart", "goals_name", paragraph=paragraph, value=wording.value(row))
        for paragraph, row in zip(paragraphs.values(), newest, strict=True)
    ]
    columns = BarChart()
    columns.gapWidth = 60
    for year, fill in zip(years, YEARS[-len(years) :], strict=True):
        values = [facts[indicator, year["year"]]["value"] for indicator in paragraphs]
        columns.series.append(_series(wording.year(year), names, values, _look(fill, dashed=year["partial"])))
    columns.y_axis.scaling.min, columns.y_axis.scaling.max = 0, MOST
    columns.y_axis.number_format, columns.y_axis.majorUnit = "0", 20
    for lettered in (columns.x_axis, columns.y_axis, columns.legend):
        lettered.txPr = _letters()
    columns.x_axis.delete = columns.y_axis.delete = False
    columns.graphical_properties = GraphicalProperties(ln=LineProperties(noFill=True))
    columns.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="D9D9D9"))
    columns.legend.position = "b"
    # An unknown value is a gap, never a column of height zero.
    columns.display_blanks = "gap"
    dashes = LineChart()
    for source, fill in TARGETS.items():
        values = [row["target"] if row["target_source"] == source else None for row in newest]
        if any(values):
            dashes.series.append(_dash(_series(say("chart", f"{source}_target"), names, values), fill))
    if dashes.series:
        columns += dashes
    parts = "; ".join(
        say("chart", "goals_item", paragraph=paragraph, value=wording.value(row), part=wording.part(row))
        for paragraph, row in zip(paragraphs.values(), newest, strict=True)
    )
    alt = say("chart", "goals_alt", year=answers.year, list=parts)
    return Picture(columns, say("chart", "goals"), alt, document)


def _series(name: str, categories: Sequence[str], values: Sequence[float | None], look: Any = None) -> Any:
    """A series with its own numbers, because no workbook lies behind the chart."""
    texts = StrData(len(categories), [StrVal(place, v=text) for place, text in enumerate(categories)])
    known = [NumVal(place, v=value) for place, value in enumerate(values) if value is not None]
    return Series(
        tx=SeriesLabel(v=name),
        spPr=look,
        cat=AxDataSource(strLit=texts),
        val=NumDataSource(numLit=NumData("General", len(values), known)),
    )


def _letters() -> RichText:
    """The font of the document."""
    look = CharacterProperties(latin=Font(typeface="Times New Roman"), sz=1000)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])


def _look(fill: str, *, dashed: bool) -> GraphicalProperties:
    """The look of a filled column; of a hollow one with a dashed edge for a part-year."""
    edge = LineProperties(solidFill="000000", prstDash="sysDash" if dashed else None)
    return GraphicalProperties(solidFill="FFFFFF" if dashed else fill, ln=edge)


def _dash(series: Any, fill: str) -> Any:
    """The series as one mark for each goal, without a line between goals."""
    series.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    series.marker.symbol, series.marker.size = "dash", 16
    series.marker.spPr = GraphicalProperties(solidFill=fill, ln=LineProperties(noFill=True))
    return series
