"""How much longer the questions about timeliness take at 500,000 incidents than at 260.

Run on request: `python -m tests.bench.bench_clocks`. Ratios are the result; the times are of
this machine and only for information.
"""

from __future__ import annotations

import time
from statistics import median

from data.store import Snapshot
from queries import ask
from tests.bare import build_marts, snapshot

FEW, MANY = 260, 500_000
ROUNDS = 7
QUESTIONS: list[tuple[str, dict[str, str]]] = [
    ("handling_curve", {"by": "none"}),
    ("handling_curve", {"by": "year"}),
    ("handling_curve", {"by": "category"}),
    ("handling_medians", {"by": "year"}),
    ("clock_rates", {"by": "year"}),
    ("clock_rates", {"by": "category"}),
    ("duration_bands", {}),
    ("stage_times", {}),
    ("overdue", {}),
    ("incident_months", {}),
]

#: Cases spread over the plan, drawn from a hash of their number: the same ones every time.
#: 5% are open for good and another 5% end otherwise; the rest takes up to some 90 days.
_INCIDENTS = """
    INSERT INTO incidents BY NAME
    WITH drawn AS (
        SELECT
            n, hash(n) % 2_246_000 AS received, 60 + hash(n + 1) % 130_000 AS took, hash(n + 2) % 100 AS fate,
            TIMESTAMP '2021-09-24 00:00' AS first
        FROM range(CAST(? AS BIGINT)) AS numbers (n)
    )
    SELECT
        'VV-' || n AS incident_id, 'S' || hash(n + 3) % ? AS school_id, 1 AS children, 'zalo' AS platform, 'school' AS intake,
        ['harmful_content', 'cyberbullying', 'fraud', 'overuse'][CAST(1 + hash(n + 4) % 4 AS INTEGER)] AS category,
        ['low', 'medium', 'high', 'emergency'][CAST(1 + hash(n + 5) % 4 AS INTEGER)] AS severity,
        first + CAST(received AS BIGINT) * INTERVAL 1 MINUTE AS received_at,
        received_at + CAST(took // 9 AS BIGINT) * INTERVAL 1 MINUTE AS assessed_at,
        received_at + CAST(took // 4 AS BIGINT) * INTERVAL 1 MINUTE AS plan_issued_at,
        CASE WHEN fate >= 5 THEN received_at + CAST(took AS BIGINT) * INTERVAL 1 MINUTE END AS closed_at,
        CASE WHEN fate >= 10 THEN 'resolved' WHEN fate >= 5 THEN 'transferred' END AS outcome
    FROM drawn
"""


def main() -> None:
    """Print one line per question, and the slowest ratio."""
    with snapshot({}, marts=()) as small, snapshot({}, marts=()) as large:
        fill(small, FEW, schools=28)
        fill(large, MANY, schools=26_000)
        ratios = []
        for name, params in QUESTIONS:
            few, many = seconds(small, name, params), seconds(large, name, params)
            ratios.append(many / few)
            words = " ".join([name, *(f"{key}={value}" for key, value in params.items())])
            print(f"{words:32} ratio {many / few:6.1f}   ({1000 * few:.0f} ms → {1000 * many:.0f} ms)")
        print(f"{MANY:,} incidents against {FEW}: slowest ratio {max(ratios):.1f}")


def fill(source: Snapshot, cases: int, schools: int) -> None:
    """Draw the cases and build the marts that the questions read."""
    source.connection.execute(_INCIDENTS, [cases, schools])
    started = time.perf_counter()
    build_marts(source.connection)
    print(f"marts of {cases:,} incidents: {time.perf_counter() - started:.2f} s")


def seconds(source: Snapshot, name: str, params: dict[str, str]) -> float:
    """The median time of one answer, after one that does not count."""
    taken = []
    for _ in range(ROUNDS + 1):
        started = time.perf_counter()
        ask(source, name, params=params)
        taken.append(time.perf_counter() - started)
    return median(taken[1:])


if __name__ == "__main__":
    main()
