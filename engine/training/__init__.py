"""The training loops, one file each: `train(config, data, state=None)` yields events (see engine.events)."""

from engine.training import autoencoder, concepts, gan, judge, points, vae

LOOPS = {
    "autoencoder": autoencoder.train,
    "concepts": concepts.train,
    "cgan": gan.train,
    "gan": gan.train,
    "judge": judge.train,
    "points": points.train,
    "vae": vae.train,
}
