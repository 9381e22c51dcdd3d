"""The map in a real browser: drawn without the network, and a click on a circle opens its school."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from playwright.sync_api import Browser, Page, WebSocketRoute, expect
from playwright.sync_api import TimeoutError as NotThere
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data.boundaries import FILE
from tests.whole.browser.conftest import ARTIFACTS, PICTURES, Server, back_to, settled, watched

FRESH = "Số liệu đến ngày 31/12/2025"
#: Lies apart from every other school: a click near it can be meant for no other.
APART = ("MAU-09", 106.3811, 10.6428)
QUESTION = "Nơi nào đã đạt chỉ tiêu, nơi nào chưa?"


def drawn(page: Page) -> Mapping[str, Any]:
    """Wait for the map; the canvas's middle and the size of a degree, from what the map was told."""
    settled(page, FRESH)
    canvas = page.locator("[data-testid=stDeckGlJsonChart] canvas").first
    canvas.wait_for(timeout=30_000)
    box = canvas.bounding_box()
    assert box is not None
    return box


def keep_picture(page: Page, name: str) -> None:
    """For people to look at, on request; the map draws its circles after the page is there."""
    if PICTURES:
        page.wait_for_timeout(4000)
        ARTIFACTS.mkdir(exist_ok=True)
        page.screenshot(path=ARTIFACTS / f"{name}.png")


def click(page: Page, x: float, y: float, tip: str) -> None:
    """Rest the pointer until its words come, then click: the renderer compiles its shaders first."""
    for turn in range(60):
        page.mouse.move(x - 12 * (turn % 2 == 0), y)
        page.mouse.move(x, y, steps=3)
        with suppress(NotThere):
            page.locator(".deck-tooltip").filter(has_text=tip).wait_for(timeout=500)
            page.mouse.click(x, y)
            return
    raise AssertionError(f"nothing at {x}, {y} says {tip}")


def spot(
    box: Mapping[str, Any], lon: float, lat: float, corners: tuple[float, float, float, float]
) -> tuple[float, float]:
    """Where a place is on the screen: the frame's middle in the map's middle, its width by the paddings."""
    west, south, east, north = corners
    # The paddings of figure.SIDE: what is left of the width holds the frame.
    wide = max(352.0, box["width"] - 2 * (round(0.321 * box["width"]) - 112))
    degree = wide / (east - west)
    middle = mercator((south + north) / 2)
    return (
        box["x"] + box["width"] / 2 + (lon - (west + east) / 2) * degree,
        box["y"] + box["height"] / 2 - (mercator(lat) - middle) * degree,
    )


def mercator(lat: float) -> float:
    """Latitude as Mercator's projection stretches it, in degrees of longitude."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))


def frame_of(server: Server) -> tuple[float, float, float, float]:
    """The frame around the whole district, as the page works it out."""
    from pages.map import places
    from queries import ask

    snapshot = server.store.active()
    try:
        schools = ask(snapshot, "map_schools", years=[2025]).to_pylist()
    finally:
        snapshot.close()
    frame = places.frame([(row["lon"], row["lat"]) for row in schools], ())
    assert frame is not None
    west, south, east, north = frame.bounds
    return west, south, east, north


def telling_clicks_twice(line: WebSocketRoute) -> None:
    """Hand on what browser and server say; a click on a commune comes once more when its run has ended.

    So does a slow browser that asks for anything before it has heard of that end.
    """
    told: list[str | bytes] = []
    upstream = line.connect_to_server()

    def said(message: str | bytes) -> None:
        assert isinstance(message, bytes)
        widgets = BackMsg.FromString(message).rerun_script.widget_states.widgets
        if any('"areas"' in widget.string_value for widget in widgets):
            told.append(message)
        upstream.send(message)

    def heard(message: str | bytes) -> None:
        assert isinstance(message, bytes)
        line.send(message)
        frame = ForwardMsg.FromString(message)
        if (
            frame.WhichOneof("type") == "script_finished"
            and frame.script_finished == frame.FINISHED_SUCCESSFULLY
        ):
            while told:
                upstream.send(told.pop())

    line.on_message(said)
    upstream.on_message(heard)


def test_a_circle_opens_its_school_back_returns_and_it_opens_again(server: Server, browser: Browser) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(server.url + "/map")
        for _ in range(2):
            box = drawn(page)
            x, y = spot(box, APART[1], APART[2], frame_of(server))
            click(page, x, y, "Trường TH&THCS Mẫu 09")
            expect(page).to_have_url(re.compile(rf"/school\?.*school={APART[0]}"), timeout=30_000)
            settled(page, FRESH)
            back_to(page, QUESTION)
        drawn(page)
        assert "school=" not in page.url
        # The selection that opened the school does not open it again.
        page.wait_for_timeout(1500)
        keep_picture(page, "map")
        expect(page.get_by_role("heading", level=1, name=QUESTION)).to_be_visible()
        seen.assert_quiet()


def test_a_commune_narrows_the_choice_and_the_map_and_widens_it_again(
    server: Server, browser: Browser
) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.route_web_socket(re.compile("_stcore/stream"), telling_clicks_twice)
        page.goto(server.url + "/map")
        box = drawn(page)
        # Xã Tân Thành, well away from its only school.
        click(page, *spot(box, 106.372, 10.672, frame_of(server)), "Xã Tân Thành")
        expect(page).to_have_url(re.compile("unit=28042"), timeout=30_000)
        expect(page.get_by_text("1 trên 1 trường đạt chỉ tiêu").first).to_be_visible(timeout=30_000)
        page.wait_for_timeout(2000)
        box = drawn(page)
        click(page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 - 40, "Xã Tân Thành")
        expect(page).not_to_have_url(re.compile("unit=28042"), timeout=30_000)
        expect(page.get_by_text("26 trên 27 trường đạt chỉ tiêu").first).to_be_visible(timeout=30_000)
        seen.assert_quiet()


def test_a_commune_is_chosen_in_the_list_by_keyboard_and_left_again(server: Server, browser: Browser) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(server.url + "/map")
        settled(page, FRESH)
        name = page.get_by_role("table").first.get_by_role("button", name="Xã Mỹ Lạc")
        name.focus()
        page.keyboard.press("Enter")
        expect(page).to_have_url(re.compile("unit=28048"), timeout=30_000)
        expect(page.get_by_text("2 trên 3 trường đạt chỉ tiêu").first).to_be_visible()
        expect(name).to_be_focused()
        page.keyboard.press("Enter")
        expect(page).not_to_have_url(re.compile("unit=28048"), timeout=30_000)
        seen.assert_quiet()


def test_a_name_in_the_list_opens_the_school(server: Server, browser: Browser) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(server.url + "/map?year=2023&indicator=victims_supported")
        drawn(page)
        page.get_by_role("table").nth(1).get_by_role("rowheader").first.get_by_role("button").click()
        expect(page).to_have_url(re.compile(r"/school\?.*school=MAU-"), timeout=30_000)
        assert "year=2023" in page.url
        seen.assert_quiet()


def test_the_indicator_goes_along_and_values_that_are_not_known_are_named(
    server: Server, browser: Browser
) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(server.url + "/indicators?indicator=staff_trained")
        settled(page, FRESH)
        page.get_by_role("link", name="Bản đồ").click()
        expect(page.get_by_role("heading", name="Đội ngũ được bồi dưỡng, 2025")).to_be_visible(timeout=30_000)
        drawn(page)
        page.goto(server.url + "/map?indicator=khong-co&map_year=1999&units=nay&year=2024")
        settled(page, FRESH)
        for words in ("khong-co", "nay", "Trường tổ chức tuyên truyền định kỳ, 2024"):
            expect(page.get_by_text(words).first).to_be_visible()
        seen.assert_quiet()


def test_boundaries_dropped_into_the_folder_are_drawn(server: Server, browser: Browser) -> None:
    """Two communes as rectangles: the map draws them, and says which are lacking."""
    path = server.store.folder / FILE
    features = [
        {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[w, s], [w + 0.05, s], [w + 0.05, s + 0.04], [w, s + 0.04], [w, s]]],
            },
        }
        for code, w, s in (("28048", 106.3, 10.62), ("28042", 106.36, 10.63))
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    try:
        with watched(browser) as seen:
            page = seen.page
            page.goto(server.url + "/map")
            drawn(page)
            page.get_by_text("Cách vẽ bản đồ").click()
            expect(page.get_by_text("Ranh giới: lấy từ tệp boundaries.geojson").first).to_be_visible()
            expect(page.get_by_text("Không có trong tệp nên không vẽ được").first).to_be_visible()
            keep_picture(page, "map-boundaries")
            seen.assert_quiet()
    finally:
        path.unlink()
