"""The communes as areas: the office's own boundaries, or else a schematic drawn from points.

In the schematic every place belongs to the unit of the nearest school or unit's middle, so a school always
lies on its own unit. Points are (longitude, latitude) in degrees; nothing of it is an official boundary.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from statistics import median
from typing import Any

import shapely
from scipy.spatial import KDTree
from shapely.affinity import scale
from shapely.geometry.base import BaseGeometry

from data.boundaries import Polygon, Shapes, of_unit

Point = tuple[float, float]
Row = Mapping[str, Any]

#: How far the schematic reaches beyond the outermost points, in degrees of latitude (some 2 km).
MARGIN = 0.018
#: How many times as wide as high a name is, and how far it keeps from schools, as a share of the map.
NAME_WIDE, NAME_CLEAR = 3.4, 0.02


@dataclass(frozen=True)
class Area:
    """One unit on the map: its shape in degrees, and where its name is written."""

    code: str
    shape: BaseGeometry
    spot: Point

    def polygons(self) -> list[list[list[Point]]]:
        """Its polygons as rings of corners, to about a metre: the outer ring first, then its holes."""
        return [
            [_corners(ring) for ring in (part.exterior, *part.interiors)]
            for part in shapely.get_parts(self.shape)
        ]


def schematic(units: Sequence[Row], schools: Sequence[Row], kind: str) -> list[Area]:
    """An area for each unit with a middle.

    `units` answer pages/map_units. `schools` have lat, lon, and the code of their unit of either kind, as
    pages/map_schools has them; only those that are on the map.
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
    points = shapely.points([(lon * narrow, lat) for lon, lat in owners])
    outline = shapely.multipoints(points).convex_hull.buffer(MARGIN, quad_segs=2)
    cells = _cells(points, outline)
    own: dict[str, list[BaseGeometry]] = {}
    for code, cell in zip(owners.values(), cells, strict=True):
        own.setdefault(code, []).append(cell)
    marks = _clear_of([(point.x, point.y) for point in points])
    joined = {code: shapely.coverage_union_all(parts) for code, parts in own.items()}
    return [
        Area(code, scale(shape, 1 / narrow, 1, origin=(0, 0)), (spot[0] / narrow, spot[1]))
        for code, shape in joined.items()
        if (spot := _room_for_name(shape, marks))
    ]


def of_file(units: Sequence[Row], shapes: Shapes, schools: Sequence[Row]) -> list[Area]:
    """The office's own boundaries of those units that its file has; names keep clear of the schools."""
    found = {unit["code"]: polygons for unit in units if (polygons := of_unit(shapes, unit))}
    marks = _clear_of([(row["lon"], row["lat"]) for row in schools])
    drawable = {code: _shape(polygons) for code, polygons in found.items()}
    return [
        Area(code, shape, _room_for_name(shape, marks))
        for code, shape in drawable.items()
        if not shape.is_empty
    ]


def corners(areas: Iterable[Area]) -> list[Point]:
    """The south-western and the north-eastern corner of each area."""
    return [
        point
        for area in areas
        for west, south, east, north in [area.shape.bounds]
        for point in ((west, south), (east, north))
    ]


def nearest(spots: Sequence[Point]) -> float:
    """How far a school is from the one nearest to it, as a rule, in degrees; of one school: without end."""
    if len(spots) < 2:
        return float("inf")
    distances, _ = KDTree(spots).query(spots, k=2)
    return float(median(distances[:, 1]))


def _cells(points: Any, outline: BaseGeometry) -> Any:
    """What is nearer to each point than to any other, within the outline."""
    if len(points) == 1:
        return [outline]
    found = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=outline, ordered=True)
    return shapely.intersection(shapely.get_parts(found), outline)


def _shape(polygons: Sequence[Polygon]) -> BaseGeometry:
    """The polygons as one shape, with its crossed lines put right."""
    drawn = shapely.multipolygons([shapely.Polygon(rings[0], rings[1:]) for rings in polygons])
    return shapely.make_valid(drawn, method="structure", keep_collapsed=False)


def _clear_of(spots: Sequence[Point]) -> shapely.STRtree:
    """The discs that names leave to the schools' marks, which are small where schools lie close."""
    west, south, east, north = shapely.multipoints(spots).bounds if spots else (0, 0, 0, 0)
    room = NAME_CLEAR * max(east - west, north - south, 2 * MARGIN)
    return shapely.STRtree(shapely.buffer(shapely.points(spots), min(room, nearest(spots) / 2), quad_segs=2))


def _room_for_name(shape: BaseGeometry, marks: shapely.STRtree) -> Point:
    """The point of a shape's largest part that is furthest from marks and limits, names being wide."""
    part = max(shapely.get_parts(shape), key=lambda part: part.area)
    free = part.difference(shapely.union_all(marks.geometries[marks.query(part)]))
    low = scale(part if free.is_empty else free, 1 / NAME_WIDE, 1, origin=(0, 0))
    west, south, east, north = low.bounds
    radius = shapely.maximum_inscribed_circle(low, tolerance=max(east - west, north - south) / 50)
    x, y = radius.coords[0]
    return x * NAME_WIDE, y


def _corners(ring: Any) -> list[Point]:
    return [(round(x, 5), round(y, 5)) for x, y in ring.coords]
