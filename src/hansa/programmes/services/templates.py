"""New packs from templates, and next year's from last year's: made, checked, and laid where handed-in packs wait."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from hansa.network import selectors as network_selectors
from hansa.programmes import selectors
from hansa.programmes.adapters import folders
from hansa.programmes.models import UploadedPack
from hansa.programmes.rules import packs
from hansa.programmes.rules.packs import templates
from hansa.programmes.rules.packs.dumping import dump_pack
from hansa.programmes.services.loading import PackFaults
from hansa.programmes.services.standing import standing_pack
from hansa.programmes.services.uploads import keep_pack

FOLDER = "templates"


class NoTemplate(LookupError):
    """There is no template of that name."""


@lru_cache(maxsize=1)
def all_templates() -> Mapping[str, packs.Pack]:
    """Return the templates that ship with Hansa, by their names, in the order in which they are offered."""
    home = Path(settings.HANSA_PACKS_DIR) / FOLDER
    found = {}
    for path in sorted(home.glob("*/pack.yaml"), key=lambda path: path.parent.name != "workshop"):
        checked = folders.read_pack(path.parent)
        if checked.faults or checked.pack is None:
            raise PackFaults(checked.faults)
        found[checked.pack.slug] = checked.pack
    return found


def template(name: str) -> packs.Pack:
    """Return one template. Raises ``NoTemplate``."""
    try:
        return all_templates()[name]
    except KeyError:
        raise NoTemplate(name) from None


def earliest_start(name: str, today: date) -> date:
    """Return the first day that a programme of this template can begin on."""
    return templates.earliest_start(template(name), today)


@transaction.atomic
def start_from_template(
    *,
    name: str,
    slug: str,
    title: Mapping[str, str],
    starts_on: date,
    closes_on: date | None = None,
    time_zone: str,
    city: Mapping[str, str] | None = None,
    country: str = "",
    office: str = "",
    by: Any,
    now: datetime,
) -> UploadedPack:
    """Make a pack from a template and keep it, checked and not applied. Raises ``PackFaults`` and ``NoTemplate``."""
    network = network_selectors.network()
    assert network is not None  # the page leads there first
    chosen = templates.Choices(
        network=network.key,
        slug=slug,
        title=title,
        starts_on=starts_on,
        closes_on=closes_on,
        time_zone=time_zone,
        languages=network.details.get("languages") or ["en"],
        signed_by=network.full_name or {"en": network.name},
        city=city or {},
        country=country,
        office=office,
    )
    pack = templates.from_template(template(name), chosen, now=now)
    return keep_pack(name=f"{slug} ({name})", files=dump_pack(pack), by=by, now=now)


@transaction.atomic
def start_next_edition(*, slug: str, by: Any, now: datetime) -> UploadedPack | None:
    """Make next year's edition from one that stands here, all days moved, and keep it; None where there is no such.

    Raises ``PackFaults``.
    """
    standing = standing_pack(slug)
    if standing is None:
        return None
    today = now.date()
    year = templates.years_until(standing, today)
    taken = set(selectors.editions().values_list("slug", flat=True))
    fresh = templates.next_slug(slug, standing.edition.year, year, sorted(taken))
    pack = templates.next_edition(standing, slug=fresh, today=today)
    return keep_pack(name=f"{fresh} ({slug})", files=dump_pack(pack), by=by, now=now)
