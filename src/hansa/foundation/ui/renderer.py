"""How every form field is drawn: label, hint, control and error in the design's own markup."""

from django.forms.renderers import TemplatesSetting


class HansaRenderer(TemplatesSetting):
    """Takes field and widget templates from the project's template folders (`ui/templates/django/forms`)."""

    form_template_name = "django/forms/div.html"
    field_template_name = "django/forms/field.html"
