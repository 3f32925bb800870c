"""What can be found of the network: members, offices, partners."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from hansa.accounts.selectors import country_names
from hansa.foundation.search.index import Entry, joined
from hansa.network.models import Region
from hansa.network.selectors import organisations


def country_in_languages(code: str) -> dict[str, str]:
    """Return a country's name in every language of the house."""
    if not code:
        return {}
    return {language: country_names(language).get(code, code) for language, _name in settings.LANGUAGES}


def entries() -> Iterator[Entry]:
    """Yield the members, offices and partners as search shows them."""
    regions = {row.key: row.name for row in Region.objects.all()}
    for member in organisations.members():
        facts = joined(country_in_languages(member.country), regions.get(member.region))
        address = reverse("network:member", args=[member.key])
        yield Entry("member", address, member.name, member.note, facts, weight=1.2)
    for office in organisations.offices():
        facts = joined(office.city_names, country_in_languages(office.country), regions.get(office.region))
        address = f"{reverse('network:offices')}#{office.key}"
        yield Entry("office", address, office.name, {}, facts)
    for partner in organisations.partners():
        address = f"{reverse('network:partners')}#{partner.key}"
        yield Entry("partner", address, partner.name, {}, country_in_languages(partner.country))
