"""What is found, in which order, and what is suggested."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hansa.foundation.search.index import Entry, Index

ENTRIES = [
    Entry("member", "/members/seoul/", {"en": "Seoul", "ko": "서울", "zh-hans": "首尔", "ar": "سيول"}, {"en": "President city"}, {"en": "South Korea"}, 1.2),
    Entry("member", "/members/berlin/", {"en": "Berlin", "it": "Berlino", "ar": "برلين"}, {}, {"en": "Germany", "de": "Deutschland"}),
    Entry("edition", "/programmes/seoul-2014/", {"en": "Seoul Program 2014", "ko": "서울 프로그램 2014"}, {"en": "Lectures in Seoul"}, {"en": "2014"}),
    Entry("edition", "/programmes/nia-2017/", {"en": "NIA workshop 2017"}, {"en": "Four days of lectures in Seoul for officials of cities"}),
    Entry("event", "/x/athens/", {"en": "Champions workshop, Athens"}, {}, {"en": "Greece"}),
    Entry("partner", "/partners/#geneva", {"en": "University of Geneva", "ar": "جامعة جنيف", "fr": "Université de Genève"}),
    *(Entry("page", f"/p{n}/", {"en": f"Page of things {n}"}) for n in range(10)),
]  # fmt: skip


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(ENTRIES)


def urls(answer) -> list[str]:
    return [entry.url for entry in answer.entries]


def test_a_title_that_says_only_what_was_asked_comes_first(index):
    assert urls(index.search("seoul", "en"))[0] == "/members/seoul/"


def test_a_word_in_a_title_counts_more_than_one_in_a_text(index):
    found = urls(index.search("seoul", "en"))
    assert found.index("/programmes/seoul-2014/") < found.index("/programmes/nia-2017/")


@pytest.mark.parametrize("question", ["서울", "서우", "首尔", "سيول", "SEOUL", "seo"])
def test_a_city_is_found_in_any_script_and_by_its_beginning(index, question):
    assert "/members/seoul/" in urls(index.search(question, "en"))


def test_all_words_must_be_there(index):
    assert urls(index.search("athens workshop", "en")) == ["/x/athens/"]


def test_where_nothing_holds_all_words_what_holds_most_is_given(index):
    answer = index.search("athens seoul 2014", "en")
    assert not answer.holds_all
    assert urls(answer) == ["/programmes/seoul-2014/"]


def test_accents_and_the_arabic_article_make_no_difference(index):
    assert urls(index.search("geneve universite", "en")) == ["/partners/#geneva"]
    assert urls(index.search("الجامعة", "ar")) == ["/partners/#geneva"]


def test_a_kind_narrows_and_the_counts_stay(index):
    answer = index.search("seoul", "en", kind="edition")
    assert {entry.kind for entry in answer.entries} == {"edition"}
    assert answer.by_kind == {"member": 1, "edition": 2}


def test_a_slip_of_the_finger_is_put_right(index):
    assert index.nearest("berlni") == "Berlin"
    assert index.nearest("champoins athens") == "Champions athens"
    assert index.nearest("zzzz") == ""
    assert index.nearest("seoul") == ""


def test_an_empty_question_finds_nothing(index):
    assert index.search("", "en").entries == []
    assert index.search("!?", "en").entries == []


@settings(deadline=None)
@given(st.permutations(ENTRIES), st.sampled_from(["seoul", "workshop", "of", "2014 lectures", "ge"]))
def test_the_order_in_which_entries_come_makes_no_difference(entries, question):
    assert urls(Index(entries).search(question, "fr")) == urls(Index(ENTRIES).search(question, "fr"))


@settings(deadline=None)
@given(st.text(max_size=40), st.sampled_from(["en", "ar", "ko", "zh-hans", "xx"]))
def test_no_question_is_too_odd(question, language):
    index = Index(ENTRIES)
    answer = index.search(question, language)
    assert sum(answer.by_kind.values()) == len(answer.entries)
    index.nearest(question)


@settings(deadline=None)
@given(st.sampled_from(ENTRIES), st.data())
def test_every_entry_is_found_by_the_beginning_of_each_word_of_its_title(entry, data):
    title = data.draw(st.sampled_from(sorted(entry.title.values())))
    for word in title.replace(",", " ").split():
        cut = data.draw(st.integers(min(2, len(word)), len(word)))
        assert entry.url in urls(Index(ENTRIES).search(word[:cut], "en")), word[:cut]
