"""Files as power cuts, full disks and hands leave them: what is done to a sound one, by the dice of a seed."""

import json
import random
import shutil
from pathlib import Path
from typing import Any

ODD: tuple[Any, ...] = (
    *(None, True, -1, 3.5, 10**400, -(10**30), 1e308, "", "7", "\x00", "<b>[x](http://example.com)</b>", [], {}),
    *([1, [2]], {"a": {"b": []}}, float("nan"), float("inf"), "x" * 100_000),
)
"""Values that may stand where another kind belongs. JSON as Python writes it knows NaN and Infinity, too."""


def spoil(file: Path, dice: random.Random) -> str:
    """Damage a file in one of many ways, and say in which."""
    content = file.read_bytes()
    ways = [_cut, _zeros, _zero_tail, _noise, _flip, _nested, _huge, _other_kind, _folder, _gone, _twice]
    if file.suffix == ".json":
        ways += [_odd_value, _odd_value, _odd_value, _missing_key, _unknown_key]
    way = dice.choice(ways)
    way(file, content, dice)
    return way.__name__


def _cut(file: Path, content: bytes, dice: random.Random) -> None:
    file.write_bytes(content[: dice.randrange(max(1, len(content)))])


def _zeros(file: Path, content: bytes, dice: random.Random) -> None:
    file.write_bytes(bytes(len(content)))


def _zero_tail(file: Path, content: bytes, dice: random.Random) -> None:
    kept = dice.randrange(max(1, len(content)))
    file.write_bytes(content[:kept] + bytes(len(content) - kept) + content[-10:])


def _noise(file: Path, content: bytes, dice: random.Random) -> None:
    file.write_bytes(dice.randbytes(dice.randrange(1, 400)))


def _flip(file: Path, content: bytes, dice: random.Random) -> None:
    spoilt = bytearray(content or b"x")
    for _ in range(3):
        spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
    file.write_bytes(spoilt)


def _nested(file: Path, content: bytes, dice: random.Random) -> None:
    deep = 100_000
    file.write_bytes(dice.choice([b"[" * deep + b"]" * deep, b'{"a":' * deep + b"1" + b"}" * deep]) + b"\n")


def _huge(file: Path, content: bytes, dice: random.Random) -> None:
    file.write_bytes(b"9" * dice.choice([400, 100_000]) + b"\n")


def _other_kind(file: Path, content: bytes, dice: random.Random) -> None:
    file.write_bytes(json.dumps(dice.choice(ODD)).encode() + b"\n")


def _folder(file: Path, content: bytes, dice: random.Random) -> None:
    file.unlink()
    file.mkdir()
    (file / "inside").touch()


def _gone(file: Path, content: bytes, dice: random.Random) -> None:
    file.unlink()


def _twice(file: Path, content: bytes, dice: random.Random) -> None:
    file.write_bytes(content + content)


def _odd_value(file: Path, content: bytes, dice: random.Random) -> None:
    said = json.loads(content)
    place = said
    while isinstance(place, dict) and place:
        name = dice.choice(sorted(place))
        if not isinstance(place[name], dict) or not place[name] or dice.random() < 0.5:
            place[name] = dice.choice(ODD)
            break
        place = place[name]
    file.write_text(json.dumps(said))


def _missing_key(file: Path, content: bytes, dice: random.Random) -> None:
    said = json.loads(content)
    if isinstance(said, dict) and said:
        del said[dice.choice(sorted(said))]
    file.write_text(json.dumps(said))


def _unknown_key(file: Path, content: bytes, dice: random.Random) -> None:
    said = json.loads(content)
    file.write_text(json.dumps({**said, "later": dice.choice(ODD)} if isinstance(said, dict) else [said]))


def laid_again(sound: Path, folder: Path) -> None:
    """The folder as it was before."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(sound, folder)
