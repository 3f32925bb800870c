from django.urls import path

from hansa.network.office import views

app_name = "network_office"

urlpatterns = [
    path("members/", views.members, name="members"),
]
