"""What uploads cost the server's memory: `python -m tests.benchmarks.app.uploads` brings files of 99 MB, wanted and unwanted.

Thirteen to a page that asks for none, thirteen to one that does, and four to each of four pages at once. Then all leave.
"""

import asyncio
import contextlib
import http.client
import select
import sys
import time
from urllib.parse import urlsplit

from playground.server import door
from tests.benchmarks import served
from tests.benchmarks.app.visitor import visiting

SIZE = 99_000_000
WITHOUT, WITH = ("runs", ""), ("autoencoder", "view=train")
"""A page that asks for no file, and one that asks for pictures: up to 100 MB each."""

EDGE = "atelier"


def put(url: str, session: str, name: str, size: int = SIZE) -> bool:
    """Send a file as a browser does. Whether the server took it. Who is refused may be hung up on in the middle of a word."""
    address, filled = urlsplit(url).netloc, b"\0" * 1_000_000
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}.png"\r\n\r\n'.encode()
    tail = f"\r\n--{EDGE}--\r\n".encode()
    with contextlib.closing(http.client.HTTPConnection(address, timeout=120)) as line:
        line.request("GET", "/_stcore/health")
        answer = line.getresponse()
        answer.read()
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
        line.putrequest("PUT", f"/_stcore/upload_file/{session}/{name}")
        for key, value in {
            "Cookie": cookie,
            "X-Xsrftoken": cookie.partition("=")[2],
            "Content-Type": f"multipart/form-data; boundary={EDGE}",
            "Content-Length": str(len(head) + size + len(tail)),
        }.items():
            line.putheader(key, value)
        with contextlib.suppress(ConnectionError):
            line.endheaders(head)
            for part in [filled] * (size // len(filled)) + [filled[: size % len(filled)] + tail]:
                if select.select([line.sock], [], [], 0)[0]:  # whoever is refused need not say more
                    break
                line.send(part)
            answer = line.getresponse()
            return answer.status < 300
    return False


async def bring(server: served.Served, page: tuple[str, str], visitors: int, files: int) -> tuple[int, float]:
    """How many files are taken, and the server's megabytes while their visitors are still here."""
    async with contextlib.AsyncExitStack() as until:
        guests = [await until.enter_async_context(visiting(server.url, *page)) for _ in range(visitors)]
        taken = 0
        for guest in guests:
            await guest.open()
            for number in range(files):
                taken += await asyncio.to_thread(put, server.url, guest.session, f"file{number}")
        return taken, server.memory()


def main() -> int:
    with served.served() as server:
        served.wait_until_ready(server)
        asyncio.run(bring(server, WITH, 1, 0))
        time.sleep(20)  # the warm-up imports what it imports
        rows = [["before", "", f"{server.memory():,.0f} MB"]]
        for what, page, visitors, files in (
            ("to a page that asks for none", WITHOUT, 1, 13),
            ("to a page that asks for pictures", WITH, 1, 13),
            ("to four such pages", WITH, 4, 4),
        ):
            taken, megabytes = asyncio.run(bring(server, page, visitors, files))
            rows.append([f"{visitors * files} files of 99 MB {what}", str(taken), f"{megabytes:,.0f} MB"])
            print(rows[-1], file=sys.stderr, flush=True)
        began = time.monotonic()
        time.sleep(door.KEPT + 5)
        rows.append([f"{time.monotonic() - began:.0f} s after the last one left", "", f"{server.memory():,.0f} MB"])
    print(f"{served.machine()}.\n\n{served.table(['', 'taken', 'memory of the server'], rows)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
