"""Public pages of the network: who belongs to it, where it has offices, with whom it works."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from hansa.accounts.selectors import country_choices
from hansa.foundation import clock
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import PUBLIC, policy
from hansa.foundation.scope import visible, visible_or_404
from hansa.network import rules, selectors
from hansa.network.enums import MemberKind
from hansa.network.forms import MemberFilterForm
from hansa.network.models import Member, Office

PAGE = 60


def country_name(code: str) -> str:
    """Return the country's name in the language of the page."""
    return dict(country_choices(get_language() or "en")).get(code, code)


def region_names(language: str) -> dict[str, str]:
    """Return the regions' names by key."""
    return {key: in_language(name, language) for key, name in selectors.region_names().items()}


def member_rows(members: list[Member]) -> list[dict[str, Any]]:
    """Return members as the lists show them: names, countries and regions in the reader's language."""
    language = get_language() or "en"
    countries, regions = dict(country_choices(language)), region_names(language)
    kinds = {kind.value: str(kind.label) for kind in MemberKind}
    return [
        {
            "member": row,
            "name": in_language(row.name, language),
            "country": countries.get(row.country, row.country),
            "region": regions.get(row.region, row.region),
            "kind": kinds.get(row.kind, row.kind),
        }
        for row in members
    ]


@policy(PUBLIC)
def members(request: HttpRequest) -> HttpResponse:
    """List the members, narrowed by words, kind and region."""
    form = MemberFilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    everyone = visible(request.user, selectors.members())
    found = selectors.members_matching(
        everyone, search=chosen.get("q", ""), kind=chosen.get("kind", ""), region=chosen.get("region", "")
    )
    page = Paginator(found.defer(*selectors.HEAVY), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "network/members.html",
        {
            "form": form,
            "page": page,
            "rows": member_rows(list(page.object_list)),
            "found": page.paginator.count,
            "narrowed": any(chosen.values()),
            "network": selectors.network(),
            "countries": selectors.number_of_countries(),
        },
    )


def _other_names(row: Member, language: str) -> list[tuple[str, str]]:
    """Return the name in the other languages, each spelling once, with the language it is in."""
    seen = {in_language(row.name, language)}
    found = []
    for code, text in row.name.items():
        if text not in seen:
            seen.add(text)
            found.append((code, text))
    return found


@policy(PUBLIC)
def member(request: HttpRequest, key: str) -> HttpResponse:
    """Show one member: what it is, where it lies, whether somebody speaks for it here."""
    row = visible_or_404(request.user, selectors.all_members(), key=key)
    language = get_language() or "en"
    return render(
        request,
        "network/member.html",
        {
            "member": row,
            "name": in_language(row.name, language),
            "other_names": _other_names(row, language),
            "country": country_name(row.country),
            "region": region_names(language).get(row.region, row.region),
            "network": selectors.network(),
            "panels": selectors.panels_for(row, request.user, clock.now()),
            "is_mine": selectors.coordinated_members(request.user).filter(pk=row.pk).exists(),
        },
    )


def _office_row(office: Office, language: str, countries: dict[str, str]) -> dict[str, Any]:
    hours = rules.hours_at(office.time_zone, office.opens_hour, office.closes_hour, clock.now())
    return {
        "office": office,
        "name": in_language(office.name, language),
        "country": countries.get(office.country, office.country),
        "hours": hours,
    }


@policy(PUBLIC)
def offices(request: HttpRequest) -> HttpResponse:
    """Show the regional offices with their time now, and those there were."""
    language = get_language() or "en"
    countries = dict(country_choices(language))
    rows = list(visible(request.user, selectors.every_office()))
    standing = [_office_row(row, language, countries) for row in rows if not row.is_former]
    return render(
        request,
        "network/offices.html",
        {
            "offices": standing,
            "open_now": sum(row["hours"].is_open for row in standing),
            "former": [_office_row(row, language, countries) for row in rows if row.is_former],
            "network": selectors.network(),
            "people": list(selectors.public_people()),
        },
    )


@policy(PUBLIC)
def partners(request: HttpRequest) -> HttpResponse:
    """Show the partner schools, domestic and international, and the other partners."""
    rows = list(visible(request.user, selectors.partners()))
    network = selectors.network()
    schools = [row for row in rows if row.is_school]
    return render(
        request,
        "network/partners.html",
        {
            "domestic": [row for row in schools if row.is_domestic],
            "international": [row for row in schools if not row.is_domestic],
            "others": [row for row in rows if not row.is_school],
            "schools": len(schools),
            "home_country": country_name(network.country) if network else "",
        },
    )
