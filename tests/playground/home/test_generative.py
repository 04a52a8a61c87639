"""What is a generative model: the density that is shown is one, and the tree's leaves open lessons."""

import numpy as np
import pytest

from playground.components.tree import tree
from playground.components.two_pixels import two_pixels
from playground.home import generative
from playground.shell import links
from tests.data import promises


def test_the_density_has_the_notes_numbers_and_is_one_over_the_plane():
    assert two_pixels.density(3, 2) == pytest.approx(0.9)
    assert two_pixels.density(4, 1) == pytest.approx(0.01)
    axis = np.arange(-3, 9, 0.05)
    assert sum(two_pixels.density(x, y) for x in axis for y in axis) * 0.05**2 == pytest.approx(1, abs=1e-3)


def test_every_leaf_of_the_family_opens_a_view():
    views = promises.views()
    leaves = [links.taken_apart(leaf) for leaf in tree._leaves(generative.FAMILY)]
    assert len(leaves) >= 10
    assert all(query["view"] in views[page] for page, query in leaves)


@pytest.mark.parametrize("sent", [None, "vae", {"leaf": "nowhere"}, {"leaf": ["vae?view=encode"]}])
def test_what_is_no_leaf_opens_nothing(sent):
    assert tree.named(generative.FAMILY, sent) is None
    assert tree.named(generative.FAMILY, {"leaf": "vae?view=encode"}) == "vae?view=encode"


def test_the_opening_page_names_both_kinds_and_both_densities(app):
    app.switch_page(links.GENERATIVE)
    at = app.run()
    assert not at.exception and not at.error
    said = " ".join(element.value for element in at.markdown)
    for word in (
        "Discriminative",
        "Generative",
        "Explicit",
        "implicit",
        "augmented",
        "0.9 at (3, 2)",
        "0.01 at (4, 1)",
    ):
        assert word in said


def test_two_makers_of_the_same_pictures_stand_side_by_side(app):
    app.switch_page(links.GENERATIVE)
    at = app.run()
    assert [metric.label for metric in at.metric] == ["Sharpness", "Largest step"] * 2
    vae, gan = (float(metric.value) for metric in at.metric[::2])
    assert "Hangul" in at.button_group(key="makers.set").options
    assert vae < gan, "the notes' own claim, on the pictures that the page opens with"
    before = [image.proto.imgs[0].url for image in at.image]
    at.number_input(key="makers.seed").set_value(5)
    assert not at.run().exception
    assert before != [image.proto.imgs[0].url for image in at.image]
