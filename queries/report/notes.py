"""Footnotes: where a figure comes from. A mark travels with its figure through the template.

A mark names what the figure is: `indicator:ID`, `clock:ID` or `question:NAME`. Only when the
document is laid out are marks turned into Word's own footnotes, so that the template's order of
parts decides their numbers, and the first footnote on an indicator is the one that explains it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from lxml import etree

#: Private characters: none of a font's own, and taken out of all data (asked.py).
_OPENS, _CLOSES = "\ue000", "\ue001"
MARK = re.compile(f"{_OPENS}([^{_CLOSES}]*){_CLOSES}")
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_EMPTY = (
    f'<w:footnotes xmlns:w="{_MAIN}">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:footnote></w:footnotes>"
)

#: The text of a footnote, given what its mark names and whether it is the first such.
Tell = Callable[[str, bool], str]


def mark(*keys: str) -> str:
    """The mark of a footnote on these keys, to be set right behind a figure."""
    return "".join(f"{_OPENS}{key}{_CLOSES}" for key in keys)


def place(document: Document, tell: Tell) -> None:
    """Turn every mark in the body into a footnote of Word's own, in the order of the document."""
    part, notes = _footnotes(document)
    number = max((int(note.get(qn("w:id"))) for note in notes), default=0)
    styles = frozenset(style.style_id for style in document.styles)
    seen: set[str] = set()
    for text in list(document.element.body.iter(qn("w:t"))):
        for key in split(text, MARK):
            number += 1
            name = key.text or ""
            notes.append(_note(styles, number, tell(name, name not in seen)))
            seen.add(name)
            reference = OxmlElement("w:footnoteReference")
            reference.set(qn("w:id"), str(number))
            key.getparent().replace(key, _styled(styles, reference))
    part._blob = etree.tostring(notes, xml_declaration=True, encoding="UTF-8", standalone=True)


def split(text: Any, pattern: re.Pattern[str]) -> Iterator[Any]:
    """Set each match in a w:t apart: yields, in order, a w:t in a run's place for each match.

    The text around it stays in runs of the same look.
    """
    whole = text.text or ""
    if not pattern.search(whole):
        return
    run = text.getparent()
    before, after = _emptied(run), _emptied(run)
    children = [child for child in run if child.tag != qn("w:rPr")]
    at = children.index(text)
    before.extend(children[:at])
    after.extend(children[at + 1 :])
    pieces: list[Any] = [before] if at else []
    keys = []
    for number, piece in enumerate(pattern.split(whole)):
        if number % 2:
            key = OxmlElement("w:t")
            key.text = piece
            keys.append(key)
            pieces.append(key)
        elif piece:
            shown = _emptied(run)
            words = OxmlElement("w:t")
            words.text = piece
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            shown.append(words)
            pieces.append(shown)
    if len(after) > len(run.findall(qn("w:rPr"))):
        pieces.append(after)
    for piece in pieces:
        run.addprevious(piece)
    run.getparent().remove(run)
    yield from keys


def _emptied(run: Any) -> Any:
    made = OxmlElement("w:r")
    look = run.find(qn("w:rPr"))
    if look is not None:
        made.append(copy.deepcopy(look))
    return made


def _styled(styles: AbstractSet[str], content: Any) -> Any:
    run = OxmlElement("w:r")
    look = OxmlElement("w:rPr")
    styled = "FootnoteReference" in styles
    raised = OxmlElement("w:rStyle" if styled else "w:vertAlign")
    raised.set(qn("w:val"), "FootnoteReference" if styled else "superscript")
    look.append(raised)
    run.extend([look, content])
    return run


def _note(styles: AbstractSet[str], number: int, text: str) -> Any:
    note = OxmlElement("w:footnote")
    note.set(qn("w:id"), str(number))
    paragraph, run, words = OxmlElement("w:p"), OxmlElement("w:r"), OxmlElement("w:t")
    if "FootnoteText" in styles:
        look, style = OxmlElement("w:pPr"), OxmlElement("w:pStyle")
        style.set(qn("w:val"), "FootnoteText")
        look.append(style)
        paragraph.append(look)
    words.text = f" {text}"
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(words)
    paragraph.extend([_styled(styles, OxmlElement("w:footnoteRef")), run])
    note.append(paragraph)
    return note


def _footnotes(document: Document) -> tuple[Part, Any]:
    """The part that holds the footnotes, made where the template has none, and its parsed content."""
    for relation in document.part.rels.values():
        if relation.reltype == REL.FOOTNOTES:
            return relation.target_part, parse_xml(relation.target_part.blob)
    package = document.part.package
    part = Part(PackURI("/word/footnotes.xml"), _CONTENT_TYPE, _EMPTY.encode(), package)
    document.part.relate_to(part, REL.FOOTNOTES)
    return part, parse_xml(part.blob)
