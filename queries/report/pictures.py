"""Charts set into the document where the template names them, as inline drawings with alternative text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Mm

from queries.report.charts import Chart
from queries.report.notes import split

_OPENS, _CLOSES = "\ue002", "\ue003"
MARK = re.compile(f"{_OPENS}([^{_CLOSES}]*){_CLOSES}")
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WIDTH = Mm(160)
#: Above every number that a template's own pictures have.
_FIRST_ID = 9000


def mark(name: str) -> str:
    """The mark at which the chart called `name` is drawn."""
    return f"{_OPENS}{name}{_CLOSES}"


def place(document: Document, charts: Mapping[str, Chart]) -> None:
    """Draw every chart that the document names; one named twice is drawn twice."""
    number = 0
    for text in list(document.element.body.iter(qn("w:t"))):
        for key in split(text, MARK):
            number += 1
            run = OxmlElement("w:r")
            run.append(_drawing(document, charts[key.text or ""], number))
            key.getparent().replace(key, run)


def _drawing(document: Document, chart: Chart, number: int) -> Any:
    name = PackURI(f"/word/charts/report{number}.xml")
    part = Part(name, _CONTENT_TYPE, chart.xml(), document.part.package)
    relation = document.part.relate_to(part, REL.CHART)
    drawing = parse_xml(
        '<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
        ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{WIDTH}" cy="{Mm(chart.height)}"/>'
        f'<wp:docPr id="{_FIRST_ID + number}" name=""/><wp:cNvGraphicFramePr/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    )
    about = drawing.find(f".//{qn('wp:docPr')}")
    about.set("name", chart.title)
    about.set("descr", chart.alt)
    return drawing
