"""What the trends page asks, against a second working-out by pandas from the sample's CSVs alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data.contract import CODES
from data.publish import SAMPLE
from data.store import Snapshot, Store
from queries import ask
from tests.bare import answer, blank, series, snapshot
from tests.queries.test_clocks import incident

YEARS = range(2021, 2026)
LEFT_OUT = ["duplicate", "unfounded"]
BY = ["category", "platform", "intake", "severity", "age_band"]
AS_OF = pd.Timestamp(2025, 12, 31)
#: The district, a busy school, a silent one, one without incidents, one that closed, and several.
CHOICES: list[list[str]] = [
    [],
    ["MAU-02"],
    ["MAU-12"],
    ["MAU-10"],
    ["MAU-27"],
    ["MAU-02", "MAU-06", "MAU-12"],
]


@pytest.fixture
def sample(sample_folder: Path) -> Iterator[Snapshot]:
    opened = Store(sample_folder).active()
    yield opened
    opened.close()


def read(table: str) -> pd.DataFrame:
    return pd.read_csv(SAMPLE / f"{table}.csv", dtype=str, keep_default_na=False)


def received(schools: Sequence[str]) -> pd.DataFrame:
    """All incidents of these schools (none: all, the office's too), each with its year."""
    incidents = read("incidents")
    incidents["at"] = pd.to_datetime(incidents["received_at"])
    incidents["year"] = incidents["at"].dt.year
    incidents["children"] = incidents["children"].astype(int)
    incidents = incidents[incidents["at"] >= pd.Timestamp(2021, 9, 24)]
    return incidents[incidents["school_id"].isin(schools)] if schools else incidents


def counted(schools: Sequence[str]) -> pd.DataFrame:
    incidents = received(schools)
    return incidents[~incidents["outcome"].isin(LEFT_OUT)]


def in_scope(schools: Sequence[str]) -> set[tuple[str, int]]:
    schools_of = read("schools")
    return {
        (school, year)
        for school, opened, closed in zip(
            schools_of["school_id"], schools_of["opened_on"], schools_of["closed_on"], strict=True
        )
        for year in YEARS
        if (opened or "0000") <= f"{year}-12-31"
        and (closed or "9999") >= ("2021-09-24" if year == 2021 else f"{year}-01-01")
        and (not schools or school in schools)
    }


def reported() -> set[tuple[str, int]]:
    reports = read("reports")
    return {
        (s, int(y))
        for s, y, on in zip(reports["school_id"], reports["year"], reports["submitted_on"], strict=True)
        if on
    }


def known(schools: Sequence[str]) -> set[tuple[str, int]]:
    """Schools and years of which a report or an incident is there, also one that is left out later."""
    events = received(schools)
    return reported() | set(zip(events["school_id"], events["year"], strict=True))


def rolls() -> dict[tuple[str, int], int]:
    enrolment = read("enrolment")
    added: dict[tuple[str, int], int] = {}
    for school, year, pupils in zip(
        enrolment["school_id"], enrolment["year"], enrolment["pupils"], strict=True
    ):
        added[school, int(year)] = added.get((school, int(year)), 0) + int(pupils)
    return added


def pupil_years(keys: set[tuple[str, int]]) -> float:
    """Pupils of these schools and years, each for the days on which its school was open within the plan."""
    register = {row["school_id"]: row for row in read("schools").to_dict("records")}
    pupils, added = rolls(), 0.0
    for school, year in keys:
        opened, closed = register[school]["opened_on"], register[school]["closed_on"]
        first = max("2021-09-24", f"{year}-01-01", opened)
        last = min(f"{year}-12-31", closed or "9999")
        days = (date.fromisoformat(last) - date.fromisoformat(first)).days + 1
        added += pupils.get((school, year), 0) * days / (366 if year % 4 == 0 else 365)
    return added


# Groups.


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("schools", CHOICES, ids=lambda schools: "-".join(schools) or "all")
def test_groups_are_those_of_the_csv(by: str, schools: list[str], sample: Snapshot) -> None:
    chosen = [2023, 2025]
    shown = answer(sample, "incident_groups", years=chosen, schools=schools, by=by)
    cases = counted(schools)
    cases[by] = cases[by].replace("", "not_recorded")
    scope, heard = in_scope(schools), known(schools)
    for row in shown.to_dict("records"):
        years = chosen if blank(row["year"]) else [int(row["year"])]
        here = cases[cases["year"].isin(years)]
        group = here[here[by] == row["group"]]
        is_open = any(year in years for _, year in scope)
        is_known = len(here) > 0 or any(year in years for _, year in scope & heard)
        assert row["state"] == ("value" if is_known else "no_report" if is_open else "not_applicable")
        if is_known:
            assert (row["incidents"], row["children"]) == (len(group), group["children"].sum())
        else:
            assert blank(row["incidents"])
            assert blank(row["children"])
        if len(here):
            assert row["share"] == pytest.approx(100 * len(group) / len(here))
        else:
            assert blank(row["share"])
        assert row["partial"] == (2021 in years)
    groups = list(dict.fromkeys(shown["group"]))
    assert set(cases[by]) <= set(groups)
    assert len(shown) == len(groups) * 6
    assert ("not_recorded" in groups) == ("not_recorded" in set(cases[by]))


def test_every_group_of_the_contract_is_listed_in_its_order_with_its_axis(sample: Snapshot) -> None:
    groups = answer(sample, "incident_groups", schools=["MAU-10"])
    assert list(dict.fromkeys(groups["group"])) == list(CODES["category"])
    axis = dict(zip(groups["group"], groups["axis"], strict=True))
    assert set(axis.values()) == set(CODES["axis"])
    assert (axis["luring_abuse"], axis["fraud"]) == ("contact_sexual", "contract")
    assert answer(sample, "incident_groups", by="severity")["axis"].isna().all()


# Years and schools.


@pytest.mark.parametrize("schools", CHOICES, ids=lambda schools: "-".join(schools) or "all")
def test_years_are_those_of_the_csv(schools: list[str], sample: Snapshot) -> None:
    chosen = [2022, 2024]
    by_year = answer(sample, "incident_years", years=chosen, schools=schools)
    assert [None if blank(year) else int(year) for year in by_year["year"]] == [*YEARS, None]
    scope, heard, pupils = in_scope(schools), known(schools), rolls()
    activities = read("activities")
    activities["year"] = activities["held_on"].str[:4].astype(int)
    activities = activities[activities["school_id"].isin(schools)] if schools else activities
    for row in by_year.to_dict("records"):
        years = chosen if blank(row["year"]) else [int(row["year"])]
        here = {key for key in scope if key[1] in years}
        all_in, cases = received(schools), counted(schools)
        all_in, cases = all_in[all_in["year"].isin(years)], cases[cases["year"].isin(years)]
        assert row["left_out"] == len(all_in) - len(cases)
        assert (row["schools"], row["reported"]) == (len(here), len(here & reported()))
        watched = here & heard
        exposed = sum(pupils.get(key, 0) for key in watched)
        assert row["with_pupils"] == sum(1 for key in watched if pupils.get(key))
        assert (0 if blank(row["pupils"]) else row["pupils"]) == exposed
        is_known = len(cases) > 0 or bool(here & heard)
        assert row["state"] == ("value" if is_known else "no_report" if here else "not_applicable")
        assert blank(row["incidents"]) != is_known
        if is_known:
            assert (row["incidents"], row["children"]) == (len(cases), cases["children"].sum())
        sessions = int(activities["year"].isin(years).sum())
        assert (0 if blank(row["sessions"]) else row["sessions"]) == sessions
        if is_known and exposed:
            assert row["rate"] == pytest.approx(1000 * len(cases) / pupil_years(watched))
        else:
            assert blank(row["rate"])


def test_what_stands_behind_each_schools_number(sample: Snapshot) -> None:
    years = [2024, 2025]
    exposure = answer(sample, "school_exposure", years=years).set_index("school_id")
    activities = read("activities")
    activities = activities[activities["held_on"].str[:4].isin(["2024", "2025"])]
    pupils, heard = rolls(), known([])
    assert set(exposure.index) == {school for school, year in in_scope([]) if year in years}
    for school, row in exposure.iterrows():
        keys = {key for key in in_scope([str(school)]) if key[1] in years}
        assert row["years"] == len(keys)
        assert row["reported"] == len(keys & reported())
        assert row["known"] == len(keys & heard)
        assert row["with_pupils"] == len(keys & heard & set(pupils))
        assert (0 if blank(row["sessions"]) else row["sessions"]) == (activities["school_id"] == school).sum()


# Which chart.


@pytest.mark.parametrize("schools", CHOICES, ids=lambda schools: "-".join(schools) or "all")
def test_the_basis_agrees_with_the_series_and_the_csv(schools: list[str], sample: Snapshot) -> None:
    basis = answer(sample, "trend_basis", schools=schools).iloc[0]
    months = answer(sample, "incident_months", schools=schools)
    rated = months[months["rate"].notna()]
    cases = counted(schools)
    assert basis["months"] == len(rated)
    assert basis["incidents"] == rated["incidents"].sum()
    if len(rated):
        assert basis["mean"] == pytest.approx(rated["incidents"].mean())
    fitting = "months" if len(rated) and rated["incidents"].mean() >= 2 else "gaps"
    points = len(rated) if fitting == "months" else max(len(cases) - 1, 0)
    assert (basis["chart"], basis["points"]) == (fitting if points >= 7 else "none", points)
    assert basis["fewest"] == points
    if len(cases):
        last = cases["at"].max().normalize()
        assert (pd.Timestamp(basis["last_on"]), basis["days_since"]) == (last, (AS_OF - last).days)
    else:
        assert blank(basis["last_on"])


def test_the_chart_changes_at_two_a_month_and_speaks_from_seven_points() -> None:
    def chart(counts: Sequence[int], pupils: Sequence[int | None] = (), **more: Sequence[date]) -> pd.Series:
        with series(counts, pupils or [1000] * len(counts), **more) as source:  # type: ignore[arg-type]
            basis = answer(source, "trend_basis")
        assert len(basis) == 1
        return basis.iloc[0]

    assert chart([1, 3] * 6)["chart"] == "months"
    assert chart([1, 3] * 5 + [1, 2])["chart"] == "gaps"
    assert chart([3] * 7)["chart"] == "months"
    assert chart([3] * 6)["chart"] == "none"
    assert (chart([1] * 8)["chart"], chart([1] * 8)["points"]) == ("gaps", 7)
    assert chart([1] * 7)["chart"] == "none"
    # Without enrolment no month has a rate; the days between need none.
    assert chart([5] * 12, [None] * 12)["chart"] == "gaps"
    split = chart([4] * 20, rebases=[date(2002, 4, 1)])
    assert (split["points"], split["fewest"]) == (20, 5)


def test_nothing_begun_yet_and_nothing_recorded() -> None:
    with snapshot({}, date(2021, 9, 25)) as empty:
        basis = answer(empty, "trend_basis").iloc[0]
        assert (basis["chart"], basis["points"]) == ("none", 0)
        assert blank(basis["mean"])
    with snapshot({"incidents": [incident("VV-1", "2024-03-06 09:00")]}) as one:
        assert answer(one, "trend_basis").iloc[0]["days_since"] == 665


@pytest.mark.parametrize(
    "name",
    [
        "incident_groups",
        "incident_years",
        "school_exposure",
        "trend_basis",
        "rebases",
    ],
)
def test_an_empty_selection_has_the_same_types(name: str, sample: Snapshot) -> None:
    some = ask(sample, name)
    none = ask(sample, name, years=[2025], schools=["MAU-27"])
    assert none.schema == some.schema


def test_rebases_are_dated_rows_with_their_reason() -> None:
    rows = {
        "rebases": [
            {"date": "2023-09-01", "reason_vi": "Đầu mối mới", "reason_en": "New contact point"},
            {"date": "2026-02-01"},
        ]
    }
    with snapshot(rows) as source:
        rebases = answer(source, "rebases", lang="en")
        assert list(rebases["reason"]) == ["New contact point"]
        assert list(answer(source, "rebases")["reason"]) == ["Đầu mối mới"]
        assert str(rebases["date"].iloc[0])[:10] == "2023-09-01"
    with snapshot({}) as source:
        assert len(answer(source, "rebases")) == 0


def test_the_funnel_is_that_of_the_csv(sample: Snapshot) -> None:
    funnel = answer(sample, "school_funnel", years=[2025]).set_index("school_id")
    cases = counted([])
    at = list(cases[cases["year"] == 2025]["school_id"])
    pupils = {school: n for (school, year), n in rolls().items() if year == 2025}
    rated = funnel[funnel["rate"].notna()]
    assert set(rated.index) == set(pupils)
    matched = sum(at.count(school) for school in pupils)
    assert rated["centre"].iloc[0] == pytest.approx(1000 * matched / sum(pupils.values()))
    expected = np.array([1000 * at.count(school) / pupils[school] for school in map(str, rated.index)])
    assert rated["rate"].to_numpy() == pytest.approx(expected)
