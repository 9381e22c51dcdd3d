"""A disk that loses its power: it keeps of a folder what was synced, and of the rest whatever is worst.

A file keeps the content of its last sync, and a folder the names of its last sync. Of names that were not
synced a disk may keep the old ones or the new ones: both are tried, before every sync.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest

#: Which names are on the disk after the power is back: those that were synced, or those of the last moment.
Names = Literal["synced", "latest"]
NAMES: tuple[Names, ...] = ("synced", "latest")


class Disk:
    """What is certain to be on the disk, below `root`: contents and names by the number of their inode.

    Each content lies once in `store`, and is linked from there wherever it is wanted.
    """

    def __init__(self, root: Path, store: Path) -> None:
        self.root = root
        self._store = store
        self._contents: dict[int, Path] = {}
        self._names: dict[int, dict[str, int]] = {}
        # Open to the end, so that no inode's number is given to another file.
        self._pinned: list[int] = []
        self._empty = store / "empty"
        self._empty.touch()
        for path in (root, *root.rglob("*")):
            opened = os.open(path, os.O_RDONLY)
            self.keep(opened)
            os.close(opened)

    def keep(self, opened: int) -> None:
        """What a sync of this file or folder brings to the disk."""
        status, place = os.fstat(opened), Path(f"/proc/self/fd/{opened}")
        self._pinned.append(os.dup(opened))
        if stat.S_ISDIR(status.st_mode):
            self._names[status.st_ino] = _names(place)
        else:
            kept = self._contents[status.st_ino] = self._store / str(len(self._pinned))
            kept.write_bytes(place.read_bytes())

    def state(self, names: Names) -> dict[str, Path | None]:
        """What is there when the power is back: every path with its content, or None for a folder."""
        return dict(self._below("", self.root, self.root.stat().st_ino, names))

    def _below(self, path: str, folder: Path, inode: int, names: Names) -> Iterator[tuple[str, Path | None]]:
        kept = self._names.get(inode, {}) if names == "synced" else _names(folder)
        for name, number in sorted(kept.items()):
            if number in self._names or (folder / name).is_dir():
                yield path + name, None
                yield from self._below(f"{path}{name}/", folder / name, number, names)
            else:
                # A file that was never synced may be empty.
                yield path + name, self._contents.get(number, self._empty)

    def close(self) -> None:
        for opened in self._pinned:
            os.close(opened)


def restored(state: dict[str, Path | None], into: Path) -> Path:
    """A folder in this state."""
    into.mkdir()
    for name, content in state.items():
        if content is None:
            (into / name).mkdir()
        else:
            (into / name).hardlink_to(content)
    return into


def _names(folder: Path) -> dict[str, int]:
    with os.scandir(folder) as entries:
        return {entry.name: entry.inode() for entry in entries}


@contextmanager
def power_may_fail(
    root: Path, store: Path, check: Callable[[dict[str, Path | None]], None]
) -> Iterator[Disk]:
    """Call `check` with each state that a failure of the power could leave of what lies below `root`.

    Between two syncs the worst is just before the second one.
    """
    disk, fsync, seen = Disk(root, store), os.fsync, set[tuple[tuple[str, Path | None], ...]]()

    def synced(opened: int) -> None:
        for names in NAMES:
            state = disk.state(names)
            if (key := tuple(state.items())) not in seen:
                seen.add(key)
                check(state)
        fsync(opened)
        disk.keep(opened)

    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "fsync", synced)
            yield disk
    finally:
        disk.close()
