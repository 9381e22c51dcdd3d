"""The filters that all pages share: one frozen Choice, kept from page to page and in the address.

They are drawn by the front door, not by a page: Streamlit then keeps their values when the page changes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from data.contract.choices import CLOCK
from pages.parts import access, answers, inert, opening, programme
from pages.parts.picker import asked_for, fold, picker
from pages.parts.words import Words
from queries import Reader

KEYS = ("year", "school", "level", "unit")

#: What a picker offers, by code.
Options = dict[str, Any]

#: Where the page of indicators lies.
INDICATORS = "pages/indicators/page.py"


@dataclass(frozen=True)
class Choice:
    """What the reader looks at. `years` are ascending; `school` is "" for all schools.

    `schools` are the ids that the choice comes down to (empty: all, the office included), and
    `nobody` says that no school fits it. `unit` is a code of `unit_kind` "old" or "new": before and since
    the day on which units changed.
    """

    years: tuple[int, ...]
    year: int
    school: str = ""
    level: str = ""
    unit: str = ""
    unit_kind: str = ""
    schools: tuple[str, ...] = ()
    nobody: bool = False
    school_name: str = ""
    place: str = ""
    partial: bool = False


#: Filters that are picked in a box. The browser forgets what such a widget holds once its box is closed, and
#: Streamlit then takes it out of the address that it is bound to: these two are written there by hand.
_IN_BOXES = ("school", "unit")


def draw(words: Words) -> Choice:
    """The bar of filters and the note on values in the address that could not be used."""
    directory, units, years, levels = _options(answers.held()[0], access.reader())
    known: Mapping[str, Collection[str]] = {
        "year": [str(year) for year in years],
        "school": directory,
        "level": levels,
        "unit": units,
    }
    ignored = _unknown(known)
    _read_boxes(known)
    with st.container(horizontal=True, vertical_alignment="center", key="filters"):
        wanted = st.segmented_control(
            words.text("Year"),
            list(years),
            label_visibility="collapsed",
            selection_mode="multi",
            default=[max(years)],
            key="year",
            bind="query-params",
            format_func=str,
        )
        school = picker(
            "school",
            words.text("School"),
            words.text("All schools"),
            directory,
            words,
            lambda row: str(row["name"]),
            bound=False,
        )
        level = st.selectbox(
            words.text("Level"),
            ["", *levels],
            key="level",
            bind="query-params",
            filter_mode=None,
            width=165,
            label_visibility="collapsed",
            # The address carries what is shown: a level is shown as its code.
            format_func=lambda value: value or words.text("Level: all"),
        )
        unit = picker(
            "unit",
            words.text("Commune"),
            words.text("All communes"),
            units,
            words,
            lambda row: programme.unit_name(row, words),
            width=215,
            bound=False,
        )
    _write_boxes({"school": school, "unit": unit})
    for key, value in ignored:
        st.warning(_say_ignored(key, value, words), icon=":material/link_off:")
    picked = tuple(sorted(wanted)) or tuple(years)
    choice = _choice(picked, school, level or "", unit, directory, units, years, words)
    st.session_state["choice"] = choice
    return choice


def directory() -> Options:
    """Every school by id, in the order of names: rows of pages/directory, shared and never changed."""
    return _options(answers.held()[0], access.reader())[0]


@st.cache_resource(show_spinner=False, max_entries=6)
def _options(snapshot_id: str, reader: Reader) -> tuple[Options, Options, dict[int, Any], list[str]]:
    """What can be chosen: schools and units by code, years, levels. Shared by all sessions, never changed.

    Kept as it is used: to turn 26,000 schools into rows anew on every click would take longer than a page.
    """
    directory = {row["school_id"]: row for row in answers.rows("pages/directory")}
    units = {unit_key(row): row for row in answers.rows("pages/units")}
    years = {row["year"]: row for row in answers.rows("pages/plan_years")}
    return directory, units, years, sorted({row["level"] for row in directory.values()}, key=len)


def chosen() -> Choice:
    """What the reader chose, as the front door left it for the page."""
    choice: Choice = st.session_state["choice"]
    return choice


def _choice(
    picked: tuple[int, ...],
    school: str,
    level: str,
    unit: str,
    directory: Mapping[str, Any],
    units: Mapping[str, Any],
    years: Mapping[int, Any],
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
        school=school,
        level=level,
        unit=code,
        unit_kind=kind,
        schools=fitting,
        nobody=narrowed and not fitting,
        school_name=directory[school]["name"] if school else "",
        place=_place(school, level, unit, directory, units, words),
        partial=any(years[year]["partial"] for year in picked),
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


def _read_boxes(known: Mapping[str, Collection[str]]) -> None:
    """Take from the address what was picked in the boxes: at first, and when Back or Forward brings it back.

    A link of the navigation hands on only what is bound: there the choice of now stays.
    """
    if "choice" in st.session_state and not opening.by_history():
        return
    for key in _IN_BOXES:
        asked = st.query_params.get(key, "")
        st.session_state[key] = asked if asked in known[key] else ""


def _write_boxes(picked: Mapping[str, str]) -> None:
    """Let the address name what is picked in the boxes, and nothing that is not."""
    for key, value in picked.items():
        if value and st.query_params.get(key) != value:
            st.query_params[key] = value
        elif not value and key in st.query_params:
            del st.query_params[key]


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
        if value and value not in known[key]
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
        "school": words.text("school"),
        "level": words.text("level"),
        "unit": words.text("commune"),
        "indicator": words.text("indicator"),
        "map_year": words.text("year on the map"),
        "units": words.text("communes as of"),
    }
    harmless = "".join(letter for letter in value if letter.isalnum() or letter in " -_.&")[:40]
    return words.text(
        "The address asks for {what} “{value}”, which this data does not have. It was left out.",
        what=names[key],
        value=inert.as_markdown(inert.inert(harmless)),
    )


def indicator(rows: Sequence[Mapping[str, Any]], words: Words) -> str:
    """The indicator picked on one page and kept for the others; the first one until the reader picks."""
    options = {row["indicator"]: {**row, "folded": fold(row["title"])} for row in rows}
    held = st.session_state.get("indicator")
    if held in options:
        # Set again, for what another page's widget holds under this key is not this page's value yet.
        st.session_state["indicator"] = held
    elif not asked_for("indicator", options):
        kept = st.session_state.get("kept_indicator")
        st.session_state["indicator"] = kept if kept in options else next(iter(options))
    picked = picker(
        "indicator",
        words.text("Indicator"),
        words.text("none"),
        options,
        words,
        lambda row: f"{row['title']} ({row['plan']})",
        width=460,
    )
    # A widget's own value is forgotten on pages that do not draw it.
    st.session_state["kept_indicator"] = picked or next(iter(options))
    return picked or next(iter(options))


def pick_indicator(name: str) -> None:
    """Pick an indicator from a table; a callback."""
    st.session_state["indicator"] = name


def open_indicator(name: str) -> None:
    """Pick an indicator and ask for the page that shows it; a callback."""
    pick_indicator(name)
    st.session_state["kept_indicator"] = name
    opening.ask(INDICATORS, indicator=name)


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
            format_func=lambda code: CLOCK[code].in_language(words.lang),
        )
    )


def pick_clock(name: str) -> None:
    """Pick a clock from a table; a callback."""
    st.session_state["clock"] = name


def pick_on_map(chart: str) -> None:
    """Narrow the choice to the commune selected on a map; the same one again widens it. A callback."""
    state: Any = st.session_state.get(chart)
    picked = state["selection"]["objects"].get("areas", []) if state else []
    if picked and picked[0].get("id"):
        unit = str(picked[0]["id"])
        st.session_state["unit"] = "" if st.session_state.get("unit") == unit else unit
        st.session_state["school"] = ""


def year_of_map(years: Sequence[int], words: Words) -> int:
    """One of the chosen years, to see one after another; the last one until the reader picks."""
    if len(years) == 1:
        return years[0]
    if st.session_state.get("map_year") not in years:
        st.session_state["map_year"] = years[-1]
    picked = st.segmented_control(
        words.text("Year on the map"),
        list(years),
        required=True,
        key="map_year",
        bind="query-params",
        format_func=str,
    )
    return int(picked or years[-1])


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
