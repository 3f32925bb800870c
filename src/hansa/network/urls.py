from django.urls import path

from hansa.network import views

app_name = "network"

urlpatterns = [
    path("members/", views.members, name="members"),
    path("members/<slug:key>/", views.member, name="member"),
    path("offices/", views.offices, name="offices"),
    path("partners/", views.partners, name="partners"),
]
