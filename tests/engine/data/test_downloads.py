"""Downloads against a server on this machine that breaks off, lies, falls silent and never ends."""

import errno
import hashlib
import os
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest

from engine.core import settings
from engine.core.errors import Trouble
from engine.data.public import downloads, hashes
from engine.data.public.source import Source

CONTENT = bytes(range(256)) * 4000  # a megabyte
HALF = len(CONTENT) // 2

ROOT = settings.ROOT


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A machine with nothing on it: no data folder, no proxy, an empty home."""
    monkeypatch.setenv("ATELIER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.delenv("ATELIER_DATA", raising=False)
    monkeypatch.delenv("ATELIER_OFFLINE", raising=False)
    monkeypatch.setattr(settings, "ROOT", tmp_path / "checkout")
    return settings.home()


class Server:
    """`replies` maps a path to a function of the request; `asked` lists (path, Range header) of all requests."""

    def __init__(self):
        self.replies = {}
        self.asked = []
        self.closing = threading.Event()
        server = self

        class Request(BaseHTTPRequestHandler):
            def do_GET(self):
                server.asked.append((self.path, self.headers["Range"]))
                with suppress(OSError):  # the client may hang up, and should
                    server.replies[self.path](self)

            def begin(self, status, **headers):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), str(value))
                self.end_headers()

            def start(self) -> int:
                asked = self.headers["Range"]
                return int(asked.removeprefix("bytes=").removesuffix("-")) if asked else 0

            def log_message(self, *args):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Request)
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()

    def url(self, path, reply) -> str:
        self.replies[path] = reply
        return f"http://127.0.0.1:{self.http.server_port}{path}"

    def close(self):
        self.closing.set()
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


@pytest.fixture
def server():
    server = Server()
    yield server
    server.close()


def whole(content=CONTENT, limit=None, announced=None):
    """A good server: gives the rest when asked for it. With a limit it breaks off after so many bytes."""

    def reply(request):
        start = request.start()
        headers = {"Content_Length": (announced or len(content)) - start}
        if start:
            request.begin(206, Content_Range=f"bytes {start}-{len(content) - 1}/{len(content)}", **headers)
        else:
            request.begin(200, **headers)
        request.wfile.write(content[start:][:limit])

    return reply


def status(code):
    return lambda request: request.send_error(code)


def source(*urls, content=CONTENT, name="letters/alphabet.bin"):
    return Source(name, urls, len(content), hashlib.sha256(content).hexdigest(), "MIT", "nobody")


def part_of(home, content):
    part = home / "downloads/letters/alphabet.bin.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(content)
    return part


def trouble(wanted, **arguments) -> Trouble:
    """The Trouble of a fetch; every one ends in advice that works without a network."""
    with pytest.raises(Trouble) as caught:
        downloads.fetch(wanted, **arguments)
    assert type(caught.value) is Trouble
    assert caught.value.what.endswith(".") and caught.value.advice.endswith(".")
    assert "built-in" in caught.value.advice
    return caught.value


def test_fetches_once_and_reports_progress(server, home):
    wanted = source(server.url("/a", whole()))
    seen = []
    path = downloads.fetch(wanted, lambda here, in_all: seen.append((here, in_all)))
    assert path == home / "downloads/letters/alphabet.bin" and path.read_bytes() == CONTENT
    assert seen[0] == (0, len(CONTENT)) and seen[-1] == (len(CONTENT), len(CONTENT))
    assert seen == sorted(seen)
    assert downloads.find(wanted) == path
    assert downloads.fetch(wanted) == path
    assert len(server.asked) == 1
    assert not path.with_name("alphabet.bin.part").exists()


def test_goes_on_where_it_stopped(server, home):
    part_of(home, CONTENT[:HALF])
    path = downloads.fetch(source(server.url("/a", whole())))
    assert path.read_bytes() == CONTENT
    assert server.asked == [("/a", f"bytes={HALF}-")]


def test_a_whole_part_needs_no_request(server, home):
    part_of(home, CONTENT)
    assert downloads.fetch(source(server.url("/a", whole()))).read_bytes() == CONTENT
    assert server.asked == []


def ignores_range(request):
    request.begin(200, Content_Length=len(CONTENT))
    request.wfile.write(CONTENT)


def refuses_range(request):
    return status(416)(request) if request.start() else ignores_range(request)


def gives_another_range(request):
    if not request.start():
        return ignores_range(request)
    request.begin(206, Content_Range=f"bytes 7-{len(CONTENT) - 1}/{len(CONTENT)}", Content_Length=len(CONTENT) - 7)
    request.wfile.write(CONTENT[7:])


@pytest.mark.parametrize("reply", [ignores_range, refuses_range, gives_another_range])
def test_starts_anew_where_a_server_cannot_resume(server, home, reply):
    part_of(home, b"x" * HALF)
    assert downloads.fetch(source(server.url("/a", reply))).read_bytes() == CONTENT


@pytest.mark.parametrize("beginning", [b"x" * HALF, b"x" * len(CONTENT), b"x" * (len(CONTENT) + 5)])
def test_a_bad_beginning_is_replaced(server, home, beginning):
    part_of(home, beginning)
    assert downloads.fetch(source(server.url("/a", whole()))).read_bytes() == CONTENT


def test_a_broken_connection_is_taken_up_again(server):
    path = downloads.fetch(source(server.url("/a", whole(limit=HALF))))
    assert path.read_bytes() == CONTENT
    assert server.asked == [("/a", None), ("/a", f"bytes={HALF}-")]


def test_a_connection_that_keeps_breaking_gives_up_and_keeps_what_came(server, home):
    wanted = source(server.url("/a", whole(limit=1000)))
    said = trouble(wanted)
    assert f"broke off after {1000 * downloads.TRIES:,} of 1,024,000 bytes" in said.what
    assert "goes on where it stopped" in said.advice
    assert (home / "downloads/letters/alphabet.bin.part").stat().st_size == 1000 * downloads.TRIES
    server.replies["/a"] = whole()
    assert downloads.fetch(wanted).read_bytes() == CONTENT
    assert server.asked[-1] == ("/a", f"bytes={1000 * downloads.TRIES}-")


def test_stopping_keeps_what_came(server, home):
    wanted = source(server.url("/a", whole()))
    here = []
    said = trouble(wanted, progress=lambda done, _: here.append(done), should_stop=lambda: bool(here) and here[-1] > 0)
    assert "was stopped after" in said.what and "go on from there" in said.advice
    assert 0 < (home / "downloads/letters/alphabet.bin.part").stat().st_size == here[-1] < len(CONTENT)
    assert downloads.fetch(wanted).read_bytes() == CONTENT
    assert server.asked[-1] == ("/a", f"bytes={here[-1]}-")


def test_wrong_content_is_deleted(server, home):
    said = trouble(source(server.url("/a", whole(CONTENT[::-1]))))
    assert "SHA-256 differs" in said.what and "deleted" in said.what
    assert [path.name for path in (home / "downloads/letters").iterdir() if path.suffix != ".lock"] == []
    assert len(server.asked) == 1


def test_a_file_of_another_size_is_not_even_begun(server, home):
    part = part_of(home, CONTENT[:HALF])
    said = trouble(source(server.url("/a", whole(b"<html>Please log in</html>", announced=HALF + 26))))
    assert "offers another file: 26 bytes instead of 512,000" in said.what and "log in" in said.advice
    assert part.read_bytes() == CONTENT[:HALF]


@pytest.mark.parametrize("right", [True, False])
def test_an_endless_answer_is_cut_at_the_announced_size(server, home, right):
    def endless(request):
        request.begin(200)
        request.wfile.write(CONTENT if right else CONTENT[::-1])
        while not server.closing.is_set():
            request.wfile.write(bytes(1 << 16))

    most = []
    wanted = source(server.url("/a", endless))
    if right:
        assert downloads.fetch(wanted, lambda here, _: most.append(here)).read_bytes() == CONTENT
    else:
        assert "SHA-256" in trouble(wanted, progress=lambda here, _: most.append(here)).what
    assert max(most) == len(CONTENT)


def test_mirrors_are_tried_in_order_and_go_on_from_each_other(server):
    def half_then_gone(request):
        return status(404)(request) if request.start() else whole(limit=HALF)(request)

    wanted = source(
        server.url("/gone", status(404)),
        server.url("/weak", half_then_gone),
        server.url("/good", whole()),
        server.url("/spare", whole()),
    )
    assert downloads.fetch(wanted).read_bytes() == CONTENT
    assert server.asked == [
        ("/gone", None),
        ("/weak", None),
        ("/weak", f"bytes={HALF}-"),
        ("/good", f"bytes={HALF}-"),
    ]


def test_a_wrong_mirror_does_not_spoil_the_next(server):
    wanted = source(server.url("/bad", whole(CONTENT[::-1])), server.url("/good", whole()))
    assert downloads.fetch(wanted).read_bytes() == CONTENT


def test_when_all_mirrors_fail_each_reason_is_given(server):
    said = trouble(source(server.url("/gone", status(404)), server.url("/full", status(503))))
    assert said.what == (
        "letters/alphabet.bin could not be downloaded. 127.0.0.1 no longer has the file (error 404). "
        "127.0.0.1 refused to give the file (error 503)."
    )
    assert (
        "letters/alphabet.bin, fetched on another machine, may be put into a folder named by ATELIER_DATA"
        in said.advice
    )


def test_offline_never_asks(server, monkeypatch):
    monkeypatch.setenv("ATELIER_OFFLINE", "1")
    said = trouble(source(server.url("/a", whole())))
    assert "ATELIER_OFFLINE forbids it" in said.what and "Unset ATELIER_OFFLINE" in said.advice
    assert server.asked == []


def test_no_network_is_said_once(monkeypatch):
    def no_names(*args, **kwargs):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_names)
    said = trouble(source("http://one.invalid/a", "http://two.invalid/a"))
    assert said.what.count("No server's name could be looked up.") == 1
    assert "connected to a network" in said.advice


def test_nobody_listens():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]  # bound but not listening: a connection is refused
        said = trouble(source(f"http://127.0.0.1:{port}/a"))
    assert "127.0.0.1 could not be reached" in said.what


def test_no_safe_connection(server):
    said = trouble(source(server.url("/a", whole()).replace("http:", "https:")))
    assert "No safe connection to 127.0.0.1" in said.what and "clock" in said.advice


def test_a_server_that_never_answers(server, monkeypatch):
    monkeypatch.setattr(downloads, "PATIENCE", 0.2)
    said = trouble(source(server.url("/a", lambda request: server.closing.wait())))
    assert "did not answer within 0.2 seconds" in said.what


def test_a_server_that_falls_silent(server, monkeypatch):
    def silent(request):
        whole(limit=HALF)(request)
        request.wfile.flush()
        server.closing.wait()

    monkeypatch.setattr(downloads, "PATIENCE", 0.2)
    monkeypatch.setattr(downloads, "TRIES", 1)
    said = trouble(source(server.url("/a", silent)))
    assert "fell silent for 0.2 seconds after 512,000 of 1,024,000 bytes" in said.what


def test_a_full_disk_is_seen_before_the_download(server, monkeypatch):
    monkeypatch.setattr(downloads.shutil, "disk_usage", lambda path: SimpleNamespace(free=1000))
    said = trouble(source(server.url("/a", whole())))
    assert said.what == "The disk has no room for letters/alphabet.bin (1.0 MB)." and "ATELIER_HOME" in said.advice
    assert server.asked == []


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "no room"), (errno.EROFS, "cannot be written"), (errno.EIO, "could not be saved")],
)
def test_a_disk_that_fails_is_not_taken_for_the_network(server, monkeypatch, code, words):
    def fail(*paths):
        raise OSError(code, os.strerror(code))

    wanted = source(server.url("/a", whole()), server.url("/b", whole()))
    monkeypatch.setattr(downloads.os, "replace", fail)
    assert words in trouble(wanted).what
    assert len(server.asked) == 1


def test_a_home_that_is_in_the_way(server, home):
    home.write_text("a file where the folder should be")
    assert "could not be saved" in trouble(source(server.url("/a", whole()))).what


def test_a_source_without_addresses_is_never_fetched():
    said = trouble(source())
    assert "cannot be downloaded" in said.what and "ATELIER_DATA" in said.advice


@pytest.mark.parametrize("place", ["letters/alphabet.bin", "alphabet.bin"])
def test_found_in_a_data_folder_with_or_without_the_sets_own_folder(tmp_path, monkeypatch, server, place):
    path = tmp_path / "data" / place
    path.parent.mkdir(parents=True)
    path.write_bytes(CONTENT)
    monkeypatch.setenv("ATELIER_DATA", os.pathsep.join([str(tmp_path / "nowhere"), str(tmp_path / "data")]))
    wanted = source(server.url("/a", whole()))
    assert downloads.find(wanted) == path == downloads.fetch(wanted)
    assert server.asked == [] and downloads.strangers(wanted) == []


def unpinned(*urls):
    """Nobody publishes its SHA-256, and its size is only about right."""
    return replace(source(*urls), bytes=1_000_000, sha256="")


def test_without_a_published_hash_the_first_one_is_recorded_and_no_other_believed(server, home):
    wanted = unpinned(server.url("/first", whole()))
    assert downloads.recorded(wanted) == "" and downloads.find(wanted) is None
    seen = []
    path = downloads.fetch(wanted, lambda here, in_all: seen.append((here, in_all)))
    assert path.read_bytes() == CONTENT and seen[-1] == (len(CONTENT), len(CONTENT))
    assert downloads.recorded(wanted) == hashlib.sha256(CONTENT).hexdigest()
    assert downloads.find(wanted) == path
    path.unlink()
    other = replace(wanted, urls=(server.url("/other", whole(CONTENT[::-1])),))
    assert "not the file that was here before" in trouble(other).what
    assert downloads.find(other) is None
    assert downloads.fetch(wanted).read_bytes() == CONTENT


def test_a_file_without_a_published_hash_goes_on_where_it_stopped(server, home):
    part_of(home, CONTENT[:HALF])
    assert downloads.fetch(unpinned(server.url("/", whole()))).read_bytes() == CONTENT
    assert [asked for _, asked in server.asked] == [f"bytes={HALF}-"] * 2


def test_who_does_not_say_the_size_is_not_begun(server):
    silent = server.url("/", lambda request: request.begin(200))
    assert "does not say how large" in trouble(unpinned(silent)).what


def test_a_file_with_another_content_is_a_stranger(tmp_path, monkeypatch):
    monkeypatch.setenv("ATELIER_DATA", str(tmp_path))
    (tmp_path / "alphabet.bin").write_bytes(CONTENT[::-1])
    assert downloads.find(source()) is None
    assert downloads.strangers(source()) == [tmp_path / "alphabet.bin"]


@pytest.fixture
def hashed(tmp_path, monkeypatch):
    """A right file in a data folder, and the list of files hashed so far."""
    monkeypatch.setenv("ATELIER_DATA", str(tmp_path))
    path = tmp_path / "alphabet.bin"
    path.write_bytes(CONTENT)
    read, honest = [], hashes.sha256
    monkeypatch.setattr(hashes, "sha256", lambda path: (read.append(path), honest(path))[1])
    return path, read


def test_a_file_is_hashed_once(hashed):
    path, read = hashed
    assert [downloads.find(source()) for _ in range(3)] == [path] * 3
    assert read == [path]
    assert downloads.find(replace(source(), sha256="0" * 64)) is None  # the note says what the content is, not "good"
    assert read == [path]


def test_a_changed_file_is_hashed_anew(hashed):
    path, read = hashed
    assert downloads.find(source()) == path
    path.write_bytes(CONTENT[::-1])
    os.utime(path, ns=(1, 1))
    assert downloads.find(source()) is None
    assert read == [path, path]


@pytest.mark.parametrize("note", [b"", b"[]", b"{}", b"null", b"\xff\xfe"])
def test_a_damaged_note_is_ignored(hashed, home, note):
    path, read = hashed
    downloads.find(source())
    (kept,) = (home / "cache/sha256").iterdir()
    kept.write_bytes(note)
    assert downloads.find(source()) == path
    assert read == [path, path]


FETCH = """
import sys
from engine.data.public import downloads
from engine.data.public.source import Source
wanted = Source("letters/alphabet.bin", (sys.argv[1],), int(sys.argv[2]), sys.argv[3], "MIT", "nobody")
print(downloads.fetch(wanted, lambda here, in_all: print("progress", here, flush=True)))
"""


def test_two_processes_share_one_download(server, home):
    halfway, go_on = threading.Event(), threading.Event()

    def pauses(request):
        request.begin(200, Content_Length=len(CONTENT))
        request.wfile.write(CONTENT[:HALF])
        request.wfile.flush()
        halfway.set()
        go_on.wait(30)
        request.wfile.write(CONTENT[HALF:])

    wanted = source(server.url("/a", pauses))
    command = [sys.executable, "-c", FETCH, *wanted.urls, str(wanted.bytes), wanted.sha256]
    both = []
    try:
        both.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT))
        assert halfway.wait(30)
        both.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT))
        assert both[1].stdout.readline().startswith("progress")  # it waits, and says how far the first one is
        go_on.set()
        said = [process.communicate(timeout=30)[0].splitlines()[-1] for process in both]
    finally:
        go_on.set()
        for process in both:
            process.kill()
            process.wait()
    path = home / "downloads/letters/alphabet.bin"
    assert said == [str(path)] * 2 and path.read_bytes() == CONTENT
    assert server.asked == [("/a", None)]


def test_who_waits_for_another_process_can_stop_waiting(server, home):
    wanted = source(server.url("/a", whole()))
    part_of(home, b"")
    with downloads.FileLock(home / "downloads/letters/alphabet.bin.lock", thread_local=False):
        failures = []
        waiting = threading.Thread(target=lambda: failures.append(trouble(wanted, should_stop=lambda: True)))
        waiting.start()
        waiting.join(10)
    assert "was stopped" in failures[0].what and server.asked == []
