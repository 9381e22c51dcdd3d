"""Writes an export to the disk or to memory."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import IO

from data.access_log import LOCAL
from data.progress import Progress, ignore
from data.store import Snapshot
from pages.documents import leaving
from pages.documents.export.archive import Made, sha256_of, write
from pages.documents.export.manifest import filters
from pages.documents.export.selection import Selection


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


def _noted(snapshot: Snapshot, selection: Selection, out: IO[bytes], progress: Progress, who: str) -> Made:
    made = write(snapshot, selection, out, progress)
    sha256, reader = sha256_of(out), selection.reader
    leaving.note(snapshot, "export", reader, selection.tier, sha256, who, **filters(selection))
    return made
