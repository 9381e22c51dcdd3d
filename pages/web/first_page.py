"""The first page: its libraries brought in while the browser still loads, and an address of its own name."""

from __future__ import annotations

import importlib
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

#: What takes longest to bring in. Pandas comes by pyarrow, which asks it whether a list is one of its series.
LIBRARIES = (
    "pandas",
    "plotly.graph_objects",
    "scipy.optimize",
    "pyarrow.compute",
    "babel.dates",
    "babel.numbers",
)


def bring_in() -> None:
    """Begin to bring in the first page's libraries: the first reader would wait for them."""
    threading.Thread(target=_bring_in, name="first page's libraries", daemon=True).start()


def _bring_in() -> None:
    for library in LIBRARIES:
        importlib.import_module(library)


def lead(request: Request) -> Response:
    """To the first page's place without its name: the framework knows that page by no name, and finds none.

    The choice that the address carries goes along.
    """
    from starlette.responses import RedirectResponse

    # Never to an address that the request itself brings: only the part after the question mark is handed on.
    return RedirectResponse(f"./?{request.url.query}" if request.url.query else "./", status_code=307)
