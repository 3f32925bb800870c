"""Signatories and their keys, achievements, credentials, and requests for them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from hansa.credentials.enums import AchievementKind, ClaimState, CredentialState, RevocationReason
from hansa.credentials.rules.short_codes import grouped
from hansa.credentials.rules.status import LEAST_BITS
from hansa.foundation.i18n.choices import SaidChoices
from hansa.foundation.i18n.fields import TranslatedTextField


class Signatory(models.Model):
    """An office that signs certificates in the name of a body, under a DID of its own."""

    key = models.SlugField(max_length=80, unique=True)
    name = TranslatedTextField(help_text="The body in whose name it signs")
    role = TranslatedTextField(help_text="The office that holds the key")
    url = models.URLField(max_length=300)
    did = models.CharField(max_length=300, unique=True)
    is_specimen = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["key"]
        verbose_name_plural = "signatories"

    def __str__(self) -> str:
        return self.key


class SigningKey(models.Model):
    """A public key of a signatory. Rotation adds one and retires the last; none is ever deleted."""

    signatory = models.ForeignKey(Signatory, on_delete=models.PROTECT, related_name="keys")
    multikey = models.CharField(max_length=100, unique=True)
    # Its private half is with the signatory, and was never here.
    is_away = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["signatory"], condition=Q(retired_at__isnull=True), name="one_signing_key_in_use"
            )
        ]

    def __str__(self) -> str:
        return self.multikey


class StatusList(models.Model):
    """The places in which an issuer says which of its certificates were withdrawn; published, and signed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    issuer = models.ForeignKey(Signatory, on_delete=models.PROTECT, related_name="status_lists")
    # As certificates name it: it stays, whatever this installation's own address becomes.
    address = models.URLField(max_length=300, unique=True)
    size = models.PositiveIntegerField(default=LEAST_BITS)
    allotted = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.address


class Achievement(SaidChoices):
    """Something that can be earned, with what it takes and who signs for it."""

    key = models.CharField(max_length=160, unique=True)
    # What stands before the colon of the key: whose it is, for whoever looks after that.
    topic = models.CharField(max_length=160, db_index=True, editable=False)
    kind = models.CharField(max_length=20, choices=AchievementKind.choices)
    name = TranslatedTextField()
    description = TranslatedTextField()
    criteria = TranslatedTextField()
    criteria_url = models.URLField(max_length=400)
    language = models.CharField(max_length=20, help_text="The language in which it is signed")
    template = models.TextField(blank=True, help_text="Typst; empty for the template of the house")
    signatories = models.ManyToManyField(
        Signatory, through="AchievementSignatory", related_name="achievements"
    )

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key


class AchievementSignatory(models.Model):
    """A signature that an achievement needs; the first is the issuer's."""

    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="required")
    signatory = models.ForeignKey(Signatory, on_delete=models.PROTECT, related_name="required_for")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["achievement", "position"], name="one_signatory_a_position"),
            models.UniqueConstraint(fields=["achievement", "signatory"], name="a_signatory_signs_once"),
        ]

    def __str__(self) -> str:
        return f"{self.achievement_id}: {self.signatory_id}"


class Credential(SaidChoices):
    """One person's certificate: the signed document, and how to find it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(
        max_length=200, unique=True, help_text="What it was issued for; issuing again is the same one"
    )
    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="credentials")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="credentials")
    # As it stood on the day: a later change of name does not change what was signed.
    holder_name = models.CharField(max_length=300)
    language = models.CharField(max_length=20, help_text="The second language of the sheet")
    state = models.CharField(max_length=20, choices=CredentialState.choices)
    document = models.JSONField()
    short_code = models.CharField(max_length=10, unique=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    # What was issued before there were lists has no place in one.
    status_list = models.ForeignKey(
        StatusList, on_delete=models.PROTECT, null=True, blank=True, related_name="credentials"
    )
    status_index = models.PositiveIntegerField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revocation_reason = models.CharField(max_length=20, choices=RevocationReason.choices, blank=True)
    revocation_note = models.TextField(blank=True, help_text="For the office; nobody else reads it")
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    class Meta:
        ordering = ["-created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["status_list", "status_index"], name="one_certificate_a_place")
        ]
        indexes = [
            models.Index(fields=["-created_at", "id"], name="credential_newest"),
            models.Index(fields=["state", "-created_at"], name="credential_by_state"),
            models.Index(fields=["holder_name"], name="credential_by_name"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The short code as it is printed."""
        return grouped(self.short_code)


class SigningRequest(models.Model):
    """What went to a signatory whose key is elsewhere, and whether the answer is back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="requests")
    credentials = models.ManyToManyField(Credential, related_name="signing_requests")
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "pk"]

    def __str__(self) -> str:
        return str(self.pk)


class Claim(SaidChoices):
    """Somebody's request for a certificate, with what they answered and what became of it."""

    achievement = models.ForeignKey(Achievement, on_delete=models.PROTECT, related_name="claims")
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="credential_claims"
    )
    state = models.CharField(max_length=20, choices=ClaimState.choices, default=ClaimState.REQUESTED)
    answers = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    requested_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["achievement", "holder"],
                condition=~Q(state=ClaimState.REFUSED),
                name="one_claim_not_refused",
            )
        ]

    def __str__(self) -> str:
        return f"{self.achievement_id}: {self.holder_id}"


class SheetRoot(models.Model):
    """The certificate under which this installation's signatories sign sheets; made once, never deleted."""

    fingerprint = models.CharField(max_length=64, unique=True)
    certificate = models.BinaryField(help_text="X.509, DER")
    is_specimen = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["is_specimen"], name="one_sheet_root_a_kind")]

    def __str__(self) -> str:
        return self.fingerprint


class SheetKey(models.Model):
    """A signatory's certificate for sheets; a signature on a page is made by its key. None is ever deleted."""

    signatory = models.ForeignKey(Signatory, on_delete=models.PROTECT, related_name="sheet_keys")
    fingerprint = models.CharField(max_length=64, unique=True)
    certificate = models.BinaryField(help_text="X.509, DER")
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["signatory"], condition=Q(retired_at__isnull=True), name="one_sheet_key_in_use"
            )
        ]

    def __str__(self) -> str:
        return self.fingerprint
