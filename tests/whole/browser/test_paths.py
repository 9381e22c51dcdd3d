"""The paths that a reader walks with the mouse: from a mark to its school and back, from a name to its page."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.whole.browser.conftest import Server, back_to, serving, settled, watched

FRESH = "Số liệu đến ngày 31/12/2025"


def highest(points: Locator) -> Locator:
    """The mark that is drawn highest up, once there are marks."""
    points.first.wait_for()
    tops = points.evaluate_all("marks => marks.map(mark => mark.getBoundingClientRect().top)")
    return points.nth(tops.index(min(tops)))


def rest_and_click(page: Page, mark: Locator) -> None:
    """Click a mark where its middle is."""
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    # Plotly takes a click only where it has seen the pointer rest.
    page.mouse.move(box["x"] + 2, box["y"] + 2)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=4)
    page.wait_for_timeout(400)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize("address", ["/?year=2024", "/indicators?year=2024&indicator=counselling"])
def test_a_name_opens_its_school_and_back_returns(address: str, server: Server, browser: Browser) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(server.url + address)
        settled(page, FRESH)
        start = page.get_by_role("heading", level=1).inner_text()
        school = page.get_by_role("table").get_by_role("button", name=re.compile("^Trường TH.* Mẫu")).first
        name = school.inner_text()
        school.click()
        expect(page).to_have_url(re.compile(r"/school\?.*school=MAU-"), timeout=30_000)
        expect(page.get_by_role("heading", name=name)).to_be_visible(timeout=30_000)
        assert "year=2024" in page.url
        settled(page, FRESH)
        back_to(page, start)
        settled(page, FRESH)
        assert "school=" not in page.url
        assert "year=2024" in page.url
        expect(page.get_by_text("toàn huyện").first).to_be_visible()
        # The selection that opened the school does not open it again.
        page.wait_for_timeout(1500)
        expect(page.get_by_role("heading", level=1, name=start)).to_be_visible()
        # And the same name opens it once more.
        page.get_by_role("table").get_by_role("button", name=name).first.click()
        expect(page).to_have_url(re.compile(r"/school\?.*school=MAU-"), timeout=30_000)
        seen.assert_quiet()


def test_a_bar_of_a_strip_opens_its_school(server: Server, browser: Browser) -> None:
    """The first bars are of the schools of which nothing is known, and name them."""
    with watched(browser) as seen:
        page = seen.page
        page.goto(server.url + "/indicators?year=2025")
        settled(page, FRESH)
        row = page.get_by_role("row").filter(has_text="Trường dùng dịch vụ bảo vệ trẻ em").first
        bar = row.locator("rect.way").first
        assert bar.locator("title").text_content() == "Trường TH Mẫu 12 – xã Mỹ Lạc: Không có báo cáo"
        bar.click()
        expect(page).to_have_url(re.compile(r"/school\?.*school=MAU-12"), timeout=30_000)
        seen.assert_quiet()


def test_a_school_opens_from_the_funnel_and_back_returns(server: Server, browser: Browser) -> None:
    """The funnel's highest school, which is above its limit: opened by its mark."""
    with watched(browser) as seen:
        page = seen.page
        page.goto(server.url + "/trends?year=2025")
        settled(page, FRESH)
        title = "Vụ việc có tăng không, và tăng ở đâu?"
        marks = (
            page.locator(".stPlotlyChart")
            .filter(has=page.locator("text=học sinh × số năm trường hoạt động"))
            .locator(".points path.point")
        )
        for _ in range(2):
            page.get_by_text("Biểu đồ mọi trường theo quy mô").click()
            settled(page, FRESH)
            rest_and_click(page, highest(marks))
            expect(page).to_have_url(re.compile(r"/school\?.*school=MAU-02"), timeout=30_000)
            expect(page.get_by_role("heading", name="Trường THCS Mẫu 02 – xã Mỹ Thạnh")).to_be_visible(
                timeout=30_000
            )
            settled(page, FRESH)
            back_to(page, title)
            settled(page, FRESH)
            assert "school=" not in page.url
        seen.assert_quiet()


def test_the_first_reader_may_open_a_page_by_its_own_address(
    published_sample: Path, tmp_path: Path, browser: Browser
) -> None:
    """On a server that no reader has opened before: no dialog of the framework over the page."""
    folder = Path(shutil.copytree(published_sample, tmp_path / "snapshots"))
    with serving(folder) as running, watched(browser) as seen:
        seen.page.goto(running.url + "/school?school=MAU-03")
        settled(seen.page, FRESH)
        expect(seen.page.get_by_role("heading", name="Trường TH Mẫu 03 – thị trấn Thủ Thừa")).to_be_visible()
        expect(seen.page.get_by_role("dialog")).to_have_count(0)
        seen.assert_quiet()


def test_the_first_page_has_an_address_of_its_own(server: Server, browser: Browser) -> None:
    with watched(browser) as seen:
        seen.page.goto(server.url + "/overview?year=2024&school=MAU-03")
        settled(seen.page, FRESH)
        expect(seen.page.get_by_role("heading", level=1)).to_have_text("Kế hoạch có đang đạt mục tiêu không?")
        expect(seen.page.get_by_role("dialog")).to_have_count(0)
        assert seen.page.url == f"{server.url}/?year=2024&school=MAU-03"
        seen.assert_quiet()


def test_a_copied_address_opens_the_same_view(server: Server, browser: Browser) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(
            server.url + "/indicators?year=2023&compare=2021&unit=28051-2025&indicator=staff_trained&lang=en"
        )
        settled(page, "Figures as of 31/12/2025")
        expect(page.get_by_text("2023, Xã Mỹ Thạnh (since 01/07/2025)").first).to_be_visible()
        expect(page.get_by_role("button", name=re.compile("^Indicator: Staff trained"))).to_be_visible()
        for part in ("year=2023", "compare=2021", "unit=28051-2025", "indicator=staff_trained", "lang=en"):
            assert part in page.url


def test_the_worklist_of_overdue_cases_opens_the_school(server: Server, browser: Browser) -> None:
    """The oldest of the newly overdue is MAU-19's: incident VV-0243, to be closed by 28/11/2025."""
    with watched(browser) as seen:
        page = seen.page
        page.goto(server.url + "/handling")
        settled(page, FRESH)
        page.get_by_role("heading", name="Mới quá hạn, trong 90 ngày gần nhất").scroll_into_view_if_needed()
        page.get_by_role("row").filter(has_text="VV-0243").get_by_role("button").click()
        expect(page).to_have_url(re.compile(r"/school\?.*school=MAU-19"), timeout=30_000)
        expect(page.get_by_role("heading", name="Trường TH Mẫu 19 – xã Mỹ An")).to_be_visible()
        settled(page, FRESH)
        seen.assert_quiet()


def test_an_indicator_of_the_plan_opens_on_its_own_page(server: Server, browser: Browser) -> None:
    """Section V of the plan has one line: V.1, measured by the reports on time."""
    with watched(browser) as seen:
        page = seen.page
        page.goto(server.url + "/plan?year=2024")
        settled(page, FRESH)
        page.get_by_role("table").get_by_role("button", name="Báo cáo gửi đúng hạn").last.click()
        expect(page).to_have_url(re.compile(r"/indicators\?.*indicator=reports_on_time"), timeout=30_000)
        expect(page.get_by_role("button", name=re.compile("^Chỉ tiêu: Báo cáo gửi đúng hạn"))).to_be_visible()
        assert "year=2024" in page.url
        settled(page, FRESH)
        seen.assert_quiet()


def test_a_school_of_the_reports_opens_and_back_returns(server: Server, browser: Browser) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(server.url + "/reports?year=2024")
        settled(page, FRESH)
        page.get_by_role("table").get_by_role("button", name="Trường TH Mẫu 01 – xã Mỹ Thạnh").first.click()
        expect(page).to_have_url(re.compile(r"/school\?.*school=MAU-01"), timeout=30_000)
        expect(page.get_by_role("heading", name="Trường TH Mẫu 01 – xã Mỹ Thạnh")).to_be_visible(
            timeout=30_000
        )
        settled(page, FRESH)
        back_to(page, "Các trường có gửi báo cáo hằng năm đúng hạn không?")
        assert page.url == f"{server.url}/reports?year=2024"
        settled(page, FRESH)
        page.go_forward()
        expect(page).to_have_url(re.compile(r"/school\?.*school=MAU-01"), timeout=30_000)
        expect(page.get_by_role("heading", name="Trường TH Mẫu 01 – xã Mỹ Thạnh")).to_be_visible(
            timeout=30_000
        )
        seen.assert_quiet()


@pytest.mark.parametrize("address", ["/__init__", "/locale"])
def test_nothing_is_served_around_the_front_door(address: str, server: Server, browser: Browser) -> None:
    """Opened cold, in a session that has seen no page: the frame comes, with its mark, or nothing."""
    with watched(browser) as seen:
        seen.page.goto(server.url + address)
        settled(seen.page, FRESH)
        expect(seen.page.get_by_text("DỮ LIỆU MẪU").first).to_be_visible()


@pytest.mark.parametrize(
    ("lang", "fresh", "title", "close"),
    [
        ("vi", FRESH, "Không có trang này", "Đóng"),
        ("en", "Figures as of 31/12/2025", "There is no such page", "Close"),
    ],
)
def test_of_an_address_without_a_page_the_reader_is_told_in_words_of_the_own_language(
    lang: str, fresh: str, title: str, close: str, server: Server, browser: Browser
) -> None:
    with watched(browser) as seen:
        seen.page.goto(f"{server.url}/nowhere?lang={lang}")
        settled(seen.page, fresh)
        dialog = seen.page.get_by_role("dialog")
        expect(dialog.get_by_role("heading")).to_have_text(title)
        expect(dialog).not_to_contain_text("does not seem to exist")
        dialog.get_by_role("button", name=close).click()
        expect(dialog).to_have_count(0)


@pytest.mark.parametrize("address", ["/kit/frame", "/results/overview"])
def test_no_figure_is_shown_below_a_folder_of_pages(address: str, server: Server, browser: Browser) -> None:
    """No page has such an address: whatever comes, it is no figure without the frame's mark."""
    with watched(browser) as seen:
        seen.page.goto(server.url + address)
        seen.page.wait_for_timeout(4000)
        content = seen.page.content()
        assert "96,3%" not in content or "DỮ LIỆU MẪU" in content


def test_a_school_picked_in_the_box_stays_on_the_next_pages(server: Server, browser: Browser) -> None:
    """And in their addresses."""
    with watched(browser) as seen:
        page = seen.page
        page.goto(server.url)
        settled(page, FRESH)
        page.get_by_role("button", name=re.compile("^Trường: ")).click()
        page.get_by_test_id("stPopoverBody").get_by_text("MAU-07", exact=True).click()
        # One click picks and closes.
        picked = page.get_by_test_id("stPopoverButton").filter(has_text="Mẫu 07")
        expect(picked).to_be_visible(timeout=30_000)
        expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
        for title, address in (("Chỉ tiêu", "/indicators"), ("Kế hoạch", "/plan")):
            page.get_by_test_id("stSidebarNav").get_by_text(title, exact=True).click()
            page.wait_for_url(f"**{address}*", timeout=30_000)
            settled(page, FRESH)
            expect(picked).to_be_visible()
            assert "school=MAU-07" in page.url
        page.reload()
        settled(page, FRESH)
        expect(picked).to_be_visible()
        seen.assert_quiet()
