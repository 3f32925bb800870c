"""Trial 5: who is tied to an application never opens, gets or finds it. Talk after scoring, and the personal link."""

import io
import re
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hansa.accounts.models import Person
from hansa.applications import services
from hansa.applications.enums import ConflictKind, ReviewState
from hansa.applications.models import (
    ConflictDeclaration,
    Document,
    JurorLink,
    PanelSeat,
    Review,
    ReviewVersion,
)
from hansa.foundation.audit.models import Entry
from hansa.messaging.models import Letter
from hansa.network.services import appoint_coordinator
from tests.conftest import NOW, sign_in
from tests.factories.applications import (
    DOCUMENTS,
    QUESTIONS,
    make_draft,
    make_eligible,
    make_open_call,
    make_person,
    score_all,
)
from tests.factories.network import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]

WORK = {"key": "institution", "kind": "text", "label": {"en": "Where you work"}, "required": False}

# Only readers open it, so that nothing but the reading lets anybody in.
LETTER = {
    "kind": "letter",
    "label": {"en": "Letter of motivation"},
    "why": {"en": "To know why."},
    "opened_by": ["reviewer"],
    "delete_after_days": 30,
}


@pytest.fixture(autouse=True)
def _at_the_tests_own_instant(monkeypatch):
    from hansa.foundation import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def officer(db):
    return make_person("programme_officer")


@pytest.fixture
def asked(monkeypatch):
    """The form asks where somebody works."""
    monkeypatch.setattr("tests.factories.applications.QUESTIONS", [*QUESTIONS, WORK])


def letters(name: str) -> int:
    return Letter.objects.filter(template_key__endswith=f":{name}").count()


def page(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def tie(kind: str, juror: Person, call, application, officer) -> None:
    """Make it known that a juror is tied to an application, in one of the ways it can become known."""
    known = {"call_id": call.pk, "person": juror, "by": officer, "now": NOW}
    if kind == "city":
        services.seat_reader(**known, member=application.member)
    elif kind == "institution":
        services.seat_reader(**known, institution="Politehnica University of Bucharest")
    elif kind == "coordinator":
        appoint_coordinator(person=juror, member=application.member, by=officer, now=NOW)
    elif kind == "office":
        services.note_conflict(
            call_id=call.pk,
            person_id=juror.pk,
            number=application.number,
            reason="Cousins.",
            by=officer,
            now=NOW,
        )
    elif kind == "seat alone":
        # Whoever writes the row by another way than the service: the tie counts all the same.
        PanelSeat.objects.filter(person=juror).update(member=application.member)


WAYS = ("city", "institution", "coordinator", "office")


@pytest.mark.parametrize("kind", [*WAYS, "seat alone"])
def test_who_is_tied_neither_opens_nor_gets_nor_finds_the_file(asked, officer, kind):
    call = make_open_call(documents=[LETTER])
    juror, others = make_person(), [make_person() for _ in range(2)]
    application = make_eligible(
        call, "bucharest", officer=officer, institution="University Politehnica of Bucharest, Transport"
    )
    form = Document.objects.get(application=application, kind="letter")
    for person in (juror, *others):
        services.seat_reader(call_id=call.pk, person=person, by=officer, now=NOW)
    # Two of three are given it; where the juror is not, they are from the start.
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    if not Review.objects.filter(reviewer=juror).exists():
        Review.objects.filter(reviewer=others[0]).update(reviewer=juror)
    mine = Review.objects.get(reviewer=juror)
    client = sign_in(Client(), Person.objects.get(pk=juror.pk))
    assert application.number in page(client, "applications:reviews")
    assert client.get(reverse("applications:file", args=[form.uid])).status_code == 200

    tie(kind, Person.objects.get(pk=juror.pk), call, application, officer)

    client = sign_in(Client(), Person.objects.get(pk=juror.pk))
    assert application.number not in page(client, "applications:reviews")
    sheet = page(client, "applications:review", mine.uid)
    assert "closed to you" in sheet
    assert application.number not in sheet
    assert "Bucharest" not in sheet
    assert client.get(reverse("applications:file", args=[form.uid])).status_code == 404
    assert client.get(reverse("applications:application", args=[application.uid])).status_code == 404
    for name in ("review", "conflict", "talk"):
        client.post(
            reverse(f"applications:{name}", args=[mine.uid]), {"send": "1", "a-motive": "9", "a-use": "9"}
        )
    assert not Review.objects.filter(reviewer=juror, state=ReviewState.SUBMITTED).exists()
    taken_along = client.get(reverse("applications:readings"), {"as": "csv"})
    assert taken_along.status_code == 200
    assert application.number.encode() not in taken_along.content
    for url in (reverse("portal:my"), f"/search/?q={application.number}"):
        found = client.get(url).content.decode()
        assert str(mine.uid) not in found
        assert str(application.uid) not in found
    assert client.get(reverse("applications_office:applications")).status_code == 403
    # Nor are they given it again; somebody else is.
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    open_to = Review.objects.filter(application=application).exclude(state=ReviewState.CONFLICT)
    assert juror.pk not in open_to.values_list("reviewer", flat=True)
    assert open_to.count() == 2
    assert Entry.objects.filter(act="review.conflict").exists()
    assert ConflictDeclaration.objects.get(person=juror).kind == {
        "coordinator": ConflictKind.CITY,
        "seat alone": ConflictKind.CITY,
    }.get(kind, kind)


@pytest.mark.parametrize("kind", WAYS)
def test_who_is_tied_is_not_given_it(asked, officer, kind):
    call = make_open_call(documents=[])
    application = make_eligible(
        call, "bucharest", officer=officer, institution="Politehnica University of Bucharest"
    )
    juror = make_person()
    services.seat_reader(call_id=call.pk, person=juror, by=officer, now=NOW)
    tie(kind, juror, call, application, officer)
    given = services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    assert given.pairs == ()
    assert given.short == {application.number: 2}


def test_a_guessed_address_is_nothing(officer):
    call = make_open_call()
    application = make_eligible(call, officer=officer)
    juror = make_person()
    services.seat_reader(call_id=call.pk, person=juror, by=officer, now=NOW)
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    stranger = sign_in(Client(), make_person("reviewer"))
    mine = Review.objects.get()
    for name, uid in (
        ("review", mine.uid),
        ("application", application.uid),
        ("file", Document.objects.filter(kind="nomination_form").get().uid),
    ):
        assert stranger.get(reverse(f"applications:{name}", args=[uid])).status_code == 404


def test_sent_scores_of_a_tie_count_no_more_and_stay_on_record(officer):
    call = make_open_call(documents=[])
    application = make_eligible(call, officer=officer)
    jurors = [make_person() for _ in range(2)]
    for juror in jurors:
        services.seat_reader(call_id=call.pk, person=juror, by=officer, now=NOW)
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    score_all(call)
    total = Review.objects.filter(reviewer=jurors[0]).get().total
    services.seat_reader(call_id=call.pk, person=jurors[0], member=application.member, by=officer, now=NOW)
    closed = Review.objects.get(reviewer=jurors[0])
    assert (closed.state, closed.total) == (ReviewState.CONFLICT, None)
    assert ReviewVersion.objects.get(review=closed).total == total
    with pytest.raises(services.ReviewsMissing):
        services.run_selection(call_id=call.pk, by=officer, now=NOW, places=1)


def test_taken_off_the_panel_frees_what_was_not_sent(officer):
    call = make_open_call(documents=[])
    make_eligible(call, officer=officer)
    juror, other = make_person(), make_person()
    seats = [
        services.seat_reader(call_id=call.pk, person=person, by=officer, now=NOW) for person in (juror, other)
    ]
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    services.end_seat(seat_id=seats[0].pk, by=officer, now=NOW)
    services.end_seat(seat_id=seats[0].pk, by=officer, now=NOW)
    assert list(Review.objects.values_list("reviewer", flat=True)) == [other.pk]
    assert services.assign_reviewers(call_id=call.pk, by=officer, now=NOW).short
    assert "juror" not in Person.objects.get(pk=juror.pk).roles


@pytest.fixture
def scored(officer):
    """One application that two jurors have scored: the call, their sheets, and what they are about."""
    call = make_open_call(documents=[])
    application = make_eligible(call, officer=officer)
    for _ in range(2):
        services.seat_reader(call_id=call.pk, person=make_person(), by=officer, now=NOW)
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    score_all(call)
    return application, list(Review.objects.select_related("reviewer").order_by("pk"))


def test_readers_talk_and_a_changed_score_keeps_both_versions(scored, officer):
    application, (mine, other) = scored
    said = {"review_id": mine.pk, "by": mine.reviewer, "now": NOW}
    with pytest.raises(services.ActRefused):
        services.say(**said, text="Too early.")
    services.open_discussion(application_id=application.pk, by=officer, now=NOW)
    client = sign_in(Client(), mine.reviewer)
    client.post(reverse("applications:talk", args=[mine.uid]), {"text": "I read it otherwise."})
    seen = page(sign_in(Client(), other.reviewer), "applications:review", other.uid)
    assert "I read it otherwise." in seen
    assert "Reader A" in seen
    assert mine.reviewer.name not in seen
    before = mine.total
    client.post(reverse("applications:review", args=[mine.uid]), {"send": "1", "a-motive": "1", "a-use": "1"})
    mine.refresh_from_db()
    assert (mine.total, ReviewVersion.objects.get(review=mine).total) == (5, before)
    services.change_review(**said, scores=mine.scores, comment=mine.comment)
    assert ReviewVersion.objects.count() == 1
    services.close_discussion(application_id=application.pk, by=officer, now=NOW)
    with pytest.raises(services.ActRefused):
        services.change_review(**said, scores={"motive": 9, "use": 9}, comment="")
    assert "I read it otherwise." in page(client, "applications:review", mine.uid)


def test_nobody_talks_before_the_last_sheet_nor_with_a_conflict(officer):
    call = make_open_call(documents=[])
    application = make_eligible(call, officer=officer)
    for _ in range(2):
        services.seat_reader(call_id=call.pk, person=make_person(), by=officer, now=NOW)
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    with pytest.raises(services.NotEverybodyHasScored):
        services.open_discussion(application_id=application.pk, by=officer, now=NOW)
    score_all(call)
    services.open_discussion(application_id=application.pk, by=officer, now=NOW)
    mine = Review.objects.select_related("reviewer").first()
    services.note_conflict(
        call_id=call.pk,
        person_id=mine.reviewer_id,
        number=application.number,
        reason="Cousins.",
        by=officer,
        now=NOW,
    )
    with pytest.raises(services.NotYours):
        services.say(review_id=mine.pk, text="Still here.", by=mine.reviewer, now=NOW)
    with pytest.raises(services.NotYours):
        services.open_discussion(application_id=application.pk, by=mine.reviewer, now=NOW)


def test_two_tabs_do_not_overwrite_each_other(scored, officer):
    call = make_open_call("other-2027", documents=[], number_prefix="OT27")
    make_eligible(call, officer=officer)
    juror = make_person()
    services.seat_reader(call_id=call.pk, person=juror, by=officer, now=NOW)
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    mine = Review.objects.get(reviewer=juror)
    url, client = reverse("applications:review", args=[mine.uid]), sign_in(Client(), juror)
    quiet = {"headers": {"X-Autosave": "1"}}
    assert client.post(url, {"revision": 0, "a-motive": "4"}, **quiet).json() == {"revision": 1}
    assert client.post(url, {"revision": 0, "a-motive": "9"}, **quiet).status_code == 409
    moved = client.post(url, {"send": "1", "revision": 0, "a-motive": "9", "a-use": "9"}).content.decode()
    assert "in another window" in moved
    assert 'name="revision" value="1"' in moved
    mine.refresh_from_db()
    assert (mine.state, mine.scores) == (ReviewState.DRAFT, {"motive": 4})
    client.post(url, {"send": "1", "revision": 1, "a-motive": "9", "a-use": "9"})
    mine.refresh_from_db()
    assert mine.state == ReviewState.SUBMITTED


def pdf_by(name: str) -> SimpleUploadedFile:
    """A PDF that says who wrote it wherever a PDF can."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    pdf.docinfo["/Author"] = name
    with pdf.open_metadata() as meta:
        meta["dc:creator"] = [name]
    out = io.BytesIO()
    pdf.save(out)
    return SimpleUploadedFile(f"{name} letter.pdf", out.getvalue(), "application/pdf")


def test_blind_call_leaks_nothing_to_a_reader(officer, mailoutbox):
    call = make_open_call(documents=[*DOCUMENTS, LETTER], hidden_from_readers=["name", "city"])
    applicant = make_person(name="Ioana Petrescu")
    draft = make_draft(
        call,
        "bucharest",
        applicant=applicant,
        motivation="I, Ioana PETRESCU of Bucharest (ioana@pmb.ro), want better buses.",
    )
    services.attach_document(
        application_id=draft.pk, kind="letter", upload=pdf_by("Ioana Petrescu"), by=applicant, now=NOW
    )
    application = services.submit_application(application_id=draft.pk, by=applicant, now=NOW)
    from tests.factories.applications import coordinator_of

    services.endorse(application_id=application.pk, by=coordinator_of("bucharest"), now=NOW)
    services.screen(application_id=application.pk, eligible=True, by=officer, now=NOW)
    juror = make_person()
    services.seat_reader(call_id=call.pk, person=juror, by=officer, now=NOW)
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    client, mine = sign_in(Client(), juror), Review.objects.get()
    seen = page(client, "applications:reviews") + page(client, "applications:review", mine.uid)
    seen += Letter.objects.get(to=juror).text + Letter.objects.get(to=juror).subject
    for word in ("Ioana", "Petrescu", "PETRESCU", "Bucharest", "pmb.ro"):
        assert word not in seen
    assert "want better buses" in seen
    document = Document.objects.get(kind="letter", replaced_at__isnull=True)
    opened = client.get(reverse("applications:file", args=[document.uid]))
    assert opened["Content-Disposition"] == f'attachment; filename="{application.number}-letter.pdf"'
    assert b"Ioana" not in opened.content
    assert not pikepdf.open(io.BytesIO(opened.content)).docinfo.keys()
    form = Document.objects.get(kind="nomination_form")
    assert client.get(reverse("applications:file", args=[form.uid])).status_code == 404
    taken_along = client.get(reverse("applications:readings"), {"as": "csv"}).content.decode()
    assert "want better buses" in taken_along
    for word in ("Ioana", "Petrescu", "PETRESCU", "Bucharest", "pmb.ro"):
        assert word not in taken_along
    # Their own download of data holds nothing of those they read.
    from hansa.foundation.privacy import export_for

    assert "Petrescu" not in str(export_for(juror))


@pytest.fixture
def invited(officer):
    """A juror from outside with a link, and what they may read."""
    call = make_open_call()
    make_eligible(call, officer=officer)
    seat = services.invite_juror(
        call_id=call.pk,
        name="Maya Brooks",
        email="maya@example.com",
        institution="World Bank",
        member=make_member("seoul"),
        by=officer,
        now=NOW,
    )
    services.assign_reviewers(call_id=call.pk, by=officer, now=NOW)
    return seat


def way_in() -> str:
    letter = Letter.objects.filter(template_key__endswith=":juror-invitation").latest("queued_at", "pk")
    found = re.search(r"/jury/link/[\w.-]+/", letter.text)
    assert found is not None
    return found[0]


def code_in(outbox) -> str:
    found = re.search(r"\b\d{6}\b", outbox[-1].body)
    assert found is not None
    return found[0]


def enter(client: Client, outbox, django_capture_on_commit_callbacks) -> str:
    link = way_in()
    assert "m•••@example.com" in client.get(link).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(link)
    response = client.post(f"{link}code/", {"code": code_in(outbox)})
    assert response.headers["Location"] == reverse("applications:jury")
    return link


def test_juror_from_outside_scores_by_link_and_code(invited, mailoutbox, django_capture_on_commit_callbacks):
    client = Client()
    assert client.get(reverse("applications:jury")).status_code == 403
    enter(client, mailoutbox, django_capture_on_commit_callbacks)
    mine = Review.objects.get(reviewer=invited.person)
    assert mine.application.number in page(client, "applications:jury")
    shown = page(client, "applications:jury_review", mine.uid)
    assert "Our buses are late." in shown
    form = Document.objects.get(kind="nomination_form")
    assert client.get(reverse("applications:jury_file", args=[form.uid])).status_code == 200
    passport = Document.objects.get(kind="passport")
    assert client.get(reverse("applications:jury_file", args=[passport.uid])).status_code == 404
    url = reverse("applications:jury_review", args=[mine.uid])
    client.post(url, {"send": "1", "revision": 0, "a-motive": "4", "a-use": "5"})
    mine.refresh_from_db()
    assert mine.state == ReviewState.SUBMITTED
    # Nothing else in the house opens: nobody is signed in.
    for name in ("applications:reviews", "portal:my", "accounts:profile", "applications_office:applications"):
        assert client.get(reverse(name)).status_code == 302, name
    client.post(reverse("applications:jury_leave"))
    assert client.get(reverse("applications:jury")).status_code == 403


def test_link_taken_back_or_replaced_shuts_the_door_at_once(
    invited, officer, mailoutbox, django_capture_on_commit_callbacks
):
    client = Client()
    old = enter(client, mailoutbox, django_capture_on_commit_callbacks)
    services.send_link(seat_id=invited.pk, by=officer, now=NOW + timedelta(minutes=1))
    assert client.get(reverse("applications:jury")).status_code == 403
    assert client.get(old).status_code == 410
    assert client.get(way_in()).status_code == 200
    services.revoke_link(seat_id=invited.pk, by=officer, now=NOW)
    assert client.get(way_in()).status_code == 410
    assert JurorLink.objects.filter(revoked_at__isnull=True).count() == 0
    assert client.get("/jury/link/forged.link/").status_code == 410


def test_link_ends_on_its_day(invited, monkeypatch):
    from hansa.foundation import clock

    link = JurorLink.objects.get()
    monkeypatch.setattr(clock, "now", lambda: link.expires_at)
    assert Client().get(way_in()).status_code == 410


def test_code_is_good_once_for_a_while_and_few_tries(invited, mailoutbox, django_capture_on_commit_callbacks):
    client, link = Client(), way_in()

    def ask() -> str:
        with django_capture_on_commit_callbacks(execute=True):
            client.post(link)
        return code_in(mailoutbox)

    token = link.split("/")[3]
    first = ask()
    assert services.enter_code(token=token, code=f" {first[:3]} {first[3:]} ", now=NOW).link
    with pytest.raises(services.CodeWrong):
        services.enter_code(token=token, code=first, now=NOW)
    second = ask()
    with pytest.raises(services.CodeWrong):
        services.enter_code(token=token, code=second, now=NOW + timedelta(minutes=16))
    wrong = "000000" if second != "000000" else "111111"
    for left in (4, 3, 2, 1, 0):
        with pytest.raises(services.CodeWrong) as refused:
            services.enter_code(token=token, code=wrong, now=NOW)
        assert refused.value.left == left
    with pytest.raises(services.CodeWrong):
        services.enter_code(token=token, code=second, now=NOW)
    assert client.post(f"{link}code/", {"code": wrong}).status_code == 422
    for _ in range(3):
        ask()
    sent = len(mailoutbox)
    said = client.post(link, follow=True).content.decode()
    assert "several codes within the hour" in said
    assert len(mailoutbox) == sent
    assert JurorLink.objects.get().code_digest not in ("", first)


def test_only_the_office_of_the_call_invites(invited):
    for person in (make_person(), make_person("reviewer"), make_person("auditor")):
        with pytest.raises(services.NotYours):
            services.invite_juror(
                call_id=invited.call_id, name="X", email="x@example.com", by=person, now=NOW
            )
