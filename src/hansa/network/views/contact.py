"""The way out for whoever gets a member's letters without an account: one link, one button."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from hansa.foundation.i18n import in_language
from hansa.foundation.policy import PUBLIC, policy
from hansa.network import selectors, services
from hansa.network.views.places import tongue


@policy(PUBLIC)
@never_cache
def contact(request: HttpRequest, uid: str) -> HttpResponse:
    """Say for which member we write to somebody, and stop when they ask. A program that looks at links stops nothing.

    A link that is over says the same as one whose letters were stopped: there is nothing to learn from it.
    """
    found = selectors.contact(uid)
    if request.method == "POST":
        if found is not None:
            services.drop_contact(contact=found, by=None)
        return redirect("network:contact", uid)
    member = in_language(found.member.name, tongue()) if found is not None else ""
    return render(request, "network/contact.html", {"contact": found, "member": member})
