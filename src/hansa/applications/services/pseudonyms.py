"""The office's key to pseudonyms: by it alone a row of a sealed decision leads back to an application."""

from django.utils.crypto import salted_hmac


def office_key() -> bytes:
    """Return the key, which follows from the installation's secret: fixed before any call opened."""
    return salted_hmac("hansa.applications.pseudonyms", "lots", algorithm="sha256").digest()
