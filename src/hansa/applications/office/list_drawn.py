"""The rows of a list, drawn at once: a template's nodes cost too much where hundreds stand on it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from hansa.foundation.i18n import comma
from hansa.foundation.ui.escaping import always, escape

NAMES = 6
"""So many are named whose place somebody on the reserve would take."""


def rows_drawn(
    rows: Iterable[Mapping[str, Any]],
    said: SafeString,
    *,
    has_margins: bool,
    says_whose: bool,
    is_known: bool,
) -> SafeString:
    """Draw the rows of everybody for whom a list means the same: ``said``, and of a reserve whose place it would be."""
    parts = []
    points, lot = escape(_("Points")), escape(_("Lot"))
    by = escape(pgettext("points somebody is in or out by", "Margin"))
    for row in rows:
        margin = (
            f'<td class="n" data-l="{by}"><bdi dir="ltr">{escape(row["margin"])}</bdi></td>'
            if has_margins
            else ""
        )
        more = f' <span class="small quiet">{_whose(row["replaces"])}</span>' if says_whose else ""
        if is_known and not row["waits"]:
            more += f' <span class="small quiet">{escape(row["state"])}</span>'
        parts.append(
            f'<tr><th scope="row"><a href="{always(row["why"])}"><bdi>{escape(row["name"])}</bdi></a> '
            f'<span class="small quiet">{escape(row["city"])}</span></th><td class="n" data-l="{points}">{row["points"]}</td>{margin}'
            f'<td class="n" data-l="{lot}">{row["lot"]}</td><td>{said}{more}</td></tr>'
        )
    return SafeString("".join(parts))


def _whose(names: list[str]) -> str:
    if not names:
        return escape(_("only if several drop out"))
    whose = escape(_("would take the place of:"))
    listed = escape(comma()).join(f"<bdi>{escape(name)}</bdi>" for name in names[:NAMES])
    return f"{whose} {listed}{'…' if len(names) > NAMES else ''}"
