"""Whole certificates a second on one core: `python -m tools.bench_certificates`.

Each certificate is a person's own: a credential with two proofs, the code, the sheet as PDF/A-3b in English and Korean,
and a PAdES signature of each signatory. CPU of this process; the median of many, since a machine does other things too. Beside it,
in the same run, pyHanko signs the same sheets, and pyld canonises the same credentials. Writes `build/bench-certificates.json`.
"""

import io
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from tools.steps import BUILD

REPORT = BUILD / "bench-certificates.json"
GOAL = 120.0
TIMES, PEERS = 150, 15
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
SIGNATORIES = (
    ("secretary-general", "Secretary General", "사무총장", "World Smart Sustainable Cities Organization"),
    ("mayor-of-seoul", "Mayor of Seoul", "서울특별시장", "Seoul Metropolitan Government"),
)


@dataclass(frozen=True)
class Figure:
    """One measured value; the name is stable, so that figures of two days can be compared."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    better: str = "lower"


def main() -> int:
    """Measure, print and write; 1 where whole certificates are slower than their goal."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(HANSA_DATA_DIR=folder, DATABASE_URL=f"sqlite:///{folder}/bench.sqlite3")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hansa.config.settings")
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.HANSA_DEMONSTRATION = True
        call_command("migrate", verbosity=0)
        figures = _figures()
    BUILD.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps([asdict(figure) for figure in figures], indent=1) + "\n")
    for figure in figures:
        goal = f"   goal {figure.goal:g}" if figure.goal else ""
        print(f"  {figure.name:<58}{figure.value:>10.2f} {figure.unit}{goal}")
    below = [one for one in figures if one.goal is not None and one.value < one.goal]
    return 1 if below else 0


def _figures() -> list[Figure]:
    from hansa.credentials.adapters import code
    from hansa.credentials.selectors import signatories_of
    from hansa.credentials.services.sheet import bare_sheet
    from hansa.credentials.services.sheet_keys import signed_sheet

    first = _issued()
    people = [_another(first, place) for place in range(TIMES)]
    signatories = signatories_of(first.achievement)
    issued_at = first.issued_at
    for person in people[:60]:  # the table of codes is made, fonts are read
        bare_sheet(person, mark="WeGO")
    proofs = _timed(lambda person: _signed_anew(person), people)
    codes = _timed(lambda person: code.code_of_id("http://localhost:8000/verify/", person.pk, "/"), people)
    sheets: dict[UUID, bytes] = {}

    def compose(person: Any) -> None:
        sheets[person.pk] = bare_sheet(person, mark="WeGO")

    composed = _timed(compose, people)
    pages = _timed(lambda one: signed_sheet(sheets[one.pk], signatories, issued_at=issued_at), people)
    whole = proofs + composed + pages
    share = {"two proofs": proofs, "code": codes, "sheet by Typst": composed - codes, "two PAdES": pages}
    figures = [Figure("whole certificates", 1000 / whole, "a second", GOAL, "higher")]
    figures += [Figure(f"  {name} ({100 * cost / whole:.0f} %)", cost, "ms") for name, cost in share.items()]
    figures += [
        Figure("  pyHanko, two PAdES on the same sheet", _by_pyhanko(first, sheets), "ms"),
        Figure("  pyld, the RDF of one credential", _by_pyld(first), "ms"),
    ]
    return figures


def _timed(act: Callable[[Any], Any], of: list[Any]) -> float:
    spent = []
    for one in of:
        began = time.process_time()
        act(one)
        spent.append(1000 * (time.process_time() - began))
    return statistics.median(spent)


def _issued() -> Any:
    """One certificate as the services issue it."""
    from hansa.accounts.services import register_person
    from hansa.credentials import selectors, services

    for key, role, korean, body in SIGNATORIES:
        services.define_signatory(
            key=key,
            name={"en": body, "ko": body},
            role={"en": role, "ko": korean},
            url=f"https://{key}.example.org/",
            by=None,
            now=NOW,
        )
    services.define_achievement(
        key="bench:workshop",
        name={"en": "Sustainable Smart City Champions 2025", "ko": "지속가능 스마트시티 챔피언 2025"},
        description={
            "en": "Attended a workshop and completed the course.",
            "ko": "과정을 마치고 워크숍에 참가하였습니다.",
        },
        criteria={"en": "Completion of the course; attendance of one workshop."},
        criteria_url="http://localhost:8000/programmes/champions-2025/",
        signatories=[key for key, *_ in SIGNATORIES],
        language="en",
        kind="workshop",
        by=None,
        now=NOW,
    )
    person = register_person(
        email="zoe@example.org", name="Zoë Đặng-O'Connor", language="ko", invented=True, now=NOW
    )
    credential = services.issue_credential(
        achievement_key="bench:workshop", holder=person, evidence=[], key="bench", by=None, now=NOW
    )
    found = selectors.credential(credential.pk)
    assert found is not None
    return found


def _another(first: Any, place: int) -> Any:
    """The same for somebody else, without asking the database: what a batch has at hand for each."""
    import copy

    other = copy.copy(first)
    other.pk = uuid4()
    other.holder_name = f"{chr(0x41 + place % 26)}ana Đặng-O'Connor {place}"
    other.document = copy.deepcopy(first.document)
    other.document["id"] = f"urn:uuid:{other.pk}"
    other.document["credentialSubject"]["id"] = f"urn:uuid:{uuid4()}"
    other.document["credentialSubject"]["identifier"][0]["identityHash"] = other.holder_name
    return other


def _signed_anew(person: Any) -> None:
    from hansa.credentials.adapters import keyring
    from hansa.credentials.adapters.contexts import contexts
    from hansa.credentials.rules import proof
    from hansa.credentials.rules.quads import cohort_rdf

    bare = proof.unsecured(person.document)
    made = []
    for suite, old in zip((proof.RDFC, proof.JCS), person.document["proof"], strict=True):
        key = old["verificationMethod"]
        options = proof.proof_options(bare, suite=suite, key=key, created=NOW)
        sign = keyring.signer(key.partition("#")[2])
        made.append(proof.make_proof(bare, options, sign=sign, contexts=contexts(), rdf=cohort_rdf))
    person.document["proof"] = made


def _by_pyhanko(first: Any, sheets: dict[UUID, bytes]) -> float:
    from asn1crypto import keys, x509
    from cryptography.hazmat.primitives import serialization
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    from hansa.credentials.adapters import sheet_keys
    from hansa.credentials.selectors import signatories_of

    made = []
    for signatory in signatories_of(first.achievement):
        certificate = bytes(signatory.sheet_keys.get().certificate)
        private = sheet_keys._private(certificate).private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        made.append(
            signers.SimpleSigner(
                signing_cert=x509.Certificate.load(certificate),
                signing_key=keys.PrivateKeyInfo.load(private),
                cert_registry=SimpleCertificateStore(),
            )
        )

    def sign(sheet: bytes) -> None:
        for place, signer in enumerate(made, start=1):
            how = signers.PdfSignatureMetadata(
                field_name=f"Signature {place}",
                md_algorithm="sha256",
                subfilter=fields.SigSeedSubFilter.PADES,
                certify=place == 1,
            )
            writer = IncrementalPdfFileWriter(io.BytesIO(sheet))
            out = signers.PdfSigner(how, signer=signer).sign_pdf(writer, bytes_reserved=4096)
            sheet = out.getvalue()

    return _timed(sign, list(sheets.values())[:PEERS])


def _by_pyld(first: Any) -> float:
    from hansa.credentials.adapters.contexts import contexts
    from hansa.credentials.rules import proof

    bare = proof.unsecured(first.document)
    return _timed(lambda _place: proof.canonical_rdf(bare, contexts()), list(range(PEERS)))


if __name__ == "__main__":
    sys.exit(main())
