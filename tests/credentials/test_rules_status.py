"""Status lists: how bits are spelled, and which list may speak of which certificate."""

import base64
import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.credentials.parties import (
    DAY,
    ISSUER,
    MAYOR,
    STRANGER,
    TRUST,
    checked,
    proof_by,
    reasons,
    signed,
    unsigned,
)

from hansa.credentials.adapters.contexts import contexts
from hansa.credentials.rules import proof, status
from hansa.credentials.rules.verification import Trust

ADDRESS = "http://localhost:8000/status/0b8f4c8e-7b6f-4a53-8a3a-2f6f3d1c7a10/"
PLACE = 94_567


def listed(indexes=(), party=ISSUER, address=ADDRESS):
    """A list that somebody has signed."""
    bare = status.unsigned_list(
        list_id=address, issuer=party.did, bits=status.packed(indexes, status.LEAST_BITS), at=DAY
    )
    return {**bare, "proof": proof_by(party, bare, proof.RDFC)}


def known(document, trust=TRUST):
    return status.known_list(document, keys=trust.key, contexts=contexts())


def with_place(index=PLACE, **changes):
    """A certificate that has a place in the list."""
    return signed({**unsigned(), "credentialStatus": status.entry(ADDRESS, index) | changes})


def against(document, *lists):
    return checked(document, Trust(TRUST.keys, tuple(lists)))


def status_line(report):
    return next(line for line in report.lines if line.kind == "status")


@settings(max_examples=25, deadline=None)
@given(st.sets(st.integers(0, status.LEAST_BITS - 1), max_size=60))
def test_bits_come_back_as_they_were_set(indexes):
    bits = status.decoded(status.encoded(status.packed(indexes, status.LEAST_BITS)))
    assert {place for place in range(status.LEAST_BITS) if bits[place >> 3] & 0x80 >> (place & 7)} == indexes


def test_first_place_is_the_leftmost_bit():
    text = status.encoded(status.packed([0, 9], status.LEAST_BITS))
    assert text[0] == "u"
    assert "=" not in text
    bits = gzip.decompress(base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4)))
    assert len(bits) * 8 == 131_072
    assert bits[:2] == bytes([0b1000_0000, 0b0100_0000])


def spelled(raw):
    return "u" + base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "z1111",
        "u",
        "u!!!",
        spelled(b"not gzip"),
        spelled(gzip.compress(b"\0" * 100, mtime=0)),
        spelled(gzip.compress(b"\0" * (1 << 22), mtime=0)),
        spelled(gzip.compress(b"\0" * 20_000, mtime=0)[:-4]),
        spelled(gzip.compress(b"\0" * 20_000, mtime=0) + b"more"),
    ],
)
def test_text_that_is_no_list(text):
    with pytest.raises(status.NotAList):
        status.decoded(text)


def test_not_withdrawn_by_the_list():
    report = against(with_place(), known(listed([PLACE - 1, PLACE + 1])))
    assert report.is_valid
    assert status_line(report).facts["reason"] == "list"


def test_withdrawn_by_the_list():
    report = against(with_place(), known(listed([PLACE])))
    assert not report.is_valid
    assert reasons(report) == {"listed"}


def test_list_that_is_not_at_hand_leaves_it_open():
    report = against(with_place())
    assert report.is_valid
    assert status_line(report).state == "unknown"
    assert status_line(report).facts["reason"] == "list_absent"


def test_certificate_from_before_there_were_lists_says_so():
    report = against(signed(), known(listed([PLACE])))
    assert report.is_valid
    assert status_line(report).facts == {"reason": "no_list"}


def test_list_of_the_co_signatory_says_nothing_of_the_issuers():
    assert reasons(against(with_place(), known(listed([], MAYOR)))) == {"list_of_another"}


def test_place_beyond_the_list_is_refused():
    assert reasons(against(with_place(status.LEAST_BITS), known(listed()))) == {"no_such_place"}


@pytest.mark.parametrize(
    "changes",
    [
        {"statusListIndex": PLACE},
        {"statusListIndex": "094567"},
        {"statusListIndex": "-1"},
        {"statusPurpose": "suspension"},
        {"id": f"{ADDRESS}#1"},
        {"statusSize": "1"},
    ],
)
def test_place_in_another_form_is_refused(changes):
    report = against(with_place(**changes), known(listed()))
    assert not report.is_valid
    assert report.lines[0].facts["part"].startswith("/credentialStatus")


@pytest.mark.parametrize(
    "altered",
    [
        lambda one: one | {"validFrom": "2026-01-01T00:00:00Z"},
        lambda one: one | {"id": f"{ADDRESS}x"},
        lambda one: one | {"issuer": MAYOR.did},
        lambda one: {**one, "credentialSubject": listed([PLACE])["credentialSubject"]},
        lambda one: {name: part for name, part in one.items() if name != "proof"},
        lambda one: one | {"more": "x"},
        lambda one: listed([], STRANGER),
        lambda one: {**listed([], STRANGER), "issuer": ISSUER.did},
        lambda one: [],
    ],
)
def test_list_that_was_altered_is_refused(altered):
    with pytest.raises(status.NotAList):
        known(altered(listed()))


def test_list_signed_after_its_key_was_retired_is_refused():
    with pytest.raises(status.NotAList, match="not in use"):
        known(listed(), Trust((ISSUER.trusted(until=DAY),)))
