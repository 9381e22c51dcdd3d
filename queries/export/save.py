"""Writes an export to the disk or to memory: complete and in the access log, or not at all."""

from __future__ import annotations

import io
import os
from pathlib import Path

from data.access_log import LOCAL
from data.drafts import draft_of
from data.store import Snapshot
from queries.export import log
from queries.export.archive import Made, Progress, sha256_of, write
from queries.export.selection import Selection


class NoSuchFolder(ValueError):
    """The target's folder does not exist, or the target is a folder."""


def _quiet(done: int, total: int, what: str) -> None:
    """Ignore progress."""


def to_file(
    snapshot: Snapshot,
    selection: Selection,
    target: Path,
    progress: Progress = _quiet,
    *,
    who: str = LOCAL,
) -> Made:
    """Write the export to `target`, replacing it; no partial file stays. `who` is noted in the log.

    Raises NoSuchFolder, UnknownChoice, ReleaseRefused, and OSError when the disk is full or the folder, or
    the access log, cannot be written.
    """
    if target.is_dir() or not target.parent.is_dir():
        raise NoSuchFolder(str(target if target.is_dir() else target.parent))
    with draft_of(target) as draft:
        with draft.open("wb+") as file:
            made = write(snapshot, selection, file, progress)
            file.flush()
            os.fsync(file.fileno())
            sha256 = sha256_of(file)
        # Noted before the file can be read: no export leaves without its line.
        log.note(snapshot, selection, sha256, who)
    return made


def to_bytes(
    snapshot: Snapshot, selection: Selection, progress: Progress = _quiet, *, who: str = LOCAL
) -> tuple[bytes, Made]:
    """The same bytes in memory, noted in the log before they are returned."""
    out = io.BytesIO()
    made = write(snapshot, selection, out, progress)
    log.note(snapshot, selection, sha256_of(out), who)
    return out.getvalue(), made
