"""What has happened to questionnaires, in the past tense."""

from django.dispatch import Signal

response_submitted = Signal()
"""Somebody sent their answers. Carries ``response`` and ``now``."""
