"""The small parts: code excerpts, pictures, stops of sliders, words, links, what goes wrong."""

import io
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from engine.core import config as configs
from engine.core import settings
from engine.core.config import Knob
from engine.core.errors import Trouble
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from playground.components.shared import palette
from playground.runs import compare
from playground.shell import links, logo, source_code, wording
from playground.widgets import picture_view, setting
from tests.playground import fabricate


def test_an_excerpt_is_the_very_source_with_its_place():
    found = source_code.excerpt("engine/lessons/losses.py", "squared_error")
    lines = (settings.ROOT / "engine/lessons/losses.py").read_text().splitlines()
    assert found.text.splitlines() == lines[found.first - 1 : found.last]
    assert found.text.startswith("def squared_error") and found.file == "engine/lessons/losses.py"


def test_an_excerpt_of_a_method_begins_at_the_margin_and_with_its_decorator():
    found = source_code.excerpt("engine/runs/run.py", "Status.active")
    assert found.text.startswith("@property\ndef active")


def test_an_excerpt_of_code_that_has_moved_says_so():
    with pytest.raises(Trouble, match="There is no 'nothing' in engine/lessons/losses.py"):
        source_code.excerpt("engine/lessons/losses.py", "nothing")


@pytest.mark.parametrize("shape", [(5, 7), (5, 7, 1), (5, 7, 3)])
def test_a_png_holds_exactly_the_pixels(shape):
    picture = np.random.default_rng(0).integers(0, 256, shape, np.uint8)
    again = np.asarray(Image.open(io.BytesIO(picture_view.png(picture))))
    assert (again.reshape(shape) == picture).all()


def test_sliders_over_powers_stop_at_round_numbers_ends_and_the_given_value():
    about = configs.knobs(AutoencoderConfig)
    assert setting.stops(about["bottleneck"], int, 16) == [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64]
    assert {0.00001, 0.001, 0.002, 0.005, 1.0, 0.0003} <= set(setting.stops(about["learning_rate"], float, 0.0003))
    assert {1, 2, 5, 10, 20, 200_000, 321} <= set(setting.stops(about["steps"], int, 321))
    from_nothing = setting.stops(Knob("", "", "", low=0.0, high=100.0, scale="log"), float)
    assert from_nothing[:3] == [0.0, 0.1, 0.2] and from_nothing[-1] == 100.0


def test_every_default_and_end_of_every_config_is_a_stop():
    for cls in (AutoencoderConfig,):
        for name, about in configs.knobs(cls).items():
            if about.scale == "log":
                stops = setting.stops(about, configs.kinds(cls)[name], getattr(cls(), name))
                assert stops == sorted(set(stops)) and stops[0] == about.low and stops[-1] == about.high


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0 s"), (59.4, "59 s"), (75, "1 min 15 s"), (1500, "25 min"), (7260, "2 h 1 min")]
)
def test_durations(seconds, said):
    assert wording.duration(seconds) == said


def test_places_and_rates():
    assert [wording.ordinal(place) for place in (1, 2, 3, 4, 11, 22)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "22nd",
    ]
    assert [wording.rate(rate) for rate in (1234, 3.14, 0.1)] == [
        "1,234 steps per second",
        "3.1 steps per second",
        "6.0 steps per minute",
    ]


def test_a_link_says_what_differs_and_reads_back():
    config = AutoencoderConfig(learning_rate=3e-5, noise="salt", steps=77)
    said = links.settings_of(config)
    assert said == {"learning_rate": "3e-05", "noise": "salt", "steps": "77"}
    assert configs.from_dict(AutoencoderConfig, said) == config


def test_a_table_for_comparing_escapes_what_readers_typed():
    table = compare.difference_table([fabricate.run(title="a|b"), fabricate.run(title="c", seed=1)])
    assert compare.as_markdown(table).splitlines()[2].startswith("| A · a\\|b |")


def test_the_sign_is_an_svg_that_stands_alone():
    for drawing in (logo.MARK, logo.WORDMARK):
        assert ElementTree.fromstring(drawing).tag.endswith("svg")
        assert "http" not in drawing.replace("http://www.w3.org/2000/svg", "")


@pytest.fixture
def config_toml():
    tomllib = pytest.importorskip("tomllib", reason="Python 3.10 reads no TOML")
    return tomllib.loads((settings.ROOT / "playground/.streamlit/config.toml").read_text())


def test_the_theme_and_the_components_share_their_colours(config_toml):
    theme = config_toml["theme"]
    assert tuple(theme["light"]["chartCategoricalColors"]) == palette.LIGHT
    assert tuple(theme["dark"]["chartCategoricalColors"]) == palette.DARK


def test_the_server_neither_collects_garbage_after_each_run_nor_calls_home(config_toml):
    assert config_toml["runner"]["postScriptGC"] is False
    assert config_toml["browser"]["gatherUsageStats"] is False


def troubled():
    import streamlit as st

    from engine.core.errors import Trouble
    from playground.shell import frame

    with frame.guard():
        raise Trouble("The cat is out.", "Call it.")
    with frame.guard():
        raise ValueError("secret detail")
    st.text("the page goes on")
    with frame.guard():
        st.stop()
    st.text("never reached")


def test_what_goes_wrong_is_told_in_words_and_streamlits_own_signals_pass():
    at = AppTest.from_function(troubled, default_timeout=120).run()
    assert at.error[0].value == "**The cat is out.** Call it."
    assert "nobody foresaw" in at.error[1].value and "secret" not in at.error[1].value
    assert "secret detail" in at.expander[0].code[0].value
    assert [text.value for text in at.text] == ["the page goes on"]
    assert not at.exception


def explained():
    from playground.shell import explanation

    explanation.how_it_works(
        explanation.Explanation("In short.", "At length.", "flowchart LR\n A --> B", "A to B", (("x^2", "squared"),)),
        key="x",
    )


def test_three_depths_of_how_it_works():
    at = AppTest.from_function(explained, default_timeout=120).run()
    assert "In short." in at.markdown[0].value and not at.latex
    at.segmented_control("x.how").set_value("The idea").run()
    assert "A --> B" in at.markdown[0].value and at.markdown[1].value == "At length."
    at.segmented_control("x.how").set_value("The mathematics").run()
    assert "x^2" in at.latex[0].value and at.markdown[0].value == "squared"
