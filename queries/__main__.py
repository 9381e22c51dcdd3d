"""The command line of queries: list every named question, or answer one as CSV."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from data.faults import fault_text
from data.store import NoSnapshot, SnapshotUnreadable, Store, UnknownSnapshot
from data.words import LANGS
from queries import TIERS, Reader, TierRefused, UnknownParameter, UnknownQuery, ask, question, questions
from queries.csvtext import csv_text
from queries.release.edition import ReleaseRefused

ANSWERED, FAILED, UNUSABLE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the list or the answer; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    if not options.name:
        return _list()
    store = Store(options.into)
    try:
        query = question(options.name)
        params = dict(_pair(text) for text in options.param)
        with store.opened(options.as_of) as snapshot:
            answer = ask(
                snapshot,
                query.name,
                years=options.year,
                schools=options.school,
                params=params,
                reader=Reader(tier=options.tier),
            )
    except UnknownSnapshot:
        known = ", ".join(store.ids()) or "none"
        return _fail(LookupError(f"no snapshot is called {options.as_of!r}; there are: {known}"), UNUSABLE)
    except (UnknownQuery, UnknownParameter, TierRefused, ReleaseRefused) as error:
        return _fail(error, UNUSABLE)
    except (NoSnapshot, SnapshotUnreadable) as error:
        return _fail(error, FAILED)
    except OSError as error:
        return _fail_at_files(error)
    sys.stdout.write(csv_text(answer))
    return ANSWERED


def _list() -> int:
    for name, query in questions().items():
        print(f"{name}: {query.question}")
        print(f"    {query.answer}")
        for key, spec in query.params.items():
            print(f"    --param {key}={'|'.join(spec.get('allowed', ())) or '…'} (default {spec['default']})")
    return ANSWERED


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise UnknownParameter(f"--param takes key=value, not {text!r}")
    return key, value


def _fail(error: Exception, code: int) -> int:
    print(error.args[0], file=sys.stderr)
    return code


def _fail_at_files(error: OSError) -> int:
    """Print the fault of a file in both languages, since the command has no language option."""
    print("\n".join(fault_text(error, lang) for lang in LANGS), file=sys.stderr)
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m queries", description=__doc__)
    parser.add_argument("name", nargs="?")
    parser.add_argument(
        "--year", action="append", type=int, default=[], help="only this year (may be repeated)"
    )
    parser.add_argument("--school", action="append", default=[], help="only this school (may be repeated)")
    parser.add_argument("--param", action="append", default=[], metavar="k=v")
    parser.add_argument("--tier", choices=TIERS, default="internal")
    parser.add_argument(
        "--as-of", default="", metavar="SNAPSHOT_ID", help="not the active snapshot but this one"
    )
    parser.add_argument(
        "--into", type=Path, help="folder of snapshots (default: DASHBOARD_DATA, else .snapshots)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
