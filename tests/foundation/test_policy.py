import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from hansa.foundation.policy import OFFICE, PUBLIC, SIGNED_IN, every_route_has_a_policy, policy, roles


@policy(PUBLIC)
def public(request):
    return HttpResponse("open")


@policy(SIGNED_IN)
def personal(request):
    return HttpResponse("yours")


@policy(OFFICE)
def office(request):
    return HttpResponse("desk")


def undeclared(request):
    return HttpResponse("never")


urlpatterns = [
    path("public", public, name="public"),
    path("personal", personal, name="personal"),
    path("office", office, name="office"),
    path("undeclared", undeclared, name="undeclared"),
    path("login/", public, name="account_login"),
    path("2fa/", public, name="mfa_activate_totp"),
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def test_route_without_policy_is_shut_and_fails_the_check(person_with, client_as):
    assert client_as(person_with("administrator")).get("/undeclared").status_code == 403
    assert [fault.msg for fault in every_route_has_a_policy(None)] == ["/undeclared has no policy."]


def test_public_route_signed_out():
    assert Client().get("/public").content == b"open"


def test_personal_route_signed_out_leads_to_sign_in():
    answer = Client().get("/personal")
    assert (answer.status_code, answer["Location"]) == (302, "/login/?next=/personal")


def test_personal_page_is_not_kept_by_caches(person_with, client_as):
    assert client_as(person_with()).get("/personal")["Cache-Control"] == "no-store"


@pytest.mark.parametrize("role", ["reviewer", "juror"])
def test_office_for_somebody_without_an_office_role(person_with, client_as, role):
    assert client_as(person_with(role)).get("/office").status_code == 403


def test_office_without_second_factor_leads_to_setting_one_up(person_with, client_as):
    answer = client_as(person_with("auditor"), second_factor=False).get("/office")
    assert (answer.status_code, answer["Location"]) == (302, "/2fa/")


def test_office_with_second_factor(person_with, client_as):
    assert client_as(person_with("auditor")).get("/office").content == b"desk"


def test_policy_admits_any_of_its_roles():
    wanted = roles("reviewer", "juror")
    assert wanted.admits(frozenset({"person", "juror"}))
    assert not wanted.admits(frozenset({"person"}))
