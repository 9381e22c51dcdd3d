"""About 1,500 activities: what schools held for pupils, parents and staff."""

from __future__ import annotations

import random
from datetime import date, timedelta

from data.sample_maker.places import SCHOOLS, School
from data.sample_maker.story import (
    FEW_SESSIONS,
    FIRST_DAY,
    NEVER_REPORTED,
    SILENT_YEARS,
    YEARS,
    Row,
    between,
    chance,
    dice,
    is_working,
    pick,
)
from data.sample_maker.yearly import Size

#: The usual number of each kind in a school's year, from 2021 (part of a year) to 2025.
USUAL = {
    "lesson": (0.8, 1.8, 2.4, 2.8, 3.1),
    "skills_training": (0.4, 1.0, 1.3, 1.5, 1.6),
    "staff_training": (0.4, 0.8, 0.9, 1.0, 1.0),
    "parent_session": (0.4, 1.0, 1.3, 1.5, 1.6),
    "code_briefing": (0.5, 0.8, 0.9, 0.9, 0.9),
    "campaign": (0.4, 0.7, 0.9, 1.0, 1.1),
    "counselling": (0.5, 1.3, 1.7, 1.9, 2.0),
}

TOPICS = ("internet_social", "basic_security", "personal_data", "recognise_report")
WITH_TOPICS = ("awareness", "lesson", "skills_training")

CHANNELS = {"in_person": 70.0, "online": 10.0, "social_media": 10.0, "broadcast": 7.0, "print": 3.0}
#: In the autumn of 2021 schools taught from home.
CHANNELS_2021 = {"in_person": 15.0, "online": 65.0, "social_media": 15.0, "broadcast": 5.0}
ROOMS = ("in_person", "online")

ORGANISERS = {
    "awareness": {"school": 70.0, "doi": 12.0, "doan": 8.0, "office": 5.0, "partner": 5.0},
    "lesson": {"school": 1.0},
    "skills_training": {"school": 80.0, "office": 10.0, "partner": 10.0},
    "staff_training": {"school": 60.0, "office": 40.0},
    "parent_session": {"school": 90.0, "partner": 10.0},
    "code_briefing": {"school": 1.0},
    "campaign": {"doi": 55.0, "doan": 30.0, "school": 15.0},
    "counselling": {"school": 70.0, "doan": 15.0, "doi": 15.0},
}


def activities(known: dict[tuple[str, int], Size]) -> list[Row]:
    """All activities in the order of their day, numbered in that order."""
    rng = dice("activities")
    rows = [
        _activity(school, year, kind, known[school.school_id, year], rng)
        for school in SCHOOLS
        for year in YEARS
        for kind in _kinds(school, year, rng)
    ]
    rows.sort(key=lambda row: (str(row["held_on"]), str(row["school_id"]), str(row["kind"])))
    return [{"activity_id": f"HD-{n:04d}", **row} for n, row in enumerate(rows, start=1)]


def _kinds(school: School, year: int, rng: random.Random) -> list[str]:
    """The kinds of the activities that the school held in the year."""
    days = _school_days(school, year)
    quiet = school.school_id == NEVER_REPORTED
    if not days or (quiet and year in SILENT_YEARS):
        return []
    few = FEW_SESSIONS[year].get(school.school_id)
    usual = 2 if quiet else rng.choice((2, 2, 3, 3, 4) if year < 2023 else (2, 3, 3, 4, 4, 5))
    kinds = ["awareness"] * (usual if few is None else few)
    opened_part = min(1.0, len(days) / 150)
    for kind, counts in USUAL.items():
        mean = counts[year - YEARS[0]] * (opened_part if year > YEARS[0] else 1.0)
        count = mean * between(rng, 0.55, 1.45) * (0.15 if quiet else 1.0)
        kinds += [kind] * (int(count) + chance(rng, count % 1))
    return kinds


def _school_days(school: School, year: int) -> list[date]:
    """The working days of term in the year on which the school is open."""
    first = max(FIRST_DAY, date(year, 1, 1))
    days = (first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1))
    return [d for d in days if is_working(d) and d.month not in (6, 7, 8) and school.is_open(d)]


def _activity(school: School, year: int, kind: str, size: Size, rng: random.Random) -> Row:
    audience = _audience(kind, rng)
    grades = _grades(school, kind, rng) if audience == "pupils" else None
    channel = pick(rng, CHANNELS if year > YEARS[0] else CHANNELS_2021)
    if kind not in ("awareness", "campaign") and channel not in ROOMS:
        channel = "in_person"
    topics = _topics(kind, year, rng) if audience == "pupils" else []
    return {
        "school_id": school.school_id,
        "held_on": rng.choice(_school_days(school, year)),
        "kind": kind,
        "audience": audience,
        "topics": ";".join(topics),
        "grade_from": grades[0] if grades else None,
        "grade_to": grades[-1] if grades else None,
        "channel": channel,
        "attendances": _attendances(kind, audience, channel, grades, size, rng),
        "organiser": _organiser(school, kind, rng),
    }


def _audience(kind: str, rng: random.Random) -> str:
    if kind == "parent_session":
        return "parents"
    if kind == "staff_training":
        return "staff"
    if kind == "code_briefing":
        return "collaborators" if chance(rng, 0.15) else "staff"
    return "pupils"


def _grades(school: School, kind: str, rng: random.Random) -> range | None:
    """The grades that took part; a counselling hour is open to any and names none."""
    if kind == "counselling":
        return None
    if kind == "campaign" or (kind == "awareness" and chance(rng, 0.7)):
        return school.grades
    first = rng.choice(school.grades)
    return range(first, rng.choice(range(first, school.grades[-1] + 1)) + 1)


def _topics(kind: str, year: int, rng: random.Random) -> list[str]:
    """One to three of the plan's four topics, more of them in later years."""
    if kind not in WITH_TOPICS:
        return []
    chosen = rng.sample(TOPICS, rng.choice((1, 1, 2) if year < 2023 else (1, 2, 2, 3)))
    return [topic for topic in TOPICS if topic in chosen]


def _organiser(school: School, kind: str, rng: random.Random) -> str:
    organiser = pick(rng, ORGANISERS[kind])
    # The Youth Union's members are older than primary pupils.
    return "doi" if organiser == "doan" and school.level == "TH" else organiser


def _attendances(
    kind: str,
    audience: str,
    channel: str,
    grades: range | None,
    size: Size,
    rng: random.Random,
) -> int | None:
    """The number of attendances; none for loudspeakers and posters, which nobody counts."""
    if channel in ("broadcast", "print"):
        return None
    if kind == "counselling":
        return rng.randint(2, 30)
    if audience == "collaborators":
        return rng.randint(4, 18)
    if audience == "staff":
        return round(size.staff * between(rng, 0.6, 1.0))
    if audience == "parents":
        return round(sum(size.pupils.values()) * between(rng, 0.2, 0.6))
    return round(sum(size.pupils[g] for g in grades or ()) * between(rng, 0.75, 1.0))
