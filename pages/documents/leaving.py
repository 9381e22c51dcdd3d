"""How a file leaves: whole and with its line in the access log, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from data import access_log
from data.access_log import Event
from data.drafts import draft_of
from data.store import Snapshot
from queries import Reader


class NoSuchFolder(ValueError):
    """The target's folder does not exist, or the target is a folder."""


def draft(target: Path) -> AbstractContextManager[Path]:
    """A path to write to; the file there takes the place of `target` when the block ends without a fault.

    The block notes the file in the log once it is written: no file can be read before its line is there, and
    none has a line that could not be written.
    Raises NoSuchFolder, and OSError when the disk is full or the folder cannot be written.
    """
    if target.is_dir() or not target.parent.is_dir():
        raise NoSuchFolder(str(target if target.is_dir() else target.parent))
    return draft_of(target)


def note(
    snapshot: Snapshot,
    event: Event,
    reader: Reader,
    tier: str,
    sha256: str,
    who: str,
    *,
    years: Sequence[int],
    schools: Sequence[str],
    **more: list[str],
) -> None:
    """Add one file to the log beside the snapshot: its choice and tier, never data.

    An empty list of years or schools means all. Raises OSError when the log cannot be written.
    """
    access_log.note(
        snapshot.path.parent,
        event,
        who,
        reader.role,
        **({"school": reader.school} if reader.school else {}),
        snapshot=snapshot.id,
        tier=tier,
        filters={"years": sorted(years), "schools": sorted(schools), **more},
        sha256=sha256,
    )
