"""The filters that all pages share: one frozen Choice, kept from page to page and in the address.

They are drawn by the front door, not by a page: Streamlit then keeps their values when the page changes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.contract import CODES
from pages.kit import access, address, answers, inert, opening, programme
from pages.kit.choice import NONE, Choice
from pages.kit.picker import box, buttons, fold, menu
from pages.kit.words import Words
from queries import Reader

#: All years of the plan together instead of one.
WHOLE = "all"
#: With more years than this, a list takes the place of a button for each.
BUTTONS = 6

#: What a picker offers, by code.
Options = dict[str, Any]

#: Where the page of indicators lies.
INDICATORS = "pages/indicators/page.py"


def draw(bar: DeltaGenerator, words: Words) -> Choice:
    """The filters in their bar, and the note on values in the address that could not be used."""
    directory, units, years, levels = _options(answers.held()[0], access.reader())
    known: Mapping[str, Collection[str]] = {
        "year": years,
        # A year is not compared with itself.
        "compare": {NONE, WHOLE, *years} - {st.query_params.get("year", max(years))},
        "school": directory,
        "level": levels,
        "unit": units,
        access.KEY: access.tiers(),
    }
    ignored = _unknown(known)
    with bar:
        year = _year(years, words)
        compare = _compare(year, list(years), words)
        school = address.value("school", directory)
        box("school", words.text("School"), words.text("all"), directory, words, lambda row: str(row["name"]))
        level = address.value("level", levels)
        every = words.text("all")
        menu(
            "level",
            words.text("Level: {level}", level=level or every),
            {"": every} | {of: of for of in levels},
        )
        unit = address.value("unit", units)
        box(
            "unit",
            words.text("Commune"),
            words.text("all"),
            units,
            words,
            lambda row: programme.unit_name(row, words),
        )
    address.write("year", year if year != max(years) else "")
    for key, value in {"compare": compare, "school": school, "level": level, "unit": unit}.items():
        address.write(key, value)
    access.write_tier()
    for key, value in ignored:
        st.warning(_say_ignored(key, value, words), icon=":material/link_off:")
    picked = tuple(map(int, years)) if compare == WHOLE else (int(year),)
    against = _against(int(year), compare, years)
    choice = _choice(picked, against, school, level, unit, directory, units, years, words)
    st.session_state["choice"] = choice
    return choice


def _year(years: Mapping[str, Any], words: Words) -> str:
    """The year to look at: a button for each, or of many years a list with the year before and after."""
    names = {year: f"{year}*" if row["partial"] else year for year, row in years.items()}
    order = list(years)
    year = address.value("year", years, order[-1])
    if len(years) <= BUTTONS:
        buttons("year", words.text("Year"), names, also=_leave_whole_period)
        return year
    at = order.index(year)
    _step("‹", words.text("The year before"), order[at - 1] if at else "")
    menu("year", names[year], names)
    _step("›", words.text("The year after"), order[at + 1] if at + 1 < len(order) else "")
    return year


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


def _compare(year: str, years: Sequence[str], words: Words) -> str:
    """What the year is compared with: "" for the year before, a year, NONE, or WHOLE.

    The year before the first one is none.
    """
    before = str(int(year) - 1)
    others = [other for other in years if other not in (year, before)]
    usual = (
        words.text("compared with {year}", year=before)
        if before in years
        else words.text("compared with no year")
    )
    options = {"": usual} | {other: words.text("compared with {year}", year=other) for other in others}
    if before in years:
        options[NONE] = words.text("compared with no year")
    if len(years) > 1:
        options[WHOLE] = words.text("the whole period {years}", years=f"{years[0]}–{years[-1]}")
    compare = address.value("compare", options)
    menu("compare", options[compare], options)
    return compare


def _against(year: int, compare: str, years: Collection[str]) -> int | None:
    if compare in (NONE, WHOLE):
        return None
    wanted = compare or str(year - 1)
    return int(wanted) if wanted in years else None


def directory() -> Options:
    """Every school by id, in the order of names: rows of pages/directory, shared and never changed."""
    return _options(answers.held()[0], access.reader())[0]


@st.cache_resource(show_spinner=False, max_entries=6)
def _options(snapshot_id: str, reader: Reader) -> tuple[Options, Options, Options, list[str]]:
    """What can be chosen: schools and units by code, years, levels. Shared by all sessions, never changed.

    Kept as it is used: to turn 26,000 schools into rows anew on every click would take longer than a page.
    """
    directory = {row["school_id"]: row for row in answers.rows("pages/directory")}
    units = {unit_key(row): row for row in answers.rows("pages/units")}
    years = {str(row["year"]): row for row in answers.rows("pages/plan_years")}
    return directory, units, years, sorted({row["level"] for row in directory.values()}, key=len)


def chosen() -> Choice:
    """What the reader chose, as the front door left it for the page."""
    choice: Choice = st.session_state["choice"]
    return choice


def _choice(
    picked: tuple[int, ...],
    against: int | None,
    school: str,
    level: str,
    unit: str,
    directory: Mapping[str, Any],
    units: Mapping[str, Any],
    years: Mapping[str, Any],
    words: Words,
) -> Choice:
    kind, code = (units[unit]["kind"], units[unit]["code"]) if unit else ("", "")
    column = "successor_code" if kind == "new" else "commune_code"
    narrowed = bool(school or level or code)
    fitting = tuple(
        found
        for found, row in (directory.items() if narrowed else ())
        if (not school or found == school)
        and (not level or row["level"] == level)
        and (not code or row[column] == code)
    )
    return Choice(
        years=picked,
        year=picked[-1],
        against=against,
        school=school,
        level=level,
        unit=code,
        unit_kind=kind,
        schools=fitting,
        nobody=narrowed and not fitting,
        school_name=directory[school]["name"] if school else "",
        place=_place(school, level, unit, directory, units, words),
        partial=any(years[str(year)]["partial"] for year in picked),
    )


def _place(
    school: str, level: str, unit: str, directory: Mapping[str, Any], units: Mapping[str, Any], words: Words
) -> str:
    """The selection in words: the school's name, or the level and the commune, or the district."""
    if school:
        return str(directory[school]["name"])
    parts = [level] if level else []
    if unit:
        parts.append(programme.unit_name(units[unit], words))
    return ", ".join(parts) or words.text("the whole district")


def unit_key(row: Mapping[str, Any]) -> str:
    """The value of the commune filter that stands for a unit with `kind` and `code`."""
    # The same code stands before and after the day on which units changed, with a different meaning.
    return f"{row['code']}-2025" if row["kind"] == "new" else str(row["code"])


def note_unknown(known: Mapping[str, Collection[str]], words: Words) -> None:
    """Say which values in the address a page's own pickers do not know; call it before drawing them."""
    for key, value in _unknown(known):
        st.warning(_say_ignored(key, value, words), icon=":material/link_off:")


def _unknown(known: Mapping[str, Collection[str]]) -> list[tuple[str, str]]:
    """Values in the address that are not known. Streamlit drops them without a word, so look first.

    The note stays until the reader chooses something.
    """
    slot = f"ignored_values {' '.join(known)}"
    found = [
        (key, value)
        for key in known
        for value in st.query_params.get_all(key)
        # Of a value that is given twice the last one counts.
        if value and (value not in known[key] or value != st.query_params[key])
    ]
    state = tuple(str(st.session_state.get(key)) for key in known)
    if found:
        st.session_state[slot] = (found, None)
    held, seen = st.session_state.get(slot, ([], None))
    if held and seen is None:
        st.session_state[slot] = (held, state) if not found else (held, None)
    elif held and seen != state:
        st.session_state.pop(slot)
        return []
    return list(held)


def _say_ignored(key: str, value: str, words: Words) -> str:
    names = {
        "year": words.text("year"),
        "compare": words.text("year to compare with"),
        "school": words.text("school"),
        "level": words.text("level"),
        "unit": words.text("commune"),
        access.KEY: words.text("tier"),
        "as-of": words.text("snapshot"),
        "indicator": words.text("indicator"),
        "units": words.text("communes as of"),
    }
    harmless = "".join(letter for letter in value if letter.isalnum() or letter in " -_.&")[:40]
    return words.text(
        "The address asks for {what} “{value}”, which cannot be had here. It was left out.",
        what=names[key],
        value=inert.as_markdown(inert.inert(harmless)),
    )


def indicator(rows: Sequence[Mapping[str, Any]], words: Words) -> str:
    """The indicator picked on one page and kept for the others; the first one until the reader picks."""
    options = {row["indicator"]: {**row, "folded": fold(row["title"])} for row in rows}
    picked = address.value("indicator", options, next(iter(options)))
    box(
        "indicator",
        words.text("Indicator"),
        "",
        options,
        words,
        lambda row: f"{row['title']} ({row['plan']})",
        width=460,
    )
    address.write("indicator", picked)
    return picked


def pick_indicator(name: str) -> None:
    """Pick an indicator from a table; a callback."""
    st.session_state["indicator"] = name


def open_indicator(name: str) -> None:
    """Pick an indicator and ask for the page that shows it; a callback."""
    pick_indicator(name)
    opening.ask(INDICATORS)


def clock(known: Collection[str], words: Words) -> str:
    """The clock picked on the page of timeliness: closing a case, until the reader picks."""
    return str(
        st.pills(
            words.text("Clock"),
            list(known),
            default="closure",
            required=True,
            key="clock",
            bind="query-params",
            wrap=True,
            format_func=lambda code: CODES["clock"][code].in_language(words.lang),
        )
    )


def pick_clock(name: str) -> None:
    """Pick a clock from a table; a callback."""
    st.session_state["clock"] = name


def units_of_map(choice: Choice, words: Words) -> str:
    """The old or the new units: those of the commune filter, else the reader's choice."""
    days = programme.divisions(words)
    if choice.unit_kind or not days:
        return choice.unit_kind or "old"
    picked = st.segmented_control(
        words.text("Communes as of"),
        list(days),
        default=next(iter(days)),
        required=True,
        key="units",
        bind="query-params",
        format_func=str,
    )
    return days.get(picked or "", "old")


def grouping_of_reports(words: Words) -> str:
    """By what the lists of reports are grouped: units of today, communes before they changed, or days."""
    names = {"unit_2025": programme.new_commune(words)} if programme.units_from(words) else {}
    names |= {"commune": programme.old_commune(words), "days": words.text("Days past due")}
    picked = st.segmented_control(
        words.text("Grouped by"),
        list(names),
        default=next(iter(names)),
        required=True,
        key="report_group",
        bind="query-params",
        format_func=names.__getitem__,
        wrap=True,
    )
    return picked if picked in names else next(iter(names))
