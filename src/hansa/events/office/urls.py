from django.urls import path

from . import lists, views
from . import words as words  # filling the words of the log is its import

app_name = "events_office"
urlpatterns = [
    path("events/", lists.events, name="events"),
    path("events/<int:pk>/", views.event, name="event"),
    path("events/<int:pk>/presence/", views.presence, name="presence"),
    path("events/<int:pk>/walk-in/", views.walk_in, name="walk_in"),
    path("events/<int:pk>/announce/", views.announce, name="announce"),
]
