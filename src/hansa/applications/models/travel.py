"""What somebody who has a place tells us for the journey, what of costs they accepted, and the letters for an embassy."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hansa.applications.enums import Visa
from hansa.foundation.i18n.choices import SaidChoices


class TravelPlan(SaidChoices):
    """One participant's journey. What is personal lies sealed; what a list is sorted by lies open beside it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.OneToOneField(
        "applications.Application", on_delete=models.CASCADE, related_name="travel"
    )
    #: Name, number, nationality and expiry as in the passport, under the installation's document key.
    passport_sealed = models.BinaryField(_("passport, sealed"), null=True, blank=True)
    #: Emergency contact, diet, access and room, under the same key.
    needs_sealed = models.BinaryField(_("needs and contact, sealed"), null=True, blank=True)
    #: A keyed fingerprint of its number, by which one person's second account is noticed.
    passport_mark = models.CharField(max_length=64, blank=True, default="", db_index=True)
    has_passport = models.BooleanField(_("passport is there"), default=False)
    has_contact = models.BooleanField(_("emergency contact is there"), default=False)
    visa = models.CharField(_("visa"), max_length=10, choices=Visa, blank=True)
    arrives_at = models.DateTimeField(_("arrives"), null=True, blank=True)
    #: The day by the programme's own clock, by which lists are filtered.
    arrives_on = models.DateField(_("day of arrival"), null=True, blank=True)
    arrival_flight = models.CharField(_("flight in"), max_length=40, blank=True)
    arrival_airport = models.CharField(_("airport of arrival"), max_length=80, blank=True)
    departs_at = models.DateTimeField(_("leaves"), null=True, blank=True)
    departure_flight = models.CharField(_("flight out"), max_length=40, blank=True)
    departure_airport = models.CharField(_("airport of departure"), max_length=80, blank=True)
    is_complete = models.BooleanField(_("complete"), default=False)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    begun_at = models.DateTimeField(_("begun"))
    changed_at = models.DateTimeField(_("last change"))
    #: Set when everything personal was taken out: on its day, or because the place was given back.
    forgotten_at = models.DateTimeField(_("deleted"), null=True, blank=True)

    class Meta:
        verbose_name = _("travel data")
        verbose_name_plural = _("travel data")
        indexes = [models.Index(fields=["arrives_on"], name="travel_arrivals")]

    def __str__(self) -> str:
        return f"travel of {self.application_id}"


class CostAcceptance(models.Model):
    """Who pays what, as it stood on the page when somebody took their place."""

    offer = models.OneToOneField(
        "applications.Offer", on_delete=models.CASCADE, related_name="costs_accepted"
    )
    costs = models.JSONField(_("who pays what"), default=list)
    digest = models.CharField(_("SHA-256 of it"), max_length=64)
    language = models.CharField(_("language it was read in"), max_length=12)
    accepted_at = models.DateTimeField(_("accepted"))

    class Meta:
        verbose_name = _("acceptance of costs")
        verbose_name_plural = _("acceptances of costs")

    def __str__(self) -> str:
        return f"costs of offer {self.offer_id}"


class InvitationLetter(models.Model):
    """A letter to an embassy that somebody is invited. Its file goes with the passport data; that it was written stays."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.ForeignKey(
        "applications.Application", on_delete=models.CASCADE, related_name="invitation_letters"
    )
    call = models.ForeignKey("programmes.Call", on_delete=models.PROTECT, related_name="+")
    serial = models.PositiveIntegerField(_("serial number"))
    number = models.CharField(_("number"), max_length=30)
    addressed_to = models.CharField(_("addressed to"), max_length=200)
    languages = models.JSONField(_("languages"), default=list)
    file = models.ForeignKey("storage.StoredFile", on_delete=models.SET_NULL, null=True, related_name="+")
    issued_by = models.ForeignKey("accounts.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    issued_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("invitation letter")
        verbose_name_plural = _("invitation letters")
        ordering = ["-serial"]
        constraints = [models.UniqueConstraint(fields=["call", "serial"], name="invitation_serial_once")]

    def __str__(self) -> str:
        return self.number
