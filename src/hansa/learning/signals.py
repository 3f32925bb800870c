"""What has happened in learning, in the past tense. Sent inside the transaction of the act.

``enrolled(enrolment, person, edition, now)``: somebody enrolled in a course.
``course_completed(enrolment, person, course, edition, now)``: every condition of the course is met, for the first time.
``certificate_requested(enrolment, course, course_key, person, answers, now)``: a learner who completed the course
asked for its certificate by its form. A receiver that cannot grant it raises ``services.CertificateRefused``.
"""

from django.dispatch import Signal

enrolled = Signal()
course_completed = Signal()
certificate_requested = Signal()
