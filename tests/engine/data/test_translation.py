"""Sets of the papers on translation, fetched from a server on this machine; and drawn pairs that belong together point by point."""

import hashlib
import io
import tarfile
import threading
import zipfile
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from PIL import Image

from engine.cli import main
from engine.core import settings
from engine.core.errors import Trouble
from engine.data import label_colours, pairs, unpaired
from engine.data.drawn import above, fruits
from engine.data.drawn.scenes import scenes
from engine.data.label_colours import FACADE_LABELS
from engine.data.public import downloads, translation


@pytest.fixture(autouse=True)
def bare(tmp_path, monkeypatch):
    """A machine with no data on it."""
    monkeypatch.setenv("ATELIER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.delenv("ATELIER_DATA", raising=False)
    monkeypatch.delenv("ATELIER_OFFLINE", raising=False)
    monkeypatch.setattr(settings, "ROOT", tmp_path / "checkout")


@pytest.fixture
def serve():
    """Serves bytes, and goes on from where it is asked to; `asked` lists the ranges."""
    content: dict[str, bytes] = {}
    asked: list[str | None] = []

    class Request(BaseHTTPRequestHandler):
        def do_GET(self):
            whole, wanted = content[self.path], self.headers["Range"]
            asked.append(wanted)
            start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted else 0
            self.send_response(206 if start else 200)
            if start:
                self.send_header("Content-Range", f"bytes {start}-{len(whole) - 1}/{len(whole)}")
            self.send_header("Content-Length", str(len(whole) - start))
            self.end_headers()
            self.wfile.write(whole[start:])

        def log_message(self, *args):
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Request)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()

    def put(path: str, whole: bytes) -> tuple[str, list[str | None]]:
        content[path] = whole
        return f"http://127.0.0.1:{http.server_port}{path}", asked

    yield put
    http.shutdown()
    http.server_close()
    thread.join()


def jpeg(level: int, width: int = 256) -> bytes:
    content = io.BytesIO()
    Image.fromarray(np.full((256, width, 3), level, np.uint8)).save(content, "JPEG")
    return content.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as members:
        for name, one in files.items():
            members.writestr(zipfile.ZipInfo(name), one)  # with no time of its own: made twice, it is the same
    return content.getvalue()


def horses() -> bytes:
    folders = {"trainA": (10, 3), "trainB": (100, 4), "testA": (20, 1), "testB": (120, 2)}
    files = {
        f"horse2zebra/{folder}/{number}.jpg": jpeg(level + number)
        for folder, (level, count) in folders.items()
        for number in range(count)
    }
    return zipped(files | {"horse2zebra/readme.txt": b"hello"})


def test_a_set_of_the_paper_is_fetched_by_one_command_and_read(serve, monkeypatch, capsys):
    url, asked = serve("/horse2zebra.zip", horses())
    source = replace(translation.ZIPS["horse2zebra"], urls=(url,), bytes=10)
    monkeypatch.setitem(translation.ZIPS, "horse2zebra", source)
    assert unpaired.standing("horse2zebra") == "download"
    with pytest.raises(Trouble, match="Horses and zebras are not on this machine"):
        unpaired.load("horse2zebra")
    part = settings.home() / "downloads" / f"{source.name}.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(horses()[:500])  # as an interrupted download leaves it
    assert main.main(["fetch", "horse2zebra"]) == 0
    assert "Horses and zebras is ready" in capsys.readouterr().out and asked[-1] == "bytes=500-"
    assert downloads.recorded(source) == hashlib.sha256(horses()).hexdigest()
    assert unpaired.standing("horse2zebra") == "ready"
    data = unpaired.load("horse2zebra")
    levels = [part[:, 0, 0, 0].tolist() for part in (data.a, data.b, data.a_held_out, data.b_held_out)]
    assert levels == [[10, 11, 12], [100, 101, 102, 103], [20], [120, 121]]
    assert data.names == ("horses", "zebras")


def test_a_zip_with_something_else_is_a_sentence(serve, monkeypatch):
    url, _ = serve("/apple2orange.zip", zipped({"apple2orange/trainA/1.jpg": jpeg(1)}))
    monkeypatch.setitem(translation.ZIPS, "apple2orange", replace(translation.ZIPS["apple2orange"], urls=(url,)))
    downloads.fetch(unpaired.source_of("apple2orange"))
    with pytest.raises(Trouble, match="it holds no pictures in trainB"):
        unpaired.load("apple2orange")


def test_facades_as_pix2pix_publishes_them_are_turned_round_and_cleaned(serve, monkeypatch):
    labels = np.zeros((256, 256), np.uint8)
    labels[64:192, 64:192] = 2
    both = np.concatenate([np.full((256, 256, 3), 120, np.uint8), label_colours.coloured(labels, FACADE_LABELS)], 1)
    picture = io.BytesIO()
    Image.fromarray(both).save(picture, "JPEG")
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as tar:
        for name in ("facades/train/1.jpg", "facades/train/2.jpg", "facades/test/1.jpg", "facades/val/1.jpg"):
            about = tarfile.TarInfo(name)
            about.size = len(picture.getvalue())
            tar.addfile(about, io.BytesIO(picture.getvalue()))
    url, _ = serve("/facades.tar.gz", content.getvalue())
    monkeypatch.setattr(translation, "FACADES", replace(translation.FACADES, urls=(url,)))
    assert pairs.standing("facades") == "download"
    downloads.fetch(pairs.source_of("facades"))
    assert pairs.standing("facades") == "ready"
    data = pairs.load("facades")
    assert data.given.shape == (2, 256, 256, 3) and len(data.given_held_out) == 1
    assert (label_colours.labels_of(data.given[0], FACADE_LABELS) != labels).mean() < 0.02
    assert np.abs(data.wanted[0, :, :240].astype(int) - 120).max() < 60


def test_without_network_nothing_is_offered(monkeypatch):
    monkeypatch.setenv("ATELIER_OFFLINE", "1")
    assert {unpaired.standing(name) for name in translation.ZIPS} == {pairs.standing("facades")} == {"missing"}
    with pytest.raises(Trouble) as caught:
        unpaired.load("monet2photo")
    assert "ATELIER_OFFLINE forbids" in caught.value.advice


def test_day_and_night_show_the_same_things_at_the_same_places():
    day, night = pairs.pair("night", 48, "lake", 5)
    assert np.array_equal(day, scenes.make("lake", 48, 5)) and night.mean() < 0.7 * day.mean()
    one, other = (scenes.labelled("lake", 48, 5, light)[1] for light in ("day", "night"))
    assert (one == other).mean() > 0.95, "but for clouds and what glitters"


def test_the_map_is_of_the_land_that_is_seen():
    seen, drawn = above.make(96, 3)
    assert np.array_equal(seen, above.make(96, 3)[0]) and not np.array_equal(drawn, above.make(96, 4)[1])
    water, wood = ((drawn == above.MAP[kind]).all(-1) for kind in (2, 1))
    other = ~water
    assert water.any() and seen[water].astype(int)[:, 2].mean() > seen[water].astype(int)[:, 0].mean()
    assert seen[other].astype(int)[:, 2].mean() < seen[other].astype(int)[:, 0].mean()
    assert not wood.any() or seen[wood].mean() < seen[other].mean()


def test_the_same_seed_puts_oranges_where_the_apples_were():
    apple, orange = (fruits.make(fruit, 48, 7).astype(int) for fruit in fruits.FRUITS)
    apart = np.abs(apple - orange).max(-1) > 12
    assert 0.03 < apart.mean() < 0.5, "the table is the same, the fruits are not"
    assert orange[apart][:, 1].mean() > apple[apart][:, 1].mean() + 20, "oranges are yellower"


def test_blurred_pictures_have_no_edges_and_coarse_ones_few_pixels():
    picture = np.zeros((1, 40, 40, 3), np.uint8)
    picture[:, :, 20:] = 200
    soft = pairs.blurred(picture)[0, 20, :, 0].astype(int)
    assert np.diff(soft).max() < 120 and (soft[0], soft[-1]) == (0, 200)
    noise = np.random.default_rng(0).integers(0, 255, (2, 40, 44, 3), dtype=np.uint8)
    small = pairs.coarse(noise)
    assert small.shape == noise.shape
    blocks = small.reshape(2, 10, 4, 11, 4, 3)
    assert (blocks == blocks[:, :, :1, :, :1]).all()
    means = noise.reshape(2, 10, 4, 11, 4, 3).mean((2, 4))
    assert np.abs(blocks[:, :, 0, :, 0] - means).max() <= 1
