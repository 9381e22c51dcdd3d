"""What both maps draw: schools as marks sized by pupils, communes as tinted areas with a name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt
from typing import Any

from pages.parts import inert, said_map
from pages.parts.figures.areas import Area, Point, bounds, corners
from pages.parts.figures.matrix import cut
from pages.parts.marks import Mark, mark_of
from pages.parts.words import Words

Row = Mapping[str, Any]

#: How large a school's circle is drawn, as a share of the largest; without a number, the smallest.
SMALLEST = 0.55
#: Schools on the very same spot are drawn this far apart, in degrees (some 600 m).
APART = 0.0055
#: How many letters a line of a commune's name has at most.
LINE = 20
#: A single school or a small commune is shown with its surroundings: at least this wide, in degrees.
LEAST_SPAN = 0.05
#: Room for the circles of the outermost schools, in degrees.
EDGE = 0.008


@dataclass(frozen=True)
class Place:
    """One school on the map: where, how large (0 to 1), its mark and how strong, and what is said of it."""

    school_id: str
    at: Point
    size: float
    mark: Mark
    strength: float
    said: str


@dataclass(frozen=True)
class Land:
    """One commune on the map: its area, its mark (None: no school of the choice in it), its name."""

    area: Area
    mark: Mark | None
    name: str
    said: str
    unit: str


def places(rows: Sequence[Row], words: Words) -> list[Place]:
    """The schools that have a position, the largest first, so that small ones lie on top."""
    shown = sorted(
        (row for row in rows if row["placed"] == "given"),
        key=lambda row: (-(row["pupils"] or 0), row["school_id"]),
    )
    most = max((row["pupils"] or 0 for row in shown), default=0) or 1
    top = max((row["value"] or 0 for row in shown), default=0) or 1
    spots = _apart([(row["lon"], row["lat"]) for row in shown])
    return [
        Place(
            row["school_id"],
            at,
            # The area, not the width, is in proportion to the pupils.
            max(SMALLEST, sqrt((row["pupils"] or 0) / most)),
            mark_of(row),
            _strength(row, top),
            said(row, words),
        )
        for row, at in zip(shown, spots, strict=True)
    ]


def lands(units: Sequence[Row], areas: Sequence[Area], keys: Mapping[str, str], words: Words) -> list[Land]:
    """The communes that have an area. `keys` are the units' values in the filter."""
    by_code = {area.code: area for area in areas}
    return [
        Land(
            by_code[row["code"]],
            mark_of(row) if row["schools"] else None,
            short_name(row["name"]),
            _said_of_unit(row, words),
            keys[row["code"]],
        )
        for row in units
        if row["code"] in by_code
    ]


def said(row: Row, words: Words) -> str:
    """What the pointer finds at a school: its name, its status, its value, its pupils."""
    value = words.own(row)
    part = words.own_parts(row) if row["unit"] != "vnd" else ""
    pupils = (
        words.text("{pupils} pupils", pupils=words.number(row["pupils"]))
        if row["pupils"] is not None
        else words.text("number of pupils not reported")
    )
    facts = " · ".join(dict.fromkeys(fact for fact in (mark_of(row).said(words), value, part) if fact))
    return no_formula(f"{row['school']}\n{facts}\n{pupils}")


def _said_of_unit(row: Row, words: Words) -> str:
    if not row["schools"]:
        return no_formula(f"{row['name']}\n{words.text('outside the selection')}")
    value = words.measured(row)
    facts = " · ".join(
        dict.fromkeys(
            fact for fact in (said_map.status(row, words), value, said_map.parts(row, words)) if fact
        )
    )
    counted = words.text("{count} schools", count=row["schools"])
    return no_formula(f"{row['name']}\n{facts}\n{counted}")


def short_name(name: str) -> str:
    """A commune's name as it fits on a map: without its kind, in two lines when long."""
    bare = re.sub(r"^(xã|phường|thị trấn)\s+", "", name, flags=re.IGNORECASE)
    head, space, rest = bare.partition(" ")
    lines = [head, rest] if space and len(bare) > 11 else [bare]
    return no_formula("\n".join(cut(line, LINE) for line in lines))


def no_formula(text: str) -> str:
    """A text that the map's renderer takes for a text: what begins with @@ it would run as a formula."""
    return f" {text}" if inert.as_text(text[:2]) == "@@" else text


def frame(choice_areas: Sequence[Area], schools: Sequence[Point]) -> tuple[Point, Point] | None:
    """A square around what was chosen, as corners; None when nothing has a place."""
    points = [(lon + side * EDGE, lat + side * EDGE) for lon, lat in schools for side in (-1, 1)]
    if choice_areas:
        points += bounds(choice_areas)
    if not points:
        return None
    (west, south), (east, north) = corners(points)
    half = max(east - west, north - south, LEAST_SPAN) / 2
    lon, lat = (west + east) / 2, (south + north) / 2
    return (lon - half, lat - half), (lon + half, lat + half)


def rgb(colour: str, alpha: float = 1.0) -> list[int]:
    """#RRGGBB as [r, g, b, a]."""
    return [*(int(colour[at : at + 2], 16) for at in (1, 3, 5)), round(255 * alpha)]


def _strength(row: Row, top: float) -> float:
    """Judged marks in full; a value without a target the stronger, the higher it is."""
    if row["state"] != "value" or row["status"]:
        return 1.0
    return 0.25 + 0.75 * float(row["value"]) / (100.0 if row["unit"] == "percent" else top)


def _apart(spots: Sequence[Point]) -> list[Point]:
    """The same points, those on one spot set around it, so that each can be seen and clicked."""
    together: dict[Point, int] = {}
    for spot in spots:
        together[spot] = together.get(spot, 0) + 1
    met: dict[Point, int] = {}
    found = []
    for spot in spots:
        turn = met.get(spot, 0)
        met[spot] = turn + 1
        if together[spot] == 1:
            found.append(spot)
            continue
        angle = 2 * pi * turn / together[spot]
        found.append((spot[0] + APART * cos(angle), spot[1] + APART * sin(angle)))
    return found
