"""Courses as packs describe them, and how far each learner has come."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from hansa.foundation.i18n.fields import TranslatedTextField

from .enums import DataChoice


def new_mark() -> str:
    """Return a mark that no other version of any course has."""
    return uuid.uuid4().hex


class Course(models.Model):
    """The online course of an edition: parts of lectures, readings, coursework, a rule of completion."""

    edition = models.OneToOneField("programmes.Edition", on_delete=models.CASCADE, related_name="course")
    key = models.SlugField(max_length=80)
    title = TranslatedTextField()
    summary = TranslatedTextField()
    #: The pack's completion rule, as ``rules.completion.Rule`` reads it.
    completion = models.JSONField(default=dict, blank=True)
    #: Phases and weeks as in the pack.
    phases = models.JSONField(default=list, blank=True)
    calendar = models.JSONField(default=list, blank=True)
    caption_languages = models.JSONField(default=list, blank=True)
    #: Changes with every change of the course, of what it is made of, of its edition and its films, so that what
    #: was read of them may be kept for as long as it stands: see ``services.renew``.
    structure = models.CharField(max_length=32, default=new_mark, editable=False)
    #: What else the pack says of the course, kept for its export.
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["edition", "key"]
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def __str__(self) -> str:
        return f"{self.edition_id}:{self.key}"


class Part(models.Model):
    """A module of a course: one row of bricks of its gable."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="parts")
    key = models.SlugField(max_length=80)
    title = TranslatedTextField()
    position = models.PositiveSmallIntegerField()
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["course", "key"], name="learning_part_once")]

    def __str__(self) -> str:
        return self.key


class Lecture(models.Model):
    """One lecture of this edition. Lectures of other editions with the same key show the same video."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="lectures")
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="lectures")
    key = models.SlugField(max_length=80)
    title = TranslatedTextField()
    summary = TranslatedTextField()
    position = models.PositiveSmallIntegerField()
    week = models.PositiveSmallIntegerField(null=True, blank=True)
    releases_on = models.DateField(null=True, blank=True)
    #: The tracks that this edition promises, as in its pack; the texts lie with the video.
    captions = models.JSONField(default=list, blank=True)
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["course", "key"], name="learning_lecture_once")]

    def __str__(self) -> str:
        return self.key


class Reading(models.Model):
    """Something to read: a text of ours, or a page elsewhere."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="readings")
    part = models.ForeignKey(Part, on_delete=models.SET_NULL, null=True, blank=True, related_name="readings")
    key = models.SlugField(max_length=80)
    title = TranslatedTextField()
    text = TranslatedTextField()
    url = models.URLField(max_length=500, blank=True)
    required = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField()
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["course", "key"], name="learning_reading_once")]

    def __str__(self) -> str:
        return self.key


class Coursework(models.Model):
    """A piece of work: a questionnaire with right answers, and the mark that passes."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="coursework")
    part = models.ForeignKey(
        Part, on_delete=models.SET_NULL, null=True, blank=True, related_name="coursework"
    )
    key = models.SlugField(max_length=80)
    title = TranslatedTextField()
    #: The questionnaire's name in the pack; its full key is ``edition.key_of`` of it.
    questionnaire = models.SlugField(max_length=80)
    pass_percent = models.PositiveSmallIntegerField(default=60)
    required = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField()
    details = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["course", "key"], name="learning_coursework_once")]

    def __str__(self) -> str:
        return self.key


class Enrolment(models.Model):
    """One person in one course."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="enrolments")
    enrolled_at = models.DateTimeField()
    active_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)
    requested_at = models.DateTimeField(null=True, blank=True)
    #: Where the learner stopped.
    last_lecture = models.ForeignKey(
        Lecture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    data_choice = models.CharField(max_length=8, choices=DataChoice, default=DataChoice.FILM)
    #: Seconds credited over all lectures: never more than the clock allows since the enrolment.
    credited_s = models.PositiveIntegerField(default=0)
    workshops = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-active_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["course", "person"], name="learning_enrolled_once")]
        indexes = [models.Index(fields=["course", "completed_at"])]
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")

    def __str__(self) -> str:
        return str(self.uid)


class LectureProgress(models.Model):
    """How much of a lecture somebody watched, and where they stopped."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="progress")
    lecture = models.ForeignKey(Lecture, on_delete=models.CASCADE, related_name="progress")
    #: Five-second buckets as bytes, the lowest first: see ``rules/progress.py``.
    bits = models.BinaryField(default=bytes)
    percent = models.PositiveSmallIntegerField(default=0)
    position_s = models.FloatField(default=0)
    opened_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lecture"], name="learning_progress_once")
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}:{self.lecture_id}"


class ReadingMark(models.Model):
    """Somebody marked a reading as read."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="reading_marks")
    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="marks")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enrolment", "reading"], name="learning_read_once")]

    def __str__(self) -> str:
        return f"{self.enrolment_id}:{self.reading_id}"


class QuizAttempt(models.Model):
    """One attempt at a piece of coursework, with what it scored."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attempts")
    coursework = models.ForeignKey(Coursework, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveIntegerField()
    answers = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)
    percent = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "coursework", "number"], name="learning_attempt_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}:{self.coursework_id}:{self.number}"
