"""The communes as areas: a schematic drawn from points, and where on an area its name has room.

Every place belongs to the unit of the nearest school or unit's middle, so a school always lies on
its own unit. Points are (longitude, latitude) in degrees; nothing here is an official boundary.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, dist, hypot, pi, radians, sin
from typing import Any

from scipy.spatial import KDTree

Point = tuple[float, float]
Ring = tuple[Point, ...]
#: An outer ring and its holes.
Polygon = tuple[Ring, ...]
Row = Mapping[str, Any]

#: How far the schematic reaches beyond the outermost points, in degrees of latitude (some 2 km).
MARGIN = 0.018
#: Each point is set against every other; beyond this many only the units' middles are used.
MOST_SITES = 400
#: As many neighbours' borders surround a site as a rule; twice as many are looked at first.
NEIGHBOURS = 16
#: Half the room that a name and a mark take, in the same unit: names are wide and low.
NAME_ROOM, MARK_ROOM = (3.4, 1.0), 1.3
#: A name is tried on a grid of so many steps, on so many of a unit's largest pieces.
STEPS, LOOKED_AT = 13, 5


@dataclass(frozen=True)
class Area:
    """One unit on the map: what is filled, the lines around it, and where its name is written."""

    code: str
    pieces: tuple[Polygon, ...]
    borders: tuple[Ring, ...]
    spot: Point


def schematic(units: Sequence[Row], schools: Sequence[Row], kind: str) -> list[Area]:
    """An area for each unit with a middle. Rows as of pages/map_units and pages/map_schools, all of them."""
    home = "successor_code" if kind == "new" else "commune_code"
    placed = [row for row in schools if row["placed"] == "given"]
    known = {row["code"]: (row["lon"], row["lat"]) for row in units if row["lat"] is not None}
    sites = {(row["lon"], row["lat"]): row[home] for row in placed if row[home] in known}
    if len(sites) > MOST_SITES:
        sites = {}
    for code, middle in known.items():
        sites.setdefault(middle, code)
    if not sites:
        return []
    # On a plane where a degree is as long to the east as to the north.
    narrow = cos(radians(sum(lat for _, lat in sites) / len(sites)))
    owners = {(lon * narrow, lat): code for (lon, lat), code in sites.items()}
    outline = hull(point for site in owners for point in _around(site))
    near = KDTree(list(owners))
    cells = {site: _cell(site, _nearest_first(site, near, list(owners)), outline) for site in owners}
    return [_area(own, cells, owners, narrow) for own in _by_unit(owners, known)]


def bounds(areas: Iterable[Area]) -> tuple[Point, Point]:
    """The south-western and the north-eastern corner of what is filled."""
    points = [point for area in areas for piece in area.pieces for ring in piece for point in ring]
    return corners(points)


def corners(points: Sequence[Point]) -> tuple[Point, Point]:
    """The south-western and the north-eastern corner of some points, at least one."""
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return (min(lons), min(lats)), (max(lons), max(lats))


def hull(points: Iterable[Point]) -> Ring:
    """The convex hull, anticlockwise, by Andrew's monotone chain."""
    ordered = sorted(set(points))
    return (*_half(ordered), *_half(ordered[::-1]))


def _half(ordered: Sequence[Point]) -> list[Point]:
    chain: list[Point] = []
    for point in ordered:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0:
            chain.pop()
        chain.append(point)
    return chain[:-1]


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _around(site: Point) -> list[Point]:
    """Eight points around one: even a single site then has an area."""
    return [
        (site[0] + MARGIN * cos(step * pi / 4), site[1] + MARGIN * sin(step * pi / 4)) for step in range(8)
    ]


#: One side of a cell: where it starts, and the site on its other side (None: the outline).
Side = tuple[Point, Point | None]


def _by_unit(owners: Mapping[Point, str], units: Iterable[str]) -> list[tuple[str, list[Point]]]:
    """The sites of each unit that has any."""
    found: dict[str, list[Point]] = {code: [] for code in units}
    for site, code in owners.items():
        found[code].append(site)
    return [(code, sites) for code, sites in found.items() if sites]


def _nearest_first(site: Point, near: KDTree, sites: Sequence[Point]) -> Iterator[Point]:
    """All sites by their distance from this one; where they are many, only as far as they are looked at."""
    given: set[int] = set()
    many = NEIGHBOURS
    while len(given) < len(sites):
        many = min(2 * many, len(sites))
        _, found = near.query(x=[site], k=range(1, many + 1))
        # Of two at the same distance the first one cuts first, however the tree came upon them.
        for place in sorted(found[0].tolist(), key=lambda place: (dist(site, sites[place]), place)):
            if place not in given:
                given.add(place)
                yield sites[place]


def _cell(site: Point, others: Iterable[Point], outline: Ring) -> list[Side]:
    """What is nearer to `site` than to any other: the outline, cut by one straight line for each other.

    `others` come the nearest first: those too far to cut anything more are not looked at.
    """
    sides: list[Side] = [(corner, None) for corner in outline]
    for other in others:
        if dist(site, other) > 2.001 * max(dist(site, corner) for corner, _ in sides):
            break
        if other != site:
            sides = _cut(sides, site, other)
    return sides


def _cut(sides: list[Side], site: Point, other: Point) -> list[Side]:
    """Keep the part of a convex cell that is nearer to `site`; the new side borders on `other`."""
    east, north = other[0] - site[0], other[1] - site[1]
    edge = (other[0] ** 2 + other[1] ** 2 - site[0] ** 2 - site[1] ** 2) / 2
    beyond = [x * east + y * north - edge for (x, y), _ in sides]
    kept: list[Side] = []
    for place, ((start, neighbour), here) in enumerate(zip(sides, beyond, strict=True)):
        end, there = sides[(place + 1) % len(sides)][0], beyond[(place + 1) % len(sides)]
        if here <= 0:
            kept.append((start, neighbour))
        if (here <= 0) != (there <= 0):
            share = here / (here - there)
            crossing = (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
            kept.append((crossing, other if here <= 0 else neighbour))
    return kept


def _area(
    unit: tuple[str, Sequence[Point]],
    cells: Mapping[Point, list[Side]],
    owners: Mapping[Point, str],
    narrow: float,
) -> Area:
    """All cells of one unit as one area, with a line only where another unit or the outline begins."""
    code, sites = unit
    own = [cells[site] for site in sites]
    pieces: list[Ring] = [tuple(corner for corner, _ in sides) for sides in own]
    borders: list[Ring] = [
        (start, sides[(place + 1) % len(sides)][0])
        for sides in own
        for place, (start, neighbour) in enumerate(sides)
        if neighbour is None or owners[neighbour] != code
    ]
    # Of so many no name can be read: its middle will do.
    spot = sites[0] if len(cells) > MOST_SITES else room_for_name(pieces, borders, list(cells))
    return Area(
        code,
        tuple((_unscaled(piece, narrow),) for piece in pieces),
        tuple(_unscaled(border, narrow) for border in borders),
        _unscaled((spot,), narrow)[0],
    )


def _unscaled(ring: Ring, narrow: float) -> Ring:
    return tuple((round(x / narrow, 6), round(y, 6)) for x, y in ring)


def room_for_name(pieces: Sequence[Ring], borders: Sequence[Ring], marks: Sequence[Point]) -> Point:
    """The point inside the largest pieces that is furthest from marks and border lines, names being wide."""
    sides = [side for line in borders for side in pairwise(line)]
    best, most = pieces[0][0], float("-inf")
    for piece in sorted(pieces, key=extent)[-LOOKED_AT:]:
        (west, south), (east, north) = corners(piece)
        wide, high = east - west, north - south
        box = (west - wide, south - high), (east + wide, north + high)
        # What is further off than the piece is large leaves room enough.
        close = [mark for mark in marks if _within(mark, box)]
        edges = [(start, end) for start, end in sides if _within(start, box) or _within(end, box)]
        for across in range(1, STEPS):
            for up in range(1, STEPS):
                point = (west + wide * across / STEPS, south + high * up / STEPS)
                free = _free(point, edges, close) if inside(point, piece) else float("-inf")
                if free > most:
                    best, most = point, free
    return best


def _within(point: Point, box: tuple[Point, Point]) -> bool:
    (west, south), (east, north) = box
    return west <= point[0] <= east and south <= point[1] <= north


def extent(ring: Ring) -> float:
    """How large the rectangle around a ring is, in square degrees."""
    (west, south), (east, north) = corners(ring)
    return (east - west) * (north - south)


def inside(point: Point, ring: Ring) -> bool:
    """Whether the point lies in the ring: a ray from it crosses the ring an odd number of times."""
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            crossed = not crossed
    return crossed


def _free(point: Point, sides: Sequence[tuple[Point, Point]], marks: Sequence[Point]) -> float:
    wide, low = NAME_ROOM
    clear = [
        max(abs(x - point[0]) / (wide + MARK_ROOM), abs(y - point[1]) / (low + MARK_ROOM)) for x, y in marks
    ]
    edges = [
        _distance((point[0] / wide, point[1] / low), (a[0] / wide, a[1] / low), (b[0] / wide, b[1] / low))
        for a, b in sides
    ]
    return min([*clear, *edges], default=0.0)


def _distance(point: Point, start: Point, end: Point) -> float:
    """How far a point is from a stretch of line."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return hypot(point[0] - start[0] - along * dx, point[1] - start[1] - along * dy)
