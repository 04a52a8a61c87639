"""What a folder keeps in English is told in the reader's language."""

from engine.language import words
from engine.language.retold import retold
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


def test_somebodys_own_words_stay():
    with words.speaking("ko"):
        assert retold("Rows of my own cats, at night.") == "Rows of my own cats, at night."
        assert retold("오류: 이미 한국어예요.") == "오류: 이미 한국어예요."
