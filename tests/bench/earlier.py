"""The sample as it stood at the end of an earlier day: what an office that publishes every month had then."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

from data.publish import SAMPLE

Row = dict[str, str]

#: When a row came to be.
_BEGINS = {
    "incidents": "received_at", "removals": "requested_at", "violations": "found_on", "activities": "held_on",
    "reports": "submitted_on", "office_actions": "done_on", "network_members": "joined_on",
}  # fmt: skip
#: What came later, and what came with it.
_LATER = {
    "referred_at": "", "assessed_at": "", "emergency_measure_at": "", "plan_issued_at": "",
    "support_requested_at": "support_requested_by", "support_started_at": "", "closed_at": "outcome",
    "removed_at": "", "handled_on": "handling", "left_on": "", "evaluated_on": "",
}  # fmt: skip
#: What comes with a school's report of a year.
_REPORTED = ("enrolment", "staffing", "statements", "service_use")


def write(folder: Path, as_of: date) -> Path:
    """Write the sample's CSVs without what came after that day; their folder."""
    folder.mkdir(parents=True)
    day, reported = as_of.isoformat(), set()

    def is_there(table: str, row: Row) -> bool:
        if table in _REPORTED:
            return (row["school_id"], row["year"]) in reported
        return table not in _BEGINS or row[_BEGINS[table]][:10] <= day

    # Reports first: the rest goes by them.
    for path in sorted(SAMPLE.glob("*.csv"), key=lambda path: (path.stem != "reports", path.name)):
        rows = _copy(path, folder / path.name, day, is_there)
        if path.stem == "reports":
            reported = {(row["school_id"], row["year"]) for row in rows}
    return folder


def _copy(path: Path, copy: Path, day: str, is_there: Callable[[str, Row], bool]) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as source:
        rows = [row for row in csv.DictReader(source) if is_there(path.stem, row)]
    for row in rows:
        for column, beside in _LATER.items():
            if row.get(column, "")[:10] > day:
                row |= dict.fromkeys({column, beside} - {""}, "")
    columns = path.read_text(encoding="utf-8").partition("\n")[0].strip().split(",")
    with copy.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return rows
