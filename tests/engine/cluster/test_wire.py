"""From a node to a run's folder without a cluster between: the folder is the one that a worker on this computer writes."""

import dataclasses
import threading

import numpy as np
import pytest

from engine import recipes, worker
from engine.cluster import node, outbox, parcel, told, version
from engine.cluster.post import LOST, Post
from engine.core import config as configs
from engine.core.errors import Trouble
from engine.events import Step
from engine.lessons.compete.gan.config import GANConfig
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.lessons.paint.style.config import StyleConfig
from engine.lessons.write.letters.config import LettersConfig
from engine.runs import exports, jobs, liveness, store
from engine.weights import checkpoint

SMALL = AutoencoderConfig(pictures=64, batch=8, width=4, bottleneck=2, noise="gaussian", steps=24, preview_every=6)

LESSONS = {
    "autoencoder": SMALL,
    "gan": GANConfig(pictures=64, batch=8, width=4, latent=2, steps=6, preview_every=3),
    "letters": LettersConfig(weights=10_000, length=16, steps=4, preview_every=2),
    "style": StyleConfig(size=64, steps=4, preview_every=2),
}


def taken(run) -> Post:
    run.write_status(dataclasses.replace(run.status(), state="starting"))
    liveness.announce(run.path, 1)
    post = Post(run)
    post.until.enter_context(liveness.held(run.path))
    return post


def read_only(packed):
    """As they lie in the memory that all runs of a node share."""
    if isinstance(packed, np.ndarray):
        packed.flags.writeable = False
    for one in packed.values() if isinstance(packed, dict) else packed if isinstance(packed, list | tuple) else ():
        read_only(one)
    return packed


def far(run, listen=lambda told: None, watch=lambda messages: None, ends_after=None) -> Post:
    """Train on a node that is a thread of this process. `ends_after`: it dies once that many batches were read."""
    post = taken(run)
    package = post.prepare()
    post.open(package)
    says = node.train(package.order.plain(), read_only(package.pictures), listen)
    for number, messages in enumerate(says):
        if ends_after is not None and number >= ends_after:
            post.went_away("its node died")
            break
        watch(messages)
        if post.write(messages):
            break
    says.close()
    return post


def twins(lesson, config):
    return store.create(lesson, config), store.create(lesson, config)


def same(one, other) -> bool:
    left, right = (checkpoint.load_weights(run.weights)[0] for run in (one, other))
    return all((left[name][key] == right[name][key]).all() for name in left for key in left[name])


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_node_trains_to_the_bit_as_this_computer_does(lesson):
    here, there = twins(lesson, LESSONS[lesson])
    assert worker.work(here).state == "finished"
    post = far(there)
    post.close()
    status = there.status()
    assert status.state == "finished" and status.step == here.status().step and status.node
    assert same(here, there)
    assert there.curves().refresh().lines == here.curves().refresh().lines
    assert exports.pictures_zip(here) == exports.pictures_zip(there)
    assert there.moments() == here.moments()


def test_a_run_whose_node_dies_goes_on_from_its_last_state_as_one_that_was_never_disturbed(monkeypatch):
    here, there = twins("autoencoder", SMALL)
    worker.work(here)
    monkeypatch.setattr(node, "SAVE_SECONDS", 0.0)
    monkeypatch.setattr(worker, "SAVE_SHARE", 1e9)
    post = far(there, ends_after=25)
    assert 0 < checkpoint.load_state(there.path / "resume.pt")["step"] < SMALL.steps
    post.until.close()
    far(there).close()
    assert there.status().state == "finished" and same(here, there)
    assert there.curves().refresh().lines == here.curves().refresh().lines
    assert exports.pictures_zip(here) == exports.pictures_zip(there)


def test_a_node_hears_knobs_and_stop_and_is_resumed_here():
    run = store.create("autoencoder", dataclasses.replace(SMALL, steps=100_000))
    heard = []

    def answer(messages):
        kinds = {message["kind"] for message in messages}
        if "steps" in kinds:
            heard[0].hear(told.NOTHING | {"knobs": {"noise_level": 0.9}})
        if "turned" in kinds:
            heard[0].end()

    far(run, heard.append, watch=answer).close()
    status = run.status()
    assert status.state == "stopped" and 0 < status.step < 100_000
    assert run.curves().refresh().turns[0][1] == {"noise_level": 0.9}
    jobs.prepare(run, status.step + 3)
    assert worker.work(run).step == status.step + 3


def test_a_node_of_another_version_refuses_with_a_sentence(monkeypatch):
    run = store.create("autoencoder", SMALL)
    order = dataclasses.replace(taken(run).prepare().order, version="0123456789ab")
    (only,) = node.train(order.plain(), None)
    assert only[0]["kind"] == "refused" and only[0]["version"] == version.ours()
    post = Post(run)
    post.open(taken_package(run))
    with pytest.raises(Trouble, match="has another version of Atelier, so it did not begin. Bring it to the version"):
        post.write(only)


def taken_package(run):
    return Post(run).prepare()


def test_a_loop_that_breaks_says_why_in_the_folder(monkeypatch):
    run = store.create("autoencoder", SMALL)

    def broken(config, data, state=None):
        yield Step(1, config.steps, {"training loss": float("nan")})
        yield Step(config.steps, config.steps, {"training loss": 1.0})

    recipe = recipes.of("autoencoder")
    monkeypatch.setitem(recipes.RECIPES, "autoencoder", dataclasses.replace(recipe, train=broken))
    post = taken(run)
    package = post.prepare()
    post.open(package)
    with pytest.raises(Exception) as caught:
        for messages in node.train(package.order.plain(), package.pictures):
            post.write(messages)
    post.fail(caught.value)
    post.close()
    status = run.status()
    assert status.state == "failed" and status.message.startswith("The training loss stopped being a number at step 1")
    assert "Diverged" in run.error


def test_a_node_that_dies_again_and_again_is_given_up():
    post = taken(store.create("autoencoder", SMALL))
    assert [post.went_away("it died") for _time in range(LOST)] == [True] * (LOST - 1) + [False]
    post.until.close()


def test_only_the_engines_own_sets_are_unpacked():
    pictures = recipes.of("autoencoder").supply(SMALL)
    packed = parcel.pack(pictures)
    again = parcel.unpack(packed)
    assert parcel.digest(packed) == parcel.digest(parcel.pack(again))
    assert (again.train == pictures.train).all() and again.classes == pictures.classes
    with pytest.raises(ValueError):
        parcel.unpack({parcel.CLASS: "subprocess:Popen", "fields": {"args": ["true"]}})
    with pytest.raises(Trouble, match="cannot travel to a cluster"):
        parcel.pack(object())


def test_a_state_travels_in_pieces_and_a_full_outbox_holds_the_loop_up(monkeypatch):
    monkeypatch.setattr(outbox, "PIECE", 1000)
    box = outbox.Outbox("autoencoder", {}, 0.0)
    sender = threading.Thread(target=lambda: (box._blob(bytes(100_000)), box.say({"kind": "end"})), daemon=True)
    sender.start()
    sender.join(0.3)
    assert sender.is_alive() and box._messages.full()
    read = [message for some in box.messages() for message in some]
    assert sum(len(message["bytes"]) for message in read[:-1]) == 100_000
    assert max(len(message["bytes"]) for message in read[:-1]) <= 1000


def test_a_single_step_is_granted_once():
    one = told.Told("autoencoder", SMALL, told.NOTHING, lambda message: None)
    one.hear(told.NOTHING | {"once": (1, {"noise_level": 0.5})})
    assert one.wishes("once") and one.take_once() == {"noise_level": 0.5}
    one.hear(told.NOTHING | {"once": (1, {"noise_level": 0.5})})
    assert not one.wishes("once") and one.take_once() == {}
    assert configs.to_dict(one.config)
