"""How every form field is drawn: label, hint, control and error in the design's own markup."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from hansa.foundation.ui.fields import DRAWN


class HansaRenderer(TemplatesSetting):
    """Writes fields and controls itself (`fields.py`); what it does not know it takes from a template."""

    form_template_name = "django/forms/div.html"
    field_template_name = "django/forms/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Write a part of a form."""
        drawing = DRAWN.get(template_name)
        if drawing is not None:
            return drawing(context)
        return super().render(template_name, context, request)
