"""access.log: who signed in and out, and who took which file, when. Lines are only added; they hold no data.

One JSON line an event, beside the snapshots. Every line has `at` (UTC), `event` (sign_in, sign_out, refused,
export, csv, xlsx, report or browser), `who` ("local" at this machine itself) and `role`. The line of a file
names its snapshot, tier, filters and SHA-256. The `reason` of a refusal says why a sign-in failed or what
else was refused: an uploaded file ("upload"), a message to the server ("message:…").
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from data.drafts import sync_folder
from data.locks import lock

NAME = "access.log"
#: The name in the log where nobody signs in.
LOCAL = "local"
#: How long a writer waits for another one, in seconds.
PATIENCE = 30
#: The most characters of a fact in a line.
LONGEST = 200

Event = Literal["sign_in", "sign_out", "refused", "export", "csv", "xlsx", "report", "browser"]


def note(folder: Path, event: Event, who: str, role: str, **facts: Any) -> None:
    """Add one line to the log in the folder of snapshots. Raises OSError when it cannot be written.

    On an error the log is unchanged: the caller must refuse the sign-in or the file.
    """
    line = {
        "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "event": event,
        "who": who[:LONGEST],
        "role": role,
        **facts,
    }
    path = folder / NAME
    with lock(path.with_name(f"{NAME}.lock"), PATIENCE):
        _append(path, json.dumps(line, ensure_ascii=False).encode() + b"\n")


def _append(path: Path, line: bytes) -> None:
    # Unbuffered: closing the file would write again what a full disk left in a buffer.
    with path.open("ab+", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            # A line that a power cut left unfinished stays; the new one begins below it.
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
