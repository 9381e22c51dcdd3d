"""A Spark that is lost midway: killed with the command, or one of two executors of a cluster.

Apart from tests/data/test_spark.py, whose Spark would stand beside these.
"""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from data.engines import java, spark
from data.publish import publish
from data.sqlfiles import SqlFile
from data.store import Store
from tests.given.snapshots import differences
from tests.given.spark import OTHERWISE, failed
from tests.given.world import AS_OF, world, write_csvs


@pytest.fixture
def store(published_world: Path) -> Store:
    """The folder of the published small world; every test leaves it as it was."""
    return Store(published_world)


def processes() -> list[tuple[int, str]]:
    """The Java processes that stem from this process, each with its command line."""
    listed = subprocess.run(
        ["ps", "-ewwo", "pid=,ppid=,stat=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 3) for line in listed.stdout.splitlines()]
    family = {str(os.getpid())}
    for _ in range(5):
        family |= {pid for pid, parent, *_ in rows if parent in family}
    return [
        (int(pid), args)
        for pid, _, stat, args in rows
        if pid in family and stat[0] != "Z" and "/java " in args
    ]


def test_a_spark_that_is_killed_midway_leaves_everything_as_it_was(
    store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Spark on this machine, killed between two marts."""
    monkeypatch.setattr(java, "_own", lambda scratch, own=java._own: {**own(scratch), **OTHERWISE})
    before, table = processes(), spark.SparkMarts.table
    killed: list[tuple[int, str]] = []

    def killing(marts: spark.SparkMarts, mart: SqlFile) -> None:
        if mart.name == "days":
            (process,) = (each for each in processes() if each not in before)
            os.kill(process[0], signal.SIGKILL)
            killed.append(process)
        table(marts, mart)

    monkeypatch.setattr(spark.SparkMarts, "table", killing)
    monkeypatch.setitem(spark._TRIES, "max_retries", 1)
    message = failed(store, "spark", capsys, "en")
    assert killed, message
    assert message.startswith("Spark was lost while it worked out days")
    assert processes() == before


@pytest.mark.skipif("SPARK" not in os.environ, reason="three Java processes for a minute: a long run")
def test_an_executor_may_be_lost(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cluster of two executors on this machine; one is killed between two marts, and the figures are the same."""
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    table = spark.SparkMarts.table
    killed: list[int] = []

    def killing(marts: spark.SparkMarts, mart: SqlFile) -> None:
        if mart.name == "report_states":
            killed.extend(pid for pid, args in processes() if "CoarseGrainedExecutorBackend" in args)
            os.kill(killed[0], signal.SIGKILL)
        table(marts, mart)

    monkeypatch.setattr(spark.SparkMarts, "table", killing)
    by_spark = Store(tmp_path / "spark")
    cluster = {"spark.master": "local-cluster[2,1,1024]", "spark.executor.memory": "1g"}
    with java.local_spark({**OTHERWISE, **cluster}) as url:
        engine = spark.spark_engine(url.removeprefix("sc://"))
        publish([write_csvs(world(), tmp_path / "in")], by_spark, as_of=AS_OF, fresh=True, engine=engine)
    assert killed
    assert by_spark.active_id() == store.active_id()
    assert list(differences(*(each.path(store.active_id()) for each in (store, by_spark)))) == []
