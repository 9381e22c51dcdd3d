"""Follow-ups of incidents: content to be removed, and violations to be handled."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from data.sample_maker.cases import NOT_COUNTED, PLATFORMS
from data.sample_maker.places import SCHOOLS, School
from data.sample_maker.story import (
    FIRST_DAY,
    LAST_MOMENT,
    PUNCTUAL,
    SAMPLE_AS_OF,
    Row,
    at,
    between,
    chance,
    dice,
    minutes_later,
    moment_of,
    office_day_later,
    pick,
    working_days_later,
)

#: From this day content must be gone within 24 hours instead of 3.
NEW_LIMIT_FROM = date(2024, 12, 25)

#: How often an incident of each kind has a first, and again a second, piece of content to remove.
PIECES = {
    "harmful_content": 0.54,
    "privacy_leak": 0.50,
    "luring_abuse": 0.33,
    "cyberbullying": 0.25,
    "threat_extortion": 0.22,
    "fraud": 0.16,
}

REFUSED = 0.05
#: Share of requests that were never answered.
NOT_REMOVED = {2021: 0.20, 2022: 0.15, 2023: 0.12, 2024: 0.08, 2025: 0.05}

#: Scripted requests: receipt of the incident, requested, removed. Four lie around the
#: change of the limit; the last is still inside it on the last day.
SCRIPTED_REMOVALS = (
    ("2024-12-23 15:00", "2024-12-24 21:30", "2024-12-24 23:50"),
    ("2024-12-23 15:00", "2024-12-24 23:00", "2024-12-25 03:00"),
    ("2024-12-24 20:10", "2024-12-25 00:00", "2024-12-25 23:00"),
    ("2024-12-24 20:10", "2024-12-25 08:00", "2024-12-26 09:30"),
    ("2025-12-31 16:00", "2025-12-31 17:10", None),
)

#: Violations per year, from 2021 (part of a year) to 2025.
VIOLATIONS = {2021: 7, 2022: 22, 2023: 27, 2024: 31, 2025: 33}
NOT_HANDLED = {2021: 0.30, 2022: 0.20, 2023: 0.14, 2024: 0.07, 2025: 0.03}

HANDLINGS = {
    "organisation": {"administrative": 75.0, "reminder": 25.0},
    "individual": {"administrative": 45.0, "reminder": 40.0, "criminal": 15.0},
    "school_staff": {"disciplinary": 55.0, "reminder": 45.0},
}


def removals(incidents: list[Row]) -> list[Row]:
    """Requests to remove content, in order of `requested_at`; none for incidents that do not count."""
    rng = dice("removals")
    scripted = {at(receipt) for receipt, _, _ in SCRIPTED_REMOVALS}
    by_receipt = {row["received_at"]: row for row in incidents}
    rows = [
        _request(by_receipt[at(receipt)], at(requested), at(removed) if removed else None)
        for receipt, requested, removed in SCRIPTED_REMOVALS
    ]
    for incident in incidents:
        if incident["outcome"] in NOT_COUNTED or incident["received_at"] in scripted:
            continue
        share = PIECES.get(str(incident["category"]), 0.0)
        rows += [_removal(incident, rng) for _ in range(2) if chance(rng, share)]
    kept = [row for row in rows if moment_of(row, "requested_at") <= LAST_MOMENT]
    kept.sort(key=lambda row: (moment_of(row, "requested_at"), str(row["incident_id"])))
    return [{"removal_id": f"GB-{n:04d}", **row} for n, row in enumerate(kept, start=1)]


def _removal(incident: Row, rng: random.Random) -> Row:
    received = moment_of(incident, "received_at")
    requested = office_day_later(received, rng.choice((0, 0, 0, 1, 2)), rng)
    refused = chance(rng, REFUSED)
    removed = minutes_later(requested, _minutes_to_remove(requested, rng))
    left = refused or chance(rng, NOT_REMOVED[received.year]) or removed > LAST_MOMENT
    return _request(incident, requested, None if left else removed) | {"refused": int(refused)}


def _request(incident: Row, requested: datetime, removed: datetime | None) -> Row:
    return {
        "incident_id": incident["incident_id"],
        "platform": incident["platform"],
        "requested_at": requested,
        "removed_at": removed,
        "refused": 0,
    }


def _minutes_to_remove(requested: datetime, rng: random.Random) -> float:
    limit = 24 if requested.date() >= NEW_LIMIT_FROM else 3
    # Three hours is short: before the change the limit was missed more often.
    share = PUNCTUAL[requested.year] * (1.0 if limit == 24 else 0.85)
    hours = between(rng, 0.2, limit) if chance(rng, share) else between(rng, limit, limit * 6)
    return hours * 60


def violations(incidents: list[Row]) -> list[Row]:
    """Violations in order of `found_on`: about 60% from an incident, some of no school."""
    rng = dice("violations")
    rows: list[Row] = []
    for year, count in VIOLATIONS.items():
        cases = [row for row in incidents if _leads_to_violation(row, year)]
        linked = rng.sample(cases, min(len(cases), round(count * 0.6)))
        rows += [_violation(_from_incident(case, rng), rng) for case in linked]
        rows += [_violation(_on_its_own(year, rng), rng) for _ in range(count - len(linked))]
    rows.sort(key=lambda row: (str(row["found_on"]), str(row["platform"]), str(row["school_id"])))
    return [{"violation_id": f"VP-{n:04d}", **row} for n, row in enumerate(rows, start=1)]


def _leads_to_violation(incident: Row, year: int) -> bool:
    received = moment_of(incident, "received_at")
    counted = incident["outcome"] not in NOT_COUNTED and incident["category"] != "overuse"
    return received.year == year and counted


def _from_incident(incident: Row, rng: random.Random) -> Row:
    received = moment_of(incident, "received_at")
    last = min(date(received.year, 12, 31), SAMPLE_AS_OF)
    staff = incident["school_id"] is not None and chance(rng, 0.06)
    return {
        "incident_id": incident["incident_id"],
        "school_id": incident["school_id"],
        "subject": "school_staff" if staff else _outsider(rng),
        "source": pick(rng, {"denounced": 65.0, "detected": 35.0}),
        "platform": incident["platform"],
        "found_on": min(received.date() + timedelta(days=rng.randint(0, 10)), last),
    }


def _on_its_own(year: int, rng: random.Random) -> Row:
    first = max(FIRST_DAY, date(year, 1, 1))
    day = first + timedelta(days=rng.randrange((date(year, 12, 31) - first).days + 1))
    school = None if chance(rng, 0.4) else _any_school(day, rng)
    staff = school is not None and chance(rng, 0.4)
    return {
        "incident_id": None,
        "school_id": school.school_id if school else None,
        "subject": "school_staff" if staff else _outsider(rng),
        "source": pick(rng, {"denounced": 45.0, "detected": 55.0}),
        "platform": pick(rng, PLATFORMS),
        "found_on": day,
    }


def _outsider(rng: random.Random) -> str:
    return pick(rng, {"individual": 75.0, "organisation": 25.0})


def _any_school(day: date, rng: random.Random) -> School:
    return rng.choice([school for school in SCHOOLS if school.is_open(day)])


def _violation(row: Row, rng: random.Random) -> Row:
    """The violation with its handling, late or in time; without one where it is still open."""
    day = row["found_on"]
    assert isinstance(day, date)
    on_time = chance(rng, PUNCTUAL[day.year])
    days = rng.randint(2, 28) if on_time else rng.randint(31, 75)
    handled = working_days_later(day, days)
    if chance(rng, NOT_HANDLED[day.year]) or handled > SAMPLE_AS_OF:
        return row | {"handled_on": None, "handling": None}
    upheld = not chance(rng, 0.08)
    handling = pick(rng, HANDLINGS[str(row["subject"])]) if upheld else "not_upheld"
    return row | {"handled_on": handled, "handling": handling}
