"""The style guide: every chapter in every language, from no row of the database."""

import pytest
from django.conf import settings
from django.test import Client

from hansa.portal.selectors.samples import CHAPTERS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_chapter_is_there_in_each_language(chapter: str, language: str) -> None:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(f"/styleguide/{chapter}/".replace("//", "/"))
    assert answer.status_code == 200
    assert answer["X-Robots-Tag"] == "noindex"
    assert f'lang="{language}"' in answer.content.decode()


def test_chapter_that_is_none_is_not_found() -> None:
    assert Client().get("/styleguide/cards/").status_code == 404


def test_forms_show_each_field_wrong_and_at_rest() -> None:
    html = Client().get("/styleguide/forms/").content.decode()
    assert 'class="summary"' in html
    assert html.count('class="field bad"') >= 4
    assert 'id="rest_email"' in html
    assert 'id="wrong_email"' in html
