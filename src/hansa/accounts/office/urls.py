from django.urls import path

from . import alike, lists, views
from . import words as words  # filling the words of the log is its import

app_name = "accounts_office"

urlpatterns = [
    path("people/", lists.people, name="people"),
    path("people/alike/", alike.alikes, name="alikes"),
    path("people/alike/<uuid:uid>/", alike.alike, name="alike"),
    path("people/alike/<uuid:uid>/different/", alike.different, name="different"),
    path("people/alike/<uuid:uid>/merge/", alike.merge, name="merge"),
    path("people/alike/<uuid:uid>/merge/confirm/", alike.merge_confirm, name="merge_confirm"),
    path("people/<uuid:uid>/alike/", alike.name_alike, name="name_alike"),
    path("people/<uuid:uid>/", views.person, name="person"),
    path("people/<uuid:uid>/role/", views.change_role, name="change_role"),
    path("log/", lists.log, name="log"),
]
