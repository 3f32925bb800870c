"""What the office keeps and asks once: a record's history, and the desk until the next act of anybody."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hansa.foundation.audit.services import record
from hansa.foundation.office.history import history_of, lately

pytestmark = [pytest.mark.django_db, pytest.mark.database_service]


@pytest.mark.parametrize("acts", [1, 30])
def test_history_costs_one_query_however_long_it_is(person_with, acts):
    officer, subject, other = person_with("programme_officer"), person_with(), person_with()
    for _time in range(acts):
        record(officer, "role.grant", subject)
        record(officer, "role.withdraw", other)
    assert officer.roles  # read once a visit, by whatever asks first
    for _time in range(2):
        with CaptureQueriesContext(connection) as queries:
            found = history_of(officer, subject, other)
        assert len(queries) == 1
        # Each of the two was registered before.
        assert found.count == min(60, 2 * acts + 2)


def test_history_names_the_actor_only_to_who_may_see_the_account(person_with):
    officer, regional = person_with("programme_officer", name="Ada <b>"), person_with("regional_officer")
    subject = person_with()
    record(officer, "role.grant", subject)
    assert "Ada &lt;b&gt;" in history_of(officer, subject).lines
    assert "Ada" not in history_of(regional, subject).lines


def test_history_of_one_person_is_not_answered_with_the_query_of_another(person_with):
    first, second = person_with("regional_officer"), person_with("regional_officer")
    record(first, "role.grant", second)
    assert len(lately(first)) == 1
    assert lately(second) == []


def test_desk_shows_what_a_colleague_did_at_once(client_as, person_with):
    from tests.factories import network

    network.make_network()
    officer, colleague = person_with("programme_officer"), person_with("programme_officer", name="Grace Kim")
    client = client_as(officer)
    for _visit in range(2):
        assert "Grace Kim" not in client.get(reverse("portal:desk")).content.decode()
    record(colleague, "role.grant", officer)
    assert "Grace Kim" in client.get(reverse("portal:desk")).content.decode()
