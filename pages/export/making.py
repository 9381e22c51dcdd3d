"""One file while it is made: the server's thread that makes it tells the page's thread how far it is."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator

from pages.web import outgoing
from pages.web.decision import Visitor
from queries.export.archive import Made

LOG = logging.getLogger("dashboard")
#: Told how far a making is: how much is done, of how much.
Hear = Callable[[int, int], None]
#: What makes a file's bytes, with what an export tells of itself, and says how far it is.
Work = Callable[[Hear], tuple[bytes, Made | None]]
#: How long a click may wait for its file to begin, and then for the next step, in seconds.
PATIENCE = 60


class Making:
    """The file of one choice in one session: how far it is, and what came of it."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._steps = (0, 1)
        self.ended = 0
        #: How many had ended when the page was last drawn.
        self.drawn = 0
        self.made: Made | None = None
        self.content = b""
        self.fault: Exception | None = None

    def make(self, work: Work, visitor: Visitor) -> bytes:
        """The file's bytes; what goes wrong is kept for the page, and raised for the button."""
        try:
            outgoing.must_be_in(visitor)
            content, made = work(self._hear)
            outgoing.remember(content, visitor.person)
        except Exception as fault:
            LOG.exception("a file to hand on could not be made")
            self._end(None, b"", fault)
            raise
        self._end(made, content, None)
        return content

    def steps(self) -> Iterator[tuple[int, int]]:
        """How far it is (steps done, steps in all), until it has ended or nothing is heard of it."""
        while self.ended == self.drawn:
            with self._news:
                if self.ended == self.drawn and not self._news.wait(PATIENCE):
                    return
                steps = self._steps
            yield steps

    def _hear(self, done: int, total: int) -> None:
        with self._news:
            self._steps = (done, total)
            self._news.notify_all()

    def _end(self, made: Made | None, content: bytes, fault: Exception | None) -> None:
        with self._news:
            self.made, self.content, self.fault = made, content, fault
            self.ended += 1
            self._news.notify_all()
