"""What a folder keeps in English is told in the reader's language."""

import re

from engine.language import words
from engine.language.retold import retold
from engine.lessons.paint.dream import train as dream
from engine.lessons.paint.dream.config import DreamConfig
from engine.runs.failures import Diverged, explain


def test_an_english_reader_is_told_what_stands_there():
    assert retold("This run has already done 500 steps.") == "This run has already done 500 steps."


def test_a_sentence_with_something_filled_in_is_told_in_korean():
    kept = explain(Diverged("loss", 1200))
    with words.speaking("ko"):
        assert "1200스텝에서" in retold(kept.what)
        assert "학습률" in retold(kept.advice)


def test_a_sentence_that_is_filled_in_whole_is_found_in_the_catalogue():
    with words.speaking("ko"):
        assert (
            retold("This run is still at work.")
            == words._("This run is still at work.")
            != "This run is still at work."
        )


def korean(text):
    with words.speaking("ko"):
        return retold(text)


def test_each_of_two_sentences_is_told_where_no_catalogue_knows_both_together():
    plain, note = (
        dream.caption(DreamConfig(channel=138)),
        "At step 30 the eye gave no numbers, so the dream went one step back.",
    )
    told = korean(f"{plain} {note}")
    assert told == f"{korean(plain)} {korean(note)}"
    assert "꿈꾸었어요" in told and "30스텝" in told and not re.search("[a-z]{5}", told.replace(DreamConfig.layer, ""))


def test_two_sentences_filled_into_a_third_are_told_as_well():
    reasons = "example.org does not say how large the file is. example.net could not be reached."
    told = korean(f"a.npz could not be downloaded. {reasons}")
    assert "a.npz" in told and not re.search("could|does|reached", told)


def test_names_in_a_list_are_told_one_by_one():
    told = korean("Made from fresh noise at each look: each row from one noise, asked for nothing, then smile, hat.")
    assert "미소" in told and "모자" in told and "nothing" not in told


def test_a_text_of_which_a_part_is_somebodys_own_stays_whole():
    assert korean("Made from fresh noise at each look. My cats, at night.").startswith("Made")


def test_somebodys_own_words_stay():
    with words.speaking("ko"):
        assert retold("Rows of my own cats, at night.") == "Rows of my own cats, at night."
        assert retold("오류: 이미 한국어예요.") == "오류: 이미 한국어예요."
