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


@pytest.fixture(scope="session")
def published_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the published small world of `tests.given.world`. To write into it, copy it."""

    def make(store: Store) -> None:
        assert publish([write_csvs(world(), tmp_path_factory.mktemp("in"))], store, as_of=AS_OF).clean

    return _made_once(tmp_path_factory, "world", make)


@pytest.fixture(scope="session")
def published_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the published sample, of which nothing was released. To write into it, copy it."""

    def make(store: Store) -> None:
        assert publish_sample(store).clean

    return _made_once(tmp_path_factory, "sample", make)


@pytest.fixture(scope="session")
def released(published_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the published sample with its shareable edition. To write into it, copy it."""

    def make(store: Store) -> None:
        shutil.copytree(published_sample, store.folder, dirs_exist_ok=True)
        opened = store.active()
        edition(opened)
        opened.close()

    return _made_once(tmp_path_factory, "released", make)


def _made_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Store], None]) -> Path:
    """A folder of snapshots that is made once for all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            store = Store(tmp_path_factory.mktemp("snapshots"))
            make(store)
            store.folder.rename(folder)
    return folder


@pytest.fixture(scope="session")
def snapshot(released: Path) -> Iterator[Snapshot]:
    """The sample's snapshot in that folder."""
    opened = Store(released).active()
    yield opened
    opened.close()
