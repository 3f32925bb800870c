"""A questionnaire, somebody's response, and each version that was sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hansa.questionnaires.enums import ResponseState


class Questionnaire(models.Model):
    """Questions under a key, e.g. ``wego/nia-workshop-2017/application``."""

    key = models.CharField(_("key"), max_length=160, unique=True)
    definition = models.JSONField(_("definition"))
    version = models.PositiveIntegerField(_("version"), default=1)
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True)

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")

    def __str__(self) -> str:
        return self.key


class Response(models.Model):
    """One person's answers for one subject (``application:…``), draft or sent."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="responses")
    respondent = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="responses")
    subject = models.CharField(_("subject"), max_length=120)
    answers = models.JSONField(_("answers"), default=dict)
    state = models.CharField(_("state"), max_length=12, choices=ResponseState, default=ResponseState.DRAFT)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    updated_at = models.DateTimeField(_("updated"))
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "respondent", "subject"], name="one_response_a_subject"
            )
        ]
        indexes = [models.Index(fields=["subject"], name="response_subject")]

    def __str__(self) -> str:
        return f"{self.questionnaire_id} {self.subject} {self.state}"


class SentVersion(models.Model):
    """The answers as they were sent; a second sending keeps the first."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="sent_versions")
    number = models.PositiveIntegerField(_("number"))
    answers = models.JSONField(_("answers"))
    questionnaire_version = models.PositiveIntegerField(_("version of the questionnaire"))
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("sent version")
        verbose_name_plural = _("sent versions")
        constraints = [models.UniqueConstraint(fields=["response", "number"], name="sent_version_number")]

    def __str__(self) -> str:
        return f"{self.response_id} version {self.number}"
