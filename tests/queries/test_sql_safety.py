"""No query text is ever built from a value: whatever schools, readers and links write is a parameter."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.publish import publish
from data.sqltext import literal, name, names, sql
from data.store import Snapshot, Store
from data.template import write_from_snapshot
from pages.documents.export.archive import to_bytes
from pages.documents.export.selection import Selection
from pages.documents.report import build
from queries import Reader, TierRefused, UnknownParameter, ask, questions
from tests import ROOT
from tests.given.world import world, write_csvs

AS_OF = date(2025, 12, 31)
#: A word that is in every value of the published world, and in no text of ours.
MARK = "QXZ7"
HOSTILE = (
    "'",
    "'; DROP TABLE schools; --",
    '"',
    "$years",
    "${x}",
    "?",
    "\\",
    "' OR 1=1 --",
    "*/",
    "\0",
    "${table}",
    MARK,
)
QUESTIONS = questions()
#: What runs an SQL text.
RUNS = ("execute", "executemany", "sql", "query", "from_query", "begin_query")

Texts = list[str]


@pytest.fixture(scope="module")
def texts() -> Iterator[Texts]:
    """Every SQL text that this process hands to DuckDB from here on."""
    heard: Texts = []

    def listening(run: Any) -> Any:
        def heard_and_run(self: Any, query: Any, *values: Any, **more: Any) -> Any:
            heard.append(str(query))
            return run(self, query, *values, **more)

        return heard_and_run

    with pytest.MonkeyPatch.context() as patch:
        for method in ("execute", "executemany", "sql", "query"):
            whole = getattr(duckdb.DuckDBPyConnection, method)
            patch.setattr(duckdb.DuckDBPyConnection, method, listening(whole))
        yield heard


@pytest.fixture(scope="module")
def snapshot(texts: Texts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """A small district in which every id and name carries the mark, published while the texts are heard."""
    marked = {
        table: [{column: _marked(column, value) for column, value in row.items()} for row in rows]
        for table, rows in world().items()
    }
    store = Store(tmp_path_factory.mktemp('it\'s; a "folder"'))
    folder = write_csvs(marked, store.folder / "in")
    outcome = publish([folder], store, as_of=AS_OF, fresh=True)
    assert outcome.clean, [problem.line("en") for problem in outcome.problems]
    opened = store.active()
    yield opened
    opened.close()


def _marked(column: str, value: str) -> str:
    """The value with the mark, where its column may hold any text."""
    free = column.endswith("_id") or column in ("name", "payer")
    return f"{MARK}-{value}" if free and value else value


def test_publishing_builds_no_text_from_what_was_sent(texts: Texts, snapshot: Snapshot) -> None:
    assert any("INSERT INTO" in text for text in texts)
    assert [text for text in texts if MARK in text] == []


def test_problems_are_found_without_a_text_built_from_them(
    texts: Texts, snapshot: Snapshot, tmp_path: Path
) -> None:
    """Every cell is wrong, in its own way; so are a header and the file's name."""
    store = Store(snapshot.path.parent)
    tables = world()
    for rows in tables.values():
        for number, row in enumerate(rows):
            for column in row:
                row[column] = MARK + HOSTILE[number % 9]
    folder = write_csvs(tables, tmp_path / "in")
    (folder / f"{MARK}'; --.csv").write_text(f"{MARK}'\n1\n", encoding="utf-8")
    header = (folder / "funding.csv").read_text(encoding="utf-8")
    (folder / "funding.csv").write_text(header.replace("source", f"source{MARK}'"), encoding="utf-8")
    del texts[:]
    outcome = publish([folder], store, as_of=AS_OF)
    assert len(outcome.problems) > 100
    assert [text for text in texts if MARK in text] == []


@pytest.mark.parametrize("question", sorted(QUESTIONS))
def test_a_question_s_text_is_the_same_whatever_is_asked(
    question: str, texts: Texts, snapshot: Snapshot
) -> None:
    declared_question = QUESTIONS[question]
    school = f"{MARK}-T1"
    for value in (*HOSTILE, f"{MARK}-T1"):
        params = {key: value for key, spec in declared_question.params.items() if not spec.get("allowed")}
        params |= {
            key: spec["default"] for key, spec in declared_question.params.items() if key not in params
        }
        del texts[:]
        try:
            ask(snapshot, question, schools=[school], years=[2024], params=params)
        except UnknownParameter as refused:
            # A parameter that has to be a day: refused in words, which name it.
            assert all(f"{key}={value!r}" in str(refused) for key in params if params[key] == value)  # noqa: PT017
        assert [text for text in texts if MARK in text] == []
        assert texts
        for key in declared_question.params:
            if declared_question.params[key].get("allowed"):
                with pytest.raises(UnknownParameter):
                    ask(snapshot, question, params={**params, key: value})
        if value != school:
            with pytest.raises(UnknownParameter):
                ask(snapshot, question, schools=[value], params=params)


def test_what_leaves_is_made_without_a_text_built_from_values(
    texts: Texts, snapshot: Snapshot, tmp_path: Path
) -> None:
    del texts[:]
    school = f"{MARK}-T1"
    for tier in ("internal", "shareable"):
        reader = Reader(tier=tier)
        to_bytes(snapshot, Selection((2024,), (school,), (), reader))
        build(snapshot, 2024, reader, school)
        build(snapshot, 2024, reader)
    write_from_snapshot(Store(snapshot.path.parent), tmp_path, schools=[school])
    assert len(texts) > 100
    assert [text for text in texts if MARK in text] == []


def test_the_mark_would_be_heard(texts: Texts) -> None:
    """The proof above is one: a text that carries the mark is noticed."""
    with duckdb.connect() as connection:
        connection.execute(f"SELECT '{MARK}'")
    assert MARK in texts.pop()


def test_the_shareable_tier_is_no_other_text(snapshot: Snapshot) -> None:
    with pytest.raises((UnknownParameter, TierRefused)):
        ask(snapshot, "incident_groups", params={"by": "x' --"}, reader=Reader(tier="shareable"))


@pytest.fixture(scope="module")
def scratch() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database: to open one takes longer than to ask it."""
    with duckdb.connect() as connection:
        yield connection


@given(
    text=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=60)
)
@settings(max_examples=300)
def test_a_name_and_a_literal_are_read_back_as_they_were(
    scratch: duckdb.DuckDBPyConnection, text: str
) -> None:
    with scratch.cursor() as connection:
        query = sql("SELECT ${value} AS ${column}", value=literal(text), column=name(text))
        result = connection.execute(query)
        assert result.description is not None
        assert result.description[0][0] == text
        assert result.fetchall() == [(text,)]
        # A part is put in once: what looks like a part in it stays text.
        assert sql("${one}", one="${two}", two="x") == "${two}"
        assert names(text, "b") == f'{name(text)}, "b"'


def calls() -> Iterator[tuple[str, ast.expr]]:
    """Each place in the code where an SQL text is run, and the expression of that text."""
    for folder in ("data", "queries", "pages"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                runs = (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr in RUNS
                )
                if runs and isinstance(node, ast.Call) and node.args:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node.args[0]


def test_no_text_is_put_together_where_it_is_run() -> None:
    """By sql() with named parts, or from files and constants; never by f-string, % or format."""
    places = list(calls())
    assert len(places) > 50
    for place, text in places:
        assert _is_composed_openly(text), f"{place}: {ast.unparse(text)}"


def _is_composed_openly(text: ast.expr) -> bool:
    if isinstance(text, ast.Constant | ast.Name | ast.Attribute):
        return True
    if isinstance(text, ast.BinOp):
        return isinstance(text.op, ast.Add) and all(map(_is_composed_openly, (text.left, text.right)))
    return (
        isinstance(text, ast.Call)
        and isinstance(text.func, ast.Name)
        and text.func.id in ("sql", "_with_types")
    )


def test_no_sql_file_turns_a_value_into_a_text() -> None:
    """DuckDB's query() and query_table() run a text that they are given, and files are read by path."""
    for path in [*(ROOT / "queries").rglob("*.sql"), *(ROOT / "data").rglob("*.sql")]:
        body = re.sub(r"/\*.*?\*/|--[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        calls_of_body = re.findall(r"\b(query|query_table|read_\w+|glob|getenv|sniff_csv)\s*\(", body)
        assert calls_of_body == [], path.name
        assert "${" not in body, path.name
