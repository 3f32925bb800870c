"""The style guide: every part of the pages with all its states, in the reader's language; for whoever builds or judges them."""

import re
from functools import lru_cache
from typing import Any

from django import forms
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from hansa.foundation.policy import PUBLIC, policy
from hansa.portal.selectors import samples

COLOURS = (
    *(
        "paper",
        "surface",
        "sunk",
        "line",
        "line-strong",
        "ink",
        "ink-2",
        "deep",
        "wall",
        "brick",
        "brick-wash",
    ),
    *(
        "sea",
        "sea-wash",
        "amber",
        "amber-wash",
        "verdigris",
        "verdigris-wash",
        "madder",
        "madder-wash",
        "focus",
    ),
)
SIZES = range(8, 0, -1)
SHAPES = ("done", "half", "ring", "needs", "refused", "closed", "waiting")


class SampleForm(forms.Form):
    """A field of every kind."""

    name = forms.CharField(label=_("Name as in the passport"), max_length=80)
    email = forms.EmailField(label=_("Work e-mail"), help_text=_("Your city's address, not a private one."))
    born = forms.DateField(label=_("Date of birth"), widget=forms.DateInput(attrs={"type": "date"}))
    city = forms.ChoiceField(label=_("City"), choices=[("", "–"), ("b", _("Bucharest")), ("s", _("Seoul"))])
    why = forms.CharField(label=_("Why you"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    way = forms.ChoiceField(
        label=_("How you will take part"),
        choices=[("here", _("In Seoul")), ("far", _("From home"))],
        widget=forms.RadioSelect,
    )
    topics = forms.MultipleChoiceField(
        label=_("What you work on"),
        required=False,
        choices=[("water", _("Water")), ("data", _("Open data"))],
        widget=forms.CheckboxSelectMultiple,
    )
    scan = forms.FileField(label=_("Scan of the passport"), help_text=_("PDF or a photograph, up to 10 MB."))
    agree = forms.BooleanField(label=_("My city knows that I apply"))


def _forms() -> dict[str, Any]:
    wrong = SampleForm(
        {"email": "i.petrescu.pmb.ro", "name": samples.NAMES[0], "way": "here"}, auto_id="wrong_%s"
    )
    wrong.is_valid()
    return {
        "form": SampleForm(
            auto_id="rest_%s", initial={"name": samples.NAMES[0], "topics": ["data"], "way": "far"}
        ),
        "wrong": wrong,
        "stages": samples.stages(),
    }


def _standing() -> dict[str, Any]:
    return {
        "shapes": SHAPES,
        "answers": samples.answers(),
        "ribbon": samples.stops(),
        "steps": samples.steps(),
    }


def _lists() -> dict[str, Any]:
    return {"rows": list(samples.calls()), "earned": samples.credentials(), "page": samples.pages()}


def _office() -> dict[str, Any]:
    return {
        "every": samples.office_list(is_narrowed=False),
        "narrowed": samples.office_list(is_narrowed=True),
        "score": samples.score_sheet(),
    }


@lru_cache(maxsize=1)
def _icons() -> list[str]:
    found = finders.find("ui/icons.svg")
    assert isinstance(found, str), "the sprite of icons is part of the product"
    with open(found, encoding="utf-8") as sprite:
        return re.findall(r'<symbol id="(\w+)"', sprite.read())


_FACTS: dict[str, Any] = {
    "": lambda: {"colours": COLOURS, "sizes": SIZES, "icons": _icons()},
    "forms": _forms,
    "standing": _standing,
    "learning": lambda: {"gable": samples.gable()},
    "lists": _lists,
    "office": _office,
    "frame": dict,
}


@policy(PUBLIC)
def guide(request: HttpRequest, chapter: str = "") -> HttpResponse:
    """Show a chapter of the style guide; no search engine is asked in."""
    if chapter not in _FACTS:
        raise Http404
    facts = {"chapters": samples.CHAPTERS.items(), "chapter": chapter, "title": samples.CHAPTERS[chapter]}
    response = render(request, f"portal/guide/{chapter or 'ground'}.html", facts | _FACTS[chapter]())
    response["X-Robots-Tag"] = "noindex"
    return response
