"""The tables of a page that was run without a browser, as they go to one."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from streamlit.testing.v1 import AppTest


@dataclass(frozen=True)
class Table:
    """One table: its key, what is read aloud before it, and its rows, each cell as it is read."""

    key: str
    caption: str
    rows: list[dict[str, str]]
    columns: list[str]
    below: str


def tables_of(app: AppTest) -> list[Table]:
    """All tables of the page, in their order."""
    protos = [element.proto for element in app.get("bidi_component")]
    return [_table(proto) for proto in protos if proto.component_name == "table"]


def _table(proto: Any) -> Table:
    data = json.loads(proto.json)["table"]
    titles = [column["title"] for column in data["columns"]]
    rows = [dict(zip(titles, map(text, row), strict=True)) for row in data["rows"]]
    match = re.fullmatch(r"\$\$ID-[0-9a-f]+-(.+)_table", proto.id)
    assert match, proto.id
    return Table(match[1], data["caption"], rows, titles, data["below"])


def text(cell: str | dict[str, Any]) -> str:
    """A cell as it is read: its text, its mark with the word, its note."""
    if isinstance(cell, str):
        return cell
    shape, _, word = cell.get("mark") or ("", "", "")
    parts = (cell["text"], shape, word, cell.get("note", ""))
    return " ".join(part for part in parts if part)
