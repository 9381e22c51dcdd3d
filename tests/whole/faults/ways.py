"""Running the command line where something is wrong: a full disk, a folder that may not be written."""

from __future__ import annotations

import ctypes
import resource
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests import ROOT
from tests.given.folders import contents

_PATIENCE = 120

#: prctl's PR_CAPBSET_DROP, and the two capabilities by which root passes over a folder's permissions.
_DROP, _OVERRIDE, _READ_SEARCH = 24, 1, 2

#: Whether this kernel lets an ordinary user mount a small disk of his own.
CAN_MOUNT = (
    shutil.which("unshare") is not None
    and subprocess.run(
        ["unshare", "-Urm", "mount", "-t", "tmpfs", "-o", "size=64k", "none", "/mnt"],
        capture_output=True,
        check=False,
    ).returncode
    == 0
)


@dataclass(frozen=True)
class Ended:
    """How a command ended, and all that it said."""

    code: int
    out: str
    err: str

    def in_words(self) -> bool:
        """Whether it said something, and no traceback."""
        return bool(self.err.strip()) and "Traceback" not in self.err


def run(*arguments: object, before: Callable[[], None] | None = None) -> Ended:
    """`python -m …` with these arguments; `before` is done in the new process first."""
    command = [sys.executable, "-m", *map(str, arguments)]
    return _ended(command, before)


def with_files_up_to(size: int, *arguments: object) -> Ended:
    """The command in a process that may write no file beyond so many bytes. No privilege is needed."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return run(*arguments, before=limit)


def on_a_disk_of(kilobytes: int, folder: Path, *arguments: object) -> tuple[Ended, Path]:
    """The command with `folder` on a disk of its own of this size: how it ended, and what was left there.

    The folder's files are on the disk to begin with. The disk is gone afterwards; what was on it is
    found in the folder returned.
    """
    left = folder.with_name(folder.name + " as left")
    here, there = shlex.quote(str(folder)), shlex.quote(str(left))
    command = shlex.join([sys.executable, "-m", *map(str, arguments)])
    script = (
        f"cp -a {here} {there} && mount -t tmpfs -o size={kilobytes}k none {here} && cp -a {there}/. {here}/"
        f" && {{ {command}; code=$?; rm -rf {there} && cp -a {here} {there}; exit $code; }}"
    )
    return _ended(["unshare", "-Urm", "sh", "-c", script], None), left


def bound_by_permissions() -> None:
    """Let even root be bound by the permissions of files, as everyone else is; for `before`."""
    libc = ctypes.CDLL(None)
    for capability in (_OVERRIDE, _READ_SEARCH):
        libc.prctl(_DROP, capability, 0, 0, 0)


def files(folder: Path) -> dict[str, str]:
    """Every file by its path, with what is in it; locks are nothing but their names and are left out."""
    return contents(folder, lambda path: path.suffix == ".lock")


def half_written(folder: Path) -> Sequence[Path]:
    """Drafts of any kind."""
    return [path for path in folder.rglob("*") if ".tmp" in path.name or path.suffix == ".wal"]


def _ended(command: Sequence[str], before: Callable[[], None] | None) -> Ended:
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, preexec_fn=before, timeout=_PATIENCE, check=False
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())
