"""Where networks run: 16 bits for those that rest, and memory that is held."""

import platform
import subprocess
import sys

import pytest
import torch

from engine.nn import device

FAULTS = """
import resource, torch
from engine.nn import device
if {hold}:
    device.hold_memory()
def look(rounds):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(rounds):
        torch.ones(10_000_000).sum()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
look(40)  # until small things have found their places
print(look(8))
"""


def test_a_resting_network_says_nearly_the_same_in_16_bits(monkeypatch):
    torch.manual_seed(0)
    network = torch.nn.Sequential(torch.nn.Conv2d(3, 32, 3), torch.nn.ReLU(), torch.nn.Conv2d(32, 8, 3))
    x = torch.rand(1, 3, 16, 16)
    exact = network(x)
    monkeypatch.setattr(device, "half_pays", lambda kind: True)
    rests = device.at_rest(network)
    assert all(weight.dtype == torch.bfloat16 and not weight.requires_grad for weight in rests.parameters())
    assert (rests(x.bfloat16()).float() - exact).norm() < 0.01 * exact.norm()
    monkeypatch.setattr(device, "half_pays", lambda kind: False)
    again = device.at_rest(torch.nn.Conv2d(3, 4, 1))
    assert again.weight.dtype == torch.float32


@pytest.mark.parametrize("measured", [lambda: device._half_is_quicker("cpu"), device._fewer_products_are_quicker])
def test_measuring_the_machine_draws_no_number_of_a_run(measured):
    """Else a run that goes on in a new process would not be the one that never stopped."""
    torch.manual_seed(0)
    first = torch.rand(1)
    torch.manual_seed(0)
    measured()
    assert torch.rand(1) == first


@pytest.fixture
def new_process():
    """Forgets what this process knows of its machine."""

    def forget() -> None:
        device.half_pays.cache_clear()
        device.fewer_products_pay.cache_clear()

    yield forget
    forget()


@pytest.mark.parametrize("asked", [lambda: device.half_pays("cpu"), device.fewer_products_pay])
def test_each_process_rounds_as_the_first_one_did(asked, new_process, tmp_path, monkeypatch):
    """However busy the machine is at that moment. Else a painting that goes on would not be the one that never stopped."""
    monkeypatch.setenv("ATELIER_HOME", str(tmp_path / "another"))
    seconds = iter([4.0, 1.0, 1.0, 4.0])
    monkeypatch.setattr(device, "quickest", lambda act: next(seconds))
    for _ in range(3):
        new_process()
        assert asked()
    assert list(seconds) == [1.0, 4.0], "measured once"


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be asked to hold memory")
def test_memory_that_is_held_needs_no_new_pages():
    def faults(hold: bool) -> int:
        done = subprocess.run(
            [sys.executable, "-c", FAULTS.format(hold=hold)], capture_output=True, text=True, check=True
        )
        return int(done.stdout)

    assert faults(True) < 0.1 * faults(False)
