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

from data.access_log import LOCAL
from data.store import Snapshot
from pages.documents import leaving
from pages.documents.browser.contents import contents
from pages.documents.export.selection import Selection, must_be_known
from pages.kit.words import Words
from queries import Reader

_HERE = Path(__file__).resolve().parent
_KIT = _HERE.parents[1] / "kit"
#: How kit/table.js hands on what draws a table.
_EXPORT = "export default "


def document(snapshot: Snapshot, years: Sequence[int], words: Words) -> bytes:
    """The file's bytes; none of `years`: all that have begun. No moment of making is in it.

    Raises UnknownChoice for a year that the snapshot does not have, and ReleaseRefused where no shareable
    edition can be made.
    """
    must_be_known(Selection(tuple(years)), snapshot)
    edition = contents(snapshot, years or sorted(snapshot.years), words)
    style, table_style = (_text(path) for path in (_HERE / "page.css", _KIT / "table.css"))
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
        content=_inlined(edition),
        issuer=html.escape(edition["issuer"]),
        title=html.escape(edition["title"]),
        day=html.escape(edition["day"]),
        marks="".join(
            f' <span class="badge {mark}">{html.escape(edition[mark])}</span>'
            for mark in ("sample", "tier")
            if edition[mark]
        ),
        foot=html.escape(edition["foot"]),
        noscript=html.escape(
            words.text("This file draws its tables with a script inside it: open it in a web browser.")
        ),
    )
    return page.encode()


def to_bytes(
    snapshot: Snapshot, years: Sequence[int], words: Words, reader: Reader, *, who: str = LOCAL
) -> bytes:
    """The file's bytes, noted in the log before they are handed over. `reader` is who takes it.

    Raises what `document` and `leaving.note` raise.
    """
    made = document(snapshot, years, words)
    _note(snapshot, years, reader, made, who)
    return made


def to_file(snapshot: Snapshot, years: Sequence[int], words: Words, target: Path, *, who: str = LOCAL) -> int:
    """Write the file to `target`, replacing it, and return its size.

    Raises what `to_bytes` and `leaving.draft` raise.
    """
    with leaving.draft(target) as draft:
        made = document(snapshot, years, words)
        draft.write_bytes(made)
        # Once it is written, and before it can be read.
        _note(snapshot, years, Reader(tier="shareable"), made, who)
    return len(made)


def _note(snapshot: Snapshot, years: Sequence[int], reader: Reader, made: bytes, who: str) -> None:
    sha256 = hashlib.sha256(made).hexdigest()
    leaving.note(snapshot, "browser", reader, "shareable", sha256, who, years=years, schools=[])


def _script() -> str:
    """The table's script and the page's own as one, of which nothing can be reached from outside."""
    table = _text(_KIT / "table.js")
    if table.count(_EXPORT) != 1:
        raise ValueError(f"kit/table.js has not exactly one '{_EXPORT.strip()}'")
    drawing = f"const drawTable = (() => {{\n{table.replace(_EXPORT, 'return ')}}})();"
    return f'"use strict";\n(() => {{\n{drawing}\n{_text(_HERE / "page.js")}}})();\n'


def _inlined(edition: dict[str, Any]) -> str:
    """JSON that no text in it can end: `<` opens neither `</script>` nor `<!--`."""
    written = json.dumps(edition, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return written.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})


def _hash(text: str) -> str:
    """What the page's policy lets pass: this very text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")
