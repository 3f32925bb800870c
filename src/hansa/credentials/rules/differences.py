"""Which parts of a document differ from the one that was issued."""

from typing import Any


def differing_paths(issued: Any, shown: Any, path: str = "") -> list[str]:
    """Return the paths at which two JSON values differ, outermost first where one side lacks a part."""
    if isinstance(issued, dict) and isinstance(shown, dict):
        names = list(issued) + [name for name in shown if name not in issued]
        found = []
        for name in names:
            if name in issued and name in shown:
                found += differing_paths(issued[name], shown[name], f"{path}/{name}")
            else:
                found.append(f"{path}/{name}")
        return found
    if isinstance(issued, list) and isinstance(shown, list) and len(issued) == len(shown):
        return [
            inner
            for place, (mine, theirs) in enumerate(zip(issued, shown, strict=True))
            for inner in differing_paths(mine, theirs, f"{path}/{place}")
        ]
    # 1 and true are equal in Python, and are not in JSON.
    return [] if type(issued) is type(shown) and issued == shown else [path]
