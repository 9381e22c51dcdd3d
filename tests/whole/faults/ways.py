"""Running the command line where something is wrong: a full disk, a folder that may not be written, a kill."""

from __future__ import annotations

import ctypes
import importlib
import multiprocessing
import os
import resource
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from tests import ROOT
from tests.given.folders import contents

_PATIENCE = 120

#: Of capset: the form of its call, and the two capabilities by which root passes over a folder's permissions.
_FORM, _OVERRIDE, _READ_SEARCH = 0x20080522, 1, 2

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


#: Commands are forked from a process that has read their libraries once; each is a process of its own.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    [
        "data.__main__",
        "pages.documents.browser.__main__",
        "pages.documents.export.__main__",
        "pages.documents.report.__main__",
        "queries.__main__",
        "queries.release.making",
    ]
)
#: Two streams of each of the commands that run at once.
_LISTENERS = ThreadPoolExecutor(8)


@dataclass(frozen=True)
class Ended:
    """How a command ended, and all that it said."""

    code: int
    out: str
    err: str

    def in_words(self) -> bool:
        """Whether it said something, and no traceback."""
        return bool(self.err.strip()) and "Traceback" not in self.err


class _Process(Protocol):
    """What is used of a process of multiprocessing."""

    @property
    def exitcode(self) -> int | None: ...
    def join(self, timeout: float) -> None: ...
    def kill(self) -> None: ...


@dataclass(frozen=True)
class Running:
    """A command that runs in a process of its own."""

    process: _Process
    out: Future[bytes]
    err: Future[bytes]

    def kill(self) -> None:
        """End it at once (-9), wherever it is."""
        self.process.kill()
        self.process.join(_PATIENCE)

    def ended(self) -> Ended:
        """Wait until it has ended."""
        self.process.join(_PATIENCE)
        code = self.process.exitcode
        assert code is not None, f"still running after {_PATIENCE} seconds"
        return Ended(code, self.out.result(_PATIENCE).decode(), self.err.result(_PATIENCE).decode())


def start(*arguments: object, before: Callable[[], None] | None = None) -> Running:
    """Begin what `python -m …` does with these arguments; `before` is done in the new process first.

    It has begun to work when this returns. Of the variables of the environment it knows those that were set
    when the first command began: tests name folders by options.
    """
    streams = [_FORKS.Pipe(duplex=False) for _ in range(2)]
    written = [write for _, write in streams]
    process = _FORKS.Process(
        target=_work, args=([str(word) for word in arguments], written, before), daemon=True
    )
    process.start()
    for write in written:
        write.close()
    out, err = (_LISTENERS.submit(_all_of, read) for read, _ in streams)
    return Running(process, out, err)


def run(*arguments: object, before: Callable[[], None] | None = None) -> Ended:
    """The same, to its end."""
    return start(*arguments, before=before).ended()


def _work(arguments: list[str], streams: list[Connection], before: Callable[[], None] | None) -> None:
    """In the new process: the command, as if it were called by itself."""
    for number, stream in enumerate(streams, start=1):
        os.dup2(stream.fileno(), number)
        stream.close()
    sys.stdout, sys.stderr = (os.fdopen(number, "w", buffering=1, closefd=False) for number in (1, 2))
    if before:
        before()
    module, *words = arguments
    sys.exit(importlib.import_module(f"{module}.__main__").main(words))


def _all_of(stream: Connection) -> bytes:
    """What comes until nobody has the other end open."""
    with open(os.dup(stream.fileno()), "rb") as file:  # noqa: PTH123 – a number, not a path
        stream.close()
        return file.read()


def with_files_up_to(size: int, *arguments: object) -> Ended:
    """The command in a process that may write no file beyond so many bytes. No privilege is needed."""
    return run(*arguments, before=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size, size)))


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
    unshared = ["unshare", "-Urm", "sh", "-c", script]
    done = subprocess.run(unshared, cwd=ROOT, capture_output=True, timeout=_PATIENCE, check=False)
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode()), left


def bound_by_permissions() -> None:
    """Let even root be bound by the permissions of files, as everyone else is; for `before`."""
    libc, this_process = ctypes.CDLL(None), (ctypes.c_uint32 * 2)(_FORM, 0)
    # What it may do, what it may become able to do, what its children may; once more for later capabilities.
    able = (ctypes.c_uint32 * 6)()
    assert libc.capget(this_process, able) == 0
    for place in range(3):
        able[place] &= ~(1 << _OVERRIDE | 1 << _READ_SEARCH)
    assert libc.capset(this_process, able) == 0


def files(folder: Path) -> dict[str, str]:
    """Every file by its path, with what is in it; locks are nothing but their names and are left out."""
    return contents(folder, lambda path: path.suffix == ".lock")


def half_written(folder: Path) -> list[Path]:
    """Drafts of any kind."""
    return [path for path in folder.rglob("*") if ".tmp" in path.name or path.suffix == ".wal"]
