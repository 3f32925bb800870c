"""A plan in a page: rows of what will be created, changed, retired, with both values."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hansa.foundation.i18n import in_language
from hansa.programmes.enums import ChangeKind
from hansa.programmes.rules.packs.schema.base import LANGUAGES
from hansa.programmes.services.planning import Plan
from hansa.programmes.services.standing import shown

LONGEST = 160
#: What names a thing to people, the first that it has.
_NAMES = ("title", "name", "label", "subject", "text", "texts", "key")
#: The parts of a pack, as the office says them.
_PARTS = {
    "network": _("Network"),
    "programme": _("Programme"),
    "edition": _("Edition"),
    "call": _("Call"),
    "courses": _("Courses"),
    "events": _("Events"),
    "awards": _("Awards"),
    "credentials": _("Certificates"),
    "questionnaires": _("Questionnaires"),
    "letters": _("Letters"),
    "letter_texts": _("Letters"),
}


def plan_rows(plan: Plan, most: int) -> list[dict[str, Any]]:
    """Return the first rows of a plan as a page shows them."""
    return [
        {
            "kind": row.kind,
            "label": ChangeKind(row.kind).label,
            "where": " › ".join([str(_PARTS.get(row.path[0], row.path[0])), *row.path[1:]]),
            "before": brief(row.before),
            "after": brief(row.after),
        }
        for row in plan.changes[:most]
    ]


def brief(value: Any) -> str:
    """Return a value in so few words that it fits a row."""
    text = _words(shown(value))
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        if value and set(value) <= set(LANGUAGES):
            # A letter has a subject and a body in each language.
            return _words(in_language(value, get_language()))
        name = next((value[field] for field in _NAMES if value.get(field)), None)
        return (
            _words(name)
            if name is not None
            else ", ".join(f"{key}: {_words(item)}" for key, item in value.items())
        )
    if isinstance(value, list):
        return ", ".join(_words(item) for item in value)
    return str(value)
