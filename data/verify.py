"""Checks an exported ZIP offline: reports files that were edited, are missing, extra or cut short.

The archive is checked against its own manifest, so an edited manifest that matches edited files passes.
To exclude that, compare the SHA-256 of the manifest with the one that the export printed.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.problems import Problem

MANIFEST = "manifest.json"
#: Limits far above any honest export, far below the capacity of a machine.
MAX_ENTRIES = 500
MAX_MANIFEST = 2**20
MAX_UNPACKED = 4 * 2**30
MAX_RATIO = 200
_RATIO_COUNTS_FROM = 8 * 2**20
_CHUNK = 2**20
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

#: The errors that Python's zipfile and its decompressors raise for a damaged archive.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    ValueError,
    LookupError,
    RuntimeError,  # also for an unknown compression
)


@dataclass(frozen=True)
class Report:
    """The result of a check: every problem, and the manifest."""

    problems: tuple[Problem, ...]
    manifest: Mapping[str, Any]
    manifest_sha256: str = ""
    files: int = 0
    rows: int = 0

    @property
    def whole(self) -> bool:
        """Whether every file is there unchanged, and no other file."""
        return not self.problems


def verify(path: Path, manifest_sha256: str = "") -> Report:
    """Check one exported ZIP; OSError when the file itself cannot be read.

    With `manifest_sha256` the manifest must have this SHA-256, which the export printed.
    """
    with path.open("rb") as file:
        begins = file.read(4)
    if begins[:2] != b"PK":
        return _only(Problem("export_not_zip", path.name))
    try:
        with zipfile.ZipFile(path) as archive:
            return _check(archive, path, manifest_sha256.strip().lower())
    except _DAMAGE as error:
        return _only(Problem("export_cut_short", path.name, values={"actual": str(error)}))


def _check(archive: zipfile.ZipFile, path: Path, expected_manifest: str) -> Report:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    swollen = unpacked > _RATIO_COUNTS_FROM and unpacked > MAX_RATIO * path.stat().st_size
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or swollen:
        size = f"{unpacked / 2**20:.0f} MB, {len(entries)}"
        limits = f"{MAX_UNPACKED // 2**20} MB, {MAX_RATIO}×, {MAX_ENTRIES}"
        return _only(Problem("export_too_large", path.name, values={"actual": size, "expected": limits}))
    if packed := [entry for entry in entries if entry.compress_type not in _PACKED]:
        # Exports use only these two, and no archive can make them need much memory.
        return _only(Problem("export_damaged", _inert(packed[0].filename), values={"actual": "compression"}))
    names = Counter(entry.filename for entry in entries)
    if MANIFEST not in names:
        return _only(Problem("export_no_manifest", path.name))
    try:
        content = _small(archive)
        manifest, listed = _read(content)
    except _DAMAGE as error:
        return _only(Problem("export_bad_manifest", path.name, values={"actual": str(error)}))
    sha256 = hashlib.sha256(content).hexdigest()
    problems = [Problem("export_twice", _inert(name)) for name, times in names.items() if times > 1]
    if expected_manifest and expected_manifest != sha256:
        values = {"actual": sha256, "expected": expected_manifest}
        problems.append(Problem("export_other_manifest", MANIFEST, values=values))
    problems += [
        Problem("export_extra", _inert(name)) for name in names if name not in listed and name != MANIFEST
    ]
    rows = 0
    for name, entry in listed.items():
        if name not in names:
            problems.append(Problem("export_missing", _inert(name)))
            continue
        rows += entry.get("rows", 0)
        problems += _differs(archive, name, entry)
    ordered = tuple(sorted(problems, key=lambda problem: (problem.file, problem.code)))
    return Report(ordered, manifest, sha256, len(listed) + 1, rows)


def _small(archive: zipfile.ZipFile) -> bytes:
    with archive.open(MANIFEST) as file:
        content = file.read(MAX_MANIFEST + 1)
    if len(content) > MAX_MANIFEST:
        raise ValueError(f"> {MAX_MANIFEST} bytes")
    return content


def _read(content: bytes) -> tuple[Mapping[str, Any], dict[str, dict[str, Any]]]:
    """The manifest, and its files by path; ValueError for content that no export writes."""
    try:
        manifest = json.loads(content)
        listed = {str(entry["path"]): entry for entry in manifest["files"]}
        shaped = all(
            isinstance(entry["sha256"], str) and isinstance(entry.get("rows", 0), int)
            for entry in listed.values()
        )
        shaped = shaped and all(str(manifest[key]).isprintable() for key in ("snapshot", "as_of", "tier"))
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(repr(error)) from error
    if not shaped:
        raise ValueError("sha256, rows, snapshot, as_of, tier")
    return manifest, listed


def _differs(archive: zipfile.ZipFile, name: str, entry: Mapping[str, Any]) -> Iterator[Problem]:
    """The differences of one file from the manifest; reads it in pieces, whatever its size."""
    digest, rows = hashlib.sha256(), _Rows()
    try:
        with archive.open(name) as file:
            while piece := file.read(_CHUNK):
                digest.update(piece)
                rows.feed(piece)
    except _DAMAGE as error:
        yield Problem("export_damaged", _inert(name), values={"actual": str(error)})
        return
    if digest.hexdigest() != entry["sha256"]:
        yield Problem(
            "export_edited",
            _inert(name),
            values={"actual": digest.hexdigest(), "expected": _inert(entry["sha256"])},
        )
    if "rows" in entry and rows.number != entry["rows"]:
        yield Problem(
            "export_rows", _inert(name), values={"actual": str(rows.number), "expected": str(entry["rows"])}
        )


class _Rows:
    """Counts the rows of a CSV in pieces: line ends outside quotes, without the header's."""

    def __init__(self) -> None:
        self._ends, self._quoted, self._last = 0, False, b"\n"

    def feed(self, piece: bytes) -> None:
        """Take the next piece of the file."""
        for number, part in enumerate(piece.split(b'"')):
            self._quoted ^= number > 0
            if not self._quoted:
                self._ends += part.count(b"\n")
        self._last = piece[-1:]

    @property
    def number(self) -> int:
        """Rows below the header; a last line without an end counts."""
        return max(self._ends + (self._last != b"\n") - 1, 0)


def _inert(text: str) -> str:
    """A foreign name without control characters, which a terminal would obey."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:200]


def _only(problem: Problem) -> Report:
    return Report((problem,), {})
