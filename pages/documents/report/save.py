"""Writes a report to the disk or to memory."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from data.access_log import LOCAL
from data.progress import Progress, ignore
from data.store import Snapshot
from pages.documents import leaving
from pages.documents.report import STEPS, build
from queries import Reader

#: The fixed time in every file, so that the same figures give the same bytes.
_STAMP = (2020, 1, 1, 0, 0, 0)


def to_bytes(
    snapshot: Snapshot,
    year: int,
    reader: Reader,
    school: str = "",
    *,
    template: Path | None = None,
    progress: Progress = ignore,
    who: str = LOCAL,
) -> bytes:
    """The report's bytes, noted in the log before they are returned.

    Raises what `build` and `leaving.note` raise.
    """
    made = build(snapshot, year, reader, school, template=template, progress=progress)
    _note(snapshot, year, reader, [school] if school else [], made, who)
    progress(STEPS, STEPS, "")
    return made


def sheets_to_bytes(
    snapshot: Snapshot,
    year: int,
    reader: Reader,
    schools: Sequence[str],
    *,
    progress: Progress = ignore,
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
            progress(done, len(schools), school)
    made = out.getvalue()
    _note(snapshot, year, reader, schools, made, who)
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
    """Write the report to `target`, replacing it. Raises what `to_bytes` and `leaving.draft` raise."""
    with leaving.draft(target) as draft:
        made = build(snapshot, year, reader, school, template=template)
        draft.write_bytes(made)
        # Once it is written, and before it can be read.
        _note(snapshot, year, reader, [school] if school else [], made, who)


def _note(
    snapshot: Snapshot, year: int, reader: Reader, schools: Sequence[str], made: bytes, who: str
) -> None:
    tier, sha256 = reader.tier_for(schools), hashlib.sha256(made).hexdigest()
    leaving.note(snapshot, "report", reader, tier, sha256, who, years=[year], schools=schools)
