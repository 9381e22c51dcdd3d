"""Writes a file whole or not at all: a draft beside it replaces it once all of it is on the disk.

The file's name is on the disk too when the writing ends: no power cut undoes a reported success.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

#: A draft's name says whose it is: a process, and the machine on which its number means anything.
_DRAFT = re.compile(r"\.(?P<target>.+)\.([0-9a-f]{8}-)?(?P<pid>\d+)(@(?P<machine>.+))?\.tmp(\.wal)?")
#: After so many seconds without a change a draft of another machine is taken for left behind.
_LEFT_BEHIND = 86_400


@contextmanager
def draft_of(target: Path) -> Iterator[Path]:
    """A path to write to; when the block ends, the file there replaces `target` in one step.

    On any fault, a full disk above all, the draft is removed and `target` is unchanged; only if the last
    step fails, which brings the name to the disk, `target` is the new file. Drafts of the same
    target that killed processes left are removed first. Raises OSError.
    """
    sweep(target.parent, target.name)
    draft = draft_path(target)
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


def draft_path(target: Path) -> Path:
    """A path for a draft of this file that nobody else uses, on whichever machine."""
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}-{os.getpid()}@{_machine()}.tmp")


def made_folder(folder: Path) -> None:
    """Make the folder and its missing parents, and bring their names to the disk. Raises OSError.

    An existing folder is synchronised too: its maker may have been killed before its name was on the disk.
    """
    missing = [path for path in folder.parents if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for path in (folder, *missing):
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk: until then a power cut undoes a rename. Raises OSError.

    Does nothing on Windows and on network drives without this step, and for a folder that is writable but
    not readable.
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

    With `all_dead` no other process can be writing them, so their process ids are not checked:
    the system may have given an id to another process since.
    """
    for path in folder.glob(".*.tmp*"):
        match = _DRAFT.fullmatch(path.name)
        if match and target in ("", match["target"]):
            # Another process may have finished it, or removed it, meanwhile.
            with suppress(OSError):
                if all_dead or _is_left_behind(path, int(match["pid"]), match["machine"] or _machine()):
                    path.unlink()


def _is_left_behind(draft: Path, pid: int, machine: str) -> bool:
    if machine == _machine():
        return not _runs(pid)
    return time.time() - draft.stat().st_mtime > _LEFT_BEHIND


def _machine() -> str:
    """This machine's name, as far as it can be part of a file's."""
    return re.sub(r"[^\w.-]", "_", socket.gethostname())[:60]


def _runs(pid: int) -> bool:
    """Whether the process still runs. On Windows always false: there an open file cannot be removed."""
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
    """The write-ahead log that DuckDB keeps beside an unfinished file."""
    return draft.with_name(draft.name + ".wal")
