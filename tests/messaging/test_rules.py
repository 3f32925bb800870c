from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hansa.messaging import rules

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def written(body: str, subject: str = "Subject", language: str = "en", **values: str) -> rules.Written:
    return rules.write(subject=subject, body=body, values=values, language=language)


def test_paragraphs_lists_links_and_strong_words_become_html():
    letter = written("Hello,\nthere.\n\n- one\n- two\n\n[Look](https://example.org/a?b=1&c=2) **now**")
    assert letter.html == (
        "<p>Hello,<br>there.</p>\n<ul><li>one</li><li>two</li></ul>\n"
        '<p><a href="https://example.org/a?b=1&amp;c=2">Look</a> <strong>now</strong></p>'
    )
    assert letter.text == "Hello,\nthere.\n\n- one\n- two\n\nLook: https://example.org/a?b=1&c=2 now\n"


def test_bare_address_is_a_link_and_its_full_stop_is_not():
    assert (
        '<a href="https://example.org/x" dir="ltr">https://example.org/x</a>.'
        in written("See https://example.org/x.").html
    )


def test_value_is_escaped():
    assert "<script>" not in written("Dear {name}", name="<script>alert(1)</script>").html


@pytest.mark.parametrize(
    "name",
    [
        "{url}",
        "{name}",
        "[click](https://evil.example)",
        "**loud**",
        "{__class__}",
        "{0.__init__}",
        "%(x)s",
        "\\1",
    ],
)
def test_value_is_never_read_again(name):
    letter = written("Dear {name}", subject="For {name}", name=name, url="https://example.org")
    plain = name.replace("https://", "")
    assert letter.text == f"Dear {plain}\n"
    assert letter.subject == f"For {plain}"
    assert "<a" not in letter.html
    assert "<strong" not in letter.html


def test_value_brings_no_line_into_the_subject():
    letter = written("x", subject="For {name}", name="A\r\nBcc: all@example.org\u2028B")
    assert letter.subject == "For A Bcc: all@example.org B"


def test_address_in_a_name_is_not_made_a_link():
    assert "http" not in written("Dear {name}", name="Win at https://evil.example now").text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", 'https://a"b', "https://a b", "/relative"]
)
def test_address_that_is_none_is_left_out_with_its_paragraph(url):
    letter = written("First.\n\n[Here]({url})", url=url)
    assert letter.text == "First.\n"
    assert "href" not in letter.html


def test_paragraph_without_its_value_is_left_out():
    body = "Dear {name},\n\nYour points: {points}\n\n- by {deadline}\n- always"
    assert written(body, name="Kim").text == "Dear Kim,\n\n- always\n"


def test_arabic_letter_runs_from_right_to_left():
    assert written("x", language="ar").direction == "rtl"
    assert written("x", language="zh-hans").direction == "ltr"


@given(st.dictionaries(st.sampled_from(sorted(rules.PLACEHOLDERS)), st.text(max_size=80)))
def test_no_value_breaks_out_of_the_letter(values):
    body = " ".join(f"{{{name}}}" for name in values) or "x"
    letter = written(body, subject=body, **values)
    assert "\n" not in letter.subject
    assert "\r" not in letter.subject
    tags = letter.html
    for allowed in ("<p>", "</p>", "<bdi>", "</bdi>", "</a>", "<a href="):
        tags = tags.replace(allowed, "")
    assert "<" not in tags


@pytest.mark.parametrize(
    ("subject", "body", "fault"),
    [
        ("", "x", "subject is empty"),
        ("x", " ", "text is empty"),
        ("x", "Dear {nmae}", "{nmae}"),
        ("x", "Dear {name.__class__}", "brace"),
        ("x", "Dear {name!r}", "brace"),
        ("x", "Dear {0}", "brace"),
        ("x", "Dear { name }", "brace"),
        ("a\nBcc: x", "x", "more than one line"),
    ],
)
def test_fault_of_a_template_is_named_with_its_language(subject, body, fault):
    found = rules.faults({"ko": {"subject": subject, "body": body}})
    assert any(fault in line and line.startswith("ko: ") for line in found)


def test_template_without_fault_has_none():
    assert rules.faults({"en": {"subject": "For {name}", "body": "Until {deadline}: {url}"}}) == []


def test_language_falls_back_to_english_then_to_any():
    assert rules.language_for(["en", "ko"], "ko") == "ko"
    assert rules.language_for(["en", "zh"], "zh-hans") == "zh"
    assert rules.language_for(["ko", "en"], "it") == "en"
    assert rules.language_for(["ko"], "it") == "ko"


def test_attempts_pause_longer_and_longer_and_end():
    pauses = [rules.next_attempt(n, NOW) for n in range(1, len(rules.PAUSES) + 1)]
    assert pauses == sorted(pauses)
    assert pauses[0] == NOW + timedelta(minutes=1)
    assert rules.next_attempt(len(rules.PAUSES) + 1, NOW) is None
