"""``rules.json``, checked field by field."""

import json
from typing import Any, NoReturn

from hansa.applications.rules.selection.files.lines import line_of
from hansa.applications.rules.selection.files.refusal import FileRefused, one_line, quoted, text_of

MOST_BYTES = 4 << 20
MOST_PLACES = 1_000_000
OWN_COLUMNS = ("id", "city", "merit", "lot")
FIELDS = {
    "id": "a text",
    "k": "a whole number",
    "city_max": "a whole number",
    "attrs": "a list of names",
    "ranges": "an object",
    "forced_in": "a list of ids",
    "forced_out": "a list of ids",
}
REQUIRED = ("k", "city_max", "attrs")


class Rules:
    """What ``rules.json`` says."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.text = text_of(data, name, MOST_BYTES)
        self.said = self._parsed()
        self._fields()
        self.id: str = self._is(self.said.get("id", ""), str, "id")
        self.k = self._count(self.said["k"], ("k",), least=1)
        self.city_max = self._count(self.said["city_max"], ("city_max",), least=1)
        self.attrs = self._names("attrs")
        self._attrs()
        self.ranges = self._ranges()
        self.forced_in, self.forced_out = self._names("forced_in"), self._names("forced_out")
        both = set(self.forced_in) & set(self.forced_out)
        if both:
            self._no(
                ("forced_out", *self._at("forced_out", min(both))),
                f"{quoted(min(both))} is also in forced_in",
            )

    def refuse_strangers(self, ids: set[str]) -> None:
        """Refuse who is forced in or out without having applied."""
        for field in ("forced_in", "forced_out"):
            for stranger in self.said.get(field, []):
                if stranger not in ids:
                    self._no((field, *self._at(field, stranger)), f"{quoted(stranger)} is no applicant")

    def _parsed(self) -> dict[str, Any]:
        try:
            said = json.loads(self.text, object_pairs_hook=self._object, parse_constant=self._constant)
        except RecursionError:
            raise FileRefused(f"{self.name}: nested too deeply") from None
        except json.JSONDecodeError as fault:
            raise FileRefused(one_line(f"{self.name}:{fault.lineno}: no JSON: {fault.msg}")) from None
        except FileRefused:
            raise
        except ValueError:
            raise FileRefused(f"{self.name}: holds a number of thousands of digits") from None
        if not isinstance(said, dict):
            raise FileRefused(f"{self.name}:1: must be an object with k, city_max, attrs and ranges")
        return said

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            seen: set[str] = set()
            for key, _value in pairs:
                if key in seen:
                    raise FileRefused(
                        one_line(f"{self._near(json.dumps(key))}: {quoted(key)} stands twice in one object")
                    )
                seen.add(key)
        return found

    def _constant(self, word: str) -> NoReturn:
        raise FileRefused(f"{self._near(word)}: {word} is no number")

    def _near(self, text: str) -> str:
        """Name the file and the line where a text stands last: the decoder does not say where it was."""
        return f"{self.name}:{self.text.count(chr(10), 0, max(self.text.rfind(text), 0)) + 1}"

    def _fields(self) -> None:
        for field in self.said:
            if field not in FIELDS:
                self._no((field,), f"unknown field; there are {', '.join(FIELDS)}")
        for field in REQUIRED:
            if field not in self.said:
                raise FileRefused(f"{self.name}: {field} is missing; it is {FIELDS[field]}")

    def _is(self, value: Any, kind: type, *path: str | int) -> Any:
        if not isinstance(value, kind):
            expected = FIELDS.get(str(path[-1]), "a list")
            self._no(path, f"{quoted(value)} is not {expected}")
        return value

    def _count(self, value: Any, path: tuple[str | int, ...], *, least: int) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            self._no(path, f"{quoted(value)} is no whole number")
        if not least <= value <= MOST_PLACES:
            self._no(path, f"{quoted(value)} is not between {least} and {MOST_PLACES}")
        return int(value)

    def _names(self, field: str) -> list[str]:
        names = self._is(self.said.get(field, []), list, field)
        seen: set[str] = set()
        for at, name in enumerate(names):
            if not isinstance(name, str) or not name:
                self._no((field, at), f"{quoted(name)} is no name")
            if name in seen:
                self._no((field, at), f"{quoted(name)} appears twice")
            seen.add(name)
        return list(names)

    def _attrs(self) -> None:
        for at, name in enumerate(self.attrs):
            if name in (*OWN_COLUMNS, "k", "city_max"):
                self._no(
                    ("attrs", at), f"{quoted(name)} has a meaning of its own; call the attribute otherwise"
                )

    def _ranges(self) -> dict[str, dict[str, tuple[int, int]]]:
        ranges: dict[str, dict[str, tuple[int, int]]] = {}
        for attr, values in self._is(self.said.get("ranges", {}), dict, "ranges").items():
            if attr not in self.attrs:
                self._no(("ranges", attr), "not among attrs")
            if not isinstance(values, dict):
                self._no(("ranges", attr), f"{quoted(values)} is not an object of value: [min, max]")
            for value, pair in values.items():
                path = ("ranges", attr, value)
                if not isinstance(pair, list) or len(pair) != 2:
                    self._no(path, f"{quoted(pair)} is not [min, max]")
                low, high = (self._count(bound, path, least=0) for bound in pair)
                if low > high:
                    self._no(path, f"the minimum {low} is above the maximum {high}")
                ranges.setdefault(attr, {})[value] = (low, high)
        return ranges

    def _at(self, field: str, wanted: object) -> tuple[int, ...]:
        return (self.said[field].index(wanted),)

    def _no(self, path: tuple[str | int, ...], why: str) -> NoReturn:
        field = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)[1:]
        raise FileRefused(one_line(f"{self.name}:{line_of(self.text, path)}: {field}: {why}"))
