"""Weights files from anywhere: one that was crafted or damaged gets a sentence, and takes no memory."""

import json
import resource
import struct

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from engine.core.errors import Trouble
from engine.lessons.encode import codec
from engine.weights import shelf

SOUND = shelf.find("vae-mnist")


def with_card(path, card) -> None:
    save_file(load_file(SOUND), path, {"card": card if isinstance(card, str) else json.dumps(card)})


def card(**networks):
    found = json.loads(json.dumps(shelf.card(SOUND)))
    for name, changes in networks.items():
        found["networks"][name]["arguments"].update(changes)
    return found


def raw(path, header: bytes, length: int | None = None) -> None:
    path.write_bytes(struct.pack("<Q", len(header) if length is None else length) + header)


def without(*names):
    found = card()
    for name in names:
        del found[name]
    return found


def with_tensor(path, name, value) -> None:
    save_file(load_file(SOUND) | {name: value}, path, {"card": json.dumps(card())})


CRAFTED = {
    "no card": lambda path: save_file(load_file(SOUND), path),
    "a card that is no JSON": lambda path: with_card(path, "{nonsense"),
    "a card that is a list": lambda path: with_card(path, [1, 2]),
    "a card that is a number": lambda path: with_card(path, 7),
    "a card that is nested deeply": lambda path: with_card(path, "[" * 200_000),
    "no lesson": lambda path: with_card(path, without("lesson")),
    "no config": lambda path: with_card(path, without("config")),
    "no networks": lambda path: with_card(path, without("networks")),
    "a lesson that is a list": lambda path: with_card(path, card() | {"lesson": []}),
    "networks that are a list": lambda path: with_card(path, card() | {"networks": ["decoder"]}),
    "a network that is none": lambda path: with_card(path, card() | {"networks": {"decoder": None}}),
    "a network of another name": lambda path: with_card(
        path, card() | {"networks": {"other": card()["networks"]["decoder"]}}
    ),
    "an extra argument": lambda path: with_card(path, card(decoder={"extra": 1})),
    "an argument that is text": lambda path: with_card(path, card(decoder={"size": "x"})),
    "an argument that is nothing": lambda path: with_card(path, card(decoder={"bottleneck": None})),
    "a giant width": lambda path: with_card(path, card(decoder={"width": 2**31})),
    "a giant size": lambda path: with_card(path, card(decoder={"size": 2**28})),
    "a giant bottleneck": lambda path: with_card(path, card(decoder={"bottleneck": 10**9})),
    "a negative width": lambda path: with_card(path, card(decoder={"width": -4})),
    "another bottleneck": lambda path: with_card(path, card(decoder={"bottleneck": 3})),
    "a tensor too many": lambda path: with_tensor(path, "decoder.more", np.zeros(3, np.float32)),
    "a header that never comes": lambda path: raw(path, b"{}", 2**62),
    "a header of zeros": lambda path: raw(path, bytes(500)),
    "an empty file": lambda path: path.write_bytes(b""),
    "zeros": lambda path: path.write_bytes(bytes(10_000)),
    "half a file": lambda path: path.write_bytes(SOUND.read_bytes()[: SOUND.stat().st_size // 2]),
    "a header that is a list": lambda path: raw(path, b"[1, 2]"),
    "a header that is nested deeply": lambda path: raw(path, b"[" * 200_000),
    "a folder": lambda path: path.mkdir(),
    "nothing": lambda path: None,
}


@pytest.mark.parametrize("craft", CRAFTED.values(), ids=CRAFTED)
def test_crafted_weights_get_a_sentence_and_no_memory(craft, tmp_path):
    codec.load(SOUND)  # whatever is read once is read by now
    path = tmp_path / "crafted.safetensors"
    craft(path)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Trouble) as told:
        codec.load(path)
    assert "crafted.safetensors" in told.value.what and told.value.advice
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000, "kilobytes"
