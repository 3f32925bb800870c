"""Pages of courses. The slug is the edition's."""

from django.urls import path

from .views import courses, lectures, work

app_name = "learning"

urlpatterns = [
    path("courses/", courses.courses, name="courses"),
    path("courses/<slug:slug>/", courses.course, name="course"),
    path("courses/<slug:slug>/enrol/", courses.enrol, name="enrol"),
    path("courses/<slug:slug>/data/", courses.data_choice, name="data"),
    path("courses/<slug:slug>/lectures/<slug:key>/", lectures.lecture, name="lecture"),
    path("courses/<slug:slug>/lectures/<slug:key>/progress/", lectures.report, name="report"),
    path("courses/<slug:slug>/lectures/<slug:key>/read/", lectures.transcript_read, name="read"),
    path("courses/<slug:slug>/readings/<slug:key>/", work.reading, name="reading"),
    path("courses/<slug:slug>/coursework/<slug:key>/", work.coursework, name="coursework"),
    path("courses/<slug:slug>/certificate/", work.certificate, name="certificate"),
]
