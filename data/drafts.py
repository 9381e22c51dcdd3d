"""Writing a file whole or not at all: a draft beside it, put in its place once all of it is on the disk.

Its name is on the disk too when the writing is done: no power cut takes back what was reported as written.
"""

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

    On any fault, a full disk above all, the draft is gone and `target` is as it was; only where the last step
    fails, by which the name is brought to the disk, `target` is the new one. What a killed process left of an
    earlier draft of the same target is cleaned first. Raises OSError.
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
        sync_folder(target.parent)
    finally:
        _remove(draft)


def made_folder(folder: Path) -> None:
    """Make the folder and those above it that are missing, each with its name on the disk. Raises OSError.

    Also of a folder that is there: whoever made it may have been killed before its name was on the disk.
    """
    missing = [path for path in folder.parents if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in (folder, *missing):
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk: until then a power cut undoes a rename. Raises OSError.

    Windows has no such step, nor have some network drives; a folder that may be written and not be read
    cannot be opened for it.
    """
    if os.name == "nt":
        return
    try:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except PermissionError:
        return
    try:
        os.fsync(opened)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(opened)


def sweep(folder: Path, target: str = "", *, all_dead: bool = False) -> None:
    """Remove drafts that killed processes left in `folder`, of one target or of all.

    `all_dead` says that nobody else can be writing them now, so that their process is not looked for:
    its number may have been given to another since.
    """
    for path in folder.glob(".*.tmp*"):
        match = _DRAFT.fullmatch(path.name)
        if match and target in ("", match["target"]) and (all_dead or not _runs(int(match["pid"]))):
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
