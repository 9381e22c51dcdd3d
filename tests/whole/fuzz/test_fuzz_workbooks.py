"""Any workbook gives a report: real ones spoilt in a thousand ways, in bounded time and memory.

FUZZ_WORKBOOKS asks for another number of them; seed 17 is the same workbook whatever the number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import pytest

from data.intake import read_file
from data.intake.delivery import Sheet
from tests.given.files import archive_of
from tests.whole.fuzz.bases import Parts, workbooks
from tests.whole.fuzz.offered import Case, blocks, offer, seed_ids
from tests.whole.fuzz.workbooks import mutant

BLOCKS = blocks("FUZZ_WORKBOOKS", 100)


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Parts]:
    return workbooks(tmp_path_factory.mktemp("bases"))


@pytest.fixture(scope="module")
def unspoilt(bases: Mapping[str, Parts], tmp_path_factory: pytest.TempPathFactory) -> Sequence[Sheet]:
    """The sheets of the workbooks before anything is done to them; there is nothing wrong in any."""
    path = tmp_path_factory.mktemp("unspoilt") / "book.xlsx"
    sheets: list[Sheet] = []
    for parts in bases.values():
        path.write_bytes(archive_of(parts))
        read = read_file(path, path.name)
        assert read.problems == ()
        assert len(read.sheets) > 5
        sheets.extend(read.sheets)
    return sheets


@pytest.mark.parametrize("block", BLOCKS, ids=seed_ids)
def test_a_spoilt_workbook_gives_a_report(
    block: range, bases: Mapping[str, Parts], unspoilt: Sequence[Sheet], tmp_path: Path
) -> None:
    cases = []
    for seed in block:
        done, content = mutant(bases, Random(seed))
        path = tmp_path / f"{seed}.xlsx"
        path.write_bytes(content)
        cases.append(Case(seed, done, path))
    offer(cases, unspoilt)
