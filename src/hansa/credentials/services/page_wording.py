"""The signatures on a sheet's page in words."""

from django.utils.translation import gettext as _

from hansa.credentials.rules.instants import parse_instant
from hansa.credentials.rules.verification import Line
from hansa.foundation.ui import dates


def page(line: Line) -> tuple[str, str]:
    """Return what is said of a page as a whole: one without signatures, or with ones that nothing tells of."""
    reason = line.facts.get("reason")
    if reason == "stripped":
        return _("The signatures of the page were taken off"), _(
            "Sheets of this certificate carry them. Ask for the file as it was issued."
        )
    if reason == "no_root":
        return _("The signatures of the page were not checked"), _(
            "The keys that you gave us do not name the certificate under which sheets are signed. Compare the name "
            "and the title on the sheet with the ones shown here; these are the signed ones."
        )
    return _("The picture of the page is not signed"), _(
        "Compare the name and the title on the sheet with the ones shown here; these are the signed ones."
    )


def page_signature(line: Line) -> tuple[str, str]:
    """Return what is said of one signature on the page."""
    facts = line.facts
    if facts.get("role") and facts.get("name"):
        who = _("%(role)s, %(name)s") % {"role": facts["role"], "name": facts["name"]}
    else:
        who = facts.get("name") or facts.get("did") or _("somebody unnamed")
    if line.state == "ok":
        day = dates.day(parse_instant(facts["created"]).date())
        return _("The page itself is signed by %(who)s") % {"who": who}, _(
            "Not a byte of the PDF was changed since. Certificate %(certificate)s, dated %(day)s."
        ) % {"certificate": f"{facts['certificate'][:12]}…", "day": day}
    reason = facts["reason"]
    if reason == "missing":
        return _("The page lacks the signature of %(who)s") % {"who": who}, _("This certificate demands it.")
    if reason == "stranger":
        return _("The signature on the page in place of %(who)s is by somebody we do not know") % {
            "who": who
        }, _("Its certificate does not stand under this installation's.")
    if reason == "not_asked":
        return _("The page is not signed by %(who)s") % {"who": who}, _(
            "Somebody else's signature stands in this place."
        )
    if reason == "retired":
        return _("The certificate of %(who)s was retired before the page was signed") % {"who": who}, _(
            "What it signs from then on does not count."
        )
    if reason == "early":
        return _("The signature of %(who)s on the page has an impossible date") % {"who": who}, _(
            "It lies in the future, or before its certificate began."
        )
    return _("The page was changed after %(who)s signed it") % {"who": who}, _(
        "The PDF is not, byte for byte, what was signed."
    )
