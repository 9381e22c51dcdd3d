"""The charts of the yearly report: which answers they draw, and what their alternative texts say."""

from __future__ import annotations

from queries import written
from queries.report import wording
from queries.report.asked import Asked
from queries.report.charts import (
    DISTRICT_TARGET,
    EMPTY,
    INK,
    LATE,
    MISSING,
    NOT_DUE,
    ON_TIME,
    PLAN_TARGET,
    YEARS,
    Chart,
    Series,
)
from queries.report.parts import board
from queries.report.told import clock_name
from queries.report.wording import LANG, Row, say


def charts(asked: Asked) -> dict[str, Chart]:
    """The charts by the names that the template knows them under."""
    return {"goals": _goals(asked), "reports": _reports(asked), "clocks": _clocks(asked)}


def _goals(asked: Asked) -> Chart:
    paragraphs = {goal["indicator"]: goal["paragraph"] for goal in asked.rows("pages/goals")}
    # The newest ones, as many as there are shades that can be told apart.
    years = [row for row in asked.rows("pages/plan_years") if row["year"] <= asked.year][-len(YEARS) :]
    facts = {(row["indicator"], row["year"]): row for row in asked.rows("pages/indicator_years")}
    fills = YEARS[-len(years) :]
    series = [
        Series(
            _year_name(year),
            [facts[key, year["year"]]["value"] for key in paragraphs],
            fill,
            hollow=year["partial"],
            # The newest year's figures only, else the columns drown in them.
            labels=[_label(facts[key, year["year"]]) for key in paragraphs]
            if year["year"] == asked.year
            else (),
        )
        for year, fill in zip(years, fills, strict=True)
    ]
    targets = [
        Series(say("chart", f"{source}_target"), values, fill)
        for source, fill in (("plan", PLAN_TARGET), ("district", DISTRICT_TARGET))
        if any(values := [_target(asked.indicators[key], source) for key in paragraphs])
    ]
    listed = "; ".join(
        say("chart", "goals_item", paragraph=paragraph, value=wording.value(row), part=wording.part(row))
        for key, paragraph in paragraphs.items()
        for row in [asked.indicators[key]]
    )
    return Chart(
        say("chart", "goals"),
        say("chart", "goals_alt", year=asked.year, list=listed),
        [_goal_name(paragraph, asked.indicators[key]) for key, paragraph in paragraphs.items()],
        series,
        targets=targets,
        most=120,
        height=75,
    )


def _goal_name(paragraph: str, row: Row) -> str:
    """The goal; where the year has no column, the reason beside its name."""
    name = say("chart", "goals_name", paragraph=paragraph)
    return name if row["value"] is not None else f"{name}: {wording.value(row)}"


def _label(row: Row) -> str:
    return wording.value(row) if row["value"] is not None else ""


def _target(row: Row, source: str) -> float | None:
    return row["target"] if row["target_source"] == source else None


def _reports(asked: Asked) -> Chart:
    years = [row for row in asked.rows("report/report_years", every_year=True) if row["year"] <= asked.year]
    fills = {"on_time": ON_TIME, "late": LATE, "empty": EMPTY, "missing": MISSING, "not_due": NOT_DUE}
    light = {"on_time": "FFFFFF", "missing": "FFFFFF"}
    series = [
        Series(
            say("chart", state),
            [row[state] for row in years],
            fill,
            labels=[str(row[state] or "") for row in years],
            ink=light.get(state, INK),
        )
        for state, fill in fills.items()
        if state not in ("empty", "not_due") or any(row[state] for row in years)
    ]
    listed = "; ".join(say("chart", "reports_item", **row) for row in years)
    return Chart(
        say("chart", "reports"),
        say("chart", "reports_alt", list=listed),
        [_year_name(row) for row in years],
        series,
        stacked=True,
    )


def _clocks(asked: Asked) -> Chart:
    rows = board(asked)
    listed = "; ".join(
        say("chart", "clocks_item", clock=clock_name(row["clock"]), rate=wording.rate(row, asked.ranges))
        for row in rows
    )
    return Chart(
        say("chart", "clocks", year=asked.year),
        say("chart", "clocks_alt", year=asked.year, list=listed),
        [_clock_name(row, asked) for row in rows],
        [
            Series(
                say("chart", "rate"),
                [row["rate"] for row in rows],
                ON_TIME,
                labels=[written.percent(row["rate"], LANG) for row in rows],
            )
        ],
        bars=True,
        most=110,
        height=55,
    )


def _clock_name(row: Row, asked: Asked) -> str:
    """The clock; where it has no bar, the reason beside its name."""
    name = clock_name(row["clock"])
    return name if row["rate"] is not None else f"{name}: {wording.rate(row, asked.ranges)}"


def _year_name(row: Row) -> str:
    return say("chart", "partial", year=row["year"]) if row["partial"] else str(row["year"])
