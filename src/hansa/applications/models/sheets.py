"""A spreadsheet of applicants that the office hands in: kept between mapping, looking and taking over."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hansa.applications.enums import SheetStep
from hansa.foundation.i18n.choices import SaidChoices


class ApplicantSheet(SaidChoices):
    """One file of applicants to one call, and how far it has been taken over."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey("programmes.Call", on_delete=models.CASCADE, related_name="applicant_sheets")
    name = models.CharField(_("name of the file"), max_length=120)
    #: Header, rows and the number of the first row, as read; only rows to mend are left once it was taken over.
    table = models.JSONField(default=dict)
    #: The file itself where it is text, so that it can be read again in another encoding.
    content = models.BinaryField(null=True, blank=True)
    encoding = models.CharField(max_length=20, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    step = models.CharField(_("how far"), max_length=10, choices=SheetStep, default=SheetStep.MAPPING)
    #: Whether rows become applications that were sent, or drafts of the people themselves.
    as_sent = models.BooleanField(default=True)
    #: Rows before this one were taken over.
    next_row = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict, blank=True)
    uploaded_by = models.ForeignKey("accounts.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField(_("people were written to"), null=True, blank=True)

    class Meta:
        verbose_name = _("sheet of applicants")
        verbose_name_plural = _("sheets of applicants")
        ordering = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.name


class SheetRow(models.Model):
    """A row that became an application, and whether its person was written to."""

    sheet = models.ForeignKey(ApplicantSheet, on_delete=models.CASCADE, related_name="taken")
    number = models.PositiveIntegerField(_("row"))
    application = models.ForeignKey(
        "applications.Application", on_delete=models.CASCADE, related_name="sheet_rows"
    )
    written_at = models.DateTimeField(_("written to"), null=True, blank=True)

    class Meta:
        verbose_name = _("row of a sheet")
        verbose_name_plural = _("rows of sheets")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="sheet_row_once")]

    def __str__(self) -> str:
        return f"row {self.number} of {self.sheet_id}"


class KnownHeading(models.Model):
    """What a column's heading meant the last time, so that the next sheet needs no mapping by hand."""

    heading = models.CharField(_("heading"), max_length=200, unique=True)
    key = models.CharField(_("column"), max_length=120)
    used_at = models.DateTimeField(_("last used"))

    class Meta:
        verbose_name = _("known heading")
        verbose_name_plural = _("known headings")

    def __str__(self) -> str:
        return f"{self.heading}: {self.key}"
