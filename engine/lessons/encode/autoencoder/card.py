"""Autoencoder: its entry in the catalogue."""

from engine.core.card import Card, Chart
from engine.lessons.encode.autoencoder import verdict
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.lessons.encode.autoencoder.presets import PRESETS

CARD = Card(
    name="autoencoder",
    title="Autoencoder",
    group="Encode",
    summary="A network squeezes a picture into a few numbers and draws it again from them.",
    invitation="Spoil pictures with noise and watch them being repaired, draw your own, and find the holes in the map of codes.",
    minutes=20,
    paper="Hinton & Salakhutdinov 2006; Vincent et al. 2008",
    config=AutoencoderConfig,
    weights=(
        "autoencoder-glyphs",
        "autoencoder-mnist",
        "autoencoder-fashion-mnist",
        "denoiser-glyphs",
        "denoiser-hangul",
        "denoiser-mnist",
        "denoiser-fashion-mnist",
    ),
    icon=":material/compress:",
    portrait="Glyphs that it never saw, the same with noise, and what the model makes of the noisy ones.",
    charts=(
        Chart("Loss", ("training loss", "held-out loss", "held-out loss, clean in and out")),
        Chart("PSNR", ("PSNR (dB)",), "dB"),
        Chart("Numbers of the code in use", ("numbers in use",)),
    ),
    verdict=verdict.verdict,
    presets=PRESETS,
)
