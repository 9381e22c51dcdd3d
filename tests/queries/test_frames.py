"""`frame` gives analysts an answer with proper types, in which what is not known stays not known."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.store import NoSnapshot, Snapshot, Store
from queries import Reader, TierRefused, UnknownQuery, ask, frame, question, questions
from queries.columns import KINDS
from queries.frames import TYPES, typed

EVERY = questions()


def test_reports_of_a_year(released: Path) -> None:
    reports = frame("reports", years=[2025], store=Store(released))
    assert {name: str(kind) for name, kind in reports.dtypes.items()} == {
        "school_id": "string",
        "year": "Int64",
        "due_on": "datetime64[s]",
        "submitted_on": "datetime64[s]",
        "state": "category",
        "days_late": "Int64",
    }
    assert set(reports["year"]) == {2025}
    assert list(reports["state"].cat.categories)[:3] == ["on_time", "late", "empty"]
    late = reports[reports["state"] == "late"]
    assert (late["submitted_on"] - late["due_on"]).dt.days.tolist() == late["days_late"].tolist()
    assert reports.loc[reports["state"] == "missing", "submitted_on"].isna().all()


def test_what_is_not_known_stays_a_count(released: Path) -> None:
    values = frame("indicator_values", store=Store(released))
    silent = values[(values["state"] == "no_report") & values["numerator"].isna()]
    assert len(silent) > 0
    assert silent["numerator"].sum() == 0
    assert str(silent["numerator"].dtype) == "Int64"
    assert silent["value"].isna().all()
    assert str(values["value"].dtype) == "Float64"


def test_the_shareable_tier_is_the_shareable_tier(released: Path) -> None:
    viewer = Reader("viewer", "shareable")
    shared = frame("incident_months", reader=viewer, store=Store(released))
    assert shared["incidents"].isna().any()
    with pytest.raises(TierRefused):
        frame("clocks", reader=viewer, store=Store(released))


@pytest.mark.parametrize("name", EVERY)
def test_every_answer_becomes_a_frame(name: str, snapshot: Snapshot) -> None:
    """The empty one too, with the same types, and each value as the answer has it."""
    answer = ask(snapshot, name)
    frame_of = typed(answer, question(name).columns)
    empty = typed(answer.slice(0, 0), question(name).columns)
    assert frame_of.dtypes.to_dict() == empty.dtypes.to_dict()
    assert len(frame_of) == answer.num_rows
    for column in answer.column_names:
        if question(name).columns[answer.column_names.index(column)].kind != "list":
            assert frame_of[column].isna().sum() == answer[column].null_count, column
    assert "object" not in {
        str(frame_of[column.name].dtype) for column in question(name).columns if column.kind != "list"
    }


def test_every_kind_has_a_type() -> None:
    assert set(TYPES) == set(KINDS) - {"code"}


def test_what_is_wrong_is_said(tmp_path: Path, released: Path) -> None:
    with pytest.raises(UnknownQuery, match="report"):
        frame("report", store=Store(released))
    with pytest.raises(NoSnapshot):
        frame("reports", store=Store(tmp_path))


def test_a_frame_is_ready_for_work(released: Path) -> None:
    reports = frame("reports", store=Store(released))
    by_year = pd.crosstab(reports["year"], reports["state"])
    assert by_year.sum().sum() == len(reports)
