"""Sentences of the intake: what is in the box, what is wrong, what would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from data.contract import INTAKE_TABLES, TABLES
from data.faults import fault_text
from data.intake.unpack import MAX_FILE, MAX_RATIO, MAX_UNPACKED
from data.plan_changes import PlanChange
from data.problems import Problem
from data.publish import PublishBusy, Rehearsal
from data.ready import Sorting
from data.rehearsal import Awaited, Effect
from data.store import Snapshot
from pages.kit import inert, phrases
from pages.kit.cells import Row
from pages.kit.choice import span
from pages.kit.marks import MARKS
from pages.kit.words import N_, Words
from pages.load.workbooks import MOST_BYTES, MOST_FILES, PATIENCE

MB = 2**20
#: How many mistakes a message names, and how many files or schools a sentence: the list stands below.
MOST_LINES, NAMED = 100, 12
REPORTS = {
    "expected": N_("{received} of {expected} reports for {year} received"),
    "empty": N_("{empty} of them empty"),
    "missing": N_("{missing} missing"),
    "not_due": N_("{not_due} not yet due"),
}
STEPS = {
    "keep": N_("keeping the files"),
    "build": N_("building the snapshot"),
    "activate": N_("making it active"),
}
SEVERITIES = {"error": N_("■ Error"), "warning": N_("▲ Warning")}
#: What becomes of the rows that a file stands for.
EFFECTS = {
    "new": N_("＋ new"),
    "replaced": N_("↻ replaces what is there"),
    "unchanged": N_("= the same as before"),
    "emptied": N_("■ EMPTIES what is there"),
    "empty": N_("– nothing in it"),
}
#: What must be ticked before publishing.
CONFIRMED = {
    "warned": N_(
        "I have read the warnings ({warnings}); they are published and counted on the page Quality."
    ),
    "emptied": N_("I know that these files hold no figures and take away what is there: {names}."),
    "fresh_confirmed": N_("I know that everything published now is left out, and only these files count."),
}
FILES_TOO_MANY = N_(
    "{found} files are too many: {most} are taken at once. None was read; drop them in several lots."
)
MEGABYTES_TOO_MUCH = N_(
    "{found} MB are too much: {most} MB are taken at once. None was read; drop them in several lots."
)
#: How files are taken: limits, days, receipts, what is ready, the plan.
METHOD = (
    N_(
        "At once: {files} files, {each} MB each (a file marked red is larger and was not taken), {all} "
        "MB together; a workbook may unpack to {unpacked} MB and {ratio} times its size; a check may "
        "take {minutes} minutes. Checking changes nothing; files are kept only once they are published."
    ),
    N_(
        "Clocks and reports are read at the end of the day that the figures describe: what is overdue or "
        "missing then. No entry may be dated after it."
    ),
    N_(
        "A school's report counts from its day of receipt on, which only the office records: here for "
        "all workbooks in the box, or in its own workbook. A day that is recorded already stays; drop "
        "workbooks of different days one after the other."
    ),
    N_(
        "An error blocks its own file; a warning does not. A file also waits where an error names it, as "
        "with two workbooks of the same school, or where its rows need those of a file that waits."
    ),
    N_(
        "The plan's own tables (targets, deadlines, periods …) are taken in the same way: as sheets of "
        "the office's workbook, or each as a CSV."
    ),
)
SNAPSHOTS = {"active": N_("● active"), "older": N_("○ kept"), "unreadable": N_("■ unreadable")}


def answer(year: Row, words: Words) -> str:
    """25 of 27 reports for 2025 received; 2 missing."""
    texts = [text for count, text in REPORTS.items() if year[count] or count == "expected"]
    return "; ".join(words.text(text, **year) for text in texts)


def checked(sorting: Sorting, words: Words) -> str:
    """Files checked: 28 · ready: 26 · to be mended first: 2."""
    files, ready, waiting = (words.number(len(of)) for of in (sorting.names, sorting.ready, sorting.waiting))
    text = words.text("Files checked: {files} · ready: {ready}", files=files, ready=ready)
    if sorting.waiting:
        text += " · " + words.text("to be mended first: {waiting}", waiting=waiting)
    return f"{text}."


def standing(name: str, errors: int, warnings: int, words: Words) -> str:
    """ready; ready, warnings: 1; errors: 2; waits for another file."""
    if name == "mistakes":
        return words.text("errors: {errors}", errors=words.number(errors))
    text = words.text("ready") if name == "ready" else words.text("waits for another file")
    warned = words.text("warnings: {warnings}", warnings=words.number(warnings))
    return f"{text}, {warned}" if warnings else text


def message(file: str, whose: str, problems: Sequence[Problem], words: Words) -> str:
    """What the officer sends back to whoever sent the file: every mistake with its place."""
    lines = [problem.line(words.lang, with_file=False) for problem in problems[:MOST_LINES]]
    return "\n".join(
        [
            words.text("To: {whose}", whose=whose or "…"),
            words.text("In the file {file} the following must be mended or looked at:", file=file),
            *(f"{number}. {line}" for number, line in enumerate(lines, 1)),
            *phrases.more(problems, MOST_LINES, words),
            words.text("Please mend it in the same file and send it again."),
        ]
    )


def method(words: Words) -> list[str]:
    """How files are taken: limits, days, receipts, what is ready, the plan."""
    megabytes = {"each": MAX_FILE // MB, "all": MOST_BYTES // MB, "unpacked": MAX_UNPACKED // MB}
    most = {"files": MOST_FILES, "ratio": MAX_RATIO, "minutes": PATIENCE // 60, **megabytes}
    return [words.text(text, **most) for text in METHOD]


def too_much(sizes: Sequence[int], words: Words) -> str:
    """Why files of these sizes are not taken at once, else ""; each one's own is checked where it is read."""
    found: float = len(sizes)
    most, text = MOST_FILES, FILES_TOO_MANY
    if found <= most:
        found, most, text = sum(sizes) / MB, MOST_BYTES // MB, MEGABYTES_TOO_MUCH
    return words.text(text, found=words.number(found), most=words.number(most)) if found > most else ""


def day(as_of: date, active: Snapshot, now: date, words: Words) -> str:
    """A word of caution where the day is still to come, or before that of what is published; else ""."""
    if active.as_of <= as_of <= now:
        return ""
    beware, other = N_("This day is still to come ({day} is today): clocks run on until then."), now
    if as_of <= now:
        beware = N_("It lies before the day of what is published ({day}): later entries become errors.")
        other = active.as_of
    return f":orange[▲ {words.text(beware, day=words.day(other))}]"


def step(done: int, total: int, what: str, words: Words) -> str:
    """Step 12 of 61 · MAU-01-2025.xlsx."""
    about = words.text(STEPS[what]) if what in STEPS else inert.as_markdown(inert.inert(what))
    return phrases.joined(words.text("Step {done} of {total}", done=done, total=total), about)


def worded(texts: Mapping[str, str], code: str | None, words: Words) -> str:
    """The words of a code, of SEVERITIES, EFFECTS or SNAPSHOTS; nothing of a file that could not be read."""
    return words.text(texts[code]) if code else ""


def whose(effect: Effect, words: Words) -> str:
    """The school's name, the office, or the table."""
    if effect.kind == "school":
        return effect.school
    if effect.kind == "office":
        return words.text("The office's own rows")
    return words.text("The whole table {table}", table=TABLES[effect.table].label.in_language(words.lang))


def effects(lines: Sequence[Effect], words: Words) -> str:
    """How many files bring what: ＋ new: 3 · ↻ replaces what is there: 24 · = the same as before: 1."""
    names = {state: words.text(text) for state, text in EFFECTS.items()}
    return phrases.tally(names, Counter(effect.state for effect in lines), words)


def plan(changes: Sequence[PlanChange], words: Words) -> str:
    """The first changes of targets and deadlines by name, and how many rows change in all."""
    named = [change for change in changes if change.table in ("targets", "deadlines")][:NAMED]
    total = words.text("Rows of the plan that change: {rows}.", rows=words.number(len(changes)))
    return "  \n".join([total, *(inert.inert(change.line(words.lang)) for change in named)])


def awaited(rows: Sequence[Awaited], words: Words) -> str:
    """Who is missing in the last year that has any, by name."""
    year = max(row.year for row in rows)
    lines = []
    for state in ("missing", "empty", "not_due"):
        if schools := [row.school for row in rows if (row.year, row.state) == (year, state)]:
            mark = MARKS[state]
            head = f":{mark.tint}[{mark.shape}] {mark.name(words)}, {year} ({len(schools)})"
            lines.append(f"{head}: {named(schools, words)}")
    return "  \n".join(lines)


def practice(rehearsal: Rehearsal, active: Snapshot, as_of: date, words: Words) -> str:
    """What publishing means while the sample is active; "" where it is the real thing."""
    if rehearsal.sample:
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


def to_confirm(rehearsal: Rehearsal, fresh: bool, words: Words) -> dict[str, str]:
    """What must be ticked before publishing, by key."""
    warnings = sum(problem.severity == "warning" for problem in rehearsal.outcome.problems)
    emptied = [effect.file for effect in rehearsal.effects if effect.state == "emptied"]
    facts = {"warnings": words.number(warnings), "names": inert.as_markdown(named(emptied, words))}
    needed = {"warned": warnings, "emptied": emptied, "fresh_confirmed": fresh}
    return {key: words.text(text, **facts) for key, text in CONFIRMED.items() if needed[key]}


def published(
    active: Snapshot, counts: Mapping[str, int], was: Mapping[str, int], before: str, words: Words
) -> str:
    """What is active now, in numbers; `counts` and `was` are rows by table, now and before."""
    if before == active.id:
        return words.text(
            "Nothing changed: these files say what snapshot {id} already says. It stays active.", id=active.id
        )

    def sums(of: Mapping[str, int]) -> dict[str, str]:
        rows = sum(of.get(table.name, 0) for table in INTAKE_TABLES)
        return {"schools": words.number(of["schools"]), "rows": words.number(rows)}

    text = N_("Published: snapshot {id}, figures as of {day}; {schools} schools, years {years}, {rows} rows.")
    facts = {"id": active.id, "day": words.day(active.as_of), "years": span(active.years), **sums(counts)}
    earlier = words.text("Before: {schools} schools, {rows} rows.", **sums(was)) if was else ""
    return f"{words.text(text, **facts)} {earlier}".strip()


def facts(row: Row | None) -> tuple[object, ...]:
    """What of a value would be noticed when it is another one than before."""
    return tuple(row[fact] for fact in ("numerator", "denominator", "state", "unknown")) if row else ()


def was(now: Row, before: Row | None, words: Words) -> str:
    """26 yes · 1 not yet · before: 25 yes · 2 not yet."""
    counted = words.parts(now)
    if before is None:
        return counted
    if facts(now) == facts(before):
        return f"{counted} · " + words.text("unchanged")
    value, part = phrases.value(before, words), words.parts(before)
    value += f" ({part})" if part else ""
    return f"{counted} · " + words.text("before: {value}", value=value)


def fault(error: Exception, words: Words) -> str:
    """Why nothing was published. Whatever it was, what was active stays so."""
    if isinstance(error, PublishBusy):
        return words.text(
            "Somebody else is publishing right now ({who}). Nothing changed. Wait for the end, "
            "look what has become active, and check your files again.",
            who=inert.as_markdown(inert.inert(str(error))),
        )
    if isinstance(error, OSError):
        why = inert.as_markdown(inert.inert(fault_text(error, words.lang)))
        return words.text("Not published, since it could not be written: {why}. Nothing changed.", why=why)
    return words.text("Not published. Nothing changed. The fault is written to the server's log.")


def before_going_back(row: Row, words: Words) -> str:
    """What going back to a snapshot means."""
    text = words.text(
        "Every reader will see the figures as of {day}, published on {built} ({schools} schools), within "
        "seconds. What is active now is kept, and you can return to it. The next publish builds on what is "
        "active then.",
        day=words.day(row["as_of"]),
        built=words.moment(row["built_at"]),
        schools=words.number(row["schools"]),
    )
    return f"{text} **{words.text('SAMPLE DATA')}**" if row["sample"] else text


def named(names: Sequence[str], words: Words) -> str:
    """The first names, and how many more there are."""
    return phrases.listed(list(map(inert.inert, names)), NAMED, words)
