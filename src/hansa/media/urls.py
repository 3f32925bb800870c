"""Addresses of films and captions."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from . import views


class TokenConverter(StringConverter):
    """What Django's signing writes: letters, digits, ``-_:=``."""

    regex = r"[A-Za-z0-9_:=.\-]{20,800}"


register_converter(TokenConverter, "film_token")

app_name = "media"

urlpatterns = [
    path("media/video/<film_token:token>", views.film, name="film"),
    path("captions/<slug:key>/<slug:language>.vtt", views.captions, name="captions"),
]
