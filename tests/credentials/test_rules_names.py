import secrets
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hansa.credentials.rules import base58, dids
from hansa.credentials.rules.instants import parse_instant, written
from hansa.credentials.rules.reading import NotJson, read_json
from hansa.credentials.rules.scripts import Script, script_of
from hansa.credentials.rules.short_codes import ALPHABET, grouped, read_code, short_code
from hansa.credentials.rules.texts import TextRefused, hashed_email, is_signable, signable, signable_prose


@given(st.binary(max_size=80))
def test_base58_comes_back(data):
    assert base58.decode(base58.encode(data)) == data


def test_base58_strange_letter():
    with pytest.raises(base58.NotBase58):
        base58.decode("0OIl")


@given(st.binary(min_size=32, max_size=32))
def test_multikey_comes_back(public):
    text = dids.multikey(public)
    assert text.startswith("z6Mk")
    assert dids.public_key(text) == public


@pytest.mark.parametrize(
    "text", ["", "z", "m6Mk", "zDnaegE6RR3atJtHKwTRTWHsJ3kNHqFwv7n9YjTgmU7TyfU76", "z6Mk0"]
)
def test_public_key_of_another_kind(text):
    with pytest.raises(dids.NotAKey):
        dids.public_key(text)


def test_did_web_with_port():
    did = dids.did_web("localhost:8000", "did", "mayor")
    assert did == "did:web:localhost%3A8000:did:mayor"
    assert dids.did_web_url(did) == "https://localhost:8000/did/mayor/did.json"


def test_did_web_of_a_whole_host():
    assert (
        dids.did_web_url(dids.did_web("wego.example.org")) == "https://wego.example.org/.well-known/did.json"
    )


def test_did_document_reads_back():
    key, old = dids.multikey(bytes(32)), dids.multikey(bytes([1]) * 32)
    retired = datetime(2026, 1, 1, tzinfo=UTC)
    keys = dids.keys_of(
        dids.did_document(
            "did:web:example.org", [dids.PublishedKey(key), dids.PublishedKey(old, until=retired)]
        )
    )
    assert [(one.public, one.until) for one in keys] == [(bytes(32), None), (bytes([1]) * 32, retired)]


def test_did_document_foreign_controller_says_nothing():
    document = dids.did_document("did:web:example.org", [dids.PublishedKey(dids.multikey(bytes(32)))])
    document["verificationMethod"][0]["controller"] = "did:web:other.example.org"
    assert dids.keys_of(document) == ()


@pytest.mark.parametrize(
    "document", [{}, {"id": 1}, {"id": "did:web:x", "verificationMethod": [3], "assertionMethod": []}]
)
def test_did_document_not_one(document):
    with pytest.raises(dids.NotADidDocument):
        dids.keys_of(document)


def test_short_code_reads_back_however_typed():
    code = short_code(secrets.randbelow)
    assert read_code(code) == code
    assert read_code(f" {grouped(code).lower()} ") == code
    assert read_code(code.replace("0", "O").replace("1", "l")) == code


@given(st.integers(0, 8), st.sampled_from(ALPHABET))
def test_short_code_one_wrong_letter_is_noticed(place, letter):
    code = short_code(lambda n: 7)
    wrong = code[:place] + letter + code[place + 1 :]
    assert (read_code(wrong) == wrong) == (wrong == code)


@pytest.mark.parametrize("typed", ["", "4F7K", "4F7K-29QM-C3-Z", "!!!!!!!!!!", "UUUUUUUUUU"])
def test_short_code_nothing_meant(typed):
    assert read_code(typed) is None


def test_instant_in_utc_to_the_second():
    seoul = timezone(timedelta(hours=9))
    assert written(datetime(2025, 11, 14, 18, 30, 5, 999, tzinfo=seoul)) == "2025-11-14T09:30:05Z"


@pytest.mark.parametrize(
    "text", ["2025-11-14", "2025-11-14T09:30:00+00:00", "2025-11-14T09:30:00.0Z", "2025-02-30T00:00:00Z"]
)
def test_instant_in_another_spelling(text):
    with pytest.raises(ValueError):
        parse_instant(text)


def test_text_is_composed():
    assert signable(" Zoe\u0308 ") == "Zoë"
    assert not is_signable("Zoe\u0308")


@pytest.mark.parametrize("text", ["a\nb", "a\x00b", "\u202eabc", "\ud800", "a\u2028b"])
def test_text_with_a_hidden_character(text):
    with pytest.raises(TextRefused):
        signable(text)


@pytest.mark.parametrize("name", ["Zoë Đặng-O'Connor", "김민준", "王小明", "محمد عبد الله", "क्\u200dष"])
def test_text_of_any_script(name):
    assert is_signable(signable(name))


def test_prose_loses_its_line_ends():
    assert signable_prose("one\n  two\t three \n") == "one two three"


def test_hashed_email_is_salted():
    assert hashed_email("a@example.org", "x") != hashed_email("a@example.org", "y")


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Zoë", Script.LATIN),
        ("김민준", Script.HANGUL),
        ("王小明", Script.HAN),
        ("محمد", Script.ARABIC),
        ("", Script.LATIN),
    ],
)
def test_script_of_a_name(name, script):
    assert script_of(name) is script


@pytest.mark.parametrize(
    "text",
    [b'{"a":1,"a":2}', b"{", b"\xff", b"NaN", b"9" * 5000, b"[" * 100_000, b'"' + b"x" * 1_100_000 + b'"'],
)
def test_json_that_is_refused(text):
    with pytest.raises(NotJson):
        read_json(text)
