"""One publish while it runs: a thread of the server's own, so that leaving the page does not end it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from datetime import date

from data.publish import Outcome, PublishBusy, publish
from data.store import NoSnapshot, Store
from pages.load.uploads import Upload, on_disk

LOG = logging.getLogger("dashboard")


class Publishing:
    """How far it is (steps done, steps in all, what it is about), and what came of it.

    `before` is the snapshot that was active before, "" for none. One of `outcome` and `fault` is set
    once it has ended.
    """

    def __init__(
        self, uploads: Sequence[Upload], as_of: date, received: date | None, fresh: bool, store: Store
    ) -> None:
        self.steps = (0, 1, "")
        self.before = _active(store)
        #: The files that were left out, since they must be mended first.
        self.waiting: tuple[str, ...] = ()
        self.outcome: Outcome | None = None
        self.fault: Exception | None = None
        self._job = (uploads, as_of, received, fresh, store)
        self._thread = threading.Thread(target=self._run, name="publish")

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait for the end; whether it has come."""
        self._thread.join(seconds)
        return self.ended

    @property
    def ended(self) -> bool:
        """Whether there is an outcome or a fault."""
        return bool(self.outcome or self.fault)

    @property
    def published(self) -> bool:
        """Whether a snapshot came of it."""
        return bool(self.outcome and self.outcome.snapshot_id)

    def _run(self) -> None:
        uploads, as_of, received, fresh, store = self._job
        self._job = ((), as_of, received, fresh, store)
        try:
            with on_disk(uploads) as paths:
                outcome = publish(
                    paths, store, as_of=as_of, received=received, fresh=fresh, progress=self._hear
                )
        except PublishBusy as busy:
            LOG.info("not published: busy, %s", busy)
            self.fault = busy
        except Exception as fault:  # whatever it is, the page says that nothing changed
            LOG.exception("a publish failed; the active snapshot is unchanged")
            self.fault = fault
        else:
            said = f"published {outcome.snapshot_id}" if outcome.snapshot_id else "not published: errors"
            LOG.info("%s; before: %s; files: %d", said, self.before or "none", len(uploads))
            self.outcome = outcome

    def _hear(self, done: int, total: int, what: str) -> None:
        self.steps = (done, total, what)


def _active(store: Store) -> str:
    try:
        return store.active_id()
    except NoSnapshot:
        return ""
