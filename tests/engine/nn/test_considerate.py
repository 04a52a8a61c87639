"""Heavy work beside which others are served: between two layers it can be ended, and it leaves nothing behind."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from torch import nn
from torch.nn.modules import module as hooks

from engine.nn import considerate


class Enough(BaseException):
    pass


def test_it_is_asked_before_each_layer_and_ends_where_it_is_told_to():
    layers = nn.Sequential(*(nn.Linear(4, 4) for _ in range(9)))
    done = []
    for layer in layers:
        layer.register_forward_hook(lambda *_: done.append(1))

    def ask() -> None:
        if len(done) == 3:
            raise Enough

    def work() -> None:
        with considerate.considerate(ask):
            layers(torch.ones(1, 4))

    before = len(hooks._global_forward_pre_hooks)
    with ThreadPoolExecutor(1) as apart, pytest.raises(Enough):
        apart.submit(work).result()
    assert len(done) == 3
    assert len(hooks._global_forward_pre_hooks) == before
