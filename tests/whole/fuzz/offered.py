"""Offering spoilt files to intake: what must come back, how long it may take, how much memory it may hold."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa

from data.assembly import assemble
from data.intake import read_file
from data.intake.delivery import FileRead, Sheet
from data.plan_files import first_plan
from data.problems import Problem
from data.publish import PLAN

AS_OF = date(2025, 12, 31)
#: Files whose rows are checked together: one assembly costs more than one file.
BLOCK = 50
#: No file may keep intake busy for longer, in seconds; an honest one takes hundredths.
_PATIENCE = 120
#: Nor may intake need more memory beside what the process holds already, in bytes.
_MEMORY = 1_500 * 2**20
#: Signs that end a line, or turn the words around them.
_BREAKING = set("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
#: The longest message: what is found is repeated in part, what is allowed in full.
_LONGEST = 2_000


@dataclass(frozen=True)
class Case:
    """One spoilt file: the seed that makes it again, what was done to it, where it lies."""

    seed: int
    done: str
    path: Path

    def __str__(self) -> str:
        return f"seed {self.seed} ({self.done}), offered as {self.path.name}"


def blocks(setting: str, usual: int) -> Sequence[range]:
    """The seeds in blocks; the environment variable `setting` asks for another number than usual."""
    count = int(os.environ.get(setting, usual))
    return [range(start, min(start + BLOCK, count)) for start in range(0, count, BLOCK)]


def offer(cases: Sequence[Case], known: Sequence[Sheet] = ()) -> None:
    """Read each file and check all that was read, as `check` does; whatever happens is a report.

    Sheets that are as the unspoilt file has them (`known`) were checked with it and are not again.
    """
    reads = []
    with _bounded_memory():
        for case in cases:
            with _named(case), _in_time(case):
                read = read_file(case.path, case.path.name)
                assert read.problems or read.sheets, "neither a problem nor a table"
                _is_one_line(read.problems)
            reads.append(replace(read, sheets=tuple(s for s in read.sheets if not _is_known(s, known))))
        try:
            _check(reads)
        except Exception:
            # Which of them was it?
            for case, read in zip(cases, reads, strict=True):
                with _named(case):
                    _check([read])
            raise


def _check(reads: Sequence[FileRead]) -> None:
    plan = first_plan(PLAN)
    assembly = assemble(plan, [reads], AS_OF)
    assembly.close()
    _is_one_line(assembly.problems)


def _is_one_line(problems: Sequence[Problem]) -> None:
    """Each problem is one line in either language that no sign in it can break or turn around."""
    for problem in problems:
        for lang in ("vi", "en"):
            line = problem.line(lang)
            assert len(line) <= _LONGEST, line[:200]
            assert not set(line) & _BREAKING, repr(line)


def _is_known(sheet: Sheet, known: Sequence[Sheet]) -> bool:
    return isinstance(sheet.rows, pa.Table) and any(
        sheet.table == other.table
        and sheet.headers == other.headers
        and isinstance(other.rows, pa.Table)
        and sheet.rows.equals(other.rows)
        for other in known
    )


@contextmanager
def _named(case: Case) -> Iterator[None]:
    """Whatever goes wrong names the case."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        raise AssertionError(f"{case}: {type(error).__name__}: {error}") from error


@contextmanager
def _in_time(case: Case) -> Iterator[None]:
    def late(*_: object) -> None:
        raise TimeoutError(f"still busy after {_PATIENCE} s")

    before: Callable[..., object] | int | None = signal.signal(signal.SIGALRM, late)
    signal.alarm(_PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _bounded_memory() -> Iterator[None]:
    """The process cannot be given more memory: what wants it fails, and so does the test."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + _MEMORY, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def seed_ids(block: range) -> str:
    """What a block is called in the report of tests."""
    return f"seeds {block.start}-{block.stop - 1}"
