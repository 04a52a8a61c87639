"""Presets of conditional GANs."""

from engine.core.preset import Preset

DIGITS = {"data": "mnist", "width": 16, "steps": 2_000, "preview_every": 50}

PRESETS = (
    Preset(
        name="digits",
        lesson="cgan",
        title="Digits, asked for",
        symptom="A column for each digit, a row for each noise: strokes within some hundred steps, then digits, each in its column. Obedience climbs from one in ten.",
        cause="D sees the label, too. A fine 3 where a 7 was asked for is caught, so obeying is the cheapest way to fool it.",
        cure="",
        settings=DIGITS,
    ),
    Preset(
        name="digits-joined",
        lesson="cgan",
        title="Digits, as first told",
        symptom="The same, with the label joined: ten more numbers beside the noise, ten more planes beside the picture. It obeys later.",
        cause="This is how the paper of 2014 and most courses tell it: give y to both networks. But D must find out by itself what a plane of ones has to do with strokes.",
        cure="Projection asks outright how well what D sees fits the label.",
        settings={**DIGITS, "label": "joined"},
        cured={"label": "projection"},
    ),
)
