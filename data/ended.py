"""Sign-ins that were ended early, shared by every process that reads this folder of snapshots.

Each is an empty file in `ended/` with the name `<second in which it expires>-<sha256>`.
Nothing is rewritten; a file is removed once its sign-in would have expired.
"""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from pathlib import Path

from data.drafts import made_folder, sync_folder

NAME = "ended"
_TOKEN = re.compile(r"(?P<last>\d{1,12})-[0-9a-f]{64}")
#: How long a file outlives its sign-in, in seconds, because the clocks of machines differ.
_LONGER = 86_400


class Ended:
    """The ended sign-ins, as tokens of that form."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / NAME

    def __contains__(self, token: object) -> bool:
        """Whether this sign-in was ended. Raises OSError when the folder cannot be read."""
        if not isinstance(token, str) or not _TOKEN.fullmatch(token):
            return False
        try:
            (self.folder / token).stat()
        except FileNotFoundError:
            return False
        return True

    def add(self, token: str) -> None:
        """End a sign-in, so that no power cut undoes it. Raises OSError, and ValueError for no token."""
        if not _TOKEN.fullmatch(token):
            raise ValueError(f"{token!r} is not a token of a sign-in")
        made_folder(self.folder)
        self._sweep()
        with (self.folder / token).open("ab") as file:
            os.fsync(file.fileno())
        sync_folder(self.folder)

    def _sweep(self) -> None:
        for path in self.folder.iterdir():
            match = _TOKEN.fullmatch(path.name)
            if match and int(match["last"]) + _LONGER < time.time():
                with suppress(OSError):
                    path.unlink()
