"""Text from data on its way to the screen: what is no word of ours is never read as markup.

A name may hold signs that Markdown or HTML act on. Rows are read here only (`rows`), and in their texts each
such sign is replaced by a stand-in: a private code point that nothing acts on. So a name stays inert wherever
it goes, through any sentence. Where it is shown, the stand-in becomes the sign again, in the way in which
that place shows the sign itself: `as_markdown`, `as_plotly`, `as_text`. A place that forgets it shows a box,
and no markup.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

import pyarrow as pa

#: The stand-ins: a private plane of Unicode, in the order of ASCII.
_PLANE = 0xF0000
_STAND_IN = re.compile(f"[{chr(_PLANE)}-{chr(_PLANE + 0x7F)}]")
#: Not drawn; breaks what is looked for after Markdown has been read: links, emoji, icons, arrows.
_JOINER = "\u2060"
#: Signs that Markdown or HTML may act on, where they may: an underscore inside a word and a colon before a
#: space are as harmless as the ampersand of TH&THCS, and most names and all codes go untouched.
_ACTIVE = re.compile(
    r"""[\\`*\[\]<>~$@]         # anywhere
    | (?<![^\W_])_ | _(?![^\W_])  # an underscore at the edge of a word
    | &(?=[#\w]+;)              # an entity
    | :(?=[\w/+-])(?!(?<=\d\d:)\d\d(?![\w:]))  # an icon, an emoji, a colour, a scheme; not 17:00
    | (?<=www)\. | -(?=[->]) | (?<=-)-
    | ^[-+\#=] | (?<=^\d)[.)] | (?<=^\d\d)[.)] | (?<=^\d\d\d)[.)]  # a list or a heading
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: Ids and codes, which are compared and looked up: as the contract has them.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.&/-]{0,39}")

Rows = list[dict[str, Any]]


def rows(table: pa.Table) -> Rows:
    """The table's rows, the texts in them inert; ids and codes stay as they are."""
    rows: Rows = table.to_pylist()
    texts = [field.name for field in table.schema if _holds_text(field.type)]
    for row in rows:
        for name in texts:
            row[name] = _cell(row[name])
    return rows


def inert(text: str) -> str:
    """A text that comes from elsewhere than an answer: typed, named by a file or by an address."""
    return _ACTIVE.sub(lambda match: chr(_PLANE + ord(match[0])), text)


def as_markdown(text: str) -> str:
    """The text for Streamlit's Markdown, labels included: each stand-in drawn as its sign."""
    return _STAND_IN.sub(lambda match: f"{_JOINER}\\{_sign(match)}{_JOINER}", text)


def as_text(text: str) -> str:
    """The text for places that draw it letter by letter: tables, texts for readers of screens, files."""
    return _STAND_IN.sub(_sign, text)


def as_plotly(value: Any) -> Any:
    """A figure's dictionary with each stand-in as an entity; Plotly reads a few tags of HTML."""
    if isinstance(value, str):
        return _STAND_IN.sub(lambda match: f"&#{ord(_sign(match))};", value)
    if isinstance(value, dict):
        return {key: as_plotly(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [part if isinstance(part, float | int) else as_plotly(part) for part in value]
    return value


def as_json_text(written: str) -> str:
    """JSON with each stand-in as its sign, for a drawing that takes texts letter by letter."""
    return _STAND_IN.sub(lambda match: json.dumps(_sign(match))[1:-1], written)


def _sign(match: re.Match[str]) -> str:
    return chr(ord(match[0]) - _PLANE)


@lru_cache(maxsize=50_000)
def _text(value: str) -> str:
    # Cached: every run of a page reads the same names again.
    return value if _ID.fullmatch(value) else inert(value)


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return _text(value)
    return [_cell(part) for part in value] if isinstance(value, list) else value


def _holds_text(kind: pa.DataType) -> bool:
    if pa.types.is_list(kind):
        return _holds_text(kind.value_type)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind))
