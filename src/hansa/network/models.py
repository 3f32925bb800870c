"""The network, its members, offices, partners and those who act for them."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hansa.foundation.i18n import in_language
from hansa.foundation.i18n.choices import SaidChoices
from hansa.foundation.i18n.fields import TranslatedTextField
from hansa.network.enums import MemberKind, MemberStatus, PartnerKind


class Network(models.Model):
    """The network this installation serves. There is one row."""

    key = models.SlugField(unique=True)
    name = models.CharField(max_length=60)
    full_name = TranslatedTextField()
    summary = TranslatedTextField()
    #: The secretariat's city in English; every language's name lies in ``details``.
    city = models.CharField(max_length=80)
    country = models.CharField(max_length=2)
    time_zone = models.CharField(max_length=60)
    opens_hour = models.PositiveSmallIntegerField(default=9)
    closes_hour = models.PositiveSmallIntegerField(default=18)
    founded_year = models.PositiveSmallIntegerField(null=True, blank=True)
    #: What else the pack says: mission, milestones, whom to ask, languages, colours.
    details = models.JSONField(default=dict, blank=True)
    #: The network's own picture, as the masthead draws it.
    logo = models.ForeignKey(
        "storage.StoredFile", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    #: When the first steps of a new secretariat were done or put away; the desk shows them until then.
    started_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")

    def __str__(self) -> str:
        return self.name

    @property
    def city_names(self) -> dict[str, str]:
        """The secretariat's city in every language the pack gives."""
        place = (self.details.get("secretariat") or {}).get("place") or {}
        names: dict[str, str] = place.get("city") or {"en": self.city}
        return names


class Region(models.Model):
    """A part of the world as the network divides it."""

    key = models.SlugField(unique=True)
    name = TranslatedTextField()
    position = models.PositiveSmallIntegerField(default=0)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self) -> str:
        return in_language(self.name, "en")


class Member(SaidChoices):
    """A city or organisation that belongs to the network."""

    key = models.SlugField(max_length=80, unique=True)
    name = TranslatedTextField()
    kind = models.CharField(max_length=30, choices=MemberKind, default=MemberKind.CITY)
    status = models.CharField(max_length=12, choices=MemberStatus, default=MemberStatus.FULL)
    country = models.CharField(max_length=2, db_index=True)
    #: Key of the region, as rules of a call name it.
    region = models.CharField(max_length=80, blank=True, db_index=True)
    joined_on = models.DateField(null=True, blank=True)
    joined_year = models.PositiveSmallIntegerField(null=True, blank=True)
    is_founder = models.BooleanField(default=False)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    note = TranslatedTextField()
    #: English name in small letters without accents, so that both databases sort alike.
    sort_name = models.CharField(max_length=160, db_index=True)
    #: The name in every language, folded likewise, for the search box.
    search_text = models.TextField(blank=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["sort_name"]
        verbose_name = _("member")
        verbose_name_plural = _("members")

    def __str__(self) -> str:
        return in_language(self.name, "en")

    @property
    def is_former(self) -> bool:
        return self.status == MemberStatus.FORMER


class Office(models.Model):
    """A regional office; its hours are those of its own wall clock."""

    key = models.SlugField(max_length=80, unique=True)
    name = TranslatedTextField()
    #: The city in English; every language's name lies in ``details``.
    city = models.CharField(max_length=80)
    country = models.CharField(max_length=2)
    region = models.CharField(max_length=80, blank=True)
    time_zone = models.CharField(max_length=60)
    opens_hour = models.PositiveSmallIntegerField(default=9)
    closes_hour = models.PositiveSmallIntegerField(default=18)
    is_former = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["is_former", "position", "key"]
        verbose_name = _("regional office")
        verbose_name_plural = _("regional offices")

    def __str__(self) -> str:
        return in_language(self.name, "en")

    @property
    def city_names(self) -> dict[str, str]:
        """The city's name in every language the pack gives."""
        names: dict[str, str] = self.details.get("city") or {"en": self.city}
        return names


class Partner(SaidChoices):
    """A school, institution or organisation that works with the network without being a member."""

    key = models.SlugField(max_length=80, unique=True)
    name = TranslatedTextField()
    kind = models.CharField(max_length=20, choices=PartnerKind)
    #: Its students take part in programmes.
    is_school = models.BooleanField(default=False)
    #: It lies in the secretariat's own country.
    is_domestic = models.BooleanField(default=False)
    country = models.CharField(max_length=2, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position", "key"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return in_language(self.name, "en")


class PublicPerson(models.Model):
    """Somebody named in public in the role they hold or held; no account, no address."""

    name = models.CharField(max_length=120)
    role = TranslatedTextField()
    note = TranslatedTextField()
    position = models.PositiveSmallIntegerField(default=0)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("person in a public role")
        verbose_name_plural = _("people in public roles")

    def __str__(self) -> str:
        return self.name


class Coordinator(models.Model):
    """A person who speaks for a member: endorses its applicants and keeps its page."""

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="coordinations")
    member = models.ForeignKey("network.Member", on_delete=models.CASCADE, related_name="coordinators")
    appointed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "member"],
                condition=models.Q(ended_at__isnull=True),
                name="network_coordinator_once_a_member",
            )
        ]
        verbose_name = _("coordinator")
        verbose_name_plural = _("coordinators")

    def __str__(self) -> str:
        return f"{self.person_id} for {self.member_id}"


class OfficeStaff(models.Model):
    """A person of the staff who works for one regional office and sees only its own."""

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="office_assignments")
    office = models.ForeignKey("network.Office", on_delete=models.CASCADE, related_name="staff")
    assigned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "office"], name="network_office_staff_once_an_office")
        ]
        verbose_name = _("office assignment")
        verbose_name_plural = _("office assignments")

    def __str__(self) -> str:
        return f"{self.person_id} at {self.office_id}"


class MemberSheet(models.Model):
    """A spreadsheet of members that somebody handed in: kept between mapping, looking and taking over."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    #: Header, rows and the number of the first row, as read.
    table = models.JSONField(default=dict)
    #: The file itself where it is text, so that it can be read again in another encoding.
    content = models.BinaryField(null=True, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    #: Which column of the file is which wanted one; empty until somebody has looked at the guess.
    mapping = models.JSONField(default=dict, blank=True)
    #: Whether members that are known already are brought up to date, or left as they are.
    updates_known = models.BooleanField(default=True)
    uploaded_by = models.ForeignKey("accounts.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        verbose_name = _("member sheet")
        verbose_name_plural = _("member sheets")

    def __str__(self) -> str:
        return self.name


class MemberContact(models.Model):
    """To whom letters for a member go while nobody speaks for it here: an address, and nothing to sign in with."""

    #: Stands in the link by which whoever reads the address takes it out.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    member = models.OneToOneField("network.Member", on_delete=models.CASCADE, related_name="contact")
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    named_at = models.DateTimeField()

    class Meta:
        verbose_name = _("contact of a member")
        verbose_name_plural = _("contacts of members")

    def __str__(self) -> str:
        return f"{self.person_id} for {self.member_id}"
