"""Settings of the lessons that paint: the eye, painting by optimisation, instant style, DeepDream."""

EYES = {"compact": "the compact eye, which ships", "vgg19": "VGG-19, as in the paper"}
