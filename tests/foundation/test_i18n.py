from django.utils.translation import override

from hansa.foundation.i18n import comma, from_its_side, in_language, listed
from hansa.messaging.models import Letter


def test_text_falls_back_to_english_then_to_any():
    text = {"en": "Seoul", "ko": "서울"}
    assert in_language(text, "ko") == "서울"
    assert in_language(text, "fr") == "Seoul"
    assert in_language({"ko": "서울"}, "fr") == "서울"
    assert in_language({}, "fr") == ""


def test_text_of_a_variant_falls_back_to_its_language():
    assert in_language({"en": "a", "fr": "b"}, "fr-ca") == "b"


def test_choice_is_said_in_the_reader_s_language() -> None:
    letter = Letter(state="sent")
    known = dict(Letter._meta.get_field("state").flatchoices)
    assert letter.get_state_display() == str(known["sent"])
    assert Letter(state="gone").get_state_display() == "gone"


def test_list_is_set_apart_by_the_comma_of_the_language_spoken() -> None:
    said = {}
    for language in ("en", "ar", "ko", "zh-hans"):
        with override(language):
            said[language] = (listed(["a", 2]), comma())
    assert said == {
        "en": ("a, 2", ", "),
        "ar": ("\u2068a\u2069\u200f، \u20682\u2069", "، "),
        "ko": ("a, 2", ", "),
        "zh-hans": ("a、2", "，"),
    }


def test_arabic_line_that_begins_with_latin_letters_still_begins_on_the_right() -> None:
    assert from_its_side("B2، نقاشات", "ar") == "\u200fB2، نقاشات"
    for text, language in (
        ("B2, discussions", "en"),
        ("Hansa (2017)", "ar"),
        ("نقاشات B2", "ar"),
        ("", "ar"),
    ):
        assert from_its_side(text, language) == text
