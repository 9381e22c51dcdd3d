"""A reader without a browser: one session in the browser's own protocol, over a WebSocket.

It does what the framework's page does: fetches the cookie against forged requests (and a proxy's), opens the
stream with it, keeps the larger messages of the last runs and says so, runs the fragments that
are due, asks for news as often as the page does, and chooses by the address.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from http.cookies import SimpleCookie
from itertools import product
from typing import Any, Self
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

#: The cookie against forged requests, which the stream wants told twice.
XSRF = "_streamlit_xsrf"
#: Longer than any run may take, in seconds.
TIMEOUT = 60.0


#: Choices, each made once: a year, what it is compared with, a level.
CHOICES = [
    {"year": year, "compare": compare, "level": level}
    for compare, level in product(("", "none", "all"), ("", "TH", "THCS"))
    for year in ("2024", "2022", "2023", "2025", "2021")
]


class Fault(RuntimeError):
    """The server showed an error, or closed the stream; the message says what."""


class Reader:
    """One session: `async with Reader(url, "overview") as reader: await reader.choose(year="2024")`."""

    def __init__(self, url: str, page: str = "", **address: str) -> None:
        self.url = url
        self.page = page
        #: Sent with every request; whoever signs in puts the sign-in here before the session begins.
        self.cookies: dict[str, str] = {}
        self.address = dict(address)
        self.kept: dict[str, int] = {}
        self.runs = 0
        self.received = 0
        self.messages = 0
        self.heard: tuple[str | None, int] = ("nothing", 0)
        self.finished = asyncio.Event()
        self.faults: list[str] = []
        self._script = ""
        self._keep_for = 2
        self._due: dict[str, tuple[float, asyncio.Task[None]]] = {}
        self._asking: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        self.cookies |= await asyncio.to_thread(_cookies, self.url, self._cookie)
        token = self.cookies[XSRF]
        place = urlsplit(self.url)
        self._stream: ClientConnection = await connect(
            f"ws://{place.netloc}/_stcore/stream",
            origin=self.url,  # type: ignore[arg-type]
            subprotocols=["streamlit", token],  # type: ignore[list-item]
            additional_headers={"Cookie": self._cookie},
            max_size=None,
            compression=None,
            # The browser answers pings; it sends none.
            ping_interval=None,
            open_timeout=TIMEOUT,
        )
        self._listening = asyncio.create_task(self._listen())
        await self.run()
        return self

    async def __aexit__(self, *_: object) -> None:
        tasks = [self._listening, *self._asking, *(task for _, task in self._due.values())]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._stream.close()

    @property
    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    async def choose(self, **address: str) -> float:
        """Choose what the address then carries, as by Back; seconds until the page is whole again."""
        self.address |= address
        return await self.run(back=True)

    async def run(self, *, back: bool = False) -> float:
        """Run the page with what is chosen; seconds until its last message is here. Raises Fault."""
        self.finished.clear()
        started = time.perf_counter()
        await self._stream.send(self._rerun(back=back))
        try:
            await asyncio.wait_for(self.finished.wait(), TIMEOUT)
        except TimeoutError:
            self.faults.append(f"run {self.runs + 1} did not end in {TIMEOUT:g} s; last heard: {self.heard}")
        if self.faults:
            raise Fault(f"{self.url}/{self.page}: {self.faults[0]}")
        return time.perf_counter() - started

    def _rerun(self, fragment: str = "", *, back: bool = False) -> bytes:
        message = BackMsg()
        state = message.rerun_script
        state.query_string = urlencode(self.address)
        # The first run is asked for by the address, the others by the page that it turned out to be.
        state.page_name = "" if self._script else self.page
        state.page_script_hash = self._script
        state.fragment_id = fragment
        state.is_auto_rerun = bool(fragment)
        state.is_history_navigation = back
        state.context_info.timezone = "Asia/Ho_Chi_Minh"
        state.context_info.locale = "vi"
        state.context_info.url = f"{self.url}/{self.page}"
        state.cached_message_hashes.extend(self.kept)
        sent: bytes = message.SerializeToString()
        return sent

    async def _listen(self) -> None:
        try:
            async for data in self._stream:
                assert isinstance(data, bytes)
                self.received += len(data)
                self.messages += 1
                message = ForwardMsg()
                message.ParseFromString(data)
                self._hear(message)
            self.faults.append("the server closed the stream")
        except Exception as error:  # whatever it is, whoever waits must hear of it
            self.faults.append(repr(error))
        self.finished.set()

    def _hear(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        self.heard = (kind, message.script_finished)
        if message.metadata.cacheable:
            self.kept[message.hash] = self.runs
        if kind == "ref_hash":
            if message.ref_hash not in self.kept:
                self.faults.append(f"message {message.ref_hash} was never sent")
            self.kept[message.ref_hash] = self.runs
        elif kind == "new_session":
            self._keep_for = message.new_session.config.max_cached_message_age
        elif kind == "navigation":
            self._script = message.navigation.page_script_hash
        elif kind == "delta":
            self._see(message)
        elif kind == "auto_rerun":
            self._run_again(message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif kind == "page_not_found":
            self.faults.append(f"there is no page {self.page!r}")
        elif kind == "script_finished":
            self._finish(message.script_finished)

    def _see(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        shown = element.WhichOneof("type")
        if shown == "exception" or (shown == "alert" and element.alert.format == element.alert.ERROR):
            self.faults.append(element.exception.message or element.alert.body)
        elif shown == "bidi_component" and not self._asking:
            self._asking.append(
                asyncio.create_task(self._ask_for_news(json.loads(element.bidi_component.json)))
            )

    def _finish(self, how: int) -> None:
        if how == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            self.faults.append("the page could not be compiled")
        if how in (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR):
            self.runs += 1
            self.kept = {key: run for key, run in self.kept.items() if self.runs - run <= self._keep_for}
            self.finished.set()

    def _run_again(self, fragment: str, interval: float) -> None:
        # As in the browser: the clock of a fragment that is due already is left alone.
        if self._due.get(fragment, (0.0,))[0] != interval:
            if fragment in self._due:
                self._due[fragment][1].cancel()
            self._due[fragment] = (interval, asyncio.create_task(self._every(fragment, interval)))

    async def _every(self, fragment: str, interval: float) -> None:
        while True:
            await asyncio.sleep(interval)
            await self._stream.send(self._rerun(fragment))

    async def _ask_for_news(self, news: dict[str, Any]) -> None:
        while True:
            await asyncio.sleep(news["every"])
            status, state = await asyncio.to_thread(_news, self.url + news["address"], self._cookie)
            if (status, state) != (200, news["shown"]):
                self.faults.append(f"news: {status} {state}")


def _news(address: str, cookie: str) -> tuple[int, str]:
    with urlopen(Request(address, headers={"Cookie": cookie}), timeout=TIMEOUT) as answer:
        return answer.status, answer.read().decode()


def _cookies(url: str, cookie: str) -> dict[str, str]:
    """The cookies that the server hands to everybody: against forged requests, and a proxy's for its process."""
    with urlopen(Request(f"{url}/_stcore/health", headers={"Cookie": cookie}), timeout=TIMEOUT) as answer:
        headers: Iterator[str] = iter(answer.headers.get_all("Set-Cookie", []))
    cookies = SimpleCookie("; ".join(line.partition(";")[0] for line in headers))
    return {name: morsel.value for name, morsel in cookies.items()}
