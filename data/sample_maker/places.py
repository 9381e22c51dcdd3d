"""Communes before and after 1/7/2025, and the 28 fictitious schools in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.sample_maker.story import FIRST_DAY, SAMPLE_AS_OF, Row, between, dice

LAST_OLD_DAY = date(2025, 6, 30)
FIRST_NEW_DAY = date(2025, 7, 1)


@dataclass(frozen=True)
class Unit:
    """One administrative unit that existed until 30/6/2025, with its centroid."""

    code: str
    name: str
    kind: str
    lat: float
    lon: float


OLD_UNITS = (
    Unit("28036", "Thị trấn Thủ Thừa", "thi_tran", 10.6117, 106.4008),
    Unit("28039", "Xã Long Thạnh", "xa", 10.6990, 106.2610),
    Unit("28042", "Xã Tân Thành", "xa", 10.6522, 106.3835),
    Unit("28045", "Xã Long Thuận", "xa", 10.6720, 106.3111),
    Unit("28048", "Xã Mỹ Lạc", "xa", 10.6340, 106.3285),
    Unit("28051", "Xã Mỹ Thạnh", "xa", 10.6196, 106.3558),
    Unit("28054", "Xã Bình An", "xa", 10.6040, 106.3791),
    Unit("28057", "Xã Nhị Thành", "xa", 10.5971, 106.4276),
    Unit("28060", "Xã Mỹ An", "xa", 10.5821, 106.3295),
    Unit("28063", "Xã Bình Thạnh", "xa", 10.5798, 106.4084),
    Unit("28066", "Xã Mỹ Phú", "xa", 10.5662, 106.3598),
    Unit("28072", "Xã Tân Long", "xa", 10.7272, 106.3097),
)
OLD = {unit.code: unit for unit in OLD_UNITS}

#: Units since 1/7/2025 and the old ones, whole or in part, that went into them. Four codes go
#: on with a new meaning, and three old communes are split between two new units.
NEW_UNITS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("28036", "Xã Thủ Thừa", "xa", ("28036", "28063", "28042", "28057")),
    ("27694", "Phường Long An", "phuong", ("28063",)),
    ("28051", "Xã Mỹ Thạnh", "xa", ("28054", "28048", "28051", "28042")),
    ("28087", "Xã Nhựt Tảo", "xa", ("28057",)),
    ("28066", "Xã Mỹ An", "xa", ("28066", "28060")),
    ("28072", "Xã Tân Long", "xa", ("28045", "28039", "28072")),
)


@dataclass(frozen=True)
class School:
    """One school: where it is, whom it teaches, and about how many pupils enter each year."""

    number: int
    level: str
    commune: str
    successor: str
    intake: int
    opened_on: date | None = None
    closed_on: date | None = None

    @property
    def school_id(self) -> str:
        """The id that all tables use, e.g. MAU-01."""
        return f"MAU-{self.number:02d}"

    @property
    def name(self) -> str:
        """A name that no real school bears."""
        place = OLD[self.commune].name
        return f"Trường {self.level} Mẫu {self.number:02d} – {place[0].lower()}{place[1:]}"

    @property
    def grades(self) -> range:
        """The grades it teaches."""
        first = 6 if self.level == "THCS" else 1
        return range(first, 6 if self.level == "TH" else 10)

    @property
    def first_day(self) -> date:
        """Its first day within the plan."""
        return self.opened_on or FIRST_DAY

    @property
    def last_day(self) -> date:
        """Its last day within the plan."""
        return self.closed_on or SAMPLE_AS_OF

    def is_open(self, day: date) -> bool:
        """Whether it is open on that day."""
        return self.first_day <= day <= self.last_day


# number, level, commune until 30/6/2025, unit since 1/7/2025, pupils entering a year
SCHOOLS = (
    School(1, "TH", "28051", "28051", 92),
    School(2, "THCS", "28051", "28051", 118),
    School(3, "TH", "28036", "28036", 135),
    School(4, "TH", "28036", "28036", 104),
    School(5, "TH", "28036", "28036", 66, opened_on=date(2023, 8, 15)),
    School(6, "THCS", "28036", "28036", 236),
    School(7, "TH", "28039", "28072", 41),
    School(8, "THCS", "28039", "28072", 62),
    School(9, "TH&THCS", "28042", "28051", 58),
    School(10, "TH", "28045", "28072", 47),
    School(11, "TH", "28048", "28051", 64),
    School(12, "TH", "28048", "28051", 38),
    School(13, "THCS", "28048", "28051", 105),
    School(14, "TH", "28054", "28051", 71),
    School(15, "THCS", "28054", "28051", 97),
    School(16, "TH", "28057", "28036", 88),
    School(17, "TH", "28057", "28087", 52),
    School(18, "THCS", "28057", "28036", 141),
    School(19, "TH", "28060", "28066", 69),
    School(20, "THCS", "28060", "28066", 83),
    School(21, "TH", "28063", "28036", 77),
    School(22, "TH", "28063", "27694", 45),
    School(23, "THCS", "28063", "28036", 126),
    School(24, "TH", "28066", "28066", 60),
    School(25, "THCS", "28066", "28066", 78),
    School(26, "TH", "28072", "28072", 55),
    School(27, "TH", "28072", "28072", 21, closed_on=date(2024, 5, 31)),
    School(28, "THCS", "28072", "28072", 90),
)


def communes() -> list[Row]:
    """The twelve old units, then the six new ones at the middle of their old parts."""
    rows: list[Row] = [
        {
            "code": unit.code, "name": unit.name, "kind": unit.kind,
            "valid_from": date(2021, 1, 1), "valid_to": LAST_OLD_DAY,
            "lat": unit.lat, "lon": unit.lon,
        }
        for unit in OLD_UNITS
    ]  # fmt: skip
    for code, name, kind, parts in NEW_UNITS:
        lat = sum(OLD[part].lat for part in parts) / len(parts)
        lon = sum(OLD[part].lon for part in parts) / len(parts)
        rows.append(
            {"code": code, "name": name, "kind": kind, "valid_from": FIRST_NEW_DAY,
             "valid_to": None, "lat": lat, "lon": lon}
        )  # fmt: skip
    return rows


def schools() -> list[Row]:
    """The 28 schools, each within about a kilometre of its commune's centroid."""
    rng = dice("places")
    return [
        {
            "school_id": school.school_id,
            "name": school.name,
            "level": school.level,
            "commune_code": school.commune,
            "successor_code": school.successor,
            "lat": OLD[school.commune].lat + between(rng, -0.011, 0.011),
            "lon": OLD[school.commune].lon + between(rng, -0.011, 0.011),
            "opened_on": school.opened_on,
            "closed_on": school.closed_on,
            "moet_code": None,
        }
        for school in SCHOOLS
    ]
