"""A dashboard with sign-in, a real OpenID provider that it believes, and a browser to come with."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket, expect

import dashboard
from pages.kit.words import Words
from tests.whole.browser.conftest import Server, free_port, serving

#: As the navigation names them in Vietnamese.
PAGE_TITLES = tuple(Words("vi").text(page[2]) for page in dashboard.PAGES)
HERE = Path(__file__).resolve().parent / "provider"
OWN, OTHER = "MAU-06", "MAU-05"
SECRET = "only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz"
#: Who may sign in at the provider, with what their tokens claim, and how some are spoiled.
ACCOUNTS: tuple[dict[str, Any], ...] = (
    {"sub": "truong-phong", "claims": {"name": "Trưởng phòng Mẫu", "email": "Truong.Phong@example.vn", "email_verified": True}},
    {"sub": "can-bo", "claims": {"name": "Cán bộ Mẫu"}},
    {"sub": "can-bo-hai", "claims": {"name": "Cán bộ Hai"}},
    {"sub": "hieu-truong", "claims": {"name": "Hiệu trưởng Mẫu", "email": "hieu.truong@example.vn", "email_verified": True}},
    {"sub": "nguoi-xem", "claims": {"name": "Người xem Mẫu", "groups": ["xem-so-lieu", "khac"]}},
    {"sub": "khach", "claims": {"name": "Khách Mẫu", "email": "khach@example.vn", "email_verified": True}},
    {"sub": "gia-thu", "claims": {"name": "Giả thư", "email": "truong.phong@example.vn", "email_verified": False}},
    {"sub": "hai-vai", "claims": {"name": "Hai vai", "groups": ["xem-so-lieu", "lanh-dao"]}},
    {"sub": "ngan", "claims": {"name": "Phiên ngắn", "groups": ["lanh-dao"]}, "seconds": 15},
    {"sub": "het-han", "claims": {"groups": ["lanh-dao"]}, "seconds": -300},
    *({"sub": f"hong-{spoil}", "claims": {"groups": ["lanh-dao"]}, "spoil": spoil}
      for spoil in ("key", "issuer", "audience", "party", "nonce", "unsigned")),
)  # fmt: skip
ROLES = f"""
[roles]
leader = ["truong.phong@example.vn", "group:lanh-dao"]
officer = ["sub:can-bo"]
viewer = ["group:xem-so-lieu"]

[roles.principal]
"hieu.truong@example.vn" = "{OWN}"
"""


@contextmanager
def providing(port: int, redirect_uri: str) -> Iterator[None]:
    """The provider on loopback; ended, by its own process id, afterwards."""
    node = shutil.which("node")
    assert node, "Node.js is missing; `python -m tests` installs it from Debian"
    with FileLock(HERE / ".lock", timeout=300):
        if not (HERE / "node_modules" / ".package-lock.json").exists():
            command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(HERE)]
            subprocess.run(command, check=True, capture_output=True, timeout=240)
    process = subprocess.Popen(
        [node, str(HERE / "provider.js"), str(port), redirect_uri, json.dumps(ACCOUNTS)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().strip() == "ready"
            yield
        finally:
            process.terminate()


@dataclass(frozen=True)
class Office:
    """A dashboard that people sign in to: where it is, where its provider is, and its figures."""

    server: Server
    secrets: Path

    @property
    def url(self) -> str:
        return self.server.url

    def log(self) -> list[dict[str, Any]]:
        """The access log, line by line."""
        path = self.server.store.folder / "access.log"
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        return [json.loads(line) for line in text.splitlines()]


def secrets_text(url: str, provider: str) -> str:
    return f"""
[auth]
redirect_uri = "{url}/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "bang-theo-doi"
client_secret = "only-for-tests-only-for-tests"
server_metadata_url = "{provider}/.well-known/openid-configuration"
{ROLES}"""


@pytest.fixture(scope="session")
def folder(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of figures of their own, since their access log is written here."""
    return Path(shutil.copytree(released, tmp_path_factory.mktemp("office") / "snapshots"))


@pytest.fixture(scope="session")
def office(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    port, provider_port = free_port(), free_port()
    url, provider = (f"http://127.0.0.1:{number}" for number in (port, provider_port))
    secrets = tmp_path_factory.mktemp("secrets") / "secrets.toml"
    secrets.write_text(secrets_text(url, provider), encoding="utf-8")
    with (
        providing(provider_port, f"{url}/oauth2callback"),
        serving(folder, "--secrets.files", str(secrets), port=port) as server,
    ):
        yield Office(server, secrets)


@pytest.fixture(scope="session")
def desk(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A dashboard with sign-in whose provider nobody needs to ask: readers come with cookies (wire.py)."""
    folder = Path(shutil.copytree(released, tmp_path_factory.mktemp("desk") / "snapshots"))
    secrets = tmp_path_factory.mktemp("secrets") / "secrets.toml"
    port = free_port()
    secrets.write_text(desk_secrets(f"http://127.0.0.1:{port}"), encoding="utf-8")
    with serving(folder, "--secrets.files", str(secrets), port=port) as server:
        yield Office(server, secrets)


#: Who vouches for readers that come with cookies; nobody listens there.
NOBODYS_PROVIDER = "http://127.0.0.1:9"


def desk_secrets(url: str) -> str:
    """More officers than one, and addresses with letters that Unicode takes for others."""
    text = secrets_text(url, NOBODYS_PROVIDER)
    return text.replace(
        'officer = ["sub:can-bo"]', 'officer = ["sub:can-bo", "group:can-bo", "strasse.k@example.vn"]'
    )


@pytest.fixture(scope="session")
def home(published_sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard that nobody signs in to, on the published sample."""
    folder = Path(shutil.copytree(published_sample, tmp_path_factory.mktemp("home") / "snapshots"))
    with serving(folder) as server:
        yield server


@dataclass
class Reader:
    """A browser of one person, with every word that the server sent to it."""

    context: BrowserContext
    page: Page
    url: str
    received: list[bytes] = field(default_factory=list)

    def heard(self) -> bytes:
        """Everything that came over the connection, by which all that is shown comes."""
        return b"".join(self.received)

    def listen(self, page: Page) -> Page:
        def connected(socket: WebSocket) -> None:
            socket.on(
                "framereceived",
                lambda frame: self.received.append(frame if isinstance(frame, bytes) else frame.encode()),
            )

        page.on("websocket", connected)
        return page

    def sign_in(self, account: str) -> None:
        """By the button, at the provider, and back."""
        self.page.goto(self.url)
        self.page.get_by_role("button", name="Đăng nhập").click(timeout=60_000)
        self.page.get_by_role("link", name=account, exact=True).click(timeout=60_000)
        self.page.wait_for_url(f"{self.url}/**", timeout=60_000)

    def stays_outside(self, words: str) -> None:
        """These words are shown, and nothing that came over the connection tells of any school or page."""
        expect(self.page.get_by_test_id("stMain")).to_contain_text(words, timeout=60_000)
        assert_of_the_door_alone(self.heard().decode("utf-8", errors="replace"), words)


def assert_of_the_door_alone(heard: str, words: str) -> None:
    """These words came over the connection, and nothing that tells of any school or page."""
    assert words in heard
    for inside in (*PAGE_TITLES, "MAU-0", "Trường TH Mẫu", "Số liệu đến ngày", "2025-12-31"):
        assert inside not in heard, inside


@contextmanager
def coming(browser: Browser, url: str) -> Iterator[Reader]:
    """A browser that has been nowhere yet, and is to visit the dashboard at this address."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True)
    reader = Reader(context, context.new_page(), url)
    reader.listen(reader.page)
    try:
        yield reader
    finally:
        context.close()
