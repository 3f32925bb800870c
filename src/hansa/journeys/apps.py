from django.apps import AppConfig


class JourneysConfig(AppConfig):
    name = "hansa.journeys"
    label = "journeys"

    def ready(self) -> None:
        from hansa.programmes.services import rehearsals

        from . import receivers  # noqa: F401  # importing them is listening
        from .services.rehearsing import run_apart

        rehearsals.register_runner(run_apart)
