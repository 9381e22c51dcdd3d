"""The tests are the same each time; the search draws new examples, and finds what breaks a property."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import ROOT, profiles
from tests.search import search

BROKEN = """
from hypothesis import given, strategies as st

@given(st.integers(0, 10_000))
def test_broken(number):
    assert number < 100

@given(st.integers(0, 10_000))
def test_whole(number):
    assert number >= 0

def test_of_another_kind():
    assert False
"""


def test_two_runs_draw_the_same_examples() -> None:
    def drawn() -> list[int]:
        numbers: list[int] = []

        @settings(settings.get_profile(profiles.SUITE), max_examples=20)
        @given(st.integers())
        def take(number: int) -> None:
            numbers.append(number)

        take()
        return numbers

    assert drawn() == drawn()


def test_what_breaks_a_property_is_printed_once_and_nothing_else_is_run(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "test_properties.py"
    path.write_text(BROKEN, encoding="utf-8")
    # The time is over after the second pass.
    clock = SimpleNamespace(monotonic=iter([0.0, 59.0, 60.0]).__next__, time_ns=lambda: 7 * 10**6)
    monkeypatch.setattr("tests.search.time", clock)
    assert search(1, ["-n0"], tmp_path) == 1
    out = capfd.readouterr().out
    assert "number=100," in out
    assert out.count("FAILED ") == 1
    assert "seed 7: 1 new, 1 broken so far" in out
    assert "seed 8: 0 new, 1 broken so far" in out
    assert "test_properties.py::test_broken as its @example" in out
    assert "test_whole" not in out
    assert "test_of_another_kind" not in out


def test_where_nothing_breaks_the_search_says_so(tmp_path: Path) -> None:
    path = tmp_path / "test_properties.py"
    path.write_text(BROKEN.replace("number < 100", "number >= 0"), encoding="utf-8")
    assert search(0, ["-n0"], tmp_path) == 0


def test_every_generator_has_a_seed() -> None:
    unseeded = []
    for path in sorted((ROOT / "tests").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules = {
            n.asname or n.name for node in ast.walk(tree) if isinstance(node, ast.Import) for n in node.names
        }
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            what = ast.unparse(call.func)
            seeded = bool(call.args) and what.endswith(("random.Random", "random.default_rng"))
            # A function of the module draws from one generator that nobody has seeded.
            of_module = re.fullmatch(
                r"np\.random\.\w+" + (r"|random\.\w+" if "random" in modules else ""), what
            )
            if (of_module and not seeded) or (what == "Random" and not call.args):
                unseeded.append(f"{path.relative_to(ROOT)}:{call.lineno} {what}")
    assert unseeded == []
