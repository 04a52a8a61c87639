"""Korean particles follow the sound before them."""

import pytest

from engine.language.particles import fitted


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("그림을(를)", "그림을"),
        ("점수을(를)", "점수를"),
        ("생성자은(는) 판별자과(와)", "생성자는 판별자와"),
        ("개념이(가) 벡터이(가)", "개념이 벡터가"),
        ("모델(으)로 코드(으)로 픽셀(으)로", "모델로 코드로 픽셀로"),
        ("3을(를) 2을(를) 10을(를) 7(으)로 6(으)로 0.5을(를)", "3을 2를 10을 7로 6으로 0.5를"),
        ("VAE을(를) GAN을(를) RGB을(를) PNG이(가) L1이(가)", "VAE를 GAN을 RGB를 PNG가 L1이"),
        ("**그림**을(를) '코드'이(가) (열쇠)은(는)", "**그림**을 '코드'가 (열쇠)는"),
        ("50%은(는)", "50%는"),
        ("pixel을(를) photo을(를) book을(를)", "pixel을 photo를 book을"),
        ("얼굴이에요 그림(이)에요 나무(이)에요", "얼굴이에요 그림이에요 나무예요"),
        ("… 을(를)", "… 을(를)"),
        ("아무것도 없음", "아무것도 없음"),
    ],
)
def test_the_form_that_fits_is_kept(written, said):
    assert fitted(written) == said
