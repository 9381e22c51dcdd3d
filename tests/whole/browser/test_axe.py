"""What axe-core says of a phone with its lists open, and of every page in the shareable tier."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

import dashboard
from pages.kit.words import Words
from tests.whole.browser.axe import NAVIGATION, assert_colours_stand_out_in_the_dark, assert_nothing_found
from tests.whole.browser.conftest import Server, put_on, settled, watched
from tests.whole.browser.test_pages import FRESH, PAGES


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
        expect(mark).to_be_visible()
        for _, _, title, _, name, _ in dashboard.PAGES:
            page.get_by_role("link", name=Words("vi").text(title), exact=True).click()
            expect(page.get_by_role("heading", level=1, name=PAGES[name][1]["vi"])).to_be_visible()
            settled(page, FRESH["vi"])
            expect(mark).to_be_visible()
            put_on(page, "light")
            assert_nothing_found(page, NAVIGATION)
            assert_colours_stand_out_in_the_dark(page)
