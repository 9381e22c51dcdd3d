"""Handling curves: against SciPy, by hand, and on cases whose true median is known."""

from __future__ import annotations

import math
import random
import warnings

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from tests.bare import answer, durations

CURVE = ["group", "days", "at_risk", "stopped", "ended_otherwise", "share_handled", "lower", "upper"]

#: The worked case of the definition of measures; open ones are +.
WORKED = "3 5 5+ 8 12+ 20 20+ 31+"


def cases(text: str) -> pd.DataFrame:
    """`3 5+ 8*`: stopped after 3 days, open after 5, ended otherwise after 8."""
    endings = {"+": "open", "*": "ended_otherwise"}
    return pd.DataFrame(
        [(float(word.rstrip("+*")), endings.get(word[-1], "stopped")) for word in text.split()],
        columns=["days", "ending"],
    )


def curve_of(frame: pd.DataFrame, **choice: object) -> pd.DataFrame:
    with durations(frame) as source:
        return answer(source, "handling_curve", **choice)


def median_of(frame: pd.DataFrame, **choice: object) -> pd.DataFrame:
    with durations(frame) as source:
        return answer(source, "handling_medians", **choice)


def drawn(
    n: int, dice: random.Random, endings: tuple[str, ...] = ("stopped", "stopped", "open")
) -> pd.DataFrame:
    """Cases with many ties, so that the order of stops and open ones at one moment matters."""
    return pd.DataFrame(
        [(dice.randrange(1, 60) / 2, dice.choice(endings)) for _ in range(n)], columns=["days", "ending"]
    )


def scipys(frame: pd.DataFrame, days: pd.Series[float]) -> pd.DataFrame:
    stopped = frame["ending"] == "stopped"
    sample = stats.CensoredData(frame["days"][stopped].to_numpy(), right=frame["days"][~stopped].to_numpy())
    survival = stats.ecdf(sample).sf
    with warnings.catch_warnings():
        # SciPy's band is 0/0 where the curve is 1 or 0; ours is empty there.
        warnings.simplefilter("ignore", RuntimeWarning)
        band = survival.confidence_interval(method="log-log")
    at = days.to_numpy()
    return pd.DataFrame(
        {"share": 1 - survival.evaluate(at), "lower": 1 - band.high.evaluate(at), "upper": 1 - band.low.evaluate(at)}
    )  # fmt: skip


def test_the_worked_case() -> None:
    curve = curve_of(cases(WORKED))
    assert list(curve.columns) == CURVE
    shares = dict(zip(curve["days"], curve["share_handled"], strict=True))
    assert {days: round(1 - share, 12) for days, share in shares.items()} == {0: 1, 3: 0.875, 5: 0.75, 8: 0.6}
    assert list(curve["at_risk"]) == [8, 8, 7, 5]  # three are at risk at 20 days: not drawn
    with durations(pd.concat([cases(WORKED)] * 5)) as source:
        longer = answer(source, "handling_curve").set_index("days")
    assert longer.loc[20, "share_handled"] == pytest.approx(0.6, abs=1e-12)
    assert median_of(cases(WORKED)).iloc[0].to_dict() == {
        "group": "all", "cases": 8, "stopped": 4, "open": 4, "ended_otherwise": 0, "median_days": 20.0, "at_risk": 3,
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_the_curve_and_its_band_are_scipys(seed: int) -> None:
    dice = random.Random(seed)
    frame = drawn(dice.choice([6, 20, 80, 400]), dice)
    curve = curve_of(frame)
    theirs = scipys(frame, curve["days"])
    assert np.abs(curve["share_handled"] - theirs["share"]).max() < 1e-9
    inner = curve["share_handled"].between(0, 1, inclusive="neither")
    for ours in ("lower", "upper"):
        assert curve.loc[~inner, ours].isna().all()
        apart = (curve.loc[inner, ours] - theirs.loc[inner, ours]).abs()
        assert (apart < 1e-9).all()
    # Each row is the state at its moment, and none stands on fewer than five.
    assert curve["at_risk"].min() >= 5
    for row in curve.itertuples():
        assert row.at_risk == (frame["days"] >= row.days).sum()
        assert row.stopped == ((frame["days"] == row.days) & (frame["ending"] == "stopped")).sum()


def test_the_curve_reaches_the_last_moment_with_five_at_risk() -> None:
    curve = curve_of(cases("1 2+ 3+ 4+ 5+ 6+ 7+ 8+ 9+"))
    assert list(curve["days"]) == [0, 1, 5]
    assert curve["share_handled"].iloc[-1] == curve["share_handled"].iloc[1]


# Groups that hardly hold anything.


def test_all_open() -> None:
    curve = curve_of(cases("3+ 5+ 8+ 12+ 20+ 31+"))
    assert list(curve["share_handled"]) == [0, 0]
    assert list(curve["days"]) == [0, 5]
    assert curve[["lower", "upper"]].isna().all(axis=None)
    medians = median_of(cases("3+ 5+ 8+ 12+ 20+ 31+"))
    assert medians["median_days"].isna().all()
    assert medians["at_risk"].isna().all()
    assert list(medians["open"]) == [6]


@pytest.mark.parametrize(("text", "median"), [("7", 7.0), ("7+", None), ("7*", None), ("0", 0.0)])
def test_one_case(text: str, median: float | None) -> None:
    assert curve_of(cases(text)).empty
    row = median_of(cases(text)).iloc[0]
    assert row["cases"] == 1
    assert row["median_days"] == median if median is not None else pd.isna(row["median_days"])


def test_all_stopped_at_once() -> None:
    curve = curve_of(cases("7 7 7 7 7 7"))
    assert list(curve["share_handled"]) == [0, 1]
    assert curve[["lower", "upper"]].isna().all(axis=None)


def test_all_ended_otherwise() -> None:
    curve = curve_of(cases("7* 7* 8* 9* 9* 9* 9*"))
    assert list(curve["share_handled"]) == [0, 0, 0]
    assert list(curve["ended_otherwise"]) == [0, 2, 1]
    assert curve[["lower", "upper"]].isna().all(axis=None)


@pytest.mark.parametrize("name", ["handling_curve", "handling_medians"])
def test_no_case(name: str) -> None:
    with durations(cases(WORKED)) as source:
        assert answer(source, name, clock="plan").empty
        assert answer(source, name, years=[2023]).empty
        assert answer(source, name, schools=["T2"]).empty


# Other endings.


def aalen_johansen(frame: pd.DataFrame, until: float) -> tuple[float, float]:
    """The share stopped by `until` and its delta-method variance, term by term as in the books."""
    survival, share, terms = 1.0, 0.0, []
    for days in sorted(set(frame["days"])):
        if days > until:
            break
        n = int((frame["days"] >= days).sum())
        at = frame[frame["days"] == days]["ending"]
        stopped, other = int((at == "stopped").sum()), int((at == "ended_otherwise").sum())
        before, share = survival, share + survival * stopped / n
        survival *= 1 - (stopped + other) / n
        terms.append((before, share, n, stopped, stopped + other))
    variance = 0.0
    for before, then, n, stopped, left in terms:
        if n > left:
            variance += (share - then) ** 2 * left / (n * (n - left))
        variance += before**2 * stopped * (n - stopped) / n**3
        variance -= 2 * (share - then) * before * stopped / n**2
    return share, variance


@pytest.mark.parametrize("seed", range(8))
def test_other_endings_by_aalen_and_johansen(seed: int) -> None:
    dice = random.Random(100 + seed)
    frame = drawn(dice.choice([8, 30, 200]), dice, ("stopped", "stopped", "ended_otherwise", "open"))
    curve = curve_of(frame)
    assert (frame["ending"] == "ended_otherwise").any()
    for row in curve.itertuples():
        share, variance = aalen_johansen(frame, float(row.days))  # type: ignore[arg-type]
        assert row.share_handled == pytest.approx(share, abs=1e-9)
        if 0 < share < 1:
            spread = 1.959963984540054 * math.sqrt(variance) / abs((1 - share) * math.log(1 - share))
            assert row.lower == pytest.approx(1 - (1 - share) ** math.exp(-spread), abs=1e-9)
            assert row.upper == pytest.approx(1 - (1 - share) ** math.exp(spread), abs=1e-9)


def test_other_endings_by_hand() -> None:
    """Of eight, one stops at 2, one leaves at 4, two stop at 6: 1/8, then 6/8 × 2/6 more."""
    curve = curve_of(cases("2 4* 6 6 9+ 9+ 9+ 9+")).set_index("days")
    assert curve.loc[4, "share_handled"] == pytest.approx(1 / 8, abs=1e-12)
    assert curve.loc[6, "share_handled"] == pytest.approx(1 / 8 + 6 / 8 * 2 / 6, abs=1e-12)
    assert list(curve["ended_otherwise"]) == [0, 0, 1, 0]


def test_without_other_endings_the_delta_method_is_greenwoods() -> None:
    frame = drawn(60, random.Random(7))
    curve = curve_of(frame)
    theirs = scipys(frame, curve["days"])
    for at, row in enumerate(curve.itertuples()):
        share, variance = aalen_johansen(frame, float(row.days))  # type: ignore[arg-type]
        assert share == pytest.approx(theirs["share"][at], abs=1e-9)
        if 0 < share < 1:
            spread = 1.959963984540054 * math.sqrt(variance) / abs((1 - share) * math.log(1 - share))
            assert theirs["upper"][at] == pytest.approx(1 - (1 - share) ** math.exp(spread), abs=1e-9)


# Groups, size, and the truth.


@pytest.mark.parametrize("by", ["year", "school", "category", "severity"])
def test_groups_are_curves_of_their_own(by: str) -> None:
    dice = random.Random(by)
    column = {"school": "school_id"}.get(by, by)
    known: dict[str, list[str | int | None]] = {
        "year": [2023, 2024],
        "school": ["T1", "T2"],
        "category": ["fraud", None],
        "severity": ["low", "high"],
    }
    parts = {value: drawn(40, dice).assign(**{column: value}) for value in known[by]}
    together = curve_of(pd.concat(parts.values()), by=by)
    for value, part in parts.items():
        name = "not_recorded" if value is None else str(value)
        ours = together[together["group"] == name].drop(columns="group").reset_index(drop=True)
        pd.testing.assert_frame_equal(ours, curve_of(part).drop(columns="group"))


def test_a_long_curve_is_thinned_and_loses_no_case() -> None:
    dice = random.Random(3)
    frame = pd.DataFrame(
        {
            "days": [n / 100 for n in range(1, 6001)],
            "ending": dice.choices(["stopped", "open"], [4, 1], k=6000),
        }
    )
    curve = curve_of(frame)
    assert len(curve) <= 1001
    assert curve["days"].iloc[0] == 0
    shown = frame[frame["days"] <= curve["days"].iloc[-1]]
    assert curve["stopped"].sum() == (shown["ending"] == "stopped").sum()
    assert np.abs(curve["share_handled"] - scipys(frame, curve["days"])["share"]).max() < 1e-9


def test_a_true_median_of_83_days_is_found_where_closed_cases_alone_say_56() -> None:
    """Exponential cases that came in evenly over the 368 days before the as-of day."""
    rng = np.random.default_rng(83)
    took = rng.exponential(83 / math.log(2), 4000)
    known = rng.uniform(0, 368, 4000)
    frame = pd.DataFrame(
        {"days": np.minimum(took, known), "ending": np.where(took <= known, "stopped", "open")}
    )
    closed_only = frame["days"][frame["ending"] == "stopped"].median()
    assert closed_only == pytest.approx(56, abs=3)
    curve, median = curve_of(frame), median_of(frame)["median_days"].iloc[0]
    reached = {side: curve["days"][curve[side] >= 0.5].iloc[0] for side in ("lower", "upper")}
    assert reached["upper"] <= 83 <= reached["lower"]
    assert reached["upper"] <= median <= reached["lower"]
    assert median == pytest.approx(83, abs=5)
