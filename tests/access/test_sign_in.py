"""Signing in at a real provider in a real browser: who sees what, and who sees nothing."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.access.conftest import Office, coming
from tests.browser.conftest import settled

FRESH = "Số liệu đến ngày 31/12/2025"


def test_a_leader_comes_in_and_goes(office: Office, browser: Browser) -> None:
    with coming(browser, office) as reader:
        page = reader.page
        reader.sign_in("truong-phong", "/school?school=MAU-05")
        page.screenshot(path="/tmp/acc1.png")
        settled(page, FRESH)
        page.screenshot(path="/tmp/acc2.png")
        expect(page.get_by_test_id("stSidebar")).to_contain_text("Trưởng phòng Mẫu")
