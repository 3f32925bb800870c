"""Public pages of the network: one member, the offices, the partners."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hansa.accounts.selectors import country_names
from hansa.foundation import clock
from hansa.foundation.audit.selectors import digest_for
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import OFFICE_ROLES, PUBLIC, policy
from hansa.foundation.prepared import Prepared
from hansa.foundation.scope import visible
from hansa.network import selectors
from hansa.network.enums import MemberStatus
from hansa.network.models import Coordinator, Member, Office, Partner
from hansa.network.rules.projection import Frame, frame_around
from hansa.network.selectors import Atlas, Place
from hansa.network.selectors.drawing import NARROW, Pen, drawn
from hansa.network.views.clocks import standing
from hansa.network.views.places import marker_of, open_offices, tongue

#: How wide the part of the world beside a member of no region is.
AROUND = 250.0


def small_map(known: Atlas, places: Sequence[Place], frame: Frame, title: str, *, here: str = "") -> str:
    """Return a map of a part of the world, for the side of a page."""
    language = tongue()
    countries = country_names(language)
    lit = open_offices(known, clock.now())
    key = (language, lit, here, frame, title, tuple(place.key for place in places))
    return known.keep("small map", key, lambda: _small(places, language, countries, lit, frame, title, here))


def _small(
    places: Sequence[Place],
    language: str,
    countries: Mapping[str, str],
    lit: frozenset[str],
    frame: Frame,
    title: str,
    here: str,
) -> str:
    markers = [
        marker_of(place, language=language, countries=countries, lit=lit, here=here)
        for place in sorted(places, key=lambda place: place.key != here)
    ]
    closer = f"{reverse('network:members')}?view="
    return drawn(markers, Pen(frame, NARROW, closer), title=title)


def office_row(office: Office, now: datetime) -> dict[str, Any]:
    """Return an office with its city, its country and how it stands at this instant."""
    language = tongue()
    return {
        "office": office,
        "name": in_language(office.name, language),
        "city": in_language(office.city_names, language),
        "country": country_names(language).get(office.country, office.country),
        "hours": (hours := selectors.hours_of(office, now)),
        "standing": standing(hours),
    }


def _other_names(row: Member, language: str) -> list[tuple[str, str]]:
    """Return the name in the other languages, each spelling once, with the language it is in."""
    seen = {in_language(row.name, language)}
    found = []
    for code, text in row.name.items():
        if text not in seen:
            seen.add(text)
            found.append((code, text))
    return found


def _neighbours(known: Atlas, row: Member) -> list[Member]:
    return (
        [other for other in known.members if other.region == row.region and other.key != row.key]
        if row.region
        else []
    )


def _nearest_office(known: Atlas, row: Member) -> Office | None:
    """Return the office in the member's own city, else the one of its region."""
    place = known.of_member(row.key)
    if place is not None and place.offices:
        return place.offices[0]
    return next((o for o in known.offices if not o.is_former and row.region and o.region == row.region), None)


def _map_of(known: Atlas, row: Member) -> str:
    place = known.of_member(row.key)
    if place is None or row.status == MemberStatus.FORMER:
        return ""
    frame = known.frames.get(row.region) or frame_around(place.point.x, place.point.y, AROUND)
    places = [
        other
        for other in known.places.values()
        if other is place or (row.region and other.region == row.region)
    ]
    name = in_language(row.name, tongue())
    return small_map(known, places, frame, _("Where %(name)s is") % {"name": name}, here=place.key)


# Who looks makes no difference: everybody may see the members.
_member = Prepared(lambda key: visible(AnonymousUser(), selectors.all_members().filter(key=key)).order_by())


@policy(PUBLIC)
def member(request: HttpRequest, key: str) -> HttpResponse:
    """Show one member: where it lies, what it took part in and held, and whom to ask."""
    row = next(iter(_member.ask(key)), None)
    if row is None:
        raise Http404
    language, now = tongue(), clock.now()
    known = selectors.atlas(digest_for(request))
    place = known.of_member(row.key)
    office = _nearest_office(known, row)
    held: frozenset[str] = getattr(request.user, "roles", frozenset())
    coordinators: list[Coordinator] = []
    if held & OFFICE_ROLES:
        coordinators = list(visible(request.user, selectors.coordinators_of(row)))
    return render(
        request,
        "network/member.html",
        {
            "member": row,
            "name": in_language(row.name, language),
            "other_names": _other_names(row, language),
            "country": country_names(language).get(row.country, row.country),
            "region": in_language(known.regions.get(row.region, {}), language),
            "region_url": f"{reverse('network:members')}?region={row.region}",
            "network": known.network,
            "is_secretariat": place is not None and place.is_secretariat,
            "is_approximate": place is not None and place.is_approximate,
            "map": _map_of(known, row),
            "held": [(in_language(g.title, language), g.url, g.year) for g in known.held_in(row)],
            "office": office_row(office, now) if office else None,
            "office_is_here": office is not None and place is not None and office in place.offices,
            "neighbours": [
                (other.key, in_language(other.name, language)) for other in _neighbours(known, row)
            ],
            "panels": selectors.panels_for(row, request.user, now, digest_for(request)),
            "coordinators": coordinators,
            "is_mine": "coordinator" in held
            and selectors.coordinated_members(request.user).filter(pk=row.pk).exists(),
        },
    )


def _names(members: Sequence[Member], language: str) -> SafeString:
    """Write the names of members as links, one after the other."""
    return format_html_join(
        pgettext("between names", ", "),
        '<a href="{}">{}</a>',
        ((reverse("network:member", args=[row.key]), in_language(row.name, language)) for row in members),
    )


@policy(PUBLIC)
def offices(request: HttpRequest) -> HttpResponse:
    """Show the regional offices with their time now and the members they look after, and those there were."""
    known = selectors.atlas(digest_for(request))
    # Everybody sees the same, to the minute.
    minute = clock.now().replace(second=0, microsecond=0)
    last: dict[str, tuple[datetime, SafeString]] = known.keep("offices", tongue(), dict)
    shown = last.get("page")
    if shown is None or shown[0] != minute:
        page = SafeString(render_to_string("network/offices_now.html", _offices(known, minute)))
        shown = last["page"] = minute, page
    return render(request, "network/offices.html", {"page": shown[1]})


def _offices(known: Atlas, now: datetime) -> dict[str, Any]:
    """Return what everybody may know of the offices at an instant."""
    language = tongue()
    rows = []
    for office in known.offices:
        if office.is_former:
            continue
        near = [row for row in known.members if office.region and row.region == office.region]
        places = [p for p in known.places.values() if p.region == office.region or office in p.offices]
        here = next((place.key for place in places if office in place.offices), "")
        frame = known.frames.get(office.region)
        name = in_language(office.name, language)
        title = _("Where %(name)s is") % {"name": name}
        rows.append(
            office_row(office, now)
            | {
                "members": near,
                "names": known.keep("names", (language, office.key), partial(_names, near, language)),
                "region_url": f"{reverse('network:members')}?region={office.region}",
                "map": small_map(known, places, frame, title, here=here) if frame and places else "",
            }
        )
    home = known.network
    hours = selectors.hours_of(home, now) if home else None
    return {
        "offices": rows,
        "open_now": sum(row["hours"].is_open for row in rows),
        "former": [office_row(row, now) for row in known.offices if row.is_former],
        "network": home,
        "home": hours,
        "home_standing": standing(hours) if hours else "",
        "home_city": in_language(home.city_names, language) if home else "",
        "people": list(visible(AnonymousUser(), selectors.public_people())),
    }


@policy(PUBLIC)
def partners(request: HttpRequest) -> HttpResponse:
    """Show the partner schools, domestic and international, and the other partners by kind."""
    language = tongue()
    countries = country_names(language)
    network = selectors.network()

    def line(row: Partner) -> dict[str, Any]:
        return {
            "key": row.key,
            "name": in_language(row.name, language),
            "country": countries.get(row.country, row.country),
            "kind": row.get_kind_display(),
        }

    rows = list(visible(request.user, selectors.partners()))
    schools = [row for row in rows if row.is_school]
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if not row.is_school:
            by_kind.setdefault(row.get_kind_display(), []).append(line(row))
    return render(
        request,
        "network/partners.html",
        {
            "domestic": [line(row) for row in schools if row.is_domestic],
            "international": [line(row) for row in schools if not row.is_domestic],
            "others": sorted(by_kind.items(), key=lambda pair: (-len(pair[1]), pair[0])),
            "number": len(rows),
            "schools": len(schools),
            "home_country": countries.get(network.country, "") if network else "",
        },
    )
