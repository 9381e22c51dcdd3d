"""Services and their use, funding, the network in the communes, and the office's own work."""

from __future__ import annotations

import random
from datetime import date

from data.sample_maker.places import (
    FIRST_NEW_DAY,
    LAST_OLD_DAY,
    NEW_UNITS,
    OLD,
    SCHOOLS,
    School,
)
from data.sample_maker.story import YEARS, Row, between, chance, dice
from data.sample_maker.yearly import Size, is_received

#: Name, kind, Vietnamese, evaluated on, criteria met of all, approved.
SERVICES: tuple[tuple[str, str, int, date | None, int | None, int | None, int], ...] = (
    ("Phần mềm Mẫu Lớp học số", "learning", 1, date(2022, 3, 22), 11, 12, 1),
    ("Phần mềm Mẫu Bài tập vui", "learning", 1, date(2023, 4, 11), 10, 12, 1),
    ("Phần mềm Mẫu Ngoại ngữ", "learning", 0, None, None, None, 0),
    ("Kho học liệu Mẫu", "e_library", 1, date(2022, 10, 18), 12, 12, 1),
    ("Thư viện số Mẫu", "e_library", 1, None, None, None, 0),
    ("Ứng dụng Mẫu Thiếu nhi", "child_service", 1, date(2022, 10, 18), 11, 12, 1),
    ("Mạng xã hội Mẫu cho thiếu nhi", "child_service", 0, date(2024, 5, 14), 6, 12, 0),
    ("Công cụ Mẫu Cha mẹ đồng hành", "parental_control", 1, date(2023, 9, 26), 10, 12, 1),
    ("Bộ lọc Mẫu Trường học", "filtering", 1, date(2022, 3, 22), 12, 12, 1),
    ("Bộ lọc Mẫu Gia đình", "filtering", 0, date(2025, 3, 25), 9, 12, 1),
    ("Kênh phản ánh Mẫu", "reporting", 1, date(2024, 11, 5), 11, 12, 1),
)
PROTECTIVE = ("child_service", "parental_control", "filtering")

#: Share of schools that use an approved protective service by the end of each year.
PROTECTED = (0.20, 0.36, 0.55, 0.72, 0.86)
#: The same for services of all other kinds and for those not approved.
OTHERS = (0.12, 0.22, 0.32, 0.40, 0.46)

#: Spending without a plan: it must cause a warning.
UNPLANNED = (
    ("MAU-11", 2022, "domestic"),
    ("MAU-18", 2023, "foreign"),
    ("MAU-04", 2025, "domestic"),
)

#: Member organisations: kind, name, commune, joined, left (empty: until the units changed).
MEMBERS: tuple[tuple[str, str, str, date, date | None], ...] = (
    ("women", "Hội Liên hiệp Phụ nữ", "28036", date(2021, 10, 20), None),
    ("police", "Công an", "28036", date(2021, 11, 9), None),
    ("youth", "Đoàn Thanh niên", "28051", date(2021, 10, 27), None),
    ("health", "Trạm Y tế", "28057", date(2021, 11, 23), None),
    ("union", "Công đoàn", "28063", date(2021, 12, 7), date(2023, 6, 30)),
    ("youth", "Đoàn Thanh niên", "28042", date(2022, 3, 26), None),
    ("women", "Hội Liên hiệp Phụ nữ", "28054", date(2022, 5, 17), None),
    ("culture", "Ban Văn hóa và Thông tin", "28036", date(2022, 9, 13), None),
    ("police", "Công an", "28051", date(2022, 10, 4), None),
    ("women", "Hội Liên hiệp Phụ nữ", "28060", date(2023, 3, 8), None),
    ("other", "Hội Khuyến học", "28048", date(2023, 5, 16), None),
    ("youth", "Đoàn Thanh niên", "28066", date(2023, 10, 10), date(2024, 9, 30)),
    ("police", "Công an", "28063", date(2023, 11, 14), None),
    ("health", "Trạm Y tế", "28072", date(2024, 2, 27), None),
    ("union", "Công đoàn", "28054", date(2024, 4, 16), None),
    ("women", "Hội Liên hiệp Phụ nữ", "28066", date(2024, 10, 20), None),
    ("youth", "Đoàn Thanh niên", "28045", date(2025, 3, 26), None),
    ("police", "Công an", "28036", FIRST_NEW_DAY, None),
    ("women", "Hội Liên hiệp Phụ nữ", "28036", FIRST_NEW_DAY, None),
    ("youth", "Đoàn Thanh niên", "28051", FIRST_NEW_DAY, None),
    ("women", "Hội Liên hiệp Phụ nữ", "28066", date(2025, 7, 15), None),
    ("health", "Trạm Y tế", "28072", date(2025, 8, 12), None),
    ("police", "Công an", "27694", date(2025, 9, 16), None),
)

#: The office's own work: plan paragraph, kind, done, due (empty: no day was set).
ACTIONS: tuple[tuple[str, str, date | None, date | None], ...] = (
    ("IV.1.2", "direction", date(2021, 10, 8), date(2021, 10, 15)),
    ("II.4.2", "other", date(2021, 10, 19), None),
    ("IV.1.4", "district_report", date(2021, 12, 14), date(2021, 12, 15)),
    ("IV.1.3", "criteria_set", date(2021, 12, 24), date(2021, 12, 31)),
    ("II.1.2", "proposal", date(2022, 4, 12), None),
    ("II.2.4", "commendation", date(2022, 6, 1), None),
    ("IV.1.2", "direction", date(2022, 9, 7), date(2022, 9, 15)),
    ("IV.1.3", "criteria_set", date(2022, 10, 11), date(2022, 10, 31)),
    ("IV.1.4", "district_report", date(2022, 12, 15), date(2022, 12, 15)),
    ("II.1.3", "proposal", date(2023, 3, 21), None),
    ("II.2.4", "commendation", date(2023, 6, 1), None),
    ("IV.1.2", "direction", date(2023, 9, 8), date(2023, 9, 15)),
    ("IV.1.3", "criteria_set", date(2023, 10, 24), date(2023, 10, 31)),
    ("IV.1.4", "district_report", date(2023, 12, 27), date(2023, 12, 15)),
    ("II.1.2", "proposal", date(2024, 3, 19), None),
    ("II.1.3", "proposal", date(2024, 5, 28), None),
    ("II.2.4", "commendation", date(2024, 5, 31), None),
    ("IV.1.2", "direction", date(2024, 9, 10), date(2024, 9, 15)),
    ("IV.1.3", "criteria_set", date(2024, 10, 30), date(2024, 10, 31)),
    ("II.3.1", "other", date(2024, 11, 5), None),
    ("IV.1.4", "district_report", date(2024, 12, 13), date(2024, 12, 15)),
    ("II.1.2", "proposal", date(2025, 3, 18), None),
    ("IV.1.3", "criteria_set", date(2025, 5, 20), date(2025, 5, 31)),
    ("II.2.4", "commendation", date(2025, 5, 30), None),
    ("IV.1.2", "direction", date(2025, 6, 17), date(2025, 6, 20)),
    ("IV.1.4", "district_report", date(2025, 12, 12), date(2025, 12, 15)),
)


def services() -> list[Row]:
    """Eleven products, some evaluated in different years, some never."""
    return [
        {
            "service_id": f"DV-{n:02d}", "name": name, "kind": kind, "vietnamese": vietnamese,
            "evaluated_on": evaluated_on, "criteria_met": met, "criteria_total": total,
            "approved": approved,
        }
        for n, (name, kind, vietnamese, evaluated_on, met, total, approved) in enumerate(
            SERVICES, start=1
        )
    ]  # fmt: skip


def service_use(known: dict[tuple[str, int], Size]) -> list[Row]:
    """The use of services by school and year; a service stays in use after its first year."""
    rng = dice("service_use")
    return [
        row
        for school in SCHOOLS
        for row in _uses_of(school, known, rng)
        if is_received(school, int(str(row["year"])))
    ]


def _uses_of(school: School, known: dict[tuple[str, int], Size], rng: random.Random) -> list[Row]:
    turn = rng.random()
    first = rng.choice([n for n, s in enumerate(SERVICES) if s[1] in PROTECTIVE and s[6]])
    turns = [rng.random() for _ in SERVICES]
    rows = []
    for step, year in enumerate(YEARS):
        protected = turn < PROTECTED[step]
        for n, service in enumerate(SERVICES):
            shielding = service[1] in PROTECTIVE and service[6]
            taken = turns[n] < OTHERS[step] and (protected or not shielding)
            if taken or (protected and n == first):
                rows.append(_use(school, year, n, known[school.school_id, year], rng))
    return rows


def _use(school: School, year: int, n: int, size: Size, rng: random.Random) -> Row:
    pupils = sum(size.pupils.values())
    for_parents = SERVICES[n][1] in ("parental_control", "reporting")
    return {
        "school_id": school.school_id,
        "year": year,
        "service_id": f"DV-{n + 1:02d}",
        "pupils": round(pupils * between(rng, 0.15, 0.85)),
        "parents": round(pupils * between(rng, 0.1, 0.5)) if for_parents else 0,
    }


def funding() -> list[Row]:
    """Money planned and spent: every reporting school's, and the office's each year."""
    rng = dice("funding")
    rows = [_funds("office", year, "state", 60_000_000, rng) for year in YEARS]
    rows += [_funds("office", year, "domestic", 15_000_000, rng) for year in YEARS]
    for school in SCHOOLS:
        for year in YEARS:
            if is_received(school, year):
                rows += _funds_of(school, year, rng)
    return rows


def _funds_of(school: School, year: int, rng: random.Random) -> list[Row]:
    usual = 3_000_000 + school.intake * len(school.grades) * 18_000
    rows = [_funds(school.school_id, year, "state", usual, rng)]
    for source, share in (("domestic", 0.4), ("foreign", 0.05)):
        if (school.school_id, year, source) in UNPLANNED:
            extra = _funds(school.school_id, year, source, usual // 5, rng)
            rows.append(extra | {"planned_vnd": 0})
        elif chance(rng, share):
            rows.append(_funds(school.school_id, year, source, usual // 3, rng))
    return rows


def _funds(payer: str, year: int, source: str, usual: int, rng: random.Random) -> Row:
    """Money of one source: the amount and the share spent grow each year."""
    step = year - YEARS[0]
    part_year = 0.4 if step == 0 else 1.0
    planned = round(usual * (1 + 0.08 * step) * part_year * between(rng, 0.8, 1.2), -5)
    spent = planned * min(1.0, between(rng, 0.62, 0.95) + 0.035 * step)
    row: Row = {"payer": payer, "year": year, "source": source}
    return row | {"planned_vnd": int(planned), "spent_vnd": int(round(spent, -4))}


def network_members() -> list[Row]:
    """Organisations of each commune; those of the old units end with them on 30/6/2025."""
    new = {code: name for code, name, _, _ in NEW_UNITS}
    rows: list[Row] = []
    for n, (kind, name, code, joined, left) in enumerate(MEMBERS, start=1):
        is_new = joined >= FIRST_NEW_DAY
        place = new[code] if is_new else OLD[code].name
        rows.append(
            {
                "member_id": f"TV-{n:02d}",
                "name": f"{name} {place[0].lower()}{place[1:]} (mẫu)",
                "kind": kind,
                "commune_code": code,
                "joined_on": joined,
                "left_on": left or (None if is_new else LAST_OLD_DAY),
            }
        )
    return rows


def office_actions() -> list[Row]:
    """Directions, criteria, proposals, commendations and the yearly district report."""
    return [
        {
            "action_id": f"PGD-{n:02d}", "plan_ref": plan_ref, "kind": kind, "done_on": done_on,
            "due_on": due_on,
        }
        for n, (plan_ref, kind, done_on, due_on) in enumerate(ACTIONS, start=1)
    ]  # fmt: skip
