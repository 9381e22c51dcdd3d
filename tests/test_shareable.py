"""The shareable tier on the whole sample: what may leave, and what an outsider makes of it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from data.contract import TABLES
from data.publish import publish, publish_sample
from data.store import Snapshot, Store
from queries import Reader, TierRefused, ask, offered, question, questions
from queries.disclosure import release as released
from queries.disclosure.attack import deducible
from queries.disclosure.edition import edition, edition_path, masked_beside
from tests.world import AS_OF, world, write_csvs

SHAREABLE = Reader(role="viewer", tier="shareable")
CHILD = ("victims_supported", "violations_handled", "staff_cases_handled", "single_channel", "provider_reports", "content_removed")  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    store = Store(tmp_path_factory.mktemp("snapshots"))
    publish_sample(store)
    opened = store.active()
    edition(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def cells(snapshot: Snapshot) -> pd.DataFrame:
    """The cells as they leave, with their true counts beside them (`cases` masked, `true` exact)."""
    with edition(snapshot).cursor() as cursor:
        shown = cursor.execute("FROM cells").df()
    with snapshot.cursor() as cursor:
        exact = {cell.name: cell.count for cell in released.release(cursor).cells}
    years = shown["year"].map(lambda year: "all" if pd.isna(year) else str(int(year)))
    shown["year"] = years
    shown["name"] = shown["measure"] + "|" + shown["kind"] + "|" + shown["place"] + "|" + years
    shown["true"] = shown["name"].map(exact)
    return shown


def test_no_small_count_is_in_the_edition(cells: pd.DataFrame) -> None:
    known = cells.dropna(subset=["cases"])
    assert not known["cases"].between(1, 4).any()
    assert (known["cases"] == known["true"]).all()
    # It tells something all the same: most years' incidents, and most zeros.
    assert len(known) > len(cells) / 2
    district = known[(known["measure"] == "single_channel.all") & (known["kind"] == "district")]
    assert {"2023", "2024", "2025", "all"} <= set(district["year"])


def test_the_edition_holds_no_case(snapshot: Snapshot) -> None:
    content = edition_path(snapshot).read_bytes()
    for mark in (b"VV-0", b"VP-0", b"GB-0"):
        assert mark not in content
    with edition(snapshot).cursor() as cursor:
        tables = {row[0] for row in cursor.execute("SHOW TABLES").fetchall()}
        assert cursor.execute("SELECT count(*) FROM clocks").fetchone() == (0,)
    child = {
        table.name for table in TABLES.values() if any(column.privacy == "child" for column in table.columns)
    }
    assert {"incidents", "removals", "violations"} <= child
    assert not child & tables


def _equations(cells: pd.DataFrame) -> list[tuple[str, list[str]]]:
    """Every sum that a reader of the measures' definitions knows to hold, built here anew from the names."""
    sums: list[tuple[str, list[str]]] = []
    names = set(cells["name"])
    schools = cells[cells["kind"] == "school"]
    for (measure, year), found in schools.groupby(["measure", "year"]):
        sums.append((f"{measure}|district|district|{year}", list(found["name"])))
    for (measure, kind, place), found in cells[cells["kind"] != "school"].groupby(
        ["measure", "kind", "place"]
    ):
        years = [name for name in found["name"] if not name.endswith("|all")]
        sums.append((f"{measure}|{kind}|{place}|all", years))
    sums += [
        (name, [name.replace(".all|", ".done|"), name.replace(".all|", ".rest|")])
        for name in names
        if name.split("|")[0].endswith(".all") and not name.startswith("clock")
    ]
    for split in ("category", "platform", "intake", "severity", "age_band", "month"):
        for year in sorted(set(cells["year"])):
            found = cells[(cells["measure"] == split) & (cells["year"] == year)]
            sums.append((f"single_channel.all|district|district|{year}", list(found["name"])))
    for clock in sorted({measure for measure in cells["measure"] if measure.startswith("clock.")}):
        for year in sorted(set(cells["year"])):
            found = cells[(cells["measure"] == clock) & (cells["year"] == year)]
            parts = found.set_index("place")["name"]
            sums.append((parts["fell_due"], [parts[state] for state in ("on_time", "late", "overdue")]))
            sums.append((parts["all"], list(parts.drop(["all", "on_time", "late", "overdue"]))))
            if clock in ("clock.plan", "clock.closure"):
                sums.append(
                    (
                        parts["all"],
                        [f"{of}|district|district|{year}" for of in ("single_channel.all", "void")],
                    )
                )
    return [(total, parts) for total, parts in sums if total in names and set(parts) <= names]


def test_an_attacker_of_his_own_make_pins_no_small_count(cells: pd.DataFrame) -> None:
    """Every other small count of the sample, by integer programmes over all that is shown."""
    place = {name: number for number, name in enumerate(cells["name"])}
    sums = _equations(cells)
    assert len(sums) > 1000
    matrix = np.zeros((len(sums), len(cells)))
    for row, (total, parts) in enumerate(sums):
        matrix[row, place[total]] += 1
        for part in parts:
            matrix[row, place[part]] -= 1
    assert (matrix @ cells["true"].to_numpy() == 0).all()
    hidden = cells["cases"].isna().to_numpy()
    shown = np.where(hidden, 0, cells["true"].to_numpy())
    unknown = matrix[:, hidden]
    rows = np.abs(unknown).sum(axis=1) > 0
    known = (matrix @ shown)[rows]
    constraint = LinearConstraint(csr_array(unknown[rows]), -known, -known)
    counts = cells["true"].to_numpy()[hidden]
    small = np.flatnonzero((counts >= 1) & (counts <= 4))[::2]
    assert len(small) > 300
    for number in small:
        for value in (1, 4):
            low, high = np.zeros(len(counts)), np.full(len(counts), 500.0)
            low[number] = high[number] = value
            found = milp(
                np.zeros(len(counts)), constraints=constraint, bounds=Bounds(low, high), integrality=np.ones(len(counts))
            )  # fmt: skip
            assert found.status == 0, cells["name"][hidden].iloc[number]


@pytest.mark.parametrize("name", sorted({**questions(), **questions("pages"), **questions("report")}))
def test_every_question_answers_in_the_same_columns_or_not_at_all(name: str, snapshot: Snapshot) -> None:
    asked = question(name)
    params = {"school": "MAU-06"} if "school" in asked.params else {}
    exact = ask(snapshot, name, params=params)
    if not offered(name, SHAREABLE, **params):
        with pytest.raises(TierRefused):
            ask(snapshot, name, params=params, reader=SHAREABLE)
        return
    shared = ask(snapshot, name, params=params, reader=SHAREABLE)
    assert shared.schema == exact.schema
    if not asked.child:
        assert shared == exact


def test_what_is_shown_is_exact_and_small_rests_are_not_left_over(snapshot: Snapshot) -> None:
    exact = ask(snapshot, "indicator_values").to_pandas().set_index(["indicator", "school_id", "year"])
    shared = ask(snapshot, "indicator_values", reader=SHAREABLE).to_pandas()
    for row in shared.to_dict("records"):
        true = exact.loc[row["indicator"], row["school_id"], row["year"]]
        if row["indicator"] not in CHILD:
            assert row["state"] == true["state"]
            continue
        for part in ("numerator", "denominator"):
            if not pd.isna(row[part]):
                assert row[part] == true[part]
                assert not 1 <= row[part] <= 4
        rest = row["denominator"] - row["numerator"]
        assert pd.isna(rest) or not 1 <= rest <= 4
        if row["state"] == "masked":
            assert pd.isna(row["value"])
            assert row["status"] is None or pd.isna(row["status"])
        elif row["state"] == "value":
            assert row["value"] == true["value"]


@pytest.mark.parametrize("by", ["district", "commune", "unit_2025", "level"])
def test_sums_over_masked_schools_are_known_or_masked_but_never_partial(by: str, snapshot: Snapshot) -> None:
    exact = ask(snapshot, "indicator_rollup", params={"by": by}).to_pylist()
    shared = ask(snapshot, "indicator_rollup", params={"by": by}, reader=SHAREABLE).to_pylist()
    for one, other in zip(exact, shared, strict=True):
        for part in ("numerator", "denominator"):
            assert other[part] in (one[part], None)
        assert other["state"] in (one["state"], "masked")
        if one["indicator"] in CHILD:
            assert not 1 <= (other["numerator"] or 0) <= 4
        else:
            assert one == other


@pytest.mark.parametrize("years", [(2025,), (2024, 2025), ()])
def test_the_district_by_year_and_together(years: tuple[int, ...], snapshot: Snapshot) -> None:
    exact = ask(snapshot, "pages/indicator_years", years=years).to_pylist()
    shared = ask(snapshot, "pages/indicator_years", years=years, reader=SHAREABLE).to_pylist()
    for one, other in zip(exact, shared, strict=True):
        assert other["numerator"] in (one["numerator"], None)
        assert other["value"] in (one["value"], None)
        if one["indicator"] not in CHILD:
            assert one == other
    together = {row["indicator"]: row for row in shared if row["year"] is None}
    # One year and all years have sums of their own; two of them are added up by whoever wants to.
    assert together["single_channel"]["state"] == ("masked" if len(years) == 2 else "value")


def test_the_board_of_clocks_is_masked_alike(snapshot: Snapshot) -> None:
    exact = ask(snapshot, "pages/clock_board").to_pylist()
    shared = {
        (row["clock"], row["year"]): row
        for row in ask(snapshot, "pages/clock_board", reader=SHAREABLE).to_pylist()
    }
    for row in exact:
        other = shared[row["clock"], row["year"]]
        for part in (
            "on_time",
            "late",
            "running",
            "overdue",
            "ended_otherwise",
            "not_started",
            "fell_due",
            "rate",
        ):
            assert other[part] in (row[part], None), (row["clock"], row["year"], part)
            if part != "rate" and row["clock"] != "report":
                assert not 1 <= (other[part] or 0) <= 4
        if row["clock"] == "report":
            assert other["rate"] == pytest.approx(row["rate"])
    assert not offered("pages/clock_board", SHAREABLE, schools=["MAU-01"])


def test_two_releases_are_safe_beside_each_other(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One more incident arrives between two releases: the difference must not say where."""
    folder = tmp_path_factory.mktemp("world")
    store = Store(folder / "snapshots")
    tables = world()
    case = tables["incidents"][0]
    tables["removals"], tables["violations"] = [], []
    tables["incidents"] = [{**case, "incident_id": f"VV-{n}"} for n in range(6)] + [
        {**case, "incident_id": f"VV-C{n}", "school_id": "C1"} for n in range(2)
    ]
    publish([write_csvs(tables, folder / "first")], store, as_of=AS_OF)
    first = store.active()
    edition(first)
    tables["incidents"].append({**case, "incident_id": "VV-C9", "school_id": "C1"})
    publish([write_csvs(tables, folder / "second")], store, as_of=AS_OF, fresh=True)
    second = store.active()
    assert first.id != second.id
    with first.cursor() as cursor:
        before = released.release(cursor)
    with second.cursor() as cursor:
        after = released.release(cursor)
    with edition(first).cursor() as cursor:
        hidden = {
            f"{m}|{k}|{p}|{y or 'all'}": cases is None
            for m, k, p, y, cases in cursor.execute("FROM cells").fetchall()
        }
    mask_before = np.array([hidden[cell.name] for cell in before.cells])
    mask_after = masked_beside(after, [(before, mask_before)])
    again = masked_beside(after, [(before, mask_before)])
    assert (mask_after == again).all()
    # What did not change and was hidden stays hidden.
    counts = {cell.name: cell.count for cell in before.cells}
    for cell, is_hidden in zip(after.cells, mask_after, strict=True):
        if counts.get(cell.name) == cell.count:
            assert is_hidden == hidden[cell.name], cell.name
    assert deducible(after, mask_after) == []
    first.close()
    second.close()
