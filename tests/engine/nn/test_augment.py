"""Random changes to pictures: what they keep and what they reach."""

import torch

from engine.nn import augment


def test_a_cut_is_the_same_part_of_all_pictures_and_comes_to_every_place():
    torch.manual_seed(0)
    down, across = torch.meshgrid(torch.arange(8.0), torch.arange(12.0), indexing="ij")
    x = torch.stack([torch.stack([down, across]), torch.stack([down, across]) + 100])
    corners = set()
    for _ in range(200):
        part = augment.cut(x, 3 / 4)
        assert part.shape == (2, 2, 6, 9)
        assert torch.equal(part[1], part[0] + 100)
        corners.add(tuple(part[0, :, 0, 0].tolist()))
    assert corners == {(top, left) for top in range(3) for left in range(4)}
