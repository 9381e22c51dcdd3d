"""Every table that a page offers as CSV says of which question it is the answer."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pages.kit import origins
from pages.kit.origins import Query
from pages.kit.words import Words

MATRIX = Query("matrix", (2023, 2024), ("MAU-05",), (("first", "60"), ("only", "goals")))


def test_the_command_says_all_that_was_asked() -> None:
    assert MATRIX.command("internal") == (
        "python -m queries matrix --year 2023 --year 2024 --school MAU-05 --param first=60 --param only=goals"
    )
    assert Query("overdue").command("shareable") == "python -m queries overdue --tier shareable"
    earlier = "2025-06-30-0123456789ab"
    assert Query("overdue").command("shareable", earlier) == (
        f"python -m queries overdue --tier shareable --as-of {earlier}"
    )
    odd = Query("profile", params=(("school", "a b; rm"),))
    assert odd.command("internal").endswith("--param 'school=a b; rm'")


def test_of_very_many_schools_the_first_are_named() -> None:
    many = Query("overdue", schools=tuple(f"S{place}" for place in range(500)))
    assert many.command("internal").count("--school") == origins.NAMED


def test_an_origin_stays_with_the_table() -> None:
    answer = origins.marked(pa.table({"year": [2024, None], "n": [1, 2]}), MATRIX)
    assert origins.of(answer.slice(0, 1)).queries == (MATRIX,)
    other = origins.marked(pa.table({"x": [1]}), Query("overdue"))
    made = origins.done(answer.append_column("x", pa.array(["a", "b"])), "labelled", other)
    assert origins.of(made).queries == (MATRIX, Query("overdue"))
    assert origins.of(made).done == ("labelled",)
    assert origins.of(answer).done == ()


def test_a_table_of_nobody_is_refused() -> None:
    with pytest.raises(LookupError, match="nothing says what it answers"):
        origins.of(pa.table({"n": [1]}))


def test_whatever_was_done_is_said_in_both_languages() -> None:
    for said in origins.DONE.values():
        assert Words("vi").text(said) != Words("en").text(said) == said
