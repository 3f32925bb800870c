"""``hansa selection``: choose a cohort from two files, and check a decision that was sealed.

The same engine as the desk's, without an installation: no settings are read and no database is asked.
"""

import argparse
import math
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hansa.config.cli import inout
from hansa.config.cli.faults import UsageFault

if TYPE_CHECKING:
    from hansa.applications.rules.selection import Instance

BUDGET, LEAST_BUDGET = 0.0045, 1.8
"""Seconds of the processor that explaining an applicant may take, and that everybody may take together at least."""
EXIT = {"optimal": 0, "feasible": 0, "infeasible": 3, "unknown": 4}


def add_parser(commands: Any) -> None:
    """Add the group and its commands."""
    group = commands.add_parser("selection", help="choose a cohort by rules, and check a sealed decision")
    acts = group.add_subparsers(dest="act", metavar="ACT", required=True)

    solve = acts.add_parser(
        "solve",
        help="find the cohort of most merit under the rules, with its proof",
        description="Find the cohort of most merit under the rules; lots choose among equals. "
        "Exit code 0: a cohort is found. 3: the rules leave none. 4: none was found in time. 2: bad input.",
    )
    _files(solve)
    solve.add_argument(
        "--explain", action="store_true", help="say of everybody how far they are, and of each rule its price"
    )
    solve.add_argument(
        "--exact",
        action="store_true",
        help="with --explain: an exact figure for everybody, however long it takes; "
        "else rules that leave hardly any room may leave some as intervals",
    )
    solve.add_argument("--time-limit", type=_seconds, metavar="S", help="stop after so many seconds")
    solve.set_defaults(func=_solve, needs_django=False)

    lottery = acts.add_parser(
        "lottery",
        help="find the fairest chances where merit only qualifies, and draw",
        description="Give the least chance as much as any lottery under the rules can, then the next; and draw. "
        "Exit code 0: done. 3: the rules leave no cohort. 4: the chances were not settled in time. 2: bad input.",
    )
    _files(lottery)
    lottery.add_argument(
        "--seed", default="", metavar="S", help="what the draw follows from, published before it"
    )
    lottery.add_argument("--time-limit", type=_seconds, metavar="S", help="stop after so many seconds")
    lottery.set_defaults(func=_lottery, needs_django=False)

    verify = acts.add_parser(
        "verify",
        help="check a sealed decision: hold it to its seal and run it again",
        description="Hold a sealed decision to its seal and run it again. "
        "Exit code 0: it is the same. 1: it is not, and what differs is said. 2: no such bundle.",
    )
    verify.add_argument(
        "bundle", type=Path, metavar="BUNDLE.zip", help="the decision as the office gives it out"
    )
    verify.add_argument("--time-limit", type=_seconds, metavar="S", help="stop after so many seconds")
    verify.set_defaults(func=_verify, needs_django=False)


def _files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rules", type=Path, required=True, metavar="RULES.json")
    parser.add_argument("--applicants", type=Path, required=True, metavar="APPLICANTS.csv")
    parser.add_argument("--out", type=Path, required=True, metavar="RESULT.json")


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= 1e6:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of seconds")
    return seconds


def _read(chosen: argparse.Namespace) -> "Instance":
    """Return the selection that the two files describe; refuse them, or the place for the answer, in one line."""
    from hansa.applications.rules.selection import files

    inout.refuse_unwritable(chosen.out, beside=(chosen.rules, chosen.applicants))
    try:
        return files.read_instance(
            inout.read(chosen.rules, most=files.MOST_BYTES["rules"]),
            inout.read(chosen.applicants, most=files.MOST_BYTES["applicants"]),
            names=(str(chosen.rules), str(chosen.applicants)),
        )
    except files.FileRefused as refused:
        raise UsageFault(str(refused)) from None


def _solve(chosen: argparse.Namespace) -> int:
    """Write the answer to the two files."""
    from hansa.applications.rules import selection as engine
    from hansa.applications.rules.selection.files import results

    instance = _read(chosen)
    began = time.perf_counter()
    result = engine.solve(instance, time_limit=chosen.time_limit)
    said = results.answer_of(result, seconds=time.perf_counter() - began)
    if result.status is engine.Status.INFEASIBLE:
        said["repair"] = results.repairs_of(engine.repair_of(instance, time_limit=chosen.time_limit))
    if chosen.explain and result.status is engine.Status.OPTIMAL:
        budget = None if chosen.exact else max(LEAST_BUDGET, BUDGET * len(instance.candidates))
        standings = engine.explain(instance, result, time_limit=chosen.time_limit, cpu_limit=budget)
        said["explanations"] = results.standings_of(standings)
        said["rules"] = results.prices_of(engine.prices(instance, result, time_limit=chosen.time_limit))
    inout.write(chosen.out, results.dumped(said))
    print(f"{result.status.value}: {_summary(instance, said)}. Written to {chosen.out}")
    return EXIT[result.status.value]


def _lottery(chosen: argparse.Namespace) -> int:
    """Write everybody's chance, the cohorts that give it, and the one that the seed draws."""
    from hansa.applications.rules import selection as engine
    from hansa.applications.rules.selection.files import results

    instance = _read(chosen)
    try:
        found = engine.lottery(instance, seed=chosen.seed, time_limit=chosen.time_limit)
    except engine.NoCohort:
        said = {
            "status": "infeasible",
            "conflict": results.bounds_of(engine.conflict_of(instance)),
            "repair": results.repairs_of(engine.repair_of(instance)),
        }
        inout.write(chosen.out, results.dumped(said))
        print(f"infeasible: {_summary(instance, said)}. Written to {chosen.out}")
        return EXIT["infeasible"]
    except engine.OutOfTime:
        inout.write(chosen.out, results.dumped({"status": "unknown", "bound": None}))
        print(f"unknown: the fairest chances were not settled in this time. Written to {chosen.out}")
        return EXIT["unknown"]
    inout.write(chosen.out, results.dumped(results.lottery_of(found)))
    print(
        f"drawn: {instance.k} of {len(instance.candidates)} applicants, the least chance {found.minimum:.4f}. "
        f"Written to {chosen.out}"
    )
    return 0


def _verify(chosen: argparse.Namespace) -> int:
    """Say whether a sealed decision comes out again; 1 where it does not."""
    from hansa.applications.rules.selection import files, verifying

    data = inout.read(chosen.bundle, most=verifying.MOST_BUNDLE)
    try:
        verdict = verifying.verify(data, time_limit=chosen.time_limit)
    except (verifying.BundleRefused, files.FileRefused) as refused:
        raise UsageFault(f"{chosen.bundle}: {refused}") from None
    for line in (*verdict.differences, *verdict.notes):
        print(line)
    print(f"{'The same' if verdict.is_same else 'Not the same'}. Seal {verdict.seal}")
    return 0 if verdict.is_same else 1


def _summary(instance: "Instance", said: dict[str, Any]) -> str:
    if "selected" in said:
        proof = f", at most {said['gap']} below the best" if said.get("gap") else ""
        return f"{instance.k} of {len(instance.candidates)} applicants, value {said['value']}{proof}"
    if said["status"] == "infeasible":
        return f"no cohort keeps these {len(said['conflict'])} rules together"
    return "no cohort was found in this time"
