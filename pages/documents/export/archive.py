"""The ZIP itself, on the disk or in memory: the same snapshot and choice give the same bytes."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from data.access_log import LOCAL
from data.progress import Progress, ignore
from data.store import Snapshot
from pages.documents import leaving
from pages.documents.export.contents import Line, parts
from pages.documents.export.manifest import NAME, Entry, filters, manifest
from pages.documents.export.package import datapackage
from pages.documents.export.readme import readme
from pages.documents.export.selection import Selection, must_be_known

_LEVEL = 6
#: The number of files in every export besides its tables.
_OTHERS = 3


@dataclass(frozen=True)
class Made:
    """The result: every file, and the SHA-256 of the manifest, which covers all of them."""

    entries: tuple[Entry, ...]
    manifest_sha256: str

    @property
    def rows(self) -> int:
        """Rows of all tables together."""
        return sum(entry.rows or 0 for entry in self.entries)

    @property
    def masked(self) -> int:
        """Masked values in all tables together."""
        return sum(entry.masked for entry in self.entries)


def to_file(
    snapshot: Snapshot, selection: Selection, target: Path, progress: Progress = ignore, *, who: str = LOCAL
) -> Made:
    """Write the export to `target`, replacing it. `who` is noted in the log.

    Raises UnknownChoice, ReleaseRefused and what `leaving` raises.
    """
    with leaving.draft(target) as draft, draft.open("wb+") as file:
        made = _noted(snapshot, selection, file, progress, who)
        file.flush()
        os.fsync(file.fileno())
    return made


def to_bytes(
    snapshot: Snapshot, selection: Selection, progress: Progress = ignore, *, who: str = LOCAL
) -> tuple[bytes, Made]:
    """The same bytes in memory."""
    out = io.BytesIO()
    made = _noted(snapshot, selection, out, progress, who)
    return out.getvalue(), made


def write(snapshot: Snapshot, selection: Selection, out: IO[bytes], progress: Progress = ignore) -> Made:
    """Write the archive into `out`, one table after another, so that only one is in memory at a time.

    Raises UnknownChoice before anything is written, ReleaseRefused where no edition can be made, and the
    errors of `out`.
    """
    must_be_known(selection, snapshot)
    total = len(selection.wanted) + _OTHERS
    entries: list[Entry] = []
    lines: list[Line] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:

        def add(path: str, content: bytes, rows: int | None = None, masked: int = 0) -> Entry:
            archive.writestr(_entry(path), content, compresslevel=_LEVEL)
            progress(len(entries) + 1, total, path)
            return Entry(path, hashlib.sha256(content).hexdigest(), len(content), rows, masked)

        for part in parts(snapshot, selection):
            line = part.line
            entries.append(add(line.path, part.content, line.rows, line.masked))
            lines.append(line)
        entries.append(add("datapackage.json", datapackage(snapshot, selection, lines)))
        entries.append(add("README.txt", readme(snapshot, selection, lines)))
        # Last, because it lists all the others.
        listed = add(NAME, manifest(snapshot, selection, entries))
    return Made(tuple(entries), listed.sha256)


def _noted(snapshot: Snapshot, selection: Selection, out: IO[bytes], progress: Progress, who: str) -> Made:
    made = write(snapshot, selection, out, progress)
    out.seek(0)
    sha256, reader = hashlib.file_digest(out, "sha256").hexdigest(), selection.reader  # type: ignore[arg-type]
    leaving.note(snapshot, "export", reader, selection.tier, sha256, who, **filters(selection))
    return made


def _entry(path: str) -> zipfile.ZipInfo:
    """A ZIP entry without the time, system and user of its making: of the first day that a ZIP can tell."""
    entry = zipfile.ZipInfo(path)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry
