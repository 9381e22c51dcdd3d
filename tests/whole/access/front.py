"""Several processes of the dashboard behind nginx, as the README configures it, and readers that come through it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed

from tests import ROOT
from tests.whole.access.conftest import NOBODYS_PROVIDER, providing, secrets_text
from tests.whole.access.wire import PATIENCE, PROCESS, Visitor, answered, come_back
from tests.whole.browser.conftest import Server, free_port, serving, wait_until_healthy

#: The processes by the names that the README's cookie gives them, with the ports that it gives them.
PROCESSES = {"a": 8501, "b": 8502}
#: How a run of a page ends: not where it begins anew by itself.
_ENDS = (
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
)

_AROUND = """
daemon off;
pid {scratch}/nginx.pid;
error_log {scratch}/error.log;
worker_processes 2;
events {{}}
http {{
    access_log off;
    client_body_temp_path {scratch}/body;
    proxy_temp_path {scratch}/proxy;
    fastcgi_temp_path {scratch}/fastcgi;
    uwsgi_temp_path {scratch}/uwsgi;
    scgi_temp_path {scratch}/scgi;
{choice}
    server {{
        listen 127.0.0.1:{port};
{location}
    }}
}}
"""


def nginx_conf(scratch: Path, port: int, ports: dict[str, int]) -> str:
    """The README's configuration, with other ports and without the parts that belong to TLS."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    location, choice, lines = re.findall(r"^```nginx\n(.*?)^```$", readme, re.DOTALL | re.MULTILINE)
    location = re.sub(r" +proxy_pass .*\n", lambda _: lines.replace(" Secure;", ""), location)
    # Here the address has a port, which `$host` leaves out.
    location = location.replace("Host $host;", "Host $http_host;")
    for name, usual in PROCESSES.items():
        choice = choice.replace(f"127.0.0.1:{usual}", f"127.0.0.1:{ports[name]}")
    return _AROUND.format(scratch=scratch, port=port, choice=choice, location=location)


@dataclass
class Front:
    """The address that all come to, the processes behind it by name (None for one that is dead), and nginx's id."""

    url: str
    folder: Path
    ports: dict[str, int]
    options: tuple[str, ...]
    processes: dict[str, Server | None]
    proxy: int = 0
    _running: dict[str, ExitStack] = field(default_factory=dict)

    def start(self, name: str) -> None:
        """Start this process at its port, and wait until it answers."""
        running = ExitStack()
        self.processes[name] = running.enter_context(
            serving(self.folder, *self.options, port=self.ports[name])
        )
        self._running[name] = running

    def kill(self, name: str) -> None:
        """Kill this process, so that it can do nothing more, and take it off the list."""
        self.send(name, signal.SIGKILL)
        self.stop(name)

    def send(self, name: str, what: signal.Signals) -> None:
        """A signal to this process, by its own id."""
        process = self.processes[name]
        assert process is not None
        os.kill(process.pid, what)

    def stop(self, name: str) -> None:
        """End this process, if it still runs."""
        self._running.pop(name).close()
        self.processes[name] = None

    def await_back(self, name: str) -> None:
        """Wait until the proxy leads to this process again; of one that died it keeps away for ten seconds."""
        ends = time.monotonic() + PATIENCE
        while Page.answering(self.url, name) != name:
            assert time.monotonic() < ends, name
            time.sleep(0.5)

    def stop_all(self) -> None:
        """End all processes that still run."""
        for name in list(self._running):
            self.stop(name)


@contextmanager
def processes_behind_nginx(
    folder: Path, scratch: Path, names: Iterable[str] = PROCESSES, *, provided: bool = True
) -> Iterator[Front]:
    """These processes on this folder behind nginx, all ended afterwards.

    Without a provider readers come with cookies of `wire.cookie_of`.
    """
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert nginx, "nginx is missing; `python -m tests` installs it from Debian"
    port, provider_port = free_port(), free_port()
    ports = {name: free_port() for name in PROCESSES}
    url = f"http://127.0.0.1:{port}"
    secrets = scratch / "secrets.toml"
    provider = f"http://127.0.0.1:{provider_port}" if provided else NOBODYS_PROVIDER
    text = secrets_text(url, provider)
    secrets.write_text(text.replace('"sub:can-bo"', '"sub:can-bo", "sub:can-bo-hai"'), encoding="utf-8")
    conf = scratch / "nginx.conf"
    conf.write_text(nginx_conf(scratch, port, ports), encoding="utf-8")
    front = Front(url, folder, ports, ("--secrets.files", str(secrets)), dict.fromkeys(PROCESSES))
    with ExitStack() as running:
        if provided:
            running.enter_context(providing(provider_port, f"{url}/oauth2callback"))
        running.callback(front.stop_all)
        with ThreadPoolExecutor() as together:
            list(together.map(front.start, names))
        proxy = subprocess.Popen([nginx, "-c", str(conf), "-e", str(scratch / "error.log")])
        front.proxy = proxy.pid
        running.callback(proxy.wait, timeout=20)
        running.callback(proxy.terminate)
        wait_until_healthy(f"{url}/_stcore/health")
        yield front


class Page:
    """One reader's open page: what stands on it, by its place, and what the reader does there.

    `process` is the one that answers, as the proxy's cookie names it.
    """

    def __init__(
        self, url: str, cookie: str = "", process: str = "", page: str = "", query: str = ""
    ) -> None:
        self.visitor = Visitor(url, cookie, process=process)
        self.page, self.query = page, query
        self.elements: dict[tuple[int, ...], ForwardMsg] = {}
        self._states: dict[str, WidgetState] = {}
        self._fragment = ""
        self._open = ExitStack()
        self.connect()

    @staticmethod
    def answering(url: str, process: str) -> str:
        """The process that answers whoever comes with the proxy's cookie for this one."""
        lines = (f"Host: {urlsplit(url).netloc}", f"Cookie: {PROCESS}={process}")
        _, head = answered(url, "GET /_stcore/health HTTP/1.1", *lines)
        (name,) = re.findall(rf"{PROCESS}=(\w+);", head)
        return str(name)

    @property
    def process(self) -> str:
        return self.visitor.process

    @property
    def words(self) -> str:
        """All that stands on the page."""
        return "".join(map(str, self.elements.values()))

    def connect(self) -> None:
        """Open the stream, to whichever process answers, and run the page; as a browser does by itself."""
        self.close()
        self.visitor.process = self.answering(self.visitor.url, self.process)
        self.stream = self._open.enter_context(self.visitor.streaming())
        self.run()

    def close(self) -> None:
        self._open.close()

    def lose(self) -> None:
        """Wait until the stream breaks off."""
        with suppress(ConnectionClosed):
            while True:
                self.stream.hears()

    def run(self, pressed: str = "") -> None:
        """Run the page with all that is set on it; `pressed` is the id of a button."""
        message = BackMsg()
        message.rerun_script.page_name = self.page
        message.rerun_script.query_string = self.query
        message.rerun_script.widget_states.widgets.extend(self._states.values())
        if pressed:
            message.rerun_script.widget_states.widgets.add(id=pressed, trigger_value=True)
        self.stream.connection.send(message.SerializeToString())
        self._hear("script_finished")

    def run_fragment(self) -> None:
        """Run the part of the page that asked to be run by the clock; it may run the whole page anew."""
        message = BackMsg()
        message.rerun_script.fragment_id = self._fragment
        message.rerun_script.is_auto_rerun = True
        self.stream.connection.send(message.SerializeToString())
        self._hear("script_finished")

    def run_until(self, words: str) -> None:
        """Run the page again and again until these words stand on it."""
        ends = time.monotonic() + PATIENCE
        while words not in self.words:
            assert time.monotonic() < ends, (words, self.words)
            time.sleep(0.3)
            self.run()

    def press(self, label: str) -> None:
        """Press the button of this label."""
        self.run(self._id("button", label))

    def drop(self, name: str, content: bytes) -> None:
        """Drop this file into the box for files."""
        asked = BackMsg()
        asked.file_urls_request.request_id = "1"
        asked.file_urls_request.file_names.append(name)
        self.stream.connection.send(asked.SerializeToString())
        (place,) = self._hear("file_urls_response").file_urls_response.file_urls
        session, file = place.upload_url.split("/")[-2:]
        assert self.visitor.uploads(session, file, content, name) == 204
        box = WidgetState(id=self._id("file_uploader", ""))
        info = box.file_uploader_state_value.uploaded_file_info.add(
            file_id=file, name=name, size=len(content)
        )
        info.file_urls.CopyFrom(place)
        self._states[box.id] = box
        self.run()

    def _id(self, kind: str, label: str) -> str:
        shown = [getattr(message.delta.new_element, kind) for message in self.elements.values()]
        ids = [widget.id for widget in shown if widget.id and widget.label.startswith(label)]
        assert len(ids) == 1, (kind, label, ids)
        return str(ids[0])

    def _hear(self, until: str) -> ForwardMsg:
        """Take in what comes, until a message of this kind; a run that begins anew clears the page."""
        while True:
            message = self.stream.hears()
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.elements = {}
            elif kind == "auto_rerun":
                self._fragment = message.auto_rerun.fragment_id
            elif kind == "delta":
                self.elements[tuple(message.metadata.delta_path)] = message
            if kind == until and message.script_finished in _ENDS:
                return message


def sign_in(url: str, account: str) -> str:
    """The cookie of this account's sign-in: by the button, at the provider, and back."""
    cookie, back = come_back(url, account)
    assert back == f"{url}/"
    assert cookie
    return cookie
