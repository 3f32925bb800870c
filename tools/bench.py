"""CPU and queries of the pages that matter, signed in, on the demonstration: `python -m tools.bench`.

Prints a table and writes `build/bench.json`. A page is asked in this process through the whole middleware, so that
the figure is what one request costs a core; the median of many is taken, after some that only warm up.
"""

import json
import os
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from tools import bench_edges, bench_status
from tools.steps import BUILD, ROOT

if TYPE_CHECKING:
    from django.test import Client

DATA = BUILD / "bench-data"
REPORT = BUILD / "bench.json"
WARM_UP, TIMES = 5, 40
CPU_GOAL_MS = 10.0
QUERIES_GOAL = 20.0
HREF = re.compile(r'href="([^"#]+)"')
FILM = re.compile(r'src="(/media/video/[^"#]+)')
REVISION = re.compile(r'name="revision" value="(\d+)"')
WORDS = re.compile(r'<textarea name="(a-[^"]+)"')
SHORT = re.compile(r'<input type="(?:text|number)" name="(a-[^"]+)"')
MEMBER = re.compile(r'<option value="(\d+)"')


@dataclass(frozen=True)
class Figure:
    """One measured value; the name is stable, so that figures of two days can be compared."""

    name: str
    value: float
    unit: str
    goal: float
    better: str = "lower"


@dataclass(frozen=True)
class Page:
    """A page that matters, who opens it, and where it is: a link of the demonstration or a way by clicks."""

    name: str
    role: str
    link: str = ""
    # Where one begins, then the name of the address that is followed from there, and so on.
    clicks: tuple[str, ...] = ()
    # A step of an application that is begun for it.
    step: str = ""
    # Somebody else does something before each visit, so that nothing kept until the next act still holds.
    after_act: bool = False


@dataclass(frozen=True)
class Act:
    """What a browser asks beside pages; a learner's from the page of the demonstration's lecture."""

    name: str
    goal: float
    # Given who asks and the lecture's address, what asks it once.
    ask: "Callable[[Client, str], Callable[[], Any]]"
    role: str = "learner"


def _film(client: "Client", lecture: str) -> Callable[[], Any]:
    address = FILM.search(client.get(lecture).content.decode())
    assert address is not None
    return lambda: client.get(address[1], headers={"range": "bytes=0-65535"})


def _report(client: "Client", lecture: str) -> Callable[[], Any]:
    said = {"position": 12.5, "bits": "ff0f"}
    return lambda: client.post(f"{lecture}progress/", said, content_type="application/json")


def _read(client: "Client", lecture: str) -> Callable[[], Any]:
    return lambda: client.post(f"{lecture}read/")


def _autosave(client: "Client", _lecture: str) -> Callable[[], Any]:
    from hansa.config.cli.demo import contents

    address = begun_application(client, contents()[1]["apply"])
    assert address is not None
    html = client.get(address).content.decode()
    revision, words = REVISION.search(html), WORDS.search(html)
    assert revision is not None
    assert words is not None
    # Each time other words, as somebody writes on; what is sent is the whole form.
    kept = {"revision": int(revision[1]), **dict.fromkeys(SHORT.findall(html), "12")}

    def save() -> Any:
        kept[words[1]] = f"Our buses are late for the {kept['revision']}th time. " * 10
        # As the page's script sends it.
        sent = urlencode(kept)
        answer = client.post(
            address, sent, content_type="application/x-www-form-urlencoded", headers={"x-autosave": "1"}
        )
        kept["revision"] = answer.json()["revision"]
        return answer

    return save


ACTS = (
    Act("report progress", 5.0, _report),
    Act("mark as read", 5.0, _read),
    Act("part of a film", 3.0, _film),
    Act("autosave", 5.0, _autosave, role="applicant"),
)

PAGES = (
    Page("home", "learner", link="home"),
    Page("programme", "applicant", link="programme"),
    Page("call", "applicant", link="call"),
    Page("my", "applicant", clicks=("/my/",)),
    Page("apply", "applicant", link="apply"),
    Page("application form", "applicant", step="form"),
    Page("documents", "applicant", step="documents"),
    Page("send", "applicant", step="send"),
    Page("sign in", "", clicks=("/accounts/login/",)),
    Page("sign up", "", clicks=("/accounts/signup/",)),
    Page("nominations", "coordinator", clicks=("/my/", "applications:nominations")),
    Page("reviews", "reviewer", clicks=("/my/", "applications:reviews")),
    Page("course", "learner", link="course"),
    Page("lecture", "learner", link="lecture"),
    Page("reading", "learner", clicks=("/courses/champions-moved/", "learning:reading")),
    Page("quiz", "learner", clicks=("/courses/champions-moved/", "learning:coursework")),
    Page("ask for certificate", "learner", clicks=("/courses/champions-moved/certificate/",)),
    Page("workshop", "learner", clicks=("/programmes/champions-moved/", "events:event")),
    Page("archive edition", "learner", clicks=("/programmes/seoul-program-2013/",)),
    Page("programmes", "learner", clicks=("/programmes/",)),
    Page("courses", "learner", clicks=("/courses/",)),
    Page("my learner", "learner", clicks=("/my/",)),
    Page("contact", "learner", clicks=("/contact/",)),
    Page("verify", "learner", clicks=("/verify/",)),
    Page("claim", "learner", clicks=("/programmes/champions-moved/certificates/workshop/",)),
    Page("certificate", "learner", link="certificate"),
    Page("members", "learner", clicks=("/members/",)),
    Page("member", "learner", clicks=("/members/", "network:member")),
    Page("offices", "learner", clicks=("/offices/",)),
    Page("search", "learner", clicks=("/search/?q=seoul",)),
    Page("desk", "programme_officer", link="office"),
    Page("desk after an act", "programme_officer", link="office", after_act=True),
    Page("check in", "programme_officer", clicks=("/office/events/", "events_office:event")),
    Page("office course", "programme_officer", clicks=("/office/courses/champions-moved/",)),
    Page(
        "office learner",
        "programme_officer",
        clicks=("/office/courses/champions-moved/", "learning_office:enrolment"),
    ),
    Page("office calls", "programme_officer", clicks=("/office/calls/",)),
    Page("office call", "programme_officer", clicks=("/office/calls/", "programmes_office:call")),
    Page("panel", "programme_officer", clicks=("/office/reviews/nia-workshop-moved/",)),
    Page("scores", "programme_officer", clicks=("/office/reviews/nia-workshop-moved/scores/",)),
    Page("selection", "programme_officer", clicks=("/office/selection/nia-workshop-moved/",)),
    Page("office packs", "programme_officer", clicks=("/office/packs/",)),
    Page("office people", "programme_officer", clicks=("/office/people/",)),
    Page("office letters", "programme_officer", clicks=("/office/letters/",)),
    Page("office certificates", "programme_officer", clicks=("/office/credentials/",)),
    Page("office events", "programme_officer", clicks=("/office/events/",)),
    Page("office members", "programme_officer", clicks=("/office/members/",)),
    Page("office courses", "programme_officer", clicks=("/office/courses/",)),
    Page("office log", "administrator", clicks=("/office/log/",)),
    Page("office applications", "programme_officer", clicks=("/office/", "applications_office:applications")),
    Page(
        "office application",
        "programme_officer",
        clicks=("/office/applications/?sort=-submitted_at", "applications_office:application"),
    ),
    Page("my details", "learner", clicks=("/my/profile/",)),
)


def prepare() -> None:
    """Lay the demonstration in a folder of its own, where there is none for this state of the code."""
    os.environ["HANSA_DATA_DIR"] = str(DATA)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hansa.config.settings")
    os.environ["HANSA_LOG_LEVEL"] = "WARNING"
    for name in ("DATABASE_URL", "HANSA_BASE_URL", "HANSA_MODE"):
        os.environ.pop(name, None)
    manage = [sys.executable, "-m", "hansa.config.manage"]
    current = subprocess.run(
        [*manage, "migrate", "--check"], cwd=ROOT, stdout=subprocess.DEVNULL, check=False
    ).returncode
    if current or not (DATA / "demo.json").exists():
        for old in DATA.glob("*"):
            subprocess.run(["rm", "-rf", old], check=True)
        subprocess.run([*manage, "migrate", "--verbosity", "0"], cwd=ROOT, check=True)
        subprocess.run([f"{sys.prefix}/bin/hansa", "demo", "--build"], cwd=ROOT, check=True)


def signed_in(role: str) -> "Client":
    """Return a client that is signed in as an account of the demonstration, with its second factor; "" is nobody."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    from hansa.config.cli.demo import contents

    accounts, _links = contents()
    client = Client(SERVER_NAME="localhost")
    if not role:
        return client
    email = next(account.email for account in accounts if account.role == role)
    client.force_login(get_user_model().objects.get(email=email))
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time()},
        {"method": "mfa", "type": "totp", "at": time.time()},
    ]
    session.save()
    return client


def path_of(page: Page, client: "Client") -> str | None:
    """Return a page's path; nothing where the demonstration does not lead there."""
    from hansa.config.cli.demo import contents

    if page.link:
        path = contents()[1].get(page.link)
        # Whoever has begun is led on to their form, unless they want another city.
        return f"{path}?change" if path and page.link == "apply" else path
    if page.step:
        begun = begun_application(client, contents()[1]["apply"])
        return begun and begun.replace("/form/", f"/{page.step}/")
    path, *names = page.clicks
    for name in names:
        html = client.get(path).content.decode()
        found = next((link for link in HREF.findall(html) if leads_to(link, name)), None)
        if found is None:
            return None
        path = found
    return path


def begun_application(client: "Client", apply: str) -> str | None:
    """Begin an application in the name of the first member, or go on with it; return where its form is."""
    member = MEMBER.search(client.get(apply, {"change": ""}).content.decode())
    if member is None:
        return None
    return client.post(apply, {"member": member[1]}).headers.get("Location")


def leads_to(link: str, name: str) -> bool:
    """Whether a link is one of the addresses of that name."""
    from django.urls import Resolver404, resolve

    try:
        return resolve(urlsplit(link).path).view_name == name
    except Resolver404:
        return False


def measure(page: Page) -> list[Figure]:
    """Return a page's CPU and queries; none where it is not there."""
    client = signed_in(page.role)
    path = path_of(page, client)
    if path is None:
        print(f"  {page.name}: the demonstration does not lead there", file=sys.stderr)
        return []
    return figures_of(f"page.{page.name}", CPU_GOAL_MS, lambda: client.get(path), {200}, page.after_act)


def measured(act: Act) -> list[Figure]:
    """Return what one act of a browser costs."""
    from hansa.config.cli.demo import contents

    client = signed_in(act.role)
    ask = act.ask(client, contents()[1]["lecture"])
    return figures_of(f"act.{act.name}", act.goal, ask, {200, 206, 302})


def figures_of(
    called: str, goal: float, ask: Callable[[], Any], answers: set[int], after_act: bool = False
) -> list[Figure]:
    """Ask many times, and return the CPU and the queries of one time."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    spent = []
    for _ in range(WARM_UP + TIMES):
        if after_act:
            do_something()
        began = time.process_time()
        answer = ask()
        if answer.streaming:
            # A film is read as it is sent.
            b"".join(answer)
        spent.append((time.process_time() - began) * 1000)
    if answer.status_code not in answers:
        print(f"  {called}: answers {answer.status_code}", file=sys.stderr)
        return []
    if after_act:
        do_something()
    with CaptureQueriesContext(connection) as queries:
        ask()
    name = called.replace(" ", "_")
    return [
        Figure(f"{name}.cpu", round(statistics.median(spent[WARM_UP:]), 2), "ms", goal),
        Figure(f"{name}.queries", len(queries), "queries", QUERIES_GOAL),
    ]


def engines() -> list[Figure]:
    """Return what the engines cost at the size that is promised: readers for 1,000 applications, and their severity."""
    from hansa.applications.rules.assignment import Reader, assign
    from hansa.applications.rules.severity import Score, fit

    draw = random.Random(1)
    numbers = [f"A{number:04d}" for number in range(1000)]
    panel = [
        Reader(
            f"r{key:02d}",
            frozenset(numbers[key::40]),
            90,
            {number: draw.randrange(16) for number in numbers},
        )
        for key in range(40)
    ]
    assign(numbers[:10], panel, each=1)
    began = time.process_time()
    given = assign(numbers, panel, each=3)
    assigned = time.process_time() - began
    quality = {number: draw.gauss(50, 10) for number in numbers}
    leniency = {reader.key: draw.gauss(0, 8) for reader in panel}
    totals = [
        Score(number, reader, round(quality[number] + leniency[reader] + draw.gauss(0, 5)))
        for number, reader in given.pairs
    ]
    began = time.process_time()
    fit(totals)
    return [
        Figure("engine.assign_1000x40x3.cpu", round(assigned * 1000, 1), "ms", 2000.0),
        Figure("engine.assign_1000x40x3.missing", sum(given.short.values()), "readings", 0.0),
        Figure("engine.severity_1000x40.cpu", round((time.process_time() - began) * 1000, 1), "ms", 2000.0),
    ]


def do_something() -> None:
    """Put an act on record, as a colleague's is while one works."""
    from django.db import transaction

    from hansa.foundation.audit.services import record

    with transaction.atomic():
        record(None, "bench.visit")


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as a person reads them."""
    lines = [f"{'':34} {'value':>8} {'goal':>8}"]
    for figure in figures:
        over = "  over" if figure.value > figure.goal else ""
        lines.append(f"{figure.name:34} {figure.value:>8g} {figure.goal:>8g} {figure.unit}{over}")
    return "\n".join(lines)


def main() -> int:
    """Measure all pages, print and write what was found."""
    prepare()
    import django

    django.setup()
    figures = [figure for page in PAGES for figure in measure(page)]
    figures += [figure for act in ACTS for figure in measured(act)]
    figures += engines()
    figures += [Figure(*measured) for measured in bench_edges.measured()]
    figures += [Figure(*measured) for measured in bench_status.measured()]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps([asdict(figure) for figure in figures], indent=1) + "\n")
    print(table(figures))
    print(f"\nWritten to {REPORT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
