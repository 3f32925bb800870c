"""Videos, the files they are kept in, and their caption tracks."""

from django.db import models

from hansa.foundation.i18n.fields import TranslatedTextField

from .enums import CaptionOrigin, CaptionState, RenditionKind, VideoState


class Video(models.Model):
    """One recording. Lectures of several editions may show the same one."""

    key = models.SlugField(max_length=80, unique=True)
    title = TranslatedTextField()
    state = models.CharField(max_length=16, choices=VideoState.choices, default=VideoState.TO_MAKE)
    duration_s = models.FloatField(default=0)
    is_silent = models.BooleanField(default=False)
    trouble = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key


class Rendition(models.Model):
    """A file of a video, under ``media`` in the data folder.

    ``recipe`` is a digest of everything that it was made from: the same recipe needs no new making.
    """

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="renditions")
    kind = models.CharField(max_length=16, choices=RenditionKind.choices)
    path = models.CharField(max_length=200)
    content_type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField()
    height = models.PositiveIntegerField(default=0)
    recipe = models.CharField(max_length=64)

    class Meta:
        ordering = ("kind", "-height")
        constraints = [models.UniqueConstraint(fields=["video", "kind", "height"], name="one_file_of_a_kind")]

    def __str__(self) -> str:
        return self.path


class CaptionTrack(models.Model):
    """The captions of a video in one language, with their origin."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="captions")
    language = models.CharField(max_length=12)
    origin = models.CharField(max_length=20, choices=CaptionOrigin.choices, default=CaptionOrigin.HUMAN)
    engine = models.CharField(max_length=80, blank=True)
    source_language = models.CharField(max_length=12, blank=True)
    revision = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=12, choices=CaptionState.choices, default=CaptionState.PRESENT)
    content = models.TextField(blank=True)

    class Meta:
        ordering = ("language",)
        constraints = [
            models.UniqueConstraint(fields=["video", "language"], name="one_track_a_language"),
            models.CheckConstraint(
                condition=models.Q(state=CaptionState.TO_COME) | ~models.Q(content=""),
                name="present_track_has_content",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.video_id}.{self.language}"

    @property
    def is_machine_made(self) -> bool:
        """Whether nobody has checked what a machine wrote."""
        return self.origin == CaptionOrigin.MACHINE
