"""Any address gives a page: words and figures, never an exception, and nothing in it opens a door.

Each page is opened at addresses made by seed, in whole and for exact figures; FUZZ_ADDRESSES asks for
another number of them than usual. The shareable tier is in test_fuzz_tier.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.whole.fuzz.addresses import VALID, Address, address
from tests.whole.fuzz.visits import FILES, MANY, again, faults, visit

#: How often the address changes under a session that is already there, as by Back or by hand.
_STAYS = 0.25


@pytest.fixture(scope="module", autouse=True)
def _released(released: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_DATA", str(released))
        yield
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.mark.parametrize("page", FILES)
def test_any_address_gives_the_page(page: str) -> None:
    app: AppTest | None = None
    for seed in range(MANY):
        random = Random(f"{page} {seed}")
        query = address(random)
        app = again(app, query) if app is not None and random.random() < _STAYS else visit(page, query)
        assert faults(app) == [], (page, seed, query)
        assert len(app.title) == 1, (page, seed, query)
        _is_a_choice_there_is(app, page, seed, query)


def _is_a_choice_there_is(app: AppTest, page: str, seed: int, query: Address) -> None:
    """What the reader looks at is made of values that the data have, whatever was asked for."""
    choice = app.session_state["choice"]
    where = (page, seed, query, choice)
    assert set(map(str, choice.years)) <= set(VALID["year"]), where
    assert choice.year in choice.years, where
    assert choice.school in ("", *VALID["school"]), where
    assert choice.level in ("", *VALID["level"]), where
    # An emptied language, "?lang=", is none: the page is in Vietnamese then.
    assert (app.session_state["lang"] or "vi") in VALID["lang"], where
    assert app.session_state["words"].lang == (app.session_state["lang"] or "vi"), where
    assert app.session_state["tier"] in ("internal", "shareable"), where
    assert choice.against is None or str(choice.against) in VALID["year"], where
    assert choice.against != choice.year, where


@pytest.mark.parametrize("page", FILES)
def test_what_is_asked_for_rightly_is_what_is_shown(page: str) -> None:
    """A hundred addresses that are all wrong would give no exception either."""
    query = {"year": "2022", "compare": "2024", "school": "MAU-07", "tier": "shareable", "lang": "en"}
    app = visit(page, {**query, "nonsense": "x"})
    choice = app.session_state["choice"]
    assert (choice.years, choice.against, choice.school) == ((2022,), 2024, "MAU-07")
    assert app.session_state["tier"] == "shareable"
    assert app.session_state["lang"] == "en"
    assert not app.warning, [note.value for note in app.warning]
