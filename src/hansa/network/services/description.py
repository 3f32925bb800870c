"""What the office itself says of the network: its name, its seat, its languages, its look."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from hansa.foundation.audit.services import record
from hansa.foundation.ui.colours import Colours, darker
from hansa.network.models import Network
from hansa.network.services import logos
from hansa.network.services.exchange import apply_network, export_network

#: Who answers, where a network has not said it in its own words.
SECRETARIAT = {
    "en": "Secretariat", "fr": "Secrétariat", "de": "Sekretariat", "it": "Segretariato", "ar": "الأمانة",
    "ko": "사무국", "zh-hans": "秘书处",
}  # fmt: skip


class ColoursRefused(Exception):
    """Somebody could not read these colours; ``refusals`` says which pair, its contrast and what would pass."""

    def __init__(self, refusals: list[Any]) -> None:
        super().__init__("\n".join(map(str, refusals)))
        self.refusals = refusals


@transaction.atomic
def describe_network(*, fields: Mapping[str, Any], by: Any, now: datetime) -> Network:
    """Write what a network says of itself, and return it; the first time this makes the network.

    ``fields``: key (the first time), name, full_name, summary, city, country, time_zone, opens_hour, closes_hour,
    languages, email, url, founded_year. What is not named stays as it is, so an edit here and a pack never fight.
    """
    Network.objects.select_for_update().first()
    pack = export_network() or {"key": fields["key"], "regions": [], "members": []}
    secretariat = dict(pack.get("secretariat") or {"name": SECRETARIAT, "contact": {"role": SECRETARIAT}})
    place = dict(secretariat.get("place") or {})
    for name in ("name", "full_name", "summary", "languages", "email", "url", "founded_year"):
        if name in fields:
            pack[name] = fields[name]
    if "country" in fields:
        pack["home_country"] = place["country"] = fields["country"]
    if "city" in fields:
        place["city"] = fields["city"]
    for name in ("time_zone", "opens_hour", "closes_hour"):
        if name in fields:
            secretariat[name] = fields[name]
    pack["secretariat"] = {**secretariat, "place": place}
    apply_network(
        pack={name: value for name, value in pack.items() if value not in (None, "")}, by=by, now=now
    )
    return Network.objects.get(key=pack["key"])


@transaction.atomic
def dress_network(
    *,
    colours: Mapping[str, str] | None,
    by: Any,
    now: datetime,
    logo: bytes | None = None,
    removes_logo: bool = False,
) -> Network:
    """Give the network its colours and its picture. Raises ``ColoursRefused`` for what somebody could not read.

    ``colours``: ``brick`` and ``sea``, or None for Hansa's own. ``logo``: a PNG of ``small_logo``; without
    one the picture stays, unless it is taken away.
    """
    network = Network.objects.select_for_update(of=("self",)).select_related("logo").get()
    if colours:
        refusals = Colours(**colours).refusals()
        if refusals:
            raise ColoursRefused(refusals)
    details = {name: value for name, value in network.details.items() if name != "colours"}
    if colours:
        details["colours"] = dict(colours)
    changed = details != network.details
    if changed:
        network.details = details
        network.save(update_fields=["details"])
    if logo is not None or removes_logo:
        changed = logos.keep(network, logo, now) or changed
    if changed:
        record(by, "network.dress", network, has_logo=network.logo_id is not None, has_colours=bool(colours))
    return network


@transaction.atomic
def end_first_steps(*, by: Any, now: datetime) -> None:
    """Put the first steps of a new secretariat away: they are done, or somebody does without them."""
    network = Network.objects.select_for_update().filter(started_at__isnull=True).first()
    if network is None:
        return
    network.started_at = now
    network.save(update_fields=["started_at"])
    record(by, "network.end-first-steps", network)


def readable(colours: Mapping[str, str]) -> dict[str, str]:
    """Return the nearest darker shades of the two that everybody can read; they may be the same."""
    found = dict(colours)
    for name in ("brick", "sea"):
        for _step in range(60):
            refused = [r for r in Colours(**found).refusals() if ("sea" in r.token) == (name == "sea")]
            if not refused:
                break
            found[name] = darker(found[name], 0.015)
    return found
