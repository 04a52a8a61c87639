"""Korean texts that this house writes itself: small tales and recipes. Particles follow the words before them."""

from random import Random

from engine.language.particles import fitted
from engine.lessons.write.letters.texts.grammar import expand, wrapped

TALES = {
    "who": ("토끼", "여우", "곰", "호랑이", "두꺼비", "까치", "사슴", "너구리", "거북이", "참새", "다람쥐", "염소"),
    "how": ("작은", "착한", "배고픈", "꾀 많은", "졸린", "늙은", "용감한", "수줍은"),
    "place": ("산속", "강가", "숲속", "들판", "바닷가", "언덕 위", "마을 끝", "연못가"),
    "thing": ("감", "떡", "밤", "도토리", "꿀", "호박", "사과", "옥수수", "등불", "피리"),
    "time": ("아침", "저녁", "밤", "봄날", "겨울날", "보름날"),
    "weather": ("눈이 내렸어요", "비가 왔어요", "바람이 불었어요", "달이 떴어요", "해가 났어요"),
    "feel": ("기뻐서", "슬퍼서", "신이 나서", "깜짝 놀라서", "부끄러워서"),
    "act": ("춤을 추었어요", "노래를 불렀어요", "울었어요", "웃었어요", "집으로 갔어요", "잠이 들었어요"),
    "opening": (
        "옛날 옛날 {place}에 {how} {Who1}이(가) 살았어요.",
        "어느 {time}, {how} {Who1}이(가) {place}에서 {Thing}을(를) 찾고 있었어요.",
        "{place}에 {Who1}과(와) {Who2}이(가) 함께 살았어요.",
    ),
    "middle": (
        '그때 {how} {Who2}이(가) 와서 말했어요. "친구야, {Thing}을(를) 나누어 줄래?"',
        "{Who1}은(는) {Thing}을(를) {Who2}에게 주었어요.",
        "그날 {time}에는 {weather}.",
        "{Who2}은(는) {Who1}의 {Thing}을(를) 몰래 먹었어요.",
        "둘은 {place}까지 걸어가서 {Thing}을(를) 찾았어요.",
        "{Who1}은(는) {feel} {act}.",
        '"고마워." 하고 {Who2}이(가) 말했어요.',
    ),
    "closing": (
        "그 뒤로 {Who1}과(와) {Who2}은(는) 사이좋게 지냈어요.",
        "그래서 지금도 {time}이면 {Who1}은(는) {act}.",
        "{Who2}은(는) {feel} {act}.",
        "그리고 아무도 그 {Thing}을(를) 다시 보지 못했어요.",
    ),
    "tale": (
        "{opening} {middle} {middle} {closing}",
        "{opening} {middle} {middle} {middle} {closing}",
        "{opening} {middle} {closing}",
    ),
}


def tale(chance: Random) -> str:
    return wrapped(fitted(expand(TALES, "tale", chance)), 30)


KITCHEN = {
    "plant": ("감자", "양파", "당근", "호박", "무", "배추", "버섯", "두부", "고구마", "시금치"),
    "dish": ("국", "찌개", "전", "볶음", "조림", "죽", "무침"),
    "spice": ("소금", "간장", "된장", "고추장", "참기름", "마늘", "후추"),
    "count": ("1개", "2개", "3개", "반 개"),
    "spoon": ("한 숟가락", "두 숟가락", "조금"),
    "minutes": ("5분", "10분", "15분", "20분", "30분"),
    "cut": ("깨끗이 씻어요", "잘게 썰어요", "껍질을 벗겨요", "얇게 썰어요"),
    "fire": ("센 불", "중간 불", "약한 불"),
    "step2": (
        "냄비에 물을 붓고 {Plant2}을(를) 넣어 {fire}에서 {minutes} 끓여요.",
        "팬에 {Plant1}과(와) {Plant2}을(를) 넣고 {fire}에서 {minutes} 볶아요.",
    ),
    "step3": ("{Spice1}을(를) {spoon} 넣고 잘 섞어요.", "{Spice1}과(와) {Spice2}(으)로 간을 맞춰요."),
    "step4": (
        "그릇에 담아 따뜻할 때 먹어요.",
        "불을 끄고 {minutes} 두었다가 먹어요.",
        "{Spice2}을(를) 뿌리면 다 되었어요.",
    ),
    "recipe": (
        "{Plant1} {dish}\n- {Plant1} {count}\n- {Plant2} {count}\n- {Spice1} {spoon}\n- {Spice2} {spoon}\n"
        "1. {Plant1}을(를) {cut}.\n2. {step2}\n3. {step3}\n4. {step4}",
    ),
}


def recipe(chance: Random) -> str:
    return wrapped(fitted(expand(KITCHEN, "recipe", chance)), 34)
