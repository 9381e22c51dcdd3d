"""Unpacks a workbook's parts from the sender's archive, within limits, before any reader sees them."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Mapping

from data.intake.findings import RefusedError
from data.words import Text

#: A year of one large school is under 1 MB; these limits are far above any honest workbook.
MAX_FILE = 50 * 2**20
MAX_UNPACKED = 100 * 2**20
#: Opening, closing and empty tags of all parts: two million filled cells. Each costs a reader time.
MAX_TAGS = 8_000_000
MAX_ENTRIES = 2_000
MAX_RATIO = 200
#: Honest parts with empty cells may shrink a hundredfold; small ones are harmless.
_RATIO_COUNTS_FROM = 2**20

#: The errors that Python's zipfile and its decompressors raise for a damaged archive.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    ArithmeticError,
    RuntimeError,
)

_OTHER_ARCHIVES: Mapping[str, Text] = {
    "xl/workbook.bin": Text("a binary Excel workbook (.xlsb)"),
    "xl/vbaproject.bin": Text("an Excel workbook with macros (.xlsm)"),
    "word/document.xml": Text("a Word document (.docx)"),
    "ppt/presentation.xml": Text("a PowerPoint file (.pptx)"),
    "content.xml": Text("an OpenDocument file"),
}


def unpack(content: bytes) -> dict[str, bytes]:
    """The XML parts of an .xlsx file by their path in the archive, all within the limits.

    RefusedError when the archive is damaged, encrypted, a bomb, or not an .xlsx workbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _measure(archive, len(content))
            _recognise(archive)
            parts = {
                entry.filename: _read(archive, entry)
                for entry in archive.infolist()
                if entry.filename.lower().endswith((".xml", ".rels"))
            }
    except _DAMAGE as error:
        raise RefusedError("broken_workbook") from error
    tags = sum(part.count(b"<") for part in parts.values())
    if tags > MAX_TAGS:
        raise RefusedError("too_many_tags", actual=f"{tags:,}", expected=f"≤ {MAX_TAGS:,}")
    return parts


def repack(parts: Mapping[str, bytes]) -> io.BytesIO:
    """The parts as a new archive: no reader sees the sender's own archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    packed.seek(0)
    return packed


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Unpack no more bytes than the entry declares; a longer one fails its checksum."""
    with archive.open(entry) as part:
        return part.read(entry.file_size + 1)


def _measure(archive: zipfile.ZipFile, packed: int) -> None:
    """Refuse bombs, by the sizes that the archive declares."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    swollen = unpacked > _RATIO_COUNTS_FROM and unpacked > MAX_RATIO * packed
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or swollen:
        raise RefusedError(
            "zip_bomb",
            actual=f"{packed / 2**20:.1f} MB → {unpacked / 2**20:.1f} MB, {len(entries)}",
            expected=f"≤ {MAX_UNPACKED // 2**20} MB, ≤ {MAX_RATIO}×, ≤ {MAX_ENTRIES}",
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedError("encrypted")


def _recognise(archive: zipfile.ZipFile) -> None:
    names = {name.lower() for name in archive.namelist()}
    for name, kind in _OTHER_ARCHIVES.items():
        if name in names:
            raise RefusedError("wrong_type", actual=kind)
    if "xl/workbook.xml" not in names:
        raise RefusedError("wrong_type", actual=Text("a ZIP archive"))
