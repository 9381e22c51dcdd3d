"""What tests of several folders share.

The framework and the browser's driver are imported only for tests that use them: that takes a second.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from hypothesis import settings

from data.publish import publish, publish_sample
from data.store import Snapshot, Store
from queries.release.edition import edition
from tests import profiles
from tests.given.names import NAMES, publish_named
from tests.given.world import AS_OF, world, write_csvs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.load_profile(profiles.SUITE)


@pytest.fixture(scope="session", autouse=True)
def _packages_read_once() -> Iterator[None]:
    """The framework reads every installed package's description anew for each session without a browser."""
    with pytest.MonkeyPatch.context() as patch:
        if "streamlit" in sys.modules:
            from streamlit.components.v2 import manifest_scanner

            scan = cache(manifest_scanner.scan_component_manifests)
            patch.setattr(manifest_scanner, "scan_component_manifests", scan)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a process: Playwright can be started only once in it."""
    from playwright.sync_api import sync_playwright

    from tests.whole.browser.conftest import CHROMIUM

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium-headless-shell", args=CHROMIUM
        )
        yield chromium
        chromium.close()


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """What `make` writes to the path given to it, made once for all processes of a run. To write into it, copy it."""
    base = factory.getbasetemp()
    made = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with FileLock(f"{made}.lock"):
        if not made.exists():
            draft = factory.mktemp("draft") / name
            make(draft)
            draft.rename(made)
    return made


@pytest.fixture(scope="session")
def published_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the published small world of `tests.given.world`. To write into it, copy it."""

    def make(folder: Path) -> None:
        assert publish([write_csvs(world(), tmp_path_factory.mktemp("in"))], Store(folder), as_of=AS_OF).clean

    return once(tmp_path_factory, "world", make)


@pytest.fixture(scope="session")
def published_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the published sample, of which no edition is made. To write into it, copy it."""

    def make(folder: Path) -> None:
        assert publish_sample(Store(folder)).clean

    return once(tmp_path_factory, "published", make)


@pytest.fixture(scope="session")
def released(published_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the published sample with its shareable edition. To write into it, copy it."""

    def make(folder: Path) -> None:
        shutil.copytree(published_sample, folder)
        with Store(folder).opened() as opened:
            edition(opened)

    return once(tmp_path_factory, "released", make)


@pytest.fixture(scope="session")
def named(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder of the sample's figures under the names of a kind of NAMES. To write into it, copy it."""

    def published(kind: str) -> Path:
        def make(folder: Path) -> None:
            publish_named(Store(folder), tmp_path_factory.mktemp("in") / kind, NAMES[kind])

        return once(tmp_path_factory, kind, make)

    return published


@pytest.fixture(scope="session")
def named_handout(
    named: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """The file for a browser of 2024 and 2025 under the names of a kind of NAMES."""
    from pages.documents.browser.file import document
    from pages.kit.words import Words

    def written(kind: str) -> Path:
        def make(path: Path) -> None:
            folder = shutil.copytree(named(kind), tmp_path_factory.mktemp("handout") / "snapshots")
            with Store(Path(folder)).opened() as opened:
                path.write_bytes(document(opened, (2024, 2025), Words("vi")))

        return once(tmp_path_factory, f"{kind}.html", make)

    return written


@pytest.fixture(scope="session")
def snapshot(released: Path) -> Iterator[Snapshot]:
    """The sample's snapshot in that folder."""
    opened = Store(released).active()
    yield opened
    opened.close()
