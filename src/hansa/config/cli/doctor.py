"""``hansa doctor``: what is there, what is missing, what that costs, and how to mend it."""

import argparse
from typing import Any

from hansa.config import health


def add_parser(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("doctor", help="tell what is missing here, what it costs and how to mend it")
    parser.set_defaults(func=run, needs_django=False)


def run(chosen: argparse.Namespace) -> int:
    """Print one line for each thing looked at; return 1 where something is wanting."""
    findings = list(health.examine())
    width = max(len(finding.thing) for finding in findings)
    for finding in findings:
        print(f"{finding.state:<8} {finding.thing:<{width}}  {finding.found}")
        indent = " " * (9 + width + 2)
        if finding.costs:
            print(f"{indent}costs: {finding.costs}")
        if finding.mend:
            print(f"{indent}mend:  {finding.mend}")
    wanting = [finding for finding in findings if finding.state != health.OK]
    if not wanting:
        print("\nNothing is missing.")
        return 0
    print(f"\nWanting: {', '.join(finding.thing for finding in wanting)}.")
    return 1
