"""What somebody meets who has never been here: one way on, nothing asked twice, no way on where there is none."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from hansa.applications.services import wording
from hansa.foundation import clock
from hansa.foundation.ui import dates
from hansa.portal.selectors import board
from hansa.programmes.models import Edition
from tests.factories.applications import make_draft, make_open_call
from tests.factories.network import make_member
from tests.factories.programmes import make_call

pytestmark = pytest.mark.django_db


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_whoever_said_their_city_need_not_say_it_again(client: Client) -> None:
    make_call()
    member = make_member("bucharest")
    shown = page(client, "/programmes/nia-2027/?member=bucharest&role_level=managerial")
    assert not re.search(r'href="/apply/nia-2027/["?]', shown), "a link would ask for the city again"
    assert re.search(
        rf'<form id="begin"[^>]* action="/apply/nia-2027/">.*name="member" value="{member.pk}"', shown
    )
    assert shown.count('form="begin"') == 2, "the buttons of the head and beside send the same form"
    assert 'class="g2 tale barred"' not in shown


def test_whoever_may_not_apply_is_not_pressed(client: Client) -> None:
    make_call()
    barred = page(client, "/programmes/nia-2027/?member=none&role_level=managerial")
    assert 'class="g2 tale barred"' in barred
    assert "The rule marked above is not met" in barred
    both = page(client, "/programmes/nia-2027/?member=none&role_level=officer")
    assert "The 2 rules marked above are not met" in both
    assert 'class="g2 tale barred"' not in page(client, "/programmes/nia-2027/")


def test_start_has_one_button_and_it_stands_before_the_rules(client: Client) -> None:
    make_open_call()
    member = make_member("bucharest")
    before = page(client, "/apply/nia-2027/")
    assert before.count("btn act") == 1
    after = page(client, f"/apply/nia-2027/?member={member.pk}")
    assert after.count("btn act") == 1
    assert after.index(">Go on</button>") < after.index("Who may apply")


def test_sign_in_says_the_forgotten_password_once_and_leads_to_an_account(client: Client) -> None:
    shown = page(client, reverse("account_login"))
    assert shown.count(f'href="{reverse("account_reset_password")}"') == 1
    main = shown[shown.index("<main") : shown.index("</main")]
    assert re.search(r'class="btn second wide" href="[^"]*signup', main)


def test_sign_in_on_the_way_to_something_says_why(client: Client) -> None:
    said = "To go on you need an account."
    assert said in page(client, reverse("account_login") + "?next=/apply/nia-2027/")
    assert said not in page(client, reverse("account_login"))


def test_a_call_says_the_days_left_beside_its_date(client: Client) -> None:
    make_open_call()
    head = page(client, "/programmes/nia-2027/").partition("</header>\n<div")[0]
    assert 'class="left"' in head


def test_a_call_that_opens_later_is_not_called_closed(client: Client) -> None:
    now = clock.now()
    call = make_open_call()
    call.state, call.opens_at, call.closes_at = "published", now + timedelta(days=3), now + timedelta(days=30)
    call.save()
    head = page(client, "/programmes/nia-2027/").partition("</header>\n<div")[0]
    assert "Applications open" in head
    assert "Applications closed" not in head


def test_footer_offers_an_account_to_strangers_only(
    client: Client, person_with: Callable, client_as: Callable
) -> None:
    assert reverse("account_signup") in page(client, "/about/")
    assert reverse("account_signup") not in page(client_as(person_with()), "/about/")


def test_draft_of_a_closed_call_is_no_thing_to_do(
    client_as: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = make_open_call()
    draft = make_draft(call)
    client = client_as(draft.applicant)
    assert reverse("applications:form", args=[draft.uid]) in page(client, "/my/")
    later = call.closes_at + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    board.forget()
    shown = page(client, "/my/")
    assert "not sent yet" not in shown
    assert "Send it by" not in shown
    assert "The call has closed, so this draft cannot be sent any more." in shown
    for step in ("form", "documents", "send"):
        answer = client.get(reverse(f"applications:{step}", args=[draft.uid]), follow=True).content.decode()
        assert "Send it by" not in answer, step
        assert "<textarea" not in answer, "nothing to write where nothing can be sent"
        assert "Our buses are late." in answer, "what one wrote can still be read"
        assert "Send the application" not in answer


def test_question_in_a_summary_of_faults_keeps_its_own_mark() -> None:
    class Asking(forms.Form):
        when = forms.CharField(label="When does it begin?")
        name = forms.CharField(label="Name")

    shown = render_to_string("ui/error_summary.html", {"form": Asking({})})
    assert "When does it begin? This" in shown
    assert "Name: This" in shown


def test_my_page_asks_nothing_more_for_more_applications(client_as: Callable, queries: Callable) -> None:
    first = make_draft(make_open_call())
    client = client_as(first.applicant)
    counts = []
    for slug in ("nia-2028", "nia-2029", "nia-2030"):
        make_draft(make_open_call(slug), applicant=first.applicant)
        page(client, "/my/")
        with queries() as asked:
            page(client, "/my/")
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts


@pytest.mark.parametrize(
    ("zone", "city", "country", "said"),
    [
        ("Asia/Shanghai", {"en": "Chengdu", "fr": "Chengdu"}, "CN", "Chengdu"),
        ("Asia/Seoul", {"en": "Chengdu"}, "CN", "Seoul"),
        ("Asia/Seoul", {}, "", "Seoul"),
    ],
)
def test_hour_is_said_by_the_city_of_the_programme(zone: str, city: dict, country: str, said: str) -> None:
    edition = Edition(time_zone=zone, details={"place": {"city": city, "country": country}})
    with override("en"):
        moment = make_call().closes_at
        assert wording.moment(moment, edition).endswith(f"in {said}")
        assert dates.city_of("Asia/Shanghai") == "Shanghai"
