"""What each act is called in the words of the office: each app says its own, this only keeps them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils.functional import Promise

from hansa.foundation import scope
from hansa.foundation.prepared import PreparedFor

_words: dict[str, str | Promise] = {}
_kinds: dict[str, str | Promise] = {}
_fields: dict[str, str] = {}
#: Enough of a long key to tell two rows of a page apart.
_SHORT = 8


def say(words: Mapping[str, str | Promise]) -> None:
    """Give acts their words, as what somebody did: ``{"call.publish": _("announced the call")}``."""
    _words.update(words)


def said(act: str) -> str:
    """Return what somebody did, in the language spoken now; an act without words by its bare name."""
    return str(_words.get(act, act))


def known() -> frozenset[str]:
    """Return the acts that have words."""
    return frozenset(_words)


def call_kinds(words: Mapping[str, str | Promise], **fields: str) -> None:
    """Give kinds of rows their words, and the field by which people know a row of that kind.

    ``call_kinds({"applications.application": _("Application")}, application="number")``
    """
    _kinds.update(words)
    _fields.update(
        {kind: fields[kind.partition(".")[2]] for kind in words if kind.partition(".")[2] in fields}
    )


def subjects(person: Any, references: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return what each row is called: its kind in words, and the name or number that people know it by.

    One query for each kind that is known by a field. What this person may not see keeps its bare number.
    """
    keys = defaultdict(set)
    for reference in references:
        kind, _colon, key = reference.partition(":")
        keys[kind].add(key)
    called: dict[str, tuple[str, str]] = {}
    for kind, some in keys.items():
        names = _names(person, kind, some) if kind in _fields else {}
        for key in some:
            known = names.get(key) or (key if len(key) <= _SHORT else f"{key[:_SHORT]}…")
            called[f"{kind}:{key}"] = (str(_kinds.get(kind, kind)), known)
    return called


# A page names some dozens of rows; their keys are put into a question of one of these sizes, the last of them again
# and again until it is full.
_SIZES = (8, 32, 128)
_asked: dict[str, PreparedFor] = {}


def _names(person: Any, kind: str, keys: set[str]) -> dict[str, str]:
    model, field = apps.get_model(kind), _fields[kind]

    def build(person: Any, *some: Any) -> QuerySet[Any]:
        rows = scope.visible(person, model._default_manager.filter(pk__in=some))
        return rows.order_by().values_list("pk", field)

    wanted = [model._meta.pk.to_python(key) for key in sorted(keys)]
    size = next((size for size in _SIZES if size >= len(wanted)), 0)
    if not size:
        found: Iterable[Any] = build(person, *wanted)
    else:
        prepared = _asked.setdefault(kind, PreparedFor(build))
        found = prepared.ask(person, *wanted, *(wanted[-1:] * (size - len(wanted))))
    return {str(pk): str(name) for pk, name in found}
