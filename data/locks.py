"""Locks in a folder that several processes share, on one machine or on several.

A lock that locks nobody out loses a publish, a line of the access log or an entry of the ledger without a
word. So before the first lock in a folder it is shown that a second one is refused there, and a mount whose
options keep locks to this machine is refused by name. What another machine does cannot be seen from here.
"""

from __future__ import annotations

import errno
import os
import re
from functools import lru_cache
from pathlib import Path

from filelock import FileLock, Timeout

from data.drafts import draft_path

#: What the system has mounted where, how, and with which options.
MOUNTS = Path("/proc/self/mountinfo")
#: Network file systems, and the options by which their locks hold among this machine's processes alone.
_ON_THIS_MACHINE_ALONE = {
    **dict.fromkeys(("nfs", "nfs4"), re.compile(r"nolock|local_lock=(?!none).*")),
    **dict.fromkeys(("cifs", "smb3"), re.compile("nobrl")),
    # This one has no other locks, whatever its options.
    "fuse.sshfs": re.compile("r[ow]"),
}


def lock(path: Path, patience: float = 0) -> FileLock:
    """The lock of this name, for `with`; filelock's Timeout, an OSError, after `patience` seconds.

    OSError with ENOLCK, which names the mount, where locks in its folder hold nobody back.
    """
    prove(path.parent)
    # The library would else fall back to files that stand for a lock, which outlive whoever is killed.
    return FileLock(path, timeout=patience, fallback_to_soft=False)


def prove(folder: Path) -> None:
    """Show that locks in this folder hold. Raises OSError: ENOLCK, or why no lock can be made there."""
    _prove(folder.resolve(), folder.stat().st_dev)


@lru_cache(maxsize=16)
def _prove(folder: Path, _device: int) -> None:
    """The same once for each folder, and again when something else is mounted there; a fault is not kept."""
    mounts = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape") if MOUNTS.exists() else ""
    if trap := trap_of(folder, mounts):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK), trap)
    path = draft_path(folder / "locks")
    try:
        with FileLock(path, timeout=0, fallback_to_soft=False):
            if not _is_refused(path):
                raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK), str(folder))
    except OSError as error:
        if error.errno in (errno.ENOSYS, errno.ENOTSUP):
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK), str(folder)) from error
        raise
    finally:
        path.unlink(missing_ok=True)


def _is_refused(path: Path) -> bool:
    try:
        with FileLock(path, timeout=0, fallback_to_soft=False):
            return False
    except Timeout:
        return True


def trap_of(folder: Path, mounts: str) -> str:
    """The mount of this folder and the option that keeps its locks to this machine; "" without one.

    `mounts` is the system's table of mounts, as in /proc/self/mountinfo.
    """
    place, kind, options = Path("/"), "", ""
    for line in mounts.splitlines():
        mount, _, source = line.partition(" - ")
        point = Path(re.sub(r"\\(\d{3})", lambda sign: chr(int(sign[1], 8)), mount.split()[4]))
        # Of mounts one within the other the inmost counts, of two at one place the later one.
        if folder.is_relative_to(point) and point.is_relative_to(place):
            place, (kind, _, options) = point, source.split(" ", 2)
    traps = _ON_THIS_MACHINE_ALONE.get(kind)
    option = next(filter(traps.fullmatch, options.split(",")), "") if traps else ""
    return f"{place}: {kind}, {option}" if option else ""
