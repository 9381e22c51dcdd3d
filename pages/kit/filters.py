"""The filters that all pages share: one frozen Choice, kept from page to page and in the address.

They are drawn by the front door, not by a page: Streamlit then keeps their values when the page changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.kit import access, address, answers, inert, labels
from pages.kit.choice import NONE, Choice, starred
from pages.kit.picker import box, buttons, menu, segments
from pages.kit.words import N_, Words
from queries import Reader

#: All years of the plan together instead of one.
WHOLE = "all"
#: With more years than this, a list takes the place of a button for each.
BUTTONS = 6

#: What the address may ask for, by key.
CHOICES = {
    "year": N_("year"),
    "compare": N_("year to compare with"),
    "school": N_("school"),
    "level": N_("level"),
    "unit": N_("commune"),
    access.KEY: N_("tier"),
    address.SNAPSHOT: N_("snapshot"),
    "indicator": N_("indicator"),
    "units": N_("communes as of"),
}


class Options(NamedTuple):
    """What can be chosen: schools, units and years by code, as their rows; and the levels."""

    schools: dict[str, Any]
    units: dict[str, Any]
    years: dict[str, Any]
    levels: list[str]


def draw(bar: DeltaGenerator, words: Words) -> Choice:
    """The filters in their bar, and the note on values in the address that could not be used."""
    options = _options(answers.snapshot_id(), access.reader())
    schools, units, years, levels = options
    # A year is not compared with itself.
    others = {NONE, WHOLE, *years} - {st.query_params.get("year", max(years))}
    known = {"year": years, "compare": others, "school": schools, "level": levels, "unit": units}
    note_unknown({**known, access.KEY: access.tiers()}, words)
    every, plan = words.text("all"), answers.plan(words)
    with bar:
        year = address.value("year", years, max(years))
        names = {of: starred(row) for of, row in years.items()}
        comparisons = _comparisons(year, names, words)
        compare = address.value("compare", comparisons)
        _years(year, names, words, pressed=compare != WHOLE)
        menu("compare", comparisons[compare], comparisons)
        school = address.value("school", schools)
        box("school", words.text("School"), every, schools, words, lambda row: str(row["name"]))
        level = address.value("level", levels)
        names_of_levels = {"": every} | {of: of for of in levels}
        menu("level", words.text("Level: {level}", level=level or every), names_of_levels)
        unit = address.value("unit", units)
        box("unit", words.text("Commune"), every, units, words, lambda row: labels.unit(row, plan, words))
    address.write("year", year if year != max(years) else "")
    for key, value in {"compare": compare, "school": school, "level": level, "unit": unit}.items():
        address.write(key, value)
    access.write_tier()
    choice = _choice(int(year), compare, school, level, unit, options, words)
    st.session_state["choice"] = choice
    return choice


def _years(year: str, names: Mapping[str, str], words: Words, *, pressed: bool) -> None:
    """A button for each year, or of many years a list with the year before and after.

    None is `pressed` while the whole period is chosen.
    """
    label, order = words.text("Year"), list(names)
    if len(names) <= BUTTONS:
        buttons("year", label, names, pressed=pressed, also=_leave_whole_period)
        return
    at = order.index(year)
    _step("‹", words.text("The year before"), order[at - 1] if at else "")
    menu("year", names[year] if pressed else label, names, also=_leave_whole_period)
    _step("›", words.text("The year after"), order[at + 1] if at + 1 < len(order) else "")


def _step(sign: str, meaning: str, year: str) -> None:
    """A button that picks the year next to the picked one; out of use beside the first and the last."""

    def go() -> None:
        st.session_state["year"] = year
        _leave_whole_period()

    st.button(sign, key=f"year {sign}", help=meaning, disabled=not year, on_click=go, type="tertiary")


def _leave_whole_period() -> None:
    """Who picks a year wants that year, and no longer all of them; a callback."""
    if st.session_state.get("compare") == WHOLE:
        st.session_state["compare"] = ""


def _comparisons(year: str, names: Mapping[str, str], words: Words) -> dict[str, str]:
    """What the year may be compared with: "" for the year before, a year, NONE, or WHOLE.

    The year before the first one is none.
    """
    none, before, years = words.text("compared with no year"), str(int(year) - 1), list(names)
    named = {of: words.text("compared with {year}", year=name) for of, name in names.items()}
    options = {"": named.get(before, none)} | {of: named[of] for of in years if of not in (year, before)}
    if before in years:
        options[NONE] = none
    if len(years) > 1:
        span = f"{names[years[0]]}–{names[years[-1]]}"
        options[WHOLE] = words.text("the whole period {years}", years=span)
    return options


def directory() -> dict[str, Any]:
    """Every school by id, in the order of names: rows of `directory`, shared and never changed."""
    return _options(answers.snapshot_id(), access.reader()).schools


@st.cache_resource(show_spinner=False, max_entries=6)
def _options(snapshot_id: str, reader: Reader) -> Options:
    """What can be chosen, shared by all sessions and never changed.

    Kept as it is used: to turn 26,000 schools into rows anew on every click would take longer than a page.
    """
    schools = {row["school_id"]: row for row in answers.rows("directory")}
    units = {unit_key(row): row for row in answers.rows("units")}
    years = {str(row["year"]): row for row in answers.rows("plan_years")}
    return Options(schools, units, years, sorted({row["level"] for row in schools.values()}, key=len))


def chosen() -> Choice:
    """What the reader chose, as the front door left it for the page."""
    return cast("Choice", st.session_state["choice"])


def other_years(choice: Choice) -> Iterator[Choice]:
    """The choice of every other year, each a click away: none where schools or several years are chosen."""
    if choice.schools or len(choice.years) > 1:
        return
    years = [int(year) for year in _options(answers.snapshot_id(), access.reader()).years]
    before = {year: year - 1 if year - 1 in years else None for year in years}
    usual = choice.against == before[choice.year]
    for year in reversed(years):
        against = before[year] if usual else choice.against
        if year not in (choice.year, against):
            yield replace(choice, years=(year,), year=year, against=against)


def _choice(
    year: int, compare: str, school: str, level: str, unit: str, options: Options, words: Words
) -> Choice:
    """What was picked, with the schools that it comes down to and its name in words."""
    schools, units, known, _ = options
    years = tuple(map(int, known)) if compare == WHOLE else (year,)
    before = "" if compare in (NONE, WHOLE) else compare or str(year - 1)
    kind, code = (units[unit]["kind"], units[unit]["code"]) if unit else ("", "")
    column = "successor_code" if kind == "new" else "commune_code"
    wanted = {of: value for of, value in (("school_id", school), ("level", level), (column, code)) if value}
    fitting = [of for of, row in schools.items() if wanted.items() <= row.items()] if wanted else []
    name = schools[school]["name"] if school else ""
    commune = labels.unit(units[unit], answers.plan(words), words) if unit else ""
    return Choice(
        years=years,
        year=years[-1],
        against=int(before) if before in known else None,
        school=school,
        level=level,
        unit=code,
        unit_kind=kind,
        schools=tuple(fitting),
        nobody=bool(wanted) and not fitting,
        school_name=name,
        place=name or ", ".join(filter(None, (level, commune))) or words.text("the whole district"),
        partial=tuple(row["year"] for row in known.values() if row["partial"]),
    )


def unit_key(row: Mapping[str, Any]) -> str:
    """The value of the commune filter that stands for a unit with `kind` and `code`."""
    # The same code stands before and after the day on which units changed, with a different meaning.
    return f"{row['code']}-2025" if row["kind"] == "new" else str(row["code"])


def note_unknown(known: Mapping[str, Collection[str]], words: Words) -> None:
    """Say which values in the address no picker knows; call it before drawing them.

    Streamlit drops them without a word. The note stays until the reader chooses something.
    """
    slot = f"ignored_values {' '.join(known)}"
    picks = tuple(str(st.session_state.get(key)) for key in known)
    ignored = [
        (key, value)
        for key in known
        for value in st.query_params.get_all(key)
        # Of a value that is given twice the last one counts.
        if value and (value not in known[key] or value != st.query_params[key])
    ]
    shown, since = st.session_state.get(slot, ([], picks))
    if ignored:
        # What is picked in its place is known in the next run.
        shown, since = ignored, None
    elif since is None:
        since = picks
    elif since != picks:
        shown = []
    st.session_state[slot] = (shown, since)
    for key, value in shown:
        harmless = "".join(letter for letter in value if letter.isalnum() or letter in " -_.&")[:40]
        text = N_("The address asks for {what} “{value}”, which cannot be had here. It was left out.")
        what, refused = words.text(CHOICES[key]), inert.as_markdown(inert.inert(harmless))
        st.warning(words.text(text, what=what, value=refused), icon=":material/link_off:")


def indicator(rows: Sequence[Mapping[str, Any]], words: Words) -> str:
    """The indicator picked on one page and kept for the others; the first one until the reader picks."""
    options = {row["indicator"]: row for row in rows}
    picked = address.value("indicator", options, next(iter(options)))
    label = words.text("Indicator")
    box("indicator", label, "", options, words, lambda row: f"{row['title']} ({row['plan']})", width=460)
    address.write("indicator", picked)
    return picked


def pick(key: str, name: str) -> None:
    """Pick what the `key` names: an indicator, a clock, a file, the snapshot that is pinned; a callback."""
    st.session_state[key] = name


def open_indicator(name: str) -> None:
    """Pick an indicator and ask for the page that shows it; a callback."""
    pick("indicator", name)
    address.open_page(address.INDICATORS_PAGE)


def clock(known: Collection[str], words: Words) -> str:
    """The clock picked on the page of timeliness: closing a case, until the reader picks."""
    return st.pills(
        words.text("Clock"),
        list(known),
        default="closure",
        required=True,
        key="clock",
        bind="query-params",
        wrap=True,
        format_func=lambda code: labels.clock(code, words),
    )


def units_of_map(choice: Choice, words: Words) -> str:
    """The old or the new units: those of the commune filter, else the reader's choice."""
    days = labels.divisions(answers.plan(words), words)
    if choice.unit_kind or not days:
        return choice.unit_kind or "old"
    return days[segments("units", words.text("Communes as of"), {day: day for day in days})]
