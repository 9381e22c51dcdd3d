"""One export while it is made: the server's thread that makes it tells the page's thread how far it is."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

from data.store import Snapshot
from pages.parts.doors import handed, leaving
from pages.parts.doors.decision import Visitor
from queries.export.archive import Made
from queries.export.save import to_bytes
from queries.export.selection import Selection

LOG = logging.getLogger("dashboard")
#: How long a click may wait for its export to begin, and then for the next file, in seconds.
PATIENCE = 60


class Making:
    """The export of one choice in one session: how far it is, and what came of it."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._steps = (0, 1)
        self.ended = 0
        #: How many had ended when the page was last drawn.
        self.drawn = 0
        self.made: Made | None = None
        self.content = b""
        self.fault: Exception | None = None

    def make(self, snapshot: Snapshot, selection: Selection, visitor: Visitor) -> bytes:
        """The file's bytes; what goes wrong is kept for the page, and raised for the button."""
        try:
            leaving.must_be_in(visitor)
            content, made = to_bytes(snapshot, selection, self._hear, who=visitor.who)
            handed.remember(content, visitor.person)
        except Exception as fault:
            LOG.exception("an export failed")
            self._end(None, b"", fault)
            raise
        self._end(made, content, None)
        return content

    def steps(self) -> Iterator[tuple[int, int]]:
        """How far it is (files done, files in all), until it has ended or nothing is heard of it."""
        while self.ended == self.drawn:
            with self._news:
                if self.ended == self.drawn and not self._news.wait(PATIENCE):
                    return
                steps = self._steps
            yield steps

    def _hear(self, done: int, total: int, what: str) -> None:
        with self._news:
            self._steps = (done, total)
            self._news.notify_all()

    def _end(self, made: Made | None, content: bytes, fault: Exception | None) -> None:
        with self._news:
            self.made, self.content, self.fault = made, content, fault
            self.ended += 1
            self._news.notify_all()
