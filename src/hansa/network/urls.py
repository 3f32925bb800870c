from django.urls import path

from hansa.network import views

app_name = "network"

urlpatterns = [
    path("brand/<str:brick>-<str:sea>.css", views.colours, name="colours"),
    path("brand/<str:mark>.png", views.logo, name="logo"),
    path("members/", views.members, name="members"),
    path("members/letters/<uuid:uid>/", views.contact, name="contact"),
    path("members/<slug:key>/", views.member, name="member"),
    path("offices/", views.offices, name="offices"),
    path("partners/", views.partners, name="partners"),
]
