"""Two servers of pages behind nginx, as playground/deploy/nginx.conf sets it: a visitor stays with one by a cookie, uploads through
it, and finds the own desk on the other when that one is killed. Says what was seen.

    python -m tests.benchmarks.app.two_servers        # needs nginx, openssl and Chromium
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from playground.classroom.seat import COOKIE
from tests.benchmarks import served
from tests.browser.conftest import FLAGS

PATIENCE = 120_000
"""Milliseconds for a page on a busy machine."""


@contextlib.contextmanager
def proxy(folder: Path, first: int, second: int):
    """nginx with the file that is shipped; only addresses and the place of the certificate are others."""
    port = served._free_port()
    (folder / "certificates").mkdir()
    key, certificate = folder / "certificates" / "privkey.pem", folder / "certificates" / "fullchain.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        + ["-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    text = (served.ROOT / "playground" / "deploy" / "nginx.conf").read_text()
    for shipped, ours in {
        "/tmp/": f"{folder}/",
        "head:8501": f"127.0.0.1:{first}",
        "head:8502": f"127.0.0.1:{second}",
        "listen 8443": f"listen 127.0.0.1:{port}",
        "listen 8080": f"listen 127.0.0.1:{served._free_port()}",
        "/certificates": str(folder / "certificates"),
    }.items():
        assert shipped in text
        text = text.replace(shipped, ours)
    (folder / "nginx.conf").write_text(text)
    process = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf"), "-g", "daemon off;"])
    try:
        yield f"https://localhost:{port}"
    finally:
        process.terminate()
        process.wait()


def cookie(page: Page, name: str) -> str:
    return next((one["value"] for one in page.context.cookies() if one["name"] == name), "")


def settled(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE)
    page.wait_for_function(f"() => document.cookie.includes('{COOKIE}=')", timeout=PATIENCE)


def port_of(server: served.Served) -> int:
    return int(server.url.rpartition(":")[2])


def main() -> None:
    with contextlib.ExitStack() as until:
        folder = Path(until.enter_context(tempfile.TemporaryDirectory(prefix="atelier-proxy-")))
        folder.chmod(0o755)
        how = {"ATELIER_TEACHER": "open sesame", "STREAMLIT_SERVER_COOKIE_SECRET": "one for both"}
        first, second = (until.enter_context(served.served(home=folder / "home", **how)) for _server in range(2))
        url = until.enter_context(proxy(folder, port_of(first), port_of(second)))
        driver = until.enter_context(sync_playwright())
        chromium = driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        until.callback(chromium.close)
        page = chromium.new_context(ignore_https_errors=True).new_page()
        page.set_default_timeout(PATIENCE)
        sockets: list[str] = []
        page.on("websocket", lambda socket: sockets.append(socket.url))
        page.goto(url + "/dream?size=64&steps=4&octaves=1")
        settled(page)
        desk, server = cookie(page, COOKIE), cookie(page, "atelier_server")
        print(f"a visitor came to the {server} server; websockets: {len(sockets)}, {sockets[0].partition(':')[0]}")
        for _again in range(3):
            page.reload()
            settled(page)
            assert cookie(page, "atelier_server") == server
        print("three reloads later it is the same one")
        picture = folder / "mine.png"
        Image.fromarray(np.arange(80 * 120 * 3, dtype=np.uint8).reshape(80, 120, 3)).save(picture)
        page.get_by_role("button", name="Your own", exact=True).last.click()
        page.locator("input[type=file]").set_input_files(picture)
        expect(page.get_by_text("What it will dream on: mine")).to_be_visible()
        print("a picture was uploaded through the proxy and is shown")
        (first if server == "first" else second).process.kill()
        killed = time.monotonic()
        page.goto(url + "/runs")
        settled(page)
        assert cookie(page, COOKIE) == desk
        print(
            f"its server was killed; {time.monotonic() - killed:.1f} s later the visitor is at the same desk on the other"
        )
        assert len(list((folder / "home" / "desks").iterdir())) == 1


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
