"""Every number in the document is what `ask` answers, written as Vietnamese writes it."""

from __future__ import annotations

import math
import re
import zipfile
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any

import pytest
from docx.document import Document as Doc

from data.contract import CODES
from data.store import Snapshot
from pages.documents.report import district
from pages.documents.report.answers import Answers
from queries import Reader, ask, questions
from tests.whole.report.conftest import INTERNAL, SHAREABLE, Made, opened, table, tables, text

TIERS = pytest.mark.parametrize("reader", [INTERNAL, SHAREABLE], ids=["internal", "shareable"])
YEARS = pytest.mark.parametrize("year", [2021, 2024, 2025])
STATES = {
    "masked": "c",
    "no_cases": "không phát sinh",
    "no_report": "không có báo cáo",
    "not_applicable": "không áp dụng",
}
GOALS = ("Mục", "Mục tiêu", "Kết quả")
CLOCKS = ("Thời hạn", "Mức", "Đúng hạn")


def vietnamese(value: float, decimals: int = 0) -> str:
    """A number as Vietnamese writes it, worked out without Babel."""
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{rounded:,}".translate(str.maketrans(",.", ".,"))


def between(least: float, most: float | None, unit: str = "count") -> str:
    """A range as it is written: percentages outwards to whole ones, one number where both ends are the same."""
    if most is None:
        return f"≥ {vietnamese(least)}"
    if unit == "percent":
        least, most = math.floor(least), math.ceil(most)
    ends = vietnamese(least) if least == most else f"{vietnamese(least)}–{vietnamese(most)}"
    return ends + ("%" if unit == "percent" else "")


def counted(
    case: int | None, known_ranges: dict[tuple[str, str, int], tuple[int, int | None]], *cell: Any
) -> str:
    """A count, or the range that `told` has of it; "c" where nothing is told."""
    if case is not None:
        return vietnamese(case)
    least, most = known_ranges[cell]
    return between(least, most) if least or most is not None else "c"


def ranges(snapshot: Snapshot, year: int, reader: Reader) -> dict[Any, tuple[int, int | None]]:
    rows = ask(snapshot, "ranges", years=[year], reader=reader).to_pylist()
    return {(row["measure"], row["part"], row["year"]): (row["least"], row["most"]) for row in rows}


def shown(row: dict[str, Any]) -> str:
    if row["state"] == "masked" and row.get("value_least") is not None:
        return between(row["value_least"], row["value_most"], row["unit"])
    if row["state"] != "value":
        return STATES[row["state"]]
    if row["unit"] == "vnd":
        return vietnamese(row["value"]) + " đồng"
    if row["unit"] == "count":
        return vietnamese(row["value"])
    return vietnamese(row["value"], 0 if row["value"] in (0, 100) else 1) + "%"


def own(row: dict[str, Any]) -> str:
    """What one school has or has not, in its own terms."""
    if row["indicator"] == "awareness_schools":
        sessions, needed = row["sessions"], row["sessions_needed"]
        return f"có, {sessions} buổi" if sessions >= needed else f"{sessions} trên {needed} buổi"
    return "có" if row["numerator"] else "chưa"


def part(row: dict[str, Any]) -> str:
    return " · ".join(text for text in (made_of(row), not_known(row)) if text)


#: What is counted, where that is not schools.
COUNTED = {
    "budget_spent": "đồng", "mobilised_share": "đồng", "victims_supported": "trẻ em", "violations_handled": "vi phạm",
    "staff_cases_handled": "vi phạm", "single_channel": "vụ việc", "content_removed": "yêu cầu gỡ bỏ",
    "pupils_reached": "học sinh", "pupils_trained": "học sinh", "staff_trained": "người", "code_briefed": "người",
    "classes_integrated": "lớp", "content_coverage": "cặp khối lớp và nội dung", "network_coverage": "xã",
    "district_report": "báo cáo", "products_evaluated": "lượt dùng sản phẩm",
}  # fmt: skip


def made_of(row: dict[str, Any]) -> str:
    if row["state"] == "masked" and row["numerator_least"] is not None:
        above = between(row["numerator_least"], row["numerator_most"])
        if row["denominator_least"] is None:
            return above
        below = between(row["denominator_least"], row["denominator_most"])
        return f"{above} trên {below} {COUNTED.get(row['indicator'], '')}".strip()
    if row["state"] == "masked" or not row["denominator"]:
        return ""
    if row["counts"] == "schools":
        no = row["denominator"] - row["numerator"] - row["unknown"]
        return f"{vietnamese(row['numerator'])} có · {vietnamese(no)} chưa"
    if row["unit"] == "vnd":
        return f"{vietnamese(row['numerator'])} đồng chia cho {vietnamese(row['denominator'])} học sinh"
    shares = f"{vietnamese(row['numerator'])} trên {vietnamese(row['denominator'])}"
    return f"{shares} {COUNTED.get(row['indicator'], '')}".strip()


def not_known(row: dict[str, Any]) -> str:
    """What is not known beside the value, in schools where nothing tells how many pupils or staff they have."""
    if row["unknown"] == 0:
        return ""
    if row["counts"] == "schools":
        return f"{vietnamese(row['unknown'])} chưa rõ"
    if row["unknown"] is not None and row["weight"] != "schools":
        return f"chưa rõ {vietnamese(row['unknown'])}"
    schools = row["subjects"] - row["known"]
    assert row["unknown"] in (None, schools)
    return f"chưa rõ {vietnamese(schools)} trường"


def indicators(snapshot: Snapshot, year: int, reader: Reader) -> dict[str, dict[str, Any]]:
    rows = ask(snapshot, "indicator_years", years=[year], reader=reader).to_pylist()
    return {row["indicator"]: row for row in rows if row["year"] == year}


def standing(fact: dict[str, Any]) -> str | None:
    """Met, near or far; of a range below its target it is open only by how much it is missed."""
    below = fact["value_most"] is not None and fact["value_most"] < fact["target"]
    return fact["status"] or ("far" if below else None)


@TIERS
@YEARS
def test_goals(year: int, reader: Reader, made: Made, snapshot: Snapshot) -> None:
    known = indicators(snapshot, year, reader)
    goals = ask(snapshot, "goals").to_pylist()
    rows = table(opened(made(year, reader)), *GOALS)
    assert [row[:4] for row in rows] == [
        [goal["paragraph"], goal["label"], shown(known[goal["indicator"]]), part(known[goal["indicator"]])]
        for goal in goals
    ]
    words = {"met": "Đạt", "near": "Gần đạt", "far": "Chưa đạt", None: "–"}
    open_ones = {True: ", chưa rõ", False: ""}

    def judged(fact: dict[str, Any]) -> str:
        status = standing(fact)
        return words[status] + open_ones[fact["unsettled"]] if status or not fact["unsettled"] else "Chưa rõ"

    assert [row[5] for row in rows] == [judged(known[goal["indicator"]]) for goal in goals]


@TIERS
@YEARS
def test_tasks(year: int, reader: Reader, made: Made, snapshot: Snapshot) -> None:
    known = indicators(snapshot, year, reader)
    titles = {row["title"]: row for row in known.values()}
    rows = table(opened(made(year, reader)), "Mục", "Nhiệm vụ")
    for row in rows:
        value, _, judged = row[3].partition("; ")
        assert value == shown(titles[row[2]]), row
        # Only what has a target is judged: in the sample a goal that is a task too.
        assert bool(judged) == (titles[row[2]]["target"] is not None), row
        assert not judged or f"mức {titles[row[2]]['target']:.0f}% của" in judged, row
        assert row[4] == part(titles[row[2]]), row
    # Every task of the plan's parts II and IV stands there once, with all that measures it.
    tasks = [row for row in ask(snapshot, "tasks").to_pylist() if not row["paragraph"].startswith("V.")]
    assert len(rows) == len(tasks)
    assert [row[0] for row in rows if row[0]] == list(dict.fromkeys(row["paragraph"] for row in tasks))


@TIERS
@YEARS
def test_clocks(year: int, reader: Reader, made: Made, snapshot: Snapshot) -> None:
    board = ask(snapshot, "clock_board", years=[year], reader=reader).to_pylist()
    known = {row["clock"]: row for row in board if row["year"] == year}
    rows = table(opened(made(year, reader)), *CLOCKS)
    names = {label.in_language("vi"): clock for clock, label in CODES["clock"].items()}
    assert {names[row[0]] for row in rows} == set(CODES["clock"]) - {"report"}
    known_ranges = ranges(snapshot, year, reader)
    for row in rows:
        facts = known[names[row[0]]]
        measure = f"clock.{facts['clock']}"
        states = ("on_time", "late", "overdue", "running")
        assert row[2:6] == [counted(facts[state], known_ranges, measure, state, year) for state in states]
        rate = facts["rate"]
        if facts["fell_due"] == 0:
            assert row[6] == "không phát sinh"
        else:
            if rate is None:
                (least, most), (of_least, of_most) = (
                    known_ranges.get((measure, part, year), (facts[part], facts[part]))
                    for part in ("on_time", "fell_due")
                )
                known_ends = most is not None and of_least
                lower = 100 * least / of_most if of_most else 0
                share = between(lower, min(100 * most / of_least, 100), "percent") if known_ends else "c"
            else:
                share = vietnamese(rate, 0 if rate in (0, 100) else 1) + "%"
            assert row[6] == share


def test_what_is_newly_overdue_is_parted_from_the_backlog(made: Made, snapshot: Snapshot) -> None:
    """Each case once, however many of its limits have passed."""
    late = ask(snapshot, "overdue", params={"of": "cases"}).to_pylist()
    cases = {(row["subject"], row["subject_id"]): row["newly"] for row in late}
    new = sum(cases.values())
    sentence = (
        f"Mỗi trường hợp tính một lần: {new} mới quá hạn trong 90 ngày gần đây, {len(cases) - new} tồn đọng"
    )
    assert 0 < new < len(cases)
    assert sentence in text(opened(made(2025)))
    assert "mới quá hạn" not in text(opened(made(2025, SHAREABLE)))


def test_a_limit_that_changed_in_the_year_is_told_with_its_days(made: Made) -> None:
    limits = {
        year: {row[0]: row[1] for row in table(opened(made(year)), *CLOCKS)}["Gỡ bỏ nội dung"]
        for year in (2021, 2024, 2025)
    }
    assert limits[2021] == "3 giờ"
    assert limits[2024] == "3 giờ đến hết ngày 24/12/2024; 24 giờ từ ngày 25/12/2024"
    assert limits[2025] == "24 giờ"


@TIERS
@YEARS
def test_incidents(year: int, reader: Reader, made: Made, snapshot: Snapshot) -> None:
    groups = [
        row
        for row in ask(snapshot, "incident_groups", years=[year], reader=reader).to_pylist()
        if row["year"] == year
    ]
    known_ranges = ranges(snapshot, year, reader)
    rows = table(opened(made(year, reader)), "Nhóm nguy cơ")
    assert [row[:2] for row in rows] == [
        [
            CODES["category"][row["group"]].in_language("vi"),
            counted(row["incidents"], known_ranges, "category", row["group"], year)
            if row["state"] in ("value", "masked")
            else STATES[row["state"]],
        ]
        for row in groups
    ]


def test_the_years_incidents_are_said(made: Made, snapshot: Snapshot) -> None:
    row = next(
        row for row in ask(snapshot, "incident_years", years=[2024]).to_pylist() if row["year"] == 2024
    )
    report = text(opened(made(2024)))
    assert f"tiếp nhận {row['incidents']} vụ việc, liên quan đến {row['children']} lượt trẻ em" in report
    assert f"1.000 học sinh mỗi năm: {vietnamese(row['rate'], 1)} vụ việc" in report


@YEARS
def test_funds_and_reports(year: int, made: Made, snapshot: Snapshot) -> None:
    document = opened(made(year))
    funds = ask(snapshot, "funds", years=[year]).to_pylist()
    assert [row[:3] for row in table(document, "Nguồn")] == [
        [
            CODES["funding_source"][row["source"]].in_language("vi") if row["source"] else "Cộng",
            *(
                [vietnamese(row["planned"]), vietnamese(row["spent"])]
                if row["state"] == "value"
                else ["không có báo cáo"] * 2
            ),
        ]
        for row in funds
    ]
    reports = ask(snapshot, "report_names").to_pylist()
    rows = table(document, "Năm", "Phải gửi")
    assert [row[1:7] for row in rows] == [
        [str(row[key]) for key in ("expected", "on_time", "late", "empty", "missing", "not_due")]
        for row in reports
        if row["year"] <= year
    ]
    missing = next(row["missing_schools"] for row in reports if row["year"] == year)
    assert missing
    assert f"Chưa gửi báo cáo: {'; '.join(missing)}." in text(document)


@TIERS
@YEARS
def test_the_judgement_keeps_all_goals_and_names_each(
    year: int, reader: Reader, made: Made, snapshot: Snapshot
) -> None:
    facts = indicators(snapshot, year, reader)
    goals = ask(snapshot, "goals").to_pylist()
    (line,) = [line for line in text(opened(made(year, reader))).splitlines() if "mục tiêu cụ thể" in line]
    met = [goal for goal in goals if facts[goal["indicator"]]["status"] == "met"]
    assert (f"đạt {len(met)} trong 4 mục tiêu" if met else "chưa có mục tiêu nào trong 4 mục tiêu") in line
    heads = {"met": "Đạt: ", "near": "Gần đạt: ", "far": "Chưa đạt: ", None: "Chưa đánh giá được: "}
    for goal in goals:
        fact = facts[goal["indicator"]]
        part = line.split(heads[standing(fact)], 1)[1].split(". ")[0]
        assert f"(mục {goal['paragraph']}) {shown(fact)}" in part


def test_a_goal_without_cases_or_without_a_target_is_named_as_such(snapshot: Snapshot) -> None:
    answers = Answers(snapshot, 2024, INTERNAL)
    goals = [goal["indicator"] for goal in answers.rows("goals")]
    blank = {"value": None, "value_least": None, "value_most": None, "status": None, "unsettled": False}
    answers.indicators[goals[1]] = {**answers.indicators[goals[1]], **blank, "state": "no_cases"}
    answers.indicators[goals[2]] = {**answers.indicators[goals[2]], **blank, "state": "no_report"}
    answers.indicators[goals[3]] = {**answers.indicators[goals[3]], "status": None, "target": None}
    line = district._goals_met(answers)
    assert line.startswith("Năm 2024 chưa có mục tiêu nào trong 4 mục tiêu cụ thể của Kế hoạch")
    unjudged, untargeted = line.split("Chưa đánh giá được: ")[1].split(". Không giao mức: ")
    assert "(mục I.2.2) không phát sinh; " in unjudged
    assert "(mục I.2.3) không có báo cáo" in unjudged
    assert "(mục I.2.4) 67,9%" in untargeted


def test_the_tasks_moves_against_the_year_before(made: Made, snapshot: Snapshot) -> None:
    facts = indicators(snapshot, 2024, INTERNAL)
    goals = {goal["indicator"] for goal in ask(snapshot, "goals").to_pylist()}
    moves = Counter(
        "same" if row["change"] == "same" else (row["change"] == "up") == (row["polarity"] == "higher")
        for row in facts.values()
        if row["indicator"] not in goals and row["difference"] is not None and row["polarity"] != "neutral"
    )
    assert (
        f"Trong {moves.total()} chỉ tiêu nhiệm vụ so sánh được với năm 2023 có {moves[True]} chỉ tiêu tốt hơn, "
        f"{moves['same']} chỉ tiêu giữ mức và {moves[False]} chỉ tiêu kém hơn."
    ) in text(opened(made(2024)))
    # A first, partial year has none before it.
    assert "so sánh được với năm" not in text(opened(made(2021)))


WANTING = ("TT", "Đơn vị", "Nội dung còn vướng")


@TIERS
@YEARS
def test_what_is_wanting_is_named_by_school(
    year: int, reader: Reader, made: Made, snapshot: Snapshot
) -> None:
    rows = table(opened(made(year, reader)), *WANTING)
    points = {row[1]: row[2] for row in rows}
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    assert {row[3] for row in rows} == {"……………………"}
    names = {row["school_id"]: row["name"] for row in ask(snapshot, "directory").to_pylist()}
    names["office"] = "Phòng Giáo dục và Đào tạo"
    expected: dict[str, set[str]] = {}
    for row in ask(snapshot, "reports", years=[year]).to_pylist():
        if row["state"] in ("missing", "late"):
            states = {"missing": f"chưa gửi báo cáo (hạn 30/11/{year})", "late": "gửi báo cáo muộn"}
            expected.setdefault(names[row["school_id"]], set()).add(states[row["state"]])
    goals = {goal["indicator"]: goal["paragraph"] for goal in ask(snapshot, "goals").to_pylist()}
    for row in ask(snapshot, "indicator_values", years=[year], reader=reader).to_pylist():
        if row["indicator"] in goals and row["state"] == "value" and row["numerator"] < row["denominator"]:
            words = "gần đạt mục " if 100 * row["numerator"] / row["denominator"] >= 95 else "chưa đạt mục "
            point = words + goals[row["indicator"]]
            expected.setdefault(names[row["school_id"]], set()).add(point)
    if reader is INTERNAL:
        overdue = Counter(
            (row["school_id"], row["clock"])
            for row in ask(snapshot, "overdue", params={"of": "cases"}).to_pylist()
        )
        for (school, clock), cases in overdue.items():
            expected.setdefault(names[school], set()).add(
                f"{CODES['clock'][clock].in_language('vi').lower()} {cases}"
            )
    else:
        assert not any(
            "quá hạn" in point or "I.2.2" in point or "I.2.3" in point for point in points.values()
        )
    assert points.keys() >= expected.keys()
    for school, parts in expected.items():
        assert all(part in points[school] for part in parts), (school, points[school], parts)
    # Besides, only schools of which a goal is not known.
    for school in points.keys() - expected.keys():
        assert points[school].startswith("chưa rõ mục "), school
    assert f"Còn {len(rows)} đơn vị" in text(opened(made(year, reader)))


def sources(document: Doc) -> list[list[str]]:
    return table(document, "TT", "Số liệu", "Cách tính")


@TIERS
def test_one_appendix_tells_where_every_figure_comes_from(
    reader: Reader, made: Made, snapshot: Snapshot
) -> None:
    report = made(2024, reader)
    with zipfile.ZipFile(BytesIO(report)) as parts:
        assert "word/footnotes.xml" not in parts.namelist()
    document = opened(report)
    assert len(list(tables(document, "TT", "Số liệu"))) == 1
    rows = sources(document)
    assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    codes = {row[3] for row in rows}
    known = questions()
    clocks = set(CODES["clock"]) - {"report"}
    cited = codes & set(known) - clocks
    # Indicators and clocks are rows of these answers; every other source is a question that can be put.
    assert codes - cited == set(indicators(snapshot, 2024, reader)) | clocks
    for name in cited:
        ask(snapshot, name, years=[2024], reader=reader)
    names = " ".join(row[1] for row in rows)
    captions = [
        line.split(".")[0] for line in text(document).splitlines() if re.match(r"(Bảng|Hình) \d\. ", line)
    ]
    assert captions == ["Bảng 1", "Hình 1", *(f"Bảng {number}" for number in range(2, 8))]
    assert all(caption in names for caption in captions)
    (basis,) = [line for line in text(document).splitlines() if snapshot.id in line]
    assert "năm 2024" in basis
    assert ("--year 2024 --tier shareable" in basis) == (reader is SHAREABLE)


def test_the_appendix_defines_indicators_and_limits(made: Made, snapshot: Snapshot) -> None:
    rows = {row[3]: row for row in sources(opened(made(2024)))}
    for definition in ask(snapshot, "definitions").to_pylist():
        row = rows[definition["indicator"]]
        assert row[1] == f"{definition['title_vi']} (mục {definition['plan']})"
        assert definition["numerator_text"] in row[2]
        assert definition["note"] in row[2]
    assert "3 giờ đến hết ngày 24/12/2024" in rows["removal"][2]
    assert "24 giờ từ ngày 25/12/2024" in rows["removal"][2]
    assert "Nghị định 147/2024/NĐ-CP" in rows["removal"][2]


def test_a_part_year_is_said_and_never_compared(made: Made) -> None:
    document = opened(made(2021))
    assert "Năm 2021 không trọn" in text(document)
    assert {row[6] for row in table(document, *GOALS)} == {"–"}
    assert {row[6] for row in table(opened(made(2022)), *GOALS)} == {"–"}
    assert "–" not in {row[6] for row in table(opened(made(2024)), *GOALS)}


CHILD_TABLES = (("Nhóm nguy cơ",), CLOCKS)


@YEARS
def test_no_small_count_of_cases_leaves(year: int, made: Made, snapshot: Snapshot) -> None:
    document = opened(made(year, SHAREABLE))
    small = re.compile(r"[1-4]")
    for heads in CHILD_TABLES:
        for row in table(document, *heads):
            for cell in row[1:] if heads == ("Nhóm nguy cơ",) else row[2:]:
                assert not small.fullmatch(cell), row
    child = {row["indicator"] for row in ask(snapshot, "definitions").to_pylist()} & {
        "victims_supported", "violations_handled", "staff_cases_handled", "single_channel", "provider_reports", "content_removed",
    }  # fmt: skip
    titles = {
        row["title"] for row in indicators(snapshot, year, INTERNAL).values() if row["indicator"] in child
    }
    for row in table(document, "Mục", "Nhiệm vụ"):
        if row[2] in titles:
            assert not small.fullmatch(row[3])
            assert not any(small.fullmatch(count) for count in row[4].split("/")), row
    report = text(document)
    assert not re.search(r"(?<![\d.,–])(?<!≥ )[1-4] (vụ việc|lượt trẻ em)", report)
    overdue = report.split("quá hạn mà chưa xong: ")[1].splitlines()[0]
    assert not re.search(r" [1-4](?=[;.]|$)", overdue)


def test_what_is_masked_is_a_c_and_a_gap_in_the_charts(made: Made, snapshot: Snapshot) -> None:
    report = made(2025, SHAREABLE)
    masked = [row for row in indicators(snapshot, 2025, SHAREABLE).values() if row["state"] == "masked"]
    assert masked
    exact = indicators(snapshot, 2025, INTERNAL)
    with zipfile.ZipFile(BytesIO(report)) as parts:
        drawn = "".join(parts.read(name).decode() for name in parts.namelist() if "charts/" in name)
    for row in masked:
        value = exact[row["indicator"]]["value"]
        if row["indicator"] in ("victims_supported", "violations_handled") and value not in (0.0, 100.0):
            assert repr(value) not in drawn
    # Beside the name of what has no column stands its range.
    (handled,) = (row for row in masked if row["indicator"] == "victims_supported")
    assert f"Mục I.2.2: {shown(handled)}<" in drawn


@TIERS
def test_a_schools_report(reader: Reader, made: Made, snapshot: Snapshot) -> None:
    document = opened(made(2024, reader, "MAU-05"))
    profile = ask(snapshot, "profile", years=[2024], params={"school": "MAU-05"}, reader=reader).to_pylist()
    known = {row["title"]: row for row in profile}
    for row in table(document, "Mục", "Chỉ tiêu"):
        fact = known.pop(row[1])
        if fact["counts"] == "schools" and fact["state"] == "value":
            assert row[2] == own(fact)
            unknown = f", {fact['all_unknown']} chưa rõ" if fact["all_unknown"] else ""
            assert row[5] == f"{fact['all_numerator']}/{fact['all_denominator']}{unknown}"
            assert row[3] == ""
        else:
            assert row[2] == shown(fact)
            divided = fact["state"] == "value" and fact["denominator"]
            assert row[3] == (
                f"{vietnamese(fact['numerator'])}/{vietnamese(fact['denominator'])}" if divided else ""
            )
    goals = [row["indicator"] for row in ask(snapshot, "goals").to_pylist()]
    money = {"budget_spent", "mobilised_share", "spending_per_pupil"}
    assert {row["indicator"] for row in known.values()} == {*goals, *money}
    assert "Trường TH Mẫu 05 – thị trấn Thủ Thừa" in text(document)
    assert "Khi nào thực hiện?" in text(document)
