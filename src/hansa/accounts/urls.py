from django.urls import path

from . import views

app_name = "accounts"

urlpatterns = [
    path("set-up/", views.set_up, name="set_up"),
    path("set-up/<str:token>/", views.set_up, name="set_up_link"),
    path("my/profile/", views.profile, name="profile"),
    path("my/data.json", views.my_data, name="my_data"),
]
