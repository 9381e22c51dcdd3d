"""The annual report as a Word document, filled from one snapshot and year for one reader.

`build(snapshot, 2024, Reader())` returns the bytes of the district's report, with `school=` those of
one school's short report. The same snapshot, year, reader and template give the same bytes.
"""

from __future__ import annotations

import difflib
from functools import partial
from pathlib import Path

from data.progress import Progress, ignore
from data.store import Snapshot
from pages.documents.report import charts, district
from pages.documents.report import school as one_school
from pages.documents.report.answers import Answers
from pages.documents.report.word import TemplateBroken, fill
from pages.documents.report.wording import say
from queries import Reader

TEMPLATES = Path(__file__).resolve().parent / "template"
DISTRICT_TEMPLATE = TEMPLATES / "bao-cao-nam.docx"
SCHOOL_TEMPLATE = TEMPLATES / "bao-cao-truong.docx"

#: The steps of a report: to count, to write, to note it in the log.
STEPS = 3

__all__ = ["DISTRICT_TEMPLATE", "SCHOOL_TEMPLATE", "STEPS", "NothingToReport", "TemplateBroken", "build"]


class NothingToReport(LookupError):
    """The snapshot has no such year or school; the message names the nearest ones."""


def build(
    snapshot: Snapshot,
    year: int,
    reader: Reader,
    school: str = "",
    *,
    template: Path | None = None,
    progress: Progress = ignore,
) -> bytes:
    """The report's bytes. Raises NothingToReport, TemplateBroken and what `ask` raises."""
    _must_be_known(snapshot, year, school)
    answers = Answers(snapshot, year, reader, school)
    values = one_school.values(answers) if school else district.values(answers)
    progress(1, STEPS, "")
    made = fill(
        template or (SCHOOL_TEMPLATE if school else DISTRICT_TEMPLATE),
        values,
        {} if school else {"goals": partial(charts.goals, answers)},
        title=f"Báo cáo {year} – {school}" if school else f"Báo cáo năm {year}",
        as_of=snapshot.as_of,
    )
    progress(2, STEPS, "")
    return made


def _must_be_known(snapshot: Snapshot, year: int, school_id: str) -> None:
    if year not in snapshot.years:
        known = ", ".join(map(str, snapshot.years))
        raise NothingToReport(say("error", "year", year=year, snapshot=snapshot.id, known=known))
    schools = sorted(snapshot.school_ids - {"office"})
    if school_id and school_id not in schools:
        near = difflib.get_close_matches(school_id, schools, n=5, cutoff=0.3) or schools[:5]
        raise NothingToReport(
            say("error", "school", school=school_id, snapshot=snapshot.id, known=", ".join(near))
        )
