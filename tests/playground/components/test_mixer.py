"""What Python makes of a mixer: the data for the browser, the weights once a visit, and amounts that come from outside."""

import base64
import json
import shutil
import subprocess

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from engine.core.errors import Trouble
from engine.weights import browser
from playground.components.mixer import mixer
from playground.components.mixer.mixer import Concept
from playground.components.shared import assets
from playground.components.weights import weights

SMILE = Concept("smile", "Smile", "no smile", "big smile", np.array([0.5, -1.0, 0.25]))
HAT = Concept("hat", "Hat", "bare head", "hat", np.array([2.0, 0.0, 0.0]), reach=1.32)


def described(**changed):
    given = {"amounts": None, "locked": (), "strip": True, "title": "Mix"} | changed
    return mixer.described("faces", [0.1, 0.2, 0.3], [SMILE, HAT], "mix", **given)


def test_the_browser_gets_plain_numbers_that_keep_their_places():
    data = json.loads(json.dumps(described(amounts={"smile": 9, "gone": 1}, locked=("hat",))))
    assert data["weights"] == "faces" and data["z"] == [0.1, 0.2, 0.3]
    assert data["amounts"] == {"smile": 3.0, "hat": 0.0}
    assert [(one["name"], one["reach"], one["locked"]) for one in data["concepts"]] == [
        ("smile", 3.0, False),
        ("hat", 1.3, True),
    ]
    shorts = np.frombuffer(base64.b64decode(data["vectors"]["shorts"]), "<i2").reshape(2, 3)
    np.testing.assert_allclose(shorts * data["vectors"]["scale"], [SMILE.vector, HAT.vector], atol=1e-4)


@pytest.mark.parametrize(
    ("sent", "understood"),
    [
        ({"smile": 1.5, "hat": -1}, {"smile": 1.5, "hat": -1.0}),
        ({"smile": float("nan"), "hat": float("inf")}, {"smile": 0.0, "hat": 0.0}),
        ({"smile": -700, "hat": 700}, {"smile": -3.0, "hat": 1.3}),
        ({"smile": "2", "evil": 3}, {"smile": 0.0, "hat": 0.0}),
        (["smile"], {"smile": 0.0, "hat": 0.0}),
        (None, {"smile": 0.0, "hat": 0.0}),
    ],
)
def test_amounts_from_a_browser_are_numbers_within_reach(sent, understood):
    assert mixer.sound(sent, [SMILE, HAT]) == understood


@pytest.mark.parametrize(
    ("z", "concepts", "says"),
    [
        ([0.0] * 3, [], r"no concept to mix\. Build one first"),
        ([0.0] * 3, [SMILE, SMILE], r"Two concepts are called 'smile'\. Give one of them another name"),
        ([0.0] * 4, [SMILE], r"'Smile' has 3 numbers, and this face's code has 4\. Take the concept and the face from"),
    ],
)
def test_what_does_not_fit_is_told_in_words(z, concepts, says):
    with pytest.raises(Trouble, match=says):
        mixer.mixer("faces", z, concepts, "mix")


def page():
    import numpy as np
    import streamlit as st

    from engine.weights import browser
    from playground.components.mixer.mixer import Concept, mixer
    from playground.components.weights.weights import hold

    def packed():
        st.session_state.packings = st.session_state.get("packings", 0) + 1
        return browser.pack([browser.linear(np.ones((12, 3))), browser.reshape(3, 2, 2), browser.sigmoid()])

    hold("faces", packed)
    smile = Concept("smile", "Smile", "no smile", "big smile", np.ones(3))
    mixed = mixer("faces", np.zeros(3), [smile], "mix", amounts={"smile": 0.5})
    st.text(f"{mixed.amounts} {st.session_state.packings}")


def sent(at: AppTest) -> list:
    """The component messages of a run."""
    return [element.proto for element in at.get("bidi_component")]


def test_only_the_first_run_carries_the_weights():
    at = AppTest.from_function(page, default_timeout=120).run()
    assert not at.exception and at.text[0].value == "{'smile': 0.5} 1"
    held, shown = sent(at)
    assert len(held.bytes) > 12 * 3 * 2 and json.loads(shown.json)["weights"] == "faces"
    at.run()
    held, again = sent(at)
    assert json.loads(held.json) == {"name": "faces"} and not held.bytes
    assert again.json == shown.json
    assert at.text[0].value == "{'smile': 0.5} 1"


def test_weights_as_bytes_read_back():
    packed = browser.pack([browser.linear(np.arange(15.0).reshape(5, 3)), browser.sigmoid()])
    written = weights.as_bytes("faces ü", packed)
    length = int.from_bytes(written[:4], "little")
    about = json.loads(written[4 : 4 + length])
    assert about["name"] == "faces ü" and about["layers"] == packed["layers"] and about["input"] == [3]
    assert length % 4 == 0
    numbers, end = written[4 + length :], about["floats"]
    assert numbers[:end] == base64.b64decode(packed["floats"])
    assert numbers[end:] == base64.b64decode(packed["shorts"])


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed; the browser tests run the same code")
@pytest.mark.parametrize("first", ["", "delete globalThis.WebAssembly;"], ids=["WebAssembly", "plain JavaScript"])
def test_both_ways_to_add_up_give_the_engines_picture(first):
    rng = np.random.default_rng(0)
    layers = [
        browser.linear(rng.normal(size=(8 * 9, 12))),
        browser.reshape(8, 3, 3),
        browser.leaky_relu(0.2),
        browser.conv_transpose(rng.normal(size=(8, 7, 4, 4)), rng.normal(size=7), stride=2, padding=1),
        browser.relu(),
        browser.conv_transpose(rng.normal(size=(7, 3, 4, 4)) / 5, stride=2, padding=1),
        browser.sigmoid(),
    ]
    z = rng.normal(size=(1, 12)).astype(np.float32)
    script = f"""{first}{assets.read("shared/numbers.js", "weights/nets.js", "shared/network.js")}
        const {{ packed, z }} = JSON.parse(require("fs").readFileSync(0));
        console.log(JSON.stringify(Array.from(openNet(packed).run(z))));"""
    told = json.dumps({"packed": browser.pack(layers), "z": z[0].tolist()})
    done = subprocess.run(["node", "-e", script], input=told, capture_output=True, text=True, check=True)
    shown = np.array(json.loads(done.stdout)).reshape(12, 12, 3).transpose(2, 0, 1)
    np.testing.assert_allclose(shown, browser.run(layers, z)[0], atol=1e-3)
