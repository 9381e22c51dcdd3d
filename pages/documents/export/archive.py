"""The ZIP itself: the same snapshot and choice give the same bytes."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from typing import IO

from data.progress import Progress, ignore
from data.store import Snapshot
from pages.documents.export.contents import Line, parts
from pages.documents.export.manifest import NAME, Entry, manifest
from pages.documents.export.package import datapackage
from pages.documents.export.readme import readme
from pages.documents.export.selection import Selection, must_be_known

#: The earliest time in a ZIP: exports do not show when they were made.
_MOMENT = (1980, 1, 1, 0, 0, 0)
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
            entry = Entry.of(path, content, rows, masked)
            progress(len(entries) + 1, total, path)
            return entry

        for part in parts(snapshot, selection):
            entries.append(add(part.path, part.content, part.rows.num_rows, part.masked))
            lines.append(part.line)
        entries.append(add("datapackage.json", datapackage(snapshot, selection, lines)))
        entries.append(add("README.txt", readme(snapshot, selection, lines)))
        # Last, because it lists all the others.
        listed = add(NAME, manifest(snapshot, selection, entries))
    return Made(tuple(entries), listed.sha256)


def sha256_of(file: IO[bytes]) -> str:
    """The SHA-256 of a whole file, from its beginning."""
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(2**20):
        digest.update(piece)
    return digest.hexdigest()


def _entry(path: str) -> zipfile.ZipInfo:
    """A ZIP entry without the time, system and user of its making."""
    entry = zipfile.ZipInfo(path, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry
