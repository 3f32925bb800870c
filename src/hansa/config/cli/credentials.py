"""``hansa credentials``: check certificates, with the site or without it, and what else is done with them."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hansa.config.cli import credentials_acts, credentials_away, inout
from hansa.config.cli.alone import installation, without_installation
from hansa.config.cli.faults import UsageFault

if TYPE_CHECKING:
    from hansa.credentials.services import Report, Trust

EXIT = {"valid": 0, "refused": 1, "not_a_certificate": 2}
MARK = {"ok": "ok", "bad": "NO", "unknown": "?"}
# One more than the largest file that is looked at, so that a larger one is noticed and not read.
MOST = 5 * 1024 * 1024 + 1


def add_parser(commands: Any) -> None:
    """Add the group to the command ``hansa``."""
    group = commands.add_parser(
        "credentials", help="check certificates, withdraw them, bundle what checking needs"
    )
    acts = group.add_subparsers(dest="act", metavar="ACT", required=True)
    verify = acts.add_parser(
        "verify",
        help="check a certificate, PDF or JSON",
        description="Check a certificate: every signature it demands, its form, its dates. "
        "Exit code 0: genuine. 1: not to be relied on. 2: not a certificate.",
    )
    verify.add_argument("file", metavar="FILE", type=Path, help="the PDF, or the credential in JSON")
    verify.add_argument(
        "--at", metavar="INSTANT", type=_instant, help="check as of 2025-11-14T09:30:00Z, not of now"
    )
    verify.add_argument(
        "--trust",
        metavar="BUNDLE",
        type=Path,
        help="a folder made by `bundle` or `export`, or a JSON file of DID documents: believe these keys alone, "
        "and read neither settings nor a database",
    )
    verify.add_argument("--json", action="store_true", help="print the report as JSON")
    verify.set_defaults(func=_verify, needs_django=False)
    credentials_acts.add_acts(acts)
    credentials_away.add_acts(acts)


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no instant; write 2025-11-14T09:30:00Z") from None
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST)
    except OSError as fault:
        raise UsageFault(f"{path}: {fault.strerror or 'cannot be read'}") from fault


def _trust(path: Path) -> "Trust":
    from hansa.credentials.services import NotATrustBundle, trust_from_bundle, trust_from_files

    try:
        return (
            trust_from_files(inout.read_folder(path, most=MOST))
            if path.is_dir()
            else trust_from_bundle(_read(path))
        )
    except NotATrustBundle as fault:
        raise UsageFault(f"{path}: {fault}") from fault


def _verify(arguments: argparse.Namespace) -> int:
    data = _read(arguments.file)
    if arguments.trust is not None:
        with without_installation():
            return _report(data, arguments, _trust(arguments.trust))
    installation()
    from django.db import DatabaseError

    try:
        return _report(data, arguments, None)
    except DatabaseError as fault:
        raise UsageFault(
            "this installation's database cannot be read; give the keys to believe with --trust"
        ) from fault


def _report(data: bytes, arguments: argparse.Namespace, trust: "Trust | None") -> int:
    from hansa.credentials.services import verify_file

    report = verify_file(data, trust=trust, at=arguments.at)
    _print(report, as_json=arguments.json)
    return EXIT[report.outcome]


def _print(report: "Report", *, as_json: bool) -> None:
    from hansa.credentials.services import answer, sentences, shown_facts

    lines, facts = sentences(report), shown_facts(report)
    if as_json:
        content = {
            "outcome": report.outcome,
            "answer": answer(report),
            "certificate": {
                name: facts[name] for name in ("id", "holder", "achievement", "issuer") if name in facts
            },
            "checks": [
                {
                    "kind": said.kind,
                    "state": line.state,
                    "title": said.title,
                    "detail": said.detail,
                    "facts": dict(line.facts),
                }
                for line, said in zip(report.lines, lines, strict=True)
            ],
        }
        json.dump(content, sys.stdout, ensure_ascii=False, indent=2)
        print()
        return
    print(answer(report))
    if facts:
        print(f"{facts['holder']}: {facts['achievement']} ({facts['issuer']}, {facts['day']})")
    for said in lines:
        print(f"{MARK[said.state]:>3}  {said.title}. {said.detail}")
