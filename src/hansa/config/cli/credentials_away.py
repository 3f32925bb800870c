"""``hansa credentials key``, ``entrust``, ``request``, ``sign`` and ``issue``: a signatory that keeps its own key.

``key`` and ``sign`` are for the signatory's machine: they read no settings and no database, and need no network.
"""

import argparse
import getpass
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hansa.config.cli import inout
from hansa.config.cli.alone import without_installation
from hansa.config.cli.faults import FoundWanting, UsageFault

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from hansa.credentials.rules.ceremony import Request

SAID_IN = "HANSA_KEY_PASSPHRASE"
SHORTEST = 12
MOST = 64 * 1024 * 1024


def add_acts(acts: Any) -> None:
    """Add the acts to the group ``credentials``."""
    key = acts.add_parser(
        "key",
        help="make a signatory's own key, on the signatory's machine",
        description=f"Make a key pair: the private half into KEYFILE, encrypted under a passphrase (asked for, or "
        f"{SAID_IN}); the public half is printed, for `entrust` at the installation.",
    )
    key.add_argument("keyfile", metavar="KEYFILE", type=Path, help="a new file")
    key.set_defaults(func=_key, needs_django=False)

    entrust = acts.add_parser(
        "entrust",
        help="let a signatory sign with its own key, which is never here",
        description="Register the public half of a key that a signatory made with `key`, and retire its last one.",
    )
    entrust.add_argument("signatory", metavar="SIGNATORY", help="the signatory's key, as in mayor-of-seoul")
    entrust.add_argument("multikey", metavar="PUBLIC", help="what `key` printed (z6Mk…)")
    entrust.set_defaults(func=_entrust)

    request = acts.add_parser(
        "request",
        help="write what waits for a signatory's key into one file",
        description="Write every certificate that waits for a signatory's signature into one file, for `sign`.",
    )
    request.add_argument("signatory", metavar="SIGNATORY", help="the signatory's key")
    request.add_argument("file", metavar="REQUEST", type=Path, help="the file to write")
    request.set_defaults(func=_request)

    sign = acts.add_parser(
        "sign",
        help="sign a request, on the signatory's machine",
        description="Show what a request asks for, and sign all of it. Nothing but the request and the key is read.",
    )
    sign.add_argument("request", metavar="REQUEST", type=Path, help="the file that `request` wrote")
    sign.add_argument("--key", required=True, metavar="KEYFILE", type=Path, help="the file that `key` wrote")
    sign.add_argument(
        "--out", metavar="ANSWER", type=Path, help="the file to write; otherwise REQUEST.answer"
    )
    sign.add_argument("--yes", action="store_true", help="do not ask before signing")
    sign.set_defaults(func=_sign, needs_django=False)

    issue = acts.add_parser(
        "issue",
        help="bring an answer in, and issue what everybody has signed",
        description="Check every signature of an answer, and issue the certificates that have all of theirs now. "
        "All of it counts, or nothing; brought in again it changes nothing.",
    )
    issue.add_argument("answer", metavar="ANSWER", type=Path, help="the file that `sign` wrote")
    issue.set_defaults(func=_issue)


def _passphrase(*, twice: bool) -> bytes:
    given = os.environ.get(SAID_IN)
    if given is None:
        given = getpass.getpass("Passphrase of the key: ")
        if twice and getpass.getpass("Once more: ") != given:
            raise UsageFault("the two are not the same")
    return given.encode()


def _key(chosen: argparse.Namespace) -> int:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from hansa.credentials.rules.dids import multikey

    if chosen.keyfile.exists():
        raise UsageFault(f"{chosen.keyfile}: is there already; a key is never written over")
    passphrase = _passphrase(twice=True)
    if len(passphrase) < SHORTEST:
        raise UsageFault(f"a passphrase has {SHORTEST} letters at least")
    private = Ed25519PrivateKey.generate()
    text = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase),
    )
    try:
        handle = os.open(chosen.keyfile, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as fault:
        raise UsageFault(f"{chosen.keyfile}: {fault.strerror}") from fault
    print(multikey(private.public_key().public_bytes_raw()))
    return 0


def _opened(path: Path) -> "Ed25519PrivateKey":
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    data = inout.read(path, most=1024 * 1024)
    try:
        private = serialization.load_pem_private_key(data, _passphrase(twice=False))
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise UsageFault(f"{path}: does not open; a wrong passphrase, or no key file") from fault
    if not isinstance(private, Ed25519PrivateKey):
        raise UsageFault(f"{path}: is a key of another kind")
    return private


def _entrust(chosen: argparse.Namespace) -> int:
    from hansa.credentials.selectors import signatory
    from hansa.credentials.services import SignatoryKeyRefused, entrust_key
    from hansa.foundation import clock

    if signatory(chosen.signatory) is None:
        raise UsageFault(f"there is no signatory {chosen.signatory}")
    try:
        entrust_key(signatory_key=chosen.signatory, multikey=chosen.multikey, by=None, now=clock.now())
    except SignatoryKeyRefused as fault:
        raise UsageFault(str(fault)) from fault
    print(f"{chosen.signatory} signs with its own key from now on; its certificates wait until it has.")
    return 0


def _request(chosen: argparse.Namespace) -> int:
    from hansa.credentials.selectors import signatory
    from hansa.credentials.services import NothingToSign, make_signing_request
    from hansa.foundation import clock

    inout.refuse_unwritable(chosen.file, beside=())
    if signatory(chosen.signatory) is None:
        raise UsageFault(f"there is no signatory {chosen.signatory}")
    try:
        request, data = make_signing_request(signatory_key=chosen.signatory, by=None, now=clock.now())
    except NothingToSign as nothing:
        raise FoundWanting(f"no certificate waits for {chosen.signatory}") from nothing
    inout.write(chosen.file, data)
    print(
        f"{chosen.file}: {request.credentials.count()} certificates. Fingerprint {_grouped(request.digest)}"
    )
    return 0


def _grouped(digest: str) -> str:
    return " ".join(digest[at : at + 4] for at in range(0, 32, 4))


def _sign(chosen: argparse.Namespace) -> int:
    with without_installation():
        return _sign_alone(chosen)


def _sign_alone(chosen: argparse.Namespace) -> int:
    from hansa.credentials.adapters.contexts import contexts
    from hansa.credentials.rules import ceremony
    from hansa.credentials.rules.dids import multikey
    from hansa.foundation import clock

    out = chosen.out or chosen.request.with_name(f"{chosen.request.name}.answer")
    inout.refuse_unwritable(out, beside=(chosen.request, chosen.key))
    try:
        request = ceremony.read_request(inout.read(chosen.request, most=MOST))
    except ceremony.RequestRefused as fault:
        raise UsageFault(f"{chosen.request}: {fault}") from fault
    _show(request)
    private = _opened(chosen.key)
    if not request.key.endswith(f"#{multikey(private.public_key().public_bytes_raw())}"):
        raise UsageFault(f"{chosen.key}: is not the key that is asked for, {request.key}")
    if not chosen.yes and input(f"Sign these {len(request.asked)}? Type yes: ").strip().lower() != "yes":
        raise FoundWanting("nothing was signed")
    answer = ceremony.answer_to(request, sign=private.sign, at=clock.now(), contexts=contexts())
    inout.write(out, (json.dumps(answer, indent=1) + "\n").encode())
    print(f"{out}: {len(request.asked)} signatures")
    return 0


def _show(request: "Request") -> None:
    """What is signed, read out of the documents themselves."""
    print(f"For {request.who}, made {request.made}. Fingerprint {_grouped(request.digest)}")
    for number, one in enumerate(request.asked, start=1):
        print(f"{number:>5}  {one.holder}: {one.achievement} ({one.awarded[:10]})")


def _issue(chosen: argparse.Namespace) -> int:
    from hansa.credentials.services import RequestRefused, import_answer
    from hansa.foundation import clock

    try:
        issued = import_answer(inout.read(chosen.answer, most=MOST), by=None, now=clock.now())
    except RequestRefused as fault:
        raise FoundWanting(f"{chosen.answer}: {fault}") from fault
    print(f"{len(issued)} certificates are issued.")
    return 0
