from django.apps import AppConfig


class UiConfig(AppConfig):
    """The look: base pages, parts, form fields, error pages."""

    name = "hansa.foundation.ui"
    label = "ui"
