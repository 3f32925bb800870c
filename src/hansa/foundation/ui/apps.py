from django.apps import AppConfig


class UiConfig(AppConfig):
    """The look: base pages, parts, form fields, error pages."""

    name = "hansa.foundation.ui"
    label = "ui"

    def ready(self) -> None:
        """Let every form refuse in our words."""
        from .refusals import speak

        speak()
