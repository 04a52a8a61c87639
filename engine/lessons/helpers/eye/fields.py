"""Choices of what an eye looks at: its layers, its channels, and pictures of art."""

ART = {"art": "Paintings and photographs"}
LAYERS = {
    "relu1_1": "relu1_1: single strokes and colours",
    "relu2_1": "relu2_1: fine texture",
    "relu3_1": "relu3_1: texture",
    "relu4_1": "relu4_1: shapes",
    "relu5_1": "relu5_1: whole things",
}

CHANNELS = {"relu1_1": 64, "relu2_1": 128, "relu3_1": 256, "relu4_1": 512, "relu5_1": 512}
"""How many channels each layer of VGG-19 has."""
