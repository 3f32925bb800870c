"""Both signatures on a sheet's page: other programs accept them, and we refuse whatever was done to them."""

import io
import random
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.credentials.sheets import DAY, DIDS, bare, checked, looked_at, needs, parties, run, sign, signed

from hansa.credentials.rules import cms, revisions
from hansa.credentials.rules.sheet_certificates import beginning
from hansa.credentials.rules.sheet_signatures import has_signatures
from hansa.credentials.rules.verification import Line, Report
from hansa.credentials.services.wording import sentences

GOOD = ["", ""]


def holes(data):
    """Where each /Contents begins and ends, its brackets left out."""
    found, at = [], 0
    while (at := data.find(b"/Contents<", at)) >= 0:
        end = data.index(b">", at)
        found.append((at + 10, end))
        at = end
    return found


def test_both_signatures_hold():
    found = looked_at(signed())
    assert [one.reason for one in found] == GOOD
    assert [one.facts["role"] for one in found] == ["Secretary General", "서울특별시장 (specimen)"]
    assert found[0].facts["created"] == "2025-11-14T09:30:00Z"


def test_one_signature_holds():
    data = sign(bare(), parties().custodians[0], 1, DAY, 1)
    assert checked(data, needed=DIDS[:1]) == [""]


def test_signing_is_the_same_every_time():
    first, second = parties().custodians
    assert sign(sign(bare(), first, 1, DAY, 2), second, 2, DAY) == signed()


def test_signing_keeps_what_is_there():
    one = signed(count=1)
    assert one.startswith(bare())
    assert signed().startswith(one)


@needs("qpdf")
@pytest.mark.parametrize("count", [1, 2])
def test_qpdf_finds_nothing(count, tmp_path):
    (tmp_path / "sheet.pdf").write_bytes(signed(count=count))
    assert b"No syntax or stream encoding errors" in run("qpdf", "--check", tmp_path / "sheet.pdf")


@needs("pdfsig")
def test_pdfsig_accepts_both(tmp_path):
    (tmp_path / "sheet.pdf").write_bytes(signed())
    said = run("pdfsig", tmp_path / "sheet.pdf").decode()
    assert said.count("Signature is Valid.") == 2
    assert said.count("- Total document signed") == 1
    assert said.count("ETSI.CAdES.detached") == 2


def test_pyhanko_accepts_both():
    from asn1crypto import x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.fields import MDPPerm
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    root = x509.Certificate.load(parties().root)
    read = PdfFileReader(io.BytesIO(signed()), strict=True)
    first, second = (
        validate_pdf_signature(one, ValidationContext(trust_roots=[root], allow_fetching=False))
        for one in read.embedded_signatures
    )
    assert first.bottom_line
    assert second.bottom_line
    assert first.modification_level == ModificationLevel.FORM_FILLING
    assert second.modification_level == ModificationLevel.NONE
    assert read.embedded_signatures[0].docmdp_level == MDPPerm.FILL_FORMS
    assert {"content_type", "message_digest", "signing_certificate_v2", "cms_algorithm_protection"} == {
        attribute["type"].native for attribute in read.embedded_signatures[0].signer_info["signed_attrs"]
    }
    assert root.subject not in [one.subject for one in read.embedded_signatures[0].other_embedded_certs or []]


def test_widgets_are_invisible_and_printed():
    import pikepdf

    with pikepdf.open(io.BytesIO(signed())) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        assert [str(field.T) for field in fields] == ["Signature 1", "Signature 2"]
        assert all(int(field.F) & 0b100110 == 0b100 for field in fields)  # printed, neither hidden nor unseen
        assert all(list(field.Rect) == [0, 0, 0, 0] for field in fields)
        assert [field.objgen for field in pdf.pages[0].Annots] == [field.objgen for field in fields]
        assert pdf.Root.Perms.DocMDP.objgen == fields[0].V.objgen
        assert int(fields[0].V.Reference[0].TransformParams.P) == 2


def flips(data, count, seed):
    """Places and other values for one byte each, evenly over the whole file and inside both signatures."""
    chance = random.Random(seed)
    places = [chance.randrange(len(data)) for _ in range(count)]
    for start, end in holes(data):
        places += [chance.randrange(start - 1, end + 1) for _ in range(count // 2)]
    for place in places:
        yield place, data[place] ^ chance.choice((1, 2, 4, 8, 16, 32, 64, 128, 255))


def altered(data, place, value):
    return data[:place] + bytes((value,)) + data[place + 1 :]


def test_any_changed_byte_is_refused():
    data = signed()
    for place, value in flips(data, 200, seed=6):
        assert checked(altered(data, place, value)) != GOOD, place


@pytest.mark.trial
def test_every_changed_byte_is_refused():
    data = signed()
    for place in range(len(data)):
        for value in (data[place] ^ 0x20, data[place] ^ 1):
            assert checked(altered(data, place, value)) != GOOD, place


def test_any_byte_more_or_less_is_refused():
    data = signed()
    chance = random.Random(7)
    for place in [0, len(data), *(chance.randrange(len(data)) for _ in range(100))]:
        assert checked(data[:place] + b"0" + data[place:]) != GOOD
        assert checked(data[:place] + data[place + 1 :] if place < len(data) else data + b"\n") != GOOD


@pytest.mark.parametrize("which", [0, 1])
def test_other_spellings_of_a_signature_are_refused(which):
    data = signed()
    start, end = holes(data)[which]
    text = data[start:end]
    length = len(text.rstrip(b"0"))
    for other in (
        text.upper(),
        text[:-2] + b"01",
        text[:length] + b"f" + text[length + 1 :],
        b" " + text[1:],
        text[:-2] + b"  ",
        b"30800" + text[5:],
    ):
        assert len(other) == len(text)
        assert checked(data[:start] + other + data[end:]) != GOOD


def test_the_other_value_of_s_is_refused():
    """It is a good signature to every other program; whoever has the file could have made it."""
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

    who = parties().custodians[1]

    def higher(attributes):
        r, s = decode_dss_signature(who.sign(attributes))
        return encode_dss_signature(r, cms._ORDER - s)

    data = sign(signed(count=1), replace(who, sign=higher), 2, DAY)
    assert checked(data) == ["", "form"]


def test_stripped_second_signature_is_missed():
    assert checked(signed(count=1)) == ["", "missing"]


def test_stripped_signatures_leave_a_page_without_any():
    assert not has_signatures(bare())
    assert beginning([parties().root]) == DAY


def test_appended_revision_is_refused():
    data = signed()
    there = revisions.layout(data)
    number = there.root
    more = data + b"%d 0 obj\n%b\nendobj\n" % (number, there.body(number))
    table = len(more)
    more += b"xref\n%d 1\n%010d 00000 n\r\n" % (number, len(data))
    more += b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[(%b)<%b>]/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        there.size, there.root, there.info, there.name, b"0" * 32, there.table, table,
    )  # fmt: skip
    assert checked(more) != GOOD
    assert "other_number" in checked(more)


def test_resaved_file_is_refused():
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(signed())) as pdf:
        pdf.save(out)
    assert checked(out.getvalue()) == ["form", "form"]


def test_swapped_attachment_is_refused():
    one, two = signed(attached='{"a": 1}'), bare('{"a": 2}')
    assert len(two) == len(bare('{"a": 1}'))
    assert checked(two + one[len(two) :]) != GOOD


def test_signatures_of_another_sheet_are_refused():
    one, other = signed(attached='{"a": 1}'), signed(attached='{"a": 2}')
    for start, end in holes(one):
        assert checked(one[:start] + other[start:end] + one[end:]) != GOOD


def test_strangers_of_the_same_names_are_refused():
    assert checked(signed("strangers")) == ["stranger", "stranger"]


def test_stranger_beside_the_real_one_is_refused():
    data = sign(signed(count=1), parties("strangers").custodians[1], 2, DAY)
    assert checked(data) == ["", "stranger"]


def test_one_who_signs_twice_is_refused():
    data = sign(signed(count=1), parties().custodians[0], 2, DAY)
    assert checked(data) == ["", "not_asked"]


def test_other_order_is_refused():
    first, second = parties().custodians
    data = sign(sign(bare(), second, 1, DAY, 2), first, 2, DAY)
    assert checked(data) == ["not_asked", "not_asked"]


def test_field_more_than_is_asked_is_refused():
    assert checked(sign(bare(), parties().custodians[0], 1, DAY, 2), needed=DIDS[:1]) == ["other_number"]


def test_retired_certificate_is_refused_from_its_day_on():
    name = looked_at(signed())[1].facts["certificate"]
    assert checked(signed(), ended={name: DAY}) == ["", "retired"]
    assert checked(signed(), ended={name: DAY + timedelta(days=1)}) == GOOD


def test_dates_that_cannot_be_are_refused():
    assert checked(signed(), at=DAY - timedelta(days=1)) == ["early", "early"]
    first, second = parties().custodians
    early = sign(sign(bare(), first, 1, DAY - timedelta(days=1), 2), second, 2, DAY)
    assert checked(early) == ["early", ""]


def test_no_root_believes_nobody():
    assert checked(signed(), roots=()) == ["stranger", "stranger"]


def test_field_is_signed_once():
    with pytest.raises(revisions.NotASheet):
        sign(signed(), parties().custodians[1], 2, DAY)
    with pytest.raises(revisions.NotASheet):
        sign(signed(count=1), parties().custodians[1], 3, DAY)
    with pytest.raises(revisions.NotASheet):
        sign(signed(count=1), parties().custodians[1], 1, DAY, 2)


def test_report_of_a_changed_page_calls_only_the_credential_inside_unchanged():
    lines = (Line("unchanged", "ok"), Line("page", "bad", {"reason": "stripped"}))
    inside = sentences(Report("refused", lines))[0]
    assert inside.title == "The credential inside was not changed"
    assert sentences(Report("valid", lines[:1]))[0].title == "Nothing in it was changed"
