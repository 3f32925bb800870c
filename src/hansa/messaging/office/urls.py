from django.urls import path

from . import views

app_name = "messaging_office"
urlpatterns = [
    path("letters/", views.outbox, name="outbox"),
    path("letters/<uuid:uid>/", views.letter, name="letter"),
    path("letters/<uuid:uid>/again/", views.again, name="again"),
]
