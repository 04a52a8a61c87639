"""Concept vectors against closed forms: two bell curves whose means and covariance are known."""

import subprocess
import sys
import warnings
from statistics import NormalDist

import numpy as np
import pytest

from engine.core.errors import Trouble
from engine.lessons import separability
from engine.lessons.encode import crowd as encode_crowd
from engine.lessons.encode.concepts import directions

SIZE = 12
WAYS = pytest.mark.parametrize("way", directions.WAYS)


def dice(seed=0):
    return np.random.default_rng(seed)


def two_crowds(count, others=None, seed=0):
    """Codes of those who have a concept and those who lack it, the difference of their means, and their covariance."""
    rng = dice(seed)
    factor = 0.1 * rng.normal(size=(SIZE, SIZE)) + np.diag(np.linspace(0.5, 2, SIZE))
    apart = rng.normal(size=SIZE) * 0.6
    having, lacking = (rng.normal(size=(n, SIZE)) @ factor.T for n in (count, others or count))
    return having + 3 + apart, lacking + 3, apart, factor @ factor.T


def unit(vector):
    return vector / np.linalg.norm(vector)


def test_the_difference_of_means_is_exact():
    having, lacking, _, _ = two_crowds(50)
    vector = directions.difference(having, lacking)
    assert vector.dtype == np.float32
    assert np.allclose(vector, having.mean(0) - lacking.mean(0), atol=1e-6)


@pytest.mark.parametrize("way", ["logistic", "svm"])
@pytest.mark.parametrize("others", [40_000, 4_000])
def test_normals_are_the_best_direction_of_two_bell_curves(way, others):
    """Fisher's: the inverse covariance times the difference of means, however many there are of either kind."""
    having, lacking, apart, covariance = two_crowds(40_000, others)
    best = np.linalg.solve(covariance, apart)
    assert directions.angle(directions.WAYS[way](having, lacking), best) < 3
    assert directions.angle(directions.difference(having, lacking), best) > 20, "else this test says nothing"


@WAYS
def test_one_step_leads_from_mean_to_mean_along_the_normal(way):
    having, lacking, _, _ = two_crowds(400)
    vector = directions.WAYS[way](having, lacking)
    normal = unit(vector.astype(float))
    moved = (lacking + vector).mean(0)
    assert vector.dtype == np.float32 and vector.shape == (SIZE,)
    assert moved @ normal == pytest.approx(having.mean(0) @ normal, abs=1e-5)


@WAYS
def test_a_vector_points_to_those_who_have_it(way):
    having, lacking, _, _ = two_crowds(400)
    there, back = (directions.WAYS[way](*pair) for pair in ((having, lacking), (lacking, having)))
    assert (having @ there).mean() > (lacking @ there).mean()
    assert np.allclose(there, -back, atol=1e-3)


@WAYS
def test_the_same_pictures_give_the_same_vector(way):
    having, lacking, _, _ = two_crowds(5, 900)
    assert np.array_equal(*(directions.WAYS[way](having, lacking) for _ in range(2)))


@WAYS
def test_one_picture_against_one_is_the_way_between_them(way):
    one, other = dice().normal(size=(2, 96))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        vector = directions.WAYS[way](one, other)
    assert directions.angle(vector, one - other) < 6
    assert np.linalg.norm(vector) == pytest.approx(np.linalg.norm(one - other), rel=0.02)


@WAYS
@pytest.mark.parametrize("sizes", [(3, 5), (3, 8_000), (1, 8_000)])
def test_a_handful_is_enough(way, sizes):
    rng = dice(1)
    having, lacking = (rng.normal(size=(n, 96)) for n in sizes)
    having[:, 7] += 4
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        vector = directions.WAYS[way](having, lacking)
    assert np.isfinite(vector).all() and np.abs(vector).argmax() == 7


@WAYS
def test_dimensions_that_never_change_are_left_alone(way):
    having, lacking, _, _ = two_crowds(60)
    having[:, 2] = lacking[:, 2] = 5.0
    vector = directions.WAYS[way](having, lacking)
    assert np.isfinite(vector).all() and abs(vector[2]) < 1e-6


@pytest.mark.parametrize("count", [40, 400, 4_000])
@pytest.mark.parametrize("way", ["logistic", "svm"])
def test_unused_dimensions_stay_out_of_the_vector(way, count):
    """A VAE's codes differ by a hair where it uses a dimension for nothing: chance there must not make the normal."""
    having, lacking = dice(2).normal(size=(2, count, 64))
    having[:, :20] += 0.6
    for codes in (having, lacking):
        codes[:, 32:] *= 0.01
    vector = directions.WAYS[way](having, lacking)
    assert not vector[32:].any()
    assert directions.angle(vector, directions.difference(having, lacking)) < 30


@pytest.mark.parametrize("way", ["logistic", "svm"])
def test_a_difference_in_unused_dimensions_only_is_a_sentence(way):
    lacking = np.array([[1.0, 0], [-1, 0]] * 20)
    with pytest.raises(Trouble, match="same on average"):
        directions.WAYS[way](lacking + [0, 0.001], lacking)


@WAYS
@pytest.mark.parametrize(
    ("having", "lacking", "sentence"),
    [
        (np.empty((0, 4)), np.ones((3, 4)), "no picture that has the concept"),
        (np.ones((3, 4)), np.empty((0, 4)), "no picture without the concept"),
        (np.ones((3, 4)), np.ones((3, 5)), "4 numbers and codes of 5"),
        (np.ones((3, 4)), np.full((3, 4), np.nan), "not a number"),
        (np.ones((3, 4)), np.ones((5, 4)), "same on average"),
    ],
)
def test_groups_that_give_no_direction_are_a_sentence(way, having, lacking, sentence):
    with pytest.raises(Trouble, match=sentence):
        directions.WAYS[way](having, lacking)


def test_every_way_has_words():
    assert list(directions.WORDS) == list(directions.WAYS)
    assert all(words.title and words.sentence.endswith(".") for words in directions.WORDS.values())


@pytest.mark.parametrize("levels", [3, 10, 10_000])
def test_auc_counts_pairs(levels):
    rng = dice(levels)
    scores, labels = rng.integers(levels, size=200).astype(float), rng.random(200) < 0.3
    pairs = scores[labels][:, None] - scores[~labels][None]
    assert separability.auc(scores, labels) == pytest.approx(((pairs > 0) + 0.5 * (pairs == 0)).mean(), abs=1e-12)


def test_auc_of_the_extremes():
    labels = np.array([0, 0, 1, 1])
    assert separability.auc(np.array([1, 2, 3, 4]), labels) == 1
    assert separability.auc(-np.array([1, 2, 3, 4]), labels) == 0
    assert separability.auc(np.zeros(4), labels) == 0.5


@pytest.mark.parametrize("labels", [[True, True], [False, False]])
def test_auc_needs_both_kinds(labels):
    with pytest.raises(Trouble, match="both kinds"):
        separability.auc(np.array([1.0, 2.0]), np.array(labels))


def test_separability_of_two_bell_curves():
    having, lacking, apart, covariance = two_crowds(20_000)
    for vector in (apart, np.linalg.solve(covariance, apart)):
        truth = NormalDist().cdf(vector @ apart / np.sqrt(2 * vector @ covariance @ vector))
        found = separability.separability(vector, np.concatenate([having, lacking]), np.arange(40_000) < 20_000)
        assert found.auc == pytest.approx(truth, abs=0.008)
        assert found.low < found.auc < found.high and found.high - found.low < 0.02


@pytest.mark.parametrize("sizes", [(40, 60), (15, 300)])
@pytest.mark.parametrize("truth", [0.5, 0.8, 0.95])
def test_the_interval_covers_the_truth_about_95_times_in_100(sizes, truth):
    rng, (m, n) = dice(int(100 * truth)), sizes
    labels = np.arange(m + n) < m
    shift = np.sqrt(2) * NormalDist().inv_cdf(truth)
    covered = 0
    for _ in range(600):
        codes = rng.normal(size=(m + n, 1)) + shift * labels[:, None]
        found = separability.separability(np.ones(1), codes, labels)
        covered += found.low <= truth <= found.high
    assert 0.92 <= covered / 600 <= 0.985


def test_the_interval_stays_honest_where_all_pairs_are_right():
    found = separability.separability(np.ones(1), np.arange(10)[:, None], np.arange(10) >= 5)
    assert found.auc == found.high == 1 and 0.5 < found.low < 0.9
    turned = separability.separability(-np.ones(1), np.arange(10)[:, None], np.arange(10) >= 5)
    assert turned.auc == turned.low == 0 and turned.high == pytest.approx(1 - found.low)


def test_angles():
    east, north = np.array([2.0, 0.0]), np.array([0.0, 0.1])
    assert directions.angle(east, north) == pytest.approx(90)
    assert directions.angle(east, -3 * east) == pytest.approx(180)
    assert directions.angle(east, east + north) == pytest.approx(np.degrees(np.arctan(0.05)))
    assert directions.angle(north, north) == 0
    with pytest.raises(Trouble, match="no direction"):
        directions.angle(east, np.zeros(2))


def test_locked_is_orthogonal_to_every_other():
    for seed in range(20):
        rng = dice(seed)
        vector, others = rng.normal(size=64), rng.normal(size=(9, 64)) * rng.uniform(0.01, 100, size=(9, 1))
        others[3] = 0
        others[5] = others[4]
        others[6] = -2 * others[4] + 1e-9 * rng.normal(size=64)
        others[7] = others[0] + others[1]
        locked = directions.lock(vector.astype(np.float32), others.astype(np.float32))
        lengths = np.linalg.norm(others, axis=1).clip(1e-12)
        assert locked.dtype == np.float32
        assert np.abs(others @ locked.astype(float) / lengths).max() < 1e-5


def test_a_lock_takes_nothing_else_away():
    vector = np.array([3.0, 4.0, 5.0])
    assert np.allclose(directions.lock(vector, np.array([[0, 0, 2.0], [0, 0, -1.0]])), [3, 4, 0])
    assert np.allclose(directions.lock(vector, np.array([[0, 1.0, 0], [0, 1.0, 1.0]])), [3, 0, 0])
    assert np.allclose(directions.lock(vector, np.empty((0, 3))), vector)
    assert np.allclose(directions.lock(vector, np.zeros((2, 3))), vector)
    rounding = np.array([[1.0, 0, 0], [1.0, 1e-8, 0]])
    assert np.allclose(directions.lock(vector, rounding), [0, 4, 5], atol=1e-6)


def test_restored_goes_as_far_along_the_original():
    rng = dice()
    for _ in range(20):
        vector = 3 * rng.normal(size=64)
        locked = directions.lock(vector, rng.normal(size=(6, 64)))
        assert locked @ unit(vector) < np.linalg.norm(vector)
        assert directions.restored(locked, vector) @ unit(vector) == pytest.approx(np.linalg.norm(vector), rel=1e-5)


def test_restored_grows_no_more_than_fourfold():
    vector, locked = np.array([1.0, 0.1]), np.array([0.0, 0.1])
    assert np.allclose(directions.restored(locked, vector), [0, 0.4])


def test_a_concept_made_of_the_locked_ones_is_a_sentence():
    others = dice().normal(size=(3, 16)).astype(np.float32)
    vector = np.array([0.5, -1, 2], np.float32) @ others
    with pytest.raises(Trouble, match="made of the locked ones"):
        directions.restored(directions.lock(vector, others), vector)


def test_mixed_adds_steps_to_one_code_and_to_many():
    vectors, z = np.array([[1.0, 0, 0], [0, 2.0, 0]]), np.array([[1.0, 1, 1], [5, 5, 5]])
    assert np.allclose(directions.mixed(z[0], vectors, [2, -1]), [3, -1, 1])
    assert np.allclose(directions.mixed(z, vectors, [2, -1]), [[3, -1, 1], [7, 3, 5]])
    assert np.allclose(directions.mixed(z[0], vectors[:1], [[-1], [0], [1]]), [[0, 1, 1], [1, 1, 1], [2, 1, 1]])
    assert np.allclose(directions.mixed(z, np.empty((0, 3)), []), z)
    with pytest.raises(Trouble, match="2 numbers does not fit codes of 3"):
        directions.mixed(z, np.ones((1, 2)), [1])


def test_arithmetic():
    assert np.allclose(directions.arithmetic(*np.array([[5.0, 1], [2, 2], [1, 4]])), [4, 3])


def test_neighbours_come_nearest_first_and_ties_keep_their_order():
    codes = np.array([[3.0, 4], [1, 0], [0, 0], [0, 1], [-1, 0]])
    found = directions.neighbours(codes, np.zeros(2), 4)
    assert found.indices.tolist() == [2, 1, 3, 4]
    assert found.distances.tolist() == [0, 1, 1, 1]
    assert directions.neighbours(codes, np.zeros(2), 99).distances[-1] == 5


MARKED = np.array(
    # smile, lipstick, hat, none has it
    [[1, 1, 0, 0]] * 3 + [[1, 0, 1, 0]] + [[0, 1, 0, 0]] * 2 + [[0, 0, 1, 0]] * 4,
    dtype=bool,
)


def test_leaks_by_hand():
    leaks = directions.leaks(MARKED, ["smile", "lipstick", "hat", "crown"], 0)
    # In the table of counts (3, 1; 2, 4), phi is (3 * 4 - 1 * 2) / sqrt(4 * 6 * 5 * 5).
    assert [leak.mark for leak in leaks] == ["lipstick", "hat", "crown"]
    assert leaks[0].having == 0.75 and leaks[0].lacking == pytest.approx(2 / 6)
    assert leaks[0].phi == pytest.approx(10 / np.sqrt(600)) and leaks[1].phi == pytest.approx(-leaks[0].phi)
    assert leaks[1].having == 0.25 and leaks[1].lacking == pytest.approx(4 / 6)
    assert leaks[2] == directions.Leak("crown", 0.0, 0.0, 0.0)


@pytest.mark.parametrize("column", [np.ones(4, bool), np.zeros(4, bool)])
def test_leaks_need_somebody_with_and_somebody_without(column):
    with pytest.raises(Trouble, match="both kinds"):
        directions.leaks(np.stack([column, [True, False, True, False]], 1), ["one", "other"], 0)


@pytest.mark.parametrize(
    ("having", "lacking", "said"),
    [
        (0.58, 0.33, "58 % have lipstick (33 % of the others)"),
        (1.0, 0.0, "all have lipstick (none of the others)"),
        (0.998, 0.002, "more than 99 % have lipstick (fewer than 1 % of the others)"),
        (0.005, 0.994, "1 % have lipstick (99 % of the others)"),
        (0.125, 0.994, "13 % have lipstick (99 % of the others)"),
    ],
)
def test_leaks_in_words(having, lacking, said):
    words = {"smile": "a smile", "lipstick": "lipstick", "hat": "a hat"}
    leak, other = directions.Leak("lipstick", having, lacking, 0.2), directions.Leak("hat", 0.1, 0.2, -0.1)
    assert directions.in_words([leak], words, "smile") == f"In these data, of the faces with a smile, {said}."
    assert directions.in_words([leak, other], words, "smile").endswith(f"{said}, 10 % have a hat (20 % of the others).")


def test_draws_have_the_crowds_mean_and_covariance():
    having, _, _, covariance = two_crowds(50_000)
    crowd = encode_crowd.crowd(having)
    drawn = encode_crowd.draw(*crowd, 50_000, seed=3)
    assert np.allclose(crowd.factor, np.tril(crowd.factor)) and drawn.dtype == np.float32
    assert np.allclose(drawn.mean(0), having.mean(0), atol=0.05)
    for codes in (having, drawn):
        assert np.abs(np.cov(codes.T) - covariance).max() < 0.04 * np.abs(covariance).max()


def test_the_same_seed_draws_the_same_codes():
    crowd = encode_crowd.crowd(two_crowds(40)[0])
    assert np.array_equal(encode_crowd.draw(*crowd, 5, seed=1), encode_crowd.draw(*crowd, 5, seed=1))
    assert not np.array_equal(encode_crowd.draw(*crowd, 5, seed=1), encode_crowd.draw(*crowd, 5, seed=2))


@pytest.mark.parametrize("codes", [dice().normal(size=(10, 40)), np.ones((5, 40)), np.ones((1, 40))])
def test_few_codes_and_flat_dimensions_still_make_a_crowd(codes):
    drawn = encode_crowd.draw(*encode_crowd.crowd(codes), 4, seed=0)
    assert np.isfinite(drawn).all() and np.abs(drawn - codes.mean(0)).max() < 6


def test_a_crowd_of_nobody_is_a_sentence():
    with pytest.raises(Trouble, match="Nobody"):
        encode_crowd.crowd(np.empty((0, 4)))


@pytest.mark.parametrize("module", ["directions", "vectors"])
def test_importing_stays_light(module):
    code = f"import sys, engine.lessons.encode.concepts.{module}; sys.exit(bool({{'torch', 'sklearn', 'scipy'}} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
