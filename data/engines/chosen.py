"""Finds the engine that a command names."""

from __future__ import annotations

from data.engines import Engine
from data.engines.duck import duckdb_engine
from data.engines.faults import EngineFault
from data.engines.spark import spark_engine


def chosen_engine(name: str) -> Engine:
    """The engine called `duckdb`, `spark` or `spark://HOST:PORT`. EngineFault when it cannot be used."""
    kind, _, address = name.partition("://")
    if name == "duckdb":
        return duckdb_engine
    if kind == "spark" and (address or name == "spark"):
        return spark_engine(address)
    raise EngineFault("unknown", actual=name)
