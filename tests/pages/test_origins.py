"""Every table that a page offers as CSV says of which question it is the answer."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pages.kit import origins
from pages.kit.choice import Choice
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


def test_a_question_follows_the_choice_that_it_was_asked_with() -> None:
    before = Choice((2024,), 2024, against=2023, schools=("MAU-05",))
    after = Choice((2021, 2022), 2022, schools=("MAU-06", "MAU-07"))
    years = Query("matrix", (2024,), ("MAU-05",), (("against", "2023"), ("only", "goals")))
    moved = Query("matrix", (2021, 2022), ("MAU-06", "MAU-07"), (("against", "none"), ("only", "goals")))
    assert years.moved(before, after) == moved
    # What is of all years, of another year or of all schools stays so.
    assert Query("matrix", (), ()).moved(before, after) == Query("matrix", (), ())
    assert Query("matrix", (2023,)).moved(before, after) == Query("matrix", (2023,))
    # Of two years chosen, a question may be of the last one alone.
    assert Query("matrix", (2022,)).moved(after, before) == Query("matrix", (2024,))


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
    for sentence in origins.DONE.values():
        assert Words("vi").text(sentence) != Words("en").text(sentence) == sentence
