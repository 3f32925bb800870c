"""A computed list, what it decided for each application, and the places offered."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hansa.applications.enums import OfferState, Outcome, RunKind, RunState
from hansa.foundation.i18n.choices import SaidChoices


class SelectionRun(SaidChoices):
    """One run of the solver with everything that is needed to repeat it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    call = models.ForeignKey("programmes.Call", on_delete=models.PROTECT, related_name="selection_runs")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=RunKind, default=RunKind.SELECTION)
    # What was solved again: the released list for a place given back or an appeal.
    base = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="followers"
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=RunState)
    status = models.CharField(_("what the solver proved"), max_length=12)
    rules = models.JSONField(_("rules"), help_text=_("As in rules.json of the published format."))
    candidates = models.JSONField(_("candidates"), help_text=_("Number, city, attributes, merit and lot."))
    result = models.JSONField(_("result"))
    lots_seed = models.CharField(_("seed of the lots"), max_length=200)
    lots_derivation = models.CharField(_("how lots follow from the seed"), max_length=200)
    solver = models.CharField(_("solver"), max_length=60)
    seconds = models.FloatField(_("seconds"))
    digest = models.CharField(_("SHA-256 of rules, candidates, lots and result"), max_length=64)
    changes = models.JSONField(
        _("changes"),
        default=dict,
        blank=True,
        help_text=_("What differs from the rules of the call, and why: sealed with them."),
    )
    about = models.JSONField(
        _("circumstances"),
        default=dict,
        blank=True,
        help_text=_("Whom it is for, and what stood in the way."),
    )
    reserves = models.JSONField(
        _("reserves"), default=dict, blank=True, help_text=_("Who would take whose place.")
    )
    prices = models.JSONField(_("prices of the rules"), default=list, blank=True)
    progress = models.JSONField(_("progress"), default=dict, blank=True)
    computed_by = models.ForeignKey("accounts.Person", on_delete=models.PROTECT, null=True, related_name="+")
    computed_at = models.DateTimeField(_("computed"))
    sealed_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sealed_at = models.DateTimeField(_("sealed"), null=True, blank=True)
    released_by = models.ForeignKey(
        "accounts.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField(_("released"), null=True, blank=True)

    class Meta:
        verbose_name = _("selection")
        verbose_name_plural = _("selections")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="run_number_once"),
            models.UniqueConstraint(
                fields=["call"],
                condition=models.Q(kind=RunKind.SELECTION, state__in=[RunState.SEALED, RunState.RELEASED]),
                name="one_adopted_run_a_call",
            ),
            models.UniqueConstraint(
                fields=["call"],
                condition=models.Q(state=RunState.COMPUTING),
                name="one_computing_run_a_call",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call_id} run {self.number}"


class Decision(SaidChoices):
    """What a run means for one application. Nobody outside the office sees it before its release."""

    application = models.ForeignKey(
        "applications.Application", on_delete=models.PROTECT, related_name="decisions"
    )
    run = models.ForeignKey(SelectionRun, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    merit = models.IntegerField(_("merit"))
    lot = models.PositiveIntegerField(_("lot"))
    standing = models.JSONField(
        _("explanation"),
        default=dict,
        blank=True,
        help_text=_("Points short, or margin; exact or between two."),
    )
    released_at = models.DateTimeField(_("released"), null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [models.UniqueConstraint(fields=["application", "run"], name="one_decision_a_run")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.outcome}"


class Offer(SaidChoices):
    """A place offered to an applicant, and their answer."""

    application = models.OneToOneField(
        "applications.Application", on_delete=models.PROTECT, related_name="offer"
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="offers"
    )
    state = models.CharField(_("state"), max_length=10, choices=OfferState, default=OfferState.OPEN)
    offered_at = models.DateTimeField(_("offered"))
    answer_by = models.DateTimeField(_("to be answered by"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")

    def __str__(self) -> str:
        return f"{self.application_id} {self.state}"
