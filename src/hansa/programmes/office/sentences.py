"""Refusals of a call in words: what does not fit, and what would."""

from datetime import date

from django.utils.translation import gettext as _

from hansa.foundation.ui import dates
from hansa.programmes.enums import CallState
from hansa.programmes.forms import DAY_LABELS
from hansa.programmes.rules.calls import DateRefused, MoveRefused
from hansa.programmes.services import ReasonMissing


def _day(written: str) -> str:
    return dates.day(date.fromisoformat(written[:10]))


def _label(field: str) -> str:
    if field == "closes_on":
        return _("Applications close")
    return str(DAY_LABELS.get(field, field))


def refused(wrong: DateRefused | MoveRefused | ReasonMissing) -> str:
    """Say why a call cannot be changed so, and what would be right."""
    if isinstance(wrong, ReasonMissing):
        return _("Say why. Applicants planned with what was announced.")
    if isinstance(wrong, MoveRefused):
        state = CallState(wrong.state).label if wrong.state in CallState.values else wrong.state
        return _("This is not possible while the call stands at “%(state)s”.") % {"state": state}
    facts = wrong.facts
    if wrong.code == "not_later":
        return _("An extension is later than %(day)s, which stands now.") % {"day": _day(facts["before"])}
    if wrong.code == "in_the_past":
        return _("%(day)s is over already; choose today or a later day.") % {"day": _day(facts["after"])}
    if wrong.code == "already_past":
        return _("The call closed on %(day)s by itself.") % {"day": _day(facts["before"])}
    if wrong.code == "not_earlier":
        return _("“%(what)s” stands on %(day)s; bringing it forward needs an earlier day.") % {
            "what": _label(facts["field"]),
            "day": _day(facts["before"]),
        }
    if wrong.code == "out_of_order":
        return _("“%(later)s” on %(second)s would come before “%(earlier)s” on %(first)s.") % {
            "later": _label(facts["later"]),
            "second": _day(facts["second"]),
            "earlier": _label(facts["earlier"]),
            "first": _day(facts["first"]),
        }
    if wrong.code == "too_small":
        return _("At least 1.")
    return _("This day is not announced yet, so there is nothing to move.")
