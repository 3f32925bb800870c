"""One person with two accounts: noticed, decided by staff, merged whole or not at all."""

import uuid
from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.test import Client

from hansa.accounts import services
from hansa.accounts.enums import LikenessState, Sign
from hansa.accounts.models import Likeness, Person, RoleGrant
from hansa.accounts.selectors import alike_to, person_by_email
from hansa.accounts.services import merge_people, notice, plan_merge
from hansa.applications.enums import ApplicationState, NominationState
from hansa.applications.models import Application, Document, Nomination, PassportReading, Review, TravelPlan
from hansa.applications.services import save_travel, withdraw_application
from hansa.applications.services.travelling import read as read_travel
from hansa.foundation.audit.models import Entry
from hansa.foundation.audit.services import first_broken_entry
from hansa.foundation.storage import services as storage
from hansa.learning.models import Enrolment, LectureProgress
from hansa.learning.services import open_lecture, record_progress
from hansa.messaging.models import Letter
from hansa.questionnaires.models import Response
from tests.factories.applications import (
    coordinator_of,
    make_endorsed,
    make_judged,
    make_open_call,
    make_submitted,
)
from tests.factories.learning import a_course, an_enrolment

pytestmark = pytest.mark.database_service


@pytest.fixture
def officer(person_with):
    return person_with("programme_officer")


@pytest.fixture
def pair(person_with):
    """Return two accounts of one person, the older first."""
    born = date(1990, 5, 17)
    return (
        person_with(name="Maria Serra", birth_date=born, email="maria@barcelona.example"),
        person_with(name="SERRA, María", birth_date=born, email="maria.serra@gmail.com"),
    )


def merge(keep, gone, by, now, **more):
    return merge_people(
        keep_id=keep.pk, gone_id=gone.pk, by=by, now=now, reason="She wrote to us from both.", **more
    )


# Noticing


def test_same_name_and_birth_is_noticed_once(pair, person_with, now):
    person_with(name="Maria Serra", birth_date=date(1991, 5, 17))
    assert notice(now=now) == 1
    assert notice(now=now) == 0
    [row] = Likeness.objects.all()
    assert ({row.one, row.other}, row.signs) == (set(pair), [Sign.NAME_AND_BIRTH])
    [(uid, signs, called)] = alike_to(pair[0])
    assert (uid, signs, called) == (row.uid, [Sign.NAME_AND_BIRTH], "SERRA, María")


def test_one_mailbox_is_noticed_where_the_provider_ignores_the_difference(person_with, now):
    one = person_with(email="ana.lima@gmail.com")
    other = person_with(email="analima+hansa@gmail.com")
    person_with(email="ana.lima@city.example")
    person_with(email="analima@city.example")
    assert notice(now=now, person_id=other.pk) == 1
    assert Likeness.objects.get().one == one


def test_same_name_for_one_city_in_one_call_is_noticed_when_the_second_is_sent(person_with, now):
    call = make_open_call()
    first = make_submitted(call, applicant=person_with(name="Ana Lima"))
    make_submitted(call, "brasov", applicant=person_with(name="Ana Lima"))
    assert not Likeness.objects.exists()
    second = make_submitted(call, applicant=person_with(name="ana LIMA"))
    row = Likeness.objects.get()
    assert {row.one, row.other} == {first.applicant, second.applicant}
    assert row.signs == [Sign.SAME_CALL]


def test_same_passport_is_noticed_by_its_fingerprint_until_it_is_gone(person_with, now):
    call = make_open_call()
    one, other = (make_submitted(call, city) for city in ("bucharest", "brasov"))
    mark = storage.mark_of("L898902C3", of="passport")
    for application in (one, other):
        document = Document.objects.get(application=application, kind="passport")
        PassportReading.objects.create(
            document=document, file=document.file, outcome="read", number_mark=mark, read_at=now
        )
    assert "L898902C3" not in mark
    assert notice(now=now) == 1
    assert Likeness.objects.get().signs == [Sign.PASSPORT]
    storage.delete(Document.objects.get(application=one, kind="passport").file)
    Likeness.objects.all().delete()
    assert notice(now=now) == 0


def test_two_people_stay_two_until_a_new_sign_comes(pair, officer, now):
    notice(now=now)
    row = Likeness.objects.get()
    with pytest.raises(services.ReasonMissing):
        services.say_different(likeness_id=row.pk, reason=" ", by=officer, now=now)
    services.say_different(likeness_id=row.pk, reason="Mother and daughter.", by=officer, now=now)
    assert notice(now=now) == 0
    assert Likeness.objects.get().state == LikenessState.DIFFERENT
    Person.objects.filter(pk=pair[0].pk).update(email="mariaserra@gmail.com")
    assert notice(now=now) == 1
    row.refresh_from_db()
    assert (row.state, row.reason) == (LikenessState.OPEN, "Mother and daughter.")


# Who may


def test_merging_is_for_those_who_may(pair, person_with, officer, now):
    keep, gone = pair
    for role in ("auditor", "regional_officer", "reviewer"):
        with pytest.raises(services.NotYours):
            merge(keep, gone, person_with(role), now)
    services.grant_role(person=gone, role="auditor", by=None, now=now)
    with pytest.raises(services.NotYours):
        merge(keep, Person.objects.get(pk=gone.pk), officer, now)
    with pytest.raises(services.ReasonMissing):
        merge_people(keep_id=keep.pk, gone_id=gone.pk, by=person_with("administrator"), now=now, reason="")
    assert merge(keep, gone, person_with("administrator"), now) == keep


def test_nobody_merges_their_own_accounts(person_with, now):
    own, second = person_with("administrator"), person_with()
    with pytest.raises(services.NotYours):
        merge(own, second, own, now)


# The account itself


def test_both_addresses_sign_in_to_the_account_that_stays(pair, officer, now):
    keep, gone = pair
    merge(keep, gone, officer, now)
    keep.refresh_from_db()
    gone.refresh_from_db()
    assert (gone.merged_into, gone.is_active, gone.merged_at) == (keep, False, now)
    assert gone.email.endswith("@merged.invalid")
    assert not gone.has_usable_password()
    for address in ("maria@barcelona.example", "maria.serra@gmail.com"):
        client = Client()
        client.post("/accounts/login/", {"login": address, "password": "a long enough one"})
        assert client.session.get("_auth_user_id") == str(keep.pk), address
    assert person_by_email("maria.serra@gmail.com") == keep
    again = services.register_person(email="Maria.Serra@gmail.com", name="Maria", now=now)
    assert again == keep


def test_an_address_that_was_not_proven_stays_unproven(pair, officer, now):
    keep, gone = pair
    EmailAddress.objects.filter(user=gone).update(verified=False)
    merge(keep, gone, officer, now)
    rows = dict(EmailAddress.objects.filter(user=keep).values_list("email", "verified"))
    assert rows == {"maria@barcelona.example": True, "maria.serra@gmail.com": False}
    assert EmailAddress.objects.get(user=keep, primary=True).email == "maria@barcelona.example"


def test_sessions_of_the_account_that_is_gone_end(pair, officer, now):
    keep, gone = pair
    client, other = Client(), Client()
    client.post("/accounts/login/", {"login": gone.email, "password": "a long enough one"})
    other.post("/accounts/login/", {"login": keep.email, "password": "a long enough one"})
    assert client.get("/my/profile/").status_code == 200
    merge(keep, gone, officer, now)
    assert client.get("/my/profile/").status_code == 302
    assert other.get("/my/profile/").status_code == 200


@pytest.mark.parametrize(
    ("held", "brought", "stays"),
    [
        ([], ["totp", "recovery_codes"], ["recovery_codes", "totp"]),
        (["totp"], ["webauthn", "webauthn"], ["webauthn", "webauthn"]),
        (["totp"], ["totp", "recovery_codes"], ["totp"]),
        (["webauthn"], ["totp"], ["webauthn"]),
        ([], [], []),
    ],
)
def test_second_factor_of_the_stronger_is_kept(pair, officer, now, held, brought, stays):
    for person, kinds in zip(pair, (held, brought), strict=True):
        for kind in kinds:
            Authenticator.objects.create(user=person, type=kind, data={})
    merge(*pair, officer, now)
    kept = Authenticator.objects.filter(user=pair[0]).order_by("type").values_list("type", flat=True)
    assert list(kept) == stays
    assert not Authenticator.objects.filter(user=pair[1]).exists()


def test_roles_and_blanks_are_united(person_with, now):
    administrator = person_with("administrator")
    keep, gone = person_with("reviewer"), person_with("reviewer", "juror", birth_date=date(1990, 1, 1))
    merge(keep, gone, administrator, now)
    keep = Person.objects.get(pk=keep.pk)
    assert keep.roles == {"person", "reviewer", "juror"}
    assert keep.birth_date == date(1990, 1, 1)
    assert Person.objects.get(pk=gone.pk).roles == frozenset()
    assert not RoleGrant.objects.filter(person=gone).exists()


def test_both_addresses_get_a_letter_in_their_own_language(pair, officer, now):
    keep, gone = pair
    Person.objects.filter(pk=gone.pk).update(language="ko")
    merge(keep, gone, officer, now)
    letters = Letter.objects.filter(template_key="accounts:merged").order_by("key")
    assert [(row.to_id, row.address, row.language) for row in letters] == [
        (keep.pk, "maria.serra@gmail.com", "ko"),
        (keep.pk, "maria@barcelona.example", "en"),
    ]
    assert all("maria@barcelona.example, maria.serra@gmail.com" in row.text for row in letters)


def test_a_merge_is_on_record(pair, officer, now):
    merge(*pair, officer, now)
    entry = Entry.objects.get(act="person.merge")
    assert entry.subject == f"accounts.person:{pair[0].pk}"
    assert entry.facts["gone"] == str(pair[1].uid)
    assert "gmail" not in str(entry.facts)
    row = Likeness.objects.get()
    assert (row.state, row.decided_by, row.reason) == (
        LikenessState.MERGED,
        officer,
        "She wrote to us from both.",
    )
    assert first_broken_entry() is None


# Twice, crossed, chained, undone


def test_merging_twice_changes_nothing(pair, officer, now):
    merge(*pair, officer, now)
    before = Entry.objects.count()
    assert merge(*pair, officer, now) == pair[0]
    assert Entry.objects.count() == before
    assert Letter.objects.count() == 2


def test_a_crossing_merge_is_refused(pair, officer, now):
    merge(*pair, officer, now)
    with pytest.raises(services.MergeOver):
        merge(pair[1], pair[0], officer, now)
    assert Person.objects.get(pk=pair[0].pk).is_active


def test_an_account_that_had_others_brings_them(pair, person_with, officer, now):
    third = person_with()
    merge(pair[1], third, officer, now)
    merge(*pair, officer, now)
    assert set(Person.objects.filter(merged_into=pair[0])) == {pair[1], third}
    assert person_by_email(third.email) == pair[0]


def test_a_merge_that_fails_half_way_has_not_happened(pair, officer, now, monkeypatch):
    call = make_open_call()
    make_submitted(call, applicant=pair[1])

    def fall(*args, **known):
        raise RuntimeError

    monkeypatch.setattr("hansa.messaging.receivers.tell_of_merge", fall)
    with pytest.raises(RuntimeError):
        merge(*pair, officer, now)
    gone = Person.objects.get(pk=pair[1].pk)
    assert gone.is_active
    assert gone.merged_into is None
    assert Application.objects.get().applicant == gone
    document = Document.objects.filter(kind="passport").get()
    assert storage.read_bytes(document.file)
    assert Likeness.objects.get().state == LikenessState.OPEN


def test_what_was_looked_at_is_what_is_done(pair, officer, now):
    digest = plan_merge(keep=pair[0], gone=pair[1]).digest
    make_submitted(make_open_call(), applicant=pair[1])
    with pytest.raises(services.PlanMoved):
        merge(*pair, officer, now, digest=digest)
    merge(*pair, officer, now, digest=plan_merge(keep=pair[0], gone=pair[1]).digest)


def test_what_comes_late_to_the_account_that_is_gone_is_moved(pair, officer, now):
    keep, gone = pair
    merge(keep, gone, officer, now)
    a_course()
    Enrolment.objects.create(
        course=Enrolment.course.field.related_model.objects.get(), person=gone, enrolled_at=now, active_at=now
    )
    services.settle_merged(now=now + timedelta(hours=1))
    assert Enrolment.objects.get().person == keep
    assert services.settle_merged(now=now + timedelta(hours=2)) == 0
    call_command("notice_people")


# Applications


def test_application_moves_with_its_answers_files_and_sealed_words(pair, officer, now):
    keep, gone = pair
    application = make_submitted(make_open_call(), applicant=gone)
    document = Document.objects.get(application=application, kind="passport")
    sealed = uuid.uuid4()
    PassportReading.objects.create(
        uid=sealed,
        document=document,
        file=document.file,
        outcome="read",
        read_at=now,
        sealed=storage.seal(b'{"name": "M"}', record_id=sealed, owner_uid=gone.uid),
    )
    before = storage.read_bytes(document.file)
    merge(keep, gone, officer, now)
    application.refresh_from_db()
    assert application.applicant == keep
    assert Response.objects.get(subject=application.subject).respondent == keep
    document = Document.objects.select_related("file").get(pk=document.pk)
    assert document.file.owner_uid == keep.uid
    assert storage.read_bytes(document.file) == before
    reading = PassportReading.objects.get()
    assert storage.unseal(bytes(reading.sealed), record_id=sealed, owner_uid=keep.uid) == b'{"name": "M"}'


def test_travel_data_open_for_their_new_owner(pair, officer, now):
    keep, gone = pair
    application = make_submitted(make_open_call(), applicant=gone)
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.CONFIRMED)
    said = {"visa": "needed", "name": "Maria Serra", "number": "l898902c3", "nationality": "ES"}
    save_travel(application_id=application.pk, part="passport", said=said, revision=0, by=gone, now=now)
    assert TravelPlan.objects.get().passport_mark == storage.mark_of("L898902C3", of="passport")
    merge(keep, gone, officer, now)
    assert read_travel(TravelPlan.objects.get(), keep.uid).passport["number"] == "L898902C3"


def test_of_two_applications_the_further_stays_and_the_slot_is_free(pair, officer, now):
    keep, gone = pair
    call = make_open_call(caps={"nominations_per_city": 2, "places_per_city": 2})
    lesser = make_endorsed(call, applicant=keep)
    further = make_endorsed(call, applicant=gone)
    Application.objects.filter(pk=further.pk).update(state=ApplicationState.ELIGIBLE)
    [collision] = [one for one in plan_merge(keep=keep, gone=gone).collisions if one.key]
    assert (collision.key, collision.default) == (f"call-{call.pk}", "gone")
    merge(keep, gone, officer, now)
    lesser.refresh_from_db()
    further.refresh_from_db()
    assert (lesser.state, lesser.applicant) == (ApplicationState.WITHDRAWN, keep)
    assert (further.state, further.applicant) == (ApplicationState.ELIGIBLE, keep)
    assert list(Nomination.objects.order_by("application").values_list("state", "slot__number")) == [
        (NominationState.REVOKED, None),
        (NominationState.ENDORSED, 2),
    ]
    third = make_endorsed(call)
    assert third.nomination.slot.number == 1


def test_staff_choose_which_application_stays(pair, officer, now):
    keep, gone = pair
    call = make_open_call()
    mine, theirs = make_submitted(call, applicant=keep), make_submitted(call, applicant=gone)
    merge(keep, gone, officer, now, choices={f"call-{call.pk}": "gone"})
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.state, theirs.state) == (ApplicationState.WITHDRAWN, ApplicationState.SUBMITTED)


def test_the_citys_word_goes_with_the_person(pair, officer, now):
    keep, gone = pair
    call = make_open_call(caps={"nominations_per_city": 1, "places_per_city": 1})
    mine = make_submitted(call, applicant=keep)
    theirs = make_endorsed(call, applicant=gone)
    merge(keep, gone, officer, now, choices={f"call-{call.pk}": "keep"})
    words = dict(Nomination.objects.values_list("application", "state"))
    assert words == {mine.pk: NominationState.ENDORSED, theirs.pk: NominationState.REVOKED}
    assert Nomination.objects.filter(slot__isnull=False).count() == 1


def test_a_withdrawn_application_collides_with_nothing(pair, officer, now):
    keep, gone = pair
    call = make_open_call()
    make_submitted(call, applicant=keep)
    other = make_submitted(call, applicant=gone)
    withdraw_application(application_id=other.pk, by=gone, now=now)
    assert not plan_merge(keep=keep, gone=gone).blocked
    merge(keep, gone, officer, now)
    assert Application.objects.filter(applicant=keep).count() == 2


def test_nobody_endorses_themselves_through_a_second_account(person_with, now):
    administrator = person_with("administrator")
    speaker = coordinator_of("bucharest")
    call = make_open_call()
    application = make_submitted(call)
    from hansa.applications.services import endorse

    endorse(application_id=application.pk, by=speaker, now=now)
    merge(speaker, application.applicant, administrator, now)
    word = Nomination.objects.get()
    assert (word.state, word.slot, word.decided_by) == (NominationState.REQUESTED, None, None)


def test_of_two_reviews_one_counts_and_sent_scores_stay_on_record(person_with, now):
    officer = person_with("administrator")
    call = make_open_call()
    make_judged(call, ["bucharest"], officer)
    one, other = (row.reviewer for row in Review.objects.order_by("pk"))
    merge(one, other, officer, now)
    review = Review.objects.get()
    assert (review.reviewer, review.versions.count()) == (one, 1)
    assert review.application.conflicts.count() == 0


def test_a_reader_does_not_keep_what_is_their_own(person_with, now):
    officer = person_with("administrator")
    call = make_open_call()
    [application] = make_judged(call, ["bucharest"], officer)
    reader = Review.objects.first().reviewer
    merge(reader, application.applicant, officer, now)
    states = dict(Review.objects.values_list("reviewer", "state"))
    assert states[reader.pk] == "conflict"


# Learning


def test_progress_in_one_course_is_united(pair, officer, now):
    keep, gone = pair
    course = a_course()
    later = now + timedelta(hours=1)
    for person, key, bits in ((keep, "cities", 0b1), (gone, "cities", 0b110), (gone, "streets", 0b1)):
        enrolment = an_enrolment(person, course)
        open_lecture(enrolment_id=enrolment.pk, lecture_key=key, now=now)
        record_progress(enrolment_id=enrolment.pk, lecture_key=key, position=5, bits=bits, now=later)
    merge(keep, gone, officer, now)
    [enrolment] = Enrolment.objects.all()
    assert enrolment.person == keep
    rows = dict(LectureProgress.objects.values_list("lecture__key", "bits"))
    assert {key: int.from_bytes(bits, "little") for key, bits in rows.items()} == {
        "cities": 0b111,
        "streets": 1,
    }
