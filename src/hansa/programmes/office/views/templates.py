"""A first programme from a template, and next year's from last year's."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hansa.foundation import clock
from hansa.foundation.i18n import in_language
from hansa.foundation.policy import policy
from hansa.network.selectors import network as this_network
from hansa.programmes import permissions, services
from hansa.programmes.forms import TemplateForm
from hansa.programmes.office import outline
from hansa.programmes.office.views.packs import managed_edition
from hansa.programmes.office.views.uploads import WRITERS

LATEST = 4
"""How many editions are offered to be copied at once; the others stand in the list of all."""


@policy(WRITERS)
def templates(request: HttpRequest) -> HttpResponse:
    """Offer the latest editions to copy, and the templates, each with what it holds."""
    language = get_language()
    held = permissions.editions_managed_by(request.user).exclude(pack_sha="")
    return render(
        request,
        "programmes/office/templates.html",
        {
            "network": this_network(),
            "latest": held.order_by("-year", "-starts_on", "-pk").only("slug", "title", "year")[:LATEST],
            "rows": [
                {
                    "name": name,
                    "title": in_language(pack.edition.title, language),
                    "summary": in_language(pack.edition.summary, language),
                    "parts": outline.parts_of(pack),
                }
                for name, pack in services.all_templates().items()
            ],
        },
    )


@policy(WRITERS)
def start(request: HttpRequest, name: str) -> HttpResponse:
    """Fill in what is one's own, and make a pack of it; nobody sees it before it is applied."""
    network = this_network()
    if network is None:
        return redirect("network_office:describe")
    try:
        chosen = services.all_templates()[name]
    except KeyError:
        raise Http404 from None
    now = clock.now()
    form = TemplateForm(request.POST or None, template=chosen, network=network, earliest=services.earliest_start(name, now.date()))  # fmt: skip
    faults: list[object] = []
    if request.method == "POST" and form.is_valid():
        try:
            kept = services.start_from_template(name=name, by=request.user, now=now, **form.made())
        except services.PackFaults as wrong:
            faults = list(wrong.faults)
        else:
            return redirect("programmes_office:upload", kept.uid)
    return render(
        request,
        "programmes/office/template.html",
        {
            "form": form,
            "faults": faults,
            "title": in_language(chosen.edition.title, get_language()),
            "parts": outline.parts_of(chosen),
        },
        status=422 if form.errors or faults else 200,
    )


def _start_next(request: HttpRequest, slug: str) -> HttpResponse:
    edition = managed_edition(request, slug)
    try:
        kept = services.start_next_edition(slug=edition.slug, by=request.user, now=clock.now())
    except services.PackFaults as wrong:
        context = {
            "upload": {"slug": edition.slug},
            "faults": wrong.faults,
            "title": _("The new edition needs a hand"),
        }
        return render(request, "programmes/office/upload_faulty.html", context, status=422)
    if kept is None:
        raise Http404
    return redirect("programmes_office:upload", kept.uid)


start_next = policy(WRITERS)(require_POST(_start_next))
