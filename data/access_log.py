"""access.log: who signed in and out, and who took what out, when; only ever added to, and never data.

One JSON line an event, beside the snapshots. Every line has `at` (UTC), `event` (sign_in, sign_out, refused,
export, csv, xlsx, report or browser), `who` ("local" at this machine itself) and `role`; lines of what left
say of which snapshot, in which tier and by which filters, with the file's SHA-256; a refusal says in `reason`
why somebody did not come in, or what else was refused: a file sent in ("upload"), an order to the server
("message:…").
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock

from data.drafts import sync_folder

NAME = "access.log"
#: Who is noted where nobody signs in.
LOCAL = "local"
#: How long someone waits for another who is writing a line, in seconds.
PATIENCE = 30
#: No fact in a line is longer than this many characters, whoever sent it.
LONGEST = 200

Event = Literal["sign_in", "sign_out", "refused", "export", "csv", "xlsx", "report", "browser"]


def note(folder: Path, event: Event, who: str, role: str, **facts: Any) -> None:
    """Add one line to the log in the folder of snapshots. Raises OSError when it cannot be written.

    On an error the log is as it was: whoever could not be noted must not be let in, nor given the file.
    """
    line = {
        "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "event": event,
        "who": who[:LONGEST],
        "role": role,
        **facts,
    }
    path = folder / NAME
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
            if not size:
                sync_folder(path.parent)
        except OSError:
            os.truncate(path, size)
            raise
