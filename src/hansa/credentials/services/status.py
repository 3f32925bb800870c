"""Status lists: a place for each certificate, and the list as it is published."""

import secrets
import uuid
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.urls import reverse

from hansa.credentials.adapters import keyring
from hansa.credentials.adapters.contexts import contexts
from hansa.credentials.enums import CredentialState
from hansa.credentials.models import Credential, Signatory, SigningKey, StatusList
from hansa.credentials.rules import proof as proofs
from hansa.credentials.rules import status as lists
from hansa.credentials.rules.dids import key_id
from hansa.credentials.rules.document import document_text

# Half full at the most: then a place by lot is free at the second try on average.
FULLEST = 0.5


def allot_place(issuer: Signatory, *, now: datetime) -> tuple[StatusList, int]:
    """Return a place for one more certificate of an issuer, in its newest list or a new one.

    The list is locked until the transaction ends, so that no place is given twice.
    """
    row = StatusList.objects.select_for_update().filter(issuer=issuer).order_by("-created_at", "-pk").first()
    if row is None or row.allotted >= row.size * FULLEST:
        identifier = uuid.uuid4()
        address = settings.HANSA_BASE_URL + reverse("credentials:status_list", args=[identifier])
        row = StatusList.objects.create(
            id=identifier, issuer=issuer, address=address, changed_at=now, created_at=now
        )
    index = lists.drawn(
        secrets.randbelow,
        row.size,
        lambda index: Credential.objects.filter(status_list=row, status_index=index).exists(),
    )
    StatusList.objects.filter(pk=row.pk).update(allotted=F("allotted") + 1)
    return row, index


def published(row: StatusList, *, now: datetime) -> str:
    """Return a list as its issuer signs it. It is of the day, or of its last change: the same text all day.

    Raises ``KeyUnavailable`` where the issuer's key is not on this machine.
    """
    key = SigningKey.objects.get(signatory=row.issuer_id, retired_at=None)
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    # A key signs nothing that is older than it is.
    return _signed(row.pk, row.revision, max(midnight, row.changed_at, key.created_at), key.multikey)


def bits_of(row_id: UUID) -> bytes:
    """Return the bits of a list as our register has them."""
    row = StatusList.objects.get(pk=row_id)
    withdrawn = Credential.objects.filter(status_list=row, state=CredentialState.REVOKED).order_by()
    indexes: Any = withdrawn.values_list("status_index", flat=True)
    return lists.packed(indexes.iterator(chunk_size=10_000), row.size)


@lru_cache(maxsize=64)
def _signed(row_id: UUID, revision: int, at: datetime, multikey: str) -> str:
    """The text of a list in a revision, kept until the day or the list is another; Ed25519 says it the same each time."""
    row = StatusList.objects.select_related("issuer").get(pk=row_id)
    document = lists.unsigned_list(list_id=row.address, issuer=row.issuer.did, bits=bits_of(row_id), at=at)
    options = proofs.proof_options(
        document, suite=proofs.RDFC, key=key_id(row.issuer.did, multikey), created=at
    )
    sign = keyring.signer(multikey)
    document["proof"] = proofs.make_proof(document, options, sign=sign, contexts=contexts())
    return document_text(document)


def forget() -> None:
    """Sign every list anew at its next asking."""
    _signed.cache_clear()


def known_here(address: str) -> lists.KnownList | None:
    """Return the list of an address as our register has it at this moment, or None where it is not ours."""
    row = StatusList.objects.select_related("issuer").filter(address=address).first()
    if row is None:
        return None
    return lists.KnownList(row.address, row.issuer.did, row.changed_at, bits_of(row.pk))
