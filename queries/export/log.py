"""Writes the access log's line of a file that leaves: its snapshot, choice and tier; never data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data import access_log
from data.access_log import Event
from data.store import Snapshot
from queries import Reader
from queries.export.manifest import filters
from queries.export.selection import Selection


def note(snapshot: Snapshot, selection: Selection, sha256: str, who: str) -> None:
    """Add one export to the log beside the snapshot. Raises OSError when it cannot be written."""
    _add(snapshot, "export", selection.reader, selection.tier, filters(selection), sha256, who)


def note_report(
    snapshot: Snapshot, year: int, reader: Reader, schools: Sequence[str], sha256: str, who: str
) -> None:
    """Add one annual report, or the short reports of these schools as one file."""
    chosen = {"years": [year], "schools": list(schools)}
    _add(snapshot, "report", reader, reader.tier_for(schools), chosen, sha256, who)


def note_browser(snapshot: Snapshot, years: Sequence[int], reader: Reader, sha256: str, who: str) -> None:
    """Add one HTML edition, which is shareable for every reader; an empty list of years means all."""
    _add(snapshot, "browser", reader, "shareable", {"years": sorted(years), "schools": []}, sha256, who)


def _add(
    snapshot: Snapshot,
    event: Event,
    reader: Reader,
    tier: str,
    filters: dict[str, Any],
    sha256: str,
    who: str,
) -> None:
    own = {"school": reader.school} if reader.school else {}
    access_log.note(
        snapshot.path.parent,
        event,
        who,
        reader.role,
        **own,
        snapshot=snapshot.id,
        tier=tier,
        filters=filters,
        sha256=sha256,
    )
