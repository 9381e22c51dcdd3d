"""Run every check there is, in order: system programs, lint, format, types, import rules, tests.

`--only ROOM` runs the tests of one room and no other check. `--search MINUTES` instead looks for new examples that
break a property test. Further options go to pytest.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import ROOT
from tests.search import search

HERE = Path(sys.executable).parent
ROOMS = ("data", "queries", "pages", "whole")
#: One more than processors: whoever waits for a browser leaves a processor idle.
PROCESSES = (os.cpu_count() or 2) + 1


#: Programs that tests open pages and documents with, sign in at, stand before servers and run Spark with; and
#: Debian's packages that bring them.
PROGRAMS = {
    "chromium-headless-shell": "chromium-headless-shell",
    "soffice": "libreoffice-writer",
    "pdftotext": "poppler-utils",
    "node": "nodejs",
    "npm": "npm",
    "nginx": "nginx",
    "java": "openjdk-17-jre-headless",
}


def install_programs() -> None:
    """Install from Debian the programs that are not there; their absence must fail, not skip."""
    missing = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    if missing:
        root = [] if os.geteuid() == 0 else ["sudo"]
        subprocess.run([*root, "apt-get", "update", "-qq"], check=True)
        subprocess.run([*root, "apt-get", "install", "-y", "-qq", *missing], check=True)


def main() -> int:
    """Stop at the first check that fails and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests", allow_abbrev=False, description=__doc__)
    parser.add_argument("--search", type=float, metavar="MINUTES")
    parser.add_argument("--only", choices=ROOMS)
    choice, options = parser.parse_known_args()
    if choice.search is not None:
        return search(choice.search, options)
    install_programs()
    ruff, mypy, imports = (str(HERE / tool) for tool in ("ruff", "mypy", "lint-imports"))
    pytest = [sys.executable, "-m", "pytest", "-n", str(PROCESSES), "--dist", "loadfile", *options]
    checks = [[ruff, "check", "."], [ruff, "format", "--check", "."], [mypy], [imports], pytest]
    for command in checks if choice.only is None else [[*pytest, f"tests/{choice.only}"]]:
        print("+", " ".join(command), flush=True)
        if code := subprocess.run(command, cwd=ROOT, check=False).returncode:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
