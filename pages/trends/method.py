"""How the trends are worked out: what is counted, which figures and tests, and what may be concluded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages.kit.words import Words
from pages.trends import sentences
from pages.trends.months import Series


def show(
    series: Series | None,
    changes: Sequence[Mapping[str, Any]],
    together: Mapping[str, Any],
    words: Words,
) -> None:
    """In the order in which a reader meets them on the page."""
    _ = words.text
    lines = [
        _(
            "Counted: incidents in the month in which they were received. Those that ended as duplicate or "
            "unfounded are left out. Incidents without a school are the office's."
        ),
        sentences.left_out(together, words),
        _(
            "Rates are per 1,000 pupils and year, of schools of which something is known and for the time in "
            "which they were open."
        ),
        *(sentences.chance(change, words) for change in changes),
        *(_of_series(series, words) if series else ()),
        _(
            "May be said: that a month, a run or a school is more than chance explains. It is a reason to "
            "ask. May not be said: why; that a quiet month is a success; that one school inside the limits "
            "is better than another."
        ),
        _(
            "Recorded cases under-count: most children tell no one. A rise may be better reporting. No "
            "incident reported is not success by itself: pupils, activities and reports stand beside it."
        ),
    ]
    st.markdown("\n".join(f"- {line}" for line in filter(None, lines)))


def _of_series(series: Series, words: Words) -> list[str]:
    _ = words.text
    basis = series.basis
    return [
        sentences.chart(basis, words) if basis["chart"] != "none" else "",
        _("Signals, the first that applies: {signs}.", signs=sentences.signs(words)),
        _(
            "Limits: a series in which nothing changes lies outside them in about 2 of 1,000 points. All "
            "rules together call up to about {share}% of its points a signal: over five years, one month is "
            "no surprise.",
            share=words.number(basis["false_alarms"]),
        ),
        _(
            "Below 2 incidents a month, monthly rates would raise too many false alarms: the days between "
            "one incident and the next are shown instead. Their centre is the median."
        ),
        _(
            "Centre (the usual level) and limits come from the first {months} months, so that no point is "
            "judged by limits that it moved itself. They are drawn anew only at a dated change in the plan's "
            "list of rebases, never because a year was chosen. Fewer than 12 points: limits on trial. Fewer "
            "than 7: no conclusion.",
            months=words.number(basis["baseline"]),
        ),
    ]
