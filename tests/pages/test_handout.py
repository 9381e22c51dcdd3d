"""The file for a browser: it holds what the shareable ZIP holds, and the same snapshot gives the same bytes."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import ceil, floor
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from data.publish import publish_sample
from data.store import Snapshot, Store
from data.words import LOCALE
from pages.documents.browser.__main__ import main
from pages.documents.browser.file import document
from pages.documents.command import DONE, FAILED, UNUSABLE
from pages.documents.export.archive import write
from pages.documents.export.selection import Selection
from pages.kit.words import Words
from queries import Reader
from tests import ROOT
from tests.given import handout
from tests.given.attackers import Shown, exactly
from tests.given.counting import Cell
from tests.given.names import MARKUP
from tests.given.outside import CHILD, Answer, more_than_told

YEARS = (2021, 2022, 2023, 2024, 2025)
VI, EN = Words("vi"), Words("en")
Row = Mapping[str, str]
#: What says how a value lies, as the file draws it.
SHAPES = {"met": "●", "near": "▲", "far": "■"}


@pytest.fixture(scope="module")
def made(snapshot: Snapshot) -> bytes:
    return document(snapshot, (), VI)


@pytest.fixture(scope="module")
def contents(made: bytes) -> handout.Data:
    return handout.read(made)


@pytest.fixture(scope="module")
def shared(snapshot: Snapshot) -> dict[str, list[dict[str, str]]]:
    """Every CSV of the shareable ZIP."""
    out = io.BytesIO()
    write(snapshot, Selection(reader=Reader(tier="shareable")), out)
    with zipfile.ZipFile(out) as archive:
        return {
            Path(name).stem: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
            for name in archive.namelist()
            if name.endswith(".csv")
        }


def rounded(value: float, decimals: int) -> str:
    """1.234,5: half up, as a Vietnamese reader expects it."""
    digits = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{digits:,}".translate(str.maketrans(",.", ".,"))


def percent(value: float) -> str:
    return f"{rounded(value, 0 if value in (0, 100) else 1)}%"


def range_of(shared: Mapping[str, Sequence[Row]], measure: str, part: str, year: int) -> str:
    """What the ZIP tells of a masked count."""
    (row,) = (
        row
        for row in shared["ranges"]
        if (row["measure"], row["part"], row["year"]) == (measure, part, str(year))
    )
    return between(int(row["least"]), int(row["most"]) if row["most"] else None)


def between(least: int, most: int | None) -> str:
    if most is None:
        return f"≥ {least}"
    return str(least) if least == most else f"{least}–{most}"


def test_every_value_of_an_indicator_is_the_zip_s(
    contents: handout.Data, shared: dict[str, list[dict[str, str]]]
) -> None:
    rollup = {(row["indicator"], int(row["year"])): row for row in shared["indicator_rollup_district"]}
    units = {row["indicator"]: row["unit"] for row in shared["definitions_vi"]}
    seen = 0
    for row in handout.indicator_rows(contents):
        given = rollup[row["indicator"], row["year"]]
        unit = units[row["indicator"]]
        assert row["status"] == (given["status"] or None), row
        ends = [float(given[name]) for name in ("value_least", "value_most") if given[name]]
        if given["state"] == "value":
            value = float(given["value"])
            expected = percent(value) if unit == "percent" else rounded(value, 0)
            # One report of the whole district: a share of one or two says no more than its parts.
            if unit == "percent" and float(given["denominator"]) < 3:
                assert row["indicator"] == "district_report"
                expected = f"{given['numerator']} trên {given['denominator']} báo cáo"
            assert row["shown"] == expected + (" đ" if unit == "vnd" else "")
        elif given["state"] == "masked" and len(ends) == 2:
            assert row["shown"] == between(floor(ends[0]), ceil(ends[1])) + ("%" if unit == "percent" else "")
        else:
            assert row["shown"] == "", row
        if row["numerator"] is not None:
            assert str(int(row["numerator"])) == given["numerator"]
        if row["bar"]:
            confirmed, possible, target, _ = row["bar"]
            exact = given["state"] == "value"
            assert confirmed * 100 == pytest.approx(float(given["value" if exact else "value_least"]))
            furthest = given["upper" if exact else "value_most"]
            assert (possible is None) == (not furthest)
            assert possible is None or possible * 100 == pytest.approx(float(furthest))
            assert (target is None) == (not given["target"])
        if row["line"]:
            of_years = [rollup.get((row["indicator"], year), {}) for year in YEARS]
            known = [bool(each.get("value")) for each in of_years]
            assert [height is not None for height in row["line"]] == known
            _assert_in_proportion(
                row["line"], [float(each["value"]) for each in of_years if each.get("value")]
            )
        if row["moved"]:
            before = rollup[row["indicator"], row["year"] - 1]
            moved = abs(float(given["value"]) - float(before["value"]))
            digits = re.sub(r"[^\d,]", "", row["moved"].replace(".", ""))
            assert float(digits.replace(",", ".")) == pytest.approx(
                moved, abs=0.5 if unit == "vnd" else 0.0501
            )
        seen += 1
    # The four goals, and every indicator.
    assert seen == len(YEARS) * (4 + len(units))


def _assert_in_proportion(heights: Sequence[float | None], values: Sequence[float]) -> None:
    """A line's heights say of the values no more than the values do: one scale for all of them."""
    known = [height for height in heights if height is not None]
    for height, value in zip(known[1:], values[1:], strict=True):
        across = (value - values[0]) * (known[-1] - known[0])
        assert across == pytest.approx((height - known[0]) * (values[-1] - values[0]), abs=1e-6)


def test_every_mark_and_name_of_a_school_is_the_zip_s(
    contents: handout.Data, shared: dict[str, list[dict[str, str]]]
) -> None:
    names = {row["school_id"]: row["name"] for row in shared["schools"]} | {
        "office": "Phòng Giáo dục và Đào tạo"
    }
    counts = {row["indicator"]: row for row in shared["definitions_vi"]}
    values: dict[tuple[str, int], dict[str, Row]] = {}
    for line in shared["indicator_values"]:
        of = values.setdefault((line["indicator"], int(line["year"])), {})
        of[names[line["school_id"]]] = line
    seen = 0
    for year in YEARS:
        table = handout.blocks(contents, "indicators", year)[0]["table"]
        for place, (indicator, cells) in enumerate(zip(table["opens"][0], table["rows"], strict=True)):
            own = values.get((indicator, year), {})
            for _, tint, hollow, title, opens in cells[-1].get("strip", ()):
                name, _, shown = title.rpartition(": ")
                row = own[name]
                assert (hollow, opens) == (row["state"] != "value", "")
                if hollow:
                    assert (row["state"], shown) == ("no_report", "Không có báo cáo")
                elif counts[indicator]["unit"] == "percent" and shown not in ("có", "chưa"):
                    assert shown == percent(float(row["value"]))
                elif shown in ("có", "chưa"):
                    assert (shown == "có") == (float(row["value"]) == 100)
                assert not hollow or tint == "gray"
                seen += 1
            for side in table["details"][str(place)]["lists"]:
                shape, _, heading = side["mark"]
                for name, opens in side["names"]:
                    assert opens == ""
                    if name != "…":
                        assert (shape == "c") == (own[name]["state"] == "masked"), (name, heading)
                        # A report that did not come is itself what one indicator counts as lacking.
                        states = {
                            "–": {"no_report"},
                            "c": {"masked"},
                            "●": {"value"},
                            "■": {"value", "no_report"},
                        }
                        assert own[name]["state"] in states[shape], (name, heading)
    assert seen > 2000


def test_every_number_of_incidents_is_the_zip_s(
    contents: handout.Data, shared: dict[str, list[dict[str, str]]]
) -> None:
    by_year = {row["year"]: row for row in shared["incident_years"]}
    by_month = {row["month"]: row for row in shared["incident_months"]}
    seen = {"incident_years": 0, "incident_months": 0, "incident_groups": 0}
    for question, params, rows in handout.answers(contents, CHILD):
        for row in rows:
            if question == "incident_years" and "shown" in row:
                given = by_year[str(row["year"])]
                for column, cell in (("incidents", ("incidents", "all")), ("children", ("children", "all")),
                                     ("left_out", ("incidents", "void"))):  # fmt: skip
                    expected = (
                        rounded(int(given[column]), 0)
                        if given[column]
                        else range_of(shared, *cell, row["year"])
                    )
                    assert row["shown"][column] == expected
                assert row["pupils"] == float(given["pupils"])
                assert row["rate"] == (
                    pytest.approx(float(given["rate"]), abs=0.0501) if given["rate"] else None
                )
            elif question == "incident_months":
                given = by_month[row["month"]]
                month, year = row["month"][:7], int(row["month"][:4])
                expected = given["incidents"] or range_of(shared, "month", month, year)
                assert row["shown"] == expected
            elif question == "incident_groups":
                (given,) = (
                    each
                    for each in shared[f"incident_groups_{params['by']}"]
                    if (each["group"], each["year"]) == (row["group"], str(row["year"]))
                )
                expected = given["incidents"] or range_of(shared, params["by"], row["group"], row["year"])
                assert row["shown"] == expected
            else:
                continue
            seen[question] += 1
    assert seen["incident_years"] == 25
    assert seen["incident_months"] == len(shared["incident_months"]) > 50
    assert seen["incident_groups"] > 500


def test_bars_of_counts_end_where_the_ranges_do(contents: handout.Data) -> None:
    """A bar of a masked count is no finer than the range beside it."""
    for question, _, rows in handout.answers(contents, CHILD):
        if question not in ("incident_years", "incident_months"):
            continue
        drawn = [row for row in rows if "bar" in row]
        texts = [
            row["shown"] if isinstance(row["shown"], str) else row["shown"]["incidents"] for row in drawn
        ]
        ends = [[int(end) for end in re.findall(r"\d+", text.replace(".", ""))] for text in texts]
        highest = max(end[-1] for end in ends)
        for row, end, text in zip(drawn, ends, texts, strict=True):
            assert row["bar"][0] == pytest.approx(end[0] / highest)
            assert row["bar"][1] == pytest.approx(1.0 if "≥" in text else end[-1] / highest)


def test_every_state_of_a_report_is_the_zip_s(
    contents: handout.Data, shared: dict[str, list[dict[str, str]]]
) -> None:
    names = {row["school_id"]: row["name"] for row in shared["schools"]}
    given = {(names[row["school_id"]], row["year"]): row for row in shared["report_states"]}
    shapes = {"on_time": "●", "late": "▲", "empty": "□", "missing": "■", "not_due": "○"}
    rows = contents["tables"]["schools"]["rows"]
    assert len(rows) == len(names)
    for name, *cells in rows:
        for year, cell in zip(YEARS, cells, strict=True):
            if "mark" in cell:
                row = given.get((name, str(year)))
                assert cell["mark"][0] == (shapes[row["state"]] if row else "∅")
                assert re.findall(r"\d+", cell["text"]) == (
                    [row["days_late"]] if row and row["days_late"] else []
                )
    for year in YEARS:
        drawn = handout.blocks(contents, "reports", year)[1]["table"]["rows"]
        for cells in drawn:
            of_year = [row["state"] for row in shared["report_states"] if row["year"] == cells[0].rstrip("*")]
            assert cells[2:] == [str(len(of_year)), *(str(of_year.count(state)) for state in shapes)]


def test_every_word_is_the_program_s_or_the_zip_s(
    snapshot: Snapshot, shared: dict[str, list[dict[str, str]]]
) -> None:
    """No text from elsewhere, as of a single case: each word stands in the catalogue or in the ZIP, each number too."""
    with (LOCALE / "vi" / "LC_MESSAGES" / "dashboard.po").open("rb") as file:
        catalogue = [(str(message.id), str(message.string)) for message in read_po(file)]
    labels = json.dumps([label for name in ("incidents",) for label in _labels(name)], ensure_ascii=False)
    of_zip = " ".join(text for rows in shared.values() for row in rows for text in row.values())
    for words in (VI, EN):
        contents = handout.read(document(snapshot, (), words))
        known = _words(f"{catalogue} {labels} {of_zip} đ {snapshot.id}")
        strange = {word for text in _leaves(contents) for word in _words(text) - known}
        assert strange == set()


#: Addresses of pages and names of colours, which nobody reads.
_CODES = {"overview", "indicators", "trends", "reports", "schools", "blue", "yellow", "orange", "violet", "gray", "vi", "en"}  # fmt: skip


def _labels(table: str) -> Iterator[str]:
    from data.contract import CODES, TABLES

    for column in TABLES[table].columns:
        yield from (column.label.in_language("vi"), column.label.in_language("en"))
        yield from (
            text
            for label in column.allowed.values()
            for text in (label.in_language("vi"), label.in_language("en"))
        )
    yield from (
        text
        for label in CODES["axis"].values()
        for text in (label.in_language("vi"), label.in_language("en"))
    )


def _words(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[^\W\d_]+", text)}


def _leaves(value: Any, key: str = "") -> Iterator[str]:
    """Every text in the data, but ids that address a page or an indicator."""
    if isinstance(value, str) and key not in ("opens", "id", "lang") and value not in _CODES:
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _leaves(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(part, key)


def test_a_file_that_tells_more_is_noticed(contents: handout.Data) -> None:
    """The attack reads the file's cells: an exact count in the place of a range is found."""
    changed: Any = json.loads(json.dumps(contents))
    _, years, months, groups = handout.blocks(changed, "trends", 2025)[:4]
    years["table"]["rows"][-1][9] = "3"
    row = next(row for row in months["table"]["rows"] if row[1] == "1–5")
    row[1] = "2"
    line = next(row for row in groups["choices"][0][1]["rows"] if row[5] == "1–5")
    line[5] = "4"
    goal = handout.blocks(changed, "overview", 2025)[0]["table"]["rows"][2]
    goal[4] = goal[4].replace("26–30", "27")
    goal[3]["line"][0][4] = 0.9
    cells: dict[Cell, Shown] = {
        ("violations_handled", "all", 2025): exactly(31),
        ("incidents", "all", 2025): exactly(71),
    }

    def noticed(data: handout.Data) -> set[str]:
        answers = [
            Answer(question, params, (), (), rows) for question, params, rows in handout.answers(data, CHILD)
        ]
        return set(more_than_told(cells, answers, YEARS))

    more = noticed(changed) - noticed(contents)
    assert {line.split(": ")[1].split(",")[0] for line in more} >= {
        "left_out is 3.0", "incidents is 2.0", "incidents is 4.0", "numerator is 27.0", "value is 0.9",
    }  # fmt: skip


def test_the_same_snapshot_and_choice_give_the_same_bytes(
    made: bytes, snapshot: Snapshot, tmp_path: Path
) -> None:
    assert document(snapshot, YEARS, VI) == made
    again = Store(tmp_path / "again")
    publish_sample(again)
    other = again.active()
    try:
        # Another file, built at another moment, of the same snapshot.
        assert document(other, (2025,), EN) == document(snapshot, (2025,), EN)
    finally:
        other.close()
    assert len(made) < 1_000_000


def test_a_name_ends_neither_the_data_nor_the_page(named_handout: Callable[[str], Path]) -> None:
    content = named_handout("markup").read_bytes()
    text = content.decode()
    # What the file itself is made of, and no element more.
    assert len(re.findall("<script", text)) == len(re.findall("</script>", text)) == 2
    for tag in ("<img", "<a ", "<b>", "<!--"):
        assert tag not in text
    rows = handout.read(content)["tables"]["schools"]["rows"]
    assert {name for name, *_ in rows} == set(MARKUP[:28])


def test_nothing_outside_is_named_but_nothing_can_be_asked(made: bytes) -> None:
    text = made.decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', text)
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    assert set(re.findall(r"https?://[^\s\"'<]+", text)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"\b(src|href|action|srcset)=", text)


def log_lines(store: Store) -> list[dict[str, Any]]:
    path = store.folder / "access.log"
    return (
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    )


def test_the_command_writes_one_file_and_one_line_of_the_log(
    released: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(Path(shutil.copytree(released, tmp_path / "snapshots")))
    before, target = log_lines(store), tmp_path / "out" / "x.html"
    target.parent.mkdir()
    arguments = ["--out", str(target), "--into", str(store.folder), "--year", "2025", "--lang", "en"]
    assert main(arguments) == DONE
    snapshot = store.active()
    assert target.read_bytes() == document(snapshot, (2025,), EN)
    snapshot.close()
    assert "x.html" in capsys.readouterr().out
    (line,) = log_lines(store)[len(before) :]
    assert (line["event"], line["tier"], line["filters"]) == (
        "browser",
        "shareable",
        {"years": [2025], "schools": []},
    )
    assert main([*arguments, "--year", "1999"]) == UNUSABLE
    assert main(["--out", str(tmp_path / "not" / "x.html"), "--into", str(store.folder)]) == UNUSABLE
    assert main(["--out", str(target), "--into", str(tmp_path / "nothing")]) == FAILED
    assert [path.name for path in target.parent.iterdir()] == ["x.html"]
    assert len(log_lines(store)) == len(before) + 1


def test_it_is_made_without_a_screen() -> None:
    """No library of the screen is loaded for it, in whatever way."""
    code = "import sys, pages.documents.browser.__main__; print({'streamlit', 'plotly', 'pydeck'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
