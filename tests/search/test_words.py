"""How texts are cut into words: folding, Arabic, Korean and Chinese."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hansa.foundation.search.excerpts import excerpt, marked
from hansa.foundation.search.words import asked, folded, words


def said(text: str) -> list[str]:
    return [word.text for word in words(text)]


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Córdoba", "cordoba"),
        ("STRASSE", "straße"),
        ("Łódź", "lodz"),
        ("Beyoğlu", "beyoglu"),
        ("Iğdır", "igdir"),
        ("أمانة", "امانه"),
        ("مُؤَسَّسَة", "موسسة"),
        ("مستشفى", "مستشفي"),
        ("والجامعات", "جامعات"),
        ("المدن", "مدن"),
        ("مـديـنة", "مدينة"),
    ],
)
def test_two_spellings_of_a_word_are_one(text, other):
    assert asked(text) == asked(other) != []


def test_korean_and_chinese_are_cut_into_overlapping_pairs():
    assert len(said("서울시")) == 3
    assert said("首尔市") == ["首尔", "尔市", "市"]
    assert asked("首尔市") == ["首尔", "尔市"]


def test_a_syllable_on_its_way_begins_the_word_it_will_be():
    assert said("서울")[0].startswith(asked("서우")[0])


def test_scripts_side_by_side_are_cut_apart():
    assert asked("NIA워크숍2017")[0] == "nia"
    assert asked("NIA워크숍2017")[-1] == "2017"


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text):
    for word in words(text):
        assert folded(word.text) == word.text or word.text.startswith(
            ("ال", "وال", "بال", "كال", "فال", "لل")
        )


@given(st.text(max_size=80))
def test_words_stand_where_they_say(text):
    last = -1
    for word in words(text):
        assert 0 <= word.start < word.end <= len(text)
        assert word.start >= last
        last = word.start
        assert word.text


@given(st.text(max_size=80), st.text(max_size=20))
def test_a_marked_text_put_together_is_the_text(text, question):
    assert "".join(piece for piece, _hit in marked(text, asked(question))) == text


@given(st.text(max_size=400), st.text(max_size=20))
def test_an_excerpt_is_never_much_longer_than_asked(text, question):
    piece = excerpt({"en": text}, question, "en", length=100)
    assert len("".join(part for part, _hit in piece.parts)) <= 110


def test_an_excerpt_is_in_the_language_that_answers():
    texts = {"en": "Training in Chengdu", "ko": "청두 연수"}
    assert excerpt(texts, "chengdu", "ko").language == "en"
    assert excerpt(texts, "청두", "en").language == "ko"
    assert excerpt(texts, "nothing", "ko").language == "ko"


def test_what_was_asked_is_marked_in_every_script():
    assert marked("A workshop in Athens", asked("work")) == [
        ("A ", False),
        ("workshop", True),
        (" in Athens", False),
    ]
    assert ("서울", True) in marked("올해 서울 워크숍", asked("서울"))
