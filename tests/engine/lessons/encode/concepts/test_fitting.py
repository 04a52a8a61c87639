"""A code that is fitted to a picture draws it better than the encoder's guess, and stays a code of a face."""

import numpy as np

from engine.data.drawn import faces
from engine.lessons.encode import codec
from engine.lessons.encode.concepts.fitting import Fitting
from engine.lessons.helpers.judge import model as judge_model
from engine.weights import shelf


def test_some_steps_bring_the_copy_nearer_and_are_told():
    drawn = codec.load(shelf.find("faces-cartoon"))
    picture = faces.draw({"smile": -0.8, "glasses": 1, "hat": 1, "skin": 0.9}, 64)
    fitting = Fitting(drawn, picture, judge_model.of_set("faces"))
    guess = fitting.look()
    np.testing.assert_allclose(guess.code, drawn.encode(picture[None])[0], atol=1e-3)
    fitted = fitting.go(10)
    assert (guess.step, fitted.step) == (0, 10)
    assert fitted.psnr > guess.psnr + 0.1 and fitted.unlike < guess.unlike
    assert 0 < fitted.unusual < 3
    np.testing.assert_array_equal(drawn.decode(fitted.code[None])[0], fitted.picture)
    weights = [weight.grad for weight in drawn.decoder.parameters()]
    assert not any(grad is not None and grad.any() for grad in weights), "the decoder learns nothing"
