"""The curves that all lessons on GANs of pictures report."""

from engine.core.card import Chart

GAN_CHARTS = (
    Chart("What D says", ("D(x)", "D(G(z))", "D(held-out)")),
    Chart("Losses", ("discriminator loss", "generator loss")),
    Chart("Length of the gradients", ("gradient of D", "gradient of G")),
    Chart("The crowd of made pictures", ("coverage", "diversity", "density")),
    Chart("Grain, as a share of real pictures' grain", ("grain",)),
    Chart("KID", ("KID", "KID, at least", "KID, at most")),
)
