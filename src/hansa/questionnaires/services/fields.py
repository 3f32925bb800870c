"""A questionnaire as a Django form: every kind of question, none of which needs a script."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.html import escape
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hansa.foundation.i18n import in_language
from hansa.foundation.ui.widgets import PlainSelect
from hansa.questionnaires.enums import LanguageLevel
from hansa.questionnaires.rules import Problem, applying, is_blank, is_conditional
from hansa.questionnaires.rules.answers import LONGEST
from hansa.questionnaires.services.countries import countries
from hansa.questionnaires.services.sentences import sentence

PREFIX = "a"
"""Answers are named ``a-…`` in the page, apart from what the page itself sends."""


def anchor(key: str) -> str:
    """Return where a question stands on the page of its form: what an address has after its ``#``."""
    return f"id_{PREFIX}-{key}"


# Every questionnaire of the installation in the languages it is read in; a bound all the same.
MOST_CLASSES = 256

_classes: dict[tuple[str, str, str | None, bool], type["QuestionsForm"]] = {}


class OrderingWidget(forms.Widget):
    """One number field an option, each with its own label."""

    template_name = "questionnaires/ordering.html"
    use_fieldset = True

    def __init__(self, options: list[tuple[str, str]], attrs: Any = None) -> None:
        super().__init__(attrs)
        self.options = options

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        places = value if isinstance(value, dict) else {}
        if isinstance(value, list):
            places = {key: place for place, key in enumerate(value, start=1)}
        context = super().get_context(name, value, attrs)
        base = context["widget"]["attrs"].get("id", name)
        context["widget"]["rows"] = [
            {
                "name": f"{name}-{key}",
                "id": f"{base}_{place}",
                "label": label,
                "value": places.get(key, ""),
            }
            for place, (key, label) in enumerate(self.options)
        ]
        context["widget"]["most"] = len(self.options)
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        return {key: str(data.get(f"{name}-{key}", "")).strip() for key, _label in self.options}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(f"{name}-{key}" not in data for key, _label in self.options)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


class OrderingField(forms.Field):
    """Cleans numbers beside options into the options' keys in order."""

    def __init__(self, options: list[tuple[str, str]], **kwargs: Any) -> None:
        self.options = options
        super().__init__(widget=OrderingWidget(options), **kwargs)

    def clean(self, value: Any) -> list[str]:
        places = value if isinstance(value, dict) else {}
        if not any(places.values()):
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return []
        count = len(self.options)
        if sorted(places.values()) != sorted(str(place) for place in range(1, count + 1)):
            raise forms.ValidationError(sentence(Problem("", "not_an_order", {"count": count})))
        return sorted(places, key=lambda key: int(places[key]))


class QuestionsForm(forms.Form):
    """The base of every generated form. A draft says what is required and does not insist on it."""

    prefix = PREFIX
    is_draft = False
    definition: ClassVar[Mapping[str, Any]] = {}
    # Fields of this very form as they look before anybody has answered them; see ``sections.py``.
    drawn: ClassVar[dict[str, Any]] = {}

    def _clean_fields(self) -> None:
        insisted = {name: field.required for name, field in self.fields.items()}
        if self.is_draft:
            for field in self.fields.values():
                field.required = False
        super()._clean_fields()  # type: ignore[misc]  # Django's own step, unknown to the stubs
        for name, field in self.fields.items():
            field.required = insisted[name]
        self._forgive_what_is_not_asked()

    def _forgive_what_is_not_asked(self) -> None:
        """Nobody can mend what the page does not show them: a question that does not apply cannot be wrong."""
        if not self.errors or not is_conditional(self.definition):
            return
        asked = {entry["key"] for entry in applying(self.definition, self.cleaned_data)}
        for name in set(self.errors) - asked:
            del self.errors[name]


def form_class(definition: Mapping[str, Any], language: str, *, draft: bool = False) -> type[QuestionsForm]:
    """Return a Django form for a questionnaire, in one language: built once for each definition and language.

    With ``draft=True`` nothing is required, so that half-written answers can be kept. Read the
    result with ``answers_of(form)``; show it with ``questionnaires/form.html`` or field by field.
    """
    # What is said of a wrong answer is in the language spoken now.
    key = (repr(definition), language, get_language(), draft)
    known = _classes.get(key)
    if known is None:
        fields = {
            entry["key"]: _field(entry, language, required=bool(entry.get("required")))
            for entry in definition.get("questions", [])
        }
        about = {"is_draft": draft, "definition": definition, "drawn": {}}
        known = type("AnswersForm", (QuestionsForm,), {**fields, **about})
        if len(_classes) >= MOST_CLASSES:
            _classes.clear()
        _classes[key] = known
    return known


def answers_of(form: forms.Form) -> dict[str, Any]:
    """Return the form's clean answers as plain JSON values; questions left blank are left out.

    May be called on a form with errors: what fits is returned, so a draft keeps it.
    """
    form.errors  # noqa: B018  reading it runs the checks
    cleaned = getattr(form, "cleaned_data", {})
    answers = {}
    for key, value in cleaned.items():
        plain = value.isoformat() if isinstance(value, date) else value
        if not is_blank(plain):
            answers[key] = plain
    return answers


def initial_for(definition: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a form shows for answers kept earlier."""
    known = {entry["key"] for entry in definition.get("questions", [])}
    return {key: value for key, value in answers.items() if key in known}


def _field(entry: Mapping[str, Any], language: str, *, required: bool) -> forms.Field:
    common: dict[str, Any] = {
        "label": in_language(entry["label"], language),
        # Forms write help texts unescaped; a hint is plain text.
        "help_text": escape(in_language(entry.get("hint") or {}, language)),
        "required": required,
        "error_messages": {"required": sentence(Problem(entry["key"], "missing"))},
    }
    options = [
        (option["key"], in_language(option["label"], language)) for option in entry.get("options") or ()
    ]
    kind = entry["kind"]
    if kind in LONGEST:
        return _text_field(entry, kind, common)
    if kind == "number":
        return _number_field(entry, common)
    if kind == "date":
        common["error_messages"]["invalid"] = sentence(Problem("", "not_a_date"))
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        return forms.DateField(widget=widget, input_formats=["%Y-%m-%d"], **common)
    if kind == "consent":
        return forms.BooleanField(**common)
    if kind == "ordering":
        return OrderingField(options, **common)
    common["error_messages"]["invalid_choice"] = sentence(Problem("", "no_option"))
    if kind == "multiple":
        return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **common)
    if kind == "single" and len(options) <= 7:
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **common)
    if kind == "country":
        options = list(countries(language))
        common["error_messages"]["invalid_choice"] = sentence(Problem("", "no_country"))
    elif kind == "language_level":
        options = [(level.value, str(level.label)) for level in LanguageLevel]
    return forms.ChoiceField(choices=[("", _("Choose one")), *options], widget=PlainSelect, **common)


def _text_field(entry: Mapping[str, Any], kind: str, common: dict[str, Any]) -> forms.Field:
    most = int(entry.get("max_length") or LONGEST[kind])
    widget = forms.Textarea(attrs={"rows": 8}) if kind == "long_text" else forms.TextInput()
    if kind == "long_text":
        widget.attrs["data-most"] = str(most)
        bound = ngettext("At most %(count)s character.", "At most %(count)s characters.", most)
        common["help_text"] = " ".join(filter(None, (common["help_text"], bound % {"count": f"{most}"})))
    common["error_messages"]["max_length"] = _(
        "At most %(limit_value)d characters; these are %(show_value)d."
    )
    field = forms.CharField(max_length=most, widget=widget, **common)
    # A browser that cuts a pasted text without a word loses it; we say how much is too much instead.
    widget.attrs.pop("maxlength", None)
    return field


def _number_field(entry: Mapping[str, Any], common: dict[str, Any]) -> forms.Field:
    least, most = entry.get("min", 0), entry.get("max")
    out = sentence(Problem("", "out_of_range", {"least": least, "most": most}))
    common["error_messages"] |= {
        "invalid": sentence(Problem("", "not_a_number")),
        "min_value": out,
        "max_value": out,
    }
    return forms.IntegerField(min_value=least, max_value=most, **common)
