"""Sentences of the intake: what is in the box, what is wrong, what would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from data.contract import TABLES
from data.intake.unpack import MAX_FILE, MAX_RATIO, MAX_UNPACKED
from data.plan_changes import PlanChange
from data.problems import Problem
from data.publish import Rehearsal
from data.ready import Sorting
from data.rehearsal import Awaited, Effect
from data.store import Snapshot
from pages.kit import inert, phrases
from pages.kit.marks import MARKS
from pages.kit.words import N_, Words
from pages.load.uploads import MOST_BYTES, MOST_FILES, PATIENCE, TooMuch

MB = 2**20
#: How many mistakes a message names.
MOST_LINES = 100
#: Above this many names a sentence is a list, and the list stands below.
NAMED = 12
STEPS = {
    "keep": N_("keeping the files"),
    "build": N_("building the snapshot"),
    "activate": N_("making it active"),
}
SEVERITIES = {"error": ("■", N_("Error")), "warning": ("▲", N_("Warning"))}
STATES = {
    "new": ("＋", N_("new")),
    "replaced": ("↻", N_("replaces what is there")),
    "unchanged": ("=", N_("the same as before")),
    "emptied": ("■", N_("EMPTIES what is there")),
    "empty": ("–", N_("nothing in it")),
}


def answer(year: Mapping[str, Any], words: Words) -> str:
    """25 of 27 reports for 2025 received; 2 missing."""
    facts = [
        words.text(
            "{received} of {expected} reports for {year} received",
            received=year["received"],
            expected=year["expected"],
            year=year["year"],
        )
    ]
    if year["empty"]:
        facts.append(words.text("{empty} of them empty", empty=year["empty"]))
    if year["missing"]:
        facts.append(words.text("{missing} missing", missing=year["missing"]))
    if year["not_due"]:
        facts.append(words.text("{not_due} not yet due", not_due=year["not_due"]))
    return "; ".join(facts)


def known(active: Snapshot, words: Words) -> str:
    """What is published, and that a check is safe."""
    return words.text(
        "Published: figures as of {day}. Checking files changes nothing.", day=words.day(active.as_of)
    )


def checked(found: Sorting, words: Words) -> str:
    """Files checked: 28 · ready: 26 · to be mended first: 2."""
    files, ready, waiting = (words.number(len(of)) for of in (found.names, found.ready, found.waiting))
    text = words.text("Files checked: {files} · ready: {ready}", files=files, ready=ready)
    if found.waiting:
        text += " · " + words.text("to be mended first: {waiting}", waiting=waiting)
    return f"{text}."


def standing(name: str, errors: int, warnings: int, words: Words) -> str:
    """ready; ready, warnings: 1; errors: 2; waits for another file."""
    if name == "mistakes":
        return words.text("errors: {errors}", errors=words.number(errors))
    text = words.text("ready") if name == "ready" else words.text("waits for another file")
    if not warnings:
        return text
    return f"{text}, " + words.text("warnings: {warnings}", warnings=words.number(warnings))


def message(file: str, whose: str, problems: Sequence[Problem], words: Words) -> str:
    """What the officer sends back to whoever sent the file: every mistake with its place."""
    lines = [problem.line(words.lang, with_file=False) for problem in problems[:MOST_LINES]]
    lines = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
    if len(problems) > MOST_LINES:
        lines.append(words.text("and {more} more", more=len(problems) - MOST_LINES))
    return "\n".join(
        [
            words.text("To: {whose}", whose=whose or "…"),
            words.text("In the file {file} the following must be mended or looked at:", file=file),
            *lines,
            words.text("Please mend it in the same file and send it again."),
        ]
    )


def method(words: Words) -> list[str]:
    """How files are taken: limits, days, receipts, what is ready, the plan."""
    return [
        words.text(
            "At once: {files} files, {each} MB each (a file marked red is larger and was not taken), {all} "
            "MB together; a workbook may unpack to {unpacked} MB and {ratio} times its size; a check may "
            "take {minutes} minutes. Checking changes nothing; files are kept only once they are published.",
            files=MOST_FILES,
            each=MAX_FILE // MB,
            all=MOST_BYTES // MB,
            unpacked=MAX_UNPACKED // MB,
            ratio=MAX_RATIO,
            minutes=PATIENCE // 60,
        ),
        words.text(
            "Clocks and reports are read at the end of the day that the figures describe: what is overdue or "
            "missing then. No entry may be dated after it."
        ),
        words.text(
            "A school's report counts from its day of receipt on, which only the office records: here for "
            "all workbooks in the box, or in its own workbook. A day that is recorded already stays; drop "
            "workbooks of different days one after the other."
        ),
        words.text(
            "An error blocks its own file; a warning does not. A file also waits where an error names it, as "
            "with two workbooks of the same school, or where its rows need those of a file that waits."
        ),
        words.text(
            "The plan's own tables (targets, deadlines, periods …) are taken in the same way: as sheets of "
            "the office's workbook, or each as a CSV."
        ),
    ]


def too_much(much: TooMuch, words: Words) -> str:
    """Why the box was emptied again."""
    if much.kind == "files":
        return words.text(
            "{found} files are too many: {most} are taken at once. None was read; drop them in several lots.",
            found=words.number(much.found),
            most=MOST_FILES,
        )
    return words.text(
        "{found} MB are too much: {most} MB are taken at once. None was read; drop them in several lots.",
        found=words.number(much.found / MB),
        most=MOST_BYTES // MB,
    )


def day(as_of: date, active: Snapshot, now: date, words: Words) -> str:
    """A word of caution where the day is still to come, or before that of what is published; else ""."""
    if as_of > now:
        beware = words.text(
            "This day is still to come ({day} is today): clocks run on until then.", day=words.day(now)
        )
    elif as_of < active.as_of:
        beware = words.text(
            "It lies before the day of what is published ({day}): later entries become errors.",
            day=words.day(active.as_of),
        )
    else:
        return ""
    return f":orange[▲ {beware}]"


def check_button(files: int, words: Words) -> str:
    """Kiểm tra 28 tệp."""
    return words.text("Check the files ({files})", files=files) if files else words.text("Check the files")


def step(done: int, total: int, what: str, words: Words) -> str:
    """Step 12 of 61 · MAU-01-2025.xlsx."""
    about = words.text(STEPS[what]) if what in STEPS else inert.as_markdown(inert.inert(what))
    return words.text("Step {done} of {total}", done=done, total=total) + (f" · {about}" if about else "")


def severity(level: str, words: Words) -> str:
    """■ Lỗi, ▲ Cảnh báo."""
    return f"{SEVERITIES[level][0]} {words.text(SEVERITIES[level][1])}"


def state(name: str | None, words: Words) -> str:
    """＋ mới, ↻ thay số liệu đang có; nothing of a file that could not be read."""
    if not name:
        return ""
    return f"{STATES[name][0]} {words.text(STATES[name][1])}"


def whose(effect: Effect, words: Words) -> str:
    """The school's name, the office, or the table."""
    if effect.kind == "school":
        return effect.school
    if effect.kind == "office":
        return words.text("The office's own rows")
    return words.text("The whole table {table}", table=TABLES[effect.table].label.in_language(words.lang))


def effects(found: Sequence[Effect], words: Words) -> str:
    """How many files bring what: ＋ new: 3 · ↻ replaces what is there: 24 · = the same as before: 1."""
    counts: Counter[str] = Counter(effect.state for effect in found)
    parts = [
        f"{shape} {words.text(word)}: {words.number(counts[name])}"
        for name, (shape, word) in STATES.items()
        if counts[name]
    ]
    return " · ".join(parts)


def plan(changes: Sequence[PlanChange], words: Words) -> str:
    """The first changes of targets and deadlines by name, and how many rows change in all."""
    named = [change for change in changes if change.table in ("targets", "deadlines")][:NAMED]
    lines = [inert.inert(change.line(words.lang)) for change in named]
    total = words.text("Rows of the plan that change: {rows}.", rows=words.number(len(changes)))
    return "  \n".join([total, *lines])


def awaited(rows: Sequence[Awaited], words: Words) -> str:
    """Who is missing in the last year that has any, by name."""
    year = max(row.year for row in rows)
    of_year = [row for row in rows if row.year == year]
    lines = []
    for name in ("missing", "empty", "not_due"):
        schools = [inert.inert(row.school) for row in of_year if row.state == name]
        if schools:
            more = [words.text("and {more} more", more=len(schools) - NAMED)] if len(schools) > NAMED else []
            mark = MARKS[name]
            lines.append(
                f":{mark.tint}[{mark.shape}] {words.text(mark.word)}, {year} ({len(schools)}): "
                + "; ".join([*schools[:NAMED], *more])
            )
    return "  \n".join(lines)


def blocked(found: Sorting, words: Words) -> str:
    """Why nothing can be published yet."""
    errors = sum(1 for problem in found.problems if problem.severity == "error")
    return words.text(
        "Errors block publishing ({errors}). Nothing changed. Mend them in the workbooks, take the old "
        "files out of the box, drop the mended ones and check again.",
        errors=words.number(errors),
    )


def left_out(waiting: Sequence[str], words: Words) -> str:
    """Which files are not published with the others."""
    names = [inert.inert(name) for name in waiting[:NAMED]]
    if len(waiting) > NAMED:
        names.append(words.text("and {more} more", more=len(waiting) - NAMED))
    return words.text(
        "Not published with them, since they must be mended first: {files}. What is published of them now "
        "stays.",
        files=inert.as_markdown("; ".join(names)),
    )


def practice(found: Rehearsal, active: Snapshot, as_of: date, words: Words) -> str:
    """What publishing means while the sample is active; "" where it is the real thing."""
    if found.sample:
        return words.text(
            "PRACTICE: these files would be published on top of the fictitious sample, and the result is "
            "still marked SAMPLE DATA. For real data begin with the office's own workbook, which brings the "
            "register of schools: it leaves the sample behind by itself, and so does “Start from nothing”."
        )
    if active.sample:
        return words.text(
            "These files leave the fictitious sample behind: from this publishing on the figures are real, "
            "and the mark SAMPLE DATA goes from every page. Is {day} the day that they describe?",
            day=words.day(as_of),
        )
    return ""


def to_confirm(found: Rehearsal, fresh: bool, words: Words) -> dict[str, str]:
    """What must be ticked before publishing, by key."""
    warnings = sum(1 for problem in found.outcome.problems if problem.severity == "warning")
    emptied = [effect for effect in found.effects if effect.state == "emptied"]
    asked = {}
    if warnings:
        asked["warned"] = words.text(
            "I have read the warnings ({warnings}); they are published and counted on the page Quality.",
            warnings=words.number(warnings),
        )
    if emptied:
        asked["emptied"] = words.text(
            "I know that these files hold no figures and take away what is there: {names}.",
            names=inert.as_markdown("; ".join(inert.inert(effect.file) for effect in emptied[:NAMED])),
        )
    if fresh:
        asked["fresh_confirmed"] = words.text(
            "I know that everything published now is left out, and only these files count."
        )
    return asked


def templates(choice: Any, words: Words) -> str:
    """What the ZIP holds for this choice."""
    if choice.schools:
        return words.text(
            "One workbook for each school and year: {selection}. It comes with its id and year filled in.",
            selection=phrases.where_when(choice, words),
        )
    return words.text(
        "The office's own workbook with its present rows, and one for each school and year, with its id and "
        "year filled in: {selection}. The filters above choose.",
        selection=phrases.where_when(choice, words),
    )
