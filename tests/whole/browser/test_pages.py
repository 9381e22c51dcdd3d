"""Every page in a real browser, as a leader would open it."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

import dashboard
from data.publish import SAMPLE, publish
from data.sqlfiles import QUERIES, read_folder
from pages.kit.words import Words
from queries import ask
from tests.given.world import AS_OF
from tests.whole.browser.axe import NAVIGATION, assert_colours_stand_out_in_the_dark, assert_nothing_found
from tests.whole.browser.conftest import (
    ARTIFACTS,
    PICTURES,
    Server,
    Watched,
    back_to,
    put_on,
    serving,
    settled,
    watched,
    words_on,
)
from tests.whole.browser.narrow import (
    assert_a_card_that_goes_on_reads_as_one_with_the_card_above,
    assert_read_without_scrolling_sideways,
    assert_the_same_in_forced_colours_and_still,
)

FRESH = {"vi": "Số liệu đến ngày 31/12/2025", "en": "Figures as of 31/12/2025"}
#: What the address of a page holds beside its name.
CHOSEN = {"school": "school=MAU-03&"}
#: The address of each page and its question in both languages.
PAGES = {
    name: (
        f"/{name if place else ''}?{CHOSEN.get(name, '')}",
        {lang: Words(lang).text(question) for lang in ("vi", "en")},
    )
    for place, (_, _, _, _, name, question) in enumerate(dashboard.PAGES)
}
MARK = {"vi": "DỮ LIỆU MẪU", "en": "SAMPLE DATA"}
SIZES: tuple[ViewportSize, ...] = ({"width": 390, "height": 900}, {"width": 1400, "height": 900})
#: English words that would show a forgotten translation. Proper names of platforms are none.
ENGLISH = re.compile(
    r"\b(the|and|schools?|year|report|target|value|none|of|all|download|search)\b", re.IGNORECASE
)


@pytest.mark.parametrize("name", PAGES)
def test_every_page(name: str, server: Server, reader: Watched) -> None:
    """As it is read from the narrowest screen to the widest, and as axe reads it with every folded block open."""
    page, (address, title) = reader.page, PAGES[name]
    page.set_viewport_size(SIZES[-1])
    page.emulate_media(color_scheme="light")
    page.goto(server.url + address)
    settled(page, FRESH["vi"])
    page.set_viewport_size({"width": 320, "height": 900})
    settled(page, FRESH["vi"])
    in_navigation = {known: title for _, _, title, _, known, _ in dashboard.PAGES}[name]
    assert page.title() == f"{Words('vi').text(in_navigation)} · An toàn trẻ em trên mạng 2021–2025"
    assert_read_without_scrolling_sideways(page)
    if name == "plan":
        assert_a_card_that_goes_on_reads_as_one_with_the_card_above(page)
    assert_the_same_in_forced_colours_and_still(page, title["vi"])
    _assert_fits(page, name, "vi")
    assert ENGLISH.findall(words_on(page)) == []
    unfold_all(page)
    settled(page, FRESH["vi"])
    assert_nothing_found(page, NAVIGATION, *(("file box", "day box") if name == "intake" else ()))
    assert_colours_stand_out_in_the_dark(page)
    reader.assert_quiet()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_in_english(name: str, server: Server, reader: Watched) -> None:
    """Other words are of other lengths. What axe says of them is in test_axe.py."""
    page = reader.page
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(SIZES[0])
    page.goto(f"{server.url}{PAGES[name][0]}lang=en")
    settled(page, FRESH["en"])
    _assert_fits(page, name, "en")
    reader.assert_quiet()


def _assert_fits(page: Page, name: str, lang: str) -> None:
    """The open page in this language has its heading and its mark and fits a phone and a screen, the last."""
    expect(page.get_by_role("heading", name=PAGES[name][1][lang])).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == lang
    for size in SIZES:
        page.set_viewport_size(size)
        settled(page, FRESH[lang])
        expect(page.get_by_text(MARK[lang]).first).to_be_visible()
        # No theme changes a width.
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) <= 0
        for theme in ("dark", "light") if PICTURES else ():
            put_on(page, theme)
            settled(page, FRESH[lang])
            _keep_picture(page, f"{name}-{size['width']}-{theme}-{lang}")


def unfold_all(page: Page) -> None:
    """Open every folded block; what is drawn in it comes from the server."""
    blocks = page.get_by_test_id("stExpander")
    for place in range(blocks.count()):
        block = blocks.nth(place)
        if block.locator("details[open]").count() == 0:
            block.locator("summary").click()
        expect(block.get_by_test_id("stExpanderDetails").locator("> *").first).to_be_visible(timeout=30_000)
    page.mouse.move(0, 0)


def _keep_picture(page: Page, name: str) -> None:
    """The whole page, as far as it can be drawn in one piece."""
    ARTIFACTS.mkdir(exist_ok=True)
    size = page.viewport_size
    assert size is not None
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": min(int(height) + 40, 6000)})
    page.wait_for_timeout(400)
    page.screenshot(path=ARTIFACTS / f"{name}.png")
    page.set_viewport_size(size)


def test_the_four_goals_stand_against_their_targets(server: Server, browser: Browser) -> None:
    """The values are those of the published CSVs, counted by hand for 2025: 26/27, 55/56, 27/31, 22/27."""
    with watched(browser) as seen:
        seen.page.goto(server.url)
        settled(seen.page, FRESH["vi"])
        main = seen.page.locator("[data-testid=stMain]")
        # Of the 27 schools two sent no report; sessions of both are known, their services are not.
        for value, part in (
            ("96,3%", "26 có · 1 chưa"),
            ("98,2%", "55 trên 56"),
            ("87,1%", "27 trên 31"),
            ("81,5%", "22 có · 3 chưa · 2 chưa rõ"),
        ):
            # A block may be drawn just after the last line of the page.
            expect(main).to_contain_text(value, timeout=15_000)
            expect(main).to_contain_text(part)
        assert main.get_by_text(re.compile(r"^I\.2\.\d · mức của .* 100%$")).count() == 4


def test_a_school_opens_from_the_worklist_and_back_returns(server: Server, browser: Browser) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(server.url)
        settled(page, FRESH["vi"])
        page.get_by_role("button", name="Trường TH Mẫu 12 – xã Mỹ Lạc").first.click()
        expect(page).to_have_url(re.compile(r"/school\?.*school=MAU-12"), timeout=30_000)
        expect(page.get_by_role("heading", name="Trường TH Mẫu 12 – xã Mỹ Lạc")).to_be_visible(timeout=30_000)
        back_to(page, PAGES["overview"][1]["vi"])
        seen.assert_quiet()


def test_filters_live_in_the_address_and_go_from_page_to_page(server: Server, browser: Browser) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(server.url + "/?year=2023&level=THCS")
        settled(page, FRESH["vi"])
        expect(page.get_by_text("2023, THCS").first).to_be_visible()
        page.get_by_role("link", name="Chỉ tiêu").click()
        expect(page.get_by_role("heading", name=PAGES["indicators"][1]["vi"])).to_be_visible(timeout=30_000)
        settled(page, FRESH["vi"])
        assert "year=2023" in page.url
        assert "level=THCS" in page.url
        expect(page.get_by_text("2023, THCS").first).to_be_visible()


@pytest.mark.parametrize("typed", ["tan thanh", "Tân Thành", "TH&THCS"])
def test_schools_are_found_without_diacritics(typed: str, server: Server, browser: Browser) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(server.url)
        settled(page, FRESH["vi"])
        page.get_by_role("button", name=re.compile("^Trường: ")).click()
        page.get_by_role("searchbox").or_(page.get_by_placeholder("tan thanh")).first.fill(typed)
        page.keyboard.press("Enter")
        expect(page.get_by_text("Trường TH&THCS Mẫu 09 – xã Tân Thành").last).to_be_visible(timeout=15_000)
        expect(page.get_by_role("radio", name=re.compile("MAU-01"))).to_have_count(0, timeout=15_000)


def test_values_in_the_address_that_are_not_known_are_named_and_left_out(
    server: Server, browser: Browser
) -> None:
    with watched(browser) as seen:
        seen.page.goto(server.url + "/?year=1999&school=KHONG-CO")
        settled(seen.page, FRESH["vi"])
        main = seen.page.locator("[data-testid=stMain]")
        for words in ("1999", "KHONG-CO", "96,3%"):
            expect(main).to_contain_text(words, timeout=15_000)


def test_the_data_beside_a_table_are_the_query(server: Server, browser: Browser) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(server.url + "/indicators?year=2024")
        settled(page, FRESH["vi"])
        page.get_by_role("button", name="Tải", exact=True).first.click()
        with page.expect_download() as download:
            page.get_by_role("button", name="Dữ liệu máy đọc").first.click()
        saved = Path(download.value.path()).read_bytes()
    assert saved.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(saved.decode("utf-8-sig"))))
    snapshot = server.store.active()
    try:
        answer = ask(snapshot, "indicator_rollup", years=[2024]).to_pylist()
    finally:
        snapshot.close()
    shown = {row["indicator"]: row for row in rows if row["year"] == "2024"}
    assert len(shown) == len(answer) == len(read_folder(QUERIES / "indicators"))
    for row in answer:
        texts = shown[row["indicator"]]
        assert texts["state"] == row["state"]
        assert (int(texts["numerator"]), float(texts["value"])) == (row["numerator"], row["value"])


def test_first_start_publishes_the_sample_and_a_new_snapshot_shows_within_seconds(
    tmp_path: Path, browser: Browser
) -> None:
    with serving(tmp_path / "empty") as running, watched(browser) as seen:
        page: Page = seen.page
        page.goto(running.url)
        settled(page, FRESH["vi"])
        expect(page.get_by_text("96,3%").first).to_be_visible()
        before = running.store.active_id()
        expect(page.get_by_text(before).last).to_be_visible()
        page.get_by_text("2024", exact=True).first.click()
        table = tmp_path / "office_actions.csv"
        table.write_text(
            (SAMPLE / "office_actions.csv").read_text(encoding="utf-8").splitlines()[0] + "\n",
            encoding="utf-8",
        )
        after = publish([table], running.store, as_of=AS_OF).snapshot_id
        assert after not in ("", before)
        expect(page.get_by_text(after).last).to_be_visible(timeout=20_000)
        # The session went on: what the reader had chosen is still chosen.
        assert "year=2024" in page.url


def test_an_unreadable_snapshot_is_said_in_words(tmp_path: Path, browser: Browser) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "active").write_text("2025-12-31-000000000000\n", encoding="ascii")
    with serving(folder) as running, watched(browser) as seen:
        seen.page.goto(running.url)
        expect(seen.page.get_by_role("heading", name="Không đọc được số liệu")).to_be_visible(timeout=30_000)
        assert "Traceback" not in seen.page.content()
