"""An indicator is judged by what is better of it: in marts, roll-ups, arrows, sentences and the report."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import data.build
import data.publish
from data.sqlfiles import QUERIES
from data.store import Snapshot, Store
from pages.documents.report import wording
from pages.kit import cells, phrases
from pages.kit.marks import MARKS
from pages.kit.words import Words
from pages.overview import columns
from queries import Reader, ask
from queries.ranges import is_missed
from tests.bare import answer
from tests.given import oracle
from tests.given.world import AS_OF, world, write_csvs
from tests.queries.test_clocks import incident

#: Of four incidents a year so many came through the single contact point: 75%, 25% and none.
THROUGH = {2023: 3, 2024: 1, 2025: 0}
#: 20% at most, as if the fewer the better; 25% is near it. The share of other sources has no good side.
TARGETS = "single_channel,{year},20,district\nmobilised_share,{year},1,district\n"


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    folder = tmp_path_factory.mktemp("lower")
    tables = world()
    tables["incidents"] = [
        incident(
            f"VV-{year}-{n}",
            f"{year}-03-0{n + 1} 09:00",
            intake="single_point" if n < through else "family",
        )
        for year, through in THROUGH.items()
        for n in range(4)
    ]
    tables["removals"] = tables["violations"] = []
    plan = Path(shutil.copytree(data.publish.PLAN, folder / "plan"))
    with (plan / "targets.csv").open("a", encoding="utf-8") as file:
        file.writelines(TARGETS.format(year=year) for year in THROUGH)
    queries = folder / "queries"
    for part in ("indicators", "marts"):
        shutil.copytree(QUERIES / part, queries / part)
    definition = queries / "indicators" / "single_channel.sql"
    text = definition.read_text(encoding="utf-8")
    definition.write_text(text.replace('polarity = "higher"', 'polarity = "lower"'), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data.publish, "PLAN", plan)
        patch.setattr(data.publish, "QUERIES", queries)
        patch.setattr(data.build, "QUERIES", queries)
        patch.setattr(oracle, "LOWER", {"single_channel"})
        store = Store(folder / "snapshots")
        outcome = data.publish.publish([write_csvs(tables, folder / "in")], store, as_of=AS_OF)
        assert outcome.snapshot_id, [problem.line("en") for problem in outcome.problems]
        opened = store.active()
        again = oracle.indicator_values(folder / "in", plan, AS_OF)
    statuses = {
        (r["school_id"], r["year"], r["indicator"]): r["status"]
        for r in ask(opened, "indicator_values").to_pylist()
        if r["indicator"] in oracle.INDICATORS
    }
    assert statuses == {
        (r["school_id"], r["year"], r["indicator"]): r["status"] for r in again.to_dict("records")
    }
    yield opened
    opened.close()


def test_at_most_the_target_is_met_and_up_is_worse(judged: Snapshot) -> None:
    for question, choice in (
        ("indicator_values", {"schools": ["T1"]}),
        ("indicator_rollup", {"by": "district"}),
        ("indicator_rollup", {"by": "commune"}),
        ("indicator_years", {}),
    ):
        values = answer(judged, question, **choice)
        rows = values[(values["indicator"] == "single_channel") & values["year"].isin(THROUGH)]
        assert list(rows["status"]) == ["far", "near", "met"], question
    for year, status in zip(THROUGH, ["far", "near", "met"], strict=True):
        (row,) = answer(judged, "map_units", years=[year], indicator="single_channel").to_dict("records")
        assert row["status"] == status
    (row,) = (
        answer(judged, "school_strip", school="T1")
        .query("indicator == 'single_channel' and year == 2025")
        .to_dict("records")
    )
    assert row["change"] == "down"


def test_what_has_no_good_side_has_no_verdict(judged: Snapshot) -> None:
    values = answer(judged, "indicator_values")
    rows = values[(values["indicator"] == "mobilised_share") & values["target"].notna()]
    assert len(rows) > 0
    assert rows["status"].isna().all()


def test_words_and_arrows_follow(judged: Snapshot) -> None:
    words = Words("vi")
    rows: list[dict[str, Any]] = ask(judged, "indicator_years").to_pylist()
    of = {(row["indicator"], row["year"]): row for row in rows}
    # Of C1 nothing is known: it may have had many incidents, through the single contact point or not.
    assert (of["single_channel", 2024]["gap"], phrases.unsettled(of["single_channel", 2024], words)) == (
        5,
        "chưa rõ",
    )
    assert phrases.standing_of(of["single_channel", 2025], words) == "● Đạt · chưa rõ"
    fallen = columns._change(of["single_channel", 2024], words).data()["mark"]
    assert (fallen[0], fallen[2].partition(", ")[2]) == ("↓", "tốt hơn")
    risen = {"change": "up", "difference": 2.0, "subjects": 2, "counts": "ratio"}
    for polarity, word in (
        ("lower", "2,0 điểm, kém hơn"),
        ("higher", "2,0 điểm, tốt hơn"),
        ("neutral", "2,0 điểm"),
    ):
        mark = columns._change(risen | {"polarity": polarity}, words).data()["mark"]
        assert mark[0::2] == ["↑", word]
    assert wording.judged(of["single_channel", 2023]) == (
        "chưa đạt mức 20,0% của huyện, còn chưa rõ do phần chưa có số liệu"
    )
    assert "đạt mức" in wording.judged(of["single_channel", 2025])


def test_who_is_missing_is_who_has_one(judged: Snapshot) -> None:
    for year, part in ((2024, "partly"), (2025, "full")):
        rows = ask(judged, "inside", years=[year], params={"indicator": "single_channel"}).to_pylist()
        assert next(row["part"] for row in rows if row["school_id"] == "T1") == part


def test_a_range_is_judged_by_its_worst_and_its_best(judged: Snapshot) -> None:
    """The shareable edition gives a verdict only where it holds over the whole range, and it is the true one."""
    reader = Reader(role="viewer", tier="shareable")
    for question in ("indicator_years", "indicator_rollup"):
        true = {(row["indicator"], row["year"]): row["status"] for row in ask(judged, question).to_pylist()}
        rows = ask(judged, question, reader=reader).to_pylist()
        of_year = {row["year"]: row for row in rows if row["indicator"] == "single_channel"}
        for year in THROUGH:
            row = of_year[year]
            assert row["state"] == "masked"
            assert row["status"] in (None, true["single_channel", year])
            if row["status"] is None:
                assert (
                    row["value_least"] <= 20 <= row["value_most"]
                    or row["value_least"] <= 25 <= row["value_most"]
                )


def test_a_masked_verdict_is_put_into_words_without_a_gap() -> None:
    row: dict[str, Any] = {"target": 20.0, "target_source": "district", "unit": "percent", "gap": None}
    row |= {
        "indicator": "single_channel",
        "status": None,
        "polarity": "lower",
        "value_least": 21.0,
        "value_most": 60.0,
        "unsettled": False,
    }
    assert is_missed(row)
    assert not is_missed(row | {"value_least": 20.0})
    assert is_missed(row | {"polarity": "higher", "value_least": 0.0, "value_most": 19.0})
    assert not is_missed(row | {"polarity": "neutral"})
    assert wording.judged(row | {"status": "far"}) == "chưa đạt mức 20,0% của huyện"
    assert wording.judged(row | {"status": "near"}) == "gần đạt mức 20,0% của huyện"
    # The mark claims no more than that: neither nearly nor by far.
    value = cells.value(
        {**row, "state": "masked", "value": None, "subjects": 2, "counts": "ratio"}, Words("vi")
    )
    assert value.mark == MARKS["missed"]
    assert (value.text, value.word) == ("21–60%", "Chưa đạt")
    assert MARKS["missed"].shape not in (MARKS["near"].shape, MARKS["far"].shape)
    assert wording.judged(row) == "chưa đạt mức 20,0% của huyện"
    assert wording.judged(row | {"value_least": 19.0}) == "chưa đánh giá được so với mức 20,0% của huyện"
