"""The export in a real browser: one press, one ZIP or report, the same as the command line makes."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests import ROOT
from tests.whole.browser.conftest import Server, settled, watched

FRESH = "Số liệu đến ngày 31/12/2025"


def test_a_downloaded_export_is_whole(server: Server, browser: Browser, tmp_path: Path) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(server.url + "/export?year=2024&school=MAU-06")
        settled(page, FRESH)
        log = server.store.folder / "access.log"
        before = log.read_text(encoding="utf-8") if log.exists() else ""
        with page.expect_download(timeout=60_000) as download:
            page.get_by_role("button", name="Tải tệp ZIP").click()
        saved = tmp_path / download.value.suggested_filename
        download.value.save_as(saved)
        assert saved.name == "export_2024_MAU-06_as-of-2025-12-31_internal.zip"
        main = page.locator("[data-testid=stMain]")
        expect(main).to_contain_text("Đã xuất: 49 tệp", timeout=30_000)
        shown = page.locator("[data-testid=stCode]").inner_text().strip()
        # The file stays there: another press of the small button gives the same bytes.
        page.wait_for_timeout(9000)
        with page.expect_download(timeout=30_000) as again:
            page.get_by_role("button", name="Tải lại").click()
        assert Path(again.value.path()).read_bytes() == saved.read_bytes()
        seen.assert_quiet()
    command = [sys.executable, "-m", "data", "verify", str(saved), "--manifest", shown]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stdout.decode()
    assert "Nguyên vẹn: 49 tệp" in checked.stdout.decode()
    with zipfile.ZipFile(saved) as archive:
        told = json.loads(archive.read("manifest.json"))
    assert told["filters"]["years"] == [2024]
    assert told["filters"]["schools"] == ["MAU-06"]
    # One line more in the log, that says which file it was and nothing of what is in it.
    lines = log.read_text(encoding="utf-8").removeprefix(before).splitlines()
    assert [json.loads(line)["tier"] for line in lines] == ["internal"]


def test_a_downloaded_report_is_the_command_lines(server: Server, browser: Browser, tmp_path: Path) -> None:
    with watched(browser) as seen:
        page = seen.page
        page.goto(server.url + "/export?year=2024&school=MAU-06")
        settled(page, FRESH)
        with page.expect_download(timeout=60_000) as download:
            page.get_by_role("button", name="Tải báo cáo").click()
        saved = tmp_path / download.value.suggested_filename
        download.value.save_as(saved)
        assert saved.name == "bao-cao-truong_2024_MAU-06_as-of-2025-12-31_internal.docx"
        main = page.locator("[data-testid=stMain]")
        expect(main).to_contain_text("Đã lập tệp", timeout=30_000)
        seen.assert_quiet()
    other = tmp_path / "by-command.docx"
    command = [sys.executable, "-m", "data", "report", "--year", "2024", "--school", "MAU-06"]
    where = ["--into", str(server.store.folder), "--out", str(other)]
    subprocess.run([*command, *where], cwd=ROOT, capture_output=True, check=True, timeout=120)
    assert saved.read_bytes() == other.read_bytes()
    lines = (server.store.folder / "access.log").read_text(encoding="utf-8").splitlines()
    noted = [json.loads(line) for line in lines][-2:]
    # The press and the command left a line each, which say the same but for the moment.
    assert [(line["event"], line["filters"]["schools"]) for line in noted] == [("report", ["MAU-06"])] * 2
    assert noted[0]["sha256"] == noted[1]["sha256"]
