"""A folder that several processes share: locks that hold or are refused, drafts of others, the first sample."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from data import access_log, locks
from data.__main__ import main
from data.drafts import draft_of, draft_path, sweep
from data.publish import SAMPLE, NotFirst, PublishBusy, publish, publish_sample
from data.store import Store
from queries.release.edition import edition
from tests import ROOT
from tests.given.world import AS_OF

#: As Linux writes it: the root, a folder with a space in its name, and mounts within one another.
MOUNTS = """\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard
40 27 0:51 / /srv rw,relatime shared:9 - nfs4 files:/srv rw,vers=4.2,hard,proto=tcp,local_lock=none,addr=10.0.0.9
41 40 0:52 / /srv/old rw,relatime shared:10 - nfs files:/old rw,vers=3,nolock,proto=tcp,local_lock=all,addr=10.0.0.9
42 40 0:53 / /srv/flock rw,relatime - nfs4 files:/f rw,vers=4.2,local_lock=flock,addr=10.0.0.9
44 27 0:55 / /mnt/windows rw,relatime - cifs //files/y rw,vers=3.1.1,serverino
45 27 0:56 / /mnt/tunnel rw,nosuid - fuse.sshfs files:/z rw,user_id=0,group_id=0
46 27 0:57 / /mnt/twice rw - nfs files:/t rw,nolock
47 46 0:58 / /mnt/twice rw - tmpfs none rw
"""


@pytest.mark.parametrize(
    ("folder", "trap"),
    [
        ("/home/bang", ""),
        ("/srv/bang", ""),
        ("/srv/older", ""),
        ("/srv/old", "/srv/old: nfs, nolock"),
        ("/srv/old/bang", "/srv/old: nfs, nolock"),
        ("/srv/flock/bang", "/srv/flock: nfs4, local_lock=flock"),
        ("/mnt/windows/bang", ""),
        ("/mnt/tunnel/bang", "/mnt/tunnel: fuse.sshfs, rw"),
        ("/mnt/twice/bang", ""),
    ],
)
def test_mounts_whose_locks_hold_on_one_machine_alone_are_known(folder: str, trap: str) -> None:
    assert locks.trap_of(Path(folder), MOUNTS) == trap


def test_a_space_in_a_mount_s_name_is_read() -> None:
    line = "43 27 0:54 / /mnt/số\\040liệu rw,relatime - cifs //files/x rw,vers=3.1.1,nobrl,serverino"
    assert locks.trap_of(Path("/mnt/số liệu/bang"), line) == "/mnt/số liệu: cifs, nobrl"


@pytest.mark.parametrize(
    ("lang", "words"),
    [("vi", "khoá tệp ở đây không ngăn được"), ("en", "file locks here do not keep other processes")],
)
def test_nothing_is_published_where_locks_hold_on_one_machine_alone(
    lang: str,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, mounts = tmp_path / "snapshots", tmp_path / "mountinfo"
    mounts.write_text(f"40 27 0:51 / {folder} rw - nfs4 files:/srv rw,local_lock=all\n", encoding="utf-8")
    monkeypatch.setattr(locks, "MOUNTS", mounts)
    assert main(["publish", str(SAMPLE), "--as-of", str(AS_OF), "--into", str(folder), "--lang", lang]) == 1
    warning = capsys.readouterr().err
    assert words in warning
    assert f"{folder}: nfs4, local_lock=all" in warning
    assert list(folder.iterdir()) == []
    with pytest.raises(OSError, match="local_lock=all"):
        access_log.note(folder, "sign_in", "a", "leader")
    assert list(folder.iterdir()) == []


def no_lock(_fd: int, _how: int) -> None:
    """A file system that says yes to everybody."""


def not_known(_fd: int, _how: int) -> None:
    raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))


@pytest.mark.parametrize("flock", [no_lock, not_known])
def test_locks_that_keep_nobody_out_are_refused(
    flock: Callable[[int, int], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(fcntl, "flock", flock)
        for _ in range(2):
            with pytest.raises(OSError, match=str(tmp_path)) as refused, locks.lock(tmp_path / "x.lock"):
                pass
            assert refused.value.errno == errno.ENOLCK
        assert list(tmp_path.iterdir()) == []
    # A fault is not kept: mounted in another way, the folder is looked at anew.
    with locks.lock(tmp_path / "x.lock"):
        assert [path.name for path in tmp_path.iterdir()] == ["x.lock"]


def test_no_edition_is_made_where_locks_do_not_hold(
    released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    (tmp_path / "active").write_bytes((released / "active").read_bytes())
    shutil.copy(Store(released).path(store.active_id()), tmp_path)
    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(fcntl, "flock", no_lock)
    with store.opened() as snapshot, pytest.raises(OSError, match=str(tmp_path)):
        edition(snapshot)
    assert sorted(tmp_path.iterdir()) == before


def test_whoever_comes_second_is_told_who_publishes_and_since_when(tmp_path: Path) -> None:
    store, messages = Store(tmp_path), list[str]()

    def meanwhile(done: int, _total: int, _what: str) -> None:
        if done == 1:
            with pytest.raises(PublishBusy) as busy:
                publish_sample(store)
            messages.append(str(busy.value))

    assert publish([SAMPLE], store, as_of=AS_OF, by="Cán bộ Mẫu", progress=meanwhile).clean
    (who,) = messages
    assert who.startswith("Cán bộ Mẫu, ")
    assert f"pid {os.getpid()}, " in who
    assert re.search(r", \d\d:\d\d \d\d/\d\d/\d{4}$", who)


def test_the_sample_never_takes_the_place_of_what_another_process_published(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first = publish([SAMPLE], store, as_of=AS_OF).snapshot_id
    with pytest.raises(NotFirst, match=first):
        publish_sample(store, first=True)
    assert store.active_id() == first


def test_a_draft_of_another_machine_is_left_alone_for_a_day(tmp_path: Path) -> None:
    # The number of a process says nothing of a process of another machine.
    theirs = tmp_path / ".active.0123abcd-999999999@kho-2.example.vn.tmp"
    ours = draft_path(tmp_path / "active")
    dead = ours.with_name(ours.name.replace(f"-{os.getpid()}@", "-999999999@"))
    for path in (theirs, ours, dead):
        path.touch()
    sweep(tmp_path)
    assert (theirs.exists(), ours.exists(), dead.exists()) == (True, True, False)
    yesterday = time.time() - 2 * 86_400
    os.utime(theirs, (yesterday, yesterday))
    sweep(tmp_path)
    assert (theirs.exists(), ours.exists()) == (False, True)


def test_two_drafts_of_one_file_are_two_files(tmp_path: Path) -> None:
    target = tmp_path / "active"
    with draft_of(target) as one:
        one.write_text("one")
        with draft_of(target) as other:
            other.write_text("other")
        assert target.read_text() == "other"
    assert target.read_text() == "one"
    assert [path.name for path in tmp_path.iterdir()] == ["active"]


WRITER = """
import sys
from pathlib import Path
from data import access_log

for line in range(25):
    access_log.note(Path(sys.argv[1]), "csv", sys.argv[2], "", line=line)
"""


def test_lines_of_several_processes_stay_whole(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    writers = [subprocess.Popen([*command, who * 150], cwd=ROOT) for who in "abcd"]
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0, 0, 0]
    lines = [json.loads(line) for line in (tmp_path / "access.log").read_text(encoding="utf-8").splitlines()]
    # Each in its own order, none lost.
    for who in "abcd":
        assert [line["line"] for line in lines if line["who"] == who * 150] == list(range(25))
    assert len(lines) == 100
