"""The plan of the house, checked by robots: SQL headers, parameters, words of commands, layout."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from data.contract import TABLES
from data.sqlfiles import read_folder, read_sql
from queries import SECTIONS, questions
from tests import ROOT

ALL_QUESTIONS = questions()
#: Questions that are longer than a page of code should be.
LONG = {
    "indicator_rollup", "incident_gaps", "incident_months", "school_funnel", "stage_times",
}  # fmt: skip
FILES = [
    path for folder in (*SECTIONS, "bases") for path in sorted((ROOT / "queries" / folder).glob("*.sql"))
]
INDICATORS = read_folder(ROOT / "queries" / "indicators")


@pytest.mark.parametrize("name", sorted(ALL_QUESTIONS))
def test_parameters_are_declared_and_used(name: str) -> None:
    question = ALL_QUESTIONS[name]
    assert question.used - {"years", "schools"} == set(question.params)
    assert question.question.strip().endswith("?")
    assert question.answer
    assert "ORDER BY" in question.sql.upper() or "LIMIT 1" in question.sql.upper()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_question_is_no_longer_than_a_page_of_code(path: Path) -> None:
    assert len(read_sql(path).sql.splitlines()) <= (90 if path.stem in LONG else 60)


def test_indicators_have_an_order_of_their_own() -> None:
    positions = sorted(file.header["position"] for file in INDICATORS.values())
    assert positions == list(range(1, len(INDICATORS) + 1))


@pytest.mark.parametrize("name", sorted(INDICATORS))
def test_every_indicator_is_defined(name: str) -> None:
    header = INDICATORS[name].header
    for text in ("title", "numerator", "why_it_matters"):
        assert header[text]
    assert isinstance(header["next_review"], date)
    assert header["counts"] == "count" or header["denominator"]
    for text in ("denominator", "left_out", "note", "of", "checked_by"):
        assert isinstance(header.get(text, ""), str)
    paragraphs = (ROOT / "data" / "plan" / "paragraphs.csv").read_text(encoding="utf-8")
    for paragraph in header["plan"]:
        assert re.search(rf"^{re.escape(paragraph)},", paragraphs, re.MULTILINE), paragraph


def test_the_top_level_is_the_plan_of_the_house() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    top = {line.split("/")[0] for line in listed.splitlines()}
    visible = {name for name in top if not name.startswith(".")}
    assert visible == {
        "dashboard.py", "pages", "data", "queries", "tests", "requirements.txt", "README.md", "pyproject.toml",
    }  # fmt: skip


def test_no_page_lies_directly_in_pages() -> None:
    """Streamlit would serve it around the front door."""
    assert [path.name for path in (ROOT / "pages").glob("*.py")] in ([], ["__init__.py"])


@pytest.mark.parametrize(
    ("room", "strangers"),
    [
        ("data", ["queries", "pages", "streamlit", "plotly", "pydeck"]),
        ("queries", ["pages", "streamlit", "plotly", "pydeck"]),
        ("pages.documents", ["streamlit", "plotly", "pydeck"]),
    ],
)
def test_no_module_of_a_room_brings_in_another_when_it_is_imported(room: str, strangers: list[str]) -> None:
    """The contracts read what is written; an import that is made while a module runs, they don't see."""
    code = f"""
import importlib, pkgutil, sys
for module in pkgutil.walk_packages(importlib.import_module({room!r}).__path__, {room + "."!r}):
    importlib.import_module(module.name)
print(*sorted(set({strangers!r}) & set(sys.modules)))
"""
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []


def test_data_reads_by_path_no_more_of_queries_than_the_contract_names() -> None:
    """What a snapshot is made with: definitions, marts and functions."""
    by_path = set()
    for path in (ROOT / "data").rglob("*.py"):
        by_path |= set(re.findall(r'QUERIES / "(\w+)"', path.read_text(encoding="utf-8")))
    contract = next(
        line
        for line in (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
        if "by path" in line
    )
    assert by_path == set(re.findall(r"queries/(\w+)", contract))


def test_the_library_of_workbooks_is_brought_in_whole_first() -> None:
    """Its parts ask for one another in circles: a thread that begins with a part, as the first reader of a page
    may, and one that begins with the whole each wait for what the other has begun, and both pages fail."""
    for room in ("data", "queries", "pages"):
        for path in sorted((ROOT / room).rglob("*.py")):
            names = re.findall(
                r"^\s*(?:import|from) (openpyxl\S*)", path.read_text(encoding="utf-8"), re.MULTILINE
            )
            assert not names or names[0] == "openpyxl", path


def test_only_the_commands_of_documents_are_imported_by_name() -> None:
    """And libraries, which pages/web loads while the server starts."""
    sources = [path for room in ("data", "queries", "pages") for path in (ROOT / room).rglob("*.py")]
    by_name = [
        path for path in sources if re.search(r"runpy|import_module", path.read_text(encoding="utf-8"))
    ]
    assert [path.relative_to(ROOT).as_posix() for path in by_name] == [
        "data/__main__.py",
        "pages/web/start.py",
    ]
    called = re.findall(r"import_module\((.+?)\)", (ROOT / "data/__main__.py").read_text(encoding="utf-8"))
    assert called == ['f"pages.documents.{name}.__main__"']


def test_every_command_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    main = (ROOT / "data" / "__main__.py").read_text(encoding="utf-8")
    for command in re.findall(r'^    "(\w+)": _\w+,$', main, re.MULTILINE):
        assert re.search(rf"data {command}\b|`{command}`", readme), command


def test_no_table_has_a_place_for_a_person() -> None:
    for table in TABLES.values():
        for column in table.columns:
            assert not re.search(
                r"pupil_name|full_?name|birth|phone|email|address|class_name|narrative", column.name
            )
