"""``hansa packs``: check, plan, apply, export, rehearse packs, and the schema for editors.

``check``, ``schema`` and a rehearsal on a database of its own need no installation; the others use this one.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hansa.config.cli.faults import FoundWanting, UsageFault

if TYPE_CHECKING:
    from hansa.programmes.services import Loaded, Plan

SIGNS = {"created": "+", "changed": "~", "retired": "-"}


def add_parser(commands: Any) -> None:
    """Add the group and its commands."""
    group = commands.add_parser("packs", help="check, plan, apply, export and rehearse programme packs")
    parts = group.add_subparsers(dest="act", metavar="ACT", required=True)

    check = _part(
        parts, "check", check_paths, "name every fault with file, line and what would be right", False
    )
    check.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="a pack, a network, or a folder of them"
    )

    plan = _part(parts, "plan", plan_path, "say what a pack would create, change and retire here", True)
    plan.add_argument("path", type=Path, metavar="PATH")

    apply = _part(parts, "apply", apply_path, "write a pack into this installation, all or nothing", True)
    apply.add_argument("path", type=Path, metavar="PATH")

    export = _part(parts, "export", export_edition, "write an edition, as it stands here, as a pack", True)
    export.add_argument("slug", metavar="SLUG")
    export.add_argument("folder", type=Path, metavar="DIR", help="the pack's folder; it is made")
    export.add_argument("--replace", action="store_true", help="write over the pack that lies there")

    schema = _part(parts, "schema", print_schema, "print the JSON Schema of pack.yaml, for editors", False)
    schema.add_argument(
        "of", nargs="?", choices=("pack", "network", "questionnaire", "letter"), default="pack"
    )

    rehearse = _part(parts, "rehearse", rehearse_path, "play a pack through with invented people", False)
    rehearse.add_argument("path", type=Path, metavar="PATH")
    rehearse.add_argument("--people", type=_count, default=60, metavar="N", help="so many people (60)")
    rehearse.add_argument(
        "--seed", type=int, default=1, metavar="S", help="the same seed, the same story (1)"
    )
    rehearse.add_argument("--into", action="store_true", help="play into this installation's database")
    rehearse.add_argument("--until", metavar="STAGE", help="stop after this stage")


def _part(
    parts: Any, name: str, act: Callable[[argparse.Namespace], int], said: str, needs_django: bool
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = parts.add_parser(
        name, help=said, description=said[:1].upper() + said[1:] + "."
    )
    parser.set_defaults(func=act, needs_django=needs_django)
    return parser


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of people; write one from 1 to 1000000")
    return int(text)


def check_paths(chosen: argparse.Namespace) -> int:
    """Print each fault of the packs; exit 1 where there is one."""
    from hansa.programmes.adapters.folders import NoPack, read_all

    checked = []
    for path in chosen.paths:
        try:
            checked += read_all(path)
        except (NoPack, OSError) as nothing:
            raise UsageFault(_one_line(nothing)) from None
    # A file that packs share is read with each of them; its faults are said once.
    faults = list(dict.fromkeys(fault for found in checked for fault in found.faults))
    for fault in faults:
        print(fault)
    print(f"{len(checked)} checked, {len(faults) or 'no'} fault{'' if len(faults) <= 1 else 's'} found.")
    return 1 if faults else 0


def print_schema(chosen: argparse.Namespace) -> int:
    """Print the JSON Schema of one kind of file."""
    from hansa.programmes.rules.packs.jsonschema import schema_of

    json.dump(schema_of(chosen.of), sys.stdout, ensure_ascii=False, indent=2, sort_keys=True)
    print()
    return 0


def plan_path(chosen: argparse.Namespace) -> int:
    """Print what applying would do; changes nothing. Exit 1 where something frozen stands in the way."""
    from hansa.programmes.services import plan_pack

    refused = False
    for loaded in _loaded(chosen.path):
        plan = plan_pack(pack=loaded.pack, network=loaded.network)
        _print_plan(plan)
        refused = refused or bool(plan.refusals)
    return 1 if refused else 0


def apply_path(chosen: argparse.Namespace) -> int:
    """Apply the pack; a second run changes nothing. Exit 1 where something frozen would change."""
    from hansa.foundation import clock
    from hansa.programmes.services import PackRefused, apply_pack

    for loaded in _loaded(chosen.path):
        try:
            applied = apply_pack(pack=loaded.pack, network=loaded.network, by=None, now=clock.now())
        except PackRefused as refused:
            for refusal in refused.refusals:
                print(f"  ! {refusal}")
            raise FoundWanting(f"{loaded.pack.slug} is not applied: something of it is frozen") from None
        _print_plan(applied.plan)
    return 0


def export_edition(chosen: argparse.Namespace) -> int:
    """Write the edition's pack, and its network's file, into a folder."""
    from hansa.programmes.services import NoEdition, export_network_pack, export_pack

    folder: Path = chosen.folder
    if folder.exists() and not folder.is_dir():
        raise UsageFault(f"{folder} is a file; name a folder")
    if folder.is_dir() and any(folder.iterdir()) and not chosen.replace:
        raise UsageFault(f"{folder} is not empty; name another folder, or say --replace")
    try:
        files = export_pack(chosen.slug)
    except NoEdition:
        raise UsageFault(f"there is no edition “{chosen.slug}” here") from None
    if not (folder.resolve().parent / "network.yaml").is_file():
        files |= export_network_pack()
    try:
        for name, text in sorted(files.items()):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except OSError as wrong:
        raise UsageFault(_one_line(wrong)) from None
    print(f"{folder}: {len(files)} files.")
    return 0


def rehearse_path(chosen: argparse.Namespace) -> int:
    """Rehearse a pack; exit 1 where it jams."""
    from hansa.config.cli import rehearsal
    from hansa.programmes.adapters.folders import NoPack, read_pack

    try:
        checked = read_pack(chosen.path)
    except (NoPack, OSError) as nothing:
        raise UsageFault(_one_line(nothing)) from None
    if checked.faults:
        for fault in checked.faults:
            print(fault)
        return 1
    return rehearsal.run(
        chosen.path, people=chosen.people, seed=chosen.seed, into=chosen.into, until=chosen.until
    )


def _loaded(path: Path) -> Iterator["Loaded"]:
    """Yield the packs at a path, one after another; a fault anywhere ends it before anything is done."""
    from hansa.programmes.adapters.folders import NoPack, read_all
    from hansa.programmes.services import Loaded

    try:
        found = read_all(path)
    except (NoPack, OSError) as nothing:
        raise UsageFault(_one_line(nothing)) from None
    faults = [fault for checked in found for fault in checked.faults]
    if faults:
        for fault in faults:
            print(fault)
        raise FoundWanting(f"{len(faults)} faults; nothing is changed")
    loaded = [Loaded(checked.pack, checked.network) for checked in found if checked.pack is not None]
    if not loaded:
        raise UsageFault(f"{path}: there is no pack in it")
    with _database():
        yield from loaded


@contextmanager
def _database() -> Iterator[None]:
    from django.db import DatabaseError

    try:
        yield
    except DatabaseError as wrong:
        raise UsageFault(f"the database does not answer as it should: {_one_line(wrong)}") from None


def _print_plan(plan: "Plan") -> None:
    if plan.is_empty and not plan.refusals:
        print(f"{plan.slug}: nothing to change.")
        return
    counts = ", ".join(f"{number} {kind}" for kind, number in plan.counts().items() if number)
    print(f"{plan.slug}: {counts}.")
    for change in plan.changes:
        place = ".".join(map(str, change.path))
        values = f": {_short(change.before)} → {_short(change.after)}" if change.kind == "changed" else ""
        print(f"  {SIGNS[change.kind]} {place}{values}")
    for refusal in plan.refusals:
        print(f"  ! {refusal}")


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "…"


def _one_line(wrong: BaseException) -> str:
    return " ".join(str(wrong).split())
