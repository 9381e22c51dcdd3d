"""Where no shareable edition can be made, the page says why."""

from __future__ import annotations

import pytest

from data.store import Snapshot
from pages.kit import answers, frame
from queries.release.edition import ReleaseRefused
from tests.pages.conftest import Open


@pytest.mark.parametrize(
    ("lang", "words"),
    [("vi", "Không lập được bản chia sẻ từ số liệu này"), ("en", "No shareable edition can be made")],
)
def test_a_refusal_names_the_indicator(
    lang: str, words: str, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(snapshot: Snapshot) -> None:
        raise ReleaseRefused("single_channel", "why no release can be made")

    monkeypatch.setattr(answers, "edition_is_there", lambda: False)
    monkeypatch.setattr(frame, "edition", refuse)
    app = open_page("overview", lang=lang)
    app.session_state["tier"] = "shareable"
    # The first run says that it is made, the second makes it, the third says why it was not.
    for _ in range(3):
        app.run()
    assert not app.exception
    assert words in app.error[0].value
    assert "single_channel" in app.error[0].value
    assert not app.metric
