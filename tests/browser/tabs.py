"""Browser tabs that tests borrow. To open a tab, and to compile Streamlit's own scripts in it, takes longer than most tests."""

import contextlib
from collections import defaultdict

from playwright.sync_api import Browser, Error, Page

PATIENCE = 120_000
"""Milliseconds: a busy machine is late, not wrong."""


class Watched:
    """What a page said and asked for: errors in its console, requests that left this computer, messages to and from the server."""

    def __init__(self, page: Page):
        self.errors: list[str] = []
        self.outside: list[str] = []
        self.sent: list[bytes | str] = []
        """Each message asks the server to run the script again."""
        self.received: list[int] = []
        """How large each message from the server was."""
        page.on("websocket", self._socket)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self._request)

    def forget(self) -> None:
        for seen in (self.errors, self.outside, self.sent, self.received):
            seen.clear()

    def _socket(self, socket) -> None:
        socket.on("framesent", lambda frame: self.sent.append(frame))
        socket.on("framereceived", lambda frame: self.received.append(len(frame)))

    def _console(self, message) -> None:
        # A page opened by its own address first looks for the server below that address: Streamlit's way, no fault.
        if message.type == "error" and "/_stcore/" not in message.location.get("url", ""):
            self.errors.append(message.text)

    def _request(self, request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")):
            self.outside.append(request.url)


class Tabs:
    """Each tab has a context of its own, and is given out as if it were new: no cookie, no storage, no permission, light."""

    def __init__(self, browser: Browser):
        self._browser = browser
        self._idle: dict[frozenset, list[Page]] = defaultdict(list)
        self._kinds: dict[Page, frozenset] = {}

    def take(self, width: int, height: int, permissions=(), color_scheme="light", reduced_motion=None, **how) -> Page:
        """What a tab can change is set; for the rest (`has_touch`, `device_scale_factor`) there are tabs of that kind."""
        kind = frozenset(how.items())
        page = self._idle[kind].pop() if self._idle[kind] else self._new(how)
        self._kinds[page] = kind
        page.set_default_timeout(PATIENCE)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=color_scheme, reduced_motion=reduced_motion or "no-preference")
        if permissions:
            page.context.grant_permissions(permissions)
        page.watched.forget()
        return page

    def _new(self, how: dict) -> Page:
        context = self._browser.new_context(**how)
        # Components hang their hooks here. Whoever waits for a hook may ask before the first component is there.
        context.add_init_script("window.__atelier ??= {}")
        page = context.new_page()
        page.watched = Watched(page)
        return page

    def give_back(self, page: Page) -> None:
        page.set_default_timeout(PATIENCE / 4)
        try:
            for other in page.context.pages:
                if other is not page:
                    other.close()
            page.mouse.up()
            with contextlib.suppress(Error):  # an empty page has no storage
                page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
            page.goto("about:blank")
            page.mouse.move(0, 0)
            page.context.clear_cookies()
            page.context.clear_permissions()
        except Error:  # whatever a failed test did to it, the next one shall not have it
            page.context.close()
        else:
            self._idle[self._kinds[page]].append(page)
