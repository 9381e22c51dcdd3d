"""The type of a file by its first bytes, so that a refusal can name it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from data.intake.findings import RefusedError

#: The number of first bytes that are examined.
HEAD = 16

_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")

#: First bytes of files that are sent by mistake, and the names of their types in both languages.
_OTHERS: Mapping[bytes, tuple[str, str]] = {
    b"%PDF": ("tệp PDF", "a PDF file"),
    b"\x89PNG": ("ảnh PNG", "a PNG image"),
    b"\xff\xd8\xff": ("ảnh JPEG", "a JPEG image"),
    b"GIF8": ("ảnh GIF", "a GIF image"),
    b"Rar!": ("tệp nén RAR", "a RAR archive"),
    b"7z\xbc\xaf": ("tệp nén 7z", "a 7z archive"),
    b"\x1f\x8b": ("tệp nén gzip", "a gzip archive"),
    b"{\\rtf": ("tài liệu RTF", "an RTF document"),
    b"<html": ("trang HTML", "an HTML page"),
    b"<!DOCTYPE": ("trang HTML", "an HTML page"),
}

#: Streams of old Office files, named in UTF-16 within them.
_STREAMS: Mapping[str, tuple[str, str]] = {
    "WordDocument": ("tài liệu Word 97–2003 (.doc)", "a Word 97–2003 document (.doc)"),
    "PowerPoint Document": ("bài trình chiếu PowerPoint (.ppt)", "a PowerPoint file (.ppt)"),
    "Workbook": ("sổ Excel 97–2003 (.xls)", "an Excel 97–2003 workbook (.xls)"),
    "Book": ("sổ Excel 5.0/95 (.xls)", "an Excel 5.0/95 workbook (.xls)"),
}


def file_type(path: Path, head: bytes) -> Literal["workbook", "csv"]:
    """The kind of file: decided by its first bytes, and by its ending only when these are text.

    RefusedError for anything that is neither a workbook nor a CSV.
    """
    if head.startswith((*_ARCHIVES, _OLE)):
        return "workbook"
    for start, (vi, en) in _OTHERS.items():
        if head.startswith(start):
            raise RefusedError("wrong_type", actual=vi, actual_en=en)
    ending = path.suffix.lower()
    if ending == ".csv":
        return "csv"
    if ending == ".xlsx":
        vi = "tệp có đuôi .xlsx nhưng không phải sổ Excel"
        raise RefusedError("wrong_type", actual=vi, actual_en="no Excel workbook, for all its ending")
    ending = ending or path.name
    raise RefusedError("wrong_type", actual=f"tệp {ending}", actual_en=f"a {ending} file")


def refuse_old_office(content: bytes) -> None:
    """Refuse an OLE container and name its content: a workbook with a password, or an old format."""
    if not content.startswith(_OLE):
        return
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise RefusedError("encrypted")
    for stream, (vi, en) in _STREAMS.items():
        if stream.encode("utf-16-le") in content:
            raise RefusedError("wrong_type", actual=vi, actual_en=en)
    raise RefusedError("wrong_type", actual="tệp Office cũ", actual_en="an old Office file")
