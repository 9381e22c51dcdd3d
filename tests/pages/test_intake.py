"""The page of the intake: every problem at once, nothing changes by error, what is told comes true."""

from __future__ import annotations

import errno
import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as some
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.testing.v1 import AppTest

from data.__main__ import main
from data.problems import Problem
from data.publish import PLAN, SAMPLE
from data.store import Store
from data.template import SchoolLine, write_templates
from pages.kit.words import Words
from pages.load import sentences, workbooks
from pages.load.workbooks import Upload
from queries import ask
from tests import ROOT
from tests.data.test_deliveries import fill, school_2024
from tests.given.files import encrypted, understated_bomb
from tests.given.tables import tables_of
from tests.given.world import world, write_csvs
from tests.whole.fuzz.visits import begun_at
from tests.whole.test_faults import folder_bytes

SCHOOL = SchoolLine("MAU-01", "Trường TH Mẫu 01 – xã Mỹ Thạnh", "TH", (2024,))
Files = Sequence[tuple[str, bytes, str]]


@pytest.fixture
def store(sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A folder of its own with the sample in it, and a folder of its own for what is temporary."""
    folder = tmp_path / "snapshots"
    shutil.copytree(sample_folder, folder)
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("DASHBOARD_DATA", str(folder))
    st.cache_data.clear()
    st.cache_resource.clear()
    return Store(folder)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """MAU-01's workbook for 2024, filled in as a school would."""
    (path,) = write_templates(tmp_path_factory.mktemp("forms"), schools=[SCHOOL])
    fill(path, school_2024(50, "SO"))
    return path


def opened() -> AppTest:
    app = begun_at("intake", AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)).run()
    assert not app.exception
    return app


def drop(app: AppTest, files: Files) -> None:
    app.file_uploader[0].set_value(list(files))
    app.run()
    assert not app.exception


def check(app: AppTest, files: Files) -> None:
    drop(app, files)
    app.button(key="intake_check").click().run()
    assert not app.exception


def publish(app: AppTest, leaving: bool = False) -> None:
    """Tick what is to be confirmed, publish, and look at the page again once it has ended.

    `leaving` opens another page meanwhile: the publish goes on.
    """
    for box in app.checkbox:
        if "fresh" not in str(box.key):
            box.check()
    app.run()
    app.button(key="intake_publish").click().run()
    if leaving:
        app.switch_page("pages/overview/page.py").run()
        assert not app.exception
    publishing = app.session_state["intake_desk"].publishing
    publishing.thread.join(120)
    assert publishing.ended
    app.run()
    if leaving:
        app.switch_page("pages/load/page.py").run()
    assert not app.exception


def table(app: AppTest, heading: str) -> list[dict[str, str]]:
    """The rows of the table that has this heading."""
    return next(shown.rows for shown in tables_of(app) if heading in shown.columns)


def keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button}


def file(path: Path) -> tuple[str, bytes, str]:
    return path.name, path.read_bytes(), "application/octet-stream"


def leftovers() -> list[Path]:
    return list(Path(tempfile.gettempdir()).glob("dashboard-*"))


def test_the_problems_are_those_of_the_command_line(
    store: Store, book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong class count, a word for a number, an unknown school, a file of another kind: row by row."""
    bad = tmp_path / book.name
    shutil.copy(book, bad)
    fill(bad, {"enrolment": [{"grade": 2, "classes": -2, "pupils": "năm mươi"}]})
    (tmp_path / "anh.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "funding.csv").write_text("payer,year,source,planned_vnd,spent_vnd\nX9,2024,state,1,1\n")
    names = [bad.name, "anh.png", "funding.csv"]
    app = opened()
    before = folder_bytes(store.folder)
    check(app, [file(tmp_path / name) for name in names])
    rows = table(app, "Sai ở đâu, sửa thế nào")
    capsys.readouterr()
    paths = [str(tmp_path / name) for name in names]
    assert main(["check", *paths, "--as-of", "2025-12-31", "--into", str(store.folder)]) == 1
    *lines, counted = capsys.readouterr().out.splitlines()
    assert len(rows) == len(lines)
    # The command names a CSV's column as the file does, the page as the contract calls it.
    for row, line in zip(rows, [line.replace("payer:", "Đơn vị chi:") for line in lines], strict=True):
        place = " · ".join(
            part
            for part in (
                row["Tệp"],
                row["Trang tính"],
                f"dòng {row['Dòng']}" if row["Dòng"] else "",
                row["Cột"],
            )
            if part
        )
        level = "LỖI" if row["Mức"] == "■ Lỗi" else "Cảnh báo"
        assert line == f"{place}: {level} – {row['Sai ở đâu, sửa thế nào']}"
    listed = {row["Tệp"]: row["Công bố được chưa?"] for row in table(app, "Sẽ ra sao")}
    assert set(listed) == set(names)
    errors = [int(text.removeprefix("■ ").split(" lỗi")[0]) for text in listed.values()]
    assert sum(errors) == int(counted.split(" lỗi")[0])
    assert any(
        "Đã kiểm tra 3 tệp: 0 tệp công bố được · 3 tệp phải sửa trước" in m.value for m in app.markdown
    )
    typed = [(row["Trang tính"], row["Dòng"], row["Cột"]) for row in rows if row["Tệp"] == bad.name]
    assert ("Quy mô học sinh", "3", "Số lớp") in typed
    assert ("Quy mô học sinh", "3", "Số học sinh") in typed
    # Errors block, nothing was written, nothing is left.
    assert "intake_publish" not in keys(app)
    assert "Không có gì thay đổi" in app.error[0].value
    assert folder_bytes(store.folder) == before
    assert leftovers() == []
    app.session_state["intake_file"] = "anh.png"
    app.run()
    assert [row["Tệp"] for row in table(app, "Sai ở đâu, sửa thế nào")] == ["anh.png"]


def test_what_is_ready_is_published_while_the_rest_waits(store: Store, book: Path, tmp_path: Path) -> None:
    """MAU-01's workbook is right, MAU-02's has a class count below zero: its figures stay as they are."""
    other = SchoolLine("MAU-02", "Trường THCS Mẫu 02", "THCS", (2024,))
    (bad,) = write_templates(tmp_path, schools=[other])
    fill(bad, {"enrolment": [{"grade": 6, "classes": -2, "pupils": 50}]})
    first = store.active()
    before = ask(first, "table_coverage", years=[2024], schools=["MAU-02"])
    first.close()
    app = opened()
    check(app, [file(book), file(bad)])
    listed = {row["Tệp"]: row["Công bố được chưa?"] for row in table(app, "Sẽ ra sao")}
    assert listed == {book.name: "● sẵn sàng", bad.name: "■ 1 lỗi"}
    assert any(bad.name in note.value for note in app.info)
    publish(app)
    assert any(bad.name in note.value for note in app.info)
    snapshot = store.active()
    assert snapshot.id != first.id
    assert ask(snapshot, "table_coverage", years=[2024], schools=["MAU-02"]) == before
    sent = {row["name"] for row in ask(snapshot, "loads").to_pylist()}
    snapshot.close()
    assert book.name in sent
    assert bad.name not in sent


def test_a_message_names_every_mistake_of_its_file_and_no_other() -> None:
    problems = [
        Problem("wrong_type", "a.xlsx", values={"actual": "ảnh PNG"}),
        Problem(
            "duplicate_key", "a.xlsx", "Quy mô học sinh", 4, "Số lớp", {"actual": "1", "first": "dòng 3"}
        ),
    ]
    text = sentences.message("a.xlsx", "Trường TH Mẫu 01", problems, Words("vi"))
    assert text.startswith("Kính gửi: Trường TH Mẫu 01\n")
    assert "\n1. LỖI – " in text
    assert "\n2. Quy mô học sinh · dòng 4 · Số lớp: LỖI – " in text
    assert text.count("a.xlsx") == 1


def test_what_is_told_comes_true_and_the_way_back_is_open(store: Store, book: Path) -> None:
    first = store.active_id()
    app = opened()
    check(app, [file(book)])
    (effect,) = table(app, "Sẽ ra sao")
    # Counted in data/sample for MAU-01 in 2024 and in the workbook: see school_2024.
    assert (effect["Số liệu của"], effect["Năm"], effect["Sẽ ra sao"]) == (
        "Trường TH Mẫu 01 – xã Mỹ Thạnh",
        "2024",
        "↻ thay số liệu đang có",
    )
    assert (effect["Số dòng hiện nay"], effect["Số dòng sau đó"]) == (rows_of_mau_01_in_2024(), "14")
    assert "LUYỆN TẬP" in app.warning[0].value
    assert app.button(key="intake_publish").disabled
    publish(app, leaving=True)
    second = store.active_id()
    assert second != first
    assert f"Đã công bố bản {second}" in app.success[0].value
    assert "28 trường" in app.success[0].value
    changed = table(app, "Trước")
    # 10 of 25 staff, instead of the sample's answer, in one school in one year.
    assert {row["Năm"] for row in changed} == {"2024"}
    assert app.file_uploader[0].value == []
    assert leftovers() == []
    assert [row["Tình trạng"] for row in table(app, "Tình trạng")] == ["● đang dùng", "○ còn lưu"]
    app.button(key="intake_back").click().run()
    assert store.active_id() == second
    app.button(key="intake_back_yes").click().run()
    assert store.active_id() == first
    assert f"Đã chuyển về bản {first}" in app.success[0].value
    assert [row["Tình trạng"] for row in table(app, "Tình trạng")] == ["○ còn lưu", "● đang dùng"]
    app.button(key="intake_back").click().run()
    app.button(key="intake_back_no").click().run()
    assert store.active_id() == first


def test_the_first_real_publish_leaves_the_sample_behind(store: Store, tmp_path: Path) -> None:
    """The small world, dropped on the sample; and then alone again, as a start from nothing."""
    folder = write_csvs(world(), tmp_path / "in")
    files = [file(path) for path in sorted(folder.iterdir())]
    app = opened()
    check(app, files)
    assert "thay hẳn dữ liệu mẫu" in app.warning[0].value
    assert {row["Sẽ ra sao"] for row in table(app, "Sẽ ra sao")} == {"＋ mới"}
    publish(app)
    assert "2 trường" in app.success[0].value
    assert not any("DỮ LIỆU MẪU" in str(mark.value) for mark in app.markdown)

    app.button(key="intake_close").click().run()
    second = store.active_id()
    app.checkbox(key="intake_fresh_1").check()
    check(app, [entry for entry in files if entry[0] != "network_members.csv"])
    assert not app.warning
    assert {row["Sẽ ra sao"] for row in table(app, "Sẽ ra sao")} == {"＋ mới"}
    assert app.button(key="intake_publish").disabled
    app.checkbox(key="intake_fresh_confirmed_1").check()
    publish(app)
    assert store.active_id() != second
    snapshot = store.active()
    with snapshot.cursor() as cursor:
        assert cursor.table("network_members").fetchall() == []
    snapshot.close()


def rows_of_mau_01_in_2024() -> str:
    """Its rows in the sample's CSVs, by year or by the year of their day."""
    count = 0
    lines = {path.stem: path.read_text(encoding="utf-8").splitlines() for path in SAMPLE.glob("*.csv")}
    cells = {
        name: [dict(zip(rows[0].split(","), row.split(","), strict=False)) for row in rows[1:]]
        for name, rows in lines.items()
    }
    for name in ("enrolment", "staffing", "reports", "statements", "service_use"):
        count += sum(row["school_id"] == "MAU-01" and row["year"] == "2024" for row in cells[name])
    count += sum(row["payer"] == "MAU-01" and row["year"] == "2024" for row in cells["funding"])
    for name, day in (("activities", "held_on"), ("incidents", "received_at"), ("violations", "found_on")):
        count += sum(row["school_id"] == "MAU-01" and row[day][:4] == "2024" for row in cells[name])
    own = {row["incident_id"] for row in cells["incidents"] if row["school_id"] == "MAU-01"}
    count += sum(row["incident_id"] in own and row["requested_at"][:4] == "2024" for row in cells["removals"])
    return str(count)


def test_a_blank_workbook_takes_figures_away_only_when_that_is_confirmed(
    store: Store, tmp_path: Path
) -> None:
    (blank,) = write_templates(tmp_path, schools=[SCHOOL])
    app = opened()
    check(app, [file(blank)])
    assert table(app, "Sẽ ra sao")[0]["Sẽ ra sao"] == "■ XOÁ HẾT số liệu đang có"
    assert {box.key for box in app.checkbox} == {"intake_fresh_0", "intake_warned_0", "intake_emptied_0"}
    app.checkbox(key="intake_warned_0").check()
    app.run()
    assert app.button(key="intake_publish").disabled
    app.checkbox(key="intake_emptied_0").check()
    app.run()
    assert not app.button(key="intake_publish").disabled
    # Another day is another check.
    app.date_input(key="intake_day").set_value(date(2025, 12, 30))
    app.run()
    assert "intake_publish" not in keys(app)
    assert "cần kiểm tra lại" in app.info[0].value


def test_the_day_of_receipt_is_set_for_all_workbooks_in_the_box(store: Store, tmp_path: Path) -> None:
    """MAU-12 never reported; with a day its workbook is a report, without one it is still awaited."""
    (path,) = write_templates(tmp_path, schools=[SchoolLine("MAU-12", "Trường TH Mẫu 12", "TH", (2025,))])
    fill(path, {"staffing": [{"managers": 2, "teachers": 20, "employees": 3}]})
    app = opened()

    def still_awaited() -> set[tuple[str, int]]:
        schools = app.session_state["intake_desk"].checked.rehearsal.awaited
        return {(row.school_id, row.year) for row in schools}

    check(app, [file(path)])
    assert ("MAU-12", 2025) in still_awaited()
    app.date_input(key="intake_received_0").set_value(date(2025, 11, 28))
    app.run()
    # Another day is another check.
    assert "intake_publish" not in keys(app)
    app.button(key="intake_check").click().run()
    assert ("MAU-12", 2025) not in still_awaited()
    publish(app)
    snapshot = store.active()
    (row,) = ask(snapshot, "reports", years=[2025], schools=["MAU-12"]).to_pylist()
    snapshot.close()
    assert (row["state"], row["submitted_on"]) == ("on_time", date(2025, 11, 28))


def test_somebody_else_publishing_and_a_full_disk_are_told(
    store: Store, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened()
    check(app, [file(book)])
    (store.folder / "publish.holder").write_text("may-phong, pid 4711, 17:00 30/11/2025", encoding="utf-8")
    with FileLock(store.lock_path):
        before = folder_bytes(store.folder)
        publish(app)
        assert folder_bytes(store.folder) == before
    assert "Người khác đang công bố (may-phong, pid 4711, 17:00" in app.error[0].value.replace("\\", "")

    # The files are still in the box, and still checked: one more press is enough.
    def build(assembly: object, draft: Path, **facts: object) -> None:
        draft.write_bytes(b"as much as there was room for")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (store.folder / "publish.holder").unlink()
    before = folder_bytes(store.folder)
    monkeypatch.setattr("data.publish.build", build)
    app.button(key="intake_close").click().run()
    publish(app)
    assert "đĩa đã đầy" in app.error[0].value
    assert "Không có gì thay đổi" in app.error[0].value
    assert folder_bytes(store.folder) == before
    assert leftovers() == []


def test_whatever_is_dropped_gets_a_row_and_never_a_traceback(
    store: Store, book: Path, tmp_path: Path
) -> None:
    bomb = understated_bomb(tmp_path / "bom.xlsx", book)
    swollen = io.BytesIO()
    with zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (250 * 2**20))
    awkward: dict[str, tuple[bytes, str]] = {
        "cut.xlsx": (book.read_bytes()[:9000], "bị hỏng hoặc bị cắt cụt"),
        "bom.xlsx": (bomb.read_bytes(), "bị hỏng hoặc bị cắt cụt"),
        "gian.xlsx": (swollen.getvalue(), "giãn ra quá mức"),
        "khoa.xlsx": (encrypted(tmp_path / "khoa.xlsx", book).read_bytes(), "mật khẩu"),
        "lon.xlsx": (b"PK\x03\x04" + bytes(60 * 2**20), "tệp quá lớn"),
        "virus.xlsx": (b"MZ\x90\x00" + bytes(200), "không phải sổ Excel"),
        "rong.xlsx": (b"", "tệp rỗng"),
        "funding.csv": (b"\xff\xfe\x00p", "UTF-16"),
    }
    app = opened()
    check(app, [(name, content, "") for name, (content, _) in awkward.items()])
    rows = {row["Tệp"]: row for row in table(app, "Sai ở đâu, sửa thế nào") if row["Mức"] == "■ Lỗi"}
    assert set(rows) == set(awkward)
    for name, (_, words) in awkward.items():
        assert words in rows[name]["Sai ở đâu, sửa thế nào"], name
    assert leftovers() == []


def test_names_are_inert(store: Store) -> None:
    """Two files of one name stay two; paths, signs and length go; the same file twice is read once."""
    long = "d" * 300 + ".csv"
    app = opened()
    check(
        app,
        [
            ("../../etc/passwd", b"x", ""),
            ("a\\b\\MAU.xlsx", b"x", ""),
            ("c/MAU.xlsx", b"y", ""),
            ("[x](http://x.vn) **đậm**\n.csv", b"x", ""),
            (long, b"x", ""),
            (long, b"x", ""),
            ("~$MAU.xlsx", b"x", ""),
        ],
    )
    names = {row["Tệp"] for row in table(app, "Sai ở đâu, sửa thế nào")} - {"funding.csv"}
    assert "passwd" in names
    assert {"2/MAU.xlsx", "3/MAU.xlsx"} <= names
    # What stands after the last stroke of a name that is given as a path is the name.
    assert "x.vn) __đậm___.csv" in names
    assert len(names) == 5
    assert max(map(len, names)) <= workbooks.MOST_NAME
    assert any("Đã bỏ qua 2 tệp" in caption.value for caption in app.caption)


def test_too_many_files_are_refused_and_forgotten(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    forgotten: set[str] = set()
    remove = MemoryUploadedFileManager.remove_file

    def removed(self: MemoryUploadedFileManager, session_id: str, file_id: str) -> None:
        forgotten.add(file_id)
        remove(self, session_id, file_id)

    monkeypatch.setattr(MemoryUploadedFileManager, "remove_file", removed)
    app = opened()
    drop(app, [(f"{number}.csv", b"x", "") for number in range(500)])
    assert "500 tệp là quá nhiều" in app.error[0].value
    assert len(forgotten) == 500
    assert app.file_uploader[0].value == []
    check(app, [("x.csv", b"x", "")])
    assert not any("quá nhiều" in error.value for error in app.error)


def test_a_check_that_takes_too_long_is_ended(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "PATIENCE", -60)
    app = opened()
    before = folder_bytes(store.folder)
    check(app, [("x.csv", b"x", "")])
    assert "đã dừng. Không có gì thay đổi" in app.error[0].value
    assert "intake_publish" not in keys(app)
    assert folder_bytes(store.folder) == before
    assert leftovers() == []


@pytest.mark.parametrize(
    ("as_of", "beware"),
    [(date(2026, 1, 2), "chưa đến"), (date(2025, 12, 30), "sớm hơn"), (date(2025, 12, 31), "")],
)
def test_an_odd_day_is_told(as_of: date, beware: str, sample_folder: Path) -> None:
    """The sample describes 31/12/2025; today is the day after."""
    active = Store(sample_folder).active()
    active.close()
    sentence = sentences.day(as_of, active, date(2026, 1, 1), Words("vi"))
    assert ("▲" in sentence) == bool(beware)
    assert beware in sentence


def test_who_may_not_publish_sees_nothing_of_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened()
    assert app.file_uploader
    # The navigation lets it through; the page itself does not.
    answers = iter([True])
    monkeypatch.setattr("pages.kit.access.may_publish", lambda: next(answers, False))
    app.run()
    assert not app.exception
    assert not app.file_uploader
    assert not tables_of(app)
    assert not {key for key in keys(app) if key.startswith("intake")}
    assert "dành cho cán bộ" in app.info[0].value
    # Nor is it in the navigation any more; its address still says for whom it is.
    app.run()
    assert not app.exception
    assert not app.file_uploader
    assert "dành cho cán bộ" in app.info[0].value


def test_the_shareable_edition_tells_nothing_of_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    # The page ends before it asks anything, so that no edition is needed here.
    monkeypatch.setattr("pages.kit.answers.edition_is_there", lambda: True)
    app = opened()
    app.session_state["tier"] = "shareable"
    app.run()
    assert not app.exception
    assert not app.file_uploader
    assert not tables_of(app)
    assert "bản chia sẻ" in app.info[0].value


def test_the_workbooks_are_those_of_the_command(store: Store) -> None:
    content = workbooks.packed(("MAU-03",), (2024, 2025))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == ["MAU-03-2024.xlsx", "MAU-03-2025.xlsx"]
        assert archive.testzip() is None
    assert workbooks.packed(("MAU-03",), (2024, 2025)) == content
    assert leftovers() == []


@given(some.text(max_size=400))
def test_any_name_becomes_one_part_of_a_path(title: str) -> None:
    name = workbooks.plain_name(title)
    assert name
    assert Path(name).name == name
    assert name not in (".", "..")
    assert len(name.encode()) <= workbooks.MOST_NAME + 1
    assert not set(name) & set('<>:"|?*/\\')
    assert name.isprintable()
    assert workbooks.plain_name(name) == name


def test_what_is_on_disk_is_gone_also_after_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old = tmp_path / "dashboard-intake-killed"
    (old / "1").mkdir(parents=True)
    os.utime(old, (0, 0))

    def fail() -> None:
        with workbooks.on_disk([Upload("a.csv", b"x"), Upload("a.csv", b"y")]) as paths:
            assert [path.read_bytes() for path in paths] == [b"x", b"y"]
            assert paths[0].parent.parent.stat().st_mode & 0o77 == 0
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("sizes", "kind"), [([1] * 201, "201 tệp"), ([50 * 2**20] * 5, "250 MB")])
def test_too_much_is_refused(sizes: list[int], kind: str) -> None:
    assert sentences.too_much(sizes, Words("vi")).startswith(kind)
    assert sentences.too_much(sizes[:4], Words("vi")) == ""


def test_what_becomes_of_the_plan_is_listed(store: Store) -> None:
    """The sample's plan sets no target for the pupils reached; one row is added to its twenty."""
    path = PLAN / "targets.csv"
    content = path.read_bytes() + b"pupils_reached,2025,90,district\n"
    app = opened()
    check(app, [("targets.csv", content, "text/csv")])
    (row,) = table(app, "Sau khi công bố")
    assert list(row.values()) == [
        "Chỉ tiêu được giao", "Học sinh được tuyên truyền 2025", "–", "90 % (Chỉ tiêu của huyện)"
    ]  # fmt: skip
    assert any("Học sinh được tuyên truyền 2025: – → 90 %" in block.value for block in app.markdown)
    publish(app)
    snapshot = store.active()
    (district,) = [
        row
        for row in ask(snapshot, "indicator_rollup", years=[2025]).to_pylist()
        if row["indicator"] == "pupils_reached"
    ]
    snapshot.close()
    assert (district["target"], district["status"]) == (90, "met")
