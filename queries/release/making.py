"""Makes the shareable edition of a snapshot: what it tells, checked beside all releases before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import duckdb
import numpy as np

from data.drafts import draft_of, sweep
from data.faults import WRITING, from_duckdb
from data.functions import write_functions
from data.sqlfiles import read_sql
from data.sqltext import literal, name, sql
from data.store import Snapshot, SnapshotUnreadable
from queries.release.counts import Block, Cell, blocks
from queries.release.edition import ReleaseRefused
from queries.release.imagined import Imagined
from queries.release.known import Disclosed
from queries.release.ledger import Entry, Ledger
from queries.release.ranges import ranges
from queries.release.seats import seats
from queries.release.telling import tell

FOLDER = Path(__file__).resolve().parent
MARTS = FOLDER.parent / "marts"

#: Tables that count no child's case, copied as they are. Whatever is not named here stays inside.
PUBLIC = (
    "snapshot", "years", "months", "calendar", "communes", "schools", "school_years", "indicators",
    "dictionary", "plan", "periods", "goals", "paragraphs", "targets", "assumptions", "deadlines", "rebases",
    "tasks",
    "enrolment", "enrolled", "staffing", "staff", "reports", "reported", "report_states", "statements",
    "answers", "activities", "activities_in_year", "awareness_sessions", "services", "service_use", "funding",
    "funds_in_year", "network_members", "office_actions", "days_off", "unit_years",
)  # fmt: skip
#: Tables of single cases that questions mention; empty here, so that they answer with what is left.
EMPTY = ("clocks",)
#: Marts of the same name, as far as they may leave: SQL files in `marts` beside this one.
MASKED = ("indicator_values", "indicator_totals")
#: Marts made once more, from what is in the edition.
AGAIN = ("indicator_spread", "exceptions")


def make(snapshot: Snapshot, path: Path) -> None:
    """Write the edition to `path` and enter it into the ledger; the caller holds the lock of editions.

    Raises what `edition` raises.
    """
    ledger = Ledger(path.parent, snapshot.sample)
    entry = ledger.of(snapshot.id)
    with snapshot.cursor() as cursor:
        counted = list(blocks(cursor))
        _must_count_alike(cursor, counted)
        disclosed = (
            _disclosed_again(counted, entry)
            if entry
            else _disclosed_anew(cursor, counted, snapshot.as_of, ledger.entries)
        )
    # Whoever gets here holds the lock: no other draft of this edition is being written.
    sweep(path.parent, path.name, all_dead=True)
    with draft_of(path) as draft:
        try:
            _write(snapshot.path, draft, disclosed)
        except WRITING as error:
            raise from_duckdb(error, path) from error
        if entry is None:
            # Entered first: what may have been seen must not be forgotten.
            ledger.enter(snapshot.id, disclosed)


def _disclosed_anew(
    cursor: duckdb.DuckDBPyConnection, counted: Sequence[Block], as_of: date, before: Sequence[Entry]
) -> list[Disclosed]:
    """What a new release tells, beside all releases before it, the newest last."""
    could_be = Imagined(cursor)
    assumed = dict(cursor.execute("SELECT assumption, value FROM assumptions").fetchall())
    disclosed = []
    for block in counted:
        place = (block.sort, block.year)
        earlier = [entry.disclosed[place] for entry in before if place in entry.disclosed]
        days = [as_of, *(entry.as_of for entry in reversed(before) if place in entry.disclosed)]
        exact = [
            {cell: count for cell, (count, _) in entry.counts[block.year].items()}
            for entry in before
            if block.year in entry.counts
        ]
        schools = {*block.schools, *(school for each in earlier for school in each.block.schools)}
        disclosed.append(
            tell(
                block,
                seats(sorted(schools)),
                int(assumed["small_count_threshold"]),
                earlier,
                exact,
                zeros=bool(assumed["zeros_shown"]),
                imagined=partial(could_be.kinds, *place, days),
            )
        )
    return disclosed


def _disclosed_again(counted: Sequence[Block], entry: Entry) -> list[Disclosed]:
    """What the entry says that was told: an edition that is gone is rebuilt as it was, never masked anew."""
    disclosed = []
    for block in counted:
        recorded = entry.disclosed.get((block.sort, block.year))
        shown: dict[Cell, tuple[float, float]] = {}
        if recorded:
            bounds = zip(recorded.least.tolist(), recorded.most.tolist(), strict=True)
            shown = dict(zip(recorded.block.cells, bounds, strict=True))
        for cell, (count, exact) in entry.counts.get(block.year, {}).items():
            if exact:
                shown[cell] = (count, count)
        for cell, count in zip(block.cells, block.counts.tolist(), strict=True):
            least, most = shown.get(cell, (0, np.inf))
            if not least <= count <= most:
                raise SnapshotUnreadable(
                    f"the record of what was released of {entry.snapshot} says that {block.year} "
                    f"{'/'.join(cell)} is {least:.0f} to {most:.0f}, but the snapshot counts {count}. One of "
                    "the two is not as it was: restore both from a backup"
                )
        bounds_of = np.array([shown.get(cell, (0, np.inf)) for cell in block.cells], dtype=float)
        disclosed.append(Disclosed(block, bounds_of[:, 0], bounds_of[:, 1]))
    return disclosed


def _must_count_alike(cursor: duckdb.DuckDBPyConnection, counted: Sequence[Block]) -> None:
    """Every indicator of children's cases is counted in the release as its own definition counts it."""
    counts = {
        (*cell, block.year): count
        for block in counted
        for cell, count in zip(block.cells, block.counts.tolist(), strict=True)
    }
    rows = cursor.execute(
        "SELECT indicator, year, coalesce(numerator, 0), coalesce(denominator, 0), counts "
        "FROM indicator_totals JOIN indicators USING (indicator) WHERE child"
    ).fetchall()
    for indicator, year, numerator, denominator, kind in rows:
        for part, count in (("done", numerator), ("all", denominator))[: 1 if kind == "count" else 2]:
            in_release = counts.get((indicator, part, year))
            if in_release != count:
                raise ReleaseRefused(
                    indicator,
                    f"{indicator} counts {count} ({part}) in {year}, but the release counts "
                    f"{'nothing of that name' if in_release is None else in_release}: give it a column in "
                    "queries/release/cases that counts as its definition does, so that what ties it to other "
                    "counts is known",
                )


def _write(source: Path, draft: Path, disclosed: Sequence[Disclosed]) -> None:
    with duckdb.connect(str(draft)) as connection:
        connection.execute(sql("ATTACH ${source} AS exact (READ_ONLY)", source=literal(str(source))))
        # In one step: fifty small tables that each go to the disk take longer than all else.
        connection.execute("BEGIN")
        for table in PUBLIC:
            connection.execute(sql("CREATE TABLE ${table} AS FROM exact.${table}", table=name(table)))
        for table in EMPTY:
            connection.execute(sql("CREATE TABLE ${table} AS FROM exact.${table} LIMIT 0", table=name(table)))
        write_functions(connection)
        connection.execute(
            "CREATE TABLE cells (measure VARCHAR, part VARCHAR, year INTEGER, cases BIGINT, least BIGINT, "
            "most BIGINT, state VARCHAR)"
        )
        connection.executemany("INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?, ?)", list(_cells(disclosed)))
        for folder, tables in ((FOLDER / "marts", MASKED), (MARTS, AGAIN)):
            for table in tables:
                body = read_sql(folder / f"{table}.sql").sql
                connection.execute(sql("CREATE TABLE ${table} AS ", table=name(table)) + body)
        connection.execute("COMMIT")
        connection.execute("DETACH exact")
        # Closing would do this too, but says nothing when the disk is full: an empty edition would stay.
        connection.execute("CHECKPOINT")


def _cells(
    disclosed: Sequence[Disclosed],
) -> Iterator[tuple[str, str, int, int | None, int, int | None, str]]:
    """Every count that is told, exactly or as a range; no upper bound is None."""
    for each in disclosed:
        for (measure, part), least, most in zip(each.block.cells, *ranges(each), strict=True):
            count = int(least) if least == most else None
            top = int(most) if np.isfinite(most) else None
            state = "masked" if count is None else "value"
            yield measure, part, each.block.year, count, int(least), top, state
