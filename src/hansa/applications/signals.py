"""What has happened to applications, in the past tense; sent inside the act's transaction.

A receiver that fails undoes the act. Every signal carries ``application`` and ``now``.
"""

from django.dispatch import Signal

application_submitted = Signal()
"""An application is complete and in time. Also sent when a returned one comes back."""

application_returned = Signal()
"""An officer asked for something that is missing. Carries ``reason``."""

application_endorsed = Signal()
"""The city stands behind its applicant and one of its slots is taken. Carries ``nomination``."""

application_screened = Signal()
"""An officer found the application eligible or not. Carries ``eligible`` and ``reason``."""

application_decided = Signal()
"""The decision was released: from now on the applicant may know it. Carries ``decision``."""

offer_confirmed = Signal()
"""The applicant accepted the place. Carries ``offer``."""

offer_declined = Signal()
"""The applicant gave the place back, or let the offer lapse. Carries ``offer``."""

interview_moved = Signal()
"""An applicant's interview moved: invited, booked, given back, held, missed. Carries ``interview`` and ``act``."""

application_withdrawn = Signal()
"""The applicant took the application back; the city's slot is free again."""

appeal_upheld = Signal()
"""Somebody's appeal against a decision was right, and their points were corrected. Carries ``appeal``."""

selection_begun = Signal()
"""A list is to be computed, or computed again because whoever did it died. Carries ``run`` and no application."""
