"""People who are twice on record: a pair to decide, one that was said to be two people, one that is merged."""

from datetime import date, datetime
from typing import Any

from hansa.accounts.models import Likeness, Person
from hansa.accounts.services import merging, noticing, people
from hansa.applications.models import Application

from .panels import SLUG

BORN = date(1991, 3, 8)


def play(*, officer: Person, now: datetime) -> dict[str, tuple[Any, dict[str, str]]]:
    """Let three people come twice; return who looks at which pages."""
    sent = Application.objects.filter(call__edition__slug=SLUG, state="submitted")
    first = sent.select_related("applicant").earliest("number").applicant
    first.birth_date = first.birth_date or BORN
    first.save(update_fields=["birth_date"])
    again = _comes(first.name, "second.account@example.org", first.birth_date, now)
    again.country, again.time_zone = "FR", "Europe/Paris"
    again.save(update_fields=["country", "time_zone"])
    twin, other = (_comes("Lucía Ferrer", f"lucia{end}@example.org", BORN, now) for end in ("", ".ferrer"))
    kept, gone = (_comes("Jean Dupré", f"jean{end}@example.org", BORN, now) for end in ("", ".dupre"))
    noticing.notice(now=now)
    two, merged, pair = (_pair(*both) for both in ((twin, other), (kept, gone), (first, again)))
    noticing.say_different(
        likeness_id=two.pk, reason="Cousins, named after one grandmother; both have written to us.",
        by=officer, now=now,
    )  # fmt: skip
    merging.merge_people(
        keep_id=kept.pk, gone_id=gone.pk, by=officer, now=now, reason="He had lost the first address.",
        choices={}, digest=merging.plan_merge(keep=kept, gone=gone).digest,
    )  # fmt: skip
    one, keep = f"/office/people/alike/{pair.uid}/", f"?keep={first.uid}"
    return {
        "programme_officer": (
            None,
            {
                "alikes": "/office/people/alike/",
                "alike": one,
                "merge": f"{one}merge/{keep}",
                "merge-confirm": f"{one}merge/confirm/{keep}",
                "alike-different": f"/office/people/alike/{two.uid}/",
                "alike-merged": f"/office/people/alike/{merged.uid}/",
                "person-merged": f"/office/people/{kept.uid}/",
            },
        )
    }


def _comes(name: str, email: str, born: date, now: datetime) -> Person:
    return people.register_person(
        email=email, name=name, birth_date=born, verified=True, invented=True, now=now
    )


def _pair(one: Person, other: Person) -> Likeness:
    low, high = sorted((one.pk, other.pk))
    return Likeness.objects.get(one_id=low, other_id=high)
