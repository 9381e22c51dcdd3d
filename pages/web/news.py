"""What an open page asks every few seconds: which snapshot can be read now, and whether the access log can.

If it cannot, nothing can be downloaded. Only those are answered who may come in (guard.py), and no
figure is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamlit import config

from data.store import NoSnapshot, SnapshotUnreadable

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

ADDRESS = "/news"


def address() -> str:
    """Where a page finds it, also when the server lies below another address."""
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}{ADDRESS}" if base else ADDRESS


def of(snapshot_id: str) -> str:
    """The state in which this snapshot is shown, as one text to compare."""
    # Not above: the server imports this file before there is a place for what these cache.
    from pages.web import noting

    return f"{snapshot_id} {'failing' if noting.is_failing() else 'ok'}"


def answer(request: Request) -> Response:
    """200 with the state of now; 204 while no snapshot can be read, so that pages stay as they are."""
    from starlette.responses import PlainTextResponse, Response

    from pages.kit import answers

    headers = {"cache-control": "no-store"}
    # What can be read decides, not the pointer: a damaged file must not make pages spin.
    try:
        readable = answers.current().id
    except (NoSnapshot, SnapshotUnreadable, OSError):
        return Response(status_code=204, headers=headers)
    return PlainTextResponse(of(readable), headers=headers)
