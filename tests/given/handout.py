"""The file for a browser, read as whoever gets it may: out of its HTML, cell by cell, in Vietnamese."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

from data.contract import TABLES
from tests.given.counting import NOT_RECORDED

Data = Mapping[str, Any]
#: The marks of verdicts.
STATUS = {"●": "met", "▲": "near", "■": "far"}
#: The groups of incidents in the order in which the file offers them.
GROUPS = ("category", "platform", "intake", "severity", "age_band")
_NUMBER = r"\d+(?:\.\d{3})*(?:,\d+)?"


class _Reader(HTMLParser):
    """The text of the script that holds the data."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.inside, self.text = False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "script" and dict(attrs).get("id") == "content"

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        self.text += data if self.inside else ""


def read(content: bytes) -> Data:
    """The data of the file."""
    reader = _Reader()
    reader.feed(content.decode())
    file: Data = json.loads(reader.text)
    return file


def exact(text: str) -> float | None:
    """The number that a cell tells; None for a range, a mark or nothing."""
    match = re.fullmatch(rf"({_NUMBER})%?", text)
    return float(match[1].replace(".", "").replace(",", ".")) if match else None


def text_of(cell: Any) -> str:
    """What is written in a cell."""
    return str(cell if isinstance(cell, str) else cell["text"])


def blocks(file: Data, page: str, year: int) -> list[Data]:
    """The blocks of a page, those beside each other one after another."""
    (drawn,) = (each["blocks"][str(year)] for each in file["pages"] if each["id"] == page)
    return [block for outer in drawn for block in outer.get("beside", [outer])]


def years(file: Data) -> list[int]:
    """The years that the file tells of."""
    return [year for year, _ in file["years"]]


def indicator_rows(file: Data) -> Iterator[dict[str, Any]]:
    """Every value of an indicator that stands in a table: of the goals and of all indicators."""
    for year in years(file):
        for page in ("overview", "indicators"):
            table = blocks(file, page, year)[0]["table"]
            for indicator, cells in zip(table["opens"][0], table["rows"], strict=True):
                # A year with none before it is compared with none.
                moved = cells[-1 if page == "overview" else 4] if len(cells) == 6 else ""
                parts = cells[4] if page == "overview" else cells[0]["note"]
                yield _indicator(indicator, year, cells, parts, moved)


def _indicator(indicator: str, year: int, cells: Sequence[Any], parts: str, moved: str) -> dict[str, Any]:
    value, bar, line = cells[1], cells[2].get("bar"), cells[3].get("line")
    above, below = "", ""
    for part in parts.split(" · "):
        # What is counted stands behind: 27 trên 31 vi phạm.
        if match := re.fullmatch(rf"(\S+) trên ({_NUMBER}|\S+)( .+)?", part):
            above, below = match[1], match[2]
        elif match := re.fullmatch(rf"({_NUMBER}) có", part):
            above = match[1]
        elif exact(part) is not None:
            above = part
    return {
        "indicator": indicator,
        "year": year,
        "numerator": exact(above),
        "denominator": exact(below),
        "shown": text_of(value),
        "value": exact(text_of(value)),
        "status": STATUS.get(value.get("mark", [""])[0]),
        "bar": bar,
        "target": bar and bar[2] and 100 * bar[2],
        "line": line and line[0],
        "moved": moved,
    }


def answers(
    file: Data, child: Collection[str]
) -> Iterator[tuple[str, Mapping[str, str], list[dict[str, Any]]]]:
    """What the file tells of children's cases: question, parameters, rows. `child`: whose indicators count cases.

    A number that is rounded is the one that follows from the exact parts beside it, where it is that one rounded.
    """
    rows = [row for row in indicator_rows(file) if row["indicator"] in child]
    whole = {(row["indicator"], row["year"]): row for row in rows if row["value"] is not None}
    for row in rows:
        before = whole.get((row["indicator"], row["year"] - 1))
        row["value"] = _unrounded(row)
        row["previous_value"] = None
        if row["moved"]:
            row["previous_value"] = _unrounded(before) if before else float("inf")
        row["lower"] = None
        row["value_least"], row["value_most"] = None, None
        confirmed, possible = (row["bar"] or [None, None])[:2]
        if row["value"] is None:
            row["value_least"] = confirmed and 100 * confirmed
            row["value_most"] = possible and 100 * possible
        row["upper"] = possible and 100 * possible
        for end in (row["value"], 100.0):
            if end is not None and row["upper"] is not None and abs(row["upper"] - end) < 1e-9:
                row["upper"] = end
        for place, height in enumerate(row["line"] or ()):
            year = years(file)[place]
            if height is not None and (row["indicator"], year) not in whole:
                yield "a line", {}, [{**row, "year": year, "value": height}]
    yield "indicator_rollup", {"by": "district"}, rows
    for year in years(file):
        first, by_year, by_month, groups = blocks(file, "trends", year)[:4]
        yield "incident_years", {}, [*map(_year, by_year["table"]["rows"]), *_sentence(first["answer"], year)]
        yield "incident_months", {}, [_month(row) for row in by_month["table"]["rows"]]
        for by, (_, table) in zip(GROUPS, groups["choices"], strict=True):
            yield "incident_groups", {"by": by}, list(_groups(table, by))


def _unrounded(row: Mapping[str, Any]) -> float | None:
    value: float | None = row["value"]
    above, below = row["numerator"], row["denominator"]
    if (value, above, below) == (0, 0, None):
        # None of however many is 0%, which tells of them no more than that.
        return None
    if value is None or above is None or not below:
        return value
    share = 100 * above / below
    return share if abs(share - value) <= 0.05 + 1e-9 else value


def _year(cells: Sequence[Any]) -> dict[str, Any]:
    year, incidents, _, children, pupils, _, rate, _, _, left_out = cells
    return {
        "year": int(year.rstrip("*")),
        "incidents": exact(incidents),
        "children": exact(children),
        "pupils": exact(pupils),
        "rate": exact(rate),
        "left_out": exact(left_out),
        "shown": {"incidents": incidents, "children": children, "left_out": left_out},
        "bar": cells[2]["bar"],
    }


def _sentence(answer: str, year: int) -> Iterator[dict[str, Any]]:
    """2025, toàn huyện: Tiếp nhận 71 vụ việc, 103 trẻ em liên quan · …"""
    match = re.search(r"Tiếp nhận (.+) vụ việc, (.+) trẻ em liên quan", answer)
    if match:
        yield {
            "year": year,
            "incidents": exact(match[1]),
            "children": exact(match[2]),
            "pupils": None,
            "rate": None,
            "left_out": None,
        }


def _month(cells: Sequence[Any]) -> dict[str, Any]:
    month, incidents, bar, pupils, rate = cells
    row = {
        "month": f"{month[3:]}-{month[:2]}-01",
        "incidents": exact(incidents),
        "pupils": exact(pupils),
        "rate": exact(rate),
        "centre": None,
        "lower": None,
        "upper": None,
        "signal": None,
        "way": None,
        "shown": incidents,
        "bar": bar["bar"],
    }
    if row["incidents"] is not None and row["pupils"] and row["rate"] is not None:
        true = 1000 * row["incidents"] / row["pupils"]
        row["rate"] = true if abs(true - row["rate"]) <= 0.005 + 1e-9 else row["rate"]
    return row


def _groups(table: Data, by: str) -> Iterator[dict[str, Any]]:
    titles = [column["title"].rstrip("*") for column in table["columns"]]
    codes = {label.in_language("vi"): code for code, label in TABLES["incidents"].column(by).allowed.items()}
    for cells in table["rows"]:
        for title, cell in zip(titles, cells, strict=True):
            if title.isdigit():
                yield {
                    "group": codes.get(cells[0], NOT_RECORDED),
                    "year": int(title),
                    "incidents": exact(cell),
                    "children": None,
                    "share": None,
                    "shown": cell,
                }
