"""About 260 incidents: when each stage of a case happened, and how it ended."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

from data.sample_maker.places import SCHOOLS, School
from data.sample_maker.story import (
    DAYS_OFF,
    FIRST_DAY,
    LAST_MOMENT,
    NEVER_REPORTED,
    NO_INCIDENTS,
    PUNCTUAL,
    Row,
    at,
    between,
    chance,
    dice,
    minutes_later,
    moment_of,
    office_day_later,
    office_hour,
    pick,
)

#: Random incidents per year, besides the scripted ones below.
DRAWN = {2021: 12, 2022: 46, 2023: 55, 2024: 66, 2025: 71}

#: The weight of each month: more in term, less in summer.
MONTHS = (0.9, 0.7, 1.2, 1.1, 1.0, 0.6, 0.6, 0.7, 1.2, 1.3, 1.2, 1.1)
#: A series of bullying cases that the trend page should detect.
BUSY_MONTH = (2024, 10)
BUSY_WEIGHT = 4.2

CATEGORIES = {
    "cyberbullying": 27.0, "harmful_content": 21.0, "overuse": 14.0, "fraud": 12.0,
    "privacy_leak": 11.0, "threat_extortion": 8.0, "luring_abuse": 7.0,
}  # fmt: skip
PLATFORMS = {
    "facebook": 30.0, "zalo": 20.0, "tiktok": 20.0, "youtube": 8.0, "game": 10.0,
    "messaging": 6.0, "website": 4.0, "other": 2.0,
}  # fmt: skip
SEVERITIES = {
    "luring_abuse": {"medium": 20.0, "high": 50.0, "emergency": 30.0},
    "threat_extortion": {"medium": 35.0, "high": 45.0, "emergency": 20.0},
    "privacy_leak": {"low": 20.0, "medium": 50.0, "high": 25.0, "emergency": 5.0},
}
USUAL_SEVERITY = {"low": 40.0, "medium": 45.0, "high": 13.0, "emergency": 2.0}
SERIOUS = ("high", "emergency")

#: The channels of intake at the start and at the end of the plan: ever more through one point.
INTAKE_FIRST = {
    "single_point": 12.0, "school": 45.0, "family": 22.0, "hotline_111": 7.0, "police": 10.0,
    "other": 4.0,
}  # fmt: skip
INTAKE_LAST = {
    "single_point": 48.0, "school": 22.0, "family": 12.0, "hotline_111": 7.0, "police": 4.0,
    "provider_auto": 5.0, "other": 2.0,
}  # fmt: skip

OUTCOMES = {
    "resolved": 82.0, "transferred": 6.0, "withdrawn": 4.0, "duplicate": 4.0, "unfounded": 4.0
}  # fmt: skip
NOT_COUNTED = ("duplicate", "unfounded")

SUPPORT_REQUESTED = {"low": 0.35, "medium": 0.6, "high": 0.85, "emergency": 0.95}
NOT_SUPPORTED = {2021: 0.28, 2022: 0.18, 2023: 0.10, 2024: 0.0, 2025: 0.02}
#: Share of resolved cases that nobody closed, by the year in which they were due to be closed.
NEVER_CLOSED = {2021: 0.0, 2022: 0.02, 2023: 0.02, 2024: 0.05, 2025: 0.06, 2026: 0.0}

#: Scripted cases: these cells replace those of a random case.
SCRIPTED: tuple[Row, ...] = (
    # Received on the last working days before Tết 2023: five working days end on 1/2/2023.
    {
        "received_at": at("2023-01-18 09:00"), "school_id": "MAU-18",
        "plan_issued_at": at("2023-02-01 15:30"), "outcome": "resolved",
    },
    {
        "received_at": at("2023-01-18 14:20"), "school_id": "MAU-06",
        "plan_issued_at": at("2023-02-02 08:10"), "outcome": "resolved",
    },
    # Content reported around 25/12/2024, when the limit went from 3 to 24 hours.
    {
        "received_at": at("2024-12-23 15:00"), "school_id": "MAU-13",
        "category": "privacy_leak", "platform": "facebook", "outcome": "resolved",
    },
    {
        "received_at": at("2024-12-24 20:10"), "school_id": "MAU-02",
        "category": "harmful_content", "platform": "tiktok", "outcome": "resolved",
    },
    # The school that never reports still has cases in two years.
    {
        "received_at": at("2022-10-11 10:05"), "school_id": NEVER_REPORTED,
        "outcome": "resolved",
    },
    {
        "received_at": at("2024-03-05 08:40"), "school_id": NEVER_REPORTED,
        "outcome": "resolved",
    },
    {
        "received_at": at("2024-11-19 16:00"), "school_id": NEVER_REPORTED,
        "outcome": "withdrawn",
    },
    # Open ones on the last day: reopened, overdue for long, and still inside every limit.
    {
        "received_at": at("2025-06-10 09:30"), "school_id": "MAU-20", "reopened": 1,
        "outcome": None,
    },
    {
        "received_at": at("2023-11-21 14:00"), "school_id": "MAU-25", "outcome": None,
    },
    {
        "received_at": at("2025-12-31 16:00"), "school_id": "MAU-23",
        "category": "threat_extortion", "severity": "emergency", "emergency_measure_at": None,
        "support_requested_at": at("2025-12-31 16:20"), "support_requested_by": "family",
        "outcome": None,
    },
)  # fmt: skip

#: Stages in the order in which a case goes through them.
STAGES = (
    "referred_at",
    "emergency_measure_at",
    "assessed_at",
    "plan_issued_at",
    "support_requested_at",
    "support_started_at",
)
SUPPORT = ("support_requested_at", "support_requested_by", "support_started_at")


def incidents() -> list[Row]:
    """All incidents in the order of their receipt, numbered in that order."""
    rng = dice("incidents")
    drawn: list[Row] = [{"received_at": moment} for moment in _receipts(rng)]
    rows = [_incident(script, rng) for script in (*drawn, *SCRIPTED)]
    rows.sort(key=lambda row: (str(row["received_at"]), str(row["school_id"])))
    return [{"incident_id": f"VV-{n:04d}", **row} for n, row in enumerate(rows, start=1)]


def _receipts(rng: random.Random) -> list[datetime]:
    """The moments of receipt of the random incidents."""
    moments = []
    for year, count in DRAWN.items():
        first = max(FIRST_DAY, date(year, 1, 1))
        days = [first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1)]
        weights = [_busy(day) for day in days]
        moments += [_received(day, rng) for day in rng.choices(days, weights, k=count)]
    return moments


def _busy(day: date) -> float:
    month = BUSY_WEIGHT if (day.year, day.month) == BUSY_MONTH else MONTHS[day.month - 1]
    return month * (0.1 if day.weekday() > 4 or day in DAYS_OFF else 1.0)


def _received(day: date, rng: random.Random) -> datetime:
    """Mostly at working hours; families also call in the evening."""
    if chance(rng, 0.85):
        return office_hour(rng, day)
    return datetime.combine(day, time(17, 30)) + timedelta(minutes=rng.randrange(270))


def _incident(script: Row, rng: random.Random) -> Row:
    """One case: its facts, its stages, its end; the cells of `script` win."""
    received = moment_of(script, "received_at")
    row: Row = _what(script, received, rng) | script
    row |= _stages(row, received, rng) | script
    return _ended(row, script, rng)


def _what(script: Row, received: datetime, rng: random.Random) -> Row:
    school = _school(received.date(), rng)
    school = next((s for s in SCHOOLS if s.school_id == script.get("school_id")), school)
    category = str(script.get("category") or pick(rng, CATEGORIES))
    return {
        "school_id": school.school_id if school else None,
        "category": category,
        "platform": "game" if category == "overuse" and chance(rng, 0.6) else pick(rng, PLATFORMS),
        "intake": _intake(received, rng),
        "severity": pick(rng, SEVERITIES.get(category, USUAL_SEVERITY)),
        "children": rng.choice((1,) * 30 + (2, 2, 2, 2, 2, 3, 3, 3, 4, 6)),
        "age_band": _age_band(school, rng),
        "outcome": pick(rng, OUTCOMES),
        "reopened": 0,
    }


def _school(day: date, rng: random.Random) -> School | None:
    """The school concerned; one case in twelve concerns none and is the office's."""
    weights = {n: _exposure(school) for n, school in enumerate(SCHOOLS) if school.is_open(day)}
    if chance(rng, 1 / 12):
        return None
    return SCHOOLS[rng.choices(list(weights), list(weights.values()))[0]]


def _exposure(school: School) -> float:
    """How often cases concern a school: by its pupils, older ones more."""
    if school.school_id in NO_INCIDENTS or school.school_id == NEVER_REPORTED:
        return 0.0
    return school.intake * {"TH": 1.0, "TH&THCS": 2.5, "THCS": 3.0}[school.level]


def _intake(received: datetime, rng: random.Random) -> str:
    passed = (received.date() - FIRST_DAY) / (LAST_MOMENT.date() - FIRST_DAY)
    return pick(rng, INTAKE_LAST if chance(rng, passed) else INTAKE_FIRST)


def _age_band(school: School | None, rng: random.Random) -> str | None:
    if chance(rng, 0.04):
        return None  # unknown when the case was received
    younger, older = {"6-8": 35.0, "9-11": 65.0}, {"12-14": 78.0, "15": 22.0}
    if school is None or school.level == "TH&THCS":
        return pick(rng, younger | older)
    return pick(rng, younger if school.level == "TH" else older)


def _stages(row: Row, received: datetime, rng: random.Random) -> Row:
    """The moment of each stage, as if the case ran its whole course."""
    punctual = PUNCTUAL[received.year]
    stages: Row = {}
    hours = between(rng, 0.5, 20) if chance(rng, punctual) else between(rng, 25, 110)
    stages["referred_at"] = minutes_later(received, hours * 60)
    if row["severity"] in SERIOUS and not chance(rng, 0.04):
        hours = between(rng, 0.5, 11) if chance(rng, punctual) else between(rng, 12.5, 60)
        stages["emergency_measure_at"] = minutes_later(received, hours * 60)
    assessed = office_day_later(received, rng.choice((0, 1, 1, 2)), rng)
    stages["assessed_at"] = assessed
    days = rng.choice((0, 1, 1, 2, 3)) if chance(rng, punctual) else rng.randint(6, 15)
    stages["plan_issued_at"] = office_day_later(assessed, days, rng)
    if chance(rng, SUPPORT_REQUESTED[str(row["severity"])]):
        stages |= _support(received, rng)
    return stages


def _support(received: datetime, rng: random.Random) -> Row:
    """Who requested support and when, and when it started, if it did."""
    requested = office_day_later(received, rng.choice((0, 0, 1, 2, 4)), rng)
    support: Row = {
        "support_requested_at": requested,
        "support_requested_by": pick(rng, {"family": 60.0, "child": 25.0, "community": 15.0}),
    }
    if not chance(rng, NOT_SUPPORTED[received.year]):
        on_time = chance(rng, PUNCTUAL[received.year])
        days = rng.randint(0, 3) if on_time else rng.randint(4, 14)
        support["support_started_at"] = office_day_later(requested, days, rng)
    return support


def _ended(row: Row, script: Row, rng: random.Random) -> Row:
    """Close the case or leave it open, and drop the stages that it then cannot have reached."""
    closed = _closing(row, rng)
    forgotten = chance(rng, NEVER_CLOSED[closed.year]) and "outcome" not in script
    is_open = row["outcome"] is None or closed > LAST_MOMENT
    is_open = is_open or (row["outcome"] == "resolved" and forgotten)
    last = LAST_MOMENT if is_open else closed
    row |= {name: None for name in STAGES if row.get(name) and moment_of(row, name) > last}
    if row["outcome"] in NOT_COUNTED or not row.get("support_requested_at"):
        row |= dict.fromkeys(SUPPORT)
    if is_open:
        return row | {"closed_at": None, "outcome": None}
    reopened = row["outcome"] == "resolved" and chance(rng, 0.05)
    return row | {"closed_at": closed, "reopened": int(reopened)}


def _closing(row: Row, rng: random.Random) -> datetime:
    """When the case ends: after its last stage when resolved, soon when it ended otherwise.

    A case is passed to another body only once the requested support has started.
    """
    if row["outcome"] != "resolved":
        soon = office_day_later(moment_of(row, "received_at"), rng.randint(1, 9), rng)
        if row["outcome"] == "transferred" and row.get("support_started_at"):
            return max(soon, office_day_later(moment_of(row, "support_started_at"), 1, rng))
        return soon
    reached = max(moment_of(row, name) for name in STAGES if row.get(name))
    days = rng.choice((1, 2, 3, 5, 8, 12)) if chance(rng, 0.8) else rng.randint(15, 60)
    return office_day_later(reached, days, rng)
