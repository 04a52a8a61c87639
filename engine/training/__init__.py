"""The training loops, one file each: `train(config, data, state=None)` yields events (see engine.events)."""

from engine.training import autoencoder, vae

LOOPS = {
    "autoencoder": autoencoder.train,
    "vae": vae.train,
}
