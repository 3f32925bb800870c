import pytest

from hansa.accounts import selectors, services
from hansa.accounts.models import Person, RoleGrant
from hansa.foundation.audit.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]


def test_registering_an_address_twice_is_one_account(now):
    first = services.register_person(email="Ana@example.org", name="Ana", now=now)
    second = services.register_person(email="ana@example.org ", name="Somebody else", now=now)
    assert first == second
    assert Person.objects.count() == 1


def test_role_given_twice_is_one_grant(person_with, now):
    person = person_with()
    for _time in range(2):
        services.grant_role(person=person, role="reviewer", by=None, now=now)
    assert person.roles == {"person", "reviewer"}
    assert RoleGrant.objects.count() == 1
    assert Entry.objects.filter(act="role.grant").count() == 1


def test_role_withdrawn_opens_nothing_any_more(person_with):
    person = person_with("auditor")
    services.withdraw_role(person=person, role="auditor", by=person)
    assert selectors.person_by_email(person.email).roles == {"person"}


def test_inactive_person_holds_no_role(person_with):
    person = person_with("administrator")
    Person.objects.filter(pk=person.pk).update(is_active=False)
    assert selectors.person_by_email(person.email).roles == frozenset()


def test_profile_saved_unchanged_leaves_no_trace(person_with):
    person = person_with(name="Kim")
    before = Entry.objects.count()
    services.update_profile(person=person, by=person, name="Kim")
    assert Entry.objects.count() == before
