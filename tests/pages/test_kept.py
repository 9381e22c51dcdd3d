"""What is kept for all readers: bounded by bytes, made once, and made again after a fault."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import plotly.graph_objects as go
import pyarrow as pa
import pytest

from pages.kit.kept import Kept, size

MEGABYTE = 2**20


def test_the_least_recently_used_goes_when_the_bytes_are_full() -> None:
    kept, made = Kept(10 * MEGABYTE), list[str]()

    def of(key: str, megabytes: float) -> bytes:
        def make() -> bytes:
            made.append(key)
            return bytes(int(megabytes * MEGABYTE))

        value: bytes = kept.get(key, make)
        return value

    for key in "abc":
        assert len(of(key, 3)) == 3 * MEGABYTE
    of("a", 3)
    assert made == ["a", "b", "c"]
    # Nine are taken: for two more, the one that was used longest ago goes.
    of("d", 2)
    of("a", 3)
    of("c", 3)
    assert made == ["a", "b", "c", "d"]
    of("b", 3)
    assert made[-1] == "b"
    assert kept.bytes <= 10 * MEGABYTE
    # However many small ones there are, their number is no bound.
    for number in range(5000):
        of(f"{number}", 0.0001)
    of("0", 0.0001)
    assert made.count("0") == 1
    assert kept.bytes <= 10 * MEGABYTE


def test_what_many_ask_for_at_once_is_made_once() -> None:
    kept, made, all_there = Kept(MEGABYTE), list[int](), threading.Barrier(8, timeout=30)

    def ask(number: int) -> object:
        def make() -> object:
            made.append(number)
            return object()

        all_there.wait()
        return kept.get("key", make)

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(ask, range(8)))
    assert len(made) == 1
    assert len(set(map(id, answers))) == 1


def test_after_a_fault_it_is_made_again() -> None:
    kept = Kept(MEGABYTE)

    def broken() -> None:
        raise OSError("the disk reports a fault")

    for _ in range(2):
        with pytest.raises(OSError, match="disk"):
            kept.get("key", broken)
    assert kept.get("key", lambda: 1) == 1


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [
        (bytes(10**6), 10**6, 10**6 + 100),
        ([bytes(10**6)] * 5, 10**6, 10**6 + 500),
        ({"a": bytes(10**6), "b": (bytes(10**6), {bytes(10**6)})}, 3 * 10**6, 3 * 10**6 + 2000),
        # 100,000 numbers of 8 bytes, in two columns.
        (pa.table({"a": pa.array(range(50_000)), "b": pa.array(range(50_000))}), 800_000, 802_000),
        (go.Figure({"data": [{"type": "scatter", "x": ["x" * 10**6]}]}), 10**6, 10**6 + 100_000),
    ],
)
def test_bytes_are_counted_with_all_that_a_value_is_made_of(value: object, least: int, most: int) -> None:
    assert least <= size(value) <= most
