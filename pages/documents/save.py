"""The file for a browser on disk or in memory: whole and noted in the access log, or not there at all."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from data.access_log import LOCAL
from data.drafts import draft_of
from data.store import Snapshot
from pages.documents.file import document
from pages.kit.words import Words
from queries import Reader
from queries.export import log
from queries.export.save import NoSuchFolder


def to_bytes(
    snapshot: Snapshot, years: Sequence[int], words: Words, reader: Reader, *, who: str = LOCAL
) -> bytes:
    """The file's bytes, noted in the log before they are handed over. `reader` is who takes it.

    Raises what `document` raises, and OSError when the access log cannot be written.
    """
    made = document(snapshot, years, words)
    _note(snapshot, years, reader, made, who)
    return made


def to_file(snapshot: Snapshot, years: Sequence[int], words: Words, target: Path, *, who: str = LOCAL) -> int:
    """Write the file to `target`, replacing what was there, and return its size; half a file never stays.

    Raises NoSuchFolder, what `document` raises, and OSError when the file, or the log, cannot be written.
    """
    if target.is_dir() or not target.parent.is_dir():
        raise NoSuchFolder(str(target if target.is_dir() else target.parent))
    made = document(snapshot, years, words)
    with draft_of(target) as draft:
        draft.write_bytes(made)
        # Noted before it can be read: no file leaves without a line of its own.
        _note(snapshot, years, Reader(tier="shareable"), made, who)
    return len(made)


def _note(snapshot: Snapshot, years: Sequence[int], reader: Reader, made: bytes, who: str) -> None:
    log.note_browser(snapshot, years, reader, hashlib.sha256(made).hexdigest(), who)
