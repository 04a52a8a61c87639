"""Finding the average picture by gradient descent."""

from collections.abc import Mapping
from typing import Any

import torch
from engine.lessons.encode.average.config import AverageConfig
from engine.lessons.encode.average.losses import squared_distance
from engine.lessons.encode.average.network import Average
from torch import optim

from engine.data.pictures import Pictures
from engine.events import Events, Preview, Snapshot, Step
from engine.nn import device, images
from engine.nn.loop import Batches, Chance, measures, restore, shows


def train(config: AverageConfig, data: Pictures, state: Mapping[str, Any] | None = None) -> Events:
    here = device.pick()
    torch.manual_seed(config.seed)
    channels, size, _ = data.shape
    network = Average(channels, size).to(here)
    adam = optim.Adam(network.parameters())
    batches = Batches(len(data.train), config.batch, config.seed)
    pictures = torch.from_numpy(data.train).to(here)
    held_out = images.to_unit(torch.from_numpy(data.held_out).to(here))

    networks, parts = {"average": network}, {"adam": adam, "batches": batches, "chance": Chance()}
    done = restore(state, networks, parts)

    for step in range(done + 1, config.steps + 1):
        loss = squared_distance(network(), images.to_unit(pictures[next(batches)]))
        adam.param_groups[0]["lr"] = config.learning_rate
        adam.zero_grad()
        loss.backward()
        adam.step()

        metrics = {"training loss": loss.detach()}
        if measures(step, config):
            with torch.no_grad():
                metrics["held-out loss"] = squared_distance(network(), held_out)
        yield Step(step, config.steps, metrics)
        if shows(step, config):
            yield Preview(step, "average", images.to_pixels(network())[0], "The average so far.")
        config = (yield Snapshot(step, networks, parts)) or config
