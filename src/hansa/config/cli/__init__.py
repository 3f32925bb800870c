"""The command ``hansa``. Exit codes: 0 done, 1 found wanting, 2 bad input or usage."""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from hansa import __version__
from hansa.config.environment import Misconfigured

from .faults import FoundWanting, UsageFault


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line."""

    def error(self, message: str) -> NoReturn:
        raise UsageFault(f"{message} (try: {self.prog} --help)")


def _parser() -> Parser:
    from . import credentials, demo, doctor, manage, packs, selection, serve

    parser = Parser(
        prog="hansa",
        description="Run a network of cities: calls, selection, courses, workshops, certificates.",
    )
    parser.add_argument("--version", action="version", version=f"hansa {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for group in (serve, demo, packs, selection, doctor, credentials, manage):
        group.add_parser(commands)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hansa.config.settings")
    try:
        chosen, rest = _parser().parse_known_args(arguments)
        if rest and not getattr(chosen, "takes_rest", False):
            raise UsageFault(f"unknown argument: {rest[0]} (try: hansa {chosen.command} --help)")
        if getattr(chosen, "needs_django", True):
            import django

            django.setup()
        if getattr(chosen, "takes_rest", False):
            chosen.rest = rest
        return int(chosen.func(chosen))
    except (UsageFault, Misconfigured) as fault:
        print(f"hansa: {fault}", file=sys.stderr)
        return 2
    except FoundWanting as fault:
        print(f"hansa: {fault}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Somebody closed the pipe (``hansa … | head``): stop quietly, and let Python's own flush at exit be quiet too.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
