"""Who may speak with the server: asked of the real one, started by the very command that README gives."""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request
import weakref
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.testing.v1 import AppTest
from websockets.sync.client import connect

from engine.runs import jobs
from playground.server import allowance, door
from tests.benchmarks import served
from tests.benchmarks.app import guesses, uploads, visitor
from tests.conftest import furnished
from tests.engine.runs.test_jobs import until
from tests.playground import fabricate


@pytest.fixture(scope="module")
def server(tmp_path_factory, drawn_once):
    """`streamlit run playground/Home.py` with a passphrase for the teacher, and no word of an address."""
    home, port = furnished(tmp_path_factory.mktemp("door"), drawn_once), served._free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(served.APP), "--server.port", str(port)]
    environment = os.environ | {"ATELIER_HOME": str(home), "STREAMLIT_SERVER_HEADLESS": "true", "ATELIER_SPARE": "0"}
    environment["ATELIER_TEACHER"] = guesses.PHRASE
    with open(home / "server.log", "wb") as log:
        process = subprocess.Popen(command, cwd=home, env=environment, stdout=log, stderr=log)
    server = served.Served(f"http://127.0.0.1:{port}", home, process, 0.0)
    try:
        served.wait_until_ready(server)
        yield server
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="module")
def url(server):
    return server.url


def test_the_queue_moves_on_while_nobody_looks(server, monkeypatch):
    monkeypatch.setenv("ATELIER_HOME", str(server.home))
    run = fabricate.run("interrupted")
    jobs.mark(run)
    until(lambda: not any((server.home / "queue").iterdir()))


def answer(url: str, method: str = "GET", body: bytes | None = None, **heads: str) -> int:
    request = urllib.request.Request(url, body, heads, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


def test_it_listens_to_its_own_computer_alone(url):
    port = int(url.rpartition(":")[2])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        with contextlib.suppress(OSError):
            probe.connect(("192.0.2.1", 9))  # nothing is sent: it tells which address would be used
        address = probe.getsockname()[0]
    if address.startswith(("127.", "0.")):
        pytest.skip("this computer has no other address")
    with pytest.raises(OSError), socket.create_connection((address, port), timeout=5):
        pass


def test_its_counts_are_not_public_and_other_servers_pages_are_refused(url):
    assert answer(f"{url}/_stcore/health") == 200
    assert answer(f"{url}/_stcore/metrics") == 404
    assert answer(f"{url}/_stcore/health", Origin=url) == 200
    for origin in ("http://localhost:3000", "http://example.com", "null", url + "0"):
        assert answer(f"{url}/_stcore/health", Origin=origin) == 403
    with contextlib.closing(connect(f"ws{url[4:]}/_stcore/stream", origin=url, subprotocols=["streamlit"])):
        pass
    with pytest.raises(Exception, match="403|rejected|HTTP"):
        connect(f"ws{url[4:]}/_stcore/stream", origin="http://localhost:3000", subprotocols=["streamlit"])


def test_an_upload_that_is_too_large_or_endless_is_refused_before_it_is_read(url):
    assert refused(url, "nobody", "Transfer-Encoding: chunked").startswith("HTTP/1.1 411")
    assert refused(url, "nobody", "Content-Length: 300000001").startswith("HTTP/1.1 403")


def test_files_of_99_mb_that_no_page_asked_for_take_no_memory_and_of_wanted_ones_300_mb_are_held(server):
    before = server.memory()
    assert not any(uploads.put(server.url, "nobody", f"file{number}") for number in range(13))
    assert server.memory() < before + 50
    taken, _ = awaited(uploads.bring(server, uploads.WITH, visitors=1, files=4))
    assert taken == 3


def awaited(visit):
    with (
        pytest.MonkeyPatch.context() as patch,
        ThreadPoolExecutor(1) as aside,
    ):  # a browser of other tests holds this thread's loop
        patch.setattr(visitor, "PATIENCE", 600.0)
        return aside.submit(asyncio.run, visit).result()


def test_no_more_than_ten_passphrases_are_compared_whatever_a_client_claims_and_wishes(url):
    """From an address that is said to be another with each guess, while the caches are to be emptied. The right one opens nothing
    either, unless there was time for it to be compared."""
    compared, opened = awaited(guesses.guess(url, [f"guess {number}" for number in range(11)]))
    assert compared >= 3 and not opened
    right, opened = awaited(guesses.guess(url, [guesses.PHRASE]))
    assert compared + right <= 10 and opened == right


def refused(url: str, session: str, promise: str) -> str:
    """What the server says to somebody who has promised a file, and not sent a byte of it."""
    with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), timeout=60) as line:
        line.sendall(
            f"PUT /_stcore/upload_file/{session}/1 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{promise}\r\n\r\n".encode()
        )
        return line.makefile().read()


class Files:
    def __init__(self, size: int):
        self.data = bytes(size)


def refusal(monkeypatch, session: str, length: int, held: dict[str, int], client: str = "127.0.0.1"):
    monkeypatch.setattr(door, "_held", lambda: {one: {"file": Files(size)} for one, size in held.items()})
    heads = [(b"host", b"here"), (b"content-length", str(length).encode())]
    scope = {"type": "http", "method": "PUT", "path": f"/_stcore/upload_file/{session}/f", "headers": heads}
    monkeypatch.setattr(allowance, "megabytes", lambda session: {"nobody": 0}.get(session, 1))
    return door.Door(None)._refused(scope | {"client": (client, 1)})


def test_uploads_are_bounded_for_each_visitor_and_for_all(monkeypatch):
    monkeypatch.setattr(door, "SESSION_BYTES", 100)
    monkeypatch.setattr(door, "ALL_BYTES", 250)
    assert refusal(monkeypatch, "a", 60, {"a": 40}) is None
    assert refusal(monkeypatch, "a", 61, {"a": 40}) == (413, door.FULL)
    assert refusal(monkeypatch, "d", 60, {"a": 100, "b": 100}) == (413, door.CROWDED)


def test_a_file_is_as_large_as_the_widgets_of_its_page_allow_and_none_comes_to_a_page_without(monkeypatch):
    assert refusal(monkeypatch, "nobody", 1000, {}) == (403, door.UNASKED)
    assert refusal(monkeypatch, "a", 1_200_000, {}) == (413, door.LARGE.format(1))
    assert refusal(monkeypatch, "a", 1_050_000, {}) is None


def test_what_a_page_allows_is_what_it_shows_now(monkeypatch):
    def page() -> None:
        import streamlit as st

        from playground.server import allowance

        if st.checkbox("Files"):
            st.file_uploader("A large one", max_upload_size=allowance.note("large", 7), key="large")
            st.file_uploader("A small one", max_upload_size=allowance.note("small", 1), key="small")

    at = AppTest.from_function(page).run()
    session = SimpleNamespace(session=SimpleNamespace(session_state=at.session_state._state))
    runtime = SimpleNamespace(_session_mgr=SimpleNamespace(get_active_session_info={"a": session}.get))
    monkeypatch.setattr(allowance, "Runtime", SimpleNamespace(instance=lambda: runtime))
    assert (allowance.megabytes("a"), allowance.megabytes("stranger")) == (0, 0)
    at.checkbox[0].check().run()
    assert allowance.megabytes("a") == 7
    at.checkbox[0].uncheck().run()
    assert allowance.megabytes("a") == 0


def test_each_uploader_of_the_app_says_how_much_it_takes():
    """Without a note the door takes nothing for it."""
    for file in served.APP.parent.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        asked = sum(map(text.count, ("st.file_uploader(", "st.camera_input(")))
        assert asked == text.count("allowance.note("), file


def test_a_session_that_nobody_comes_back_to_is_let_go_without_another_visitor(monkeypatch):
    class Session:
        id = "a"

    clock = [0.0]
    storage = MemorySessionStorage()
    monkeypatch.setattr(storage._cache, "_timer", lambda: clock[0])
    storage.save(SimpleNamespace(session=Session()))  # type: ignore[arg-type]
    left = weakref.ref(storage.get("a").session)  # type: ignore[union-attr]
    runtime = SimpleNamespace(_session_mgr=SimpleNamespace(_session_storage=storage))
    monkeypatch.setattr(door, "Runtime", SimpleNamespace(instance=lambda: runtime))
    door._forget()
    assert left() is not None
    clock[0] = door.KEPT
    assert left() is not None  # Streamlit by itself
    door._forget()
    assert left() is None


def test_other_computers_come_in_only_where_a_class_has_a_passphrase(monkeypatch):
    monkeypatch.setenv("ATELIER_CLASS", "1")
    assert refusal(monkeypatch, "a", 1, {}, client="192.0.2.7") == (403, door.ALONE)
    monkeypatch.setenv("ATELIER_TEACHER", "open sesame")
    assert refusal(monkeypatch, "a", 1, {}, client="192.0.2.7") is None


def test_a_browsers_wish_to_empty_the_caches_empties_its_own_session_alone():
    """What Streamlit does by itself empties the caches of everyone."""

    class Session:
        def __init__(self):
            self._session_state = {"mine": 1}

    session, streamlits = Session(), AppSession._handle_clear_cache_request
    door.guarded()
    try:
        AppSession._handle_clear_cache_request(session)  # type: ignore[arg-type]
    finally:
        AppSession._handle_clear_cache_request = streamlits
    assert session._session_state == {}
