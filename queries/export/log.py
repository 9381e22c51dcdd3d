"""What the access log says of an export: of which snapshot, by which choice, in which tier; never data."""

from __future__ import annotations

from data import access_log
from data.store import Snapshot
from queries.export.manifest import filters
from queries.export.selection import Selection


def note(snapshot: Snapshot, selection: Selection, sha256: str, who: str) -> None:
    """Add one export to the log beside the snapshot. Raises OSError when it cannot be written."""
    own = {"school": selection.reader.school} if selection.reader.school else {}
    access_log.note(
        snapshot.path.parent,
        "export",
        who,
        selection.reader.role,
        **own,
        snapshot=snapshot.id,
        tier=selection.tier,
        filters=filters(selection),
        sha256=sha256,
    )
