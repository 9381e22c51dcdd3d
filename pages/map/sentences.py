"""What Bản đồ says in words: what the map comes down to, its legend, who has no place on it."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from data import boundaries
from pages.kit import inert, phrases
from pages.kit.cells import Row
from pages.kit.marks import MARKS
from pages.kit.words import N_, Words

#: The ways in which a school can stand, in the order of the legend.
STANDINGS = ("met", "near", "far", "value", "no_report", "no_cases", "not_applicable", "masked")
#: How many schools, and how many communes, a sentence names; of more schools than COUNTED only the number.
NAMED, COMMUNES, COUNTED = 5, 30, 30
#: Why an indicator does not apply to a school: the mark's word alone would not tell.
WORDS = {"not_applicable": N_("Not applicable (not open in the year, or not its level)")}
#: Why schools are not on the map, and where communes' middles come from, by `placed` of their questions.
NOT_DRAWN = {
    "none": N_("{count} schools have no position and are in the table only: {names}."),
    "outside": N_(
        "{count} schools are not drawn, for their positions lie outside the country: {names}. "
        "Their latitudes and longitudes need a look."
    ),
}
MIDDLES = {
    "schools": N_("Middle taken as the mean of its schools' positions: {names}."),
    "none": N_("Without any position, so not drawn: {names}."),
}
#: Why the office's file of boundaries, which is there, is not drawn.
REASONS = {
    "too_large": N_("it is larger than 20 MB"),
    "unreadable": N_("it cannot be opened"),
    "not_geojson": N_("it is no GeoJSON feature collection"),
    "nothing_in_it": N_("it holds no polygon with a code"),
    "no_unit": N_("no code in it is one of these communes"),
}


def marks(schools: pa.Table) -> pa.ChunkedArray:
    """The key in MARKS of each school: its status, or the state of its value."""
    return pc.coalesce(schools["status"], schools["state"])


def answer(schools: pa.Table, counts: Row, words: Words) -> str:
    """One sentence: 25 of 27 schools meet the target; not met: …; no report: …

    `schools` answers `map_schools`, and `counts` is the row of that year of `map_years`.
    """
    # Where schools are counted, one without a report stays among them: not known is neither yes nor no.
    of_schools = schools.num_rows and schools["counts"][0].as_py() == "schools"
    judged = sum(counts[mark] for mark in ("met", "near", "far", *(("no_report",) if of_schools else ())))
    if judged:
        met, all_of_them = words.number(counts["met"]), words.number(judged)
        facts = [words.text("{met} of {judged} schools meet the target", met=met, judged=all_of_them)]
    elif counts["value"]:
        valued = schools.filter(pc.equal(marks(schools), "value"))
        ends, unit = pc.min_max(valued["value"]).as_py(), valued["unit"][0].as_py()
        low, high = (words.amount(ends[end], unit) for end in ("min", "max"))
        count, text = valued.num_rows, N_("No target to judge by; {count} schools from {low} to {high}")
        facts = [words.text(text, count=words.number(count), low=low, high=high)]
    else:
        facts = [words.text("No school can be judged here")]
    # With those to which it does not apply they are all schools, as many as the lists count.
    for mark in ("far", "near", "no_report", "not_applicable"):
        if counts[mark]:
            names = _names(schools.filter(pc.equal(marks(schools), mark)), words)
            word = words.text(WORDS[mark]) if mark in WORDS else MARKS[mark].name(words)
            facts.append(f"{word.lower()}: {names}")
    return "; ".join(facts) + "."


def legend(counts: Row, words: Words, judged: bool) -> str:
    """Every mark in its colour with its word and the number of schools: a row of badges."""
    shown = [
        mark
        for mark in STANDINGS
        if counts[mark] or mark not in (("value", "masked") if judged else ("met", "near", "far", "masked"))
    ]
    return " ".join(
        f":{MARKS[mark].tint}-badge[{MARKS[mark].named(words)}: **{words.number(counts[mark])}**]"
        for mark in shown
    )


def use(apart: bool, communes: bool, words: Words) -> str:
    """What can be done with the map, where each school has a mark (`apart`) and the `communes` are drawn."""
    ring = N_(
        "Each ring is the schools near each other: how many they are, and in the colours how they stand. "
        "A commune or a level chosen above shows them one by one."
    )
    many = N_("The communes are too many to be drawn; the list has them all.")
    texts = (
        N_("A mark opens its school.") if apart else ring,
        N_("A commune narrows the choice to it, and once more widens it.") if communes else many,
        N_("Drag to move, double click or pinch to enlarge."),
    )
    return " ".join(map(words.text, texts))


def placed(rows: pa.Table, texts: Mapping[str, str], words: Words) -> str:
    """Which schools are not on the map (NOT_DRAWN), or where communes' middles come from (MIDDLES)."""
    facts = []
    for placed, text in texts.items():
        here = rows.filter(pc.equal(rows["placed"], placed))
        if here.num_rows:
            facts.append(words.text(text, count=words.number(here.num_rows), names=_names(here, words)))
    return " ".join(facts)


def sizes(schools: pa.Table, words: Words) -> str:
    """What the size of a mark means, from the smallest to the largest number of pupils."""
    ends = pc.min_max(schools["pupils"]).as_py()
    if ends["max"] is None:
        return words.text("No school's number of pupils is known for this year.")
    text = N_("Marks are sized by pupils ({fewest} to {most}); without a number, the smallest.")
    return words.text(text, fewest=words.number(ends["min"]), most=words.number(ends["max"]))


def limits(reason: str, own: frozenset[str], units: pa.Table, words: Words) -> str:
    """What the areas are: the schematic, the office's boundaries, or why those are not drawn.

    `own` are the codes of the units that the office's file gives, and `units` answers `map_units`.
    """
    if own:
        lacking = units.filter(pc.invert(pc.is_in(units["code"], value_set=pa.array(sorted(own)))))
        texts = [N_("Boundaries: from the office's file {file}.")]
        if lacking.num_rows:
            texts.append(N_("Not in the file, so without an area: {names}."))
        names = _names(lacking, words)
        return " ".join(words.text(text, file=boundaries.FILE, names=names) for text in texts)
    schematic = words.text(
        "The areas are a schematic, not administrative boundaries: "
        "each place counts to the commune whose school or middle is nearest."
    )
    if not reason:
        return schematic
    why = words.text(REASONS[reason])
    refused = words.text("The file {file} is not used: {reason}.", file=boundaries.FILE, reason=why)
    return f"{refused} {schematic}"


def parts(row: Row, words: Words) -> str:
    """What a commune's value is made of, and of how many schools it is none; of đồng, what is not known."""
    if not row["schools"]:
        return ""
    parts = words.parts(row)
    apart = words.text("{schools} not applicable", schools=words.number(row["schools"] - row["subjects"]))
    return phrases.joined(parts, apart if row["subjects"] < row["schools"] else "")


def _names(rows: pa.Table, words: Words) -> str:
    """The first of these schools or communes, and how many more there are; of many schools only how many."""
    of_schools = "school" in rows.column_names
    if of_schools and rows.num_rows > COUNTED:
        return words.text("{count} schools", count=words.number(rows.num_rows))
    column, most, text = "name", COMMUNES, N_("{names} and {more} more communes")
    if of_schools:
        column, most, text = "school", NAMED, N_("{names} and {more} more")
    names = ", ".join(str(row[column]) for row in inert.rows(rows.select([column]).slice(0, most)))
    if rows.num_rows <= most:
        return names
    return words.text(text, names=names, more=words.number(rows.num_rows - most))
