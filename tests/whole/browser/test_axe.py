"""What axe-core says of every page, in both themes and languages, folded and open, exact and shareable."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

import dashboard
from pages.kit.words import Words
from tests.whole.browser.axe import NAVIGATION, OF_COLOUR, at, scan
from tests.whole.browser.conftest import Server, Watched, put_on, settled, watched
from tests.whole.browser.test_pages import FRESH, PAGES

#: What a page shows beside the navigation that has a gap of the framework.
SHOWN = {("intake", "en"): ("file box", "day box"), ("intake", "vi"): ("file box", "day box")}


def test_every_page_of_the_navigation_is_looked_at() -> None:
    assert set(PAGES) == {address for *_, address, _question in dashboard.PAGES}


def assert_nothing_found(page: Page, *shown: str) -> None:
    """Nothing but the framework's gaps, and each gap that is said to be here is here."""
    ours, gaps = scan(page)
    assert ours == []
    assert gaps == at(*shown)


def assert_colours_stand_out_in_the_dark(page: Page) -> None:
    """The page as it stands, in the other theme: only its colours are other ones."""
    put_on(page, "dark")
    ours, _ = scan(page, OF_COLOUR)
    assert ours == []


def unfold_all(page: Page) -> None:
    """Open every folded block; what is drawn in it comes from the server."""
    blocks = page.get_by_test_id("stExpander")
    for place in range(blocks.count()):
        block = blocks.nth(place)
        if block.locator("details[open]").count() == 0:
            block.locator("summary").click()
        expect(block.get_by_test_id("stExpanderDetails").locator("> *").first).to_be_visible(timeout=30_000)
    page.mouse.move(0, 0)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_any_page(name: str, lang: str, server: Server, reader: Watched) -> None:
    """Vietnamese with every folded block open, English with all of them folded."""
    page = reader.page
    page.emulate_media(color_scheme="light")
    page.goto(server.url + PAGES[name][0] + (f"lang={lang}" if lang == "en" else ""))
    settled(page, FRESH[lang])
    if lang == "vi":
        unfold_all(page)
        settled(page, FRESH[lang])
    assert_nothing_found(page, NAVIGATION, *SHOWN.get((name, lang), ()))
    assert_colours_stand_out_in_the_dark(page)
    reader.assert_quiet()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_a_phone_with_lists_and_side_bar_open(
    theme: str, server: Server, browser: Browser
) -> None:
    with watched(browser, 390, theme) as seen:
        page = seen.page
        page.goto(server.url)
        settled(page, FRESH["vi"])
        assert_nothing_found(page, NAVIGATION)
        page.get_by_role("button", name=re.compile("^Trường: ")).click()
        expect(page.get_by_role("button", name=re.compile("MAU-01"))).to_be_visible()
        assert_nothing_found(page, NAVIGATION)
        page.keyboard.press("Escape")
        page.get_by_role("button", name=re.compile("^Cấp học: ")).click()
        expect(page.get_by_role("menuitem", name="THCS", exact=True)).to_be_visible()
        assert_nothing_found(page, NAVIGATION, "menu")
        page.keyboard.press("Escape")
        page.get_by_test_id("stExpandSidebarButton").click()
        expect(page.get_by_role("link", name="Tổng quan")).to_be_in_viewport(ratio=1)
        assert_nothing_found(page, NAVIGATION)


def test_axe_finds_nothing_in_the_shareable_edition(server: Server, browser: Browser) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(f"{server.url}/?tier=shareable")
        mark = page.get_by_test_id("stMain").get_by_text("BẢN CHIA SẺ").first
        # The edition is made now, for the first time.
        expect(mark).to_be_visible(timeout=180_000)
        for _, _, title, _, name, _ in dashboard.PAGES:
            page.get_by_role("link", name=Words("vi").text(title), exact=True).click()
            expect(page.get_by_role("heading", level=1, name=PAGES[name][1]["vi"])).to_be_visible()
            settled(page, FRESH["vi"])
            expect(mark).to_be_visible()
            put_on(page, "light")
            assert_nothing_found(page, NAVIGATION)
            assert_colours_stand_out_in_the_dark(page)
