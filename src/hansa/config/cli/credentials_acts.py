"""``hansa credentials revoke``, ``bundle``, ``export`` and ``rotate``: what is done at the installation itself."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hansa.config.cli import inout
from hansa.config.cli.faults import FoundWanting, UsageFault

if TYPE_CHECKING:
    from hansa.credentials.models import Credential

REASONS = ("error", "not_earned", "holder")


def add_acts(acts: Any) -> None:
    """Add the acts to the group ``credentials``."""
    bundle = acts.add_parser(
        "bundle",
        help="write everything that checking needs when the site is gone",
        description="Write the signatories' keys, their status lists and all else that `verify --trust DIR` needs "
        "without this site. It holds nothing about any person: publish it, and make it anew each day.",
    )
    bundle.add_argument(
        "folder", metavar="DIR", type=Path, help="a new folder, or a bundle to bring up to date"
    )
    bundle.set_defaults(func=_bundle)

    export = acts.add_parser(
        "export",
        help="write one certificate with what an outside verifier needs",
        description="Write credential.json, certificate.pdf, docs/ and root.pem.",
    )
    export.add_argument("which", metavar="ID", help="the certificate's number or id")
    export.add_argument("folder", metavar="DIR", type=Path, help="a new folder")
    export.set_defaults(func=_export)

    revoke = acts.add_parser(
        "revoke",
        help="withdraw a certificate, for good",
        description="Withdraw a certificate: its page and its issuer's status list say so from now on.",
    )
    revoke.add_argument("which", metavar="ID", help="the certificate's number or id")
    revoke.add_argument("--reason", required=True, choices=REASONS, help="kept in the register")
    revoke.add_argument("--note", default="", help="for the office; nobody else reads it")
    revoke.set_defaults(func=_revoke)

    rotate = acts.add_parser(
        "rotate",
        help="give a signatory a new key",
        description="Retire a signatory's key and make the next; what the old one signed stays verifiable.",
    )
    rotate.add_argument("signatory", metavar="SIGNATORY", help="the signatory's key, as in secretary-general")
    rotate.set_defaults(func=_rotate)


def _found(which: str) -> "Credential":
    from uuid import UUID

    from hansa.credentials.selectors import credential, credential_by_code

    found = credential_by_code(which)
    try:
        found = credential(found.pk if found else UUID(which.removeprefix("urn:uuid:")))
    except ValueError:
        found = None
    if found is None:
        raise UsageFault(f"there is no certificate {which}")
    return found


def _write_all(folder: Path, files: Mapping[str, bytes], *, contents: str = "") -> None:
    """Write files into a new or empty folder, or over those of a folder that has this list of contents."""
    if folder.exists() and not folder.is_dir():
        raise UsageFault(f"{folder}: is no folder")
    if folder.is_dir() and any(folder.iterdir()) and not (contents and (folder / contents).is_file()):
        raise UsageFault(f"{folder}: is not empty")
    # The list of contents comes last: until it is there anew, the folder is not the bundle that it says it is.
    for name in sorted(files, key=lambda name: name == contents):
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise UsageFault(f"{path.parent}: {fault.strerror}") from fault
        inout.write(path, files[name])


def _bundle(chosen: argparse.Namespace) -> int:
    from hansa.credentials.rules.bundle import CONTENTS
    from hansa.credentials.services import bundle_files
    from hansa.foundation import clock

    files = bundle_files(now=clock.now())
    _write_all(chosen.folder, files, contents=CONTENTS)
    counts = {part: sum(name.startswith(f"{part}/") for name in files) for part in ("dids", "status")}
    print(
        f"{chosen.folder}: {counts['dids']} signatories, {counts['status']} status lists, "
        f"{sum(map(len, files.values())) / 1024:.0f} KB. Check: hansa credentials verify FILE --trust {chosen.folder}"
    )
    return 0


def _export(chosen: argparse.Namespace) -> int:
    from hansa.credentials.services import KeyUnavailable, export_files
    from hansa.foundation import clock

    found = _found(chosen.which)
    if found.issued_at is None:
        raise FoundWanting(f"{found.number} waits for a signature")
    try:
        _write_all(chosen.folder, export_files(found, now=clock.now()))
    except KeyUnavailable as fault:
        raise FoundWanting(str(fault)) from fault
    print(f"{chosen.folder}: {found.number}")
    return 0


def _revoke(chosen: argparse.Namespace) -> int:
    from hansa.credentials.services import NotIssued, revoke_credential
    from hansa.foundation import clock

    found = _found(chosen.which)
    try:
        revoke_credential(
            credential_id=found.pk, reason=chosen.reason, note=chosen.note, by=None, now=clock.now()
        )
    except NotIssued as fault:
        raise FoundWanting(f"{found.number}: {fault}") from fault
    print(f"{found.number} is withdrawn.")
    return 0


def _rotate(chosen: argparse.Namespace) -> int:
    from django.db import transaction

    from hansa.credentials.selectors import signatory
    from hansa.credentials.services import SignatoryKeyRefused, rotate_key, rotate_sheet_key
    from hansa.foundation import clock

    if signatory(chosen.signatory) is None:
        raise UsageFault(f"there is no signatory {chosen.signatory}")
    try:
        with transaction.atomic():
            fresh = rotate_key(signatory_key=chosen.signatory, by=None, now=clock.now())
            rotate_sheet_key(signatory_key=chosen.signatory, by=None, now=clock.now())
    except SignatoryKeyRefused as fault:
        raise UsageFault(str(fault)) from fault
    print(f"{chosen.signatory} signs with {fresh.multikey} from now on.")
    return 0
