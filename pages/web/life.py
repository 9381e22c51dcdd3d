"""From the server's start to its end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from data.contract import CONTRACT_VERSION
from data.store import NoSnapshot, SnapshotUnreadable, Store
from pages.web import first_page, logs
from pages.web.logs import LOG


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """A line for the start and for the end, and at the start the first page's libraries."""
    logs.begin()
    first_page.bring_in()
    LOG.info("started: contract %s, snapshots in %s, %s", CONTRACT_VERSION, Store().folder, _active())
    yield
    LOG.info("stopped")


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
