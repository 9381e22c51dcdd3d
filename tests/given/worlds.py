"""Worlds made from a seed: districts of 1 to 12 schools with few or many cases, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

import pandas as pd

from data.contract import GRADES, TABLES
from tests.given.counting import World, plan_tables
from tests.given.world import Row, write_csvs

FIRST_DAY = date(2021, 9, 24)
LAST_DAY = date(2025, 12, 31)
#: Most districts are looked at after the plan's end, some within it, some a few days after it began.
_DAYS = (
    LAST_DAY,
    LAST_DAY,
    LAST_DAY,
    date(2025, 6, 30),
    date(2025, 1, 6),
    date(2023, 3, 12),
    date(2021, 10, 4),
)
#: Minutes until a next step: at once, within hours, days, a month, never in sight.
_WAITS = (
    0,
    1,
    60,
    170,
    181,
    600,
    719,
    720,
    721,
    1_400,
    1_440,
    1_441,
    3_000,
    7_000,
    11_000,
    30_000,
    50_000,
    400_000,
)
_SIZES = (0, 1, 2, 5, 9, 15, 40, 60, 120, 250)
_OUTCOMES = (
    "",
    "",
    "resolved",
    "resolved",
    "resolved",
    "resolved",
    "transferred",
    "withdrawn",
    "duplicate",
    "unfounded",
)


def world(seed: int) -> World:
    """The world of this seed, the same every time."""
    dice = Random(f"world {seed}")
    return _world(dice, dice.choice(_DAYS), dice.choice(_SIZES))


def releases(seed: int, number: int = 5) -> list[World]:
    """A world as it stands at several releases in a row, some days or months apart."""
    dice = Random(f"releases {seed}")
    result = [_world(dice, date(2023, 1, 1) + timedelta(days=dice.randrange(900)), dice.choice(_SIZES))]
    while len(result) < number:
        result.append(grown(result[-1], dice))
    return result


def write(of: World, folder: Path) -> Path:
    """The world's input tables as CSVs that `data publish` takes."""
    return write_csvs({name: of.rows(name) for name in of.tables}, folder)


def grown(of: World, dice: Random) -> World:
    """The same district some days later: new cases, some go on or end, a few are corrected."""
    as_of = min(of.as_of + timedelta(days=dice.choice((1, 7, 30, 90, 200))), LAST_DAY)
    tables = {name: of.rows(name) for name in of.tables}
    schools, incidents = tables["schools"], tables["incidents"]
    for row in incidents:
        _go_on(dice, row, as_of)
        _correct(dice, row)
    since = of.as_of if as_of > of.as_of else FIRST_DAY
    incidents += list(_incidents(dice, schools, dice.choice((0, 1, 2, 5, 20)), since, as_of, len(incidents)))
    for row in tables["removals"]:
        if not row["removed_at"] and row["refused"] == "0" and dice.random() < 0.5:
            row["removed_at"] = _later(dice, row["requested_at"], as_of)
    for row in tables["violations"]:
        if not row["handled_on"] and dice.random() < 0.5:
            row |= _handling(dice, row, as_of)
    fresh = incidents[-dice.choice((1, 3, 10)) :]
    tables["removals"] += _removals(dice, fresh, as_of, len(tables["removals"]))
    tables["violations"] += _violations(
        dice, schools, fresh, dice.choice((0, 1, 3)), since, as_of, len(tables["violations"])
    )
    return _as_world(tables, as_of)


def _world(dice: Random, as_of: date, size: int) -> World:
    schools = [_school(dice, number) for number in range(1, dice.randint(1, 12) + 1)]
    tables: dict[str, list[Row]] = {
        "communes": [{"code": "28051", "name": "Xã Mẫu", "kind": "xa", "valid_from": "2021-01-01"}],
        "schools": schools,
    }
    for table in ("enrolment", "staffing", "reports", "statements"):
        tables[table] = []
    for school in schools:
        silent = dice.random() < 0.25
        for year in range(2021, as_of.year + 1):
            received = date(year, 11, 20) if year > 2021 else date(2021, 9, 30)
            if not silent and dice.random() < 0.85 and received <= as_of and _is_open(school, received):
                _report(school, year, received, tables)
    tables["incidents"] = list(_incidents(dice, schools, size, FIRST_DAY, as_of, 0))
    tables["removals"] = _removals(dice, tables["incidents"], as_of, 0)
    tables["violations"] = _violations(
        dice, schools, tables["incidents"], dice.choice((0, size // 3, size // 2 + 1)), FIRST_DAY, as_of, 0
    )
    return _as_world(tables, as_of)


def _as_world(tables: dict[str, list[Row]], as_of: date) -> World:
    frames = {
        name: pd.DataFrame(rows, columns=pd.Index(TABLES[name].names), dtype=str).fillna("")
        for name, rows in tables.items()
    }
    return World(frames, as_of, plan_tables())


def _school(dice: Random, number: int) -> Row:
    level = dice.choice(list(GRADES))
    row = {"school_id": f"S{number:02}", "name": f"Trường {level} Mẫu {number}", "level": level}
    row |= {"commune_code": "28051", "successor_code": "28051"}
    opened, closed = (
        ("2022-08-15" if dice.random() < 0.1 else ""),
        ("2024-05-31" if dice.random() < 0.1 else ""),
    )
    return row | {"opened_on": opened, "closed_on": closed}


def _is_open(school: Row, day: date) -> bool:
    return (school["opened_on"] or "0001-01-01") <= day.isoformat() <= (school["closed_on"] or "9999-12-31")


def _report(school: Row, year: int, received: date, tables: dict[str, list[Row]]) -> None:
    key = {"school_id": school["school_id"], "year": str(year)}
    grades = GRADES[school["level"]]
    tables["enrolment"] += [key | {"grade": str(grade), "classes": "2", "pupils": "60"} for grade in grades]
    tables["staffing"].append(key | {"managers": "2", "teachers": "15", "employees": "3"})
    tables["reports"].append(
        key | {"submitted_on": received.isoformat(), "status": "received", "note_count": "0"}
    )
    tables["statements"].append(key | {"item": "pupils_reached", "value": "100"})


def _incidents(
    dice: Random, schools: list[Row], number: int, since: date, as_of: date, known: int
) -> Iterator[Row]:
    """New incidents of schools open on the day, or of none; many of the last few days, which clocks run on."""
    few = {
        column: _narrowed(dice, column)
        for column in ("category", "platform", "intake", "severity", "age_band")
    }
    for at in range(number):
        span = min((as_of - since).days, dice.choice((0, 1, 3, 8, 40, 5_000, 5_000, 5_000)))
        day = as_of - timedelta(days=dice.randint(0, span))
        received = datetime.combine(day, time(dice.randrange(24), dice.randrange(60)))
        open_then = [school["school_id"] for school in schools if _is_open(school, day)]
        row = {"incident_id": f"VV-{known + at + 1:04}", "received_at": _text(received)}
        row["school_id"] = dice.choice([*open_then, *open_then, ""])
        row |= {column: dice.choice(values) for column, values in few.items()}
        row |= {"children": str(dice.choice((1, 1, 1, 1, 2, 3, 7))), "reopened": "0"}
        row |= dict.fromkeys((*_STEPS, "assessed_at", "support_requested_by", "closed_at", "outcome"), "")
        _go_on(dice, row, as_of)
        yield row


#: Each step of an incident and the moment that it follows.
_STEPS = {
    "referred_at": "received_at",
    "emergency_measure_at": "received_at",
    "plan_issued_at": "received_at",
    "support_requested_at": "received_at",
    "support_started_at": "support_requested_at",
}


def _go_on(dice: Random, row: Row, as_of: date) -> None:
    """Some of the steps still missing, and perhaps the end."""
    if row["outcome"]:
        return
    for step, after in _STEPS.items():
        if not row[step] and row[after] and dice.random() < 0.6:
            row[step] = _later(dice, row[after], as_of)
    row["support_requested_by"] = row["support_requested_at"] and (
        row["support_requested_by"] or dice.choice(("child", "family", "community"))
    )
    outcome = dice.choice(_OUTCOMES)
    row["closed_at"] = outcome and _later(dice, row["received_at"], as_of)
    row["outcome"] = row["closed_at"] and outcome


def _correct(dice: Random, row: Row) -> None:
    """One case in thirty turns out to be another than it was taken for."""
    if dice.random() < 1 / 30:
        column = dice.choice(("category", "platform", "severity", "age_band"))
        row[column] = dice.choice(list(TABLES["incidents"].column(column).allowed))
    if dice.random() < 1 / 60:
        row["children"] = str(dice.randint(1, 4))
    if row["outcome"] and dice.random() < 1 / 60:
        row["outcome"] = dice.choice(("duplicate", "resolved", "unfounded"))


def _removals(dice: Random, incidents: list[Row], as_of: date, known: int) -> list[Row]:
    rows: list[Row] = []
    for incident in incidents:
        requested = _later(dice, incident["received_at"], as_of) if dice.random() < 0.4 else ""
        if requested:
            removed = _later(dice, requested, as_of) if dice.random() < 0.8 else ""
            row = {"removal_id": f"GB-{known + len(rows) + 1:04}", "incident_id": incident["incident_id"]}
            row |= {"platform": incident["platform"], "requested_at": requested, "removed_at": removed}
            rows.append(row | {"refused": "1" if not removed and dice.random() < 0.3 else "0"})
    return rows


def _violations(
    dice: Random, schools: list[Row], incidents: list[Row], number: int, since: date, as_of: date, known: int
) -> list[Row]:
    rows: list[Row] = []
    for at in range(number):
        day = as_of - timedelta(days=dice.randint(0, min((as_of - since).days, dice.choice((2, 45, 5_000)))))
        incident = dice.choice(incidents) if incidents and dice.random() < 0.4 else {}
        open_then = [school["school_id"] for school in schools if _is_open(school, day)]
        row = {"violation_id": f"VP-{known + at + 1:04}", "incident_id": incident.get("incident_id", "")}
        row |= {"school_id": dice.choice([*open_then, ""]), "found_on": day.isoformat()}
        row |= {
            column: dice.choice(list(TABLES["violations"].column(column).allowed))
            for column in ("subject", "source", "platform")
        }
        row |= {"handled_on": "", "handling": ""}
        rows.append(row | (_handling(dice, row, as_of) if dice.random() < 0.8 else {}))
    return rows


def _handling(dice: Random, row: Row, as_of: date) -> Row:
    handled = date.fromisoformat(row["found_on"]) + timedelta(days=dice.choice((0, 3, 20, 42, 45, 90)))
    if handled > as_of:
        return {}
    return {
        "handled_on": handled.isoformat(),
        "handling": dice.choice(list(TABLES["violations"].column("handling").allowed)),
    }


def _narrowed(dice: Random, column: str) -> list[str]:
    """The values that the column takes in this district: few of them, or all; not recorded where that may be."""
    values = list(TABLES["incidents"].column(column).allowed)
    values = dice.sample(values, dice.randint(1, len(values)))
    return values if TABLES["incidents"].column(column).required else [*values, ""]


def _later(dice: Random, moment: str, as_of: date) -> str:
    """A moment at or after this one; empty where that is after the as-of day."""
    later = datetime.fromisoformat(moment) + timedelta(minutes=dice.choice(_WAITS))
    return _text(later) if later.date() <= as_of else ""


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
