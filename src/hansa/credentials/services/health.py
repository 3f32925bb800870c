"""Whether this machine can issue and verify: for ``hansa doctor``."""

from hansa.credentials.adapters import keyring
from hansa.credentials.adapters.contexts import ContextsMissing, contexts
from hansa.credentials.adapters.typeset import fonts_are_complete
from hansa.credentials.models import SigningKey


def readiness() -> dict[str, str]:
    """Return what is missing, by name (``contexts``, ``fonts``, ``keys``); empty text where all is there."""
    found = {"contexts": "", "fonts": "", "keys": ""}
    try:
        contexts()
    except ContextsMissing as fault:
        found["contexts"] = str(fault)
    if not fonts_are_complete():
        found["fonts"] = (
            "apt-get install fonts-noto-core fonts-noto-cjk: without them some names show as boxes"
        )
    missing = [
        key.multikey
        for key in SigningKey.objects.filter(retired_at=None, is_away=False)
        if not keyring.has_key(key.multikey)
    ]
    if missing:
        found["keys"] = f"{len(missing)} signing keys are not in {keyring.folder()}"
    return found
