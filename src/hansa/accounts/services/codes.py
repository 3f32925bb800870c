"""Six digits by mail, for whoever proves an address without signing in."""

import secrets
from functools import partial

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from ..adapters.mail import about_account
from ..models import Person

DIGITS = 6


def make_code() -> str:
    """Return a new code of six digits."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def fingerprint_of(code: str, *, of: str) -> str:
    """Return what may be kept of a code; ``of`` says what it opens, so that it opens nothing else."""
    return salted_hmac("hansa.accounts.codes", f"{of}:{code}", algorithm="sha256").hexdigest()


def is_code(typed: str, fingerprint: str, *, of: str) -> bool:
    """Tell whether somebody typed the code; spaces and hyphens between the digits do not count."""
    plain = "".join(letter for letter in typed if letter.isdigit())
    return len(plain) == DIGITS and constant_time_compare(fingerprint_of(plain, of=of), fingerprint)


def mail_code(code: str, *, to: Person) -> None:
    """Send a code to a person's address, in the frame of every mail about signing in, once the act is through."""
    mail = about_account("account/email/login_code", to.email, {"code": code, "user": to})
    transaction.on_commit(partial(mail.send))
