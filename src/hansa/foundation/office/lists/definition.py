"""What an office list is: said once by the app whose rows it shows, drawn the same way for all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import OrderBy, QuerySet
from django.forms import Form
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from hansa.foundation.policy import OFFICE_ROLES, STAFF_ROLES

Words = str | Promise


@dataclass(frozen=True)
class Asked:
    """Who asks, in which language, when: what a list may depend on besides its address."""

    request: HttpRequest
    person: Any
    language: str
    now: datetime


@dataclass(frozen=True)
class Column:
    """A column. ``cell`` gets a row and what ``known`` returned, and returns words (escaped) or safe HTML."""

    key: str
    label: Words
    cell: Callable[[Any, Any], str]
    #: Fields to sort by; none where the column cannot be sorted.
    order: tuple[str | OrderBy, ...] = ()
    #: The first press on the head puts the largest or newest first.
    falls: bool = False
    #: ``n`` for numbers, ``nowrap``, ``small``.
    kind: str = ""
    #: On a phone the cell says its column; where the words speak for themselves it does not.
    is_named: bool = False


@dataclass(frozen=True)
class Filter:
    """A list to choose from above the rows."""

    key: str
    label: Words
    every: Words
    choices: Callable[[Asked], Iterable[tuple[str, Words]]]
    narrow: Callable[[Any, str], Any]
    #: What the choices depend on besides the language: nothing, or who asks.
    is_personal: bool = False
    #: What is chosen depends on the minute; all else of a list at most on the day.
    is_timely: bool = False


@dataclass(frozen=True)
class StandardView:
    """A view that is shipped: a name for a query, for some roles."""

    key: str
    label: Words
    query: str
    roles: frozenset[str] = OFFICE_ROLES


@dataclass(frozen=True)
class Empty:
    """What stands in place of the rows while there are none at all: what comes here, and how to make the first."""

    title: Words
    text: Words
    url_name: str = ""
    label: Words = ""


@dataclass(frozen=True)
class Plan:
    """What a bulk act will do, before it does it."""

    #: Keys and names of the rows that it will be done to.
    fit: list[tuple[str, str]]
    #: Names of those that are left out, each with its reason.
    left_out: list[tuple[str, str]] = field(default_factory=list)
    #: What happens, a sentence each: which letters go, what changes for whom.
    will: list[str] = field(default_factory=list)
    #: Until when and how it can be taken back.
    undo: str = ""


@dataclass(frozen=True)
class BulkAct:
    """Something done to many rows: planned first, then done to each row by the app's own service.

    ``do`` acts on one row and raises nothing that it can say: it returns why it left the row as it was, or "".
    It locks, asks the rules and writes the audit log as the same act on one row does.
    """

    key: str
    label: Words
    #: The question at the top of the preview, for so many.
    question: Callable[[int], str]
    plan: Callable[[Asked, list[str]], Plan]
    do: Callable[[Any, str, datetime, dict[str, Any]], str]
    #: The sentence at the top of the result, for so many.
    done: Callable[[int], str]
    form: type[Form] | None = None
    roles: frozenset[str] = STAFF_ROLES
    #: Asks for the password or second factor again.
    is_recent: bool = False
    most: int = 200


@dataclass(frozen=True)
class OfficeList:
    """A list of the office: its columns, filters, orders, views, acts, and what it says when it is empty."""

    key: str
    url_name: str
    #: The heading of the page, for so many rows, narrowed or not.
    heading: Callable[[int, bool], str]
    label: Words
    rows: Callable[[Asked], QuerySet[Any]]
    columns: tuple[Column, ...]
    #: Where a row's own page lies.
    link: Callable[[Any], str]
    #: What a row is called where it is ticked.
    name: Callable[[Any], str]
    empty: Empty
    order: str
    #: The fields that are read of each row; none: whole rows.
    fields: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    search: Callable[[Any, str], Any] | None = None
    search_label: Words = ""
    search_key: str = "q"
    views: tuple[StandardView, ...] = ()
    acts: tuple[BulkAct, ...] = ()
    known: Callable[[Asked, list[Any]], Any] = lambda asked, rows: None
    #: Other keys of the address that are kept when the list is sorted or paged.
    kept: tuple[str, ...] = ()
    per_page: int = 50
    #: Whether people keep views of it; a list that lies under one thing, such as a course, has none.
    has_views: bool = True
    #: So many rows that a page is asked for in two steps: which they are, then what is said of them.
    is_long: bool = False
    #: The rows' keys are UUIDs and not numbers.
    has_uuids: bool = False

    def key_of(self, row: Any) -> str:
        """Return a row's key, as the boxes carry it."""
        return str(row["pk"] if isinstance(row, dict) else row.pk)

    def is_key(self, value: str) -> bool:
        """Tell whether this could be the key of a row; what could not is asked of no database."""
        if not self.has_uuids:
            return value.isdecimal() and len(value) < 19
        try:
            return bool(UUID(value))
        except ValueError:
            return False

    def address(self) -> str:
        """Return where the list lies."""
        return reverse(self.url_name)

    def acts_for(self, person: Any) -> list[BulkAct]:
        """Return what this person may do to many rows at once."""
        return [act for act in self.acts if act.roles & person.roles]


_lists: dict[str, OfficeList] = {}


def register(definition: OfficeList) -> OfficeList:
    """Make a list known to its saved views and bulk acts; a second one of the same key takes its place."""
    _lists[definition.key] = definition
    return definition


def find(key: str) -> OfficeList | None:
    """Return the list of that key."""
    return _lists.get(key)
