"""Every address as every role: what the policies promise is what the server does."""

import re
import uuid

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from tools.permissions import HELD, PAGE, render

from hansa.foundation.policy import OFFICE_ROLES, Route, routes

pytestmark = pytest.mark.django_db

EXAMPLES = {"uuid": str(uuid.UUID(int=7)), "int": "999999", "slug": "none-such", "path": "none/such"}
ROLES = {label: label.replace(" ", "_") for label in HELD if label not in {"anonymous", "learner, applicant"}}


def address(route: Route) -> str:
    """Return an address of the route, of a thing that does not exist."""
    pattern = re.sub(r"<(?:(\w+):)?\w+>", lambda found: EXAMPLES.get(found[1], "none-such"), route.pattern)
    pattern = re.sub(r"\(\?P<.*?>[^)]*\)", "none", pattern)
    return re.sub(r"[\^$]|\\Z|\\(?=[./-])", "", pattern)


def answer_to(client: Client, route: Route) -> HttpResponse:
    """Ask for the route's page; where it takes no questions, send it an empty form."""
    response = client.get(address(route))
    return client.post(address(route)) if response.status_code == 405 else response


def is_shut(response: HttpResponse) -> bool:
    """Whether the door stayed shut: forbidden, or shown to the sign-in page."""
    to_sign_in = response.status_code == 302 and "/accounts/login/" in response["Location"]
    return response.status_code == 403 or to_sign_in


def every_route() -> list[Route]:
    return [route for route in routes() if route.policy is not None]


@pytest.fixture
def somebody(person_with, now):
    """Return somebody who holds a role; a coordinator does so by speaking for a member."""

    def make(role: str):
        if role != "coordinator":
            return person_with(role)
        person = person_with()
        city = apps.get_model("network.Member").objects.create(
            key="none-such-city", name={"en": "Nowhere"}, country="KR", sort_name="nowhere"
        )
        apps.get_model("network.Coordinator").objects.create(person=person, member=city, appointed_at=now)
        return person

    return make


def test_every_route_has_a_policy():
    lacking = [route.pattern for route in routes() if route.policy is None]
    assert not lacking


def test_nobody_signed_in_is_sent_to_the_sign_in_page():
    client = Client()
    for route in every_route():
        response = answer_to(client, route)
        assert response.status_code < 500, route.pattern
        if route.policy.roles is not None:
            assert is_shut(response), f"{route.pattern} opened for nobody: {response.status_code}"


@pytest.mark.parametrize("label", [label for label in HELD if label != "anonymous"])
def test_a_role_opens_what_its_policy_says(label, somebody, person_with, client_as):
    person = somebody(ROLES[label]) if label in ROLES else person_with()
    assert person.roles == HELD[label]
    for route in every_route():
        # The session is laid anew each time: signing out is an address too.
        client = client_as(person)
        response = answer_to(client, route)
        assert response.status_code < 500, route.pattern
        if not route.policy.admits(HELD[label]):
            assert is_shut(response), f"{route.pattern} opened for {label}: {response.status_code}"
        elif route.policy.roles is not None and response.status_code == 403:
            # Behind an open door a thing may still be refused, with a reason; never the whole page.
            assert not route.policy.roles or "<" in route.pattern, f"{route.pattern} is shut for {label}"


@pytest.mark.parametrize("role", sorted(OFFICE_ROLES))
def test_office_without_a_second_factor_is_sent_to_set_one_up(role, person_with, client_as):
    client = client_as(person_with(role), second_factor=False)
    for route in every_route():
        if not (route.policy.roles and route.policy.roles & OFFICE_ROLES and role in route.policy.roles):
            continue
        response = answer_to(client, route)
        assert response.status_code == 302, f"{route.pattern} opened without a second factor"


def test_the_published_matrix_is_the_one_in_force():
    assert PAGE.read_text() == render(), "run: make permissions"
