"""The matrix of roles and addresses, read off the running product: `python -m tools.permissions [--write]`.

Prints `docs/permissions.md` as it should be, or writes it. A test compares the two, another asks every address.
"""

import os
import re
import sys
from collections import defaultdict

from tools.steps import ROOT

PAGE = ROOT / "docs" / "permissions.md"
HELD = {
    "anonymous": frozenset(),
    "learner, applicant": frozenset({"person"}),
    "coordinator": frozenset({"person", "coordinator"}),
    "reviewer": frozenset({"person", "reviewer"}),
    "juror": frozenset({"person", "juror"}),
    "programme officer": frozenset({"person", "programme_officer"}),
    "regional officer": frozenset({"person", "regional_officer"}),
    "administrator": frozenset({"person", "administrator"}),
    "auditor": frozenset({"person", "auditor"}),
}
HEAD = """# Who may open what

Written by `make permissions` from the policies that the views declare; a test fails when it lags behind, and another
asks every address as every role. A view without a policy stops the start.

A tick says that the door opens. What is then seen is narrowed further, row by row (`foundation/scope.py`): what is
somebody else's answers 404. Where an office role opens a page, the session needs a second factor; where the last
column says so, it is asked for again.

"""


def tidy(pattern: str) -> str:
    """Return an address as a person reads it: `/office/calls/<slug>/`."""
    named = re.sub(r"\\([./-])", r"\1", pattern.replace("^", "").replace("$", "").replace("\\Z", ""))
    named = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", named)
    return re.sub(r"<\w+:(\w+)>", r"<\1>", named)


def render() -> str:
    """Return the whole page."""
    from hansa.foundation.policy import routes

    groups: dict[str, list[str]] = defaultdict(list)
    for route in routes():
        if route.policy is None:
            continue
        app = route.name.split(":")[0] if ":" in route.name else "accounts (allauth)"
        ticks = " | ".join("✓" if route.policy.admits(held) else "–" for held in HELD.values())
        again = "yes" if route.policy.recent else ""
        groups[app].append(f"| `{tidy(route.pattern)}` | {ticks} | {again} |")
    head = f"| address | {' | '.join(HELD)} | asked again |\n|{' --- |' * (len(HELD) + 2)}\n"
    parts = [f"## {app}\n\n{head}" + "\n".join(sorted(rows)) + "\n" for app, rows in sorted(groups.items())]
    return HEAD + "\n".join(parts)


def main(words: list[str]) -> int:
    """Print the page, or write it."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hansa.config.settings")
    django.setup()
    if words == ["--write"]:
        PAGE.write_text(render())
    elif not words:
        sys.stdout.write(render())
    else:
        print("usage: python -m tools.permissions [--write]", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
