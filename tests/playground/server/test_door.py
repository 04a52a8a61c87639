"""Who may speak with the server: asked of the real one, started by the very command that README gives."""

import contextlib
import os
import re
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from streamlit.runtime.app_session import AppSession
from websockets.sync.client import connect

from engine.runs import jobs
from playground.server import door
from tests.benchmarks import served
from tests.engine.runs.test_jobs import until
from tests.playground import fabricate


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """`streamlit run playground/Home.py`, and no word of an address."""
    home, port = tmp_path_factory.mktemp("door"), served._free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(served.APP), "--server.port", str(port)]
    environment = os.environ | {"ATELIER_HOME": str(home), "STREAMLIT_SERVER_HEADLESS": "true"}
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
    place = f"{url}/_stcore/upload_file/nobody/nothing"
    assert answer(place, "PUT", iter([b"x"])) == 411  # type: ignore[arg-type]
    with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), timeout=60) as line:
        line.sendall(
            b"PUT /_stcore/upload_file/nobody/nothing HTTP/1.1\r\nHost: a\r\nContent-Length: 300000001\r\n\r\n"
        )
        assert re.match(rb"HTTP/1.1 413", line.recv(1000))


class Files:
    def __init__(self, size: int):
        self.data = bytes(size)


def refusal(monkeypatch, session: str, length: int, held: dict[str, int], client: str = "127.0.0.1"):
    monkeypatch.setattr(door, "_held", lambda: {one: {"file": Files(size)} for one, size in held.items()})
    heads = [(b"host", b"here"), (b"content-length", str(length).encode())]
    scope = {"type": "http", "method": "PUT", "path": f"/_stcore/upload_file/{session}/f", "headers": heads}
    return door.Door(None)._refused(scope | {"client": (client, 1)})


def test_uploads_are_bounded_for_each_visitor_and_for_all(monkeypatch):
    monkeypatch.setattr(door, "SESSION_BYTES", 100)
    monkeypatch.setattr(door, "ALL_BYTES", 250)
    assert refusal(monkeypatch, "a", 60, {"a": 40}) is None
    assert refusal(monkeypatch, "a", 61, {"a": 40}) == (413, door.FULL)
    assert refusal(monkeypatch, "d", 60, {"a": 100, "b": 100}) == (413, door.CROWDED)


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
