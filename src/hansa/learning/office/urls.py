"""Staff pages of learning."""

from django.urls import path

from . import views

app_name = "learning_office"

urlpatterns = [
    path("courses/", views.courses, name="courses"),
    path("courses/<slug:slug>/", views.course, name="course"),
    path("enrolments/<uuid:uid>/", views.enrolment, name="enrolment"),
]
