"""The type of a file by its first bytes, so that a refusal can name it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from data.intake.findings import RefusedError
from data.words import Text, each, text

#: The number of first bytes that are examined.
HEAD = 16

_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")

#: First bytes of files that are sent by mistake, and the names of their types.
_OTHERS: Mapping[bytes, Text] = {
    b"%PDF": Text("a PDF file"),
    b"\x89PNG": Text("a PNG image"),
    b"\xff\xd8\xff": Text("a JPEG image"),
    b"GIF8": Text("a GIF image"),
    b"Rar!": Text("a RAR archive"),
    b"7z\xbc\xaf": Text("a 7z archive"),
    b"\x1f\x8b": Text("a gzip archive"),
    b"{\\rtf": Text("an RTF document"),
    b"<html": Text("an HTML page"),
    b"<!DOCTYPE": Text("an HTML page"),
}

#: Streams of old Office files, named in UTF-16 within them.
_STREAMS: Mapping[str, Text] = {
    "WordDocument": Text("a Word 97–2003 document (.doc)"),
    "PowerPoint Document": Text("a PowerPoint file (.ppt)"),
    "Workbook": Text("an Excel 97–2003 workbook (.xls)"),
    "Book": Text("an Excel 5.0/95 workbook (.xls)"),
}


def file_type(path: Path, head: bytes) -> Literal["workbook", "csv"]:
    """The kind of file: decided by its first bytes, and by its ending only when these are text.

    RefusedError for anything that is neither a workbook nor a CSV.
    """
    if head.startswith((*_ARCHIVES, _OLE)):
        return "workbook"
    for start, kind in _OTHERS.items():
        if head.startswith(start):
            raise RefusedError("wrong_type", actual=kind)
    ending = path.suffix.lower()
    if ending == ".csv":
        return "csv"
    if ending == ".xlsx":
        raise RefusedError("wrong_type", actual=Text("no Excel workbook, for all its ending"))
    ending = ending or path.name
    raise RefusedError("wrong_type", actual=each(lambda lang: text("a {ending} file", lang, ending=ending)))


def refuse_old_office(content: bytes) -> None:
    """Refuse an OLE container and name its content: a workbook with a password, or an old format."""
    if not content.startswith(_OLE):
        return
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise RefusedError("encrypted")
    for stream, kind in _STREAMS.items():
        if stream.encode("utf-16-le") in content:
            raise RefusedError("wrong_type", actual=kind)
    raise RefusedError("wrong_type", actual=Text("an old Office file"))
