"""What models are called where one is chosen."""

from playground.widgets import models


def test_no_title_ends_in_two_pairs_of_brackets():
    assert models.noted("Glyphs", "shipped") == "Glyphs (shipped)"
    assert models.noted("Faces (CelebA)", "shipped") == "Faces (CelebA; shipped)"
