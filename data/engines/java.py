"""A Spark of this machine's own: looks for Java, starts Spark Connect on loopback, ends it."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from data.engines.faults import EngineFault

#: The oldest version of Java that Spark 4 runs on.
_OLDEST = 17
_PATIENCE = 20


def must_have_java() -> None:
    """EngineFault when Java is missing or too old; JAVA_HOME comes before PATH, as for Spark itself."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which(str(Path(home, "bin", "java")) if home else "java")
    if java is None:
        raise EngineFault(
            "no_java", actual=f"JAVA_HOME={home}" if home else f"PATH={os.environ.get('PATH', '')}"
        )
    answer = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    version = re.search(r'version "(\d+)([^"]*)"', answer.stderr + answer.stdout)
    if version is None or int(version[1]) < _OLDEST:
        raise EngineFault("unfit_java", actual=java, version=version[1] + version[2] if version else "?")


@contextmanager
def local_spark(settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a Spark Connect server that runs as long as the block, on loopback and with a password.

    The server ends by itself when this process is killed. `settings` win over the ones of `_own`. EngineFault
    when it does not start.
    """
    token = secrets.token_urlsafe(32)
    with (
        quiet(),
        TemporaryDirectory(prefix="spark-", ignore_cleanup_errors=True) as name,
        _password(token),
    ):
        scratch = Path(name)
        with _gateway({**_own(scratch), **(settings or {})}, scratch / "log") as gateway:
            # The plugin among the settings starts Spark Connect with the context.
            gateway.jvm.org.apache.spark.api.java.JavaSparkContext(
                gateway.jvm.org.apache.spark.SparkConf(True)
            )
            companion = getattr(gateway.jvm, "org.apache.spark.sql.connect.service.SparkConnectService$")
            service = getattr(companion, "MODULE$")
            yield f"sc://localhost:{service.localPort()}/;token={token}"


def _own(scratch: Path) -> dict[str, str]:
    """Half of the memory, every core, nothing heard from outside, no trace after the end."""
    half = (
        os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**21 if hasattr(os, "sysconf") else 4096
    )
    return {
        "spark.master": "local[*]",
        "spark.plugins": "org.apache.spark.sql.connect.SparkConnectPlugin",
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": "0",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.defaultJavaOptions": f"-Djava.io.tmpdir={scratch}",
        "spark.driver.memory": f"{half}m",
        # The client takes each mart in pieces.
        "spark.driver.maxResultSize": "0",
        "spark.local.dir": str(scratch),
        "spark.sql.shuffle.partitions": str(4 * (os.cpu_count() or 1)),
        "spark.sql.warehouse.dir": str(scratch / "warehouse"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }


@contextmanager
def _password(token: str) -> Iterator[None]:
    """Hand the server its password by the environment: everybody on the machine can read a command line."""
    variable = "SPARK_CONNECT_AUTHENTICATE_TOKEN"
    before = os.environ.get(variable)
    os.environ[variable] = token
    try:
        yield
    finally:
        os.environ.pop(variable)
        if before is not None:
            os.environ[variable] = before


@contextmanager
def quiet() -> Iterator[None]:
    """Without pyspark's warnings of pandas 3, which the engine does not use, and of tries before a fault."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        warnings.filterwarnings("ignore", message=r"\[RETRIES_EXCEEDED\]")
        yield


@contextmanager
def _gateway(settings: Mapping[str, str], log: Path) -> Iterator[Any]:
    """A Java process with Spark in it, spoken to by Py4J; its own lines go to `log`."""
    from py4j.protocol import Py4JError
    from pyspark import SparkConf
    from pyspark.errors import PySparkRuntimeError
    from pyspark.java_gateway import launch_gateway

    launch: Any = launch_gateway
    conf = SparkConf(loadDefaults=False).setAll(list(settings.items()))
    with log.open("wb") as lines, ExitStack() as ending:
        try:
            gateway = launch(conf, {"stdout": lines, "stderr": lines})
            ending.callback(_end, gateway)
            yield gateway
        except (Py4JError, PySparkRuntimeError) as error:
            raise EngineFault("not_started", why=_last_line(log) or str(error)) from error


def _end(gateway: Any) -> None:
    """Java ends at the end of its input; one that does not is killed."""
    with suppress(Exception):
        gateway.shutdown()
    process: subprocess.Popen[bytes] = gateway.proc
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
