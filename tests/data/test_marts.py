"""Every mart: one row per key in an order that leaves no tie, and what it adds up to is what the inputs add up to.

All are asked of the sample, and of the sample with a register that checking refuses: every code has
two units at once there. A join must not multiply rows even then.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from data.assembly import assemble
from data.build import InputLine, build
from data.contract import CONTRACT_VERSION
from data.engines.duck import DuckMarts
from data.intake import find_files, read_file
from data.plan_files import first_plan
from data.publish import PLAN, SAMPLE
from data.sample_maker.story import SAMPLE_AS_OF
from data.sqlfiles import read_folder
from data.sqltext import name, names, sql
from queries import FOLDER

MARTS = read_folder(FOLDER / "marts")

CASES = "SELECT count(*) FROM incidents WHERE coalesce(outcome, '') NOT IN ('duplicate', 'unfounded')"

#: Of each mart, a sum over it and the same sum over the tables that came in.
TOTALS: dict[str, tuple[str, str]] = {
    "activities_in_year": ("sum(attendances)", "SELECT sum(attendances) FROM activities"),
    "answers": ("sum(value)", "SELECT sum(value) FROM statements WHERE (school_id, year) IN (SELECT school_id, year FROM reports WHERE submitted_on IS NOT NULL)"),
    "awareness_sessions": (
        "sum(sessions)",
        "SELECT count(*) FROM activities WHERE kind = 'awareness' AND audience = 'pupils'",
    ),
    "clock_totals": (
        "sum(cases) FILTER (WHERE clock IN ('closure', 'removal', 'violation'))",
        "SELECT (SELECT count(*) FROM incidents) + (SELECT count(*) FROM removals) + (SELECT count(*) FROM violations)",
    ),
    "clocks": (
        "count(*) FILTER (WHERE clock IN ('plan', 'support', 'closure'))",
        "SELECT 3 * count(*) FROM incidents",
    ),
    "days": ("count(*)", "SELECT sum(ends_on - starts_on + 1) FROM periods"),
    "district_sums": (
        "sum(numerator) FILTER (WHERE indicator = 'content_removed' AND year IS NOT NULL)",
        "SELECT count(*) FROM removals WHERE removed_at IS NOT NULL",
    ),
    "enrolled": ("sum(pupils)", "SELECT sum(pupils) FROM enrolment WHERE (school_id, year) IN (SELECT school_id, year FROM reports WHERE submitted_on IS NOT NULL)"),
    "evidence": (
        "count(*) FILTER (WHERE source = 'report')",
        "SELECT count(*) FROM reports WHERE submitted_on IS NOT NULL",
    ),
    "exceptions": (
        "count(*) FILTER (WHERE kind = 'report_late')",
        "SELECT count(*) FROM reports JOIN periods USING (year) WHERE submitted_on > report_due_on",
    ),
    "funds_in_year": (
        "sum(planned_vnd)",
        "SELECT sum(planned_vnd) FROM funding WHERE payer = 'office' OR (payer, year) IN (SELECT school_id, year FROM reports WHERE submitted_on IS NOT NULL)",
    ),
    "incidents_in_year": ("count(*)", CASES),
    "indicator_spread": (
        "sum(all_numerator) FILTER (WHERE indicator = 'sessions')",
        "SELECT count(*) FROM activities",
    ),
    "indicator_totals": ("sum(denominator) FILTER (WHERE indicator = 'single_channel')", CASES),
    "indicator_values": ("sum(denominator) FILTER (WHERE indicator = 'single_channel')", CASES),
    "months": (
        "count(*) FILTER (WHERE whole)",
        "SELECT date_diff('month', DATE '2021-10-01', DATE '2025-12-31') + 1",
    ),
    "removals_in_year": ("count(*)", "SELECT count(*) FROM removals"),
    "report_states": (
        "count(submitted_on)",
        "SELECT count(submitted_on) FROM reports",
    ),
    "reported": ("count(*)", "SELECT count(submitted_on) FROM reports"),
    "school_incidents": (
        "sum(incidents + left_out) + 1000 * sum(sessions) + 1000000 * sum(pupils)",
        "SELECT (SELECT count(*) FROM incidents) + 1000 * (SELECT count(*) FROM activities) + 1000000 * (SELECT sum(pupils) FROM enrolment WHERE (school_id, year) IN (SELECT school_id, year FROM reports WHERE submitted_on IS NOT NULL UNION SELECT school_id, year(received_at) FROM incidents))",
    ),
    "school_years": ("count(*)", "SELECT (SELECT count(*) FROM schools) * (SELECT count(*) FROM periods)"),
    "staff": ("sum(persons)", "SELECT sum(managers + teachers + employees) FROM staffing WHERE (school_id, year) IN (SELECT school_id, year FROM reports WHERE submitted_on IS NOT NULL)"),
    "unit_years": (
        "count(*) FILTER (WHERE kind = 'old')",
        "SELECT count(*) * (SELECT count(*) FROM periods) FROM (SELECT DISTINCT code FROM communes WHERE valid_from < DATE '2025-07-01')",
    ),
    "violations_in_year": ("count(*)", "SELECT count(*) FROM violations WHERE coalesce(handling, '') <> 'not_upheld'"),
    "weights": (
        "count(pupils)",
        "SELECT (SELECT count(DISTINCT school_id) FROM enrolment) * (SELECT count(*) FROM periods)",
    ),
    "years": ("count(*)", "SELECT count(*) FROM periods"),
}  # fmt: skip


def built(folder: Path, draft: Path) -> duckdb.DuckDBPyConnection:
    """The snapshot of these files, problems or not."""
    plan = first_plan(PLAN)
    delivery = tuple(read_file(path, given) for path, given in find_files([folder]))
    assembly = assemble(plan, (delivery,), SAMPLE_AS_OF, lambda file: None)
    build(
        assembly,
        draft,
        snapshot_id="bare",
        as_of=SAMPLE_AS_OF,
        built_at=datetime(2026, 1, 1),  # noqa: DTZ001
        sample=True,
        inputs=[InputLine(1, "sample", "", CONTRACT_VERSION, None)],
    )
    assembly.close()
    return duckdb.connect(str(draft), read_only=True)


@pytest.fixture(scope="module", params=["sample", "two units at once"])
def connection(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("in")
    for path in SAMPLE.glob("*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    if request.param != "sample":
        with (folder / "communes.csv").open(encoding="utf-8", newline="") as file:
            register = list(csv.DictReader(file))
        # Each unit a second time with a later first day, and no last day anywhere.
        twice = [row | {"valid_to": ""} for row in register]
        twice += [row | {"valid_from": row["valid_from"][:8] + "02"} for row in twice]
        with (folder / "communes.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(register[0]))
            writer.writeheader()
            writer.writerows(twice)
    opened = built(folder, tmp_path_factory.mktemp("out") / "bare.duckdb")
    yield opened
    opened.close()


@pytest.mark.parametrize("mart", MARTS)
def test_the_key_is_unique(mart: str, connection: duckdb.DuckDBPyConnection) -> None:
    key = names(*MARTS[mart].header["key"])
    (rows, keys) = connection.execute(
        sql(
            "SELECT count(*), (SELECT count(*) FROM (SELECT DISTINCT ${key} FROM ${mart})) FROM ${mart}",
            key=key,
            mart=name(mart),
        )
    ).fetchall()[0]
    assert rows == keys > 0


@pytest.mark.parametrize("mart", MARTS)
def test_the_totals_are_the_inputs(mart: str, connection: duckdb.DuckDBPyConnection) -> None:
    over, inputs = TOTALS[mart]
    total = connection.execute(sql("SELECT ${over} FROM ${mart}", over=over, mart=name(mart))).fetchall()
    assert total[0][0] > 0
    assert total == connection.execute(inputs).fetchall()


def ordered_by(mart: str) -> str:
    """The mart's rows as a query that gives, of each, the values that the mart is ordered by."""
    query = sqlglot.parse_one(MARTS[mart].sql, read="duckdb")
    assert isinstance(query, exp.Query)
    order = [each.this for each in query.args["order"].expressions]
    query.set("order", None)
    if not isinstance(query, exp.Select):
        # Columns of a UNION have numbers.
        titles = [query.selects[int(each.name) - 1].alias_or_name for each in order]
        return sqlglot.select(*titles).from_(query.subquery("rows")).sql("duckdb")
    columns = {column.alias: column.this for column in query.selects if isinstance(column, exp.Alias)}
    parts = [each if each.args.get("table") else columns.get(each.name, each) for each in order]
    return query.select(*parts, append=False).sql("duckdb")


@pytest.mark.parametrize("mart", MARTS)
def test_a_stored_mart_has_one_order(mart: str, connection: duckdb.DuckDBPyConnection) -> None:
    """Without ties every engine writes the same rows in the same order."""
    if not MARTS[mart].header.get("stored", True):
        # Whoever reads a view would sort it anew, also to add it up.
        assert sqlglot.parse_one(MARTS[mart].sql, read="duckdb").args.get("order") is None
        return
    if "indicator_facts" in MARTS[mart].header["needs"]:
        DuckMarts(connection).facts(read_folder(FOLDER / "indicators"))
    rows = connection.sql(ordered_by(mart)).fetchall()
    assert len(set(rows)) == len(rows) > 0
