"""The generator of a national-size data set: what the benchmarks stand on is itself in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.contract import INTAKE_TABLES
from data.publish import publish
from data.store import Store
from tests.bench import national
from tests.given.contract_cells import complaints, read_text
from tests.given.world import AS_OF


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return national.write(tmp_path_factory.mktemp("national"), schools=28)


def test_every_table_is_written_as_the_contract_wants_it(drawn: Path) -> None:
    assert {path.stem for path in drawn.glob("*.csv")} == {table.name for table in INTAKE_TABLES}
    for table in INTAKE_TABLES:
        rows = read_text(drawn / f"{table.name}.csv")
        assert len(rows), table.name
        assert list(complaints(table, rows)) == []


def test_it_checks_clean_and_publishes(drawn: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "snapshots")
    outcome = publish([drawn], store, as_of=AS_OF)
    assert [problem.line("en") for problem in outcome.problems] == []
    snapshot = store.active()
    assert not snapshot.sample
    with snapshot.cursor() as cursor:
        counts = dict(cursor.execute("SELECT table_name, rows FROM row_counts").fetchall())
    snapshot.close()
    assert (counts["schools"], counts["activities"], counts["incidents"]) == (28, 2153, 538)


def test_the_same_bytes_come_every_time(drawn: Path, tmp_path: Path) -> None:
    again = national.write(tmp_path, schools=28)
    assert {path.name: path.read_bytes() for path in again.iterdir()} == {
        path.name: path.read_bytes() for path in drawn.iterdir()
    }
