"""The network as the office describes it: its name and seat, its languages, its look."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import number_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from hansa.foundation import clock
from hansa.foundation.policy import policy, roles
from hansa.foundation.storage.services import FileRefused
from hansa.network import selectors, services
from hansa.network.forms import OWN_COLOURS, DescriptionForm, LookForm, description_of

WRITERS = roles("programme_officer", "administrator")


@policy(WRITERS)
def describe(request: HttpRequest) -> HttpResponse:
    """Say who the network is; the first time this makes it."""
    network = selectors.network()
    first = description_of(network) if network is not None else {"languages": ["en"], "time_zone": "UTC"}
    form = DescriptionForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        key = slugify(form.cleaned_data["name"])[:50] or "network"
        services.describe_network(fields={"key": key, **form.described()}, by=request.user, now=clock.now())
        messages.success(request, _("Saved. Every page says it so from now on."))
        return redirect("network_office:look" if network is None else "network_office:describe")
    return render(
        request,
        "network/office/describe.html",
        {"form": form, "network": network},
        status=422 if form.is_bound else 200,
    )


@policy(WRITERS)
def look(request: HttpRequest) -> HttpResponse:
    """Give the network its picture and its colours."""
    network = selectors.network()
    if network is None:
        return redirect("network_office:describe")
    first = {**OWN_COLOURS, **(network.details.get("colours") or {})}
    form = LookForm(request.POST or None, request.FILES or None, initial=first)
    nearest: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        try:
            _dress(request, form)
        except FileRefused as refused:
            form.add_error("logo", refused.reason)
        except services.ColoursRefused as refused:
            nearest = _say_what_passes(form, refused)
        else:
            return redirect("network_office:look")
    return render(
        request,
        "network/office/look.html",
        {"form": form, "network": network, "nearest": nearest, "own": OWN_COLOURS},
        status=422 if form.errors else 200,
    )


def _dress(request: HttpRequest, form: LookForm) -> None:
    """Carry out what the form says; the buttons beside it stand for colours of their own."""
    colours = form.colours()
    if "own" in request.POST:
        colours = None
    elif colours and "nearest" in request.POST:
        colours = services.readable(colours)
    upload = form.cleaned_data["logo"]
    services.dress_network(
        colours=colours,
        logo=services.small_logo(upload) if upload else None,
        removes_logo=form.cleaned_data["removes_logo"],
        by=request.user,
        now=clock.now(),
    )
    messages.success(request, _("Saved. This page shows it already."))


def _say_what_passes(form: LookForm, refused: services.ColoursRefused) -> dict[str, str]:
    chosen = form.colours() or OWN_COLOURS
    nearest = services.readable(chosen)
    for name in OWN_COLOURS:
        pairs = [pair for pair in refused.refusals if ("sea" in pair.token) == (name == "sea")]
        if pairs:
            worst = min(pairs, key=lambda pair: pair.ratio)
            form.add_error(
                name,
                _(
                    "%(colour)s has a contrast of %(ratio)s : 1 on %(ground)s; people need 4.5 : 1 to read it. The nearest shade that passes is %(nearest)s."
                )
                % {
                    "colour": worst.colour,
                    "ground": worst.ground,
                    "ratio": number_format(worst.ratio, 2),
                    "nearest": nearest[name],
                },
            )
    return nearest
