"""Sign-ins that were ended before their time, for every process that reads this folder of snapshots.

One empty file each in `ended/`, whose name is all there is: `<second in which it ends by itself>-<sha256>`.
Nothing is rewritten; a file is removed once its sign-in would have ended by itself.
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
#: A file is kept for so much longer, in seconds, since clocks of several machines differ.
_LONGER = 86_400


class Ended:
    """The sign-ins that were ended, as tokens of that form."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / NAME

    def __contains__(self, token: object) -> bool:
        """Whether this one was ended. Raises OSError when the folder cannot be read."""
        if not isinstance(token, str) or not _TOKEN.fullmatch(token):
            return False
        try:
            (self.folder / token).stat()
        except FileNotFoundError:
            return False
        return True

    def add(self, token: str) -> None:
        """End it: on return it stays ended after a power cut too. Raises OSError, ValueError for no token."""
        if not _TOKEN.fullmatch(token):
            raise ValueError(f"{token!r} stands for no sign-in")
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
