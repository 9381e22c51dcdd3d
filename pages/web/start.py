"""From the server's start to its end: its log lines, and the first page's libraries brought in early."""

from __future__ import annotations

import gc
import importlib
import logging
import os
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from data.contract import CONTRACT_VERSION
from data.store import NoSnapshot, SnapshotUnreadable, Store

LOG = logging.getLogger("dashboard")
#: How grave a line must be to be written.
VARIABLE, USUAL = "DASHBOARD_LOG", "INFO"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
#: What takes longest to bring in. Pandas comes by pyarrow, which asks it whether a list is one of its series.
LIBRARIES = ("pandas", "plotly.graph_objects", "pyarrow.compute", "babel.dates", "babel.numbers")


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """A line for the start and for the end; meanwhile the libraries for which the first reader would wait."""
    begin_log()
    threading.Thread(target=_bring_in, name="first page's libraries", daemon=True).start()
    LOG.info("started: contract %s, snapshots in %s, %s", CONTRACT_VERSION, Store().folder, _active())
    yield
    LOG.info("stopped")


def begin_log() -> None:
    """Let the dashboard's own lines be written to the error stream, each once and in one form."""
    wanted = os.environ.get(VARIABLE, USUAL).upper()
    # A console of another encoding must not stop a line with Vietnamese names.
    if hasattr(sys.stderr, "reconfigure"):
        sys.stderr.reconfigure(errors="backslashreplace")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.handlers[:] = [handler]
    LOG.propagate = False
    LOG.setLevel(wanted if wanted in LEVELS else USUAL)
    if wanted not in LEVELS:
        LOG.warning("%s=%s is none of %s; %s is taken", VARIABLE, wanted, ", ".join(LEVELS), USUAL)


def _bring_in() -> None:
    for library in LIBRARIES:
        importlib.import_module(library)
    # What is there now stays to the end: the collector, for which all readers wait, need not walk through it.
    gc.freeze()


def _active() -> str:
    try:
        snapshot = Store().active()
    except NoSnapshot:
        return "nothing published yet"
    except (SnapshotUnreadable, OSError) as error:
        return f"the active snapshot cannot be read: {error}"
    snapshot.close()
    return f"snapshot {snapshot.id} is active"
