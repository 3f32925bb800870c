"""Issuing: one document, signed by everybody whom its achievement names."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from hansa.credentials.adapters import keyring
from hansa.credentials.adapters.contexts import contexts
from hansa.credentials.enums import AchievementKind, CredentialState
from hansa.credentials.models import Achievement, Credential, Signatory, SigningKey
from hansa.credentials.rules import document as documents
from hansa.credentials.rules import proof as proofs
from hansa.credentials.rules.ceremony import suite_at
from hansa.credentials.rules.dids import key_id
from hansa.credentials.rules.quads import cohort_rdf
from hansa.credentials.rules.short_codes import short_code
from hansa.credentials.rules.status import entry as status_entry
from hansa.credentials.rules.texts import signable
from hansa.credentials.selectors import credential_for, signatories_of
from hansa.credentials.services.sheet_keys import ensure_sheet_keys
from hansa.credentials.services.status import allot_place
from hansa.credentials.signals import credential_issued
from hansa.foundation.audit.services import record
from hansa.foundation.i18n import in_language

ACHIEVEMENT_TYPES = {
    AchievementKind.COURSE: "CertificateOfCompletion",
    AchievementKind.WORKSHOP: "Certificate",
    AchievementKind.AWARD: "Award",
}


class IssuingRefused(ValueError):
    """A credential cannot be issued; the message says why."""


class NoName(IssuingRefused):
    """The holder has not said what name goes on the certificate."""


class SpecimenSignatory(IssuingRefused):
    """A signatory of the demonstration signs nothing in production."""


def named(text: Mapping[str, str], language: str, *, is_specimen: bool) -> str:
    """Return a signatory's name or role in a language; a specimen says that it is one."""
    name = in_language(text, language)
    if not is_specimen:
        return name
    with translation.override(language):
        return _("%(name)s (specimen)") % {"name": name}


@transaction.atomic
def issue_credential(
    *,
    achievement_key: str,
    holder: Any,
    evidence: Sequence[Mapping[str, str]],
    key: str,
    by: Any,
    now: datetime,
    language: str | None = None,
    name: str = "",
) -> Credential:
    """Issue what a person has earned, signed by every signatory of the achievement.

    Where a signatory's key is elsewhere it is *pending* until the answer to a signing request is back.
    Under the same ``key`` it is issued once: a second call returns the first one's credential. The
    sheet speaks English and ``language`` (the holder's own if none is given), and it carries ``name``
    where the holder said how it should stand there, else the name of their account. Raises ``NoName``
    and ``SpecimenSignatory``; a name that cannot be signed raises ``rules.texts.TextRefused``.
    """
    # Locking the achievement keeps two calls with one key from both signing.
    achievement = Achievement.objects.select_for_update().get(key=achievement_key)
    if (existing := credential_for(key)) is not None:
        return existing
    credential = signed_and_stored(
        achievement,
        earned=_earned(achievement),
        evidence=evidence,
        holder=holder,
        name=name or holder.name,
        key=key,
        language=language or holder.language,
        awarded_at=now,
        now=now,
    )
    if credential.state == CredentialState.PENDING:
        record(by, "credential.prepare", credential, achievement=achievement.key, key=key)
        return credential
    record(by, "credential.issue", credential, achievement=achievement.key, key=key)
    credential_issued.send(sender=Credential, credential=credential)
    return credential


def signed_and_stored(
    achievement: Achievement,
    *,
    earned: Mapping[str, Any],
    evidence: Sequence[Mapping[str, str]],
    holder: Any,
    name: str,
    key: str,
    language: str,
    awarded_at: datetime,
    now: datetime,
    replaces: Credential | None = None,
) -> Credential:
    """Return a new credential, signed by every signatory of its achievement and with its place in a list."""
    name = signable(name)
    if not name:
        raise NoName(_("Say first what name goes on the certificate."))
    signatories = signatories_of(achievement)
    for signatory in signatories:
        if signatory.is_specimen and not settings.HANSA_DEMONSTRATION:
            raise SpecimenSignatory(f"{signatory.key} is a specimen of the demonstration")
    credential_id = uuid.uuid4()
    keys = [_key_in_use(signatory) for signatory in signatories]
    ensure_sheet_keys(signatories, by=None, now=now)
    # A list is signed anew each day; an issuer whose key is elsewhere has none.
    status_list, index = (None, None) if keys[0].is_away else allot_place(signatories[0], now=now)
    document = documents.unsigned_credential(
        credential_id=f"urn:uuid:{credential_id}",
        issuer=_issuer(signatories[0], achievement.language),
        holder=documents.Holder(
            subject=f"urn:uuid:{uuid.uuid4()}",
            name=name,
            email=holder.email,
            salt=secrets.token_urlsafe(16),
        ),
        earned=earned,
        evidence=[
            documents.Evidence(**{part: piece[part] for part in ("id", "name", "description")})
            for piece in evidence
        ],
        required=[key_id(who.did, which.multikey) for who, which in zip(signatories, keys, strict=True)],
        awarded_at=awarded_at,
        valid_from=now,
        status=status_entry(status_list.address, index) if status_list and index is not None else None,
    )
    document["proof"] = [
        _proof(document, place, signatory, signing_key, now)
        for place, (signatory, signing_key) in enumerate(zip(signatories, keys, strict=True))
        if not signing_key.is_away
    ]
    waits = any(signing_key.is_away for signing_key in keys)
    return Credential.objects.create(
        id=credential_id,
        key=key,
        achievement=achievement,
        holder=holder,
        holder_name=name,
        language=language,
        state=CredentialState.PENDING if waits else CredentialState.ISSUED,
        document=document,
        short_code=short_code(secrets.randbelow),
        issued_at=None if waits else now,
        created_at=now,
        status_list=status_list,
        status_index=index,
        replaces=replaces,
    )


def _key_in_use(signatory: Signatory) -> SigningKey:
    return signatory.keys.get(retired_at__isnull=True)


def _issuer(signatory: Signatory, language: str) -> documents.Issuer:
    return documents.Issuer(
        did=signatory.did,
        name=named(signatory.name, language, is_specimen=signatory.is_specimen),
        url=signatory.url,
    )


def _earned(achievement: Achievement) -> dict[str, Any]:
    language = achievement.language
    return documents.described(
        documents.Earned(
            id=f"{settings.HANSA_BASE_URL}/achievements/{achievement.key}/",
            type=ACHIEVEMENT_TYPES[AchievementKind(achievement.kind)],
            name=in_language(achievement.name, language),
            language=language,
            description=in_language(achievement.description, language),
            criteria_id=achievement.criteria_url,
            criteria=in_language(achievement.criteria, language),
        )
    )


def _proof(
    document: Mapping[str, Any], place: int, signatory: Signatory, signing_key: SigningKey, now: datetime
) -> dict[str, Any]:
    """The issuer signs the meaning (RDF), the co-signatory the text (JCS): validators that take the
    first proof they know find the issuer's, and none finds two of one kind."""
    options = proofs.proof_options(
        document,
        suite=suite_at(place),
        key=key_id(signatory.did, signing_key.multikey),
        created=now,
    )
    sign = keyring.signer(signing_key.multikey)
    return proofs.make_proof(document, options, sign=sign, contexts=contexts(), rdf=cohort_rdf)
