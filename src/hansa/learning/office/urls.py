"""Staff pages of learning."""

from django.urls import path

from . import lists, views
from . import words as words  # filling the words of the log is its import

app_name = "learning_office"

urlpatterns = [
    path("courses/", lists.courses, name="courses"),
    path("courses/<slug:slug>/", lists.course, name="course"),
    path("enrolments/<uuid:uid>/", views.enrolment, name="enrolment"),
]
