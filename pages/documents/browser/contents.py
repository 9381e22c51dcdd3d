"""What the file for a browser holds: four pages for each chosen year, as data that its script draws.

A page is a list of block. A block has some of: `answer`, a sentence in large type; `heading`; `notes`,
paragraphs; `table`, as kit/table.js draws it, or the name of one that several years share; `below`,
paragraphs under it; `choices`, named tables of which one is shown; `beside`, blocks side by side; `narrow`,
whether it needs little room; `fold`, the title under which `texts` lie.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from data.store import Snapshot
from pages.indicators import columns as indicator_columns
from pages.indicators import sentences as indicator_sentences
from pages.kit import cells, inert, labels, phrases
from pages.kit.cells import Columns, Names, Row, declared_columns
from pages.kit.choice import Choice
from pages.kit.inert import Rows
from pages.kit.marks import legend
from pages.kit.words import N_, Words
from pages.overview import columns as overview_columns
from pages.overview import sentences as overview_sentences
from pages.reports import columns as report_columns
from pages.reports import sentences as report_sentences
from pages.trends import columns as trend_columns
from pages.trends import sentences as trend_sentences
from queries import Reader, ask
from queries.ranges import Ranges

Block = dict[str, Any]
Table = dict[str, Any]
#: How many rows stand there before "more" is pressed, of lists beside each other.
FIRST = 8


#: Whoever is outside, be the file made by whom it may.
OUTSIDE = Reader("viewer", "shareable")


class Answers:
    """The shareable answers of one snapshot, each asked for once, in one language.

    `years` are those of the document.
    """

    def __init__(self, snapshot: Snapshot, years: Sequence[int], words: Words) -> None:
        self.years, self.words = tuple(sorted(years)), words

        @cache
        def table(name: str, years: tuple[int, ...] = (), **params: str) -> pa.Table:
            """The answer to the question of this name of the whole district, for these years (none: all)."""
            return ask(snapshot, name, years=years, params=params, reader=OUTSIDE)

        self.table = table

    def rows(self, name: str, years: tuple[int, ...] = (), **params: str) -> Rows:
        """The same answer as rows, its texts inert."""
        return inert.rows(self.table(name, years, **params))

    def draw(
        self,
        columns: Columns,
        rows: Sequence[Any],
        alt: str,
        question: str = "",
        opens: bool = False,
        **more: Any,
    ) -> Table:
        """A table's data. `opens`: its first column opens an indicator; schools have no page here.

        Columns that are named only are those that the `question` declares; `more` is what `cells.data` takes.
        """
        shown = declared_columns(columns, [question] if question else [], self.words)
        if not opens:
            shown = [replace(column, opens=None) for column in shown]
        drawn = cells.data(shown, rows, self.words, alt=alt, **more)
        for names in (names for of in drawn["details"].values() for names in of["lists"]):
            names["names"] = [[name, ""] for name, _ in names["names"]]
        if left := cells.rest(len(rows), self.words):
            drawn["rest"] = left
        return drawn


def _listed(heading: str, none: str, table: Table, note: str = "", below: str = "") -> Block:
    """A list that may be empty, and then says so; `note` stands over it, and `below` under it."""
    if not table["rows"]:
        return {"heading": heading, "notes": [none]}
    notes, marks = ([text] if text else [] for text in (note, below))
    return {"heading": heading, "notes": notes, "table": table, "below": marks}


def overview(answers: Answers, choice: Choice) -> list[Block]:
    """Are the goals met, what is to be done now, which schools are behind, what moved?"""
    words, draw = answers.words, answers.draw
    _ = words.text
    plan = answers.rows("goals", lang=words.lang)
    rows = answers.rows("indicator_years", choice.years, lang=words.lang, against=choice.compared)
    reported = answers.rows("coverage", choice.years)
    lines, moved = overview_columns.goal_lines(plan, rows), overview_columns.moves_lines(rows)
    goals = overview_columns.goals(lines, rows, choice, words)
    silent = answers.rows("attention", choice.years, lang=words.lang, only="reports")
    alt = _("Yearly reports that did not come, or came empty")
    missing = draw(overview_columns.reports(words), silent, alt, question="attention", first=FIRST)
    blocks: list[Block] = [
        {
            "answer": overview_sentences.answer(lines, choice, words),
            "notes": [phrases.known(reported, choice, words, overview_sentences.silent(reported, words))],
            "table": draw(goals, lines, _("The goals: value, verdict, parts and change"), opens=True),
        },
        {
            "beside": [
                _listed(_("Not reported"), _("No report is missing or awaited."), missing),
                _behind(answers, plan, choice),
            ]
        },
    ]
    if choice.against and moved:
        year = choice.named(choice.against)
        alt = _("The indicators that moved most since {year}", year=year)
        table = draw(overview_columns.moves(words), moved, alt, opens=True)
        blocks.append(
            {"heading": _("Largest changes since {year}", year=year), "table": table, "narrow": True}
        )
    return [*blocks, _method(answers, [goal["indicator"] for goal in plan])]


def _behind(answers: Answers, plan: Sequence[Row], choice: Choice) -> Block:
    """The schools that miss a goal."""
    _, words, answer = answers.words.text, answers.words, answers.table("schools_behind", choice.years)
    rows = inert.rows(answer)
    alt = _("Schools that miss a goal, and how each stands on every goal")
    lines = cells.lines(rows, "school_id", across="indicator")
    return _listed(
        _("Schools that miss a goal, {year}", year=choice.named(choice.year)),
        _("No school misses a goal, and all are known."),
        answers.draw(overview_columns.behind(plan, words), lines, alt, first=FIRST),
        overview_sentences.not_behind(rows[0], words) if rows else "",
        cells.marks(answer, words),
    )


def indicators(answers: Answers, choice: Choice) -> list[Block]:
    """Every indicator against its target, and who is in it."""
    words = answers.words
    rows = answers.rows("indicator_years", choice.years, lang=words.lang, against=choice.compared)
    reported = answers.rows("coverage", choice.years)
    lines = indicator_columns.lines(rows)
    named = [line["indicator"] for line in lines]
    known = _definitions(answers)
    # How many sessions a school held is in no file of the ZIP, and a school has no page here.
    strips = [{**row, "sessions": None, "school_id": None} for row in answers.rows("strips", choice.years)]

    def detail(indicator: str) -> tuple[list[Names], str]:
        inside = answers.table("inside", answers.years, indicator=indicator)
        inside = inside.filter(pc.equal(inside["year"], choice.year))
        return indicator_columns.sides(inside, words), phrases.definition(known[indicator])

    table = answers.draw(
        indicator_columns.columns(rows, strips, choice, words),
        lines,
        words.text("Every indicator: value, verdict, change and how the schools lie"),
        opens=True,
        group=lambda row: labels.section(row["plan"], words),
        details=dict(enumerate(map(detail, named))),
    )
    note = phrases.known(reported, choice, words, words.text(indicator_sentences.STRIPS))
    answer = indicator_sentences.answer(lines, choice, words)
    return [{"answer": answer, "notes": [note], "table": table}, _method(answers, named)]


def trends(answers: Answers, choice: Choice) -> list[Block]:
    """Incidents by year, month and group, as far as they are told."""
    words, draw = answers.words, answers.draw
    _, ranges = words.text, Ranges(answers.rows("ranges", choice.years), words.lang)
    *each, together = answers.rows("incident_years", choice.years)
    months = answers.rows("incident_months", choice.years)
    years = trend_columns.years(choice, ranges, words)
    years.insert(2, trend_columns.bar_of_years(each, ranges, words))
    exposure = trend_sentences.exposure(together, False, ranges, words)
    changes = trend_sentences.compared(each, choice)[:1]
    whole = [f"{phrases.where_when(choice, words)}: {exposure}."] if changes else []
    by_year = _("Incidents, pupils, activities and reports in every year")
    by_month = _("Incidents by month, as far as they are told")

    def groups(by: str) -> list[Any]:
        lines = trend_columns.group_lines(answers.rows("incident_groups", choice.years, by=by), by)
        columns = trend_columns.groups(lines, by, ranges, choice, words)
        table = draw(columns, lines, _("Incidents of each group in every year"))
        return [labels.heading("incidents", by, words), table]

    of_months = trend_columns.months(months, ranges, words)
    return [
        {
            "answer": trend_sentences.answer(changes, together, choice, ranges, words),
            "notes": [*whole, _(trend_sentences.RISE)],
        },
        {
            "heading": _("Incidents and what they came out of, year by year"),
            "table": draw(years, each, by_year, question="incident_years"),
            "below": [trend_columns.below_years(words)],
        },
        {
            "beside": [
                {
                    "heading": _("Incidents by month"),
                    "table": draw(of_months, months, by_month, question="incident_months"),
                },
                {
                    "heading": _("Which incidents, {years}", years=choice.period),
                    "choices": list(map(groups, trend_columns.BY)),
                },
            ]
        },
        {
            "fold": _("How it is worked out"),
            "texts": [phrases.reading(words), _(trend_sentences.COUNTED), _(trend_sentences.RECORDED)],
        },
    ]


def reports(answers: Answers, choice: Choice) -> list[Block]:
    """Which yearly reports came on time, late or not yet, and whom to remind."""
    words = answers.words
    _ = words.text
    *each, together = answers.rows("report_years", choice.years)
    places = report_columns.places(answers.rows("plan", lang=words.lang)[0], words)
    awaited = answers.table("report_reminders", choice.years, by=next(iter(places)))
    years, over_years = report_columns.years(choice, words), report_sentences.over_years(each, words)
    remind = report_columns.reminders(list(places.values()), awaited, words)
    alt = _("Schools whose report is missing, empty or not yet due: due day, days past it, unit")
    reminders = answers.draw(remind, inert.rows(awaited), alt, question="report_reminders", first=FIRST)
    return [
        {
            "answer": f"{report_sentences.answer(together, words)} · {phrases.where_when(choice, words)}",
            "notes": [report_sentences.notes(answers.rows("plan_years"), choice, words)],
        },
        {
            "heading": _("Year by year"),
            "table": answers.draw(years, each, over_years, question="report_years"),
        },
        _listed(
            _("Whom to remind, {years}", years=choice.period),
            _("No report is missing or awaited."),
            reminders,
        ),
        {"heading": _("Schools by year"), "notes": [legend(report_columns.SHOWN, words)], "table": "schools"},
        _method(answers, ["reports_on_time"]),
    ]


def _schools(answers: Answers, choice: Choice) -> dict[str, Any]:
    """Every school's reports, in all years of the file."""
    answer = answers.table("report_strip")
    answer = answer.filter(pc.is_in(answer["year"], value_set=pa.array(answers.years)))
    missed = inert.rows(answer.filter(pc.equal(answer["state"], "missing")))
    columns = report_columns.schools(answers.years, choice, answers.words)
    often = report_sentences.often(missed, answers.words)
    return answers.draw(columns, report_columns.school_lines(answer), often)


def _method(answers: Answers, indicators: Sequence[str]) -> Block:
    """How marks are read and the indicators are defined, folded."""
    words, known = answers.words, _definitions(answers)
    rows = [known[name] for name in dict.fromkeys(indicators)]
    defined = (f"{row[f'title_{words.lang}']} ({row['plan']}): {phrases.definition(row)}" for row in rows)
    return {"fold": words.text("How it is worked out"), "texts": [phrases.reading(words), *defined]}


def _definitions(answers: Answers) -> dict[str, Row]:
    return {row["indicator"]: row for row in answers.rows("definitions", lang=answers.words.lang)}


#: The pages: address, name, the question that each answers, and its block.
PAGES: tuple[tuple[str, str, str, Callable[[Answers, Choice], list[Block]]], ...] = (
    ("overview", N_("Overview"), N_("Is the plan meeting its goals?"), overview),
    ("indicators", N_("Indicators"), N_("How does every indicator stand against its target?"), indicators),
    ("trends", N_("Trends"), N_("Are incidents rising, and where?"), trends),
    ("reports", N_("Reports due 30/11"), N_("Did every school's yearly report come in time?"), reports),
)


def contents(snapshot: Snapshot, years: Sequence[int], words: Words) -> dict[str, Any]:
    """All that the file tells of these years of the plan, in one language."""
    answers = Answers(snapshot, years, words)
    _ = words.text
    plan = answers.rows("plan", lang=words.lang)[0]
    begun = {row["year"]: row["partial"] for row in answers.rows("plan_years")}
    partial = tuple(year for year in begun if begun[year])
    district = Choice((), 0, place=_("the whole district"), partial=partial)
    chosen = [
        replace(district, years=(year,), year=year, against=year - 1 if year - 1 in begun else None)
        for year in answers.years
    ]
    day = phrases.as_of(snapshot, words)
    edition = {
        "lang": words.lang,
        "title": plan["short_title"],
        "issuer": plan["issuing_body"],
        "sample": _("SAMPLE DATA") if snapshot.sample else "",
        "tier": _("SHAREABLE EDITION"),
        "day": day,
        "foot": phrases.joined(day, phrases.fictitious(snapshot, words)),
        "names": {"pages": _("Pages"), "years": _("Year")},
        "years": [[choice.year, choice.period] for choice in chosen],
        "pages": [
            {
                "id": page,
                "name": _(name),
                "question": _(question),
                "blocks": {choice.year: draw(answers, choice) for choice in chosen},
            }
            for page, name, question, draw in PAGES
        ],
        "tables": {"schools": _schools(answers, chosen[-1])},
    }
    # The script draws texts letter by letter.
    plain: dict[str, Any] = json.loads(inert.as_json_text(json.dumps(edition, ensure_ascii=False)))
    return plain
