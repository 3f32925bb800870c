from django.urls import path

from . import lists, views
from . import words as words  # filling the words of the log is its import

app_name = "accounts_office"

urlpatterns = [
    path("people/", lists.people, name="people"),
    path("people/<uuid:uid>/", views.person, name="person"),
    path("people/<uuid:uid>/role/", views.change_role, name="change_role"),
    path("log/", lists.log, name="log"),
]
