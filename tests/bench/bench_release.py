"""How long the shareable edition takes for a district, a province and more, and how much it tells.

Run on request: `python -m tests.bench.bench_release` (`--schools 28 200` for some). The sample stands for 28
schools, whose few cases are the hardest; the others are made by `tests.bench.national`.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from data.publish import SAMPLE, publish
from data.store import Store
from queries.release.edition import edition
from tests.bench import national
from tests.world import AS_OF

#: Seconds that are promised by number of schools.
PROMISED = {28: 30, 200: 300, 1000: 1200}


def main() -> None:
    """Print for each size the seconds beside the promise, and how the counts that are not zero are told."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, nargs="*", default=list(PROMISED))
    for schools in parser.parse_args().schools:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            source = SAMPLE if schools == 28 else national.write(folder / "csv", schools)
            store = Store(folder / "store")
            assert publish([source], store, as_of=AS_OF).clean
            started, busy = time.perf_counter(), time.process_time()
            with edition(store.active()).cursor() as cursor:
                took, used = time.perf_counter() - started, time.process_time() - busy
                exact, ranges, rest = cursor.execute(
                    "SELECT count(*) FILTER (WHERE cases > 0), count(*) FILTER (WHERE cases IS NULL AND most IS NOT NULL), "
                    "count(*) FILTER (WHERE most IS NULL) FROM cells"
                ).fetchall()[0]
        promise = f"{PROMISED[schools]} s promised" if schools in PROMISED else "nothing promised"
        print(
            f"{schools:>6} schools: {took:.0f} s ({used:.0f} of a processor; {promise}); "
            f"told exactly {exact}, as a range {ranges}, without an upper bound {rest}",
            flush=True,
        )


if __name__ == "__main__":
    main()
