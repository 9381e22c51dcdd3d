"""How long the shareable edition takes for a district, a province and more, and how much it tells.

Run on request: `python -m tests.bench.bench_release` (`--schools 28 200` for some). The sample stands for 28
schools, whose few cases are the hardest; three releases of it, month by month, are made in a row too. The
others are made by `tests.bench.national`.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import date
from pathlib import Path

from data.publish import SAMPLE, publish
from data.store import Store
from queries.release.edition import edition
from tests.bench import earlier, national
from tests.given.world import AS_OF

#: Seconds that are promised by number of schools.
PROMISED = {28: 30, 200: 300, 1000: 1200}
#: As of which days the sample is released in a row.
IN_A_ROW = (date(2025, 8, 31), date(2025, 9, 30), date(2025, 10, 31), date(2025, 11, 30), AS_OF)


def main() -> None:
    """Print for each size the seconds beside the promise, and how the counts that are not zero are told."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, nargs="*", default=list(PROMISED))
    for schools in parser.parse_args().schools:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            source = SAMPLE if schools == 28 else national.write(folder / "csv", schools)
            release(source, Store(folder / "store"), AS_OF, schools, "alone")
            for number, day in enumerate(IN_A_ROW if schools == 28 else (), start=1):
                then = earlier.write(folder / f"{day}", day)
                release(then, Store(folder / "row"), day, schools, f"number {number} in a row")


def release(source: Path, store: Store, as_of: date, schools: int, which: str) -> None:
    """Publish and release beside what was released in this store before, and print what it took."""
    assert publish([source], store, as_of=as_of, fresh=True).clean
    started, busy = time.perf_counter(), time.process_time()
    with edition(store.active()).cursor() as cursor:
        took, used = time.perf_counter() - started, time.process_time() - busy
        exact, ranges, rest = cursor.execute(
            "SELECT count(*) FILTER (WHERE cases > 0), count(*) FILTER (WHERE cases IS NULL AND most IS NOT NULL), "
            "count(*) FILTER (WHERE most IS NULL) FROM cells"
        ).fetchall()[0]
    promise = f"{PROMISED[schools]} s promised" if schools in PROMISED else "nothing promised"
    print(
        f"{schools:>6} schools, {which}: {took:.0f} s ({used:.0f} of a processor; {promise}); "
        f"told exactly {exact}, as a range {ranges}, without an upper bound {rest}",
        flush=True,
    )


if __name__ == "__main__":
    main()
