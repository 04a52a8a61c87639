"""The drawer with a lesson's layers: closed it asks nothing, open it shows the networks of the model that is chosen."""

import pytest

from playground.shell import layers, links


def opened(app, lesson: str):
    app.switch_page(links.page_of(lesson))
    app.query_params["layers"] = "open"
    return app.run()


@pytest.mark.parametrize(
    ("lesson", "networks"),
    [
        ("autoencoder", ("Encoder", "Decoder")),
        ("gan", ("Generator", "Discriminator")),
        ("pix2pix", ("UNet", "Critic")),
        ("dream", ("CompactEye",)),
    ],
)
def test_an_open_drawer_shows_each_network(app, lesson, networks):
    at = opened(app, lesson)
    assert not at.exception and not at.error
    tables = [one.value for one in at.markdown if "| Layer | Output |" in one.value]
    assert [one.partition("**:")[0].strip("*") for one in tables] == list(networks)
    assert all("Conv" in one and "stride 2" in one for one in tables)


def test_a_closed_drawer_asks_no_network(app, monkeypatch):
    monkeypatch.setattr(layers, "tables", lambda *asked: pytest.fail("asked"))
    app.switch_page(links.page_of("autoencoder"))
    at = app.run()
    assert not at.exception and not at.error
