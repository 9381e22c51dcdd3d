"""How the server's log lines look: when, how grave, what happened. Set up once, when the server starts."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from data.contract import CONTRACT_VERSION
from data.store import NoSnapshot, SnapshotUnreadable, Store

LOG = logging.getLogger("dashboard")
#: How grave a line must be to be written: DEBUG, INFO, WARNING or ERROR.
VARIABLE, USUAL = "DASHBOARD_LOG", "INFO"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_FORMAT = "%(asctime)s %(levelname)s %(message)s"


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """From the server's start to its end: a line for each."""
    begin()
    LOG.info("started: contract %s, snapshots in %s, %s", CONTRACT_VERSION, Store().folder, _active())
    yield
    LOG.info("stopped")


def begin() -> None:
    """Let the dashboard's own lines be written to the error stream, each once and in one form."""
    asked = os.environ.get(VARIABLE, USUAL).upper()
    # A console of another encoding must not stop a line with Vietnamese names.
    if hasattr(sys.stderr, "reconfigure"):
        sys.stderr.reconfigure(errors="backslashreplace")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(_FORMAT))
    LOG.handlers[:] = [handler]
    LOG.propagate = False
    LOG.setLevel(asked if asked in LEVELS else USUAL)
    if asked not in LEVELS:
        LOG.warning("%s=%s is none of %s; %s is taken", VARIABLE, asked, ", ".join(LEVELS), USUAL)


def _active() -> str:
    store = Store()
    try:
        snapshot = store.active()
    except NoSnapshot:
        return "nothing published yet"
    except (SnapshotUnreadable, OSError) as error:
        return f"the active snapshot cannot be read: {error}"
    snapshot.close()
    return f"snapshot {snapshot.id} is active"
