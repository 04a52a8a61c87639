"""The form: from widgets and from links to the right config, and back into the link."""

import pytest
from streamlit.testing.v1 import AppTest

from engine.lessons.encode.autoencoder.config import AutoencoderConfig


def page():
    import streamlit as st

    from engine.core import config as configs
    from engine.lessons.encode.autoencoder.config import AutoencoderConfig
    from playground.shell import links
    from playground.widgets import config_form

    links.count_visit(st.session_state.get("go to", "autoencoder"))
    config = config_form.config_form(
        AutoencoderConfig,
        "autoencoder",
        hidden=lambda values: ("noise_level", "target") if values["noise"] == "none" else (),
        expanded=not st.session_state.get("beside a run", False),
    )
    st.button("Preset", on_click=config_form.fill, args=("autoencoder", AutoencoderConfig(bottleneck=2, noise="salt")))
    if config:
        st.json(configs.to_dict(config))


@pytest.fixture
def form():
    return AppTest.from_function(page, default_timeout=120)


def trained(at) -> AutoencoderConfig:
    """Press Train and read the config that the form gives."""
    import json

    at.button("autoencoder.go").click().run()
    assert not at.error, at.error
    return AutoencoderConfig(**json.loads(at.json[0].value))


def test_untouched_it_gives_the_defaults_and_leaves_the_address_alone(form):
    assert trained(form.run()) == AutoencoderConfig()
    assert not form.query_params


def test_without_the_button_it_gives_nothing(form):
    assert not form.run().json


def test_the_form_is_folded_where_a_run_shall_be_in_sight_and_open_where_it_is_all_there_is(form):
    for beside_a_run in (True, False, True, False):
        form.session_state["beside a run"] = beside_a_run
        form.run()
        assert form.expander[0].label == "Settings" and form.expander[0].proto.expanded != beside_a_run


def test_widgets_of_each_kind_reach_the_config(form):
    form.run()
    form.selectbox("form.autoencoder.form").set_value("connected")
    form.select_slider("form.autoencoder.bottleneck").set_value(2)
    form.select_slider("form.autoencoder.learning_rate").set_value(0.01)
    form.number_input("form.autoencoder.seed").set_value(7)
    form.run()
    assert trained(form) == AutoencoderConfig(form="connected", bottleneck=2, learning_rate=0.01, seed=7)
    assert dict(form.query_params) == {"form": "connected", "bottleneck": "2", "learning_rate": "0.01", "seed": "7"}


def test_a_link_fills_the_form(form):
    wanted = AutoencoderConfig(bottleneck=5, noise="gaussian", noise_level=0.15, target="noisy", steps=321)
    form.query_params.update(bottleneck="5", noise="gaussian", noise_level="0.15", target="noisy", steps="321")
    assert trained(form.run()) == wanted


def test_back_at_the_default_a_setting_leaves_the_link(form):
    form.query_params["bottleneck"] = "5"
    form.run().select_slider("form.autoencoder.bottleneck").set_value(16).run()
    assert "bottleneck" not in form.query_params


def test_what_is_no_setting_stays_in_the_link(form):
    form.query_params.update(bottleneck="5", run="autoencoder-1")
    form.run().select_slider("form.autoencoder.bottleneck").set_value(16).run()
    assert form.query_params["run"] == "autoencoder-1"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("bottleneck", "many", "not a whole number"),
        ("bottleneck", "4000", "outside its range"),
        ("noise", "<script>", "does not exist"),
    ],
)
def test_nonsense_in_a_link_is_said_and_left_out(form, name, text, said):
    form.query_params[name] = text
    form.run()
    assert said in form.warning[0].value
    assert trained(form) == AutoencoderConfig()


def test_settings_that_play_no_role_are_not_asked_for_and_not_kept(form):
    form.query_params.update(noise="salt", noise_level="0.9")
    form.run()
    assert form.slider("form.autoencoder.noise_level").value == 0.9
    form.selectbox("form.autoencoder.noise").set_value("none").run()
    assert "form.autoencoder.noise_level" not in [slider.key for slider in form.slider]
    assert trained(form) == AutoencoderConfig()


def test_a_preset_fills_the_form_and_the_link(form):
    form.run().button[-1].click().run()
    assert trained(form) == AutoencoderConfig(bottleneck=2, noise="salt")
    assert form.query_params["bottleneck"] == "2"


def test_the_readers_hand_counts_until_the_page_is_visited_anew(form):
    form.query_params["bottleneck"] = "5"
    form.run().select_slider("form.autoencoder.bottleneck").set_value(3).run()
    assert form.select_slider("form.autoencoder.bottleneck").value == 3

    # Another page, then a link to this one: now the link counts, and what it does not say is the default.
    form.session_state["go to"] = "elsewhere"
    form.query_params.clear()
    form.query_params["steps"] = "100"
    form.run()
    assert form.select_slider("form.autoencoder.bottleneck").value == 16
    assert form.select_slider("form.autoencoder.steps").value == 100


def test_pictures_that_are_not_here_cannot_be_trained_on_and_the_built_in_ones_are_offered(form, monkeypatch):
    from engine.data import cards, library

    monkeypatch.setattr(library, "standing", lambda name: "ready" if cards.card(name).built_in else "download")
    form.query_params["data"] = "mnist"
    form.run()
    assert form.button("autoencoder.go").disabled
    assert "MNIST is not on this computer yet" in form.info[0].value
    assert form.button("form.autoencoder.data.fetch").label == "Download 11.6 MB"
    assert any("CC BY-SA 3.0" in caption.value for caption in form.caption)
    form.button("form.autoencoder.data.instead").click().run()
    assert not form.button("autoencoder.go").disabled
    assert trained(form) == AutoencoderConfig()


def test_a_failed_download_is_told_in_a_sentence(form, monkeypatch):
    from engine.core.errors import Trouble
    from engine.data import cards, library

    def fetch(name, progress=None, should_stop=None):
        progress(1_000_000, 11_594_722)
        raise Trouble("The network is gone.", "Choose the built-in glyphs.")

    monkeypatch.setattr(library, "standing", lambda name: "ready" if cards.card(name).built_in else "download")
    monkeypatch.setattr(library, "fetch", fetch)
    form.query_params["data"] = "mnist"
    form.run().button("form.autoencoder.data.fetch").click().run()
    assert form.error[0].value == "**The network is gone.** Choose the built-in glyphs."


def test_offline_the_missing_pictures_say_how_to_get_them(form, monkeypatch):
    from engine.data import cards, library

    monkeypatch.setattr(library, "standing", lambda name: "ready" if cards.card(name).built_in else "missing")
    form.query_params["data"] = "cifar10"
    form.run()
    assert form.button("autoencoder.go").disabled
    assert any("ATELIER_OFFLINE" in caption.value for caption in form.caption)
    assert "form.autoencoder.data.fetch" not in [button.key for button in form.button]
