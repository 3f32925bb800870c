"""Bundles: everything that checking certificates needs when this site is gone, as files."""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.conf import settings

from hansa.credentials.adapters import keyring
from hansa.credentials.adapters.contexts import FOLDER, PINS, contexts
from hansa.credentials.models import Achievement, Credential, Signatory, StatusList
from hansa.credentials.rules import bundle
from hansa.credentials.rules import proof as proofs
from hansa.credentials.rules.dids import key_id
from hansa.credentials.rules.document import document_text
from hansa.credentials.rules.verification import Trust
from hansa.credentials.selectors import signatories, signatories_of
from hansa.credentials.services.sheet import pdf_of
from hansa.credentials.services.sheet_keys import roots_in_pem
from hansa.credentials.services.signatories import did_document_of
from hansa.credentials.services.status import published
from hansa.foundation.i18n import in_language

README = """Everything that checking certificates of {base} needs, without {base}.

  hansa credentials verify FILE --trust THIS_FOLDER

dids/      the published keys of each signatory, vouched for by those who sign beside it
status/    which certificates were withdrawn, as their issuers signed it on {day}
contexts/  the JSON-LD contexts that certificates name, by their addresses in bundle.json
{root}
bundle.json names each file with its SHA-256. The signatures are W3C Data Integrity proofs (eddsa-rdfc-2022 of the
issuer, eddsa-jcs-2022 of whoever signs beside it); any library that reads those can check them with these files.
"""


def bundle_files(*, now: datetime) -> dict[str, bytes]:
    """Return the files of a bundle by their names: every signatory and every status list of this installation."""
    everybody = list(signatories())
    files = {f"dids/{row.key}.json": _text(_vouched(row, _beside(row, everybody), now)) for row in everybody}
    # A list is signed by its issuer; one whose key is elsewhere cannot be made here.
    for row in StatusList.objects.filter(issuer__in=everybody).select_related("issuer"):
        with suppress(keyring.KeyUnavailable):
            files[f"status/{row.pk}.json"] = published(row, now=now).encode()
    files |= {f"contexts/{pin.file}": (FOLDER / pin.file).read_bytes() for pin in PINS}
    return _complete(files, everybody, now)


def export_files(credential: Credential, *, now: datetime) -> dict[str, bytes]:
    """Return one certificate with what an outside verifier needs to check it."""
    # Drawn first: it may be the first sheet that is signed under a root.
    sheet = pdf_of(credential)
    signers = signatories_of(credential.achievement)
    files = {f"docs/{row.key}.did.json": _text(_vouched(row, _beside(row, signers), now)) for row in signers}
    if credential.status_list is not None:
        files["docs/status.json"] = published(credential.status_list, now=now).encode()
    if roots := roots_in_pem():
        files[bundle.ROOT] = "".join(roots).encode()
    return {
        "credential.json": document_text(credential.document).encode(),
        "certificate.pdf": sheet,
        **files,
    }


def _complete(files: dict[str, bytes], everybody: Iterable[Signatory], now: datetime) -> dict[str, bytes]:
    roots = roots_in_pem()
    if roots:
        files[bundle.ROOT] = "".join(roots).encode()
    said = {"base": settings.HANSA_BASE_URL, "day": f"{now:%Y-%m-%d}"}
    line = "root.pem   the certificate under which the pages of certificates (PDF) are signed\n"
    files["README.txt"] = README.format(root=line if roots else "", **said).encode()
    contents = {
        "kind": bundle.KIND,
        "made": f"{now:%Y-%m-%dT%H:%M:%SZ}",
        "of": settings.HANSA_BASE_URL,
        "signatories": {
            row.did: {"name": in_language(row.name, "en"), "role": in_language(row.role, "en")}
            for row in everybody
        },
        "contexts": {pin.url: f"contexts/{pin.file}" for pin in PINS},
        "files": {name: bundle.sha256(data) for name, data in sorted(files.items())},
    }
    return {**files, bundle.CONTENTS: _text(contents)}


def _beside(row: Signatory, among: Iterable[Signatory]) -> list[Signatory]:
    """Who signs some certificate together with a signatory: they vouch for its keys."""
    shared = Achievement.objects.filter(signatories=row)
    keys = set(Signatory.objects.filter(achievements__in=shared).values_list("key", flat=True))
    return [other for other in among if other.key in keys and other.pk != row.pk]


def _vouched(row: Signatory, others: Iterable[Signatory], now: datetime) -> dict[str, Any]:
    document = did_document_of(row)
    for other in others:
        key = next((key for key in other.keys.all() if key.retired_at is None), None)
        if key is None or not keyring.has_key(key.multikey):
            continue
        options = proofs.proof_options(
            document, suite=proofs.JCS, key=key_id(other.did, key.multikey), created=now
        )
        sign = keyring.signer(key.multikey)
        document = bundle.countersigned(document, options, sign=sign, contexts=contexts())
    return document


def _text(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def trust_from_files(files: Mapping[str, bytes]) -> Trust:
    """Return what the files of a folder say one may believe. Raises ``NotATrustBundle``."""
    return bundle.trust_in_files(files, contexts=contexts())
