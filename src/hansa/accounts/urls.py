from django.urls import path

from . import views

app_name = "accounts"

urlpatterns = [
    path("my/profile/", views.profile, name="profile"),
    path("my/data.json", views.my_data, name="my_data"),
]
