"""Writing a file whole or not at all: a draft beside it, put in its place once all of it is on the disk."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_DRAFT = re.compile(r"\.(?P<target>.+)\.(?P<pid>\d+)\.tmp(\.wal)?")


@contextmanager
def draft_of(target: Path) -> Iterator[Path]:
    """A path to write to; on leaving, what is there replaces `target` in one step.

    On any fault, a full disk above all, the draft is gone and `target` is as it was. What a killed
    process left of an earlier draft of the same target is cleaned first. Raises OSError.
    """
    sweep(target.parent, target.name)
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    _remove(draft)
    try:
        yield draft
        if _beside(draft).exists():
            raise OSError(errno.EIO, "DuckDB could not put all of it into the file", str(draft))
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        _remove(draft)


def sweep(folder: Path, target: str = "", *, all_dead: bool = False) -> None:
    """Remove drafts that killed processes left in `folder`, of one target or of all.

    `all_dead` says that nobody else can be writing them now, so that their process is not looked for:
    its number may have been given to another since.
    """
    for path in folder.glob(".*.tmp*"):
        found = _DRAFT.fullmatch(path.name)
        if found and target in ("", found["target"]) and (all_dead or not _runs(int(found["pid"]))):
            with suppress(OSError):
                path.unlink()


def _runs(pid: int) -> bool:
    """Whether the process still writes. Windows does not let go of a file that is open: try and see."""
    if os.name == "nt":
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _remove(draft: Path) -> None:
    draft.unlink(missing_ok=True)
    _beside(draft).unlink(missing_ok=True)


def _beside(draft: Path) -> Path:
    """What DuckDB keeps beside a file for as long as not all is in it."""
    return draft.with_name(draft.name + ".wal")
