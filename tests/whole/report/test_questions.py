"""The questions that only the report asks, against the CSVs of the sample and a world worked out by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from data.store import Snapshot
from queries import ask
from tests import ROOT
from tests.bare import answer
from tests.bare import snapshot as bare

SAMPLE = ROOT / "data" / "sample"


def csv(name: str) -> pd.DataFrame:
    return pd.read_csv(SAMPLE / f"{name}.csv", encoding="utf-8")


@pytest.mark.parametrize("year", [2021, 2024])
def test_funds(year: int, snapshot: Snapshot) -> None:
    reports, funding = csv("reports"), csv("funding")
    received = set(reports[(reports["year"] == year) & reports["submitted_on"].notna()]["school_id"])
    counted = funding[(funding["year"] == year) & funding["payer"].isin({*received, "office"})]
    funds = answer(snapshot, "funds", years=[year])
    assert funds["source"].tolist()[:3] == ["state", "domestic", "foreign"]
    for row in funds.to_dict("records"):
        rows = counted if pd.isna(row["source"]) else counted[counted["source"] == row["source"]]
        if rows.empty:
            assert row["state"] == "no_report"
            assert pd.isna(row["planned"])
            continue
        assert row["planned"] == rows["planned_vnd"].sum()
        assert row["spent"] == rows["spent_vnd"].sum()
        assert row["rate"] == pytest.approx(100 * rows["spent_vnd"].sum() / rows["planned_vnd"].sum())
        assert row["payers"] == rows["payer"].nunique()


def test_funds_of_a_school_that_gave_none_are_unknown_and_not_zero(snapshot: Snapshot) -> None:
    funds = answer(snapshot, "funds", years=[2024], schools=["MAU-12"])
    assert funds["state"].tolist() == ["no_report"] * 4
    assert funds["planned"].isna().all()


SCHOOLS = [
    {
        "school_id": name,
        "name": f"Trường TH Mẫu {name}",
        "level": "TH",
        "commune_code": "28051",
        "successor_code": "28051",
    }
    for name in ("A", "B", "C", "D")
]


def test_report_years() -> None:
    reports = [
        {
            "school_id": "A",
            "year": "2024",
            "submitted_on": "2024-11-30",
            "status": "received",
            "note_count": "0",
        },
        {
            "school_id": "B",
            "year": "2024",
            "submitted_on": "2024-12-01",
            "status": "received",
            "note_count": "0",
        },
        {
            "school_id": "C",
            "year": "2024",
            "submitted_on": "2024-10-01",
            "status": "received",
            "note_count": "0",
        },
    ]
    # C's workbook came in time and held nothing.
    staffing = [
        {"school_id": school, "year": "2024", "managers": "1", "teachers": "9", "employees": "1"}
        for school in "AB"
    ]
    with bare({"schools": SCHOOLS, "reports": reports, "staffing": staffing}) as source:
        names = answer(source, "report_names", years=[2024]).iloc[0]
        states = ("on_time", "late", "empty", "missing", "not_due")
        assert [names[key] for key in ("expected", *states)] == [4, 1, 1, 1, 1, 0]
        assert names["rate"] == 25
        assert list(names["empty_schools"]) == ["Trường TH Mẫu C"]
        assert list(names["missing_schools"]) == ["Trường TH Mẫu D"]
        assert list(names["late_schools"]) == ["Trường TH Mẫu B"]
        every = answer(source, "report_names")
        assert (every[list(states)].sum(axis=1) == every["expected"]).all()
        empty = ask(source, "report_names", schools=["office"])
        assert empty.num_rows == 0
        assert empty.schema == ask(source, "report_names").schema


def test_tasks(snapshot: Snapshot) -> None:
    tasks = answer(snapshot, "tasks")
    plan = pd.read_csv(SAMPLE.parent / "plan" / "tasks.csv", encoding="utf-8")
    assert list(dict.fromkeys(tasks["paragraph"])) == plan["paragraph"].tolist()
    measured = tasks[tasks["paragraph"] == "II.2.1"]["indicator"].tolist()
    assert measured == ["awareness_schools", "pupils_reached", "sessions"]
