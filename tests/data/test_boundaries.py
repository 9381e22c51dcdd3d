"""The office's own boundaries: a small real file, and files that are broken in every way one could think of."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.boundaries import FILE, MOST_BYTES, MOST_CORNERS, BoundariesUnusable, of_unit, read, stamp

SQUARE = [[106.3, 10.6], [106.4, 10.6], [106.4, 10.7], [106.3, 10.7], [106.3, 10.6]]
HOLE = [[106.34, 10.64], [106.36, 10.64], [106.36, 10.66], [106.34, 10.66], [106.34, 10.64]]
OLD = {"code": "28036", "valid_from": date(2021, 1, 1), "first_of_code": True}
NEW = {"code": "28036", "valid_from": date(2025, 7, 1), "first_of_code": False}


def feature(
    code: Any = "28036", kind: str = "Polygon", coordinates: Any = None, **properties: Any
) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"code": code, **properties},
        "geometry": {"type": kind, "coordinates": coordinates or [SQUARE]},
    }


def written(folder: Path, *features: Any) -> Path:
    path = folder / FILE
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
    return path


def test_a_feature_stands_for_the_first_unit_that_bore_its_code(tmp_path: Path) -> None:
    shapes = read(written(tmp_path, feature(28036)))
    assert len(of_unit(shapes, OLD)) == 1
    assert of_unit(shapes, NEW) == ()


def test_a_dated_feature_stands_for_the_unit_of_that_day_only(tmp_path: Path) -> None:
    shapes = read(written(tmp_path, feature(valid_from="2025-07-01")))
    assert of_unit(shapes, OLD) == ()
    assert len(of_unit(shapes, NEW)) == 1


def test_holes_parts_and_heights_are_read(tmp_path: Path) -> None:
    high = [[*corner, 3.5] for corner in SQUARE]
    shapes = read(written(tmp_path, feature(kind="MultiPolygon", coordinates=[[high, HOLE], [HOLE]])))
    polygons = of_unit(shapes, OLD)
    assert [len(polygon) for polygon in polygons] == [2, 1]
    assert polygons[0][0][0] == (106.3, 10.6)


def test_a_byte_order_mark_is_no_hindrance(tmp_path: Path) -> None:
    path = written(tmp_path, feature())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert of_unit(read(path), OLD)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_geojson"),
        (b"{", "not_geojson"),
        (b"\xff\xfe\x00", "not_geojson"),
        (b"[]", "not_geojson"),
        (b"null", "not_geojson"),
        (b'{"type": "FeatureCollection"}', "not_geojson"),
        (b'{"features": {}}', "not_geojson"),
        (b"[" * 100_000, "not_geojson"),
        (b'{"features": []}', "nothing_in_it"),
        (b'{"features": [null, 3, "x", [], {}]}', "nothing_in_it"),
        (b'{"features": [{"properties": null, "geometry": null}]}', "nothing_in_it"),
        (json.dumps({"features": [feature(kind="Point", coordinates=[1, 2])]}).encode(), "nothing_in_it"),
        (json.dumps({"features": [feature(coordinates=[[[0, 0], [1, 1]]])]}).encode(), "nothing_in_it"),
        (json.dumps({"features": [feature(coordinates=[[[500, 0]] * 4])]}).encode(), "nothing_in_it"),
        (
            json.dumps({"features": [feature(coordinates=[[[float("nan"), 0]] * 4])]}).encode(),
            "nothing_in_it",
        ),
        (json.dumps({"features": [feature(coordinates=[[["a", "b"]] * 4])]}).encode(), "nothing_in_it"),
        (json.dumps({"features": [feature(coordinates=[[[10**400, 0]] * 4])]}).encode(), "nothing_in_it"),
        (json.dumps({"features": [feature(coordinates=[[[1, 1]] * 5])]}).encode(), "nothing_in_it"),
        (json.dumps({"features": [feature(coordinates=7)]}).encode(), "nothing_in_it"),
    ],
)
def test_a_broken_file_is_named_by_its_reason(content: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(content)
    with pytest.raises(BoundariesUnusable) as error:
        read(path)
    assert error.value.reason == reason
    assert FILE in str(error.value)


def test_one_broken_feature_spoils_no_other(tmp_path: Path) -> None:
    assert of_unit(read(written(tmp_path, None, feature(coordinates=[[[0, 0]]]), feature())), OLD)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / FILE
    with path.open("wb") as file:
        os.truncate(file.fileno(), MOST_BYTES + 1)
    with pytest.raises(BoundariesUnusable) as error:
        read(path)
    assert error.value.reason == "too_large"


def test_fine_outlines_become_coarser_alike_on_both_sides(tmp_path: Path) -> None:
    """Two neighbours of 30,000 corners each share a border; it stays the same line in both."""
    steps = [106.3 + place / 1_000_000 for place in range(30_000)]
    border = [[lon, 10.6 + 0.001 * (place % 2)] for place, lon in enumerate(steps)]
    above = [*border, [steps[-1], 10.7], [steps[0], 10.7], border[0]]
    below = [*border, [steps[-1], 10.5], [steps[0], 10.5], border[0]]
    shapes = read(written(tmp_path, feature("A", coordinates=[above]), feature("B", coordinates=[below])))
    rings = [polygons[0][0] for polygons in shapes.values()]
    assert sum(map(len, rings)) <= MOST_CORNERS
    shared = set(rings[0]) & set(rings[1])
    assert len(shared) >= len(set(rings[0])) - 2


def test_the_stamp_says_when_the_file_changed(tmp_path: Path) -> None:
    assert stamp(tmp_path) is None
    (tmp_path / FILE).mkdir()
    assert stamp(tmp_path) is None
    (tmp_path / FILE).rmdir()
    before = stamp(written(tmp_path, feature()).parent)
    after = stamp(written(tmp_path, feature(), feature("28039")).parent)
    assert before is not None
    assert before != after
