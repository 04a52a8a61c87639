"""Whatever a stranger's picture, card, link or form says: it is taken, or a `Trouble` says what is wrong. Nothing else is raised.

`ATELIER_FUZZ=2000 pytest tests/engine/test_fuzz.py` tries so many examples of each kind, other ones each time. The suite tries
a few, always the same.
"""

import contextlib
import io
import json
import os
import struct

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from PIL import Image

from engine import catalog
from engine.core import config as configs
from engine.core import forms
from engine.core.errors import Trouble
from engine.data.uploads import intake
from engine.lessons.encode import codec
from engine.weights import shelf

ASKED = os.environ.get("ATELIER_FUZZ")

tried = settings(
    max_examples=int(ASKED or 30),
    derandomize=ASKED is None,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

LEAVES = some.one_of(
    some.none(),
    some.booleans(),
    some.integers(),
    some.sampled_from([10**400, -(10**400), 2**63, 0, -1]),
    some.floats(),
    some.text(max_size=20),
    some.sampled_from(["1" + "0" * 400, "9" * 5000, "nan", "inf", "-inf", "1e999", "\ud800", "album:", "../../x", ""]),
)
JSON = some.recursive(
    LEAVES, lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=5), inner, max_size=3)
)


def picture(kind: str) -> bytes:
    pixels = np.random.default_rng(0).integers(0, 256, (40, 56, 3), np.uint8)
    kept = io.BytesIO()
    Image.fromarray(pixels).save(kept, kind)
    return kept.getvalue()


PICTURES = {kind: picture(kind) for kind in ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")}

DAMAGES = some.lists(
    some.tuples(some.floats(0, 1, exclude_max=True), some.binary(max_size=9), some.booleans()), max_size=6
)


def damaged(content: bytes, damages: list[tuple[float, bytes, bool]]) -> bytes:
    """Overwritten, or cut and patched, in some places."""
    for share, patch, over in damages:
        at = int(share * len(content))
        content = content[:at] + patch + content[at + (len(patch) if over else 0) :]
    return content


def opens(content: bytes) -> None:
    with contextlib.suppress(Trouble):
        found = intake.open_picture(content, "a.png")
        assert found.dtype == np.uint8 and found.ndim == 3 and found.shape[2] == 3


@tried
@given(some.sampled_from(sorted(PICTURES)), DAMAGES)
def test_a_damaged_picture(kind, damages):
    opens(damaged(PICTURES[kind], damages))


@tried
@given(
    some.sampled_from([content[:12] for content in PICTURES.values()]) | some.just(b"PK\3\4"), some.binary(max_size=300)
)
def test_bytes_that_begin_like_a_picture(start, rest):
    opens(start + rest)
    with contextlib.suppress(Trouble):
        list(intake.unpack(start + rest, "a.zip"))


SOUND = shelf.find("vae-mnist")
CARD = json.loads(json.dumps(shelf.card(SOUND)))
LENGTH = struct.unpack("<Q", SOUND.read_bytes()[:8])[0]
HEADER, TENSORS = json.loads(SOUND.read_bytes()[8 : 8 + LENGTH]), SOUND.read_bytes()[8 + LENGTH :]


def places(inside, way=()):
    """Every place in a card, as the keys that lead there."""
    yield way
    items = inside.items() if isinstance(inside, dict) else enumerate(inside) if isinstance(inside, list) else ()
    for key, value in items:
        yield from places(value, (*way, key))


def changed(inside, way, value):
    if not way:
        return value
    found = dict(inside) if isinstance(inside, dict) else list(inside)
    found[way[0]] = changed(inside[way[0]], way[1:], value)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


@tried
@given(some.sampled_from(list(places(CARD))), JSON)
def test_a_card_with_anything_anywhere(folder, way, value):
    header = HEADER | {"__metadata__": HEADER["__metadata__"] | {"card": json.dumps(changed(CARD, way, value))}}
    written = json.dumps(header).encode()
    path = folder / "crafted.safetensors"
    path.write_bytes(struct.pack("<Q", len(written)) + written + TENSORS)
    shelf._card.cache_clear()  # two files of one moment would be taken for the same
    with contextlib.suppress(Trouble):
        codec.load(path)


CONFIGS = sorted((name, field) for name, card in catalog.CARDS.items() for field in configs.kinds(card.config))


@tried
@given(some.sampled_from(CONFIGS), JSON)
def test_a_setting_that_is_anything(setting, value):
    lesson, name = setting
    with contextlib.suppress(Trouble):
        found = configs.from_dict(catalog.CARDS[lesson].config, {name: value})
        assert configs.from_dict(type(found), configs.to_dict(found)) == found
    with contextlib.suppress(Trouble):
        configs.live_only(catalog.CARDS[lesson].config(), {name: value})


@tried
@given(some.dictionaries(some.sampled_from(["lesson", "title", "created", "config", "parent", "branched", "x"]), JSON))
def test_a_note_of_a_run_that_is_anything(folder, said):
    file = folder / "config.json"
    whole = {"lesson": "vae", "title": "A", "created": 1.0, "config": {}} | said
    file.write_text(json.dumps(whole))
    forms.about.cache_clear()
    about = forms.about(file, 0, 0, lambda lesson, values: configs.from_dict(catalog.card(lesson).config, values))
    assert about is None or (about.lesson in catalog.CARDS and isinstance(about.title, str))
