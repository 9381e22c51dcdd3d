"""A small district, published: two schools, every table."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from data.publish import publish
from data.store import Store
from tests.given.world import AS_OF, world, write_csvs


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of two snapshots of the small district; the newer one is active."""
    folder = tmp_path_factory.mktemp("published")
    tables = world()
    publish([write_csvs(tables, folder / "first")], Store(folder / "snapshots"), as_of=AS_OF, fresh=True)
    tables["funding"][0]["spent_vnd"] = "7000000"
    publish(
        [write_csvs({"funding": tables["funding"]}, folder / "second")],
        Store(folder / "snapshots"),
        as_of=AS_OF,
    )
    return folder / "snapshots"


@pytest.fixture
def store(published: Path, tmp_path: Path) -> Store:
    """A copy of that folder that a test may spoil, in a folder with a name such as people give."""
    return Store(Path(shutil.copytree(published, tmp_path / "Số liệu Phòng GD&ĐT [2025]")))


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a district of one school at the end of its first year: an edition of it is made in a second."""
    folder, tables = tmp_path_factory.mktemp("begun"), world()
    known = {"communes": tables["communes"], "schools": tables["schools"][:1]}
    store, day = Store(folder / "snapshots"), date(2021, 12, 31)
    assert publish([write_csvs(known, folder / "in")], store, as_of=day, fresh=True).clean
    return store.folder


@pytest.fixture
def small_store(begun: Path, tmp_path: Path) -> Store:
    """A copy of that folder that a test may spoil."""
    return Store(Path(shutil.copytree(begun, tmp_path / "Số liệu Phòng GD&ĐT [2021]")))


@pytest.fixture
def shared_store(released: Path, tmp_path: Path) -> Store:
    """A copy of the published sample with its shareable edition that a test may spoil."""
    return Store(Path(shutil.copytree(released, tmp_path / "Bản chia sẻ [2025]")))


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    """A table that differs from the published one."""
    tables = world()
    tables["funding"][0]["spent_vnd"] = "6000000"
    return write_csvs({"funding": tables["funding"]}, tmp_path / "đợt mới") / "funding.csv"
