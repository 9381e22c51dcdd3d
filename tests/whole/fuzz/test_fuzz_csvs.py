"""Any CSV gives a report, and so does any other file under a name that is not its own.

FUZZ_CSVS asks for another number of them; seed 17 is the same file whatever the number.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from data.intake import read_file
from data.problems import sort_problems
from tests import ROOT
from tests.given.files import archive_of
from tests.whole.fuzz.bases import csvs, workbooks
from tests.whole.fuzz.csvfiles import mutant
from tests.whole.fuzz.offered import Case, blocks, offer, seed_ids

BASES = csvs()
BLOCKS = blocks("FUZZ_CSVS", 100)


@pytest.mark.parametrize("block", BLOCKS, ids=seed_ids)
def test_a_spoilt_csv_gives_a_report(block: range, tmp_path: Path) -> None:
    cases = []
    for seed in block:
        done, name, content = mutant(BASES, Random(seed))
        # A folder each: a CSV is known by its name.
        path = tmp_path / str(seed) / name
        path.parent.mkdir()
        path.write_bytes(content)
        cases.append(Case(seed, done, path))
    offer(cases)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A school's."""
    return archive_of(workbooks(tmp_path_factory.mktemp("books"))["school"])


@pytest.mark.parametrize("name", ["schools.csv", "schools.xlsx", "schools.txt", "schools"])
def test_another_file_under_this_name_gives_a_report(name: str, workbook: bytes, tmp_path: Path) -> None:
    others = {
        "a picture": (ROOT / "pages/kit/shield.svg").read_bytes(),
        "a program": Path("/bin/sh").read_bytes(),
        "a Word document": (ROOT / "pages/documents/report/template/bao-cao-nam.docx").read_bytes(),
        "our own code": Path(__file__).read_bytes(),
        "a workbook": workbook,
        "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(2_000),
        "a database": b"SQLite format 3\0" + bytes(4_000),
        "nothing": b"",
        "only a mark": b"\xef\xbb\xbf",
    }
    cases = []
    for number, (what, content) in enumerate(others.items()):
        path = tmp_path / str(number) / name
        path.parent.mkdir()
        path.write_bytes(content)
        cases.append(Case(number, what, path))
        # A workbook is known by its content whatever it is called; nothing else is taken for a table.
        read = read_file(path, name)
        assert (read.problems == ()) == (what == "a workbook"), (what, sort_problems(read.problems))
    offer(cases)
