from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hansa.accounts.models import Person, RoleGrant
from hansa.foundation.prepared import NotPreparable, Prepared, PreparedFor, PreparedWrite

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]


def test_prepared_gives_each_value_its_own_rows(person_with):
    grants = Prepared(lambda person: RoleGrant.objects.filter(person=person).select_related("person"))
    officer, auditor = person_with("programme_officer"), person_with("auditor")
    for person, role in (
        (officer, "programme_officer"),
        (auditor, "auditor"),
        (officer, "programme_officer"),
    ):
        [grant] = grants.ask(person.pk)
        assert (grant.role, grant.person) == (role, person)
        assert grant == RoleGrant.objects.get(person=person)


def test_prepared_takes_words_and_numbers_together(person_with):
    named = Prepared(
        lambda person, role: RoleGrant.objects.filter(person=person, role=role).values_list("role", flat=True)
    )
    officer = person_with("programme_officer")
    assert named.ask(officer.pk, "programme_officer") == ["programme_officer"]
    assert named.ask(officer.pk, "auditor") == []


def test_prepared_fetches_what_belongs_to_the_rows(person_with):
    people = Prepared(lambda person: Person.objects.filter(pk=person).prefetch_related("grants"))
    officer = person_with("programme_officer")
    [found] = people.ask(officer.pk)
    with CaptureQueriesContext(connection) as queries:
        assert [grant.role for grant in found.grants.all()] == ["programme_officer"]
    assert len(queries) == 0


def test_prepared_asks_nothing_but_the_one_question(person_with):
    people = Prepared(lambda person: Person.objects.filter(pk=person))
    officer = person_with()
    for _time in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert people.ask(officer.pk) == [officer]
        assert len(queries) == 1


def test_prepared_sees_what_was_written_since(person_with):
    people = Prepared(lambda person: Person.objects.filter(pk=person))
    officer = person_with(name="Ada")
    assert people.ask(officer.pk)[0].name == "Ada"
    Person.objects.filter(pk=officer.pk).update(name="Grace")
    assert people.ask(officer.pk)[0].name == "Grace"


def test_prepared_refuses_a_value_that_its_sql_does_not_carry(person_with):
    everybody = Prepared(lambda person: Person.objects.all())
    with pytest.raises(NotPreparable):
        everybody.ask(person_with().pk)


def test_prepared_takes_a_uuid(person_with):
    people = Prepared(lambda uid: Person.objects.filter(uid=uid))
    for person in (person_with(), person_with()):
        assert people.ask(person.uid) == [person]


def test_prepared_for_follows_the_person_and_their_roles(person_with):
    grants = PreparedFor(
        lambda person: (
            RoleGrant.objects.all() if "auditor" in person.roles else RoleGrant.objects.filter(person=person)
        )
    )
    officer, auditor, nobody = person_with("programme_officer"), person_with("auditor"), person_with()
    assert [grant.person for grant in grants.ask(officer)] == [officer]
    assert len(grants.ask(auditor)) == 2
    assert grants.ask(nobody) == []
    RoleGrant.objects.create(person=nobody, role="auditor", granted_at=auditor.grants.get().granted_at)
    assert len(grants.ask(Person.objects.get(pk=nobody.pk))) == 3


def test_prepared_for_answers_nothing_where_nothing_may_be_seen(person_with):
    assert PreparedFor(lambda person: RoleGrant.objects.none()).ask(person_with()) == []


def test_prepared_write_keeps_the_named_fields_only(person_with):
    called = PreparedWrite(Person, "name", "birth_date")
    officer, other = person_with("programme_officer", name="Ada"), person_with(name="Grace")
    for name in ("Mary", "Joan"):
        officer.name, officer.country, officer.birth_date = name, "KR", date(1990, 2, 3)
        called.write(officer)
        kept = Person.objects.get(pk=officer.pk)
        assert (kept.name, kept.birth_date) == (name, date(1990, 2, 3))
        assert kept.country != "KR"
    assert Person.objects.get(pk=other.pk).name == "Grace"


def test_prepared_write_of_a_row_that_is_gone_is_refused(person_with):
    called = PreparedWrite(Person, "name")
    officer = person_with()
    Person.objects.filter(pk=officer.pk).delete()
    with pytest.raises(Person.DoesNotExist):
        called.write(officer)
