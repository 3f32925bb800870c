"""One member, mended by hand: its names, what it is, where it lies, with the map as the check."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hansa.foundation import clock
from hansa.foundation.audit.selectors import digest_for
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import policy, roles
from hansa.foundation.scope import visible_or_404
from hansa.network import selectors, services
from hansa.network.models import Member
from hansa.network.office.forms import MemberForm, member_first
from hansa.network.rules.projection import Point, frame_around, placed
from hansa.network.selectors.drawing import NARROW, Marker, Pen, drawn

WRITERS = roles("programme_officer", "administrator")
#: How wide the part of the world around the member is drawn.
AROUND = 250.0


@policy(WRITERS)
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change what is said of a member. ``Look at the map`` comes back with what was typed, and nothing is saved."""
    row = visible_or_404(request.user, selectors.all_members(), key=key)
    if request.method == "POST":
        form = MemberForm(request.POST)
        if form.is_valid():
            if "look" in request.POST:
                typed = {name: form.data[name] for name in form.fields if form.data.get(name)}
                return redirect(f"{request.path}?{urlencode(typed)}#place")
            changed = services.edit_member(
                member_id=row.pk, fields=form.fields_said(), by=request.user, now=clock.now()
            )
            if changed:
                messages.success(request, _("Saved. Every page says it so from now on."))
            return redirect("network_office:member", key=key)
    else:
        form = MemberForm(initial=member_first(row) if not request.GET else request.GET.dict())
    name = in_language(row.name, get_language())
    context = {
        "member": row,
        "name": name,
        "form": form,
        "is_look": bool(request.GET),
        "map": map_at(request, row, form.position()),
    }
    return render(request, "network/office/edit_member.html", context, status=422 if form.is_bound else 200)


def map_at(request: HttpRequest, row: Member, position: tuple[float, float] | None) -> SafeString | None:
    """Return a map of the part of the world around a position, with the member there and what else is known."""
    if position is None:
        return None
    language, known = get_language(), selectors.atlas(digest_for(request))
    point = placed(*position)
    frame = frame_around(point.x, point.y, AROUND)
    name = in_language(row.name, language)
    markers = [_marker(row.key, point, name, is_chosen=True)] + [
        _marker(place.key, place.point, in_language(place.name, language))
        for place in known.places.values()
        if place.member is not None and place.key != row.key and frame.holds(place.point)
    ]
    closer = f"{reverse('network:members')}?view="
    return drawn(markers, Pen(frame, NARROW, closer), title=_("Where %(name)s is") % {"name": name})


def _marker(key: str, point: Point, name: str, *, is_chosen: bool = False) -> Marker:
    return Marker(key, point, name, name, reverse("network:member", args=[key]), is_chosen=is_chosen)
