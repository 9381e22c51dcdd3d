"""Tables that set the years side by side: the rows of one thing make one line."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from typing import Any

from data.contract import CODES, TABLES
from tests import ROOT
from tests.whole.walk import cells, said
from tests.whole.walk.cells import Row
from tests.whole.walk.views import CHOICES, View


def columns(question: str, rows: Sequence[Row], view: View, one: Any) -> dict[str, list[str]]:
    """The columns that such a table must have, whole."""
    chosen = CHOICES[view.choice]["year"]
    of_key = {
        "goals": _goals,
        "moves": _moves,
        "indicators": _every_indicator,
        "standing": _standing,
        "resources": _resources,
    }
    if one.key in of_key:
        return of_key[one.key](rows, chosen, one, view)
    return {
        "schools_behind": _behind,
        "matrix": _schools,
        "paragraphs": _paragraphs,
        "funding": _funding,
        "report_strip": _reports,
        "clock_board": _clocks,
        "incident_groups": _groups,
        "sessions_needed": _sessions,
    }[question](rows, chosen, one, view)


def _lines(rows: Sequence[Row], *key: str) -> dict[Any, dict[int | None, Row]]:
    by_subject: dict[Any, dict[int | None, Row]] = {}
    for row in rows:
        by_subject.setdefault(tuple(row[name] for name in key), {})[row["year"]] = row
    return by_subject


def _headings(rows: Sequence[Row]) -> dict[int, str]:
    return {row["year"]: said.starred(row) for row in rows if row["year"] is not None}


def _paragraphs(rows: Sequence[Row], chosen: list[str], one: Any, view: View) -> dict[str, list[str]]:
    """What the plan asks stands over the first line only."""
    lines = list(_lines(rows, "paragraph", "indicator").values())
    first = [next(iter(line.values())) for line in lines]
    whose = {None: "", "office": " · Office", "school": " · Schools", "office;school": " · Office, Schools"}
    before = [None, *(row["paragraph"] for row in first)]
    made = {
        "What the plan asks": [
            row["paragraph"]
            if row["paragraph"] == last
            else f"{row['label']} {row['paragraph']}{whose[row['owners']]}"
            for row, last in zip(first, before, strict=False)
        ],
        "Measured by": [row["title"] or "" for row in first],
    }
    if len(chosen) > 1:
        made[cells.years_named(chosen)] = [_stood(line, None, _verdict) for line in lines]
    for year in range(2025, 2020, -1):
        tell = _verdict if chosen == [str(year)] else _valued
        made["2021*" if year == 2021 else str(year)] = [_stood(line, year, tell) for line in lines]
    return made


def _stood(line: dict[int | None, Row], year: int | None, tell: Callable[[Row], str]) -> str:
    """∅ of the office's indicators where schools are chosen; nothing where nothing measures."""
    if year in line and line[year]["state"]:
        return tell(line[year])
    return "∅" if next(iter(line.values()))["indicator"] else ""


def _valued(row: Row) -> str:
    value = cells.amount(row)
    judged = row["status"] or said.missed(row) or not value
    return f"{value} {said.shape(row)}".strip() if judged else value


def _resources(rows: Sequence[Row], chosen: list[str], one: Any, view: View) -> dict[str, list[str]]:
    lines = _every_indicator(rows, chosen, one, view)
    together = [line[None] for line in _lines(rows, "indicator").values()]
    del lines["School by school"]
    # In the order of the answer, and without sums of đồng.
    beneath = [_beneath(row) for row in together]
    verdicts = [_verdict(row) for row in together]
    changes = [_points(row) for row in together]
    return {
        **lines,
        "Indicator": [f"{row['title']} {text}" for row, text in zip(together, beneath, strict=True)],
        cells.pooled(chosen): verdicts,
        **({f"Compared with {int(chosen[-1]) - 1}": changes} if len(chosen) == 1 else {}),
    }


def _funding(rows: Sequence[Row], chosen: list[str], one: Any, view: View) -> dict[str, list[str]]:
    """One line per source, in millions with one decimal, or two where an amount is below 50,000 đồng."""
    year = int(chosen[0]) if len(chosen) == 1 else None
    lines = [row for row in rows if row["year"] == year]
    amounts = [row[name] for row in lines for name in ("planned_vnd", "spent_vnd") if row[name]]
    decimals = 2 if min(amounts, default=50_000) < 50_000 else 1
    years = list(_headings(rows).values())

    def millions(name: str) -> list[str]:
        return ["" if row[name] is None else said.number(row[name] / 1e6, decimals) for row in lines]

    return {
        "Source": [f"{_source(row)} {_lacking(row)}" for row in lines],
        "Planned (million đồng)": millions("planned_vnd"),
        "Spent (million đồng)": millions("spent_vnd"),
        "Spent of planned": [said.percent(row["spent_share"]) for row in lines],
        f"Spent, {years[0]}–{years[-1]}": [""] * len(lines),
    }


def _source(row: Row) -> str:
    return "All sources" if row["source"] == "all" else cells.coded("funding", "source")(row)


def _lacking(row: Row) -> str:
    facts = [f"{said.number(row['lines'])} lines"]
    facts += [f"{row['without_planned']} with no planned figure"] if row["without_planned"] else []
    facts += [f"{row['without_spent']} with no spent figure"] if row["without_spent"] else []
    return " · ".join(facts)


def _reports(rows: Sequence[Row], chosen: list[str], one: Any, view: View) -> dict[str, list[str]]:
    """One line per school; of what came late, by how many days."""
    lines = list(_lines(rows, "school_id").values())
    made = {"School": [next(iter(line.values()))["school"] for line in lines]}
    for year in sorted({row["year"] for row in rows}, reverse=True):
        made[cells.years_named([str(year)])] = [
            (f"{line[year]['days_late']} days " if line[year]["days_late"] else "") + said.shape(line[year])
            for line in lines
        ]
    return made


def _clocks(rows: Sequence[Row], chosen: list[str], one: Any, view: View) -> dict[str, list[str]]:
    lines = list(_lines(rows, "clock").values())
    together = [line[None] for line in lines]
    made = {
        "Clock": [
            f"{CODES['clock'][row['clock']].in_language('en')} {cells.limit(row)} · {CODES['deadline_source'][row['source']].in_language('en')}"
            for row in together
        ]
    }
    for year, heading in _headings(rows).items():
        made[heading] = [
            said.percent(line[year]["rate"])
            or ("○" if line[year]["fell_due"] == 0 else _share(line[year], view))
            for line in lines
        ]
    if len(chosen) == 1:
        year = int(chosen[0])
        made[f"Compared with {year - 1}"] = [_on_time_moved(line[year], line[year - 1]) for line in lines]
    made[f"On time, {cells.years_named(chosen)}"] = [
        f"{_count(row, 'on_time', view)}/{_count(row, 'fell_due', view)}" for row in together
    ]
    made["Overdue now"] = [
        _count(row, "overdue", view, "overdue_now") + (" ■" if row["overdue_now"] else "") for row in together
    ]
    made["Running"] = [_count(row, "running", view, "running_now") for row in together]
    return made


def _on_time_moved(row: Row, before: Row) -> str:
    """+3.1 points; 2021 is part of a year."""
    if row["rate"] is None or before["rate"] is None or before["year"] == 2021:
        return ""
    difference = row["rate"] - before["rate"]
    rounded = said.number(abs(difference), 1)
    return f"{'' if float(rounded) == 0 else '−' if difference < 0 else '+'}{rounded} points"


def _count(row: Row, part: str, view: View, column: str = "") -> str:
    """A number of cases, or between which numbers it lies; of a part of the district nothing is told."""
    cases = row[column or part]
    if cases is not None:
        return said.number(cases)
    ends = view.ranges.get((f"clock.{row['clock']}", part, row["year"]))
    return said.between(*ends) if ends else "c"


def _share(row: Row, view: View) -> str:
    """Between which shares of what fell due that was on time lies."""

    def ends(part: str) -> tuple[int, int | None]:
        if row[part] is not None:
            return row[part], row[part]
        return view.ranges.get((f"clock.{row['clock']}", part, row["year"]), (0, None))

    (least, most), (of_least, of_most) = ends("on_time"), ends("fell_due")
    if most is None or not of_least:
        return "c"
    return said.whole_percents(100 * least / of_most if of_most else 0, min(100 * most / of_least, 100))


def _groups(rows: Sequence[Row], chosen: list[str], one: Any, view: View) -> dict[str, list[str]]:
    lines = list(_lines(rows, "group").values())
    by = one.commands[0].params["by"]
    if by not in ("severity", "age_band"):
        lines.sort(key=lambda line: line[None]["incidents"] or 0, reverse=True)
    made = {TABLES["incidents"].column(by).label.in_language("en"): [line[None]["label"] for line in lines]}

    def cell(row: Row) -> str:
        if row["state"] == "masked" and view.ranges:
            return said.between(*view.ranges[by, row["group"], row["year"]])
        return said.number(row["incidents"]) or said.MARKS[row["state"]][0]

    for year, heading in _headings(rows).items():
        made[heading] = [cell(line[year]) for line in lines]
    if len(chosen) > 1:
        made[cells.pooled(chosen)] = [cell(line[None]) for line in lines]
    if by == "category":
        made["4C axis"] = [
            CODES["axis"][line[None]["axis"]].in_language("en") if line[None]["axis"] else ""
            for line in lines
        ]
    return made


def _sessions(rows: Sequence[Row], chosen: list[str], one: Any, view: View) -> dict[str, list[str]]:
    lines = list(_lines(rows, "sessions").values())
    first = [next(iter(line.values())) for line in lines]
    made = {
        "“Regularly” means at least": [
            f"{row['sessions']} a year" + (" ● as counted here" if row["assumed"] else "") for row in first
        ]
    }
    for year, heading in _headings(rows).items():
        made[heading] = [
            f"{said.percent(line[year]['value'])} ({cells.made_up_of(line[year])})" for line in lines
        ]
    return made


def _plan_goals() -> list[dict[str, str]]:
    """The goals as the plan's file has them, in its order."""
    with (ROOT / "data" / "plan" / "goals.csv").open(encoding="utf-8", newline="") as file:
        return sorted(csv.DictReader(file), key=lambda goal: goal["paragraph"])


def _title(indicator: str) -> str:
    """A goal's name: the English title at the top of its indicator's own file."""
    text = (ROOT / "queries" / "indicators" / f"{indicator}.sql").read_text(encoding="utf-8")
    (title,) = re.findall(r'^title = "(.+)"$', text, re.MULTILINE)
    return str(title)


def _goals(rows: Sequence[Row], chosen: list[str], one: Any, view: View) -> dict[str, list[str]]:
    goals = _plan_goals()
    lines = {line[None]["indicator"]: line for line in _lines(rows, "indicator").values()}
    together = [lines[goal["indicator"]][None] for goal in goals]
    years = list(_headings(rows).values())
    nothing = [""] * len(goals)
    made_up = [cells.made_up_of(row) for row in together]
    return {
        "Goal": [
            f"{_title(goal['indicator'])} {goal['paragraph']} · {row['target_source']}'s target {said.amount(row, 'target')}"
            for goal, row in zip(goals, together, strict=True)
        ],
        cells.pooled(chosen): [_verdict(row) for row in together],
        "Confirmed · still possible": nothing,
        f"{years[0]}–{years[-1]}": nothing,
        **({"Schools, children, violations": made_up} if any(made_up) else {}),
        # Several years together are compared with none.
        **(
            {f"Compared with {int(chosen[-1]) - 1}": [_points(row) for row in together]}
            if len(chosen) == 1
            else {}
        ),
    }


def _every_indicator(rows: Sequence[Row], chosen: list[str], one: Any, view: View) -> dict[str, list[str]]:
    together = [line[None] for line in _lines(rows, "indicator").values()]
    together.sort(
        key=lambda row: (["I", "II", "III", "IV", "V"].index(row["plan"].split(".")[0]), row["position"])
    )
    years = list(_headings(rows).values())
    nothing = [""] * len(together)
    return {
        "Indicator": [f"{row['title']} {_beneath(row)}" for row in together],
        cells.pooled(chosen): [_verdict(row) for row in together],
        "Confirmed · still possible": nothing,
        f"{years[0]}–{years[-1]}": nothing,
        # Several years together are compared with none.
        **(
            {f"Compared with {int(chosen[-1]) - 1}": [_points(row) for row in together]}
            if len(chosen) == 1
            else {}
        ),
        "School by school": nothing,
    }


def _beneath(row: Row) -> str:
    target = (
        f"{row['target_source']}'s target {said.amount(row, 'target')}" if row["target"] is not None else ""
    )
    return " · ".join(filter(None, (row["plan"], target, cells.made_up_of(row))))


def _verdict(row: Row) -> str:
    value = cells.amount(row)
    judged = row["status"] or said.missed(row) or not value
    return " ".join(filter(None, (value, (said.mark(row) if judged else "") + cells.unsettled(row))))


def _points(row: Row) -> str:
    if row["change"] in ("up", "down") and cells.of_one(row):
        return cells.own_change(row)[2:]
    few = row["subjects"] == 1 and row["unit"] == "percent" and (row["denominator"] or 0) < 3
    if row["difference"] is None or few:
        return ""
    in_points = row["unit"] == "percent"
    rounded = said.number(abs(row["difference"]), 1 if in_points else 0)
    sign = "" if float(rounded.replace(",", "")) == 0 else "−" if row["difference"] < 0 else "+"
    return sign + rounded + {"percent": " points", "vnd": " đ"}.get(row["unit"], "")


def _moves(rows: Sequence[Row], chosen: list[str], one: Any, view: View) -> dict[str, list[str]]:
    moved = sorted(
        (line[None] for line in _lines(rows, "indicator").values()),
        key=lambda row: (-abs(row["difference"]), row["position"]),
    )
    return {
        "Indicator": [row["title"] for row in moved],
        "From – to": [
            ""
            if cells.of_one(row)
            else f"{said.percent(row['previous_value'])} → {said.percent(row['value'])}"
            for row in moved
        ],
        "Change": [_turn(row) for row in moved],
    }


def _turn(row: Row) -> str:
    if cells.of_one(row):
        return cells.own_change(row)
    way = cells.change(row).removeprefix(said.CHANGES[row["change"]])
    return f"{'↑' if row['change'] == 'up' else '↓'} {_points(row)[1:]}{way}"


def _behind(rows: Sequence[Row], chosen: list[str], one: Any, view: View) -> dict[str, list[str]]:
    lines: dict[str, dict[str, Row]] = {}
    for row in rows:
        lines.setdefault(row["school_id"], {})[row["paragraph"]] = row
    first = [next(iter(line.values())) for line in lines.values()]
    made = {"School": [row["school"] + (" no report" if row["silent"] else "") for row in first]}
    for goal in _plan_goals():
        made[goal["paragraph"]] = [
            said.shape(line[goal["paragraph"]]) if goal["paragraph"] in line else ""
            for line in lines.values()
        ]
    return made


def _register() -> dict[str, dict[str, str]]:
    """The schools as the sample's files have them, each with the name of its unit since 1/7/2025."""

    def read(name: str) -> list[dict[str, str]]:
        with (ROOT / "data" / "sample" / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    units = {row["code"]: row["name"] for row in read("communes.csv") if row["valid_from"] == "2025-07-01"}
    return {
        row["school_id"]: {**row, "unit": units.get(row["successor_code"], "")} for row in read("schools.csv")
    }


def _schools(rows: Sequence[Row], chosen: list[str], one: Any, view: View) -> dict[str, list[str]]:
    known = _register()
    lines: dict[str, dict[str, Row]] = {}
    for row in rows:
        lines.setdefault(row["school_id"], {})[row["indicator"]] = row
    first = [next(iter(line.values())) for line in lines.values()]
    made = {
        "School": [row["school"] for row in first],
        "Level": [known[row["school_id"]]["level"] for row in first],
        "Commune since 01/07/2025": [known[row["school_id"]]["unit"] for row in first],
        "Report": [said.MARKS[row["report"] or "not_applicable"] for row in first],
    }
    for goal in _plan_goals():
        made[goal["paragraph"]] = [said.shape(line[goal["indicator"]]) for line in lines.values()]
    return made


def _standing(rows: Sequence[Row], chosen: list[str], one: Any, view: View) -> dict[str, list[str]]:
    """One school beside its target, the year before and the schools like it; its lines' gaps are drawn."""
    labels = {goal["indicator"]: _title(goal["indicator"]) for goal in _plan_goals()}
    alone = [{**row, "subjects": 1, "unsettled": False} for row in rows]
    year, peers = int(chosen[-1]), max(row["peers"] for row in rows)
    shown = view.tables["standing"]
    (span,) = (title for title in shown if title.startswith("2021"))
    # Which years a line leaves out is worked out elsewhere; here: it is marks and years, and nothing else.
    assert all(re.fullmatch(r"(( · )?[–○∅c] 20\d\d([–,] ?20\d\d)*)*", gaps) for gaps in shown[span])
    return {
        "Indicator": [
            " · ".join(
                filter(
                    None,
                    (
                        f"{labels.get(row['indicator'], row['title'])} {row['plan']}",
                        f"{row['target_source']}'s target {said.amount(row, 'target')}"
                        if row["target"] is not None
                        else "",
                    ),
                )
            )
            for row in alone
        ],
        str(year): [_of_one(row) for row in alone],
        f"Compared with {year - 1}": [_points(row) for row in alone],
        span: shown[span],
        f"Beside {peers} schools of its level and size": [_beside(row) for row in alone],
    }


def _of_one(row: Row) -> str:
    """Value, verdict or why there is none, and the parts of a share."""
    parts = cells.made_up_of(row) if row["counts"] == "ratio" else ""
    value = cells.amount(row) if cells.in_parts(row) else cells.own(row) or said.amount(row)
    judged = said.mark(row) if row["status"] or not value else ""
    note = parts if row["denominator"] else ""
    return " ".join(filter(None, (value, judged, note)))


def _beside(row: Row) -> str:
    if row["peers_masked"]:
        return "c"
    known, lower, higher = row["peers_known"], row["peers_lower"], row["peers_higher"]
    equal = known - lower - higher
    if known < 3:
        return ""
    if row["counts"] == "schools":
        return f"{row['peers_with']} of {known} schools have it"
    if row["value"] is None or (row["unit"] == "percent" and row["denominator"] < 3):
        return ""
    if equal > known / 2:
        return f"as {equal} of {known} schools"
    if higher > known / 2 or lower == 0:
        return f"lower than {higher} of {known} schools"
    if lower > known / 2 or higher == 0:
        return f"higher than {lower} of {known} schools"
    return f"in the middle of {known} schools"
