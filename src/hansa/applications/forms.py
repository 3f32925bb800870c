"""The shape of what people send in about applications; the answers' own form is generated."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hansa.applications.rules.framing import CLOSEST
from hansa.applications.selectors import Choosable
from hansa.foundation.i18n import in_language
from hansa.foundation.ui.widgets import KeptChoices, PlainChoiceField


def _choices(members: Choosable, language: str | None) -> KeptChoices:
    """Write the list of members; done once for each language."""
    named = ((str(member.pk), in_language(member.name, language)) for member in members.members)
    return KeptChoices((("", str(_("Choose one"))), *named))


class LinkForm(forms.Form):
    """Where one meets by video."""

    link = forms.URLField(
        label=_("Link of the video call"),
        max_length=500,
        assume_scheme="https",
        error_messages={"required": _("Give the link under which you meet.")},
    )


class CityForm(forms.Form):
    """In whose name somebody applies, and what they say about their own work before they begin."""

    member = PlainChoiceField(
        label=_("Your city or organisation"),
        error_messages={
            "required": _("Choose the member you work for."),
            "invalid_choice": _("Choose the member you work for."),
        },
    )

    def __init__(self, *args: Any, members: Choosable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._members = members.members
        field = self.fields["member"]
        assert isinstance(field, forms.ChoiceField)
        language = get_language()
        known = members.keep("choices", language, lambda: _choices(members, language))
        # The stubs do not know that a field keeps an iterator of choices as it is.
        field.choices = cast(Any, known)

    def clean_member(self) -> Any:
        return next(row for row in self._members if str(row.pk) == self.cleaned_data["member"])


class DocumentForm(forms.Form):
    """One file of one kind."""

    upload = forms.FileField(error_messages={"required": _("Choose a file first.")})

    def __init__(
        self, *args: Any, kind: str, formats: tuple[str, ...], label: str, hint: str, **kwargs: Any
    ) -> None:
        kwargs["prefix"] = kind
        super().__init__(*args, **kwargs)
        field = self.fields["upload"]
        field.label, field.help_text = label, hint
        accept = ",".join(f".{ending}" for ending in formats)
        field.widget.attrs["accept"] = accept.replace(".jpeg", ".jpeg,.jpg")


class FrameForm(forms.Form):
    """Which part of a picture is shown; each slider works by itself, with keys and without a script."""

    zoom = forms.IntegerField(label=_("How close"), min_value=100, max_value=CLOSEST)
    across = forms.IntegerField(label=_("From left to right"), min_value=0, max_value=100)
    down = forms.IntegerField(label=_("From top to bottom"), min_value=0, max_value=100)

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.input_type = "range"
        self.fields["zoom"].widget.attrs["max"] = most
        # A picture has its left where it is, whatever way one reads.
        self.fields["across"].widget.attrs["dir"] = "ltr"


class RefereeForm(forms.Form):
    """Somebody who knows the applicant and can write about them."""

    name = forms.CharField(label=_("Their name"), max_length=120)
    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("At work, if they have one there."),
        error_messages={"invalid": _("An e-mail address has an @, as in name@city.ro")},
    )
    relation = forms.CharField(
        label=_("How they know you"), max_length=200, help_text=_("For example: led my department until 2024")
    )
    language = forms.ChoiceField(label=_("The language we write to them in"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (code, translation.get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES
        ]

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean_relation(self) -> str:
        return " ".join(str(self.cleaned_data["relation"]).split())


class LetterForm(forms.Form):
    """A referee's letter: written here, or as a file, or both."""

    text = forms.CharField(
        label=_("Your letter"),
        max_length=12_000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": _("Write the letter here, or choose a file.")},
    )
    upload = forms.FileField(
        label=_("Or a file"), required=False, help_text=_("A PDF or a photograph of the page, 10 MB at most.")
    )

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        if files and files.get("upload"):
            self.fields["text"].required = False


class ReasonForm(forms.Form):
    """A reason that somebody will read."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the reason; it is read by the person it concerns.")},
    )

    def __init__(self, *args: Any, label: str = "", hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["reason"].label = label
        self.fields["reason"].help_text = hint


class RankForm(forms.Form):
    """The city's order among its own applicants."""

    rank = forms.IntegerField(
        label=pgettext_lazy("of a city's candidates", "Order"), min_value=1, max_value=99, required=False
    )


class CommentForm(forms.Form):
    """What a reader adds in words where the rubric has no place for it."""

    comment = forms.CharField(
        label=_("Reasons, for the board only"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class NoteForm(forms.Form):
    """What a reader says to the others who scored the same application."""

    text = forms.CharField(
        label=_("What do you want to say to them?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write what you want to say.")},
    )


class CodeForm(forms.Form):
    """The six digits from a mail."""

    code = forms.CharField(
        label=_("The code from the mail"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True, "dir": "ltr"}
        ),
        error_messages={"required": _("Type the six digits from the mail.")},
    )


class PlacesForm(forms.Form):
    """How many places a list is computed for, where the call has not said."""

    places = forms.IntegerField(label=_("Places"), min_value=1, max_value=100_000)


class AppealForm(forms.Form):
    """What an applicant has against a decision."""

    grounds = forms.CharField(
        label=_("What is wrong with the decision?"),
        help_text=_("The office and whoever decides about the appeal read it. Readers do not."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )


class RecordAppealForm(forms.Form):
    """An appeal that came to the office by letter."""

    number = forms.CharField(label=_("Number of the application"), max_length=20)
    grounds = forms.CharField(
        label=_("What it says"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )


class AppealDecisionForm(forms.Form):
    """What is decided about an appeal; the points count where it is upheld."""

    points = forms.IntegerField(
        label=_("Points after the correction"), min_value=0, max_value=10_000_000, required=False
    )
    answer = forms.CharField(
        label=_("The answer to the applicant"),
        help_text=_("It stands in the letter as you write it here, whatever the letter's language."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
