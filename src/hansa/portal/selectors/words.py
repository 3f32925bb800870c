"""Words for what packs name by key: costs, payers, kinds; and the names behind keys of hosts and partners."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hansa.accounts.selectors import country_names
from hansa.foundation.i18n import in_language
from hansa.portal.selectors.board import Board
from hansa.questionnaires import selectors as questionnaires

COSTS: dict[str, Promise] = {
    "flights": _("Flights"),
    "visa": _("Visa, if you need one"),
    "accommodation": _("Accommodation"),
    "meals": _("Meals"),
    "local_transport": _("Transport in the city"),
    "insurance": _("Insurance"),
    "participation": _("Taking part"),
    "readings": _("Readings"),
}
PAYERS: dict[str, Promise] = {
    "participant": _("You or your city"),
    "host": _("The host"),
    "organisers": _("The organisers"),
    "free": _("Free for everybody"),
}
STEPS: dict[str, Promise] = {
    "opens": _("The call opens"),
    "closes": _("Applications close"),
    "interviews": _("Interviews"),
    "decisions": _("Decisions go out"),
    "runs": _("The programme itself"),
}
# What an edition itself is, on the ribbon of what has no call.
RUNS: dict[str, Promise] = {
    "course": _("The course"),
    "assembly": _("The assembly"),
    "award": _("The award"),
}
# What the check says of levels where the call's own form does not ask for them.
LEVELS: dict[str, Promise] = {
    "officer": _("Officer or specialist"),
    "managerial": _("Manager: leads a team, a division or a project"),
    "executive": _("Executive: director, deputy mayor, mayor"),
}
FIELDS: dict[str, Promise] = {
    "smart_city": _("Smart city"),
    "e_government": _("E-government"),
    "ict": _("ICT"),
}


def country(code: str) -> str:
    """Return a country's name in the language of the page."""
    return country_names(get_language() or "en").get(code, code) if code else ""


def text(texts: dict[str, str] | None) -> str:
    """Return a translated text in the language of the page."""
    return in_language(texts or {}, get_language() or "en")


def level_asked(known: Board, edition: Any, call: Any) -> Mapping[str, Any] | None:
    """Return the question by which a call's own form asks for one's level, so that the check says it in the same words."""
    name = call.rules.get("questionnaire") if call is not None else None
    if not name:
        return None
    return known.keep("level", edition.pk, lambda: _level(edition.key_of(name)))


def _level(key: str) -> Mapping[str, Any] | None:
    try:
        questions = questionnaires.definition(key).get("questions", ())
    except ObjectDoesNotExist:
        return None
    return next((one for one in questions if one["key"] == "role_level" and one.get("options")), None)


def names_of(known: Board, keys: Iterable[str]) -> dict[str, str]:
    """Return the names behind keys of partners, members, offices and the network; unknown keys stand for themselves."""
    names: dict[str, str] = {}
    offices = {row.key: row for row in known.offices}
    for key in set(keys):
        row = known.member(key)
        if known.network is not None and key == known.network.key:
            names[key] = known.network.name
        elif key in known.partners:
            names[key] = text(known.partners[key].name)
        else:
            row = row or offices.get(key)
            names[key] = text(row.name) if row is not None else key
    return names
