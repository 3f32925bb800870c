"""``hansa manage …``: Django's own commands, for developers and operators."""

import argparse
from typing import Any


def add_parser(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("manage", help="Django's own commands (migrate, check, …)", add_help=False)
    parser.set_defaults(func=run, takes_rest=True)


def run(chosen: argparse.Namespace) -> int:
    """Hand everything after ``manage`` to Django."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["hansa manage", *(chosen.rest or ["help"])])
    return 0
