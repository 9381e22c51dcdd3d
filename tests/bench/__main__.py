"""The promises of speed, each measured and printed beside what was promised.

Run on request: `python -m tests.bench` for all, `python -m tests.bench messages bare` for some. `--into FOLDER`
keeps the national snapshot (26,000 schools) for the next time. Only ratios of one run say anything; the times
beside them are of this machine.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

#: What is measured, in this order, and what its benchmark is given.
BENCHES: dict[str, tuple[str, tuple[str, ...]]] = {
    "messages": ("messages of a rerun", ()),
    "bare": ("click on a year, and start of the server ÷ the same on a bare Streamlit page", ()),
    "pages": ("rerun of a page on the server with 26,000 schools ÷ with 28", ("into",)),
    "click": ("click on a year in a browser with 26,000 schools ÷ with 28", ("into",)),
    "publish": ("publish ÷ DuckDB reading the same CSVs into plain tables", ("source",)),
    "engines": ("publish on DuckDB and on Spark by number of schools", ()),
    "release": ("the shareable edition at 28, 200 and 1,000 schools", ()),
    "readers": ("50 readers changing a filter every 5 s", ()),
    "processes": ("200 readers on one process and on two", ()),
}


def main() -> int:
    """Run the chosen benchmarks one after the other; returns 1 when one of them broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--into", type=Path, default=Path(".artifacts/national"))
    parser.add_argument("--source", type=Path, help="CSVs of tests.bench.national, if there are")
    parser.add_argument("--soak", action="store_true", help="let the fifty readers go on for five minutes")
    options = parser.parse_args()
    if unknown := set(options.names) - set(BENCHES):
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(BENCHES)}")
    broken = 0
    for name, (measured, takes) in BENCHES.items():
        if options.names and name not in options.names:
            continue
        print(f"\n{name}: {measured}", flush=True)
        given = ["--into", str(options.into)] if "into" in takes else []
        given += ["--from", str(options.source)] if "source" in takes and options.source else []
        given += ["--seconds", "300"] if name == "readers" and options.soak else []
        done = subprocess.run([sys.executable, "-m", f"tests.bench.bench_{name}", *given], check=False)
        broken = broken or int(done.returncode != 0)
    return broken


if __name__ == "__main__":
    sys.exit(main())
