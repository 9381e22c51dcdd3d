"""Spark gives the snapshot that DuckDB gives, whatever the cluster is set to; where it fails, nothing changes.

One Spark of two threads serves all tests. It is set otherwise than a session needs it: the engine has to see to
that.
"""

from __future__ import annotations

import csv
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from data.engines import java, spark
from data.engines.faults import EngineFault
from data.engines.portable import spark_sql
from data.publish import SAMPLE, publish
from data.sample_maker.story import SAMPLE_AS_OF
from data.sqlfiles import SqlFile, read_folder
from data.store import READ_ONLY_CONFIG, Store
from queries import FOLDER
from tests import ROOT
from tests.given import worlds
from tests.given.names import LETTERS
from tests.given.snapshots import differences
from tests.given.spark import OTHERWISE, failed
from tests.given.world import world, write_csvs

MARTS = read_folder(FOLDER / "marts")
INDICATORS = read_folder(FOLDER / "indicators")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a Spark Connect server, as `--engine spark://…` takes it."""
    with java.local_spark(OTHERWISE) as url:
        yield url.removeprefix("sc://")


@pytest.fixture
def store(published_world: Path) -> Store:
    """The folder of the published small world; every test leaves it as it was."""
    return Store(published_world)


@pytest.mark.parametrize("file", [*MARTS.values(), *INDICATORS.values()], ids=lambda file: file.name)
def test_every_mart_and_indicator_has_words_in_spark(file: SqlFile) -> None:
    assert spark_sql(file.sql).text


@pytest.fixture(scope="module")
def delivery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, and beside it a world made by chance: schools that open, close and are silent, cases of none."""
    by_chance = worlds.world(14)
    assert by_chance.as_of == SAMPLE_AS_OF
    tables = {}
    for path in SAMPLE.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
        if path.stem != "communes" and path.stem in by_chance.tables:
            for row in by_chance.rows(path.stem):
                # The sample's cases have numbers of the same form.
                own = {
                    key: f"C{row[key]}"
                    for key in row
                    if key.endswith("_id") and "school" not in key and row[key]
                }
                tables[path.stem].append(row | own)
    return write_csvs(tables, tmp_path_factory.mktemp("delivery"))


def test_the_snapshot_is_the_same_row_by_row(
    server: str, delivery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts: list[pa.Table] = []
    unite = spark.SparkMarts.facts

    def kept(marts: spark.SparkMarts, indicators: Mapping[str, SqlFile]) -> None:
        unite(marts, indicators)
        facts.append(marts._session.table("indicator_facts").toArrow())

    monkeypatch.setattr(spark.SparkMarts, "facts", kept)
    # A Spark of this machine's own reads a folder; the one that runs here already stands in for it.
    monkeypatch.setattr(spark, "local_spark", lambda: nullcontext(f"sc://{server}"))
    by_spark, by_duckdb = Store(tmp_path / "spark"), Store(tmp_path / "duckdb")
    outcome = publish([delivery], by_duckdb, as_of=SAMPLE_AS_OF)
    assert outcome.snapshot_id, [problem.line("en") for problem in outcome.problems]
    publish([delivery], by_spark, as_of=SAMPLE_AS_OF, engine=spark.spark_engine())
    assert by_spark.active_id() == outcome.snapshot_id
    paths = [each.path(outcome.snapshot_id) for each in (by_duckdb, by_spark)]
    assert list(differences(*paths)) == []
    # Facts are in no table of their own, and values hide those of schools out of scope.
    with duckdb.connect(str(paths[0]), read_only=True, config=dict(READ_ONLY_CONFIG)) as connection:
        for name, indicator in INDICATORS.items():
            rows = connection.sql(indicator.sql).project("school_id, year, numerator, denominator").fetchall()
            theirs = [tuple(row.values()) for row in facts[0].to_pylist() if row.pop("indicator") == name]
            assert sorted(theirs) == sorted(rows), name


@pytest.mark.parametrize("table", ["incidents", "network_members", "statements", "communes"])
def test_a_table_that_goes_to_a_cluster_in_pieces_is_the_same(
    table: str, server: str, released: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spark, "_PIECE", 100)
    with Store(released).opened() as snapshot, snapshot.cursor() as connection:
        rows = connection.table(table).fetchall()
        with spark.spark_engine(server)(connection) as marts:
            assert isinstance(marts, spark.SparkMarts)
            marts._give(table)
            theirs = [tuple(row.values()) for row in marts._session.table(table).toArrow().to_pylist()]
    assert sorted(theirs, key=repr) == sorted(rows, key=repr)


@pytest.mark.skipif("SPARK" not in os.environ, reason="another publish on Spark: a long run")
def test_a_day_within_the_plan_is_the_same_row_by_row(server: str, tmp_path: Path) -> None:
    by_chance = worlds.world(3)
    assert by_chance.as_of < SAMPLE_AS_OF
    folder = worlds.write(by_chance, tmp_path / "in")
    by_duckdb, by_spark = Store(tmp_path / "duckdb"), Store(tmp_path / "spark")
    outcome = publish([folder], by_duckdb, as_of=by_chance.as_of)
    assert outcome.snapshot_id
    publish([folder], by_spark, as_of=by_chance.as_of, engine=spark.spark_engine(server))
    assert by_spark.active_id() == outcome.snapshot_id
    assert list(differences(*(each.path(outcome.snapshot_id) for each in (by_duckdb, by_spark)))) == []


WORDS = pa.table(
    {"word": [*LETTERS, *"aáàảãạăâbcdđeêghiklmnoôơpqrstuưvxy", "Ba", "bà", "Bá", "ba", "Đa", "Da"]}
)


@pytest.mark.parametrize(
    "query",
    [
        # Number 3,000 times a million takes more than 32 bits.
        "SELECT row_number() OVER (ORDER BY word) * 100000000 AS number FROM words ORDER BY number",
        "SELECT len(word) / 2 AS half, 100.0 * len(word) / 3 AS share FROM words ORDER BY word",
        "SELECT word FROM words ORDER BY word COLLATE vi, word",
        "SELECT nullif(word, 'ba') AS word FROM words ORDER BY 1 DESC",
        "SELECT date_diff('second', CAST(DATE '2024-03-09' AS TIMESTAMP), TIMESTAMP '2024-03-11 00:00:07') AS seconds",
        "SELECT CAST(DATE '2024-01-31' AS TIMESTAMP) + INTERVAL 1 DAY AS moment, DATE '2024-03-01' - 1 AS day",
        "SELECT CAST(day AS DATE) AS day FROM (SELECT unnest(generate_series(DATE '2024-02-27', DATE '2024-03-02', INTERVAL 1 DAY)) AS day) ORDER BY day",
        "SELECT * EXCLUDE (word), 1 AS one FROM words WHERE word = 'ba'",
        "SELECT median(len(word)) AS middle, max(word) FILTER (WHERE word > 'a') AS last FROM words",
    ],
)
def test_what_both_have_words_for_means_the_same(server: str, query: str) -> None:
    """Each of these has other types or another order in Spark, if nobody sees to it."""
    with duckdb.connect() as connection:
        connection.register("words", WORDS)
        expected = connection.sql(query).fetchall()
        with spark.spark_engine(server)(connection) as marts:
            assert isinstance(marts, spark.SparkMarts)
            marts._session.createDataFrame(WORDS).createOrReplaceTempView("words")
            rows = marts._session.sql(spark_sql(query).text).toArrow()
    assert [tuple(row.values()) for row in rows.to_pylist()] == expected


def test_a_session_that_is_set_otherwise_is_refused(server: str) -> None:
    with duckdb.connect() as connection:
        opened = spark.spark_engine(server)(connection)
        marts = opened.__enter__()
        assert isinstance(marts, spark.SparkMarts)
        marts._session.conf.set("spark.sql.session.timeZone", "Asia/Tokyo")
        with pytest.raises(EngineFault) as fault:
            opened.__exit__(None, None, None)
    assert fault.value.code == "setting"
    assert "spark.sql.session.timeZone = Asia/Tokyo" in fault.value.message("en")
    assert "Bản đang dùng giữ nguyên" in fault.value.message("vi")


def test_what_spark_has_no_words_for_is_named(server: str) -> None:
    with duckdb.connect() as connection, spark.spark_engine(server)(connection) as marts:
        with pytest.raises(EngineFault) as fault:
            marts.table(SqlFile("wrong", {}, "SELECT no_such_function(1) AS n"))
        assert "cannot work out wrong" in fault.value.message("en")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_without_java_nothing_is_read(
    store: Store,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    lang: str,
) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "openjdk-17-jre-headless" in failed(store, "spark", capsys, lang)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))
    assert str(tmp_path / "nowhere") in failed(store, "spark", capsys, lang)


def test_an_old_java_is_named_with_its_version(
    store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    java_11 = tmp_path / "bin" / "java"
    java_11.parent.mkdir()
    java_11.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n", encoding="utf-8")
    java_11.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    message = failed(store, "spark", capsys, "en")
    assert "11.0.2" in message
    assert str(java_11) in message


@pytest.mark.parametrize("package", ["pyspark", "sqlglot", "grpc"])
def test_a_missing_package_is_named_with_the_command(
    store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    message = failed(store, "spark", capsys, "en")
    assert message.startswith(f"{package} is not installed")
    lock = message.split("-r ")[1].split()[0].rstrip(".")
    assert f"{'grpcio' if package == 'grpc' else package}==" in (ROOT / lock).read_text(encoding="utf-8")


def test_the_default_needs_neither_package(tmp_path: Path) -> None:
    code = """
import sys
sys.modules |= {"pyspark": None, "sqlglot": None, "grpc": None}
from data.__main__ import main
sys.exit(main(["publish", sys.argv[1], "--into", sys.argv[2], "--as-of", "2025-12-31"]))
"""
    folder = write_csvs(world(), tmp_path / "in")
    subprocess.run([sys.executable, "-c", code, str(folder), str(tmp_path / "out")], cwd=ROOT, check=True)
    assert Store(tmp_path / "out").active_id()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_server_that_is_not_there_is_named(
    store: Store, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    assert f"127.0.0.1:{port}" in failed(store, f"spark://127.0.0.1:{port}", capsys, lang)


def test_a_server_that_is_not_spark_is_named(
    store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(spark._TRIES, "max_retries", 1)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        hangs_up = subprocess.Popen(
            [sys.executable, "-c", "import socket, sys\ns = socket.socket(fileno=int(sys.argv[1]))\nwhile True: s.accept()[0].close()", str(other.fileno())],
            pass_fds=[other.fileno()],
        )  # fmt: skip
        try:
            message = failed(store, f"spark://127.0.0.1:{port}", capsys, "en")
        finally:
            hangs_up.kill()
            hangs_up.wait()
    assert f"127.0.0.1:{port}" in message


@pytest.mark.parametrize("name", ["ibis", "spark:", "spark://", "duckdb://x"])
def test_an_unknown_engine_is_named(store: Store, capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert f"no engine {name}" in failed(store, name, capsys, "en")
