"""Hours in which applicants are interviewed, their slots, and each applicant's interview with its scores."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hansa.applications.enums import InterviewState, InterviewWay, SheetState
from hansa.foundation.i18n.choices import SaidChoices


class InterviewWindow(SaidChoices):
    """Some hours of one day, laid by an officer: how long each interview is, how many at once, who holds them."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey("programmes.Call", on_delete=models.PROTECT, related_name="interview_windows")
    day = models.DateField(_("day"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))
    zone = models.CharField(_("time zone"), max_length=64)
    begins_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    minutes = models.PositiveSmallIntegerField(_("minutes each"))
    pause = models.PositiveSmallIntegerField(_("minutes between"), default=0)
    at_once = models.PositiveSmallIntegerField(_("at once"), default=1)
    way = models.CharField(_("how"), max_length=10, choices=InterviewWay)
    link = models.URLField(_("link"), blank=True, max_length=500)
    place = models.CharField(_("place"), max_length=200, blank=True)
    interviewers = models.ManyToManyField("accounts.Person", related_name="interview_windows")
    laid_at = models.DateTimeField(_("laid"))

    class Meta:
        verbose_name = _("hours of interviews")
        verbose_name_plural = _("hours of interviews")
        ordering = ["begins_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(begins_at__lt=models.F("ends_at")), name="interview_window_runs_forward"
            ),
            models.CheckConstraint(
                condition=models.Q(at_once__gte=1) & models.Q(minutes__gte=1), name="interview_window_fits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.starts:%H:%M}-{self.ends:%H:%M}"


class InterviewSlot(models.Model):
    """One time of a window at one of its tables; an interview points at it, and no two at the same.

    As with a city's slots, the database itself refuses the second who books it.
    """

    window = models.ForeignKey(InterviewWindow, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    table = models.PositiveSmallIntegerField(_("table"))

    class Meta:
        verbose_name = _("interview slot")
        verbose_name_plural = _("interview slots")
        ordering = ["starts_at", "table"]
        constraints = [
            models.UniqueConstraint(fields=["window", "starts_at", "table"], name="interview_slot_once")
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} table {self.table}"


class Interview(SaidChoices):
    """One applicant's interview; runs beside the application's own state, as the city's word does."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    application = models.OneToOneField(
        "applications.Application", on_delete=models.CASCADE, related_name="interview"
    )
    state = models.CharField(
        _("state"), max_length=12, choices=InterviewState, default=InterviewState.INVITED
    )
    slot = models.OneToOneField(
        InterviewSlot, on_delete=models.PROTECT, null=True, blank=True, related_name="interview"
    )
    book_by = models.DateTimeField(_("to be booked by"))
    invited_at = models.DateTimeField(_("invited"))
    booked_at = models.DateTimeField(_("booked"), null=True, blank=True)
    concluded_at = models.DateTimeField(_("concluded"), null=True, blank=True)
    # What calendars were told last: a time that was given back is still known, so that it can be called off there.
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    sequence = models.PositiveIntegerField(_("changes told to calendars"), default=0)
    by_phone = models.BooleanField(_("held by phone"), default=False)
    phone_reason = models.TextField(_("why by phone"), blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[InterviewState.SCHEDULED, InterviewState.HELD, InterviewState.NO_SHOW],
                    slot__isnull=False,
                )
                | models.Q(state__in=[InterviewState.INVITED, InterviewState.CALLED_OFF], slot__isnull=True),
                name="booked_interview_has_a_slot",
            ),
            models.CheckConstraint(
                condition=models.Q(by_phone=False) | ~models.Q(phone_reason=""),
                name="interview_by_phone_says_why",
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="interview_day")]

    def __str__(self) -> str:
        return f"interview of {self.application_id}"


class InterviewSheet(SaidChoices):
    """One interviewer's chair in one interview, and their scores of it."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="sheets")
    interviewer = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, related_name="interview_sheets"
    )
    starts_at = models.DateTimeField(_("begins"))
    state = models.CharField(_("state"), max_length=12, choices=SheetState, default=SheetState.OPEN)
    scores = models.JSONField(_("scores"), default=dict)
    total = models.IntegerField(_("total"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("interviewer's scores")
        verbose_name_plural = _("interviewers' scores")
        constraints = [
            models.UniqueConstraint(fields=["interviewer", "starts_at"], name="interviewer_in_one_place"),
            models.UniqueConstraint(fields=["interview", "interviewer"], name="one_sheet_an_interviewer"),
            models.CheckConstraint(
                condition=~models.Q(state=SheetState.SENT) | models.Q(total__isnull=False),
                name="sent_sheet_has_a_total",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.interviewer_id} in {self.interview_id}"
