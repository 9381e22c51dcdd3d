"""The file for a browser: one page of HTML that opens by double click and asks nothing of anybody."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Sequence
from pathlib import Path
from string import Template
from typing import Any

from data.store import Snapshot
from pages.documents.contents import contents
from pages.kit import cells
from pages.kit.words import Words
from queries.export.selection import Selection, must_be_known

_HERE = Path(__file__).resolve().parent
#: How kit/table.js hands on what draws a table.
_EXPORT = "export default "


def document(snapshot: Snapshot, years: Sequence[int], words: Words) -> bytes:
    """The file's bytes; none of `years`: all that have begun. No moment of making is in it.

    Raises UnknownChoice for a year that the snapshot does not have, and ReleaseRefused where no shareable
    edition can be made.
    """
    must_be_known(Selection(tuple(years)), snapshot)
    told = contents(snapshot, years or sorted(snapshot.years), words)
    style, table_style = _text(_HERE / "page.css"), cells.CSS
    script = _script()
    styles = f"'{_hash(style)}' '{_hash(table_style)}'"
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src {styles}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    page = Template(_text(_HERE / "page.html")).substitute(
        lang=words.lang,
        policy=policy,
        style=style,
        table_style=table_style,
        script=script,
        content=_inlined(told),
        issuer=html.escape(told["issuer"]),
        title=html.escape(told["title"]),
        day=html.escape(told["day"]),
        marks="".join(
            f' <span class="badge {mark}">{html.escape(told[mark])}</span>'
            for mark in ("sample", "tier")
            if told[mark]
        ),
        foot=html.escape(told["foot"]),
        noscript=html.escape(
            words.text("This file draws its tables with a script inside it: open it in a web browser.")
        ),
    )
    return page.encode()


def _script() -> str:
    """The table's script and the page's own as one, of which nothing can be reached from outside."""
    table = cells.JS
    if table.count(_EXPORT) != 1:
        raise ValueError(f"kit/table.js has not exactly one '{_EXPORT.strip()}'")
    drawing = f"const drawTable = (() => {{\n{table.replace(_EXPORT, 'return ')}}})();"
    return f'"use strict";\n(() => {{\n{drawing}\n{_text(_HERE / "page.js")}}})();\n'


def _inlined(told: dict[str, Any]) -> str:
    """JSON that no text in it can end: `<` opens neither `</script>` nor `<!--`."""
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    escaped = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
    return "".join(escaped.get(sign, sign) for sign in written)


def _hash(text: str) -> str:
    """What the page's policy lets pass: this very text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")
