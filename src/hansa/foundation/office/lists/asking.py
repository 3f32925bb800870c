"""What an address asks of a list: words, filters, order, page; and the rows that answer it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet
from django.db.models import Count, OrderBy, QuerySet, Value
from django.http import QueryDict

from hansa.foundation.audit.selectors import digest_for
from hansa.foundation.office.keeping import keep
from hansa.foundation.prepared import NotPreparable, Prepared

from .definition import Asked, Column, Filter, OfficeList

LONGEST = 80
MOST_PLANS = 500
# Whoever sees everything sees it by a rule that reads no rows; the rule for a regional office may read some.
EVERYWHERE = frozenset({"programme_officer", "administrator", "auditor"})

_plans: dict[tuple[Any, ...], tuple[OfficeList, Prepared]] = {}


@dataclass(frozen=True)
class Question:
    """An address, read: only what the list knows of it."""

    words: str
    chosen: dict[str, str]
    order: str
    page: int
    kept: dict[str, str]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.chosen)


# What is said of a row is the same however one came to it.
_ANY = Question("", {}, "", 1, {})


@dataclass(frozen=True)
class Answer:
    """The rows of one page, how many were found in all, and which page it is."""

    rows: list[Any]
    found: int
    page: int
    pages: int


def choices_of(definition: OfficeList, asked: Asked) -> dict[str, list[tuple[str, str]]]:
    """Return what may be chosen in each filter, kept until the next act on record."""
    return {part.key: _choices(definition, part, asked) for part in definition.filters}


def _choices(definition: OfficeList, part: Filter, asked: Asked) -> list[tuple[str, str]]:
    whose = asked.person.pk if part.is_personal else 0
    return keep(
        asked.request,
        "choices",
        definition.key,
        part.key,
        whose,
        read=lambda: [(str(value), str(label)) for value, label in part.choices(asked)],
    )


def read(definition: OfficeList, query: QueryDict, choices: dict[str, list[tuple[str, str]]]) -> Question:
    """Read an address; what the list does not know is left out, never an error."""
    given = {key: str(query.get(key, "")) for key in choices}
    chosen = {key: value for key, value in given.items() if value and value in dict(choices[key])}
    words = query.get(definition.search_key, "").strip()[:LONGEST] if definition.search else ""
    order = query.get("sort", "")
    if column_of(definition, order) is None:
        order = definition.order
    page = query.get("page", "")
    return Question(
        words=words,
        chosen=chosen,
        order=order,
        page=max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1,
        kept={key: str(query[key]) for key in definition.kept if query.get(key)},
    )


def column_of(definition: OfficeList, order: str) -> Column | None:
    """Return the column that an order names (``-sent``), if one can be sorted by it."""
    key = order.removeprefix("-")
    return next((column for column in definition.columns if column.key == key and column.order), None)


def address(definition: OfficeList, question: Question, **change: Any) -> str:
    """Return the query of an address that asks the same but for the change; the first page unless it says another."""
    asks: dict[str, Any] = dict(question.kept)
    if question.words:
        asks[definition.search_key] = question.words
    asks |= question.chosen
    if question.order != definition.order:
        asks["sort"] = question.order
    asks |= change
    if asks.get("sort") == definition.order:
        asks["sort"] = ""
    return urlencode(sorted((key, value) for key, value in asks.items() if value not in ("", None)))


def narrowed(definition: OfficeList, asked: Asked, question: Question) -> QuerySet[Any]:
    """Return every row that answers the question, unordered: what this person may see, narrowed."""
    rows = definition.rows(asked)
    for word in question.words.casefold().split() if definition.search else ():
        assert definition.search is not None
        rows = definition.search(rows, word)
    for part in definition.filters:
        if value := question.chosen.get(part.key):
            rows = part.narrow(rows, value)
    return rows


def _ordered(definition: OfficeList, question: Question) -> list[str | OrderBy]:
    column = column_of(definition, question.order)
    assert column is not None, f"{definition.key} is ordered by {question.order}, which no column is"
    turned = question.order.startswith("-")
    return [_turned(part) if turned else part for part in column.order]


def _turned(part: str | OrderBy) -> str | OrderBy:
    """Return the order the other way round; what has no value stays last."""
    if isinstance(part, str):
        return part.removeprefix("-") if part.startswith("-") else f"-{part}"
    return OrderBy(part.expression, descending=not part.descending, nulls_last=True)


def _rows(definition: OfficeList, asked: Asked, question: Question) -> QuerySet[Any]:
    rows = narrowed(definition, asked, question).order_by(*_ordered(definition, question))
    if definition.is_long:
        return rows.values_list("pk", flat=True)
    return rows.values("pk", *definition.fields) if definition.fields else rows


def _page(definition: OfficeList, asked: Asked, question: Question) -> list[Any]:
    """Return the rows of a page and one more; what somebody asks again is asked by the SQL it had before.

    What was typed makes a query of its own each time. The rows look at the clock to the day, some filters to the minute.
    """
    begin = (question.page - 1) * definition.per_page

    def build() -> QuerySet[Any]:
        return _rows(definition, asked, question)[begin : begin + definition.per_page + 1]

    found = list(build()) if question.words else _compiled(definition, asked, question, "rows", build)
    return _said_of(definition, asked, found) if definition.is_long else found


def _said_of(definition: OfficeList, asked: Asked, keys: list[int]) -> list[Any]:
    """Return what is said of some rows, in their order: far down a long list nothing else is read of those before."""
    if not keys:
        return []

    def build(*wanted: int) -> QuerySet[Any]:
        return definition.rows(asked).filter(pk__in=wanted).order_by().values("pk", *definition.fields)

    # As many as a page has at most, so that it is one SQL for all pages; no row has the key 0.
    wanted = (*keys, *(0,) * (definition.per_page + 1 - len(keys)))
    rows = {row["pk"]: row for row in _compiled(definition, asked, _ANY, "said", build, *wanted)}
    return [rows[key] for key in keys if key in rows]


def _compiled(
    definition: OfficeList,
    asked: Asked,
    question: Question,
    of: str,
    build: Callable[..., QuerySet[Any]],
    *values: int,
) -> list[Any]:
    """Ask what a list asks of an address, by the SQL it had before."""
    match = asked.request.resolver_match
    is_timely = any(part.is_timely and part.key in question.chosen for part in definition.filters)
    key = (
        *(definition.key, of, asked.person.pk, asked.person.roles, asked.language),
        *(question.order, question.page, tuple(question.chosen.items()), tuple(question.kept.items())),
        tuple(match.kwargs.items()) if match else (),
        asked.now.strftime("%Y-%m-%d %H:%M" if is_timely else "%Y-%m-%d"),
        "" if asked.person.roles & EVERYWHERE else digest_for(asked.request),
    )
    plan = _plans.get(key)
    if plan is None or plan[0] is not definition:
        if len(_plans) >= MOST_PLANS:
            _plans.clear()
        plan = _plans[key] = (definition, Prepared(build))
    try:
        return plan[1].ask(*values)
    except EmptyResultSet:
        return []


def _count(definition: OfficeList, asked: Asked, question: Question) -> int:
    """Count the rows that answer the question."""

    def build() -> QuerySet[Any]:
        rows = narrowed(definition, asked, question).order_by()
        if rows.query.distinct or rows.query.group_by is not None:
            raise NotPreparable(f"the rows of {definition.key} are gathered from others")
        # A value that is the same in every row makes one group of them all.
        return rows.annotate(in_all=Value(1)).values("in_all").annotate(found=Count("*")).values_list("found")

    if not question.words:
        try:
            return sum(found for (found,) in _compiled(definition, asked, question, "count", build))
        except NotPreparable:
            pass
    return narrowed(definition, asked, question).order_by().count()


def answer(definition: OfficeList, asked: Asked, question: Question) -> Answer:
    """Return a page of rows; it is counted only where the page does not show the end by itself."""
    size, page = definition.per_page, question.page
    begin = (page - 1) * size
    shown: Sequence[Any] = _page(definition, asked, question)
    if len(shown) <= size and (shown or page == 1):
        found = begin + len(shown)
    else:
        found = _count(definition, asked, question)
        pages = max(1, -(-found // size))
        if page > pages:
            page = pages
            shown = _page(definition, asked, replace(question, page=page))
    return Answer(list(shown[:size]), found, page, max(1, -(-found // size)))
