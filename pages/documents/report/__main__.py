"""The command `python -m data report`: write the annual report, or one school's, as a Word file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from data.store import Store
from data.words import text
from pages.documents import command
from pages.documents.report.save import to_file
from queries import Reader


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the report; returns the exit code. On any error nothing is written."""
    parser = command.parser("report", __doc__, "FILE.docx", tier=True)
    parser.add_argument("--year", type=int, required=True, help="the year of the plan to report on")
    parser.add_argument("--school", default="", metavar="ID", help="the short report of this school")
    parser.add_argument("--template", type=Path, help="instead of the one in pages/documents/report/template")
    return command.run(_write, parser.parse_args(arguments))


def _write(options: argparse.Namespace, store: Store) -> None:
    facts = {"path": options.out, "year": options.year}
    with store.opened(options.as_of) as snapshot:
        print(text("Writing the report of {year} …", options.lang, **facts), file=sys.stderr)
        reader = Reader(tier=options.tier)
        to_file(snapshot, options.year, reader, options.school, options.out, template=options.template)
    print(text("{path}: report of {year}, snapshot {snapshot}", options.lang, snapshot=snapshot.id, **facts))


if __name__ == "__main__":
    sys.exit(main())
