"""Writes a report to the disk or to memory: complete and in the access log, or not at all."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from data.access_log import LOCAL
from data.drafts import draft_of, made_folder
from data.store import Snapshot
from queries import Reader
from queries.export import log
from queries.report import STEPS, Progress, build, quiet

#: The fixed time in every file, so that the same figures give the same bytes.
_STAMP = (2020, 1, 1, 0, 0, 0)


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
    """The report's bytes, noted in the log before they are returned.

    Raises what `build` raises, and OSError when the access log cannot be written.
    """
    made = build(snapshot, year, reader, school, template=template, progress=progress)
    log.note_report(snapshot, year, reader, [school] if school else [], hashlib.sha256(made).hexdigest(), who)
    progress(STEPS, STEPS)
    return made


def sheets_to_bytes(
    snapshot: Snapshot,
    year: int,
    reader: Reader,
    schools: Sequence[str],
    *,
    progress: Progress = quiet,
    who: str = LOCAL,
) -> bytes:
    """The short reports of these schools as one ZIP, all in one tier, noted in the log as one file.

    `progress` is called after each school. Raises what `to_bytes` raises.
    """
    # Otherwise a principal's own school would be exact among masked ones.
    reader = replace(reader, tier=reader.tier_for(schools))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for done, school in enumerate(schools, 1):
            # Documents are archives already: to compress them again saves nothing.
            sheet = zipfile.ZipInfo(f"bao-cao-truong_{year}_{school}.docx", _STAMP)
            archive.writestr(sheet, build(snapshot, year, reader, school))
            progress(done, len(schools))
    made = out.getvalue()
    log.note_report(snapshot, year, reader, schools, hashlib.sha256(made).hexdigest(), who)
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
    """Write the report to `target` in one step, replacing it: no partial report is ever visible.

    Raises what `build` raises, and OSError when the file, or the access log, cannot be written.
    """
    made = build(snapshot, year, reader, school, template=template)
    made_folder(target.parent)
    with draft_of(target) as draft:
        draft.write_bytes(made)
        # Noted before the file can be read: no report leaves without its line.
        log.note_report(
            snapshot, year, reader, [school] if school else [], hashlib.sha256(made).hexdigest(), who
        )
