"""Fills a Word template; the same template and values give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from itertools import pairwise
from pathlib import Path
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import XMLSyntaxError

from pages.documents.report.wording import say

#: The errors that the libraries raise for a file that is no complete Word document.
_BROKEN = (PackageNotFoundError, zipfile.BadZipFile, XMLSyntaxError, KeyError, ValueError, AttributeError)
_TAG = re.compile(r"{{[^{}]*}}|{%[^{}]*%}")
#: The most rows of a table that are kept on one page.
SHORT = 10


class TemplateBroken(RuntimeError):
    """The template is missing, is not a Word file, or has an unknown tag."""


def fill(
    template: Path,
    values: Mapping[str, Any],
    charts: Mapping[str, Callable[[Any], object]],
    *,
    title: str,
    as_of: date,
) -> bytes:
    """The filled document; TemplateBroken names the template and what is wrong with it.

    A chart is a function from the main part of the Word file to the value of its tag.
    """
    if not template.is_file():
        raise TemplateBroken(say("error", "no_template", path=template))
    try:
        # Read into memory first: Windows locks an open template.
        filled = DocxTemplate(io.BytesIO(template.read_bytes()))
        filled.init_docx()
        _must_be_closed(filled.docx)
        pictures = {name: chart(filled.docx.part) for name, chart in charts.items()}
        filled.render({**values, "chart": pictures}, jinja_env=environment(), autoescape=True)
        document = filled.docx
        _keep_together(document)
        _sign(document, title, as_of)
        made = io.BytesIO()
        document.save(made)
    except TemplateError as error:
        raise TemplateBroken(_broken(template, _with_place(error))) from error
    except _BROKEN as error:
        raise TemplateBroken(_broken(template, str(error) or type(error).__name__)) from error
    return _normal(made.getvalue())


def _must_be_closed(document: Any) -> None:
    """TemplateError for an unclosed tag, which would hide the text up to the next complete tag."""
    for paragraph in document.element.body.iter(qn("w:p")):
        words = "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        if re.search(r"{{|{%|}}|%}", _TAG.sub("", words)):
            raise TemplateError(say("error", "unclosed", text=words[:120]))


def environment() -> SandboxedEnvironment:
    """The template engine: an unknown tag is an error, and no tag can reach beyond its values."""
    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _broken(template: Path, why: str) -> str:
    return say("error", "broken", path=template, why=why)


def _with_place(error: TemplateError) -> str:
    words = " ".join(" ".join(getattr(error, "docx_context", ())).split())
    return f"{error.message}" + (say("error", "near", text=words[:120]) if words else "")


def _keep_together(document: Any) -> None:
    """No page break splits a short table, a head from its first row, or a task from its further rows.

    And none leaves the last row of a table alone.
    """
    for table in document.tables:
        rows = list(table.rows)
        for row, below in pairwise(rows):
            is_head = row._tr.xpath("./w:trPr/w:tblHeader")
            if len(rows) <= SHORT or is_head or below is rows[-1] or not below.cells[0].text:
                for paragraph in (paragraph for cell in row.cells for paragraph in cell.paragraphs):
                    paragraph.paragraph_format.keep_with_next = True


def _sign(document: Any, title: str, as_of: date) -> None:
    moment = datetime.combine(as_of, time())
    about = document.core_properties
    about.title, about.author, about.last_modified_by = title, "", ""
    about.created = about.modified = about.last_printed = moment
    about.revision = 1


def _normal(made: bytes) -> bytes:
    """The same parts in a fixed order and with a fixed time, the first day that a ZIP can tell."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as parts, zipfile.ZipFile(out, "w") as normal:
        # The list of content types comes first, as programs expect.
        for name in sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            normal.writestr(entry, parts.read(name), compresslevel=9)
    return out.getvalue()
