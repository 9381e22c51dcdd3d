"""The first page under its own name, which the framework calls not found: it knows that page by no name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def lead(request: Request) -> Response:
    """To the same place without the name, with the choice that the address carries."""
    from starlette.responses import RedirectResponse

    # Never to an address that the request itself brings: only the part after the question mark is handed on.
    return RedirectResponse(f"./?{request.url.query}" if request.url.query else "./", status_code=307)
