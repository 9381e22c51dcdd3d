"""The columns of a question are declared once, in its header: the header and the answer agree."""

from __future__ import annotations

import pyarrow as pa
import pytest

from data.contract.reading import DeclarationError
from data.sqlfiles import SqlFile
from data.store import Snapshot
from queries import Question, ask, questions
from queries.columns import KINDS, Declared, declared

EVERY = questions()
WHOLE = (pa.int32(), pa.int64())
#: The types in which an answer brings a kind.
TYPES: dict[str, tuple[pa.DataType, ...]] = {
    **dict.fromkeys(("id", "school", "text", "code"), (pa.string(),)),
    **dict.fromkeys(("year", "count", "money"), WHOLE),
    **dict.fromkeys(("month", "day"), (pa.date32(),)),
    **dict.fromkeys(("number", "percent", "share", "measured"), (pa.float64(),)),
    "yes_no": (pa.bool_(),),
    "moment": (pa.timestamp("us"),),
}


@pytest.mark.parametrize("name", EVERY)
def test_a_header_declares_the_columns_of_its_answer(name: str, snapshot: Snapshot) -> None:
    """Of all, and of a school that has no rows in most answers."""
    full = ask(snapshot, name)
    empty = full.slice(0, 0) if "schools" not in EVERY[name].used else ask(snapshot, name, schools=["MAU-01"])
    for answer in (full, empty):
        assert answer.column_names == [column.name for column in EVERY[name].columns]
        for column in EVERY[name].columns:
            kind = answer.schema.field(column.name).type
            assert pa.types.is_list(kind) if column.kind == "list" else kind in TYPES[column.kind], (
                column.name
            )


@pytest.mark.parametrize("name", EVERY)
def test_what_is_never_empty_and_what_tells_rows_apart(name: str, snapshot: Snapshot) -> None:
    question, answer = EVERY[name], ask(snapshot, name)
    for column in question.columns:
        if column.required:
            assert answer[column.name].null_count == 0, column.name
        if column.codes and not question.params.get("by"):
            codes = {code for code in answer[column.name].to_pylist() if code is not None}
            assert codes <= set(column.allowed), column.name
    if question.key:
        rows = answer.select(list(question.key)).to_pylist()
        assert len({tuple(row.values()) for row in rows}) == len(rows)


def _file(columns: object, **more: object) -> SqlFile:
    return SqlFile("goals", {"columns": columns, "child": False} | more, "SELECT 1")


def test_a_column_is_read_from_its_header() -> None:
    late = {"name": "late", "kind": "count", "title": "Days late", "unit": "ngày"}
    year, other, own = declared(_file(["year", {"name": "since", "like": "year", "required": False}, late]))
    assert (year.kind, year.title.in_language("vi"), year.required) == ("year", "Năm", True)
    assert (other.name, other.title.in_language("en"), other.required) == ("since", "Year", False)
    assert (own.kind, own.title.in_language("en"), own.unit, own.decimals, own.note) == (
        "count",
        "Days late",
        "ngày",
        1,
        None,
    )
    contract = own.in_contract()
    assert (contract.kind, contract.low, contract.unit) == ("integer", 0, "ngày")


FULL = {"name": "x", "kind": "text", "title": "Text"}


@pytest.mark.parametrize(
    ("columns", "fault"),
    [
        (None, "lists no columns"),
        ([], "lists no columns"),
        (["nobody"], "no column 'nobody', and no kind"),
        ([{**FULL, "kind": "colour"}], "kind cannot be 'colour'; there are: id, school"),
        ([{**FULL, "colour": "red"}], "a key cannot be 'colour'"),
        ([{**FULL, "decimals": "2"}], "decimals cannot be '2'"),
        ([{**FULL, "decimals": True}], "decimals cannot be True"),
        ([{**FULL, "title": ""}], "title cannot be ''"),
        ([{key: FULL[key] for key in ("name", "kind")}], "lacks title"),
        ([{**FULL, "kind": "code"}], "a code has codes"),
        ([{**FULL, "codes": "clock"}], "nothing else has"),
        ([{**FULL, "kind": "code", "codes": "Mapping"}], "a list of codes cannot be 'Mapping'"),
        ([{**FULL, "privacy": "secret"}], "privacy cannot be 'secret'"),
        ([{**FULL, "note": {"vi": "Chữ"}}], "note cannot be {'vi'"),
        ([FULL, FULL], "declares the column 'x' twice"),
        ([{**FULL, "privacy": "child"}], "says child = false"),
    ],
)
def test_a_header_that_is_wrong_says_where(columns: object, fault: str) -> None:
    with pytest.raises(DeclarationError, match=r"goals\.sql") as error:
        declared(_file(columns))
    assert fault in str(error.value)


def test_a_key_of_no_column_is_refused() -> None:
    with pytest.raises(DeclarationError, match="'y', which is no column"):
        declared(_file([FULL], key=["y"]))


def test_every_kind_has_its_types() -> None:
    assert set(KINDS) == {*TYPES, "list"}
    used = {column.kind for each in EVERY.values() for column in each.columns}
    assert used == set(KINDS)
    assert all(
        isinstance(each, Question) and isinstance(each.columns[0], Declared) for each in EVERY.values()
    )
