from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "hansa.foundation.office"
    label = "office"
