"""A visitor without a browser: it speaks Streamlit's own protocol over a websocket, as the page in a browser does.

    async with visiting(url, "gan", "view=invent") as visitor:
        answer = await visitor.press("Other noise")

Widgets are found by the words that a reader sees. One message is on its way at a time, and an answer is whatever the server
sent until the script that it started has ended.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import connect

PATIENCE = 60.0
"""Seconds after which an answer counts as lost."""

REMEMBERED = 2
"""Script runs for which a browser keeps a large message, so that the server need not send it again."""

WIDGETS = ("slider", "number_input", "selectbox", "button_group", "button", "text_input")


class Lost(Exception):
    """The server never answered."""


@dataclass
class Answer:
    """What came back: how long it took, how much it was, and what a reader would see."""

    seconds: float = 0.0
    bytes: int = 0
    whole: bool = True
    """The whole page, not only a part of it."""
    said: list[str] = field(default_factory=list)
    """Captions, texts of progress bars and numbers in fields."""
    errors: list[str] = field(default_factory=list)


class Visitor:
    def __init__(self, socket: Any, page: str, query: str):
        self.page, self.query = page, query
        self.session = ""
        """The server's name for this visit, once a page was asked for."""
        self.timer: tuple[str, float] | None = None
        """The part of the page that asks for itself again, and how often in seconds."""
        self.widgets: dict[str, tuple[Any, str]] = {}
        """A widget's words -> the widget, and the part of the page in which it lies."""
        self._socket = socket
        self._states: dict[str, WidgetState] = {}
        self._script = ""
        self._known: dict[str, tuple[int, ForwardMsg]] = {}
        self._runs = 0

    async def open(self) -> Answer:
        return await self._ask(ClientState())

    async def press(self, label: str) -> Answer:
        widget, part = self.widgets[label]
        return await self._ask(ClientState(fragment_id=part), WidgetState(id=widget.id, trigger_value=True))

    async def choose(self, label: str, option: str) -> Answer:
        """One of several buttons of which one is down."""
        widget, _ = self.widgets[label]
        state = WidgetState(id=widget.id)
        state.string_array_value.data.append(option)
        return await self._set(label, state)

    async def select(self, label: str, option: str) -> Answer:
        """One of a drawer of words."""
        widget, _ = self.widgets[label]
        return await self._set(label, WidgetState(id=widget.id, string_value=option))

    async def slide(self, label: str, value: float) -> Answer:
        widget, _ = self.widgets[label]
        state = WidgetState(id=widget.id)
        state.double_array_value.data.append(value)
        return await self._set(label, state)

    async def submit(self, label: str, words: str, button: str) -> Answer:
        """Fill in a form of one field, and press its button."""
        self._states[label] = WidgetState(id=self.widgets[label][0].id, string_value=words)
        return await self.press(button)

    async def empty_caches(self) -> None:
        """What the developer's menu of the browser asks. Nobody answers."""
        await self._socket.send(BackMsg(clear_cache=True).SerializeToString())

    async def tick(self) -> Answer:
        """What the page's timer does."""
        return await self._ask(ClientState(fragment_id=self.timer[0], is_auto_rerun=True))

    async def _set(self, label: str, state: WidgetState) -> Answer:
        self._states[state.id] = state
        return await self._ask(ClientState(fragment_id=self.widgets[label][1]))

    async def _ask(self, wish: ClientState, trigger: WidgetState | None = None) -> Answer:
        wish.query_string, wish.page_name, wish.page_script_hash = self.query, self.page, self._script
        wish.cached_message_hashes.extend(self._known)
        wish.widget_states.widgets.extend([*self._states.values(), *([trigger] if trigger else [])])
        wish.context_info.color_scheme = "light"
        began = time.monotonic()
        await self._socket.send(BackMsg(rerun_script=wish).SerializeToString())
        answer = Answer()
        try:
            async with asyncio.timeout(PATIENCE):
                await self._listen(answer, wish.fragment_id)
        except TimeoutError:
            raise Lost(f"{self.page}?{self.query}: no answer within {PATIENCE:.0f} seconds") from None
        answer.seconds = time.monotonic() - began
        return answer

    async def _listen(self, answer: Answer, part: str) -> None:
        mine = False
        async for content in self._socket:
            answer.bytes += len(content)
            message = ForwardMsg.FromString(content)
            kind = message.WhichOneof("type")
            if kind == "ref_hash":
                message = self._recall(message)
                kind = message.WhichOneof("type")
            elif message.metadata.cacheable:
                self._known[message.hash] = (self._runs, message)
            if kind == "new_session":
                self.session = message.new_session.initialize.session_id
                parts = message.metadata.run.fragment_ids
                answer.whole = not parts
                mine = part in parts or answer.whole
                self._begin(answer.whole)
            elif kind == "navigation":
                self._script = message.navigation.page_script_hash
            elif kind == "delta":
                self._see(message.delta, answer)
            elif kind == "auto_rerun":
                self.timer = (message.auto_rerun.fragment_id, message.auto_rerun.interval)
            elif kind == "stop_auto_rerun":
                self.timer = None
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "script_finished" and mine:
                if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    mine = False
                    continue
                return
        raise Lost(f"{self.page}?{self.query}: the server hung up")

    def _begin(self, whole: bool) -> None:
        """A script begins. If it makes the whole page, all that was known of the old one is void."""
        self._runs += 1
        self._known = {name: kept for name, kept in self._known.items() if self._runs - kept[0] <= REMEMBERED}
        if whole:
            self.timer = None
            self.widgets.clear()

    def _recall(self, message: ForwardMsg) -> ForwardMsg:
        whole = ForwardMsg()
        whole.CopyFrom(self._known[message.ref_hash][1])
        self._known[message.ref_hash] = (self._runs, whole)
        return whole

    def _see(self, delta: Any, answer: Answer) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind in WIDGETS:
            widget = getattr(element, kind)
            self.widgets[widget.label] = (widget, delta.fragment_id)
            if kind == "number_input":
                answer.said.append(f"{widget.label} {widget.value if widget.set_value else widget.default:g}")
        elif kind == "imgs":
            answer.said += [picture.caption for picture in element.imgs.imgs]
        elif kind == "progress":
            answer.said.append(element.progress.text)
        elif kind == "markdown":
            answer.said.append(element.markdown.body)
        elif kind == "exception":
            answer.errors.append(element.exception.message)
        elif kind == "alert" and element.alert.format == element.alert.ERROR:
            answer.errors.append(element.alert.body)


@contextlib.asynccontextmanager
async def visiting(url: str, page: str, query: str = "", **heads: str) -> AsyncIterator[Visitor]:
    """Come to a page of the server at `url` (http://...); the first answer is still to be asked for with `open`."""
    address = f"ws{url.removeprefix('http')}/_stcore/stream"
    # No pings: a server that is late is late. Who gives it up is `PATIENCE`.
    how: dict[str, Any] = {"max_size": None, "compression": None, "open_timeout": 60, "ping_interval": None}
    async with connect(address, subprotocols=["streamlit"], additional_headers=heads, **how) as socket:
        yield Visitor(socket, page, query)
