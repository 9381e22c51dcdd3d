"""The blocks that pages are made of: an answer, a table with its files, a figure, a fold, a definition."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NoReturn

import plotly.graph_objects as go
import pyarrow as pa
import streamlit as st

from pages.kit import address, answers, downloads, filters, inert, origins, phrases
from pages.kit.cells import CSS, FIRST, JS, Column, Columns, Row, data, declared_columns, on_screen, rest
from pages.kit.choice import Choice
from pages.kit.figure import CONFIG, place
from pages.kit.words import N_, Words

_component = st.components.v2.component("table", css=CSS, js=JS)


class EndOfPage(Exception):
    """The page ends here; the frame's last lines still follow."""


def details(key: str, label: str, draw: Callable[[], None]) -> None:
    """A folded block that costs nothing while it is closed."""
    block = st.expander(label, key=f"{key}_details", on_change="rerun")
    if block.open:
        with block:
            draw()


def stop(why: str, icon: str) -> NoReturn:
    """Say why there is nothing to show, and end the page there."""
    st.info(why, icon=f":material/{icon}:")
    raise EndOfPage


def stop_if_nobody(choice: Choice, words: Words) -> None:
    """Say that no school fits the filters, and end the page there."""
    if choice.nobody:
        why = N_("No school fits these filters: {selection}. Widen the level or the commune.")
        stop(words.text(why, selection=inert.as_markdown(choice.place)), "filter_alt_off")


def stop_if_no_school(choice: Choice, words: Words) -> None:
    """The same, and where the register itself holds no school yet."""
    stop_if_nobody(choice, words)
    if not filters.directory():
        why = N_("The register holds no school yet: publish the office's workbook with its schools.")
        stop(words.text(why), "filter_alt_off")


def inside_only(words: Words) -> None:
    """Shown when the shareable edition has no answer."""
    why = N_(
        "Not part of the shareable edition: it tells of single cases, or of too few to be told apart. "
        "The whole district may be told where one school is not."
    )
    st.info(words.text(why), icon=":material/lock:")


def stop_unless_offered(question: str, choice: Choice, words: Words) -> None:
    """Say that the shareable edition has no answer to the page's question, and end the page there."""
    if not answers.offered(question, choice):
        inside_only(words)
        raise EndOfPage


def heading(text: str, *, sub: bool = False) -> None:
    """What stands over a block."""
    (st.subheader if sub else st.header)(inert.as_markdown(text), anchor=False)


def caption(text: str) -> None:
    """Small print."""
    st.caption(inert.as_markdown(text))


def text(paragraph: str) -> None:
    """A paragraph."""
    st.markdown(inert.as_markdown(paragraph))


def listed(facts: Sequence[str]) -> None:
    """Small print: one line per fact that there is."""
    caption("\n".join(f"- {fact}" for fact in facts if fact))


def answer(text: str, below: str) -> None:
    """The answer to the page's question, right under the filters, and the grey line below it."""
    with st.container(key="answer"):
        st.markdown(inert.as_markdown(f"**{text}**\n\n{below}"))


def known(choice: Choice, words: Words, *also: str) -> str:
    """The grey line of most pages: who reported, and what else is to be known."""
    return phrases.known(answers.rows("coverage", choice), choice, words, *also)


def method(title: str, indicators: Sequence[str], words: Words, *, first: str = "") -> None:
    """The fold at the foot of a page: `first` a text of its own, how marks are read, and definitions."""

    def draw() -> None:
        if first:
            caption(first)
        reading(words)
        definitions(indicators, words)

    details("method", title, draw)


def definitions(indicators: Sequence[str], words: Words) -> None:
    """What is divided by what, and what is left out, for each indicator named."""
    known = _definitions(words)
    rows = [known[name] for name in dict.fromkeys(indicators) if name in known]
    title = f"title_{words.lang}"
    st.caption("\n".join(f"- **{row[title]}** ({row['plan']}): {phrases.definition(row)}" for row in rows))


def definition(indicator: str, words: Words) -> str:
    """Why one indicator matters, and its definition."""
    row = _definitions(words)[indicator]
    return f"{row['why_it_matters']}. {phrases.definition(row)}"


def _definitions(words: Words) -> dict[str, Row]:
    return {row["indicator"]: row for row in answers.rows("definitions", lang=words.lang)}


def reading(words: Words) -> None:
    """How to read marks, part-years and silence: the same lines on every page."""
    st.caption(phrases.reading(words))


def table(
    key: str,
    answer: pa.Table,
    columns: Columns,
    *,
    alt: str,
    choice: Choice | None = None,
    lines: Callable[[pa.Table], Sequence[Any]] = inert.rows,
    rows_a_line: int = 1,
    first: int = FIRST,
    group: Callable[[Any], str] | None = None,
    whole: Callable[[], pa.Table] | None = None,
    fold: str = "",
    figure: str = "",
    on_open: Callable[[str], None] = address.open_school,
    below: str = "",
    **drawn: Any,
) -> None:
    """The answer as a table with its `first` lines, in the reader's words.

    `choice` is what the answer was asked with, where it is not the reader's own choice.

    Its files stand in the page's menu. Columns that are named only are those that the answer's questions
    declare. `lines` makes what the columns read of an answer, a line of `rows_a_line` rows. With a `fold` (a
    label) the table stands folded; the `figure` (its key) is what it is the table of; `below` stands in small
    under it; `drawn` is what else `cells.data` takes: details, rows on paper.

    On screen it is one component without a frame, whose HTML the browser builds from JSON: real rows and
    cells that wrap, are copied, printed and read aloud. A heading sorts, the first column may open something,
    marks keep their colour, and on a phone each row becomes a card. Texts reach the page as text, never as
    markup.
    """
    words, choice = st.session_state["words"], choice or filters.chosen()
    questions = [query.question for query in origins.of(answer).queries]
    shown = declared_columns(columns, questions, words)
    offer = partial(downloads.offer, key, answer, words, choice, shown, title=alt)
    offer(rows=lines, group=group, whole=whole, picture=figure)

    def rows() -> None:
        # Cut before rows are made of it: no screen holds 26,000 schools.
        total = answer.num_rows // rows_a_line
        listed = lines(answer.slice(0, on_screen(total) * rows_a_line))
        small = " ".join(filter(None, (rest(total, words), below)))
        _draw(key, shown, listed, on_open, alt=alt, group=group, below=small, first=first, **drawn)

    if fold:
        details(key, fold, rows)
    else:
        rows()


def _draw(
    key: str, columns: Sequence[Column], rows: Sequence[Any], on_open: Callable[[str], None], **shape: Any
) -> None:
    """The table on screen: a cell that opens something calls `on_open` with its id."""
    drawn = data(columns, rows, st.session_state["words"], **shape)
    opened = set().union(*drawn["opens"])
    name = f"{key}_table"

    def open_mark() -> None:
        address.open_school(st.session_state[name]["mark"] or "")

    def open_row() -> None:
        wanted = st.session_state[name]["open"]
        if wanted in opened:
            on_open(wanted)

    # Under one key, since the framework looks at each for a data frame, which takes longer than to write it.
    _component(key=name, data={"table": drawn}, on_open_change=open_row, on_mark_change=open_mark)


def figure(
    key: str,
    choice: Choice,
    build: Callable[[], go.Figure],
    *,
    alt: str,
    also: str = "",
    opens_school: bool = False,
) -> None:
    """Show the figure that `build` makes; `also` names whatever it depends on beside the choice."""
    words: Words = st.session_state["words"]
    drawn = answers.built(key, choice, words, build, also)
    alt = inert.as_text(alt)
    with st.container(key=place(key)):
        if not opens_school:
            st.plotly_chart(drawn, key=key, alt=alt, config=CONFIG)
            return
        # A key of this very figure: what is selected in another one opens no school, and another choice
        # that draws the same leaves it standing as it is.
        name = f"{key}_{answers.built(f'{key} name', choice, words, lambda: _digest(drawn), also)}"
        select = partial(address.open_selected, name)
        st.plotly_chart(drawn, key=name, alt=alt, config=CONFIG, selection_mode="points", on_select=select)


def _digest(drawn: go.Figure) -> str:
    return hashlib.sha256(drawn.to_json().encode()).hexdigest()[:16]
