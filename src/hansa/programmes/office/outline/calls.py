"""A call in a page: where it stands as a shape and a word, its rules in sentences, its amendments."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hansa.foundation.i18n import listed
from hansa.foundation.ui import dates
from hansa.foundation.ui.templatetags.ui import instant
from hansa.programmes.enums import CallState
from hansa.programmes.forms import DAY_LABELS
from hansa.programmes.models import Amendment
from hansa.programmes.office.outline.packs import said

#: After this a call's numbers stay as they are.
SETTLED = frozenset(
    {
        CallState.DECIDED, CallState.RELEASED, CallState.CONFIRMED, CallState.COMPLETED, CallState.ARCHIVED,
        CallState.CANCELLED,
    }
)  # fmt: skip
_STATUS = {
    CallState.DRAFT: "ring",
    CallState.APPROVED: "ring",
    CallState.PUBLISHED: "waiting",
    CallState.OPEN: "half",
    CallState.PAUSED: "needs",
    CallState.CANCELLED: "refused",
    CallState.COMPLETED: "done",
    CallState.ARCHIVED: "closed",
    CallState.CLOSED: "closed",
}


def status_of(state: CallState) -> str:
    """Return the shape that goes with a call's state."""
    return _STATUS.get(state, "half")


def call_rules(rules: dict[str, Any], regions: dict[str, dict[str, str]]) -> list[tuple[str, str]]:
    """Return the rules of a call as pairs of what and how; what people may apply is told on its own page."""
    caps = rules.get("caps") or {}
    selection = rules.get("selection") or {}
    ranges = [_range(item, regions) for item in selection.get("ranges", [])]
    rows = [
        (_("Places"), str(rules.get("places") or _("to be announced"))),
        (_("Nominations a city"), str(caps.get("nominations_per_city") or _("no limit"))),
        (_("Places a city"), str(caps.get("places_per_city") or _("no limit"))),
        (_("Reviews for each application"), str(rules.get("reviews_per_application") or "")),
        (_("Documents"), listed(said(item["label"]) for item in rules.get("documents", [])) or _("none")),
        (_("Ranges"), "; ".join(ranges) or _("none")),
        (_("Seed of the lots"), selection.get("lots_seed") or _("to be announced")),
    ]
    return [row for row in rows if row[1]]


ATTRIBUTES = {
    "region": gettext_lazy("Region"),
    "gender": gettext_lazy("Gender"),
    "role_level": gettext_lazy("Level of the post"),
    "country": gettext_lazy("Country"),
    "member_kind": gettext_lazy("Kind of member"),
    "first_time": gettext_lazy("Here for the first time"),
    "language": gettext_lazy("Language"),
}


def _range(item: dict[str, Any], regions: dict[str, dict[str, str]]) -> str:
    value = item["value"]
    if item["attribute"] == "region":
        value = said(regions.get(value)) or value
    facts = {
        "attribute": ATTRIBUTES.get(item["attribute"], item["attribute"]),
        "value": value,
        "least": item.get("min", 0),
        "most": item.get("max"),
    }
    if facts["most"] is None:
        return _("%(attribute)s %(value)s: at least %(least)s") % facts
    return _("%(attribute)s %(value)s: %(least)s to %(most)s") % facts


def amendment_rows(rows: Iterable[Amendment], zone: str, city: Any = "") -> SafeString:
    """Write amendments as rows, their values as the reader's language writes them, by the edition's clock."""
    named = (escape(_("Before")), escape(_("After")), escape(_("Reason")))
    lines = []
    for row in rows:
        values = (_value(row.before, zone), _value(row.after, zone), row.reason)
        cells = "".join(
            f'<td data-l="{name}">{escape(value)}</td>' for name, value in zip(named, values, strict=True)
        )
        by = escape(row.by.name) if row.by else ""
        lines.append(
            f'<tr><th scope="row">{escape(DAY_LABELS.get(row.field, row.field))}</th>{cells}'
            f'<td class="small"><bdi>{by}</bdi> {instant(row.at, zone, city)}</td></tr>'
        )
    return SafeString("".join(lines))


def _value(value: Any, zone: str) -> str:
    if value in CallState.values:
        return str(CallState(value).label)
    if not isinstance(value, str):
        return "" if value is None else str(value)
    try:
        if len(value) == 10:
            return dates.day(date.fromisoformat(value))
        return dates.instant(datetime.fromisoformat(value), zone)
    except ValueError:
        return value
