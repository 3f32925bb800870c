"""The frame of every mail: light enough, one button, nothing fetched, and a text part that says the same."""

import re

import pytest

from hansa.foundation.mail.rules import frame, lines
from hansa.foundation.mail.rules.markup import write

LANGUAGES = ("en", "fr", "de", "it", "ar", "ko", "zh-hans")
BODY = """Dear {name},

we are glad to offer you a place in Seoul. It is yours if you take it.

[Take the place]({url})

- until **13 October**
- by one click

[Another page]({other_url})

The secretariat
"""
VALUES = {
    "name": "Zoë <b>",
    "url": "https://example.org/my/?a=1&b=2",
    "other_url": "https://example.org/x/",
}
HOUSE = frame.House(name="WeGO", line="WeGO, World Smart Sustainable Cities Organization")
WORDS = frame.Words(answers="Minjun Kang reads it: kang@example.org", why="You asked for it.")


def mail(language="en", body=BODY, **values):
    written = write(
        subject="A place for you",
        body=body,
        values=VALUES | values,
        language=language,
        allowed=set(VALUES) | set(values),
    )
    return frame.framed(frame.Content(written.subject, written.text, written.html, language), HOUSE, WORDS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_mail_says_its_language_and_direction(language):
    page = mail(language).html
    way = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{way}">' in page
    assert f'role="article" lang="{language}" dir="{way}"' in page
    assert f"text-align:{'right' if way == 'rtl' else 'left'}" in page


def test_mail_fetches_nothing_and_counts_nothing():
    page = mail().html
    assert not re.search(r"<(img|link|script|iframe|object|form)\b|url\(|@import|@font-face", page)


def test_mail_has_one_button_and_its_address_spelled_out():
    page = mail().html
    assert page.count("bgcolor=") == 1
    address = "https://example.org/my/?a=1&amp;b=2"
    assert page.count(f'href="{address}"') == 2
    assert f">{address}</a>" in page
    assert ">Another page</a>" in page


def test_address_written_out_in_a_sentence_breaks_on_a_telephone():
    page = mail(body="Dear {name},\n\nwhat you wrote stays here: {url}").html
    [link] = re.findall(r'<a class="m-link"[^>]*href="https://example.org/my/[^>]*>', page)
    assert "word-break:break-word" in link


def test_text_part_says_the_same_and_who_answers():
    text = mail().text
    assert "Take the place:\nhttps://example.org/my/?a=1&b=2\n" in text
    assert "- until 13 October\n" in text
    assert "\n-- \nMinjun Kang reads it: kang@example.org\n" in text
    assert "<" not in text.replace("Zoë <b>", "")


def test_value_stays_a_value_in_the_frame():
    page = mail(name='</p><a class="btn act" href="https://evil.example">').html
    assert 'href="https://evil.example"' not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_mail_of_a_long_letter_stays_under_twenty_kilobytes(language):
    long = "\n\n".join(["물" * 400] * 8)
    assert len(mail(language, body=BODY + "\n" + long).html.encode()) < frame.HEAVIEST


def test_preheader_is_the_first_sentence_that_says_something():
    assert mail().preheader.startswith("we are glad to offer you a place in Seoul.")
    assert frame.preheader_of("Your code is:\n\nABC-123\n\nType it there.\n") == "Type it there."
    assert frame.preheader_of("{name}，您好：\n\n我们收到了您的申请。\n") == "我们收到了您的申请。"
    assert len(frame.preheader_of("word " * 100 + ".")) <= 121


def test_long_line_is_wrapped_between_words_and_an_address_is_not():
    address = "https://example.org/" + "a" * 90
    text = lines.wrapped("word " * 40 + "\n\n" + address)
    assert address in text.split("\n")
    assert all(lines.width_of(line) <= lines.WIDTH for line in text.split("\n") if line != address)


def test_chinese_is_wrapped_between_characters_and_no_line_begins_with_a_full_stop():
    text = lines.wrapped("这一次我们不能为您提供名额。" * 12)
    rows = text.split("\n")
    assert len(rows) > 1
    assert "".join(rows) == "这一次我们不能为您提供名额。" * 12
    assert not any(row.startswith(("。", "，")) for row in rows)


def test_korean_word_is_kept_whole():
    words = ("정성껏 준비해 주셔서 고맙습니다. " * 10).strip()
    assert " ".join(lines.wrapped(words).split("\n")) == words
