"""Settings of the lessons that paint: the eye, painting by optimisation, instant style, DeepDream."""

from engine.language.words import N_

EYES = {
    "compact": N_("the compact eye, which ships"),
    "vgg19": N_("VGG-19, as in the paper"),
    "squeezenet": N_("SqueezeNet, made to be small"),
}
