"""Sentences of the intake: what is in the box, what is wrong, what would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from data.contract import TABLES
from data.intake.unpack import MAX_FILE, MAX_RATIO, MAX_UNPACKED
from data.plan_changes import PlanChange
from data.publish import Rehearsal
from data.rehearsal import Awaited, Effect
from data.store import Snapshot
from pages.parts import inert, said
from pages.parts.intake.uploads import MOST_BYTES, MOST_FILES, PATIENCE, TooMuch
from pages.parts.marks import MARKS
from pages.parts.words import N_, Words

MB = 2**20
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


def answer(active: Snapshot, year: Mapping[str, Any], words: Words) -> str:
    """What is published, and whose report it does not have."""
    return words.text(
        "Published: figures as of {day}. Reports for {year}: {received} of {expected} received, "
        "{empty} of them empty, {missing} missing, {not_due} not yet due.",
        day=words.day(active.as_of),
        **{key: year[key] for key in ("year", "received", "expected", "empty", "missing", "not_due")},
    )


def checked(found: Rehearsal, files: int, words: Words) -> str:
    """2 errors and 1 warning in 28 files: cannot be published."""
    counts = Counter(problem.severity for problem in found.outcome.problems)
    text = (
        words.text("Files checked: {files} · errors: {errors} · warnings: {warnings}. They can be published.")
        if found.outcome.clean
        else words.text(
            "Files checked: {files} · errors: {errors} · warnings: {warnings}. Errors block publishing."
        )
    )
    numbers = {"files": files, "errors": counts["error"], "warnings": counts["warning"]}
    return text.format(**{key: words.number(number) for key, number in numbers.items()})


def limits(words: Words) -> str:
    """How much is taken at once."""
    return words.text(
        "At once: {files} files, {each} MB each (a file marked red is larger and was not taken), {all} MB "
        "together; a workbook may unpack to {unpacked} MB and {ratio} times its size; a check may take "
        "{minutes} minutes. Checking changes nothing; files are kept only once they are published.",
        files=MOST_FILES,
        each=MAX_FILE // MB,
        all=MOST_BYTES // MB,
        unpacked=MAX_UNPACKED // MB,
        ratio=MAX_RATIO,
        minutes=PATIENCE // 60,
    )


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
    """What the day decides; and a word where it is still to come, or before that of what is published."""
    text = words.text(
        "Clocks and reports are read at the end of this day: what is overdue or missing then. "
        "No entry may be dated after it."
    )
    beware = ""
    if as_of > now:
        beware = words.text(
            "This day is still to come ({day} is today): clocks run on until then.", day=words.day(now)
        )
    elif as_of < active.as_of:
        beware = words.text(
            "It lies before the day of what is published ({day}): later entries become errors.",
            day=words.day(active.as_of),
        )
    return f"{text} :orange[▲ {beware}]" if beware else text


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


def severities(level: str, count: int, words: Words) -> str:
    """■ Lỗi (3)."""
    return f"{severity(level, words)} ({words.number(count)})"


def state(name: str, words: Words) -> str:
    """＋ mới, ↻ thay số liệu đang có."""
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


def blocked(found: Rehearsal, words: Words) -> str:
    """Why nothing can be published yet."""
    errors = sum(1 for problem in found.outcome.problems if problem.severity == "error")
    return words.text(
        "Errors block publishing ({errors}). Nothing changed. Mend them in the workbooks, take the old "
        "files out of the box, drop the mended ones and check again.",
        errors=words.number(errors),
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
            selection=said.where_when(choice, words),
        )
    return words.text(
        "The office's own workbook with its present rows, and one for each school and year, with its id and "
        "year filled in: {selection}. The filters above choose.",
        selection=said.where_when(choice, words),
    )
