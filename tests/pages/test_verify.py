"""Checking an export offline: what was done to it is named, and nothing can make the check fall over."""

from __future__ import annotations

import hashlib
import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from data.__main__ import CLEAN, PROBLEMS, UNUSABLE, main
from data.store import Snapshot
from data.verify import verify
from pages.documents.export.archive import write
from pages.documents.export.selection import Selection

Files = dict[str, bytes]
REPORTS = "answers/report_states.csv"


@pytest.fixture(scope="module")
def export(snapshot: Snapshot) -> bytes:
    out = io.BytesIO()
    write(snapshot, Selection((2025,), files=("report_states", "schools", "activities")), out)
    return out.getvalue()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "figures.zip"


def changed(export: bytes, change: Callable[[Files], None]) -> bytes:
    """The same archive, packed anew after a change to its files."""
    with zipfile.ZipFile(io.BytesIO(export)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def edit(files: Files) -> None:
    assert b"on_time" in files[REPORTS]
    files[REPORTS] = files[REPORTS].replace(b"late", b"on_time", 1)


def drop_row(files: Files) -> None:
    files[REPORTS] = b"".join(files[REPORTS].splitlines(keepends=True)[:-1])


def cut_last_line(files: Files) -> None:
    files[REPORTS] = files[REPORTS][:-5]


def remove(files: Files) -> None:
    del files["tables/activities.csv"]


def add(files: Files) -> None:
    files["answers/more.csv"] = b"a\r\n"


def no_manifest(files: Files) -> None:
    del files["manifest.json"]


def broken_manifest(files: Files) -> None:
    files["manifest.json"] = b'{"files": [1]}'


def untrue_rows(files: Files) -> None:
    manifest = json.loads(files["manifest.json"])
    manifest["files"][0]["rows"] += 1
    files["manifest.json"] = json.dumps(manifest).encode()


def test_an_untouched_export_is_whole(export: bytes, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(export)
    report = verify(path)
    assert report.whole
    assert report.files == 6
    assert report.rows > 100
    assert main(["verify", str(path)]) == CLEAN
    printed = capsys.readouterr().out
    for words in ("Nguyên vẹn: 6 tệp", "2025-12-31", "bản nội bộ", report.manifest_sha256):
        assert words in printed
    assert main(["verify", str(path), "--manifest", report.manifest_sha256]) == CLEAN


@pytest.mark.parametrize(
    ("change", "vietnamese", "english"),
    [
        (edit, f"{REPORTS}: LỖI – nội dung đã bị sửa", f"{REPORTS}: ERROR – its content was edited"),
        (drop_row, f"{REPORTS}: LỖI – có 26 dòng, lúc xuất có 27 dòng", "it has 26 rows, when exported it had 27"),
        (cut_last_line, f"{REPORTS}: LỖI – nội dung đã bị sửa", "its content was edited"),
        (remove, "tables/activities.csv: LỖI – thiếu tệp", "tables/activities.csv: ERROR – missing"),
        (add, "answers/more.csv: LỖI – thừa tệp", "answers/more.csv: ERROR – extra"),
        (no_manifest, "không có manifest.json", "there is no manifest.json"),
        (broken_manifest, "manifest.json không đọc được", "manifest.json cannot be read"),
        (untrue_rows, "answers/report_states.csv: LỖI – có 27 dòng, lúc xuất có 28 dòng", "it has 27 rows"),
    ],
)  # fmt: skip
def test_each_tampering_is_named(
    change: Callable[[Files], None],
    vietnamese: str,
    english: str,
    export: bytes,
    path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path.write_bytes(changed(export, change))
    assert main(["verify", str(path)]) == PROBLEMS
    assert vietnamese in capsys.readouterr().out
    assert main(["verify", str(path), "--lang", "en"]) == PROBLEMS
    assert english in capsys.readouterr().out


def test_a_manifest_made_to_fit_is_found_by_its_own_hash(export: bytes, path: Path) -> None:
    path.write_bytes(export)
    digest = verify(path).manifest_sha256

    def forge(files: Files) -> None:
        edit(files)
        manifest = json.loads(files["manifest.json"])
        for entry in manifest["files"]:
            if entry["path"] == REPORTS:
                entry["sha256"] = hashlib.sha256(files[REPORTS]).hexdigest()
        files["manifest.json"] = json.dumps(manifest).encode()

    path.write_bytes(changed(export, forge))
    assert verify(path).whole
    (problem,) = verify(path, digest).problems
    assert problem.code == "export_other_manifest"


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95, 0.999])
def test_a_truncated_file_is_named(share: float, export: bytes, path: Path) -> None:
    path.write_bytes(export[: int(len(export) * share)])
    (problem,) = verify(path).problems
    assert problem.code == "export_cut_short"


@pytest.mark.parametrize("content", [b"", b"a", b"%PDF-1.7", "không phải ZIP".encode(), b"\x00" * 100])
def test_what_is_no_zip_is_said(content: bytes, path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(content)
    assert main(["verify", str(path)]) == PROBLEMS
    assert "không phải tệp ZIP" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_an_unusable_call(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(path)]) == UNUSABLE
    assert "không có tệp" in capsys.readouterr().err
    assert main(["verify", str(path.parent)]) == UNUSABLE


def test_a_zip_bomb_is_not_opened(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b"{}")
        archive.writestr("answers/bomb.csv", b"0" * 60_000_000)
    (problem,) = verify(path).problems
    assert problem.code == "export_too_large"


def test_a_thousand_entries_and_a_strange_packing_are_refused(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(1000):
            archive.writestr(str(number), b"")
    assert [problem.code for problem in verify(path).problems] == ["export_too_large"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("manifest.json", b"{}")
    assert [problem.code for problem in verify(path).problems] == ["export_damaged"]


def test_names_that_a_terminal_would_obey_are_inert(export: bytes, path: Path) -> None:
    def add_strange(files: Files) -> None:
        files["a\x1b[2Jb\n.csv"] = b""

    path.write_bytes(changed(export, add_strange))
    assert [problem.file for problem in verify(path).problems] == ["a?[2Jb?.csv"]


def test_any_bytes_get_a_report(export: bytes, path: Path) -> None:
    """Two hundred exports with a few bytes changed anywhere: a report, never a traceback."""
    dice = random.Random(20251231)
    for _ in range(200):
        content = bytearray(export)
        for _ in range(dice.choice([1, 1, 2, 8])):
            content[dice.randrange(len(content))] = dice.randrange(256)
        path.write_bytes(content)
        for problem in verify(path).problems:
            assert problem.line("vi")
