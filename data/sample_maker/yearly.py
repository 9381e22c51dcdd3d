"""The yearly report: its receipt, enrolment, staff and the thirteen answers."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from data.contract import CODES
from data.sample_maker.places import SCHOOLS, School
from data.sample_maker.story import (
    FEW_SESSIONS,
    LATE_REPORTS,
    MISSING_REPORTS,
    NEVER_REPORTED,
    YEARS,
    Row,
    between,
    chance,
    dice,
)

#: Share of schools with a rule, team or procedure at the end of each year. A school
#: never loses one.
ADOPTED = {
    "online_teaching_rule": (0.48, 0.66, 0.82, 0.92, 0.97),
    "accountability_rule": (0.30, 0.48, 0.66, 0.80, 0.90),
    "coordination_procedure": (0.22, 0.40, 0.60, 0.74, 0.88),
    "access_managed": (0.35, 0.50, 0.64, 0.78, 0.86),
    "counselling_team": (0.40, 0.58, 0.72, 0.86, 0.94),
}

#: Usual share of pupils, parents, staff or classes reached, from 2021 to 2025.
REACH = {
    "pupils_reached": (0.58, 0.70, 0.80, 0.88, 0.93),
    "parents_reached": (0.30, 0.44, 0.56, 0.67, 0.76),
    "pupils_trained": (0.22, 0.38, 0.52, 0.64, 0.72),
    "staff_trained": (0.40, 0.58, 0.70, 0.81, 0.88),
    "staff_briefed_on_code": (0.55, 0.68, 0.80, 0.89, 0.94),
    "classes_with_digital_skills": (0.30, 0.46, 0.60, 0.74, 0.84),
}

#: Schools that report nearly every pupil reached: distinct persons close to enrolment.
NEARLY_ALL = {"MAU-03": 0, "MAU-09": 1, "MAU-18": 2, "MAU-22": 0}

#: Questions left unanswered in reports that did come.
UNANSWERED = frozenset(
    {
        ("MAU-10", 2021, "counselling_sessions"),
        ("MAU-19", 2021, "staff_briefed_on_code"),
        ("MAU-17", 2022, "parents_reached"),
        ("MAU-28", 2023, "models_commended"),
        ("MAU-14", 2024, "access_managed"),
        ("MAU-20", 2025, "pupils_trained"),
    }
)

#: Reports sent back for completion, with the number of points to complete.
RETURNED = {("MAU-17", 2022): 3, ("MAU-28", 2023): 2, ("MAU-25", 2024): 1, ("MAU-20", 2025): 4}


@dataclass(frozen=True)
class Size:
    """One school's size in one year: classes and pupils by grade, and its staff."""

    classes: dict[int, int]
    pupils: dict[int, int]
    managers: int
    teachers: int
    employees: int

    @property
    def staff(self) -> int:
        """All staff, persons."""
        return self.managers + self.teachers + self.employees


def due_on(year: int) -> date:
    """The day by which the report of `year` is due."""
    return date(year, 11, 30)


def is_received(school: School, year: int) -> bool:
    """Whether the school's report of that year came, in time or late."""
    is_due = school.is_open(due_on(year)) and school.school_id != NEVER_REPORTED
    return is_due and school.school_id not in MISSING_REPORTS[year]


def sizes() -> dict[tuple[str, int], Size]:
    """The size of every school in every year, also where no report gives it."""
    rng = dice("sizes")
    return {
        (school.school_id, year): size
        for school in SCHOOLS
        for year, size in zip(YEARS, _sizes_of(school, rng), strict=True)
    }


def _sizes_of(school: School, rng: random.Random) -> list[Size]:
    """Five years of one school: each cohort moves up a grade and loses or wins a few."""
    pupils = {grade: _entry(school, rng) for grade in school.grades}
    years = []
    for _ in YEARS:
        years.append(_size(school, pupils, rng))
        moved = {grade + 1: count + rng.randint(-2, 2) for grade, count in pupils.items()}
        pupils = {grade: moved.get(grade, 0) or _entry(school, rng) for grade in school.grades}
    return years


def _entry(school: School, rng: random.Random) -> int:
    return round(school.intake * between(rng, 0.9, 1.1))


def _size(school: School, pupils: dict[int, int], rng: random.Random) -> Size:
    full = {grade: 35 if grade < 6 else 42 for grade in pupils}
    classes = {grade: -(-count // full[grade]) for grade, count in pupils.items()}
    teachers = round(sum(n * (1.4 if g < 6 else 1.9) for g, n in classes.items()))
    return Size(classes, dict(pupils), rng.choice((2, 2, 3)), teachers, rng.randint(3, 6))


def reports() -> list[Row]:
    """One row for every report that was expected, with its receipt when it came."""
    rng = dice("reports")
    return [
        _report(school, year, rng) for school in SCHOOLS for year in YEARS if school.is_open(due_on(year))
    ]


def _report(school: School, year: int, rng: random.Random) -> Row:
    days_early = rng.choice((0, 0, 1, 1, 2, 3, 4, 5, 7, 9, 12, 15, 20))
    late = LATE_REPORTS[year].get(school.school_id, -days_early)
    notes = RETURNED.get((school.school_id, year), 0)
    usual = "received" if year == YEARS[-1] and chance(rng, 0.4) else "accepted"
    row: Row = {"school_id": school.school_id, "year": year}
    if is_received(school, year):
        row["submitted_on"] = due_on(year) + timedelta(days=late)
        row["status"] = "returned" if notes else usual
        row["note_count"] = notes
    return row


def enrolment(known: dict[tuple[str, int], Size]) -> list[Row]:
    """Classes and pupils of every grade, from the reports that came."""
    return [
        {
            "school_id": school.school_id,
            "year": year,
            "grade": grade,
            "classes": known[school.school_id, year].classes[grade],
            "pupils": known[school.school_id, year].pupils[grade],
        }
        for school in SCHOOLS
        for year in YEARS
        if is_received(school, year)
        for grade in school.grades
    ]


def staffing(known: dict[tuple[str, int], Size]) -> list[Row]:
    """Managers, teachers and employees, from the reports that came."""
    return [
        {
            "school_id": school.school_id,
            "year": year,
            "managers": known[school.school_id, year].managers,
            "teachers": known[school.school_id, year].teachers,
            "employees": known[school.school_id, year].employees,
        }
        for school in SCHOOLS
        for year in YEARS
        if is_received(school, year)
    ]


def statements(known: dict[tuple[str, int], Size]) -> list[Row]:
    """Thirteen answers for every report that came, less the few left open on purpose."""
    rng = dice("statements")
    return [
        {"school_id": school.school_id, "year": year, "item": item, "value": value}
        for school in SCHOOLS
        for year, answers in _answers_of(school, known, rng).items()
        if is_received(school, year)
        for item, value in answers.items()
        if (school.school_id, year, item) not in UNANSWERED
    ]


def _answers_of(
    school: School, known: dict[tuple[str, int], Size], rng: random.Random
) -> dict[int, dict[str, int]]:
    turns = {item: rng.random() for item in CODES["yes_no_items"]}
    bent = between(rng, -0.08, 0.08)  # lasting differences between schools
    answers = {}
    for step, year in enumerate(YEARS):
        size = known[school.school_id, year]
        yes_no = {item: int(turns[item] < ADOPTED[item][step]) for item in CODES["yes_no_items"]}
        answers[year] = yes_no | _numbers(school, year, size, bent, rng)
    return answers


def _numbers(school: School, year: int, size: Size, bent: float, rng: random.Random) -> dict[str, int]:
    pupils, classes = sum(size.pupils.values()), sum(size.classes.values())
    whole = {"classes_with_digital_skills": classes, "staff_trained": size.staff}
    whole["staff_briefed_on_code"] = size.staff
    counts = {}
    for item, usual in REACH.items():
        share = usual[year - YEARS[0]] + bent + between(rng, -0.07, 0.07)
        counts[item] = int(whole.get(item, pupils) * min(share, 1.0))
    if school.school_id in FEW_SESSIONS[year]:
        counts["pupils_reached"] //= 2  # few sessions reach few pupils
    elif school.school_id in NEARLY_ALL and year > YEARS[0]:
        counts["pupils_reached"] = pupils - NEARLY_ALL[school.school_id]
    counts["models_commended"] = rng.choice((0, 0, 0, 1, 1, 2))
    counts["counselling_sessions"] = round(pupils * between(rng, 0.01, 0.02 + 0.01 * (year - 2020)))
    return counts
