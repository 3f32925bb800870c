"""What somebody might do to a certificate's JSON: every value in turn, and every trick with its proofs."""

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

Path = tuple[str | int, ...]


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    """Every place in a document, the document itself aside."""
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for name, inner in members:
        yield (*path, name)
        yield from places(inner, (*path, name))


def _other(value: Any) -> Any:
    """Another value of the same kind, one that looks like it."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str):
        swapped = value.swapcase()
        return swapped if swapped != value else f"{value}1"
    if isinstance(value, list):
        return [*value, value[0]] if len(value) < 2 else value[::-1]
    return {**value, "more": "x"}


def _at(document: Any, path: Path) -> Any:
    for step in path:
        document = document[step]
    return document


def _changed(
    document: dict[str, Any], path: Path, change: Callable[[Any, str | int], None]
) -> dict[str, Any]:
    copied = copy.deepcopy(document)
    change(_at(copied, path[:-1]), path[-1])
    return copied


def every_value(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The document with each of its values another, gone, empty, or with something beside it."""
    for path in places(document):
        name = "/".join(map(str, path))
        value = _at(document, path)

        def put(new: Any) -> Callable[[Any, str | int], None]:
            return lambda holder, step: holder.__setitem__(step, new)

        yield f"other: {name}", _changed(document, path, put(_other(value)))
        yield f"none: {name}", _changed(document, path, put(None))
        yield f"gone: {name}", _changed(document, path, lambda holder, step: holder.__delitem__(step))
        if isinstance(value, str):
            yield f"longer: {name}", _changed(document, path, put(f"{value}\u200b"))
            yield f"list: {name}", _changed(document, path, put([value]))


def by_proof(document: dict[str, Any], other: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The document with its proofs taken away, turned round, doubled, or taken from somebody else's certificate."""
    first, second = document["proof"]
    yield "no proof", {name: part for name, part in document.items() if name != "proof"}
    yield "no proofs", {**document, "proof": []}
    yield "first stripped", {**document, "proof": [second]}
    yield "second stripped", {**document, "proof": [first]}
    yield "one, not in a list", {**document, "proof": first}
    yield "turned round", {**document, "proof": [second, first]}
    yield "first twice", {**document, "proof": [first, first]}
    yield "both and the second again", {**document, "proof": [first, second, second]}
    yield (
        "values changed places",
        {
            **document,
            "proof": [
                {**first, "proofValue": second["proofValue"]},
                {**second, "proofValue": first["proofValue"]},
            ],
        },
    )
    yield "proofs of somebody else", {**document, "proof": other["proof"]}
    yield "first of somebody else", {**document, "proof": [other["proof"][0], second]}
    yield "second of somebody else", {**document, "proof": [first, other["proof"][1]]}
    yield "replayed to somebody else", {**document, "credentialSubject": other["credentialSubject"]}
    yield "place in the list of somebody else", {**document, "credentialStatus": other["credentialStatus"]}
    yield "signature not demanded", {**document, "termsOfUse": document["termsOfUse"][:1], "proof": [first]}
    yield "demanded in another order", {**document, "termsOfUse": document["termsOfUse"][::-1]}


def as_text(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Texts that one reader takes for the document and another for something else."""
    text = json.dumps(document, ensure_ascii=False)
    name = json.dumps(document["name"], ensure_ascii=False)
    yield "member given twice", text.replace(f'"name": {name}', f'"name": "Another", "name": {name}', 1)
    yield "another after it", f"{text} {text}"
    yield "in a list", f"[{text}]"
    yield "cut off", text[:-1]
    yield "not a number", text[:-1] + ', "score": NaN}'
