"""``hansa demo``: who can sign in to the demonstration, and what is worth opening first."""

import argparse
import json
import os
import time
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypedDict
from urllib.parse import urljoin

from .faults import FoundWanting, UsageFault

# The pages to open first, by the names of their links, and what one sees there.
FIRST = (
    ("home", "what runs now, and where"),
    ("call", "an open call: may I apply, by when, who pays what"),
    ("lecture", "a lecture with its captions"),
    ("certificate", "a certificate, checked without an account"),
    ("office", "the secretariat's day"),
)


@dataclass(frozen=True)
class Account:
    """Somebody invented who can sign in: one for each role."""

    role: str
    email: str
    password: str
    totp_secret: str | None


class SignIn(TypedDict):
    """Where one signs in, and what the fields of the form are called."""

    url: str
    fields: dict[str, str]


def add_parser(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("demo", help="print the demonstration's accounts and links")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print them for a program")
    form.add_argument(
        "--build", action="store_true", help="fill an empty installation with the demonstration; never twice"
    )
    parser.set_defaults(func=run)


def run(chosen: argparse.Namespace) -> int:
    """Print the accounts and links, or build the demonstration."""
    from django.conf import settings

    if not settings.HANSA_DEMONSTRATION:
        raise UsageFault("this installation is in production; it has no demonstration")
    if chosen.build:
        return build()
    url = base_url(settings.HANSA_DATA_DIR, settings.HANSA_BASE_URL)
    if chosen.json:
        print(json.dumps(description(url=url), ensure_ascii=False, indent=2))
    else:
        print(introduction(url=url))
    return 0


def base_url(data_dir: Path, configured: str) -> str:
    """Return the address of the server that runs now, or else the one that would."""
    try:
        serving = json.loads((data_dir / "serving.json").read_text())
        os.kill(int(serving["pid"]), 0)
        return str(serving["base_url"])
    except PermissionError:
        return str(serving["base_url"])
    except (OSError, ValueError, KeyError):
        return configured.replace("//localhost", "//127.0.0.1")


def build() -> int:
    """Fill the installation, once; what is there stays."""
    from hansa.foundation import clock
    from hansa.journeys.services import demonstration

    if demonstration.accounts():
        print("The demonstration is there already.")
        return 0
    began = clock.now()
    # The set-up shows lines that begin with this mark while it works.
    demonstration.build(now=began, tell=lambda line: print(f"· {line}", flush=True))
    print(f"The demonstration is built ({(clock.now() - began) / timedelta(seconds=1):.0f} s).")
    return 0


def contents() -> tuple[list[Account], dict[str, str]]:
    """Return the accounts and the links (paths by name) that the demonstration wrote down."""
    from hansa.journeys.services import demonstration

    accounts = [
        Account(
            role=str(account["role"]),
            email=str(account["email"]),
            password=str(account["password"]),
            totp_secret=account.get("totp_secret") or None,
        )
        for account in demonstration.accounts()
    ]
    if not accounts:
        raise FoundWanting("there is no demonstration yet; build it: hansa demo --build")
    return accounts, dict(demonstration.links())


def description(*, url: str) -> dict[str, object]:
    """Return everything that an outside check holds on to."""
    from django.urls import reverse

    accounts, links = contents()
    sign_in: SignIn = {
        "url": urljoin(url, reverse("account_login")),
        "fields": {"email": "login", "password": "password", "totp": "code"},
    }
    return {
        "base_url": url,
        "sign_in": sign_in,
        "accounts": [asdict(account) for account in accounts],
        "urls": {name: urljoin(url, path) for name, path in links.items()},
    }


def code_now(secret: str) -> str:
    """Return what an authenticator would show at this moment, for whoever has none at hand."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    period_s = 30
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // period_s)))


def introduction(*, url: str) -> str:
    """Return the accounts and five links worth opening first, for a person."""
    accounts, links = contents()
    width = max(len(account.email) for account in accounts)
    lines = ["", "Open first"]
    lines += [f"  {urljoin(url, links[name])}\n      {why}" for name, why in FIRST if name in links]
    lines += [
        "",
        "Sign in as (all invented; behind a password stands the second factor: its secret, its code just now)",
    ]
    for account in accounts:
        factor = f"  {account.totp_secret}  {code_now(account.totp_secret)}" if account.totp_secret else ""
        lines.append(
            f"  {account.role:<21} {account.email:<{width}}  {account.password:<26}{factor}".rstrip()
        )
    lines += ["", f"Mail as it was sent: {urljoin(url, links.get('mailbox', '/mailbox/'))}", ""]
    return "\n".join(lines)
