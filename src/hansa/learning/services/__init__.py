"""Acts of learning: enrol, watch, read, answer, ask for the certificate."""

from .certificates import (
    CertificateRefused,
    CourseNotCompleted,
    request_certificate,
)
from .coursework import mark_reading_read, submit_quiz
from .enrolments import EnrolmentClosed, choose_data, count_workshops, enrol
from .onward import Onward, beside, left_to_do, onward
from .progress import LectureShut, TooSoon, mark_transcript_read, open_lecture, record_progress
from .refusals import refusals
from .renewing import renew
from .sections import apply_courses, bring_course_forward, caption_files, export_courses

__all__ = [
    "CertificateRefused",
    "CourseNotCompleted",
    "EnrolmentClosed",
    "LectureShut",
    "Onward",
    "TooSoon",
    "apply_courses",
    "beside",
    "bring_course_forward",
    "caption_files",
    "choose_data",
    "count_workshops",
    "enrol",
    "export_courses",
    "left_to_do",
    "mark_reading_read",
    "mark_transcript_read",
    "onward",
    "open_lecture",
    "record_progress",
    "refusals",
    "renew",
    "request_certificate",
    "submit_quiz",
]
