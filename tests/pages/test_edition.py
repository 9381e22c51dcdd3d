"""Where no shareable edition can be made, the reader is told which table is too fine and what would pass."""

from __future__ import annotations

import pytest

from pages.parts import answers
from queries.disclosure.mask import ReleaseRefused
from tests.pages.conftest import Open


@pytest.mark.parametrize(
    ("passes", "lang", "said"),
    [
        (("month",), "vi", "Có thể lập bản không có: số vụ việc theo tháng. Đề nghị đặt shared_month bằng 0"),
        (("month",), "en", "It can be made without: incidents by month. Set shared_month to 0"),
        ((), "vi", "Đề nghị xem lại small_count_threshold"),
    ],
)
def test_a_refusal_says_what_is_too_fine_and_what_would_pass(
    passes: tuple[str, ...], lang: str, said: str, open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise ReleaseRefused(["month|part|2024-03|2024"], ("month",), passes)

    monkeypatch.setattr(answers, "edition_is_there", lambda: False)
    monkeypatch.setattr(answers, "make_edition", refuse)
    app = open_page("overview", lang=lang)
    app.session_state["tier"] = "shareable"
    # The first run says that it is made, the second makes it, the third says why it was not.
    for _ in range(3):
        app.run()
    assert not app.exception
    assert said in app.error[0].value
    assert not app.metric
