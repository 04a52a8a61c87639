"""Choices of what an eye looks at: its layers, its channels, and pictures of art."""

ART = {"art": "Paintings and photographs"}
LAYERS = {
    "relu1_1": "relu1_1: single strokes and colours",
    "relu2_1": "relu2_1: fine texture",
    "relu3_1": "relu3_1: texture",
    "relu4_1": "relu4_1: shapes",
    "relu5_1": "relu5_1: whole things",
}

EVERY_LAYER = {
    name: LAYERS.get(name, f"{name}: block{name[4]}_conv{name[6]}, VGG-19 alone")
    for name in (
        f"relu{block}_{place}" for block, depth in enumerate((2, 2, 4, 4, 4), start=1) for place in range(1, depth + 1)
    )
}
"""All sixteen of VGG-19. The compact eye has learnt to see five of them."""

CHANNELS = {"relu1_1": 64, "relu2_1": 128, "relu3_1": 256, "relu4_1": 512, "relu5_1": 512}
"""How many channels each layer of VGG-19 has."""
