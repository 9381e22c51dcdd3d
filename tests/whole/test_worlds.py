"""Whatever `publish` took can be handed on: every command and every page works on it.

Worlds are made by chance, always the same ones: none, one and many schools, names of every kind, any tables
left out, any day. `python -m pytest tests/whole/test_worlds.py` with WORLDS=200 looks at more of them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import streamlit as st
from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import strategies as some

import queries.__main__
from data.__main__ import main
from data.publish import publish
from data.store import Store
from queries import questions
from tests.given.names import LETTERS, MARKUP
from tests.given.world import World, world, write_csvs
from tests.whole.fuzz.visits import FILES, faults, visit

WORLDS = int(os.environ.get("WORLDS", "1"))
#: Tables that a district may have no row of.
MAY_LACK = (
    "enrolment", "staffing", "reports", "statements", "activities", "incidents", "removals", "violations", "services", "service_use", "funding",
    "network_members", "office_actions",
)  # fmt: skip
#: Rows that go with the rows of another table.
GO_WITH = {"removals": "incidents", "violations": "incidents", "service_use": "services"}
LEVELS = ("TH", "THCS", "THPT")


@dataclass(frozen=True)
class District:
    """How the small world of the tests is changed: whose names, which tables are empty, which day it is."""

    names: tuple[str, ...]
    lacking: frozenset[str]
    as_of: date
    commune: str = "Xã Mỹ Thạnh"

    def tables(self) -> World:
        """The rows; the first two schools are those of the small world, the others send what the first sends."""
        tables = world()
        first, second = tables["schools"]
        tables["schools"] = [
            {**(first if place == 0 else second if place == 1 else first), "name": name}
            | ({"school_id": f"S{place}"} if place > 1 else {})
            for place, name in enumerate(self.names)
        ]
        for row in tables["communes"] + tables["services"] + tables["network_members"]:
            row["name"] = self.commune
        lacking = self.lacking | {table for table, other in GO_WITH.items() if other in self.lacking}
        if not self.names:
            lacking = frozenset(MAY_LACK) - {"network_members", "office_actions", "services"}
        for table in lacking:
            tables[table] = []
        for table in ("enrolment", "staffing", "reports", "statements", "funding"):
            owner = "payer" if table == "funding" else "school_id"
            sent = list(tables[table])
            for place in range(2, len(self.names)):
                tables[table] += [row | {owner: f"S{place}"} for row in sent]
        return _known_by(tables, self.as_of)


def _known_by(tables: World, day: date) -> World:
    """Without the rows that are dated later than `day`."""
    written = day.isoformat()
    later = ("submitted_on", "held_on", "received_at", "requested_at", "handled_on", "closed_at", "done_on", "joined_on", "evaluated_on")  # fmt: skip
    return {
        table: [row for row in rows if all(row.get(column, "")[:10] <= written for column in later)]
        for table, rows in tables.items()
    }


any_name = (
    some.sampled_from(LETTERS)
    | some.sampled_from(MARKUP[4:])
    | some.text(min_size=1, max_size=200)
    | some.text(alphabet="aăâđêôơưHTM ", min_size=1, max_size=60)
)
districts = some.builds(
    District,
    names=some.lists(any_name, min_size=0, max_size=5).map(tuple),
    lacking=some.frozensets(some.sampled_from(MAY_LACK), max_size=len(MAY_LACK)),
    as_of=some.sampled_from(
        [
            date(2021, 1, 2),
            date(2021, 9, 24),
            date(2023, 6, 30),
            date(2024, 3, 5),
            date(2025, 12, 31),
            date(2026, 2, 1),
        ]
    ),
    commune=any_name,
)
NOTHING = frozenset(MAY_LACK)
LAST = date(2025, 12, 31)


@settings(
    max_examples=WORLDS,
    derandomize=True,
    deadline=None,
    database=None,
    # What fails is reported as it is: to make it smaller would take as long again a hundred times.
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@example(District((), frozenset(), LAST))
@example(
    District(("T\x01rường\x85 \ufffe",), NOTHING, date(2021, 12, 31), commune="\u202eXã\u200b \x1b[31m\ufdd0")
)
@example(District(("W" * 200,), frozenset(), LAST, commune="Ệ" * 200))
@example(District(LETTERS + MARKUP[4:], frozenset({"incidents", "activities"}), LAST))
@given(districts)
def test_every_command_and_page_works_on_what_was_published(district: District) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        store = Store(folder / "snapshots")
        outcome = publish(
            [write_csvs(district.tables(), folder / "in")], store, as_of=district.as_of, fresh=True
        )
        assume(outcome.snapshot_id)
        _commands(folder)
        _pages(folder / "snapshots", with_school=bool(district.names))


def _commands(folder: Path) -> None:
    into = ["--into", str(folder / "snapshots")]
    assert main(["status", *into]) == 0
    assert main(["template", "--out", str(folder / "out"), *into]) == 0
    assert main(["export", "--out", str(folder / "all.zip"), *into]) == 0
    assert main(["verify", str(folder / "all.zip")]) == 0
    # A release or a report that cannot be is refused with words.
    assert main(["export", "--tier", "shareable", "--out", str(folder / "shared.zip"), *into]) in (0, 1)
    for year in ("2021", "2024", "2025"):
        assert main(["report", "--year", year, "--out", str(folder / f"{year}.docx"), *into]) in (0, 2)
    main(["report", "--year", "2024", "--school", "T1", "--out", str(folder / "school.docx"), *into])
    for name in questions():
        assert queries.__main__.main([name, *into]) == 0, name


def _pages(snapshots: Path, *, with_school: bool) -> None:
    addresses: list[dict[str, str | list[str]]] = [{"year": ["2023", "2024", "2025"]}]
    if with_school:
        addresses += [{"year": "2024", "school": "T1"}]
    with _shown(snapshots):
        for page in FILES:
            for one in addresses:
                app = visit(page, one)
                assert faults(app) == [], (page, one)
                assert len(app.title) == 1, (page, one)


@contextmanager
def _shown(snapshots: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DATA", str(snapshots))
        yield
    st.cache_data.clear()
    st.cache_resource.clear()
