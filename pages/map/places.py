"""What the map draws, as rows of its layers: schools sized by pupils, or many as groups, and communes.

The communes' areas are the office's own boundaries, or else a schematic in which every place belongs to the
unit of the nearest school or unit's middle, so that a school always lies on its own unit. Points are
(longitude, latitude) in degrees; nothing of the schematic is an official boundary.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import cos, isnan, pi, radians, sin, sqrt
from statistics import median
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import shapely
from scipy.spatial import KDTree
from shapely.affinity import scale

from data.boundaries import Polygon, Shapes, of_unit
from pages.kit import inert, phrases
from pages.kit.cells import Row
from pages.kit.figure import cut
from pages.kit.marks import GREY, MARKS, mark_of
from pages.kit.words import N_, Words
from pages.map import sentences

Rows = list[dict[str, Any]]
Point = tuple[float, float]

#: Up to so many schools each have a mark of their own; more would hide each other.
APART = 1000
#: Into how many squares either side of the map is divided where schools are drawn as groups.
ACROSS = 9
#: A school's and a group's radius as a share of the largest; a school without a number is the smallest.
SMALLEST, SMALLEST_GROUP = 0.55, 0.8
#: The hole of a group's ring, where its number stands, as a share of its radius.
HOLE = 0.68
#: Schools on the very same spot are drawn this far apart, in degrees (some 600 m).
SIDE_BY_SIDE = 0.0055
#: How many corners a whole ring has on its edge.
CORNERS = 24
#: How many letters a line of a commune's name has at most.
LINE = 20
#: A single school or a small commune is shown with its surroundings: at least this wide, in degrees.
LEAST_SPAN = 0.05
#: Room for the marks of the outermost schools, as a share of the map.
EDGE = 0.03
#: How far the schematic reaches beyond the outermost points, in degrees of latitude (some 2 km).
MARGIN = 0.018
#: How many times as wide as high a name is, and how far it keeps from schools, as a share of the map.
NAME_WIDE, NAME_CLEAR = 3.4, 0.02


class Area(NamedTuple):
    """One unit on the map: its shape in degrees, and where its name is written."""

    code: str
    shape: shapely.Geometry
    spot: Point


def schematic(units: Sequence[Row], schools: Sequence[Row], kind: str) -> list[Area]:
    """An area for each unit with a middle.

    `units` answer `map_units`. `schools` have lat, lon, and the code of their unit of either kind, as
    `map_schools` has them; only those that are on the map.
    """
    home = "successor_code" if kind == "new" else "commune_code"
    middles = {row["code"]: (row["lon"], row["lat"]) for row in units if row["lat"] is not None}
    owners = {(row["lon"], row["lat"]): row[home] for row in schools if row[home] in middles}
    for code, middle in middles.items():
        owners.setdefault(middle, code)
    if not owners:
        return []
    # On a plane where a degree is as long to the east as to the north.
    narrow = cos(radians(sum(lat for _, lat in owners) / len(owners)))
    spots = [(lon * narrow, lat) for lon, lat in owners]
    own: dict[str, list[shapely.Geometry]] = {}
    for code, cell in zip(owners.values(), _cells(shapely.MultiPoint(spots)), strict=True):
        own.setdefault(code, []).append(cell)
    marks = _clear_of(spots)
    joined = {code: shapely.coverage_union_all(parts) for code, parts in own.items()}
    return [
        Area(code, scale(shape, 1 / narrow, 1, origin=(0, 0)), (east / narrow, north))
        for code, shape in joined.items()
        for east, north in [_room_for_name(shape, marks)]
    ]


def of_file(units: Sequence[Row], shapes: Shapes, schools: Sequence[Row]) -> list[Area]:
    """The office's own boundaries of those units that its file has; names keep clear of the schools."""
    marks = _clear_of([(row["lon"], row["lat"]) for row in schools])
    drawable = {unit["code"]: _shape(of_unit(shapes, unit)) for unit in units}
    drawn = {code: shape for code, shape in drawable.items() if not shape.is_empty}
    return [Area(code, shape, _room_for_name(shape, marks)) for code, shape in drawn.items()]


def nearest(spots: Sequence[Point]) -> float:
    """How far a school is from the one nearest to it, as a rule, in degrees; of one school: without end."""
    if len(spots) < 2:
        return float("inf")
    distances, _ = KDTree(spots).query(spots, k=2)
    return float(median(distances[:, 1]))


def schools(rows: Sequence[Row], words: Words) -> Rows:
    """Schools that have a position, the largest first, so that small ones lie on top; `size` from 0 to 1."""
    ordered = sorted(rows, key=lambda row: (-(row["pupils"] or 0), row["school_id"]))
    most, top = (max((row[of] or 0 for row in rows), default=0) or 1 for of in ("pupils", "value"))
    spots = _side_by_side([(row["lon"], row["lat"]) for row in ordered])
    return [
        {
            "id": row["school_id"],
            "at": at,
            # The area, not the width, is in proportion to the pupils.
            "size": max(SMALLEST, sqrt((row["pupils"] or 0) / most)),
            "line": rgb(mark_of(row).colour, 0.8),
            "text": mark_of(row).shape,
            "colour": rgb(mark_of(row).colour, _strength(row, top)),
            "tip": _tip(row, words),
        }
        for row, at in zip(ordered, spots, strict=True)
    ]


def groups(placed: pa.Table, frame: shapely.Polygon, words: Words) -> Rows:
    """Schools by squares of the `frame`, each group around the middle of its schools.

    The parts of its ring are the shares of the marks, clockwise in the legend's order.
    """
    corner = np.array(frame.bounds[:2])
    step = (frame.bounds[2] - frame.bounds[0]) / ACROSS
    spots = np.column_stack([placed["lon"], placed["lat"]])
    squares, square_of = np.unique((spots - corner) // step, axis=0, return_inverse=True)
    totals = np.bincount(square_of)
    middles = np.column_stack([np.bincount(square_of, axis) / totals for axis in spots.T])
    marks = np.asarray(sentences.marks(placed))
    cells = len(squares)
    of_mark = {mark: np.bincount(square_of[marks == mark], minlength=cells) for mark in sentences.STANDINGS}
    rows = []
    for number, schools in enumerate(totals.tolist()):
        radius = step * 0.48 * max(SMALLEST_GROUP, sqrt(schools / totals.max()))
        # Each stays in its square, so none covers another.
        low = corner + squares[number] * step
        at = np.clip(middles[number], low + radius, low + step - radius).round(5).tolist()
        shown = [(MARKS[mark], int(counts[number])) for mark, counts in of_mark.items() if counts[number]]
        ends = np.cumsum([0, *(count for _, count in shown)]) / schools
        parts = [
            {"ring": ring(at, radius, start, end, HOLE), "fill": rgb(mark.colour)}
            for (mark, _), start, end in zip(shown, ends, ends[1:], strict=False)
        ]
        tip = [words.text("{count} schools", count=words.number(schools))]
        tip += [f"{mark.named(words)}: {words.number(count)}" for mark, count in shown]
        disc = ring(at, radius, 0, 1, 0)
        rows.append({"at": at, "text": str(schools), "disc": disc, "parts": parts, "tip": "\n".join(tip)})
    return rows


def lands(units: Sequence[Row], areas: Sequence[Area], words: Words) -> Rows:
    """The communes that have an area; `key` of a unit is its value in the filter."""
    by_code = {area.code: area for area in areas}
    return [
        {
            "id": row["key"],
            "at": by_code[row["code"]].spot,
            "rings": polygons(by_code[row["code"]].shape),
            "text": (f"{mark_of(row).shape} " if row["schools"] else "") + short_name(row["name"]),
            "weight": min(row["schools"], 1000),
            "fill": _tint(row),
            "tip": _tip_of_unit(row, words),
        }
        for row in units
        if row["code"] in by_code
    ]


def polygons(shape: shapely.Geometry) -> list[list[list[Point]]]:
    """A shape's polygons as rings of corners, to about a metre: the outer ring first, then its holes."""
    return [
        [shapely.get_coordinates(ring).round(5).tolist() for ring in (part.exterior, *part.interiors)]
        for part in shapely.get_parts(shape)
    ]


def frame(spots: Any, shapes: Sequence[shapely.Geometry]) -> shapely.Polygon | None:
    """The square around these points and these shapes; None when there are none."""
    bounds = shapely.total_bounds([shapely.MultiPoint(spots), *shapes]).tolist()
    if isnan(bounds[0]):
        return None
    west, south, east, north = bounds
    half = max(east - west, north - south, LEAST_SPAN) * (0.5 + EDGE)
    longitude, latitude = (west + east) / 2, (south + north) / 2
    return shapely.box(longitude - half, latitude - half, longitude + half, latitude + half)


def short_name(name: str) -> str:
    """A commune's name as it fits on a map: without its kind, in two lines when long."""
    bare = re.sub(r"^(xã|phường|thị trấn)\s+", "", name, flags=re.IGNORECASE)
    head, space, rest = bare.partition(" ")
    lines = [head, rest] if space and len(bare) > 11 else [bare]
    return no_formula("\n".join(cut(line, LINE) for line in lines))


def no_formula(text: str) -> str:
    """A text that the map's renderer takes for a text: what begins with @@ it would run as a formula."""
    return f" {text}" if inert.as_text(text[:2]) == "@@" else text


def rgb(colour: str, alpha: float = 1.0) -> list[int]:
    """#RRGGBB as [r, g, b, a]."""
    return [*bytes.fromhex(colour[1:]), round(255 * alpha)]


def ring(at: Sequence[float], radius: float, start: float, end: float, hole: float) -> list[list[float]]:
    """A part of a ring around a point, from one share of it to another, clockwise from the top.

    `hole` is the radius of its hole as a share of the ring's.
    """
    # A part has as many corners as it takes of the whole.
    turns = 2 * pi * np.linspace(start, end, 2 + round(CORNERS * (end - start)))
    edge = radius * np.column_stack([np.sin(turns), np.cos(turns) * cos(radians(at[1]))])
    corners: list[list[float]] = (np.concatenate([edge, hole * edge[::-1]]) + at).round(5).tolist()
    return corners


def _tint(row: Row) -> list[int]:
    """A judged commune lightly in its status's colour; any other barely grey; outside the choice, none."""
    if not row["schools"]:
        return rgb(GREY, 0.02)
    colour = mark_of(row).colour
    return rgb(colour, 0.07 if colour == GREY else 0.17)


def _tip(row: Row, words: Words) -> str:
    """What the pointer meets at a school: its name, its status, its value, its pupils."""
    part = words.own_parts(row) if row["unit"] != "vnd" else ""
    text = N_("number of pupils not reported") if row["pupils"] is None else N_("{pupils} pupils")
    pupils = words.text(text, pupils=words.number(row["pupils"]))
    return _lines(row["school"], (mark_of(row).named(words), words.own(row), part), pupils)


def _tip_of_unit(row: Row, words: Words) -> str:
    if not row["schools"]:
        return no_formula(f"{row['name']}\n{words.text('outside the selection')}")
    facts = (phrases.standing_of(row, words), words.measured(row), sentences.parts(row, words))
    return _lines(row["name"], facts, words.text("{count} schools", count=row["schools"]))


def _lines(name: str, facts: Sequence[str], last: str) -> str:
    """A tip of three lines: the name, each fact once, and a number."""
    return no_formula(f"{name}\n{' · '.join(dict.fromkeys(filter(None, facts)))}\n{last}")


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


def _cells(points: shapely.MultiPoint) -> Any:
    """What is nearer to each point than to any other, within an outline around them all."""
    outline = points.convex_hull.buffer(MARGIN, quad_segs=2)
    if len(points.geoms) == 1:
        return [outline]
    cells = shapely.voronoi_polygons(points, extend_to=outline, ordered=True)
    return shapely.intersection(shapely.get_parts(cells), outline)


def _shape(polygons: Sequence[Polygon]) -> shapely.Geometry:
    """The polygons as one shape, with its crossed lines put right."""
    drawn = shapely.MultiPolygon([shapely.Polygon(rings[0], rings[1:]) for rings in polygons])
    return shapely.make_valid(drawn, method="structure", keep_collapsed=False)


def _clear_of(spots: Sequence[Point]) -> shapely.STRtree:
    """The discs that names leave to the schools' marks, which are small where schools lie close."""
    west, south, east, north = shapely.MultiPoint(spots).bounds if spots else (0, 0, 0, 0)
    room = NAME_CLEAR * max(east - west, north - south, 2 * MARGIN)
    return shapely.STRtree(shapely.buffer(shapely.points(spots), min(room, nearest(spots) / 2), quad_segs=2))


def _room_for_name(shape: shapely.Geometry, marks: shapely.STRtree) -> Point:
    """The point of a shape's largest part that is furthest from marks and limits, names being wide."""
    part = max(shapely.get_parts(shape), key=lambda part: part.area)
    free = part.difference(shapely.union_all(marks.geometries[marks.query(part)]))
    low = scale(part if free.is_empty else free, 1 / NAME_WIDE, 1, origin=(0, 0))
    west, south, east, north = low.bounds
    radius = shapely.maximum_inscribed_circle(low, tolerance=max(east - west, north - south) / 50)
    x, y = radius.coords[0]
    return x * NAME_WIDE, y
