"""How long a full rerun of a page takes on the server, against its SQL and JSON alone.

Run on request: `python -m tests.bench.bench_rerun` (`--into FOLDER` for a published folder other than the
sample's). A reader's session chooses years that nobody chose before, and waits for the page's last message;
then the same questions are asked, and their rows written as JSON, with nothing around it. In turns.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

import streamlit as st
from streamlit.testing.v1 import AppTest

import dashboard
from data.publish import publish_sample
from data.store import Snapshot, Store
from pages.documents.export.contents import Preview, preview
from pages.documents.export.selection import Selection
from pages.export import picks
from pages.kit import answers
from queries import ask
from tests import ROOT
from tests.bench.lines import HEAD, Line, ratio, say
from tests.bench.reader import CHOICES, Reader
from tests.whole.browser.conftest import Server, serving

PROMISE = 2.0
ROUNDS = 9

#: What the page asked for, to be asked for again with nothing around it; returns rows.
Asked = Callable[[], Any]


def main() -> None:
    """Print one line a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, help="a folder with a published snapshot")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    print(HEAD)
    if options.into:
        say(measured(options.into, options.rounds))
        return
    with tempfile.TemporaryDirectory() as folder:
        publish_sample(Store(Path(folder)))
        say(measured(Path(folder), options.rounds))


def measured(folder: Path, rounds: int = ROUNDS) -> Iterator[Line]:
    """One line a page, for the snapshot in this folder."""
    snapshot = Store(folder).active()
    school = min(snapshot.school_ids - {"office"})
    snapshot.close()
    with patch.dict(os.environ, DASHBOARD_DATA=str(folder)):
        for _, file, _, _, address, _ in dashboard.PAGES:
            # That page asks nothing of a choice of years, so that there is nothing to measure it by.
            if address == "intake":
                continue
            chosen = {"school": school} if address == "school" else {}
            # A server for each page: what one page asked, another would find answered.
            with serving(folder) as server:
                yield asyncio.run(_one(server, file, address, chosen, rounds))


async def _one(server: Server, file: str, address: str, chosen: dict[str, str], rounds: int) -> Line:
    ours, theirs, busy, busy_alone = [], [], 0.0, 0.0
    st.cache_resource.clear()
    st.cache_data.clear()
    learner = await asyncio.to_thread(_learner, file, chosen)
    page = "" if file == dashboard.PAGES[0][1] else address
    async with Reader(server.url, page, **chosen) as reader:
        for turn, choice in enumerate(islice(CHOICES, rounds + 1)):
            asked = await asyncio.to_thread(asked_for, learner, choice)
            before = processor_seconds(server.pid)
            taken = await reader.choose(**choice)
            busy_now = processor_seconds(server.pid) - before
            started, before = time.perf_counter(), time.process_time()
            alone(asked)
            # The first turn brings in what is read but once.
            if turn:
                ours.append(taken)
                theirs.append(time.perf_counter() - started)
                busy += busy_now
                busy_alone += time.process_time() - before
    line = ratio(
        f"full rerun of {address} ÷ its SQL and JSON alone ({len(asked)} asked)", PROMISE, ours, theirs
    )
    # On a machine that others keep busy, the processor's time tells more than the clock on the wall.
    return replace(line, information=f"{line.information}; in processor time {busy / busy_alone:.2f}")


def _learner(file: str, chosen: dict[str, str]) -> AppTest:
    """The same page in this process: it tells which questions a choice asks."""
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=600)
    for key, value in chosen.items():
        app.query_params[key] = value
    app.run()
    return app if file == dashboard.PAGES[0][1] else app.switch_page(file).run()


def asked_for(app: AppTest, choice: dict[str, str]) -> list[Asked]:
    """What the page asks for this choice, which nobody made in this process before."""
    asked: list[Asked] = []

    def question(snapshot: Snapshot, name: str, **given: Any) -> Any:
        asked.append(lambda: ask(snapshot, name, **given).to_pylist())
        return ask(snapshot, name, **given)

    def contents(snapshot: Snapshot, selection: Selection) -> Preview:
        asked.append(lambda: asdict(preview(snapshot, selection)))
        return preview(snapshot, selection)

    with patch.object(answers, "ask", question), patch.object(picks, "preview", contents):
        for key, value in choice.items():
            app.session_state[key] = value
        app.run()
    return asked


def alone(asked: list[Asked]) -> None:
    """Ask again, and write the rows as JSON."""
    for answer in asked:
        json.dumps(answer(), default=str)


def processor_seconds(pid: int) -> float:
    """What a process has used of the processors so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
