"""Choices of what an eye looks at: its layers, its channels, and pictures of art."""

from engine.language.words import N_

ART = {"art": N_("Paintings and photographs")}
LAYERS = {
    "relu1_1": N_("relu1_1: single strokes and colours"),
    "relu2_1": N_("relu2_1: fine texture"),
    "relu3_1": N_("relu3_1: texture"),
    "relu4_1": N_("relu4_1: shapes"),
    "relu5_1": N_("relu5_1: whole things"),
}

EVERY_LAYER = {
    "relu1_1": LAYERS["relu1_1"],
    "relu1_2": N_("relu1_2: block1_conv2, VGG-19 alone"),
    "relu2_1": LAYERS["relu2_1"],
    "relu2_2": N_("relu2_2: block2_conv2, VGG-19 alone"),
    "relu3_1": LAYERS["relu3_1"],
    "relu3_2": N_("relu3_2: block3_conv2, VGG-19 alone"),
    "relu3_3": N_("relu3_3: block3_conv3, VGG-19 alone"),
    "relu3_4": N_("relu3_4: block3_conv4, VGG-19 alone"),
    "relu4_1": LAYERS["relu4_1"],
    "relu4_2": N_("relu4_2: block4_conv2, VGG-19 alone"),
    "relu4_3": N_("relu4_3: block4_conv3, VGG-19 alone"),
    "relu4_4": N_("relu4_4: block4_conv4, VGG-19 alone"),
    "relu5_1": LAYERS["relu5_1"],
    "relu5_2": N_("relu5_2: block5_conv2, VGG-19 alone"),
    "relu5_3": N_("relu5_3: block5_conv3, VGG-19 alone"),
    "relu5_4": N_("relu5_4: block5_conv4, VGG-19 alone"),
}
"""All sixteen of VGG-19. The compact eye has learnt to see five of them."""

CHANNELS = {"relu1_1": 64, "relu2_1": 128, "relu3_1": 256, "relu4_1": 512, "relu5_1": 512}
"""How many channels each layer of VGG-19 has."""
