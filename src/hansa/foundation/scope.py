"""Which rows a person may see: one function for every list, export, API call and file.

An app states the rule for its model once, in ``permissions.py``; every read goes through ``visible``.
A model without a rule cannot be read this way at all.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet
from django.http import Http404

Row = TypeVar("Row", bound=Model)
Visitor = AbstractBaseUser | AnonymousUser
Rule = Callable[[Any, Any], Any]

_rules: dict[str, Rule] = {}


class NoScope(LookupError):
    """A model is read that nobody has stated a rule for."""


def for_model(label: str) -> Callable[[Rule], Rule]:
    """Register the decorated function as the rule for a model, given as ``app.Model``."""

    def register(rule: Rule) -> Rule:
        _rules[label.lower()] = rule
        return rule

    return register


def visible(person: Visitor, rows: QuerySet[Row]) -> QuerySet[Row]:
    """Return those of the rows that this person may see."""
    label = rows.model._meta.label_lower
    if label not in _rules:
        raise NoScope(f"No rule says who may see {rows.model._meta.label}.")
    return _rules[label](rows, person)


def visible_or_404(person: Visitor, rows: QuerySet[Row], **lookup: Any) -> Row:
    """Return the one row, or answer that there is none: foreign and missing look alike."""
    # The lookup names one row: an order would only have other tables joined.
    row = next(iter(visible(person, rows).filter(**lookup).order_by()[:1]), None)
    if row is None:
        raise Http404
    return row
