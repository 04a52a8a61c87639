"""Heavy work in the server, a piece at a time. Who waits sees the place in line; for whoever leaves, nothing goes on.

    @of_desk(st.cache_data, max_entries=32, show_spinner=False)
    @gate.heavy("Painting")
    def _painted(path: str, stamp: float, content: str, size: int) -> Painted: ...

There are two lines, so that what takes a moment never waits for what takes a minute. Heavy work must ask for no other heavy
work: it would wait for its own end.
"""

import contextlib
import contextvars
import functools
import inspect
import threading
import time
from collections.abc import Callable, Generator, Hashable
from concurrent.futures import Future, wait
from dataclasses import dataclass
from typing import Any

from streamlit.delta_generator_singletons import get_dg_singleton_instance
from streamlit.proto.Element_pb2 import Element
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import enqueue_message

from engine.core import desks
from engine.language.words import _
from playground.shell import wording

BRIEF = 10.0
"""Seconds. What is known to take less has a line of its own, on a busy computer too."""

LOOK = 0.2
"""Seconds between two looks at whether somebody still waits."""

SOON = 0.5
"""Seconds before a word is said: most waits are shorter."""

_at_work: contextvars.ContextVar[bool] = contextvars.ContextVar("at_work", default=False)


class Dropped(BaseException):
    """Nobody waits for this any more. No `except Exception` may take it for a failure."""


@dataclass(eq=False)
class Work:
    visitor: str
    seconds: float | None
    """What such work took last; None: there was none yet."""
    round: int = 0
    began: float | None = None
    dropped: bool = False

    @property
    def brief(self) -> bool:
        return self.seconds is not None and self.seconds < BRIEF

    def left(self, now: float) -> float | None:
        if self.seconds is None or self.began is None:
            return self.seconds
        return max(0.0, self.seconds - (now - self.began))


class Gate:
    """Visitors take turns: whoever asks for a second piece waits until each of the others had a first one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._news = threading.Condition()
        self._works: list[Work] = []
        self._took: dict[Hashable, float] = {}
        self._round = {True: 0, False: 0}
        self._last: dict[tuple[str, bool], int] = {}
        """In which round each line is, and in which one a visitor had, or will have, the last turn."""

    def join(self, kind: Hashable, visitor: str, seconds: float | None = None) -> Work:
        """`seconds`: what it may take, as long as nobody has seen such work."""
        with self._news:
            work = Work(visitor, self._took.get(kind, seconds))
            who = visitor, work.brief
            work.round = max(self._round[work.brief], self._last.get(who, -1) + 1)
            self._last = {one: last for one, last in self._last.items() if last >= self._round[one[1]]}
            self._last[who] = work.round
            self._works.append(work)
            return work

    def begin(self, work: Work, patience: float) -> bool:
        """Whether its turn came within so many seconds."""
        with self._news:
            if not self._news.wait_for(lambda: not self._before(work), patience):
                return False
            work.began = self._clock()
            self._round[work.brief] = work.round
            return True

    def end(self, work: Work, kind: Hashable = None) -> None:
        """Away with it: done, if its kind is named, or given up."""
        with self._news:
            self._works.remove(work)
            if kind is not None and work.began is not None:
                took = self._clock() - work.began
                self._took[kind] = (took + self._took.get(kind, took)) / 2
            self._news.notify_all()

    def _before(self, work: Work) -> list[Work]:
        line = sorted(
            (one for one in self._works if one.brief == work.brief), key=lambda one: (one.began is None, one.round)
        )
        return line[: line.index(work)]

    def said(self, work: Work) -> str:
        """How long it will be, in words."""
        with self._news:
            before, now = (self._before(work) if work.began is None else []), self._clock()
            seconds = [one.left(now) for one in [*before, work]]
        place = [_("{n} before you", n=len(before))] if before else []
        known = [one for one in seconds if one is not None]
        if len(known) == len(seconds) and sum(known) >= 1:
            place.append(_("about {time}", time=wording.duration(sum(known))))
        return ", ".join(place)

    def do(
        self,
        kind: Hashable,
        visitor: str,
        act: Callable[[], Any],
        check: Callable[[], None] = lambda: None,
        tell: Callable[[str], None] = lambda words: None,
        seconds: float | None = None,
    ) -> Any:
        """Wait for the turn, then for the work, in a thread of its own. `check` raises when nobody waits any more."""
        work = self.join(kind, visitor, seconds)
        try:
            while not self.begin(work, LOOK):
                tell(self.said(work))
                check()
        except BaseException:
            self.end(work)
            raise
        result: Future[Any] = Future()
        context = contextvars.copy_context()
        thread = threading.Thread(target=context.run, args=(self._work, work, kind, act, result), daemon=True)
        if get_script_run_ctx(suppress_warning=True):
            add_script_run_ctx(thread)
        thread.start()
        try:
            while not wait([result], LOOK).done:
                tell(self.said(work))
                check()
        except BaseException:
            work.dropped = True
            raise
        return result.result()

    def _work(self, work: Work, kind: Hashable, act: Callable[[], Any], result: Future) -> None:
        def ask() -> None:
            if work.dropped:
                raise Dropped

        _at_work.set(True)
        try:
            from engine.nn.considerate import considerate  # brings torch

            with considerate(ask):
                made = act()
        except Dropped:
            self.end(work)
        except BaseException as error:
            self.end(work)
            result.set_exception(error)
        else:
            self.end(work, kind)
            result.set_result(made)


_gate = Gate()


def heavy(words: str, seconds: float | None = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`words` say on the page what goes on, in the visitor's language; `seconds`, what it may take where nobody has waited for it
    yet."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        parameters = inspect.signature(function)

        @functools.wraps(function)
        def in_turn(*given: Any, **named: Any) -> Any:
            # Work of a kind is what one function does at one size, where it is asked for one.
            kind = function, parameters.bind(*given, **named).arguments.get("size")
            return through(words, kind, lambda: function(*given, **named), seconds)

        return in_turn

    return decorate


def through(words: str, kind: Hashable, act: Callable[[], Any], seconds: float | None = None) -> Any:
    """Do this when its turn has come."""
    if _at_work.get():
        raise RuntimeError(f"{words}: heavy work must ask for no other heavy work, it would wait for its own end")
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        return _gate.do(kind, "", act, seconds=seconds)
    with _sign(_(words)) as tell:
        return _gate.do(kind, desks.current() or context.session_id, act, context.yield_check, tell, seconds)


@contextlib.contextmanager
def _sign(words: str) -> Generator[Callable[[str], None]]:
    """A turning wheel with words that change, as Streamlit's own does not. Like that one it is no part of what a cache keeps."""
    element = Element()
    create, clear = get_dg_singleton_instance().main_dg._transient(element)
    began, shown = time.monotonic(), ""

    def tell(more: str) -> None:
        nonlocal shown
        said = f"{words}: {more}" if more else words
        if said != shown and time.monotonic() - began > SOON:
            element.spinner.text = shown = said
            enqueue_message(create())

    try:
        yield tell
    finally:
        if shown:
            enqueue_message(clear())
