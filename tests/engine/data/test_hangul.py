"""The drawn Korean syllables: each is what its label says, stays in its frame, and is like glyphs in all else."""

import itertools

import numpy as np
import pytest

from engine.core.errors import Trouble
from engine.data import cards, fields, library, marks
from engine.data.drawn import hangul
from engine.data.drawn.hangul import CLASSES, CONSONANTS, LYING, UPRIGHT


@pytest.fixture(scope="module")
def many():
    return hangul.make(2800, 0)


def means(pictures, labels) -> np.ndarray:
    return np.stack([pictures[labels == one].mean(0) for one in range(labels.max() + 1)]).reshape(labels.max() + 1, -1)


def test_fourteen_syllables_come_in_the_form_of_glyphs(many):
    pictures, labels = many
    assert "".join(CLASSES) == "가나다라마바사아자차카타파하"
    assert pictures.shape == (2800, 28, 28, 1) and pictures.dtype == np.uint8 and labels.dtype == np.int64
    assert (pictures.max((1, 2, 3)) > 180).all() and (pictures.min((1, 2, 3)) == 0).all()
    assert set(np.bincount(labels)) == {200}


def test_every_class_looks_unlike_every_other(many):
    of_class = means(*many)
    for one, other in itertools.combinations(of_class, 2):
        assert np.linalg.norm(one - other) > 250  # two halves of one class: about 100


def test_syllables_show_their_label(many):
    """The nearest of 2,800 others names most pictures of another seed rightly; chance would be 7 of 100."""
    asked, asked_labels = hangul.make(280, 1)
    known, asked = (part.reshape(len(part), -1).astype(np.float32) for part in (many[0], asked))
    distance = (known**2).sum(1) - 2 * asked @ known.T
    assert (many[1][distance.argmin(1)] == asked_labels).mean() > 0.7


def test_no_hand_writes_beyond_the_frame(many):
    ink = many[0][..., 0] / 255
    middle = np.stack([(ink * place).sum((1, 2)) / ink.sum((1, 2)) for place in np.mgrid[:28, :28]])
    assert abs(middle.mean(1) - 13.5).max() < 0.3 and abs(middle - 13.5).max() < 3.5
    edge = np.concatenate([ink[:, 0], ink[:, -1], ink[:, :, 0], ink[:, :, -1]], axis=1)
    assert (edge > 0.25).any(1).mean() < 0.1 and (edge.mean(1) < 0.15).all()
    assert 18.5 < (ink > 0.25).any(2).sum(1).mean() < 21.5 and 0.11 < ink.mean() < 0.17


def test_pens_are_thin_and_bold():
    ink = hangul.make(400, 0, ("바",))[0].mean((1, 2, 3))
    assert np.quantile(ink, 0.95) > 1.8 * np.quantile(ink, 0.05)


def test_a_lying_vowel_stands_beneath_and_an_upright_one_beside():
    for syllable, axis in (("너", 0), ("노", 1)):
        consonant, vowel = (np.concatenate(letter).mean(0) for letter in hangul.strokes(syllable))
        apart = vowel - consonant
        assert apart[axis] > 6 and abs(apart[1 - axis]) < 4


def test_every_consonant_can_be_written_with_every_vowel():
    letters = [
        chr(ord("가") + (hangul.LEADS.index(c) * 21 + hangul.VOWELS.index(v)) * 28)
        for c in CONSONANTS
        for v in UPRIGHT | LYING
    ]
    assert len(set(letters)) == 140
    shapes = [np.concatenate(hangul.strokes(name)[0] + hangul.strokes(name)[1]) for name in letters]
    assert len({shape.tobytes() for shape in shapes}) == 140
    assert all((np.ptp(shape, axis=0) < 21.5).all() for shape in shapes)


@pytest.mark.parametrize("syllable", ["강", "까", "개", "ㄱ", "A", "", "가나"])
def test_what_cannot_be_written_gets_a_sentence(syllable):
    with pytest.raises(
        Trouble, match="cannot be written here. Choose syllables of one plain consonant .* such as 가 or 모"
    ):
        hangul.make(4, 0, (syllable,))


def test_to_choose_nothing_gets_a_sentence():
    with pytest.raises(Trouble, match="No syllable was chosen"):
        hangul.make(4, 0, ())


def test_the_set_is_offered_wherever_glyphs_are():
    glyphs, card = cards.SETS["glyphs"], cards.SETS["hangul"]
    assert (card.size, card.channels, card.built_in) == (glyphs.size, glyphs.channels, True)
    assert all("hangul" in sets for sets in (fields.GREY_SETS, fields.LABELLED_SETS))
    pictures, labels, classes = library.held_out("hangul", 28)
    assert classes == CLASSES and card.classes == len(classes) == len(marks.MARKS["hangul"])
    table = marks.table("hangul", {marks.LABEL: labels})
    assert np.array_equal(table.argmax(1), labels) and (table.sum(1) == 1).all()
