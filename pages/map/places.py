"""What the map draws: schools as marks sized by pupils, or many as groups, and communes with a name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin, sqrt
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pages.kit import inert
from pages.kit.figure import cut
from pages.kit.marks import MARKS, Mark, mark_of
from pages.kit.words import Words
from pages.map import sentences
from pages.map.limits import Area, Point, corners

Row = Mapping[str, Any]

#: Up to so many schools each have a mark of their own; more would hide each other.
APART = 1000
#: Into how many squares either side of the map is divided where schools are drawn as groups.
ACROSS = 9
#: A school's and a group's radius as a share of the largest; a school without a number is the smallest.
SMALLEST, SMALLEST_GROUP = 0.55, 0.8
#: Schools on the very same spot are drawn this far apart, in degrees (some 600 m).
SIDE_BY_SIDE = 0.0055
#: How many letters a line of a commune's name has at most.
LINE = 20
#: A single school or a small commune is shown with its surroundings: at least this wide, in degrees.
LEAST_SPAN = 0.05
#: Room for the marks of the outermost schools, as a share of the map.
EDGE = 0.03


@dataclass(frozen=True)
class Place:
    """One school on the map: where, how large (0 to 1), its mark and how strong, and its tip."""

    school_id: str
    at: Point
    size: float
    mark: Mark
    strength: float
    tip: str


@dataclass(frozen=True)
class Group:
    """Schools near each other: where, the radius in degrees, how many, and how many under each mark."""

    at: Point
    radius: float
    schools: int
    marks: Sequence[tuple[Mark, int]]
    tip: str


@dataclass(frozen=True)
class Land:
    """One commune on the map: its area, its mark (None: no school of the choice in it), its name and tip.

    `unit` is its value in the filter of communes, `schools` how many of the choice lie in it.
    """

    area: Area
    mark: Mark | None
    name: str
    tip: str
    unit: str
    schools: int


@dataclass(frozen=True)
class Frame:
    """The square that the map shows: its south-western corner and its side, in degrees."""

    west: float
    south: float
    side: float

    @property
    def corners(self) -> tuple[Point, Point]:
        """The south-western and the north-eastern corner."""
        return (self.west, self.south), (self.west + self.side, self.south + self.side)

    @property
    def middle(self) -> Point:
        """The point in the middle."""
        return self.west + self.side / 2, self.south + self.side / 2


def places(rows: Sequence[Row], words: Words) -> list[Place]:
    """Schools that have a position, the largest first, so that small ones lie on top."""
    ordered = sorted(rows, key=lambda row: (-(row["pupils"] or 0), row["school_id"]))
    most = max((row["pupils"] or 0 for row in ordered), default=0) or 1
    top = max((row["value"] or 0 for row in ordered), default=0) or 1
    spots = _side_by_side([(row["lon"], row["lat"]) for row in ordered])
    return [
        Place(
            row["school_id"],
            at,
            # The area, not the width, is in proportion to the pupils.
            max(SMALLEST, sqrt((row["pupils"] or 0) / most)),
            mark_of(row),
            _strength(row, top),
            _tip(row, words),
        )
        for row, at in zip(ordered, spots, strict=True)
    ]


def groups(placed: pa.Table, frame: Frame, words: Words) -> list[Group]:
    """Schools by squares of the frame, each group around the middle of its schools."""
    step = frame.side / ACROSS
    squares = pa.table(
        {
            "column": pc.floor(pc.divide(pc.subtract(placed["lon"], frame.west), step)),
            "line": pc.floor(pc.divide(pc.subtract(placed["lat"], frame.south), step)),
            "mark": sentences.marks(placed),
            "lon": placed["lon"],
            "lat": placed["lat"],
        }
    )
    # In one thread: several would hand over the squares, and add up, in another order each time.
    found = squares.group_by(["column", "line", "mark"], use_threads=False).aggregate(
        [("lon", "sum"), ("lat", "sum"), ("mark", "count")]
    )
    together: dict[tuple[float, float], list[Row]] = {}
    for row in inert.rows(found):
        together.setdefault((row["column"], row["line"]), []).append(row)
    counts = {square: sum(row["mark_count"] for row in rows) for square, rows in together.items()}
    most = max(counts.values(), default=1)
    return [_group(square, rows, counts[square] / most, frame, words) for square, rows in together.items()]


def lands(units: Sequence[Row], areas: Sequence[Area], keys: Mapping[str, str], words: Words) -> list[Land]:
    """The communes that have an area. `keys` are the units' values in the filter."""
    by_code = {area.code: area for area in areas}
    return [
        Land(
            by_code[row["code"]],
            mark_of(row) if row["schools"] else None,
            short_name(row["name"]),
            _tip_of_unit(row, words),
            keys[row["code"]],
            row["schools"],
        )
        for row in units
        if row["code"] in by_code
    ]


def frame(spots: Sequence[Point], lands: Sequence[Land]) -> Frame | None:
    """The square around these schools and these communes; None when there are none."""
    points = [*spots, *corners(land.area for land in lands)]
    if not points:
        return None
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    side = max(max(lons) - min(lons), max(lats) - min(lats), LEAST_SPAN) * (1 + 2 * EDGE)
    return Frame((min(lons) + max(lons) - side) / 2, (min(lats) + max(lats) - side) / 2, side)


def short_name(name: str) -> str:
    """A commune's name as it fits on a map: without its kind, in two lines when long."""
    bare = re.sub(r"^(xã|phường|thị trấn)\s+", "", name, flags=re.IGNORECASE)
    head, space, rest = bare.partition(" ")
    lines = [head, rest] if space and len(bare) > 11 else [bare]
    return no_formula("\n".join(cut(line, LINE) for line in lines))


def no_formula(text: str) -> str:
    """A text that the map's renderer takes for a text: what begins with @@ it would run as a formula."""
    return f" {text}" if inert.as_text(text[:2]) == "@@" else text


def _group(
    square: tuple[float, float], rows: Sequence[Row], share: float, frame: Frame, words: Words
) -> Group:
    step = frame.side / ACROSS
    counts = Counter({row["mark"]: row["mark_count"] for row in rows})
    schools = counts.total()
    radius = step * 0.48 * max(SMALLEST_GROUP, sqrt(share))
    middle = (sum(row["lon_sum"] for row in rows) / schools, sum(row["lat_sum"] for row in rows) / schools)
    # Each stays in its square, so none covers another.
    at = tuple(
        round(min(max(spot, low + place * step + radius), low + (place + 1) * step - radius), 5)
        for spot, low, place in zip(middle, (frame.west, frame.south), square, strict=True)
    )
    shown = [(MARKS[name], counts[name]) for name in sentences.STANDINGS if counts[name]]
    lines = [f"{mark.named(words)}: {words.number(count)}" for mark, count in shown]
    head = words.text("{count} schools", count=words.number(schools))
    return Group((at[0], at[1]), radius, schools, shown, "\n".join([head, *lines]))


def _tip(row: Row, words: Words) -> str:
    """What the pointer meets at a school: its name, its status, its value, its pupils."""
    value = words.own(row)
    part = words.own_parts(row) if row["unit"] != "vnd" else ""
    pupils = (
        words.text("{pupils} pupils", pupils=words.number(row["pupils"]))
        if row["pupils"] is not None
        else words.text("number of pupils not reported")
    )
    facts = " · ".join(dict.fromkeys(fact for fact in (mark_of(row).named(words), value, part) if fact))
    return no_formula(f"{row['school']}\n{facts}\n{pupils}")


def _tip_of_unit(row: Row, words: Words) -> str:
    if not row["schools"]:
        return no_formula(f"{row['name']}\n{words.text('outside the selection')}")
    facts = (sentences.status(row, words), words.measured(row), sentences.parts(row, words))
    line = " · ".join(dict.fromkeys(fact for fact in facts if fact))
    return no_formula(f"{row['name']}\n{line}\n{words.text('{count} schools', count=row['schools'])}")


def _strength(row: Row, top: float) -> float:
    """Judged marks in full; a value without a target the stronger, the higher it is."""
    if row["state"] != "value" or row["status"]:
        return 1.0
    return 0.25 + 0.75 * float(row["value"]) / (100.0 if row["unit"] == "percent" else top)


def _side_by_side(spots: Sequence[Point]) -> list[Point]:
    """The same points, those on one spot set around it, so that each can be seen and clicked."""
    together, turns = Counter(spots), Counter[Point]()
    apart = []
    for spot in spots:
        angle = 2 * pi * turns[spot] / together[spot]
        turns[spot] += 1
        away = SIDE_BY_SIDE if together[spot] > 1 else 0.0
        apart.append((spot[0] + away * cos(angle), spot[1] + away * sin(angle)))
    return apart


def ring(group: Group, start: float, end: float, inner: float) -> list[Point]:
    """A part of a group's ring, from one share of its schools to another, clockwise from the top.

    `inner` is the radius of the hole as a share of the ring's.
    """
    (lon, lat), flat = group.at, cos(radians(group.at[1]))
    turns = [2 * pi * (start + (end - start) * step / 24) for step in range(25)]
    edges = [(group.radius, turns), (group.radius * inner, turns[::-1])]
    return [
        (round(lon + far * sin(turn), 5), round(lat + far * cos(turn) * flat, 5))
        for far, angles in edges
        for turn in angles
    ]
