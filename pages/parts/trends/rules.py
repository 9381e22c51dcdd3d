"""What the rules allow to say about incidents, and what not: definitions in visible text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.parts.trends import said, said_series
from pages.parts.words import Words


def show(basis: Mapping[str, Any], change: Mapping[str, Any] | None, words: Words) -> None:
    """The rules in the order in which a reader meets them on the page."""
    _ = words.text
    st.header(_("What the rules allow to say, and what not"), anchor=False)
    lines = [
        _(
            "Counted: incidents in the month in which they were received. Those that ended as duplicate or "
            "unfounded are left out. Incidents without a school are the office's."
        ),
        _("Signals, the first that applies: {signs}.", signs=said_series.signs(words)),
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
            "Centre and limits come from the first {months} months, so that no point is judged by limits "
            "that it moved itself. They are drawn anew only at a dated change in the plan's list of rebases, "
            "never because a year was chosen. Fewer than 12 points: limits on trial. Fewer than 7: no "
            "conclusion.",
            months=words.number(basis["baseline"]),
        ),
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
    st.markdown("\n".join(f"- {line}" for line in filter(None, [said.chance(change, words), *lines])))
