"""Why a row of a member list cannot be taken, and what to do about it, in the reader's language."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from hansa.foundation.sheets.rules.columns import RowFault
from hansa.network.enums import MemberKind, MemberStatus

_CHOICES: Mapping[str, type[MemberKind] | type[MemberStatus]] = {"kind": MemberKind, "status": MemberStatus}

_SENTENCES: Mapping[str, Callable[[], str]] = {
    "missing": lambda: _("%(column)s is missing. Fill it in."),
    "formula": lambda: _("%(column)s begins like a formula: %(text)s. Write it as plain text."),
    "too-long": lambda: _("%(column)s is longer than %(most)s letters. Shorten it."),
    "no-letters": lambda: _("%(column)s has no letters: %(text)s. Write the name."),
    "country": lambda: _(
        "There is no country “%(text)s”. Write its English name or its two letters, as in KR."
    ),
    "kind": lambda: _("There is no kind “%(text)s”. Write one of these: %(known)s."),
    "status": lambda: _("There is no standing “%(text)s”. Write one of these: %(known)s."),
    "year": lambda: _("%(text)s is not a year since 1900. Write it in four digits."),
    "day": lambda: _("We cannot read the day %(text)s. Write it as 2014-05-31, or the year alone."),
    "day-or-month": lambda: _("%(text)s may be two days. Write it as 2014-05-31, or the year alone."),
    "degrees": lambda: _("%(text)s is not a %(column)s: a number from −%(most)s to %(most)s."),
    "half-a-place": lambda: _("Latitude and longitude belong together. Add the other, or take both out."),
    "key": lambda: _(
        "%(text)s is not a key: small letters, digits and single hyphens. Leave it empty and we make one."
    ),
    "email": lambda: _("%(text)s is not an e-mail address: it has one @, as in name@city.ro."),
    "language": lambda: _(
        "We do not write letters in “%(text)s”. Write English, French, German, Italian, Arabic, Korean or Chinese."
    ),
    "contact": lambda: _("A contact needs an e-mail address. Add it, or take the name and the language out."),
    "twice": lambda: _("%(text)s stands in row %(row)s already. Take one of the two out."),
}


def sentence(fault: RowFault, labels: Mapping[str, str]) -> str:
    """Return what is wrong in a cell, and what would be right."""
    values = {
        "column": labels.get(fault.column, fault.column),
        "text": fault.text[:60],
        "most": "",
        "row": "",
        # As the pages call them, so that what stands here can be copied into the cell.
        "known": "; ".join(str(choice.label) for choice in _CHOICES.get(fault.code, ())),
    }
    return _SENTENCES[fault.code]() % {**values, **fault.values}
