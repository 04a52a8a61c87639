"""Korean sentences, alone and mixed with English: each is understood as its English twin."""

import unicodedata
from random import Random

import numpy as np
import pytest

from engine.data.sentences import faces, order, shapes, wording, worlds
from engine.data.sentences.languages import hangul
from engine.data.sentences.languages.korean import KOREAN
from engine.data.sentences.traits import NONE

FACES = {
    "빨간 모자를 쓴 웃는 사람": "a smiling person with a red hat",
    "빨간모자를쓴웃는사람": "a smiling person with a red hat",
    "검은 곱슬머리에 안경을 쓴 웃는 사람": "a smiling person with curly black hair and glasses",
    "미소 짓는 사람": "a smiling person",
    "미소를 짓고 있는 사람": "a smiling person",
    "웃고 있는 사람": "a smiling person",
    "그녀는 웃고 있어요": "a woman smiling",
    "활짝 웃는 얼굴": "a smiling face",
    "행복한 사람": "a happy person",
    "찡그린 남자": "a frowning man",
    "찌푸리고 있는 사람": "a frowning person",
    "슬픈 소녀": "a sad girl",
    "화난 아저씨": "an angry man",
    "슬퍼 보이는 사람": "a sad person",
    "노란 배경에 파란 옷을 입은 흰머리 할아버지": "a man with grey hair in blue on yellow",
    "울고 있는 아이": "a crying child",
    "금발의 여자": "a woman with blond hair",
    "금발 머리 소년": "a boy with blond hair",
    "노란 머리": "blond hair",
    "머리가 노란 사람": "a person with blond hair",
    "빨간머리를 한 사람": "a person with red hair",
    "붉은 머리카락": "red hair",
    "흰머리 할머니": "a woman with grey hair",
    "은발 신사": "a gentleman with grey hair",
    "갈색 긴 머리": "long brown hair",
    "머리가 길고 갈색인 사람": "a person with long brown hair",
    "짧은 검은 머리": "short black hair",
    "뾰족뾰족한 머리": "spiky hair",
    "꼬불꼬불한 회색 머리": "curly grey hair",
    "검은색 단발머리": "a black bob",
    "빨간 올림머리를 한 사람": "a person with a red bun",
    "금발 양갈래": "blond pigtails",
    "땋은 머리": "braids",
    "긴 생머리": "long straight hair",
    "대머리": "bald",
    "안경을 쓴 사람": "a person with glasses",
    "안경을 낀 사람": "a person with glasses",
    "안경 쓴 사람": "a person with glasses",
    "안경쓴사람": "a person with glasses",
    "안 경을 쓴 사람": "a person with glasses",
    "선글라스를 착용한 사람": "a person with sunglasses",
    "수염 난 남자": "a man with a beard",
    "수염을 기른 대머리": "bald with a beard",
    "콧수염이 있는 사람": "a person with a moustache",
    "모자 쓰고 안경 낀 사람": "a person with a hat and glasses",
    "털모자": "a beanie",
    "남색 옷을 입은 사람": "a person in navy",
    "옷은 겨자색": "in mustard",
    "파란 옷": "in blue",
    "청록색 셔츠를 입고 크림색 배경에 있는 사람": "a person in teal on cream",
    "하늘색 배경": "on sky",
    "배경은 파랗다": "on blue",
    "머리는 검고 옷은 남색이고 배경은 하늘색": "black hair in navy on sky",
    "안걍을 쓴 사람": "a person with glases",
}
SHAPES = {
    "초록 바탕에 작은 파란 네모 위의 큰 빨간 원": "a big red circle above a small blue square on green",
    "작은 파란 네모 위에 큰 빨간 원": "a big red circle above a small blue square",
    "빨간 원이 파란 네모 위에 있다": "a red circle above a blue square",
    "빨간 원이 파란 네모의 아래에 있어요": "a red circle below a blue square",
    "빨간 원 아래 파란 네모": "a blue square below a red circle",
    "빨간 별 왼쪽에 하얀 하트": "a white heart left of a red star",
    "하얀 하트의 오른쪽에 있는 빨간 별": "a red star right of a white heart",
    "왼쪽에 빨간 원, 오른쪽에 파란 네모": "a red circle left of a blue square",
    "위에는 노란 세모, 아래에는 주황 별": "a yellow triangle above an orange star",
    "빨간 별은 위에, 파란 하트는 아래에": "a red star above a blue heart",
    "빨간 원 왼쪽, 파란 네모 오른쪽": "a red circle left of a blue square",
    "빨간 원과 파란 네모": "a red circle and a blue square",
    "빨간 원 그리고 파란 네모": "a red circle and a blue square",
    "원은 빨갛고 네모는 파랗다": "a red circle and a blue square",
    "빨갛고 큰 원": "a big red circle",
    "커다랗고 노란 세모가 분홍색 종이 위에 있어요": "a big yellow triangle on pink",
    "작은 빨간 하트를 큰 하얀 원 위에 그려 줘": "a small red heart above a big white circle",
    "원은 빨간색이고 크다": "a big red circle",
    "분홍 배경에 커다란 노란 세모": "a big yellow triangle on pink",
    "검은색 위에 작은 별": "a small star on black",
    "배경은 회색, 보라색 동그라미": "a purple circle on grey",
    "작은초록바탕의별": "a small star on green",
    "동그란 빨간 도형": "a red circle",
    "하트 모양의 하얀 도형": "a white heart",
    "네모난 주황색 도형": "an orange square",
    "빨간 공": "a red ball",
    "다홍색 상자": "a scarlet box",
    "동그라미 하나": "one circle",
    "별 모양의 도형 위에 하트 모양 도형": "a heart above a star",
    "하얀 하트를 위에, 빨간 별을 아래에 그려 줘": "a white heart above a red star",
    "별표": "a star",
    "삼각헝": "a trianlge",
    "빨강색 동그라미": "a red circle",
}
MIXED = {
    "faces": {
        "red 모자를 쓴 smiling 사람": "a smiling person with a red hat",
        "a smiling 사람 with 안경": "a smiling person with glasses",
        "curly 검은 hair와 안경": "curly black hair and glasses",
        "안경을 쓴 person on sky": "a person with glasses on sky",
        "teal 옷을 입은 woman": "a woman in teal",
        "배경은 peach, bald 남자": "a bald man on peach",
        "웃는 person in 남색": "a smiling person in navy",
        "person 모자 없이": "a person with no hat",
    },
    "shapes": {
        "red 동그라미 above 파란 square": "a red circle above a blue square",
        "파란 square 위에 red circle": "a red circle above a blue square",
        "big 빨간 star on 초록": "a big red star on green",
        "green 바탕에 하얀 heart": "a white heart on green",
        "a red circle and 파란 네모": "a red circle and a blue square",
        "small 하트 left of a 큰 별": "a small heart left of a big star",
        "black 배경의 orange 별 right of 노란 원": "an orange star right of a yellow circle on black",
    },
}
DENIED = {
    "faces": {
        "안 웃는 사람": "a person not smiling",
        "웃지 않는 사람": "a person not smiling",
        "웃지않고 있는 사람": "a person not smiling",
        "슬프지 않은 사람": "a person not sad",
        "안경 없는 사람": "a person without glasses",
        "안경을 안 쓴 사람": "a person without glasses",
        "안경을 쓰지 않은 사람": "a person without glasses",
        "안경안쓴사람": "a person without glasses",
        "모자 없이 웃는 사람": "a smiling person without a hat",
        "모자를 벗은 사람": "a person without a hat",
        "수염 말고 안경을 쓴 사람": "a person with no beard and glasses",
        "안경도 모자도 없는 사람": "a person with no glasses and no hat",
        "빨간 모자를 안 쓴 사람": "a person without a hat",
        "머리카락이 없는 사람": "a person with no hair",
        "긴 머리가 아닌 사람": "a person",
        "대머리가 아닌 사람": "a person not bald",
    },
    "shapes": {
        "크지 않은 빨간 별": "a red star, not big",
        "안 큰 세모": "a triangle not big",
        "작지 않은 별": "a star, not small",
        "빨간색 말고 파란색 원": "a blue circle",
        "빨간 원이 아닌 파란 네모": "a blue square",
    },
}
UNKNOWN = {
    "faces": (
        "마법사",
        "공원",
        "사랑",
        "안녕하세요",
        "ㅋㅋㅋ",
        "검색",
        "왈라붤라",
        "고양이",
        "모자이크",
        "못생긴",
        "감정",
    ),
    "shapes": ("원숭이", "별로", "공원", "위원회", "이별", "안쪽", "원피스", "하드", "우편"),
}
TWINS = [
    *((faces, *pair) for pair in FACES.items()),
    *((shapes, *pair) for pair in SHAPES.items()),
    *((worlds.of(name), *pair) for kind in (MIXED, DENIED) for name, pairs in kind.items() for pair in pairs.items()),
]


def read(world, text: str):
    return wording.spelled(world, text, worlds.vocabulary(world))


def told(world, text: str) -> list[str]:
    return order.told(world, read(world, text))


def test_the_tables_are_as_long_as_they_should_be():
    assert len(FACES) + len(SHAPES) >= 60
    assert sum(map(len, MIXED.values())) >= 15 and sum(map(len, DENIED.values())) >= 15


@pytest.mark.parametrize(("world", "korean", "english"), TWINS, ids=[korean for _, korean, _ in TWINS])
def test_a_sentence_is_understood_as_its_twin(world, korean, english):
    wanted = world.understood(told(world, english))
    assert (wanted != NONE).any() or "not" in english or "아닌" in korean
    assert np.array_equal(world.understood(told(world, korean)), wanted), told(world, korean)


@pytest.mark.parametrize("name", UNKNOWN)
def test_another_word_is_left_out_by_its_name(name):
    world = worlds.of(name)
    for word in UNKNOWN[name]:
        [found] = read(world, word)
        assert (found.typed, found.known, found.nearest) == (word, False, None)
        assert told(world, word) == []


def test_what_carries_meaning_is_told_from_what_holds_together_and_from_what_was_guessed():
    found = {word.typed: word for word in read(faces, "마법사 모자를 쓴 파란 배경의 안걍 사람이 있다")}
    assert found["모자를"].known and found["모자를"].read == ["hat"]
    assert found["쓴"].known and found["있다"].known and not found["있다"].read
    assert not found["마법사"].known and found["마법사"].nearest is None
    assert not found["파란"].known and found["파란"].nearest == "sky"
    assert not found["안걍"].known and found["안걍"].nearest == "glasses"


def test_what_is_denied_is_one_with_its_not_as_it_was_typed():
    assert [word.typed for word in read(faces, "안경을 안 쓴, 웃지 않는 사람")] == ["안경을 안 쓴", "웃지 않는", "사람"]
    [red, *_] = read(shapes, "빨간색 말고 원")
    assert red.typed == "빨간색 말고" and red.nearest is None and red.why == wording.UNDENIABLE


def test_who_is_asked_for_by_sex_or_age_is_told_why_in_any_language():
    for person in ("여자", "남자", "소녀", "할아버지"):
        [word] = read(faces, person)
        assert word.nearest == "person" and word.why == faces.WHY["woman"]


def test_how_many_is_said_to_be_one_or_two():
    for count in ("세 개", "세개", "3개", "여러 개"):
        word = read(shapes, f"빨간 원 {count}")[-1]
        assert word.typed == count and word.nearest is None and word.why == shapes.WHY["three"]


def test_a_known_word_in_a_place_where_it_says_nothing_is_marked():
    [green, circle] = read(shapes, "초록 동그라미")
    assert green.known and not green.read and green.why == wording.MISPLACED
    assert told(shapes, "초록 동그라미") == ["a", "circle"] and circle.read == ["circle"]


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("a smiling person with a red hat", "a smiling person with a hat in brick"),
        ("a person with yellow hair", "a person with blond hair"),
        ("a person in red on blue", "a person in brick on sky"),
        ("a person with black glasses", "a person with glasses"),
    ],
)
def test_a_colour_in_english_too_is_that_of_what_it_stands_beside(english, said):
    assert " ".join(told(faces, english)) == said


@pytest.mark.parametrize("world", [faces, shapes], ids=["faces", "shapes"])
def test_examples_say_the_same_in_both_languages(world):
    for english, korean in zip(world.EXAMPLES, KOREAN.examples[world], strict=True):
        assert " ".join(told(world, korean)) == english.replace("happy", "smiling")
        assert all(word.known for word in read(world, korean)), korean


@pytest.mark.parametrize("world", [faces, shapes], ids=["faces", "shapes"])
def test_whatever_buttons_say_in_korean_is_understood_as_they_said_it(world):
    dice = Random(0)
    for _ in range(200):
        row = world.sayable(np.array([dice.choice((NONE, *range(len(trait.values)))) for trait in world.TRAITS]))
        said = wording.say(world, "ko", row)
        assert all(word.known for word in read(world, said)), said
        assert np.array_equal(world.understood(told(world, said)), row), said


def test_why_a_hats_colour_is_the_clothes_is_said_in_any_language():
    for text in ("빨간 모자", "a red hat"):
        assert [word.why for word in read(faces, text) if word.nearest == "in brick"] == [faces.PLACES["hat"].why]
    [colour, _] = read(faces, "검은 안경")
    assert colour.nearest is None and colour.why == faces.PLACES["glasses"].why


def test_one_key_may_be_wrong_but_not_two_nor_the_first():
    for slip in ("안걍", "안겅", "안ㄴ경"):
        assert [word.nearest for word in read(faces, slip)] == ["glasses"], slip
    for other in ("간경", "안길", "안겸", "앉겅", "사랑"):
        assert [word.nearest for word in read(faces, other)] == [None], other
    assert hangul.keys("값이 ok") == "ㄱㅏㅂㅅㅇㅣ ok" and hangul.beside("ㄱ", "ㄷ") and not hangul.beside("ㄱ", "ㅁ")


def test_letters_that_came_in_pieces_are_the_same_letters():
    pieces = unicodedata.normalize("NFD", "빨간 모자를 쓴 사람")
    assert told(faces, pieces) == told(faces, "빨간 모자를 쓴 사람")


def test_a_run_without_an_end_is_left_out_at_once():
    [word] = read(faces, "빨간" * 100)
    assert not word.known and word.nearest is None


def test_dictionaries_lead_to_english_words_that_are_understood_or_explained():
    for world, lexicon in KOREAN.words.items():
        known = set(worlds.vocabulary(world)) | set(world.KIN) | set(world.WHY) | set(world.PLACES) | world.HUES
        for book in (lexicon.nouns, lexicon.whole, lexicon.stems):
            assert {word for english in book.values() for word in english.split()} <= known | {"not", "without"}
