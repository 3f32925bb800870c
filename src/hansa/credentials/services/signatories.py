"""Defining who signs, and rotating their keys."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from hansa.credentials.adapters import keyring
from hansa.credentials.models import Signatory, SigningKey
from hansa.credentials.rules.dids import PublishedKey, did_document, did_web
from hansa.foundation.audit.services import record

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Texts = Mapping[str, str] | str


class SignatoryKeyRefused(ValueError):
    """A signatory's key becomes part of its DID, so it is a plain slug."""


def as_texts(text: Texts, language: str = "en") -> dict[str, str]:
    """Return a text by language; a plain string is a text in the one language."""
    return {language: text} if isinstance(text, str) else dict(text)


def base_host() -> str:
    """Return the host, with its port if any, under which this installation is known."""
    return urlsplit(settings.HANSA_BASE_URL).netloc


@transaction.atomic
def define_signatory(
    *,
    key: str,
    name: Texts,
    role: Texts,
    url: str,
    by: Any,
    now: datetime,
    is_specimen: bool | None = None,
) -> Signatory:
    """Make a signatory with a first key, or bring the texts of an existing one up to date.

    ``name`` is the body that signs, ``role`` the office that holds the key. In the demonstration every
    signatory is a specimen and says so wherever it is named; elsewhere none is unless it is said.
    """
    if not _KEY.fullmatch(key):
        raise SignatoryKeyRefused(f"{key!r}: small letters, figures and single hyphens only")
    specimen = settings.HANSA_DEMONSTRATION if is_specimen is None else is_specimen
    texts = {"name": as_texts(name), "role": as_texts(role), "url": url}
    signatory = Signatory.objects.select_for_update().filter(key=key).first()
    if signatory is None:
        signatory = Signatory.objects.create(
            key=key, did=did_web(base_host(), "did", key), is_specimen=specimen, created_at=now, **texts
        )
        SigningKey.objects.create(
            signatory=signatory, multikey=keyring.create_key(is_specimen=specimen), created_at=now
        )
        record(by, "signatory.define", signatory, key=key)
    elif any(getattr(signatory, field) != value for field, value in texts.items()):
        for field, value in texts.items():
            setattr(signatory, field, value)
        signatory.save(update_fields=list(texts))
        record(by, "signatory.change", signatory, key=key)
    return signatory


@transaction.atomic
def rotate_key(*, signatory_key: str, by: Any, now: datetime) -> SigningKey:
    """Retire a signatory's key and make the next; what the old one signed before stays verifiable."""
    signatory = Signatory.objects.select_for_update().get(key=signatory_key)
    if signatory.keys.filter(retired_at__isnull=True, is_away=True).exists():
        raise SignatoryKeyRefused(f"{signatory_key} keeps its own key; entrust its next one")
    signatory.keys.filter(retired_at__isnull=True).update(retired_at=now)
    fresh = SigningKey.objects.create(
        signatory=signatory,
        multikey=keyring.create_key(is_specimen=signatory.is_specimen),
        created_at=now,
    )
    record(by, "signatory.rotate", signatory, multikey=fresh.multikey)
    return fresh


def did_document_of(signatory: Signatory) -> dict[str, Any]:
    """Return the document that is published under a signatory's DID, newest key first."""
    keys = [PublishedKey(key.multikey, key.created_at, key.retired_at) for key in signatory.keys.all()]
    return did_document(signatory.did, keys)
