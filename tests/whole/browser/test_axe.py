"""What axe-core says of a phone with its lists open, and of every page in the shareable tier."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

import dashboard
from pages.kit.words import Words
from tests.whole.browser.axe import NAVIGATION, assert_colours_stand_out_in_the_dark, assert_nothing_found
from tests.whole.browser.conftest import Server, put_on, settled, watched
from tests.whole.browser.test_pages import FRESH, PAGES


def test_axe_finds_nothing_on_a_phone_with_lists_and_side_bar_open(server: Server, browser: Browser) -> None:
    with watched(browser, 390) as seen:
        page = seen.page
        page.goto(server.url)
        settled(page, FRESH["vi"])
        _look(page, NAVIGATION)
        page.get_by_role("button", name=re.compile("^Trường: ")).click()
        expect(page.get_by_role("button", name=re.compile("MAU-01"))).to_be_visible()
        _look(page, NAVIGATION)
        page.keyboard.press("Escape")
        page.get_by_role("button", name=re.compile("^Cấp học: ")).click()
        expect(page.get_by_role("menuitem", name="THCS", exact=True)).to_be_visible()
        _look(page, NAVIGATION, "menu")
        expect(page.get_by_role("menuitem", name="THCS", exact=True)).to_be_visible()
        page.keyboard.press("Escape")
        page.get_by_test_id("stExpandSidebarButton").click()
        expect(page.get_by_role("link", name="Tổng quan")).to_be_in_viewport(ratio=1)
        _look(page, NAVIGATION)


def _look(page: Page, *shown: str) -> None:
    """At the page as it stands, in either theme."""
    put_on(page, "light")
    assert_nothing_found(page, *shown)
    assert_colours_stand_out_in_the_dark(page)


def test_axe_finds_nothing_in_the_shareable_edition(server: Server, browser: Browser) -> None:
    """In English and with all blocks folded: test_pages.py looks at the internal tier the other way."""
    with watched(browser) as seen:
        page = seen.page
        page.goto(f"{server.url}/?tier=shareable&lang=en")
        mark = page.get_by_test_id("stMain").get_by_text("SHAREABLE EDITION").first
        expect(mark).to_be_visible()
        for _, _, title, _, name, _ in dashboard.PAGES:
            page.get_by_role("link", name=Words("en").text(title), exact=True).click()
            expect(page.get_by_role("heading", level=1, name=PAGES[name][1]["en"])).to_be_visible()
            settled(page, FRESH["en"])
            expect(mark).to_be_visible()
            _look(page, NAVIGATION)
