"""The snapshot ZIP: the same bytes, the numbers of the questions, nothing small that may not leave."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from frictionless import Package

from data.contract import TABLES
from data.publish import SAMPLE, publish_sample
from data.store import Snapshot, Store
from pages.documents import leaving
from pages.documents.command import DONE, FAILED, UNUSABLE
from pages.documents.export.__main__ import main
from pages.documents.export.answers import ANSWERS
from pages.documents.export.archive import to_bytes, write
from pages.documents.export.contents import preview
from pages.documents.export.selection import FILES, Selection, UnknownChoice
from queries import Reader, ask
from tests import ROOT

SHAREABLE = Reader(role="leader", tier="shareable")
YEARS = (2021, 2022, 2023, 2024, 2025)
CHILD = {"victims_supported", "violations_handled", "staff_cases_handled", "single_channel", "provider_reports", "content_removed"}  # fmt: skip
COUNTS = ("numerator", "denominator", "incidents", "children", "on_time", "late", "running", "overdue", "ended_otherwise")  # fmt: skip


@pytest.fixture(scope="module")
def store(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(Path(shutil.copytree(released, tmp_path_factory.mktemp("export") / "snapshots")))


@pytest.fixture(scope="module")
def snapshot(store: Store) -> Iterator[Snapshot]:
    opened = store.active()
    yield opened
    opened.close()


def packed(snapshot: Snapshot, selection: Selection) -> bytes:
    out = io.BytesIO()
    write(snapshot, selection, out)
    return out.getvalue()


def files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_same_snapshot_and_choice_give_the_same_bytes(snapshot: Snapshot, tmp_path: Path) -> None:
    selection = Selection(years=(2024, 2025), schools=("MAU-03",))
    first = packed(snapshot, selection)
    assert packed(snapshot, selection) == first
    again = Store(tmp_path / "again")
    publish_sample(again)
    other = again.active()
    try:
        # Another file, built at another moment, of the same snapshot.
        assert packed(other, selection) == first
    finally:
        other.close()
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        names = archive.namelist()
        assert names == [*sorted(names[:-3]), "datapackage.json", "README.txt", "manifest.json"]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("tier", ["internal", "shareable"])
def test_numbers_are_those_of_the_questions(tier: str, snapshot: Snapshot) -> None:
    reader = SHAREABLE if tier == "shareable" else Reader()
    selection = Selection(years=(2023, 2025), reader=reader)
    members = files(packed(snapshot, selection))
    names = [name for name in ANSWERS if f"answers/{name}.csv" in members]
    assert len(names) == (18 if tier == "shareable" else 21)
    for name in names:
        answer = ANSWERS[name]
        expected = ask(snapshot, answer.question, years=(2023, 2025), params=answer.params, reader=reader)
        read = rows(members[f"answers/{name}.csv"])
        assert len(read) == expected.num_rows
        assert list(read[0]) == expected.column_names == list(answer.table.names)
        for one, other in zip(read, expected.to_pylist(), strict=True):
            for column, value in other.items():
                if value is None:
                    assert one[column] == ""
                elif isinstance(value, float):
                    assert float(one[column]) == value
                elif isinstance(value, int):
                    assert int(one[column]) == value


def test_the_contracts_tables_are_filtered_by_year_and_school(snapshot: Snapshot) -> None:
    """Expected values are counted in the published CSVs, by pandas."""
    selection = Selection(years=(2023,), schools=("MAU-03", "MAU-07"))
    members = files(packed(snapshot, selection))
    sample = {table: pd.read_csv(SAMPLE / f"{table}.csv", dtype=str) for table in ("activities", "incidents", "removals", "enrolment", "schools", "funding", "services")}  # fmt: skip
    mine = {table: frame[frame["school_id"].isin(selection.schools)] for table, frame in sample.items() if "school_id" in frame}  # fmt: skip
    # The plan's year 2023 as data/plan/periods.csv has it.
    period = pd.read_csv(ROOT / "data" / "plan" / "periods.csv", dtype=str).set_index("year").loc["2023"]
    activities = mine["activities"][mine["activities"]["held_on"].between(period["starts_on"], period["ends_on"])]  # fmt: skip
    read = rows(members["tables/activities.csv"])
    assert sorted(row["activity_id"] for row in read) == sorted(activities["activity_id"])
    assert read
    removals = sample["removals"]
    removals = removals[removals["incident_id"].isin(mine["incidents"]["incident_id"])]
    removals = removals[removals["requested_at"].str[:10].between(period["starts_on"], period["ends_on"])]
    assert sorted(row["removal_id"] for row in rows(members["tables/removals.csv"])) == sorted(removals["removal_id"])  # fmt: skip
    enrolment = mine["enrolment"][mine["enrolment"]["year"] == "2023"]
    assert len(rows(members["tables/enrolment.csv"])) == len(enrolment) > 0
    assert {row["payer"] for row in rows(members["tables/funding.csv"])} <= {"MAU-03", "MAU-07"}
    assert {row["school_id"] for row in rows(members["tables/schools.csv"])} == {"MAU-03", "MAU-07"}
    # Registers that are no school's stay whole.
    assert len(rows(members["tables/services.csv"])) == len(sample["services"])


def test_an_incident_without_a_school_is_the_offices(snapshot: Snapshot) -> None:
    members = files(packed(snapshot, Selection(schools=("office",), files=("incidents", "removals"))))
    incidents = pd.read_csv(SAMPLE / "incidents.csv", dtype=str)
    nobodys = incidents[incidents["school_id"].isna()]["incident_id"]
    assert sorted(row["incident_id"] for row in rows(members["tables/incidents.csv"])) == sorted(nobodys)
    assert len(nobodys)


def test_everything_in_the_internal_tier_is_what_was_published(snapshot: Snapshot) -> None:
    members = files(packed(snapshot, Selection()))
    # Inside nothing is masked, so there are no ranges.
    assert len(members) == len(FILES) - 1 + 3
    for table in TABLES:
        if (SAMPLE / f"{table}.csv").exists():
            # A CSV of the export can be published again: the same header and as many rows.
            read = rows(members[f"tables/{table}.csv"])
            assert len(read) == len(pd.read_csv(SAMPLE / f"{table}.csv"))
            assert list(read[0]) == list(TABLES[table].names)


def child_counts(name: str, row: dict[str, str]) -> Iterator[int]:
    """The counts in one row that tell of children's cases."""
    about_cases = row.get("indicator") in CHILD or (
        name.startswith(("incident_", "clock_rates")) and row.get("clock") != "report"
    )
    for column in COUNTS:
        if about_cases and row.get(column):
            yield int(row[column])
    if about_cases and row.get("numerator") and row.get("denominator"):
        yield int(row["denominator"]) - int(row["numerator"])


@pytest.mark.parametrize("years", [(), *((year,) for year in YEARS), (2024, 2025), YEARS])
@pytest.mark.parametrize("schools", [(), ("MAU-06", "MAU-14")])
def test_no_small_count_and_no_case_leaves_in_the_shareable_tier(
    years: tuple[int, ...], schools: tuple[str, ...], snapshot: Snapshot
) -> None:
    members = files(packed(snapshot, Selection(years, schools, reader=SHAREABLE)))
    seen = 0
    for path, content in members.items():
        assert not re.search(rb"\b(VV|VP|GB)-", content), path
        if path.startswith("answers/"):
            for row in rows(content):
                for count in child_counts(Path(path).stem, row):
                    assert not 1 <= count <= 4, (path, row)
                    seen += 1
    # Of the cases of chosen schools nothing is told.
    assert bool(seen) == (not schools)
    for inside_only in ("tables/incidents.csv", "tables/statements.csv", "answers/clocks.csv"):
        assert inside_only not in members
    for district_only in ("answers/clock_rates_year.csv", "answers/incident_months.csv"):
        assert (district_only in members) == (not schools)


def test_the_manifest_tells_what_it_is_of(snapshot: Snapshot) -> None:
    members = files(packed(snapshot, Selection((2025,), reader=SHAREABLE)))
    manifest = json.loads(members.pop("manifest.json"))
    assert (manifest["snapshot"], manifest["as_of"], manifest["tier"], manifest["sample"]) == (snapshot.id, "2025-12-31", "shareable", True)  # fmt: skip
    assert manifest["filters"] == {"years": [2025], "schools": [], "files": []}
    assert "incidents" in manifest["not_offered_in_tier"]
    listed = {entry["path"]: entry for entry in manifest["files"]}
    assert set(listed) == set(members)
    for path, content in members.items():
        assert listed[path]["sha256"] == hashlib.sha256(content).hexdigest()
        assert listed[path]["bytes"] == len(content)
        if path.endswith(".csv"):
            assert listed[path]["rows"] == len(rows(content))
    masked = [row for row in rows(members["answers/indicator_values.csv"]) if row["state"] == "masked"]
    assert listed["answers/indicator_values.csv"]["masked"] == len(masked) > 0
    rates = rows(members["answers/clock_rates_year.csv"])
    empty = sum(not row[column] for row in rates for column in COUNTS[4:])
    assert listed["answers/clock_rates_year.csv"]["masked"] == empty > 0
    assert manifest["masked"] == sum(entry.get("masked", 0) for entry in manifest["files"])


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection((2024,), ("MAU-06",)),
        Selection((2023, 2025)),
        Selection((2025,), reader=SHAREABLE),
    ],
    ids=["all", "one school", "two years", "shareable"],
)
def test_what_is_promised_is_what_is_made(selection: Selection, snapshot: Snapshot) -> None:
    manifest = json.loads(files(packed(snapshot, selection))["manifest.json"])
    promised = preview(snapshot, selection)
    made = {entry["path"]: entry["rows"] for entry in manifest["files"] if "rows" in entry}
    assert {line.path: line.rows for line in promised} == made
    assert sum(line.rows for line in promised) == sum(made.values())
    assert sum(line.masked for line in promised) == manifest["masked"]
    assert (manifest["masked"] > 0) == (selection.reader == SHAREABLE)


def test_the_readme_says_it_in_both_languages(snapshot: Snapshot) -> None:
    for reader, heading in ((Reader(), "BẢN NỘI BỘ"), (SHAREABLE, "BẢN CHIA SẺ")):
        text = files(packed(snapshot, Selection((2025,), reader=reader)))["README.txt"].decode("utf-8-sig")
        for words in (heading, "DỮ LIỆU MẪU", "SAMPLE DATA", "31/12/2025", snapshot.id, "Năm: 2025", "Years: 2025",
                      "answers/indicator_values.csv: Chỉ tiêu theo trường và năm",
                      "answers/indicator_values.csv: Indicators by school and year"):  # fmt: skip
            assert words in text
        assert "$" not in text


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(reader=SHAREABLE),
        Selection((2025,), ("MAU-03",)),
        Selection((2021,), ("MAU-05",)),
        Selection((2023,), reader=SHAREABLE),
    ],
    ids=["all", "shareable", "one school", "a school not yet open", "shareable 2023"],
)
def test_it_is_a_valid_data_package(selection: Selection, snapshot: Snapshot, tmp_path: Path) -> None:
    """The descriptor, and every cell of every table against its type, limits, keys and references."""
    zipfile.ZipFile(io.BytesIO(packed(snapshot, selection))).extractall(tmp_path)
    described = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert list(Package.metadata_validate(described) or ()) == []
    report = Package(described, basepath=str(tmp_path)).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:10]
    assert report.stats["tasks"] == len(selection.wanted)


def test_every_column_has_a_label_in_both_languages_and_the_type_of_its_answer(snapshot: Snapshot) -> None:
    types = {"string": "string", "int32": "integer", "int64": "integer", "double": "number", "bool": "boolean",
             "date32[day]": "date", "timestamp[us]": "datetime"}  # fmt: skip
    described = json.loads(files(packed(snapshot, Selection()))["datapackage.json"])
    for resource in described["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["titles"]["vi"]
            assert field["titles"]["en"]
        if resource["name"] in ANSWERS:
            answer = ANSWERS[resource["name"]]
            schema = ask(snapshot, answer.question, params=answer.params).schema
            types_of = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
            assert types_of == {column.name: types[str(column.type)] for column in schema}, resource["name"]


@pytest.mark.parametrize(
    ("selection", "sentence"),
    [
        (Selection(schools=("MAU-99",)), "MAU-19"),
        (Selection(years=(2030,)), "2023"),
        (Selection(files=("indicator_value",)), "indicator_values"),
    ],
)
def test_what_is_not_known_is_said_with_the_nearest(
    selection: Selection, sentence: str, snapshot: Snapshot
) -> None:
    with pytest.raises(UnknownChoice, match=sentence):
        packed(snapshot, selection)


# The command line.


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_command_writes_one_file_and_one_line_of_the_log(
    store: Store, snapshot: Snapshot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "figures.zip"
    before = log_lines(store)
    arguments = ["--out", str(target), "--into", str(store.folder), "--year", "2025", "--tier", "shareable"]
    assert main(arguments) == DONE
    assert left(tmp_path) == ["figures.zip"]
    content = target.read_bytes()
    assert content == packed(snapshot, Selection((2025,), reader=SHAREABLE))
    assert hashlib.sha256(files(content)["manifest.json"]).hexdigest() in capsys.readouterr().out
    (line,) = log_lines(store)[len(before) :]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", line.pop("at"))
    assert line == {
        "event": "export",
        "who": "local",
        "role": "leader",
        "snapshot": snapshot.id,
        "tier": "shareable",
        "filters": {"years": [2025], "schools": [], "files": []},
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def log_lines(store: Store) -> list[dict[str, Any]]:
    path = store.folder / "access.log"
    return (
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    )


def test_a_line_left_unfinished_does_not_swallow_the_next(published_sample: Path, tmp_path: Path) -> None:
    store = Store(Path(shutil.copytree(published_sample, tmp_path / "snapshots")))
    path = store.folder / "access.log"
    path.write_bytes(b'{"at": "2025-12-31T0')
    opened = store.active()
    try:
        to_bytes(opened, Selection(files=("schools",)))
        to_bytes(opened, Selection(files=("schools",)))
    finally:
        opened.close()
    lines = path.read_bytes().splitlines()
    assert lines[0] == b'{"at": "2025-12-31T0'
    assert [json.loads(line)["snapshot"] for line in lines[1:]] == [opened.id] * 2


@pytest.mark.parametrize(
    ("more", "code", "word"),
    [
        (["--school", "MAU-99"], UNUSABLE, "không có trường 'MAU-99'.*MAU-19"),
        (["--year", "1999"], UNUSABLE, "không có năm '1999'.*2021"),
        (["--table", "incident", "--lang", "en"], UNUSABLE, "no table 'incident'.*incidents"),
        (["--as-of", "2020-01-01-000000000000"], UNUSABLE, "hiện có: 2025-12-31-"),
    ],
)
def test_a_call_that_cannot_be_met_leaves_nothing(
    more: list[str], code: int, word: str, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = log_lines(store)
    assert main(["--out", str(tmp_path / "x.zip"), "--into", str(store.folder), *more]) == code
    assert re.search(word, capsys.readouterr().err)
    assert left(tmp_path) == []
    assert log_lines(store) == before


@pytest.mark.parametrize("target", ["not/there/x.zip", "."])
def test_a_folder_that_is_not_there_is_said(
    target: str, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--out", str(tmp_path / target), "--into", str(store.folder)]) == UNUSABLE
    assert "thư mục" in capsys.readouterr().err
    assert left(tmp_path) == []


def test_a_full_disk_leaves_the_file_of_before(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The disk fills up while the archive is being written."""
    target = tmp_path / "x.zip"
    target.write_bytes(b"of before")
    before = log_lines(store)
    written = 0

    def full(self: zipfile.ZipFile, *args: object, **more: object) -> None:
        nonlocal written
        written += 1
        if written > 5:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    assert main(["--out", str(target), "--into", str(store.folder)]) == FAILED
    assert "đĩa đã đầy" in capsys.readouterr().err
    assert left(tmp_path) == ["x.zip"]
    assert target.read_bytes() == b"of before"
    assert log_lines(store) == before


def test_a_really_full_disk(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file system of 64 kB, where the machine lets one be mounted."""
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        return  # The test above raises the same error.
    try:
        assert main(["--out", str(small / "x.zip"), "--into", str(store.folder), "--lang", "en"]) == FAILED
        assert "the disk is full" in capsys.readouterr().err
        assert left(small) == []
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_an_export_that_cannot_be_noted_is_not_made(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "access.log")

    monkeypatch.setattr(leaving, "note", refused)
    assert main(["--out", str(tmp_path / "x.zip"), "--into", str(store.folder)]) == FAILED
    assert "không có quyền (access.log)" in capsys.readouterr().err
    assert left(tmp_path) == []


def test_nothing_is_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--out", str(tmp_path / "x.zip"), "--into", str(tmp_path)]) == FAILED
    assert "Chưa có bản số liệu" in capsys.readouterr().err
    assert left(tmp_path) == []


def test_the_command_of_data_hands_on(store: Store, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "data"]
    target = str(tmp_path / "x.zip")
    done = subprocess.run(
        [*command, "export", "--out", target, "--into", str(store.folder), "--table", "report_states"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"manifest.json" in done.stdout
    assert (
        subprocess.run([*command, "verify", target], cwd=ROOT, capture_output=True, check=False).returncode
        == 0
    )
    bad = [*command, "export", "--out", target, "--into", str(store.folder), "--school", "X"]
    assert subprocess.run(bad, cwd=ROOT, capture_output=True, check=False).returncode == 2
