"""What a row says, told in Korean: for those who build a sentence with buttons."""

from types import ModuleType

import numpy as np

from engine.data.sentences import faces
from engine.data.sentences.traits import NONE
from engine.language import particles

MOODS = ("찡그린", "웃는")
HAIR = ("검은", "갈색", "빨간", "금발", "회색")
STYLES = ("", "짧은 머리", "뾰족한 머리", "곱슬머리", "단발머리", "긴 머리", "올림머리", "양갈래 머리")
CLOTHES = ("남색", "벽돌색", "겨자색", "청록색", "자두색")
FACE_GROUNDS = ("크림색", "복숭아색", "장미색", "세이지색", "하늘색", "라일락색")
THINGS = (("안경 없는", "안경을 쓴"), ("수염 없는", "수염을 기른"), ("모자 없는", "모자를 쓴"))

SHAPES = ("원", "네모", "세모", "별", "하트")
COLOURS = ("빨간", "주황색", "노란", "파란", "보라색", "하얀")
SIZES = ("작은", "큰")
GROUNDS = ("초록", "검은", "분홍", "회색")
LAYOUTS = {1: "위의", 2: "왼쪽의"}


def say(world: ModuleType, row: np.ndarray) -> str:
    return _face(row) if world is faces else _shapes(row)


def _of(names: tuple[str, ...], value: int) -> str:
    return names[value] if value != NONE else ""


def _face(row: np.ndarray) -> str:
    mood, colour, style, *things, clothes, ground = row.tolist()
    bald = style == faces.BALD
    worn = [_of(ways, value) for ways, value in zip(THINGS, things, strict=True)]
    hair = " ".join(filter(None, (_of(HAIR, colour), _of(STYLES, style))))
    if hair and style == NONE and HAIR[colour] != "금발":
        hair = f"{hair} 머리"
    parts = [
        f"{FACE_GROUNDS[ground]} 배경에" if ground != NONE else "",
        f"{CLOTHES[clothes]} 옷을 입은" if clothes != NONE else "",
        f"{hair}{'에' if 1 in things else '의'}" if hair else "",
        *sorted(filter(None, worn), key=lambda one: one.endswith("없는")),
        _of(MOODS, mood),
        "대머리" if bald else "",
        "사람",
    ]
    return " ".join(filter(None, parts))


def _shapes(row: np.ndarray) -> str:
    layout, *both, ground = row.tolist()
    first, second = _thing(*both[:3]), _thing(*both[3:])
    on = f"{GROUNDS[ground]} 바탕에 " if ground != NONE else ""
    if layout == 0:
        return on + first
    if layout == NONE:
        return on + particles.fitted(f"{first}과(와) {second}")
    return f"{on}{second} {LAYOUTS[layout]} {first}"


def _thing(shape: int, colour: int, size: int) -> str:
    words = (_of(SIZES, size), _of(COLOURS, colour), _of(SHAPES, shape) or "도형")
    return " ".join(filter(None, words))
