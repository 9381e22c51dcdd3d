"""The largest values that the contract allows, everywhere at once: published and answered, never too large."""

from __future__ import annotations

from pathlib import Path

from data.contract import TABLES
from data.publish import publish
from data.store import Store
from pages.documents.export.archive import to_bytes
from pages.documents.export.selection import Selection
from pages.documents.report import build
from queries import Reader, ask, questions
from tests.given.world import AS_OF, World, world, write_csvs

#: Numbers that say which, not how many.
_WHICH = ("year", "grade", "grade_from", "grade_to", "criteria_met")


def largest() -> World:
    """The small district with every count and sum at its upper bound, in sixty schools."""
    tables = world()
    for table, rows in tables.items():
        for row in rows:
            for column in TABLES[table].columns:
                counts = column.kind in ("integer", "money") and column.high is not None
                if counts and column.name not in _WHICH and row.get(column.name) and column.name != "value":
                    row[column.name] = str(int(column.high or 0))
    for table in ("schools", "enrolment", "staffing", "reports", "statements", "funding"):
        owner = TABLES[table].owner or "school_id"
        first = [row for row in tables[table] if row[owner] == "T1"]
        tables[table] += [row | {owner: f"M{n}"} for n in range(60) for row in first]
    return tables


def test_the_largest_values_are_published_and_answered(tmp_path: Path) -> None:
    store = Store(tmp_path / "snapshots")
    outcome = publish([write_csvs(largest(), tmp_path / "in")], store, as_of=AS_OF, fresh=True)
    assert outcome.clean, [problem.line("en") for problem in outcome.problems if problem.severity == "error"]
    snapshot = store.active()
    with snapshot.cursor() as cursor:
        # 61 schools of five grades with ten million pupils each: more than 32 bits hold, and still exact.
        assert cursor.execute("SELECT sum(pupils) FROM enrolment").fetchall() == [(61 * 5 * 10_000_000,)]
    for question in questions():
        ask(snapshot, question)
        ask(snapshot, question, years=[2024], schools=["T1"])
    to_bytes(snapshot, Selection((), (), (), Reader()))
    build(snapshot, 2024, Reader())
    snapshot.close()
