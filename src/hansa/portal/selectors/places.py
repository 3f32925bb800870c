"""What the network's pages show of the apps above it: what was held in which city, and what a city took part in."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hansa.applications import selectors as applications
from hansa.applications.enums import ApplicationState
from hansa.events import selectors as events
from hansa.foundation.i18n import comma, in_language
from hansa.foundation.prepared import Prepared
from hansa.network.selectors import Gathering, Panel, register_gatherings, register_panel
from hansa.portal.selectors.board import Board, board
from hansa.portal.selectors.editions import call_of
from hansa.programmes import selectors as programmes
from hansa.programmes.permissions import UNANNOUNCED


def held() -> Iterator[Gathering]:
    """Yield the announced editions and events that have a city. A copy with moved dates is the same edition again."""
    seen = set()
    for edition in programmes.editions_listed().filter(is_living_copy=False):
        call = getattr(edition, "call", None)
        if not edition.place_names or (call is not None and call.state in UNANNOUNCED):
            continue
        seen.add((edition.pk, edition.place_names.get("en")))
        address = reverse("portal:edition", args=[edition.slug])
        place = edition.details.get("place") or {}
        yield _gathering(
            edition.title, address, edition.year, edition.place_names, edition.place_country, place
        )
    rows = events.all_events().filter(edition__is_living_copy=False)
    for event in rows.exclude(edition__call__state__in=UNANNOUNCED):
        if not event.city or (event.edition_id, event.city.get("en")) in seen:
            continue
        place = event.details.get("place") or {}
        address = reverse("events:event", args=[event.edition.slug, event.key])
        year = event.starts_on.year if event.starts_on else event.edition.year
        yield _gathering(event.title, address, year, event.city, place.get("country") or "", place)


def _gathering(
    title: dict[str, str], address: str, year: int, city: dict[str, str], country: str, place: dict[str, Any]
) -> Gathering:
    return Gathering(title, address, year, city, country, place.get("lat"), place.get("lon"))


def _places_of(member: int) -> QuerySet[Any]:
    confirmed = applications.applications_of_member(member).filter(state=ApplicationState.CONFIRMED)
    taken = confirmed.select_related(None).order_by("-call__edition__year").values_list("call__edition_id")
    return taken.annotate(number=Count("pk"))


_taken = Prepared(_places_of)


def took_part(member: Any, person: Any, now: datetime, digest: str | None = None) -> Panel | None:
    """Return in which editions people of a member had a place: how many, never who."""
    editions = {edition.pk: edition for edition in board(digest).editions if call_of(edition) is not None}
    language = get_language() or "en"
    lines = [
        (
            ngettext("%(edition)s: %(number)s person", "%(edition)s: %(number)s people", number)
            % {"edition": in_language(editions[key].title, language), "number": number},
            reverse("portal:edition", args=[editions[key].slug]),
        )
        for key, number in _taken.ask(member.pk)
        if key in editions
    ]
    return Panel(_("People it sent"), lines) if lines else None


def said(member: Any, person: Any, now: datetime, digest: str | None = None) -> Panel | None:
    """Return what people of a city reported of the programmes, as the programmes' papers have it."""
    known, language, city = board(digest), get_language() or "en", member.name.get("en")
    return (
        known.keep("reported", (city, language), lambda: _reported(known, city, language)) if city else None
    )


def _reported(known: Board, city: str, language: str) -> Panel | None:
    lines = []
    for edition in known.editions:
        if edition.is_living_copy:
            continue
        for testimony in edition.details.get("testimonies") or []:
            if (testimony.get("city") or {}).get("en") == city:
                who = comma().join(
                    filter(None, (testimony.get("person", ""), in_language(testimony.get("role"), language)))
                )
                text = _("“%(text)s” %(who)s, %(year)s") % {
                    "text": in_language(testimony["text"], language),
                    "who": who,
                    "year": testimony.get("year", edition.year),
                }
                lines.append((text, reverse("portal:edition", args=[edition.slug])))
    return Panel(_("What participants from here reported"), lines) if lines else None


def tell_the_network() -> None:
    """Give the network's map and its members' pages what the apps above know."""
    register_gatherings(held)
    register_panel(took_part)
    register_panel(said)
