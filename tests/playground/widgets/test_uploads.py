"""A reader's own pictures: taken, reported, offered in the form, and still there after the page has gone."""

import io

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from engine.data import naming
from engine.data.uploads import albums
from engine.lessons.encode.autoencoder.config import AutoencoderConfig
from engine.runs import store


def page():
    import streamlit as st

    from engine.core import config as configs
    from engine.lessons.encode.autoencoder.config import AutoencoderConfig
    from playground.widgets import config_form

    config = config_form.config_form(AutoencoderConfig, "autoencoder")
    if config:
        st.json(configs.to_dict(config))


@pytest.fixture
def form():
    return AppTest.from_function(page, default_timeout=120)


def picture(number: int) -> tuple[str, bytes, str]:
    pixels = np.random.default_rng(number).integers(0, 256, (40, 50, 3), np.uint8)
    content = io.BytesIO()
    Image.fromarray(pixels).save(content, "PNG")
    return f"mine {number}.png", content.getvalue(), "image/png"


def upload(at, *files):
    at.run()
    at.file_uploader[0].set_value(list(files)).run()
    return at.button("form.autoencoder.data.own.keep").click().run()


def test_pictures_become_an_album_that_is_chosen_and_can_be_trained_on(form):
    at = upload(form, *(picture(number) for number in range(9)))
    album = albums.albums()[0]
    assert (album.count, album.size) == (9, 28)
    assert at.query_params["data"] == f"album:{album.id}"
    assert at.selectbox("form.autoencoder.data").value == f"album:{album.id}"
    assert "9 taken, 0 refused" in at.success[0].value
    at.button("autoencoder.go").click().run()
    assert f"album:{album.id}" in at.json[0].value and not at.error


def test_refused_files_are_named_with_their_reason(form):
    at = upload(form, ("notes.txt.png", b"just words, no picture at all", "image/png"), *(picture(n) for n in range(8)))
    assert "8 taken, 1 refused" in at.success[0].value
    fold = next(one for one in at.expander if "refused" in one.label)
    assert "notes" in fold.markdown[0].value


def test_too_few_pictures_are_not_kept_and_the_reader_knows_why(form):
    at = upload(form, picture(1))
    assert "at least 8 pictures" in at.error[0].value and not albums.albums()


def test_a_link_to_pictures_that_are_gone_says_so_and_offers_others(form):
    form.query_params["data"] = "album:" + "0" * 32
    at = form.run()
    assert at.button("autoencoder.go").disabled
    assert "not on this computer any more" in at.info[0].value
    at.button("form.autoencoder.data.instead").click().run()
    at.button("autoencoder.go").click().run()
    assert '"data": "glyphs"' in at.json[0].value or '"data":"glyphs"' in at.json[0].value


def test_an_album_is_offered_by_its_name_later(form):
    squares = [np.full((28, 28, 3), number, np.uint8) for number in range(10)]
    album = albums.save(squares, "Cats")
    at = form.run()
    at.selectbox("form.autoencoder.data").set_value(f"album:{album.id}").run()
    assert "Cats (10, yours)" in " ".join(at.selectbox("form.autoencoder.data").options)
    assert AutoencoderConfig(data=f"album:{album.id}")


def test_an_album_is_deleted_only_by_who_is_sure(form):
    at = upload(form, *(picture(number) for number in range(9)))
    album = albums.albums()[0]
    assert at.button("form.autoencoder.data.own.delete").disabled
    at.checkbox(f"form.autoencoder.data.own.sure.{album.id}").check().run()
    at.button("form.autoencoder.data.own.delete").click().run()
    assert albums.albums() == [] and not at.exception
    assert "not on this computer any more" in at.info[0].value


def test_a_run_says_its_albums_name_and_later_that_it_is_gone():
    album = albums.save([np.full((28, 28, 3), number, np.uint8) for number in range(10)], "Cats")
    config = AutoencoderConfig(data=f"album:{album.id}")
    assert store.default_title("autoencoder", config) == "Autoencoder, Cats"
    albums.delete(album.id)
    assert naming.in_words(config, "data") == "pictures that are gone"
