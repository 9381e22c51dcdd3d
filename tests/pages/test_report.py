"""The annual report on its page: what is picked is what is made, in the reader's tier, and noted."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from data.store import Store
from pages.documents.report import NothingToReport, TemplateBroken
from pages.documents.report.save import sheets_to_bytes, to_bytes
from pages.export import sentences
from pages.export.making import button
from pages.kit.words import Words
from queries import Reader
from queries.release.edition import ReleaseRefused
from tests import ROOT
from tests.pages.conftest import Open

VI, EN = Words("vi"), Words("en")


@pytest.fixture
def spied(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the page offers to make on a click, in the order in which it is offered."""
    requests: list[Any] = []

    def spy(key: str, label: str, file_name: str, **offer: Any) -> None:
        if key == "report":
            requests.append(SimpleNamespace(file_name=file_name, **offer))
        button(key, label, file_name, **offer)

    monkeypatch.setattr("pages.export.files.button", spy)
    return requests


def written(folder: Path, out: Path, *choice: str) -> bytes:
    """The same report from the command line, in a process of its own."""
    command = [sys.executable, "-m", "data", "report", "--into", str(folder), "--out", str(out), *choice]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    return out.read_bytes()


def noted(folder: Path) -> list[dict[str, Any]]:
    path = folder / "access.log"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("query", "tier", "choice", "name"),
    [
        (
            {"year": ["2024"]},
            "internal",
            ("--year", "2024"),
            "bao-cao-nam_2024_all_as-of-2025-12-31_internal.docx",
        ),
        (
            {"year": ["2022", "2023"], "school": "MAU-05"},
            "shareable",
            ("--year", "2023", "--school", "MAU-05", "--tier", "shareable"),
            "bao-cao-truong_2023_MAU-05_as-of-2025-12-31_shareable.docx",
        ),
    ],
)
def test_a_report_is_the_command_lines_and_is_noted(
    query: dict[str, Any],
    tier: str,
    choice: tuple[str, ...],
    name: str,
    open_page: Open,
    spied: list[Any],
    sample_folder: Path,
    tmp_path: Path,
) -> None:
    app = open_page("export/page", **query)
    app.session_state["tier"] = tier
    app.run(timeout=180)
    app.run(timeout=180)
    assert not app.exception
    offer = spied[-1]
    assert offer.file_name == name
    heard: list[tuple[int, int]] = []
    content, _ = offer.work(lambda done, total, _: heard.append((done, total)))
    assert heard == [(1, 3), (2, 3), (3, 3)]
    last = noted(sample_folder)[-1]
    assert last["event"] == "report"
    assert last["tier"] == tier
    assert last["filters"]["years"] == [int(choice[1])]
    assert last["sha256"] == hashlib.sha256(content).hexdigest()
    assert content == written(sample_folder, tmp_path / "r.docx", *choice)
    again = noted(sample_folder)[-1]
    assert {**again, "at": "", "role": ""} == {**last, "at": "", "role": ""}


def test_the_district_is_there_beside_the_chosen_school(open_page: Open, spied: list[Any]) -> None:
    app = open_page("export/page", year=["2024"], school="MAU-05")
    assert spied[-1].depends_on[1:] == (2024, spied[-1].depends_on[2], "MAU-05")
    app.session_state["report_of_MAU-05"] = ""
    app.session_state["report_year_2024"] = 2021
    app.run()
    assert not app.exception
    assert (spied[-1].depends_on[1], spied[-1].depends_on[3]) == (2021, "")
    assert spied[-1].file_name == "bao-cao-nam_2021_all_as-of-2025-12-31_internal.docx"
    assert any("--year 2021 --out" in caption.value for caption in app.caption)


def test_the_report_is_there_when_no_table_is_chosen(open_page: Open, spied: list[Any]) -> None:
    app = open_page("export/page")
    app.session_state["export_shelves_internal"] = []
    spied.clear()
    app.run()
    assert not app.exception
    assert spied


@pytest.mark.parametrize(
    ("fault", "words_of_fault"),
    [
        (TemplateBroken("mau.docx: {{ overdu }} không có"), "mau.docx: {{ overdu }} không có"),
        (NothingToReport("không có năm 2020"), "không có năm 2020"),
        (ReleaseRefused("single_channel", "single_channel counts 6"), "single_channel counts 6"),
        (PermissionError(13, "x", "access.log"), "access.log"),
        (RuntimeError("secret of the program"), ""),
    ],
)
def test_what_goes_wrong_is_said(fault: Exception, words_of_fault: str) -> None:
    for words in (VI, EN):
        sentence = sentences.failed(fault, words)
        assert words_of_fault in sentence
        assert "secret" not in sentence


def test_a_report_that_cannot_be_noted_is_not_handed_over(
    open_page: Open, spied: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    open_page("export/page")

    def full(path: Path, line: bytes) -> None:
        raise OSError(28, "No space left on device", "access.log")

    monkeypatch.setattr("data.access_log._append", full)
    with pytest.raises(OSError, match=r"access\.log"):
        spied[-1].work(lambda done, total, _: None)


def test_all_sheets_in_one_file_are_the_reports_of_the_chosen_schools(
    open_page: Open, sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The schools of one level: as many documents as schools, each the one that its own button makes."""
    offers: list[Any] = []

    def spy(key: str, label: str, file_name: str, **offer: Any) -> None:
        if key == "sheets":
            offers.append(SimpleNamespace(**offer))

    monkeypatch.setattr("pages.export.files.button", spy)
    app = open_page("export/page", year=["2024"], level="TH&THCS", unit="")
    assert not app.exception
    assert not offers, "a single school's report has a button of its own"
    open_page("export/page", year=["2024"], unit="28051")
    schools = offers[-1].depends_on[-1]
    assert len(schools) > 1
    heard: list[tuple[int, int]] = []
    content, _ = offers[-1].work(lambda done, total, _: heard.append((done, total)))
    assert heard == [(done, len(schools)) for done in range(1, len(schools) + 1)]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == [f"bao-cao-truong_2024_{school}.docx" for school in schools]
        snapshot = Store(sample_folder).active()
        for school in schools:
            own = to_bytes(snapshot, 2024, Reader(), school)
            assert archive.read(f"bao-cao-truong_2024_{school}.docx") == own
        snapshot.close()
    # The line of the ZIP stands before those of the reports that it is compared with.
    last = noted(sample_folder)[-1 - len(schools)]
    assert (last["event"], last["filters"]["schools"]) == ("report", list(schools))
    assert last["sha256"] == hashlib.sha256(content).hexdigest()


def test_a_principals_sheets_hold_nothing_exact_beside_what_is_not(released: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(released, tmp_path / "snapshots"))
    snapshot = Store(folder).active()
    principal = Reader("principal", "internal", "MAU-01")
    with zipfile.ZipFile(
        io.BytesIO(sheets_to_bytes(snapshot, 2024, principal, ["MAU-01", "MAU-03"]))
    ) as mixed:
        own = mixed.read("bao-cao-truong_2024_MAU-01.docx")
    shared = to_bytes(snapshot, 2024, Reader("principal", "shareable", "MAU-01"), "MAU-01")
    snapshot.close()
    assert own == shared
    assert noted(folder)[-2]["tier"] == "shareable"
