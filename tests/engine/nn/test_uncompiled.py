"""Training starts without torch's compiler, and whoever needs that one still gets it."""

import subprocess
import sys

from engine.core import settings
from engine.nn import uncompiled

TRAINED = """
import sys
import torch
from engine.nn import uncompiled
uncompiled.spare()
layer = torch.nn.Linear(2, 1)
adam = torch.optim.Adam(layer.parameters(), fused=True)
before = layer.weight.detach().clone()
layer(torch.ones(1, 2)).sum().backward()
adam.step(), adam.zero_grad(), adam.load_state_dict(adam.state_dict())
assert not torch.equal(layer.weight, before)
print([name for name in sys.modules if name.startswith("torch._dynamo.")])
"""


def test_a_process_that_trains_loads_no_compiler():
    done = subprocess.run(
        [sys.executable, "-c", TRAINED], cwd=settings.ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_a_module_that_is_asked_for_more_is_loaded(monkeypatch):
    monkeypatch.setitem(sys.modules, "colorsys", uncompiled.Stopgap("colorsys"))
    import colorsys as stopgap

    assert stopgap.disable(len) is len
    assert stopgap.rgb_to_hsv(0, 0, 0) == (0, 0, 0)
    assert sys.modules["colorsys"] is not stopgap
