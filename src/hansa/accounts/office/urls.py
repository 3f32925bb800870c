from django.urls import path

from . import views

app_name = "accounts_office"

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/<uuid:uid>/", views.person, name="person"),
    path("people/<uuid:uid>/role/", views.change_role, name="change_role"),
    path("log/", views.log, name="log"),
]
