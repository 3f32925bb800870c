"""Erase what somebody handed in and was sent, on their demand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hansa.accounts.selectors import person_by_email
from hansa.applications.services import erase_applicant
from hansa.foundation import clock


class Command(BaseCommand):
    help = "Erase a person's documents, travel data, invitation letters and the words of letters to them."

    def add_arguments(self, parser: CommandParser) -> None:
        """The address of the account."""
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        person = person_by_email(options["email"])
        if person is None:
            raise CommandError(f"nobody has the address {options['email']}")
        erased = erase_applicant(person=person, by=None, now=clock.now())
        self.stdout.write(
            f"erased: files {erased.files}, journeys {erased.journeys}, letters {erased.letters}"
        )
