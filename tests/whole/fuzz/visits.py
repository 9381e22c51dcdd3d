"""Visiting a page by its address without a browser, and all that is then on screen."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any

from streamlit.testing.v1 import AppTest

from dashboard import PAGES
from tests import ROOT
from tests.whole.fuzz.addresses import Address

#: The address of each page, to its file.
FILES: Mapping[str, str] = {address: file for _, file, _, _, address, _ in PAGES}
_FIRST = "overview"
#: How many addresses each page is opened at; FUZZ_ADDRESSES asks for another number.
MANY = int(os.environ.get("FUZZ_ADDRESSES", "20"))
#: And where each is compared over two folders: FUZZ_COMPARED.
COUNT = int(os.environ.get("FUZZ_COMPARED", "3"))
_PATIENCE = 120


def visit(page: str, asked: Address, tier: str = "internal") -> AppTest:
    """A fresh session that opens the page at this address, for a reader in this tier."""
    return again(begun_at(page, _session(tier)), asked)


def begun_at(page: str, app: AppTest) -> AppTest:
    """A session that has not run yet and begins with this page: as a link does, not after another."""
    if page != _FIRST:
        app._page_hash = place(page)
    return app


def again(app: AppTest, asked: Address) -> AppTest:
    """The same session and page at another address."""
    app.query_params.clear()
    for key, value in asked.items():
        app.query_params[key] = value
    return app.run()


def faults(app: AppTest) -> list[str]:
    """Exceptions, and the words that stand in the place of one."""
    return [str(element.value) for element in (*app.exception, *app.error)]


def on_screen(app: AppTest) -> list[bytes]:
    """Everything that reaches the browser: words, tables, figures, maps, texts for readers of screens."""
    protos = [copy(element.proto) for element in app._tree if getattr(element, "proto", None) is not None]
    for proto in protos:
        # A file that is made on a click is named at random.
        if "deferred_file_id" in proto.DESCRIPTOR.fields_by_name:
            proto.ClearField("deferred_file_id")
    return [proto.SerializeToString(deterministic=True) for proto in protos]


def copy(proto: Any) -> Any:
    """A copy that may be changed."""
    made = type(proto)()
    made.CopyFrom(proto)
    return made


def _session(tier: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=_PATIENCE)
    app.session_state["tier"] = tier
    return app


@cache
def place(page: str) -> str:
    """What Streamlit calls the page, once the front door has named it."""
    app = _session("internal").run()
    app.switch_page(FILES[page])
    return app._page_hash
