"""The members on a map and in a list: the same filters, the same order, the same links."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hansa.accounts.selectors import country_names
from hansa.foundation import clock
from hansa.foundation.audit.selectors import digest_for
from hansa.foundation.i18n import in_language, listed
from hansa.foundation.policy import PUBLIC, policy
from hansa.network import rules, selectors
from hansa.network.enums import MemberKind
from hansa.network.forms import PlaceFilterForm
from hansa.network.rules.projection import WIDTH, WORLD, Frame, frame_around
from hansa.network.selectors import Atlas, Place
from hansa.network.selectors.drawing import NARROW, WIDE, Marker, Pen, drawn, legend, view_text

PAGE = 60
T = TypeVar("T")


@dataclass(frozen=True)
class Row:
    """A line of the list: a member, or another place where there is something."""

    key: str
    name: str
    country: str
    url: str
    notes: tuple[str, ...]
    place: Place | None


def tongue() -> str:
    """Return the language of the page."""
    return get_language() or "en"


def open_offices(known: Atlas, now: datetime) -> frozenset[str]:
    """Return the keys of the offices where somebody is at this instant."""
    return frozenset(
        office.key
        for office in known.offices
        if rules.hours_at(office.time_zone, office.opens_hour, office.closes_hour, now).is_open
    )


def address_of(place: Place) -> str:
    """Return where a place leads: its member's page, its office's line, or what was held there."""
    if place.member is not None:
        return reverse("network:member", args=[place.member.key])
    if place.offices:
        return f"{reverse('network:offices')}#{place.offices[0].key}"
    if len(place.gatherings) == 1:
        return place.gatherings[0].url
    return f"{reverse('portal:search')}?{urlencode({'q': place.name.get('en', '')})}"


def notes_of(place: Place | None, kind: str) -> tuple[str, ...]:
    """Return what else there is to say of a place, in a few words each."""
    said = []
    if place is not None and place.is_secretariat:
        said.append(_("Secretariat"))
    if place is not None and place.offices:
        said.append(_("Regional office"))
    if place is not None and place.gatherings:
        number = len(place.gatherings)
        said.append(ngettext("%(number)s held here", "%(number)s held here", number) % {"number": number})
    if kind and kind != MemberKind.CITY:
        said.append(str(MemberKind(kind).label))
    return tuple(said)


def marker_of(
    place: Place, *, language: str, countries: Mapping[str, str], lit: frozenset[str], here: str = ""
) -> Marker:
    """Return a place as a map shows it, with its name and what it is for whoever hears it."""
    name = in_language(place.name, language)
    kind = place.member.kind if place.member is not None else ""
    said = listed((name, countries.get(place.country, place.country), *notes_of(place, kind)))
    if place.offices or place.is_secretariat:
        sign = "office lit" if any(office.key in lit for office in place.offices) else "office"
    elif place.member is not None:
        sign = "city" if kind == MemberKind.CITY else "other"
    else:
        sign = "held"
    return Marker(place.key, place.point, name, said, address_of(place), sign, place.key == here)


def rows_of(known: Atlas, language: str, countries: Mapping[str, str], chosen: dict[str, str]) -> list[Row]:
    """Return the lines that fit what was chosen: members by name, or the cities where something was held."""
    kind, region = chosen.get("kind", ""), chosen.get("region", "")
    asked = rules.folded(chosen.get("q", "")).split()
    with_office = {rules.folded(o.city_names.get("en", "")) for o in known.offices if not o.is_former}
    found = []
    for key, name, country, member, place in _candidates(known):
        if kind == "office" and not (rules.folded(name.get("en", "")) in with_office or _is_seat(place)):
            continue
        if kind == "held" and not (place is not None and place.gatherings):
            continue
        if kind not in ("", "held", "office") and (member is None or member.kind != kind):
            continue
        if kind != "held" and member is None and not (place is not None and place.offices):
            continue
        if (
            region
            and (member.region if member is not None else place.region if place is not None else "") != region
        ):
            continue
        if asked and not _says(asked, name, countries.get(country, "")):
            continue
        member_kind = member.kind if member is not None else ""
        url = reverse("network:member", args=[member.key]) if member is not None else address_of(place)  # type: ignore[arg-type]  # who is no member is a place
        shown = in_language(name, language)
        found.append(
            Row(key, shown, countries.get(country, country), url, notes_of(place, member_kind), place)
        )
    return sorted(found, key=lambda row: rules.folded(row.name))


def _candidates(known: Atlas) -> Iterable[tuple[str, Any, str, Any, Place | None]]:
    for member in known.members:
        yield member.key, member.name, member.country, member, known.of_member(member.key)
    for place in known.places.values():
        if place.member is None:
            yield place.key, place.name, place.country, None, place


def _is_seat(place: Place | None) -> bool:
    return place is not None and place.is_secretariat


def _says(asked: list[str], name: dict[str, str], country: str) -> bool:
    said = rules.folded(" ".join((*name.values(), country)))
    return all(word in said for word in asked)


def view_of(text: str) -> Frame | None:
    """Return the part of the world that an address asks for (``x.y.width``), or None where it asks for none."""
    try:
        x, y, width = (int(part) for part in text.split("."))
    except ValueError:
        return None
    return frame_around(x, y, width) if 0 < width < WIDTH else None


def _address(chosen: dict[str, str], **changed: str) -> str:
    said = {name: value for name, value in {**chosen, **changed}.items() if value}
    return f"{reverse('network:members')}?{urlencode(said)}" if said else reverse("network:members")


@policy(PUBLIC)
def members(request: HttpRequest) -> HttpResponse:
    """Show the members on the map and in a list, narrowed by words, kind, region, or the part of the world in view."""
    language = tongue()
    known = selectors.atlas(digest_for(request))
    form = PlaceFilterForm(request.GET, regions=known.regions)
    chosen: dict[str, str] = dict(form.cleaned_data) if form.is_valid() else {}
    view = view_of(request.GET.get("view", ""))
    countries = country_names(language)
    # What somebody wrote is looked for anew; what is chosen by links is the same for everybody.
    same = (language, tuple(sorted(chosen.items())))
    is_common = view is None and not chosen.get("q")
    rows = _once(known, is_common, "rows", same, lambda: rows_of(known, language, countries, chosen))
    frame = view or known.frames.get(chosen.get("region", ""), WORLD)
    if view is not None:
        rows = [row for row in rows if row.place is not None and view.holds(row.place.point)]
    lit = open_offices(known, clock.now())
    here = _address({**chosen, "view": ""})
    closer = f"{here}{'&' if '?' in here else '?'}view="

    def map_of_rows() -> list[SafeString]:
        markers = [
            marker_of(row.place, language=language, countries=countries, lit=lit)
            for row in rows
            if row.place is not None
        ]
        return maps(markers, frame, closer, _("Map of the places in the list"))

    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "network/members.html",
        {
            "form": form,
            "page": page,
            "rows": _once(known, is_common, "lines", (same, page.number), lambda: lines_of(page.object_list)),
            "found": len(rows),
            "narrowed": bool(view) or any(chosen.values()),
            "network": known.network,
            "countries": known.countries,
            "maps": _once(known, is_common, "maps", (same, lit), map_of_rows),
            "legend": known.keep("legend", language, legend),
            "regions": _once(known, is_common, "regions", same, lambda: _regions(known, chosen, language)),
            "world": _address({**chosen, "region": ""}),
            "is_world": frame == WORLD,
            "wider": _wider(frame, chosen, view),
            "unplaced": sum(row.place is None for row in rows),
            "approximate": [row.name for row in rows if row.place is not None and row.place.is_approximate],
            "chosen": chosen,
        },
    )


def _once(known: Atlas, is_common: bool, kind: str, key: Hashable, draw: Callable[[], T]) -> T:
    """Return what is drawn from the map; what many ask for is drawn once and kept with it."""
    return known.keep(kind, key, draw) if is_common else draw()


def _tags(notes: Iterable[str]) -> str:
    return "".join(f'<span class="tag">{escape(note)}</span>' for note in notes)


def lines_of(rows: Iterable[Row]) -> SafeString:
    """Write the lines of the list: a template for each line costs more than all else on the page."""
    return SafeString(
        "".join(
            f'<li><a href="{escape(row.url)}"><b>{escape(row.name)}</b></a> '
            f'<span class="quiet">{escape(row.country)}</span>'
            f"{_tags(row.notes)}</li>\n"
            for row in rows
        )
    )


def maps(markers: list[Marker], frame: Frame, closer: str, title: str) -> list[SafeString]:
    """Return the map at its two sizes: dots keep theirs, so on a phone more of them are drawn as one."""
    return [
        drawn(markers, Pen(frame, width, closer), title=title, css=css)
        for width, css in ((WIDE, "only-wide"), (NARROW, "only-narrow"))
    ]


def _regions(known: Atlas, chosen: dict[str, str], language: str) -> list[tuple[str, str, int, bool]]:
    counts: dict[str, int] = {}
    for member in known.members:
        counts[member.region] = counts.get(member.region, 0) + 1
    return [
        (in_language(name, language), _address(chosen, region=key), counts[key], key == chosen.get("region"))
        for key, name in known.regions.items()
        if counts.get(key)
    ]


def _wider(frame: Frame, chosen: dict[str, str], view: Frame | None) -> str:
    """Return where one sees twice as much; "" where the whole world is in view."""
    if view is None or frame == WORLD:
        return ""
    wide = frame.width * 2
    if wide > 0.8 * WIDTH:
        return _address(chosen)
    return _address(
        chosen, view=view_text(frame_around(frame.x + frame.width / 2, frame.y + frame.height / 2, wide))
    )
