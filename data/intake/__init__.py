"""Reads the files of schools and the office into sheets of text cells, with their problems."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

from data.intake import csvfile, unpack
from data.intake.delivery import FileRead
from data.intake.filetypes import HEAD, file_type
from data.intake.findings import Findings, RefusedError
from data.intake.folders import UnusableCall, find_files
from data.intake.staging import stage
from data.intake.words import label_map
from data.intake.workbook import read_workbook

__all__ = ["UnusableCall", "find_files", "label_map", "read_file", "stage"]


def read_file(path: Path, name: str, received: date | None = None, contract: str = "") -> FileRead:
    """Read one file, which problems call `name`. Never raises for a bad file.

    The content marks a workbook, the ending .csv a CSV. All problems are in the
    result; `sha256` is "" when the file is too large or could not be read from the disk.
    `received` and `contract` are those of `FileRead`.
    """
    findings = Findings(name, contract)
    read = FileRead(path, name, "", None, (), (), received, contract)
    try:
        read = _read(read, findings)
    except RefusedError as refused:
        findings.refuse(refused)
    except OSError as error:
        findings.add("unreadable_file", actual=error.strerror or type(error).__name__)
    return replace(read, problems=findings.all())


def _read(read: FileRead, findings: Findings) -> FileRead:
    with read.path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise RefusedError("empty_file")
    if file_type(read.path, head) == "csv":
        _refuse_large(read.path, csvfile.MAX_FILE)
        sha256, sheet = csvfile.read_csv(read.path, findings)
        return replace(read, sha256=sha256, sheets=(sheet,) if sheet else ())
    _refuse_large(read.path, unpack.MAX_FILE)
    content = read.path.read_bytes()
    read = replace(read, sha256=hashlib.sha256(content).hexdigest())
    try:
        book, sheets = read_workbook(content, findings)
    except RefusedError as refused:
        findings.refuse(refused)
        return read
    return replace(read, book=book, sheets=sheets)


def _refuse_large(path: Path, limit: int) -> None:
    size = path.stat().st_size
    if size > limit:
        raise RefusedError(
            "file_too_large", actual=f"{size / 2**20:.0f} MB", expected=f"≤ {limit // 2**20} MB"
        )
