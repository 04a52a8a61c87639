"""Feature maps: the strongest channels of a layer come first, each between -1 and 1, small enough to stand beside others."""

import numpy as np
import torch

from engine.data import gallery
from engine.lessons.helpers.eye import model as eye_model
from engine.lessons.paint import feature_maps
from engine.nn.images import unit


def test_the_strongest_channels_come_first_with_their_places():
    found = feature_maps.strongest("scene:lake", "relu2_1", size=96)
    with torch.no_grad():
        (seen,) = eye_model.load("compact").see(unit(gallery.picture("scene:lake", 96)), ("relu2_1",))["relu2_1"]
    strength = seen.square().mean((1, 2))
    assert list(found) == strength.topk(feature_maps.STRONGEST).indices.tolist()
    for channel, values in found.items():
        np.testing.assert_allclose(values, (seen[channel] / seen[channel].abs().max()).numpy(), atol=1e-4)


def test_a_fine_layers_maps_are_made_small():
    for values in feature_maps.strongest("scene:lake", "relu1_1", size=300).values():
        assert max(values.shape) == feature_maps.FINEST and np.abs(values).max() <= 1
