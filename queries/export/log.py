"""exports.log: who took what out, when. One JSON line an export or report, only ever added to; never data."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from data.store import Snapshot
from queries import Reader
from queries.export.manifest import filters
from queries.export.selection import Selection

NAME = "exports.log"
#: How long someone waits for another who is writing a line, in seconds.
PATIENCE = 30


def note(snapshot: Snapshot, selection: Selection, sha256: str) -> None:
    """Add one export to the log beside the snapshot. Raises OSError when it cannot be written.

    On an error the log is as it was: whoever could not be noted must not be given the file.
    """
    _add(snapshot, selection.reader, "export", filters(selection), sha256)


def note_report(snapshot: Snapshot, year: int, reader: Reader, school: str, sha256: str) -> None:
    """Add one annual report, or one school's short one, in the same way."""
    chosen = {"years": [year], "schools": [school] if school else []}
    _add(snapshot, reader, "report", chosen, sha256)


def _add(snapshot: Snapshot, reader: Reader, what: str, filters: dict[str, Any], sha256: str) -> None:
    line = {
        "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "who": reader.role,
        "what": what,
        "snapshot": snapshot.id,
        "tier": reader.tier,
        "filters": filters,
        "sha256": sha256,
    }
    path = snapshot.path.parent / NAME
    with FileLock(f"{path}.lock", timeout=PATIENCE):
        _append(path, json.dumps(line, ensure_ascii=False).encode() + b"\n")


def _append(path: Path, line: bytes) -> None:
    # Unbuffered: what a full disk left in a buffer would be written once more when the file is closed.
    with path.open("ab+", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            # A line that a power cut left unfinished stays, and this one begins below it.
            file.seek(size - 1)
            line = line if file.read(1) == b"\n" else b"\n" + line
        try:
            while line:
                line = line[file.write(line) :]
            os.fsync(file.fileno())
        except OSError:
            os.truncate(path, size)
            raise
