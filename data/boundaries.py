"""The office's own boundaries: `boundaries.geojson` beside the snapshots, read and matched to units.

A GeoJSON FeatureCollection in WGS 84. Each feature is a Polygon or MultiPolygon with the property
`code`, the unit's code. Two units may have one code in turn: `valid_from` is the first day of the unit that
is meant, and a feature without it is the first unit with the code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from math import isfinite
from pathlib import Path
from typing import Any

FILE = "boundaries.geojson"
#: Larger files are not read at all.
MOST_BYTES = 20_000_000
#: Finer outlines are simplified: every reader's browser receives each corner.
MOST_CORNERS = 20_000

Point = tuple[float, float]
#: An outer ring and its holes.
Polygon = tuple[tuple[Point, ...], ...]
#: (code, valid_from or "") of a feature, and its polygons.
Shapes = Mapping[tuple[str, str], tuple[Polygon, ...]]


class BoundariesUnusable(ValueError):
    """The file cannot be used; `reason` is too_large, unreadable, not_geojson or nothing_in_it."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{FILE}: {detail}")
        self.reason = reason


def stamp(folder: Path) -> tuple[str, int, int] | None:
    """The file's name, size in bytes and time of change in nanoseconds; None when there is no file."""
    path = folder / FILE
    try:
        stat = path.stat()
    except OSError:
        return None
    return (str(path), stat.st_size, stat.st_mtime_ns) if path.is_file() else None


def read(path: Path) -> Shapes:
    """The shapes by unit; raises BoundariesUnusable with the reason."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BoundariesUnusable("too_large", f"{path.stat().st_size:,} bytes, at most {MOST_BYTES:,}")
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BoundariesUnusable("unreadable", str(error)) from error
    except (ValueError, RecursionError) as error:
        if isinstance(error, BoundariesUnusable):
            raise
        raise BoundariesUnusable("not_geojson", str(error)) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        raise BoundariesUnusable("not_geojson", "no list of features")
    shapes: dict[tuple[str, str], tuple[Polygon, ...]] = {}
    for feature in features:
        key, polygons = _feature(feature)
        if polygons:
            shapes[key] = shapes.get(key, ()) + polygons
    drawable = _coarse_enough(shapes)
    if not drawable:
        raise BoundariesUnusable("nothing_in_it", "no polygon with a code")
    return drawable


def of_unit(shapes: Shapes, unit: Mapping[str, Any]) -> tuple[Polygon, ...]:
    """The polygons of one unit (`code`, `valid_from`, `first_of_code`); none when the file lacks it."""
    dated = shapes.get((unit["code"], unit["valid_from"].isoformat()), ())
    return dated or (shapes.get((unit["code"], ""), ()) if unit["first_of_code"] else ())


def _feature(feature: Any) -> tuple[tuple[str, str], tuple[Polygon, ...]]:
    """The unit and the polygons of one feature; no polygons when anything in it is invalid."""
    try:
        properties, geometry = feature["properties"], feature["geometry"]
        code, since = str(properties["code"]).strip(), str(properties.get("valid_from") or "").strip()[:10]
        given = geometry["coordinates"]
        if geometry["type"] not in ("Polygon", "MultiPolygon"):
            return (code, since), ()
        polygons = [given] if geometry["type"] == "Polygon" else given
        return (code, since), tuple(tuple(_ring(ring) for ring in polygon) for polygon in polygons if polygon)
    except (TypeError, KeyError, IndexError, AttributeError, ValueError, OverflowError):
        return ("", ""), ()


def _ring(ring: Iterable[Any]) -> tuple[Point, ...]:
    """A ring's corners; ValueError unless it is a closed ring of valid positions."""
    corners = tuple((float(corner[0]), float(corner[1])) for corner in ring)
    if len(corners) < 4 or not all(
        isfinite(lon) and isfinite(lat) and abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in corners
    ):
        raise ValueError("not a ring of longitudes and latitudes")
    return corners


def _coarse_enough(shapes: Shapes) -> Shapes:
    """Corners rounded to a grid of 1 m, or 10 m, 100 m … until few enough remain; neighbours still meet."""
    for decimals in (5, 4, 3, 2, 1):
        coarse = {
            key: tuple(_on_grid(polygon, decimals) for polygon in polygons)
            for key, polygons in shapes.items()
        }
        corners = sum(len(ring) for polygons in coarse.values() for polygon in polygons for ring in polygon)
        if corners <= MOST_CORNERS:
            break
    return {key: kept for key, polygons in coarse.items() if (kept := tuple(filter(None, polygons)))}


def _on_grid(polygon: Polygon, decimals: int) -> Polygon:
    rings = []
    for ring in polygon:
        rounded = [(round(lon, decimals), round(lat, decimals)) for lon, lat in ring]
        kept = [here for here, before in zip(rounded, [None, *rounded], strict=False) if here != before]
        if len(set(kept)) >= 3:
            rings.append(tuple(kept))
        elif not rings:
            return ()
    return tuple(rings)
