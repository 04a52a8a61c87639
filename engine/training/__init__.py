"""The training loops, one file each: `train(config, data, state=None)` yields events (see engine.events)."""

from engine.training import autoencoder, concepts, judge, vae

LOOPS = {
    "autoencoder": autoencoder.train,
    "concepts": concepts.train,
    "judge": judge.train,
    "vae": vae.train,
}
