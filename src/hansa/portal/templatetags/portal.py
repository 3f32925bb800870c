"""Tags of the joined pages."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def mark(marks: Any, name: str = "") -> SafeString:
    """Set the footnote mark of what the papers do not say and we assume; the legend stands once, at the page's end."""
    if marks is True or (isinstance(marks, list) and name in marks):
        return format_html(
            '<a class="mark" href="#assumed">*<span class="vh">{}</span></a>', _("our assumption")
        )
    return SafeString("")
