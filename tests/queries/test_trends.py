"""Trends: limits against SciPy, signals by hand, and how often a stable series raises an alarm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from data.store import Snapshot
from queries import ask
from tests.bare import answer, blank, series, snapshot
from tests.given.world import Row, world
from tests.queries.test_clocks import incident

MONTHS = ["month", "year", "incidents", "pupils", "rate", "centre", "lower", "upper", "signal", "way"]
FUNNEL = [
    "school_id", "incidents", "pupils", "rate", "centre", "lower95", "upper95", "lower998", "upper998",
    "overdispersion", "position", "pupil_years", "wide_lower95", "wide_upper95", "wide_lower998", "wide_upper998",
]  # fmt: skip
PUPILS = 10_000


def months_of(
    counts: Sequence[int], pupils: Sequence[int | None] = (), **more: Sequence[date]
) -> pd.DataFrame:
    with series(counts, pupils or [PUPILS] * len(counts), **more) as source:  # type: ignore[arg-type]
        return answer(source, "incident_months")


def signals_of(counts: Sequence[int]) -> list[str | None]:
    rows = months_of(counts)["signal"]
    return [None if blank(signal) else str(signal) for signal in rows]


def gaps_of(days: Iterable[float], rebases: Sequence[date] = ()) -> pd.DataFrame:
    """The answer for incidents that many days apart, several hours from midnight."""
    start = datetime(2001, 1, 1, 10)  # noqa: DTZ001
    moments = [start + timedelta(days=int(day)) for day in np.cumsum([0.0, *days])]
    with series([0], [1], moments=moments, rebases=rebases) as source:
        return answer(source, "incident_gaps")


# Limits.


@pytest.mark.parametrize("mean", [0.02, 0.3, 0.8, 3, 7, 20, 400, 9000])
def test_limits_are_the_exact_poisson_ones(mean: float) -> None:
    rng = np.random.default_rng(7)
    pupils = [int(n) for n in rng.integers(5_000, 15_000, 36)]
    counts = [int(n) for n in rng.poisson([mean * n / PUPILS for n in pupils])]
    counts[0] += not sum(counts[:24])
    rows = months_of(counts, pupils)
    assert list(rows.columns) == MONTHS
    # Of three years the first two are the baseline.
    centre = 1000 * sum(counts[:24]) / sum(pupils[:24])
    assert rows["centre"].sub(centre).abs().max() < 1e-9 * centre
    expected = centre * np.array(pupils) / 1000
    for side, share in (("lower", 0.001), ("upper", 0.999)):
        assert np.abs(rows[side] - 1000 * stats.poisson.ppf(share, expected) / pupils).max() < 1e-9
    assert np.abs(rows["rate"] - 1000 * np.array(counts) / pupils).max() < 1e-9


@pytest.mark.parametrize("mean", [0.4, 3, 30, 300])
def test_limits_of_gaps_are_the_exact_geometric_ones(mean: float) -> None:
    days = np.random.default_rng(8).geometric(1 / (1 + mean), 80) - 1
    rows = gaps_of(days)
    assert list(rows["days"]) == list(days)
    ends = datetime(2001, 1, 1) + np.array([timedelta(days=int(day)) for day in np.cumsum(days)])  # noqa: DTZ001
    # The gaps that end within two years, and twelve at least.
    first = [gap for n, (gap, end) in enumerate(zip(days, ends, strict=True)) if n < 12 or end.year < 2003]
    chance = 1 / (1 + sum(first) / len(first))
    for side, share in (("lower", 0.001), ("centre", 0.5), ("upper", 0.999)):
        assert set(rows[side]) == {int(stats.geom.ppf(share, chance)) - 1}


def test_the_centre_is_drawn_anew_only_at_a_dated_row() -> None:
    counts = [4, 6] * 12 + [12, 14] * 12
    whole, split = months_of(counts), months_of(counts, rebases=[date(2002, 12, 2)])
    assert set(whole["centre"].round(9)) == {0.5}
    assert list(split["centre"].round(9)) == [0.5] * 24 + [1.3] * 24
    assert split["signal"].isna().all()
    # A mean of 5 has its upper limit at 13: none of the months that made it is a signal, and every 14 is one.
    assert whole["signal"].iloc[:24].isna().all()
    assert list(whole["signal"].iloc[25::2]) == ["outside"] * 12


def test_no_month_is_judged_by_limits_that_it_moved_itself() -> None:
    """Two years of 5 a month, then 30 a month: together they have a mean of 17.5 and limits of 6 and 31."""
    counts = [4, 6] * 12 + [30] * 24
    rows = months_of(counts)
    assert set(rows["centre"].round(9)) == {0.5}
    assert set(rows["signal"].iloc[24:]) == {"outside"}
    # Two months are enough where the office says so.
    with series(counts, [PUPILS] * 48, baseline=2) as source:
        assert set(answer(source, "incident_months")["centre"].round(9)) == {0.5}
    with series([6, *counts], [PUPILS] * 49, baseline=2) as source:
        assert set(answer(source, "incident_months")["centre"].round(9)) == {0.5}
    with series([6, *counts], [PUPILS] * 49, baseline=1) as source:
        assert set(answer(source, "incident_months")["centre"].round(9)) == {0.6}


def test_the_choice_of_years_moves_no_limit() -> None:
    with series([4, 6] * 12 + [30] * 3, [PUPILS] * 27) as source:
        every = answer(source, "incident_months")
        # In this series each month is a year of its own.
        one = answer(source, "incident_months", years=[26])
    pd.testing.assert_frame_equal(one, every.tail(1).reset_index(drop=True))


# Signals, by hand. A base of 10 a month has its limits at 2 and 21.


def test_outside_the_limits() -> None:
    counts = [8, 14] * 5 + [30] + [8, 14] * 2 + [8]
    assert signals_of(counts) == [None] * 10 + ["outside"] + [None] * 5


def test_seven_on_one_side() -> None:
    counts = [8, 12] * 4 + [12, 13, 12, 11, 13, 12, 11, 13] + [7, 8, 7, 8, 9, 7]
    signals = signals_of(counts)
    # The mean is 10.2; the last 12 of the pairs is the first of a run of nine.
    assert [n for n, signal in enumerate(signals) if signal] == [13, 14, 15]
    assert set(filter(None, signals)) == {"run"}


def test_six_on_one_side_and_one_on_the_line_are_no_run() -> None:
    counts = [10, 12, 12, 12, 12, 12, 12, 10, 8, 8, 8, 8, 8, 8, 10]
    assert signals_of(counts) == [None] * 15


def test_equal_months_are_on_no_side() -> None:
    assert signals_of([5] * 30) == [None] * 30


def test_seven_rising_or_falling() -> None:
    rising = [9, 11, 7, 8, 9, 10, 11, 12, 13, 9, 11]
    assert signals_of(rising) == [None] * 8 + ["trend"] + [None] * 2
    assert signals_of([*rising[:5], 9, *rising[6:]]) == [None] * 11
    assert signals_of([20 - n for n in rising]) == [None] * 8 + ["trend"] + [None] * 2


def test_two_of_three_beyond_two_thirds() -> None:
    # At a mean of 10.8 the upper limit is 22, so beyond two thirds of the way is 19 and more.
    counts = [8, 12] * 2 + [8, 19, 10, 19] + [8, 12] * 6
    assert signals_of(counts) == [None] * 7 + ["two_of_three"] + [None] * 12
    apart = [8, 12] * 2 + [8, 19, 8, 12, 19] + [8, 12] * 5 + [8]
    assert signals_of(apart) == [None] * 20


def test_two_of_three_on_one_side_wherever_the_third_lies() -> None:
    """A mean of 12 has its limits at 3 and 24, so beyond two thirds lies above 20 and below 6."""
    counts = [13, 9, 13, 10, 21, 5, 21, 13, 9, 11, 9, 10]
    rows = months_of(counts)
    assert (rows["centre"].iloc[0], rows["lower"].iloc[0], rows["upper"].iloc[0]) == pytest.approx(
        (1.2, 0.3, 2.4)
    )
    assert signals_of(counts) == [None] * 6 + ["two_of_three"] + [None] * 5
    # One on either side is no two.
    assert signals_of([13, 9, 13, 10, 21, 5, 16, 13, 13, 11, 10, 10]) == [None] * 12


def test_quiet_months_of_a_quiet_series_are_no_signal() -> None:
    """Their lower limit is zero: nothing lies beyond two thirds of the way to it."""
    assert signals_of([0, 0, 3, 0, 0, 2, 0, 0, 3, 1, 0, 0, 2]) == [None] * 13


def test_the_first_that_applies_is_named() -> None:
    counts = [8, 12] * 4 + [12] * 6 + [40] + [7, 8, 7, 8, 7, 8, 7, 8]
    assert signals_of(counts)[14] == "outside"


def test_signals_of_gaps() -> None:
    steady = [3, 12, 5, 20, 2, 14, 4, 17, 6, 11]
    assert gaps_of(steady)["signal"].isna().all()
    long = gaps_of([*steady * 4, 200])
    assert list(long["signal"].dropna()) == ["outside"]
    runs = gaps_of([*steady, *steady, *[1, 2, 1, 2, 1, 2, 1]])
    assert runs["signal"].iloc[-1] == "run"
    trend = gaps_of([*steady, 1, 3, 5, 8, 12, 15, 19])
    assert trend["signal"].iloc[-1] == "trend"


# False alarms.

SERIES_MONTHS = 3_000
NOMINAL = {"outside": 0.002, "run": 2 / 2**7, "trend": 2 / 5040, "two_of_three": 2 * 0.02 * 2 * 0.02}


@pytest.mark.parametrize("mean", [0.3, 0.8, 3.0, 7.0, 20.0])
def test_how_often_a_stable_series_raises_an_alarm(
    mean: float, record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    """Reports the share of months (of gaps, where the series is rare) that are a signal by chance."""
    rng = np.random.default_rng(int(10 * mean))
    # Fifty charts of 60 months, each with a centre of its own from its first 24: one series that is drawn
    # anew so often.
    anew = [date(2001 + 5 * chart, 1, 1) for chart in range(1, SERIES_MONTHS // 60)]
    counts = [int(n) for n in rng.poisson(mean, SERIES_MONTHS)]
    rows = {"months": months_of(counts, rebases=anew)["signal"]}
    if mean < 2:
        days = np.floor(np.cumsum(rng.exponential(365.25 / 12 / mean, int(SERIES_MONTHS * mean))))
        rows["gaps"] = gaps_of(np.diff(days), anew)["signal"]
    shares = {}
    for chart, signals in rows.items():
        shares[chart] = {name: float((signals == name).mean()) for name in NOMINAL}
        shares[chart]["any"] = float(signals.notna().mean())
    nominal = NOMINAL | {"any": sum(NOMINAL.values())}
    with capsys.disabled():
        for chart, share in shares.items():
            words = ", ".join(
                f"{name} {100 * share[name]:.2f} ({100 * nominal[name]:.2f})" for name in nominal
            )
            print(f"\n{mean:>4} a month, {chart}: false alarms in % (nominal): {words}", end="")
            record_property(f"{chart} {mean}", share)
    # Exact limits promise at most 0.2% outside; three standard errors of the simulation on top.
    outside = 0.002 + 3 * (0.002 / SERIES_MONTHS) ** 0.5
    assert shares["months"]["outside"] <= outside
    if mean < 2:
        assert shares["gaps"]["outside"] <= 0.002 + 3 * (0.002 / 800) ** 0.5
        assert shares["gaps"]["any"] <= 0.03
    if mean < 0.5:
        # Why rare series are not shown by months: half of them lie on one side by their nature.
        assert shares["gaps"]["any"] < shares["months"]["any"]
    if mean >= 2:
        assert shares["months"]["any"] <= 0.035
    # What the page says of the chart that it shows: up to about so many percent.
    with series([1], [1]) as source:
        promised = answer(source, "trend_basis")["false_alarms"].iloc[0]
    assert 100 * shares["gaps" if mean < 2 else "months"]["any"] < promised + 0.5


# Exposure.


def test_months_without_exposure_have_no_rate() -> None:
    counts = [8, 12, 10, 9, 11, 3, 10]
    rows = months_of(counts, [PUPILS, PUPILS, None, PUPILS, 0, PUPILS, PUPILS])
    blank = rows[["rate", "lower", "upper", "signal"]].isna().all(axis=1)
    assert list(np.flatnonzero(blank & rows["rate"].isna())) == [2, 4]
    assert list(rows["incidents"]) == counts
    assert rows["centre"].iloc[0] == pytest.approx(1000 * (8 + 12 + 9 + 3 + 10) / (5 * PUPILS))


def test_a_month_without_a_rate_breaks_a_run() -> None:
    counts = [12] * 3 + [12] + [12] * 3 + [4] * 4 + [12] * 3 + [4] * 3
    pupils: list[int | None] = [PUPILS] * len(counts)
    pupils[3] = None
    assert months_of(counts, pupils)["signal"].isna().all()
    assert list(months_of(counts)["signal"].dropna()) == ["run"]


def test_no_exposure_and_no_incident_at_all() -> None:
    rows = months_of([1, 0, 2], [None, None, None])
    assert rows[["rate", "centre", "lower", "upper", "signal"]].isna().all(axis=None)
    quiet = months_of([0] * 12)
    assert (quiet[["rate", "centre", "lower", "upper"]] == 0).all(axis=None)
    assert quiet["signal"].isna().all()


def test_months_follow_the_plan_the_as_of_day_and_the_schools_that_are_open() -> None:
    rows = {
        "schools": world()["schools"],
        "enrolment": [
            {"school_id": school, "year": str(year), "grade": grade, "classes": "2", "pupils": "100"}
            for school, grade in (("T1", "1"), ("C1", "6"))
            for year in range(2021, 2026)
            if (school, year) != ("C1", 2021)
        ],
        "reports": received("T1", *range(2021, 2026)) + received("C1", *range(2022, 2026)),
        "incidents": [
            incident("VV-1", "2022-09-05 10:00"),
            incident("VV-2", "2022-09-06 10:00", school_id=""),
            incident("VV-3", "2022-09-07 10:00", closed_at="2022-09-08 10:00", outcome="duplicate"),
        ],
    }
    with snapshot(rows, date(2025, 8, 30)) as source:
        every = answer(source, "incident_months")
        chosen = answer(source, "incident_months", years=[2022], schools=["C1"])
    values = every.set_index(every["month"].astype(str))
    assert list(values.index[[0, -1]]) == ["2021-09-01", "2025-07-01"]  # August is still running
    assert blank(values.loc["2021-09-01", "rate"])  # a week of September
    assert values.loc["2021-09-01", "pupils"] == 100
    assert values.loc["2022-09-01", "incidents"] == 2
    assert [values.loc[month, "pupils"] for month in ("2022-07-01", "2022-08-01", "2025-05-01", "2025-06-01")] == [100, 200, 200, 100]  # fmt: skip
    assert list(chosen["month"].astype(str))[::11] == ["2022-01-01", "2022-12-01"]
    assert list(chosen["pupils"].notna()) == [False] * 7 + [True] * 5
    assert chosen["incidents"].sum() == 0


@pytest.mark.parametrize("name", ["incident_months", "incident_gaps", "school_funnel"])
def test_an_empty_selection_has_the_same_types(name: str) -> None:
    rows = {
        "schools": world()["schools"],
        "incidents": [incident("VV-1", "2024-03-06 09:00"), incident("VV-2", "2024-03-09 09:00")],
    }
    with snapshot(rows) as full, snapshot({}, date(2021, 9, 25)) as empty:
        some, none = ask(full, name), ask(empty, name)
    assert some.num_rows > 0
    assert none.num_rows == 0
    assert none.schema == some.schema


# Schools.


def received(school: str, *years: int) -> list[Row]:
    """Reports of these years: the school is not silent."""
    return [{"school_id": school, "year": str(year), "submitted_on": f"{year}-11-20", "status": "received", "note_count": "0"} for year in years]  # fmt: skip


def funnel(counts: dict[str, int], pupils: dict[str, int], silent: Sequence[str] = ()) -> pd.DataFrame:
    place = world()["schools"][0]
    names = sorted(counts)
    rows: dict[str, list[Row]] = {
        "schools": [place | {"school_id": school} for school in names],
        "reports": [row for school in names if school not in silent for row in received(school, 2024)],
        "enrolment": [
            {"school_id": school, "year": "2024", "grade": "1", "classes": "9", "pupils": str(pupils[school])}
            for school in names
            if school in pupils
        ],
        "incidents": [
            incident(f"{school}-{n}", "2024-03-06 09:00", school_id=school)
            for school in names
            for n in range(counts[school])
        ],
    }
    rows["incidents"].append(incident("office", "2024-03-06 09:00", school_id=""))
    with snapshot(rows) as source:
        return answer(source, "school_funnel", years=[2024]).set_index("school_id", drop=False)


def test_the_funnel_has_exact_limits_and_says_who_has_none() -> None:
    counts = {"T1": 4, "T2": 25, "T3": 0, "T4": 9, "T5": 3, "T6": 0}
    pupils = {"T1": 500, "T2": 700, "T3": 900, "T4": 1000}
    rows = funnel(counts, pupils)
    assert list(rows.columns) == FUNNEL
    rated = rows.loc[list(pupils)]
    size = np.array(list(pupils.values()))
    centre = 1000 * 38 / size.sum()
    assert rated["centre"].to_numpy() == pytest.approx([centre] * 4)
    expected = centre * size / 1000
    for column, share in (("lower95", 0.025), ("upper95", 0.975), ("lower998", 0.001), ("upper998", 0.999)):
        assert rated[column].to_numpy() == pytest.approx(1000 * stats.poisson.ppf(share, expected) / size)
    observed = np.array([4, 25, 0, 9])
    assert rows["overdispersion"].iloc[0] == pytest.approx(((observed - expected) ** 2 / expected).sum() / 3)
    # An overdispersion of 10.0 puts the limits 3.2 times as far from the centre: T2, with 25 for 8.6, is not
    # above 8.6 + 3.2 (19 - 8.6) = 41.5 any more, and not above 8.6 + 3.2 (15 - 8.6) = 28.9 either.
    root = np.sqrt(rows["overdispersion"].iloc[0])
    for column, share in (("lower95", 0.025), ("upper95", 0.975), ("lower998", 0.001), ("upper998", 0.999)):
        wide = np.maximum(expected + (stats.poisson.ppf(share, expected) - expected) * root, 0)
        assert rated[f"wide_{column}"].to_numpy() == pytest.approx(1000 * wide / size)
    assert list(rated["position"]) == ["inside"] * 4
    # Without enrolment: what is known, no rate, and silence is not a zero.
    nothing = ["pupils", "rate", "lower95", "upper95", "lower998", "upper998", "position"]
    assert rows.loc[["T5", "T6"], nothing].isna().all(axis=None)
    assert rows.loc["T5", "incidents"] == 3
    assert blank(rows.loc["T6", "incidents"])


def test_a_funnel_of_one_school_and_of_none() -> None:
    one = funnel({"T1": 3}, {"T1": 500}).iloc[0]
    assert one["position"] == "inside"
    assert blank(one["overdispersion"])
    nobody = funnel({"T1": 0, "T2": 0}, {"T1": 500, "T2": 300})
    assert (nobody[["rate", "centre", "upper998"]] == 0).all(axis=None)
    assert nobody["overdispersion"].isna().all()


def test_limits_stay_exact_where_schools_differ_no_more_than_chance_makes_them() -> None:
    """Forty schools of 1,000 pupils with 8 or 12 incidents, and one with 24: chance alone gives 10, 3 and 21."""
    counts = {f"T{n:02}": 8 + 4 * (n % 2) for n in range(40)} | {"T40": 24}
    rows = funnel(counts, dict.fromkeys(counts, 1000))
    assert rows["overdispersion"].iloc[0] < 1
    for column in ("lower95", "upper95", "lower998", "upper998"):
        assert rows[f"wide_{column}"].to_numpy() == pytest.approx(rows[column].to_numpy())
    assert rows.loc["T40", "position"] == "above_998"
    assert set(rows["position"].drop("T40")) == {"inside"}


def test_a_silent_school_is_no_school_without_incidents() -> None:
    """Three schools with 30 incidents at 10,000 pupils each: 3.0 per 1,000. The fourth tells nothing."""
    counts = {"T1": 30, "T2": 30, "T3": 30, "T4": 0}
    pupils = dict.fromkeys(counts, PUPILS)
    rows = funnel(counts, pupils, silent=["T4"])
    assert set(rows["centre"].round(9)) == {3.0}
    assert list(rows["position"].iloc[:3]) == ["inside"] * 3
    nothing = ["incidents", "pupils", "rate", "lower998", "wide_lower998", "position", "pupil_years"]
    assert rows.loc["T4", nothing].isna().all()
    # With its report in it has told that there were none: 90 for 40,000.
    told = funnel(counts, pupils)
    assert set(told["centre"].round(9)) == {2.25}
    # None is below the exact limit of 9 for 22.5, and four schools so far apart widen it beyond 0.
    assert told.loc["T4", "lower998"] == pytest.approx(0.9)
    assert (told.loc["T4", "rate"], told.loc["T4", "wide_lower998"]) == (0, 0)
    assert told["overdispersion"].iloc[0] == pytest.approx(10)
    assert told.loc["T4", "position"] == "inside"


@pytest.fixture(scope="module")
def six_schools() -> Iterator[Snapshot]:
    """Ten incidents a month at 10,000 pupils each: four from October 2021, one from 2022, one from 1/9/2022."""
    place = world()["schools"][0]
    first = {"T1": date(2021, 10, 1), "T2": date(2021, 10, 1), "T3": date(2021, 10, 1), "T4": date(2021, 10, 1), "T5": date(2022, 1, 1), "T6": date(2022, 9, 1)}  # fmt: skip
    rows: dict[str, list[Row]] = {
        "schools": [place | {"school_id": school, "opened_on": f"{day}"} for school, day in first.items()],
        "enrolment": [
            {"school_id": school, "year": str(year), "grade": "1", "classes": "9", "pupils": str(PUPILS)}
            for school, day in first.items()
            for year in range(day.year, 2023)
        ],
        "incidents": [
            incident(f"{school}-{month:%Y%m}-{n}", f"{month:%Y-%m}-{n + 1:02} 10:00", school_id=school)
            for school, day in first.items()
            for month in pd.date_range(day, "2022-12-01", freq="MS")
            for n in range(10)
        ],
    }
    with snapshot(rows, date(2022, 12, 31)) as source:
        yield source


def test_schools_of_one_rate_lie_together_whenever_they_opened(six_schools: Snapshot) -> None:
    rows = answer(six_schools, "school_funnel", years=[2021, 2022]).set_index("school_id")
    # 92 days of 365 and a year; a year; 122 days of 365.
    years = [1 + 92 / 365] * 4 + [1, 122 / 365]
    assert rows["pupil_years"].to_numpy() == pytest.approx(PUPILS * np.array(years))
    assert list(rows["incidents"]) == [150] * 4 + [120, 40]
    assert rows["rate"].to_numpy() == pytest.approx(12, rel=0.004)
    assert set(rows["position"]) == {"inside"}
    by_year = answer(six_schools, "incident_years").set_index("year")["rate"]
    assert by_year[by_year.index.notna()].to_numpy() == pytest.approx([12, 12], rel=0.01)
    change = answer(six_schools, "incident_change").iloc[0]
    assert change["change"] == "none"


def test_a_school_and_its_successor_are_not_there_twice() -> None:
    """400 pupils until 31/5/2024, 700 from 1/6 on, 4 incidents: 400 x 152/366 + 700 x 214/366 = 575.4 pupils."""
    place = world()["schools"][0]
    rows: dict[str, list[Row]] = {
        "schools": [place | {"closed_on": "2024-05-31"}, place | {"school_id": "T2", "opened_on": "2024-06-01"}],
        "enrolment": [
            {"school_id": school, "year": "2024", "grade": "1", "classes": "9", "pupils": pupils}
            for school, pupils in (("T1", "400"), ("T2", "700"))
        ],
        "incidents": [
            incident(f"VV-{n}", f"2024-{month}-05 10:00", school_id=school)
            for n, (school, month) in enumerate([("T1", "03"), ("T2", "07"), ("T2", "09"), ("T2", "11")])
        ],
    }  # fmt: skip
    with snapshot(rows) as source:
        values = answer(source, "school_funnel", years=[2024])
        year = answer(source, "incident_years", years=[2024]).set_index("year").loc[2024]
    assert values["centre"].iloc[0] == year["rate"] == pytest.approx(4000 / 575.4098, rel=1e-6)
    assert values["centre"].iloc[0] == pytest.approx(6.95, abs=0.005)
    assert year["pupils"] == 1100


def test_a_year_that_still_runs_counts_to_the_as_of_day() -> None:
    place = world()["schools"][0]
    rows: dict[str, list[Row]] = {
        "schools": [place],
        "reports": received("T1", 2024),
        "enrolment": [{"school_id": "T1", "year": str(year), "grade": "1", "classes": "9", "pupils": "1000"} for year in (2024, 2025)],
        "incidents": [incident(f"VV-{n}", f"2025-0{n}-05 10:00") for n in range(1, 4)],
    }  # fmt: skip
    with snapshot(rows, date(2025, 3, 14)) as source:
        values = answer(source, "school_funnel", years=[2025]).iloc[0]
    assert values["pupil_years"] == pytest.approx(1000 * 73 / 365)
    assert values["rate"] == pytest.approx(15)


# The change from the first year to the last.


@pytest.mark.parametrize(
    ("first", "last", "pupils"),
    [(10, 10, (1000, 1000)), (10, 30, (1000, 1000)), (10, 30, (1000, 3000)), (3, 9, (900, 1100)), (0, 6, (500, 500)),
     (0, 0, (500, 500)), (120, 70, (20_000, 18_000)), (2000, 2200, (50_000, 50_000))],
)  # fmt: skip
def test_the_change_is_tested_exactly(first: int, last: int, pupils: tuple[int, int]) -> None:
    years = {2022: first, 2024: last}
    rows: dict[str, list[Row]] = {
        "schools": [world()["schools"][0]],
        "reports": received("T1", *years),
        "enrolment": [
            {"school_id": "T1", "year": str(year), "grade": "1", "classes": "9", "pupils": str(number)}
            for year, number in zip(years, pupils, strict=True)
        ],
        "incidents": [incident(f"VV-{year}-{n}", f"{year}-03-06 09:00") for year, count in years.items() for n in range(count)],
    }  # fmt: skip
    with snapshot(rows) as source:
        (values,) = answer(source, "incident_change").to_dict("records")
    assert (values["first_year"], values["last_year"]) == (2022, 2024)
    assert (values["first_rate"], values["last_rate"]) == pytest.approx(
        (1000 * first / pupils[0], 1000 * last / pupils[1])
    )
    chance = stats.binomtest(last, first + last, pupils[1] / sum(pupils)).pvalue if first + last else 1
    assert values["p_value"] == pytest.approx(chance, abs=1e-9)
    expected = "none" if chance >= 0.05 else "up" if last / pupils[1] > first / pupils[0] else "down"
    assert values["change"] == expected


def test_one_year_or_none_has_no_change(six_schools: Snapshot) -> None:
    assert len(answer(six_schools, "incident_change", years=[2022])) == 0
    with snapshot({}) as source:
        assert len(answer(source, "incident_change")) == 0
        assert ask(source, "incident_change").schema == ask(six_schools, "incident_change").schema
