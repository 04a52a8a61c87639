"""The course notes, heading by heading in their order, and where each is done here. Headings are theirs, in their language."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.language import words
from engine.language.words import N_
from playground.shell import links


def in_both(korean: str, english: str) -> str:
    """A heading of the notes, and to whoever does not read them, what it says."""
    return korean if words.current() == "ko" else f"{korean} · {english}"


@dataclass(frozen=True)
class Heading:
    korean: str
    english: str
    link: str
    """As in an address: page?view=...&preset=..."""

    @property
    def page(self) -> str:
        return links.taken_apart(self.link)[0]

    @property
    def said(self) -> str:
        return in_both(self.korean, self.english)

    @property
    def query(self) -> dict[str, str]:
        return links.taken_apart(self.link)[1]


@dataclass(frozen=True)
class Chapter:
    korean: str
    english: str
    headings: tuple[Heading, ...]


@dataclass(frozen=True)
class Note:
    number: str
    title: str
    chapters: tuple[Chapter, ...]


NOTES = (
    Note(
        "000",
        N_("Style transfer, VAE, GAN"),
        (
            Chapter(
                "뉴럴 스타일 트랜스퍼",
                "Neural style transfer",
                (
                    Heading("개요", "Overview", "style?view=once"),
                    Heading("작동 원리", "Five steps", "style?view=train"),
                    Heading("구체적인 개념", "Feature maps", "style?view=inside"),
                    Heading(
                        "모델 구축",
                        "VGG-19",
                        "style?view=train&preset=notes&styles=painting:mosaic",
                    ),
                    Heading(
                        "다음과 같이 작동합니다", "Content and style losses", "style?view=train&preset=keeps-things"
                    ),
                ),
            ),
            Chapter(
                "변이형 오토인코더(VAE)",
                "Variational autoencoder",
                (
                    Heading("VAE의 개념", "Mean and variance", "vae?view=encode"),
                    Heading("VAE의 목적", "Pictures from a latent vector", "vae?view=explore"),
                    Heading("VAE의 구조", "Encoder and decoder", "vae?view=train&preset=demo"),
                    Heading("VAE의 특징", "What the encoder gives", "vae?view=compare"),
                ),
            ),
            Chapter(
                "적대적 생성 네트워크(GAN)",
                "Generative adversarial network",
                (
                    Heading("GAN의 개념", "Forger and expert", "points?view=live"),
                    Heading("GAN의 활용", "What both are used for", "gan?view=eye"),
                    Heading("GAN의 학습 진행 방식", "How the two learn", "gan?view=museum&preset=healthy"),
                    Heading("GAN의 목적함수", "k steps of D", "gan?view=train&k=5"),
                ),
            ),
        ),
    ),
    Note(
        "001",
        N_("Chapter 8: deep learning that makes things"),
        (
            Chapter(
                "생성 모델을 위한 딥러닝",
                "Deep learning for generative models",
                (
                    Heading("확장된 지능", "Augmented intelligence", "generative"),
                    Heading("딥드림", "DeepDream", "dream?view=train"),
                ),
            ),
            Chapter(
                "8.4 변이형 오토인코더",
                "Pictures by a variational autoencoder",
                (
                    Heading("이미지의 잠재 공간에서 샘플링하기", "Sampling", "vae?view=explore"),
                    Heading("이미지 변형을 위한 개념 벡터", "Concept vectors", "concepts?view=faces"),
                    Heading("오토인코더", "Autoencoders", "autoencoder?view=train&preset=map"),
                    Heading("VAE 기술적인 작동 순서", "A VAE step by step", "vae?view=train&preset=demo"),
                    Heading("재구성 손실, 규제 손실", "Two losses", "vae?view=encode"),
                ),
            ),
            Chapter(
                "8.5 적대적 생성 신경망",
                "Generative adversarial networks",
                (
                    Heading("GAN을 직관적으로 이해해보자", "The forger of Picassos", "points?view=live"),
                    Heading("8.5.1 GAN 구현 방법", "A DCGAN, on frogs", "gan?view=train&data=frogs"),
                    Heading("8.5.2 훈련 방법", "Tricks", "gan?view=train&dropout=0.4&wrong=0.05"),
                    Heading("희소한 그래디언트", "Sparse gradients", "gan?view=train&shrink=max-pool&activation=relu"),
                    Heading("체스판 모양", "Checkerboards", "gan?view=museum&preset=checkerboard"),
                    Heading("8.5.6 DCGAN 훈련 방법", "The loop", "gan?view=museum&preset=leaking"),
                ),
            ),
        ),
    ),
    Note(
        "002",
        N_("Painting"),
        (
            Chapter(
                "첫 번째 CycleGAN",
                "A first CycleGAN",
                (
                    Heading("개요", "Two generators, two critics", "cyclegan?view=train"),
                    Heading("생성자 (U-Net)", "Generator: U-Net", "cyclegan?view=train&preset=notes-unet"),
                    Heading("판별자", "A critic of patches", "cyclegan?view=lens"),
                    Heading(
                        "CycleGAN 컴파일",
                        "Three losses",
                        "cyclegan?view=train&preset=notes",
                    ),
                    Heading("CycleGAN 훈련", "Training in turns", "cyclegan?view=train&pool=50"),
                ),
            ),
            Chapter(
                "CycleGAN으로 모네 그림 그리기",
                "Painting like Monet",
                (
                    Heading("모네 그림 그리기", "From photographs", "cyclegan?view=translate"),
                    Heading("생성자 (ResNet)", "Generator: ResNet", "cyclegan?view=train&form=resnet&blocks=9"),
                ),
            ),
            Chapter(
                "뉴럴 스타일 트랜스퍼",
                "Neural style transfer",
                (
                    Heading("콘텐츠 손실", "Content loss", "style?view=train&preset=keeps-all"),
                    Heading("스타일 손실", "Style loss, Gram matrices", "style?view=inside"),
                    Heading("총 변위 손실", "Total variation loss", "style?view=train&preset=one-size"),
                ),
            ),
        ),
    ),
    Note(
        "003",
        N_("Visual recognition: GANs"),
        (
            Chapter(
                "생성 모델과 GAN",
                "Generative models and GANs",
                (
                    Heading("Probability Density function", "A picture is a point", "generative"),
                    Heading("GAN", "Generator and discriminator", "gan?view=invent"),
                    Heading("분포 매핑함수로서의 GAN", "Noise to pictures", "points?view=live"),
                    Heading("Discriminator의 역할", "What D says", "gan?view=eye"),
                    Heading("Discriminator Network", "To one number", "gan?view=train&data=faces"),
                    Heading("Generator Network", "From noise to colour", "gan?view=train&data=faces"),
                    Heading(
                        "Strided Convolution",
                        "Growing and shrinking",
                        "gan?view=museum&preset=checkerboard&layers=open",
                    ),
                    Heading("Cost Function", "V(D, G)", "points?view=train&preset=ring"),
                    Heading("최적화 방법", "Gradient ascent and descent", "points?view=train&preset=ring"),
                    Heading("Walking in the latent space", "A walk through noise", "gan?view=walk"),
                ),
            ),
            Chapter(
                "Pix2Pix",
                "From picture to picture",
                (
                    Heading("Fixed Loss의 단점", "What a fixed loss cannot do", "pix2pix?view=train&preset=mean"),
                    Heading("Universal loss", "A loss that is learnt", "pix2pix?view=compare"),
                    Heading("PatchGAN", "Verdicts on patches", "pix2pix?view=lens"),
                    Heading("Pix2Pix Loss 함수", "Adversarial and L1", "pix2pix?view=train"),
                    Heading("Pix2Pix structure", "Pairs go into the critic", "pix2pix?view=train&preset=noise-plane"),
                    Heading("Pix2Pix 결과", "Labels, edges, grey", "pix2pix?view=draw"),
                ),
            ),
            Chapter(
                "GAN의 변형",
                "Conditional, stacked, growing",
                (
                    Heading("Conditional GAN", "Ask for what you want", "cgan?view=draw"),
                    Heading("Stack GAN", "A sentence becomes a picture", "stackgan?view=draw"),
                    Heading("Conditional + Stack GAN", "In two steps", "stackgan?view=train"),
                    Heading("Progressive GAN", "Layer after layer", "progan?view=grow"),
                ),
            ),
        ),
    ),
    Note(
        "004",
        N_("Slides: generative models"),
        (
            Chapter(
                "01 생성 모델이란",
                "What a generative model is",
                (
                    Heading("생성 모델 개념", "Two kinds", "generative"),
                    Heading("생성 모델 유형", "Explicit and implicit density", "generative"),
                ),
            ),
            Chapter(
                "02 변형 오토인코더",
                "Variational autoencoder",
                (
                    Heading("오토인코더란?", "Input and output are the same", "autoencoder?view=map"),
                    Heading("오토인코더가 중요한 이유?", "What it is good for", "autoencoder?view=repair"),
                    Heading("오토인코더 예제", "A denoiser", "autoencoder?view=train&preset=notes"),
                    Heading("변형 오토인코더란?", "Similar, not the same", "vae?view=encode"),
                    Heading("인코더 / 디코더 네트워크", "Encoder and decoder", "vae?view=train&preset=notes"),
                    Heading("손실함수 정의", "Reconstruction and KL", "vae?view=train&preset=demo"),
                ),
            ),
            Chapter(
                "03 적대적 생성 신경망",
                "Generative adversarial networks",
                (
                    Heading("3.1 적대적 생성 신경망", "Police and counterfeiters", "points?view=live"),
                    Heading("3.2 판별자와 생성자", "Two players", "gan?view=eye"),
                    Heading("3.3 minmax problem", "min max V(D, G)", "points?view=train&preset=ring"),
                    Heading("3.4 구현결과", "A GAN on digits", "gan?view=train&form=connected&data=mnist"),
                ),
            ),
            Chapter(
                "04 GAN 파생 기술",
                "The family of GANs",
                (
                    Heading("DCGAN", "GAN of convolutions", "gan?view=invent"),
                    Heading("cGAN", "Conditional GAN", "cgan?view=draw"),
                    Heading("PIX2PIX", "With pairs", "pix2pix?view=draw"),
                    Heading("CycleGAN", "Without pairs", "cyclegan?view=translate"),
                ),
            ),
        ),
    ),
)


GLOSSARY = (
    ("생성 모델", "generative model"),
    ("판별 모델", "discriminative model"),
    ("확률밀도 함수", "probability density"),
    ("명시적, 암시적", "explicit, implicit"),
    ("차원의 저주", "curse of dimensionality"),
    ("잠재 공간", "latent space"),
    ("인코더, 디코더", "encoder, decoder"),
    ("병목층", "bottleneck"),
    ("재구성 손실", "reconstruction loss"),
    ("규제 손실", "regularisation loss: the KL divergence"),
    ("개념 벡터", "concept vector"),
    ("생성자, 판별자", "generator, discriminator"),
    ("경사 상승, 경사 하강", "gradient ascent, gradient descent"),
    ("스트라이드 합성곱", "strided convolution"),
    ("희소한 그래디언트", "sparse gradients"),
    ("체스판 모양", "checkerboard"),
    ("유효성, 재구성, 동일성", "validity, reconstruction, identity"),
    ("스킵 연결, 잔차 블록", "skip connection, residual block"),
    ("콘텐츠 손실, 스타일 손실", "content loss, style loss"),
    ("그람 행렬", "Gram matrix"),
    ("총 변위 손실", "total variation loss: smoothness"),
)
"""Words of the notes, and the words for the same here."""


def headings() -> Iterator[tuple[Note, Chapter, Heading]]:
    """All of them, in the notes' order."""
    yield from ((note, chapter, heading) for note in NOTES for chapter in note.chapters for heading in chapter.headings)


def served_by(page: str) -> list[tuple[Note, Chapter, Heading]]:
    """The headings that lead to this page."""
    return [found for found in headings() if found[2].page == page]
