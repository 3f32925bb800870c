"""The sheet: what it carries, what a reader, a scanner and a checker make of it."""

import json

import pytest
from tests.credentials.sheets import needs, run
from tests.factories.credentials import achievement, issued

from hansa.credentials import services
from hansa.credentials.adapters.attachment import attached_texts
from hansa.credentials.adapters.typeset import literal

pytestmark = pytest.mark.django_db

NAMES = {
    "latin": "Zoë Đặng-O'Connor",
    "korean": "김민준",
    "chinese": "王小明",
    "arabic": "محمد عبد الله",
    "long": "Maria-Theresia Wolfeschlegelsteinhausenbergerdorff von Hohenzollern-Sigmaringenn",
}


@pytest.fixture
def sheet(earned):
    return services.pdf_of(earned)


def test_sheet_is_the_same_every_time(earned, sheet):
    assert services.pdf_of(earned) == sheet


def test_sheet_carries_the_credential(earned, sheet):
    (text,) = attached_texts(sheet)
    assert text == services.document_text(earned.document)


def test_sheet_verifies(earned, sheet, now):
    report = services.verify_file(sheet, at=now)
    assert report.is_valid
    assert [(line.kind, line.state) for line in report.lines[-2:]] == [("page_signature", "ok")] * 2
    assert [line.facts["role"] for line in report.lines[-2:]] == ["Secretary General", "Mayor of Seoul"]


def unsigned(sheet):
    """The sheet as it was before its signatures."""
    return sheet[: sheet.index(b"%%EOF") + 5]


def test_stripped_sheet_is_refused(sheet, now):
    report = services.verify_file(unsigned(sheet), at=now)
    assert report.outcome == "refused"
    assert report.lines[-1].facts["reason"] == "stripped"


def test_sheet_from_before_sheets_were_signed_verifies(earned, sheet, now):
    from hansa.credentials.models import SheetRoot

    SheetRoot.objects.all().delete()
    report = services.verify_file(unsigned(sheet), at=now)
    assert report.is_valid
    assert (report.lines[-1].kind, report.lines[-1].state) == ("page", "unknown")
    assert services.sentences(report)[-1].title == "The picture of the page is not signed"


def test_sheet_verifies_with_a_bundle(earned, sheet, now, client):
    said = json.loads(client.get("/verify/keys.json").content)
    trust = services.trust_from_bundle(json.dumps(said).encode())
    report = services.verify_file(sheet, at=now, trust=trust)
    assert [(line.kind, line.state) for line in report.lines[-2:]] == [("page_signature", "ok")] * 2
    del said["sheetRoots"]
    trust = services.trust_from_bundle(json.dumps(said).encode())
    report = services.verify_file(sheet, at=now, trust=trust)
    assert (report.lines[-1].kind, report.lines[-1].state) == ("page", "unknown")


def test_altered_sheet_is_refused_and_says_so(sheet, now):
    place = sheet.rindex(b"/Contents<") + 300
    altered = sheet[:place] + bytes((sheet[place] ^ 1,)) + sheet[place + 1 :]
    report = services.verify_file(altered, at=now)
    assert report.outcome == "refused"
    assert services.answer(report).startswith("Do not rely on this certificate.")


def test_sheet_after_rotation_is_the_same(earned, sheet, now):
    from datetime import timedelta

    services.rotate_sheet_key(signatory_key="mayor-of-seoul", by=None, now=now + timedelta(days=1))
    assert services.pdf_of(earned) == sheet
    assert services.verify_file(sheet, at=now).is_valid


def test_specimen_does_not_sign_a_sheet_in_production(earned, settings):
    settings.HANSA_DEMONSTRATION = False
    with pytest.raises(services.KeyUnavailable):
        services.pdf_of(earned)


def test_sheet_is_pdf_a_3b_with_its_data_related(sheet):
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(sheet)) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "B")
        (spec,) = pdf.Root.AF
        assert str(spec.AFRelationship) == "/Data"
        assert str(spec.EF.F.Subtype) == "/application/vc+json"
        assert len(pdf.pages) == 1
        assert "/StructTreeRoot" in pdf.Root


@needs("qpdf")
def test_sheet_is_sound(sheet, tmp_path):
    (tmp_path / "sheet.pdf").write_bytes(sheet)
    run("qpdf", "--check", tmp_path / "sheet.pdf")


@needs("pdftotext")
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_sheet_shows_the_name_on_one_page(name, person_with, now, tmp_path):
    credential = issued(person_with(name=name, language="ko"), now=now)
    (tmp_path / "sheet.pdf").write_bytes(services.pdf_of(credential))
    text = run("pdftotext", tmp_path / "sheet.pdf", "-").decode()
    if name != NAMES["arabic"]:  # pdftotext gives Arabic in presentation order, in pieces
        assert "".join(name.split()) in "".join(text.split())
    for expected in (
        "Secretary General (specimen)",
        "Mayor of Seoul (specimen)",
        credential.number,
        "invented",
    ):
        assert expected in text
    assert text.count("\f") == 1


@needs("zbarimg")
@needs("pdftoppm")
def test_sheet_code_opens_the_verify_page(earned, sheet, tmp_path):
    (tmp_path / "sheet.pdf").write_bytes(sheet)
    run("pdftoppm", "-r", "110", "-png", "-singlefile", tmp_path / "sheet.pdf", tmp_path / "sheet")
    read = run("zbarimg", "-q", "--raw", tmp_path / "sheet.png").decode().strip()
    assert read == services.verify_url(earned) == f"http://localhost:8000/verify/{earned.pk}/"


@needs("pdftotext")
def test_sheet_of_one_signature_says_so(earned_alone, tmp_path):
    (tmp_path / "sheet.pdf").write_bytes(services.pdf_of(earned_alone))
    text = run("pdftotext", "-layout", tmp_path / "sheet.pdf", "-").decode()
    assert "Valid with its signature" in text
    assert "Mayor" not in text


@pytest.mark.parametrize("language", ["en", "fr", "de", "it", "ar", "ko", "zh-hans"])
def test_sheet_in_every_language(language, person_with, now):
    credential = issued(person_with(language=language), now=now)
    assert services.verify_file(services.pdf_of(credential), at=now).is_valid


def test_sheet_of_the_programmes_own(holder, now):
    own = "#let sheet(facts) = { set page(width: 100mm, height: 50mm); facts.name }"
    row = achievement(now=now, template=own)
    pdf = services.pdf_of(issued(holder, now=now, achievement_key=row.key))
    assert services.verify_file(pdf, at=now).is_valid


def test_sheet_that_is_broken_says_so(holder, now):
    row = achievement(now=now, template="#let sheet(facts) = facts.nothing")
    with pytest.raises(services.SheetBroken):
        services.pdf_of(issued(holder, now=now, achievement_key=row.key))


def test_two_credentials_in_one_pdf_are_none(earned, sheet, now):
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(sheet)) as pdf:
        pdf.attachments["second.json"] = pikepdf.AttachedFileSpec(
            pdf, services.document_text(earned.document).encode()
        )
        out = io.BytesIO()
        pdf.save(out)
    assert services.verify_file(out.getvalue(), at=now).outcome == "not_a_certificate"


def test_pdf_bomb_is_not_opened(now):
    import io

    import pikepdf

    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.attachments["credential.json"] = pikepdf.AttachedFileSpec(pdf, b"{" + b" " * 50_000_000)
    out = io.BytesIO()
    pdf.save(out, compress_streams=True)
    assert len(out.getvalue()) < services.LARGEST_FILE
    assert services.verify_file(out.getvalue(), at=now).outcome == "not_a_certificate"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ('a"; #panic("x")', '"a\\"; #panic(\\"x\\")"'),
        ("\\", '"\\\\"'),
        ({"a": [1, True]}, "(a: (1, true, ))"),
        ({}, "(:)"),
        ([], "()"),
    ],
)
def test_literal_ends_nothing_early(value, code):
    assert literal(value) == code


NARROW = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswesse"
BOX = {"left": 99.0, "right": 280.0, "top": 15.0, "bottom": 184.0}
"""The part of the sheet (in millimetres) in which everything about the holder stands."""


def words_on(sheet, tmp_path):
    """Each word of a sheet with its box in millimetres."""
    import re

    (tmp_path / "sheet.pdf").write_bytes(sheet)
    said = run("pdftotext", "-bbox", tmp_path / "sheet.pdf", "-").decode()
    found = re.findall(
        r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', said
    )
    return [(*(float(side) / 72 * 25.4 for side in sides), word) for *sides, word in found]


@needs("pdftotext")
@pytest.mark.parametrize(
    ("name", "language"),
    [
        *((name, "ko") for name in NAMES.values()),
        (NARROW, "en"),
        ("عبد الرحمن بن محمد بن عبد الله بن عبد العزيز بن سليمان آل الشيخ المهندس الحلبي الدمشق", "ar"),
        ("王小明" * 26 + "王小", "zh-hans"),
        ("김민준" * 26 + "김민", "ko"),
    ],
)
def test_name_stays_in_its_box(name, language, person_with, now, tmp_path):
    credential = issued(person_with(language=language), now=now, name=name)
    words = words_on(services.pdf_of(credential), tmp_path)
    text = [word for word in words if BOX["left"] - 1 < word[0] and word[3] < 190 and word[4] != "SPECIMEN"]
    assert text
    assert all(word[2] <= BOX["right"] + 0.3 for word in text), max(text, key=lambda word: word[2])
    heading = next(word for word in text if word[4] == "Certificate")
    below = next(word for word in text if word[4] == "earned")
    between = [word for word in text if heading[3] < (word[1] + word[3]) / 2 < below[1]]
    assert between
    # A box of a word is as high as its font, which is more than its letters.
    assert all(word[3] <= below[3] for word in between)
    signatures = next(word for word in text if word[4] == "Secretary")
    assert below[3] < signatures[1]


HAN = {"zh-hans": "CJKsc", "zh-hant": "CJKtc", "ko": "CJKkr", "ja": "CJKjp", "en": "CJKsc"}


@needs("pdffonts")
@pytest.mark.parametrize("language", HAN)
def test_han_letters_have_the_shapes_of_the_language(language, person_with, now, tmp_path):
    credential = issued(person_with(language="en"), now=now, name="王骨直", language=language)
    (tmp_path / "sheet.pdf").write_bytes(services.pdf_of(credential))
    fonts = run("pdffonts", tmp_path / "sheet.pdf").decode()
    assert f"NotoSerif{HAN[language]}" in fonts.replace("Noto Serif", "NotoSerif")
