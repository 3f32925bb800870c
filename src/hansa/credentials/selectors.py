"""Reads of credentials."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet

from hansa.credentials.enums import CredentialState
from hansa.credentials.models import (
    Achievement,
    AchievementSignatory,
    Claim,
    Credential,
    SheetKey,
    SheetRoot,
    Signatory,
    SigningKey,
    StatusList,
)
from hansa.credentials.rules.dids import TrustedKey, key_id, public_key
from hansa.credentials.rules.short_codes import read_code
from hansa.credentials.rules.verification import Trust
from hansa.foundation.i18n import in_language
from hansa.foundation.prepared import Prepared


def _with_signatories() -> Prefetch[Any]:
    return Prefetch("achievement__required", AchievementSignatory.objects.select_related("signatory"))


def credentials() -> QuerySet[Credential]:
    """Every credential with its achievement, newest first."""
    return Credential.objects.select_related("achievement")


def credentials_of(person: Any) -> QuerySet[Credential]:
    """What a person has earned, newest first."""
    return credentials().filter(holder=person).prefetch_related(_with_signatories())


def credentials_in_brief(person: Any) -> QuerySet[Credential]:
    """What one line about each of a person's certificates says, newest first."""
    line = ("state", "short_code", "issued_at", "achievement__key", "achievement__name")
    return credentials().filter(holder=person).only(*line)


def certificate(credential_id: UUID) -> Credential | None:
    """The bare row of an id that somebody holds out, or None: the id itself is the permission."""
    return Credential.objects.filter(pk=credential_id).order_by().first()


def credential(credential_id: UUID) -> Credential | None:
    """The credential of an id with everything that its sheet shows, or None."""
    rows = Credential.objects.select_related("achievement", "holder").prefetch_related(
        _with_signatories(), "achievement__required__signatory__sheet_keys"
    )
    return rows.filter(pk=credential_id).first()


def credential_by_code(typed: str) -> Credential | None:
    """The credential whose number somebody typed, or None."""
    code = read_code(typed)
    return Credential.objects.filter(short_code=code).first() if code else None


def credential_for(key: str) -> Credential | None:
    """The credential that was issued under an idempotency key, or None."""
    return credentials().filter(key=key).first()


def credentials_matching(rows: QuerySet[Credential], *, words: str, state: str) -> QuerySet[Credential]:
    """Those of the rows whose holder, achievement or number matches, in a state or in any."""
    if state in CredentialState.values:
        rows = rows.filter(state=state)
    words = words.strip()
    if words:
        code = read_code(words)
        match = Q(holder_name__icontains=words) | Q(achievement__key__icontains=words)
        rows = rows.filter(match | Q(short_code=code) if code else match)
    return rows


def achievement(key: str) -> Achievement | None:
    """The achievement of a key, or None."""
    return Achievement.objects.filter(key=key).first()


def achievements(keys: Iterable[str]) -> QuerySet[Achievement]:
    """The achievements of some keys."""
    return Achievement.objects.filter(key__in=keys)


def signatory(key: str) -> Signatory | None:
    """The signatory of a key, or None."""
    return Signatory.objects.prefetch_related("keys").filter(key=key).first()


def signatories() -> QuerySet[Signatory]:
    """Every signatory with its keys; in production none of the demonstration's specimens."""
    rows = Signatory.objects.prefetch_related("keys")
    return rows if settings.HANSA_DEMONSTRATION else rows.filter(is_specimen=False)


def signatories_of(row: Achievement) -> list[Signatory]:
    """Who must sign for an achievement, the issuer first."""
    return [required.signatory for required in row.required.all()]


def status_list(list_id: UUID) -> StatusList | None:
    """The status list of an id, or None."""
    return StatusList.objects.filter(pk=list_id).order_by().first()


def claims_of(person: Any) -> QuerySet[Claim]:
    """What a person has asked for, newest first."""
    return Claim.objects.filter(holder=person).select_related("achievement")


def own_trust(language: str = "en") -> Trust:
    """The keys of this installation's signatories, named in a language.

    A production installation believes no specimen, whatever its table holds.
    """
    keys: list[SigningKey] = _keys.ask()
    trusted = (key for key in keys if settings.HANSA_DEMONSTRATION or not key.signatory.is_specimen)
    roots: list[SheetRoot] = _roots.ask()
    ended: list[SheetKey] = _ended.ask()
    return Trust(
        tuple(believed(key, language) for key in trusted),
        roots=tuple(
            bytes(row.certificate) for row in roots if settings.HANSA_DEMONSTRATION or not row.is_specimen
        ),
        ended=tuple((row.fingerprint, row.retired_at) for row in ended if row.retired_at),
    )


_keys = Prepared(lambda: SigningKey.objects.select_related("signatory").order_by("pk"))
_roots = Prepared(lambda: SheetRoot.objects.order_by("pk"))
_ended = Prepared(lambda: SheetKey.objects.filter(retired_at__isnull=False).order_by("pk"))


def believed(key: SigningKey, language: str = "en") -> TrustedKey:
    """A key of ours as a verifier believes it."""
    owner = key.signatory
    return TrustedKey(
        id=key_id(owner.did, key.multikey),
        did=owner.did,
        public=public_key(key.multikey),
        name=in_language(owner.name, language),
        role=in_language(owner.role, language),
        since=key.created_at,
        until=key.retired_at,
    )
