"""A list in pictures: where the chosen come from, how the list stands to each rule, and to everybody's points."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hansa.applications import selectors
from hansa.applications.models import SelectionRun
from hansa.applications.office import plots
from hansa.applications.office.panel import managed_call
from hansa.applications.rules.changes import applied, read
from hansa.applications.rules.cohort import Counts, Fate, Field, Mark, Spread, cities_of, marks_of, spread_of
from hansa.applications.rules.terms import UNLIMITED, Terms
from hansa.applications.services.bounds import Regions, RuleRow, rule_rows, value_label
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import OFFICE, policy
from hansa.network import selectors as network

#: Drawings of lists that are looked at these days; a bound all the same.
MOST_KEPT = 64
_kept: OrderedDict[Hashable, tuple[network.Atlas, SafeString]] = OrderedDict()
_lock = Lock()


@policy(OFFICE)
@require_safe
def pictures(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a call's list as a map, as dots on each rule, and by points; with the same figures as tables."""
    call = managed_call(request, slug)
    run = selectors.latest_run(call)
    if run is None or not run.result.get("selected"):
        return redirect("applications_office:selection", slug=slug)
    body = _body(run, selectors.terms_of(call), get_language() or "en")
    context = {
        "call": call,
        "edition": call.edition,
        "run": run,
        "chosen": len(run.result["selected"]),
        "candidates": len(run.candidates),
        "body": body,
    }
    return render(request, "applications/office/pictures.html", context)


def _body(run: SelectionRun, terms: Terms, language: str) -> SafeString:
    """Return a list's pictures: drawn at the first look, and anew when the list or the network changed."""
    atlas = network.atlas()
    key = (run.pk, run.digest, len(run.prices), len(run.reserves), language)
    with _lock:
        known = _kept.get(key)
    if known is not None and known[0] is atlas:
        return known[1]
    body = drawn(run, terms, language, atlas)
    with _lock:
        _kept[key] = (atlas, body)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return body


def drawn(run: SelectionRun, terms: Terms, language: str, atlas: network.Atlas) -> SafeString:
    """Draw all of a list's pictures with their tables; the same for everybody who may see the list."""
    field = Field.of(run.candidates, run.result["selected"], run.reserves)
    regions = network.region_names()
    spread = spread_of(field)
    assert spread is not None  # there is a list
    context = {
        "keys": [(plots.key(fate), said) for fate, said in _fates().items()],
        "map": _map(field, language, atlas),
        "rules": _rules(run, field, terms, language, regions),
        "rule_keys": _rule_keys(),
        "points": _points(spread),
    }
    return SafeString(render_to_string("applications/office/pictures_drawn.html", context))


def _fates() -> dict[Fate, str]:
    return {Fate.CHOSEN: _("On the list"), Fate.RESERVE: _("Reserve"), Fate.OUT: _("Not on the list")}


def _map(field: Field, language: str, atlas: network.Atlas) -> dict[str, Any]:
    names = {row.key: row.name for row in atlas.members}
    rows, places, unplaced = [], [], []
    counts = cities_of(field)
    for key, count in counts.items():
        name = in_language(names.get(key, {}), language) or key
        rows.append((name, count))
        place = atlas.of_member(key)
        if place is None:
            unplaced.append(name)
            continue
        shapes = tuple(plots.SHAPES[fate] for fate in Fate if getattr(count, fate.value))
        places.append(network.Marked(key, place.point, name, shapes))
    from_cities = sum(count.chosen > 0 for count in counts.values())
    said = ngettext(
        "The chosen come from %(cities)s city; candidates came from %(all)s.",
        "The chosen come from %(cities)s cities; candidates came from %(all)s.",
        from_cities,
    ) % {"cities": from_cities, "all": len(counts)}
    image = network.marked(places, key="map", title=_("Where the candidates come from"), said=said)
    return {"image": image, "said": said, "rows": rows, "unplaced": unplaced}


def _rules(
    run: SelectionRun, field: Field, terms: Terms, language: str, regions: Regions
) -> list[dict[str, Any]]:
    known = {(row.attr, row.value): row for row in rule_rows(run, terms, language, regions)}
    ranges = applied(terms.ranges, read(run.changes))
    marks = marks_of(field, ranges, run.rules["attrs"], unlimited=UNLIMITED)
    return [_rule(mark, known.get((mark.attr, mark.value)), language, regions) for mark in marks]


def _rule(mark: Mark, row: RuleRow | None, language: str, regions: Regions) -> dict[str, Any]:
    label = value_label(mark.attr, mark.value, language, regions)
    figures = {
        "label": label,
        "now": mark.now,
        "alone": mark.by_points,
        "among": mark.among,
    }
    said = _("%(label)s: %(now)s on the list, of %(among)s; by points alone %(alone)s.") % figures
    return {
        "image": plots.of_rule(mark, title=said),
        "text": row.text if row is not None and mark.is_ruled else label,
        "is_ruled": mark.is_ruled,
        "mark": mark,
        "prices": [_price(side, points) for side, points in row.prices] if row is not None else [],
    }


def _price(side: str, points: int) -> str:
    said = {"points": points}
    if side == "min":
        return (
            ngettext(
                "With one fewer at least, the list gains %(points)s point.",
                "With one fewer at least, the list gains %(points)s points.",
                points,
            )
            % said
        )
    return (
        ngettext(
            "With one more at most, the list gains %(points)s point.",
            "With one more at most, the list gains %(points)s points.",
            points,
        )
        % said
    )


def _rule_keys() -> list[tuple[SafeString, str]]:
    return [
        (plots.rule_key("band"), _("what the rule allows")),
        (plots.rule_key("now"), _("the list")),
        (plots.rule_key("alone"), _("by points alone, without any rule")),
        (plots.rule_key("share"), _("in proportion to the candidates")),
    ]


def _points(spread: Spread) -> dict[str, Any]:
    lowest = _("lowest on the list: %(points)s") % {"points": spread.lowest}
    said = [
        ngettext(
            "The lowest on the list has %(points)s point.",
            "The lowest on the list has %(points)s points.",
            spread.lowest,
        )
        % {"points": spread.lowest}
    ]
    if spread.passed_over:
        said.append(
            ngettext(
                "%(count)s person has more and is not on it: the rules are in the way.",
                "%(count)s people have more and are not on it: the rules are in the way.",
                spread.passed_over,
            )
            % {"count": spread.passed_over}
        )
    said += [
        _("At %(points)s points %(inside)s are on the list and %(outside)s are not.")
        % {"points": points, "inside": inside, "outside": outside}
        for points, inside, outside in spread.ties[:4]
    ]
    described = _("From %(least)s to %(most)s points.") % {"least": spread.least, "most": spread.most}
    image = plots.of_points(
        spread, title=_("Candidates by points"), said=" ".join((described, *said)), lowest=lowest
    )
    columns: list[tuple[str, Counts]] = [
        (str(column.low) if spread.step == 1 else f"{column.low}–{column.high}", column.counts)
        for column in reversed(spread.columns)
        if column.counts.all
    ]
    return {"image": image, "said": said, "columns": columns, "step": spread.step}
