"""Look for examples that break a property: property tests only, with ever new seeds, until the time is over."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests import ROOT
from tests.profiles import SEARCH

#: Exit codes of pytest.
_ALL_PASSED, _SOME_FAILED, _NONE_LEFT = 0, 1, 5


def search(minutes: float, options: Sequence[str] = (), folder: Path = ROOT) -> int:
    """Run the folder's property tests again and again and print what breaks them; the last pass is ended.

    A test that was broken is left out of the passes that follow. Returns 1 when any was; a pass that could
    not run ends the search with the code of pytest. `options` go to pytest: paths, or `-k`.
    """
    ends, seed, broken = time.monotonic() + 60 * minutes, time.time_ns() // 10**6, list[str]()
    while True:
        ran = _pass(seed, broken, options, folder)
        new = re.findall(r"^FAILED (\S+)", ran.stdout, re.MULTILINE)
        if ran.returncode not in (_ALL_PASSED, _NONE_LEFT):
            print(ran.stdout, ran.stderr, sep="\n")
        if ran.returncode not in (_ALL_PASSED, _NONE_LEFT) and not new:
            return ran.returncode
        broken += new
        print(f"seed {seed}: {len(new)} new, {len(broken)} broken so far", flush=True)
        if time.monotonic() >= ends:
            break
        seed += 1
    for test in broken:
        print(f"keep what broke {test} as its @example")
    return _SOME_FAILED if broken else _ALL_PASSED


def _pass(
    seed: int, left_out: Sequence[str], options: Sequence[str], folder: Path
) -> subprocess.CompletedProcess[str]:
    """Each property test once, with the examples of this seed."""
    command = [sys.executable, "-m", "pytest", "-p", "tests.profiles", "-m", "hypothesis", "--tb=short"]
    command += [
        f"--hypothesis-profile={SEARCH}",
        f"--hypothesis-seed={seed}",
        *("-n", "2", "--dist", "loadfile"),
    ]
    command += [f"--deselect={test}" for test in left_out]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*command, *options], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
