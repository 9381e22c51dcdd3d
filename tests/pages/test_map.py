"""The map without a browser: its geometry, what it sends, and what its page says."""

from __future__ import annotations

import json
from math import cos, radians
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import shapely
import streamlit as st
from streamlit.testing.v1 import AppTest

from data.boundaries import FILE
from data.publish import publish
from data.store import Store
from pages.indicators import columns as indicator_columns
from pages.kit.choice import Choice
from pages.kit.words import Words
from pages.map import figure, places, sentences, view
from tests.given.world import AS_OF, world, write_csvs
from tests.pages.conftest import Open
from tests.pages.test_choices import text_of

VI = Words("vi")
UNITS: list[dict[str, Any]] = [
    {"code": code, "key": code, "name": name, "kind": "old", "lat": lat, "lon": lon, "placed": "register", "schools": 1,
     "state": "value", "status": "met", "value": 100.0, "unit": "percent", "numerator": 1, "denominator": 1,
     "counts": "ratio", "unknown": 0, "unsettled": False, "subjects": 1}
    for code, name, lat, lon in (("A", "Xã Mỹ An", 10.6, 106.3), ("B", "Thị trấn Thủ Thừa", 10.7, 106.4))
]  # fmt: skip
SCHOOLS: list[dict[str, Any]] = [
    {"school_id": f"S{place}", "school": f"Trường {place}", "commune_code": code, "lat": lat, "lon": lon,
     "placed": "given", "pupils": pupils, "state": state, "status": status, "value": value, "unit": "percent",
     "numerator": 1, "denominator": 1, "counts": "ratio", "unknown": 0, "unsettled": False, "polarity": "higher"}
    for place, (code, lat, lon, pupils, state, status, value) in enumerate((
        ("A", 10.61, 106.31, 400, "value", "met", 100.0),
        ("A", 10.69, 106.39, 100, "value", "far", 0.0),
        ("B", 10.70, 106.41, None, "no_report", None, None),
        ("B", 10.70, 106.41, 900, "no_cases", None, None),
    ))
]  # fmt: skip


def test_every_school_lies_on_its_own_commune() -> None:
    """The second school is nearer to the other commune's middle than to its own."""
    areas = {area.code: area for area in places.schematic(UNITS, SCHOOLS, "old")}
    for row in SCHOOLS:
        on = [
            code for code, area in areas.items() if area.shape.contains(shapely.Point(row["lon"], row["lat"]))
        ]
        assert on == [row["commune_code"]]


def test_the_areas_fill_the_outline_once() -> None:
    areas = places.schematic(UNITS, SCHOOLS, "old")
    whole = shapely.union_all([area.shape for area in areas])
    assert sum(area.shape.area for area in areas) == pytest.approx(whole.area)
    assert whole.area == pytest.approx(whole.convex_hull.area, rel=1e-6)
    for area in areas:
        assert area.shape.contains(shapely.Point(area.spot))


def test_a_border_between_two_points_is_halfway() -> None:
    """Two middles on one parallel, 0.2° apart: the border is the meridian between them."""
    units = [{**UNITS[0], "lat": 10.0, "lon": 106.0}, {**UNITS[1], "lat": 10.0, "lon": 106.2}]
    west, east = places.schematic(units, [], "old")
    assert west.shape.bounds[2] == pytest.approx(106.1, abs=1e-5)
    assert east.shape.bounds[0] == pytest.approx(106.1, abs=1e-5)
    assert west.shape.bounds[0] == pytest.approx(106.0 - places.MARGIN / cos(radians(10.0)), abs=1e-5)


@pytest.mark.parametrize(
    ("units", "count"),
    [
        ([], 0),
        ([{**UNITS[0], "lat": None, "lon": None}], 0),
        (UNITS[:1], 1),
        ([UNITS[0], {**UNITS[1], "lat": UNITS[0]["lat"], "lon": UNITS[0]["lon"]}], 1),
    ],
)
def test_no_one_and_the_same_middle(units: list[dict[str, Any]], count: int) -> None:
    areas = places.schematic(units, [], "old")
    assert len(areas) == count
    assert all(area.shape.area > 0 for area in areas)


def test_schools_on_one_spot_are_drawn_side_by_side() -> None:
    drawn = {row["id"]: row["at"] for row in places.schools(SCHOOLS, VI)}
    assert drawn["S2"] != drawn["S3"]
    assert drawn["S0"] == (106.31, 10.61)


def test_circles_are_in_proportion_to_pupils_with_a_smallest() -> None:
    """400 of 900 pupils: two thirds of the radius. 100 and unknown: the smallest."""
    drawn = {row["id"]: row["size"] for row in places.schools(SCHOOLS, VI)}
    assert drawn == {"S3": 1.0, "S0": pytest.approx(2 / 3), "S1": places.SMALLEST, "S2": places.SMALLEST}
    assert next(iter(drawn)) == "S3"


def sent(schools: list[dict[str, Any]], units: list[dict[str, Any]]) -> dict[str, Any]:
    """What the browser gets."""
    areas = places.schematic(units, schools, "old")
    lands = places.lands(units, areas, VI)
    points = places.schools(schools, VI)
    frame = places.frame([point["at"] for point in points], ())
    assert frame is not None
    spec: dict[str, Any] = json.loads(
        figure.deck(points, (), lands, frame, note="sơ đồ", theme="dark").to_json()
    )
    return spec


def test_the_map_asks_for_nothing_from_outside() -> None:
    spec = sent(SCHOOLS, UNITS)
    text = json.dumps(spec)
    assert "http" not in text
    assert "carto" not in text
    assert "mapProvider" not in spec or spec["mapProvider"] is None
    assert all(layer["id"] for layer in spec["layers"])


def test_marks_words_and_colours_are_those_of_the_legend() -> None:
    layers = {layer["id"]: layer for layer in sent(SCHOOLS, UNITS)["layers"]}
    marks = {row["text"]: row["colour"] for row in layers["marks"]["data"]}
    assert marks == {
        "●": [0, 114, 178, 255], "■": [188, 50, 0, 255], "–": [128, 135, 145, 255], "○": [128, 135, 145, 255],
    }  # fmt: skip
    assert [row["text"] for row in layers["names"]["data"]] == ["● Mỹ An", "● Thủ Thừa"]
    tips = {row["id"]: row["tip"] for row in layers["schools"]["data"]}
    assert tips["S2"] == "Trường 2\n– Không có báo cáo · 1/1\nchưa báo cáo số học sinh"


def test_a_name_that_the_renderer_would_run_stays_a_name() -> None:
    evil = [{**SCHOOLS[0], "school": "@@=alert(1)"}, {**SCHOOLS[1], "school": "@@#x.y"}]
    units = [{**UNITS[0], "name": "Xã @@#a.b", "schools": 0}]
    text = json.dumps([layer["data"] for layer in sent(evil, units)["layers"]])
    assert '"@@' not in text
    assert "@@=alert(1)" in text


@pytest.mark.parametrize(
    ("name", "short"),
    [("Xã Mỹ An", "Mỹ An"), ("Thị trấn Thủ Thừa", "Thủ Thừa"), ("Phường Long An", "Long An"), ("Xã", "Xã"),
     ("Xã Mỹ Hạnh Nam Thượng", "Mỹ\nHạnh Nam Thượng")],
)  # fmt: skip
def test_names_on_the_map_go_without_their_kind(name: str, short: str) -> None:
    assert places.short_name(name) == short


def test_the_page_says_who_is_where(open_page: Open) -> None:
    """2025, counted by hand: 26 of 27 schools held two sessions, Mẫu 12 did not, Mẫu 27 had closed."""
    shown = text_of(open_page("map/page"))
    # 27 and one more are the 28 that the lists count.
    assert (
        "26 trên 27 trường đạt chỉ tiêu; chưa đạt: Trường TH Mẫu 12 – xã Mỹ Lạc; không áp dụng (không hoạt động "
        "trong năm hoặc khác cấp học): Trường TH Mẫu 27 – xã Tân Long." in shown
    )
    assert "blue-badge[● Đạt: **26**]" in shown
    assert "gray-badge[∅ Không áp dụng: **1**]" in shown


def test_the_indicator_is_kept_between_the_pages_that_pick_one(open_page: Open) -> None:
    app = open_page("indicators/page")
    app.session_state["indicator"] = "staff_trained"
    app.run()
    app.switch_page("pages/map/page.py").run()
    assert "Đội ngũ được bồi dưỡng" in app.header[0].value
    app.switch_page("pages/overview/page.py").run()
    app.switch_page("pages/indicators/page.py").run()
    assert app.session_state["indicator"] == "staff_trained"


@pytest.mark.parametrize("wanted", ["khong-co", "network_coverage", "<script>"])
def test_an_indicator_without_a_place_on_the_map_falls_back(wanted: str, open_page: Open) -> None:
    app = open_page("map/page", indicator=wanted)
    assert not app.exception
    assert "Trường tổ chức tuyên truyền định kỳ, 2025" in app.header[0].value


def test_a_part_year_says_so_and_an_old_link_with_a_year_of_its_own_opens(open_page: Open) -> None:
    app = open_page("map/page", year="2021", map_year="2023")
    assert not app.exception
    assert app.header[0].value.endswith(", 2021\u2060\\*\u2060")
    assert "chỉ là một phần của năm" in text_of(app)


def test_a_commune_says_how_many_of_its_schools_are_not_counted() -> None:
    row = {**UNITS[0], "schools": 3, "subjects": 2, "counts": "schools", "numerator": 2, "denominator": 2}
    assert sentences.parts(row, VI) == "2 có · 0 chưa · 1 không áp dụng"
    assert sentences.parts({**row, "subjects": 3}, Words("en")) == "2 yes · 0 not yet"


@pytest.mark.parametrize(
    ("counts", "unit", "shown"),
    [
        ("schools", "percent", False),
        ("count", "count", False),
        ("ratio", "percent", True),
    ],
)
def test_parts_have_a_column_only_where_something_is_divided(counts: str, unit: str, shown: bool) -> None:
    row = {"counts": counts, "unit": unit}
    of_map = view.of_schools(pa.Table.from_pylist([row]), "old", VI)
    inside = indicator_columns.inside([row], Choice((2025,), 2025), VI)
    for columns in (of_map, inside):
        assert ("n/N" in [getattr(column, "title", column) for column in columns]) == shown


def test_units_since_july_2025_by_the_switch_and_by_the_filter(open_page: Open) -> None:
    app = open_page("map/page")
    app.segmented_control(key="units").set_value("01/07/2025").run()
    assert not app.exception
    by_filter = open_page("map/page", unit="28051-2025")
    assert not [widget for widget in by_filter.segmented_control if widget.key == "units"]


@pytest.fixture
def unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is folded is drawn as if it were open."""
    monkeypatch.setattr("pages.kit.block.details", lambda key, label, draw: draw())


def lone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **school: str) -> None:
    """A folder with one school."""
    tables = world()
    tables["schools"] = [tables["schools"][0] | school]
    assert publish([write_csvs(tables, tmp_path / "in")], Store(tmp_path / "store"), as_of=AS_OF).snapshot_id
    monkeypatch.setenv("DASHBOARD_DATA", str(tmp_path / "store"))


def test_a_district_without_positions_gets_words_and_the_table(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lone(tmp_path, monkeypatch)
    app = open_page("map/page", year=["2024"])
    assert not app.exception
    shown = text_of(app)
    assert "Chưa có vị trí nào nên không vẽ được bản đồ." in shown
    assert "1 trường chưa có vị trí, chỉ có trong bảng: Trường TH Mẫu 91." in shown


@pytest.mark.usefixtures("unfolded")
def test_one_school_is_a_map(open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lone(tmp_path, monkeypatch, lat="10.6", lon="106.3")
    app = open_page("map/page", year=["2024"])
    assert not app.exception
    assert len(_layers(app)["schools"]) == 1
    assert "Tâm lấy theo trung bình vị trí các trường: Xã Mỹ Thạnh." in text_of(app)


def test_a_position_outside_the_country_is_named(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lone(tmp_path, monkeypatch, lat="0", lon="0")
    shown = text_of(open_page("map/page", year=["2024"]))
    assert "1 trường có vị trí nằm ngoài lãnh thổ nên không vẽ: Trường TH Mẫu 91." in shown


@pytest.mark.usefixtures("unfolded")
def test_the_offices_boundaries_take_the_schematics_place_and_broken_ones_do_not(
    open_page: Open, sample_folder: Path
) -> None:
    path = sample_folder / FILE
    try:
        path.write_text("{", encoding="utf-8")
        app = open_page("map/page")
        assert not app.exception
        assert f"Không dùng được tệp {FILE}: không phải tập hợp đối tượng GeoJSON." in text_of(app)
        square = [[[106.3, 10.6], [106.4, 10.6], [106.4, 10.7], [106.3, 10.7], [106.3, 10.6]]]
        geometry = {"type": "Polygon", "coordinates": square}
        for code, note in (("28051", "Ranh giới: lấy từ tệp"), ("99999", "không có mã nào trùng")):
            feature = {"type": "Feature", "properties": {"code": code}, "geometry": geometry}
            path.write_text(
                json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8"
            )
            app.run()
            assert not app.exception
            assert note in text_of(app)
    finally:
        path.unlink()


def test_a_silent_school_stays_among_the_schools_that_are_counted(open_page: Open) -> None:
    """Approved services in 2025: 22 of 27, as on the goal's card; two of the five lacking sent no report."""
    app = open_page("map/page")
    app.session_state["indicator"] = "protective_services"
    app.run()
    shown = text_of(app)
    assert "22 trên 27 trường đạt chỉ tiêu" in shown
    assert "không có báo cáo: Trường TH Mẫu 12 – xã Mỹ Lạc, Trường THCS Mẫu 25 – xã Mỹ Phú; " in shown


def test_more_schools_than_can_be_told_apart_are_drawn_as_groups(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With room for one mark fewer than there are schools, the rings count every one of them, once."""
    whole = _layers(open_page("map/page"))
    placed = len(whole["schools"])
    assert placed == 28
    monkeypatch.setattr("pages.map.places.APART", placed - 1)
    st.cache_resource.clear()
    app = open_page("map/page")
    crowded = _layers(app)
    assert crowded["schools"] == crowded["marks"] == []
    assert sum(int(row["text"]) for row in crowded["counts"]) == placed
    assert crowded["areas"] == whole["areas"]
    assert "Mỗi vòng là các trường ở gần nhau" in text_of(app)
    assert _layers(open_page("map/page", unit="28042"))["schools"] != []


def test_more_communes_than_can_be_told_apart_are_in_the_list_only(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.map.view.MOST_LANDS", 11)
    app = open_page("map/page")
    assert _layers(app)["areas"] == _layers(app)["names"] == []
    assert "Các xã quá nhiều nên không vẽ ranh giới" in text_of(app)
    narrowed = _layers(open_page("map/page", unit="28042"))
    assert {row["id"] for row in narrowed["areas"]} == {"28042"}


def test_groups_hold_every_school_under_its_mark_and_do_not_cover_each_other() -> None:
    """Four schools: two on one spot, one in the next square, one far off; worked by hand."""
    spots = [(106.1, 10.1), (106.1, 10.1), (106.25, 10.1), (107.9, 11.9)]
    states = [("met", "value"), ("far", "value"), (None, "no_report"), ("met", "value")]
    table = pa.table(
        {
            "lon": [lon for lon, _ in spots],
            "lat": [lat for _, lat in spots],
            "status": pa.array([status for status, _ in states], pa.string()),
            "state": [state for _, state in states],
        }
    )
    groups = places.groups(table, shapely.box(106.0, 10.0, 108.0, 12.0), VI)
    assert [group["tip"] for group in groups] == [
        "2 trường\n● Đạt: 1\n■ Chưa đạt: 1", "1 trường\n– Không có báo cáo: 1", "1 trường\n● Đạt: 1",
    ]  # fmt: skip
    halves = [shapely.Polygon(part["ring"]).area for part in groups[0]["parts"]]
    assert halves[0] == pytest.approx(halves[1], rel=0.01)
    discs = [shapely.Polygon(group["disc"]) for group in groups]
    assert shapely.union_all(discs).area == pytest.approx(sum(disc.area for disc in discs))


def test_the_parts_of_a_ring_make_it_whole() -> None:
    """A ring of radius 1 with a hole of a half at the equator: three quarters of a disc."""
    shares = [(0.0, 0.25), (0.25, 1.0)]
    parts = [shapely.Polygon(places.ring((0.0, 0.0), 1.0, start, end, 0.5)) for start, end in shares]
    assert all(part.is_valid for part in parts)
    assert parts[0].area == pytest.approx(0.1875 * 3.1416, rel=0.01)
    assert sum(part.area for part in parts) == pytest.approx(0.75 * 3.1416, rel=0.02)
    west, _, east, _ = parts[0].bounds
    assert west == pytest.approx(0, abs=1e-6)
    assert east == pytest.approx(1, abs=1e-6)


def test_marks_are_as_large_as_the_schools_distances_allow() -> None:
    """The same schools closer and closer on the same map: smaller marks, and never under the least."""

    def largest(step: float) -> float:
        rows = [{**SCHOOLS[0], "school_id": f"S{n}", "lon": 106 + step * n, "lat": 10.6} for n in range(20)]
        frame = shapely.box(106.0, 10.0, 108.0, 12.0)
        deck = figure.deck(places.schools(rows, VI), (), (), frame, note="", theme="light")
        layers = {layer["id"]: layer["data"] for layer in json.loads(deck.to_json())["layers"]}
        return max(float(row["radius"]) for row in layers["schools"])

    roomy, close, closest = largest(0.1), largest(0.05), largest(0.001)
    assert roomy > close > closest
    assert closest / roomy == pytest.approx(figure.LEAST_RADIUS / figure.RADIUS, rel=1e-3)


def test_the_frame_holds_every_school_however_far() -> None:
    """One commune, and an island eight degrees to the east: both are on the map."""
    spots = [(106.3, 10.6), (106.31, 10.61), (114.3, 9.9)]
    frame = places.frame(spots, ())
    assert frame is not None
    west, south, east, north = frame.bounds
    assert all(west < lon < east and south < lat < north for lon, lat in spots)


def _layers(app: AppTest) -> dict[str, list[Any]]:
    [chart] = app.get("deck_gl_json_chart")
    return {layer["id"]: layer["data"] for layer in json.loads(chart.proto.json)["layers"]}
