"""Run the checks and the tests: `python -m tools.suite check | rules | sqlite | postgres | browser | trials | all`.

Everything is run even after a failure, so that one look shows all that is wrong. The last line counts it all.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tools.steps import BUILD, ROOT

BIN = Path(sys.executable).parent
PYTHON = sys.executable
REPORTS = BUILD / "tests"
# Checks must not see the data of somebody who is just trying the product.
ENVIRONMENT = os.environ | {"HANSA_DATA_DIR": str(BUILD / "check-data"), "PYTHONPATH": str(ROOT)}
for _name in ("DATABASE_URL", "HANSA_BASE_URL", "HANSA_MODE", "DJANGO_SETTINGS_MODULE"):
    ENVIRONMENT.pop(_name, None)

MANAGE = (PYTHON, "-m", "hansa.config.manage")
CHECKS: dict[str, tuple[str, ...]] = {
    "types": (str(BIN / "mypy"), "--no-error-summary"),
    "style": (str(BIN / "ruff"), "check", "--quiet", "--output-format", "concise"),
    "form": (str(BIN / "ruff"), "format", "--check", "--quiet", "--output-format", "concise"),
    "imports": (str(BIN / "lint-imports"), "--no-logo"),
    "migrations": (*MANAGE, "makemigrations", "--check", "--dry-run"),
    "settings and routes": (*MANAGE, "check", "--fail-level", "WARNING"),
    "packs": (str(BIN / "hansa"), "packs", "check", "packs"),
    "catalogues": (PYTHON, "-m", "tools.catalogues", "check"),
}
# The longest go first, so that two at a time are done soonest.
AT_ONCE = 2


@dataclass
class Tally:
    """How many passed, failed and were left out."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other: "Tally") -> None:
        """Count another tally in."""
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def __str__(self) -> str:
        text = f"{self.passed} passed, {self.failed} failed"
        return f"{text}, {self.skipped} skipped" if self.skipped else text


def run_checks() -> Tally:
    """Run the checks two at a time and print one line for each, with its output where it failed."""

    def run_one(name: str) -> tuple[str, int, str, float]:
        began = time.monotonic()
        done = subprocess.run(
            CHECKS[name],
            cwd=ROOT,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return name, done.returncode, done.stdout, time.monotonic() - began

    tally = Tally()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for name, code, output, seconds in pool.map(run_one, CHECKS):
            print(f"{'✗' if code else '✓'} {name}  {seconds:.1f} s", flush=True)
            if code:
                print(output.rstrip(), flush=True)
            tally.add(Tally(failed=1) if code else Tally(passed=1))
    return tally


def run_tests(name: str, paths: Iterable[str], *options: str, before: tuple[str, ...] = ()) -> Tally:
    """Run pytest on some paths, show what it shows, and return its tally."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    report = REPORTS / f"{name}.xml"
    report.unlink(missing_ok=True)
    print(f"\n── {name} ──", flush=True)
    command = [*before, PYTHON, "-m", "pytest", "-q", "--no-header", f"--junitxml={report}", *options, *paths]
    began = time.monotonic()
    code = subprocess.run(
        command, cwd=ROOT, env=ENVIRONMENT, stdin=subprocess.DEVNULL, check=False
    ).returncode
    tally = read_report(report)
    # pytest fails without a failed test where it cannot collect, or finds nothing to run.
    if code and not tally.failed:
        tally.failed = 1
    print(f"── {name}: {tally} in {time.monotonic() - began:.0f} s", flush=True)
    return tally


def read_report(report: Path) -> Tally:
    """Return the tally of a JUnit report; nothing where there is none."""
    if not report.exists():
        return Tally()
    tally = Tally()
    for suite in ElementTree.parse(report).iter("testsuite"):
        count = {key: int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")}
        failed = count["failures"] + count["errors"]
        tally.add(Tally(count["tests"] - failed - count["skipped"], failed, count["skipped"]))
    return tally


def tests_named(*words: str) -> list[str]:
    """Return the test files of the apps whose name or folder says one of these words."""
    return sorted(
        str(file.relative_to(ROOT))
        for file in (ROOT / "tests").glob("*/**/test_*.py")
        if any(word in "/".join(file.relative_to(ROOT / "tests").parts[1:]) for word in words)
        and file.relative_to(ROOT / "tests").parts[0] not in {"browser", "bench", "house"}
    )


def rules() -> Tally:
    """Rules: no database, seconds for all."""
    return run_tests("rules", tests_named("rules"), "-m", "not trial")


def sqlite() -> Tally:
    """Everything but the browser, on SQLite."""
    ignored = ("--ignore=tests/browser",)
    return run_tests("sqlite", ["tests"], "-n", "2", "--dist", "worksteal", *ignored, "-m", "not trial")


def postgres() -> Tally:
    """What reads and writes, on a throw-away PostgreSQL."""
    named = tests_named("services", "selectors", "receivers", "queries", "concurren")
    marked = [path for path in tests_named("") if "database_service" in (ROOT / path).read_text()]
    paths = [*sorted({*named, *marked}), "tests/journeys"]
    beside = (PYTHON, "-m", "tests.postgres")
    options = ("-n", "2", "--dist", "worksteal", "-m", "not trial")
    return run_tests("postgres", [path for path in paths if (ROOT / path).exists()], *options, before=beside)


def browser() -> Tally:
    """Pages and both journeys in Chromium; a file's journeys have a site of their own, so two files run at once."""
    return run_tests("browser", ["tests/browser"], "-n", "2", "--dist", "loadfile")


def trials() -> Tally:
    """The long ones at full size."""
    return run_tests("trials", ["tests"], "-m", "trial")


def check() -> Tally:
    """The quick half."""
    tally = run_checks()
    tally.add(rules())
    return tally


def everything() -> Tally:
    """All but the trials at full size. Rules are among what runs on SQLite."""
    tally = run_checks()
    for part in (sqlite, postgres, browser):
        tally.add(part())
    return tally


PARTS = {
    "check": check,
    "rules": rules,
    "sqlite": sqlite,
    "postgres": postgres,
    "browser": browser,
    "trials": trials,
    "all": everything,
}


def main(words: list[str]) -> int:
    """Run one part; return 1 where anything failed."""
    if len(words) != 1 or words[0] not in PARTS:
        print(f"usage: python -m tools.suite {' | '.join(PARTS)}", file=sys.stderr)
        return 2
    began = time.monotonic()
    tally = PARTS[words[0]]()
    print(f"\nin {time.monotonic() - began:.0f} s:\n{tally}", flush=True)
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
