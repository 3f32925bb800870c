import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hansa.foundation.i18n import in_language
from hansa.foundation.i18n.choices import SaidChoices
from hansa.foundation.i18n.fields import TranslatedTextField

from . import rules
from .enums import Entry, EventKind, RegistrationState, Source


class Event(SaidChoices):
    """A gathering of an edition: a workshop, a webinar, a forum, an assembly."""

    edition = models.ForeignKey("programmes.Edition", on_delete=models.CASCADE, related_name="events")
    key = models.SlugField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=20, choices=EventKind)
    title = TranslatedTextField()
    summary = TranslatedTextField()
    time_zone = models.CharField(max_length=60)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    #: All that is known of a date so far: ``2024`` or ``2024-Q3``.
    period = models.CharField(max_length=7, blank=True)
    #: Seats; none where it is still to be announced, or where there is no end to them.
    capacity = models.PositiveIntegerField(null=True, blank=True)
    registration = models.CharField(max_length=12, choices=Entry, default=Entry.OPEN)
    office = models.ForeignKey(
        "network.Office", on_delete=models.SET_NULL, null=True, blank=True, related_name="events"
    )
    #: The item as the pack said it: place, theme, hosts, people, topics, sessions, tours, eligibility, ``assumed``.
    details = models.JSONField(default=dict, blank=True)
    #: Taken out of the pack after people had registered: kept for their sake, shown nowhere.
    is_retired = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["edition", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="events_event_once_a_key")]
        indexes = [models.Index(fields=["starts_on"])]

    def __str__(self) -> str:
        return in_language(self.title, "en")

    @property
    def days(self) -> rules.Days:
        """When the event is, as the rules take it."""
        return rules.Days(self.time_zone, self.starts_on, self.ends_on, self.starts_at, self.ends_at)

    def is_over(self, now: datetime) -> bool:
        """Tell whether it is over; what never got a date is, once its edition is only a record."""
        days = self.days
        return self.edition.is_archive if days.end is None else days.is_over(now)

    @property
    def ages(self) -> rules.AgeRule | None:
        """Which ages may come, where the pack says so."""
        return rules.age_rule(self.details.get("eligibility") or ())

    @property
    def city(self) -> dict[str, str]:
        """The city in every language the pack gives."""
        place: dict[str, Any] = self.details.get("place") or {}
        return place.get("city") or {}

    @property
    def venue(self) -> dict[str, str]:
        """The house or room, where it is known."""
        place: dict[str, Any] = self.details.get("place") or {}
        return place.get("venue") or {}

    @property
    def is_online(self) -> bool:
        """Tell whether one takes part from afar."""
        return bool((self.details.get("place") or {}).get("online"))


class Registration(SaidChoices):
    """One person on the list of one event, whatever became of it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey("events.Event", on_delete=models.CASCADE, related_name="registrations")
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="registrations")
    state = models.CharField(max_length=10, choices=RegistrationState)
    source = models.CharField(max_length=12, choices=Source, default=Source.SELF)
    registered_at = models.DateTimeField()
    #: From when the place in the queue counts; anew after a cancellation.
    in_line_since = models.DateTimeField()
    #: How often the person has registered; letters of each time are letters of their own.
    turn = models.PositiveSmallIntegerField(default=1)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["in_line_since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "person"], name="events_registration_once_a_person")
        ]
        indexes = [models.Index(fields=["event", "state", "in_line_since"])]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.event_id}: {self.state}"

    @property
    def number(self) -> str:
        """What a person says at the door, and what the guest list finds them by."""
        return f"{self.pk:05d}"


class Attendance(models.Model):
    """Somebody was seen at an event. A mistake is undone and stays on record."""

    registration = models.ForeignKey(
        "events.Registration", on_delete=models.CASCADE, related_name="attendances"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey("accounts.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=models.Q(undone_at__isnull=True),
                name="events_attendance_stands_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration_id} at {self.recorded_at:%Y-%m-%d %H:%M}"
