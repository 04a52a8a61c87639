"""How well an autoencoder copies and repairs held-out pictures."""

from dataclasses import replace

from engine.data import naming
from engine.data.pictures import Pictures
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.lessons.encode.codec import Codec
from engine.lessons.score import Score, mean_score


def measure(codec: Codec, data: Pictures, config: AutoencoderConfig) -> list[Score]:
    clean = data.held_out[..., : codec.channels]
    found = [
        mean_score("PSNR, clean input", codec.psnr(codec.reconstruct(clean), clean), "dB", "picture in, picture out")
    ]
    ways = (
        ("gaussian", "salt", "blocks") if config.noise == "mixed" else (config.noise,) if config.noise != "none" else ()
    )
    for way in ways:
        spoiled = codec.spoil(clean, way, config.noise_level)
        words = f"{naming.in_words(replace(config, noise=way), 'noise')} noise {config.noise_level:g}".lower()
        found.append(mean_score(f"PSNR of the input, {words}", codec.psnr(spoiled, clean), "dB", "before mending"))
        mended = codec.psnr(codec.reconstruct(spoiled), clean)
        found.append(mean_score(f"PSNR of the output, {words}", mended, "dB", "after mending"))
    return found
