"""The health route: whether figures can be read now, for whoever watches over the server.

It answers without sign-in, and tells nothing but states: no figure, no school, no path.
"""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Literal

from data.store import NoSnapshot, SnapshotOutdated, SnapshotUnreadable, Store

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

LOG = logging.getLogger("dashboard")
ADDRESS = "/health"
State = Literal["ok", "limited", "down"]


def answer(request: Request) -> Response:
    """200 with `ok` or `limited` while figures are shown, 503 with `down` while none can be; why in words."""
    from starlette.responses import JSONResponse

    state, why, as_of = look()
    told = {"state": state, **({"why": why} if why else {}), **({"as_of": as_of} if as_of else {})}
    return JSONResponse(
        told, status_code=503 if state == "down" else 200, headers={"cache-control": "no-store"}
    )


def look() -> tuple[State, str, str]:
    """The state, why it is not ok, and the day at whose end the figures are read; never an exception."""
    # Not above: the server imports this file before there is a place for what these cache.
    from pages.kit import answers
    from pages.web import noting

    store = Store()
    try:
        shown = answers.current()
    except NoSnapshot:
        return "down", "nothing was published yet: open the dashboard once, or publish", ""
    except SnapshotOutdated:
        return "down", "the snapshot is of another version of the program: python -m data rebuild", ""
    except SnapshotUnreadable:
        return "down", "no snapshot can be read: put the folder of snapshots back from its copy", ""
    except OSError as error:
        LOG.error("the folder of snapshots cannot be read: %s", error)
        return "down", "the folder of snapshots cannot be read", ""
    day = shown.as_of.isoformat()
    if not answers.is_active(shown):
        return "limited", "the active snapshot cannot be read; an older one is shown", day
    if noting.is_failing() or not os.access(store.folder, os.W_OK):
        return (
            "limited",
            "the folder of snapshots cannot be written: no publish and no download",
            day,
        )
    return "ok", "", day
