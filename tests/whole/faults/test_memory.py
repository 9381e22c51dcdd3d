"""Memory that runs out: rows go to the disk, and where that is full too nothing changes and it is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pytest

from data.__main__ import main
from data.assembly import assemble
from data.plan_files import first_plan
from data.publish import PLAN, SAMPLE
from data.sample_maker.story import SAMPLE_AS_OF
from data.store import Store
from tests.given.folders import contents

WORDS = {"vi": "không đủ bộ nhớ", "en": "there is not enough memory"}


# While files are read, and while their rows are checked.
@pytest.mark.parametrize(("limit", "lang"), [("2MB", "vi"), ("24MB", "en")])
def test_a_publish_without_enough_memory_changes_nothing(
    store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, limit: str, lang: str
) -> None:
    before, connect = contents(store.folder), duckdb.connect

    def connected(*where: Any, **settings: Any) -> duckdb.DuckDBPyConnection:
        connection = connect(*where, **settings)
        if not where:
            connection.execute("SET max_temp_directory_size = '0B'")
            connection.execute(f"SET memory_limit = '{limit}'")
        return connection

    monkeypatch.setattr(duckdb, "connect", connected)
    command = ["publish", str(SAMPLE), "--into", str(store.folder), "--fresh", "--lang", lang]
    assert main(command) == 1
    assert WORDS[lang] in capsys.readouterr().err
    assert contents(store.folder) == before


def test_what_does_not_fit_into_memory_lies_in_a_folder_that_is_gone_afterwards(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assembly = assemble(first_plan(PLAN), [], SAMPLE_AS_OF)
    assembly.connection.execute("SET memory_limit = '16MB'")
    assembly.connection.execute("CREATE TABLE many AS SELECT hash(range) AS number FROM range(4000000)")
    (folder,) = tmp_path.iterdir()
    assert folder.stat().st_mode & 0o077 == 0
    assert any(folder.iterdir())
    rows = "SELECT count(*), max(number) > min(number) FROM many"
    assert assembly.connection.execute(rows).fetchall() == [(4_000_000, True)]
    assembly.close()
    assert not any(tmp_path.iterdir())
