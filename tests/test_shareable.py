"""The shareable tier on the whole sample: what may leave, and what an outsider makes of it."""

from __future__ import annotations

import csv
import io
import zipfile

import pandas as pd
import pytest

from data.contract import TABLES
from data.store import Snapshot
from queries import Reader, TierRefused, ask, offered, question, questions
from queries.disclosure import release as released
from queries.disclosure.edition import edition, edition_path
from queries.export.archive import write
from queries.export.selection import Selection
from tests.outsider import equations, pinned

SHAREABLE = Reader(role="viewer", tier="shareable")
CHILD = ("victims_supported", "violations_handled", "staff_cases_handled", "single_channel", "provider_reports", "content_removed")  # fmt: skip


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


def test_an_attacker_of_his_own_make_pins_no_small_count(cells: pd.DataFrame) -> None:
    """Every other small count of the sample, by integer programmes over all that is shown."""
    truth = dict(zip(cells["name"], cells["true"], strict=True))
    known = cells.dropna(subset=["cases"])
    shown = dict(zip(known["name"], known["cases"], strict=True))
    sums = equations(truth)
    assert len(sums) > 1000
    small = sorted(name for name, count in truth.items() if 1 <= count <= 4)
    assert len(small) > 600
    assert list(pinned(shown, truth, sums, small[::2])) == []


def told(content: bytes, years: list[int]) -> tuple[dict[str, int], list[tuple[int, str, str, list[str]]]]:
    """What one shareable ZIP tells: cells by name, and sums over groups of schools (sum, measure, year, schools)."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        answers = {
            path: list(csv.DictReader(io.StringIO(archive.read(path).decode("utf-8-sig"), newline="")))
            for path in archive.namelist()
            if path.endswith(".csv")
        }
    cells: dict[str, int] = {}
    sums = []
    together = "all" if len(years) != 1 else str(years[0])

    def tell(name: str, count: str) -> None:
        if count:
            assert cells.setdefault(name, int(count)) == int(count), name

    schools = answers["tables/schools.csv"]
    for row in answers["answers/indicator_values.csv"]:
        if row["indicator"] in CHILD:
            place = f"school|{row['school_id']}|{row['year']}"
            tell(f"{row['indicator']}.done|{place}", row["numerator"])
            tell(f"{row['indicator']}.all|{place}", row["denominator"])
    for by, column in (
        ("commune", "commune_code"),
        ("level", "level"),
        ("unit_2025", "successor_code"),
        ("district", ""),
    ):
        for row in answers[f"answers/indicator_rollup_{by}.csv"]:
            if row["indicator"] not in CHILD:
                continue
            for part, count in (("done", row["numerator"]), ("all", row["denominator"])):
                measure = f"{row['indicator']}.{part}"
                if by == "district":
                    tell(f"{measure}|district|district|{row['year']}", count)
                elif count:
                    within = [school["school_id"] for school in schools if school[column] == row["group"]]
                    sums.append((int(count), measure, row["year"], within))
    for split in ("category", "platform", "intake", "severity", "age_band"):
        for row in answers[f"answers/incident_groups_{split}.csv"]:
            tell(f"{split}|part|{row['group']}|{row['year'] or together}", row["incidents"])
    for row in answers["answers/incident_months.csv"]:
        tell(f"month|part|{row['month'][:7]}|{row['month'][:4]}", row["incidents"])
        if row["rate"]:
            assert row["incidents"]
    for row in answers["answers/clock_rates_year.csv"]:
        if row["clock"] == "report":
            continue
        for state in ("on_time", "late", "running", "overdue", "ended_otherwise"):
            tell(f"clock.{row['clock']}|part|{state}|{row['group']}", row[state])
        if row["rate"] and float(row["rate"]):
            fell_due = round(100 * int(row["on_time"]) / float(row["rate"]))
            tell(f"clock.{row['clock']}|part|fell_due|{row['group']}", str(fell_due))
    return cells, sums


def test_all_exports_of_the_sample_put_together_give_nothing_away(
    snapshot: Snapshot, cells: pd.DataFrame
) -> None:
    """Six ZIPs, each year and all years: read as a stranger would, and attacked together."""
    truth = dict(zip(cells["name"], cells["true"], strict=True))
    shown: dict[str, int] = {}
    groups: dict[str, int] = {}
    sums = equations(truth)
    for years in ([], [2021], [2022], [2023], [2024], [2025]):
        out = io.BytesIO()
        write(snapshot, Selection(tuple(years), reader=SHAREABLE), out)
        found, over = told(out.getvalue(), years)
        assert not [name for name, count in found.items() if 1 <= count <= 4]
        assert not {name: count for name, count in found.items() if shown.get(name, count) != count}
        shown |= found
        for count, measure, year, schools in over:
            parts = sorted(f"{measure}|school|{school}|{year}" for school in schools)
            name = f"sum of {'+'.join(parts)}"
            if name not in groups:
                groups[name] = count
                sums.append((name, [part for part in parts if part in truth]))
    assert len(shown) > 1000
    assert len(groups) > 300
    small = sorted(name for name, count in truth.items() if 1 <= count <= 4)
    assert list(pinned(shown | groups, truth | groups, sums, small[1::2])) == []


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


@pytest.mark.parametrize("years", [(), (2021,), (2023, 2024), (2021, 2022)])
def test_the_years_incidents_are_exact_or_masked(
    years: tuple[int, ...], snapshot: Snapshot, cells: pd.DataFrame
) -> None:
    """Each count is that of its cell; of several years together only where each of them is told."""
    exact = ask(snapshot, "pages/incident_years", years=years).to_pylist()
    shared = ask(snapshot, "pages/incident_years", years=years, reader=SHAREABLE).to_pylist()
    told: dict[tuple[str, str], int | None] = {
        (row["measure"], row["year"]): None if pd.isna(row["cases"]) else int(row["cases"])
        for row in cells[cells["kind"] == "district"].to_dict("records")
    }
    assert [row["year"] for row in shared] == [row["year"] for row in exact]
    for true, row in zip(exact, shared, strict=True):
        for measure, column in (("single_channel.all", "incidents"), ("children", "children")):
            span = [str(row["year"])] if row["year"] else list(map(str, years)) or ["all"]
            parts = [told[measure, year] for year in span]
            assert row[column] == (None if None in parts else sum(filter(None, parts)))
            assert row[column] in (None, true[column])
        assert row["left_out"] is None
        assert row["state"] == ("masked" if row["incidents"] is None else "value")
        assert (row["rate"] is None) == (row["incidents"] is None)
        assert row["rate"] in (None, pytest.approx(true["rate"]))
        for column in ("pupils", "sessions", "schools", "reported", "with_pupils", "partial"):
            assert row[column] == true[column]


def test_a_months_incidents_are_exact_or_masked(snapshot: Snapshot) -> None:
    exact = ask(snapshot, "incident_months").to_pylist()
    shared = ask(snapshot, "incident_months", reader=SHAREABLE).to_pylist()
    known = [row for row in shared if row["incidents"] is not None]
    assert len(shared) // 3 < len(known) < len(shared)
    for true, row in zip(exact, shared, strict=True):
        assert (row["month"], row["pupils"]) == (true["month"], true["pupils"])
        assert row["incidents"] in (None, true["incidents"])
        assert row["incidents"] not in range(1, 5)
        assert row["rate"] == (None if row["incidents"] is None else true["rate"])
        assert not any(row[column] for column in ("centre", "lower", "upper", "signal"))


def test_the_years_incidents_of_single_schools_stay_inside(snapshot: Snapshot) -> None:
    assert not offered("pages/incident_years", SHAREABLE, schools=["MAU-06"])
    with pytest.raises(TierRefused):
        ask(snapshot, "pages/incident_years", schools=["MAU-06"], reader=SHAREABLE)
