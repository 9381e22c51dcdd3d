"""A world small enough to keep in one's head: two schools, every table, nothing wrong in it."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook

from data.contract import TABLES
from tests.given.contract_cells import cell

AS_OF = date(2025, 12, 31)

#: The form of the world's ids: T1, HD-1. Also as somebody spells them: "T 1".
_ID = re.compile(r"[A-Z]{1,2}[ -]?[0-9]{1,2}")

Row = dict[str, str]
World = dict[str, list[Row]]

_WORLD: World = {
    "communes": [
        {"code": "28051", "name": "Xã Mỹ Thạnh", "kind": "xa", "valid_from": "2021-01-01", "valid_to": "2025-06-30"},
        {"code": "28051", "name": "Xã Mỹ Thạnh", "kind": "xa", "valid_from": "2025-07-01"},
    ],
    "schools": [
        {"school_id": "T1", "name": "Trường TH Mẫu 91", "level": "TH", "commune_code": "28051", "successor_code": "28051"},
        {"school_id": "C1", "name": "Trường THCS Mẫu 92", "level": "THCS", "commune_code": "28051",
         "successor_code": "28051", "opened_on": "2022-08-15", "closed_on": "2025-05-31"},
    ],
    "enrolment": [
        {"school_id": "T1", "year": "2024", "grade": str(grade), "classes": "2", "pupils": "60"} for grade in range(1, 6)
    ],
    "staffing": [{"school_id": "T1", "year": "2024", "managers": "2", "teachers": "15", "employees": "3"}],
    "reports": [
        {"school_id": "T1", "year": "2024", "submitted_on": "2024-11-28", "status": "received", "note_count": "0"}
    ],
    "statements": [
        {"school_id": "T1", "year": "2024", "item": "pupils_reached", "value": "280"},
        {"school_id": "T1", "year": "2024", "item": "counselling_team", "value": "1"},
        {"school_id": "T1", "year": "2024", "item": "staff_trained", "value": "18"},
    ],
    "activities": [
        {"activity_id": "HD-1", "school_id": "T1", "held_on": "2024-03-05", "kind": "awareness", "audience": "pupils",
         "topics": "internet_social;personal_data", "grade_from": "1", "grade_to": "5", "channel": "in_person",
         "attendances": "300", "organiser": "school"},
    ],
    "incidents": [
        {"incident_id": "VV-1", "school_id": "T1", "category": "fraud", "platform": "zalo", "intake": "school",
         "severity": "medium", "children": "1", "age_band": "9-11", "received_at": "2024-03-06 09:00",
         "referred_at": "2024-03-06 10:00", "support_requested_at": "2024-03-06 11:00", "support_requested_by": "family",
         "support_started_at": "2024-03-07 08:00", "closed_at": "2024-03-20 16:00", "outcome": "resolved", "reopened": "0"},
    ],
    "removals": [
        {"removal_id": "GB-1", "incident_id": "VV-1", "platform": "zalo", "requested_at": "2024-03-06 12:00",
         "removed_at": "2024-03-06 14:00", "refused": "0"},
    ],
    "violations": [
        {"violation_id": "VP-1", "incident_id": "VV-1", "school_id": "T1", "subject": "individual", "source": "detected",
         "platform": "zalo", "found_on": "2024-03-06", "handled_on": "2024-03-30", "handling": "administrative"},
    ],
    "services": [
        {"service_id": "DV-1", "name": "Dịch vụ Mẫu A", "kind": "filtering", "vietnamese": "1", "evaluated_on": "2023-05-04",
         "criteria_met": "9", "criteria_total": "10", "approved": "1"},
    ],
    "service_use": [{"school_id": "T1", "year": "2024", "service_id": "DV-1", "pupils": "280", "parents": "100"}],
    "funding": [{"payer": "T1", "year": "2024", "source": "state", "planned_vnd": "9000000", "spent_vnd": "8000000"}],
    "network_members": [
        {"member_id": "TV-1", "name": "Hội Mẫu", "kind": "women", "commune_code": "28051", "joined_on": "2022-01-10"}
    ],
    "office_actions": [
        {"action_id": "VL-1", "plan_ref": "IV.1.4", "kind": "district_report", "done_on": "2024-12-10", "due_on": "2024-12-15"}
    ],
}  # fmt: skip


def world() -> World:
    """A fresh copy that a test may spoil."""
    return {name: [whole(name, row) for row in rows] for name, rows in _WORLD.items()}


def whole(table: str, row: Mapping[str, str]) -> Row:
    """The row, and a value for each column that the contract requires and the row does not name."""
    return {c.name: cell(TABLES[table], c) for c in TABLES[table].columns if c.required} | dict(row)


def numbered(of: World, number: int) -> World:
    """The same world with this number on every id, so that many worlds go into one delivery.

    Its unit has a code of its own.
    """
    return {
        table: [{column: _numbered(text, number) for column, text in row.items()} for row in rows]
        for table, rows in of.items()
    }


def _numbered(text: str, number: int) -> str:
    if text == "28051":
        return str(30_000 + number)
    return f"{text}-{number}" if _ID.fullmatch(text) else text


def write_csvs(tables: Mapping[str, Sequence[Row]], folder: Path) -> Path:
    """Write each table as a CSV into `folder`; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, TABLES[name].names, restval="")
            writer.writeheader()
            writer.writerows(whole(name, row) for row in rows)
    return folder


def write_workbook(
    tables: Mapping[str, Sequence[Row]], path: Path, raw: Mapping[str, object] | None = None
) -> Path:
    """Write each table as a sheet with real dates and numbers; `raw` = {"table!A2": any cell}."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in tables.items():
        sheet = book.create_sheet(TABLES[name].label.in_language("vi"))
        sheet.append([column.label.in_language("vi") for column in TABLES[name].columns])
        for row in (whole(name, row) for row in rows):
            sheet.append([typed(column.kind, row.get(column.name, "")) for column in TABLES[name].columns])
    for place, value in (raw or {}).items():
        table, _, cell = place.partition("!")
        target = book[TABLES[table].label.in_language("vi")][cell]
        target.value, target.number_format = value, "General"
    book.save(path)
    book.close()
    return path


def typed(kind: str, text: str) -> object:
    """A cell as a workbook holds it: a real date or number; None where nothing stands."""
    if not text:
        return None
    if kind == "date":
        return datetime.strptime(text, "%Y-%m-%d")  # noqa: DTZ007 – a workbook's dates have no zone
    if kind == "moment":
        return datetime.strptime(text, "%Y-%m-%d %H:%M")  # noqa: DTZ007
    if kind in ("integer", "money", "flag"):
        return int(text)
    return float(text) if kind == "decimal" else text
