"""Bring the demonstration there, and print its pages as JSON: who looks, with which session, at what."""

import json
import os
import sys
from typing import Any

import django


def main(names: list[str]) -> None:
    """Bring it there, and print the pages; only the scenes that are named, where some are."""
    from hansa.accounts.models import Person
    from hansa.foundation import clock
    from tools.under_way import lists, panels, photographs, referees, twice

    now = clock.now()
    officer = Person.objects.get(email="programme-officer@example.org")
    told: dict[str, dict[str, Any]] = {}
    scenes = [lists] if "lists" in names else [panels, referees, twice, photographs]
    for scene in scenes:
        for who, (person, pages) in scene.play(officer=officer, now=now).items():
            known = told.setdefault(who, {"session": session_of(person) if person else "", "pages": {}})
            known["pages"].update(pages)
    sys.stdout.write(json.dumps(told) + "\n")


def session_of(person: Any) -> str:
    """Sign somebody in and return the key of the session."""
    from django.test import Client

    client = Client()
    client.force_login(person)
    return str(client.session.session_key)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "hansa.config.settings"
    django.setup()
    main(sys.argv[1:])
