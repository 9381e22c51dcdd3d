"""The officer's path in a real browser: a bad workbook, its mending, publishing, and the way back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from data.store import Store
from data.template import write_from_snapshot
from tests.data.test_deliveries import fill, school_2024
from tests.whole.browser.conftest import serving, settled, watched

FRESH = "Số liệu đến ngày 31/12/2025"
GOAL = "Trẻ em được hỗ trợ khi có yêu cầu"


def check(page: Page, files: list[Path]) -> None:
    box = page.locator("input[type=file]")
    # A box that was just emptied is another one; the old one stays until the page has run.
    expect(box).to_have_count(1, timeout=30_000)
    box.set_input_files([str(file) for file in files])
    page.get_by_role("button", name=f"Kiểm tra {len(files)} tệp").click(timeout=30_000)
    expect(page.get_by_text(f"Đã kiểm tra {len(files)} tệp:")).to_be_visible(timeout=60_000)
    settled(page, FRESH)


def test_a_bad_workbook_is_mended_published_and_taken_back(
    published_sample: Path, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MAU-01 in 2024: one child asked for support and got it (VV-0149 of data/sample/incidents.csv); in
    the workbook two children asked and none was helped yet."""
    store = Store(Path(shutil.copytree(published_sample, tmp_path / "snapshots")))
    first = store.active_id()
    (good,) = write_from_snapshot(store, tmp_path / "good", schools=["MAU-01"], years=[2024])
    fill(good, school_2024(50, "SO"))
    (tmp_path / "bad").mkdir()
    bad = Path(shutil.copy(good, tmp_path / "bad"))
    fill(bad, {"enrolment": [{"grade": 3, "classes": -2, "pupils": 50}]})
    picture = tmp_path / "anh.xlsx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    with serving(store.folder) as server, watched(browser) as leader, watched(browser) as officer:
        reader, page = leader.page, officer.page
        reader.goto(server.url + "/?year=2024&school=MAU-01")
        settled(reader, FRESH)
        card = reader.get_by_role("row").filter(has_text=GOAL).first
        expect(card).to_contain_text("1 trên 1")

        page.goto(server.url + "/intake")
        settled(page, FRESH)
        check(page, [bad, picture])
        page.get_by_text("Tin nhắn gửi lại nơi nộp").click()
        messages = page.get_by_test_id("stCode")
        expect(messages).to_have_count(2, timeout=30_000)
        # The third grade stands in the fourth row, below the headings.
        line = "Quy mô học sinh · dòng 4 · Số lớp: LỖI"
        expect(messages.filter(has_text="MAU-01-2024.xlsx")).to_contain_text(line)
        expect(messages.filter(has_text="anh.xlsx")).to_contain_text("LỖI – đây là ảnh PNG")
        expect(page.get_by_role("button", name="Công bố", exact=True)).to_have_count(0)
        expect(page.get_by_text("Còn 2 lỗi nên chưa công bố được.")).to_be_visible()
        assert store.active_id() == first

        page.get_by_role("button", name="Bỏ hết các tệp").click()
        expect(page.get_by_text("Đã kiểm tra 2 tệp:")).to_have_count(0, timeout=30_000)
        check(page, [good])
        expect(page.get_by_text("LUYỆN TẬP:")).to_be_visible()
        page.get_by_text("cảnh báo này được công bố cùng số liệu").click()
        publish = page.get_by_role("button", name="Công bố", exact=True)
        expect(publish).to_be_enabled(timeout=30_000)
        publish.click()
        expect(page.get_by_text("Đã công bố bản")).to_be_visible(timeout=120_000)
        second = store.active_id()
        expect(page.get_by_text(f"Đã công bố bản {second}")).to_be_visible()
        assert list((tmp_path / "temporary").glob("dashboard-*")) == []
        # Whoever has another page open sees it without doing anything.
        expect(card).to_contain_text("0 trên 2", timeout=30_000)

        settled(page, FRESH)
        page.get_by_role("button", name="Quay về bản này").click()
        expect(page.get_by_text("Trong vài giây, mọi người xem sẽ thấy")).to_be_visible(timeout=30_000)
        assert store.active_id() == second
        page.get_by_role("button", name="Có, quay về").click()
        expect(page.get_by_text(f"Đã chuyển về bản {first}")).to_be_visible(timeout=30_000)
        assert store.active_id() == first
        expect(card).to_contain_text("1 trên 1", timeout=30_000)
        settled(page, FRESH)
        settled(reader, FRESH)
        officer.assert_quiet()
        leader.assert_quiet()
