"""The awards of an edition as facts: categories, who judges, who wins what."""

from typing import Any

from django.utils.translation import ngettext

from hansa.foundation.i18n import listed


def categories_of(edition: Any) -> list[dict[str, Any]]:
    """Return the categories of an edition's awards as its pack has them."""
    found: list[dict[str, Any]] = (edition.stored_sections.get("awards") or {}).get("categories", [])
    return found


def awards_of(edition: Any, names: dict[str, str]) -> dict[str, Any] | None:
    """Return the awards as a page shows them; None where there are none."""
    section = edition.stored_sections.get("awards")
    if not section:
        return None
    return {
        **section,
        "money": [prize for prize in section.get("prizes", []) if prize.get("amount")],
        "honours": [prize for prize in section.get("prizes", []) if not prize.get("amount")],
        "categories": [
            {
                **category,
                "judged_with": [names.get(key, key) for key in category.get("partners", [])],
                "dots": _dots(category.get("quota", {})),
                "winners_words": _winners(category.get("quota", {})),
            }
            for category in section.get("categories", [])
        ],
    }


def _winners(quota: dict[str, int]) -> str:
    """Say where the winners of a category come from: 1 international, 1 domestic."""
    said = []
    if count := quota.get("international", 0):
        said.append(ngettext("%(count)s international", "%(count)s international", count) % {"count": count})
    if count := quota.get("domestic", 0):
        said.append(ngettext("%(count)s domestic", "%(count)s domestic", count) % {"count": count})
    if count := quota.get("either", 0):
        words = ngettext(
            "%(count)s, international or domestic", "%(count)s, international or domestic", count
        )
        said.append(words % {"count": count})
    return listed(said)


def _dots(quota: dict[str, int]) -> list[str]:
    return (
        ["f"] * quota.get("international", 0)
        + ["o"] * quota.get("domestic", 0)
        + ["h"] * quota.get("either", 0)
    )
