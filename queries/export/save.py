"""An export on disk or in memory: whole and noted in the log, or not there at all."""

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
    """The file is to be written into a folder that is not there, or its name is a folder's."""


def _quiet(done: int, total: int, what: str) -> None:
    """Nobody listens."""


def to_file(
    snapshot: Snapshot,
    selection: Selection,
    target: Path,
    progress: Progress = _quiet,
    *,
    who: str = LOCAL,
) -> Made:
    """Write the export to `target`, replacing what was there; half a file never stays. `who` takes it.

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
        # Noted before it can be read: no export leaves without a line of its own.
        log.note(snapshot, selection, sha256, who)
    return made


def to_bytes(
    snapshot: Snapshot, selection: Selection, progress: Progress = _quiet, *, who: str = LOCAL
) -> tuple[bytes, Made]:
    """The same bytes in memory, noted in the log before they are handed over."""
    out = io.BytesIO()
    made = write(snapshot, selection, out, progress)
    log.note(snapshot, selection, sha256_of(out), who)
    return out.getvalue(), made
