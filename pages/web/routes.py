"""The server's own small addresses: its health, news for open pages, and the first page by its name."""

from __future__ import annotations

import logging
import os
from typing import Literal

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from streamlit import config

from data import locks
from data.store import NoSnapshot, SnapshotOutdated, SnapshotUnreadable, Store
from pages.web import journal

LOG = logging.getLogger("dashboard")
HEALTH, NEWS = "/health", "/news"
_FRESH = {"cache-control": "no-store"}
State = Literal["ok", "limited", "down"]


def health(request: Request) -> Response:
    """Whether figures can be read now, for whoever watches over the server.

    200 with `ok` or `limited` while figures are shown, 503 with `down` while none can be; why in words. It
    answers without sign-in, and tells nothing but states: no figure, no school, no path.
    """
    state, why, as_of = look()
    facts = {"state": state, **({"why": why} if why else {}), **({"as_of": as_of} if as_of else {})}
    return JSONResponse(facts, status_code=503 if state == "down" else 200, headers=_FRESH)


def look() -> tuple[State, str, str]:
    """The state, why it is not ok, and the day at whose end the figures are read; never an exception."""
    # Not above: the server imports this file before there is a place for what these cache.
    from pages.kit import answers

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
    if journal.is_failing() or not os.access(Store().folder, os.W_OK):
        return "limited", "the folder of snapshots cannot be written: no publish and no download", day
    try:
        locks.prove(Store().folder)
    except OSError as error:
        LOG.error("no file can be locked in the folder of snapshots: %s", error)
        return "limited", "file locks do not hold in the folder of snapshots: no publish and no download", day
    return "ok", "", day


def news(request: Request) -> Response:
    """What an open page asks every few seconds, and is told where its reader may come in.

    200 with the state of now; 204 while no snapshot can be read, so that pages stay as they are.
    """
    from pages.kit import answers

    # What can be read decides, not the pointer: a damaged file must not make pages spin.
    try:
        readable = answers.current().id
    except (NoSnapshot, SnapshotUnreadable, OSError):
        return Response(status_code=204, headers=_FRESH)
    return PlainTextResponse(state_of(readable), headers=_FRESH)


def news_address() -> str:
    """Where a page finds news, also when the server lies below another address."""
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}{NEWS}" if base else NEWS


def state_of(snapshot_id: str) -> str:
    """The state in which this snapshot is shown, as one text to compare.

    While the access log cannot be written, nothing can be downloaded.
    """
    return f"{snapshot_id} {'failing' if journal.is_failing() else 'ok'}"


def first_page(request: Request) -> Response:
    """To the first page's place without its name: the framework knows that page by no name, and finds none.

    The choice that the address carries goes along.
    """
    # Never to an address that the request itself brings: only the part after the question mark is handed on.
    return RedirectResponse(f"./?{request.url.query}" if request.url.query else "./", status_code=307)
