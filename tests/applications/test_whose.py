"""Who may get what: every address that names an object, asked by strangers for an object that is not theirs.

An address that is new here fails until somebody says which object of another city, edition or region it is tried with.
"""

import csv
import io
import uuid
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from hansa.applications import services
from hansa.applications.enums import ApplicationState
from hansa.applications.models import (
    Application,
    Document,
    Interview,
    InterviewSlot,
    JurorLink,
    PanelSeat,
    Referee,
    Review,
)
from hansa.applications.models.panel import _signer
from hansa.applications.services.importing import receive_applicants
from hansa.foundation.office.lists import definition as lists
from hansa.foundation.office.models import BulkRun
from hansa.foundation.policy import OFFICE_ROLES, Route, routes
from hansa.network.models import Office
from hansa.network.services import assign_to_office
from tests.applications.strangers import objects_of
from tests.conftest import NOW
from tests.factories.applications import (
    coordinator_of,
    make_draft,
    make_judged,
    make_open_call,
    make_person,
    make_submitted,
    picture,
)
from tests.factories.interviews import book, make_booked, make_hours, make_invited
from tests.factories.travel import make_participants, tell

pytestmark = pytest.mark.django_db

SPACES = {"applications", "applications_office", "programmes_office", "accounts_office", "messaging_office"}
#: These name nothing that belongs to anybody, each with why.
NOBODYS = {
    "applications:start": "a call that is announced is everybody's",
    "applications:blank_form": "so is its blank form",
    "applications:jury_link": "tokens are tried below",
    "applications:jury_code": "tokens are tried below",
    "applications:referee": "tokens are tried below",
    "programmes_office:template": "a template of the house",
}


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch):
    from hansa.foundation import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def world():
    """Return two calls of another office with everything in them, and strangers who each have a call of their own."""
    officer = make_person("administrator")
    read = make_open_call("read-2027", number_prefix="RD27")
    judged = make_judged(read, ["bucharest", "cordoba"], officer)
    window = make_hours(read, officer)
    interview = make_booked(judged[0], officer, window)
    seat = PanelSeat.objects.filter(call=read).first()
    link = services.send_link(seat_id=seat.pk, by=officer, now=NOW)
    sheet = receive_applicants(
        call=read, name="a.csv", data=b"Name,E-mail\nMaria,m@city.example\n", by=officer, now=NOW
    )
    [going] = make_participants("seoul", slug="going-2027", number_prefix="GO27")
    tell(going)
    invitation = services.issue_invitation(
        application_id=going.pk, addressed_to="Embassy", by=officer_of(), now=NOW
    )
    ours = make_open_call("ours-2027", number_prefix="OU27")
    type(ours.edition).objects.filter(pk=ours.edition_id).update(
        office=Office.objects.get(key="chengdu-office")
    )
    own = make_judged(ours, ["chengdu"], officer)
    return SimpleNamespace(
        officer=officer, read=read, judged=judged, window=window, interview=interview, seat=seat,
        link=JurorLink.objects.get(seat=seat) if link is None else link, sheet=sheet, going=going,
        invitation=invitation, ours=ours, own=own[0], run=going.decisions.get().run,
    )  # fmt: skip


def officer_of() -> Any:
    return make_person("programme_officer")


def regional() -> Any:
    """Return an officer of the office that the call of their own belongs to."""
    person = make_person("regional_officer")
    assign_to_office(person=person, office=Office.objects.get(key="chengdu-office"), by=None, now=NOW)
    return type(person).objects.get(pk=person.pk)


def address(route: Route, objects: dict[str, dict[str, Any]]) -> str:
    """Return the address with an object of another's in it; a slug is another office's call, a uid that nobody named is nobody's."""
    known = objects.get(route.name)
    if known is None:
        wanted = {part.rpartition(":")[2] for part in _parts(route.pattern)}
        defaults = {"slug": "read-2027", "uid": uuid.uuid4()}
        assert wanted <= {"slug"} or route.name.partition(":")[0] != "applications", (
            f"say in objects_of with which object {route.name} is tried"
        )
        known = {name: defaults[name] for name in wanted}
    return reverse(route.name, kwargs=known)


def _parts(pattern: str) -> list[str]:
    return [part.partition(">")[0] for part in pattern.split("<")[1:]]


def tried() -> list[Route]:
    return [
        route
        for route in routes()
        if "<" in route.pattern
        and route.name.partition(":")[0] in SPACES
        and route.name not in NOBODYS
        and route.policy is not None
    ]


def is_shut(response: Any) -> bool:
    to_sign_in = response.status_code == 302 and "/accounts/login/" in response["Location"]
    return response.status_code in (403, 404, 405) or to_sign_in


def test_no_address_opens_what_is_another_cities_editions_or_regions(world, client_as):
    objects = objects_of(world)
    strangers = {
        "nobody": Client(),
        "applicant": client_as(world.own.applicant),
        "coordinator": client_as(coordinator_of("chengdu")),
        "reader": client_as(Review.objects.filter(application=world.own).first().reviewer),
        "regional officer": client_as(regional()),
    }
    open_to_others = []
    for route in tried():
        url = address(route, objects)
        for who, client in strangers.items():
            for answer in (client.get(url), client.post(url)):
                said = f"{who}: {answer.wsgi_request.method} {url} {answer.status_code}"
                open_to_others += [] if is_shut(answer) else [said]
    assert open_to_others == []
    _auditor_changes_nothing(world, objects, client_as(make_person("auditor")))


def _auditor_changes_nothing(world: Any, objects: dict[str, dict[str, Any]], client: Client) -> None:
    open_to_acts = []
    for route in tried():
        if route.name.partition(":")[0] == "applications":
            continue
        url = address(route, objects)
        before = Application.objects.values_list("state", flat=True)
        answer = client.post(
            url, {"act": "eligible", "reason": "x", "addressed_to": "x", "run": world.run.uid}
        )
        if not is_shut(answer) and "office" in route.name and answer.status_code != 200:
            open_to_acts.append(f"{url} {answer.status_code}")
        assert list(before) == list(Application.objects.values_list("state", flat=True))
    assert open_to_acts == []


def _bulk_acts_leave_foreign_rows_alone(world, client_as):
    officer = regional()
    client = client_as(officer)
    acts = [(found, act) for found in lists._lists.values() for act in found.acts]
    assert acts
    for found, act in acts:
        if act not in found.acts_for(officer):
            continue
        model = found.rows(SimpleNamespace(person=world.officer, language="en", now=NOW, request=None)).model
        keys = [str(pk) for pk in model.objects.values_list("pk", flat=True)]
        asked = {"act": act.key, "row": keys}
        preview = client.get(reverse("office:act", args=[found.key]), asked)
        said = preview.content.decode()
        for foreign in (*world.judged, world.going):
            assert foreign.number not in said, (found.key, act.key)
            assert f">{foreign.applicant.name}<" not in said, (found.key, act.key)
        client.post(
            reverse("office:act", args=[found.key]),
            {**asked, "key": str(uuid.uuid4()), "reason": "Because.", "text": "x"},
        )
    foreign = {str(application.pk) for application in (*world.judged, world.going)}
    for run in BulkRun.objects.filter(list_key="applications"):
        touched = {*run.done, *(key for key, _why in run.left)}
        assert not touched & foreign
    states = [Application.objects.get(pk=one.pk).state for one in world.judged]
    assert states == [one.state for one in world.judged]


OFFICERS = {"email", "birth_date", "language", "country"}


def exported(client: Client, kind: str, **asks: str) -> list[list[str]]:
    """Return the cells of an export."""
    response = client.get(reverse("applications_office:export"), {**asks, "as": kind})
    assert response.status_code == 200
    if kind == "csv":
        return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=_sign(response)))
    sheet = load_workbook(io.BytesIO(response.content), read_only=True).worksheets[0]
    return [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]


def _sign(response: Any) -> str:
    return ";" if ";" in response.content.decode("utf-8-sig").splitlines()[0] else ","


def test_bulk_acts_and_exports_hold_what_is_ones_own(world, client_as):
    _bulk_acts_leave_foreign_rows_alone(world, client_as)
    for kind in ("csv", "xlsx"):
        _exports_hold_ones_own_editions_and_columns(world, client_as, kind)
    _readers_table_holds_what_was_given_to_them(world, client_as)


def _exports_hold_ones_own_editions_and_columns(world, client_as, kind):
    everything = {one.number for one in (*world.judged, world.going, world.own)}
    all_of_them = exported(client_as(make_person("programme_officer")), kind)
    assert set(all_of_them[0]) >= OFFICERS
    assert everything <= {row[0] for row in all_of_them[1:]}
    audited = exported(client_as(make_person("auditor")), kind)
    assert not OFFICERS & set(audited[0])
    assert not any("@" in cell for row in audited for cell in row)
    client = client_as(regional())
    for asks in ({}, {"call": "read-2027"}, {"q": world.going.number}, {"state": "confirmed"}):
        rows = exported(client, kind, **asks)
        assert {row[0] for row in rows[1:]} <= {world.own.number}, asks
    text = str(exported(client, kind, call="read-2027"))
    assert world.judged[0].applicant.name not in text
    for role in ("reviewer", "juror"):
        assert client_as(make_person(role)).get(reverse("applications_office:export")).status_code == 403
    assert client_as(coordinator_of("seoul")).get(reverse("applications_office:export")).status_code == 403


def _readers_table_holds_what_was_given_to_them(world, client_as):
    seat = PanelSeat.objects.filter(call=world.ours).first()
    response = client_as(seat.person).get(reverse("applications:readings"), {"as": "csv"})
    text = response.content.decode()
    assert world.own.number in text
    for foreign in (*world.judged, world.going):
        assert foreign.number not in text
    assert world.own.applicant.email not in text


def test_the_order_of_the_travel_list_tells_nothing_to_whom_it_is_hidden(client_as):
    needing, staying = make_participants("seoul", "bucharest")
    tell(needing, visa="needed")
    tell(staying, visa="not_needed")
    for role in ("auditor", "administrator"):
        client = client_as(make_person(role))
        pages = [
            client.get(reverse("applications_office:travels"), {"sort": order}).content.decode()
            for order in ("name", "visa", "-visa", "arrives", "-arrives", "departs", "-departs")
        ]
        first = [page.index(needing.applicant.name) < page.index(staying.applicant.name) for page in pages]
        assert len(set(first)) == 1
        assert "sort=visa" not in pages[0]
        narrowed = client.get(reverse("applications_office:travels"), {"visa": "needed"}).content.decode()
        assert staying.applicant.name in narrowed
    officer = client_as(make_person("programme_officer"))
    shown = officer.get(reverse("applications_office:travels"), {"visa": "needed"}).content.decode()
    assert staying.applicant.name not in shown


@pytest.fixture
def read():
    """Return one call that is being read, with an hour that is taken."""
    officer = make_person("administrator")
    call = make_open_call("read-2027", documents=[])
    judged = make_judged(call, ["bucharest", "cordoba"], officer)
    make_booked(judged[0], officer, make_hours(call, officer))
    seat = PanelSeat.objects.filter(call=call).first()
    services.send_link(seat_id=seat.pk, by=officer, now=NOW)
    return SimpleNamespace(officer=officer, call=call, judged=judged, seat=seat)


def test_nobody_books_or_gives_back_another_ones_hour(read, client_as):
    mine, theirs = read.judged[1], read.judged[0]
    make_invited(mine, read.officer)
    client = client_as(mine.applicant)
    taken = Interview.objects.get(application=theirs).starts_at
    other, reader = make_open_call("other-2027"), make_person("reviewer")
    services.seat_reader(call_id=other.pk, person=reader, by=read.officer, now=NOW)
    elsewhere = make_hours(other, read.officer)
    slot = InterviewSlot.objects.filter(window=elsewhere).first()
    own = reverse("applications:interview_book", args=[mine.uid])
    for time in (f"{elsewhere.uid}@{slot.starts_at.isoformat()}", f"{uuid.uuid4()}@{taken.isoformat()}", "x"):
        client.post(own, {"slot": time, "time": time})
        assert Interview.objects.get(application=mine).slot is None
    with pytest.raises(services.REFUSALS):
        book(mine, elsewhere)
    foreign = reverse("applications:interview_book", args=[theirs.uid])
    assert client.post(foreign, {"slot": "x"}).status_code == 404
    assert client.post(reverse("applications:interview_give_back", args=[theirs.uid])).status_code == 404
    assert Interview.objects.get(application=theirs).starts_at == taken


def test_a_jurors_token_that_is_forged_over_or_anothers_opens_nothing(read, mailoutbox):
    token = JurorLink.objects.get(seat=read.seat, revoked_at=None).token
    name, _dot, signature = token.partition(".")
    forged = [
        f"{uuid.uuid4().hex}.{signature}",
        f"{name}.{signature[:-1]}{'A' if signature[-1] != 'A' else 'B'}",
        _signer.sign(uuid.uuid4().hex),
        _signer.sign("not a uid"),
        name,
        "x",
    ]
    for one in forged:
        client, before = Client(), len(mailoutbox)
        url = reverse("applications:jury_link", args=[one])
        assert client.get(url).status_code in (404, 410), one
        assert client.post(url).status_code in (404, 410), one
        code = reverse("applications:jury_code", args=[one])
        assert client.post(code, {"code": "000000"}).status_code in (404, 410), one
        assert client.get(reverse("applications:jury")).status_code == 403
        assert len(mailoutbox) == before
    url = reverse("applications:jury_link", args=[token])
    assert Client().get(url).status_code == 200
    JurorLink.objects.update(expires_at=NOW - timedelta(seconds=1))
    for answer in (Client().get(url), Client().post(url)):
        assert answer.status_code in (404, 410)
    assert Client().get(reverse("applications:jury")).status_code == 403


def test_a_referees_token_that_is_forged_or_over_opens_nothing(read, mailoutbox):
    row = Referee.objects.create(
        application=read.judged[0],
        name="Prof. Ionescu",
        email="ionescu@city.example",
        relation="teacher",
        language="en",
        asked_at=NOW,
        token_digest="0" * 64,
    )
    for token in ("0" * 64, row.uid.hex, str(row.uid), "x"):
        client = Client()
        url = reverse("applications:referee", args=[token])
        assert client.get(url).status_code in (404, 410), token
        assert client.post(url, {"text": "A letter.", "send": "1"}).status_code in (404, 410), token
    row.refresh_from_db()
    assert (row.state, bytes(row.sealed)) == ("asked", b"")


def test_a_draft_and_its_files_are_its_writers_alone(client_as):
    draft = make_draft(make_open_call())
    services.attach_document(
        application_id=draft.pk, kind="passport", upload=picture(), by=draft.applicant, now=NOW
    )
    files = [document.uid for document in Document.objects.filter(application=draft)]
    for role in sorted(OFFICE_ROLES):
        client = client_as(make_person(role))
        assert client.get(reverse("applications_office:application", args=[draft.uid])).status_code == 404
        for file in files:
            assert client.get(reverse("applications:file", args=[file])).status_code == 404
    speaker = client_as(coordinator_of("bucharest"))
    assert (
        speaker.post(reverse("applications:nominate", args=[draft.uid]), {"act": "endorse"}).status_code
        == 404
    )
    assert draft.applicant.name not in speaker.get(reverse("applications:nominations")).content.decode()
    assert Application.objects.get(pk=draft.pk).state == ApplicationState.DRAFT


def test_a_coordinator_speaks_for_their_own_city_and_not_for_themselves(client_as):
    call, speaker = make_open_call(), coordinator_of("chengdu")
    own = make_submitted(call, "chengdu", applicant=speaker)
    client = client_as(speaker)
    client.post(reverse("applications:nominate", args=[own.uid]), {"act": "endorse"})
    assert own.nomination.__class__.objects.get(pk=own.nomination.pk).slot is None
    foreign = make_submitted(call, "seoul")
    answer = client.post(reverse("applications:nominate", args=[foreign.uid]), {"act": "endorse"})
    assert answer.status_code == 404
    assert foreign.nomination.__class__.objects.get(pk=foreign.nomination.pk).slot is None
