"""The fictitious sample: writes one CSV per intake table, the same bytes every time."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

from data.contract import INTAKE_TABLES
from data.sample_maker import activities, cases, followups, places, resources, yearly
from data.sample_maker.story import SAMPLE_AS_OF, Cell, Row

__all__ = ["SAMPLE_AS_OF", "sample_tables", "write_sample"]


def sample_tables() -> dict[str, list[Row]]:
    """The rows of all fifteen intake tables by table name."""
    sizes = yearly.sizes()
    incidents = cases.incidents()
    return {
        "communes": places.communes(),
        "schools": places.schools(),
        "enrolment": yearly.enrolment(sizes),
        "staffing": yearly.staffing(sizes),
        "reports": yearly.reports(),
        "statements": yearly.statements(sizes),
        "activities": activities.activities(sizes),
        "incidents": incidents,
        "removals": followups.removals(incidents),
        "violations": followups.violations(incidents),
        "services": resources.services(),
        "service_use": resources.service_use(sizes),
        "funding": resources.funding(),
        "network_members": resources.network_members(),
        "office_actions": resources.office_actions(),
    }


def write_sample(folder: Path) -> None:
    """Write `<table>.csv` for every intake table into `folder`, which is created if missing."""
    folder.mkdir(parents=True, exist_ok=True)
    rows_of = sample_tables()
    for table in INTAKE_TABLES:
        path = folder / f"{table.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(table.names)
            for row in rows_of[table.name]:
                writer.writerow([_text(row.get(name)) for name in table.names])


def _text(cell: Cell) -> str:
    """A cell as the contract writes it in CSV."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return f"{cell:.4f}"
    return "" if cell is None else str(cell)
