from django.urls import path

from . import views

app_name = "events"
urlpatterns = [
    path("programmes/<slug:slug>/events/<slug:key>/", views.event, name="event"),
    path("programmes/<slug:slug>/events/<slug:key>/calendar.ics", views.calendar, name="calendar"),
    path("programmes/<slug:slug>/events/<slug:key>/register/", views.register, name="register"),
    path("programmes/<slug:slug>/events/<slug:key>/cancel/", views.cancel, name="cancel"),
]
