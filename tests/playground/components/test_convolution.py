"""The grids of a convolution have torch's sizes, and count how often each cell is touched: evenly where the stride divides the kernel."""

import json
import shutil
import subprocess

import pytest
import torch
from torch.nn.functional import conv2d, conv_transpose2d

from playground.components.shared import assets

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")

CASES = [(kernel, stride) for kernel in (1, 2, 3, 4, 5) for stride in (1, 2, 3)]


@pytest.fixture(scope="module")
def grids():
    """(mode, kernel, stride) -> the sides of both grids and the counts, as the browser reckons them."""
    asked = [(mode, *case) for mode in ("strided", "transposed") for case in CASES]
    script = f"""{assets.read("convolution/grids.js")}
        const asked = JSON.parse(require("fs").readFileSync(0));
        console.log(JSON.stringify(asked.map((one) => [sidesOf(...one), touched(...one)])));"""
    done = subprocess.run(["node", "-e", script], input=json.dumps(asked), capture_output=True, text=True, check=True)
    return dict(zip(asked, json.loads(done.stdout), strict=True))


@pytest.mark.parametrize(("kernel", "stride"), CASES)
def test_a_transposed_convolution_paints_as_often_as_torchs(grids, kernel, stride):
    (before, after), counts = grids["transposed", kernel, stride]
    painted = conv_transpose2d(torch.ones(1, 1, before, before), torch.ones(1, 1, kernel, kernel), stride=stride)
    assert painted.shape[-1] == after and painted[0, 0].tolist() == counts


@pytest.mark.parametrize(("kernel", "stride"), CASES)
def test_a_strided_convolution_has_torchs_size(grids, kernel, stride):
    (before, after), counts = grids["strided", kernel, stride]
    assert conv2d(torch.ones(1, 1, before, before), torch.ones(1, 1, kernel, kernel), stride=stride).shape[-1] == after
    assert sum(map(sum, counts)) == after**2 * kernel**2


def test_a_kernel_that_the_stride_divides_paints_evenly_and_another_does_not(grids):
    middle = {
        kernel: {count for row in grids["transposed", kernel, 2][1][4:7] for count in row[4:7]} for kernel in (3, 4)
    }
    assert middle == {4: {4}, 3: {1, 2, 4}}
