"""Acts of credentials; the public door of the app."""

from hansa.credentials.adapters.keyring import KeyUnavailable
from hansa.credentials.adapters.typeset import SheetBroken
from hansa.credentials.rules.bundle import NotATrustBundle
from hansa.credentials.rules.ceremony import RequestRefused
from hansa.credentials.rules.document import document_text
from hansa.credentials.rules.reading import NotJson
from hansa.credentials.rules.texts import TextRefused
from hansa.credentials.rules.verification import Line, Report, Trust
from hansa.credentials.services.achievements import SignatoriesRefused, define_achievement
from hansa.credentials.services.away import NothingToSign, entrust_key, import_answer, make_signing_request
from hansa.credentials.services.bundling import bundle_files, export_files, trust_from_files
from hansa.credentials.services.claims import ClaimDecided, decide_claim, request_claim
from hansa.credentials.services.health import readiness
from hansa.credentials.services.issuing import IssuingRefused, NoName, SpecimenSignatory, issue_credential
from hansa.credentials.services.sheet import pdf_of, verify_url
from hansa.credentials.services.sheet_keys import roots_in_pem, rotate_sheet_key
from hansa.credentials.services.signatories import (
    SignatoryKeyRefused,
    define_signatory,
    did_document_of,
    rotate_key,
)
from hansa.credentials.services.status import published
from hansa.credentials.services.verifying import (
    LARGEST_FILE,
    issued_instead,
    trust_from_bundle,
    verify_credential,
    verify_document,
    verify_file,
)
from hansa.credentials.services.withdrawing import NotIssued, reissue_credential, revoke_credential
from hansa.credentials.services.wording import (
    Sentence,
    answer,
    is_of_the_file,
    is_unsigned,
    reason,
    sentences,
    shown_facts,
)

__all__ = [
    "LARGEST_FILE",
    "ClaimDecided",
    "IssuingRefused",
    "KeyUnavailable",
    "Line",
    "NoName",
    "NotATrustBundle",
    "NotIssued",
    "NotJson",
    "NothingToSign",
    "Report",
    "RequestRefused",
    "Sentence",
    "SheetBroken",
    "SignatoriesRefused",
    "SignatoryKeyRefused",
    "SpecimenSignatory",
    "TextRefused",
    "Trust",
    "answer",
    "bundle_files",
    "decide_claim",
    "define_achievement",
    "define_signatory",
    "did_document_of",
    "document_text",
    "entrust_key",
    "export_files",
    "import_answer",
    "is_of_the_file",
    "is_unsigned",
    "issue_credential",
    "issued_instead",
    "make_signing_request",
    "pdf_of",
    "published",
    "readiness",
    "reason",
    "reissue_credential",
    "request_claim",
    "revoke_credential",
    "roots_in_pem",
    "rotate_key",
    "rotate_sheet_key",
    "sentences",
    "shown_facts",
    "trust_from_bundle",
    "trust_from_files",
    "verify_credential",
    "verify_document",
    "verify_file",
    "verify_url",
]
