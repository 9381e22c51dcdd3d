"""The command `python -m data report`: write the annual report, or one school's, as a Word file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from data.faults import fault_text
from data.store import NoSnapshot, Snapshot, SnapshotUnreadable, Store
from queries import TIERS, Reader
from queries.release.edition import ReleaseRefused
from queries.report import NothingToReport, TemplateBroken
from queries.report.save import to_file
from queries.report.wording import LANG, say

WRITTEN, FAILED, UNUSABLE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the report; returns the exit code. On any error nothing is written."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    try:
        snapshot = _snapshot(Store(options.into), options.as_of)
    except NoSnapshot:
        return _fail(say("error", "none", folder=Store(options.into).folder), FAILED)
    except SnapshotUnreadable as error:
        return _fail(error, UNUSABLE if options.as_of else FAILED)
    except OSError as error:
        return _fail(fault_text(error, LANG), FAILED)
    try:
        # The first report in the shareable tier must wait until the edition of the snapshot is made.
        print(say("command", "making", year=options.year), file=sys.stderr)
        reader = Reader(tier=options.tier)
        to_file(snapshot, options.year, reader, options.school, options.out, template=options.template)
    except (NothingToReport, TemplateBroken, ReleaseRefused) as error:
        return _fail(error, UNUSABLE)
    except OSError as error:
        return _fail(say("error", "unwritten", path=options.out, why=fault_text(error, LANG)), FAILED)
    except SnapshotUnreadable as error:
        return _fail(say("error", "damaged", why=error), FAILED)
    finally:
        snapshot.close()
    print(say("command", "written", path=options.out, year=options.year, snapshot=snapshot.id))
    return WRITTEN


def _snapshot(store: Store, snapshot_id: str) -> Snapshot:
    if not snapshot_id:
        return store.active()
    if snapshot_id not in store.ids():
        raise SnapshotUnreadable(
            say("error", "snapshot", id=snapshot_id, known=", ".join(store.ids()) or "–")
        )
    return store.open(snapshot_id)


def _fail(error: Exception | str, code: int) -> int:
    print(error.args[0] if isinstance(error, Exception) else error, file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m data report", description=__doc__)
    parser.add_argument("--year", type=int, required=True, help="the year of the plan to report on")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.docx")
    parser.add_argument("--school", default="", metavar="ID", help="the short report of this school")
    parser.add_argument("--tier", choices=TIERS, default="internal")
    parser.add_argument("--as-of", default="", metavar="SNAPSHOT", help="this snapshot, not the active one")
    parser.add_argument("--template", type=Path, help="instead of the one in queries/report/template")
    parser.add_argument(
        "--into", type=Path, help="folder of snapshots (default: DASHBOARD_DATA, else .snapshots)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
