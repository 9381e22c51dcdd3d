"""A report on disk or in memory: whole and noted in the access log, or not there at all."""

from __future__ import annotations

import hashlib
from pathlib import Path

from data.access_log import LOCAL
from data.drafts import draft_of, made_folder
from data.store import Snapshot
from queries import Reader
from queries.export import log
from queries.report import STEPS, Progress, build, quiet


def to_bytes(
    snapshot: Snapshot,
    year: int,
    reader: Reader,
    school: str = "",
    *,
    template: Path | None = None,
    progress: Progress = quiet,
    who: str = LOCAL,
) -> bytes:
    """The report's bytes, noted in the log before they are handed over.

    Raises what `build` raises, and OSError when the access log cannot be written.
    """
    made = build(snapshot, year, reader, school, template=template, progress=progress)
    log.note_report(snapshot, year, reader, school, hashlib.sha256(made).hexdigest(), who)
    progress(STEPS, STEPS)
    return made


def to_file(
    snapshot: Snapshot,
    year: int,
    reader: Reader,
    school: str,
    target: Path,
    *,
    template: Path | None = None,
    who: str = LOCAL,
) -> None:
    """Write the report to `target`, replacing what was there: a reader of it never sees half a report.

    Raises what `build` raises, and OSError when the file, or the access log, cannot be written.
    """
    made = build(snapshot, year, reader, school, template=template)
    made_folder(target.parent)
    with draft_of(target) as draft:
        draft.write_bytes(made)
        # Noted before it can be read: no report leaves without a line of its own.
        log.note_report(snapshot, year, reader, school, hashlib.sha256(made).hexdigest(), who)
