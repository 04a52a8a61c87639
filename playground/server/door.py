"""Who may speak with the server, before Streamlit hears of it: which addresses, from which pages, with how much in their hands.

`streamlit run` finds the app in Home.py and puts this in front of it.
"""

import asyncio
import contextlib
import os
from typing import Any
from urllib.parse import urlsplit

import uvicorn.config
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from streamlit import config as streamlit_config
from streamlit.runtime import Runtime
from streamlit.runtime.app_session import AppSession

from engine.core import settings
from playground.server import allowance

SESSION_BYTES, ALL_BYTES = 300_000_000, 900_000_000
"""Uploads that the server holds in memory at a time, for one visitor and for all."""

FRAME_BYTES = 64_000
"""What a browser puts around a file on its way."""

KEPT = 125.0
"""Seconds after which no visitor comes back to a session: Streamlit keeps it for two minutes."""

LOOPBACK = ("127.", "::1", "::ffff:127.", "localhost", "testclient")

ALONE = (
    "This Atelier serves the computer it runs on and no other. To open it to a class, its owner sets ATELIER_TEACHER to a "
    "passphrase and starts it with `make class`."
)
FOREIGN = "This request comes from a page of another server. Open Atelier's own address."
FULL = "You hold too many uploaded files. Remove some from the page, or load the page anew, then upload again."
UNASKED = "This page asks for no file. Open the place that does, and choose the file there."
LARGE = "This file is too large: here one may have up to {} MB. Choose a smaller one."
CROWDED = "Many people upload at the moment, and the server's memory is full. Try again in a minute."
ENDLESS = "An upload has to say how long it is."


class Door:
    def __init__(self, app: Any):
        self.app = app
        self._coming: dict[str, int] = {}
        """Session -> bytes of its uploads that are on their way."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        refused = self._refused(scope)
        if refused:
            return await _refuse(refused, scope, receive, send)
        if scope["type"] == "websocket":
            try:
                return await self.app(scope, receive, send)
            finally:
                asyncio.get_running_loop().call_later(KEPT, _forget)
        session, length = _upload(scope)
        if not length:
            return await self.app(scope, receive, send)
        self._coming[session] = self._coming.get(session, 0) + length
        try:
            await self.app(scope, receive, send)
        finally:
            self._coming[session] -= length
            if not self._coming[session]:
                del self._coming[session]

    def _refused(self, scope: Any) -> tuple[int, str] | None:
        client, heads = scope.get("client"), _heads(scope)
        if client and not client[0].startswith(LOOPBACK) and not settings.passphrase():
            return 403, ALONE
        if scope["path"].endswith("/_stcore/metrics"):
            return 404, "Not found"
        if not own_origin(heads.get("origin"), heads.get("host", "")):
            return 403, FOREIGN
        session, length = _upload(scope)
        if session and not length:
            return 411, ENDLESS
        if length:
            most = allowance.megabytes(session)
            if not most:
                return 403, UNASKED
            if length > (most << 20) + FRAME_BYTES:
                return 413, LARGE.format(most)
            held = {one: sum(len(file.data) for file in list(files.values())) for one, files in _held().items()}
            if held.get(session, 0) + self._coming.get(session, 0) + length > SESSION_BYTES:
                return 413, FULL
            if sum(held.values()) + sum(self._coming.values()) + length > ALL_BYTES:
                return 413, CROWDED
        return None


def own_origin(origin: str | None, host: str) -> bool:
    """Whether the page that asks came from this server. Who is no browser names no page."""
    if origin is None or urlsplit(origin).netloc.lower() == host.lower():
        return True
    return origin in streamlit_config.get_option("server.corsAllowedOrigins")


def _heads(scope: Any) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def _upload(scope: Any) -> tuple[str, int]:
    """Whose upload this is and how long it says it will be; ("", 0) where it is none."""
    _, found, rest = scope["path"].partition("/_stcore/upload_file/")
    if not found or scope.get("method") not in ("PUT", "POST"):
        return "", 0
    length = _heads(scope).get("content-length", "")
    return rest.partition("/")[0] or "?", int(length) if length.isascii() and length.isdigit() else 0


def _held() -> dict[str, Any]:
    """Session -> its uploaded files."""
    manager: Any = Runtime.instance().uploaded_file_mgr
    return dict(manager.file_storage)


def _forget() -> None:
    """By itself Streamlit lets go of a session, and of its files, only when the next visitor leaves: that may be next week."""
    with contextlib.suppress(RuntimeError):  # the server is about to end
        manager = vars(Runtime.instance())["_session_mgr"]
        vars(vars(manager)["_session_storage"])["_cache"].expire()


async def _refuse(refused: tuple[int, str], scope: Any, receive: Any, send: Any) -> None:
    status, words = refused
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008, "reason": words[:120]})
    else:
        await PlainTextResponse(words, status)(scope, receive, send)


def guarded() -> list[Middleware]:
    """What stands before the app. Called once, before the server listens."""
    if "FORWARDED_ALLOW_IPS" not in os.environ:
        # Who comes from this computer could otherwise claim to come from any address, a new one with each guess.
        vars(uvicorn.config)["ProxyHeadersMiddleware"] = lambda app, trusted_hosts: app
    setattr(AppSession, "_handle_clear_cache_request", _forget_own)  # noqa: B010 (types know it as another function's place)
    return [Middleware(Door)]


def _forget_own(session: AppSession) -> None:
    """A browser may ask to empty the caches. It loses what is its own; what is everybody's stays."""
    session._session_state.clear()
