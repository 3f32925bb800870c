"""The shape of what an officer says of a reader: who, from where, at home in what, how much."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy

from hansa.applications import selectors
from hansa.foundation.i18n import in_language
from hansa.network import selectors as network
from hansa.questionnaires import selectors as questionnaires


class SeatForm(forms.Form):
    """What a reader must not judge, and what they judge best."""

    institution = forms.CharField(
        label=gettext_lazy("Where they work"),
        help_text=gettext_lazy("They are given nothing from there, by whatever spelling."),
        required=False,
        max_length=160,
    )
    member = forms.ChoiceField(
        label=gettext_lazy("Their city or member"),
        help_text=gettext_lazy("They are given nothing from there."),
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages they read"), required=False, widget=forms.CheckboxSelectMultiple
    )
    regions = forms.MultipleChoiceField(
        label=gettext_lazy("Regions they know"), required=False, widget=forms.CheckboxSelectMultiple
    )
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Fields they know"), required=False, widget=forms.CheckboxSelectMultiple
    )
    most = forms.IntegerField(
        label=gettext_lazy("Most applications they read"),
        help_text=gettext_lazy("Empty: as many as the call says."),
        required=False,
        min_value=0,
        max_value=1000,
    )

    def __init__(self, *args: Any, call: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = get_language() or "en"
        self._members = {str(row.pk): row for row in network.members().only("key", "name")}
        named = [(pk, in_language(row.name, here)) for pk, row in self._members.items()]
        choices: dict[str, list[tuple[str, str]]] = {
            "member": [("", "–"), *named],
            "languages": [(code, str(name)) for code, name in settings.LANGUAGES],
            "regions": [(key, in_language(name, here)) for key, name in network.region_names().items()],
            "topics": _topics(call, here),
        }
        for name, options in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = options
        if not choices["topics"]:
            del self.fields["topics"]

    def said(self) -> dict[str, Any]:
        """Return what was said, as the services take it."""
        data = dict(self.cleaned_data)
        data["member"] = self._members.get(data["member"])
        return data | {"topics": data.get("topics", [])}


class JurorForm(SeatForm):
    """Somebody from outside who is asked to judge."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        error_messages={"required": gettext_lazy("Write the name; the letter begins with it.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("The link and the codes go there."),
        error_messages={"required": gettext_lazy("Write the address; the link goes there.")},
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the letter"), choices=settings.LANGUAGES)
    field_order = ("name", "email", "language", "institution", "member")


class AdoptForm(forms.Form):
    """Why the board lets corrected scores count."""

    reason = forms.CharField(
        label=gettext_lazy("The board's reason; it stays on record"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write the reason; it stays on record.")},
    )


class TieForm(forms.Form):
    """Which application a reader may not judge, and why."""

    number = forms.CharField(label=gettext_lazy("Number of the application"), max_length=20)
    reason = forms.CharField(label=gettext_lazy("What connects them"), max_length=500)


def _topics(call: Any, language: str) -> list[tuple[str, str]]:
    """Return the fields that the call's form offers, for they are what an application is about."""
    form = selectors.terms_of(call).questionnaire
    if not form:
        return []
    asked = questionnaires.definition(selectors.questionnaire_key(call, form)).get("questions", [])
    for entry in asked:
        if entry["key"] in ("fields", "category"):
            return [
                (option["key"], in_language(option["label"], language)) for option in entry.get("options", [])
            ]
    return []
