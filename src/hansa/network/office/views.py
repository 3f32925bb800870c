"""Members in the office: of every standing, with who speaks for them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from hansa.accounts.selectors import country_choices
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import OFFICE, policy
from hansa.foundation.scope import visible
from hansa.network import selectors
from hansa.network.forms import OfficeMemberFilterForm

PER_PAGE = 100


@policy(OFFICE)
def members(request: HttpRequest) -> HttpResponse:
    """List the members, narrowed by words, kind, region, standing and whether somebody speaks for them."""
    form = OfficeMemberFilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = selectors.members_matching(
        visible(request.user, selectors.all_members()),
        search=chosen.get("q", ""),
        kind=chosen.get("kind", ""),
        region=chosen.get("region", ""),
    )
    if chosen.get("status"):
        found = found.filter(status=chosen["status"])
    if chosen.get("coordinator"):
        found = selectors.coordinated(found, yes=chosen["coordinator"] == "yes")
    page = Paginator(found.defer(*selectors.HEAVY), PER_PAGE).get_page(request.GET.get("page"))
    language = get_language() or "en"
    countries = dict(country_choices(language))
    regions = {key: in_language(name, language) for key, name in selectors.region_names().items()}
    rows = [
        {
            "member": row,
            "name": in_language(row.name, language),
            "country": countries.get(row.country, row.country),
            "region": regions.get(row.region, row.region),
        }
        for row in page.object_list
    ]
    return render(
        request,
        "network/office/members.html",
        {
            "form": form,
            "page": page,
            "rows": rows,
            "without": selectors.coordinated(selectors.members(), yes=False).count(),
            "narrowed": any(chosen.values()),
        },
    )
