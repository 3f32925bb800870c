"""Programmes, editions, calls, and the record of how they came to be."""

import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from hansa.foundation.i18n import in_language
from hansa.foundation.i18n.choices import SaidChoices
from hansa.foundation.i18n.fields import TranslatedTextField
from hansa.foundation.ui import dates
from hansa.programmes.enums import AMENDED, CallState, MailingKind, ProgrammeKind, RehearsalState
from hansa.programmes.rules import calls


class Programme(SaidChoices):
    """Something that the network runs again and again, one edition at a time."""

    network = models.ForeignKey("network.Network", on_delete=models.PROTECT, related_name="programmes")
    key = models.SlugField(max_length=80, unique=True)
    title = TranslatedTextField()
    summary = TranslatedTextField()
    kind = models.CharField(max_length=20, choices=ProgrammeKind)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["key"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def __str__(self) -> str:
        return in_language(self.title, "en")


class Edition(models.Model):
    """One run of a programme: a year, a place, its dates. It is what a pack describes."""

    programme = models.ForeignKey("programmes.Programme", on_delete=models.PROTECT, related_name="editions")
    slug = models.SlugField(max_length=80, unique=True)
    #: Network and slug, as in ``wego/champions-2025``: what the edition's own things are named after.
    namespace = models.CharField(max_length=161, unique=True)
    title = TranslatedTextField()
    summary = TranslatedTextField()
    year = models.PositiveSmallIntegerField()
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    time_zone = models.CharField(max_length=60)
    #: The city in English; every language's name lies in ``details["place"]``.
    place_city = models.CharField(max_length=80, blank=True)
    place_country = models.CharField(max_length=2, blank=True)
    office = models.ForeignKey(
        "network.Office", on_delete=models.PROTECT, null=True, blank=True, related_name="editions"
    )
    language = models.CharField(max_length=12, default="en")
    is_archive = models.BooleanField(default=False)
    is_living_copy = models.BooleanField(default=False)
    #: What the edition's page tells, shaped as in the pack: topics, tours, costs, hosts, partners, contact,
    #: testimonies, people, figures, notes, place, ``assumed``.
    details = models.JSONField(default=dict, blank=True)
    #: The pack's ``credentials`` section: criteria, signatories, how each is claimed.
    credentials = models.JSONField(default=dict, blank=True)
    #: Which letter goes out at which signal, and what the questionnaires beside the pack are for.
    words = models.JSONField(default=dict, blank=True)
    #: Sections whose app does not exist yet: checked, kept, shown.
    stored_sections = models.JSONField(default=dict, blank=True)
    #: Fingerprint of the pack that was applied last.
    pack_sha = models.CharField(max_length=64, blank=True)
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        # Without a day yet it comes last in its year; the two databases disagree on that unless told.
        ordering = ["-year", models.F("starts_on").desc(nulls_last=True), "slug"]
        indexes = [models.Index(fields=["is_archive", "starts_on"])]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")

    def __str__(self) -> str:
        return in_language(self.title, "en")

    def key_of(self, name: str) -> str:
        """Return the installation-wide key of something of this edition: ``wego/champions-2025:course``."""
        return f"{self.namespace}:{name}"

    @property
    def place_names(self) -> dict[str, str]:
        """The place's city in every language the pack gives; empty where there is none."""
        place = self.details.get("place") or {}
        names: dict[str, str] = place.get("city") or ({"en": self.place_city} if self.place_city else {})
        return names

    @property
    def clock_names(self) -> dict[str, str]:
        """The place's city where its clock is the one meant: Chengdu goes by the zone that is called after Shanghai."""
        country = (self.details.get("place") or {}).get("country")
        return self.place_names if country and dates.is_in(self.time_zone, country) else {}


class EditionFile(models.Model):
    """A text file that lay beside pack.yaml: captions, a certificate's own template."""

    edition = models.ForeignKey("programmes.Edition", on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "name"], name="programmes_file_once_a_name")
        ]
        verbose_name = _("file of an edition")
        verbose_name_plural = _("files of editions")

    def __str__(self) -> str:
        return self.name


class Call(SaidChoices):
    """The invitation to apply for an edition. Its rules freeze when it opens."""

    edition = models.OneToOneField("programmes.Edition", on_delete=models.PROTECT, related_name="call")
    state = models.CharField(max_length=12, choices=CallState, default=CallState.DRAFT, db_index=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    rolling = models.BooleanField(default=False)
    #: What follows the deadline: ``interviews``, ``decisions_on``, ``days_to_accept``, ``days_to_appeal``.
    timetable = models.JSONField(default=dict, blank=True)
    #: ``eligibility``, ``documents``, ``caps``, ``places``, ``questionnaire``, ``nomination``, ``rubric``,
    #: ``reviews_per_application``, ``selection``: what is frozen once the call is open.
    rules = models.JSONField(default=dict, blank=True)
    notes = models.JSONField(default=list, blank=True)
    assumed = models.JSONField(default=bool, blank=True)  # a flag, or the names of assumed fields
    frozen_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["closes_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_at__isnull=True)
                | models.Q(closes_at__isnull=True)
                | models.Q(opens_at__lt=models.F("closes_at")),
                name="programmes_call_opens_before_it_closes",
            )
        ]
        verbose_name = _("call")
        verbose_name_plural = _("calls")

    def __str__(self) -> str:
        return f"call of {self.edition_id}"

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None

    def accepts(self, now: datetime) -> bool:
        """Tell whether an application that arrives now is in time, to the second."""
        return calls.accepts(self.state, self.opens_at, self.closes_at, now)

    def state_at(self, now: datetime) -> CallState:
        """Return where the call stands at this instant, however late the scheduler is."""
        return calls.state_at(self.state, self.opens_at, self.closes_at, now)


class Amendment(models.Model):
    """A change to an announced call, with its reason; what applicants were told before stays on record."""

    call = models.ForeignKey("programmes.Call", on_delete=models.PROTECT, related_name="amendments")
    field = models.CharField(max_length=60)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField()
    by = models.ForeignKey(
        "accounts.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="amendments"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")

    def __str__(self) -> str:
        return f"{self.field} of call {self.call_id}"

    @property
    def what(self) -> str:
        """What was changed, as people read it."""
        return str(AMENDED.get(self.field, self.field))


class CallMailing(SaidChoices):
    """That the members are written to about a call: once when it is announced, once for each extension."""

    call = models.ForeignKey("programmes.Call", on_delete=models.CASCADE, related_name="mailings")
    kind = models.CharField(max_length=12, choices=MailingKind)
    #: The extension that is told; empty where the call itself is.
    amendment = models.ForeignKey(
        "programmes.Amendment", on_delete=models.CASCADE, null=True, blank=True, related_name="mailings"
    )
    ordered_by = models.ForeignKey("accounts.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    ordered_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["ordered_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["call"],
                condition=models.Q(kind=MailingKind.ANNOUNCEMENT),
                name="programmes_call_announced_once",
            ),
            models.UniqueConstraint(fields=["amendment"], name="programmes_amendment_told_once"),
        ]
        verbose_name = _("mailing of a call")
        verbose_name_plural = _("mailings of calls")

    def __str__(self) -> str:
        return f"{self.kind} of call {self.call_id}"


class Addressee(models.Model):
    """Somebody who is written to for a member; the letter is there once it is written."""

    mailing = models.ForeignKey("programmes.CallMailing", on_delete=models.CASCADE, related_name="addressees")
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey("network.Member", on_delete=models.CASCADE, related_name="+")
    letter = models.ForeignKey(
        "messaging.Letter", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_written = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mailing", "person", "member"], name="programmes_addressee_once_a_member"
            )
        ]
        verbose_name = _("addressee of a mailing")
        verbose_name_plural = _("addressees of mailings")

    def __str__(self) -> str:
        return f"{self.person_id} for {self.member_id}"


class Attachment(models.Model):
    """A PDF that anybody may take from an announced call: the programme, the nomination form to be signed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey("programmes.Call", on_delete=models.CASCADE, related_name="attachments")
    label = models.CharField(max_length=120)
    language = models.CharField(max_length=12)
    file = models.ForeignKey("storage.StoredFile", on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey("accounts.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]
        verbose_name = _("attachment of a call")
        verbose_name_plural = _("attachments of calls")

    def __str__(self) -> str:
        return self.label


class Photograph(models.Model):
    """A picture of an edition that anybody may see on its page: what it shows in words, and who took it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey("programmes.Edition", on_delete=models.CASCADE, related_name="photographs")
    #: What can be seen, in as many languages as somebody wrote: it stands for the picture where none is seen.
    shows = TranslatedTextField()
    credit = models.CharField(max_length=120, blank=True)
    large = models.ForeignKey("storage.StoredFile", on_delete=models.PROTECT, related_name="+")
    small = models.ForeignKey("storage.StoredFile", on_delete=models.PROTECT, related_name="+")
    #: Pixels of the small one, so that a page keeps its place.
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    added_by = models.ForeignKey("accounts.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]
        verbose_name = _("photograph of an edition")
        verbose_name_plural = _("photographs of editions")

    def __str__(self) -> str:
        return in_language(self.shows, "en")


class UploadedPack(models.Model):
    """A pack that a programme officer handed in: its files, kept between checking, planning and applying."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    slug = models.CharField(max_length=80, blank=True)
    files = models.JSONField(default=dict)
    sha = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey("accounts.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        verbose_name = _("uploaded pack")
        verbose_name_plural = _("uploaded packs")

    def __str__(self) -> str:
        return self.name


class Rehearsal(SaidChoices):
    """A dress rehearsal that somebody asked for, and its report."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.CharField(max_length=80)
    edition = models.ForeignKey(
        "programmes.Edition", on_delete=models.CASCADE, null=True, blank=True, related_name="rehearsals"
    )
    upload = models.ForeignKey(
        "programmes.UploadedPack", on_delete=models.CASCADE, null=True, blank=True, related_name="rehearsals"
    )
    people = models.PositiveIntegerField()
    seed = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=RehearsalState, default=RehearsalState.QUEUED)
    report = models.TextField(blank=True)
    requested_by = models.ForeignKey(
        "accounts.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-requested_at", "-id"]
        verbose_name = _("rehearsal")
        verbose_name_plural = _("rehearsals")

    def __str__(self) -> str:
        return f"rehearsal of {self.slug}"
