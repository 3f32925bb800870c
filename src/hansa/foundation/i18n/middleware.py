"""The language of a page: the cookie's, else the account's, else what the browser asks for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation


class OwnLanguage:
    """Show the account's language to a signed-in person whose browser has not chosen one yet."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and person.is_authenticated:
            translation.activate(person.language)
            request.LANGUAGE_CODE = person.language
        return self.get_response(request)
