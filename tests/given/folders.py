"""What is in a folder, to be compared with what was in it before."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path


def contents(folder: Path, leave_out: Callable[[Path], bool] = lambda _: False) -> dict[str, str]:
    """Every file of the folder by its path, with the SHA-256 of what is in it."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not leave_out(path)
    }
