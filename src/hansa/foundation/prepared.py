"""Questions that many pages ask: compiled once, then only given other values.

Django builds the SQL of a queryset anew each time, which costs several times what the database takes to answer. Where
only a value differs from one asking to the next (whose page it is), the SQL is the same text; so it is built once for
each database and asked again with the values put in. The rows are made by Django as ever: models, joined rows,
prefetches, values.

    _mine = Prepared(applications_in_brief)
    rows = _mine.ask(person.pk)

The same holds for what is written with every report of a player:

    _where = PreparedWrite(LectureProgress, "position_s", "updated_at")
    _where.write(row)
"""

import copy
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, QuerySet

Value = int | str | UUID

# Stand where a value will stand while the SQL is built; nobody has such a key, and every integer field can hold it.
_NUMBER = -2_000_000_000
_TEXT = "stands for value "
_UUIDS = 0x68616E7361 << 88

# More than the people who work with one process in a day; a bound all the same.
MOST_PEOPLE = 500


class NotPreparable(Exception):
    """The SQL does not carry each value as it was given, so it cannot be asked again with another."""


class _Asked:
    """A query whose SQL is known already; everything else about it is the real query's."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self._query = query
        self._compiler = compiler

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


class _Plan:
    """The SQL of a queryset and where in its parameters each value belongs."""

    def __init__(self, queryset: QuerySet[Any], stand_ins: tuple[Value, ...]) -> None:
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(using=queryset.db)
        self.sql, params = self.compiler.as_sql()
        self.params = tuple(params)
        places: dict[Any, int] = {value: at for at, value in enumerate(stand_ins)}
        # A database without a type for them keeps UUIDs as words.
        places |= {value.hex: at for at, value in enumerate(stand_ins) if isinstance(value, UUID)}
        self.holes = [
            (at, places[param])
            for at, param in enumerate(self.params)
            if isinstance(param, Value) and param in places
        ]
        # How each column of a row becomes a value; the same at every asking.
        columns = [column[0] for column in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(columns)
        self.has_composite_fields = self.compiler.has_composite_fields(columns)
        if {which for _at, which in self.holes} != set(places.values()):
            raise NotPreparable(f"not every value of {queryset.model.__name__} is found in its SQL")

    def rows(self, values: tuple[Value, ...]) -> list[Any]:
        params = list(self.params)
        for at, which in self.holes:
            value = values[which]
            is_word = isinstance(value, UUID) and isinstance(self.params[at], str)
            params[at] = value.hex if is_word and isinstance(value, UUID) else value
        compiler = copy.copy(self.compiler)
        # Connections belong to threads; the plan does not.
        compiler.connection = connections[self.queryset.db]
        compiler.as_sql = lambda *args, **kwargs: (self.sql, tuple(params))
        compiler.get_converters = lambda columns: self.converters
        compiler.has_composite_fields = lambda columns: self.has_composite_fields
        # Not copy(): that would ask the database for the rows of the stand-ins.
        asked = object.__new__(type(self.queryset))
        asked.__dict__.update(self.queryset.__dict__, _query=_Asked(self.queryset.query, compiler))
        return list(asked)


def _stand_in(kind: type[Value], at: int) -> Value:
    if kind is UUID:
        return UUID(int=_UUIDS + at)
    return _NUMBER - at if kind is int else f"{_TEXT}{at}"


class Prepared:
    """A queryset of some values, compiled at its first asking.

    The values are whole numbers, plain words and UUIDs: what Django hands to the database unchanged. Whatever else the
    queryset depends on (the day, the language, a setting) has no place in it.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]]) -> None:
        self._build = build
        self._plans: dict[tuple[Any, ...], _Plan] = {}

    def ask(self, *values: Value) -> list[Any]:
        """Return the rows for these values."""
        kinds = tuple(type(value) for value in values)
        key = (connections["default"].vendor, kinds)
        plan = self._plans.get(key)
        if plan is None:
            stand_ins = tuple(_stand_in(kind, at) for at, kind in enumerate(kinds))
            plan = self._plans[key] = _Plan(self._build(*stand_ins), stand_ins)
        return plan.rows(values)

    def forget(self) -> None:
        """Build the SQL anew at the next asking, because what the queryset is made of has changed."""
        self._plans.clear()


class PreparedFor:
    """A queryset whose shape depends on who asks, compiled once for each person and the roles they hold.

    What it says of the person must lie in the SQL itself (subqueries by their key), never in rows that were read
    when it was built: those may have changed by the next asking.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]]) -> None:
        self._build = build
        self._each: dict[tuple[Any, ...], Prepared] = {}

    def ask(self, person: Any, *values: Value) -> list[Any]:
        """Return the rows for this person and these values."""
        key = (person.pk, getattr(person, "roles", None), len(values))
        prepared = self._each.get(key)
        if prepared is None:
            if len(self._each) >= MOST_PEOPLE:
                self._each.clear()
            prepared = self._each[key] = Prepared(partial(self._build, person))
        try:
            return prepared.ask(*values)
        except EmptyResultSet:
            # Nobody has to ask the database for what this person sees nothing of.
            return []


class PreparedWrite:
    """Some fields of a row, written by its key as ``save(update_fields=…)`` does; no signal is sent.

    Fields named in ``where`` must still hold, in the database, what ``write`` is told of them.
    """

    def __init__(self, model: type[Model], *names: str, where: tuple[str, ...] = ()) -> None:
        self._model = model
        self._names = names
        self._where = where
        self._each: dict[str, tuple[str, list[Any]]] = {}

    def write(self, row: Model, **held: Any) -> None:
        """Write what the row says now; the caller holds the transaction, and the lock where there is one.

        Raises the model's ``DoesNotExist`` where the row has gone, or no longer holds what it held.
        """
        connection = connections["default"]
        known = self._each.get(connection.vendor)
        if known is None:
            known = self._each[connection.vendor] = self._built(connection.ops.quote_name)
        sql, fields = known
        values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
        guards: list[Any] = [self._model._meta.get_field(name) for name in self._where]
        values += [field.get_db_prep_save(held[field.name], connection) for field in guards]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            if cursor.rowcount != 1:
                raise self._model.DoesNotExist  # type: ignore[attr-defined]  # every model has one; the stubs do not say

    def _built(self, quoted: Callable[[str], str]) -> tuple[str, list[Any]]:
        meta = self._model._meta
        fields: list[Any] = [meta.get_field(name) for name in self._names]
        key: Any = meta.pk
        columns = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
        guards: list[Any] = [key, *(meta.get_field(name) for name in self._where)]
        where = " AND ".join(f"{quoted(field.column)} = %s" for field in guards)
        words = ("UPDATE", quoted(meta.db_table), "SET", columns, "WHERE", where)
        return " ".join(words), [*fields, key]
